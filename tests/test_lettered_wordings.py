"""Wordings in lettered lines: a delegation’s keeps them, in the file and in Word."""

import pytest
from word_editing import element, run, said
from word_room import AF_37B, Room, drafter
from word_tracking import change, end_changed, reword, struck_whole

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


@pytest.mark.thorough
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


def typed_in_letters(room, heading=""):
    """A paper in which Brazil types two lettered paragraphs below a meeting's, or below a heading."""
    edit = room.edit()
    styles = ("H1", "H2", "H3", "H4") if heading else ("SingleTxt",)
    place = next(one for one in edit.lines(*styles) if (heading or "Revise laws") in said(one))
    for words in ("(a) including widows;", "(b) and orphans;"):
        new = element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>')
        new.append(change("ins", "Brazil", run(words)))
        end_changed(new, "ins", "Brazil")
        place.addnext(new)
        place = new
    return room.save(edit, "brazil.docx")


@pytest.mark.parametrize("more", [(), ("--as-text",)])
def test_letters_typed_below_a_meetings_paragraph_are_its_subparagraphs(tmp_path, more):
    room = Room(tmp_path)
    paper = typed_in_letters(room)
    room.home(paper)
    assert list(room.proposed) == ["af-37b:wording:brazil"]
    room.take("af-37b:wording:brazil", more=more)
    block = room.block("af-37b")
    (own,) = [one for one in block.get("wordings", [block]) if "wording" in one]
    assert own["wording"].strip() == f"{AF_37B};\n(a) including widows;\n(b) and orphans"
    assert own.get("by") == (None if more else ["Brazil"])
    assert "(a) including widows;\\\n(b) and orphans;" in room.markdown().partition("Annex I.")[0]
    assert "has nothing that" in room.home(paper)


def test_letters_typed_below_no_words_are_one_paragraph(tmp_path):
    room = Room(tmp_path)
    paper = typed_in_letters(room, "New technologies")
    room.home(paper)
    (name,) = room.proposed
    room.take(name)
    (own,) = room.block(name.partition(":")[0])["wordings"]
    assert (own["by"], own["wording"].strip()) == (["Brazil"], "(a) including widows;\n(b) and orphans")
    assert "has nothing that" in room.home(paper)
