"""Citations: every form in which a matrix writes them, and how they are printed."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from factory import make_matrix, make_recommendation
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.documents.citation_forms import Forms
from drafter.model import Citation, Region
from drafter.phrases import load_phrases

FORMS = Forms()


def find_citations(text):
    return [
        SimpleNamespace(
            paragraph=found.cited[0].paragraph,
            letter=found.cited[0].letter,
            comma_for_stop=bool(found.report_form) and found.report_form["mark"] == ",",
            bracketed=bool(found.report_form and found.report_form["bracketed"]),
            start=found.start,
            end=found.end,
        )
        for found in FORMS.find(text)
    ]


citations = st.builds(
    Citation,
    region=st.from_regex(r"[a-z][a-z0-9]{0,15}", fullmatch=True),
    paragraph=st.integers(1, 9999),
    letter=st.sampled_from(["", *"abcdefghijklmnopqrstuvwxyz"]),
)


@pytest.mark.parametrize(
    ("written", "paragraph", "letter"),
    [
        ("[Report, para. 62a]", 62, "a"),
        ("[Report, para, 79b]", 79, "b"),
        ("[Report, para. 36(e)]", 36, "e"),
        ("[Report, para. 40]", 40, ""),
        ("[Report, para 19h]", 19, "h"),
        ("[Report, para.19h]", 19, "h"),
        ("[Report, para. 19 (h)]", 19, "h"),
        ("[Report, para. 19H]", 19, "h"),
        ("[report, Para. 19h]", 19, "h"),
        ("[ Report , para. 19h ]", 19, "h"),
        ("[Report, para. 123b]", 123, "b"),
    ],
)
def test_a_citation_is_found_in_whatever_form_it_is_written(written, paragraph, letter):
    before = "Promote the rule of law. "
    (found,) = find_citations(f"{before}{written}.")
    assert (found.paragraph, found.letter) == (paragraph, letter)
    assert (found.start, found.end) == (len(before), len(before) + len(written))


@pytest.mark.parametrize(
    ("written", "comma_for_stop", "bracketed"),
    [
        ("[Report, para. 62a]", False, False),
        ("[Report, para, 79b]", True, False),
        ("[Report, para. 36(e)]", False, True),
        ("[Report, para, 36(e)]", True, True),
        ("[Report, para. 40]", False, False),
    ],
)
def test_a_citation_says_which_oddities_it_has(written, comma_for_stop, bracketed):
    (found,) = find_citations(written)
    assert (found.comma_for_stop, found.bracketed) == (comma_for_stop, bracketed)


def test_several_citations_are_found_in_order():
    text = "(a) First. [Report, para. 29a] (b) Second. [Report, para. 29b]"
    assert [(found.paragraph, found.letter) for found in find_citations(text)] == [(29, "a"), (29, "b")]
    assert [text[found.start : found.end] for found in find_citations(text)] == [
        "[Report, para. 29a]",
        "[Report, para. 29b]",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "[Report, para. a]",
        "[Report, para. 19ab]",
        "[Report]",
        "[Report, para. 19h",
    ],
)
def test_a_form_that_is_not_known_is_seen_but_not_guessed_at(written):
    assert find_citations(written) == []
    (seen,) = FORMS.unknown(f"Promote it. {written}")
    assert seen[0] == written


@pytest.mark.parametrize(
    "words",
    ["(the Nelson Mandela Rules)", "[sic]", "what para. 19h of the report says, twice", "[Reporting]"],
)
def test_other_words_and_brackets_are_no_citation(words):
    assert find_citations(words) == []
    assert list(FORMS.unknown(words)) == []


# The United Nations Editorial Manual: paragraph numbers, with a space before the letter.


def test_a_paragraph_is_printed_with_a_space_before_its_letter():
    assert Citation("ap", 62, "a").printed == "para. 62 (a)"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("lac-12c-ii", "para. 12 (c) (ii)"),
        ("uruguay-138.1", "para. 138.1"),
        ("lac-p14", "p. 14"),
        ("lac-p14-2", "p. 14, recommendation 2"),
        ("chile-n7", "[paragraph missing: chile-n7]"),
    ],
)
def test_what_is_no_paragraph_with_a_letter_is_printed_as_reports_have_it(given, printed):
    citation = Citation.parse(given)
    assert citation.id == given
    assert load_phrases().paragraph(citation).replace("\N{NO-BREAK SPACE}", " ") == printed
    assert citation.printed == printed


def test_paragraphs_stand_in_the_order_of_the_report():
    ids = "a-n2 a-p9 a-138.10 a-12c-x a-12c-ix a-12d a-p10-2 a-138.2 a-p10 a-12c a-12 a-138 a-2b".split()
    matrix = replace(
        make_matrix(*(make_recommendation(one, "s-t") for one in ids)), regions=(Region("a", "Chile"),)
    )
    ordered = "a-2b a-12 a-12c a-12c-ix a-12c-x a-12d a-138 a-138.2 a-138.10 a-p9 a-p10 a-p10-2 a-n2"
    assert matrix.in_citing_order(ids) == tuple(ordered.split())


def test_a_paragraph_without_a_letter_is_printed_bare():
    assert Citation("lac", 40).printed == "para. 40"


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("lac-19h", Citation("lac", 19, "h")),
        ("lac-40", Citation("lac", 40)),
        ("us2-7b", Citation("us2", 7, "b")),
        ("lac-12c-ii", Citation("lac", 12, "c", "ii")),
        ("lac-12-ii", Citation("lac", 12, "", "ii")),
        ("uruguay-138.1", Citation("uruguay", 138, decimal="1")),
        ("uruguay-138.1.2a", Citation("uruguay", 138, "a", decimal="1.2")),
        ("lac-p14", Citation("lac", page=14, order=1)),
        ("lac-p14-2", Citation("lac", page=14, order=2)),
        ("chile-n7", Citation("chile", order=7)),
    ],
)
def test_an_id_is_read_as_region_paragraph_and_letter(written, citation):
    assert Citation.parse(written) == citation


@pytest.mark.parametrize(
    "written",
    [
        "",
        "lac",
        "lac-",
        "lac-h",
        "lac-019h",
        "lac-0a",
        "lac-19hh",
        "LAC-19h",
        "19h",
        "lac 19h",
        "a-1.0",
        "a-p0",
        "a-n",
        "a-1a-",
        "a-1a-ab",
    ],
)
def test_what_is_no_id_is_not_read_as_one(written):
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        Citation.parse(written)


@settings(deadline=None)
@given(citations)
def test_an_id_reads_back_as_the_citation_that_it_was_made_from(citation):
    assert Citation.parse(citation.id) == citation


@settings(deadline=None)
@given(
    citations,
    st.sampled_from(["[Report, para. {p}{l}]", "[Report, para, {p}{l}]", "[Report, para. {p}({l})]"]),
    st.text(alphabet="abc .;()\n“”", max_size=20),
    st.text(alphabet="abc .;()\n“”", max_size=20),
)
def test_what_is_written_around_and_in_a_citation_reads_back(citation, form, before, after):
    if not citation.letter:
        form = form.replace("({l})", "{l}")
    written = form.format(p=citation.paragraph, l=citation.letter)
    (found,) = find_citations(before + written + after)
    assert Citation(citation.region, found.paragraph, found.letter) == citation
    assert (before + written + after)[found.start : found.end] == written


@settings(deadline=None)
@given(citations)
def test_a_printed_paragraph_reads_back_when_it_stands_in_a_citation(citation):
    (found,) = find_citations(f"[Report, {citation.printed}]")
    assert (found.paragraph, found.letter) == (citation.paragraph, citation.letter)
