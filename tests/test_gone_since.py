"""What has gone from a paragraph, or with it, before words come home or are taken: none of these is lost."""

import copy

import pytest
from word_editing import Edit, run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import reword, struck_whole

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-19h]
"""
NEW = "Build courts on every island"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def other_meetings(edit):
    (found,) = edit.lines("AltTxt")
    return found


@pytest.mark.parametrize("more", [(), pytest.param(("--as-text",), marks=pytest.mark.thorough)])
def test_words_whose_source_went_before_they_are_taken_are_printed(room, more):
    edit = room.edit()
    struck_whole(other_meetings(edit), "Japan")
    struck = room.save(edit, "japan.docx")
    edit = room.edit()
    own = other_meetings(edit)
    edit.replace_words(own, said(own).removeprefix("1 bis.").rstrip("."), NEW)
    room.home(struck, room.save(edit))
    room.take("af-37b:sources:japan", more=("--as-text",))
    told = " ".join(room.take("af-37b:wording", more=more).split())
    assert f"“{NEW}” rewords what came from lac-19h, which the paragraph has no more" in told
    assert f"1 bis. {NEW}." in room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert "none of its wordings can be" not in drafter("check", room.selection)


@pytest.mark.parametrize(
    ("clause", "block", "way"),
    [
        ("lac-79j", "", "--keep lac-79j"),
        pytest.param("desk-peace", "  text: Commit to lasting peace\n", "--redo", marks=pytest.mark.thorough),
    ],
)
def test_what_was_changed_in_a_paragraph_whose_block_has_gone_since_is_told(room, clause, block, way):
    room.selection.write_text(f"{SELECTION}- id: {clause}\n{block}", encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    edit = Edit((room.folder / "round-2.docx").read_bytes())
    own = edit.clause(f"clause_{clause.replace('-', '_')}")
    edit.replace_words(own, said(own), f"{said(own)[:9]} with {NEW}")
    room.selection.write_text(SELECTION, encoding="utf-8")
    told = " ".join(room.home(room.save(edit)).split())
    assert "has been taken out of the selection since: not imported" in told
    assert NEW in told
    assert f"To have it back: drafter select {room.selection} {way}" in told


THREE = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  wordings:
  - sources: [ap-44g]
    wording: Pay for legal aid in all courts
  - sources: [wa-42a]
    wording: Pay for lawyers in all courts
  - sources: [af-45g]
    wording: Pay for trust in all courts
"""


def test_of_several_wordings_a_refusal_names_those_that_were_changed_since(tmp_path):
    room = Room(tmp_path, THREE)
    edit = room.edit()
    edit.replace_words(next(one for one in edit.lines("AltTxt") if "trust" in said(one)), "trust", "people")
    room.home(room.save(edit))
    text = room.selection.read_text("utf-8").replace("for lawyers", "well for lawyers")
    room.selection.write_text(text, "utf-8")
    told = drafter("select", room.selection, "--take", "legal-aid:wording", status=2)
    assert "the block says: “Pay well for lawyers in all courts” (wa-42a)\n" in told


DROPPED = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+lac-19h]
  wordings:
  - sources: [af-37b]
  - sources: [lac-19h]
    role: alternative
  - by: [Egypt]
    wording: Pay for trust
"""


@pytest.mark.parametrize("more", [("--as-text",), pytest.param((), marks=pytest.mark.thorough)])
def test_who_rewords_what_was_dropped_since_goes_over_nobodys_text(tmp_path, more):
    room = Room(tmp_path, DROPPED)
    edit = room.edit()
    meetings, egypts = edit.lines("AltTxt")
    reword(meetings, "Brazil", "public", "people")
    reword(egypts, "Brazil", "Pay", "Care")
    file = room.save(edit)
    drafter("select", room.selection, "--drop", "1 bis", "--drop", "1 ter", "--reason", "x", "--by", "Chair")
    told = room.home(file)
    assert "rewords what has gone since" in told
    assert "not imported" not in told
    room.take("af-37b:wording:brazil", more=more)
    wordings = room.block("af-37b")["wordings"]
    assert wordings[0] == {"sources": ["af-37b"]}
    assert [one["by"] for one in wordings[1:]] == [["Brazil"], ["Brazil"]]
    assert "the general people\u2019s trust" in wordings[1]["wording"].replace("'", "\u2019")
    assert wordings[2]["wording"] == "Care for trust"
    printed = room.markdown().partition("Annex I.")[0]
    assert "Revise laws and policies that are discriminatory against women" in printed
    assert room.block("af-37b")["withdrawn"][0]["wording"] == "Pay for trust"
    assert "has nothing that" in room.home(file)


EGYPTS, COASTS = "Tax the ships of every flag", "Build no prison on the coast"
OF_EGYPT = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
    - by: [Egypt]
      wording: {COASTS}
    - by: [Egypt]
      wording: {EGYPTS}
    - by: [Chile]
      wording: Plant oaks
"""


def _reworded(edit):
    edit.replace_words(edit.clause("clause_af_37b"), "policies", "practices")


def _added(edit):
    new = copy.deepcopy(edit.lines("AltTxt")[-1])
    for one in [*new.iter(w("fldSimple"), w("bookmarkStart"), w("bookmarkEnd"), w("r"))]:
        one.getparent().remove(one)
    new.append(run(f"1 quinquies.\t[{NEW}]"))
    edit.lines("AltTxt")[-1].addnext(new)


def _of_chile(edit):
    edit.replace_words(edit.lines("AltTxt")[-1], "Plant oaks", "Plant pines")


# Who edits the paper of a round in which a delegation has two wordings, of which it withdrew one since.
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_reworded, "Revise laws and practices that are discriminatory against women"),
        pytest.param(_added, NEW, marks=pytest.mark.thorough),
        pytest.param(_of_chile, "Plant pines", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.parametrize("gone", [COASTS, pytest.param(EGYPTS, marks=pytest.mark.thorough)])
def test_of_two_wordings_of_a_delegation_the_one_left_stands_once(tmp_path, make, words, gone):
    room = Room(tmp_path, OF_EGYPT)
    edit = room.edit()
    make(edit)
    number = "1 bis" if gone == COASTS else "1 ter"
    drafter("select", room.selection, "--status", "withdrawn", number, "--by", "Egypt")
    paper = room.save(edit)
    told = room.home(paper)
    assert "will not be drafted quite as it stands" not in told
    assert "changed it too" not in told  # nobody changed what is changed here
    drafter("select", room.selection, "--take-all")
    left = ({COASTS, EGYPTS} - {gone}).pop()
    wordings = room.block("af-37b")["wordings"]
    assert [one["by"] for one in wordings if one.get("wording") == left] == [["Egypt"]]
    assert [one["by"] for one in wordings if one.get("wording") == "Plant oaks"] == [["Chile"]]
    assert [one.get("by") for one in wordings if one.get("wording") == words] == [None]
    assert gone not in room.markdown().partition("Annex I.")[0]
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("- id: lac-79j\n  sources: [+lac-19h]\n", "which stands in paragraph 2 by now: not imported"),
        pytest.param(
            "  withdrawn:\n  - {sources: [lac-19h], by: [Egypt]}\n- id: lac-79j\n",
            "words were changed that Egypt has withdrawn since (lac-19h): not imported",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_whereto_the_source_of_changed_words_has_gone_is_told(tmp_path, now, told):
    block = "- id: own\n  sources: [+lac-19h]\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n{block}- id: lac-79j\n")
    edit = room.edit()
    line = edit.clause("clause_own")
    edit.replace_words(line, "culture", "spirit")
    room.selection.write_text(
        f"matrix: kyoto-2021\nclauses:\n- id: own\n  sources: [+af-37b]\n{now}", encoding="utf-8"
    )
    assert told in " ".join(room.home(room.save(edit)).split())


BESIDE = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  wordings:
  - by: [Chile]
    wording: Fund legal aid
- id: lac-79j
"""
SAME, OTHER = "the selection has changed it too", "the selection has changed other words of it"


# That another wording was dropped since is no change of what a file rewords in the paragraph.
@pytest.mark.parametrize(
    ("since", "author", "told"),
    [
        (("--drop", "1 bis"), "Egypt", [OTHER]),
        pytest.param(("--drop", "1 bis"), "", [OTHER], marks=pytest.mark.thorough),
        # What others propose is no part of what was reworded.
        pytest.param(("--drop", "1 quater"), "Egypt", [], marks=pytest.mark.thorough),
        # All of the paragraph was worded anew.
        pytest.param("wording", "", [SAME], marks=pytest.mark.thorough),
    ],
)
def test_the_list_says_what_was_changed_by_both(tmp_path, since, author, told):
    room, words = Room(tmp_path, BESIDE), "support the exchange of good practices"
    edit = room.edit()
    paragraph = edit.clause("clause_legal_aid")
    if author:
        reword(paragraph, author, words, f"{words} of all")
    else:
        edit.replace_words(paragraph, words, f"{words} of all")
    paper = room.save(edit)
    if since == "wording":
        text = room.selection.read_text("utf-8")
        anew = "- id: legal-aid\n  wording: Pay\n- id: lac-79j\n"
        room.selection.write_text(text[: text.index("- id: legal-aid")] + anew, "utf-8")
    else:
        drafter("select", room.selection, *since, "--in", room.folder / "round-1.docx")
    listed = " ".join(room.home(paper).split())
    assert [one for one in (SAME, OTHER) if one in listed] == told
    sources = room.block("legal-aid").get("sources")
    room.take(*room.proposed, more=["--as-text"])
    assert room.block("legal-aid").get("sources") == sources


@pytest.mark.thorough
def test_words_that_were_taken_are_there_though_what_they_reword_was_dropped_since(tmp_path):
    every = "".join(f"  - sources: [{one}]\n" for one in ("wa-42a", "ap-44g", "af-45g"))
    room = Room(tmp_path, BESIDE.replace("  wordings:\n", f"  wordings:\n{every}"))
    edit = room.edit()
    words = "legal aid service providers"
    [line] = [one for one in edit.lines("AltTxt") if words in said(one)]
    reword(line, "Egypt", words, f"{words} of all")
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed)
    drafter("select", room.selection, "--drop", "1 bis", "--in", room.folder / "round-1.docx")

    again = " ".join(room.home(paper).split())

    assert "what Egypt changed in 1 paragraph is said already" in again
    assert "Word alone" not in again


OF_THE_DESK = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: desk-peace
  text: Commit to lasting peace
  wordings:
  - role: alternative
    wording: Build bridges over every river
  - role: alternative
    wording: Mend the nets
"""


def test_the_text_that_was_changed_since_stays_where_another_wording_beside_it_is_struck(tmp_path):
    room = Room(tmp_path, OF_THE_DESK)
    edit = room.edit()
    edit.replace_words(edit.clause("clause_desk_peace"), "lasting", "just")
    room.home(room.save(edit, "egypt.docx"), more=("--of", "Egypt"))
    edit = room.edit()
    struck = next(one for one in edit.lines("AltTxt") if "bridges" in said(one))
    struck.getparent().remove(struck)
    room.take("desk-peace", more=("--as-text",))
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    block = room.block("desk-peace")
    assert block["text"] == "Commit to just peace"
    assert block["wordings"] == [{"role": "alternative", "wording": "Mend the nets"}]
