"""The numbered paragraphs of a document: “12.”, “12 (c)”, “12 (c) (ii)”, “138.1”, each with its words.

Numbers are typed, or made by Word and given by the reader. United Nations documents number their paragraphs
from 1 on throughout, subparagraphs (a), (b), and below them (i), (ii) (United Nations Editorial Manual,
“Numbering of paragraphs”); annexes begin anew. Which number, label or heading a line begins with is told by
what comes before and after it: a line of a paragraph may begin with “2019.” or “(ii)” too.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from types import MappingProxyType

from drafter.documents.table import Document, Piece
from drafter.model import Citation
from drafter.text.words import letter_of, roman_value, whole

_NUMBER = re.compile(
    r"(?P<number>[1-9][0-9]{0,3})(?:(?P<decimal>(?:\.[1-9][0-9]{0,3})+)\.?|(?P<mark>[.)])?)(?:\s+|(?=\())"
)
_LABEL = re.compile(r"\(?(?P<label>[a-z]{1,2}|[ivxl]{1,6}|[1-9][0-9]?)\)\s*")
# What stands on every page, and is no text: page numbers, the document's symbol, its job number.
_PAGE_MATTER = re.compile(
    r"(?:(?>page|[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?|[A-Z]{1,5}(?:/[\w.()\-]+)+|[A-Z]\.[0-9]{2}-[0-9]{5}|\([A-Z]\))"
    r"\s*)++",  # what was taken stays taken: else a long number is parted in every way there is
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:page (?:header|footer)|footnote|endnote|comment)\b"
)  # as readers say where it stands
_MARKED_HEADING = re.compile(r"#{1,6}\s")
_NUMBERED_HEADING = re.compile(r"(?:[IVXLC]+|[A-Z])\.\s+\S|(?:annexe?|appendix|anexo)\b", re.IGNORECASE)
_LONGEST_HEADING = 150
# Of headings that do not say their level: “II. …”, and those in bold type.
_LEVEL_OF_NUMBERED, _LEVEL = 1, 2
_END = re.compile(r"(?:[.;:!?…][\s\"”’')\]]*[0-9]{0,3}|[;,]\s*(?:and|or))\Z")
_NOTE_MARK = re.compile(r"\s?(?:\^\[[0-9]+\]|\[\^[0-9]+\])")  # as in text that Pandoc made
_MOST_FURTHER = 10


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph or subparagraph.

    Attributes:
        place: Its number, letter and point, without a region.
        parts: Its words without the number; then paragraphs without a number that follow it.
        stands: Where it stands in the document, in words.
        is_broken: Whether a word of it is broken at the end of a line, with a hyphen that may not be its own.
        headings: The headings that it stands under, from the outermost.
    """

    place: Citation
    parts: tuple[str, ...]
    stands: str
    is_broken: bool = False
    headings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words, without what follows."""
        return self.parts[0]


@dataclass(frozen=True)
class Paragraphs:
    """The numbered paragraphs of a document, in its order.

    Attributes:
        all: The paragraphs.
        before: What stands above the first of them, line by line: titles, a preamble.
    """

    all: tuple[Paragraph, ...]
    before: tuple[Piece, ...] = ()

    @cached_property
    def at(self) -> Mapping[Citation, tuple[int, ...]]:
        """Where in the order each number stands; several times where it is not the number of one alone."""
        found: dict[Citation, list[int]] = defaultdict(list)
        for order, paragraph in enumerate(self.all):
            found[paragraph.place].append(order)
        return MappingProxyType({place: tuple(orders) for place, orders in found.items()})

    def below(self, order: int) -> Sequence[Paragraph]:
        """The subparagraphs of a paragraph."""
        top = self.all[order].place
        return [*takewhile(lambda one: _is_below(one.place, top), self.all[order + 1 :])]

    def readings(self, order: int) -> Sequence[str]:
        """What can be meant by a paragraph: its words, with what follows, and with its subparagraphs."""
        parts = [part for part in self.all[order].parts[: _MOST_FURTHER + 1] if part]
        said = [" ".join(parts[: end + 1]) for end in range(len(parts))]
        below = self.below(order)
        if below:
            lettered = (f"({one.place.point or one.place.letter}) {' '.join(one.parts)}" for one in below)
            said.append(" ".join([*parts, *lettered]))
        return said


def _is_below(place: Citation, top: Citation) -> bool:
    return place != top and top in (replace(place, point=""), replace(place, letter="", point=""))


def numbered_paragraphs(document: Document) -> Paragraphs:
    """The numbered paragraphs of a document.

    What stands in its tables is not among them; in a text a tab is a blank as any other.
    """
    numbering = _Numbering(lines_of(document))
    paragraphs = tuple(made.paragraph for made in numbering.read())
    return Paragraphs(paragraphs, tuple(numbering.lines[: numbering.first]))


def lines_of(document: Document) -> Sequence[Piece]:
    """What a document says line by line, without notes, marks of notes, and what stands on every page."""
    return [
        replace(piece, text=text)
        for piece in _lines(document)
        if not _BESIDE.match(piece.stands)
        and (text := " ".join(_NOTE_MARK.sub("", piece.text).split()))
        and not _PAGE_MATTER.fullmatch(text)
    ]


def heading_in(text: str) -> str:
    """The words of a heading that is marked as one, “## Youth”; empty of any other line."""
    return text.lstrip("#").strip() if _MARKED_HEADING.match(text) else ""


def is_complete(text: str) -> bool:
    """Whether a text ends as a paragraph does: with a full stop, a semicolon or a colon."""
    return _END.search(text) is not None


def _lines(document: Document) -> Iterator[Piece]:
    """What stands outside the tables, in order; of a text all lines, whose tabs make no table here."""
    found = [piece for piece in document.outside if piece.text.strip()]
    for table in document.tables:
        for row in table.rows:
            pieces = [piece for cell in row for piece in cell.paragraphs if not piece.stands]
            if pieces:
                found.append(replace(pieces[0], text=" ".join(piece.text for piece in pieces)))
    return iter(sorted(found, key=lambda piece: (piece.line, piece.column)))


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    place: Citation
    stands: str
    headings: tuple[str, ...] = ()
    parts: list[str] = field(default_factory=list)
    is_broken: bool = False

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self.place, tuple(self.parts) or ("",), self.stands, self.is_broken, self.headings)

    def add(self, text: str) -> None:
        """Take a line without a number: it goes on with the last sentence, or is a paragraph of its own."""
        if not self.parts or (is_complete(self.parts[-1]) and not text[0].islower()):
            self.parts.append(text)
            return
        is_broken = bool(re.search(r"\w-\Z", self.parts[-1])) and text[0].islower()
        self.is_broken |= is_broken
        self.parts[-1] += text if is_broken else f" {text}"


class _Numbering:
    """Goes through the lines once, knowing what it stands in."""

    def __init__(self, lines: Sequence[Piece]) -> None:
        self.lines = lines
        self.open: _Open | None = None
        self.last = Citation("")
        # How many lines stand above the first number, and the headings that are open, each with its level.
        self.first = len(lines)
        self.headings: list[tuple[int, str]] = []
        # Where each number with a full stop stands, and the lines that begin with a label, for looking ahead.
        self.numbers: dict[int, list[int]] = defaultdict(list)
        self.labels: list[tuple[int, str]] = []
        for at, line in enumerate(lines):
            number = _NUMBER.match(line.text)
            if number and number["mark"]:
                self.numbers[whole(number["number"])].append(at)
            label = _LABEL.match(line.text)
            if label:
                self.labels.append((at, label["label"]))

    def read(self) -> Sequence[_Open]:
        """The paragraphs in order."""
        found = []
        for at, line in enumerate(self.lines):
            rest = line.text
            if heading_in(rest):
                self._open_heading(len(rest) - len(rest.lstrip("#")), heading_in(rest))
                continue
            if (number := _NUMBER.match(rest)) and self._is_number(number, at):
                decimal = (number["decimal"] or "").lstrip(".")
                self.first = min(self.first, at)
                found.append(self._begin(Citation("", whole(number["number"]), decimal=decimal), line))
                rest = rest[number.end() :]
            elif self._is_heading(line):
                self._open_heading(_LEVEL_OF_NUMBERED if _NUMBERED_HEADING.match(rest) else _LEVEL, rest)
                continue
            while (label := _LABEL.match(rest)) and (place := self._below(label["label"], at)):
                found.append(self._begin(place, line))
                rest = rest[label.end() :]
            if self.open and rest:
                self.open.add(rest)
        return found

    def _begin(self, place: Citation, line: Piece) -> _Open:
        self.last = place
        headings = tuple(words for _, words in self.headings)
        self.open = _Open(place, line.stands or f"line {line.line}", headings)
        return self.open

    def _open_heading(self, level: int, words: str) -> None:
        """Close what is being read, and the headings that a heading of a level ends."""
        self.open = None
        self.headings = [*((deep, above) for deep, above in self.headings if deep < level), (level, words)]

    @property
    def _is_between(self) -> bool:
        """Whether what was read last is complete, so that something new can begin."""
        return self.open is None or not self.open.parts or is_complete(self.open.parts[-1])

    def _is_number(self, found: re.Match[str], at: int) -> bool:
        number, last = whole(found["number"]), self.last.paragraph
        if found["decimal"]:
            decimal = found["decimal"].lstrip(".")
            before, _, own = self.last.decimal.rpartition(".")
            is_next = number == last and decimal == f"{before}.{whole(own or '0') + 1}".lstrip(".")
            return self._is_between or is_next
        if not found["mark"]:
            rest = found.string[found.end() :]
            return number == last + 1 and self._is_between and not rest[:1].islower()
        if number == last + 1:
            return True
        if not self._is_between:
            return False
        # A heading has a number too, and so has an item of a list: after a heading “1. …” the paragraphs are
        # counted on, after the first of an annex they are not.
        counts_on, begins_anew = self._next(last + 1, at), self._next(number + 1, at)
        if counts_on == begins_anew:
            return len(found.string) > _LONGEST_HEADING or is_complete(found.string)
        return begins_anew < counts_on

    def _next(self, number: int, at: int) -> float:
        places = self.numbers[number]
        place = bisect(places, at)
        return places[place] if place < len(places) else float("inf")

    def _is_heading(self, line: Piece) -> bool:
        text = line.text
        if len(text) > _LONGEST_HEADING or is_complete(text):
            return False
        # Where recommendations are in bold type, a line that goes on with one is no heading.
        return (line.bold and self._is_between) or bool(
            _NUMBERED_HEADING.match(text)
            or (self._is_between and (found := _NUMBER.match(text)) and found["mark"])
        )

    def _below(self, label: str, at: int) -> Citation | None:
        """Where a label leads from here; None where it is none."""
        last = self.last
        if not last.paragraph:
            return None
        next_letter = letter_of(_count(last.letter) + 1)
        next_point = roman_value(last.point) + 1 if not last.point.isdecimal() else whole(last.point) + 1
        value = whole(label) if label.isdecimal() else roman_value(label)
        is_point, is_letter = value == next_point, label == next_letter
        if is_point and is_letter:
            is_letter = not self._comes_next(value + 1, at)
        if is_letter:
            return replace(last, letter=label, point="")
        if is_point:
            return replace(last, point=label)
        if not self._is_between or label.isdecimal():
            return None
        return (
            replace(last, point=label) if len(label) > 1 and value else replace(last, letter=label, point="")
        )

    def _comes_next(self, value: int, at: int) -> bool:
        """Whether the next label is the roman numeral of a value."""
        place = bisect(self.labels, (at, "\uffff"))
        return place < len(self.labels) and roman_value(self.labels[place][1]) == value


def _count(letter: str) -> int:
    """Which letter it is, from 1, as Word counts them; 0 where it is none."""
    return ord(letter[0]) - ord("a") + 1 + 26 * (len(letter) - 1) if letter else 0
