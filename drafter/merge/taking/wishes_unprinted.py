"""Wishes about single wordings which are printed no more, since no wording has these words any more."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.brackets import Wish
from drafter.decisions import WishedWording
from drafter.draft.said_behind import wished_in
from drafter.drafting import compose_selection
from drafter.merge.telling import apart, told
from drafter.selection.loading import OpenSelection
from drafter.selection.wishes import in_words
from drafter.text.words import excerpt


def wishes_unprinted(before: OpenSelection, after: OpenSelection) -> Iterator[str]:
    """What is to be told of wishes that stood behind a wording, or came just now, and stand behind none.

    Args:
        before: The selection without what was taken.
        after: With it.
    """
    was = {one.id: one for one in before.file.clauses}
    changed = [one for one in after.file.clauses if one.wished and one != was.get(one.id)]
    if not changed:
        return
    left = _behind_none(before)
    for given, one in _behind_none(after):
        if (given, one) not in left and given in {entry.id for entry in changed}:
            words = f"“{excerpt(one.wording)}”" if one.wording else " and ".join(one.sources)
            said = in_words([Wish(one.by, one.says)])
            whose = {"by": apart(one.by), "first": one.by[0]}
            yield told("wish-unprinted", clause=given, said=said, words=words, **whose)


def _behind_none(selection: OpenSelection) -> list[tuple[str, WishedWording]]:
    """The wishes about single wordings that no wording has any more, each with its clause."""
    if not any(entry.wished for entry in selection.file.clauses):
        return []
    draft = compose_selection(selection)
    every = [(clause.id, *each) for clause in (*draft.clauses, *draft.guidance) for each in wished_in(clause)]
    return [(given, one) for given, place, one in every if place is None]
