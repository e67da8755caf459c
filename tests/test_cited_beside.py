"""New words with a footnote to what another wording of the same paragraph stands on: both have it."""

from test_text_since_the_paper import wordings
from word_editing import said
from word_room import Room, drafter
from word_tracking import change, reword

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: youth-forums-on-lawfulness
- id: legal-aid
"""
# The source of the paragraph's third wording.
NOTE = "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 45 (b)."


def test_both_have_it(tmp_path):
    room = Room(tmp_path, SELECTION)
    before = wordings(room)
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "Raise awareness among" in said(one))
    reword(line, "Chile", "youth and", "youth and LYNX and")
    edit.add_reference(line, NOTE)
    mark = edit.references(line)[-1]
    mark.getparent().insert(mark.getparent().index(mark), change("ins", "Chile", mark))
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "LYNX" not in one] == before
    (own,) = (one for one in room.block("youth-forums-on-lawfulness")["wordings"] if "by" in one)
    assert (own["by"], own["sources"]) == (["Chile"], ["af-45b"])
