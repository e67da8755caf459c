"""A file that is read again after all of it was taken has nothing more to propose, however it was taken."""

import copy

import pytest
from word_editing import Edit, element, run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed, reword

BRAZILS, EGYPTS, JAPANS, DESKS = (
    "Build no prison on the coast",
    "Tax ships of all flags",
    "Plant trees in every town",
    "Open schools at night",
)
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
    - by: [Brazil]
      wording: {BRAZILS}
- id: fleet
  wordings:
    - by: [Egypt]
      wording: {EGYPTS}
- id: desk
  text: {DESKS}
  wordings:
    - by: [Japan]
      wording: {JAPANS}
- id: lac-79j
- id: legal-aid
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def added(edit, behind, words, style, author):
    new = element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
    new.append(change("ins", author, run(words)))
    end_changed(new, "ins", author)
    line(edit, behind).addnext(new)


def everything(edit, author="Japan"):
    """What Japan changes: another's wording, another's paragraph, its own words; what it adds anew."""
    reword(line(edit, BRAZILS), author, "no prison", "no new prison")
    reword(line(edit, EGYPTS), author, "all flags", "every flag")
    reword(line(edit, JAPANS), author, "trees", "oaks")
    added(edit, "prison on the coast", "1 ter.\t[Drain no marsh] (Japan)", "AltTxt", author)
    added(edit, JAPANS.partition(" trees")[0], "4.\t[Sink no ship] (Japan)", "SingleTxt", author)


@pytest.mark.thorough
@pytest.mark.parametrize("more", [("--as-text",), ()])
def test_of_a_delegation(room, more):
    edit = room.edit()
    everything(edit)
    paper = room.save(edit)
    room.home(paper)
    assert len(room.proposed) == 4
    drafter("select", room.selection, "--take-all", *more)
    printed = room.markdown()
    for words in ("no new prison", "every flag", "Plant oaks", "Drain no marsh", "Sink no ship"):
        assert printed.count(words) == 1
    told = room.home(paper)
    assert "has nothing that" in told
    assert "what Japan changed in 4 paragraphs is said already" in told
    assert room.proposed == {}


@pytest.mark.thorough
def test_words_that_stand_no_more_are_proposed_again(room):
    edit = room.edit()
    everything(edit)
    paper = room.save(edit)
    room.home(paper)
    room.take("fleet", more=("--as-text",))
    # A person puts other words into the place of those that were taken.
    text = room.selection.read_text("utf-8").replace("text: Tax ships of every flag", "text: Tax no ship")
    room.selection.write_text(text, encoding="utf-8")
    room.home(paper)
    assert "fleet:wording:japan" in room.proposed


@pytest.mark.thorough
def test_words_that_stand_elsewhere_in_the_paragraph_do_not_reword_what_stands(room):
    edit = room.edit()
    reword(line(edit, JAPANS), "Brazil", JAPANS, DESKS)
    room.home(room.save(edit))
    assert "desk:wording:brazil" in room.proposed  # Japan's words stand as they were


@pytest.mark.thorough
@pytest.mark.parametrize("more", [("--as-text",), ()])
def test_of_nobody_by_name(room, more):
    edit = room.edit()
    edit.replace_words(line(edit, BRAZILS), "no prison", "no new prison")
    edit.replace_words(line(edit, EGYPTS), "all flags", "every flag")
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all", *more)
    assert "has nothing that" in room.home(paper)


def test_nobodys_words_in_a_paragraph_that_has_them_as_its_text_by_now(room):
    edit = room.edit()
    edit.replace_words(line(edit, EGYPTS), "all flags", "every flag")
    paper = room.save(edit)
    one = SELECTION.replace(f"wordings:\n    - by: [Egypt]\n      wording: {EGYPTS}", "text: {}")
    room.selection.write_text(one.format("Tax ships of every flag"), encoding="utf-8")
    assert "has nothing that" in room.home(paper)
    # Other words can be taken all the same, and are nobody's.
    room.selection.write_text(one.format("Tax no ship"), encoding="utf-8")
    room.home(paper)
    room.take("fleet")
    assert room.block("fleet") == {"id": "fleet", "text": "Tax ships of every flag"}


@pytest.mark.thorough
def test_a_move_that_was_taken_is_said_already(room):
    edit = room.edit()
    moved = edit.clause("clause_lac_79j")
    edit.clause("clause_af_37b").addprevious(twin := copy.deepcopy(moved))
    for mark in [*twin.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for paragraph, kind in ((moved, "moveFrom"), (twin, "moveTo")):
        for content in [one for one in paragraph.iter(w("r")) if one.getparent() is paragraph]:
            content.addprevious(put := change(kind, "Japan"))
            put.append(content)
        end_changed(paragraph, kind, "Japan")
    paper = room.save(edit)
    room.home(paper)
    assert [*room.proposed] == ["lac-79j:heading:japan", "lac-79j:order:japan"]
    drafter("select", room.selection, "--take-all")
    # What others propose in it since is none of the move.
    others = "\n  wordings:\n    - by: [Egypt]\n      wording: Pay the police"
    text = room.selection.read_text("utf-8").replace("- id: lac-79j", f"- id: lac-79j{others}")
    room.selection.write_text(text, encoding="utf-8")
    told = room.home(paper)
    assert "has nothing that" in told
    assert "not imported" not in told


# Annex B, Latin America and the Caribbean, para. 40 (j), has “: (i) …; (ii) …; and (iii) …” within a line.
@pytest.mark.thorough
def test_lines_that_drafter_set_itself_are_nobodys(tmp_path):
    fund = "Pay for the following: (i) courts of law; (ii) police stations; and (iii) open prisons"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: lac-40j\n- id: fund\n  text: '{fund}'\n")
    assert room.markdown().count("(ii)") == room.markdown().count("\\\n(ii)") == 2
    edit = room.edit()
    reword(line(edit, "managing detained youth"), "Norway", "detained youth", "young detainees")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    (own,) = room.block("lac-40j")["wordings"]
    assert "; (ii) managing young detainees within" in own["wording"]
    printed = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", printed)
    assert "has nothing that" in room.home(printed)
    # What is changed in it is a change of those words, and of no line.
    edit = Edit(printed.read_bytes())
    edit.replace_words(line(edit, "young detainees"), "young detainees", "all detainees")
    edit.replace_words(line(edit, "police stations"), "police stations", "police posts")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    wordings = room.block("lac-40j")["wordings"]
    assert [one["wording"].count("(ii) managing all detainees within") for one in wordings[1:]] == [1, 0]
    assert [one.get("by") for one in wordings] == [None, None, ["Norway"]]
    assert not any("\n" in one.get("wording", "") for one in wordings)
    assert room.block("fund")["text"] == fund.replace("police stations", "police posts")


def test_a_line_that_is_typed_below_those_that_drafter_set_stays_a_line(tmp_path):
    fund = "Pay for the following: (i) courts of law; (ii) police stations"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: fund\n  text: '{fund}'\n")
    edit = room.edit()
    paragraph = line(edit, "police stations")
    new = copy.deepcopy(paragraph)
    for mark in [*new.iter(w("bookmarkStart"), w("bookmarkEnd"), w("r"))]:
        mark.getparent().remove(mark)
    new.append(run("(iii) no more prisons."))
    paragraph.addnext(new)
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert room.block("fund")["text"].splitlines() == [
        "Pay for the following:",
        "(i) courts of law;",
        "(ii) police stations.",
        "(iii) no more prisons",
    ]
