"""Small edits of clauses that turn what they say: each is reported, however few words it takes."""

from __future__ import annotations

import pytest
from word_editing import Edit, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.problems import Severity
from tools import drafter


def codes(content):
    return {one.code for one in findings_of(content) if one.severity is not Severity.NOTE}


def line_with(edit, words):
    return next(one for one in edit.lines() if words in said(one))


def replaced(content, old, new):
    edit = Edit(content)
    edit.replace_words(line_with(edit, old), old, new)
    return edit.save()


@pytest.fixture(scope="module")
def plain():
    return draft(3)


@pytest.fixture(scope="module")
def long():
    return draft(2)


# The clauses' words are those of Annex B: lac-79m and ap-62d say what they say there.
@pytest.mark.parametrize(
    ("old", "new", "shows"),
    [
        ("Focus on human resources as a driving force", "Focus not on human resources as a driving force", "not"),
        ("public’s trust in", "public’s in trust", "order"),
        ("Focus on human resources as", "Focus as human resources on", "order"),
        ("a driving force of crime prevention", "a driving force for crime prevention", "for"),
    ],
)
def test_words_in_another_order_and_other_small_words_are_reported(plain, old, new, shows):
    (found,) = [one for one in findings_of(replaced(plain, old, new)) if one.code == "reworded"]

    assert shows in found.message
    assert [text.title for text in found.texts[:2]] == ["As drafted", "As it stands"]
    assert new in found.texts[1].text
    assert old in found.texts[0].text


def test_strengths_that_change_places_are_reported(long):
    edit = Edit(long)
    line = next(one for one in edit.lines() if "Examine best practices" in said(one))
    edit.replace_words(line, "Examine best practices", "Consider best practices")
    words = said(line)
    assert "consider" in words.split("Consider best practices")[1]
    edit.replace_words(line, "consider", "examine")

    assert "reworded" in codes(edit.save())


def test_a_not_is_reported_where_another_stands_already(long):
    edit = Edit(long)
    line = next(one for one in edit.lines() if "not limited to" in said(one))
    edit.replace_words(line, "not limited to", "not not limited to")

    assert "reworded" in codes(edit.save())


@pytest.mark.parametrize("new", ["now here", "nowhere"])
def test_words_run_together_are_other_words(plain, new):
    other = {"now here": "nowhere", "nowhere": "now here"}[new]
    once = replaced(plain, "driving force", f"driving {other}")
    twice = replaced(once, f"driving {other}", f"driving {new}")

    assert "reworded" in codes(twice)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("human resources", "Human Resources"),
        ("human resources", "human \u00a0resources"),
        ("public’s", "public's"),
        ("human resources", "human re\u00adsources"),
        ("criminal justice", "criminal\u2011justice"),
    ],
)
def test_capitals_blanks_quotes_and_hyphens_are_no_change_of_words(plain, old, new):
    assert codes(replaced(plain, old, new)) == set()


# Typed behind the names of regions


def support_runs(edit):
    return [
        one
        for one in edit.document.iter(w("r"))
        if one.find(f"{w('rPr')}/{w('rStyle')}") is not None
        and one.find(f"{w('rPr')}/{w('rStyle')}").get(w("val")) == "Support"
        and said(one).strip()
    ]


@pytest.fixture(scope="module")
def supported():
    return drafter("draft", "-o", "-", "--min-regions", "3", "--support").stdout


@pytest.mark.parametrize(
    "typed",
    [
        " except where States may decide otherwise, and not for victims",
        " not for Africa",
        " in other words: unless the States decide otherwise",
    ],
)
def test_text_typed_behind_the_names_of_regions_is_new_text_in_their_style_too(supported, typed):
    edit = Edit(supported)
    text = support_runs(edit)[0].find(w("t"))
    text.text += typed

    found = [one for one in findings_of(edit.save()) if one.code == "reworded"]

    assert [one.severity for one in found] == [Severity.ERROR]
    assert "name no region" in found[0].message
    assert typed.strip() in found[0].texts[1].text


def test_a_region_named_by_its_key_among_the_others_is_no_new_text(supported):
    edit = Edit(supported)
    text = next(one.find(w("t")) for one in support_runs(edit) if "Latin America and the Caribbean" in said(one))
    text.text = text.text.replace("Latin America and the Caribbean", "LAC")

    assert "reworded" not in codes(edit.save())


# Marks of one text with brackets


@pytest.mark.parametrize("more", ["", "comma", "word"])
def test_footnotes_that_changed_places_in_one_text_are_reported_whether_or_not_it_was_changed_too(more):
    edit = Edit(drafter("draft", "-o", "-", "--min-regions", "2", "--alternatives", "inline").stdout)
    line, (one, other) = next(
        (line, edit.references(line))
        for line in edit.lines("SingleTxt")
        if len(edit.references(line)) == 2
        and said(line).count("[") >= 2
        and not said(edit.references(line)[0].getparent().getnext()).startswith(",")
    )
    first, second = said(edit.note(one)), said(edit.note(other))
    edit.set_note(one, second)
    edit.set_note(other, first)
    start = " ".join(said(line).split()[1:3])
    if more:
        edit.replace_words(line, start, f"{start}," if more == "comma" else f"{start} truly")

    assert "footnote-misplaced" in codes(edit.save())
