"""Reading matrices that are made up: nothing is lost, and what was put in comes out."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from factory import HEADS, REGIONS, TITLE, is_layout, lines_with_text, place_of, put_together, read, tabbed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.matrix.loading import read_document
from drafter.matrix.table import SpanKind
from drafter.model import RECOMMENDATION_ID
from drafter.problems import ContentError, DrafterError, Severity

KEYS = tuple(REGIONS)
NUMERALS = ("I", "II", "III", "IV", "V", "VI")


def codes(reading):
    return [problem.code for problem in reading.problems]


def errors(reading):
    return [problem for problem in reading.problems if problem.severity is Severity.ERROR]


def the_problem(reading, code):
    (found,) = (problem for problem in reading.problems if problem.code == code)
    return found


def cell_texts(reading):
    """Theme title → region → texts of its cell."""
    matrix = reading.matrix
    return {
        matrix.theme_by_id[theme].title: {
            key: [
                placement.text
                for recommendation in ids
                for placement in matrix.by_id[recommendation].placements
                if placement.theme == theme
            ]
            for key, ids in row.items()
        }
        for theme, row in matrix.cells.items()
    }


def assert_nothing_is_lost(text, reading):
    """Each character is accounted for, and what is left over is reported at its place."""
    assert put_together(reading.spans) == lines_with_text(text)
    total = sum(len(span.piece.text) for span in reading.spans)
    assert total == len(text) - text.count("\t") - text.count("\n")
    reported = {(problem.line, problem.column) for problem in reading.problems}
    wordings = {wording for item in reading.matrix.recommendations for wording in item.wordings}
    rejected = "one-citation-two-texts" in codes(reading)
    for span in reading.spans:
        if span.kind is SpanKind.LEFT_OVER:
            assert (span.piece.line, span.piece.column) in reported
        if span.kind is SpanKind.LAYOUT:
            assert is_layout(span.piece.text)
        if span.kind is SpanKind.TEXT:
            assert rejected or any(span.piece.text in wording for wording in wordings)


# Whatever stands in a document

FRAGMENTS = (
    *("\t", "\t\t\t\t", "\n", "\n\n", " ", "<p>", "</p>", "<p> </p>", "<br/>", '<p align="center">'),
    *("[Report, para. 3a]", "[Report, para, 3b]", "[Report, para. 4(c)]", "[Report, para. 5]"),
    *("[Report, paras. 3a and 4b]", "[Report, page 7]", "[Report", "[sic]"),
    *("(a) ", "(b) ", "(ii) ", "Promote the rule of law", "multi-", "stakeholder", "law–based", "é“x”"),
    *(".", ";", ",", ":", "I. First theme", "II. Second theme", "A section", " (cont'd)", TITLE),
    "\t".join(HEADS) + "\n",
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_nothing_is_lost_of_a_text_made_of_the_pieces_of_matrices(text):
    assert_nothing_is_lost(text, read(text))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_nothing_is_lost_of_a_table_made_of_the_pieces_of_matrices(text):
    text = tabbed("A section", "I. First theme") + text
    assert_nothing_is_lost(text, read(text))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r")))
def test_nothing_is_lost_of_any_text_at_all(text):
    assert_nothing_is_lost(text, read(text))


# What is put in comes out


@dataclass(frozen=True)
class Item:
    """A recommendation as it is put in."""

    region: str
    paragraph: int
    letter: str
    is_labelled: bool
    text: str

    @property
    def id(self) -> str:
        return f"{self.region}-{self.paragraph}{self.letter}"

    @property
    def label(self) -> str:
        return self.letter if self.is_labelled else ""


@dataclass(frozen=True)
class MadeUpTheme:
    section: str
    number: str
    title: str
    items: tuple[Item, ...]

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


words = st.text(alphabet="abcdefgh", min_size=1, max_size=6)
titles = st.lists(words, min_size=1, max_size=4).map(lambda found: "On " + " ".join(found))


@st.composite
def items(draw):
    first, *others = draw(st.lists(words | st.just("multi-stakeholder"), min_size=2, max_size=8))
    letter = draw(st.sampled_from(["", "a", "b", "l"]))
    text = " ".join([first.capitalize(), *others]) + draw(st.sampled_from([".", "", " ."]))
    return Item(
        draw(st.sampled_from(KEYS)),
        draw(st.integers(1, 99)),
        letter,
        bool(letter) and draw(st.booleans()),
        text,
    )


@st.composite
def contents(draw):
    """The themes of a matrix, in order, with what stands under each."""
    pool = draw(st.lists(items(), min_size=1, max_size=12, unique_by=lambda item: item.id))
    sections = draw(st.lists(titles, min_size=1, max_size=3, unique=True))
    themes = []
    for section in sections:
        is_numbered = draw(st.booleans())
        fresh = titles.filter(lambda title: title not in sections)
        for place, title in enumerate(draw(st.lists(fresh, min_size=1, max_size=3, unique=True))):
            # A heading without a numeral can only be told from a section by what stands below it.
            placed = st.lists(st.sampled_from(pool), min_size=not is_numbered, max_size=6, unique=True)
            number = NUMERALS[place] if is_numbered else ""
            themes.append(MadeUpTheme(section, number, title, tuple(draw(placed))))
    if not any(theme.items for theme in themes):
        themes[-1] = replace(themes[-1], items=(pool[0],))
    return themes


@dataclass
class Layout:
    """Writes a matrix document down, choosing its layout at random, and counts its oddities."""

    draw: st.DrawFn
    oddities: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def write(self, themes):
        self.start_page()
        section = ""
        for theme in themes:
            if section and self.draw(st.booleans()):
                self.start_page()
                if section == theme.section and self.draw(st.booleans()):
                    self.write_heading(f"{section} (cont'd)")
            if theme.section != section:
                section = theme.section
                self.write_heading(section)
            self.write_heading(theme.heading)
            self.write_items(theme)
        return "\n".join(self.lines)

    def start_page(self):
        self.lines += ["", TITLE, "", "\t".join(HEADS)]

    def write_heading(self, words):
        marks = self.draw(st.sampled_from(["{}", "<p>{}</p>", '<p align="center">{}</p>']))
        self.lines.append(marks.format(words) + "\t" * (len(HEADS) - 1))

    def write_items(self, theme):
        above, below = {}, {}
        for key in KEYS:
            here = [item for item in theme.items if item.region == key]
            above[key], below[key] = self.split(here)
        if not any(above.values()):
            above, below = below, above
        self.write_row(above)
        if any(below.values()):
            self.start_page()
            self.write_continued(theme)
            self.write_row(below)

    def write_continued(self, theme):
        mark = self.draw(st.sampled_from(["", "(cont'd)", "(cont’d)"]))
        if mark:
            self.write_heading(f"{theme.section} {mark}")
            self.write_heading(f"{theme.heading} {mark}")

    def split(self, here):
        """What stands above and below a page break; a labelled paragraph may run over it."""
        cut = self.draw(st.integers(0, len(here)))
        above = [self.paragraph(item) for item in here[:cut]]
        below = [self.paragraph(item) for item in here[cut:]]
        if below and here[cut].is_labelled and self.draw(st.booleans()):
            start, end = len("(a) "), below[0].index(here[cut].text) + len(here[cut].text)
            places = [match.end() for match in re.finditer("[ -](?=[a-z])", below[0][:end])]
            place = self.draw(st.sampled_from([place for place in places if place > start]))
            above.append(below[0][:place].rstrip(" "))
            below[0] = below[0][place:]
            self.oddities["continued"] += 1
        return above, below

    def paragraph(self, item):
        label = f"({item.letter}) " if item.is_labelled else ""
        return f"{label}{item.text} {self.citation(item)}"

    def citation(self, item):
        number, letter = item.paragraph, item.letter
        forms = {
            f"[Report, para. {number}{letter}]": "",
            f"[Report, para, {number}{letter}]": "comma-for-full-stop",
        }
        if letter:
            forms[f"[Report, para. {number}({letter})]"] = "bracketed-letter"
        if item.is_labelled:
            forms[f"[Report, para. {number}]"] = "citation-without-letter"
        written = self.draw(st.sampled_from(list(forms)))
        stray = self.draw(st.sampled_from(["", ".", ";", " ."]))
        self.oddities.update(filter(None, [forms[written], "stray-punctuation" if stray else ""]))
        return written + stray

    def write_row(self, cells):
        if any(cells.values()):
            self.lines.append("\t".join(self.cell(cells[key]) for key in KEYS))

    def cell(self, paragraphs):
        """With ``<p>`` or bare; a paragraph each, or several in one."""
        form = self.draw(st.sampled_from(["<p>{}</p>", "{}"])) if paragraphs else "{}"
        if form == "<p>{}</p>" and self.draw(st.booleans()):
            return " ".join(form.format(paragraph) for paragraph in paragraphs)
        return form.format(" ".join(paragraphs))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(contents(), st.data())
def test_a_well_formed_matrix_gives_back_exactly_what_was_put_in(themes, data):
    layout = Layout(data.draw)
    text = layout.write(themes)
    reading = read(text)
    matrix = reading.matrix

    assert [section.title for section in matrix.sections] == list(
        dict.fromkeys(theme.section for theme in themes)
    )
    assert [
        (matrix.section_by_id[theme.section].title, theme.number, theme.title) for theme in matrix.themes
    ] == [(theme.section, theme.number, theme.title) for theme in themes]
    in_order = [item for theme in themes for key in KEYS for item in theme.items if item.region == key]
    assert [(item.id, item.label, item.text) for item in matrix.recommendations] == [
        (item.id, item.label, item.text) for item in dict.fromkeys(in_order)
    ]
    assert [set(row) for row in matrix.cells.values()] == [
        {item.region for item in theme.items} for theme in themes
    ]
    assert [{member for row in cells.values() for member in row} for cells in matrix.cells.values()] == [
        {item.id for item in theme.items} for theme in themes
    ]
    assert all(len(item.wordings) == 1 for item in matrix.recommendations)
    assert Counter(codes(reading)) == layout.oddities
    assert_nothing_is_lost(text, reading)


# Single cases


def test_a_number_at_the_top_of_a_page_in_mid_sentence_is_no_label():
    text = tabbed("A section", "I. A theme", ["(a) Explore: (i) one;"])
    text += tabbed(["(ii) two. [Report, para. 3a]"])
    reading = read(text)
    assert cell_texts(reading) == {"A theme": {"ap": ["Explore: (i) one; (ii) two."]}}
    assert codes(reading) == ["continued"]
    assert_nothing_is_lost(text, reading)


def test_a_label_at_the_top_of_a_page_that_its_citation_bears_out_begins_a_recommendation():
    text = tabbed("A section", "I. A theme", ["(a) Nobody cites this."])
    text += tabbed(["(b) Second. [Report, para. 3b]"])
    reading = read(text)
    assert cell_texts(reading) == {"A theme": {"ap": ["Second."]}}
    found = the_problem(reading, "no-citation")
    assert (found.line, found.column) == place_of(text, "Nobody cites this.")


def test_a_paragraph_of_the_first_column_may_run_over_two_pages():
    text = tabbed("A section", "I. A theme", ["(a) One is"])
    text += tabbed(["followed by two and"]) + tabbed(["by three. [Report, para. 3a]"])
    reading = read(text)
    assert cell_texts(reading) == {"A theme": {"ap": ["One is followed by two and by three."]}}
    assert codes(reading) == ["continued", "continued"]
    assert_nothing_is_lost(text, reading)


def test_a_paragraph_that_is_not_finished_does_not_run_into_the_next_theme():
    text = tabbed("A section", "I. One", ["(a) Unfinished"], "II. Two", ["business. [Report, para. 3a]"])
    reading = read(text)
    assert cell_texts(reading) == {"One": {}, "Two": {"ap": ["business."]}}
    found = the_problem(reading, "no-citation")
    assert (found.line, found.column) == place_of(text, "Unfinished")


def test_a_text_without_a_citation_is_reported_with_line_and_column():
    text = tabbed(
        "A section", "I. A theme", ["(a) First. [Report, para. 3a]", "<p>(b) Nobody cites this.</p>"]
    )
    reading = read(text)
    found = the_problem(reading, "no-citation")
    assert (found.line, found.column) == place_of(text, "Nobody cites this.")
    assert found.severity is Severity.ERROR
    assert list(reading.matrix.by_id) == ["ap-3a"]
    assert_nothing_is_lost(text, reading)


def test_a_text_without_a_citation_does_not_swallow_the_labelled_one_below_it():
    text = tabbed("A section", "I. A theme", ["(a) Nobody cites this.", "(b) Cited. [Report, para. 3b]"])
    text += tabbed(["(c) Cited too. [Report, para. 4c]"], title="").lstrip()
    reading = read(text)
    found = the_problem(reading, "no-citation")
    assert (found.line, found.column) == place_of(text, "Nobody cites this.")
    assert reading.matrix.by_id["ap-4c"].text == "Cited too."


def test_a_citation_in_a_form_that_is_not_known_is_reported_at_its_place():
    text = tabbed(
        "A section", "I. A theme", ["(a) First. [Report, paras. 3a and 3b]", "Two. [Report, para. 1]"]
    )
    reading = read(text)
    found = the_problem(reading, "unreadable-citation")
    assert (found.line, found.column) == place_of(text, "[Report, paras. 3a and 3b]")
    assert "[Report, paras. 3a and 3b]" in found.message
    assert found.severity is Severity.ERROR


def test_a_citation_in_a_form_that_is_not_known_is_reported_before_one_that_is_known():
    text = tabbed(
        "A section", "I. A theme", ["(a) First. [Report, paras. 3a and 3b] (c) Second. [Report, para. 3c]"]
    )
    reading = read(text)
    found = the_problem(reading, "unreadable-citation")
    assert (found.line, found.column) == place_of(text, "[Report, paras. 3a and 3b]")
    assert found.severity is Severity.ERROR


def test_a_citation_without_text_is_reported_at_its_place():
    text = tabbed("A section", "I. A theme", ["(a) First. [Report, para. 3a] [Report, para. 3b]"])
    reading = read(text)
    found = the_problem(reading, "citation-without-text")
    assert (found.line, found.column) == place_of(text, "[Report, para. 3b]")
    assert list(reading.matrix.by_id) == ["ap-3a"]


def test_a_theme_without_a_section_is_reported_and_kept():
    text = tabbed("I. A theme", ["(a) First. [Report, para. 3a]"])
    reading = read(text)
    found = the_problem(reading, "theme-without-section")
    assert (found.line, found.column) == place_of(text, "I. A theme")
    assert "“A theme”" in found.message
    assert cell_texts(reading) == {"A theme": {"ap": ["First."]}}


def test_a_recommendation_above_the_first_heading_is_an_error_at_its_place():
    text = tabbed(
        ["", "(a) First. [Report, para. 3a]"], "A section", "I. A theme", ["Two. [Report, para. 1]"]
    )
    reading = read(text)
    found = the_problem(reading, "left-over")
    assert (found.line, found.column) == place_of(text, "(a) First.")
    assert found.severity is Severity.ERROR
    assert_nothing_is_lost(text, reading)


ROW = ("(a) First. [Report, para. 1a]", "", "<p>Third. [Report, para. 3]</p>", "", "Fifth. [Report, para. 5]")


@pytest.mark.parametrize(
    "cells",
    [
        ROW[:4],  # as a program that strips the end of a line leaves it
        (*ROW[:1], ""),
        (*ROW[:1], *ROW[2:]),  # a cell was deleted: the third region's words would be the second's
        (*ROW, ""),
        ("", *ROW[1:], ""),
        ("", *ROW),
        (*ROW, "Beyond. [Report, para. 6]"),
        ("", *ROW[:4], "", ""),
    ],
)
def test_a_row_that_lacks_a_cell_for_a_region_or_has_one_more_is_an_error_at_its_place(cells):
    heading, right = "\n".join(tabbed("A section", "I. A theme").split("\n")[-3:-1]), "\t".join(ROW)
    text = tabbed("A section", "I. A theme") + "\t".join(cells) + "\n" + heading + "\n" + right + "\n"
    reading = read(text)
    (found,) = errors(reading)
    words = next(cell.removeprefix("<p>") for cell in cells if cell)
    assert (found.code, found.line, found.column) == ("wrong-number-of-cells", *place_of(text, words))
    assert f"has {len(cells)} cell" in found.message
    assert "5 regions" in found.message
    assert found.hint
    assert cell_texts(reading)["A theme"] == {"ap": ["First."], "wa": ["Third."], "eu": ["Fifth."]}
    assert_nothing_is_lost(text, reading)


@pytest.mark.parametrize("tabs", [1, 3, 4, 7])
def test_a_heading_or_an_empty_row_may_have_any_number_of_empty_cells(tabs):
    empty = "\t" * tabs
    text = tabbed().rstrip("\n") + f"\nA section{empty}\nI. A theme{empty}\n{empty}\n" + "\t".join(ROW) + "\n"
    reading = read(text)
    assert errors(reading) == []
    assert cell_texts(reading)["A theme"] == {"ap": ["First."], "wa": ["Third."], "eu": ["Fifth."]}


def test_a_recommendation_on_a_line_outside_the_table_is_an_error():
    text = tabbed("A section", "I. A theme", ["First. [Report, para. 1]"])
    text += "Second, on a line without a tab. [Report, para. 2]\n"
    found = the_problem(read(text), "left-over")
    assert (found.line, found.column) == place_of(text, "Second")
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n"])
def test_an_empty_file_is_an_empty_matrix_and_an_error(text):
    reading = read(text)
    assert reading.matrix.recommendations == ()
    assert [problem.code for problem in errors(reading)] == ["empty-matrix"]


def test_a_text_that_is_no_matrix_is_an_error_that_says_what_a_matrix_is():
    reading = read("Dear colleague,\n\nplease find the matrix attached.\n")
    (found,) = errors(reading)
    assert found.code == "empty-matrix"
    assert "regions across, themes down" in found.hint
    assert reading.matrix.recommendations == ()


def test_a_table_without_a_citation_is_an_empty_matrix():
    reading = read("Name\tQuantity\nApples\t3\nPears\t4\n")
    assert "empty-matrix" in [problem.code for problem in errors(reading)]


def test_the_same_recommendation_twice_under_one_theme_counts_once_and_is_noted():
    text = tabbed("A section", "I. A theme", ["Same. [Report, para. 1] Same. [Report, para. 1]"])
    reading = read(text)
    found = the_problem(reading, "placed-twice")
    assert (found.line, found.column) == place_of(text, "Same.", 2)
    assert len(reading.matrix.by_id["ap-1"].placements) == 1


def test_two_texts_with_one_citation_under_one_theme_are_an_error_with_both_places():
    text = tabbed(
        "A section", "I. A theme", ["Help youth. [Report, para. 1] Build prisons. [Report, para. 1]"]
    )
    found = the_problem(read(text), "one-citation-two-texts")
    assert (found.line, found.column) == place_of(text, "Build prisons.")
    line, column = place_of(text, "Help youth.")
    assert f"line {line}, column {column}" in found.message
    assert found.severity is Severity.ERROR


def test_one_citation_for_two_unlike_texts_under_two_themes_is_an_error():
    text = tabbed(
        *("A section", "I. One", ["Help the youth of each country. [Report, para. 1]"]),
        *("II. Two", ["Build safer prisons without delay. [Report, para. 1]"]),
    )
    found = the_problem(read(text), "one-citation-two-texts")
    assert (found.line, found.column) == place_of(text, "Build safer prisons")
    assert found.severity is Severity.ERROR


def test_a_heading_that_repeats_its_section_alone_with_contd_opens_no_theme():
    text = tabbed("A section", "I. A theme", ["(a) First. [Report, para. 1a]"])
    text += tabbed("A section (cont'd)", ["(b) Second. [Report, para. 1b]"])
    assert cell_texts(read(text)) == {"A theme": {"ap": ["First.", "Second."]}}


def test_a_column_without_a_head_is_reported():
    text = tabbed("A section", "I. A theme", ["", "First. [Report, para. 1]"], heads=("", "Africa"))
    reading = read(text)
    assert (3, 1) in [(problem.line, problem.column) for problem in errors(reading)]


def test_two_columns_with_one_name_get_keys_of_their_own():
    text = tabbed(
        "A section", "I. A theme", ["One. [Report, para. 1]", "Two. [Report, para. 1]"], heads=("Africa",) * 2
    )
    matrix = read(text).matrix
    assert [region.key for region in matrix.regions] == ["af", "af2"]
    assert [item.text for item in matrix.recommendations] == ["One.", "Two."]


def test_two_sections_with_alike_titles_get_ids_of_their_own():
    one, two = "Crime prevention in cities", "Crime prevention in villages"
    text = tabbed(one, "I. A", ["One. [Report, para. 1]"], two, "I. A", ["Two. [Report, para. 2]"])
    matrix = read(text).matrix
    assert [section.title for section in matrix.sections] == [one, two]
    assert len(matrix.section_by_id) == 2
    assert len(matrix.theme_by_id) == 2


def test_every_id_that_is_read_can_be_written_and_read_again():
    text = tabbed("A section", "I. A theme", ["(ii) First. [Report, para. 40] Second. [Report, para. 0a]"])
    reading = read(text)
    unreadable = [
        item.id for item in reading.matrix.recommendations if not RECOMMENDATION_ID.fullmatch(item.id)
    ]
    assert unreadable == [] or errors(reading)


# Files


def test_a_document_that_does_not_exist_is_refused_in_words(tmp_path):
    with pytest.raises(DrafterError, match="does not exist"):
        read_document(tmp_path / "missing.txt")


def test_a_word_file_is_refused_as_no_text_with_what_to_do(tmp_path):
    path = tmp_path / "matrix.docx"
    path.write_bytes(b"PK\x03\x04 and so on")
    with pytest.raises(DrafterError, match="not a text file") as caught:
        read_document(path)
    assert "save it as plain text" in caught.value.hint


def test_control_characters_in_a_document_are_refused_all_at_once_with_their_places(tmp_path):
    path = tmp_path / "matrix.txt"
    text = tabbed(
        "A section", "I. A theme", ["Fi\x07rst. [Report, para. 1]", "Se\u202econd. [Report, para. 2]"]
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_document(path)
    assert [(found.line, found.column) for found in caught.value.problems] == [
        place_of(text, "\x07"),
        place_of(text, "\u202e"),
    ]
    assert "U+0007" in caught.value.problems[0].message
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in caught.value.problems[1].message


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(tmp_path):
    text = tabbed("A section", "I. A theme", ["(a) First. [Report, para. 1a]", "Two. [Report, para. 2]"])
    plain, windows = tmp_path / "plain.txt", tmp_path / "windows.txt"
    plain.write_bytes(text.encode())
    windows.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_document(plain).matrix.recommendations == read_document(windows).matrix.recommendations
    assert codes(read_document(windows)) == []


def test_the_fingerprint_of_a_document_is_that_of_its_bytes(tmp_path):
    path = tmp_path / "matrix.txt"
    path.write_bytes(tabbed("A section", "I. A theme", ["Two. [Report, para. 2]"]).encode())
    source = read_document(path).matrix.source
    assert source is not None
    assert source.file == "matrix.txt"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
