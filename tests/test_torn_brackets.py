"""A paragraph in brackets is split, and one bracket struck: what cannot be taken holds up nothing else."""

import copy

import pytest
from word_editing import element, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import cut_out, end_changed, reword, strike

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: court
  wordings:
    - by: [Kenya, Chile, Japan]
      wording: Found a kudu court
- id: net
  text: Build a net for all
"""
NEW = "own-clause-1:new:japan"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def split(room):
    """The paper that Japan split within a bracket of which it struck one end, with a word elsewhere."""
    edit = room.edit()
    whole = next(one for one in edit.lines("SingleTxt") if "kudu court" in said(one))
    at = whole.index(cut_out(whole, "court"))
    rest = element("<w:p/>")
    rest.extend([copy.deepcopy(whole.find(w("pPr"))), *whole[at:]])
    whole.addnext(rest)
    end_changed(whole, "ins", "Japan")
    strike("Japan", cut_out(rest, ";"))
    strike("Japan", cut_out(whole, "["))
    net = next(one for one in edit.lines("SingleTxt") if "Build a net" in said(one))
    reword(net, "Japan", "net", "net of hemp")
    back = room.save(edit)
    return " ".join(room.home(back).split())


def test_all_else_is_taken_and_what_cannot_be_says_why(room):
    assert "it has one end of a bracket alone, and cannot be taken so" in split(room)
    told = drafter("select", room.selection, "--take-all", status=1)
    assert f"{NEW} cannot be taken: “court" in told
    assert f"leave it: --leave {NEW}" in told
    assert f"court:wording:japan waits for {NEW}: words went from it into that one." in told
    assert "Taken: net:wording:japan" in told
    assert "Build a net of hemp for all" in room.selection.read_text("utf-8")
    assert [one["wording"] for one in room.block("court")["wordings"]] == ["Found a kudu court"]
    assert {NEW, "court:wording:japan"} == {*room.proposed}


def test_named_it_is_refused_and_left_it_holds_up_nothing(room):
    split(room)
    as_it_was = room.selection.read_bytes()
    told = drafter("select", room.selection, "--take", NEW, status=2)
    assert "has one end of a bracket alone; nothing was written" in told
    assert room.selection.read_bytes() == as_it_was
    told = drafter("select", room.selection, "--take-all", "--leave", NEW)
    assert "Taken: court:wording:japan" in told
    assert not room.proposed


def test_put_right_in_its_proposal_it_is_taken(room):
    split(room)
    path = room.folder / "selection.proposals.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("court]", "Seat it at court"), encoding="utf-8")
    assert f"Taken: {NEW}" in drafter("select", room.selection, "--take-all")
