"""The wordings of a clause of a selection as they are drafted, also those that its block does not name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.decisions import OwnWording, SelectionEntry
from drafter.drafting import compose_selection
from drafter.merge.signature import bare, words_of_variant
from drafter.selection.loading import OpenSelection


def as_one_wording(entry: SelectionEntry, selection: OpenSelection) -> OwnWording:
    """A clause's only wording as one of several."""
    return OwnWording(selection.sources[entry.id], entry.wording, supported=entry.supported)


def drafted_wordings(entry: SelectionEntry, selection: OpenSelection) -> list[tuple[OwnWording, str]]:
    """Every wording of a clause as it would be drafted, each on its own, and its words."""
    if entry.wording:
        return [(as_one_wording(entry, selection), entry.wording)]
    draft = compose_selection(selection)
    clause = next((one for one in (*draft.clauses, *draft.guidance) if one.id == entry.id), None)
    variants = clause.variants if clause else ()
    named = {source for one in entry.wordings for source in one.sources}
    said = {bare(one.wording) for one in entry.wordings if one.wording}
    # Beside what somebody proposes on the same sources these have words of their own.
    of_sources = [one for one in variants if words_of_variant(one) not in said]
    text = {frozenset(one.sources): one.text for one in (*variants, *of_sources)}
    own = [(one, one.wording or text.get(frozenset(one.sources), "")) for one in entry.wordings]
    rest = [(OwnWording(one.sources), one.text) for one in variants if not named.issuperset(one.sources)]
    # What stands on no source is printed behind what does.
    behind = next((place for place, (one, _) in enumerate(own) if not one.sources), len(own))
    return [*own[:behind], *rest, *own[behind:]]


def with_those_of_sources(
    stand: SelectionEntry,
    entry: SelectionEntry,
    of_old: Mapping[OwnWording, OwnWording],
    selection: OpenSelection,
) -> Sequence[OwnWording]:
    """The wordings of a clause; where one is to cite more, with those in the words of the clause’s sources.

    Nobody names these, as long as no other wording stands on the same. Without what was cited anew alone.

    Args:
        stand: The clause, maybe with other names behind its wordings.
        entry: The clause as its block says it.
        of_old: Wordings → what goes in their place.
        selection: The selection.
    """
    more = {source for old, new in of_old.items() for source in new.sources if source not in old.sources}
    if not more & {*selection.sources[entry.id]}:
        return stand.wordings
    named, anew = iter(stand.wordings), more & {*entry.added}
    drafted = [old for old, _ in drafted_wordings(entry, selection)]
    return [
        next(named) if old in entry.wordings else old
        for old in drafted
        if old in entry.wordings or not {*old.sources} <= anew
    ]
