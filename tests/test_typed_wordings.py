"""What people type in Word below and behind the wordings of a paragraph, and what of it is a proposal."""

import pytest
from word_editing import element, said
from word_room import SELECTION, Room, drafter
from word_tracking import change, reword, run

PREAMBLE = """\
clauses:
- id: alarmed
  part: preamble
  text: Alarmed by overcrowded prisons,
  wordings:
  - by: [Egypt]
    wording: Alarmed by prisons,
"""


def typed_below(paragraph, words):
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Egypt", run(words)))
    paragraph.addnext(new)


def test_a_version_typed_in_brackets_is_an_alternative_whatever_the_preamble_has(tmp_path):
    room = Room(tmp_path, SELECTION.replace("clauses:\n", PREAMBLE))
    edit = room.edit()
    typed_below(edit.lines("AltTxt")[-1], "3 ter. [Involve religious leaders] (Egypt)")
    told = room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    own = room.block("culture-of-lawfulness")["wordings"][-1]
    assert own == {"role": "alternative", "by": ["Egypt"], "wording": "Involve religious leaders"}, told


@pytest.mark.thorough
@pytest.mark.parametrize("status", ["[Agreed]", "[agreed ad ref]", "Whole paragraph: [Reservation: Brazil]"])
def test_a_status_typed_behind_words_is_no_word_of_them_and_is_told(room, status):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    paragraph.append(change("ins", "Egypt", run(f" {status}")))
    typed_below(edit.lines("AltTxt")[-1], f"3 ter. [Involve religious leaders] (Egypt) {status}")
    told = room.home(room.save(edit))
    alone = status.removeprefix("Whole paragraph: ")
    assert told.count(f"“{alone}” typed behind") == 2
    assert [one for one in room.proposed if one.startswith("af-37b")] == []
    drafter("select", room.selection, "--take-all")
    own = room.block("culture-of-lawfulness")["wordings"][-1]
    assert (own["by"], own["wording"]) == (["Egypt"], "Involve religious leaders")


@pytest.mark.thorough
@pytest.mark.parametrize("is_changed", [True, False])
def test_a_name_typed_behind_words_of_a_source_is_no_word_of_them_and_is_told(room, is_changed):
    edit = room.edit()
    paragraph = next(one for one in edit.lines("AltTxt") if said(one).startswith("3 bis"))
    if is_changed:
        reword(paragraph, "Brazil", "youth", "young people")
    paragraph.append(change("ins", "Brazil", run(" (Brazil)")))
    assert "“(Brazil)” typed behind" in room.home(room.save(edit))
    assert list(room.proposed) == (["culture-of-lawfulness:wording:brazil"] if is_changed else [])
    if is_changed:
        room.take("culture-of-lawfulness:wording:brazil")
        own = room.block("culture-of-lawfulness")["wordings"][-1]
        assert own["by"] == ["Brazil"]
        assert "young people" in own["wording"]
        assert "Brazil" not in own["wording"]
