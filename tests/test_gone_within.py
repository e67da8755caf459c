"""Words in a bracket under the name of somebody who has them there no more: they wait, as what has gone."""

import pytest
from word_room import Room, drafter
from word_tracking import reword

WORDING = "Revise laws and customs that are discriminatory against women"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - sources: [af-37b]
  - sources: [af-37b]
    by: [Brazil]
    wording: {WORDING}
- id: lac-79j
"""


def compromise(room, new="laws and policies [and customs] (Brazil) that", author=""):
    """The paper with a text in which what differs stands in brackets."""
    edit = room.edit()
    line = edit.clause("clause_af_37b")
    if author:
        reword(line, author, "laws and policies that", new)
    else:
        edit.replace_words(line, "laws and policies that", new)
    return room.save(edit)


def is_left(room):
    before = room.selection.read_bytes()
    told = drafter("select", room.selection, "--take-all")
    assert room.selection.read_bytes() == before
    return "was left to be decided about, since it brings back what has gone" in told


@pytest.mark.parametrize(
    "new", ["laws [and customs] (Brazil) that", "laws [and policies] [and customs] (Brazil) that"]
)
@pytest.mark.parametrize("author", ["", pytest.param("Egypt", marks=pytest.mark.thorough)])
def test_words_that_were_withdrawn_wait_in_a_bracket_too(tmp_path, new, author):
    room = Room(tmp_path, SELECTION)
    paper = compromise(room, new, author)
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Brazil")
    told = " ".join(room.home(paper).split())
    assert "Brazil had “and customs” in af-37b, which is withdrawn by Brazil" in told
    assert is_left(room)
    room.take(next(iter(room.proposed)))
    assert "[and customs] (Brazil)" in room.markdown().replace("\\", "")


def test_words_that_their_author_reworded_wait_likewise(tmp_path):
    room = Room(tmp_path, SELECTION)
    paper = compromise(room, "laws [and customs] (Brazil) that")
    edit = room.edit()
    reword(next(one for one in edit.lines("AltTxt")), "Brazil", "and customs", "and traditions")
    own = room.save(edit, "brazil.docx")
    room.home(own)
    room.take(next(iter(room.proposed)))
    told = " ".join(room.home(paper).split())
    assert "Brazil had “and customs” in af-37b, and has there no more" in told
    assert is_left(room)


@pytest.mark.parametrize(
    "new", ["laws [and policies] (Brazil) that", "laws and policies [and plans] (Brazil) that"]
)
def test_what_is_everybodys_or_new_brings_nothing_back(tmp_path, new):
    room = Room(tmp_path, SELECTION)
    paper = compromise(room, new)
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Brazil")
    assert "stand again" not in room.home(paper)
    assert "Taken" in drafter("select", room.selection, "--take-all")


def test_a_wording_that_stands_beside_the_compromise_brings_nothing_back(tmp_path):
    room = Room(tmp_path, SELECTION)
    assert "stand again" not in room.home(compromise(room, "laws [and customs] (Brazil) that"))
    drafter("select", room.selection, "--take-all", "--as-text")
