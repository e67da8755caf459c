"""The plain table that every reader gives, the one for text with tabs among them; what became of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from drafter.problems import Problem, Severity

_LONGEST_SHOWN = 60

# How much what is found in a document matters, and what to do about it; what is not named is an error.
_NOTES = (
    "bracketed-letter comma-for-full-stop continued en-dash-for-hyphen placed-twice stray-punctuation".split()
)
_WARNINGS = ("citation-without-letter", "label-disagrees", "wording-differs")
_HINTS = {
    "citation-without-letter": "Check the letter in the report.",
    "citation-without-text": "Add the recommendation's text, or take the citation out.",
    "column-without-head": "The first row of the table names the regions, one in each cell.",
    "label-disagrees": "Check the letter in the report.",
    "no-citation": "Add its citation, such as [Report, para. 19h], or take the text out.",
    "theme-without-section": "Give the matrix two levels of heading: a section, then its themes.",
    "unreadable-citation": "Write it as [Report, para. 19h].",
    "wording-differs": "Check which wording the report has.",
    "wrong-number-of-cells": "Give it one cell for each region, in the order of the heads; the cell of a "
    "region that says nothing is empty, at the end of the row too.",
}


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
        paragraphs: Without the format's marks.
        layout: The format's marks and the blanks between paragraphs.
    """

    paragraphs: tuple[Piece, ...]
    layout: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' text, joined by blanks and trimmed."""
        return " ".join(paragraph.text.strip() for paragraph in self.paragraphs).strip()


Row: TypeAlias = tuple[Cell, ...]


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


@dataclass(slots=True)
class Account:
    """What each stretch of a document was read as, and what is wrong with it.

    Every character ends in exactly one span, so that a test can add them up; every span that is left over
    is also a problem (promise 1: nothing of the source is lost).
    """

    file: str
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, kind: SpanKind, pieces: Iterable[Piece]) -> None:
        """Read pieces as something."""
        self.spans += [Span(kind, piece) for piece in pieces if piece.text]

    def take_row(self, kind: SpanKind, row: Row) -> None:
        """Read the paragraphs of a row as something, and the format's marks as marks."""
        for cell in row:
            self.take(kind, cell.paragraphs)
            self.take(SpanKind.LAYOUT, cell.layout)

    def leave(self, pieces: Iterable[Piece], why: str, severity: Severity = Severity.NOTE) -> None:
        """Leave pieces over, and say why."""
        for piece in pieces:
            self.take(SpanKind.LEFT_OVER, [piece])
            text = " ".join(piece.text.split())
            shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()} …"
            self.problems.append(
                Problem("left-over", f"{why}: “{shown}”", severity, "", self.file, piece.line, piece.column)
            )

    def report(self, code: str, at: Piece, message: str, hint: str = "", recommendation: str = "") -> None:
        """Report something at the place of a piece.

        Args:
            code: Says how much it matters.
            at: The piece.
            message: What is wrong.
            hint: What to do, where it is not what always is to be done about it.
            recommendation: The id of the recommendation that it is about.
        """
        severity = (
            Severity.NOTE if code in _NOTES else Severity.WARNING if code in _WARNINGS else Severity.ERROR
        )
        hint = hint or _HINTS.get(code, "")
        place = (self.file, at.line, at.column, recommendation)
        self.problems.append(Problem(code, message, severity, hint, *place))


# Text: one row a line, cells separated by tabs, paragraphs in ``<p>`` or bare

_MARK = re.compile(r"</?(?:p|br)\b[^<>]*>", re.IGNORECASE)


def read_tabbed_text(text: str, file: str) -> Table:
    """Read the text of a matrix document as a plain table.

    Args:
        text: The whole document, with line feeds as its only line ends.
        file: The name to report in problems.
    """
    lines = [Piece(line, number, 1) for number, line in enumerate(text.split("\n"), start=1) if line]
    rows = [_read_row(line) for line in lines if "\t" in line.text]
    return Table(file, tuple(rows), tuple(line for line in lines if "\t" not in line.text))


def _read_row(line: Piece) -> Row:
    cells = []
    start = 0
    for raw in line.text.split("\t"):
        cells.append(_read_cell(line.part(start, start + len(raw))))
        start += len(raw) + 1
    return tuple(cells)


def _read_cell(raw: Piece) -> Cell:
    paragraphs: list[Piece] = []
    layout: list[Piece] = []
    start = 0
    for begin, end in [*(mark.span() for mark in _MARK.finditer(raw.text)), (len(raw.text), len(raw.text))]:
        text = raw.part(start, begin)
        (paragraphs if text.text.strip() else layout).append(text)
        layout.append(raw.part(begin, end))
        start = end
    return Cell(tuple(paragraphs), tuple(piece for piece in layout if piece.text))
