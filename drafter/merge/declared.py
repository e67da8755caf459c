"""A delegation among those whose declared proposal a paragraph has: its name goes, the others' stay."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.decisions import OwnWording, Status, StatusChange
from drafter.draft.clause import Clause
from drafter.draft.variant import Variant
from drafter.drafting import compose_selection
from drafter.merge.laying_over import marks_of
from drafter.merge.proposals import Field, Proposal
from drafter.merge.signature import words_of_variant
from drafter.selection.loading import OpenSelection
from drafter.selection.names_off import take_name_off
from drafter.sources import Proposal as Declared


def without_own_names(selection: OpenSelection, one: Proposal) -> OpenSelection:
    """The selection without somebody's name behind what it declared with others, and rewords or leaves.

    Args:
        selection: The selection, in which the proposal is not taken yet.
        one: The proposal.
    """
    home = selection.file.joined_with.get(one.clause, one.clause)
    known = selection.opened.matrix.sources
    if not any(isinstance(known.get(source), Declared) for source in selection.sources.get(home, ())):
        return selection
    draft = compose_selection(selection)
    clause = next((each for each in (*draft.clauses, *draft.guidance) if each.id == home), None)
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
