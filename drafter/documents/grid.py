"""Reads a grid: themes down, regions across, recommendations in the cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from drafter.documents import citing
from drafter.documents.cells import CellReader, Found
from drafter.documents.citing import Stand
from drafter.documents.headings import NUMBERED, ROMAN, Headings, said_role, without_continued
from drafter.documents.messages import Report
from drafter.documents.names import key_of
from drafter.documents.roles import Heads, Role, content_rows, key_of_head, note_of
from drafter.documents.table import Cell, Piece, Row, Table, pieces_of
from drafter.model import Region

_LABELLED = re.compile(r"\(?[a-z]{1,2}\)\s")
_LONGEST_HEADING = 600


class Grid:
    """Reads the tables of a grid, which have the same heads.

    Attributes:
        headings: The sections and themes found.
        regions: One a column, in order.
        found: The recommendations as they stand in the cells.
    """

    def __init__(self, heads: Heads, known: Sequence[Region], report: Report, headings: Headings) -> None:
        self.heads = heads
        self.report = report
        self.headings = headings
        self.regions: list[Region] = []
        self.found: list[Found] = []
        self._known = {key_of_head(region.heading): region for region in known}
        self._columns: dict[int, CellReader] = {}
        self._theme_columns: list[int] = []
        self._seen: set[tuple[Piece, str] | None] = set()

    # Columns

    def name_columns(self, tables: Sequence[tuple[Table, Heads | None]], *, has_headings: bool) -> None:
        """Tell the regions' columns from those of themes and those left out.

        Args:
            tables: All tables of the grid, each with its heads where it has some.
            has_headings: Whether headings above the tables name the themes.
        """
        rows = [row for table, heads in tables for row in content_rows(table, heads)]
        texts: dict[int, list[list[str]]] = defaultdict(list)
        for row in rows:
            if self._heading_of(row, 0) is None:
                for column, cell in row.items():
                    if cell.column == column and cell.paragraphs:
                        texts[column].append([piece.text for piece in cell.paragraphs])
        stands = {column: citing.stand_of(texts[column]) for column in self.heads.names}
        has_lone = any(self._heading_of(row, 0) is not None for row in rows)
        self._theme_columns = self.heads.having(Role.SECTION, Role.THEME)
        others = [
            column
            for column, role in sorted(self.heads.roles.items())
            if role in (Role.OTHER, Role.REGION, Role.TEXT) and (self.heads.names[column] or texts[column])
        ]
        is_cited = any(stand is not Stand.NONE for stand in stands.values())
        first = others[0] if others else -1
        if not self._theme_columns and others and stands[first] is Stand.NONE and texts[first]:
            is_theme = not self.heads.names[first] or (is_cited or not (has_lone or has_headings))
            if is_theme and self.heads.roles[first] is Role.OTHER and len(others) > 1:
                if self.heads.names[first]:
                    self.report.add(
                        "theme-column", self._head_piece(tables, first), head=self.heads.names[first]
                    )
                self._theme_columns = [others.pop(0)]
        self._name_regions(others, tables, texts, stands, is_cited=is_cited)

    def _name_regions(
        self,
        columns: Sequence[int],
        tables: Sequence[tuple[Table, Heads | None]],
        texts: Mapping[int, list[list[str]]],
        stands: Mapping[int, Stand],
        *,
        is_cited: bool,
    ) -> None:
        names = {column: self.heads.names[column] for column in columns}
        counts = Counter(map(key_of_head, names.values()))
        taken = {region.key for region in self._known.values()}
        for column, name in names.items():
            at = self._head_piece(tables, column)
            if not name:
                self.report.add("no-head", at)
                continue
            if counts[key_of_head(name)] > 1:
                self.report.add("same-head", at, head=name)
                continue
            uncited = is_cited and texts[column] and stands[column] is Stand.NONE
            if uncited and self.heads.roles[column] is not Role.REGION:
                self.report.add("uncited-column", at, head=name)
                continue
            region = self._known.get(key_of_head(name)) or Region(key_of(name, taken), name)
            taken.add(region.key)
            self.regions.append(region)
            stand = stands[column] if is_cited else Stand.NONE
            self._columns[column] = CellReader(region, stand, self.report)
        for column, reader in self._columns.items():
            reader.others = _named_by_others(self.regions, self._columns[column].region)
        if not is_cited and self._columns:
            self.report.add("no-citations")

    def _head_piece(self, tables: Sequence[tuple[Table, Heads | None]], column: int) -> Piece:
        for table, heads in tables:
            if heads:
                cell = table.covered()[heads.row].get(column)
                pieces = cell.paragraphs if cell else ()
                below = (row.get(column) for row in content_rows(table, heads))
                return next(iter(pieces), None) or next(
                    (cell.paragraphs[0] for cell in below if cell and cell.paragraphs), Piece("")
                )
        return Piece("")

    # Rows

    def read(self, table: Table, heads: Heads | None) -> None:
        """Read the rows of one table."""
        rows = list(content_rows(table, heads))
        while rows and (note := note_of(rows[-1])):
            self.report.add("left-out", note)
            rows.pop()
        shown = [self._heading_of(row, len(rows) - number) for number, row in enumerate(rows)]
        for is_heading, group in groupby(zip(rows, shown, strict=True), key=lambda pair: pair[1] is not None):
            if is_heading:
                self._read_headings([piece for _, piece in group if piece])
            else:
                for row, _ in group:
                    self._read_row(row)

    def close(self) -> None:
        """End the theme that is open."""
        for column in self._columns.values():
            self.found += column.close()

    def _heading_of(self, row: Row, left: int) -> Piece | None:
        """Return the heading that is all there is in a row; None where the row is none.

        Args:
            row: The row.
            left: How many rows there are from this one on; 0 where that does not matter.
        """
        filled = {id(cell): cell for cell in row.values() if cell.paragraphs}
        if len(filled) != 1:
            return None
        cell = next(iter(filled.values()))
        text = " ".join(cell.text.split())
        is_across = cell.columns >= max(2, len(self.heads.names) - 1)
        if not is_across and cell.column != min(self.heads.names):
            return None
        first = self._columns.get(cell.column)
        is_text = (
            len(text) > _LONGEST_HEADING
            or citing.is_cited(text)
            or bool(_LABELLED.match(text))
            or bool(first and first.is_open and text[0].islower())
        )
        return None if is_text else Piece(text, *_where(cell.paragraphs[0]), level=cell.paragraphs[0].level)

    def _read_headings(self, pieces: Sequence[Piece]) -> None:
        """Read headings that follow one another: a section and a theme, or either alone.

        A heading with a roman numeral is a theme. One without is a section when another heading
        follows it or the themes have a column of their own, and a theme when recommendations follow.
        """
        has_column = bool(self._theme_columns)
        for piece in pieces:
            word, title = said_role(piece.text)
            bare = without_continued(title)
            open_title = next(
                (one.title for one in self.headings.sections if one.id == self.headings.section), ""
            )
            if bare != title and bare == open_title:
                continue
            if word in (Role.SECTION, Role.THEME):
                is_section = word == Role.SECTION
            else:
                title = piece.text
                is_section = has_column or (piece is not pieces[-1] and not self._is_numbered_theme(title))
            self._open(title, is_section=is_section)

    def _is_numbered_theme(self, title: str) -> bool:
        """Whether a heading is numbered as themes are."""
        return bool(ROMAN.fullmatch(title)) or bool(
            NUMBERED.fullmatch(title)
            and any(_kind(title) == _kind(theme.title) for theme in self.headings.themes)
        )

    def _open(self, title: str, *, is_section: bool) -> None:
        opened = self.headings.open_section(title) if is_section else self.headings.open_theme(title)
        if opened:
            self.close()

    def open_above(self, section: str, theme: str) -> None:
        """Open what the headings above a table say; an empty title opens nothing."""
        for title in filter(None, (section, theme)):
            self._open(title, is_section=title is section)

    def _read_row(self, row: Row) -> None:
        pieces = list(pieces_of(row))
        if not pieces:
            return
        if set(row) != set(self.heads.names):
            self.report.add("wrong-cells", pieces[0], cells=len(row), columns=len(self.heads.names))
            return
        if self._is_across(row):
            return
        for column in self._theme_columns:
            cell = row[column]
            if cell.paragraphs:
                is_section = len(self._theme_columns) > 1 and column != self._theme_columns[-1]
                is_section = is_section or self.heads.roles[column] is Role.SECTION
                self._open(cell.text, is_section=is_section)
        if not self.headings.theme:
            for piece in (piece for column in self._columns for piece in row[column].paragraphs):
                self.report.add("no-theme", piece)
            return
        for column, cell in row.items():
            if column in self._columns:
                if self._is_new(cell, self.headings.theme):
                    self.found += self._columns[column].read(cell.paragraphs, self.headings.theme)
            elif column not in self._theme_columns and self._is_new(cell, ""):
                for piece in cell.paragraphs:
                    if self.heads.names[column]:
                        self.report.add("column-left-out", piece, head=self.heads.names[column])

    def _is_across(self, row: Row) -> bool:
        """Report a cell that runs across several regions, or a region and what is beside it."""
        is_wrong = False
        for cell in {id(cell): cell for cell in row.values()}.values():
            columns = range(cell.column, cell.column + cell.columns)
            if cell.paragraphs and cell.columns > 1 and any(column in self._columns for column in columns):
                heads = " and ".join(f"“{self.heads.names[column]}”" for column in columns)
                self.report.add("across", cell.paragraphs[0], heads=heads)
                is_wrong = True
        return is_wrong

    def _is_new(self, cell: Cell, under: str) -> bool:
        """Whether a cell was not read: one that runs down stands under each theme that it runs along."""
        key = (cell.paragraphs[0], under) if cell.paragraphs else None
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new


def _where(piece: Piece) -> tuple[int, int, str]:
    return piece.line, piece.column, piece.place


def _kind(title: str) -> str:
    """Return how a title is numbered: "1" for figures, "A" for letters; empty where it is not."""
    found = re.match(r"(\d+)(\.\d+)*|([A-Z])[.)]", title)
    return "" if not found else "1" if found[1] else "A"


def _named_by_others(regions: Sequence[Region], own: Region) -> dict[str, str]:
    """Return what names the other regions in a citation and does not name this one."""
    mine = {words.casefold() for words in _names_of(own)}
    return {
        words: other.name
        for other in regions
        if other.key != own.key
        for words in _names_of(other)
        if not any(words.casefold() in name for name in mine)
    }


def _names_of(region: Region) -> Iterator[str]:
    yield from filter(None, (region.name, region.head, region.place, region.symbol))
