"""Reads Excel workbooks (.xlsx, .xlsm, .xlsb, .xls): values by calamine, and what it does not tell.

That is (ISO 29500-1, part 18): bold type, number formats, error values, comments, and
formulas without a stored value. In the binary formats these cannot be seen, which is said.
"""

from __future__ import annotations

import io
import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from drafter.documents.readers.sheets import Place, Sheet, document_of, problem, rows_of, shown_number
from drafter.documents.table import Document
from drafter.docx.package import relationships
from drafter.docx.unpacking import CONTENT_TYPES, parse_part, unzipped
from drafter.problems import DrafterError
from drafter.text.words import shortened, whole

_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ON_SHEETS = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TOP = 2000  # bytes, in which a part names its namespaces
_ZIP = b"PK\x03\x04"
_HINT = "Open it in Excel and save it again as an Excel workbook (.xlsx), or ask for the file anew."
_MOST_CELLS = 20_000_000
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
_LONGEST = 40  # of a name that is shown
_TRUE = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
# Number formats that say how many places are shown: "0.00", "#,##0", "0%", "000".
_PLAIN = re.compile(r"(?P<thousands>#,##)?(?P<zeros>0+)(?:\.(?P<places>0+))?(?P<percent>%)?(?:_\))?")
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0_)",
    39: "#,##0.00_)",
}
_GENERAL = ("", "General", "@")
_LETTERS = 26
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


@dataclass(frozen=True, slots=True)
class _Style:
    """How a cell looks: the code of its number format ("" for none), and whether it is bold."""

    format: str = ""
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a sheet's own part says of its cells."""

    styles: dict[Place, _Style] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    without_value: list[Place] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read(content: bytes, path: Path) -> Document:
    """Read a workbook; macros are never run.

    Raises:
        DrafterError: if it is damaged or protected by a password, or a formula has no stored value.
    """
    is_packed = content.startswith(_ZIP)
    parts = unzipped(content, str(path), "an Excel workbook", CONTENT_TYPES, _HINT) if is_packed else {}
    parts = {name: _transitional(part) if name.endswith(".xml") else part for name, part in parts.items()}
    marks = dict(_marks(parts, path))
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
        raise DrafterError(f"{path} is not an Excel workbook, or is damaged ({error})", _HINT) from None
    except BaseException as error:
        # What calamine did not foresee is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise DrafterError(f"{path} is not an Excel workbook, or is damaged", _HINT) from None
    document = document_of(sheets, path)
    has_macros = any(name.endswith("vbaProject.bin") for name in parts) or b"_\0V\0B\0A\0" in content
    said = {"macros": has_macros, "binary-workbook": not marks}
    doubts = [problem(path, key, "") for key, is_so in said.items() if is_so]
    return replace(document, doubts=(*document.doubts, *doubts))


def _sheet(workbook: CalamineWorkbook, name: str, is_hidden: bool, marks: Mapping[str, _Marks]) -> Sheet:
    values = workbook.get_sheet_by_name(name)
    mark = marks.get(name) or _Marks()
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
        style = mark.styles.get(place, _Style())
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
    spreadsheet, relations = _SPREADSHEET.strip("{}").encode(), _ID[1:].partition("}")[0].encode()
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
        return shown_number(value), code in _GENERAL
    if plain["percent"]:
        value *= 100
    places = len(plain["places"] or "")
    width = len(plain["zeros"]) + (places + 1 if places else 0)
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


# What the parts of the file say


def _marks(parts: Mapping[str, bytes], path: Path) -> Iterator[tuple[str, _Marks]]:
    main = next((one.target for one in relationships(parts, "") if one.kind == "officeDocument"), "")
    if not main.endswith(".xml") or main not in parts:
        return
    related = relationships(parts, main)
    styles = next(
        (
            list(_styles(parse_part(parts[one.target], one.target)))
            for one in related
            if one.kind == "styles" and one.target in parts
        ),
        [],
    )
    targets = {one.id: one.target for one in related}
    for sheet in parse_part(parts[main], main).iter(f"{_SPREADSHEET}sheet"):
        part = targets.get(sheet.get(_ID, ""), "")
        if part in parts:
            yield sheet.get("name", ""), _marks_of(parts, part, styles, f"{path}: sheet {sheet.get('name')}")


def _marks_of(parts: Mapping[str, bytes], part: str, styles: list[_Style], stands: str) -> _Marks:
    marks = _Marks()
    root = parse_part(parts[part], part)
    _check_places(root, stands)
    _mark_hidden(root, marks)
    for cell in root.iter(f"{_SPREADSHEET}c"):
        place = _place(cell.get("r", ""))
        value = cell.findtext(f"{_SPREADSHEET}v", "")
        if place is None or not len(cell):
            continue
        style = cell.get("s", "0")
        marks.styles[place] = (
            styles[whole(style)] if style.isdecimal() and whole(style) < len(styles) else _Style()
        )
        if cell.get("t") == "e":
            marks.errors[place] = value
        elif not value and cell.get("t") != "str" and cell.find(f"{_SPREADSHEET}f") is not None:
            marks.without_value.append(place)
    if marks.styles:
        size = (max(row for row, _ in marks.styles) + 1) * (max(column for _, column in marks.styles) + 1)
        if size > _MOST_CELLS:
            raise DrafterError(
                f"{stands} is too large: a cell stands far from the others",
                "Copy the table into a new sheet and save that.",
            )
    marks.notes.update(_notes(parts, part))
    marks.boxes.extend(_boxes(parts, part))
    return marks


def _mark_hidden(root: etree._Element, marks: _Marks) -> None:
    for number, row in enumerate(root.iter(f"{_SPREADSHEET}row")):
        if row.get("hidden") in _TRUE and (place := _place(f"A{row.get('r') or number + 1}")):
            marks.hidden_rows.add(place[0])
    for column in root.iter(f"{_SPREADSHEET}col"):
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            marks.hidden_columns.update(range(whole(first) - 1, min(whole(last), _MOST_COLUMNS)))


def _check_places(root: etree._Element, stands: str) -> None:
    """See that each row and each cell that says where it stands is alone there, and on the sheet.

    Raises:
        DrafterError: if not: of two cells in one place calamine would drop one, and a place off the sheet
            would take all of the memory.
    """
    for kind in ("row", "c"):
        seen = set()
        for name in (one.get("r") for one in root.iter(_SPREADSHEET + kind)):
            if name is None:
                continue
            row, column = _place(f"A{name}" if kind == "row" else name) or (_MOST_ROWS, 0)
            wrong = "is no place on a sheet" if row >= _MOST_ROWS or column >= _MOST_COLUMNS else ""
            if wrong := wrong or ("is there twice" if (row, column) in seen else ""):
                what = "row" if kind == "row" else "cell"
                raise DrafterError(f"{stands} is damaged: {what} {shortened(name, _LONGEST)} {wrong}", _HINT)
            seen.add((row, column))


def _notes(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[Place, str]]:
    """The comments on a sheet's cells."""
    for one in relationships(parts, part):
        if one.kind == "comments" and one.target in parts:
            for comment in parse_part(parts[one.target], one.target).iter(f"{_SPREADSHEET}comment"):
                place = _place(comment.get("ref", ""))
                text = "".join(text.text or "" for text in comment.iter(f"{_SPREADSHEET}t"))
                if place is not None and text.strip():
                    yield place, text


def _boxes(parts: Mapping[str, bytes], part: str) -> Iterator[str]:
    """What stands in text boxes and shapes over a sheet's cells."""
    for one in relationships(parts, part):
        if one.kind == "drawing" and one.target in parts:
            for box in parse_part(parts[one.target], one.target).iter(f"{_ON_SHEETS}txBody"):
                paragraphs = box.iter(f"{_DRAWING}p")
                yield " ".join("".join(run.text or "" for run in p.iter(f"{_DRAWING}t")) for p in paragraphs)


def _styles(root: etree._Element) -> Iterator[_Style]:
    """The styles of cells, in their order."""
    formats = {
        one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(f"{_SPREADSHEET}numFmt")
    }
    fonts = root.iterfind(f"{_SPREADSHEET}fonts/{_SPREADSHEET}font")
    bold = [
        any(one.get("val") not in ("0", "false") for one in font.iter(f"{_SPREADSHEET}b")) for font in fonts
    ]
    for style in root.iterfind(f"{_SPREADSHEET}cellXfs/{_SPREADSHEET}xf"):
        number, font = style.get("numFmtId", "0"), style.get("fontId", "0")
        built_in = _BUILT_IN.get(whole(number), "") if number.isdecimal() else ""
        is_bold = font.isdecimal() and whole(font) < len(bold) and bold[whole(font)]
        yield _Style(formats.get(number, built_in), is_bold)


def _place(name: str) -> Place | None:
    found = _REFERENCE.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
