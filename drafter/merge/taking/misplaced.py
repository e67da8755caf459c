"""Proposals without a place in the selection: nothing to stand beside, no clause, or one already."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from drafter.merge.proposals import OF_PLACE, Field, Proposal
from drafter.merge.taking.stale import is_beside
from drafter.merge.telling import CATALOGUE, told
from drafter.selection.loading import OpenSelection


def why_misplaced(one: Proposal, there: Collection[str]) -> str:
    """Why a proposal of a clause cannot be put where it belongs; empty where it can.

    Args:
        one: The proposal.
        there: The ids of the blocks that the selection has.
    """
    is_new = one.field is Field.NEW
    if one.other and (one.other not in there or one.other == one.clause):
        return "no-place"
    if is_new == (one.clause in there):
        return "there-already" if is_new else "not-there"
    return ""


def misplaced_of(
    every: Sequence[Proposal], selection: OpenSelection, *, to_text: bool
) -> dict[Proposal, str]:
    """The proposals of which that is so, whatever else is taken; each with why it waits.

    Args:
        every: All that could be taken.
        selection: The selection.
        to_text: Whether what delegations propose is to be the text.
    """
    there, found = {*selection.in_blocks.by_id}, dict[Proposal, str]()
    while True:
        rest = [one for one in every if one not in found and one.field is not Field.WORDS]
        new = {one.clause for one in rest if one.field is Field.NEW}
        more = {}
        for one in rest:
            if one.field not in OF_PLACE and is_beside(one, selection, to_text=to_text):
                is_there = selection.entry(one.clause) is not None or one.clause in new
                why = "" if is_there else "not-there"
            else:
                why = why_misplaced(one, there if one.clause in there else there | (new - {one.clause}))
                why = "" if why == "not-there" and one.clause in new else why
            if why:
                facts = {"clause": one.clause, "other": one.other, "selection": selection.path}
                _, _, said, hint = CATALOGUE.say(f"cannot/{why}", id=one.id, **facts)
                more[one] = told("cannot-waits", said=said, hint=hint)
        if not more:
            return found
        found |= more
