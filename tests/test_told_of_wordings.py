"""What the list says where one of several wordings of a paragraph goes."""

from word_editing import said
from word_reading import w
from word_room import Room
from word_tracking import struck_whole

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


def test_of_what_goes_and_comes_where_others_stay_the_list_says_so(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    steel = next(one for one in edit.lines("AltTxt") if "of steel" in said(one))
    edit.replace_words(steel, "Build a net of steel", "Build a great net of yew")
    hemp = next(one for one in edit.lines("AltTxt") if "of hemp" in said(one))
    hemp.getparent().remove(hemp)
    listed = " ".join(room.home(room.save(edit)).split())
    assert (
        "was: 3 wordings, of which go: Build a net of steel (Norway) / Build a net of hemp (Japan) "
        "now: 2 wordings, of which is new: Build a great net of yew (Norway)"
    ) in listed


def test_a_paragraph_of_a_preamble_is_told_without_a_number(tmp_path):
    alarmed = '- id: alarmed\n  part: preamble\n  text: "Alarmed by the growth of crime,"\n'
    room = Room(tmp_path, SELECTION + alarmed)
    edit = room.edit()
    one = next(one for one in edit.body.iter(w("p")) if "Alarmed by" in said(one))
    struck_whole(one, "Norway")
    listed = " ".join(room.home(room.save(edit)).split())
    assert "was: a paragraph without a number now: out:" in listed
