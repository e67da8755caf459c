"""Grids and lists of other shapes than Annex B's, read from tables in memory."""

from __future__ import annotations

import pytest
from factory import cell, lines_with_text, make_document, put_together, read, read_tables, tabbed, texts_of

from drafter.documents.citation_forms import Forms, declared_form
from drafter.documents.interpreter import interpret
from drafter.documents.names import Names
from drafter.documents.table import Layout, SpanKind, characters_in
from drafter.model import NO_SECTION, NO_THEME, Region
from drafter.problems import DrafterError, Severity

HEADS = ["Africa", "Europe"]


def errors(reading):
    return [problem.code for problem in reading.problems if problem.severity is Severity.ERROR]


def assert_all_is_accounted_for(reading, *tables):
    """Every character stands in one span, and no recommendation in two."""
    wanted = characters_in(make_document(*tables).pieces)
    assert characters_in(span.piece for span in reading.spans) == wanted
    assert "not-accounted-for" not in [problem.code for problem in reading.problems]


def assert_nothing_is_lost(text, reading):
    """The spans put together give back every line of a text."""
    assert put_together(reading.spans) == lines_with_text(text)


def outline(matrix):
    """Section → theme → ids."""
    return {
        section.title: {
            theme.heading: [item.id for item in matrix.recommendations if theme.id in item.themes]
            for theme in matrix.themes
            if theme.section == section.id
        }
        for section in matrix.sections
    }


# Grids


def test_themes_in_merged_rows_in_bold_below_a_title_and_an_empty_row():
    table = [
        [cell("Recommendations of the two meetings", columns=2)],
        ["", ""],
        HEADS,
        [cell("Prisons", columns=2, bold=True)],
        ["Build less. (para. 3 (a))", "Build none. [para. 4]\nTrain guards. [para. 5 (b)]"],
        [cell("Courts", columns=2, bold=True)],
        ["", "Open the courts. § 6 (c)"],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert reading.matrix.title == "Recommendations of the two meetings"
    assert outline(reading.matrix) == {"": {"Prisons": ["af-3a", "eu-4", "eu-5b"], "Courts": ["eu-6c"]}}
    assert texts_of(reading.matrix) == {
        "af-3a": "Build less.",
        "eu-4": "Build none.",
        "eu-5b": "Train guards.",
        "eu-6c": "Open the courts.",
    }
    assert reading.matrix.by_id["eu-5b"].stands == ("table 1, row 5, column 2",)
    assert_all_is_accounted_for(reading, table)


def test_themes_in_a_column_of_their_own_merged_down_with_sections_across():
    table = [
        ["Thème", *HEADS],
        [cell("Partie A", columns=3, bold=True)],
        [cell("Prisons", rows=2), "Build less. [para. 1]", ""],
        ["Build none. [para. 2]", "Train guards. [para. 3]"],
        ["Courts", "", "Open the courts. [para. 4]"],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert [region.name for region in reading.matrix.regions] == HEADS
    assert outline(reading.matrix) == {"Partie A": {"Prisons": ["af-1", "af-2", "eu-3"], "Courts": ["eu-4"]}}
    assert_all_is_accounted_for(reading, table)


def test_a_first_column_without_a_head_holds_themes_where_its_cells_stand_beside_recommendations():
    text = tabbed(
        ["Prisons", "Build less. [para. 1]", ""], ["", "", "Train guards. [para. 2]"], heads=["", *HEADS]
    )
    reading = read(text)
    assert errors(reading) == []
    assert outline(reading.matrix) == {"": {"Prisons": ["af-1", "eu-2"]}}


AGAIN = {
    "order": (["Theme", "Europe", "Africa"], "“Europe”, “Africa” in the place of “Africa”, “Europe”"),
    "spelling": (["Theme", "Afrcia", "Europe"], "“Afrcia” in the place of “Africa”"),
}


@pytest.mark.parametrize("cited", ["", " [para. 3]"])
@pytest.mark.parametrize(("row", "differing"), AGAIN.values(), ids=AGAIN)
def test_heads_again_in_another_order_or_spelling_are_one_error_and_nothing_is_read(row, differing, cited):
    table = [
        ["Theme", *HEADS],
        ["Prisons", f"Build less{cited}", ""],
        row,
        ["Courts", f"Open them{cited}", ""],
    ]
    reading = read_tables(table)
    assert errors(reading) == ["heads-again"]
    assert reading.problems[0].stands == "table 1, row 3, column 1"
    assert differing in reading.problems[0].message
    assert reading.matrix.recommendations == ()
    assert_all_is_accounted_for(reading, table)


def test_heads_again_in_capitals_or_without_the_first_are_a_repeat():
    again = [["", "AFRICA", "Europe (cont'd)"], ["Courts", "Open them. [para. 2]", ""]]
    reading = read_tables([["Theme", *HEADS], ["Prisons", "", "Build less. [para. 1]"], *again])
    assert reading.problems == ()
    assert outline(reading.matrix) == {"": {"Prisons": ["eu-1"], "Courts": ["af-2"]}}


OTHERS = {
    "order": (["Theme", "Europe", "Africa"], "“Europe”, “Africa” in the place of “Africa”, “Europe”"),
    "spelling": (["Theme", "Afrcia", "Europe"], "“Afrcia” in the place of “Africa”"),
    "missing": (["Theme", "Africa"], "without “Europe”"),
    "none": (["Laws", "Draft one", "Draft two"], "as many columns as the matrix (3)"),
}


@pytest.mark.parametrize(("heads", "differing"), OTHERS.values(), ids=OTHERS)
def test_another_table_with_nearly_the_heads_or_none_is_one_error(heads, differing):
    rows = [["Prisons", "Build less [para. 1]", ""], ["Courts", "", "Open them [para. 2]"]]
    other = [heads, ["Police", "Train them [para. 3]", ""][: len(heads)]]
    reading = read_tables([["Theme", *HEADS], *rows], other)
    assert errors(reading) == ["heads-differ"]
    assert reading.problems[0].stands == "table 2, row 1, column 1"
    assert differing in reading.problems[0].message
    told = read_tables(
        [["Theme", *HEADS], *rows], [heads, ["Police", "Train them", ""][: len(heads)]], table=1
    )
    assert [item.id for item in told.matrix.recommendations] == ["af-1", "eu-2"]


def test_a_table_of_thousands_of_columns_is_refused():
    reading = read_tables([[f"Head {number}" for number in range(5000)], ["Build less."] * 5000])
    assert errors(reading) == ["too-many-heads"]


def test_a_grid_without_themes_has_none_in_the_matrix():
    reading = read_tables([HEADS, ["Build less. [para. 1]", "Train guards. [para. 2]"]])
    assert errors(reading) == []
    assert [theme.id for theme in reading.matrix.themes] == [NO_THEME]
    assert [section.id for section in reading.matrix.sections] == [NO_SECTION]


def test_heads_over_two_rows_are_those_of_the_lower_where_the_upper_runs_across():
    table = [
        [cell("Theme", rows=2), cell("Meetings", columns=2)],
        HEADS,
        ["Prisons", "Build less. [para. 1]", "Train guards. [para. 2]"],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert {item.id for item in reading.matrix.recommendations} == {"af-1", "eu-2"}
    assert_all_is_accounted_for(reading, table)


def test_empty_columns_between_and_at_the_end_are_passed_over():
    table = [["Africa", "", "Europe", ""], ["Build less. [para. 1]", "", "Train guards. [para. 2]", ""]]
    reading = read_tables(table)
    assert errors(reading) == []
    assert [region.name for region in reading.matrix.regions] == HEADS


def test_a_cell_that_runs_down_beside_two_themes_stands_under_both():
    table = [
        ["Theme", *HEADS],
        ["Prisons", cell("Build less. [para. 1]", rows=2), "Train guards. [para. 2]"],
        ["Courts", "Open the courts. [para. 3]"],
    ]
    reading = read_tables(table)
    assert outline(reading.matrix) == {"": {"Prisons": ["af-1", "eu-2"], "Courts": ["af-1", "eu-3"]}}
    assert errors(reading) == []


# A region's words are never given to another


def test_a_row_with_a_cell_too_few_names_its_place_and_both_readings():
    table = [HEADS, [cell("Prisons", columns=2)], ["Train guards. [para. 2]"]]
    reading = read_tables(
        [["Asia", *HEADS], [cell("Prisons", columns=3)], ["One of Asia. [para. 1]", "Train. [para. 2]"]]
    )
    (problem,) = [one for one in reading.problems if one.code == "wrong-number-of-cells"]
    assert problem.stands == "table 1, row 3, column 1"
    assert "this row has 2 cells, and there are 3 regions" in problem.message
    assert "“Train. [para. 2]” would stand under Africa or Europe" in problem.message
    assert reading.matrix.recommendations == ()
    assert "wrong-number-of-cells" in errors(read_tables(table)) or read_tables(table).matrix.themes


def test_a_cell_across_two_regions_is_no_ones_words():
    table = [
        HEADS,
        [cell("Prisons", columns=2)],
        ["Build less. [para. 1]", ""],
        [cell("Both say it. [para. 2]", columns=2)],
    ]
    reading = read_tables(table)
    (problem,) = [one for one in reading.problems if one.severity is Severity.ERROR]
    assert (problem.code, problem.stands) == ("across-regions", "table 1, row 4, column 1")
    assert "Africa and Europe" in problem.message
    assert list(reading.matrix.by_id) == ["af-1"]
    assert_all_is_accounted_for(reading, table)


def test_two_heads_that_are_one_region_and_a_cell_below_no_head_are_errors():
    assert errors(read_tables([["Africa", "Africa"], ["Build less. [para. 1]", "Or more. [para. 2]"]])) == [
        "two-heads-one-region"
    ]
    beyond = read_tables([[*HEADS, ""], ["Build less. [para. 1]", "", "Whose is this? [para. 2]"]])
    (problem,) = [one for one in beyond.problems if one.severity is Severity.ERROR]
    assert (problem.code, problem.stands) == ("column-without-head", "table 1, row 2, column 3")


# Several tables


def test_tables_with_the_same_heads_are_one_and_the_others_are_left_over_and_said():
    pages = (
        [HEADS, [cell("Prisons", columns=2)], ["Build less and train the", ""]],
        [
            ["Africa (cont’d)", "Europe"],
            [cell("Prisons (cont'd)", columns=2)],
            ["guards. [para. 1]", "Train. [para. 2]"],
        ],
    )
    other = [["Abbreviation", "Meaning"], ["UNODC", "United Nations Office on Drugs and Crime"]]
    reading = read_tables(pages[0], other, pages[1])
    assert errors(reading) == []
    assert texts_of(reading.matrix) == {"af-1": "Build less and train the guards.", "eu-2": "Train."}
    assert outline(reading.matrix) == {"": {"Prisons": ["af-1", "eu-2"]}}
    assert [one.code for one in reading.problems].count("left-over") == 4
    assert "table 2 has other heads" in " ".join(one.message for one in reading.problems)
    assert_all_is_accounted_for(reading, pages[0], other, pages[1])


def test_a_table_can_be_named_and_an_unknown_one_lists_those_there_are():
    first, second = (
        [HEADS, ["Build less. [para. 1]", ""]],
        [["Asia", "Oceania"], ["Train guards. [para. 2]", ""]],
    )
    with pytest.raises(DrafterError) as refused:
        read_tables(first, second, table=3)
    assert "There are: 1 (table 1), 2 (table 2)." in str(refused.value)
    reading = read_tables(first, second, table=2)
    assert list(reading.matrix.by_id) == ["as-2"]
    assert errors(reading) == ["left-over"]  # the other table holds a recommendation


# Lists

STATES = ["Recommending State", "Theme", "Recommendation", "Paragraph", "Position"]


def test_a_list_is_known_by_its_heads_and_keeps_what_else_it_says_as_facts():
    table = [
        STATES,
        ["Chile", "Prisons", "Build less.", "138.1", "Supported"],
        ["Chile, Korea, Republic of", "Courts", "Open the courts.", "138.2", "Noted"],
        ["Trinidad and Tobago", "Prisons", "Train guards.", "12 (c) (ii)", ""],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert [region.name for region in reading.matrix.regions] == [
        "Chile",
        "Korea, Republic of",
        "Trinidad and Tobago",
    ]
    assert outline(reading.matrix) == {
        "": {"Prisons": ["chile-138.1", "trinidadandtobag-12c-ii"], "Courts": ["chile-138.2"]}
    }
    assert reading.matrix.by_id["chile-138.2"].also == ("korearepublicof",)
    assert reading.matrix.by_id["chile-138.2"].facts == {"Position": "Noted"}
    assert reading.matrix.by_id["chile-138.2"].stands == ("table 1, row 3, column 3",)
    assert_all_is_accounted_for(reading, table)


def test_columns_can_be_named_whatever_their_heads_are():
    table = [["who", "what", "n"], ["Perú", "Construir menos.", "párr. 12 c)"]]
    reading = read_tables(table, columns={"region": "WHO", "text": "what", "paragraph": "n"})
    assert {item.id: item.text for item in reading.matrix.recommendations} == {"peru-12c": "Construir menos."}
    with pytest.raises(DrafterError, match="no column has the head “whom”"):
        read_tables(table, columns={"region": "whom", "text": "what"})


def test_a_list_without_a_column_of_texts_is_one_sentence_with_what_to_do():
    with pytest.raises(DrafterError) as refused:
        read_tables([["State", "Theme"], ["Chile", "Prisons"]])
    assert "no column of it is known to hold the texts" in refused.value.message
    assert refused.value.hint == "Say which it is: --column text=HEAD"


def test_a_list_in_spanish_whose_citations_stand_behind_the_texts():
    table = [
        ["Estado recomendante", "Tema", "Recomendación"],
        ["Perú", "Cárceles", "Construir menos cárceles (párr. 12 c))."],
        ["Perú", "Cárceles", "Capacitar a los guardias (párrafo 13)."],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert texts_of(reading.matrix) == {
        "peru-12c": "Construir menos cárceles",
        "peru-13": "Capacitar a los guardias",
    }


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("[Rapport, par. 34 a)]", ["para. 34 (a)"]),
        (
            "[Rapport, par.\u00a034\u00a0a)]",
            ["para. 34 (a)"],
        ),  # blanks that do not break, as people's Word puts
        ("(par.\u00a034\u202fa)).", ["para. 34 (a)"]),
        ("[Rapport, par. 34 a) ii)]", ["para. 34 (a) (ii)"]),
        ("(par. 34 a) ii)).", ["para. 34 (a) (ii)"]),
        ("(par. 34 a) et 35 b)).", ["para. 34 (a)", "para. 35 (b)"]),
        ("[Rapport, par. 34, al. a) et b)]", ["para. 34 (a)", "para. 34 (b)"]),
        ("(§ 34 a).", ["para. 34 (a)"]),
        ("(párr. 34, apdo. a)).", ["para. 34 (a)"]),
        ("(parrafo 34 a))", ["para. 34 (a)"]),
        ("[Informe, párrs. 34 a) y 35 b)]", ["para. 34 (a)", "para. 35 (b)"]),
        ("(véase A/CONF.234/RPM.3/1, párr. 34 a)).", ["para. 34 (a)"]),
        ("(párr. 12 a 14)", []),  # a range: “12 to 14”
    ],
)
def test_citations_in_the_ways_of_french_and_spanish(cited, expected):
    found = Forms().find(f"Agir {cited}")
    assert [one.printed for mark in found for one in mark.cited] == expected
    assert [f"Agir {cited}"[mark.start : mark.end] for mark in found] == [cited.rstrip(".")] * bool(expected)


def test_a_half_bracket_is_of_the_citation_that_it_closes_and_no_other():
    text = "Agir (par. 34 a) ; b) Promouvoir la paix (par. 35 b))."
    assert [text[one.start : one.end] for one in Forms().find(text)] == ["(par. 34 a)", "(par. 35 b))"]


def test_heads_are_known_without_their_accents():
    table = [
        ["REUNION REGIONALE", "Theme", "Recommandation"],
        ["Afrique", "Prisons", "Construire moins de prisons."],
    ]
    assert list(read_tables(table).matrix.by_id) == ["afrique-n1"]
    table[0] = ["Reunión preparatoria regional", "Tema", "Recomendacion"]
    assert list(read_tables(table).matrix.by_id) == ["afrique-n1"]


def test_whose_a_recommendation_is_may_stand_in_brackets_behind_it():
    table = [
        ["No.", "Recommendation and recommending State", "Theme"],
        ["1", "138.1 Ratify the Convention (Chile, Bolivia (Plurinational State of));", "Treaties"],
        ["2", "138.2 Build fewer prisons (Peru);", "Prisons"],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert texts_of(reading.matrix) == {
        "chile-138.1": "Ratify the Convention",
        "peru-138.2": "Build fewer prisons",
    }
    assert (
        reading.matrix.region_by_key[reading.matrix.by_id["chile-138.1"].also[0]].name
        == "Bolivia (Plurinational State of)"
    )
    assert_all_is_accounted_for(reading, table)


def test_a_row_without_region_is_an_error_and_takes_none_from_above_unless_the_cell_runs_down():
    merged = [STATES[:3], [cell("Chile", rows=2), "Prisons", "Build less."], ["Prisons", "Train guards."]]
    assert list(read_tables(merged).matrix.by_id) == ["chile-n1", "chile-n2"]
    empty = read_tables([STATES[:3], ["Chile", "Prisons", "Build less."], ["", "Prisons", "Train guards."]])
    assert errors(empty) == ["in-list"]
    assert list(empty.matrix.by_id) == ["chile-n1"]


def test_a_row_of_a_list_that_is_too_short_is_an_error():
    reading = read_tables(
        [STATES, ["Chile", "Prisons", "Build less.", "138.1", "Noted"], ["Peru", "Train guards.", "138.2"]]
    )
    assert errors(reading) == ["wrong-number-of-cells"]
    assert list(reading.matrix.by_id) == ["chile-138.1"]


# Citations


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("[Report, para. 62a]", "62a"),
        ("(para. 12 (c))", "12c"),
        ("[para. 12 (c)]", "12c"),
        ("para 12(c)", "12c"),
        ("§ 12 (c)", "12c"),
        ("paragraph 12, subparagraph (c)", "12c"),
        ("p. 14", "p14"),
        ("[A/CONF.222/RPM.3/1, para. 12 (c)]", "12c"),
        ("[A/CONF.222/RPM.3/1, para. 138.1]", "138.1"),
        ("[para. 12 (c) (ii)]", "12c-ii"),
        ("[paras. 12 and 14 (b)]", "12"),
    ],
)
def test_a_citation_behind_a_text_is_read_as_people_write_it(written, read_as):
    reading = read_tables([HEADS, [f"Build fewer prisons. {written}", ""]])
    assert {item.id: item.text for item in reading.matrix.recommendations} == {
        f"af-{read_as}": "Build fewer prisons."
    }
    assert errors(reading) == []
    (mark,) = [span.piece.text for span in reading.spans if span.kind is SpanKind.CITATION]
    assert mark == written


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("138.1 Build", "138.1"),
        ("12 (c) Build", "12c"),
        ("12 (c) (ii) Build", "12c-ii"),
        ("para. 7: Build", "7"),
        ("12.c Build", "12c"),
    ],
)
def test_a_citation_may_stand_before_each_text(written, read_as):
    reading = read_tables([HEADS, [f"{written} fewer prisons in cities.", ""]])
    assert {item.id: item.text for item in reading.matrix.recommendations} == {
        f"af-{read_as}": "Build fewer prisons in cities."
    }


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("12.c", "12c"),
        ("138.1", "138.1"),
        ("138.1 (Uruguay)", "138.1"),
        ("62a", "62a"),
        ("14", "14"),
        ("p. 14", "p14"),
        ("párr. 12 c)", "12c"),
    ],
)
def test_a_citation_may_stand_in_a_cell_of_its_own(written, read_as):
    reading = read_tables(
        [["State", "Recommendation", "Paragraph"], ["Chile", "Build fewer prisons.", written]]
    )
    assert list(reading.matrix.by_id) == [f"chile-{read_as}"]


def test_a_roman_numeral_alone_goes_on_from_the_paragraph_above():
    table = [
        ["State", "Recommendation", "Paragraph"],
        ["Chile", "Build.", "12 (c) (i)"],
        ["Chile", "Train.", "(ii)"],
    ]
    assert list(read_tables(table).matrix.by_id) == ["chile-12c-i", "chile-12c-ii"]


def test_several_paragraphs_are_known_by_the_first_and_the_others_are_kept_and_said():
    reading = read_tables([HEADS, ["Build fewer prisons. [paras. 12 and 14 (b)]", ""]])
    assert "[paras. 12 and 14 (b)]" in reading.matrix.by_id["af-12"].remark
    assert "several-paragraphs" in [one.code for one in reading.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Give effect to article 5, paragraph 12.",
        "Continue what was agreed (see paragraph 12 of the Plan) with all States.",
        "Reach 12.5 per cent of all prisons by 2030.",
    ],
)
def test_a_number_in_a_text_is_no_citation(text):
    assert Forms().find(text) == []
    reading = read_tables([HEADS, [text, "Train the guards of prisons."], ["Build fewer prisons now.", ""]])
    assert text in texts_of(reading.matrix).values()


def test_a_form_of_a_documents_own_is_declared_in_plain_words():
    table = [HEADS, ["Build fewer prisons. Rec. 12(c)", "Rec. 13 Train guards in prisons."]]
    reading = interpret(
        make_document(table), "made-up", None, (), Layout(citations=("Rec. {paragraph}{letter}",))
    )
    assert reading.matrix.by_id["af-12c"].text == "Build fewer prisons."
    assert declared_form("Rec. {paragraph}{letter}").fullmatch("Rec.  12c")
    with pytest.raises(ValueError, match="number"):
        declared_form("Rec. {number}")


def test_a_document_without_citations_is_known_by_region_and_order_and_says_so():
    table = [
        HEADS,
        [cell("Prisons", columns=2)],
        ["Build fewer prisons in cities.\nTrain all guards of prisons.", "Build no prisons at all."],
    ]
    reading = read_tables(table)
    assert errors(reading) == []
    assert texts_of(reading.matrix) == {
        "af-n1": "Build fewer prisons in cities.",
        "af-n2": "Train all guards of prisons.",
        "eu-n1": "Build no prisons at all.",
    }
    assert [one.code for one in reading.problems] == ["no-citations"]
    assert_all_is_accounted_for(reading, table)


def test_a_footnote_in_a_cell_is_kept_with_its_recommendation():
    reading = read_tables([HEADS, [cell("Build less. [para. 1]", note="Reserved by one State."), ""]])
    assert reading.matrix.by_id["af-1"].facts == {"note": "Reserved by one State."}


def test_a_column_of_numbers_and_a_head_with_a_word_for_themes_are_no_regions():
    table = [
        ["No.", "Theme / region", *HEADS],
        ["1", "Prisons", "Build less. [para. 1]", "Train guards. [para. 2]"],
        ["2", "Courts", "", "Open the courts. [para. 3]"],
    ]
    reading = read_tables(table)
    assert [region.name for region in reading.matrix.regions] == HEADS
    assert outline(reading.matrix) == {"": {"Prisons": ["af-1", "eu-2"], "Courts": ["eu-3"]}}
    assert_all_is_accounted_for(reading, table)


# Lines of a text that a conversion has broken


def test_a_cell_whose_paragraphs_stand_on_lines_of_their_own_is_put_together_where_only_that_can_be_meant():
    heads = ["Africa", "Europe", "Asia"]
    text = tabbed("Prisons", heads=heads)
    text += "Build less. [para. 1]\tTrain the guards\nand the staff. [para. 2]\tOpen all. [para. 3]\n"
    reading = read(text)
    assert errors(reading) == []
    assert texts_of(reading.matrix) == {
        "af-1": "Build less.",
        "eu-2": "Train the guards and the staff.",
        "as-3": "Open all.",
    }
    assert_nothing_is_lost(text, reading)


def test_short_lines_whose_texts_are_whole_stay_errors_since_each_may_lack_a_cell():
    text = tabbed("Prisons", heads=["Africa", "Europe", "Asia"])
    text += "Build less. [para. 1]\tTrain. [para. 2]\nBuild none. [para. 4]\tOpen. [para. 5]\n"
    reading = read(text)
    assert errors(reading) == ["wrong-number-of-cells"] * 2
    assert reading.matrix.recommendations == ()
    assert_nothing_is_lost(text, reading)


def test_a_heading_right_above_a_row_may_lack_its_tabs():
    text = tabbed(heads=HEADS) + "Prisons\nBuild less. [para. 1]\tTrain. [para. 2]\n\nA remark.\n"
    reading = read(text)
    assert outline(reading.matrix) == {"": {"Prisons": ["af-1", "eu-2"]}}
    assert [one.message for one in reading.problems] == ["text outside the table, not used: “A remark.”"]
    assert_nothing_is_lost(text, reading)


# Names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Chile, Peru", ["Chile", "Peru"]),
        (
            "Peru, Bolivia (Plurinational State of) and Chile",
            ["Peru", "Bolivia (Plurinational State of)", "Chile"],
        ),
        ("Peru, Mali, and Chile", ["Peru", "Mali", "Chile"]),
        ("Korea, Republic of; Chile", ["Korea, Republic of", "Chile"]),
        ("Peru, Trinidad and Tobago", ["Peru", "Trinidad and Tobago"]),
        ("Bosnia and Herzegovina and Chile", ["Bosnia and Herzegovina", "Chile"]),
        ("(Maldives) (Portugal);", ["Maldives", "Portugal"]),
        ("(Venezuela (Bolivarian Republic of))", ["Venezuela (Bolivarian Republic of)"]),
        (";", []),
    ],
)
def test_several_names_in_one_cell_are_told_apart(written, names):
    assert Names(["Chile", "Trinidad and Tobago", written], ()).of(written) == names


def test_two_recommendations_of_two_states_in_a_row_are_told_apart_where_both_names_are_known():
    table = [
        ["Recommendation", "Theme"],
        ["121.1 Ratify the Convention (France) (Slovakia);", "Treaties"],
        ["121.2 Complete the process (France); Increase efforts (Slovakia);", "Treaties"],
    ]
    told = read_tables([*table, ["121.3 Train guards (France);", "Treaties"]])
    assert errors(told) == []
    assert texts_of(told.matrix) == {
        "france-121.1": "Ratify the Convention",
        "france-121.2": "Complete the process",
        "slovakia-121.2": "Increase efforts",
        "france-121.3": "Train guards",
    }
    reading = read_tables(table)
    (problem,) = [one for one in reading.problems if one.severity is Severity.ERROR]
    assert (problem.code, problem.stands) == ("in-list", "table 1, row 3, column 1")
    assert "“France” stands in brackets within this text and is named nowhere else" in problem.message
    assert reading.matrix.by_id["france-121.1"].also == ("slovakia",)


def test_a_region_cell_with_nothing_but_a_mark_is_no_region():
    assert errors(
        read_tables([STATES[:3], [";", "Prisons", "Build less."], ["Chile", "Prisons", "Train."]])
    ) == ["in-list"]


def test_a_text_that_cites_the_report_of_another_region_is_nobodys():
    rows = [HEADS, ["Build less. [Report of Europe, para. 1]", "Train. [Report of Europe, para. 2]"]]
    reading = read_tables(rows)
    (problem,) = reading.problems
    assert (problem.code, problem.stands) == ("cites-another-region", "table 1, row 2, column 1")
    assert problem.severity is Severity.ERROR
    assert [item.text for item in reading.matrix.recommendations] == ["Train."]
    assert_all_is_accounted_for(reading, rows)


def test_a_column_headed_states_that_holds_what_they_say_is_no_column_of_names():
    said = "Build fewer prisons in all cities and train the guards of those that remain. [para. 1]"
    reading = read_tables([["Theme", "States", "Civil society"], ["Prisons", said, said.replace("1]", "2]")]])
    assert [region.name for region in reading.matrix.regions] == ["States", "Civil society"]


def test_a_column_that_nobody_has_named_gets_no_key_of_a_region_that_is_known():
    table = [["African States", "Asia"], ["Build less. [para. 1]", "Train. [para. 1]"]]
    reading = interpret(make_document(table), "made-up", None, (Region("as", "Asia"),))
    assert {item.id: item.text for item in reading.matrix.recommendations} == {
        "as2-1": "Build less.",
        "as-1": "Train.",
    }


def test_a_dash_in_a_cell_says_nothing_and_is_said():
    table = [
        ["Theme", *HEADS],
        ["Prisons", "Build less. [para. 1]", "—"],
        ["Courts", "n/a", "Open. [para. 2]"],
    ]
    reading = read_tables(table)
    assert [str(one.severity) for one in reading.problems] == ["note", "note"]
    assert outline(reading.matrix) == {"": {"Prisons": ["af-1"], "Courts": ["eu-2"]}}
    assert_all_is_accounted_for(reading, table)
    heads = ["State", "Recommendation", "Paragraph"]
    listed = read_tables([heads, ["Chile", "Build less.", "–"], ["Chile", "Train.", "7"]])
    assert errors(listed) == []
    assert list(listed.matrix.by_id) == ["chile-n1", "chile-7"]


# What is doubtful in a table as a whole


def said(reading, *codes):
    return [(problem.stands, problem.message) for problem in reading.problems if problem.code in codes]


def numbered_list(*numbers):
    rows = [[f"State {place}", f"Say thing {place}.", number] for place, number in enumerate(numbers)]
    return read_tables([["State", "Recommendation", "Para"], *rows])


@pytest.mark.parametrize(
    ("numbers", "row", "message"),
    [
        (
            ["138.8", "138.9", "138.1", "138.11"],
            4,
            "138.1 stands here after 138.9: perhaps 138.10",
        ),
        (
            ["138.18", "138.19", "138.2"],
            4,
            "138.2 stands here after 138.19: perhaps 138.20",
        ),
        (
            ["138.98", "138.99", "138.1", "138.101"],
            4,
            "138.1 stands here after 138.99: perhaps 138.100",
        ),
        (
            ["138.1", "138.2", "138.3", "138.1", "138.4"],
            5,
            "138.1 stands here and at table 1, row 2, column 3, at different texts: one is perhaps 138.10",
        ),
    ],
)
def test_a_number_that_lost_its_nought_is_said(numbers, row, message):
    found = said(numbered_list(*numbers), "lost-nought", "number-repeats")
    assert found == [(f"table 1, row {row}, column 3", f"{message}, stored as a number")]


@pytest.mark.parametrize(
    "numbers",
    [
        ["138.8", "138.9", "138.10", "138.11"],
        ["138.9", "138.10", "139.1", "139.2"],  # another paragraph begins
        ["5.9", "5.1", "5.10", "5.16", "5.2"],  # by themes
        ["138.1", "138.2", "138.1", "138.2"],  # of two reports
    ],
)
def test_numbers_that_are_in_order_or_in_no_order_are_not_doubted(numbers):
    assert said(numbered_list(*numbers), "lost-nought", "number-repeats") == []


PILLARS = [
    ["Pillar", *HEADS],
    ["Prevention", "Act. [Report, para. 1a]", "Move. [Report, para. 2a]"],
    ["Justice", "Train. [Report, para. 1b]", ""],
]


def test_a_first_column_of_titles_with_an_unknown_head_has_the_themes():
    reading = read_tables(PILLARS)
    assert [theme.title for theme in reading.matrix.themes] == ["Prevention", "Justice"]
    assert [region.name for region in reading.matrix.regions] == HEADS
    assert reading.columns == {"theme": "Pillar"}
    assert [problem.code for problem in reading.problems] == ["read-as-themes"]
    told = read_tables(PILLARS, columns={"theme": "Pillar"})
    assert (told.matrix, told.problems) == (reading.matrix, ())
    assert_all_is_accounted_for(reading, PILLARS)


def test_a_first_region_that_forgot_a_citation_is_no_column_of_themes():
    rows = [HEADS, ["Act now.", "Move. [Report, para. 2a]"]]
    assert errors(read_tables(rows)) == ["no-citation"]


@pytest.mark.parametrize("rows", [PILLARS, [HEADS, ["Prevention", ""], PILLARS[1][1:], PILLARS[2][1:]]])
def test_a_total_below_all_is_no_theme(rows):
    rows = [*rows, ["Total: 3 recommendations", *[""] * (len(rows[0]) - 1)]]
    reading = read_tables(rows)
    assert not any("Total" in theme.title for theme in reading.matrix.themes)
    ((place, message),) = said(reading, "left-over")
    assert (place, "“Total: 3 recommendations” stands at the end" in message) == (
        f"table 1, row {len(rows)}, column 1",
        True,
    )
    assert_all_is_accounted_for(reading, rows)


def test_names_that_are_nearly_one_are_said_in_a_grid_and_in_a_list():
    rows = [
        ["Caribbean", "The Caribbean", "Asia"],
        ["Act. [Report, para. 1a]", "Move. [Report, para. 2a]", "Train. [Report, para. 3a]"],
    ]
    assert said(read_tables(rows), "one-region-two-names") == [
        ("table 1, row 1, column 2", "“The Caribbean” and “Caribbean” may be one; they were read as two")
    ]
    rows = [
        ["State", "Recommendation"],
        ["Côte d’Ivoire", "Act."],
        ["Cote d'Ivoire", "Move."],
        ["Chad", "Go."],
    ]
    assert [place for place, _ in said(read_tables(rows), "one-region-two-names")] == [
        "table 1, row 3, column 2"
    ]
    rows = [["State", "Recommendation"], ["Chad", "Act."], ["\N{CYRILLIC CAPITAL LETTER ES}had", "Move."]]
    [(place, _)] = said(read_tables(rows), "one-region-two-names")
    assert place == "table 1, row 3, column 2"


def test_a_misspelt_head_is_a_doubt_and_other_heads_are_facts():
    reading = read_tables(
        [["State", "Recommendation", "Position", "Theem", "Status"], ["Chad", "Act.", "Noted", "Law", "Open"]]
    )
    assert reading.facts == ("Position", "Theem", "Status")
    assert said(reading, "near-head") == [
        ("table 1, row 1, column 4", "the column “Theem” is kept as a fact: did you mean the themes?")
    ]


def test_a_letter_in_brackets_is_odd_only_where_most_have_none():
    forms = ["(a)", "(b)", "c"]
    rows = [HEADS, *([f"Act {form}. [Report, para. 1{form}]", ""] for form in forms)]
    assert said(read_tables(rows), "bracketed-letter") == []
    rows = [HEADS, *([f"Act {form}. [Report, para. 1{form}]", ""] for form in ("(a)", "b", "c"))]
    assert [place for place, _ in said(read_tables(rows), "bracketed-letter")] == ["table 1, row 2, column 1"]


SYMBOLS = {
    "Africa": ["A/RPM.2/1, para. 1", "A/RPM.1/1, para. 2", "A/RPM.2/1, para. 3"],
    "Asia": ["A/RPM.1/1, para. 4", "A/RPM.1/1, para. 5", "A/RPM.1/1, para. 6"],
}


@pytest.mark.parametrize("way", ["declared", "in heads", "as the others", "list"])
def test_a_citation_of_the_symbol_of_another_region_is_an_error(way):
    rows = [
        [f"{region} says {place}. [{cited[place]}]" for region, cited in SYMBOLS.items()]
        for place in range(3)
    ]
    heads, known = ["Africa", "Asia"], ()
    if way == "declared":
        rows = rows[1:2]
        known = (Region("af", "Africa", symbol="A/RPM.2/1"), Region("as", "Asia", symbol="A/RPM.1/1"))
    elif way == "in heads":
        rows, heads = rows[1:2], ["Africa (A/RPM.2/1)", "Asia (A/RPM.1/1)"]
    elif way == "list":
        heads = ["Region", "Recommendation", "Paragraph"]
        rows = [[region, f"Say {one}.", f"[{one}]"] for region, cited in SYMBOLS.items() for one in cited]
    reading = interpret(make_document([heads, *rows]), "made-up", None, known)
    row = {"declared": 2, "in heads": 2}.get(way, 3)
    where = "in a row" if way == "list" else "in the column"
    asia, africa = (heads[1], heads[0]) if way == "in heads" else ("Asia", "Africa")
    ((place, message),) = said(reading, "cites-another-region")
    assert place == f"table 1, row {row}, column {3 if way == 'list' else 1}"
    assert message.startswith(f"[A/RPM.1/1, para. 2] cites the report of {asia}, {where} of {africa}; its")
    assert "af-2" not in reading.matrix.by_id


CITED = "(A/CONF.260/PM.1/3, para. {})"


@pytest.mark.parametrize(
    ("between", "texts", "said_of"),
    [
        ("; dig wells", ["Clean wells", "dig wells"], []),
        (" dig wells.", ["Clean wells", "dig wells."], ["dig wells."]),
        ("; and dig wells", ["Clean wells", "and dig wells"], []),
        (", dig wells", ["Clean wells", "dig wells"], ["dig wells"]),
        ("; • dig wells", ["Clean wells", "• dig wells"], []),
    ],
)
def test_a_citation_of_a_report_ends_a_text_whatever_follows(between, texts, said_of):
    reading = read_tables([HEADS, [f"Clean wells {CITED.format(9)}{between} {CITED.format(11)}", ""]])
    assert {item.id: item.text for item in reading.matrix.recommendations} == dict(
        zip(["af-9", "af-11"], texts, strict=True)
    )
    doubts = said(reading, "split-within")
    assert [message.split("”")[0] for _, message in doubts] == [f"“{text}" for text in said_of]


def test_a_document_that_is_cited_within_a_sentence_stays_in_it():
    text = "Apply the Rules (A/RES/70/175, para. 5) and train (see A/CONF.260/PM.1/3, para. 2) all"
    reading = read_tables([HEADS, [f"{text} {CITED.format(9)}", ""]])
    assert [item.text for item in reading.matrix.recommendations] == [text]
    assert [message.split("”")[0] for _, message in said(reading, "cites-within")] == [
        "“(see A/CONF.260/PM.1/3, para. 2)"
    ]


@pytest.mark.parametrize("form", [CITED, "(para. {})"])
def test_a_citation_behind_another_is_of_no_text(form):
    rows = [HEADS, [f"Dig wells {form.format(10)} and {form.format(11)}", ""]]
    reading = read_tables(rows)
    assert errors(reading) == ["citation-without-text"]
    assert [item.id for item in reading.matrix.recommendations] == ["af-10"]
    assert_all_is_accounted_for(reading, rows)


def test_labels_that_run_on_over_paragraphs_may_only_count():
    counted = read_tables(
        [HEADS, ["(a) Plant oaks; [Report, para. 14] (b) plant figs [Report, para. 15]", ""]]
    )
    assert errors(counted) == ["citation-without-letter"]
    lettered = read_tables(
        [HEADS, ["(a) Plant oaks; [Report, para. 14] (b) plant figs [Report, para. 14]", ""]]
    )
    assert errors(lettered) == []


def test_a_state_in_capitals_is_that_state():
    rows = [["State", "Recommendation"], ["CHILE", "Act."], ["Chile", "Move."], ["CHILE, Peru, Chile", "Go."]]
    reading = read_tables([*rows, ["Viet Nam", "See."], ["Vietnam", "Say."]])
    assert [region.name for region in reading.matrix.regions] == ["Chile", "Peru", "Viet Nam", "Vietnam"]
    assert [item.regions for item in reading.matrix.recommendations][:3] == [
        ("chile",),
        ("chile",),
        ("chile", "peru"),
    ]
    assert [(place, message[:28]) for place, message in said(reading, "one-region-two-names")] == [
        ("table 1, row 2, column 2", "“CHILE” was read as “Chile”,"),
        ("table 1, row 6, column 2", "“Vietnam” and “Viet Nam” may"),
    ]


def test_a_symbol_below_the_name_in_a_head_is_that_of_the_regions_report():
    rows = [["Caribbean E/LIB/2025/CAR/1", "E/LIB/2025/NOB/2 Nordic", "WEOG/EEG"]]
    reading = read_tables([*rows, ["Act. (para. 1)", "Move. (para. 2)", "Go. (para. 3)"]])
    assert [(region.name, region.symbol) for region in reading.matrix.regions] == [
        ("Caribbean", "E/LIB/2025/CAR/1"),
        ("Nordic", "E/LIB/2025/NOB/2"),
        ("WEOG/EEG", None),
    ]


def test_one_report_of_all_is_no_citation_of_another_region():
    rows = [[f"Act {n}. [A/RPM.1/1, para. {n}]", f"Say {n}. [A/RPM.1/1, para. {n}0]"] for n in (1, 2)]
    assert said(read_tables([HEADS, *rows, ["Go. [A/RPM.1/1, para. 9]", ""]]), "cites-another-region") == []


def test_heads_of_groups_of_regions_are_listed_as_not_used():
    table = [
        [cell("All regions", columns=3)],
        [cell("Africa group", columns=2), "Asia group"],
        ["North Africa", "East Africa", "East Asia"],
        ["Act. [para. 1]", "Say. [para. 2]", "Go. [para. 3]"],
    ]
    reading = read_tables(table)
    assert [region.name for region in reading.matrix.regions] == table[2]
    assert texts_of(reading.matrix) == {"na-1": "Act.", "ea-2": "Say.", "ea2-3": "Go."}
    assert said(reading, "left-over") == [
        (
            "table 1, row 2, column 1",
            "“Africa group” stands above the heads “North Africa”, “East Africa”, and is not used",
        ),
        ("table 1, row 2, column 3", "“Asia group” stands above the heads “East Asia”, and is not used"),
    ]
    assert reading.matrix.title == "All regions"
    assert_all_is_accounted_for(reading, table)


def test_what_stands_above_the_heads_and_is_no_title_is_listed():
    table = [
        [cell("Matrix of all recommendations", columns=2)],
        [cell("Prepared by nobody", columns=2)],
        HEADS,
        ["Act. [para. 1]", "Say. [para. 2]"],
    ]
    reading = read_tables(table, table)
    assert reading.matrix.title == "Matrix of all recommendations"
    assert said(reading, "left-over") == [
        ("table 1, row 2, column 1", "text above the heads of the table, not used: “Prepared by nobody”")
    ]


def test_short_texts_that_cite_nothing_are_told_as_the_reason():
    ((_, message),) = said(read_tables([HEADS, ["Less crime", "More lasting peace"]]), "empty-matrix")
    assert message == (
        "none of the texts in the table (2) cites a paragraph, and none has more than 3 words (the longest "
        "is “More lasting peace”), so none is taken for a recommendation"
    )


def test_a_citation_within_a_text_is_told():
    rows = [
        ["Theme", "Africa", "Asia"],
        [
            "Prisons",
            "Build fewer (para. 1) train all (para. 2)",
            "Apply the Rules (resolution 70/175, para. 5) (para. 3)",
        ],
    ]
    reading = read_tables(rows)
    assert [item.text for item in reading.matrix.recommendations] == [
        "Build fewer (para. 1) train all",
        "Apply the Rules (resolution 70/175, para. 5)",
    ]
    (told,) = reading.problems
    assert (told.code, told.stands) == ("cites-within", "table 1, row 2, column 2")
    assert "“(para. 1)” stands within this text" in told.message


def test_in_which_capacity_a_state_speaks_makes_no_region():
    aside = "as chair of X, and as deputy of Y"
    table = [
        ["Recommendation"],
        ["1.1 Act soon. (Chile)"],
        [f"1.2 Act now. (Peru, {aside})"],
        [f"1.3 Act more. (Peru ({aside}))"],
        [f"1.4 Act less. (Mali) ({aside})"],
        ["1.5 Act again. (Peru, Chile)"],
    ]
    reading = read_tables(table)
    assert [region.name for region in reading.matrix.regions] == ["Chile", "Mali", "Peru"]
    assert texts_of(reading.matrix)["mali-1.4"] == "Act less."
    wanted = [f"“{one}” in the brackets" for one in ("as chair of X", "as deputy of Y")]
    found = [message.partition(" behind")[0] for _, message in said(reading, "no-name-in-brackets")]
    assert found == [*wanted, f"“{aside}” in the brackets", *wanted]
    assert errors(read_tables([*table, [f"1.6 Act alone. ({aside})"]])) == ["in-list"]

    table = [["State", "Recommendation"], ["Chile on behalf of the Group", "Act."], [f"Peru, {aside}", "Go."]]
    assert [region.name for region in read_tables(table).matrix.regions] == ["Chile", "Peru"]
    known = [Region("chg", "Chile on behalf of the Group")]
    (first, _) = interpret(make_document(table), "made-up", None, known).matrix.regions
    assert first.key == "chg"


def test_a_table_without_heads_is_an_error_and_no_region_is_made_of_a_recommendation():
    table = [
        [
            "Build fewer prisons in all the provinces. [Report, para. 1]",
            "Train the guards. [Report, para. 2]",
        ],
        ["Open every court to the public at once. [Report, para. 3]", ""],
    ]
    reading = read_tables(table)
    assert errors(reading) == ["head-is-recommendation"]
    assert said(reading, "head-is-recommendation")[0][0] == "table 1, row 1, column 1"
    assert errors(read_tables([["Africa [Report, para. 1]", "Asia"], ["Act. [para. 2]", ""]])) == []


def _under(heading, *texts):
    return [[heading, ""], *([text, ""] for text in texts)]


A, B, C = (f"Do {sign}. [Report, para. {sign}]" for sign in "345")
REGIONS_ALONE = [["Africa", "Europe"]]


@pytest.mark.parametrize(
    ("rows", "outline", "nothing"),
    [
        (
            [
                ["I. THE SEA", ""],
                *_under("A. Litter", A),
                *_under("B. Nets"),
                ["II. LIFE", ""],
                *_under("A. Fish", B),
            ],
            [("I. THE SEA", "A. Litter"), ("I. THE SEA", "B. Nets"), ("II. LIFE", "A. Fish")],
            1,
        ),
        (
            [*_under("A. Litter", A), *_under("B. Nets"), *_under("C. Fish", B), *_under("D. Ports")],
            [("", "A. Litter"), ("", "B. Nets"), ("", "C. Fish"), ("", "D. Ports")],
            2,
        ),
        (
            [
                ["A. THE SEA", ""],
                *_under("1. Litter", A),
                ["B. LIFE", ""],
                *_under("1. Fish", B),
                *_under("2. Nets", C),
            ],
            [("A. THE SEA", "1. Litter"), ("B. LIFE", "1. Fish"), ("B. LIFE", "2. Nets")],
            0,
        ),
        (
            [["The sea", ""], *_under("I. Litter", A), *_under("II. Nets"), *_under("III. Fish", B)],
            [("The sea", "I. Litter"), ("The sea", "II. Nets"), ("The sea", "III. Fish")],
            1,
        ),
    ],
)
def test_numbers_tell_sections_from_themes_and_a_theme_may_be_empty(rows, outline, nothing):
    reading = read_tables([*REGIONS_ALONE, *rows])
    matrix = reading.matrix
    assert [(matrix.section_by_id[one.section].title, one.heading) for one in matrix.themes] == outline
    filled = {theme for one in matrix.recommendations for theme in one.themes}
    empty = [one.heading for one in matrix.themes if one.id not in filled]
    assert [message.split("”")[0] for _, message in said(reading, "theme-without")] == [
        f"nothing stands under “{heading}" for heading in empty
    ]
    assert len(empty) == nothing


def test_a_third_level_of_headings_is_a_doubt():
    rows = [["I. SEA", ""], ["A. LITTER", ""], *_under("1. Bags", A), ["B. FISH", ""], *_under("1. Cod", B)]
    reading = read_tables([*REGIONS_ALONE, *rows])
    assert [theme.heading for theme in reading.matrix.themes] == ["1. Bags", "1. Cod"]
    ((place, message),) = said(reading, "section-without")
    assert place == "table 1, row 2, column 1"
    assert "under “I. SEA”" in message


def test_a_heading_above_a_heading_among_themes_without_sections_is_a_doubt():
    reading = read_tables([*REGIONS_ALONE, *_under("Litter", A), *_under("Nets"), *_under("Fish", B)])
    ((place, message),) = said(reading, "section-or-theme")
    assert place == "table 1, row 4, column 1"
    assert "“Nets” stands right above another heading" in message
