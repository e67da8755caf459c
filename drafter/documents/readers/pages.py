"""Pages: the tables and paragraphs of web pages and of PDF files."""

from __future__ import annotations

import io
import re
from itertools import count
from typing import Any, TypeAlias

from msgspec.structs import replace

from drafter.documents.readers import cannot_read
from drafter.documents.readers.spreadsheets import decode_text
from drafter.documents.table import Cell, Document, Piece, Report, Table, opening, plain
from drafter.problems import DrafterError

Element: TypeAlias = Any  # of lxml

_NO_TEXT = ("script", "style", "template", "head", "noscript")
_BLOCKS = (
    "address article aside blockquote caption center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 "
    "header li main nav ol p pre section table td th tr ul"
).split()
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")
_MOST_SPAN = 1000


def read_web(content: bytes, file: str) -> Document:
    """Read an .html file.

    Args:
        content: Its bytes.
        file: The name for messages.

    Raises:
        DrafterError: If it has no element, or characters that no page can have.
    """
    from lxml import etree, html

    declared = [name.decode() for name in re.findall(rb"charset\s*=\s*[\"']?([\w-]+)", content[:2048])]
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_text(content, file, declared))
    report = Report(file)
    reader = _Reader(report)
    try:
        reader.read(html.document_fromstring(text))
    except (etree.ParserError, ValueError) as error:  # no element, or characters that no page has
        raise cannot_read(file) from error
    return Document(file, tuple(reader.blocks), tuple(report.problems))


class _Reader:
    """Reads the elements of a page.

    Args:
        report: The report, for hidden text.
        place: The cell whose content is read, and its tables as paragraphs; empty outside tables.
    """

    def __init__(self, report: Report, place: str = "") -> None:
        self.report = report
        self.place = place
        self.blocks: list[Piece | Table] = []
        self._tables, self._paragraphs = count(1), count(1)
        self._line = ""

    def read(self, element: Element, level: int = 0) -> None:
        """Read an element: its tables, and the rest as paragraphs."""
        if self._is_skipped(element):
            return
        if element.tag == "table" and not self.place and next(element.iter("td", "th"), None) is not None:
            self._finish(level)
            self.blocks.append(self._table(element))
            return
        match = _HEADING.fullmatch(element.tag)
        inner = int(match[1]) if match else level
        if element.tag in _BLOCKS or element.tag == "br":
            self._finish(level)
        self._line += element.text or ""
        for child in element:
            self.read(child, inner)
            self._line += child.tail or ""
        if element.tag in _BLOCKS:
            self._finish(inner)

    def _finish(self, level: int) -> None:
        text = " ".join(plain(self._line).split())
        if text:
            place = self.place or f"paragraph {next(self._paragraphs)}"
            self.blocks.append(Piece(text, place=place, level=level))
        self._line = ""

    def _is_skipped(self, element: Element) -> bool:
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            return True
        if "hidden" not in element.attrib and not _HIDDEN.search(element.get("style", "")):
            return False
        if text := " ".join(element.text_content().split()):
            self.report.add("hidden", text=opening(text))
        return True

    def _table(self, table: Element) -> Table:
        name = f"table {next(self._tables)}"
        for caption in table.findall("caption"):
            self.read(caption)
        rows: list[tuple[Cell, ...]] = []
        taken: dict[int, int] = {}  # column → the number of further rows that a cell from above covers
        table_rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for number, row in enumerate(table_rows):
            cells: list[Cell] = []
            column = 0
            covered = {position for position, remaining in taken.items() if remaining}
            taken = {position: remaining - 1 for position, remaining in taken.items() if remaining}
            for cell in (child for child in row if child.tag in ("td", "th")):
                while column in covered:
                    column += 1
                place = f"{name}, row {number + 1}, column {column + 1}"
                across = _span(cell, "colspan", _MOST_SPAN)
                down = _span(cell, "rowspan", len(table_rows) - number)
                inner = _Reader(self.report, place)
                inner.read(cell)
                pieces = tuple(piece for piece in inner.blocks if isinstance(piece, Piece))
                cells.append(Cell(pieces, column, across, down))
                taken |= dict.fromkeys(range(column, column + across), down - 1)
                column += across
            rows.append(tuple(cells))
        return Table(name, tuple(rows))


def _span(cell: Element, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value) or most, most)) if value.isdecimal() else 1


_WORD_BROKEN = re.compile(r"(?<=\w-)\n(?=[a-z])")


def read_pdf(content: bytes, file: str) -> Document:
    """Read a .pdf file.

    Args:
        content: Its bytes.
        file: The name for messages.

    Raises:
        DrafterError: If it cannot be read, has a password or has pictures in place of text, or if the
            package that reads PDF is not installed.
    """
    from drafter.documents.readers import cannot_read, has_password

    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError as error:
        raise DrafterError(
            f"{file} cannot be read: the package that reads PDF is not installed",
            "Type “pip install declaration-drafter[pdf]”, or use the file that the PDF was made from.",
        ) from error
    blocks: list[Piece | Table] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = pdf.pages
            for page in pages:
                blocks += _page(page)
    except (PdfminerException, ValueError, KeyError, TypeError) as error:
        if "Password" in repr(error):
            raise has_password(file) from error
        raise cannot_read(file) from error
    if pages and not blocks:
        raise DrafterError(
            f"{file} has no text: its pages are pictures",
            "Recognize its text first (OCR), or use the file that it was made from.",
        )
    report = Report(file)
    report.add("from-pages")
    return Document(file, tuple(blocks), tuple(report.problems))


def _page(page: object) -> list[Piece | Table]:
    """Return the tables of a page, and the lines around them as paragraphs."""
    blocks_by_top: list[tuple[float, Piece | Table]] = []
    tables = page.find_tables()  # type: ignore[attr-defined]
    number = page.page_number  # type: ignore[attr-defined]
    for place, table in enumerate(tables, start=1):
        name = f"page {number}, table {place}"
        rows = []
        ends: dict[int, float] = {}  # column → the bottom of its last cell
        for row, (values, boxes) in enumerate(zip(table.extract(), table.rows, strict=True), start=1):
            cells: list[Cell] = []
            top = boxes.bbox[1]
            for column, (value, box) in enumerate(zip(values, boxes.cells, strict=True)):
                is_from_above = box is None and ends.get(column, 0) > top + 1
                if box is None and cells and not is_from_above:  # the cell to the left runs across
                    last = cells.pop()
                    cells.append(replace(last, columns=last.columns + 1))
                    continue
                ends[column] = box[3] if box else ends.get(column, 0)
                text = plain(" ".join(_WORD_BROKEN.sub("", value or "").split()))
                where = f"{name}, row {row}, column {column + 1}"
                cells.append(Cell((Piece(text, place=where),) if text else (), column))
            rows.append(tuple(cells))
        blocks_by_top.append((table.bbox[1], Table(name, tuple(rows))))
    for line in page.extract_text_lines():  # type: ignore[attr-defined]
        if not any(box.bbox[1] <= line["top"] <= box.bbox[3] for box in tables):
            text = plain(line["text"]).strip()
            blocks_by_top += [(line["top"], Piece(text, place=f"page {number}"))] if text else []
    return [block for _, block in sorted(blocks_by_top, key=lambda pair: pair[0])]
