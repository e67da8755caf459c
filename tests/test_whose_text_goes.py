"""Words that a delegation made the text, and a late file replaces: it is said from whom they came."""

import pytest
from test_co_sponsors import line
from word_editing import Edit
from word_room import Room, drafter
from word_tracking import reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

BLOCKS = {
    "text": '- id: own-1\n  text: "Plant oaks in every town of the land"\n',
    "wording": "- id: af-37b\n  wording: Plant oaks in every town of the land\n",
    "beside": """\
- id: own-1
  text: Plant oaks in every town of the land
  wordings:
  - by: [Norway]
    wording: Plant firs in all the towns of our country
""",
}


@pytest.fixture(params=BLOCKS)
def room(request, tmp_path):
    return Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n{BLOCKS[request.param]}- id: lac-79j\n")


def changed(room, who, old, new, paper="round-1.docx"):
    edit = Edit((room.folder / paper).read_bytes())
    reword(line(edit, "Plant oaks"), who, old, new)
    return room.save(edit, f"{who.lower()}.docx")


def taken(room, file):
    room.home(file)
    return drafter("select", room.selection, "--take-all", "--as-text")


def test_the_answer_and_annex_ii_say_whose_they_were(room):
    egypt = changed(room, "Egypt", "every town", "every IBIS town")
    japan = changed(room, "Japan", "the land", "the FALCON land")
    pakistan = changed(room, "Pakistan", "every town of the land", "DRAGON towns")
    taken(room, egypt)
    taken(room, japan)
    told = taken(room, pakistan)
    assert "from egypt.docx, clause 1, by Egypt; japan.docx, clause 1, by Japan" in told
    (row,) = [one for one in room.markdown().splitlines() if one.startswith("| ") and "IBIS" in one]
    assert "by Egypt; japan.docx, clause 1, by Japan" in row
    status = " ".join(drafter("status", room.selection).split())
    assert "this one came from egypt.docx, clause 1, by Egypt" in status


def test_what_the_paper_had_already_is_not_told(room):
    taken(room, changed(room, "Egypt", "every town", "every IBIS town"))
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    japan = changed(room, "Japan", "the land", "the FALCON land", "round-2.docx")
    pakistan = changed(room, "Pakistan", "the land", "the DRAGON land", "round-2.docx")
    taken(room, japan)
    told = taken(room, pakistan)
    assert "(with “FALCON”), from japan.docx, clause 1, by Japan; the text that goes" in told


def test_what_a_person_typed_is_nobodys_by_name(room):
    pakistan = changed(room, "Pakistan", "every town", "every DRAGON town")
    text = room.selection.read_text("utf-8").replace("every town", "every IBIS town")
    room.selection.write_text(text, "utf-8")
    told = taken(room, pakistan)
    assert "(with “IBIS”); the text that goes stands" in told
