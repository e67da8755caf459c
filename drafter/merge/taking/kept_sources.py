"""What a delegation cites that stands in another clause, or in a joint text: taken beside, these keep it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.merge.proposals import Field, Proposal
from drafter.merge.taking.sponsored import moved_by
from drafter.selection.joined import cited_beside
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


def joint_sources(clause: str, selection: OpenSelection) -> tuple[str, ...]:
    """The sources of the joint text beside which stands what is about a clause; none where it is not joined.

    Args:
        clause: The clause, the first of those that are joined or another one.
        selection: The selection without what is being taken: what comes with that is none of these.
    """
    joined = selection.file.joined_with
    home = joined.get(clause, clause)
    entry = selection.entry(home)
    if entry is None or home not in joined.values():
        return ()
    own = [one for one in entry.wordings if not entry.text and not one.by]
    others = {source for one in entry.wordings if one not in own for source in one.sources}
    named = {source for one in own for source in one.sources}
    return tuple(one for one in selection.sources[home] if one in named or one not in others)


def notes_of_text(one: Proposal, selection: OpenSelection, joint_on: Collection[str]) -> Iterator[str]:
    """That words come beside a joint text without a footnote which that has: nothing beside it has the same.

    Args:
        one: The proposal, as it is taken.
        selection: The selection without it.
        joint_on: What the joint text is cited with; see ``joint_sources``.
    """
    home = selection.entry(selection.file.joined_with.get(one.clause, one.clause))
    for words in one.to.wordings if home and home.text and one.field is Field.WORDING else ():
        yield from (cited_beside(source, words.wording) for source in words.sources if source in joint_on)
