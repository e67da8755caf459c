"""A file that one delegation passes on to another: what the first changed in it is one proposal."""

import pytest
from test_new_of_delegations import typed
from word_room import Room, drafter
from word_tracking import reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

WORDS = "Build courts on every island of the sea"


def with_new(room):
    edit = room.edit()
    edit.clause("clause_lac_79j").addprevious(typed(WORDS, "Egypt"))
    return edit


@pytest.mark.parametrize("way", ["together", "one by one", "a paragraph before it"])
def test_a_new_paragraph_that_was_passed_on_is_one_proposal_of_its_first_author(tmp_path, way):
    room = Room(tmp_path)
    first = room.save(with_new(room), "egypt.docx")
    edit = with_new(room)
    reword(edit.clause("clause_legal_aid"), "Japan", "Pay", "Care")
    if way == "a paragraph before it":
        edit.clause("clause_af_37b").addnext(typed("Mend the sea walls of every old harbour", "Japan"))
    second = room.save(edit, "japan.docx")
    if way == "together":
        told = room.home(first, second)
    else:
        room.home(first)
        told = room.home(second)
    name = "build-courts-every:new:egypt"
    assert f"{name}, from {first}, stands in {second}, too: it is one proposal." in told
    assert [one for one in room.proposed if one.startswith("build")] == [name]
    assert "legal-aid:wording:japan" in room.proposed
    drafter("select", room.selection, "--take-all")
    assert room.markdown().partition("Annex I.")[0].count(WORDS) == 1
    assert room.block("build-courts-every")["wordings"] == [{"by": ["Egypt"], "wording": WORDS}]
    for file in (first, second):
        assert "nothing that" in room.home(file)


def test_what_was_accepted_before_a_file_was_passed_on_is_said_to_be_its_authors(tmp_path):
    room = Room(tmp_path)
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Norway", "Revise", "Repeal")
    first = room.save(edit, "norway.docx")
    edit = room.edit()
    edit.replace_words(edit.clause("clause_af_37b"), "Revise", "Repeal")
    reword(edit.clause("clause_legal_aid"), "Brazil", "Pay", "Care")
    told = room.home(first, room.save(edit, "brazil.docx"))
    said = "the same words as Norway proposes in norway.docx; where they are only that, leave this one"
    assert f"af-37b:wording clause 1: words ({said})" in " ".join(told.split())
