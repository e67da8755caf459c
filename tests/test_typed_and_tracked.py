"""One delegation tracks, another types in the same file without tracking: each has its own words alone."""

import pytest
from word_editing import said
from word_room import AF_37B, Room
from word_tracking import cut_out, reword, strike, struck_whole

OF_CHILE = ("--of", "Chile")
BRAZILS, CHILES = AF_37B.replace("Revise", "Repeal"), f"{AF_37B} and girls"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path)


def brazils(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Brazil", "Revise", "Repeal")
    return edit


def of_both(room):
    edit = brazils(room)
    edit.replace_words(edit.clause("clause_af_37b"), "women", "women and girls")
    return edit


def worded(room, name):
    (own,) = room.proposed[f"af-37b:wording:{name}"]["set"]["wordings"]
    return own["by"], own["wording"]


def test_each_has_the_paragraph_as_it_would_have_it(room):
    told = room.home(room.save(of_both(room)), more=OF_CHILE)
    assert worded(room, "brazil") == (["Brazil"], BRAZILS)
    assert worded(room, "chile") == (["Chile"], CHILES)
    assert "made on what" not in told
    room.take("af-37b:wording:brazil")
    assert room.block("af-37b")["wordings"][-1] == {
        "by": ["Brazil"],
        "role": "alternative",
        "wording": BRAZILS,
    }
    assert "girls" not in room.markdown().partition("Annex I.")[0]
    room.take("af-37b:wording:chile")
    assert room.block("af-37b")["wordings"][-1]["wording"] == CHILES
    assert "has nothing that" in room.home(room.folder / "back.docx", more=OF_CHILE)


@pytest.mark.thorough
@pytest.mark.parametrize("first", ["brazil", "chile", ""])
def test_taken_as_text_each_brings_its_own_words_and_both_stand_together(room, first):
    room.home(room.save(of_both(room)), more=OF_CHILE)
    if first:
        room.take(f"af-37b:wording:{first}", more=("--as-text",))
        assert room.block("af-37b")["wording"] == {"brazil": BRAZILS, "chile": CHILES}[first]
        room.home(room.folder / "back.docx", more=OF_CHILE)
    room.take("af-37b", more=("--as-text",))
    assert room.block("af-37b")["wording"] == f"{BRAZILS} and girls"


def test_what_one_tracked_in_a_file_in_which_the_next_typed_is_one_proposal(room):
    room.home(room.save(brazils(room), "brazil.docx"))
    told = room.home(room.save(of_both(room), "chile.docx"), more=OF_CHILE)
    assert "af-37b:wording:brazil, from" in told
    assert "stands in" in told
    assert set(room.proposed) == {"af-37b:wording:brazil", "af-37b:wording:chile"}


@pytest.mark.thorough
def test_words_that_were_typed_where_the_other_changed_something_stay_and_that_is_said(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    edit.replace_words(paragraph, "women", "women and girls")
    strike("Brazil", cut_out(paragraph, "girls"))
    told = room.home(room.save(edit), more=OF_CHILE)
    assert worded(room, "chile") == (["Chile"], CHILES)
    assert room.proposed["af-37b:wording:brazil"]["conflict"] == "made on what Chile put in, and contains it"
    assert "Brazil changed what Chile put in" in told


@pytest.mark.thorough
def test_a_name_that_one_types_behind_a_wording_is_not_said_by_the_other_that_rewords_it(tmp_path):
    room = Room(
        tmp_path,
        """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
    - sources: [af-37b]
    - by: [Egypt]
      wording: Repeal such laws
    - by: [Japan]
      wording: Amend these laws at once
""",
    )
    edit = room.edit()
    egypts, japans = (
        next(one for one in edit.lines("AltTxt") if word in said(one)) for word in ("Repeal", "Amend")
    )
    edit.replace_words(egypts, "(Egypt)", "(Egypt, Chile)")
    reword(egypts, "Brazil", "such", "those")
    edit.replace_words(japans, "at once", "in time")
    struck_whole(japans, "Brazil")
    told = room.home(room.save(edit), more=OF_CHILE)
    assert room.proposed["af-37b:sponsors:chile"]["set"]["wordings"] == [
        {"by": ["Chile"], "wording": "Repeal such laws"}
    ], told
    assert worded(room, "brazil") == (["Brazil"], "Repeal those laws")
    assert "names Chile" not in told
    # It struck what Japan proposes, not what Chile makes of it.
    assert "Brazil would delete the wording of Japan: “Amend these laws at once”" in " ".join(told.split())
