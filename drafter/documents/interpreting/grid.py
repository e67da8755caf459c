"""Reads a grid: themes down, regions across, recommendations in the cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from drafter.documents.interpreting import citing
from drafter.documents.interpreting.cells import CellReader
from drafter.documents.interpreting.citing import Stand
from drafter.documents.interpreting.roles import Role, content_rows, key_of_head, role_of
from drafter.documents.interpreting.rows import RowReader, Tables, head_piece
from drafter.documents.table import Cell, Piece, Row

Texts = Mapping[int, Sequence[Sequence[str]]]


class Grid(RowReader):
    """Reads the tables of a grid."""

    _columns: dict[int, CellReader]
    _theme_columns: list[int]
    _seen: set[tuple[Piece, str]]

    def learn(self, tables: Tables) -> None:
        """Tell the columns of regions from those of themes and those left out."""
        self._columns, self._seen = {}, set()
        self._theme_columns = self.heads.having(Role.SECTION, Role.THEME)
        rows = [row for table, heads in tables for row in content_rows(table, heads)]
        texts: dict[int, list[list[str]]] = defaultdict(list)
        has_lone = any(self.heading_of(row) for row in rows)
        for row in (row for row in rows if not self.heading_of(row)):
            for column, cell in row.items():
                if cell.column == column and cell.paragraphs:
                    texts[column].append([piece.text for piece in cell.paragraphs])
        stands = {column: citing.stand_of(texts[column]) for column in self.heads.names}
        is_cited = any(stand is not Stand.NONE for stand in stands.values())
        columns = [
            column
            for column in self.heads.having(Role.OTHER, Role.REGION, Role.TEXT)
            if self.heads.names[column] or not _are_numbers(texts[column])
        ]
        for column in columns:
            if role_of(self.heads.names[column]) is Role.REGION and self.heads.roles[column] is Role.OTHER:
                at = head_piece(tables, column)
                self.report.add("regions-down", at, head=self.heads.names[column])
        first = next(iter(columns), -1)
        name = self.heads.names.get(first, "")
        # The first column has the themes where nothing else has them.
        has_themes = bool(self._theme_columns) or self.has_headings or (has_lone and bool(name))
        are_titles = bool(texts[first]) and not any(one[-1].endswith(".") for one in texts[first])
        is_unsaid = len(columns) > 1 and self.heads.roles[first] is Role.OTHER
        if not has_themes and are_titles and is_unsaid and stands[first] is Stand.NONE:
            if name:
                self.report.add("theme-column", head_piece(tables, first), head=name)
            self._theme_columns = [columns.pop(0)]
        self._name_regions(columns, tables, texts, stands)
        if not is_cited:
            self.report.add("no-citations")

    def _name_regions(
        self, columns: Sequence[int], tables: Tables, texts: Texts, stands: Mapping[int, Stand]
    ) -> None:
        counts = Counter(key_of_head(self.heads.names[column]) for column in columns)
        is_cited = any(stand is not Stand.NONE for stand in stands.values())
        for column in columns:
            name, code = self.heads.names[column], ""
            if not name:
                code = "no-head"
            elif counts[key_of_head(name)] > 1:
                code = "same-head"
            elif is_cited and texts[column] and stands[column] is Stand.NONE:
                code = "" if self.heads.roles[column] is Role.REGION else "uncited-column"
            if code:
                self.report.add(code, head_piece(tables, column), head=name)
                continue
            region = self.region_of(name)
            self.regions.append(region)
            self._columns[column] = CellReader(region, stands[column], self.report)
        for reader in self._columns.values():
            reader.others = [region for region in self.regions if region is not reader.region]

    @property
    def theme_columns(self) -> list[int]:
        """The columns of sections and themes, from left to right."""
        return self._theme_columns

    @property
    def open_columns(self) -> list[int]:
        """The columns with a text that waits for its end."""
        return [column for column, reader in self._columns.items() if reader.is_open]

    def close(self) -> None:
        """End the theme that is open."""
        for column in self._columns.values():
            self.found += column.close()

    def read_row(self, row: Row) -> None:
        """Read the cells of a row, each by the reader of its region."""
        if not self.has_theme(piece for column in self._columns for piece in row[column].paragraphs):
            return
        for column, cell in row.items():
            if column in self._columns:
                if self._is_new(cell, self.headings.theme):
                    self.found += self._columns[column].read(cell.paragraphs, self.headings.theme)
            elif column not in self._theme_columns and self._is_new(cell, ""):
                head = self.heads.names[column] or column + 1
                self.report.add_each("column-left-out", cell.paragraphs, head=head)

    def _is_new(self, cell: Cell, under: str) -> bool:
        """Whether a cell was not read: one that runs down stands under each theme that it runs along."""
        keys = {(piece, under) for piece in cell.paragraphs}
        is_new = not keys <= self._seen
        self._seen |= keys
        return is_new


def _are_numbers(cells: Sequence[Sequence[str]]) -> bool:
    """Whether a column has nothing but the numbers of its rows."""
    return all(
        re.fullmatch(r"\W*(?:\d{1,4}|[ivxl]{1,6})\W*", one, re.IGNORECASE) for cell in cells for one in cell
    )
