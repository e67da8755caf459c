"""Who would have one of several wordings out is printed behind that wording, and comes home."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import reword, struck_whole

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: legal-aid
- id: trust
  heading: item-4-ii
  text: Trust the law
  wordings:
  - by: [Chile]
    wording: Trust *all* laws
- id: lac-79j
"""


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


@pytest.mark.thorough
def test_whoever_strikes_one_of_several_wordings_is_named_behind_it_in_both_editions(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    for words in ("Trust all laws", "3 bis."):
        struck_whole(line(edit, words), "Egypt")
    room.home(room.save(edit))
    room.take(*room.proposed)
    assert room.block("trust")["wished"] == [
        {"by": ["Egypt"], "says": "delete", "wording": "Trust *all* laws"}
    ]
    (source,) = room.block("legal-aid")["wished"][0]["sources"]
    assert source == "ap-44g"
    assert "has nothing that" in room.home(room.folder / "back.docx")
    assert "2 wishes about a single wording (2, 3)" in " ".join(drafter("status", room.selection).split())
    for edition in ("working", "delegates"):
        paper = room.folder / "round-1.docx"
        drafter("draft", room.selection, "--edition", edition, "-o", paper, "--overwrite")
        edit = room.edit()
        assert said(line(edit, "Trust all laws")).endswith("(Chile) (Egypt: delete)")
        assert said(line(edit, "3 bis.")).endswith("(Egypt: delete)")
        assert "Egypt" not in said(line(edit, "3 ter.")) + said(line(edit, "Trust the law"))
        # The untouched paper says nothing new, and whoever strikes the name is told what to do.
        assert "has nothing that" in room.home(paper)
        assert "behind it" not in drafter("check", paper)
    reword(line(edit, "Trust all laws"), "Egypt", "(Egypt: delete)", "")
    told = room.home(room.save(edit, "next.docx"))
    assert '--keep trust --by "Egypt"' in told
    drafter("select", room.selection, "--keep", "trust", "--by", "Egypt")
    assert "wished" not in room.block("trust")
    assert "Egypt" not in said(line(_drafted(room), "Trust all laws"))


def _drafted(room):
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    return room.edit()
