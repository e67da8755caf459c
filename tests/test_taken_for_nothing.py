"""What changes nothing, since the selection says it by now: that is said, and why."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import reword, struck_whole

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: desk
  sources: [+norway-0]
  wordings:
    - sources: [norway-0]
      by: [Norway]
      wording: Publish the number of persons held
    - role: alternative
      by: [Brazil]
      wording: Publish the number of prisons
"""
SOURCES = """\
proposals:
- id: norway-0
  by: [Norway]
  date: 20 November 2026
  text: Publish the number of persons held.
"""


@pytest.fixture
def room(tmp_path):
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def test_a_wording_that_was_withdrawn_meanwhile_is_struck_already(room):
    edit = room.edit()
    struck_whole(line(edit, "persons held"), "Norway")
    room.home(room.save(edit))
    drafter("select", room.selection, "--status", "withdrawn", "1", "--by", "Norway")
    before = room.selection.read_bytes()
    told = room.take("desk:sources:norway")
    assert room.selection.read_bytes() == before
    assert "nothing is changed by it: what Norway proposed stands below “withdrawn” in desk already" in told
    assert room.proposed == {}


@pytest.mark.thorough
def test_words_that_stand_there_by_now_change_nothing(room):
    edit = room.edit()
    reword(line(edit, "prisons"), "Brazil", "prisons", "all prisons")
    room.home(room.save(edit))
    text = room.selection.read_text("utf-8")
    room.selection.write_text(text.replace("of prisons", "of all prisons"), "utf-8")
    told = room.take("desk:wording:brazil")
    assert "desk:wording:brazil: nothing is changed by it, since" in told


@pytest.mark.thorough
def test_of_what_changes_something_it_is_not_said(room):
    edit = room.edit()
    reword(line(edit, "prisons"), "Brazil", "prisons", "all prisons")
    room.home(room.save(edit))
    assert "nothing is changed" not in room.take("desk:wording:brazil")


@pytest.mark.thorough
def test_a_file_that_is_read_again_after_others_withdrew_is_in_the_selection(room):
    edit = room.edit()
    reword(line(edit, "prisons"), "Brazil", "prisons", "all prisons")
    back = room.save(edit)
    room.home(back)
    room.take("desk:wording:brazil")
    drafter("select", room.selection, "--status", "withdrawn", "1", "--by", "Norway")
    told = room.home(back)
    assert "has nothing that selection.yaml does not say already" in told.replace(str(room.folder) + "/", "")
    assert "not imported" not in told
    assert "stays in Word" not in told
    assert room.proposed == {}


def test_where_a_comment_is_all_that_is_written_that_is_not_called_nothing(room):
    text = room.selection.read_text("utf-8").replace("[Brazil]", "[Brazil, Chile]")
    room.selection.write_text(text, "utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    edit = room.edit()
    reword(line(edit, "of prisons"), "Japan", "(Brazil, Chile)", "(Brazil)")
    room.home(room.save(edit))
    told = room.take("desk:sponsors:japan")
    assert "# Japan: without the name of Chile behind" in room.selection.read_text("utf-8")
    assert "nothing is changed" not in told
