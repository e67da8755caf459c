"""Places clauses in the parts of a form, and numbers them."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from drafter.form.outline import Labels, Outline, Part
from drafter.matrix.criteria import Reason
from drafter.matrix.kinds import load_rules
from drafter.model import Clause, Kind, Matrix, Recommendation
from drafter.problems import DrafterError, ExitStatus
from drafter.text import ORDINALS, letter_of, repetition


class Place(Struct, frozen=True):
    """The place of a clause.

    Attributes:
        clause: The clause.
        lead: The recommendation whose words come first; None where no recommendation is a source.
        kind: Its kind in this draft.
        part: Its part of the document.
        section: The title of its section; empty where it has none.
        heading: The title of its theme, or a heading that people wrote; empty where it has none.
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
        The places in each part, by its id, in the order of the pages; and the clauses without a place, with
        the reason.
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
    if any(clause.number for clause in clauses):
        by_part = {part: _by_number(places) for part, places in by_part.items()}
    return by_part, left_out


def _kind(
    clause: Clause,
    members: Sequence[Recommendation],
    lead: Recommendation | None,
    *,
    guidance_as_clauses: bool,
) -> Kind:
    """Return the kind that people decided, or that most sources have.

    Between equals the lead decides.
    """
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
    """Return the first recommendation whose words are nearest to all others'."""
    if len(members) < 2:  # noqa: PLR2004
        return members[0] if members else None
    words = [member.text.split() for member in members]
    closeness = [sum(_closeness(first, second) for second in words) for first in words]
    return members[closeness.index(max(closeness))]


def _closeness(first: list[str], second: list[str]) -> float:
    """Return how much of two texts is the same, from 0 to 2.

    Difflib's ratio depends on the order of the texts.
    """
    return sum(
        round(difflib.SequenceMatcher(None, before, after, autojunk=False).ratio(), 9)
        for before, after in ((first, second), (second, first))
    )


def _grouped(places: Sequence[Place]) -> list[Place]:
    """Group places by section, and in a section by heading.

    A place without a section, or without a heading, goes with the place before it.
    """
    keyed: list[tuple[tuple[str, str], Place]] = []
    section = heading = ""
    for place in places:
        if not place.clause.alternative_to:
            section = place.section or section
            heading = place.heading or heading
        if place.section != section:
            place = replace(place, section=section)  # noqa: PLW2901
        keyed.append(((section, heading), place))
    sections = _ranks(key[0] for key, _ in keyed)
    headings = _ranks(key for key, _ in keyed)
    keyed.sort(key=lambda item: (sections[item[0][0]], headings[item[0]]))
    return [place for _, place in keyed]


def _ranks(names: Iterable[object]) -> dict[object, int]:
    return {name: rank for rank, name in enumerate(dict.fromkeys(names))}


# A fixed number: "12", "12 bis", "1 pre", "1 pre bis".
_FIXED = re.compile(r"(?P<base>(?P<number>\d+)(?P<pre> pre)?)(?: (?P<ordinal>.+))?")
_ORDINALS = {repetition(number): number for number in range(1, len(ORDINALS) + 1)}


def _by_number(places: Sequence[Place]) -> list[Place]:
    """Put places in the order of their fixed numbers.

    A place without a number follows the highest number before it, and the numbers between.
    """
    highest, key = 0, (0, True, 0.0)
    keyed = []
    for place in places:
        if fixed := _FIXED.fullmatch(place.clause.number):
            number = int(fixed["number"])
            highest = max(highest, number)
            key = number, not fixed["pre"], float(_ORDINALS.get(fixed["ordinal"], 0))
        elif not place.clause.alternative_to:
            key = highest, True, math.inf
        keyed.append((key, place))
    return [place for _, place in sorted(keyed, key=lambda item: item[0])]


class Numberer:
    """Numbers the clauses of one document, in the order of its pages.

    Where people fixed numbers, a clause between them is "9 bis", and a clause at the end has a new number.
    The Editorial Manual numbers alternative wordings in the same way, so the ordinals continue: after 9, 9
    bis and 9 ter of one clause, the next is 9 quater. No label appears twice.

    Args:
        labels: How alternatives are numbered.
        fixed: The fixed numbers of the document, in order; empty where Word numbers it.
        taken: Fixed numbers of clauses that were left out, which are not used again.
    """

    def __init__(self, labels: Labels, fixed: Sequence[str], taken: Sequence[str] = ()) -> None:
        self._labels = labels
        self._left = len(fixed)
        self._taken = {*fixed, *taken}
        self._number = max((int(number.split()[0]) for number in self._taken), default=0) if fixed else 0
        self._guidance = 0
        self._base, self._ordinal, self._alternative = "", 0, 0

    @property
    def number(self) -> str:
        """The number of the last paragraph."""
        return str(self._number)

    def open_list(self) -> str:
        """Return the number of a chapeau, below which letters begin anew."""
        self._taken.clear()
        self._number += 1
        return str(self._number)

    def start_item(self, count: int) -> str:
        """Start a lettered item of the last list.

        Args:
            count: Its place in the list, from 1.

        Returns:
            Its letter.
        """
        letter = letter_of(count)
        self._start(f"({letter})")
        return letter

    def start_guidance(self) -> None:
        """Start a paragraph of guidance, which is numbered separately."""
        self._guidance += 1
        self._start(f"G.{self._guidance}")

    def start_paragraph(self, fixed: str) -> None:
        """Start a numbered paragraph.

        Args:
            fixed: Its fixed number; empty where it has none.
        """
        if fixed:
            self._left -= 1
            match = _FIXED.fullmatch(fixed)
            ordinal = _ORDINALS.get(match["ordinal"], 0) if match else 0
            self._start(match["base"] if match and (ordinal or not match["ordinal"]) else fixed, ordinal)
        elif self._left:
            self._start(self._base or "1 pre", self._ordinal)
            if self._current() in self._taken:
                self._advance()
        else:
            self._number += 1
            self._start(str(self._number))

    def labels(self, count: int, *, is_alternative: bool) -> list[str]:
        """Return the labels of the lines of a clause.

        Args:
            count: How many lines it has.
            is_alternative: Whether it continues the numbers of the clause before it, as an alternative.
        """
        labels = [self._next() if line or is_alternative else self._current() for line in range(count)]
        self._taken.update(labels)
        return labels

    def _start(self, base: str, ordinal: int = 0) -> None:
        self._base, self._ordinal, self._alternative = base, ordinal, 0

    def _current(self) -> str:
        return f"{self._base} {repetition(self._ordinal)}" if self._ordinal else self._base

    def _next(self) -> str:
        if self._labels is Labels.ALT:
            self._alternative += 1
            return f"{self._current()} alt {self._alternative}"
        self._advance()
        return self._current()

    def _advance(self) -> None:
        """Go on to the next ordinal that no other paragraph has, or had."""
        self._ordinal += 1
        while self._ordinal <= len(ORDINALS) and self._current() in self._taken:
            self._ordinal += 1
        if self._ordinal > len(ORDINALS):
            raise DrafterError(
                f"more than {len(ORDINALS) + 1} wordings have the number “{self._base}”",
                "Renumber with “drafter select SELECTION --renumber”, or write “alternatives: lead”.",
                status=ExitStatus.PROBLEMS,
            )
