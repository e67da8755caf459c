"""A delegation strikes the only footnote behind its own wording, which needs none."""

import pytest
from word_editing import said
from word_room import AF_37B, Room, drafter
from word_tracking import reword, strike

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-19h]
  wordings:
  - sources: [af-37b]
  - by: [Egypt]
    role: alternative
    sources: [lac-19h]
    wording: Repeal such laws
- id: legal-aid
"""


def struck(room, author, more=None):
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    (mark,) = edit.references(own)
    if author:
        strike(author, mark.getparent())
    else:
        edit.remove_reference(mark)
    if more:
        reword(own, author, "such", more)
    return room.save(edit)


def own_of(room):
    return next(one for one in room.block("af-37b")["wordings"] if one.get("by") == ["Egypt"])


@pytest.mark.parametrize("more", [None, "all"])
def test_it_goes_with_what_else_was_changed(tmp_path, more):
    room = Room(tmp_path, SELECTION)
    file = struck(room, "Egypt", more)
    told = room.home(file)
    assert "lost all its footnotes" not in told
    drafter("select", room.selection, "--take-all")
    own = own_of(room)
    assert own["wording"] == f"Repeal {more or 'such'} laws"
    assert "sources" not in own
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert f"1 bis. [Repeal {more or 'such'} laws;] *(Egypt)*" in text
    assert "has nothing that" in room.home(file)


def test_typed_by_whoever_proposes_it_it_goes_too(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(struck(room, ""), more=("--of", "Egypt"))
    drafter("select", room.selection, "--take-all")
    assert "sources" not in own_of(room)


def test_another_would_have_it_out_and_it_stays(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(struck(room, "Japan"))
    drafter("select", room.selection, "--take-all")
    assert own_of(room)["sources"] == ["lac-19h"]
    assert "wished" not in room.block("af-37b")
    remark = "# Japan: without lac-19h, behind what Egypt proposed: “Repeal such laws”"
    assert remark in room.selection.read_text("utf-8")


@pytest.mark.parametrize(("author", "more"), [("", None), ("Japan", "all")])
def test_where_nobody_says_that_it_would_go_it_is_kept_and_that_is_told(tmp_path, author, more):
    room = Room(tmp_path, SELECTION)
    told = room.home(struck(room, author, more))
    assert "has lost all its footnotes; its sources were kept, since only whoever proposes it" in told
    if room.proposed:
        drafter("select", room.selection, "--take-all")
    assert own_of(room)["sources"] == ["lac-19h"]
    assert "wished" not in room.block("af-37b")


def test_the_only_footnote_of_one_of_several_wordings_stays_and_the_wish_is_kept(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    first = next(one for one in edit.lines("SingleTxt") if "Revise laws" in said(one))
    (mark,) = edit.references(first)
    strike("Egypt", mark.getparent())
    told = " ".join(room.home(room.save(edit)).split())
    assert "has lost all the footnotes of that wording" in told
    assert "To leave the clause out" not in told
    drafter("select", room.selection, "--take-all")
    remark = f"# Egypt: without af-37b, behind the text: “{AF_37B}”"
    assert remark in room.selection.read_text("utf-8")
    assert "1 remark in the selection" in drafter("status", room.selection)
