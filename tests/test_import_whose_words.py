"""A region's words are never given to another: what is not certain is an error with its place."""

from __future__ import annotations

import pytest
from factory import cell, make_document, read_tables

from drafter.documents.interpreter import interpret
from drafter.documents.readers.building import paragraphs_of
from drafter.problems import Severity

HEADS = ["Theme", "Africa", "Europe"]


def errors(reading):
    return [(one.code, one.stands) for one in reading.problems if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "(a) Nobody cites this. (b) Cited. [Report, para. 3b]",
        "Nobody cites this (b) Cited. [Report, para. 3b]",
        "Nobody cites this.\nCited. [Report, para. 3b]",
    ],
)
def test_a_text_without_a_citation_is_no_beginning_of_the_next(text):
    reading = read_tables([HEADS, ["Prisons", "Kept. [Report, para. 2a]\n" + text, ""]])
    assert errors(reading) == [("no-citation", "table 1, row 2, column 2")]
    assert {one.id: one.text for one in reading.matrix.recommendations} == {
        "af-2a": "Kept.",
        "af-3b": "Cited.",
    }


@pytest.mark.parametrize(
    "points",
    [
        "(a) Restore mangroves;\n(b) Compensate fishers",
        "(a) Restore mangroves; (b) Compensate fishers",
        "(a) Restore mangroves;\n(b) Compensate fishers; and\n(c) Train rangers",
        "Governments should:\n(a) Restore mangroves;\n(b) Compensate fishers;\n(c) Train rangers",
        "(h) Restore mangroves;\n(i) Compensate fishers",
    ],
)
def test_one_citation_without_a_letter_is_of_all_the_points_before_it(points):
    reading = read_tables(
        [
            HEADS,
            ["Prisons", f"Kept. [Report, para. 2a]\n{points} [Report, para. 22]", "End. [Report, para. 3b]"],
        ]
    )
    assert not errors(reading)
    assert {one.id: one.text for one in reading.matrix.recommendations} == {
        "af-2a": "Kept.",
        "af-22": points.replace("\n", " "),
        "eu-3b": "End.",
    }
    assert {one.label for one in reading.matrix.recommendations} == {""}
    assert [one.code for one in reading.problems if one.code.startswith("points")] == ["points-together"]


def test_points_before_a_line_that_begins_points_are_told_apart_by_the_letters_of_their_citations():
    points = "Governments should:\n(a) Restore mangroves; [Report, para. 22a]\n(b) Train. [Report, para. 22b]"
    reading = read_tables([HEADS, ["Prisons", points, ""]])
    (line,) = [one for one in reading.problems if one.severity is Severity.ERROR]
    assert "If one citation is of all the points, put it behind the last" in line.hint
    assert [one.id for one in reading.matrix.recommendations] == ["af-22a", "af-22b"]
    uncited = "(a) Restore mangroves;\n(b) Train.\n(c) Post rangers. [Report, para. 22c]"
    reading = read_tables([HEADS, ["Prisons", uncited, ""]])
    assert errors(reading) == [("no-citation", "table 1, row 2, column 2")] * 2
    assert [one.text for one in reading.matrix.recommendations] == ["Post rangers."]


def test_roman_points_of_one_labelled_text_leave_it_its_letter():
    text = "(h) Do as follows: (i) restore mangroves; (ii) train. [Report, para. 22]"
    assert [one.id for one in read_tables([HEADS, ["Prisons", text, ""]]).matrix.recommendations] == [
        "af-22h"
    ]


def test_a_text_of_several_paragraphs_or_with_labels_in_it_is_one():
    text = "(b) Do this,\nand that of parts (a) to (b) below. [Report, para. 3b]"
    assert not errors(read_tables([HEADS, ["Prisons", "Kept [Report, para. 2b]", text]]))


def test_a_line_break_between_two_sentences_parts_them():
    runs = [("One.", False), ("\n", False), ("Two, No.", False), ("\n", False), ("3, too.", False)]
    assert [one.text for one in paragraphs_of(runs)] == ["One.", "Two, No. 3, too."]


def test_what_stands_beside_an_empty_theme_below_a_section_is_under_the_section():
    rows = [
        ["Prisons", "Old. [Report, para. 2a]", ""],
        [cell("Corruption", columns=3)],
        ["", "New. [Report, para. 3a]", ""],
    ]
    matrix = read_tables([HEADS, *rows, ["Bribes", "", "More. [Report, para. 4a]"]]).matrix
    sections = {section.id: section.title for section in matrix.sections}
    themes = {theme.id: (sections[theme.section], theme.title) for theme in matrix.themes}
    assert {one.text: themes[one.placements[0].theme] for one in matrix.recommendations} == {
        "Old.": ("", "Prisons"),
        "New.": ("Corruption", ""),
        "More.": ("Corruption", "Bribes"),
    }


def test_a_section_whose_title_stood_before_has_what_stands_below_it():
    sections = [[cell(title, columns=3)] for title in ("One", "Two", "One")]
    rows = [
        [section, ["", f"Text. [Report, para. {number}a]", ""]] for number, section in enumerate(sections, 2)
    ]
    matrix = read_tables(
        [HEADS, *(row for pair in rows for row in pair), ["Last", "", "Text. [Report, para. 9a]"]]
    ).matrix
    themes = {theme.id: theme.section for theme in matrix.themes}
    order = [section.id for section in matrix.sections]
    assert [order.index(themes[one.placements[0].theme]) for one in matrix.recommendations] == [0, 1, 2, 2]


def test_a_row_of_dashes_names_no_regions():
    reading = read_tables([HEADS, ["Prisons", "One. [Report, para. 2a]", ""], ["Bribes", "–", "–"]])
    assert not errors(reading)


def test_a_table_turned_round_is_an_error_unless_a_person_says_that_it_is_not():
    rows = [
        ["Region", "Prisons", "Terrorism"],
        ["Africa", *(f"Promote the exchange of information. [Report, para. {number}]" for number in (2, 3))],
    ]
    assert errors(read_tables(rows)) == [("read-as-themes", "table 1, row 1, column 1")]
    said = read_tables(rows, columns={"theme": "Region"})
    assert not errors(said)
    assert [region.name for region in said.matrix.regions] == ["Prisons", "Terrorism"]


def test_one_head_over_two_columns_with_words_is_said():
    rows = [
        ["Theme", cell("Africa", columns=2), "Europe"],
        ["Prisons", "One. [Report, para. 2a]", "Two. [Report, para. 2b]", ""],
    ]
    found = [(one.code, one.stands) for one in read_tables(rows).problems]
    assert found == [("head-over-columns", "table 1, row 2, column 3")]


@pytest.mark.parametrize(
    ("last", "below", "read_as"),
    [("12 (h)", "(i)", "12i"), ("12 (c)", "(i)", "12c-i"), ("12 (h) (i)", "(ii)", "12h-ii")],
)
def test_a_letter_alone_is_the_next_letter_or_the_first_point(last, below, read_as):
    heads = ["State", "Paragraph", "Recommendation"]
    rows = [heads, ["Chile", last, "Ratify the Convention."], ["Chile", below, "Adopt the Protocol of it."]]
    ids = [one.id for one in read_tables(rows).matrix.recommendations]
    assert ids[1] == f"chile-{read_as}"


@pytest.mark.parametrize(
    "row", [["Prisons", "One. [Report, para. 2a]"], ["Prisons", "One. [Report, para. 2a]", "", ""]]
)
def test_a_first_row_with_a_cell_too_few_or_too_many_says_so(row):
    reading = read_tables([HEADS, row, ["Bribes", "Two. [Report, para. 3a]", ""]])
    assert errors(reading) == [("wrong-number-of-cells", "table 1, row 2, column 1")]


def test_a_row_that_names_other_regions_is_one_error():
    rows = [["Prisons", "One. [Report, para. 2a]", ""], ["Theme", "Western Asia", "Latin America"]]
    reading = read_tables([HEADS, *rows, ["Bribes", "Two. [Report, para. 3a]", ""]])
    assert errors(reading) == [("heads-again", "table 1, row 3, column 1")]


def test_themes_may_stand_behind_the_regions():
    reading = read_tables([HEADS[::-1], ["", "One. [Report, para. 2a]", "Prisons"]])
    assert not errors(reading)
    assert [theme.title for theme in reading.matrix.themes] == ["Prisons"]
    assert [one.id for one in reading.matrix.recommendations] == ["af-2a"]


def test_a_table_that_a_person_chose_against_is_one_error_that_names_it():
    more = ["", "Two. [Report, para. 3a]", "Three. [Report, para. 4a]"]
    tables = [[HEADS, ["Prisons", "One. [Report, para. 2a]", ""]], [HEADS, more]]
    chosen = read_tables(*tables, table=1)
    assert errors(chosen) == [("left-over", "table 2, row 2, column 2")]
    assert [one.text for one in chosen.matrix.recommendations] == ["One."]


def test_recommendations_outside_the_table_are_told_where_nothing_else_is_found():
    document = make_document(
        [["Theme", "Africa"], ["Prisons", ""]], outside=["Do this now. [Report, para. 2a]"]
    )
    (found,) = (
        one for one in interpret(document, "made-up", None, ()).problems if one.code == "empty-matrix"
    )
    assert "Do this now." in found.message
