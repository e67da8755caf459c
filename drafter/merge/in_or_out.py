"""What people decided about clauses in Word, by taking them out or by brackets around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from drafter.draft.model import Clause
from drafter.merge.model import Field, Proposal, conflict_if
from drafter.merge.shapes import drafted_shape, printed_shape
from drafter.merge.sides import Sides
from drafter.merge.standing import StandingClause
from drafter.merge.texts import is_bracketed
from drafter.model import Decision


def decision_proposals(sides: Sides, clauses: Sequence[StandingClause]) -> Iterator[Proposal]:
    """Clauses that were taken out, left open in brackets, or taken out of their brackets.

    Args:
        sides: What is compared.
        clauses: The clauses that stand.
    """
    there = {clause.id for clause in sides.standing.clauses}
    for printed in sides.draft.printed:
        ours = sides.in_file.get(printed.id)
        if printed.id in there or ours is None or ours.decision is Decision.OUT:
            continue
        into = sides.standing.merged.get(printed.id)
        reason = f"put together with “{into}” in {sides.short}" if into else f"taken out in {sides.short}"
        yield Proposal(
            printed.id,
            Field.DECISION,
            printed.label,
            replace(ours, decision=Decision.OUT, reason=reason),
            ours=f"clause {printed.label}",
            theirs="out: " + reason,
            conflict=conflict_if(not _is_as_drafted(sides, printed)),
        )
    for clause in clauses:
        if clause.printed:
            yield from _brackets(sides, clause, clause.printed)


def _brackets(sides: Sides, clause: StandingClause, printed: Clause) -> Iterator[Proposal]:
    """A clause that somebody put into brackets has been left open; one taken out of them is in."""
    ours = sides.in_file[clause.id]
    was_open = [is_bracketed(line.text) for line in printed.lines]
    is_open = [line.is_bracketed for line in clause.lines]
    if ours.decision is Decision.OUT:
        return
    if len(is_open) > 1:
        if all(was_open) and not any(is_open):
            sides.note(
                "brackets",
                f"{clause.name} has several wordings: the brackets that were taken away come back until "
                "one is agreed",
            )
        return
    several = len(printed.lines) > 1
    if is_open[0] and not any(was_open) and ours.decision is not Decision.MAYBE:
        reason = f"in brackets in {sides.short}"
        to = replace(ours, decision=Decision.MAYBE, reason=reason)
        yield Proposal(
            clause.id, Field.DECISION, clause.label, to, ours="no brackets", theirs="maybe: " + reason
        )
    elif not is_open[0] and was_open[0] and not several and ours.decision is Decision.MAYBE:
        to = replace(ours, decision=Decision.IN, reason="")
        yield Proposal(clause.id, Field.DECISION, clause.label, to, ours="in brackets", theirs="in")


def _is_as_drafted(sides: Sides, printed: Clause) -> bool:
    ours = sides.before.get(printed.id)
    return ours is not None and sides.agree(drafted_shape(ours), printed_shape(printed), loosely=True)
