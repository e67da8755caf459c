"""What people type in Word below and behind the wordings of a paragraph, and what of it is a proposal."""

from word_editing import element
from word_room import SELECTION, Room, drafter
from word_tracking import change, run

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
