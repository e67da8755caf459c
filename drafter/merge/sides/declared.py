"""Declared proposals, whose words and names stand in no block: what others propose there as well.

A delegation among several whose proposal it is takes its own name off; the others' stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry, Status, StatusChange
from drafter.draft.clause import Clause
from drafter.draft.variant import Variant
from drafter.drafting import compose_selection
from drafter.merge.proposals import Field, Proposal
from drafter.merge.signature import words_of_variant
from drafter.merge.words.laying_over import marks_of
from drafter.selection.loading import OpenSelection
from drafter.selection.names_off import take_name_off
from drafter.sign_off import is_quoted
from drafter.sources import Proposal as Declared
from drafter.sources import Source


def declared_in(clause: Clause | None, known: Mapping[str, Source]) -> tuple[OwnWording, ...]:
    """The declared proposals that a clause has in their own words, each as a wording with its names.

    Args:
        clause: The clause as it is drafted; None where it is not.
        known: All sources by id.
    """
    return tuple(
        OwnWording(one.sources, words_of_variant(one), one.is_addition or None, one.by)
        for one in (clause.variants if clause else ())
        if one.by and (found := _first(one.sources, known)) and is_quoted(one.text, found.wordings)
    )


def _first(sources: Sequence[str], known: Mapping[str, Source]) -> Declared | None:
    """The declared proposal whose words stand on some sources, if it is one."""
    found = known.get(sources[0]) if sources else None
    return found if isinstance(found, Declared) else None


def drafted_now(selection: OpenSelection, clause: str) -> Clause | None:
    """A clause as it is drafted now, where anything declared is among its sources; else None."""
    known = selection.opened.matrix.sources
    if not any(isinstance(known.get(source), Declared) for source in selection.sources.get(clause, ())):
        return None
    draft = compose_selection(selection)
    return next((one for one in (*draft.clauses, *draft.guidance) if one.id == clause), None)


def with_declared(
    entry: SelectionEntry, to: SelectionEntry | None, declared: Sequence[OwnWording]
) -> SelectionEntry:
    """A clause's block in which what is declared stands in its words, where these are to stand no more.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be; None where it is to go.
        declared: What it has that is declared; see ``declared_in``.
    """
    words = list(entry.wordings)
    for one in declared:
        place = _unworded(one, entry)
        if to and (_unworded(one, to) is not None or _follows(one, to)):
            continue
        if place is not None:
            words[place] = replace(words[place], wording=one.wording, by=one.by)
        elif _follows(one, entry):
            words.append(one)
    return replace(entry, wordings=tuple(words))


def as_declared(
    now: SelectionEntry, entry: SelectionEntry, to: SelectionEntry, declared: Sequence[OwnWording]
) -> SelectionEntry:
    """A clause as it is to be, of which what is declared and stays stands as its block says it, or by itself.

    Args:
        now: The clause, with what others say; see ``with_declared``.
        entry: As its block says it now.
        to: As it was to be without that.
        declared: What it has that is declared.
    """

    def as_said(words: OwnWording) -> OwnWording:
        one = next((each for each in declared if (each.wording, each.by) == (words.wording, words.by)), None)
        if one is None or words in to.wordings:
            return words
        place = _unworded(one, entry)
        return replace(one, wording="", by=()) if place is None else entry.wordings[place]

    return replace(now, wordings=tuple(map(as_said, now.wordings)))


def _unworded(one: OwnWording, entry: SelectionEntry) -> int | None:
    """Which wording of a clause stands on the sources of what is declared, without words of its own."""
    every = enumerate(entry.wordings)
    return next((n for n, own in every if not own.wording and {*own.sources} & {*one.sources}), None)


def _follows(one: OwnWording, entry: SelectionEntry) -> bool:
    """Whether what is declared stands in a clause in its own words, since nothing there names it."""
    named = {source for own in entry.wordings for source in own.sources}
    return not (entry.text or entry.wording) and not named.issuperset(one.sources)


def without_own_names(selection: OpenSelection, one: Proposal) -> OpenSelection:
    """The selection without somebody's name behind what it declared with others, and rewords or leaves.

    Args:
        selection: The selection, in which the proposal is not taken yet.
        one: The proposal.
    """
    home = selection.file.joined_with.get(one.clause, one.clause)
    clause = drafted_now(selection, home)
    for variant in _left(one, clause) if clause else ():
        names = tuple(name for name in variant.by if name in one.by)
        if names and len(names) < len(variant.by):
            selection = take_name_off(selection, home, variant, StatusChange(Status.WITHDRAWN, by=names))
    return selection


def _left(one: Proposal, clause: Clause) -> Iterator[Variant]:
    """The wordings on sources that a proposal rewords, or behind which it strikes names."""
    struck = [{*words.sources} for words in one.to.withdrawn if one.field is Field.SPONSORS]
    reworded = {*one.rewords} if one.field is Field.WORDING else set()
    for variant in clause.variants:
        own = OwnWording((), words_of_variant(variant), by=variant.by)
        if variant.sources and ({*variant.sources} in struck or {*marks_of([own])} & reworded):
            yield variant
