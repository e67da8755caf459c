"""Capitals are no fault; that of the letter of a paragraph is another matter."""

from __future__ import annotations

import pytest
from test_check_word_deceptions import BANGKOK, CLAUSE, checked, note_with
from word_editing import Edit
from word_reading import draft, w

from drafter.problems import Severity


@pytest.fixture
def edit():
    return Edit(draft(3))


def told(edit: Edit) -> list[str]:
    return [one.message for one in checked(edit.save()).findings if one.severity is not Severity.NOTE]


@pytest.mark.parametrize("change", [str.upper, str.title, str.lower])
def test_capitals_of_a_text_are_not_told(edit, change):
    for one in edit.clause(CLAUSE).iter(w("t")):
        one.text = change(one.text or "")

    assert told(edit) == []


def test_the_letter_of_a_paragraph_as_a_capital_in_a_footnote_is_told(edit):
    note = note_with(edit, BANGKOK)
    note.text = note.text.replace("(d)", "(D)")
    assert any("has (D) where (d) was drafted" in one for one in told(edit))
