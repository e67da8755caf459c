"""Wordings in lettered lines: a delegation’s keeps them, in the file and in Word."""

import pytest
from word_room import Room, drafter
from word_tracking import reword, struck_whole

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: commitment
  heading: item-5-i
  text: |
    Reaffirm our commitment to:
    (a) one thing, in particular:
    (i) the first;
    (ii) the second;
    (b) another
- id: legal-aid
  wording: |
    Pay for:
    (a) legal aid;
    (b) legal advice
"""
EGYPT = """\
Reaffirm our commitment to:
(a) one thing, in particular:
(i) the first;
(ii) the third;
(b) another"""


@pytest.fixture
def room(tmp_path):
    """A round in which Egypt's wording of a block with letters stands beside the text."""
    found = Room(tmp_path, SELECTION)
    edit = found.edit()
    reword(edit.clause("clause_commitment"), "Egypt", "second", "third")
    found.home(found.save(edit, "egypt.docx"))
    found.take("commitment:wording:egypt")
    drafter("draft", found.selection, "-o", tmp_path / "round-1.docx")
    return found


def test_a_wording_in_letters_keeps_its_lines(room):
    (own,) = room.block("commitment")["wordings"]
    assert (own["by"], own["wording"]) == (["Egypt"], EGYPT)
    printed = room.markdown().partition("Annex I.")[0]
    # Text and alternative, each in lines of its own.
    assert printed.count("(a) one thing, in particular:\\\n") == 2
    assert "(b) legal advice" in room.block("legal-aid")["wording"]


def test_what_nobody_touched_has_no_untracked_words(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Japan", "Revise", "Repeal")
    told = room.home(room.save(edit))
    assert list(room.proposed) == ["af-37b:wording:japan"]
    assert "has no name" not in told
    assert "has nothing that" in room.home(room.folder / "egypt.docx")
    assert "commitment" not in room.home(room.save(room.edit(), "untouched.docx"))


@pytest.mark.thorough
def test_ones_own_words_in_letters_can_be_changed_once_more(room):
    edit = room.edit()
    other = next(one for one in edit.lines("AltTxt") if "third" in "".join(one.itertext()))
    reword(other, "Egypt", "third", "fourth")
    reword(edit.clause("clause_legal_aid"), "Japan", "advice", "counsel")
    room.home(room.save(edit))
    room.take("commitment", "legal-aid")
    assert [one["wording"] for one in room.block("commitment")["wordings"]] == [
        EGYPT.replace("third", "fourth")
    ]
    assert room.block("legal-aid")["wordings"][1]["wording"] == "Pay for:\n(a) legal aid;\n(b) legal counsel"


@pytest.mark.thorough
def test_what_is_withdrawn_or_wished_away_keeps_its_lines_or_stands_in_a_comment(room):
    edit = room.edit()
    other = next(one for one in edit.lines("AltTxt") if "third" in "".join(one.itertext()))
    struck_whole(other, "Japan")
    room.home(room.save(edit))
    room.take("commitment")
    words = " ".join(EGYPT.split())
    assert f"# Japan would delete the wording of Egypt: “{words}”" in room.selection.read_text("utf-8")
    assert "has nothing that" in room.home(room.folder / "back.docx")

    paper = room.folder / "round-1.docx"
    drafter("select", room.selection, "--status", "withdrawn", "2 bis", "--by", "Egypt", "--in", paper)
    assert [one["wording"] for one in room.block("commitment")["withdrawn"]] == [EGYPT]
