"""Layouts of a matrix: a grid of themes and regions, or a list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from drafter.documents.interpreting import citations
from drafter.documents.interpreting.cells import CellReader, Found
from drafter.documents.interpreting.citations import Mark, Position
from drafter.documents.interpreting.columns import (
    Names,
    content_rows,
    key_of_head,
    last_brackets,
    names_behind,
    role_of,
)
from drafter.documents.interpreting.rows import RowReader, Tables, head_piece
from drafter.documents.table import Cell, Piece, Role, Row, pieces_of
from drafter.model import Citation, Placement, Recommendation

Texts = Mapping[int, Sequence[Sequence[str]]]


class Grid(RowReader):
    """Reads the tables of a grid."""

    _columns: dict[int, CellReader]
    _theme_columns: list[int]
    _seen: set[tuple[Piece, str]]

    def learn(self, tables: Tables) -> None:
        """Distinguish the columns of regions from those of themes, and others."""
        self._columns, self._seen = {}, set()
        self._theme_columns = self.heads.having(Role.SECTION, Role.THEME)
        rows = [row for table, heads in tables for row in content_rows(table, heads)]
        texts: dict[int, list[list[str]]] = defaultdict(list)
        has_lone = any(self.heading_of(row) for row in rows)
        for row in (row for row in rows if not self.heading_of(row)):
            for column, cell in row.items():
                if cell.column == column and cell.paragraphs:
                    texts[column].append([piece.text for piece in cell.paragraphs])
        positions = {column: citations.position_of(texts[column]) for column in self.heads.names}
        is_cited = any(position is not Position.NONE for position in positions.values())
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
        # The first column has the themes if nothing else has them.
        has_themes = bool(self._theme_columns) or self.has_headings or (has_lone and bool(name))
        are_titles = bool(texts[first]) and not any(cell[-1].endswith(".") for cell in texts[first])
        is_free = len(columns) > 1 and self.heads.roles[first] is Role.OTHER
        if not has_themes and are_titles and is_free and positions[first] is Position.NONE:
            if name:
                self.report.add("theme-column", head_piece(tables, first), head=name)
            self._theme_columns = [columns.pop(0)]
        self._name_regions(columns, tables, texts, positions)
        if not is_cited:
            self.report.add("no-citations")

    def _name_regions(
        self, columns: Sequence[int], tables: Tables, texts: Texts, positions: Mapping[int, Position]
    ) -> None:
        counts = Counter(key_of_head(self.heads.names[column]) for column in columns)
        is_cited = any(position is not Position.NONE for position in positions.values())
        for column in columns:
            name, code = self.heads.names[column], ""
            if not name:
                code = "no-head"
            elif counts[key_of_head(name)] > 1:
                code = "same-head"
            elif is_cited and texts[column] and positions[column] is Position.NONE:
                code = "" if self.heads.roles[column] is Role.REGION else "uncited-column"
            if code:
                self.report.add(code, head_piece(tables, column), head=name)
                continue
            region = self.region_of(name)
            self.regions.append(region)
            self._columns[column] = CellReader(region, positions[column], self.report)
        for reader in self._columns.values():
            reader.others = [region for region in self.regions if region is not reader.region]

    @property
    def theme_columns(self) -> list[int]:
        """The columns of sections and themes, from left to right."""
        return self._theme_columns

    @property
    def open_columns(self) -> list[int]:
        """The columns with an unfinished text."""
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
        """Tell whether a cell is new under a theme; it may cover several."""
        keys = {(piece, under) for piece in cell.paragraphs}
        is_new = not keys <= self._seen
        self._seen |= keys
        return is_new


def _are_numbers(cells: Sequence[Sequence[str]]) -> bool:
    """Tell whether a column has nothing but the numbers of its rows."""
    return all(
        re.fullmatch(r"\W*(?:\d{1,4}|[ivxl]{1,6})\W*", text, re.IGNORECASE) for cell in cells for text in cell
    )


_FACT = re.compile(r"(?P<name>[A-ZÀ-Þ][^:.;()]{1,40}):\s+(?P<value>\S.*)", re.DOTALL)


class Listed(RowReader):
    """Reads the tables of a list, which have the same heads."""

    _names: Names
    _position: Position
    _counts: Counter[str]

    def _column(self, role: Role) -> int | None:
        return next(iter(self.heads.having(role)), None)

    def learn(self, tables: Tables) -> None:
        """Learn the names of regions, and the position of citations in texts."""
        region, paragraph = self._column(Role.REGION), self._column(Role.PARAGRAPH)
        text = self.heads.having(Role.TEXT)[0]
        content = [row for table, heads in tables for row in content_rows(table, heads)]
        if not (self.theme_columns or self.has_headings or any(map(self.heading_of, content))):
            self.headings.open_theme("")  # a list may have no themes
        rows = [row for row in content if set(row) == {*self.heads.names} and not self.heading_of(row)]
        cells = [row[text] for row in rows if row[text].paragraphs]
        texts = [[piece.text for piece in _divided_lines(cell)[0]] for cell in cells]
        for role in (Role.REGION, Role.TEXT, Role.PARAGRAPH):
            for column in self.heads.having(role)[1:]:
                self.report.add(
                    "two-columns", head_piece(tables, column), role=role, head=self.heads.names[column]
                )
        self._counts = Counter()
        self._position = citations.position_of(texts) if paragraph is None else Position.NONE
        if region is None:
            named = [last_brackets(lines[-1]) for lines in texts]
        else:
            named = [row[region].lines for row in rows]
        if region is None and not any(named):
            self.report.add("no-region-column", head_piece(tables, text))
        self._names = Names(filter(None, named), (region.heading for region in self.known.values()))
        if self._position is Position.NONE and paragraph is None:
            self.report.add("no-citations")

    def close(self) -> None:
        """Put the regions into alphabetical order."""
        self.regions = sorted(self._regions.values(), key=lambda region: region.name.casefold())

    def read_row(self, row: Row) -> None:
        """Read a recommendation, with the other facts in its row."""
        text = self.heads.having(Role.TEXT)[0]
        if not row[text].paragraphs:
            self.report.add_each("no-text", pieces_of(row))
            return
        if not self.has_theme(row[text].paragraphs):
            return
        lines, facts_below = _divided_lines(row[text])
        facts = {
            self.heads.names[column] or f"column {column + 1}": row[column].lines
            for column in self.heads.having(Role.OTHER)
            if row[column].paragraphs
        }
        for column in self.heads.having(Role.IGNORE, Role.NUMBER):
            head = self.heads.names[column]
            self.report.add_each("column-left-out", row[column].paragraphs, head=head)
        piece = replace(lines[0].trimmed(), text=" ".join(line.text.strip() for line in lines))
        paragraph_column = self._column(Role.PARAGRAPH)
        cited = (
            self._cited_in_text(piece)
            if paragraph_column is None
            else self._cited_beside(piece, row[paragraph_column])
        )
        if cited is None:
            return
        mark, piece = cited
        region = self._column(Role.REGION)
        if region is None:
            for group in names_behind(piece, self._names, self.report):
                self._add(group.text, group.names, mark, facts | facts_below)
        else:
            self._add(piece, self._names.of(row[region].lines), mark, facts | facts_below)

    def _cited_beside(self, piece: Piece, cell: Cell) -> tuple[Mark, Piece] | None:
        """Return the citation in the cell beside a text, and the text."""
        mark = citations.whole(cell.text) if cell.paragraphs else None
        at = cell.paragraphs[0] if cell.paragraphs else piece
        if cell.number is not None and not cell.number.is_integer():
            self.report.add("number-cell", at, number=cell.text)
        elif mark is None:
            self.report.add("unread-citation" if cell.paragraphs else "no-citation", at)
        else:
            return mark, piece
        return None

    def _cited_in_text(self, piece: Piece) -> tuple[Mark | None, Piece] | None:
        """Return the citation in a text, and the text without it."""
        text = piece.text
        if self._position is Position.NONE:
            return None, piece
        first = citations.begin(text)
        marks = ([first] if first else []) if self._position is Position.BEGIN else list(citations.find(text))
        if len(marks) != 1:
            self.report.add("unread-citation" if marks else "no-citation", piece)
            return None
        mark = marks[0]
        rest = " ".join(filter(None, (text[: mark.start].strip(), text[mark.end :].strip(" .;,"))))
        if not rest:
            self.report.add("citation-without-text", piece, text=text)
            return None
        return mark, replace(piece, text=rest)

    def _add(self, text: Piece, names: Sequence[str], mark: Mark | None, facts: Mapping[str, str]) -> None:
        if not names:
            self.report.add("no-region", text)
            return
        keys = [self.region_of(name).key for name in names]
        self._counts[keys[0]] += 1
        citation = (
            replace(mark.cited, region=keys[0]) if mark else Citation(keys[0], order=self._counts[keys[0]])
        )
        placement = Placement(self.headings.theme, text.text)
        item = Recommendation(
            citation, "", (placement,), also=tuple(keys[1:]), facts=dict(facts), place=text.place
        )
        self.found.append(Found(item, text))


def _divided_lines(cell: Cell) -> tuple[list[Piece], dict[str, str]]:
    """Separate a text's lines from facts below it: "Position: Supported"."""
    lines = list(cell.paragraphs)
    facts: dict[str, str] = {}
    while len(lines) > 1 and (match := _FACT.fullmatch(lines[-1].text.strip())):
        facts = {match["name"]: match["value"], **facts}
        lines.pop()
    return lines, facts
