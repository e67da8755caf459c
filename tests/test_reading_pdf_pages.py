"""What stands on a PDF page is read as it is shown, or refused: text over borders, turned, a table in two."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_pdf import UPWARD, MadePage, made_pdf

from drafter.documents.interpreter import interpret
from drafter.documents.paragraphs import numbered_paragraphs
from drafter.documents.readers import read
from drafter.problems import ContentError, Severity
from tools import cannot_run

try:
    import pdfplumber
except ImportError:
    pdfplumber = None
if pdfplumber is None:

    @pytest.fixture(autouse=True)
    def the_extra():
        cannot_run("the extra pdf is not installed")


PDF = Path("made.pdf")
LONG = "Do this of old and new"
HEADS = ["Theme", "Africa", "Asia", "Europe"]


def row(theme, number, words="Do this"):
    return [theme, *([f"{words} {name}.", f"[Report, para. {number}{name}]"] for name in "abc")]


def reading_of(*pages):
    return interpret(read(made_pdf(pages), PDF), "made", None, ())


def errors(reading):
    return [(one.code, one.stands) for one in reading.problems if one.severity is Severity.ERROR]


@pytest.mark.parametrize("is_same_page", [True, False])
@pytest.mark.parametrize(
    "between", ["WESTERN ASIA, LATIN AMERICA, ARCTIC", "Recommendations that were rejected:"]
)
def test_a_table_without_heads_below_words_of_its_own_is_no_part_of_the_one_before(between, is_same_page):
    first = MadePage().table([HEADS, row("Prisons", 3)], 60)
    second = first if is_same_page else MadePage()
    second.text(between, 44, 300).table([row("Terrorism", 4)], 320)
    with pytest.raises(ContentError) as refused:
        reading_of(*([first] if is_same_page else [first, second]))
    (problem,) = refused.value.problems
    assert (problem.code, problem.stands) == ("part-without-heads", f"page {1 if is_same_page else 2}")
    assert between in problem.message


def test_running_heads_page_numbers_and_repeated_heads_leave_it_one_table():
    pages = []
    for number in (1, 2):
        page = MadePage().text("A/CONF.234/L.6", 44, 40).text(f"Annex, page {number}", 44, 820)
        pages.append(page.table([row("Prisons", 3)] if number > 1 else [HEADS, row("Terrorism", 4)], 60))
    pages.append(MadePage().text("A new heading", 44, 40).table([HEADS, row("Victims", 5)], 60))
    reading = reading_of(*pages)
    assert not errors(reading)
    assert [theme.title for theme in reading.matrix.themes] == ["Terrorism", "Prisons", "Victims"]


def test_rows_whose_texts_are_whole_are_not_joined_for_a_theme_in_small_letters():
    pages = [
        MadePage().table([HEADS, row("prisons", 3, LONG)], 60),
        MadePage().table([row("terrorism", 4, LONG)], 60),
    ]
    reading = reading_of(*pages)
    assert [theme.title for theme in reading.matrix.themes] == ["prisons", "terrorism"]
    assert [(one.code, one.stands) for one in reading.problems] == [("row-over-pages", "page 2, row 1")]


def test_text_turned_upward_is_read_upward():
    page = MadePage().table([["Theme", "Africa", "", "Europe"], ["", *row("", 3)[1:]]], 60)
    page.text("Prisons", 70, 175, UPWARD).text("of all States", 82, 175, UPWARD).text(
        "Asia", 300, 110, UPWARD
    )
    reading = reading_of(page)
    assert not errors(reading)
    assert [theme.title for theme in reading.matrix.themes] == ["Prisons of all States"]
    assert [region.name for region in reading.matrix.regions] == ["Africa", "Asia", "Europe"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_one_error_and_its_text_is_no_table(rotate):
    content = made_pdf([MadePage().table([HEADS, row("Prisons", 3)], 60)], rotate)
    with pytest.raises(ContentError, match="the text on this page is turned"):
        read(content, PDF)
    report = made_pdf([MadePage().text("1. Do this.", 44, 60).text("2. Do that.", 44, 90)], rotate)
    found = numbered_paragraphs(read(report, PDF, is_matrix=False))
    assert [one.text for one in found.all] == ["Do this.", "Do that."]


def test_text_that_runs_over_the_border_of_its_cell_is_an_error_at_its_row():
    long = "Promote the exchange of information among all. [Report, para. 3a]"
    page = MadePage().table([HEADS, ["Prisons", long, ["", "Do that. [Report,", "para. 3b]"], ""]], 60)
    assert errors(reading_of(page))[0] == ("text-across-cells", "page 1, row 2")


def test_the_blank_at_the_end_of_a_line_may_stand_over_the_border():
    long = ["Promote the exchange of the" + 4 * " ", "facts. [Report, para. 3a]"]
    assert not errors(reading_of(MadePage().table([HEADS, ["Prisons", long, "", ""]], 60)))


def test_columns_of_one_table_on_several_pages_are_one_error():
    pages = [
        MadePage().table([["Theme", "Africa"], ["Prisons", "One. [Report, para. 3a]"]], 60, first=20),
        MadePage().table([["Europe"], ["Two. [Report, para. 4a]"]], 60, first=20),
    ]
    with pytest.raises(ContentError, match="the columns of one table stand on several pages"):
        read(made_pdf(pages), PDF)
