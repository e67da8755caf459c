"""Small edits of clauses that turn what they say: each is reported, however few words it takes."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import annex_b, draft, draft_in, w

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
        (
            "Focus on human resources as a driving force",
            "Focus not on human resources as a driving force",
            "not",
        ),
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
    text = next(
        one.find(w("t")) for one in support_runs(edit) if "Latin America and the Caribbean" in said(one)
    )
    text.text = text.text.replace("Latin America and the Caribbean", "LAC")

    assert "reworded" not in codes(edit.save())


# Marks of one text with brackets


@pytest.mark.parametrize("more", ["", "comma", "word"])
def test_footnotes_that_changed_places_in_one_text_are_reported_whether_or_not_it_was_changed_too(more):
    edit = Edit(drafter("draft", "-o", "-", "--min-regions", "2", "--alternatives", "inline").stdout)
    line, (one, other, *_) = next(
        (line, edit.references(line))
        for line in edit.lines("SingleTxt")
        if len(edit.references(line)) > 1
        and "[" in said(line)
        and said(edit.references(line)[0].getparent().getnext()).strip() != ","
    )
    first, second = said(edit.note(one)), said(edit.note(other))
    edit.set_note(one, second)
    edit.set_note(other, first)
    start = " ".join(said(line).split()[1:3])
    if more:
        edit.replace_words(line, start, f"{start}," if more == "comma" else f"{start} truly")

    assert "footnote-misplaced" in codes(edit.save())


# New text among the clauses, however it is dressed

NEW = "Ensure that all States shall adopt the death penalty without exception."


def put_after_a_clause(content, xml, *, last=False):
    edit = Edit(content)
    lines = [one for one in edit.lines() if one.getnext() is not None]
    (lines[-1] if last else lines[5]).addnext(element(xml))
    return edit.save()


def a_paragraph(text, style="PlainTxt"):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    "xml",
    [
        a_paragraph(NEW, "H4"),
        a_paragraph(NEW, "H1"),
        a_paragraph("All States shall adopt the measures, without exception"),
        a_paragraph("No exceptions"),
    ],
    ids=["heading", "part heading", "no closing mark", "two words"],
)
def test_new_text_among_the_clauses_is_reported_whatever_its_style_and_its_end(plain, xml, last):
    found = findings_of(put_after_a_clause(plain, xml, last=last))

    assert "unknown-clause" in {one.code for one in found if one.severity is Severity.ERROR}


def test_new_text_in_a_table_or_in_the_style_of_the_contents_among_the_clauses_is_reported(plain):
    cell = f"<w:tc>{a_paragraph(NEW)}</w:tc>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    for xml in (table, a_paragraph(NEW, "TOC1")):
        assert "unknown-clause" in codes(put_after_a_clause(plain, xml))


def test_a_heading_that_says_nothing_but_is_new_is_a_warning(plain):
    found = findings_of(put_after_a_clause(plain, a_paragraph("Other business of the meeting", "H4")))

    assert [one.severity for one in found if one.code == "unknown-heading"] == [Severity.WARNING]


def test_tables_of_drafters_own_between_clauses_and_guidance_are_no_new_text():
    assert codes(draft_in("doha", 3)) == set()


# Annex I


def cell_with(edit, words, count=0):
    cells = [one for one in edit.document.iter(w("tc")) if words in said(one)]
    return cells[count]


def test_a_word_put_into_a_source_that_the_annex_quotes_is_reported_with_its_row(plain):
    edit = Edit(plain)
    words = annex_b().sources["ap-62d"].text.split()
    old = " ".join(words[:6])
    edit.replace_words(cell_with(edit, old), old, " ".join([*words[:3], "no", *words[3:6]]))

    (found,) = [one for one in findings_of(edit.save()) if one.code == "annex-changed"]

    assert found.sources == ("ap-62d",)
    assert "Asia and the Pacific, para. 62 (d)" in found.message
    assert " no " in found.texts[1].text
    assert " no " not in found.texts[0].text[:60]


def test_quotes_that_changed_rows_and_a_row_that_names_another_paragraph_are_reported(plain):
    edit = Edit(plain)
    first, second = (
        cell_with(edit, " ".join(annex_b().sources[one].text.split()[:9])) for one in ("ap-62d", "lac-19h")
    )
    one, other = said(first), said(second)
    edit.replace_words(first, one, other)
    edit.replace_words(second, other, one)
    assert {f.sources for f in findings_of(edit.save()) if f.code == "annex-changed"} == {
        ("ap-62d",),
        ("lac-19h",),
    }

    edit = Edit(plain)
    edit.replace_words(cell_with(edit, "para. 62 (d)"), "62 (d)", "62 (q)")
    assert ("ap-62d",) in {f.sources for f in findings_of(edit.save()) if f.code == "annex-changed"}


def test_an_annex_that_was_taken_out_whole_is_no_fault(plain):
    edit = Edit(plain)
    for table in list(edit.body.iter(w("tbl"))):
        table.getparent().remove(table)

    assert "annex-changed" not in codes(edit.save())
