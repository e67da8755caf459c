"""Who moves a wording and rewords another one in the same paragraph: the order is told, too."""

import pytest
from test_co_sponsors import line
from word_room import Room, drafter

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: own-1
  wordings:
  - by: [Chile]
    wording: Plant oaks in every town
  - by: [Norway]
    wording: Plant birches on every island
  - by: [Japan]
    wording: Plant pines along all the roads
"""


@pytest.mark.parametrize(
    ("behind", "said"),
    [
        ("Plant oaks", "Egypt: “Plant pines along all the roads” right behind “Plant oaks in every town”"),
        ("", "Egypt: “Plant pines along all the roads” before the other wordings"),
    ],
)
def test_the_order_comes_home_beside_words_of_its_own(tmp_path, behind, said):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    edit.replace_words(line(edit, "birches"), "every island", "all islands")
    pines = line(edit, "pines")
    if behind:
        line(edit, behind).addnext(pines)
    else:
        line(edit, "Plant oaks").addprevious(pines)
    paper = room.save(edit)
    told = room.home(paper, more=("--of", "Egypt"))
    assert said in " ".join(told.split())
    drafter("select", room.selection, "--take-all")
    assert f"# {said}" in room.selection.read_text("utf-8")
    new = room.block("own-1")["wordings"][-1]
    assert (new["by"], new["wording"]) == (["Egypt"], "Plant birches on all islands")
    assert "has nothing that" in room.home(paper, more=("--of", "Egypt"))
