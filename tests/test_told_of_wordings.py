"""What the list says where one of several wordings goes, and where paragraphs with names are run together."""

from word_editing import said
from word_room import Room
from word_tracking import end_changed

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


def test_names_of_delegations_behind_paragraphs_run_together_are_not_told_as_of_regions(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    end_changed(next(one for one in edit.lines("SingleTxt") if "Revise laws" in said(one)), "del", "Chile")
    listed = " ".join(room.home(room.save(edit)).split())
    assert "“(Kenya and Chile)” typed behind clause 1" in listed
    assert "names of regions" not in listed
