"""The plain table that every reader of a matrix document gives, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpanKind(StrEnum):
    """What a stretch of the document was read as."""

    TITLE = "title"  # the document's title and its repeats at the top of pages
    COLUMN_HEAD = "column head"
    HEADING = "heading"
    LABEL = "label"
    TEXT = "text"
    CITATION = "citation"
    LAYOUT = "layout"  # paragraph marks of the format, and the blanks between pieces
    LEFT_OVER = "left over"  # everything else: always reported


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text, where it stands.

    Attributes:
        text: The characters, as they stand.
        line: From 1.
        column: From 1, in characters.
    """

    text: str
    line: int
    column: int

    def part(self, start: int, end: int | None = None) -> Piece:
        """The stretch between two offsets; pieces never run over a line end."""
        return Piece(self.text[start:end], self.line, self.column + start)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece and what it was read as."""

    kind: SpanKind
    piece: Piece


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    Attributes:
        paragraphs: Its paragraphs, without the format's marks.
        layout: The format's marks and the blanks between paragraphs.
    """

    paragraphs: tuple[Piece, ...]
    layout: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' text, joined by blanks and trimmed."""
        return " ".join(paragraph.text.strip() for paragraph in self.paragraphs).strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, across all pages."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix document as rows of cells.

    Attributes:
        file: The name to report in problems.
        rows: Every row of every page, column heads and their repeats among them.
        outside: What stands outside the rows: titles, notes.
    """

    file: str
    rows: tuple[Row, ...]
    outside: tuple[Piece, ...]
