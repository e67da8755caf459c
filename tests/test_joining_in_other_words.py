"""Words in the place of a delegation's, typed without tracking, with a name more: who joined is named."""

import pytest
from word_editing import said
from word_room import Room, drafter

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - by: [Kenya]
    wording: Burn such laws
- id: lac-79j
"""


def of_the_facilitator(room, names):
    edit = room.edit()
    line = next(one for one in edit.lines("AltTxt", "SingleTxt") if "Burn such laws" in said(one))
    edit.replace_words(line, "Burn such", "Burn all such")
    edit.replace_words(line, "(Kenya)", names)
    return room.save(edit)


def who_says_what(room):
    return {one["wording"]: one.get("by", []) for one in room.block("af-37b")["wordings"] if "wording" in one}


@pytest.mark.parametrize(("names", "come"), [("(Kenya, Chile)", ["Chile"]), ("(Kenya)", [])])
def test_whoever_was_named_anew_proposes_the_new_words_and_the_others_their_own(tmp_path, names, come):
    room = Room(tmp_path, SELECTION)
    paper = of_the_facilitator(room, names)
    room.home(paper)
    room.take(*room.proposed)
    assert who_says_what(room) == {"Burn such laws": ["Kenya"], "Burn all such laws": come}
    assert "has nothing that" in room.home(paper)


def test_whose_name_has_gone_since_the_paper_did_not_come(tmp_path):
    room = Room(tmp_path, SELECTION.replace("[Kenya]", "[Kenya, Egypt]"))
    edit = room.edit()
    line = next(one for one in edit.lines("AltTxt", "SingleTxt") if "Burn such laws" in said(one))
    edit.replace_words(line, "Burn such", "Burn all such")
    paper = room.save(edit)
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Egypt")
    room.home(paper)
    room.take(*room.proposed)
    assert who_says_what(room) == {"Burn such laws": ["Kenya"], "Burn all such laws": []}


def test_as_the_text_all_names_stand_as_they_were_typed(tmp_path):
    room = Room(tmp_path, SELECTION)
    room.home(of_the_facilitator(room, "(Kenya, Chile)"))
    room.take(*room.proposed, more=("--as-text",))
    assert who_says_what(room) == {"Burn all such laws": ["Kenya", "Chile"]}


def test_as_the_text_words_over_a_delegations_stand_under_the_name_that_the_file_has_which_is_said(tmp_path):
    room = Room(tmp_path, SELECTION)
    paper = of_the_facilitator(room, "(Kenya)")
    assert "taken --as-text, the new words stand under the names behind them, Kenya" in room.home(paper)
    told = room.take(*room.proposed, more=("--as-text",))
    assert "“Burn all such laws” stands under the names behind it in back.docx: Kenya" in told
    assert who_says_what(room) == {"Burn all such laws": ["Kenya"]}
    (gone,) = room.block("af-37b")["withdrawn"]
    assert (gone["of"], gone["wording"], gone["is"]) == (["Kenya"], "Burn such laws", "taken out")
    assert "has nothing that" in room.home(paper)


def test_where_the_name_was_struck_they_are_the_text_of_a_paragraph_that_it_alone_proposed(tmp_path):
    room = Room(tmp_path, SELECTION.replace("- id: af-37b", "- id: own"))
    paper = of_the_facilitator(room, "")
    room.home(paper)
    room.take(*room.proposed, more=("--as-text",))
    assert room.block("own")["text"].strip() == "Burn all such laws"
    assert "wordings" not in room.block("own")
    assert "(Kenya)" not in room.markdown().partition("Annex")[0]
    assert "has nothing that" in room.home(paper)
