"""Reads the ruled tables of a PDF file, page by page."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from drafter.documents.messages import Report
from drafter.documents.table import Cell, Document, Piece, Table, plain
from drafter.problems import DrafterError

_WORD_BROKEN = re.compile(r"(?<=\w-)\n(?=[a-z])")


def read_pages(content: bytes, file: str) -> Document:
    """Read a .pdf file.

    Args:
        content: Its bytes.
        file: The name for messages.

    Raises:
        DrafterError: if it cannot be read, has a password or has pictures in place of text, or if the
            package that reads PDF is not installed.
    """
    from drafter.documents.readers import cannot_read, has_password

    try:
        import pdfplumber
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError as error:
        raise DrafterError(
            f"{file} cannot be read: a package is missing that reads PDF",
            "Type “pip install declaration-drafter[pdf]”, or use the file that the PDF was made of.",
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
            "Recognize its text first (OCR), or use the file that it was made of.",
        )
    report = Report(file)
    report.add("from-pages")
    return Document(file, tuple(blocks), tuple(report.problems))


def _page(page: object) -> list[Piece | Table]:
    """Return the tables of a page and, as paragraphs, the lines around them, from top to bottom."""
    found: list[tuple[float, Piece | Table]] = []
    tables = page.find_tables()  # type: ignore[attr-defined]
    number = page.page_number  # type: ignore[attr-defined]
    for place, table in enumerate(tables, start=1):
        name = f"page {number}, table {place}"
        rows = []
        ends: dict[int, float] = {}  # column → where the last cell in it ends
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
        found.append((table.bbox[1], Table(name, tuple(rows))))
    for line in page.extract_text_lines():  # type: ignore[attr-defined]
        if not any(box.bbox[1] <= line["top"] <= box.bbox[3] for box in tables):
            text = plain(line["text"]).strip()
            found += [(line["top"], Piece(text, place=f"page {number}"))] if text else []
    return [block for _, block in sorted(found, key=lambda pair: pair[0])]
