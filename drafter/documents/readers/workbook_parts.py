"""What the parts of an Excel workbook say of its cells that calamine does not tell (ISO 29500-1, part 18).

And whether they are too many: calamine makes room for each place of a sheet before anybody can count them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from drafter.documents.readers.sheets import COPY_THE_TABLE, Place
from drafter.docx.parts.package import content_type_of, relationships
from drafter.docx.parts.unpacking import parse_part
from drafter.files.limits import LARGEST_TEXT, MOST_CELLS, MOST_TAGS, refuse_beyond
from drafter.problems import DrafterError
from drafter.text.words import shortened, whole

HINT = "Open it in Excel and save it again as an Excel workbook (.xlsx), or ask for the file anew."
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ON_SHEETS = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MOST_PLACES = 4_000_000  # of a sheet, filled or not: up to the last cell in each direction
_MOST_SHEETS = 250
_LONGEST_TEXT = 32_767  # characters that a cell of Excel can have
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
_MOST_HIDDEN = 1000  # stretches of columns, whatever the file says
_LONGEST = 40  # of a name that is shown
# What Excel opens: workbooks and templates, without macros and with.
_WORKBOOKS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.",
    "application/vnd.ms-excel.",
)
_TRUE = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LETTERS = 26
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


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks: the code of its number format ("" for none), and whether it is bold."""

    format: str = ""
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet's own part says of its cells."""

    styles: dict[Place, Style] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    without_value: list[Place] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def marks_of_sheets(parts: Mapping[str, bytes], path: Path) -> Iterator[tuple[str, Marks]]:
    """What each sheet's part says, with the sheet's name.

    Raises:
        DrafterError: if a part is damaged, or has more than is read.
    """
    main = next((one.target for one in relationships(parts, "") if one.kind == "officeDocument"), "")
    if not main.endswith(".xml") or main not in parts:
        return
    if not content_type_of(parts, main).startswith(_WORKBOOKS):
        raise DrafterError(f"{path} is damaged, or is no Excel workbook: it is not declared as one", HINT)
    related, named = relationships(parts, main), f"{main} of {path}"
    shared = [
        parse_part(parts[one.target], f"{one.target} of {path}")
        for one in related
        if one.kind == "sharedStrings" and one.target in parts
    ]
    lengths = [len("".join(map(str, one.itertext()))) for root in shared for one in root]
    refuse_beyond(max(lengths, default=0), _LONGEST_TEXT, f"{path}: a cell", "characters")
    # calamine makes room for as many as the part says that it has.
    said = [root.get(name) or "" for root in shared for name in ("count", "uniqueCount")]
    refuse_beyond(max(map(whole, said), default=0), MOST_TAGS, str(path), "texts in cells")
    told = 0  # characters, by cells that all may show the same text
    styles = next(
        (
            list(_styles(parse_part(parts[one.target], f"{one.target} of {path}")))
            for one in related
            if one.kind == "styles" and one.target in parts
        ),
        [],
    )
    targets = {one.id: one.target for one in related}
    sheets = list(parse_part(parts[main], named).iter(f"{SPREADSHEET}sheet"))
    refuse_beyond(len(sheets), _MOST_SHEETS, str(path), "sheets")
    for sheet in sheets:
        part = targets.get(sheet.get(ID, ""), "")
        if part in parts:
            told += _told_by(parse_part(parts[part], f"{part} of {path}"), lengths)
            refuse_beyond(told, LARGEST_TEXT, str(path), "characters")
            yield (
                sheet.get("name", ""),
                _marks_of(parts, part, styles, len(lengths), f"{path}: sheet {sheet.get('name')}"),
            )


def _told_by(root: etree._Element, lengths: list[int]) -> int:
    """How many characters the cells of a sheet show by naming one of the shared texts."""
    cells = (one for one in root.iter(f"{SPREADSHEET}c") if one.get("t") == "s")
    named = (whole(cell.findtext(f"{SPREADSHEET}v", "")) for cell in cells)
    return sum(lengths[one] for one in named if 0 <= one < len(lengths))


def _marks_of(parts: Mapping[str, bytes], part: str, styles: list[Style], shared: int, stands: str) -> Marks:
    marks = Marks()
    root = parse_part(parts[part], part)
    if not str(root.tag).startswith(SPREADSHEET):
        raise DrafterError(f"{stands} is damaged: its part {part} is none of a workbook", HINT)
    _check_places(root, stands)
    _check_values(root, shared, stands)
    _mark_hidden(root, marks)
    for cell in root.iter(f"{SPREADSHEET}c"):
        place = _place(cell.get("r", ""))
        value = cell.findtext(f"{SPREADSHEET}v", "")
        if place is None or not len(cell):
            continue
        style = cell.get("s", "0")
        marks.styles[place] = (
            styles[whole(style)] if style.isdecimal() and whole(style) < len(styles) else Style()
        )
        if cell.get("t") == "e":
            marks.errors[place] = value
        elif not value and cell.get("t") != "str" and cell.find(f"{SPREADSHEET}f") is not None:
            marks.without_value.append(place)
    row = column = 0
    for number, one in enumerate(root.iter(f"{SPREADSHEET}row"), start=1):
        # A row or a cell that does not say where it stands follows the one before it.
        row = max(row, whole(one.get("r") or "") or number)
        column = max(column, len(one))
    if marks.styles:
        column = max(column, *(column + 1 for _, column in marks.styles))
    if row * column > _MOST_PLACES:
        raise DrafterError(f"{stands} is too large: a cell stands far from the others", COPY_THE_TABLE)
    refuse_beyond(len(marks.styles), MOST_CELLS, stands, "cells", COPY_THE_TABLE)
    marks.notes.update(_notes(parts, part))
    marks.boxes.extend(_boxes(parts, part))
    return marks


def _mark_hidden(root: etree._Element, marks: Marks) -> None:
    for number, row in enumerate(root.iter(f"{SPREADSHEET}row")):
        if row.get("hidden") in _TRUE and (place := _place(f"A{row.get('r') or number + 1}")):
            marks.hidden_rows.add(place[0])
    columns = list(root.iter(f"{SPREADSHEET}col"))
    for column in columns[:_MOST_HIDDEN]:
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal():
            marks.hidden_columns.update(range(whole(first) - 1, min(whole(last), _MOST_COLUMNS)))


def _check_places(root: etree._Element, stands: str) -> None:
    """See that each row and each cell that says where it stands is alone there, in its row and on the sheet.

    Raises:
        DrafterError: if not: of two cells in one place calamine would drop one, and a place off the sheet
            would take all of the memory.
    """
    for kind in ("row", "c"):
        seen = set()
        for one in root.iter(SPREADSHEET + kind):
            if (name := one.get("r")) is None:
                continue
            row, column = _place(f"A{name}" if kind == "row" else name) or (_MOST_ROWS, 0)
            wrong = "is no place on a sheet" if row >= _MOST_ROWS or column >= _MOST_COLUMNS else ""
            around = "" if kind == "row" or (parent := one.getparent()) is None else parent.get("r", "")
            if around and around != str(row + 1):
                wrong = wrong or f"stands in row {shortened(around, _LONGEST)}"
            if wrong := wrong or ("is there twice" if (row, column) in seen else ""):
                what = "row" if kind == "row" else "cell"
                raise DrafterError(f"{stands} is damaged: {what} {shortened(name, _LONGEST)} {wrong}", HINT)
            seen.add((row, column))


def _check_values(root: etree._Element, shared: int, stands: str) -> None:
    """See that each cell has what it says, and that each merge goes from its first cell to its last.

    Args:
        root: The sheet.
        shared: How many texts the workbook has that cells name.
        stands: The sheet, as messages name it.

    Raises:
        DrafterError: if not: of a text that is not there calamine shows the first, in another one's place.
    """
    for cell in root.iter(f"{SPREADSHEET}c"):
        value, kind = cell.findtext(f"{SPREADSHEET}v", "").strip(), cell.get("t", "n")
        wrong = ""
        if kind == "s" and not (value.isdecimal() and whole(value) < shared):
            wrong = "names a text that the workbook does not have"
        elif kind == "n" and value and not _is_finite(value):
            wrong = "holds no number"
        if wrong:
            shown = shortened(value, _LONGEST)
            raise DrafterError(f"{stands} is damaged: cell {cell.get('r', '')} {wrong}, “{shown}”", HINT)
    for merge in root.iter(f"{SPREADSHEET}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        begins, ends = _place(first), _place(last or first)
        if not begins or not ends or begins[0] > ends[0] or begins[1] > ends[1]:
            shown = shortened(merge.get("ref", ""), _LONGEST)
            raise DrafterError(f"{stands} is damaged: {shown} is no range of cells to be merged", HINT)


def _is_finite(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _notes(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[Place, str]]:
    """The comments on a sheet's cells."""
    for one in relationships(parts, part):
        if one.kind == "comments" and one.target in parts:
            for comment in parse_part(parts[one.target], one.target).iter(f"{SPREADSHEET}comment"):
                place = _place(comment.get("ref", ""))
                text = "".join(text.text or "" for text in comment.iter(f"{SPREADSHEET}t"))
                if place is not None and text.strip():
                    yield place, text


def _boxes(parts: Mapping[str, bytes], part: str) -> Iterator[str]:
    """What stands in text boxes and shapes over a sheet's cells."""
    for one in relationships(parts, part):
        if one.kind == "drawing" and one.target in parts:
            for box in parse_part(parts[one.target], one.target).iter(f"{_ON_SHEETS}txBody"):
                paragraphs = box.iter(f"{_DRAWING}p")
                yield " ".join("".join(run.text or "" for run in p.iter(f"{_DRAWING}t")) for p in paragraphs)


def _styles(root: etree._Element) -> Iterator[Style]:
    """The styles of cells, in their order."""
    formats = {
        one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(f"{SPREADSHEET}numFmt")
    }
    fonts = root.iterfind(f"{SPREADSHEET}fonts/{SPREADSHEET}font")
    bold = [
        any(one.get("val") not in ("0", "false") for one in font.iter(f"{SPREADSHEET}b")) for font in fonts
    ]
    for style in root.iterfind(f"{SPREADSHEET}cellXfs/{SPREADSHEET}xf"):
        number, font = style.get("numFmtId", "0"), style.get("fontId", "0")
        built_in = _BUILT_IN.get(whole(number), "") if number.isdecimal() else ""
        is_bold = font.isdecimal() and whole(font) < len(bold) and bold[whole(font)]
        yield Style(formats.get(number, built_in), is_bold)


def _place(name: str) -> Place | None:
    found = _REFERENCE.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
