"""A matrix document as plain tables: their cells, where each piece stands, and what became of its text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from drafter.phrases import Catalogue
from drafter.problems import Problem

_LONGEST_SHOWN = 60
CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


class SpanKind(StrEnum):
    """What a stretch of the document was read as."""

    TITLE = "title"  # the document's title and its repeats at the top of pages
    COLUMN_HEAD = "column head"
    HEADING = "heading"
    REGION = "region"  # in a list, whose recommendation a row is
    FACT = "fact"  # what else a list says of it
    LABEL = "label"
    TEXT = "text"
    CITATION = "citation"
    LAYOUT = "layout"  # paragraph marks of the format, and the blanks between pieces
    REFUSED = "refused"  # all of a document whose heads are doubtful, of which an error says so
    LEFT_OVER = "left over"  # everything else: always reported


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text, where it stands.

    Attributes:
        text: The characters, as they stand; never with a line end.
        line: From 1. In a document without lines, the running number of the row or of the paragraph
            outside the tables: pieces are in the order of reading by line, then column.
        column: From 1, in characters, within the line or row.
        stands: Where it stands, in the user's words ("table 2, row 14, column 3"; "sheet Matrix, cell C14");
            empty in a text, where line and column say it.
        bold: Whether all of it is in bold type.
    """

    text: str
    line: int
    column: int
    stands: str = ""
    bold: bool = False

    def part(self, start: int, end: int | None = None) -> Piece:
        """The stretch between two offsets."""
        return replace(self, text=self.text[start:end], column=self.column + start)

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return self.stands or f"line {self.line}, column {self.column}"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece and what it was read as."""

    kind: SpanKind
    piece: Piece


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        paragraphs: Without the format's marks.
        layout: The format's marks and the blanks between paragraphs.
        column: The first column that it stands in, from 0.
        columns: How many it runs across.
        rows: How many rows it runs down, its own among them.
        notes: Footnotes and comments to its text.
    """

    paragraphs: tuple[Piece, ...]
    layout: tuple[Piece, ...] = ()
    column: int = 0
    columns: int = 1
    rows: int = 1
    notes: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' text, joined by blanks and trimmed."""
        return " ".join(paragraph.text.strip() for paragraph in self.paragraphs).strip()

    @property
    def lines(self) -> str:
        """The paragraphs' text, each on a line of its own."""
        return "\n".join(filter(None, (paragraph.text.strip() for paragraph in self.paragraphs)))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that stands in it."""
        return (*self.paragraphs, *self.layout, *self.notes)


# The cells that begin in a row, from left to right; one that runs down from a row above is not among them. A
# row has a cell, perhaps an empty one, for each place that the document gives it, also at its end: one that
# comes out short is short in the document, and nobody can tell which cell it lacks.
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a document.

    Attributes:
        name: How a user tells it from the others ("table 2", "sheet Matrix").
        rows: All of them, column heads and their repeats among them.
    """

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is to be read, where a person says so.

    Attributes:
        table: Which of its tables it is, from 1; 0 for what drafter finds.
        sheet: The name of the sheet; empty likewise.
        columns: What a column holds (region, section, theme, text, paragraph) and its head.
        citations: Forms of citations in plain words: “Rec. {paragraph}{letter}”.
    """

    table: int = 0
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A matrix document, as a reader gives it.

    Attributes:
        file: The name to report in problems.
        tables: In the order of reading.
        outside: What stands outside the tables: titles, notes.
        doubts: What the reader had to decide, or left out, with its place.
        characters: How many characters that are not blank its text has, counted apart from the making of
            pieces, where the format makes that possible; None where not.
    """

    file: str
    tables: tuple[Table, ...]
    outside: tuple[Piece, ...] = ()
    doubts: tuple[Problem, ...] = ()
    characters: int | None = None

    @property
    def pieces(self) -> Iterator[Piece]:
        """All that stands in it, in and outside the tables."""
        cells = (cell.pieces for table in self.tables for row in table.rows for cell in row)
        return chain(chain.from_iterable(cells), self.outside)


def characters_in(pieces: Iterable[Piece]) -> int:
    """How many characters that are not blank some pieces have."""
    return sum(len("".join(piece.text.split())) for piece in pieces)


def opening(text: str) -> str:
    """The beginning of a text, for messages."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[:_LONGEST_SHOWN].rstrip()} …"


@dataclass(slots=True)
class Account:
    """What each stretch of a document was read as, and what is wrong with it.

    Every character ends in exactly one span, so that a test can add them up; every span that is left over
    is also a problem (promise 1: nothing of the source is lost).
    """

    file: str
    spans: list[Span] = field(default_factory=list)
    _problems: list[tuple[tuple[int, int], Problem]] = field(default_factory=list)

    def take(self, kind: SpanKind, pieces: Iterable[Piece]) -> None:
        """Read pieces as something."""
        self.spans += [Span(kind, piece) for piece in pieces if piece.text]

    def take_row(self, kind: SpanKind, row: Row) -> None:
        """Read the paragraphs of a row as something, and the format's marks as marks."""
        for cell in row:
            self.take(kind, cell.paragraphs)
            self.take(SpanKind.LAYOUT, cell.layout)
            self.leave("note", cell.notes)

    def leave(self, why: str, pieces: Iterable[Piece]) -> None:
        """Leave pieces over, and say why.

        Args:
            why: The word by which the catalogue tells the reasons apart.
            pieces: The pieces.
        """
        for piece in pieces:
            self.take(SpanKind.LEFT_OVER, [piece])
            self.report(f"left-over/{why}", piece, text=opening(piece.text))

    def leave_again(self, pieces: Collection[Piece]) -> None:
        """Leave over what was read as something, where a problem says why."""
        self.spans = [
            replace(span, kind=SpanKind.LEFT_OVER) if span.piece in pieces else span for span in self.spans
        ]

    def report(self, key: str, at: Piece, recommendation: str = "", **facts: object) -> None:
        """Report something at the place of a piece, in the words of ``catalogue.yaml``."""
        code, severity, message, hint = CATALOGUE.say(key, **facts)
        place = (0, 0) if at.stands else (at.line, at.column)
        problem = Problem(code, message, severity, hint, self.file, *place, recommendation, at.stands)
        self._problems.append(((at.line, at.column), problem))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the document."""
        return [problem for _, problem in sorted(self._problems, key=itemgetter(0))]
