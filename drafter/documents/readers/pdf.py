"""Reads tables with ruled lines out of PDF pages, by pdfplumber (the extra ``pdf``).

A PDF has letters at places, no paragraphs and no rows. Which cell a letter stands in, the ruled lines tell.
"""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.documents.readers.in_time import TooLongError, in_time
from drafter.documents.readers.lines import Line
from drafter.documents.readers.pdf_assembly import SEVERAL, Assembly, Grid, PageCell, problem_at
from drafter.documents.readers.pdf_letters import (
    APART,
    UPRIGHT,
    Letter,
    by_direction,
    direction_of,
    letters_of,
    run_on,
)
from drafter.documents.table import Document, opening
from drafter.files.limits import (
    LARGEST_TEXT,
    MOST_PAGES,
    MOST_RULES,
    SECONDS_A_PAGE,
    SECONDS_FOR_A_PDF,
    refuse_beyond,
)
from drafter.problems import DrafterError, Problem

if TYPE_CHECKING:
    from pdfplumber.page import Page

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
        import pdfplumber  # noqa: F401  # whether it is there
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError:
        raise DrafterError(
            f"{path} is a PDF, and what reads PDFs is not installed",
            'Install it: pip install "declaration-drafter[pdf]". Or take the Word or Excel file.',
        ) from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it says of fonts is nothing for drafters
    sheets: list[_Sheet] = []
    try:
        for count, sheet in in_time(partial(_read_pages, content, path), _time_allowed):
            sheets.append(sheet)
            if progress:
                progress(sheet.number, count)
    except TooLongError:
        message = f"{path}: page {len(sheets) + 1} takes too long to read: too much is drawn on it"
        raise DrafterError(message, _ANEW) from None
    except (DrafterError, MemoryError):
        raise
    except Exception as error:
        if any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args, error.__cause__)):
            raise DrafterError(
                f"{path} is protected by a password", "Open it, print it into a new PDF, and read that."
            ) from None
        raise DrafterError(f"{path} is no PDF, or is damaged", _ANEW) from error
    doubts = [doubt for sheet in sheets for doubt in _doubts(path, sheet)]
    if turned := [str(sheet.number) for sheet in sheets if sheet.is_turned]:
        stands = f"page {', '.join(turned)}"
        doubts.append(problem_at(path, "turned-page", stands))
    grids = [grid for sheet in sheets for grid in _grids(sheet, path, doubts)]
    letters = sum(len("".join(letter["text"].split())) for sheet in sheets for letter in sheet.letters)
    if not letters:
        raise DrafterError(
            f"{path} has no text: its pages are pictures",
            "Run text recognition (OCR) over it, or ask for the Word or Excel file that it was made from.",
        )
    return Assembly(path, grids, doubts).document(letters)


def _time_allowed(pages: int) -> float:
    return SECONDS_FOR_A_PDF + SECONDS_A_PAGE * pages


def _read_pages(content: bytes, path: Path) -> Iterator[tuple[int, _Sheet]]:
    """Each page, with how many there are."""
    import pdfplumber

    letters = 0
    with pdfplumber.open(io.BytesIO(content)) as document:
        refuse_beyond(len(document.pages), MOST_PAGES, str(path), "pages")
        for page in document.pages:
            # Cells are looked for at each crossing of lines, each against each.
            rules = len(page.lines) + len(page.rects) + len(page.curves)
            refuse_beyond(rules, MOST_RULES, f"{path}: page {page.page_number}", "lines and boxes drawn")
            sheet = _Sheet.of(page)
            letters += len(sheet.letters)
            refuse_beyond(letters, LARGEST_TEXT, str(path), "characters")
            yield len(document.pages), sheet
            page.close()


# A page


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What pdfplumber tells of a page: letters, the cells of tables, whether it has pictures, comments."""

    number: int
    height: float
    letters: list[Letter]
    tables: list[list[tuple[float, float, float, float]]]
    has_images: bool
    notes: tuple[str, ...]

    @property
    def is_turned(self) -> bool:
        """Whether most of its text runs another way than people read."""
        return 2 * sum(direction_of(letter) != UPRIGHT for letter in self.letters) > len(self.letters)

    @classmethod
    def of(cls, page: Page) -> _Sheet:
        tables = [table.cells for table in page.find_tables()]
        notes = (" ".join((note.get("contents") or "").split()) for note in page.annots)
        letters = letters_of(page.chars)
        return cls(page.page_number, float(page.height), letters, tables, bool(page.images), (*notes,))


def _doubts(path: Path, sheet: _Sheet) -> Iterator[Problem]:
    stands = f"page {sheet.number}"
    if sheet.has_images and not sheet.letters:
        yield problem_at(path, "page-without-text", stands)
    for note in filter(None, sheet.notes):
        yield problem_at(path, "left-over/note", stands, text=opening(note))
    unknown = sum(letter["text"].startswith(_UNKNOWN) for letter in sheet.letters)
    if unknown:
        yield problem_at(path, "unknown-letters", stands, count=unknown)


def _grids(sheet: _Sheet, path: Path, doubts: list[Problem]) -> list[Grid]:
    """The tables of a page and what stands around them, from top to bottom; text over borders is a doubt."""
    number = sheet.number
    grids = [
        Grid(number, sheet.height, [PageCell(*box) for box in boxes])
        for boxes in sheet.tables
        if len(boxes) >= SEVERAL and not sheet.is_turned
    ]
    grids.sort(key=lambda grid: grid.top)
    around = [PageCell(0, 0, 0, 0) for _ in range(len(grids) + 1)]
    homes = [_home(letter, grids, around) for letter in sheet.letters]
    for letter, home in zip(sheet.letters, homes, strict=True):
        home.letters.append(letter)
    left = {id(homes[one]) for one, other in run_on(sheet.letters) if homes[one] is not homes[other]}
    said: set[str] = set()
    places = [(f"page {number}", cell) for cell in around]
    for grid in grids:
        rows = enumerate(grid.rows, start=1)
        places += [(f"page {number}, row {place}", cell) for place, row in rows for cell in row]
    for stands, cell in places:
        cell.lines = [replace(line, stands=stands) for line in _lines(cell.letters)]
        cell.letters = []
        if id(cell) in left and stands not in said:
            said.add(stands)
            doubts.append(problem_at(path, "text-across-cells", stands, text=opening(cell.text)))
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


def _lines(letters: list[Letter]) -> Iterator[Line]:
    for some in by_direction(letters):
        yield from _lines_of(some)


def _lines_of(letters: list[Letter]) -> Iterator[Line]:
    from pdfplumber.utils.text import extract_words

    words = extract_words(letters, x_tolerance_ratio=APART, return_chars=True, expand_ligatures=False)
    line: list[Letter] = []
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


def _line(words: list[Letter]) -> Line:
    words = sorted(words, key=lambda word: word["x0"])
    fonts = {str(letter["fontname"]).casefold() for word in words for letter in word["chars"]}
    return Line(
        " ".join(word["text"] for word in words),
        min(word["top"] for word in words),
        max(word["bottom"] for word in words),
        all(any(mark in font for mark in _BOLD) for font in fonts),
    )
