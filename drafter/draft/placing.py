"""Where a clause stands in the documents of a form: what it is, in which part, whose words lead."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.draft.typesetting import sign_at
from drafter.form.forms import Form
from drafter.form.outline import Outline, Part
from drafter.matrix.criteria import Reason
from drafter.matrix.kinds import load_rules
from drafter.matrix.selecting import NotUsed, ResolvedClause, not_used_of
from drafter.model import Kind, Matrix, Recommendation
from drafter.sources import Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands in the documents of a form.

    Attributes:
        item: What it is made from.
        lead: The member whose words keep its number; None where no recommendation is behind it.
        kind: What it is.
        part: The part that it stands in; None where the form has none for it.
    """

    item: ResolvedClause
    lead: Source | None
    kind: Kind
    part: Part | None

    @property
    def words(self) -> str:
        """Those of the lead; empty where it has none at hand."""
        return (self.lead.text if self.lead else "") or ""

    @property
    def is_item(self) -> bool:
        """Whether it is a lettered item of the paragraph that opens its section.

        What stands under no heading is none, and what has lettered subparagraphs itself: “3 (b) (a)” cannot
        be cited.
        """
        entry = self.item.entry
        own = [entry.text, *(one.wording for one in entry.wordings)] if entry else ()
        lines = next(filter(None, own), "").split("\n")[1:]
        has_letters = next(filter(None, map(sign_at, lines)), "") == "a"
        return bool(self.part and self.part.opening and self.item.theme) and not has_letters


def place_of(
    item: ResolvedClause, matrix: Matrix, outline: Outline, *, guidance_as_clauses: bool = False
) -> Place:
    """Where a clause stands.

    The lead is the member that a person chose; otherwise the one whose wording is closest to the others,
    ties in the order of the columns. Its kind is what a person decided, else what most of its members are,
    between equals the lead.

    Args:
        item: What it is made from.
        matrix: The matrix.
        outline: Of the form.
        guidance_as_clauses: Whether guidance is a clause where every member can be made one.
    """
    entry, part = item.entry, None
    if entry and entry.part:
        part = next((one for one in outline.parts if one.id == entry.part), None)
    if item.is_own or not item.candidate.members:
        return _place_of_own(item, matrix, outline, part)
    rules, shared = load_rules(), item.candidate.shared
    every = [matrix.sources[member] for member in item.candidate.members]
    # What a document or somebody in the room says decides only where no recommendation does.
    members: list[Source] = [member for member in every if isinstance(member, Recommendation)]
    members = members or [member for member in every if member.text] or every
    own = [member for member in members if member.id not in item.joined] or members
    lead = matrix.sources[shared.lead] if shared and shared.lead else _closest(own)
    if entry and entry.kind:
        kind = entry.kind
    else:
        kinds = Counter(map(kind_of, members))
        kind = max(kinds, key=lambda one: (kinds[one], len(kinds) > 1 and one is kind_of(lead)))
        is_wanted = kind is Kind.GUIDANCE and guidance_as_clauses
        substance = rules.substance_of(lead.text or "") if is_wanted else None
        if substance and all(rules.substance_of(member.text or "") for member in members):
            kind = substance.kind or kind
    return Place(item, lead, kind, part or _part_for(kind, outline))


def _part_for(kind: Kind, outline: Outline) -> Part | None:
    return next((part for part in outline.parts if kind in part.kinds), None)


def _place_of_own(item: ResolvedClause, matrix: Matrix, outline: Outline, part: Part | None) -> Place:
    """Where a block of a person's own stands: in the part that it names, or that of its kind, or of actions.

    A form that has none of these has it where its first clauses stand: what people wrote is never left out.
    """
    entry, members = item.entry, [matrix.sources[member] for member in item.candidate.members]
    of_part = (part.kinds[:1] or (Kind.PRINCIPLE,)) if part else (Kind.ACTION,)
    kind = (entry and entry.kind) or of_part[0]
    others = (one for one in outline.parts if one.kinds and Kind.GUIDANCE not in one.kinds)
    part = part or _part_for(kind, outline) or next(others, None)
    return Place(item, members[0] if members else None, kind, part)


def kind_of(source: Source) -> Kind:
    """What a source is: what a person said of a recommendation, else what its words tell."""
    rules = load_rules()
    return rules.kind(source) if isinstance(source, Recommendation) else rules.kind_of(source.text or "")


def _closest(members: list[Source]) -> Source:
    if len(members) == 1:
        return members[0]
    words = [(member.text or "").split() for member in members]
    closeness = [sum(_closeness(own, other) for other in words) for own in words]
    return members[closeness.index(max(closeness))]


def _closeness(one: list[str], other: list[str]) -> float:
    """How much of two wordings is the same, from 0 to 2; difflib's ratio depends on which comes first."""
    return sum(
        round(difflib.SequenceMatcher(None, first, second, autojunk=False).ratio(), 9)
        for first, second in ((one, other), (other, one))
    )


def placed(
    matrix: Matrix, form: Form, chosen: Sequence[ResolvedClause], *, guidance_as_clauses: bool
) -> tuple[list[tuple[Part, list[Place]]], list[NotUsed]]:
    """For each part what stands in it, in the order of the pages; and what the form has no place for.

    Under headings, what is of a section and of a theme stands together, in the order in which each first
    stands.
    """
    by_part: dict[str, list[Place]] = {part.id: [] for part in form.parts}
    left_out: list[NotUsed] = []
    for item in chosen:
        place = place_of(item, matrix, form, guidance_as_clauses=guidance_as_clauses)
        has_own_words = item.entry is not None and item.entry.has_own_words
        if place.part is None:
            reason = Reason(f"no-part-{place.kind}", facts={"form": form.name})
            left_out += not_used_of(item.candidate, reason)
        elif not has_own_words and load_rules().is_only_narrative(place.words):
            has_meetings = any(region.meeting for region in matrix.regions)
            left_out += not_used_of(
                item.candidate, Reason("narrative" if has_meetings else "narrative-apart")
            )
        else:
            by_part[place.part.id].append(place)
    for part in form.parts:
        if part.is_grouped:
            by_part[part.id] = _grouped(matrix, by_part[part.id])
    return [(part, by_part[part.id]) for part in form.parts], left_out


def _grouped(matrix: Matrix, places: Sequence[Place]) -> list[Place]:
    """What is of a section and of a theme together; what stands under no heading behind what is before it.

    Behind the lettered items of a section stands what is none of them.
    """
    sections = _ranks(section_of(matrix, place) for place in places if place.item.theme)
    themes = _ranks(place.item.theme for place in places)
    keyed: list[tuple[tuple[int, bool, int], Place]] = []
    section = theme = -1
    for place in places:
        if place.item.theme:
            section, theme = sections[section_of(matrix, place)], themes[place.item.theme]
        is_apart = bool(place.part and place.part.opening) and not place.is_item
        keyed.append(((section, is_apart, theme), place))
    keyed.sort(key=lambda one: one[0])
    return [place for _, place in keyed]


def _ranks(names: Iterable[str]) -> dict[str, int]:
    """The place of each name among the different ones."""
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def section_of(matrix: Matrix, place: Place) -> str:
    """The title of a place's section; empty where it stands under no heading."""
    theme = matrix.theme_by_id.get(place.item.theme)
    return matrix.section_by_id[theme.section].title if theme else ""
