"""What a delegation cites that stands in another clause: taken beside the text, that clause keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.merge.proposals import Field, Proposal
from drafter.merge.taking.sponsored import moved_by
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection


def keeping_sources(taken: Sequence[Proposal], before: OpenSelection, after: OpenSelection) -> OpenSelection:
    """The selection in which no clause has lost a source by what delegations would cite elsewhere.

    A source that a block adds leaves the clause in which it stood. The words of that stay, so that its block
    adds it too; but for what was moved under no name, as text.

    Args:
        taken: What was taken, all of it beside the text where it is a delegation's.
        before: The selection without it.
        after: With it.
    """
    as_text = {source for one in taken if not one.by for source in moved_by(one, before.entry(one.clause))}
    cited = {*_cited_anew(taken, before)} - as_text
    for entry in before.file.clauses if cited else ():
        now = after.entry(entry.id)
        if now is None or entry.is_out or now.is_out:
            continue
        stands = after.sources[entry.id]
        lost = [one for one in before.sources[entry.id] if one in cited and one not in stands]
        if lost:
            then = replace(now, added=(*now.added, *lost))
            lines = fact_lines(then, "sources")
            after = after.reread(after.in_blocks.with_fact(("clauses", entry.id), "sources", lines))
    return after


def _cited_anew(taken: Iterable[Proposal], before: OpenSelection) -> Iterator[str]:
    """The sources that come to clauses with what delegations propose."""
    for one in taken:
        if one.by and one.field in (Field.SOURCES, Field.NEW):
            entry = before.entry(one.clause)
            yield from (source for source in one.to.added if not entry or source not in entry.added)
