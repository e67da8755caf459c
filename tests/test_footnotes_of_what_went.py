"""What was taken out keeps its footnotes: each text once, with what it cited, named in full."""

import pytest
from word_editing import said
from word_room import AF_37B, Room, drafter

SOURCES = """\
documents:
- id: doha
  cited: General Assembly resolution 70/174, annex
  paragraphs: {"6": We reaffirm our commitment to fair systems.}
- id: untoc
  cited: United Nations, *Treaty Series*, vol. 2225, No. 39574
  unit: art.
proposals:
- id: chile-1
  by: [Chile]
  meeting: first informal
  text: Establish a fund for witnesses
"""
DOHA = "General Assembly resolution 70/174, annex, para. 6"
EGYPTS = "Repeal laws and policies that are discriminatory against women"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: ["+doha: 6"]
  wordings:
  - sources: [af-37b]
  - by: [Egypt]
    role: alternative
    sources: ["doha: 6"]
    wording: {EGYPTS}
- id: lac-79j
"""


@pytest.fixture
def room(tmp_path):
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return Room(tmp_path, SELECTION)


def rows(room, words):
    """The rows of Annex II that have some words, cell by cell."""
    annex = room.markdown().replace("\\", "").partition("Annex II.")[2]
    return [
        [cell.strip().replace("\N{NO-BREAK SPACE}", " ") for cell in line.strip("|").split("|")]
        for line in annex.splitlines()
        if words in line
    ]


def one_text(room):
    """The facilitator's file: one text with Egypt's words in a bracket, and Egypt's wording deleted."""
    edit = room.edit()
    edit.replace_words(edit.clause("clause_af_37b"), "Revise", "Revise [or repeal] (Egypt)")
    beside = next(one for one in edit.lines("AltTxt") if "Repeal laws" in said(one))
    beside.getparent().remove(beside)
    return room.save(edit, "facilitator.docx")


def test_a_wording_that_goes_for_one_text_is_kept_once_with_its_footnote(room):
    room.home(one_text(room))
    drafter("select", room.selection, "--take-all", "--as-text", "--by", "Chair")
    (gone,) = room.block("af-37b")["withdrawn"]
    assert (gone["of"], gone["wording"], gone["sources"]) == (["Egypt"], EGYPTS, ["doha: 6"])
    (row,) = rows(room, EGYPTS)
    assert row[:2] == ["Egypt", DOHA]
    assert "1 wording taken out" in drafter("status", room.selection)


def test_a_wording_that_stays_cited_is_kept_with_its_footnote(tmp_path):
    """The facilitator’s one text cites what the wording cited; that is no reason to forget it."""
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    selection = SELECTION.replace('["doha: 6"]', "[af-37b]").replace('  sources: ["+doha: 6"]\n', "")
    room = Room(tmp_path, selection)
    room.home(one_text(room))
    drafter("select", room.selection, "--take-all", "--as-text", "--by", "Chair")
    (gone,) = room.block("af-37b")["withdrawn"]
    assert gone["sources"] == ["af-37b"]
    (row,) = rows(room, EGYPTS)
    assert row[:2] == ["Egypt", "Africa, para. 37 (b)"]


def test_what_a_dropped_wording_cites_is_named_in_full(room):
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "no support", "--by", "Chair")
    (row,) = rows(room, EGYPTS)
    assert row[:2] == ["Egypt", DOHA]


def test_who_took_a_source_out_without_a_reason_is_named_as_who_did_it(tmp_path):
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: culture-of-lawfulness\n- id: lac-79j\n")
    drafter("select", room.selection, "--drop", "1 bis", "--by", "Chair")
    assert "Taken out of the paragraph “culture-of-lawfulness”: by Chair" in room.markdown()


BRACKET = "[and baobab practices] (Kenya)"


def test_a_text_whose_brackets_go_is_kept_with_its_footnotes_and_under_no_regions_name(tmp_path):
    text = AF_37B.replace("policies", f"policies {BRACKET}")
    room = Room(tmp_path, f'matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: "{text}"\n- id: lac-79j\n')
    edit = room.edit()
    edit.replace_words(edit.clause("clause_af_37b"), f" {BRACKET}", "")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    (gone,) = room.block("af-37b")["withdrawn"]
    assert (gone["wording"], gone["sources"]) == (text, ["af-37b"])
    (row,) = rows(room, text)
    assert row[:2] == ["–", "Africa, para. 37 (b)"]
