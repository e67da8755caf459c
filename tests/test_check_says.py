"""What ``drafter check`` says, so that a reader knows without comparing what has become of which words."""

from __future__ import annotations

import pytest
from word_editing import Edit, said
from word_mutations import findings_of
from word_reading import draft

from drafter.check.around import brackets_differ

# Square brackets


@pytest.mark.parametrize(
    ("printed", "text", "told"),
    [
        ("[Adopt laws;]", "Adopt laws;", "the square brackets around all of it are gone"),
        ("Adopt laws;", "[Adopt laws;]", "square brackets stand around all of it, where none were drafted"),
        ("Adopt [fair] laws;", "Adopt fair laws;", "the square brackets around “fair” are gone"),
        ("Adopt laws;", "Adopt [laws];", "square brackets stand around “laws”, where none were drafted"),
        ("Adopt [fair] laws;", "Adopt (fair) laws;", "round brackets stand around “fair”"),
        ("[Adopt laws;]", "{Adopt laws;}", "curly brackets stand around all of it"),
        ("Adopt [(fair)] laws;", "Adopt (fair) laws;", "the square brackets around “(fair)” are gone"),
        (
            "Adopt [fair] laws and plans;",
            "Adopt [fair laws and] plans;",
            "its “]” stands behind “and”, and was drafted behind “fair”",
        ),
        (
            "[Adopt fair laws;]",
            "Adopt [fair laws;]",
            "its “[” stands before “fair”, and was drafted before “Adopt”",
        ),
        (
            "Adopt [fair] laws and [sound] plans;",
            "Adopt (fair) laws and sound plans;",
            "round brackets stand around “fair” where square ones were drafted; the square brackets",
        ),
        ("Adopt [[fair] laws];", "Adopt [fair laws];", "the square brackets around “fair” are gone"),
        ("Adopt [fair laws;", "Adopt fair laws;", "a “[” before “fair” is gone"),
        ("Adopt fair laws;", "Adopt fair] laws;", "a “]” behind “fair” was not drafted"),
        ("Adopt [fair] laws;", "Adopt [fair] laws;", ""),
        ("Adopt [fair, ] laws;", "Adopt [fair], laws;", ""),
    ],
)
def test_brackets_are_told_by_what_became_of_them(printed, text, told):
    found = brackets_differ(printed, text)
    assert found.startswith(told)
    assert bool(found) is bool(told)


def messages(edit, code):
    return [f"{one.where}: {one.message}" for one in findings_of(edit.save()) if one.code == code]


@pytest.mark.parametrize(
    ("opens", "closes", "told"), [("", "", "are gone"), ("(", ")", "round brackets stand")]
)
def test_brackets_of_a_wording_are_told_with_their_words(opens, closes, told):
    edit = Edit(draft(2))
    line = next(one for one in edit.lines("SingleTxt") if said(one).startswith("["))
    end = said(line).index("]")
    edit.replace_words(line, said(line)[end - 9 : end + 1], said(line)[end - 9 : end] + closes)
    edit.replace_words(line, "[", opens)

    (message,) = messages(edit, "brackets-changed")
    assert "around all of it" in message
    assert told in message
