"""Compares a returned draft with what was drafted and with the selection as it is now.

Three sides: what drafter had printed (kept inside the Word file), what stands there now, and what the
selection would draft today. Whatever changed between the first two is somebody's edit, and a proposal
unless the third has it already. What only the selection changed since is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.draft.model import Draft
from drafter.merge.applying import with_proposals
from drafter.merge.in_or_out import decision_proposals
from drafter.merge.model import KEYS, Conflict, Field, Proposal
from drafter.merge.new_clauses import know_again, name_new, new_proposals
from drafter.merge.places import Places, kind_proposals, order_proposals
from drafter.merge.shapes import drafted_shape, printed_shape, standing_shape
from drafter.merge.sides import Selected, Sides
from drafter.merge.sourcing import source_proposals
from drafter.merge.standing import StandingClause
from drafter.merge.staying import staying_problems
from drafter.merge.wordings import wording_proposals
from drafter.model import Decision
from drafter.problems import Problem
from drafter.returned.document import Returned


def merge_edits(
    basis: Returned, draft: Draft, selected: Selected
) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """What a returned draft brings home: everything that is to be proposed, and what cannot be.

    Args:
        basis: The draft and its citations.
        draft: The draft inside it.
        selected: The selection that it was made from.
    """
    sides = Sides(basis, draft, selected)
    clauses = _those_to_compare(sides)
    name_new(sides, clauses)
    places = Places(draft, selected.form, clauses, sides.new_ids, list(sides.in_file))
    structure = list(decision_proposals(sides, clauses))
    of_sources, of_new = source_proposals(sides, clauses)
    structure += of_sources
    structure += places.headings({given: clause.theme for given, clause in sides.before.items()})
    structure += order_proposals(sides, places)
    structure += new_proposals(sides, clauses, places, of_new)
    composed = sides.composed(with_proposals(selected.file, structure))
    kinds = list(kind_proposals(sides, clauses, places, composed))
    if kinds:
        structure = _with_kinds(structure, kinds)
        composed = sides.composed(with_proposals(selected.file, structure))
    words = list(wording_proposals(sides, clauses, composed, {one.clause for one in kinds}))
    found = _in_order(_with_those_out([*structure, *words], sides), _order_of_ids(sides, clauses))
    _look_at_result(sides, clauses, found)
    staying = staying_problems(basis, sides.problems)
    return tuple(found), (*sides.problems, *staying)


def _those_to_compare(sides: Sides) -> list[StandingClause]:
    """The clauses that stand and that the selection still has, and those that drafter did not make."""
    found = []
    know_again(sides)
    for clause in sides.standing.clauses:
        if clause.id and clause.id not in sides.in_file:
            if clause.printed and standing_shape(clause) != printed_shape(clause.printed):
                sides.note(
                    "not-in-selection",
                    f"{clause.name} was changed, but its block “{clause.id}” has been taken out of the "
                    "selection since: not taken home",
                    f"To have it back: drafter select {sides.selected.file.name} --keep {clause.id}, and "
                    "then --from again.",
                )
            continue
        if not clause.id and not clause.sources:
            sides.note(
                "no-citation",
                f"{clause.name} is not drafter's and has no footnote to a paragraph: not taken home",
                "Say in a footnote which paragraph of which report it comes from.",
            )
            continue
        found.append(clause)
    return found


def _with_kinds(structure: Sequence[Proposal], kinds: Sequence[Proposal]) -> list[Proposal]:
    """Proposals with kinds: a new clause has its kind in its block."""
    by_id = {one.clause: one for one in kinds}
    found = []
    for one in structure:
        if one.field is Field.NEW and one.clause in by_id:
            found.append(replace(one, to=replace(one.to, kind=by_id.pop(one.clause).to.kind)))
        else:
            found.append(one)
    return [*found, *by_id.values()]


def _with_those_out(proposals: Sequence[Proposal], sides: Sides) -> list[Proposal]:
    """Proposals, those marked that are about a clause that the selection has out."""
    out = {given for given, clause in sides.in_file.items() if clause.decision is Decision.OUT}
    return [
        replace(one, conflict=Conflict.OUT) if one.clause in out and one.field in KEYS else one
        for one in proposals
    ]


def _in_order(proposals: Sequence[Proposal], ids: Sequence[str]) -> list[Proposal]:
    rank = {given: place for place, given in reversed(list(enumerate(ids)))}
    fields = list(Field)
    return sorted(proposals, key=lambda one: (rank[one.clause], fields.index(one.field)))


def _order_of_ids(sides: Sides, clauses: Sequence[StandingClause]) -> list[str]:
    standing = [sides.id_of(clause) for clause in clauses]
    there = set(standing)
    gone = [clause.id for clause in sides.draft.printed if clause.id not in there]
    return [*standing, *gone, *sides.in_file]


def _look_at_result(sides: Sides, clauses: Sequence[StandingClause], proposals: Sequence[Proposal]) -> None:
    """Tell which clauses would not be drafted as they stand, with everything taken."""
    if not proposals:
        return
    touched = {one.clause for one in proposals}
    composed = sides.composed(with_proposals(sides.selected.file, proposals))
    for clause in clauses:
        given = sides.id_of(clause)
        there = composed.get(given)
        after = drafted_shape(there) if there else None
        if (
            given in touched
            and after is not None
            and not sides.agree(after, standing_shape(clause), loosely=True)
        ):
            sides.note(
                "not-as-it-stands",
                f"{clause.name} will not be drafted quite as it stands, even with every proposal taken",
                "Look at the clause after drafting.",
            )
