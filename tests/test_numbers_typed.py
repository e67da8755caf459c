"""A number that is typed before a paragraph is its number; digits that belong to words stay words."""

import pytest
from word_editing import element, run, said
from word_room import Room
from word_tracking import change, end_changed

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  alternatives: bis
- id: af-37b
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def typed(paragraph, words, style):
    """A paragraph that Egypt puts in behind another one; “⇥” is a tab."""
    new = element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
    new.append(change("ins", "Egypt", run(words.replace("⇥", "\t"))))
    end_changed(new, "ins", "Egypt")
    paragraph.addnext(new)
    return new


def home(room, *paragraphs):
    """The words of every new block that Egypt's paragraphs are, and what is told."""
    edit = room.edit()
    last = edit.clause("clause_af_37b")
    for words, style in paragraphs:
        last = typed(last, words, style)
    told = room.home(room.save(edit))
    sets = [one["set"] for name, one in room.proposed.items() if ":new:" in name]
    return [[words["wording"] for words in one["wordings"]] for one in sets], told


def test_a_number_is_taken_off_and_words_are_not(room):
    found, told = home(
        room,
        ("20.⇥Establish a fund", "SingleTxt"),
        ("21. Draw up a list", "AltTxt"),
        ("22) [Keep a register] (Egypt)", "SingleTxt"),
        ("2030 Agenda targets are to be met", "SingleTxt"),
        ("12 States are to report", "SingleTxt"),
        ("3.5 per cent of the budget is for legal aid", "SingleTxt"),
    )
    assert found == [
        ["Establish a fund"],
        ["Draw up a list"],
        ["Keep a register"],
        ["2030 Agenda targets are to be met"],
        ["12 States are to report"],
        ["3.5 per cent of the budget is for legal aid"],
    ]
    assert "read as its number" not in told


@pytest.mark.thorough
def test_where_it_could_be_words_it_is_told(room):
    found, told = home(room, ("20. judges are to be trained", "SingleTxt"))
    assert found == [["judges are to be trained"]]
    assert "“20.” typed before its clause 3" in told
    assert "was read as its number" in told


@pytest.mark.thorough
def test_a_further_wording_of_a_new_paragraph_is_told_as_imported(room):
    found, told = home(room, ("7.⇥Establish a fund", "SingleTxt"), ("7 bis.⇥Draw up a list", "AltTxt"))
    assert found == [["Establish a fund", "Draw up a list"]]
    assert "not imported" not in told


@pytest.mark.thorough
def test_a_number_typed_before_a_printed_paragraph_changes_no_word(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    first = next(one for one in paragraph if one.tag.endswith("}r") and "".join(one.itertext()).strip())
    first.addprevious(change("ins", "Egypt", run("2. ")))
    assert said(paragraph).lstrip().startswith("2. ")
    room.home(room.save(edit))
    assert room.proposed == {}
