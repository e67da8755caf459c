"""A delegation strikes its own words in Word and then withdraws them: nothing is left to decide about."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import struck_whole

NETWORK, STEEL, HEMP = "Found a network of judges", "Build a net of steel", "Build a net of hemp"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: network
  wordings:
    - by: [Brazil]
      wording: {NETWORK}
- id: net
  text: Build a net
  wordings:
    - by: [Norway]
      wording: {STEEL}
    - by: [Norway]
      wording: {HEMP}
"""
REMARK = f"# Norway would delete its own wording “{STEEL}”"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def struck(room):
    """The paper in which Brazil strikes its paragraph and Norway both of its wordings, all of them read."""
    edit = room.edit()
    for words, by in ((NETWORK, "Brazil"), (STEEL, "Norway"), (HEMP, "Norway")):
        struck_whole(next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one)), by)
    back = room.save(edit)
    room.home(back)
    return back


def withdraw(room, number, by):
    return drafter("select", room.selection, "--status", "withdrawn", number, "--by", by)


def test_what_waits_about_words_that_were_withdrawn_is_settled_and_the_rest_waits(room):
    back = struck(room)
    names = {one["set"].get("remark", one["id"]): name for name, one in room.proposed.items()}
    of_steel = names[REMARK.removeprefix("# ")]
    told = withdraw(room, "3 bis", "Norway")
    assert f"Settled with that, and nothing to decide about any more: {of_steel}\n" in told
    told = withdraw(room, "2", "Brazil")
    assert "nothing to decide about any more: network:decision:brazil\n" in told
    (left,) = room.proposed.values()
    assert HEMP in left["set"]["remark"]
    assert "wish" not in drafter("status", room.selection)
    assert room.home(back).count("would delete its own wording") == 1  # that of hemp
    drafter("select", room.selection, "--undo")
    drafter("select", room.selection, "--undo")
    assert len(room.proposed) == 3


def test_what_was_taken_as_a_remark_or_a_wish_goes_with_the_words(room):
    back = struck(room)
    drafter("select", room.selection, "--take-all")
    assert f"  {REMARK}\n" in room.selection.read_text("utf-8")
    taken = room.selection.read_bytes()
    assert "The remark, or wish, that it would delete" in withdraw(room, "3 bis", "Norway")
    withdraw(room, "2", "Brazil")
    text = room.selection.read_text("utf-8")
    assert REMARK not in text
    assert f"# Norway would delete its own wording “{HEMP}”" in text
    assert "reason" not in room.block("network")
    told = drafter("status", room.selection)
    assert "Norway: 1 proposal (2 bis); 1 remark in the selection (2)" in told
    assert "wish" not in told
    assert "has nothing that" in room.home(back)
    drafter("select", room.selection, "--undo")
    drafter("select", room.selection, "--undo")
    assert room.selection.read_bytes() == taken


def test_words_that_somebody_else_takes_out_settle_nothing(room):
    struck(room)
    drafter("select", room.selection, "--drop", "3 ter", "--reason", "no support", "--by", "Chair")
    assert len(room.proposed) == 3


@pytest.mark.parametrize("is_taken", [False, True])
def test_who_leaves_its_paragraph_to_others_wishes_nothing_of_it(room, is_taken):
    struck(room)
    if is_taken:
        drafter("select", room.selection, "--take", "network:decision:brazil")
    text = room.selection.read_text("utf-8").replace("by: [Brazil]\n", "by: [Brazil, Chile]\n")
    room.selection.write_text(text, "utf-8")

    withdraw(room, "2", "Brazil")

    assert room.block("network")["wordings"] == [{"by": ["Chile"], "wording": NETWORK}]
    assert "network:decision:brazil" not in room.proposed
    assert "wish" not in drafter("status", room.selection)


def test_who_leaves_one_of_several_wordings_to_others_still_wishes_what_it_wished_of_all(room):
    text = room.selection.read_text("utf-8").replace("by: [Norway]\n", "by: [Norway, Chile]\n", 1)
    wish = "- id: net\n  wishes:\n    - by: [Norway]\n      says: delete\n"
    room.selection.write_text(text.replace("- id: net\n", wish), "utf-8")
    room.edit()

    withdraw(room, "3 bis", "Norway")

    assert "1 wish about a whole paragraph" in " ".join(drafter("status", room.selection).split())
