"""Workbooks as Excel and LibreOffice write them: Annex B whole, and what a cell can hold."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile

import hostile
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from table_files import (
    expected,
    grid_of_annex_b,
    is_heading,
    read_bytes_as,
    texts,
    texts_in,
    texts_of_annex_b,
)

from drafter.documents.table import characters_in
from drafter.problems import DrafterError
from tools import convert, drafter_here, tool

TITLE = "“A mapping exercise”: matrix of recommendations"


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def annex_b():
    """Annex B with a title above, an empty column at the left, and headings merged across and bold."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Matrix"
    sheet["B1"] = TITLE
    for number, row in enumerate(grid_of_annex_b(), start=3):
        for column, text in enumerate(row, start=2):
            sheet.cell(number, column, text or None)
        if is_heading(row):
            sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=6)
            sheet.cell(number, 2).font = Font(bold=True)
    return workbook


@pytest.fixture(scope="module")
def files_of_annex_b(tmp_path_factory):
    folder = tmp_path_factory.mktemp("annex-b")
    path = folder / "annex-b.xlsx"
    path.write_bytes(saved(annex_b()))
    tool("soffice")
    made = {".xlsx": path}
    for ending in ("ods", "xls"):
        (made[f".{ending}"],) = convert(folder, path, to=ending)
    return made


@pytest.mark.thorough
@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xls"])
def test_annex_b_comes_out_of_a_workbook_with_every_character(files_of_annex_b, ending):
    document = read_bytes_as(f"annex-b{ending}", files_of_annex_b[ending].read_bytes())

    (table,) = document.tables
    assert table.name == "sheet Matrix"
    assert texts(document) == expected()
    assert [piece.text for piece in document.outside] == [TITLE]
    assert characters_in(document.pieces) == document.characters
    assert texts_in(document) == texts_of_annex_b()
    general = table.rows[1]
    assert [(cell.text, cell.column, cell.columns) for cell in general] == [("General issues", 0, 5)]
    assert general[0].paragraphs[0].bold == (ending != ".xls")
    assert general[0].paragraphs[0].stands == "sheet Matrix, cell B4"


def shown():
    """A sheet of cells of every kind, and one that is hidden."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Matrix"
    sheet.append(["Number", "Date", "Other"])
    rows = [
        [(12, ""), (dt.date(2019, 1, 22), "d mmmm yyyy"), (True, "")],
        [(138.1, "0.00"), (dt.date(2019, 1, 22), "yyyy-mm-dd"), (0.5, "0%")],
        [(138.1, ""), (dt.datetime.fromisoformat("2019-01-22 09:30"), "yyyy-mm-dd hh:mm"), ("#N/A", "")],
        [(1234567, "#,##0"), (dt.time(9, 30), "hh:mm"), ("one\ntwo", "")],
        [(7, "000"), (0.1 + 0.2, ""), (5, '"para. "0')],
    ]
    for number, row in enumerate(rows, start=2):
        for column, (value, code) in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.number_format = code or cell.number_format
    sheet["A2"].comment = Comment("see the report", "somebody")
    sheet["A7"] = "down"
    sheet.merge_cells("A7:A8")
    sheet["B7"], sheet["B8"] = "one", "two"
    workbook.create_sheet("Notes")["A1"] = "private"
    workbook["Notes"].sheet_state = "hidden"
    workbook.create_sheet("Second")["B2"] = "another table"
    return workbook


SHOWN = [
    [("Number",), ("Date",), ("Other",)],
    [("12",), ("22 January 2019",), ("TRUE",)],
    [("138.10",), ("2019-01-22",), ("50%",)],
    [("138.1",), ("2019-01-22 09:30:00",), ("#N/A",)],
    [("1,234,567",), ("09:30:00",), ("one", "two")],
    [("007",), ("0.3",), ("5",)],
    [("down",), ("one",)],
    [("two",)],
    [("another table",)],
]


def test_numbers_and_dates_are_read_as_the_sheet_shows_them():
    document = read_bytes_as("m.xlsx", saved(shown()))

    assert texts(document) == SHOWN
    first, second = document.tables
    assert (first.name, second.name) == ("sheet Matrix", "sheet Second")
    assert [note.text for note in first.rows[1][0].notes] == ["see the report"]
    assert [(cell.rows, cell.column) for cell in first.rows[6]][:2] == [(2, 0), (1, 1)]
    assert [cell.column for cell in first.rows[7]] == [1, 2]
    assert characters_in(document.pieces) == document.characters
    assert [(p.code, p.stands) for p in document.doubts] == [
        ("number-format", "sheet Matrix, cell C6"),
        ("error-value", "sheet Matrix, cell C4"),
        ("hidden-sheet", "sheet Notes"),
    ]


@pytest.mark.thorough
def test_libreoffices_sheet_shows_the_same_but_for_its_own_way_with_times(tmp_path):
    (tmp_path / "m.xlsx").write_bytes(saved(shown()))
    (path,) = convert(tmp_path, tmp_path / "m.xlsx", to="ods")

    document = read_bytes_as("m.ods", path.read_bytes())

    rows = [list(row) for row in SHOWN]
    rows[3][1], rows[4][1], rows[5][2] = ("2019-01-22 09:30",), ("09:30",), ("para. 5",)
    assert texts(document) == rows
    assert document.tables[0].rows[6][0].rows == 2
    assert [note.text for note in document.tables[0].rows[1][0].notes] == ["see the report"]


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def repacked(content, change):
    """A workbook of whose parts each was changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def test_a_workbook_saved_as_strict_open_xml_is_read_alike():
    def strict(_, part):
        for usual, other in STRICT.items():
            part = part.replace(usual, other)
        return part

    assert texts(read_bytes_as("m.xlsx", repacked(saved(shown()), strict))) == SHOWN


def test_what_stands_under_a_merged_cell_is_kept_and_said():
    unseen = b'<row r="8"><c r="A8" t="inlineStr"><is><t>unseen</t></is></c>'
    content = repacked(saved(shown()), lambda _, part: part.replace(b'<row r="8">', unseen))

    document = read_bytes_as("m.xlsx", content)

    assert [(p.text, p.stands) for p in document.outside] == [("unseen", "sheet Matrix, cell A8")]
    assert "under-merged-cell" in [p.code for p in document.doubts]
    assert characters_in(document.pieces) == document.characters


def without_value():
    workbook = openpyxl.Workbook()
    workbook.active.title = "Matrix"
    workbook.active["C14"] = "=1+1"
    return saved(workbook)


def far_away():
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["XFD1048576"] = "a", "b"
    return saved(workbook)


def noisy():
    content = bytearray(saved(shown()))
    chance = random.Random(1)
    for _ in range(300):
        content[chance.randrange(200, len(content))] = chance.randrange(256)
    return bytes(content)


def without_its_list_of_sheets():
    return repacked(saved(shown()), lambda name, part: b"<x/>" if name == "xl/workbook.xml" else part)


def in_utf_16():
    def change(name, part):
        return part.decode().encode("utf-16") if name.startswith("xl/worksheets/sheet") else part

    return repacked(saved(shown()), change)


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("m.xlsx", without_its_list_of_sheets, "m.xlsx is not an Excel workbook, or is damaged"),
        ("m.xlsx", in_utf_16, "or is damaged: its part xl/worksheets/sheet1.xml is in UTF-16"),
        ("m.xlsx", without_value, "m.xlsx: sheet Matrix, cell C14 has a formula without a stored value"),
        ("m.xlsx", far_away, "m.xlsx: sheet Sheet is too large"),
        ("m.xlsx", noisy, "m.xlsx is not an Excel workbook, or is damaged"),
        ("m.xlsx", lambda: saved(shown())[:900], "m.xlsx is not an Excel workbook, or is damaged"),
        ("m.ods", lambda: saved(shown())[:900], "m.ods is not an OpenDocument file, or is damaged"),
        (
            "m.xls",
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(900),
            "m.xls is not an Excel workbook, or is damaged",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_nothing_is_written(tmp_path, name, make, says):
    (tmp_path / name).write_bytes(make())

    done = drafter_here("import", name, "-o", "matrix.yaml", cwd=tmp_path)

    assert done.returncode == 3
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") <= 2
    assert [path.name for path in tmp_path.iterdir()] == [name]


_COURTS = b't="inlineStr"><is><t>Build courts.</t></is>'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'<c r="A1"', b'<c r="ZZZZZ99999999999"', "cell ZZZZZ99999999999 is no place on a sheet"),
        (b'<c r="B1"', b'<c r="A1"', "cell A1 is there twice"),
        (b'<row r="2"', b'<row r="1"', "row 1 is there twice"),
        (b'<c r="B1"', b'<c r="B3"', "cell B3 stands in row 1"),
        (_COURTS, b't="s"><v>-1</v>', "cell A2 names a text that the workbook does not have, “-1”"),
        (_COURTS, b't="s"><v>0</v>', "cell A2 names a text that the workbook does not have, “0”"),
        (_COURTS, b"><v>1e400</v>", "cell A2 holds no number, “1e400”"),
        (_COURTS, b't="n"><v>NaN</v>', "cell A2 holds no number, “NaN”"),
        (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="B3:A2"/></mergeCells>',
            "B3:A2 is no range of cells",
        ),
    ],
)
def test_a_place_or_a_value_that_is_none_is_damage_and_no_cell_is_dropped_or_shows_anothers_words(
    old, new, says
):
    workbook = openpyxl.Workbook()
    for row in (["Chile", "Peru"], ["Build courts.", "Build prisons."]):
        workbook.active.append(row)

    with pytest.raises(DrafterError, match=f"sheet Sheet is damaged: {says}"):
        read_bytes_as("m.xlsx", repacked(saved(workbook), lambda _, part: part.replace(old, new)))


def test_a_fault_is_told_of_the_part_in_which_it_is():
    def with_doctype(name, part):
        return b"<!DOCTYPE a>" + part if name.endswith("/sharedStrings.xml") else part

    with pytest.raises(DrafterError, match=r"the part xl/sharedStrings\.xml of m\.xlsx has a document type"):
        read_bytes_as("m.xlsx", repacked(hostile.workbook("<row/>"), with_doctype))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"spreadsheetml.sheet.main+xml", b"wordprocessingml.document.main+xml", "it is not declared as one"),
        (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            b'<worksheet xmlns="http://example.org/main"',
            "sheet Sheet is damaged: its part xl/worksheets/sheet1.xml is none of a workbook",
        ),
    ],
)
def test_what_excel_does_not_open_is_damaged_though_words_can_be_found_in_it(old, new, says):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Chile", "Peru"])
    with pytest.raises(DrafterError, match=says):
        read_bytes_as("m.xlsx", repacked(saved(workbook), lambda _, part: part.replace(old, new)))


def test_a_workbook_with_a_password_says_so(tmp_path):
    (tmp_path / "m.ods").write_bytes(saved(shown()))
    manifest = b"<manifest><encryption-data/></manifest>"
    with zipfile.ZipFile(tmp_path / "m.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"\x8f\x01scrambled")
        archive.writestr("META-INF/manifest.xml", manifest)

    with pytest.raises(DrafterError, match="is protected by a password"):
        read_bytes_as("m.ods", (tmp_path / "m.ods").read_bytes())


@pytest.mark.thorough
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_hidden_rows_and_columns_are_read_and_said(tmp_path, ending):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Matrix"
    for row in (["Chad", "Chile", "Peru"], *([f"Act {n}.", f"Build {n}.", f"Go {n}."] for n in range(1, 6))):
        sheet.append(row)
    for row in (2, 4, 5, 900):  # the last has nothing in it
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    path = tmp_path / "m.xlsx"
    path.write_bytes(saved(workbook))
    if ending == "ods":
        tool("soffice")
        (path,) = convert(tmp_path, path, to="ods")
    document = read_bytes_as(path.name, path.read_bytes())

    assert texts(document)[4] == [("Act 4.",), ("Build 4.",), ("Go 4.",)]
    assert [(one.stands, one.message) for one in document.doubts] == [
        ("sheet Matrix", "rows of this sheet are hidden (3), and were read: 2, 4 to 5"),
        ("sheet Matrix", "columns of this sheet are hidden (1), and were read: B"),
    ]


def test_the_only_sheet_is_read_where_it_is_hidden_and_that_is_said():
    workbook = openpyxl.Workbook()
    workbook.active.title = "Empty"
    sheet = workbook.create_sheet("Matrix")
    sheet.append(["Chile", "Peru"])
    sheet.append(["Build courts.", "Build prisons."])
    sheet.sheet_state = "veryHidden"

    document = read_bytes_as("m.xlsx", saved(workbook))

    assert [(one.code, one.stands) for one in document.doubts] == [("hidden-sheet", "sheet Matrix")]
    assert "it was read" in document.doubts[0].message
    assert len(document.tables) == 1


BOXES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="M"><table:shapes>
<draw:frame svg:width="5cm" svg:height="2cm" svg:x="8cm" svg:y="5cm">
<draw:text-box><text:p>Words in</text:p><text:p>a box</text:p></draw:text-box></draw:frame></table:shapes>
<table:table-row>
<table:table-cell office:value-type="string"><text:p>Chile</text:p></table:table-cell></table:table-row>
<table:table-row>
<table:table-cell office:value-type="string"><text:p>Act.</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>"""


@pytest.mark.thorough
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_text_boxes_over_the_cells_are_said(tmp_path, ending):
    tool("soffice")
    (tmp_path / "m.fods").write_text(BOXES, encoding="utf-8")
    (path,) = convert(tmp_path, tmp_path / "m.fods", to=ending)
    (doubt,) = read_bytes_as(path.name, path.read_bytes()).doubts

    assert (doubt.code, doubt.stands) == ("text-box", "sheet M")
    assert doubt.message.endswith("not read: “Words in a box”")
