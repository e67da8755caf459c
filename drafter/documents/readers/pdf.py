"""Reads tables with ruled lines out of PDF pages, by pdfplumber (the extra ``pdf``).

A PDF has letters at places, no paragraphs and no rows. Which cell a letter stands in, the ruled lines tell;
where a paragraph begins, gaps and labels; whether a hyphen at the end of a line belongs to the word, the other
words of the document. What that does not decide is said.
"""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from drafter.documents.readers.lines import Line, Paragraph, paragraphs_of, vocabulary_of
from drafter.documents.table import CATALOGUE, Cell, Document, Piece, Row, Table
from drafter.problems import DrafterError, Problem

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NEAR = 3.0  # points: lines so near to one another are one line
_SEVERAL = 2
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


@dataclass(slots=True)
class _Grid:
    """A table of a page, or the lines outside the tables from a height on; in the order of reading."""

    page: int
    top: float
    cells: list[_Cell]
    is_table: bool = True

    @property
    def left(self) -> float:
        return min(cell.x0 for cell in self.cells)

    @property
    def edges(self) -> list[float]:
        """Where columns begin, and the last ends, from the left edge."""
        places = sorted({place - self.left for cell in self.cells for place in (cell.x0, cell.x1)})
        return [
            place for number, place in enumerate(places) if not number or place - places[number - 1] > _NEAR
        ]

    @property
    def tops(self) -> list[float]:
        places = sorted({cell.top for cell in self.cells})
        return [
            place for number, place in enumerate(places) if not number or place - places[number - 1] > _NEAR
        ]


def read(content: bytes, path: Path, progress: Progress | None = None) -> Document:
    """Read a PDF.

    Args:
        content: The file's bytes.
        path: The file, to be named in problems.
        progress: Is told after each page how many were read, and of how many.

    Raises:
        DrafterError: if the extra is not installed, or the file is damaged, protected, or has no text or table.
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
    grids: list[_Grid] = []
    letters = 0
    doubts: list[Problem] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = document.pages
            for page in pages:
                found = _letters(page)
                letters += sum(len("".join(letter["text"].split())) for letter in found)
                grids += _grids(page, found)
                doubts += _doubts(path, page, found)
                page.close()
                if progress:
                    progress(page.page_number, len(pages))
    except Exception as error:
        if any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args, error.__cause__)):
            raise DrafterError(
                f"{path} is protected by a password", "Open it, print it into a new PDF, and read that."
            ) from None
        raise DrafterError(f"{path} is no PDF, or is damaged", _ANEW) from None
    if not letters:
        raise DrafterError(
            f"{path} has no text: its pages are pictures",
            "Run text recognition (OCR) over it, or ask for the Word or Excel file that it was made from.",
        )
    if not any(grid.is_table for grid in grids):
        raise DrafterError(
            f"{path} has no table with ruled lines that drafter can see",
            "Ask for the Word or Excel file that it was made from, or open it in Word and save it as .docx.",
        )
    return _Assembly(path, grids, doubts).document(letters)


# A page


def _letters(page: Page) -> list[dict[str, Any]]:
    """The letters of a page, each once; ligatures as the letters that they stand for."""
    from pdfplumber.utils.text import LIGATURES

    found = []
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for letter in page.chars:
        x, y, near = letter["x0"], letter["top"], letter["size"] * _SHADOW
        text, column, row = letter["text"], int(x), int(y)
        others = (
            other for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1)
            for other in seen.get((text, c, r), ())
        )
        if any(abs(x - a) <= near and abs(y - b) <= near for a, b in others):
            continue
        seen[text, column, row].append((x, y))
        found.append({**letter, "text": LIGATURES.get(text, text)})
    return found


def _doubts(path: Path, page: Page, letters: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    stands = f"page {page.page_number}"
    if page.images and not letters:
        yield _problem(path, "page-without-text", stands)
    unknown = sum(letter["text"].startswith(_UNKNOWN) for letter in letters)
    if unknown:
        yield _problem(path, "unknown-letters", stands, count=unknown)


def _grids(page: Page, letters: Iterable[dict[str, Any]]) -> list[_Grid]:
    """The tables of a page and what stands around them, from top to bottom."""
    number = page.page_number
    grids = []
    for table in page.find_tables():
        cells = [_Cell(*box) for box in table.cells]
        if len(cells) >= _SEVERAL:
            grids.append(_Grid(number, min(cell.top for cell in cells), cells))
    grids.sort(key=lambda grid: grid.top)
    around = [_Cell(0, 0, float(page.width), float(page.height)) for _ in range(len(grids) + 1)]
    for letter in letters:
        _home(letter, grids, around).letters.append(letter)
    for cell in (*(cell for grid in grids for cell in grid.cells), *around):
        cell.lines = list(_lines(cell.letters))
        cell.letters = []
    outside = [_Grid(number, 0, [cell], is_table=False) for cell in around]
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
        gaps = [
            line.top - last.bottom
            for cell in cells
            for last, line in zip(cell.lines, cell.lines[1:], strict=False)
        ]
        self.usual_gap = median(gaps) if gaps else 0.0

    def document(self, characters: int) -> Document:
        """The document, whose letters were counted."""
        edges = self._edges()
        rows: list[list[Row]] = [[] for _ in self.grids]
        outside: list[Piece] = []
        for grid in self.grids:
            if grid.is_table:
                number, columns = edges[id(grid)]
                rows[number] += self._rows(grid, columns)
            else:
                outside += self._outside(grid)
        filled = [tuple(found) for found in rows if found]
        tables = tuple(Table(f"table {number}", found) for number, found in enumerate(filled, start=1))
        return Document(str(self.path), tables, tuple(outside), tuple(self.doubts), characters)

    def _edges(self) -> dict[int, tuple[int, list[float]]]:
        """For each table of a page, which table of the document it belongs to, and the columns of that."""
        runs: list[list[_Grid]] = []
        for grid in self.grids:
            if grid.is_table and runs and _is_same(runs[-1][0].edges, grid.edges):
                runs[-1].append(grid)
            elif grid.is_table:
                runs.append([grid])
        widest = [max((grid.edges for grid in run), key=len) for run in runs]
        return {id(grid): (number, widest[number]) for number, run in enumerate(runs) for grid in run}

    def _outside(self, grid: _Grid) -> Iterator[Piece]:
        for paragraph in paragraphs_of(grid.cells[0].lines, self.usual_gap, self.known):
            self.row += 1
            text, layout = self._pieces(paragraph, f"page {grid.page}", 1)
            yield from (text, *layout)

    def _rows(self, grid: _Grid, columns: list[float]) -> Iterator[Row]:
        tops = grid.tops
        for number, top in enumerate(tops):
            self.row += 1
            cells = []
            column = 1
            for cell in sorted(grid.cells, key=lambda cell: cell.x0):
                if abs(cell.top - top) > _NEAR:
                    continue
                stands = f"page {grid.page}, row {number + 1}"
                found = [
                    self._pieces(paragraph, stands, column + 1000 * order)
                    for order, paragraph in enumerate(paragraphs_of(cell.lines, self.usual_gap, self.known))
                ]
                column += 1000 * (len(found) + 1)
                first = _place(cell.x0 - grid.left, columns)
                across = max(_place(cell.x1 - grid.left, columns) - first, 1)
                down = sum(cell.top - _NEAR < other < cell.bottom - _NEAR for other in tops)
                texts = tuple(text for text, _ in found)
                layout = tuple(piece for _, pieces in found for piece in pieces)
                cells.append(Cell(texts, layout, first, across, max(down, 1)))
            yield tuple(cells)

    def _pieces(self, paragraph: Paragraph, stands: str, column: int) -> tuple[Piece, tuple[Piece, ...]]:
        """A paragraph, and the hyphens that only divided its words; its doubts are said."""
        piece = Piece(paragraph.text, self.row, column, stands, paragraph.bold)
        for word in paragraph.doubts:
            self.doubts.append(_problem(self.path, "hyphen-at-line-end", stands, word=word))
        dropped = (
            [Piece(paragraph.dropped, self.row, column + len(piece.text), stands)]
            if paragraph.dropped
            else []
        )
        return piece, tuple(dropped)


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
