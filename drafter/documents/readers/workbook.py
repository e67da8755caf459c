"""Reads Excel workbooks (.xlsx, .xlsm, .xlsb, .xls): values by calamine, and what it does not tell.

That is (ISO 29500-1, part 18): bold type, number formats, error values, comments, and
formulas without a stored value. In the binary formats these cannot be seen, which is said.
"""

from __future__ import annotations

import io
import math
import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from drafter.documents.readers.sheets import (
    Sheet,
    document_of,
    problem,
    rows_of,
    shown_number,
)
from drafter.documents.readers.workbook_parts import HINT, ID, SPREADSHEET, Marks, Style, marks_of_sheets
from drafter.documents.table import Document
from drafter.docx.parts.unpacking import CONTENT_TYPES, unzipped
from drafter.problems import DrafterError

_STRICT = b"http://purl.oclc.org/ooxml/"
_TOP = 2000  # bytes, in which a part names its namespaces
_ZIP = b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
# Number formats that say how many places are shown: "0.00", "#,##0", "0%", "000".
_PLAIN = re.compile(r"(?P<thousands>#,##)?(?P<zeros>0+)(?:\.(?P<places>0+))?(?P<percent>%)?(?:_\))?")
_MOST_DIGITS = 30  # before and behind the point, as Excel shows them
_GENERAL = ("", "General", "@")
_DATE_PART = re.compile(r'yyyy|yy|mmmm|mmm|mm|m|dd|d|\\.|"[^"]*"|[ ,./-]', re.IGNORECASE)
_DATES: dict[str, Callable[[date], str]] = {
    "yyyy": lambda day: f"{day.year:04}",
    "yy": lambda day: f"{day.year % 100:02}",
    "mmmm": lambda day: month_name[day.month],
    "mmm": lambda day: month_abbr[day.month],
    "mm": lambda day: f"{day.month:02}",
    "m": lambda day: f"{day.month}",
    "dd": lambda day: f"{day.day:02}",
    "d": lambda day: f"{day.day}",
}


def read(content: bytes, path: Path) -> Document:
    """Read a workbook; macros are never run.

    Raises:
        DrafterError: if it is damaged or protected by a password, or a formula has no stored value.
    """
    is_packed = content.startswith(_ZIP)
    damaged = f"{path} is not an Excel workbook, or is damaged"
    parts = unzipped(content, str(path), "an Excel workbook", CONTENT_TYPES, HINT) if is_packed else {}
    parts = {name: _transitional(part) if name.endswith(".xml") else part for name, part in parts.items()}
    for name, part in parts.items():  # calamine finds nothing in them
        if name.endswith(".xml") and part.startswith(_UTF_16):
            raise DrafterError(f"{damaged}: its part {name} is in UTF-16", HINT)
    marks = dict(marks_of_sheets(parts, path))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            _sheet(workbook, one.name, one.visible != SheetVisibleEnum.Visible, marks)
            for one in workbook.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError:
        raise DrafterError(
            f"{path} is protected by a password",
            "Open it in Excel, take the password off (File, Info), and save it.",
        ) from None
    except CalamineError as error:
        raise DrafterError(f"{damaged} ({error})", HINT) from None
    except BaseException as error:
        # What calamine did not foresee is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise DrafterError(damaged, HINT) from None
    if not sheets:
        raise DrafterError(f"{damaged}: it has no sheet with cells", HINT)
    document = document_of(sheets, path)
    has_macros = any(name.endswith("vbaProject.bin") for name in parts) or b"_\0V\0B\0A\0" in content
    said = {"macros": has_macros, "binary-workbook": not marks}
    doubts = [problem(path, key, "") for key, is_so in said.items() if is_so]
    return replace(document, doubts=(*document.doubts, *doubts))


def _sheet(workbook: CalamineWorkbook, name: str, is_hidden: bool, marks: Mapping[str, Marks]) -> Sheet:
    values = workbook.get_sheet_by_name(name)
    mark = marks.get(name) or Marks()
    sheet = Sheet(
        name,
        is_hidden,
        notes=mark.notes,
        without_value=mark.without_value,
        boxes=mark.boxes,
        hidden_rows=mark.hidden_rows,
        hidden_columns=mark.hidden_columns,
    )
    for place, value in rows_of(values.to_python(skip_empty_area=False)):
        style = mark.styles.get(place, Style())
        text, is_sure = _shown(value, style.format)
        if not is_sure:
            sheet.doubts.append((place, "number-format", {"text": text, "format": style.format}))
        if text.strip():
            sheet.texts[place] = text
            if style.is_bold:
                sheet.bold.add(place)
    for place, error in mark.errors.items():
        sheet.texts[place] = error
        sheet.doubts.append((place, "error-value", {"text": error}))
    for (top, left), (bottom, right) in values.merged_cell_ranges or ():
        sheet.spans[top, left] = bottom - top + 1, right - left + 1
    return sheet


def _transitional(part: bytes) -> bytes:
    """A part in the names of ordinary workbooks: “Strict Open XML” has the same elements in others."""
    if _STRICT not in part[:_TOP]:
        return part
    spreadsheet, relations = SPREADSHEET.strip("{}").encode(), ID[1:].partition("}")[0].encode()
    return part.replace(_STRICT + b"spreadsheetml/main", spreadsheet).replace(
        _STRICT + b"officeDocument/relationships", relations
    )


# What cells show


def _shown(value: object, code: str) -> tuple[str, bool]:
    """What a cell shows, and whether that is certain."""
    code = re.sub(r"\[[^\]]*\]", "", code.partition(";")[0])
    if isinstance(value, bool):
        return str(value).upper(), True
    if isinstance(value, (int, float)):
        return _number(value, code)
    if isinstance(value, (date, time)):
        return _date(value, code), True
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}", True
    return str(value).replace("\r\n", "\n").replace("\r", "\n"), True


def _number(value: float, code: str) -> tuple[str, bool]:
    plain = _PLAIN.fullmatch(code.replace("\\", ""))
    if plain is None:
        return shown_number(value), code in _GENERAL and math.isfinite(value)
    if plain["percent"]:
        value *= 100
    places = min(len(plain["places"] or ""), _MOST_DIGITS)
    width = min(len(plain["zeros"]), _MOST_DIGITS) + (places + 1 if places else 0)
    text = f"{value:,.{places}f}" if plain["thousands"] else f"{value:0{width}.{places}f}"
    return text + (plain["percent"] or ""), True


def _date(value: date | time, code: str) -> str:
    """A date in its format, in English, where that has days, months and years alone; else by ISO 8601."""
    parts = _DATE_PART.findall(code)
    plain = "".join(parts) == code and code not in _GENERAL
    if not plain or not isinstance(value, date):
        return (
            value.isoformat(" ").removesuffix(" 00:00:00")
            if isinstance(value, datetime)
            else value.isoformat()
        )
    return "".join(
        _DATES[part.lower()](value) if part.lower() in _DATES else part.strip('"\\') for part in parts
    )
