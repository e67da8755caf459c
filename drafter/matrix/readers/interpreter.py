"""Makes a matrix of a plain table: headings, recommendations, citations, and what is left over.

Every character of the table ends in exactly one span, so that a test can add them up; every span
that is left over is also a problem (promise 1: nothing of the source is lost).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from drafter.citations.written import LOOKS_LIKE_CITATION
from drafter.matrix.readers.cells import CellReader, FoundRecommendation
from drafter.matrix.readers.gathering import gather
from drafter.matrix.readers.table import Cell, Piece, Row, Span, SpanKind, Table
from drafter.model import Matrix, Region, Section, Source, Theme
from drafter.problems import Problem, Severity

_CONTINUED = re.compile(r"\s*\(cont[’']d\.?\)\s*$", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<title>.+)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\s*\([a-z]{1,2}\)\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a matrix document gives.

    Attributes:
        matrix: The matrix; its parts are empty where the document had none.
        spans: Every character of the document but line ends and cell separators, in order.
        problems: Oddities and faults, in the order of the document.
    """

    matrix: Matrix
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]


def interpret(table: Table, name: str, source: Source | None, regions: Iterable[Region]) -> Reading:
    """Make a matrix of a plain table.

    Args:
        table: What a reader gave.
        name: The matrix's short name.
        source: The document that the table was read from.
        regions: Facts about regions, matched to the columns by name; a column that has none gets a
            key made from its name.
    """
    reader = _TableReader(table, {region.name: region for region in regions})
    reader.read()
    recommendations, gathering_problems = gather(
        reader.found, {region.key: place for place, region in enumerate(reader.regions)}, table.file
    )
    matrix = Matrix(
        name=name,
        title=reader.title,
        source=source,
        regions=tuple(reader.regions),
        sections=tuple(reader.sections),
        themes=tuple(reader.themes),
        recommendations=recommendations,
    )
    problems = [*reader.problems, *gathering_problems]
    if not recommendations:
        problems.append(
            Problem(
                code="empty-matrix",
                message="no recommendation was found in this file",
                hint="A matrix is a table: regions across, themes down, and in the cells "
                "recommendations that each end in a citation such as [Report, para. 19h]. "
                + ("" if table.rows else "Its cells are separated by tabs; this file has no tabs."),
                file=table.file,
            )
        )
    spans = sorted(reader.spans, key=lambda span: (span.piece.line, span.piece.column))
    problems.sort(key=lambda problem: (problem.line, problem.column))
    return Reading(matrix, tuple(spans), tuple(problems))


@dataclass(slots=True)
class _TableReader:
    """Goes down the rows once, knowing which theme it stands under."""

    table: Table
    known_regions: dict[str, Region]
    title: str = ""
    regions: list[Region] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    found: list[FoundRecommendation] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: list[CellReader] = field(default_factory=list)

    def read(self) -> None:
        self._read_outside()
        if not self.table.rows:
            return
        heads = self.table.rows[0]
        self._name_columns(heads)
        head_texts = _texts(heads)
        body = [row for row in self.table.rows[1:] if not self._is_repeated_head(row, head_texts)]
        for is_heading, rows in groupby(body, key=self._is_heading):
            if is_heading:
                self._read_headings([row.cells for row in rows])
            else:
                for row in rows:
                    self._read_content(row)
        self._close_columns()

    # What stands outside the rows

    def _read_outside(self) -> None:
        first_row = _first_line(self.table)
        before = [piece for piece in self.table.outside if piece.line < first_row]
        title = before[-1] if before else None
        self.title = title.text.strip() if title else ""
        for piece in self.table.outside:
            if not piece.text.strip():
                self._take(SpanKind.LAYOUT, piece)
            elif piece.text.strip() == self.title:
                self._take(SpanKind.TITLE, piece)
            elif LOOKS_LIKE_CITATION.search(piece.text):
                self._leave(
                    piece, "a recommendation on a line that is no row of the table, not used", Severity.ERROR
                )
            else:
                self._leave(piece, "text outside the table, not used")

    # Column heads

    def _name_columns(self, heads: Row) -> None:
        taken: set[str] = set()
        for cell in heads.cells:
            self._take_cell(SpanKind.COLUMN_HEAD, cell)
            name = cell.text
            if not name and any(_texts(heads)):
                self._report_nameless_column(heads)
            region = self.known_regions.get(name) or Region(_key_of(name, taken), name)
            taken.add(region.key)
            self.regions.append(region)
            self.columns.append(CellReader(region.key, self.table.file))

    def _report_nameless_column(self, heads: Row) -> None:
        place = Piece("", _first_line(self.table), 1)
        number = len(self.regions) + 1
        self.problems.append(
            _problem(
                "column-without-head",
                place,
                self.table.file,
                f"the column {number} of {len(heads.cells)} has no head, so its region has no name",
                hint="The first row of the table names the regions, one in each cell.",
            )
        )

    def _is_repeated_head(self, row: Row, heads: Sequence[str]) -> bool:
        repeated = _texts(row) == heads
        if repeated:
            for cell in row.cells:
                self._take_cell(SpanKind.COLUMN_HEAD, cell)
        return repeated

    # Headings

    def _is_heading(self, row: Row) -> bool:
        first, *others = row.cells
        text = first.text
        return bool(
            text
            and not any(cell.paragraphs for cell in others)
            and not LOOKS_LIKE_CITATION.search(text)
            and not _LABELLED.match(text)
            and not (self.columns[0].is_open and text[0].islower())
        )

    def _read_headings(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Read headings that follow one another: a section and a theme, or themes alone.

        A heading with a roman numeral is a theme. One without is a section when another heading
        follows it, and a theme when recommendations do.
        """
        for place, cells in enumerate(rows):
            self._take_cell(SpanKind.HEADING, cells[0])
            for cell in cells[1:]:
                self._take_cell(SpanKind.LAYOUT, cell)
            title = _CONTINUED.sub("", cells[0].text)
            numbered = _ROMAN.fullmatch(title)
            if title != cells[0].text and self.sections and title == self.sections[-1].title:
                continue  # the section goes on, and so does its theme
            if numbered is None and place + 1 < len(rows):
                self._open_section(title)
            elif numbered is None:
                self._open_theme("", title, cells[0])
            else:
                self._open_theme(numbered["number"], numbered["title"], cells[0])

    def _open_section(self, title: str) -> None:
        if self.sections and self.sections[-1].title == title:
            return
        self._close_columns()
        taken = {section.id for section in self.sections}
        item = _AGENDA_ITEM.search(title)
        self.sections.append(Section(_unused(f"item-{item[1]}" if item else _slug(title), taken), title))

    def _open_theme(self, number: str, title: str, cell: Cell) -> None:
        if not self.sections:
            self.problems.append(
                _problem(
                    "theme-without-section",
                    cell.paragraphs[0],
                    self.table.file,
                    f"the theme “{title}” has no section above it",
                    hint="Give the matrix two levels of heading: a section, then its themes.",
                )
            )
            self.sections.append(Section("untitled-section", "Untitled section"))
        section = self.sections[-1].id
        if self.themes and (
            self.themes[-1].section,
            self.themes[-1].number,
            self.themes[-1].title,
        ) == (
            section,
            number,
            title,
        ):
            return
        self._close_columns()
        taken = {theme.id for theme in self.themes}
        place = number.lower() or str(sum(t.section == section for t in self.themes) + 1)
        self.themes.append(Theme(_unused(f"{section}-{place}", taken), section, number, title))

    # Recommendations

    def _read_content(self, row: Row) -> None:
        if not self.themes:
            for cell in row.cells:
                self._take_cell(SpanKind.LAYOUT, Cell((), cell.layout))
                for piece in cell.paragraphs:
                    self._leave(piece, "text above the first heading, not used", Severity.ERROR)
            return
        has_cell_for_each = len(row.cells) == len(self.columns)
        if not has_cell_for_each:
            self._report_wrong_length(row)
        for place, cell in enumerate(row.cells):
            self._take_cell(SpanKind.LAYOUT, Cell((), cell.layout))
            if has_cell_for_each:
                self.found += self.columns[place].read(cell, self.themes[-1].id)
            else:
                for piece in cell.paragraphs:
                    self._leave(piece, "text of a row whose regions cannot be told, not used")

    def _report_wrong_length(self, row: Row) -> None:
        """A cell too few or too many puts one region's words under another's name."""
        first = next((piece for cell in row.cells for piece in cell.paragraphs), None)
        if first is None:
            return  # nothing stands in it
        cells, regions = len(row.cells), len(self.columns)
        self.problems.append(
            _problem(
                "wrong-number-of-cells",
                first,
                self.table.file,
                f"this row has {cells} cell{'s' * (cells != 1)}, and there are {regions} regions: which "
                "region says what in it cannot be told",
                hint="Give it one cell for each region, in the order of the heads; the cell of a region that "
                "says nothing is empty, at the end of the row too.",
            )
        )

    def _close_columns(self) -> None:
        for column in self.columns:
            column.close()
            self.spans += column.spans
            self.problems += column.problems
            column.spans, column.problems = [], []

    # Accounting

    def _take(self, kind: SpanKind, piece: Piece) -> None:
        self.spans.append(Span(kind, piece))

    def _take_cell(self, kind: SpanKind, cell: Cell) -> None:
        for piece in cell.paragraphs:
            self._take(kind, piece)
        for piece in cell.layout:
            self._take(SpanKind.LAYOUT, piece)

    def _leave(self, piece: Piece, why: str, severity: Severity = Severity.NOTE) -> None:
        self._take(SpanKind.LEFT_OVER, piece)
        self.problems.append(
            _problem("left-over", piece, self.table.file, f"{why}: {shorten(piece.text)}", severity)
        )


def _problem(
    code: str,
    piece: Piece,
    file: str,
    message: str,
    severity: Severity = Severity.ERROR,
    hint: str = "",
) -> Problem:
    return Problem(code, message, severity, hint, file, piece.line, piece.column)


def shorten(text: str, limit: int = 60) -> str:
    """The beginning of a text in quotation marks, for a message."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= limit else f"“{text[:limit].rstrip()} …”"


def _first_line(table: Table) -> int:
    pieces = (p for row in table.rows for cell in row.cells for p in (*cell.paragraphs, *cell.layout))
    return next((piece.line for piece in pieces), 1)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in re.finditer(r"[^\W\d_]+", text))


def _slug(title: str) -> str:
    """The first two words of a title, for an id."""
    plain = [word.lower() for word in _words(title) if word.isascii()]
    return "-".join(plain[:2]) or "untitled"


def _key_of(name: str, taken: set[str]) -> str:
    """A region's key: the initials of its capitalized words, or the first two letters of a single one."""
    capitals = [word for word in _words(name) if word[0].isupper() and word.isascii()]
    key = "".join(word[0] for word in capitals) if len(capitals) > 1 else "".join(capitals)[:2]
    return _unused(key.lower() or "region", taken, separator="")


def _unused(wanted: str, taken: Iterable[str], separator: str = "-") -> str:
    counts = Counter(taken)
    if wanted not in counts:
        return wanted
    number = 2
    while f"{wanted}{separator}{number}" in counts:
        number += 1
    return f"{wanted}{separator}{number}"
