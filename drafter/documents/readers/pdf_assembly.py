"""Puts the tables of a PDF's pages together, and their lines into paragraphs.

Where a paragraph begins, gaps and labels tell; whether a hyphen at a line's end belongs to the word, the
words of the document. What that does not decide is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, groupby, pairwise
from pathlib import Path
from statistics import median
from typing import Any

from drafter.documents.readers.lines import (
    Line,
    Paragraph,
    goes_on,
    is_open,
    may_begin,
    paragraphs_of,
    vocabulary_of,
)
from drafter.documents.table import CATALOGUE, Cell, Document, Piece, Row, Table
from drafter.problems import Problem

_NEAR = 3.0  # points: lines so near to one another are one line
SEVERAL = 2
_REPEATED = 3  # so often the same line at the same height, at the edge of the page, is no text
_EDGE = 0.12  # of the page's height
_LONGEST_HEAD = 60
_TWICE = 2  # likewise, where it stands between two parts of a table
_PAGE_MATTER = re.compile(r"(?>page |p\. ?|[A-Z]{1,5}(?:/[\w.()-]+)+|[\W\d])*+", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?:[*†‡]+|\d{1,3})\s?[^\W\d]")
_SMALLER = 0.95  # than the lines of the table, as the lines of footnotes are


@dataclass(slots=True)
class PageCell:
    """A cell of a page: its edges, and its lines."""

    x0: float
    top: float
    x1: float
    bottom: float
    letters: list[dict[str, Any]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Grid:
    """A table of a page, or the lines above, between or below tables; and the page's height."""

    page: int
    height: float
    cells: list[PageCell]
    is_table: bool = True

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return max(cell.bottom for cell in self.cells)

    @property
    def heights(self) -> tuple[int, ...]:
        """How high its rows are, in points."""
        tops = [*self.tops, self.bottom]
        return tuple(round(below - above) for above, below in pairwise(tops))

    @property
    def left(self) -> float:
        """Where its first column begins."""
        return min(cell.x0 for cell in self.cells)

    @property
    def edges(self) -> list[float]:
        """Where columns begin, and the last ends, from the left edge."""
        return _apart(place - self.left for cell in self.cells for place in (cell.x0, cell.x1))

    @property
    def tops(self) -> list[float]:
        """Where rows begin."""
        return _apart(cell.top for cell in self.cells)

    @property
    def rows(self) -> list[list[PageCell]]:
        """Its cells, by the row in which they begin, from left to right."""
        cells = sorted(self.cells, key=lambda cell: cell.x0)
        return [[cell for cell in cells if abs(cell.top - top) <= _NEAR] for top in self.tops]


def _apart(places: Iterable[float]) -> list[float]:
    """Places that are not near to one another, in order."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


class Assembly:
    """Puts the tables of the pages together, and their lines into paragraphs."""

    def __init__(self, path: Path, grids: Sequence[Grid], doubts: list[Problem]) -> None:
        self.path = path
        self.grids = grids
        self.doubts = doubts
        self.row = 0
        cells = [cell for grid in grids for cell in grid.cells]
        self.known = vocabulary_of(line for cell in cells for line in cell.lines)
        around = [line for grid in grids if not grid.is_table for line in grid.cells[0].lines]
        self.repeated = Counter(map(_kind_of, around))
        gaps = [
            line.top - last.bottom
            for cell in cells
            for last, line in zip(cell.lines, cell.lines[1:], strict=False)
        ]
        self.usual_gap = median(gaps) if gaps else 0.0

    def document(self, characters: int) -> Document:
        """The document, whose letters were counted."""
        rows: list[Row] = []
        tables: list[tuple[Row, ...]] = []
        outside: list[Piece] = []
        self.doubts += self._divided()
        runs = self._runs()
        columns = {id(grid): max((one.edges for one in run), key=len) for run in runs for grid in run}
        firsts = {id(run[0]) for run in runs}
        for run in runs:
            self._join_over_pages(run)
        for grid in self.grids:
            if not grid.is_table:
                outside += self._outside(grid)
                continue
            if id(grid) in firsts and rows:
                tables.append(tuple(rows))
                rows = []
            rows += self._rows(grid, columns[id(grid)])
        if rows:
            tables.append(tuple(rows))
        found = tuple(Table(f"table {number}", one) for number, one in enumerate(tables, start=1))
        return Document(str(self.path), found, tuple(outside), tuple(self.doubts), characters)

    def _runs(self) -> list[list[Grid]]:
        """The tables of the document: one a page or more, where they have the same columns.

        Where text stands between two parts and the heads are not repeated below it, they may be two tables:
        “Recommendations that were rejected:”.
        """
        runs: list[list[Grid]] = []
        between: list[Line] = []
        for grid in self.grids:
            if not grid.is_table:
                between += self._text_of(grid, runs[-1][-1] if runs else None)
                continue
            run = runs[-1] if runs else None
            if run and _is_same(run[0].edges, grid.edges) and (not between or _has_heads(grid, run[0])):
                run.append(grid)
            else:
                if run and between and not _is_titled(grid) and _is_same(run[0].edges, grid.edges):
                    at = between[-1]
                    self.doubts.append(problem_at(self.path, "part-without-heads", at.stands, text=at.text))
                runs.append([grid])
            between = []
        return runs

    def _divided(self) -> Iterator[Problem]:
        """Say once where the columns of one table stand on several pages, or its parts beside each other."""
        tables = [grid for grid in self.grids if grid.is_table]
        first: dict[tuple[int, ...], Grid] = {}
        for grid in tables:
            before = first.setdefault(grid.heights, grid)
            if before.page != grid.page and _may_be_beside(before, grid):
                text = next(cell.text for cell in reversed(grid.rows[0]) if cell.lines)
                facts = {"page": before.page, "text": text}
                yield problem_at(self.path, "columns-on-next-page", f"page {grid.page}", **facts)
                break
        for one, other in pairwise(tables):
            if one.page == other.page and other.top < one.bottom and _is_same(one.edges, other.edges):
                yield problem_at(self.path, "tables-side-by-side", f"page {one.page}")
                break

    def _text_of(self, around: Grid, table: Grid | None) -> Iterator[Line]:
        """The lines outside the tables that are no running heads, page numbers or footnotes."""
        edge = around.height * _EDGE
        rows = [line.bottom - line.top for cell in table.cells for line in cell.lines] if table else []
        for line in around.cells[0].lines:
            is_running = (
                self.repeated[_kind_of(line)] >= _TWICE and not edge < line.top < around.height - edge
            )
            is_below = table is not None and table.page == around.page and line.top > table.top
            is_small = bool(rows) and line.bottom - line.top < _SMALLER * median(rows)
            is_note = is_below and is_small and _FOOTNOTE.match(line.text)
            if not (is_running or is_note or _PAGE_MATTER.fullmatch(line.text)):
                yield line

    def _join_over_pages(self, run: Sequence[Grid]) -> None:
        """Give what can only be the rest of a row, at the top of a page, to the row that it belongs to."""
        heads = [cell.text for cell in run[0].rows[0]]
        last = run[0].rows[-1]
        for grid in run[1:]:
            begin = list(dropwhile(lambda row: [cell.text for cell in row] == heads, grid.rows))
            is_rest = _is_rest(last, begin[0]) if begin else False
            if is_rest:
                for cell, rest in zip(last, begin[0], strict=True):
                    cell.lines += rest.lines
                stands = next(line.stands for cell in begin[0] for line in cell.lines)
                self.doubts.append(problem_at(self.path, "row-over-pages", stands))
                grid.cells = [cell for cell in grid.cells if cell not in begin[0]]
                begin = begin[1:]
            elif begin and (is_rest is None or _stands_alone(last, begin[0])):
                stands = next(line.stands for cell in begin[0] for line in cell.lines)
                self.doubts.append(problem_at(self.path, "row-over-pages/unsure", stands))
            last = begin[-1] if begin else last

    def _outside(self, grid: Grid) -> Iterator[Piece]:
        """What stands outside the tables; running heads and page numbers are told from the rest."""
        lines = grid.cells[0].lines
        edge = grid.height * _EDGE
        running = [
            line
            for line in lines
            if self.repeated[_kind_of(line)] >= _REPEATED and not edge < line.top < grid.height - edge
        ]
        text = [line for line in lines if line not in running]
        stretches = [
            *([replace(line, stands=f"page header or footer, {line.stands}")] for line in running),
            *([*some] for _, some in groupby(text, lambda line: line.bold)),  # headings stand alone
        ]
        for stretch in stretches:
            for paragraph in paragraphs_of(stretch, self.usual_gap, self.known):
                self.row += 1
                yield from (piece for piece in self._pieces(paragraph, 1) if piece.text)

    def _rows(self, grid: Grid, columns: Sequence[float]) -> Iterator[Row]:
        for row in grid.rows:
            self.row += 1
            cells = []
            column = 1
            for cell in row:
                pieces: list[Piece] = []
                for paragraph in paragraphs_of(cell.lines, self.usual_gap, self.known):
                    pieces += self._pieces(paragraph, column)
                    column += len(paragraph.text) + len(paragraph.dropped) + 1
                first = _place(cell.x0 - grid.left, columns)
                across = max(_place(cell.x1 - grid.left, columns) - first, 1)
                down = sum(cell.top - _NEAR < top < cell.bottom - _NEAR for top in grid.tops)
                texts = tuple(pieces[::2])
                cells.append(
                    Cell(texts, tuple(one for one in pieces[1::2] if one.text), first, across, max(down, 1))
                )
            yield tuple(cells)

    def _pieces(self, paragraph: Paragraph, column: int) -> tuple[Piece, Piece]:
        """A paragraph, and the hyphens that only divided its words; its doubts are said."""
        for word in paragraph.doubts:
            self.doubts.append(problem_at(self.path, "hyphen-at-line-end", paragraph.stands, word=word))
        text = Piece(paragraph.text, self.row, column, paragraph.stands, paragraph.bold)
        return text, Piece(paragraph.dropped, self.row, column + len(text.text), paragraph.stands)


def _kind_of(line: Line) -> tuple[int, str]:
    """What lines that stand alike on every page have in common: height, and words but for numbers."""
    return round(line.top), re.sub(r"\d+", "0", line.text)


def _may_be_beside(one: Grid, other: Grid) -> bool:
    """Whether two tables with rows of the same heights look like the columns of one, on two pages."""
    heights = one.heights
    if len(heights) < SEVERAL or max(heights) - min(heights) <= _NEAR or abs(one.top - other.top) > _NEAR:
        return False
    return [cell.text for cell in one.rows[0]] != [cell.text for cell in other.rows[0]] and _is_titled(other)


def _is_titled(grid: Grid) -> bool:
    """Whether a table begins with short texts, as heads are, none of which ends as a recommendation does."""
    texts = [cell.text for cell in grid.rows[0]]
    return any(texts) and all(len(one) <= _LONGEST_HEAD and not one.endswith((".", "]")) for one in texts)


def _has_heads(grid: Grid, first: Grid) -> bool:
    """Whether a table begins with the heads of the first, or with what stands in it above them."""
    return [cell.text for cell in grid.rows[0]] in [[cell.text for cell in row] for row in first.rows[:3]]


def _is_rest(row: Sequence[PageCell], following: Sequence[PageCell]) -> bool | None:
    """Whether a row at the top of a page can only be the rest of the one that ended the page before.

    Where all texts are whole, and a theme alone seems to go on in small letters, it may be the next: None.
    """
    if not len(row) == len(following) >= SEVERAL:
        return False
    pairs = [(cell.text, rest.text) for cell, rest in zip(row, following, strict=True)]
    found = {goes_on(text, rest) for text, rest in pairs}
    short = [goes_on(text, rest) is True and may_begin(text, rest) for text, rest in pairs]
    others = [pair for pair, is_short in zip(pairs, short, strict=True) if not is_short and pair[0]]
    if any(short) and False not in found and others and not any(is_open(text) for text, _ in others):
        return None
    is_open_alone = _stands_alone(row, following) and any(is_open(text) for text, rest in pairs if rest)
    return False not in found and (True in found or is_open_alone)


def _stands_alone(row: Sequence[PageCell], following: Sequence[PageCell]) -> bool:
    """Whether one cell alone is filled below a row with all filled, as the rest of a text in a list is."""
    is_like = len(row) == len(following) > SEVERAL and all(cell.lines for cell in row)
    return is_like and sum(bool(cell.lines) for cell in following) == 1


def _is_same(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two tables have the same columns; one may have cells merged across in all of its rows."""
    few, many = sorted((one, other), key=len)
    return abs(few[-1] - many[-1]) <= _NEAR and all(min(abs(a - b) for b in many) <= _NEAR for a in few)


def _place(place: float, columns: Sequence[float]) -> int:
    """The number of the column that begins nearest to a place."""
    return min(range(len(columns)), key=lambda number: abs(columns[number] - place))


def problem_at(path: Path, key: str, stands: str, **facts: object) -> Problem:
    """What the catalogue says of something that stands somewhere in a PDF."""
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return Problem(code, message, severity, hint, str(path), stands=stands)
