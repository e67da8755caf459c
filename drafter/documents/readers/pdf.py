"""Reads tables with ruled lines out of PDF pages, by pdfplumber (the extra ``pdf``).

A PDF has letters at places, no paragraphs and no rows. Which cell a letter stands in, the ruled lines tell;
where a paragraph begins, gaps and labels; whether a hyphen at a line's end belongs to the word, the words of
the document. What that does not decide is said.
"""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, groupby
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from drafter.documents.readers.lines import Line, Paragraph, goes_on, is_open, paragraphs_of, vocabulary_of
from drafter.documents.table import CATALOGUE, Cell, Document, Piece, Row, Table
from drafter.problems import DrafterError, Problem

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NEAR = 3.0  # points: lines so near to one another are one line
_SEVERAL = 2
_REPEATED = 3  # so often the same line at the same height, at the edge of the page, is no text
_EDGE = 0.12  # of the page's height
_APART = 0.15  # of the type's size: letters that stand further apart belong to two words
_SHADOW = 0.1  # of the type's size: where a letter stands twice so near, it is printed twice to look bold
_BOLD = ("bold", "black", "heavy")
_UNKNOWN = "(cid:"
_ANEW = "Ask for the file anew, or for the Word or Excel file that it was made from."

Progress = Callable[[int, int], object]


@dataclass(slots=True)
class _Cell:
    """A cell of a page: its edges, and its lines."""

    x0: float
    top: float
    x1: float
    bottom: float
    letters: list[dict[str, Any]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Grid:
    """A table of a page, or the lines above, between or below tables; and the page's height."""

    page: int
    height: float
    cells: list[_Cell]
    is_table: bool = True

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def left(self) -> float:
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
    def rows(self) -> list[list[_Cell]]:
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


def read(content: bytes, path: Path, progress: Progress | None = None) -> Document:
    """Read a PDF.

    Args:
        content: The file's bytes.
        path: The file, to be named in problems.
        progress: Is told after each page how many were read, and of how many.

    Raises:
        DrafterError: if the extra is not installed, or the file is damaged or protected, or has no text.
    """
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError:
        raise DrafterError(
            f"{path} is a PDF, and what reads PDFs is not installed",
            'Install it: pip install "declaration-drafter[pdf]". Or take the Word or Excel file.',
        ) from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it says of fonts is nothing for drafters
    sheets: list[_Sheet] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            for page in document.pages:
                sheets.append(_Sheet.of(page))
                page.close()
                if progress:
                    progress(page.page_number, len(document.pages))
    except Exception as error:
        if any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args, error.__cause__)):
            raise DrafterError(
                f"{path} is protected by a password", "Open it, print it into a new PDF, and read that."
            ) from None
        raise DrafterError(f"{path} is no PDF, or is damaged", _ANEW) from error
    grids = [grid for sheet in sheets for grid in _grids(sheet)]
    doubts = [doubt for sheet in sheets for doubt in _doubts(path, sheet)]
    letters = sum(len("".join(letter["text"].split())) for sheet in sheets for letter in sheet.letters)
    if not letters:
        raise DrafterError(
            f"{path} has no text: its pages are pictures",
            "Run text recognition (OCR) over it, or ask for the Word or Excel file that it was made from.",
        )
    return _Assembly(path, grids, doubts).document(letters)


# A page


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What pdfplumber tells of a page: its letters, its tables' cells, whether it has pictures."""

    number: int
    height: float
    letters: list[dict[str, Any]]
    tables: list[list[tuple[float, float, float, float]]]
    has_images: bool

    @classmethod
    def of(cls, page: Page) -> _Sheet:
        tables = [table.cells for table in page.find_tables()]
        return cls(page.page_number, float(page.height), _letters(page.chars), tables, bool(page.images))


def _letters(letters: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The letters of a page, each once; ligatures as the letters that they stand for."""
    from pdfplumber.utils.text import LIGATURES

    found = []
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for letter in letters:
        x, y, near = letter["x0"], letter["top"], letter["size"] * _SHADOW
        text, column, row = letter["text"], int(x), int(y)
        others = (
            other
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for other in seen.get((text, c, r), ())
        )
        if any(abs(x - a) <= near and abs(y - b) <= near for a, b in others):
            continue
        seen[text, column, row].append((x, y))
        found.append({**letter, "text": LIGATURES.get(text, text)})
    return found


def _doubts(path: Path, sheet: _Sheet) -> Iterator[Problem]:
    stands = f"page {sheet.number}"
    if sheet.has_images and not sheet.letters:
        yield _problem(path, "page-without-text", stands)
    unknown = sum(letter["text"].startswith(_UNKNOWN) for letter in sheet.letters)
    if unknown:
        yield _problem(path, "unknown-letters", stands, count=unknown)


def _grids(sheet: _Sheet) -> list[_Grid]:
    """The tables of a page and what stands around them, from top to bottom."""
    number = sheet.number
    grids = [
        _Grid(number, sheet.height, [_Cell(*box) for box in boxes])
        for boxes in sheet.tables
        if len(boxes) >= _SEVERAL
    ]
    grids.sort(key=lambda grid: grid.top)
    around = [_Cell(0, 0, 0, 0) for _ in range(len(grids) + 1)]
    for letter in sheet.letters:
        _home(letter, grids, around).letters.append(letter)
    places = [(f"page {number}", cell) for cell in around]
    for grid in grids:
        rows = enumerate(grid.rows, start=1)
        places += [(f"page {number}, row {place}", cell) for place, row in rows for cell in row]
    for stands, cell in places:
        cell.lines = [replace(line, stands=stands) for line in _lines(cell.letters)]
        cell.letters = []
    outside = [_Grid(number, sheet.height, [cell], is_table=False) for cell in around]
    return [outside[0], *(one for pair in zip(grids, outside[1:], strict=True) for one in pair)]


def _home(letter: Mapping[str, Any], grids: Sequence[_Grid], around: Sequence[_Cell]) -> _Cell:
    """The cell that a letter stands in, or the stretch of the page around the tables."""
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    below = bisect_right([grid.top for grid in grids], y)
    for grid in reversed(grids[:below]):
        for cell in grid.cells:
            if cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom:
                return cell
    return around[below]


def _lines(letters: list[dict[str, Any]]) -> Iterator[Line]:
    from pdfplumber.utils.text import extract_words

    words = extract_words(letters, x_tolerance_ratio=_APART, return_chars=True, expand_ligatures=False)
    line: list[dict[str, Any]] = []
    top = bottom = 0.0
    for word in sorted(words, key=itemgetter("top")):
        # A footnote mark stands higher than its line, and overlaps it.
        overlap = min(bottom, word["bottom"]) - max(top, word["top"])
        if line and overlap < min(bottom - top, word["bottom"] - word["top"]) / 2:
            yield _line(line)
            line = []
        top, bottom = (
            (min(top, word["top"]), max(bottom, word["bottom"])) if line else (word["top"], word["bottom"])
        )
        line.append(word)
    if line:
        yield _line(line)


def _line(words: list[dict[str, Any]]) -> Line:
    words = sorted(words, key=lambda word: word["x0"])
    fonts = {str(letter["fontname"]).casefold() for word in words for letter in word["chars"]}
    return Line(
        " ".join(word["text"] for word in words),
        min(word["top"] for word in words),
        max(word["bottom"] for word in words),
        all(any(mark in font for mark in _BOLD) for font in fonts),
    )


# The pages together


class _Assembly:
    """Puts the tables of the pages together, and their lines into paragraphs."""

    def __init__(self, path: Path, grids: Sequence[_Grid], doubts: list[Problem]) -> None:
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

    def _runs(self) -> list[list[_Grid]]:
        """The tables of the document: one a page or more, where they have the same columns."""
        runs: list[list[_Grid]] = []
        for grid in self.grids:
            if grid.is_table and runs and _is_same(runs[-1][0].edges, grid.edges):
                runs[-1].append(grid)
            elif grid.is_table:
                runs.append([grid])
        return runs

    def _join_over_pages(self, run: Sequence[_Grid]) -> None:
        """Give what can only be the rest of a row, at the top of a page, to the row that it belongs to."""
        heads = [cell.text for cell in run[0].rows[0]]
        last = run[0].rows[-1]
        for grid in run[1:]:
            begin = list(dropwhile(lambda row: [cell.text for cell in row] == heads, grid.rows))
            if begin and _is_rest(last, begin[0]):
                for cell, rest in zip(last, begin[0], strict=True):
                    cell.lines += rest.lines
                stands = next(line.stands for cell in begin[0] for line in cell.lines)
                self.doubts.append(_problem(self.path, "row-over-pages", stands))
                grid.cells = [cell for cell in grid.cells if cell not in begin[0]]
                begin = begin[1:]
            elif begin and _stands_alone(last, begin[0]):
                stands = next(line.stands for cell in begin[0] for line in cell.lines)
                self.doubts.append(_problem(self.path, "row-over-pages/unsure", stands))
            last = begin[-1] if begin else last

    def _outside(self, grid: _Grid) -> Iterator[Piece]:
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

    def _rows(self, grid: _Grid, columns: Sequence[float]) -> Iterator[Row]:
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
            self.doubts.append(_problem(self.path, "hyphen-at-line-end", paragraph.stands, word=word))
        text = Piece(paragraph.text, self.row, column, paragraph.stands, paragraph.bold)
        return text, Piece(paragraph.dropped, self.row, column + len(text.text), paragraph.stands)


def _kind_of(line: Line) -> tuple[int, str]:
    """What lines that stand alike on every page have in common: height, and words but for numbers."""
    return round(line.top), re.sub(r"\d+", "0", line.text)


def _is_rest(row: Sequence[_Cell], following: Sequence[_Cell]) -> bool:
    """Whether a row at the top of a page can only be the rest of the one that ended the page before."""
    if not len(row) == len(following) >= _SEVERAL:
        return False
    pairs = [(cell.text, rest.text) for cell, rest in zip(row, following, strict=True)]
    found = {goes_on(text, rest) for text, rest in pairs}
    is_open_alone = _stands_alone(row, following) and any(is_open(text) for text, rest in pairs if rest)
    return False not in found and (True in found or is_open_alone)


def _stands_alone(row: Sequence[_Cell], following: Sequence[_Cell]) -> bool:
    """Whether one cell alone is filled below a row with all filled, as the rest of a text in a list is."""
    is_like = len(row) == len(following) > _SEVERAL and all(cell.lines for cell in row)
    return is_like and sum(bool(cell.lines) for cell in following) == 1


def _is_same(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two tables have the same columns; one may have cells merged across in all of its rows."""
    few, many = sorted((one, other), key=len)
    return abs(few[-1] - many[-1]) <= _NEAR and all(min(abs(a - b) for b in many) <= _NEAR for a in few)


def _place(place: float, columns: Sequence[float]) -> int:
    """The number of the column that begins nearest to a place."""
    return min(range(len(columns)), key=lambda number: abs(columns[number] - place))


def _problem(path: Path, key: str, stands: str, **facts: object) -> Problem:
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return Problem(code, message, severity, hint, str(path), stands=stands)
