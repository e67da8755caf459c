"""That a paragraph is out of which words were taken: they are not printed, and how it comes in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.decisions import Status
from drafter.merge.proposals import OF_WORDS, Field, Proposal
from drafter.merge.telling import told
from drafter.selection.loading import OpenSelection


def stays_out(taken: Iterable[Proposal], selection: OpenSelection) -> Iterator[str]:
    """What is told of proposals of words or names whose paragraph is out.

    Args:
        taken: What was taken.
        selection: The selection with it.
    """
    for one in taken:
        home = selection.file.joined_with.get(one.clause, one.clause)
        entry = selection.entry(home)
        if entry is None or not entry.is_out or one.field not in (*OF_WORDS, Field.SPONSORS):
            continue
        is_withdrawn = entry.stands is not None and entry.stands.status is Status.WITHDRAWN
        way = "--status open" if is_withdrawn else "--keep"
        command = f"drafter select {selection.path} {way} {home}"
        yield told("stays-out", id=one.id, clause=home, what=entry.out_in_words, command=command)
