"""One text is made in Word of several wordings of a paragraph, and passed on to whoever works on it."""

import pytest
from word_editing import run
from word_room import AF_37B, Room
from word_tracking import change, cut_out, reword, struck_whole

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

OWN = "Repeal or ibis-proof laws and policies that are discriminatory against women and alpaca herders"
SELECTION = f"""\
matrix: kyoto-2021
delegations: [Chile, Egypt, Kenya]
clauses:
- id: af-37b
  wordings:
  - by: [Chile]
    wording: {OWN}
"""
ONE = (
    "[Revise] (Kenya) [Repeal or ibis-proof] (Egypt, Chile) laws and policies that are discriminatory "
    "against women [and alpaca herders] (Chile) [and felucca pilots] (Egypt)"
)
AMENDED = ONE.replace("alpaca herders", "alpaca and chinchilla herders")
TAKEN = "af-37b:wording"


def of_facilitator(room):
    """The paper with one text in the place of two, typed without tracking."""
    edit = room.edit()
    text, below = edit.lines("SingleTxt", "AltTxt")
    edit.replace_words(text, f"[{AF_37B}.]", f"{ONE}.")
    below.getparent().remove(below)
    return edit


def of_chile(room):
    """The same, passed on to Chile, which tracks words within its own bracket."""
    edit = of_facilitator(room)
    own = cut_out(edit.clause("clause_af_37b"), " herders]")
    own.addprevious(change("ins", "Chile", run(" and chinchilla")))
    return edit


@pytest.mark.parametrize("is_read_anew", [False, True])
def test_as_text_its_words_take_the_place_of_the_one_text(tmp_path, is_read_anew):
    room = Room(tmp_path, SELECTION)
    first, second = room.save(of_facilitator(room), "fac.docx"), room.save(of_chile(room), "chile.docx")
    room.home(first, second)
    room.take(TAKEN, more=["--as-text"])
    if is_read_anew:
        room.home(second)
    room.take("af-37b:wording:chile", more=["--as-text"])
    assert room.block("af-37b")["wording"] == AMENDED
    assert "wordings" not in room.block("af-37b")
    for file in (first, second):
        room.home(file)
    assert "af-37b:wording:chile" not in room.proposed


def test_as_text_alone_it_takes_the_place_of_the_meetings_text_and_the_others_stay(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(room.save(of_chile(room), "chile.docx"))
    room.take("af-37b:wording:chile", more=["--as-text"])
    text, own = room.block("af-37b")["wordings"]
    assert text == {"sources": ["af-37b"], "wording": AMENDED}
    assert own == {"by": ["Chile"], "wording": OWN}


@pytest.mark.parametrize("way", ["tracked", "typed"])
def test_who_makes_one_text_itself_puts_it_in_the_place_of_the_text(tmp_path, way):
    room = Room(tmp_path, SELECTION)
    edit, more = (room.edit(), ()) if way == "tracked" else (of_facilitator(room), ("--of", "Egypt"))
    if way == "tracked":
        text, below = edit.lines("SingleTxt", "AltTxt")
        reword(text, "Egypt", f"[{AF_37B}.]", f"{ONE}.")
        struck_whole(below, "Egypt")
    room.home(room.save(edit), more=more)
    room.take("af-37b:wording:egypt", more=["--as-text"])
    text, own = room.block("af-37b")["wordings"]
    assert text == {"sources": ["af-37b"], "wording": ONE}
    assert own == {"by": ["Chile"], "wording": OWN}


def test_what_the_selection_has_changed_in_other_words_of_the_text_stands_in_it(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "laws and policies", "laws, policies and practices")
    room.home(room.save(edit, "egypt.docx"))
    room.take("af-37b:wording:egypt", more=["--as-text"])
    room.home(room.save(of_chile(room), "chile.docx"))
    room.take("af-37b:wording:chile", more=["--as-text"])
    text, _ = room.block("af-37b")["wordings"]
    assert text["wording"] == AMENDED.replace("laws and policies", "laws, policies and practices")
