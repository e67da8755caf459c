"""Documents: paragraphs, and tables of cells, with their places."""

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

# Marks of direction, soft hyphens, control characters and other characters that print nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
# A no-break hyphen; the ends of lines and pages.
_OTHERWISE = str.maketrans({"\u2011": "-", "\x0b": " ", "\x0c": " "})
_LONGEST_SHOWN = 60
_NOTHING = re.compile(r"[-–—.\s]*|n\s?/\s?a|nil|none|néant|s/o|ninguna", re.IGNORECASE)


def plain(text: str) -> str:
    """Return a text without invisible characters, and with plain hyphens."""
    return _UNSEEN.sub("", text).translate(_OTHERWISE)


def opening(text: str) -> str:
    """Return the beginning of a text, for messages."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rstrip()} …"


class Role(StrEnum):
    """The content of a column."""

    SECTION = "section"
    THEME = "theme"
    REGION = "region"  # in a list, the names of regions; in a grid, the texts of a region
    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"  # of the rows
    IGNORE = "ignore"
    OTHER = "other"  # its head is no known word


class Piece(Struct, frozen=True):
    """A paragraph, or a part of a paragraph.

    Attributes:
        text: The text, verbatim, without invisible characters.
        line: Its line in a text file, from 1; 0 in other documents.
        column: Its column in a text file, in characters from 1; 0 in other documents.
        place: Its place in other documents: "table 1, row 3, column 1"; empty in a text file.
        level: Its level as a heading, from 1; 0 where it is no heading.
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
        """Its text with single blanks."""
        return " ".join(self.text.split())

    @property
    def where(self) -> str:
        """Its place, in words."""
        return self.place or f"line {self.line}, column {self.column}"


class Cell(Struct, frozen=True):
    """A cell of a table.

    Attributes:
        paragraphs: Its paragraphs, without blank ones.
        column: The first column that it covers, from 0.
        columns: The number of columns that it covers.
        rows: The number of rows that it covers.
        number: Its number, if a sheet has it as a number; else None.
    """

    paragraphs: tuple[Piece, ...]
    column: int
    columns: int = 1
    rows: int = 1
    number: float | None = None

    @property
    def text(self) -> str:
        """The text of its paragraphs on a single line."""
        return " ".join(paragraph.words for paragraph in self.paragraphs)

    @property
    def lines(self) -> str:
        """The text of its paragraphs, each on a line."""
        return "\n".join(paragraph.text.strip() for paragraph in self.paragraphs)


# Column → the cell that covers it, wherever the cell begins.
Row: TypeAlias = Mapping[int, "Cell"]


class Table(Struct, frozen=True):
    """A table of a document.

    Attributes:
        name: Its name in messages: "table 2", "sheet Draft".
        rows: The cells that begin in each row, from left to right, also the empty ones.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def covered(self) -> list[dict[int, Cell]]:
        """Return for each row the cells by the columns that they cover.

        A cell with nothing but "–" or "none" is empty.
        """
        grid: list[dict[int, Cell]] = [{} for _ in self.rows]
        for number, row in enumerate(self.rows):
            for original in row:
                cell = replace(original, paragraphs=()) if _NOTHING.fullmatch(original.text) else original
                places = range(cell.column, cell.column + cell.columns)
                for below in grid[number : number + cell.rows]:
                    # Some readers give empty cells for the area that a cell covers.
                    below.update({place: cell for place in places if cell.paragraphs or place not in below})
        return grid


class Document(Struct, frozen=True):
    """A document in the order of reading.

    Attributes:
        file: Its name in messages.
        blocks: Paragraphs outside tables, and tables.
        problems: What the reader left out, and what it read with a doubt.
        has_sheets: Whether each table is a separate sheet, which may be another version of the matrix.
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
    """A person's instructions on how to read a document.

    Attributes:
        columns: Role → the heads of its columns: {"ignore": ("Remarks",)}.
        table: The name or number of the table that is the matrix; empty where drafter finds it.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: str = ""


def pieces_of(row: Row) -> Iterator[Piece]:
    """Yield the paragraphs of a row, each once."""
    for cell in {id(cell): cell for cell in row.values()}.values():
        yield from cell.paragraphs


CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


class Report(Struct):
    """The problems of a document.

    Attributes:
        file: The document's name in messages.
        problems: The problems, in the order in which they were found.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, at: Piece | None = None, clause: str = "", **facts: object) -> None:
        """Report a problem at the place of a piece.

        Args:
            code: Its code in ``catalogue.yaml``.
            at: The piece; None for the document as a whole.
            clause: The id of the recommendation; may be empty.
            facts: The facts in the message; ``text`` defaults to the opening of the piece.
        """
        at = at or Piece("")
        facts.setdefault("text", opening(at.text))
        code, severity, message, hint = CATALOGUE.say(code, **facts)
        place = f"{at.place}: " if at.place else ""
        where = (self.file, at.line, at.column, clause)
        self.problems.append(Problem(code, place + message, severity, hint, *where))

    def add_each(self, code: str, pieces: Iterable[Piece], **facts: object) -> None:
        """Report the same problem at several pieces."""
        for piece in pieces:
            self.add(code, piece, "", **facts)

    @property
    def has_errors(self) -> bool:
        """Whether any of the problems is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
