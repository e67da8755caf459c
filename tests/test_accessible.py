"""The drafts for those who do not see them, or not well: what a screen reader and a keyboard go by."""

from __future__ import annotations

import functools
import itertools
import re

import pytest
from lxml import etree
from word_reading import Paragraph, WordFile, read_paragraph, w

from tools import drafter_here

LEVELS = {"H1": 1, "H23": 2, "H4": 3}
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of ordinary size


@functools.cache
def drafted(form: str, min_regions: int) -> WordFile:
    run = drafter_here("draft", "--form", form, "--min-regions", str(min_regions), "--support", "-o", "-")
    assert run.returncode == 0, run.stderr.decode()
    return WordFile(run.stdout)


@pytest.fixture(params=itertools.product(("kyoto", "doha"), (1, 3, 5)), ids=lambda one: f"{one[0]}-{one[1]}")
def word(request):
    return drafted(*request.param)


def headings(word: WordFile) -> list[Paragraph]:
    return word.styled(*LEVELS)


def channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[place : place + 2], 16)) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FFFFFF", "FFFFFF") == pytest.approx(1)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


# Headings


def test_headings_have_outline_levels_and_none_is_passed_over(word):
    styles = word.xml("word/styles.xml")
    for style_id, level in LEVELS.items():
        style = styles.find(f"{w('style')}[@{w('styleId')}='{style_id}']")
        assert style.find(f".//{w('outlineLvl')}").get(w("val")) == str(level - 1)
    levels = [LEVELS[paragraph.style] for paragraph in headings(word)]
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))


def test_only_headings_have_outline_levels(word):
    with_level = {
        style.get(w("styleId"))
        for style in word.xml("word/styles.xml").iter(w("style"))
        if style.find(f".//{w('outlineLvl')}") is not None
    }
    assert with_level == set(LEVELS)


def test_no_heading_is_empty_and_none_stands_without_text_below_it(word):
    elements = [element for element in word.body if element.tag in (w("p"), w("tbl"))]
    for element, following in zip(elements, [*elements[1:], None], strict=True):
        if element.tag == w("p") and (own := read_paragraph(element)).style in LEVELS:
            assert own.text.strip()
            assert following is not None
            if following.tag == w("p") and (below := read_paragraph(following)).style in LEVELS:
                assert LEVELS[below.style] == LEVELS[own.style] + 1, own.text


def test_no_paragraph_is_empty(word):
    assert [p for p in word.paragraphs if not p.text.strip()] == []
    assert all(p.text.strip() for table in word.tables for row in table for cell in row for p in cell)


# The table of contents


@pytest.mark.parametrize("min_regions", [1, 3, 5])
def test_the_contents_list_every_heading_in_order_and_lead_to_it(min_regions):
    word = drafted("kyoto", min_regions)
    links = [
        (entry.get(w("anchor")), "".join(text.text for text in entry.iter(w("t"))), LEVELS_OF_CONTENTS[style])
        for paragraph in word.body.findall(w("p"))
        if (style := read_paragraph(paragraph).style) in LEVELS_OF_CONTENTS
        for entry in paragraph.findall(w("hyperlink"))
    ]
    assert links
    for (anchor, shown, level), heading in zip(links, headings(word), strict=True):
        assert heading.bookmark == anchor
        assert shown.startswith(heading.text)
        assert level == LEVELS[heading.style]


LEVELS_OF_CONTENTS = {"TOC1": 1, "TOC2": 2, "TOC3": 3}


def test_the_contents_are_a_field_that_word_can_update(word):
    marks = [mark.get(w("fldCharType")) for mark in word.body.iter(w("fldChar"))]
    instructions = [text.text.split() for text in word.body.iter(w("instrText"))]
    if instructions:
        assert marks == ["begin", "separate", "end"]
        assert instructions == [["TOC", r"\o", '"1-3"', r"\h", r"\z", r"\u"]]
    else:
        assert [p for p in word.paragraphs if p.style.startswith("TOC")] == []


@pytest.mark.parametrize("min_regions", [1, 3, 5])
def test_the_contents_name_the_clauses_below_each_heading(min_regions):
    word = drafted("kyoto", min_regions)
    below: dict[str, list[int]] = {}
    open_headings: dict[int, str] = {}
    number = 0
    for paragraph in word.paragraphs:
        if paragraph.style in LEVELS:
            level = LEVELS[paragraph.style]
            open_headings = {upper: name for upper, name in open_headings.items() if upper < level}
            open_headings[level] = paragraph.bookmark
        elif paragraph.style == "SingleTxt":
            number += 1
            for name in open_headings.values():
                below.setdefault(name, []).append(number)
    shown = {}
    for paragraph in word.body.findall(w("p")):
        for entry in paragraph.findall(w("hyperlink")):
            _, _, words = "".join(read_paragraph(paragraph).text).partition("\t")
            shown[entry.get(w("anchor"))] = words
    assert below
    for name, numbers in below.items():
        one = f"clause {numbers[0]}"
        assert shown[name] == (
            one if len(numbers) == 1 else f"clauses {numbers[0]}–{numbers[-1]}"  # as the reader counts them
        )
    others = [words for name, words in shown.items() if name not in below]
    assert all(not words or re.fullmatch(r"clauses? G\.\d+(–G\.\d+)?", words) for words in others)


# Tables and pictures


def test_the_first_row_of_every_table_is_its_header_and_no_other_is(word):
    for table in word.body.findall(w("tbl")):
        rows = table.findall(w("tr"))
        heads = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        assert table.find(f"{w('tblPr')}/{w('tblLook')}").get(w("firstRow")) == "1"


def test_every_table_says_what_is_in_it_and_how_it_is_laid_out(word):
    for table in word.body.findall(w("tbl")):
        title = table.find(f"{w('tblPr')}/{w('tblCaption')}").get(w("val"))
        description = table.find(f"{w('tblPr')}/{w('tblDescription')}").get(w("val"))
        assert title in [heading.text for heading in headings(word)]
        assert len(description.split()) > 10


def test_the_picture_marks_its_first_column_as_headings_and_has_a_caption(word):
    picture = word.body.find(w("tbl"))
    assert picture.find(f"{w('tblPr')}/{w('tblLook')}").get(w("firstColumn")) == "1"
    assert read_paragraph(picture.getprevious()).style == "Caption"


def test_nothing_is_a_drawing_or_an_image_without_words(word):
    for part in word.parts:
        if part.startswith("word/") and part.endswith(".xml"):
            assert not list(word.xml(part).iter(w("drawing"), w("pict"), w("object")))


def test_the_box_is_no_table_that_a_reader_must_enter(word):
    assert word.styled("BoxHead", "BoxTxt")
    assert not [
        p for t in word.tables for row in t for cell in row for p in cell if p.style.startswith("Box")
    ]


# Colours


def fills(word: WordFile) -> set[str]:
    parts = [word.xml("word/document.xml"), word.xml("word/styles.xml")]
    return {
        shade.get(w("fill"))
        for part in parts
        for shade in part.iter(w("shd"))
        if shade.get(w("fill")) != "auto"
    }


def test_text_on_every_shade_and_every_coloured_text_has_enough_contrast(word):
    assert len(fills(word)) >= 3
    for fill in fills(word):
        assert contrast(fill, "000000") >= LEAST_CONTRAST, fill
    for colour in word.xml("word/styles.xml").iter(w("color")):
        assert contrast(colour.get(w("val")), "FFFFFF") >= LEAST_CONTRAST, colour.get(w("val"))
    assert not list(word.body.iter(w("color")))


def test_a_shade_says_nothing_that_the_number_in_its_cell_does_not_say(word):
    by_number: dict[str, set[str]] = {}
    for row in word.body.find(w("tbl")).findall(w("tr"))[1:]:
        cells = row.findall(w("tc"))
        for cell in cells[2:]:
            shade = cell.find(f"{w('tcPr')}/{w('shd')}")
            said = "".join(text.text for text in cell.iter(w("t")))
            by_number.setdefault(said, set()).add("" if shade is None else shade.get(w("fill")))
    assert all(re.fullmatch(r"–|[1-9]\d*", said) for said in by_number)
    assert all(len(shades) == 1 for shades in by_number.values())
    assert by_number.get("–", {""}) == {""}
    assert all("" not in shades for said, shades in by_number.items() if said != "–")
    # The more, the darker.
    numbers = sorted(int(said) for said in by_number if said != "–")
    brightness = [luminance(next(iter(by_number[str(number)]))) for number in numbers]
    assert brightness == sorted(brightness, reverse=True)


def test_a_passage_to_be_filled_in_has_brackets_besides_its_shade(word):
    passages = [
        "".join(run.itertext())
        for run in word.body.iter(w("r"))
        if run.find(f"{w('rPr')}/{w('rStyle')}[@{w('val')}='Placeholder']") is not None
    ]
    assert passages
    assert all(re.fullmatch(r"\[[^\]]+\]", passage) for passage in passages)


# Language and title


def test_language_and_title_are_set(word):
    defaults = word.xml("word/styles.xml").find(f"{w('docDefaults')}//{w('lang')}")
    core = {etree.QName(element).localname: element.text for element in word.xml("docProps/core.xml")}

    assert defaults.get(w("val")) == "en-GB"
    assert core["language"] == "en-GB"
    assert core["title"] == word.styled("HCh")[0].text
