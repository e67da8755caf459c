"""Capitals that turn a word into another are told; those of house style are not."""

from __future__ import annotations

import pytest
from test_check_word_deceptions import BANGKOK, CLAUSE, checked, note_with
from word_editing import Edit, element, said
from word_reading import draft, w

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3))


def told(edit: Edit) -> list[str]:
    return [one.message for one in checked(edit.save()).findings if one.severity is not Severity.NOTE]


def first_text(edit: Edit):
    return next(one for one in edit.clause(CLAUSE).iter(w("t")) if len(one.text or "") > 9)


def word_in(edit: Edit, pick) -> str:
    """A word within the first run of a clause, neither its first nor its last."""
    return next(one for one in first_text(edit).text.split()[1:-1] if pick(one))


@pytest.mark.parametrize(
    ("pick", "change"),
    [
        (lambda one: one[:1].isupper() and one[1:].islower(), str.lower),
        (lambda one: one.islower() and len(one) > 5, str.capitalize),
        (lambda one: one.islower() and len(one) > 5, str.upper),
    ],
)
def test_a_capital_within_a_sentence_is_told_with_its_word(edit, pick, change):
    word, text = word_in(edit, pick), first_text(edit)
    text.text = text.text.replace(f" {word} ", f" {change(word)} ", 1)

    assert any(f"other capitals within a sentence: {change(word)}" in one for one in told(edit))


@pytest.mark.parametrize("change", [str.upper, str.title])
def test_capitals_of_a_whole_text_are_not_told(edit, change):
    for one in edit.clause(CLAUSE).iter(w("t")):
        one.text = change(one.text or "")

    assert told(edit) == []


def test_the_first_word_of_a_text_may_begin_either_way(edit):
    text = first_text(edit)
    text.text = text.text[0].swapcase() + text.text[1:]

    assert told(edit) == []


@pytest.mark.parametrize("how", ["<w:caps/>", "<w:smallCaps/>"])
def test_words_that_alone_are_shown_in_capitals_are_told_and_a_lead_in_and_a_whole_text_are_not(edit, how):
    text = first_text(edit)
    run, (first, rest) = text.getparent(), text.text.split(" ", 1)
    text.text = f"{first} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(behind := element(f'<w:r><w:t xml:space="preserve">{rest}</w:t></w:r>'))
    run.insert(0, lead := element(f"<w:rPr>{how}</w:rPr>"))
    assert told(edit) == []

    run.remove(lead)
    behind.insert(0, element(f"<w:rPr>{how}</w:rPr>"))
    assert any("is shown in capitals" in one for one in told(edit))

    for one in edit.clause(CLAUSE).iter(w("r")):
        if one is not behind and one.find(w("t")) is not None and said(one).strip(", "):
            one.insert(0, element(f"<w:rPr>{how}</w:rPr>"))
    assert told(edit) == []


def test_the_letter_of_a_paragraph_as_a_capital_in_a_footnote_is_told(edit):
    note = note_with(edit, BANGKOK)
    note.text = note.text.replace("(d)", "(D)")
    assert any("has (D) where (d) was drafted" in one for one in told(edit))
