"""Where clauses would stand in a draft, before it is composed: for the order of a selection file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drafter.draft.clauses import ClauseMaker
from drafter.form.forms import Form
from drafter.matrix.candidates import ResolvedClause
from drafter.matrix.kinds import Rules
from drafter.model import Matrix


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause in its place.

    Attributes:
        id: Its id.
        part: The id of the outline's part; empty where the form has none for it.
        theme: The id of the theme that it stands under.
        text: The text of the source that leads.
        sources: The ids of its sources.
    """

    id: str
    part: str
    theme: str
    text: str
    sources: tuple[str, ...]


def in_draft_order(
    matrix: Matrix,
    form: Form,
    rules: Rules,
    chosen: Iterable[ResolvedClause],
    *,
    guidance_as_clauses: bool = False,
) -> tuple[Placed, ...]:
    """The clauses in the order of the form's parts, within a part in the order given.

    Args:
        matrix: The matrix.
        form: The form.
        rules: What tells kinds of recommendations apart.
        chosen: What is selected.
        guidance_as_clauses: Whether guidance that can be made a clause is one.
    """
    maker = ClauseMaker.of(matrix, form, rules)
    rank = {part.id: place for place, part in enumerate(form.parts)}
    placed = []
    for item in chosen:
        lead = maker.lead(item.candidate)
        kind = maker.kind_of(item, lead, guidance_as_clauses=guidance_as_clauses)
        part = form.part_for(kind)
        placed.append(
            Placed(item.candidate.id, part.id if part else "", item.theme, lead.text, item.candidate.members)
        )
    return tuple(sorted(placed, key=lambda item: rank.get(item.part, len(rank))))
