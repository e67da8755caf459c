"""Words on a source that the paragraph has lost before they are taken: they are printed, on what is left."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import struck_whole

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-19h]
"""
NEW = "Build courts on every island"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def other_meetings(edit):
    (found,) = edit.lines("AltTxt")
    return found


@pytest.mark.parametrize("more", [(), pytest.param(("--as-text",), marks=pytest.mark.thorough)])
def test_words_whose_source_went_before_they_are_taken_are_printed(room, more):
    edit = room.edit()
    struck_whole(other_meetings(edit), "Japan")
    struck = room.save(edit, "japan.docx")
    edit = room.edit()
    own = other_meetings(edit)
    edit.replace_words(own, said(own).removeprefix("1 bis.").rstrip("."), NEW)
    room.home(struck, room.save(edit))
    room.take("af-37b:sources:japan", more=("--as-text",))
    told = " ".join(room.take("af-37b:wording", more=more).split())
    assert f"“{NEW}” rewords what came from lac-19h, which the paragraph has no more" in told
    assert f"1 bis. {NEW}." in room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert "none of its wordings can be" not in drafter("check", room.selection)
