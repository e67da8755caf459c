"""Where a clause stands in the documents of a form: what it is, in which part, whose words lead."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.form.outline import Outline, Part
from drafter.matrix.criteria import Reason
from drafter.matrix.kinds import load_rules
from drafter.model import Clause, Kind, Matrix, Recommendation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands.

    Attributes:
        clause: The clause.
        lead: The recommendation whose words stand first; None where no recommendation is a source.
        kind: What it is.
        part: The part that it stands in.
        section: The title of its section; empty where it stands under none.
        heading: The title of its theme, or a heading of people's own; empty where it stands under none.
    """

    clause: Clause
    lead: Recommendation | None
    kind: Kind
    part: Part
    section: str
    heading: str


def place_clauses(
    matrix: Matrix, outline: Outline, clauses: Iterable[Clause], *, guidance_as_clauses: bool
) -> tuple[dict[str, list[Place]], list[tuple[Clause, Reason]]]:
    """Distribute clauses over the parts of a form.

    Args:
        matrix: The matrix.
        outline: The outline of the form.
        clauses: In the order of the selection, each alternative after its original.
        guidance_as_clauses: Whether guidance becomes a clause where all of its sources allow it.

    Returns:
        For each part, by id, what stands in it in the order of the pages; and what has no place, with the
        reason.
    """
    by_part: dict[str, list[Place]] = {part.id: [] for part in outline.parts}
    left_out: list[tuple[Clause, Reason]] = []
    for clause in clauses:
        members = [matrix.by_id[source] for source in clause.sources if source in matrix.by_id]
        lead = matrix.by_id[clause.lead] if clause.lead else _closest(members)
        kind = _kind(clause, members, lead, guidance_as_clauses=guidance_as_clauses)
        part = next((part for part in outline.parts if kind in part.kinds), None)
        if part is None:
            left_out.append((clause, Reason(f"no-part-{kind}")))
        elif lead and not clause.text and load_rules().is_only_narrative(lead.text):
            left_out.append((clause, Reason("narrative")))
        else:
            theme = matrix.theme_by_id.get(clause.theme)
            section = matrix.section_by_id[theme.section].title if theme else ""
            heading = theme.title if theme else clause.heading
            by_part[part.id].append(Place(clause, lead, kind, part, section, heading))
    for part in outline.parts:
        if part.headings or part.opening:
            by_part[part.id] = _grouped(by_part[part.id])
    return by_part, left_out


def _kind(
    clause: Clause,
    members: Sequence[Recommendation],
    lead: Recommendation | None,
    *,
    guidance_as_clauses: bool,
) -> Kind:
    """Return what a clause is: as people decided, else what most sources are, between equals the lead."""
    rules = load_rules()
    if clause.kind or lead is None:
        return clause.kind or Kind.ACTION
    kind = rules.kind(lead)
    if len(members) > 1:
        kinds = Counter(map(rules.kind, members))
        of_lead = kind
        kind = max(kinds, key=lambda kind: (kinds[kind], len(kinds) > 1 and kind is of_lead))
    substance = rules.substance_of(lead.text) if kind is Kind.GUIDANCE and guidance_as_clauses else None
    if substance and all(rules.substance_of(member.text) for member in members):
        return substance.kind or kind
    return kind


def _closest(members: Sequence[Recommendation]) -> Recommendation | None:
    """Return the recommendation whose words are closest to the others', ties in their order."""
    if len(members) < 2:  # noqa: PLR2004
        return members[0] if members else None
    words = [member.text.split() for member in members]
    closeness = [sum(_closeness(first, second) for second in words) for first in words]
    return members[closeness.index(max(closeness))]


def _closeness(first: list[str], second: list[str]) -> float:
    """Return how much of two texts is the same, from 0 to 2; difflib's ratio depends on which comes first."""
    return sum(
        round(difflib.SequenceMatcher(None, before, after, autojunk=False).ratio(), 9)
        for before, after in ((first, second), (second, first))
    )


def _grouped(places: Sequence[Place]) -> list[Place]:
    """Put together what is of one section, and in it of one heading, in the order in which each first stands.

    What has no section belongs to that of the clause before it, as what has no heading does.
    """
    keyed: list[tuple[tuple[str, str], Place]] = []
    section = heading = ""
    for place in places:
        if not place.clause.alternative_to:
            section = place.section or section
            heading = place.heading or heading
        keyed.append(((section, heading), place))
    sections = _ranks(key[0] for key, _ in keyed)
    headings = _ranks(key for key, _ in keyed)
    keyed.sort(key=lambda item: (sections[item[0][0]], headings[item[0]]))
    return [place for _, place in keyed]


def _ranks(names: Iterable[object]) -> dict[object, int]:
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}
