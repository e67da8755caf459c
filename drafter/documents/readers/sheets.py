"""Reads the sheets of a workbook: .xlsx, .xls, .xlsb and .ods."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from drafter.documents.messages import Report
from drafter.documents.table import Cell, Document, Piece, Table, pieces_of, plain

# A cell of a sheet with a formula whose value was not saved (ISO 29500-1, 18.3.1.4).
_NO_VALUE = re.compile(
    rb'<c r="(?P<cell>[A-Z]+[0-9]+)"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_MOST_CELLS = 2_000_000

Sheet: TypeAlias = Any  # of python-calamine


def read_sheets(content: bytes, file: str) -> Document:
    """Read a workbook.

    Args:
        content: Its bytes.
        file: The name for messages.

    Raises:
        DrafterError: if it cannot be read or has a password.
    """
    import python_calamine as calamine

    from drafter.documents.readers import cannot_read, has_password

    report = Report(file)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        blocks = []
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            table = _table(book.get_sheet_by_name(about.name), f"sheet {about.name}")
            if about.visible is calamine.SheetVisibleEnum.Visible:
                blocks.append(table)
                continue
            report.add_each("hidden", (piece for row in table.covered() for piece in pieces_of(row)))
    except calamine.PasswordError as error:
        raise has_password(file) from error
    except (calamine.CalamineError, ValueError, OverflowError) as error:
        raise cannot_read(file) from error
    for cell in _without_value(content):
        report.add("no-value", cell=cell)
    return Document(file, tuple(blocks), tuple(report.problems), has_sheets=True)


def _table(sheet: Sheet, name: str) -> Table:
    if sheet.height * sheet.width > _MOST_CELLS:
        raise ValueError(name)
    spans = {
        (top, left): (bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    }
    rows = []
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        row = []
        for column, value in enumerate(values):
            pieces = tuple(_pieces(value, f"{name}, row {number + 1}, column {column + 1}"))
            down, across = spans.get((number, column), (1, 1))
            is_number = isinstance(value, float | int) and not isinstance(value, bool)
            row.append(Cell(pieces, column, across, down, float(value) if is_number else None))
        rows.append(tuple(row))
    return Table(name, tuple(rows))


def _pieces(value: object, place: str) -> Iterator[Piece]:
    if isinstance(value, float):
        value = f"{value:.15g}"
    text = value.isoformat() if isinstance(value, date) else str(value)
    for line in plain(text).splitlines():
        if line.strip():
            yield Piece(line, place=place)


def _without_value(content: bytes) -> Iterator[str]:
    """Return the names of cells of an .xlsx file that have a formula and no value."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet") and name.endswith(".xml"):
                yield from (found["cell"].decode() for found in _NO_VALUE.finditer(package.read(name)))
