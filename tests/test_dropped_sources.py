"""A source that is taken out of a clause with a reason: the reason and the name are kept, whatever it is."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import struck_whole

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  sources: [{source}]
- id: lac-79j
"""
DECLARED = """\
documents:
- id: doha
  cited: General Assembly resolution 70/174, annex
  paragraphs:
    "5": Respect the gardens of the law.
"""
DROP = ("--reason", "Nobody asked for it", "--by", "Chair")


@pytest.fixture
def of_document(tmp_path):
    (tmp_path / "sources.yaml").write_text(DECLARED, encoding="utf-8")
    return Room(tmp_path, SELECTION.format(source='"+doha: 5"'))


def rows_with(room, words):
    return [one for one in room.markdown().splitlines() if one.startswith("| ") and words in one]


def test_words_of_a_document_stand_among_what_was_taken_out(of_document):
    room = of_document
    told = drafter("select", room.selection, "--drop", "1 quater", *DROP)
    assert "legal-aid no longer has doha: 5." in told
    assert room.block("legal-aid")["withdrawn"] == [
        {"sources": ["doha: 5"], "is": "taken out", "by": ["Chair"], "reason": "Nobody asked for it"}
    ]
    (row,) = rows_with(room, "Respect the gardens of the law")
    assert "Taken out: Nobody asked for it (Chair)" in row
    assert "Nobody asked for it (Chair)" in " ".join(drafter("status", room.selection).split())


def test_so_do_those_that_a_delegation_struck_and_that_were_taken_so(of_document):
    room = of_document
    edit = room.edit()
    struck_whole(next(one for one in edit.lines() if "Respect the gardens" in said(one)), "Egypt")
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed, more=("--as-text", "--by", "Chair"))
    (row,) = rows_with(room, "Respect the gardens of the law")
    assert "struck out, back.docx, clause 1, by Egypt (Chair)" in row
    assert "has nothing that" in room.home(paper)


def test_a_recommendation_that_was_added_is_not_used_for_that_reason(tmp_path):
    room = Room(tmp_path, SELECTION.format(source="+lac-19h"))
    drafter("select", room.selection, "--drop", "1 quater", *DROP)
    assert room.block("legal-aid")["reasons"] == {"lac-19h": "Nobody asked for it (Chair)"}
    (row,) = rows_with(room, "19\N{NO-BREAK SPACE}(h)")
    assert "Taken out of the paragraph “legal-aid”: Nobody asked for it (Chair)" in row
    # Taken in again, and out again for another reason: that one counts.
    text = room.selection.read_text("utf-8")
    room.selection.write_text(
        text.replace("- id: legal-aid\n", "- id: legal-aid\n  sources: [+lac-19h]\n"), encoding="utf-8"
    )
    assert not rows_with(room, "Nobody asked for it")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    drafter("select", room.selection, "--drop", "1 quater", "--reason", "Too long")
    assert room.block("legal-aid")["reasons"] == {"lac-19h": "Too long"}


THREE = """\
matrix: kyoto-2021
clauses:
- id: partnerships-for-reintegration
  wordings:
  - sources: [lac-40o]
    wording: Foster partnerships
  - sources: [wa-33f]
  - sources: [af-37g]
- id: lac-79j
"""


@pytest.mark.parametrize("author", ["Brazil", ""])
def test_a_wording_that_is_struck_out_is_left_below_no_wordings(tmp_path, author):
    room = Room(tmp_path, THREE)
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "Enhance cooperation between" in said(one))
    if author:
        struck_whole(own, author)
    else:
        own.getparent().remove(own)
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed, more=("--as-text", "--by", "Chair") if author else ())
    assert room.block("partnerships-for-reintegration")["wordings"] == [
        {"sources": ["lac-40o"], "wording": "Foster partnerships"},
        {"sources": ["wa-33f"]},
    ]
    assert "none of its wordings can be" not in drafter("check", room.selection)
    assert "has nothing that" in room.home(paper)


AGAIN = ("--reason", "Covered by 20", "--by", "Egypt")


def test_a_meetings_words_that_are_dropped_again_are_out_already_and_get_the_new_reason(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: approaches-to-cooperation\n")
    drafter("select", room.selection, "--drop", "1 bis", *DROP)
    first = room.selection.read_text("utf-8")
    told = drafter("select", room.selection, "--drop", "1 bis")
    assert "approaches-to-cooperation was without wa-56a already: Nobody asked for it (Chair)." in told
    assert "To give another reason: the same with --reason and --by." in told
    assert room.selection.read_text("utf-8") == first
    told = drafter("select", room.selection, "--drop", "1 bis", *AGAIN)
    assert "was without wa-56a already: Nobody asked for it (Chair)." in told
    assert "The reason is now: Covered by 20 (Egypt)." in told
    assert room.block("approaches-to-cooperation")["reasons"] == {"wa-56a": "Covered by 20 (Egypt)"}
    assert "Covered by 20 (Egypt)" in room.markdown().partition("## Annex II")[2]
    drafter("select", room.selection, "--undo")
    assert room.selection.read_text("utf-8") == first


def test_a_documents_words_that_are_dropped_again_are_kept_once(of_document):
    room = of_document
    drafter("select", room.selection, "--drop", "1 quater", *DROP)
    first = room.selection.read_text("utf-8")
    told = drafter("select", room.selection, "--drop", "1 quater", *AGAIN)
    assert "legal-aid was without doha: 5 already: taken out: Nobody asked for it (Chair)." in told
    assert "change it below “withdrawn” in its block" in told
    assert room.selection.read_text("utf-8") == first


def test_peoples_words_that_are_dropped_again_say_why_they_are_out(tmp_path):
    words = "- id: own-1\n  wordings:\n  - {by: [Chile], wording: Plant oaks}\n"
    words += "  - {by: [Norway], wording: Cut firs}\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n{words}")
    drafter("select", room.selection, "--drop", "1 bis", *DROP)
    told = drafter("select", room.selection, "--drop", "1 bis", *AGAIN, status=2)
    assert (
        "own-1 has no wording “Cut firs” any more, which is taken out: Nobody asked for it (Chair); "
        "nothing was written" in told
    )
    assert "To give another reason, change it below “withdrawn” in its block." in told


def test_a_paragraph_that_is_dropped_again_was_out_already_and_keeps_its_reason(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: legal-aid\n- id: lac-79j\n")
    drafter("select", room.selection, "--drop", "legal-aid", *DROP)
    first = room.selection.read_text("utf-8")
    told = drafter("select", room.selection, "--drop", "legal-aid")
    assert "legal-aid was out already: left out: Nobody asked for it (Chair)." in told
    assert "To give another reason: --drop legal-aid --reason … --by …" in told
    assert room.selection.read_text("utf-8") == first
    told = drafter("select", room.selection, "--drop", "legal-aid", *AGAIN)
    assert "legal-aid was out already: left out: Nobody asked for it (Chair)." in told
    assert room.block("legal-aid")["reason"] == "Covered by 20"
