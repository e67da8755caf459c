"""A document as a reader gives it: paragraphs, tables of cells with their places, and a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.phrases import Catalogue
from drafter.problems import Problem, Severity

# Marks of direction, soft hyphens, control characters and others that print nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
# A no-break hyphen; the ends of lines and pages.
_OTHERWISE = str.maketrans({"\u2011": "-", "\x0b": " ", "\x0c": " "})
_LONGEST_SHOWN = 60
_NOTHING = re.compile(r"[-–—.\s]*|n\s?/\s?a|nil|none|néant|s/o|ninguna", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text without what prints nothing, and with ordinary hyphens."""
    return _UNSEEN.sub("", text).translate(_OTHERWISE)


def opening(text: str) -> str:
    """Return the beginning of a text, for messages."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rstrip()} …"


class Role(StrEnum):
    """What a column holds."""

    SECTION = "section"
    THEME = "theme"
    REGION = "region"  # in a list, the names of regions; in a grid, the texts of one
    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"  # of the rows
    IGNORE = "ignore"
    OTHER = "other"  # nothing that its head tells


class Piece(Struct, frozen=True):
    """A paragraph or a part of one.

    Attributes:
        text: The characters as they stand, without what prints nothing.
        line: From 1, in a text file; 0 in other documents.
        column: From 1, in characters, in a text file; 0 in other documents.
        place: Where it stands in other documents: "table 1, row 3, column 1"; empty in a text file.
        level: Its level as a heading, from 1; 0 where the document does not make it one.
    """

    text: str
    line: int = 0
    column: int = 0
    place: str = ""
    level: int = 0

    def part(self, start: int, end: int | None = None) -> Piece:
        """Return the stretch between two offsets."""
        column = self.column + start if self.column else 0
        return replace(self, text=self.text[start:end], column=column)

    def trimmed(self) -> Piece:
        """Return the piece without the blanks at its ends."""
        bare = self.text.strip()
        return self.part(self.text.find(bare), self.text.find(bare) + len(bare)) if bare else self.part(0, 0)

    @property
    def words(self) -> str:
        """Its text with one blank where there are many."""
        return " ".join(self.text.split())

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return self.place or f"line {self.line}, column {self.column}"


class Cell(Struct, frozen=True):
    """One cell of a table.

    Attributes:
        paragraphs: Those that are not blank.
        column: The first column that it covers, from 0.
        columns: How many columns it covers.
        rows: How many rows it covers.
        number: Whether a sheet has it as a number and not as text.
    """

    paragraphs: tuple[Piece, ...]
    column: int
    columns: int = 1
    rows: int = 1
    number: float | None = None

    @property
    def text(self) -> str:
        """The paragraphs' text on one line."""
        return " ".join(paragraph.words for paragraph in self.paragraphs)

    @property
    def lines(self) -> str:
        """The paragraphs' text, a line each."""
        return "\n".join(paragraph.text.strip() for paragraph in self.paragraphs)


# Column → the cell that covers it in a row, wherever the cell begins.
Row: TypeAlias = Mapping[int, "Cell"]


class Table(Struct, frozen=True):
    """One table of a document.

    Attributes:
        name: How a user tells it from the others: "table 2", "sheet Draft".
        rows: The cells that begin in each row, from left to right, with empty ones.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def covered(self) -> list[dict[int, Cell]]:
        """Return for each row the cell that covers each column, wherever the cell begins.

        A cell that says "–" or "none" is empty.
        """
        grid: list[dict[int, Cell]] = [{} for _ in self.rows]
        for number, row in enumerate(self.rows):
            for given in row:
                cell = replace(given, paragraphs=()) if _NOTHING.fullmatch(given.text) else given
                places = range(cell.column, cell.column + cell.columns)
                for below in grid[number : number + cell.rows]:
                    # What a cell covers, a reader may give as empty cells.
                    below.update({at: cell for at in places if cell.paragraphs or at not in below})
        return grid


class Document(Struct, frozen=True):
    """A document in the order of reading.

    Attributes:
        file: Its name in messages.
        blocks: Paragraphs outside tables, and tables.
        problems: What the reader left out or had to decide.
        has_sheets: Whether each table is a sheet of its own, which may be another version of the matrix.
    """

    file: str
    blocks: tuple[Piece | Table, ...]
    problems: tuple[Problem, ...] = ()
    has_sheets: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


class Layout(Struct, frozen=True):
    """How a document is to be read, where a person says so.

    Attributes:
        columns: For each role the heads of its columns: {"ignore": ("Remarks",)}.
        table: The name or the number of the table that is the matrix; empty for what is found.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: str = ""


def pieces_of(row: Row) -> Iterator[Piece]:
    """Return the paragraphs of a row, each once."""
    for cell in {id(cell): cell for cell in row.values()}.values():
        yield from cell.paragraphs


CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


class Report(Struct):
    """Collects the problems of a document.

    Attributes:
        file: Its name in messages.
        problems: What was found, in order.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, at: Piece | None = None, clause: str = "", **facts: object) -> None:
        """Report a problem at the place of a piece.

        Args:
            code: In ``catalogue.yaml``.
            at: Where; None for the document as a whole.
            clause: The id of the recommendation.
            facts: What the message names; ``text`` is the piece's opening where it is not given.
        """
        at = at or Piece("")
        facts.setdefault("text", opening(at.text))
        code, severity, message, hint = CATALOGUE.say(code, **facts)
        place = f"{at.place}: " if at.place else ""
        where = (self.file, at.line, at.column, clause)
        self.problems.append(Problem(code, place + message, severity, hint, *where))

    def add_each(self, code: str, pieces: Iterable[Piece], **facts: object) -> None:
        """Report the same of several pieces."""
        for piece in pieces:
            self.add(code, piece, "", **facts)

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
