"""Title, preamble, headings and what stands between parts, as they stand in a returned draft, brought home.

Base is what drafter printed under a name (``drafter.draft.running``), theirs what stands in Word in its
place, ours what the selection would print today. What was typed between is of the words above it, or else of
those below it; a heading or a paragraph right above a clause is that clause's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from drafter.check.everything.harmless import folded
from drafter.check.outside import ChangedTexts, Kind, kind_of
from drafter.docx import paragraphs
from drafter.docx.styles import ParagraphRole
from drafter.draft.blocks import LEVELS, Paragraph, Role
from drafter.draft.clause import Clause
from drafter.draft.running import CLOSING, HEAD, HEADINGS, Names, above
from drafter.merge.their_clauses import TheirClause, their_line
from drafter.merge.three_way import ThreeWay
from drafter.model import Kind as ClauseKind
from drafter.text.alignment import ChangeKind, Passage, Step, align
from drafter.text.italics import Ranges, italics_behind, italics_within, marked, with_single_blanks
from drafter.text.words import without_unseen

_ROLES = tuple(HEADINGS.values())
_NO_RUNNING_TEXT = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.BOX)


@dataclass(frozen=True, slots=True)
class _Standing:
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


@dataclass(slots=True)
class RunningText:
    """The running words that stand in a returned draft.

    Attributes:
        found: Those of each name that stand, in order.
        home: The places of the paragraphs among them.
        blocks: The places of paragraphs that stand among them or among clauses, and are to be clauses.
        rest: What was changed in words that have no name: made anew with each draft, or not to be placed.
    """

    found: dict[str, list[Paragraph]] = field(default_factory=lambda: defaultdict(list))
    home: set[int] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)
    rest: dict[Kind, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def changed(self, told: set[int]) -> Iterator[ChangedTexts]:
        """What was changed and cannot come home, kind by kind.

        Args:
            told: Places of paragraphs that are told otherwise.
        """
        for kind, changes in self.rest.items():
            own = [(text, place) for text, place in changes if place not in told]
            if own:
                places = [place for _, place in own if place >= 0]
                yield ChangedTexts(kind, tuple(text for text, _ in own), min(places, default=-1))


class _Reader:
    """Gives each paragraph of running text the name of the words that it belongs to."""

    def __init__(self, merge: ThreeWay) -> None:
        self._merge = merge
        self._printed = [
            one
            for one in merge.base.blocks
            if isinstance(one, Clause)
            or (isinstance(one, Paragraph) and one.role is not Role.CONTENTS_HEADING)
        ]
        self._standing = list(_standing(merge))
        names = Names(merge.form.parts, merge.base.matrix)
        self._headings = {*names.of_sections.values(), *names.of_themes.values()}
        parts = merge.form.parts
        self._guidance = {part.id for part in parts if ClauseKind.GUIDANCE in part.kinds}
        self._preambles = {part.id for part in parts if not part.kinds}
        self._result = RunningText()
        self._waiting: list[_Standing] = []
        self._unit = ""  # what the last paragraph belongs to, since the last clause
        self._part = ""  # the part for no clauses in which it stands
        self._is_enacted = False  # whether that one leads over to the text: “Declare the following:”
        self._typed: list[TheirClause] = []  # the blocks that were typed there
        self._clause: TheirClause | None = None  # the last one

    def read(self) -> RunningText:
        """Read them."""
        steps = align([*map(_printed_passage, self._printed)], [one.passage for one in self._standing])
        partners = _partners(steps, self._printed, self._standing)
        for place, one in enumerate(self._standing):
            old = partners.get(place)
            if one.clause:
                self._pass(one.clause, one.paragraph)
            elif old is not None:
                name = old.name
                self._settle(self._before(name))
                self._put(name, one, old)
                self._unit = name
                self._see_form(name, one.text)
            elif one.is_numbered or self._is_block(place, partners):
                self._settle("")
                self._unit, self._clause = "", self._block(one)
            elif self._unit and not self._waiting and self._can_join(one):
                self._put(self._unit, one)
            else:
                self._waiting.append(one)
        self._settle(self._before(""))
        there = {id(old) for old in partners.values()}
        for block in self._printed:
            if not isinstance(block, Paragraph) or id(block) in there or not block.words.strip():
                continue
            if not block.name or block.name in HEAD:
                self._result.rest[kind_of(block)].append((block.words, -1))
        return self._result

    def _see_form(self, name: str, text: str) -> None:
        """Go on behind a paragraph of the form; behind “Declare the following:” a preamble is at its end."""
        is_preamble = name in self._preambles
        self._is_enacted = is_preamble and text.endswith(":")
        self._part = name if is_preamble and not self._is_enacted else ""
        for clause in self._typed if self._part else ():
            self._merge.note("behind-the-form", clause)
        self._typed.clear()

    def _pass(self, clause: TheirClause, paragraph: paragraphs.Paragraph) -> None:
        """Go on behind a clause."""
        self._settle(above(clause.id) if clause.id in self._merge.entries else "")
        self._unit, self._clause, self._is_enacted = "", clause, False
        if clause.printed:
            self._part = clause.printed.part if clause.printed.part in self._preambles else ""
        elif paragraph.role is ParagraphRole.TEXT:
            clause.part = self._part
        else:
            self._part = ""

    def _is_block(self, place: int, partners: Mapping[int, Paragraph]) -> bool:
        """Whether a paragraph that was typed is a block of a person's own.

        In a preamble each is, and right behind the words that lead over from it to the text; elsewhere one
        behind a clause and before another, or a heading, unless it leads over to that.
        """
        one = self._standing[place]
        if one.paragraph.role is not ParagraphRole.TEXT or self._waiting:
            return False
        if self._part or self._is_enacted:
            return True
        if self._unit or self._clause is None or not _is_plain(one):
            return False
        for n, other in enumerate(self._standing[place + 1 :], start=place + 1):
            if n in partners:
                return partners[n].name in self._headings
            if other.clause or other.is_numbered or not _is_plain(other):
                return bool(other.clause or other.is_numbered)
        return False

    def _block(self, one: _Standing) -> TheirClause:
        """A paragraph as a clause that drafter did not make."""
        clause, merge = one.loose, self._merge
        if clause is None:
            notes = [merge.theirs.returned.notes.get(mark.note) for mark in one.paragraph.marks]
            sources = dict.fromkeys(source for note in notes if note for source in note.sources)
            clause = TheirClause("", one.paragraph.label, ("", "", ""), place=one.paragraph.place)
            clause.lines.append(their_line(one.paragraph, one.text, one.italics, tuple(sources)))
            merge.theirs.clauses.append(clause)
            merge.theirs.clauses.sort(key=lambda other: other.place)
        clause.part = self._part
        if self._part:
            self._typed.append(clause)
        self._result.blocks.add(one.paragraph.place)
        return clause

    def _can_join(self, one: _Standing) -> bool:
        """Whether what was typed belongs to the words above it; a heading below one is the next clause's."""
        is_heading = one.paragraph.role is ParagraphRole.HEADING
        return self._unit not in HEAD and not (is_heading and self._unit in self._headings)

    def _before(self, name: str) -> str:
        """What a paragraph belongs to that was typed before the first words of a name."""
        is_behind = self._clause is not None and (not name or name in self._guidance)
        if is_behind and self._clause and not self._is_guidance(self._clause):
            return CLOSING
        return "" if name in HEAD else name

    @staticmethod
    def _is_guidance(clause: TheirClause) -> bool:
        return clause.printed is not None and clause.printed.kind is ClauseKind.GUIDANCE

    def _settle(self, name: str) -> None:
        """Put what waits to the words of a name."""
        for one in self._waiting:
            self._put(name, one)
        self._waiting.clear()

    def _put(self, name: str, one: _Standing, old: Paragraph | None = None) -> None:
        now = one.as_printed(old)
        if name:
            self._result.found[name].append(now)
            self._result.home.add(one.paragraph.place)
        elif now is not old:
            role = one.paragraph.role
            kind = kind_of(old) if old else Kind.HEADINGS if role is ParagraphRole.HEADING else Kind.OTHER
            if one.loose is None:
                self._result.rest[kind].append((one.text, one.paragraph.place))


def read_running(merge: ThreeWay) -> RunningText:
    """The running words that stand in a returned draft; nothing in one that does not say their names."""
    return _Reader(merge).read()


def _standing(merge: ThreeWay) -> Iterator[_Standing]:
    returned = merge.theirs.returned
    clauses = {clause.place: clause for clause in merge.theirs.clauses}
    for paragraph in returned.document.paragraphs:
        whole, italics = with_single_blanks(paragraph.text, paragraph.italics)
        text, unseen = without_unseen(whole)
        italics = () if unseen else italics
        clause = clauses.get(paragraph.place)
        loose = clause if clause and not clause.id and not clause.sources else None
        if clause and not loose:
            yield _Standing(paragraph, clause=clause)
        elif loose or (
            paragraph.place not in returned.places_of_clauses
            and text
            and paragraph.role not in _NO_RUNNING_TEXT
        ):
            yield _Standing(paragraph, text, italics, loose=loose)


def _is_plain(one: _Standing) -> bool:
    """Whether it is running text that does not lead over to what follows."""
    return one.paragraph.role is ParagraphRole.TEXT and not one.text.endswith(":")


def _partners(
    steps: Sequence[Step], printed: Sequence[Paragraph | Clause], standing: Sequence[_Standing]
) -> dict[int, Paragraph]:
    """For each place among the paragraphs that stand the one that it was printed as.

    What stands between two that are the same, and has nothing in common, is taken for rewritten in order.
    """
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
            match = next((n for n, old in enumerate(gone) if _can_be(standing[place], old)), None)
            if match is not None:
                found[place] = gone[match]
                gone = gone[match + 1 :]
    return found


def _can_be(one: _Standing, old: Paragraph) -> bool:
    """Whether a paragraph can be what was printed, rewritten."""
    if one.is_numbered:
        return old.role is Role.CHAPEAU
    if one.paragraph.role is ParagraphRole.HEADING and old.role in _ROLES:
        return LEVELS[old.role] + 1 == one.paragraph.level
    return _sort(one.paragraph.role) == _sort(old.role)
