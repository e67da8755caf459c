"""Whose a row of a list is, where names, columns and texts leave a doubt: said, never guessed."""

from __future__ import annotations

import pytest
from factory import read_tables, texts_of

from drafter.documents.names import Names
from drafter.documents.source import read_document
from drafter.problems import DrafterError, ExitStatus, Severity

BEHIND = ["Recommendation", "Theme"]
STATES = ["State", "Recommendation", "Paragraph", "Theme"]


def said(reading, severity):
    return [(one.code, one.stands, one.message) for one in reading.problems if one.severity is severity]


@pytest.mark.parametrize(
    "both",
    [
        "Build less (Chile)\nTrain guards (Peru);",
        "Build less (Chile). Train guards (Peru).",
        "Build less (Chile), Train guards (Peru)",
        "- Build less (Chile)\n- Train guards (Peru)",
        "Build less (Chile) as well (Peru)",
    ],
)
def test_a_known_name_within_a_text_is_an_error_and_its_words_are_nobodys(both):
    rows = [BEHIND, [both, "Prisons"], ["Go (Peru)", "Courts"], ["Stay (Chile)", "Courts"]]
    reading = read_tables(rows)
    ((code, place, message),) = said(reading, Severity.ERROR)
    assert (code, place) == ("in-list", "table 1, row 2, column 1")
    assert message.startswith("“Chile” stands in brackets within this text")
    assert sorted(texts_of(reading.matrix).values()) == ["Go", "Stay"]


def test_a_name_at_the_end_of_a_line_that_stands_nowhere_else_is_an_error_and_at_a_full_stop_a_doubt():
    rows = [["Build less (Chile)\nTrain guards (Peru)", "Prisons"], ["Go (Peru)", "Courts"]]
    ((code, _, message),) = said(read_tables([BEHIND, *rows]), Severity.ERROR)
    assert (code, message[:8]) == ("in-list", "“Chile” ")
    rows[0][0] = "Build less (Istanbul Convention). Train guards (Peru)"
    reading = read_tables([BEHIND, *rows])
    assert "name-within-text" in [code for code, _, _ in said(reading, Severity.WARNING)]
    assert "Build less (Istanbul Convention). Train guards" in texts_of(reading.matrix).values()


def test_two_texts_in_a_row_of_two_states_are_not_given_to_both():
    rows = [["Chile, Peru", "Build less (Chile); train guards (Peru);", "1.1", "Prisons"]]
    reading = read_tables(
        [STATES, *rows, ["Peru", "Go", "1.2", "Courts"], ["Chile", "Stay", "1.3", "Courts"]]
    )
    assert [code for code, _, _ in said(reading, Severity.ERROR)] == ["in-list"]
    assert sorted(texts_of(reading.matrix).values()) == ["Go", "Stay"]


def test_capitals_behind_a_text_that_stand_nowhere_else_are_no_state():
    rows = [["Build less (Chile)", "Prisons"], ["Train guards (OPCAT)", "Prisons"], ["Go (Peru)", "Courts"]]
    reading = read_tables([BEHIND, *rows])
    ((_, place, message),) = said(reading, Severity.ERROR)
    assert place == "table 1, row 3, column 1"
    assert message.startswith("“OPCAT” stands in brackets behind this text and is named nowhere else")
    assert [region.name for region in reading.matrix.regions] == ["Chile", "Peru"]
    rows = [["Build less (CHILE)", "Prisons"], ["Go (PERU)", "Courts"]]
    reading = read_tables([BEHIND, *rows])
    assert said(reading, Severity.ERROR) == []
    assert said(reading, Severity.NOTE)[0][2].endswith("“CHILE”, “PERU”")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Chile\nPeru", ["Chile", "Peru"]),
        ("Norway\nSweden", ["Norway", "Sweden"]),
        ("Chile/Peru", ["Chile", "Peru"]),
        ("Chile + Peru", ["Chile", "Peru"]),
        ("Chile  Peru", ["Chile", "Peru"]),
        ("Norway/Peru", ["Norway/Peru"]),
        ("United Kingdom of Great Britain and\nNorthern Ireland",) * 2,
        ("Bolivia\n(Plurinational State of)",) * 2,
        ("Republic of\nKorea",) * 2,
    ],
)
def test_names_without_a_comma_between_them(written, names):
    names = [names.replace("\n", " ")] if isinstance(names, str) else names
    assert Names(["Chile", "Peru", written], ()).of(written) == names


@pytest.mark.parametrize("written", ["by Chile", "Chile [lead]", "Chile (GRULAC)", "Norway/Chile"])
def test_a_name_with_another_in_it_is_said(written):
    reading = read_tables([STATES, [written, "Go", "1.1", "A"], ["Chile", "Stay", "1.2", "A"]])
    assert [code for code, _, _ in said(reading, Severity.WARNING)] == ["name-in-name"]


@pytest.mark.parametrize(
    "written", ["Guinea-Bissau", "Democratic Republic of the Guinea", "Equatorial Guinea"]
)
def test_a_name_of_a_state_that_has_another_in_it_is_not(written):
    reading = read_tables([STATES, [written, "Go", "1.1", "A"], ["Guinea", "Stay", "1.2", "A"]])
    assert said(reading, Severity.WARNING) == []


def test_a_dash_for_a_name_does_not_say_whose_a_row_is():
    reading = read_tables([STATES, ["-", "Go", "1.1", "A"], ["Chile", "Stay", "1.2", "A"]])
    assert [code for code, _, _ in said(reading, Severity.ERROR)] == ["in-list"]
    assert [region.name for region in reading.matrix.regions] == ["Chile"]


@pytest.mark.parametrize(
    ("heads", "role"),
    [
        (["Country", "State", "Recommendation"], "region"),
        (["State", "Recommending State", "Recommendation"], "region"),
        (["Region", "State", "Recommendation"], "region"),
        (["State", "Text", "Recommendation"], "text"),
    ],
)
def test_of_two_columns_that_could_hold_the_same_none_is_taken(heads, role):
    rows = [heads, ["Chile", "Peru", "Train guards"], ["Peru", "Chile", "Build less"]]
    with pytest.raises(DrafterError) as raised:
        read_tables(rows)
    assert f"--column {role}=" in str(raised.value)
    chosen = [head for head in heads if f'"{head}"' in raised.value.hint][1]
    reading = read_tables(rows, columns={role: chosen})
    assert set(reading.columns) == {"region", "text"}
    assert reading.columns[role] == chosen


@pytest.mark.parametrize("heads", [["State", "State", "Text"], ["State", "Text", "Text"]])
def test_two_columns_with_one_head_are_an_error_even_where_it_is_named(heads):
    rows = [heads, ["Chile", "Peru", "Train guards"]]
    for columns in ({}, {"region": "State", "text": "Text"}):
        with pytest.raises(DrafterError, match="two columns have the head"):
            read_tables(rows, columns=columns)


def test_a_column_cannot_hold_two_things():
    with pytest.raises(DrafterError, match="cannot hold both the text and the theme") as raised:
        read_tables([STATES, ["Chile", "Go", "1.1", "A"]], columns={"text": "Theme", "theme": "Theme"})
    assert raised.value.status is ExitStatus.USAGE


def test_a_text_that_names_another_state_or_paragraph_than_its_row_is_a_doubt():
    rows = [
        ["Chile", "Go (Peru);", "1.1", "A"],
        ["Peru", "Stay (Peru);", "1.2", "A"],
        ["Peru", "Train guards [para. 140]", "138.1", "A"],
    ]
    reading = read_tables([STATES, *rows])
    found = [(code, place) for code, place, _ in said(reading, Severity.WARNING)]
    assert found == [
        ("names-another", "table 1, row 2, column 2"),
        ("cites-another-paragraph", "table 1, row 4, column 2"),
    ]


def test_an_order_that_somebody_gives_the_states_of_a_list_in_about_yaml_counts(tmp_path):
    (tmp_path / "list.csv").write_text(
        "State,Recommendation,Paragraph\n"
        "Zambia,Ratify the convention without further delay.,1\n"
        "Chile,Adopt a law on water for everybody.,2\n"
        "Peru,Train teachers in all of the provinces.,3\n",
        encoding="utf-8",
    )
    about = "regions:\n  - {key: peru, name: Peru, head: Peru}\n  - {key: chile, name: Chile, head: Chile}\n"
    (tmp_path / "about.yaml").write_text(about, encoding="utf-8")
    matrix = read_document(tmp_path / "list.csv").matrix
    assert [one.key for one in matrix.regions] == ["peru", "chile", "zambia"]
