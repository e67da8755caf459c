"""A delegation's new paragraph, sent again and amended in a file of the same round."""

import pytest
from test_new_of_delegations import typed
from word_room import Room, drafter

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

OLD, NEW = "Take heron measures in every port", "Take heron and egret measures in every port"


def sent(room, name, by="Egypt", words=OLD):
    edit = room.edit()
    edit.clause("clause_lac_79j").addprevious(typed(words, by))
    return room.save(edit, name)


def printed(room):
    return room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")


def test_what_it_amends_of_its_own_goes_for_the_new_words(tmp_path):
    room = Room(tmp_path)
    room.home(sent(room, "egypt.docx"))
    drafter("select", room.selection, "--take-all")
    told = room.home(sent(room, "egypt-late.docx", words=NEW))
    assert "the selection has changed it too" not in told
    (name,) = room.proposed
    drafter("select", room.selection, "--take-all")
    assert f"{NEW};] (Egypt)" in printed(room)
    assert OLD not in printed(room)
    assert OLD in room.selection.read_text("utf-8"), name


def test_what_somebody_else_amends_stands_beside(tmp_path):
    room = Room(tmp_path)
    room.home(sent(room, "egypt.docx"))
    drafter("select", room.selection, "--take-all")
    edit = room.edit()
    edit.clause("clause_lac_79j").addprevious(typed(NEW, "Japan"))
    room.home(room.save(edit, "japan.docx"))
    drafter("select", room.selection, "--take-all")
    assert f"{OLD};] (Egypt)" in printed(room)
    assert f"{NEW};] (Japan)" in printed(room)
