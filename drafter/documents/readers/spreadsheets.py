"""Spreadsheets: workbooks, and text with rows of cells (.csv, .txt)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

from drafter.documents.readers import cannot_read
from drafter.documents.table import Cell, Document, Piece, Report, Table, pieces_of, plain
from drafter.text import line_and_column

# A cell with a formula whose value was not saved (ISO 29500-1, 18.3.1.4).
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
        DrafterError: If it cannot be read or has a password.
    """
    import python_calamine as calamine

    from drafter.documents.readers import cannot_read, has_password

    report = Report(file)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        blocks = []
        for metadata in book.sheets_metadata:
            if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            table = _table(book.get_sheet_by_name(metadata.name), f"sheet {metadata.name}")
            if metadata.visible is calamine.SheetVisibleEnum.Visible:
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
    """Yield the names of the cells with a formula and no value."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet") and name.endswith(".xml"):
                yield from (match["cell"].decode() for match in _NO_VALUE.finditer(package.read(name)))


# Some texts mark paragraphs within the cells.
_MARK = re.compile(r"</?(?:p|br)\b[^<>]*>|\n", re.IGNORECASE)
_MARKS = ("\t", ";", ",", "|")
_LONGEST_CELL = 2**31 - 1  # the largest value on every system
_LOOKED_AT = 20_000  # characters


def read_text(content: bytes, file: str) -> Document:
    """Read a text file.

    Where tabs separate the cells, a line without a tab is a paragraph between tables. Where other marks
    separate them, a line without a mark is a row with a single cell.

    Args:
        content: Its bytes.
        file: Its name.

    Raises:
        DrafterError: If it is in no known encoding.
    """
    text = decode_text(content, file)
    mark = "\t" if "\t" in text and not file.lower().endswith(".csv") else _mark_of(text)
    blocks: list[Piece | Table] = []
    rows: list[tuple[Cell, ...]] = []
    for row in _rows(text, mark):
        if len(row) > 1 or mark != "\t":
            rows.append(row)
            continue
        blocks += [Table("the table", tuple(rows))] if rows else []
        rows = []
        blocks += [piece for cell in row for piece in cell.paragraphs]
    blocks += [Table("the table", tuple(rows))] if rows else []
    return Document(file, tuple(blocks))


def _rows(text: str, mark: str) -> Iterator[tuple[Cell, ...]]:
    place = 0
    for values in _values(text, mark):
        cells = []
        for column, value in enumerate(values):
            pieces = []
            for part in filter(None, map(str.strip, _MARK.split(value))):
                offset = text.find(part.replace('"', '""'), place)
                offset = text.find(part, place) if offset < 0 else offset
                place = max(offset, place)
                pieces.append(Piece(plain(part), *line_and_column(text, place)))
                place += len(part) if offset >= 0 else 0
            cells.append(Cell(tuple(pieces), column))
        yield tuple(cells)


def _values(text: str, mark: str) -> list[list[str]]:
    """Return the values of each row.

    Quotation marks that enclose no cell belong to the text.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    try:
        return list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error:
        return [line.rstrip("\n").split(mark) for line in lines]


def _mark_of(text: str) -> str:
    """Return the mark that gives the most rows of equal width."""

    def score(mark: str) -> tuple[int, int]:
        widths = [len(row) for row in _values(text[:_LOOKED_AT], mark)]
        return max(((widths.count(width), width) for width in set(widths) if width > 1), default=(0, 0))

    return max(_MARKS, key=score)


def decode_text(content: bytes, file: str, declared: Sequence[str] = ()) -> str:
    """Decode text in UTF-8, UTF-16 or Windows-1252.

    Args:
        content: The bytes.
        file: The name for messages.
        declared: Encodings that the content itself names.

    Returns:
        The text, with line feeds as its only line ends.

    Raises:
        DrafterError: If no encoding fits.
    """
    encodings = ["utf-8-sig", *declared, "windows-1252"]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in content[:2]:
        encodings = ["utf-16-be" if content[:1] == b"\0" else "utf-16-le"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    raise cannot_read(file)
