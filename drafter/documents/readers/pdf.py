"""Reads tables with ruled lines out of PDF pages, by pdfplumber (the extra ``pdf``).

A PDF has letters at places, no paragraphs and no rows. Which cell a letter stands in, the ruled lines tell.
"""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.documents.readers.lines import Line
from drafter.documents.readers.pdf_assembly import SEVERAL, Assembly, Grid, PageCell, problem_at
from drafter.documents.table import Document, opening
from drafter.problems import DrafterError, Problem

if TYPE_CHECKING:
    from pdfplumber.page import Page

_APART = 0.15  # of the type's size: letters that stand further apart belong to two words
_SHADOW = 0.1  # of the type's size: where a letter stands twice so near, it is printed twice to look bold
_BOLD = ("bold", "black", "heavy")
_UNKNOWN = "(cid:"
_ANEW = "Ask for the file anew, or for the Word or Excel file that it was made from."

Progress = Callable[[int, int], object]


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
    return Assembly(path, grids, doubts).document(letters)


# A page


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What pdfplumber tells of a page: letters, the cells of tables, whether it has pictures, comments."""

    number: int
    height: float
    letters: list[dict[str, Any]]
    tables: list[list[tuple[float, float, float, float]]]
    has_images: bool
    notes: tuple[str, ...]

    @classmethod
    def of(cls, page: Page) -> _Sheet:
        tables = [table.cells for table in page.find_tables()]
        notes = (" ".join((note.get("contents") or "").split()) for note in page.annots)
        letters = _letters(page.chars)
        return cls(page.page_number, float(page.height), letters, tables, bool(page.images), (*notes,))


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
        yield problem_at(path, "page-without-text", stands)
    for note in filter(None, sheet.notes):
        yield problem_at(path, "left-over/note", stands, text=opening(note))
    unknown = sum(letter["text"].startswith(_UNKNOWN) for letter in sheet.letters)
    if unknown:
        yield problem_at(path, "unknown-letters", stands, count=unknown)


def _grids(sheet: _Sheet) -> list[Grid]:
    """The tables of a page and what stands around them, from top to bottom."""
    number = sheet.number
    grids = [
        Grid(number, sheet.height, [PageCell(*box) for box in boxes])
        for boxes in sheet.tables
        if len(boxes) >= SEVERAL
    ]
    grids.sort(key=lambda grid: grid.top)
    around = [PageCell(0, 0, 0, 0) for _ in range(len(grids) + 1)]
    for letter in sheet.letters:
        _home(letter, grids, around).letters.append(letter)
    places = [(f"page {number}", cell) for cell in around]
    for grid in grids:
        rows = enumerate(grid.rows, start=1)
        places += [(f"page {number}, row {place}", cell) for place, row in rows for cell in row]
    for stands, cell in places:
        cell.lines = [replace(line, stands=stands) for line in _lines(cell.letters)]
        cell.letters = []
    outside = [Grid(number, sheet.height, [cell], is_table=False) for cell in around]
    return [outside[0], *(one for pair in zip(grids, outside[1:], strict=True) for one in pair)]


def _home(letter: Mapping[str, Any], grids: Sequence[Grid], around: Sequence[PageCell]) -> PageCell:
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
