"""Rows of a table: headings, notes and content."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import groupby

from drafter.documents.interpreting import citations
from drafter.documents.interpreting.cells import Found
from drafter.documents.interpreting.columns import Heads, content_rows, key_of, key_of_head, note_of
from drafter.documents.interpreting.headings import Headings, numbering, role_word, without_continued
from drafter.documents.table import Piece, Report, Role, Row, Table, pieces_of
from drafter.model import Region

_LABELLED = re.compile(r"\(?[a-z]{1,2}\)\s")
_LONGEST_HEADING = 600
_MOST_BLANKS = 5  # in a heading that ends in a full stop

Tables = Sequence[tuple[Table, Heads]]


class RowReader(ABC):
    """Reads tables with the same heads.

    Args:
        heads: Their heads.
        known: Known regions, which are recognized by their heads.
        report: The report.
        has_headings: Whether headings above the tables name the themes.

    Attributes:
        headings: The sections and themes of the tables.
        regions: The regions of the tables.
        found: The recommendations in the cells.
    """

    def __init__(self, heads: Heads, known: Iterable[Region], report: Report, *, has_headings: bool) -> None:
        self.heads = heads
        self.has_headings = has_headings
        self.report = report
        self.headings = Headings()
        self.regions: list[Region] = []
        self.found: list[Found] = []
        self.known = {key_of_head(region.heading): region for region in known}
        self._regions: dict[str, Region] = {}

    @abstractmethod
    def learn(self, tables: Tables) -> None:
        """Learn from all tables what a single row does not show."""

    @abstractmethod
    def read_row(self, row: Row) -> None:
        """Read a row of content that has a cell for each head."""

    @abstractmethod
    def close(self) -> None:
        """End the open theme."""

    @property
    def open_columns(self) -> list[int]:
        """The columns with an unfinished text."""
        return []

    @property
    def theme_columns(self) -> list[int]:
        """The columns of sections and themes, from left to right."""
        return self.heads.having(Role.SECTION, Role.THEME)

    def region_of(self, name: str) -> Region:
        """Return the region of a name; make a key for a new region."""
        plain = key_of_head(name)
        if plain not in self._regions:
            taken = {region.key for region in (*self.known.values(), *self._regions.values())}
            self._regions[plain] = self.known.get(plain) or Region(key_of(name, taken), name)
        return self._regions[plain]

    def open(self, title: str, *, is_section: bool) -> None:
        """Open a section or a theme."""
        is_new = self.headings.open_section(title) if is_section else self.headings.open_theme(title)
        if is_new:
            self.close()

    def read(self, table: Table, heads: Heads) -> None:
        """Read the rows of a table."""
        notes = filter(None, map(note_of, content_rows(table, heads)))
        self.report.add_each("left-out", notes)
        rows = [row for row in content_rows(table, heads) if not note_of(row)]
        for has_heading, group in groupby(rows, key=lambda row: self.heading_of(row) is not None):
            if has_heading:
                self._read_headings([piece for row in group if (piece := self.heading_of(row))])
                continue
            for row in group:
                pieces = list(pieces_of(row))
                keys = sorted(key_of_head(piece.text) for piece in pieces)
                if len(keys) > 1 and keys == sorted(filter(None, self.heads.signature)):
                    self.report.add("other-order", pieces[0])
                elif pieces and set(row) != set(self.heads.names):
                    self.report.add("wrong-cells", pieces[0], cells=len(row), columns=len(self.heads.names))
                elif pieces and not self._is_across(row):
                    self._open_columns(row)
                    self.read_row(row)

    def heading_of(self, row: Row) -> Piece | None:
        """Return the heading in a row that has nothing else, or None."""
        filled = {id(cell): cell for cell in row.values() if cell.paragraphs}
        if len(filled) != 1 or note_of(row):
            return None
        (cell,) = filled.values()
        text = cell.text
        is_across = cell.columns >= max(2, len(self.heads.names) - 1)
        if not (is_across or cell.column == min(self.heads.names)) or len(self.heads.names) == 1:
            return None
        is_text = (
            len(text) > _LONGEST_HEADING
            or (text.endswith((".", ";")) and text.count(" ") > _MOST_BLANKS)
            or citations.is_cited(text)
            or citations.begin(text) is not None
            or _LABELLED.match(text) is not None
            or (text[0].islower() and cell.column in self.open_columns)
        )
        first = cell.paragraphs[0]
        return None if is_text else Piece(text, first.line, first.column, first.place)

    def _read_headings(self, pieces: Sequence[Piece]) -> None:
        """Read successive headings: a section and a theme, or either alone.

        A heading is a section if another heading follows with a number of another kind. It is also a section
        if the themes have a column.
        """
        for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
            word, title = role_word(piece.text)
            if word not in (Role.SECTION, Role.THEME):
                word, title = "", piece.text
            bare = without_continued(title)
            if bare != title and bare in [section.title for section in self.headings.sections[-1:]]:
                continue
            kind = numbering(title)
            is_above = after is not None and not (kind and kind == numbering(after.text))
            is_section = (is_above or bool(self.theme_columns)) and word != Role.THEME
            self.open(title, is_section=is_section or word == Role.SECTION)

    def _is_across(self, row: Row) -> bool:
        """Report cells with text across several columns; tell whether any is."""
        wide = {id(cell): cell for cell in row.values() if cell.columns > 1 and cell.paragraphs}
        for cell in wide.values():
            names = (self.heads.names[cell.column + place] for place in range(cell.columns))
            heads = " and ".join(f"“{name}”" for name in names)
            self.report.add("across", cell.paragraphs[0], heads=heads)
        return bool(wide)

    def _open_columns(self, row: Row) -> None:
        columns = self.theme_columns
        for column in columns:
            if row[column].paragraphs:
                is_section = self.heads.roles[column] is Role.SECTION
                is_section = is_section or (len(columns) > 1 and column != columns[-1])
                self.open(row[column].text, is_section=is_section)

    def has_theme(self, pieces: Iterable[Piece]) -> bool:
        """Tell whether a theme is open; if not, report the texts."""
        if not self.headings.theme:
            self.report.add_each("no-theme", pieces)
        return bool(self.headings.theme)


def head_piece(tables: Tables, column: int) -> Piece:
    """Return the head of a column, or the first text below a missing head."""
    rows: list[Row] = [table.covered()[heads.row] for table, heads in tables[:1]]
    rows += [row for table, heads in tables for row in content_rows(table, heads)]
    cells = (row.get(column) for row in rows)
    return next((cell.paragraphs[0] for cell in cells if cell and cell.paragraphs), Piece(""))
