"""Reads OpenDocument sheets (.ods; ODF 1.3, part 3): the file has what each cell shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from drafter.documents.readers.sheets import COPY_THE_TABLE, Place, Sheet, document_of
from drafter.documents.table import Document
from drafter.docx.parts.unpacking import parse_part, unzipped
from drafter.files.limits import MOST_CELLS, refuse_beyond
from drafter.problems import DrafterError
from drafter.text.words import whole

_CONTENT = "content.xml"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMES}{name}:1.0}}" for name in ("office", "table", "text"))
_DRAW = f"{{{_NAMES}drawing:1.0}}"
_STYLE, _FO = f"{{{_NAMES}style:1.0}}", f"{{{_NAMES}xsl-fo-compatible:1.0}}"
_VISIBILITY, _UNSEEN = f"{_TABLE}visibility", ("collapse", "filter")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
_MOST_REPEATED = 1000  # nobody fills more cells alike; of those without text the rest is passed over
_MOST_BLANKS = 100  # in a row: more say nothing
_HINT = "Open it in LibreOffice or Excel and save it again, or ask for the file anew."


def read(content: bytes, path: Path) -> Document:
    """Read a workbook.

    Raises:
        DrafterError: if it is damaged or protected by a password, or a formula has no stored value.
    """
    parts = unzipped(content, str(path), "an OpenDocument file", _CONTENT, _HINT)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise DrafterError(
            f"{path} is protected by a password",
            "Open it in LibreOffice, take the password off (File, Save As), and save it.",
        )
    root = parse_part(parts[_CONTENT], f"{_CONTENT} of {path}")
    bold = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_FO}font-weight") == "bold" for one in style.iter(f"{_STYLE}text-properties"))
    }
    hidden = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style.iter(f"{_STYLE}table-properties"))
    }
    tables = root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    return document_of([_sheet(table, bold, hidden, path) for table in tables], path)


def _sheet(table: etree._Element, bold: set[str], hidden: set[str], path: Path) -> Sheet:
    sheet = Sheet(table.get(f"{_TABLE}name", ""), table.get(f"{_TABLE}style-name", "") in hidden)
    for box in table.iter(f"{_DRAW}*"):
        sheet.boxes.append(" ".join(map(_text, box.iterchildren(f"{_TEXT}p"))))
    row = column = met = 0
    for one in table.iter(f"{_TABLE}table-column"):
        repeated = _number(one, "number-columns-repeated")
        if one.get(_VISIBILITY) in _UNSEEN:
            sheet.hidden_columns |= {*range(column, min(column + repeated, _MOST_COLUMNS))}
        column += repeated
    for line in table.iter(f"{_TABLE}table-row"):
        repeated = _number(line, "number-rows-repeated")
        cells = list(_cells(line, f"{path}: sheet {sheet.name}"))
        if repeated > _MOST_REPEATED and any(_has_text(cell) for _, cell in cells):
            what = "rows with the same text, one below the other"
            refuse_beyond(repeated, _MOST_REPEATED, f"{path}: sheet {sheet.name}", what, COPY_THE_TABLE)
        if line.get(_VISIBILITY) in _UNSEEN:
            sheet.hidden_rows |= {*range(row, min(row + repeated, _MOST_ROWS))}
        met += len(cells) * min(repeated, _MOST_REPEATED)
        refuse_beyond(met, MOST_CELLS, f"{path}: sheet {sheet.name}", "cells", COPY_THE_TABLE)
        for number in range(row, row + min(repeated, _MOST_REPEATED) if cells else row):
            for column, cell in cells:
                _put(sheet, (number, column), cell, bold)
        row += repeated
    return sheet


def _cells(line: etree._Element, stands: str) -> Iterator[tuple[int, etree._Element]]:
    """The cells of a row that hold something, with their columns."""
    column = 0
    for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        repeated = _number(cell, "number-columns-repeated")
        if len(cell) or cell.get(f"{_TABLE}formula") or _number(cell, "number-columns-spanned") > 1:
            if repeated > _MOST_REPEATED and _has_text(cell):
                what = "cells with the same text, side by side"
                refuse_beyond(repeated, _MOST_REPEATED, stands, what, COPY_THE_TABLE)
            yield from ((column + n, cell) for n in range(min(repeated, _MOST_REPEATED)))
        column += repeated


def _has_text(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _put(sheet: Sheet, place: Place, cell: etree._Element, bold: set[str]) -> None:
    height, width = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
    if (height, width) != (1, 1):
        sheet.spans[place] = height, width
    text = "\n".join(_text(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p"))
    if text.strip():
        sheet.texts[place] = text
        if cell.get(f"{_TABLE}style-name") in bold:
            sheet.bold.add(place)
    elif cell.get(f"{_TABLE}formula") and cell.get(f"{_OFFICE}value-type") is None:
        sheet.without_value.append(place)
    for note in cell.iterchildren(f"{_OFFICE}annotation"):
        sheet.notes[place] = " ".join(_text(paragraph) for paragraph in note.iterchildren(f"{_TEXT}p"))


def _text(element: etree._Element) -> str:
    """The text of a paragraph; blanks in a row, tabs and line breaks are elements of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(whole(child.get(f"{_TEXT}c", "1")), _MOST_BLANKS))
        elif child.tag == f"{_TEXT}tab":
            parts.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _number(element: etree._Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return whole(value) if value.isdecimal() else 1
