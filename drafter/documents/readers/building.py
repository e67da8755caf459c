"""Puts a Document together from paragraphs and tables whose rows and spans a format says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from drafter.documents.table import CATALOGUE, Cell, Document, Piece, Table
from drafter.problems import Problem
from drafter.text.words import shortened

BREAK = "\n"  # a line that ends inside a paragraph
_ENDS_LINE = re.compile(r"[)\]][\s.;,]*\Z")  # a citation, or whose a text is
_ENDS_SENTENCE = re.compile(r"[.!?][”\"’')]*\s*\Z")
# Blanks other than those that people type, but for signs that end a line unseen: those are told.
_OTHER_BLANKS = re.compile(r"[^\S \u00a0\u202f\v\x1c-\x1f\x85\u2028\u2029]")
_LONGEST_SHOWN = 60


class Words(NamedTuple):
    """A paragraph: its text, and whether all of it is bold."""

    text: str
    bold: bool = False


@dataclass(slots=True)
class Content:
    """What stands in a cell, or beside the tables.

    Attributes:
        paragraphs: In order.
        layout: The format's own signs: the mark of a footnote.
        notes: Footnotes and comments, each with what it is called ("footnote 3").
    """

    paragraphs: list[Words] = field(default_factory=list)
    layout: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class CellContent(Content):
    """A cell that begins in a row; see ``Cell``."""

    column: int = 0
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Builder:
    """Counts rows and paragraphs, says where each piece stands, and collects what is doubtful.

    Attributes:
        file: The name to report in problems.
        left_out: How many characters that are not blank the reader left out, and said so.
        made: How many it made itself: the numbers of lists.
    """

    file: str
    left_out: int = 0
    made: int = 0
    _tables: list[Table | None] = field(default_factory=list)
    _outside: list[Piece] = field(default_factory=list)
    _doubts: list[Problem] = field(default_factory=list)
    _line: int = 0
    _paragraphs: int = 0

    def begin_table(self) -> str:
        """The name of the next table; ``end_table`` gives it its rows."""
        self._tables.append(None)
        return f"table {len(self._tables)}"

    def end_table(self, name: str, rows: Sequence[Sequence[CellContent]]) -> None:
        """Give a table its rows; what stands in it comes after all that was given before."""
        made = []
        for number, row in enumerate(rows, start=1):
            self._line += 1
            offset = 1
            cells = []
            for cell in row:
                stands = place_in(name, number, cell.column)
                (paragraphs, layout, notes), offset = self._pieces(cell, stands, offset)
                rows_down = max(1, min(cell.rows, len(rows) - number + 1))
                cells.append(Cell(paragraphs, layout, cell.column, cell.columns, rows_down, notes))
            made.append(tuple(cells))
        place = int(name.rpartition(" ")[2]) - 1
        self._tables[place] = Table(name, tuple(made))

    def next_paragraph(self) -> str:
        """What the next paragraph outside the tables is called."""
        return f"paragraph {self._paragraphs + 1}"

    def outside(self, content: Content, stands: str = "") -> None:
        """Take what stands outside the tables.

        Args:
            content: The paragraphs and notes.
            stands: Where, if not in the text itself ("page header").
        """
        for words in content.paragraphs:
            where = stands or self.next_paragraph()
            self._paragraphs += not stands
            self._line += 1
            self._outside.append(Piece(words.text, self._line, 1, where, words.bold))
        for what, text in [*(("", sign) for sign in content.layout), *content.notes]:
            self._line += 1
            self._outside.append(Piece(text, self._line, 1, what or stands or self.next_paragraph()))

    def doubt(self, key: str, stands: str = "", **facts: object) -> None:
        """Say what the reader had to decide, in the words of ``catalogue.yaml``."""
        if isinstance(text := facts.get("text"), str):
            facts["text"] = shortened(" ".join(text.split()), _LONGEST_SHOWN)
        code, severity, message, hint = CATALOGUE.say(key, **facts)
        self._doubts.append(Problem(code, message, severity, hint, self.file, stands=stands))

    def leave_out(self, key: str, text: str, stands: str, **facts: object) -> None:
        """Leave out words that the document does not show, and say so."""
        if text.strip():
            self.left_out += characters(text)
            self.doubt(key, stands, text=text, **facts)

    def build(self, in_file: int | None) -> Document:
        """The document.

        Args:
            in_file: How many characters that are not blank the file has, counted apart.
        """
        count = None if in_file is None else in_file - self.left_out + self.made
        tables = tuple(table for table in self._tables if table is not None and table.rows)
        return Document(self.file, tables, tuple(self._outside), tuple(self._doubts), count)

    def _pieces(self, content: Content, stands: str, offset: int) -> tuple[list[tuple[Piece, ...]], int]:
        """Paragraphs, layout and notes of a cell as pieces, and where the next cell begins."""
        sorts: Iterable[Iterator[tuple[str, str, bool]]] = (
            ((words.text, stands, words.bold) for words in content.paragraphs),
            ((sign, stands, False) for sign in content.layout),
            ((text, f"{stands}, {what}", False) for what, text in content.notes),
        )
        made = []
        for sort in sorts:
            pieces = []
            for text, where, bold in sort:
                pieces.append(Piece(text, self._line, offset, where, bold))
                offset += len(text) + 1
            made.append(tuple(pieces))
        return made, offset


def paragraphs_of(runs: Iterable[tuple[str, bool]]) -> list[Words]:
    """The paragraphs that runs of text make: a break is a blank, and an empty line parts two paragraphs.

    So does a break behind closing brackets, in which citations and names end texts that are typed as lines,
    and one between two sentences.

    Args:
        runs: Texts, each with whether it is bold; a break is a run of its own.
    """
    parts: list[list[tuple[str, bool]]] = [[]]
    breaks = 0
    for text, is_bold in runs:
        if text == BREAK:
            breaks += 1
        elif not breaks or text.strip():
            if breaks > 1 or (breaks and _ends("".join(said for said, _ in parts[-1]), text)):
                parts.append([])
            elif breaks:
                parts[-1].append((" ", False))
            breaks = 0
            parts[-1].append((text, is_bold))
    return [words for part in parts if (words := _put_together(part)).text]


def _ends(line: str, following: str) -> bool:
    """Whether a break between two lines ends a paragraph."""
    is_next = following.lstrip()[:1].isupper() and _ENDS_SENTENCE.search(line)
    return bool(_ENDS_LINE.search(line) or is_next)


def _put_together(part: Sequence[tuple[str, bool]]) -> Words:
    bold = [is_bold for text, is_bold in part if any(sign.isalnum() for sign in text)]
    text = "".join(text for text, _ in part).strip()
    return Words(_OTHER_BLANKS.sub(" ", text), bool(bold) and all(bold))


def place_in(table: str, row: int, column: int) -> str:
    """Where a cell stands: its row from 1, its column from 0."""
    return f"{table}, row {row}, column {column + 1}"


def characters(text: str) -> int:
    """How many characters of a text are not blank."""
    return len("".join(text.split()))
