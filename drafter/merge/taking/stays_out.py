"""That a paragraph is out of which words were taken: they are not printed, and how it comes in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from drafter.decisions import IN_THESE_WORDS, SelectionEntry, Status
from drafter.merge.proposals import OF_WORDS, Field, Proposal
from drafter.merge.taking.stale import keeps_its_name
from drafter.merge.telling import apart, told
from drafter.selection.edit import with_withdrawn
from drafter.selection.loading import OpenSelection


def stays_out(taken: Iterable[Proposal], selection: OpenSelection, *, to_text: bool) -> Iterator[str]:
    """What is told of proposals of words or names whose paragraph is out.

    Args:
        taken: What was taken.
        selection: The selection with it.
        to_text: Whether it was to be the text.
    """
    for one in taken:
        home = selection.file.joined_with.get(one.clause, one.clause)
        entry = selection.entry(home)
        if entry is None or not entry.is_out or one.field not in (*OF_WORDS, Field.SPONSORS):
            continue
        way = "--status open" if _is_withdrawn(entry) else "--keep"
        command = f"drafter select {selection.path} {way} {home}"
        said = "/named" if to_text and keeps_its_name(one, selection) else ""
        facts = {"id": one.id, "clause": home, "what": entry.out_in_words, "by": apart(one.by)}
        yield told(f"stays-out{said}", command=command, **facts)


def with_words_withdrawn(
    taken: Iterable[Proposal], before: OpenSelection, after: OpenSelection
) -> OpenSelection:
    """The selection with the words in which paragraphs were withdrawn, where nobody's others came since.

    They stay below “withdrawn”, with who withdrew them: that is not said of what came in their place.

    Args:
        taken: What was taken into the text.
        before: The selection without it.
        after: With it.
    """
    for clause in dict.fromkeys(one.clause for one in taken if one.field is Field.WORDING and not one.by):
        was, now = before.entry(clause), after.entry(clause)
        if was is None or now is None or not _is_withdrawn(was) or clause in before.file.joined_with:
            continue
        stand = {one.wording for one in now.every_wording()}
        gone = [
            replace(
                one,
                sources=one.sources or before.sources.get(clause, ()),
                status=replace(one.status, words=""),
                is_whole=False,
                reason=IN_THESE_WORDS,
            )
            for one in was.all_withdrawn
            if one.is_whole and not (one.of or one.is_above or one.is_taken_out) and one.wording not in stand
        ]
        after = with_withdrawn(after, clause, gone) if gone and stand else after
    return after


def _is_withdrawn(entry: SelectionEntry) -> bool:
    return entry.stands is not None and entry.stands.status is Status.WITHDRAWN
