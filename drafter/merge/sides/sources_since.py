"""Whether words that people changed still have their sources; which clauses have their first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.decisions import SelectionEntry
from drafter.draft.clause import Clause
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.signature import bare, shown_change, signature_of
from drafter.merge.telling import told
from drafter.paper import Alternatives
from drafter.selection.loading import OpenSelection
from drafter.text.words import excerpt


def has_sources(merge: ThreeWay, clause: TheirClause, there: Clause) -> bool:
    """Whether words that were changed have a source left; that the selection has it no more is told.

    Args:
        merge: The three sides.
        clause: The clause as it stands.
        there: As it would be drafted with everything else taken.
    """
    is_single = len(clause.lines) == 1
    for line in clause.lines:
        on = sources_of_words(clause) if is_single else line.sources
        if is_single and on and not set(on) & set(line.sources):
            lost, others = " and ".join(on), " and ".join(line.sources)
            merge.note("footnote-of-the-words-gone", clause, lost=lost, others=others)
        stands_on = [source for source in on if source in line.sources] or line.sources
        is_lost = not line.is_as_printed and stands_on and not set(stands_on) & set(there.sources)
        if is_lost and not _says(merge.entries[clause.id], line.text):
            _tell_of_dropped(merge, clause, stands_on, line)
            if is_single:
                return False
    return True


def _tell_of_dropped(merge: ThreeWay, clause: TheirClause, sources: Sequence[str], line: TheirLine) -> None:
    """Tell that a clause has lost the sources of words that were changed, and how: they may be another's."""
    gone = [one for one in merge.entries[clause.id].withdrawn if {*sources} & {*one.sources}]
    by = [name for one in gone if not one.is_taken_out for name in one.status.by]
    others = [
        one.label for one in merge.drafted.values() if one.id != clause.id and {*sources} & {*one.sources}
    ]
    way = "/withdrawn" if by else "/moved" if others else ""
    was = signature_of(line.printed)[0] if line.printed else ""
    went, came = shown_change(was.split(), line.text.split())
    change = f"“{came}” for “{went}”" if went else f"“{came}”"
    facts = {"by": " and ".join(by), "other": " and ".join(others), "change": change}
    merge.note(f"source-dropped{way}", clause, sources=" and ".join(sources), **facts)


def _says(entry: SelectionEntry, text: str) -> bool:
    """Whether a block says words already, on whatever sources."""
    words = (entry.text, entry.wording, *(one.wording for one in entry.wordings))
    return bare(text) in {bare(one) for one in words if one}


def sources_of_words(clause: TheirClause) -> tuple[str, ...]:
    """The sources that the words of a clause's only paragraph were printed from.

    Behind the lead's words stand the footnotes of the others too, which say the same in other words.
    """
    printed = clause.printed
    if printed and printed.printed_as is Alternatives.LEAD and len(printed.variants) > 1:
        return printed.variants[0].sources
    return clause.lines[0].sources


def first_noted(taking: Iterable[Proposal], before: OpenSelection) -> Iterator[str]:
    """The clauses that are new, or had no recommendation, so that none could be noted in their blocks.

    Args:
        taking: The proposals that are taken.
        before: The selection without them.
    """
    known = before.opened.matrix.by_id.keys()
    for one in taking:
        if one.field is Field.NEW or known.isdisjoint(before.sources.get(one.clause, ())):
            yield one.clause


def on_no_source(one: Proposal, selection: OpenSelection) -> Iterator[str]:
    """That words were taken and stand on no source, since the paragraph has lost theirs.

    Args:
        one: What was taken.
        selection: The selection with it.
    """
    entry, has = selection.entry(one.clause), selection.sources.get(one.clause, ())
    for words in one.to.wordings if entry and one.field is Field.WORDING else ():
        if words.wording and words.sources and not {*words.sources} & {*has}:
            gone = " and ".join(words.sources)
            yield told("on-no-source", clause=one.clause, words=excerpt(words.wording), sources=gone)
