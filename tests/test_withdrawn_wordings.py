"""A wording that is withdrawn or dropped: it alone goes, also where others stand on the same source."""

import json

import pytest
from word_room import Room, drafter
from word_tracking import added_below, reword, struck_whole

from tools import drafter_here

pytestmark = pytest.mark.thorough

DECLARED = """\
proposals:
- id: g77-1
  by: [Group of 77 and China]
  meeting: first informal
  text: Establish a fund for witnesses
- id: two-1
  by: [Egypt, Chile]
  text: Plant gardens
"""
SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  sources: [+g77-1]
  wordings:
  - sources: [g77-1]
  - by: [Group of 77 and China, Brazil]
    sources: [g77-1]
    wording: Establish two funds
- id: gardens
  sources: [+two-1, +lac-19h]
"""
OF_BOTH = {
    "sources": ["g77-1"],
    "by": ["Group of 77 and China", "Brazil"],
    "wording": "Establish two funds",
}


@pytest.fixture
def room(tmp_path):
    (tmp_path / "sources.yaml").write_text(DECLARED, encoding="utf-8")
    return Room(tmp_path, SELECTION)


def withdrawn(room, number, by):
    return drafter("select", room.selection, "--status", "withdrawn", number, "--by", by)


def test_who_withdraws_a_declared_proposal_leaves_what_they_propose_with_others_beside_it(room):
    told = withdrawn(room, "1", "Group of 77 and China")
    assert "“Establish two funds” stays, as what Group of 77 and China and Brazil propose." in told
    block = room.block("af-37b")
    assert block["sources"] == ["+g77-1"]
    assert block["wordings"] == [OF_BOTH]
    assert block["withdrawn"] == [
        {"of": ["Group of 77 and China"], "sources": ["g77-1"], "by": ["Group of 77 and China"]}
    ]
    (row,) = [line for line in room.markdown().splitlines() if "Withdrawn by Group of 77 and China" in line]
    assert row.startswith(
        "| Group of 77 and China | proposal, first informal | Establish a fund for witnesses"
    )


def test_of_several_sponsors_of_the_wording_beside_it_one_name_goes_and_the_proposal_stands(room):
    told = withdrawn(room, "1 bis", "Group of 77 and China")
    assert "“Establish two funds” stays, as what Brazil proposes." in told
    assert room.block("af-37b")["wordings"] == [{"sources": ["g77-1"]}, {**OF_BOTH, "by": ["Brazil"]}]


def test_a_wording_that_is_dropped_goes_alone_with_its_own_words(room):
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "too much", "--by", "Chair")
    block = room.block("af-37b")
    assert (block["sources"], block["wordings"]) == (["+g77-1"], [{"sources": ["g77-1"]}])
    (gone,) = block["withdrawn"]
    assert (gone["of"], gone["wording"], gone["by"]) == (OF_BOTH["by"], OF_BOTH["wording"], ["Chair"])
    assert (gone["is"], gone["reason"]) == ("taken out", "too much")
    # The number is that of the paper: the wording is there no more.
    again = drafter(
        "select", room.selection, "--drop", "1 bis", "--in", room.folder / "round-1.docx", status=2
    )
    assert "af-37b has no wording “Establish two funds” any more" in again


def test_a_meetings_words_that_are_dropped_leave_what_somebody_proposes_on_the_same_source(tmp_path):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n  sources: [+lac-19h]\n  wordings:\n"
        "  - sources: [lac-79j]\n  - sources: [lac-19h]\n    role: alternative\n"
        "  - {by: [Egypt], sources: [lac-19h, af-37b], role: alternative, wording: Repeal such laws}\n",
    )
    text = room.selection.read_text("utf-8").replace("[+lac-19h]", "[+lac-19h, +af-37b]")
    room.selection.write_text(text, "utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "too long", "--by", "Chair")
    block = room.block("lac-79j")
    assert block["sources"] == ["+lac-19h", "+af-37b"]
    assert [one["sources"] for one in block["wordings"]] == [["lac-79j"], ["lac-19h", "af-37b"]]
    assert "too long" in room.markdown()


def test_of_two_who_declared_a_proposal_together_one_withdraws(room):
    told = withdrawn(room, "2 bis", "Egypt")
    assert "“Plant gardens” stays, as what Chile proposes." in told
    block = room.block("gardens")
    assert block["sources"] == ["+lac-19h"]
    assert {"by": ["Chile"], "wording": "Plant gardens"} in block["wordings"]
    (gone,) = block["withdrawn"]
    assert gone == {"of": ["Egypt"], "sources": ["two-1"], "wording": "Plant gardens", "by": ["Egypt"]}
    assert "Plant gardens" in room.markdown().partition("Annex I.")[0]


def test_who_withdraws_a_paragraph_that_it_declared_with_another_leaves_it_to_that_one(tmp_path):
    (tmp_path / "sources.yaml").write_text(DECLARED, encoding="utf-8")
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: gardens\n  sources: [+two-1]\n")
    told = withdrawn(room, "gardens", "Egypt")
    assert "gardens: “Plant gardens” stays, as what Chile proposes." in told
    refused = drafter(
        "select", room.selection, "--status", "withdrawn", "gardens", "--by", "Brazil", status=2
    )
    assert "gardens has what Chile proposes, not Brazil; nothing was written" in refused


@pytest.mark.thorough
def test_a_file_that_brings_back_what_was_withdrawn_or_dropped_says_so(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Norway", "policies", "customs")
    reword(edit.clause("clause_legal_aid"), "Norway", "legal aid", "translators")
    new = added_below(edit, edit.clause("clause_lac_79j"), "Norway", "Uphold the gardens of the host city;")
    for one in edit.references(new):
        one.getparent().remove(one)
    back = room.save(edit)
    room.home(back)
    drafter("select", room.selection, "--take-all")
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    listed = json.loads(drafter_here("select", room.selection, "--list", "--json").stdout)["clauses"]
    number = {one["id"]: one["number"] for one in listed}
    gardens = next(one for one in number if "gardens" in one)
    drafter("select", room.selection, "--status", "withdrawn", f"{number['af-37b']} bis", "--by", "Norway")
    drafter("select", room.selection, "--status", "withdrawn", gardens, "--by", "Norway")
    dropped = f"{number['legal-aid']} bis"
    drafter("select", room.selection, "--drop", dropped, "--reason", "too long", "--by", "Chair")
    told = " ".join(room.home(back).split())
    again = "; taken, they stand again)"
    assert f"(these words were in af-37b and are withdrawn by Norway{again}" in told
    assert f"(these words were in legal-aid and are taken out: too long (Chair){again}" in told
    assert f"(these words were in {gardens} and are withdrawn by Norway{again}" in told


def test_a_strike_of_ones_own_paragraph_is_settled_once_it_is_withdrawn_as_advised(tmp_path):
    own = "- id: own-1\n  wordings:\n  - by: [Norway]\n    wording: Protect narwhals\n"
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: lac-79j\n{own}")
    edit = room.edit()
    line = next(one for one in edit.lines("SingleTxt") if "narwhals" in "".join(one.itertext()))
    struck_whole(line, "Norway")
    assert '--status withdrawn "2" --by "Norway"' in room.home(room.save(edit))
    withdrawn(room, "own-1", "Norway")
    assert not room.proposed
    assert "has nothing that" in room.home(room.folder / "back.docx")
