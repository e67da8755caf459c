"""Shapes of matrices that people make, each read right or refused with the place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from making import doubts, errors, excel, outcome, separated

from drafter.documents import About, Layout, read_document
from drafter.model import Region

EDUCATION = "Promote education for all"
PRISONS = "Reduce overcrowding in prisons"
VICTIMS = "Protect victims of crime"
DATA = "Collect data on crime"

FULL = {
    "Justice": {"africa-12c": EDUCATION, "europe-7": PRISONS},
    "Data": {"africa-13": VICTIMS, "europe-8a": DATA},
}
GRID = [
    ["Theme", "Africa", "Europe"],
    ["Justice", f"{EDUCATION} [Report, para. 12c]", f"{PRISONS} [Report, para. 7]"],
    ["Data", f"{VICTIMS} [Report, para. 13]", f"{DATA} [Report, para. 8a]"],
]
LIST = [
    ["Theme", "Region", "Paragraph", "Recommendation"],
    ["Justice", "Africa", "12 (c)", EDUCATION],
    ["Justice", "Europe", "7", PRISONS],
    ["Data", "Africa", "13", VICTIMS],
    ["Data", "Europe", "8 (a)", DATA],
]
HEADS, *BODY = GRID


def cited(before: str = "", after: str = "") -> list[list[str]]:
    """Return the grid with other citations, with "@" for the number."""
    numbers = [["12 (c)", "7"], ["13", "8 (a)"]]
    texts = [[EDUCATION, PRISONS], [VICTIMS, DATA]]
    rows = [["Theme", "Africa", "Europe"]]
    for theme, row, of_row in zip(("Justice", "Data"), texts, numbers, strict=True):
        cells = zip(row, of_row, strict=True)
        rows.append([theme, *(before.replace("@", n) + text + after.replace("@", n) for text, n in cells)])
    return rows


def with_column(place: int, *column: str) -> list[list[str]]:
    """Return the grid with a further column."""
    return [[*row[:place], cell, *row[place:]] for row, cell in zip(GRID, column, strict=True)]


# Name → rows → what is read.
READ: dict[str, tuple[list[list[Any]], dict[str, dict[str, str]]]] = {
    "themes in the first column": (GRID, FULL),
    "an empty head above the themes": ([["", "Africa", "Europe"], *BODY], FULL),
    "a head of the themes in words of its own": ([["Pillar of work", "Africa", "Europe"], *BODY], FULL),
    "a title and an empty row above the heads": (
        [["Matrix of recommendations", "", ""], ["", "", ""], *GRID],
        FULL,
    ),
    "a note below the table": ([*GRID, ["Source: reports of the meetings", "", ""]], FULL),
    "notes between the rows": ([*GRID[:2], ["Note: as of May", "", ""], GRID[2]], FULL),
    "the heads again further down": ([HEADS, BODY[0], HEADS, BODY[1]], FULL),
    "themes as rows of their own": (
        [
            ["Africa", "Europe"],
            ["I. Justice", ""],
            GRID[1][1:],
            ["II. Data", ""],
            GRID[2][1:],
        ],
        {"I. Justice": FULL["Justice"], "II. Data": FULL["Data"]},
    ),
    "sections and themes as rows": (
        [
            ["Africa", "Europe"],
            ["General issues", ""],
            ["Justice", ""],
            GRID[1][1:],
            ["Data", ""],
            GRID[2][1:],
        ],
        FULL,
    ),
    "sections with roman numbers and themes with figures": (
        [
            *[["Africa", "Europe"], ["I. General", ""], ["1. Justice", ""], GRID[1][1:]],
            *[["II. Special", ""], ["1. Data", ""], GRID[2][1:]],
        ],
        {"1. Justice": FULL["Justice"], "1. Data": FULL["Data"]},
    ),
    "a theme that goes on over empty cells": (
        [HEADS, ["Justice", GRID[1][1], ""], ["", "", GRID[1][2]], BODY[1]],
        FULL,
    ),
    "section and theme in two columns": (
        [
            ["Section", "Theme", "Africa", "Europe"],
            ["General", *BODY[0]],
            ["", *BODY[1]],
        ],
        FULL,
    ),
    "a section as a row above themes in a column": (
        [HEADS, ["General issues", "", ""], *BODY],
        FULL,
    ),
    "numbers of rows before the themes": (with_column(0, "No.", "1", "2"), FULL),
    "remarks after the regions": (with_column(3, "Remarks", "ask Vienna", ""), FULL),
    "two paragraphs in a cell": (
        [HEADS, ["Justice", f"{EDUCATION} [para. 1]\n{VICTIMS} [para. 2]", f"{PRISONS} [para. 7]"]],
        {"Justice": {"africa-1": EDUCATION, "africa-2": VICTIMS, "europe-7": PRISONS}},
    ),
    "two recommendations in a paragraph": (
        [HEADS, ["Justice", f"{EDUCATION} [para. 1]. {VICTIMS} [para. 2];", f"{PRISONS} [para. 7]"]],
        {"Justice": {"africa-1": EDUCATION, "africa-2": VICTIMS, "europe-7": PRISONS}},
    ),
    "a text over two paragraphs": (
        [HEADS, ["Justice", "Promote education\nfor all [para. 1]", f"{PRISONS} [para. 7]"]],
        {"Justice": {"africa-1": EDUCATION, "europe-7": PRISONS}},
    ),
    "labels before the texts": (
        [HEADS, ["Justice", f"(a) {EDUCATION} [para. 1]\n(b) {VICTIMS} [para. 1]", f"{PRISONS} [para. 7]"]],
        {"Justice": {"africa-1a": EDUCATION, "africa-1b": VICTIMS, "europe-7": PRISONS}},
    ),
    "one recommendation under two themes": (
        [*GRID, ["Schools", f"{EDUCATION} [Report, para. 12c]", ""]],
        {**FULL, "Schools": {"africa-12c": EDUCATION}},
    ),
    "a region that says nothing": (
        [[*HEADS, "Asia"], *([*row, ""] for row in BODY)],
        FULL,
    ),
    "a form of citation of each region": (
        [
            HEADS,
            ["Justice", f"{EDUCATION} [NBO, 12 (c)]", f"{PRISONS} (A/CONF.1/RPM.2, para. 7)"],
            ["Data", f"{VICTIMS} [NBO, 13]", f"{DATA} (A/CONF.1/RPM.2, para. 8 (a))"],
        ],
        FULL,
    ),
    "no citations": (
        [["Theme", "Africa", "Europe"], ["Justice", EDUCATION, f"{PRISONS}\n{DATA}"]],
        {"Justice": {"africa-n1": EDUCATION, "europe-n1": PRISONS, "europe-n2": DATA}},
    ),
    "citations of one report for all": (cited(after=" (para. @)"), FULL),
    "a citation with a comma for a full stop": (cited(after=" [Report, para, @]"), FULL),
    "citations in brackets before the texts": (cited("[Report, para. @] "), FULL),
    "citations without brackets after the texts": (cited(after=". Para. @"), FULL | {}),
    "citations with marks of direction": (cited(after=" \u200f[\u200eReport, para. @\u200f]\u200e"), FULL),
    "citations of a letter and a full stop": (
        [
            HEADS,
            ["Justice", f"{EDUCATION} 12.c", f"{PRISONS} (para. 7)"],
            ["Data", f"{VICTIMS} 13.b", f"{DATA} (8a)"],
        ],
        {
            "Justice": {"africa-12c": EDUCATION, "europe-7": PRISONS},
            "Data": {"africa-13b": VICTIMS, "europe-8a": DATA},
        },
    ),
    "numbers and letters before the texts": (
        [HEADS, ["Justice", f"12 (c) {EDUCATION}\n13.2 {VICTIMS}", f"Para. 7: {PRISONS}"]],
        {"Justice": {"africa-12c": EDUCATION, "africa-13.2": VICTIMS, "europe-7": PRISONS}},
    ),
    "citations on lines of their own before the texts": (
        [HEADS, ["Justice", f"Para. 12 (c)\n{EDUCATION}", f"Para. 7\n{PRISONS}"]],
        {"Justice": FULL["Justice"]},
    ),
    "citations on lines of their own after the texts": (
        [HEADS, ["Justice", f"{EDUCATION}\n[para. 12 (c)]", f"{PRISONS}\n[para. 7]"]],
        {"Justice": FULL["Justice"]},
    ),
    "subparagraphs in words, halves of brackets, points": (
        [
            HEADS,
            ["Justice", f"{EDUCATION} (Report, paragraph 12, subparagraph (c))", f"{PRISONS} [párr. 7 a)]"],
            ["Data", f"{VICTIMS} [AFR/13]", f"{DATA} (para. 8 (a) (ii))"],
        ],
        {
            "Justice": {"africa-12c": EDUCATION, "europe-7a": PRISONS},
            "Data": {"africa-13": VICTIMS, "europe-8a-ii": DATA},
        },
    ),
    "cells that say that there is nothing": (
        [HEADS, ["Justice", GRID[1][1], "–"], ["Data", "n/a", GRID[2][2]]],
        {"Justice": {"africa-12c": EDUCATION}, "Data": {"europe-8a": DATA}},
    ),
    "a paragraph of another document within a text": (
        [
            HEADS,
            ["Justice", "Apply resolution 70/174 (annex, para. 5) in schools [Report, para. 12]", GRID[1][2]],
        ],
        {
            "Justice": {
                "africa-12": "Apply resolution 70/174 (annex, para. 5) in schools",
                "europe-7": PRISONS,
            }
        },
    ),
    "numbers at the end of a text that is cited": (
        [
            HEADS,
            ["Justice", "Reach Goal 16.a [para. 12]", "Apply article 5, paragraph 9 [para. 7]"],
            ["Data", "Apply Regulation 12 (c) [para. 13]", "Reach 12.5 per cent by 2030. [para. 8a]"],
        ],
        {
            "Justice": {"africa-12": "Reach Goal 16.a", "europe-7": "Apply article 5, paragraph 9"},
            "Data": {"africa-13": "Apply Regulation 12 (c)", "europe-8a": "Reach 12.5 per cent by 2030"},
        },
    ),
    "heads in two rows": ([["", "Regional meetings", ""], *GRID], FULL),
    "numbers of rows without a head": (with_column(0, "", "1", "2"), FULL),
    "citations in French": (cited(after=" (par. @)"), FULL),
    "a full stop after each citation": (cited(after=" [Report, para. @]."), FULL),
    "a soft hyphen in a word and a no-break hyphen": (
        [HEADS, ["Justice", "Re\u00adduce non\u2011custodial measures [para. 12]", "Act [para. 7]"]],
        {"Justice": {"africa-12": "Reduce non-custodial measures", "europe-7": "Act"}},
    ),
    "a list": (LIST, FULL),
    "heads again without the first, in capitals": ([HEADS, BODY[0], ["", "AFRICA", "EUROPE"], BODY[1]], FULL),
    "a list with its columns in another order": ([[row[3], row[1], row[0], row[2]] for row in LIST], FULL),
    "a list whose themes go on over empty cells": (
        [LIST[0], LIST[1], ["", *LIST[2][1:]], LIST[3], ["", *LIST[4][1:]]],
        FULL,
    ),
    "a list with themes as rows": (
        [
            LIST[0][1:],
            ["Theme: Justice", "", ""],
            *(row[1:] for row in LIST[1:3]),
            ["Theme: Data", "", ""],
            *(row[1:] for row in LIST[3:]),
        ],
        FULL,
    ),
    "a list with the citations in the texts": (
        [
            ["Theme", "Region", "Recommendation"],
            ["Justice", "Africa", f"{EDUCATION} [para. 12 (c)]"],
            ["Justice", "Europe", f"{PRISONS} [para. 7]"],
            ["Data", "Africa", f"{VICTIMS} [para. 13]"],
            ["Data", "Europe", f"{DATA} [para. 8 (a)]"],
        ],
        FULL,
    ),
    "a list with citations as whole words": (
        [LIST[0], *([*r[:2], f"para. {r[2]}", r[3]] for r in LIST[1:])],
        FULL,
    ),
    "a list with facts in other columns": (
        [[*row, "Supported" if n else "Position"] for n, row in enumerate(LIST)],
        FULL,
    ),
    "a list with names behind the texts": (
        [
            ["Theme", "Recommendation"],
            ["Justice", f"12.3 {EDUCATION} (Chile) (Peru);"],
            ["Data", f"12.4 {DATA} (Peru); {VICTIMS} (Chile);"],
        ],
        {"Justice": {"chile-12.3": EDUCATION}, "Data": {"peru-12.4": DATA, "chile-12.4": VICTIMS}},
    ),
    "a list of States, several in a cell": (
        [
            ["Theme", "Recommending State", "Paragraph", "Recommendation"],
            ["Justice", "Chile; Peru", "12.3", EDUCATION],
            ["Justice", "Korea, Republic of", "12.4", PRISONS],
            ["Justice", "Trinidad and Tobago", "12.5", DATA],
        ],
        {"Justice": {"chile-12.3": EDUCATION, "kr-12.4": PRISONS, "tt-12.5": DATA}},
    ),
    "a list without themes": (
        [["Region", "Paragraph", "Recommendation"], ["Africa", "12 (c)", EDUCATION], ["Note: draft", "", ""]],
        {"": {"africa-12c": EDUCATION}},
    ),
    "names that differ in brackets alone": (
        [
            LIST[0],
            ["Justice", "Korea (Republic of)", "1", EDUCATION],
            ["Justice", "Korea (Democratic People’s Republic of)", "2", PRISONS],
        ],
        {"Justice": {"korea-1": EDUCATION, "korea2-2": PRISONS}},
    ),
    "French heads": ([["Thème", "Région", "Paragraphe", "Recommandation"], *LIST[1:]], FULL),
    "Spanish heads": ([["Tema", "Región", "Párrafo", "Recomendación"], *LIST[1:]], FULL),
    "a list with a title above and a note below": (
        [["List of recommendations", "", "", ""], *LIST, ["Note: not edited.", "", "", ""]],
        FULL,
    ),
    "a row without text in any region": ([*GRID[:2], ["Data", "", ""], ["Data", *GRID[2][1:]]], FULL),
}

# Name → rows → the code of the error and words that its message has.
REFUSED: dict[str, tuple[list[list[Any]], str, str]] = {
    "a cell too few": ([*GRID[:2], GRID[2][:2]], "wrong-cells", "2 cells, where the heads have 3"),
    "a cell too many": ([*GRID[:2], [*GRID[2], "x"]], "wrong-cells", "4 cells, where the heads have 3"),
    "two heads that are one region": (
        [["Theme", "Africa", "africa"], *BODY],
        "same-head",
        "Africa",
    ),
    "a region without a head": (with_column(3, "", f"{DATA} [para. 5]", ""), "no-head", "no head"),
    "a column that may be a region": (
        with_column(3, "Secretariat", "Merge with the first", ""),
        "uncited-column",
        "Secretariat",
    ),
    "a text without a citation": ([*GRID, ["Schools", VICTIMS, ""]], "no-citation", VICTIMS),
    "two paragraphs in a citation": (
        [*GRID, ["Schools", f"{VICTIMS} [paras. 12 (c) and 13]", ""]],
        "unread-citation",
        "paras. 12 (c) and 13",
    ),
    "two plain paragraphs in a citation": (
        [*GRID, ["Schools", f"{VICTIMS} [paras. 3 and 4]", ""]],
        "unread-citation",
        "[paras. 3 and 4]",
    ),
    "two numbers in a citation": (
        [*GRID, ["Schools", f"{VICTIMS} [Report, 3, 4]", ""]],
        "unread-citation",
        "3, 4",
    ),
    "another document's paragraph": (
        [*GRID, ["Schools", f"{VICTIMS} (resolution 70/174, annex, para. 5)", ""]],
        "unread-citation",
        "resolution 70/174",
    ),
    "a range in a citation": (
        [*GRID, ["Schools", f"{VICTIMS} [paras. 12-14]", ""]],
        "unread-citation",
        "12-14",
    ),
    "a citation without a text": ([*GRID, ["Schools", "[para. 19]", ""]], "citation-without-text", "19"),
    "another region's report": (
        [*GRID, ["Schools", f"{VICTIMS} [Report of Europe, para. 19]", ""]],
        "cites-other",
        "Europe",
    ),
    "one citation, two texts": (
        [*GRID, ["Schools", "Fight corruption by open budgets [para. 13]", ""]],
        "two-texts",
        "africa-13",
    ),
    "no theme above": (
        [["Africa", "Europe"], GRID[1][1:], ["Data", ""], GRID[2][1:]],
        "no-theme",
        "no theme",
    ),
    "a row of a list without a region": ([*LIST, ["Data", "", "14", VICTIMS]], "no-region", "no region"),
    "a row of a list without a citation": (
        [*LIST, ["Data", "Africa", "", VICTIMS]],
        "no-citation",
        "citation",
    ),
    "a row of a list without a text": ([*LIST, ["Data", "Africa", "14", ""]], "no-text", "no recommendation"),
    "a list that names no regions": (
        [["Theme", "Paragraph", "Recommendation"], ["Justice", "12 (c)", EDUCATION]],
        "no-region-column",
        "names the region",
    ),
    "letters in brackets that may be a name": (
        [
            ["Theme", "Recommendation"],
            ["Justice", f"12.3 {EDUCATION} (Chile);"],
            ["Data", "12.4 Strengthen the institute (NHRI);"],
        ],
        "not-a-name",
        "NHRI",
    ),
    "regions down and themes across": (
        [
            ["Region", "Justice", "Data"],
            ["Africa", GRID[1][1], GRID[2][1]],
            ["Europe", GRID[1][2], GRID[2][2]],
        ],
        "regions-down",
        "Region",
    ),
    "a sentence without a citation before one with": (
        [*GRID, ["Schools", f"Build schools.\n{VICTIMS} [para. 19]", ""]],
        "no-citation",
        "Build schools.",
    ),
    "the heads again in another order": (
        [*GRID[:2], ["Theme", "Europe", "Africa"], GRID[2]],
        "other-order",
        "another order",
    ),
    "two columns that could hold the same": (
        [[*row, "Chile" if number else "State"] for number, row in enumerate(LIST)],
        "two-columns",
        "“State” could hold the region",
    ),
    "a first region that forgot its citations": (
        [["Africa", "Europe"], ["Justice", ""], [EDUCATION, GRID[1][2]], ["Data", ""], [VICTIMS, GRID[2][2]]],
        "uncited-column",
        "Africa",
    ),
    "no table at all": ([["Dear colleagues"], ["Please find the matrix"]], "no-table", "no table"),
}


@pytest.mark.parametrize("name", READ)
def test_a_shape_is_read_right(name: str, tmp_path: Path) -> None:
    rows, expected = READ[name]
    found, problems = outcome(separated(tmp_path / "matrix.csv", rows))
    assert errors(problems) == []
    trimmed = {
        theme: {id_: text.rstrip(".") for id_, text in items.items()} for theme, items in found.items()
    }
    assert trimmed == expected


@pytest.mark.parametrize("name", REFUSED)
def test_a_shape_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    rows, code, words = REFUSED[name]
    _, problems = outcome(separated(tmp_path / "matrix.csv", rows))
    problem = next(problem for problem in problems if problem.code == code)
    assert code in errors(problems)
    assert words in problem.message
    assert problem.hint
    assert problem.line or code in ("no-table", "two-tables")


@pytest.mark.parametrize(
    "text",
    [
        "Reach Goal 16.a",
        "Apply article 5, paragraph 12.",
        "Apply Regulation 12 (c)",
        "Ratify Protocol No. 12 (b)",
        "Follow SDG 16.a",
        "Reach it by 2030",
        "Apply resolution 70/174, para. 5",
        "See the annex [1]",
    ],
)
def test_a_number_of_another_thing_is_no_citation(text: str, tmp_path: Path) -> None:
    rows = [*GRID, ["Schools", text, ""]]
    _, problems = outcome(separated(tmp_path / "matrix.csv", rows))
    assert "no-citation" in errors(problems)


def test_a_column_is_left_out_on_request(tmp_path: Path) -> None:
    path = separated(tmp_path / "matrix.csv", with_column(2, "Secretariat", "Merge", ""))
    found, problems = outcome(path, layout=Layout({"ignore": ("Secretariat",)}))
    assert found == FULL
    assert "column-left-out" in doubts(problems)


def test_a_column_is_what_a_person_says(tmp_path: Path) -> None:
    rows = [["Who", "What", "Where", "About"], *([r[1], r[3], r[2], r[0]] for r in LIST[1:])]
    columns = {"region": ("Who",), "text": ("What",), "paragraph": ("Where",), "theme": ("About",)}
    found, problems = outcome(separated(tmp_path / "matrix.csv", rows), layout=Layout(columns))
    assert (found, errors(problems)) == (FULL, [])


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = separated(tmp_path / "matrix.csv", GRID)
    _, problems = outcome(path, layout=Layout({"ignore": ("Notes",)}))
    assert "“Theme”, “Africa”, “Europe”" in next(p.hint for p in problems if p.code == "unknown-column")


def test_the_right_sheet_is_read_on_request(tmp_path: Path) -> None:
    path = excel(tmp_path / "matrix.xlsx", Draft=[*GRID[:2]], Final=GRID)
    _, problems = outcome(path)
    assert errors(problems) == ["two-tables"]
    found, problems = outcome(path, layout=Layout(table="Final"))
    assert (found, errors(problems)) == (FULL, [])
    _, problems = outcome(path, layout=Layout(table="Last"))
    assert errors(problems) == ["unknown-table"]


def test_facts_of_a_list_are_kept(tmp_path: Path) -> None:
    rows = [[*row, "Supported" if number else "Position"] for number, row in enumerate(LIST)]
    matrix, _ = read_document(separated(tmp_path / "matrix.csv", rows))
    assert matrix.by_id["europe-7"].facts == {"Position": "Supported"}


def test_several_regions_share_a_recommendation(tmp_path: Path) -> None:
    rows = [LIST[0], ["Justice", "Africa; Europe", "12 (c)", EDUCATION], LIST[2]]
    matrix, _ = read_document(separated(tmp_path / "matrix.csv", rows))
    assert matrix.by_id["africa-12c"].regions == ("africa", "europe")


def test_known_regions_keep_their_keys(tmp_path: Path) -> None:
    about = About(regions=(Region("af", "the African region", head="Africa"),))
    found, _ = outcome(separated(tmp_path / "matrix.csv", GRID), about)
    assert list(found["Justice"]) == ["af-12c", "europe-7"]


def test_what_is_no_recommendation_is_told(tmp_path: Path) -> None:
    rows = [["Compiled in May", "", ""], ["Matrix", "", ""], *GRID, ["Source: the reports", "", ""]]
    matrix, problems = read_document(separated(tmp_path / "matrix.csv", rows))
    assert matrix.title == "Compiled in May"
    messages = " ".join(problem.message for problem in problems)
    assert "“Matrix”" in messages
    assert "Source: the reports" in messages
