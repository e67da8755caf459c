"""Notes below a table that cite a paragraph, and a cell among the themes that does."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from factory import cell, read_tables, texts_of

from drafter.documents.interpreter import interpret
from drafter.documents.readers import read
from drafter.problems import Severity

HEADS = ["Pillar", "Caribbean", "Central Asia", "Southern Africa"]
ROWS = [
    HEADS,
    ["Access", "Abolish fees. (para. 1)", "Open on Sundays. (para. 3)", "Build shelves. (para. 4)"],
    ["", "Lend films. (para. 2)", "", ""],
    ["Staff", "", "Pay interns. (para. 8)", "Train staff. (para. 9)"],
]
THEIRS = {"ca-1", "ca-2", "ca2-3", "sa-4", "ca2-8", "sa-9"}
EMPTY = ["", "", "", ""]


def alone(text, column):
    return [text if place == column else "" for place in range(4)]


SHARE = alone("Share catalogues. (para. 20)", 1)


def told(reading, severity=Severity.ERROR):
    return [(one.code, one.stands) for one in reading.problems if one.severity is severity]


@pytest.mark.parametrize("column", [0, 1, 3])
@pytest.mark.parametrize("gap", [0, 3])
@pytest.mark.parametrize(
    "note",
    [
        "Note: Southern Africa met twice (see para. 20).",
        "* Paragraph numbers of the advance version (para. 20).",
        "Source : rapports finals (par. 20).",
        "Nota: véanse los informes (párr. 20).",
    ],
)
def test_a_note_below_a_table_is_told_with_its_place_and_not_used(note, gap, column):
    reading = read_tables([*ROWS, *[EMPTY] * gap, alone(note, column)])
    assert set(texts_of(reading.matrix)) == THEIRS
    place = f"table 1, row {5 + gap}, column {column + 1}"
    assert told(reading, Severity.WARNING) == [("left-over", place)]
    assert [theme.title for theme in reading.matrix.themes] == ["Access", "Staff"]
    assert not told(reading)


def test_a_note_below_a_sheet_is_found_behind_rows_that_are_empty():
    workbook = openpyxl.Workbook()
    for row in [*ROWS, [], [], ["", "Southern Africa met twice (see para. 20)."]]:
        workbook.active.append([text or None for text in row])
    stream = io.BytesIO()
    workbook.save(stream)
    path = Path("libraries.xlsx")
    reading = interpret(read(stream.getvalue(), path), "made-up", None, ())
    assert set(texts_of(reading.matrix)) == THEIRS
    assert told(reading) == [("left-over", "sheet Sheet, cell B7")]


@pytest.mark.parametrize(
    "below",
    [
        [EMPTY, alone("Southern Africa met twice (see para. 20).", 1)],
        [alone("Note the efforts of librarians. (para. 20)", 2)],
    ],
)
def test_what_may_be_a_note_or_a_recommendation_is_an_error_with_both_readings(below):
    reading = read_tables([*ROWS, *below])
    assert set(texts_of(reading.matrix)) == THEIRS
    ((_, place),) = told(reading)
    (problem,) = (one for one in reading.problems if one.severity is Severity.ERROR)
    assert place.startswith(f"table 1, row {4 + len(below)},")
    assert "may be a note" in problem.message
    assert "or a recommendation" in problem.message


@pytest.mark.parametrize(
    "rows",
    [
        [*ROWS, SHARE],
        [*ROWS[:3], EMPTY, alone("Note the efforts. (para. 21)", 2), EMPTY, ROWS[3], EMPTY, SHARE],
        [*ROWS[:2], EMPTY, *ROWS[2:], ["Money", "Note the budget. (para. 20)", "", ""]],
        [*ROWS[:3], [cell("Staff", rows=2), *ROWS[3][1:]], ["Share catalogues. (para. 20)", "", ""]],
    ],
)
def test_a_last_recommendation_that_stands_alone_in_its_row_is_one(rows):
    reading = read_tables(rows)
    assert "ca-20" in texts_of(reading.matrix)
    assert not told(reading)


def test_one_cell_that_cites_does_not_make_a_region_of_the_themes():
    rows = [*ROWS, ["Books (see para. 7)", "Buy more. (para. 30)", "", ""]]
    assert told(read_tables(rows)) == [("themes-or-region", "table 1, row 5, column 1")]
    said = read_tables(rows, columns={"theme": "Pillar"})
    assert not told(said)
    assert [theme.title for theme in said.matrix.themes] == ["Access", "Staff", "Books (see para. 7)"]
    without_head = [["", *HEADS[1:]], *rows[1:]]
    assert told(read_tables(without_head)) == [("themes-or-region", "table 1, row 5, column 1")]


def test_a_citation_at_the_end_in_a_form_that_is_not_known_is_called_so():
    rows = [*ROWS, ["Money", "Buy more. (A/CONF.260/PM.4/3, para. 1 (a)–(c))", "", ""]]
    (problem,) = (one for one in read_tables(rows).problems if one.severity is Severity.ERROR)
    assert problem.code == "unreadable-citation"
    assert "(A/CONF.260/PM.4/3, para. 1 (a)–(c)) is in a form that is not known" in problem.message
    assert "(para. 12 (c))" in problem.hint
