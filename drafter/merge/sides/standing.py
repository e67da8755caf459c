"""The running text of a returned draft, paragraph by paragraph, and which printed one each of them is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafter.check.harmless import folded
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading import paragraphs
from drafter.draft.blocks import LEVELS, Paragraph, Role
from drafter.draft.clause import Clause
from drafter.draft.running import HEADINGS
from drafter.merge.sides.their_clauses import TheirClause
from drafter.merge.sides.three_way import ThreeWay
from drafter.text.alignment import ChangeKind, Passage, align
from drafter.text.italics import Ranges, italics_behind, italics_within, marked, with_single_blanks
from drafter.text.words import without_unseen

_ROLES = tuple(HEADINGS.values())
_NO_RUNNING_TEXT = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.BOX)


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph of running text as it stands, or the clause in its place.

    Attributes:
        clause: The clause; None for running text.
        loose: What stands where clauses stand, and is none that is known; None for other running text.
    """

    paragraph: paragraphs.Paragraph
    text: str = ""
    italics: Ranges = ()
    clause: TheirClause | None = None
    loose: TheirClause | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether it is in the style of a clause, and is none that is known."""
        return self.loose is not None and self.paragraph.role is not ParagraphRole.TEXT

    @property
    def passage(self) -> Passage:
        """What of it is aligned."""
        if self.clause:
            return Passage(self.clause.id, "clause", self.clause.signature[0][0])
        return Passage("", _sort(self.paragraph.role), folded(self.text), can_move=True)

    def as_printed(self, old: Paragraph | None) -> Paragraph:
        """It as a paragraph of a draft; the one itself that it was printed as, where nothing was changed."""
        words = marked(self.text, self.italics)
        if old and folded(words_of(old)) == folded(words) and not self._has_other_level(old):
            return old
        if old and old.lead_in and self.text.startswith(old.lead_in):
            start = len(old.lead_in)
            return Paragraph.of(
                old.role, marked(self.text[start:], italics_within(self.italics, start)).strip(), old.lead_in
            )
        if self.paragraph.role is ParagraphRole.HEADING:
            return Paragraph.of(_ROLES[min(self.paragraph.level, len(_ROLES)) - 1], words)
        role = old.role if old and old.role in (Role.TITLE, Role.SUBTITLE, Role.CHAPEAU) else Role.TEXT
        return Paragraph.of(role, words)

    def _has_other_level(self, old: Paragraph) -> bool:
        is_heading = self.paragraph.role is ParagraphRole.HEADING and old.role in _ROLES
        return is_heading and LEVELS[old.role] + 1 != self.paragraph.level


def words_of(one: Paragraph) -> str:
    """All words of a paragraph, with marks of italics."""
    offset = len(one.words) - len(one.text)
    return marked(one.words, italics_behind(one.italics, offset))


def _sort(role: ParagraphRole | Role) -> str:
    if role in (ParagraphRole.TITLE, Role.TITLE):
        return "title"
    return "heading" if role in (ParagraphRole.HEADING, *_ROLES) else "text"


def _printed_passage(block: Paragraph | Clause) -> Passage:
    if isinstance(block, Clause):
        return Passage(block.id, "clause", block.text)
    return Passage("", _sort(block.role), folded(block.words), can_move=True)


def standing_in(merge: ThreeWay) -> Iterator[Standing]:
    """The running text of a returned draft, in order, with the clauses in their places."""
    returned = merge.theirs.returned
    clauses = {clause.place: clause for clause in merge.theirs.clauses}
    for paragraph in returned.document.paragraphs:
        whole, italics = with_single_blanks(paragraph.text, paragraph.italics)
        text, unseen = without_unseen(whole)
        italics = () if unseen else italics
        clause = clauses.get(paragraph.place)
        loose = clause if clause and not clause.id and not clause.sources else None
        if clause and not loose:
            yield Standing(paragraph, clause=clause)
        elif loose or (
            paragraph.place not in returned.places_of_clauses
            and paragraph.place not in merge.theirs.no_words
            and text
            and paragraph.role not in _NO_RUNNING_TEXT
        ):
            yield Standing(paragraph, text, italics, loose=loose)


def partners_of(
    printed: Sequence[Paragraph | Clause], standing: Sequence[Standing], own: Collection[int]
) -> dict[int, Paragraph]:
    """For each place among the paragraphs that stand the one that it was printed as.

    What stands between two that are the same, and has nothing in common, is taken for rewritten in order.

    Args:
        printed: What drafter had printed.
        standing: What stands.
        own: The places in the file of what a delegation put in: rewritten it is only if it begins alike.
    """
    steps = align([*map(_printed_passage, printed)], [one.passage for one in standing])
    found: dict[int, Paragraph] = {}
    kept = (ChangeKind.KEPT, ChangeKind.MOVED_TO)
    for is_kept, group in groupby(steps, lambda step: step.kind in kept):
        gone: list[Paragraph] = []
        come: list[int] = []
        for step in group:
            old = printed[step.old] if step.old is not None else None
            if is_kept and isinstance(old, Paragraph) and step.new is not None:
                found[step.new] = old
            elif step.kind is ChangeKind.OUT and isinstance(old, Paragraph):
                gone.append(old)
            elif step.kind is ChangeKind.IN and step.new is not None and not standing[step.new].clause:
                come.append(step.new)
        for place in come:
            is_own = standing[place].paragraph.place in own
            match = next((n for n, old in enumerate(gone) if _can_be(standing[place], old, is_own)), None)
            if match is not None:
                found[place] = gone[match]
                gone = gone[match + 1 :]
    return found


def _can_be(one: Standing, old: Paragraph, is_own: bool) -> bool:
    """Whether a paragraph can be what was printed, rewritten."""
    is_heading = one.paragraph.role is ParagraphRole.HEADING
    # A title or a heading is never a paragraph of its own.
    can_be_own = is_own and _sort(one.paragraph.role) == "text"
    if can_be_own and _first_word(one.text) != _first_word(old.words):
        return False
    if one.is_numbered:
        return old.role is Role.CHAPEAU
    if is_heading and old.role in _ROLES:
        return LEVELS[old.role] + 1 == one.paragraph.level
    return _sort(one.paragraph.role) == _sort(old.role)


def _first_word(text: str) -> list[str]:
    """The first word of a text, without a bracket before or behind it: brackets come and go around it."""
    return text.replace("[", "").replace("]", "").split()[:1]
