"""What the list says where one of several wordings of a paragraph goes."""

from word_editing import said
from word_room import Room

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: court
  wordings:
    - by: [Kenya, Chile]
      wording: Found a kudu court
- id: net
  text: Build a net
  wordings:
    - by: [Norway]
      wording: Build a net of steel
    - by: [Japan]
      wording: Build a net of hemp
"""


def test_of_several_wordings_it_says_which_goes(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    steel = next(one for one in edit.lines("AltTxt") if "of steel" in said(one))
    steel.getparent().remove(steel)
    listed = " ".join(room.home(room.save(edit)).split())
    assert "was: 3 wordings, of which goes: Build a net of steel (Norway) now: 2 wordings" in listed
