"""Citations: every form in which a matrix writes them, and how they are printed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.matrix.table import CITATION, LOOKS_LIKE_CITATION
from drafter.model import Citation


def find_citations(text):
    return [
        SimpleNamespace(
            paragraph=int(found["paragraph"]),
            letter=(found["bracketed"] or found["letter"] or "").lower(),
            comma_for_stop=found["mark"] == ",",
            bracketed=bool(found["bracketed"]),
            start=found.start(),
            end=found.end(),
        )
        for found in CITATION.finditer(text)
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
        "[Report, paras. 19a and 19b]",
        "[Report, page 7]",
        "[Report, para. a]",
        "[Report, para. 19ab]",
        "[Report]",
        "[Report, para. 19h",
    ],
)
def test_a_form_that_is_not_known_is_seen_but_not_guessed_at(written):
    assert find_citations(written) == []
    seen = LOOKS_LIKE_CITATION.search(f"Promote it. {written}")
    assert seen is not None
    assert seen[0] == written


@pytest.mark.parametrize(
    "words", ["(the Nelson Mandela Rules)", "[sic]", "para. 19h of the report", "[Reporting, para. 3a]"]
)
def test_other_words_and_brackets_are_no_citation(words):
    assert find_citations(words) == []
    assert LOOKS_LIKE_CITATION.search(words) is None


# The United Nations Editorial Manual: paragraph numbers, with a space before the letter.


def test_a_paragraph_is_printed_with_a_space_before_its_letter():
    assert Citation("ap", 62, "a").printed == "para. 62 (a)"


def test_a_paragraph_without_a_letter_is_printed_bare():
    assert Citation("lac", 40).printed == "para. 40"


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("lac-19h", Citation("lac", 19, "h")),
        ("lac-40", Citation("lac", 40)),
        ("us2-7b", Citation("us2", 7, "b")),
    ],
)
def test_an_id_is_read_as_region_paragraph_and_letter(written, citation):
    assert Citation.parse(written) == citation


@pytest.mark.parametrize(
    "written", ["", "lac", "lac-", "lac-h", "lac-019h", "lac-0a", "lac-19hh", "LAC-19h", "19h", "lac 19h"]
)
def test_what_is_no_id_is_not_read_as_one(written):
    with pytest.raises(ValueError, match=f"^{written}$"):
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
