"""Who moves a wording of a paragraph, or a paragraph: the order is told as that one's, and in the block."""

from copy import deepcopy

import pytest
from test_co_sponsors import line
from word_room import Room, drafter
from word_tracking import change, end_changed, w

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


@pytest.mark.thorough
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


def test_an_order_of_wordings_alone_is_a_remark_of_each_who_would_have_it(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line(edit, "Plant oaks").addnext(line(edit, "pines"))
    paper = room.save(edit)
    for name in ("Egypt", "Kenya"):
        said = f"{name}: “Plant pines along all the roads” right behind “Plant oaks in every town”"
        assert said in " ".join(room.home(paper, more=("--of", name)).split())
        drafter("select", room.selection, "--take-all")
        assert f"# {said}" in room.selection.read_text("utf-8")
        assert "has nothing that" in room.home(paper, more=("--of", name))
    assert "Kenya: 1 remark" in drafter("status", room.selection)


TREES = "matrix: kyoto-2021\nclauses:\n" + "".join(
    f"- id: {one}\n  text: Plant {one} in every town\n" for one in ("oaks", "birches", "pines", "limes")
)


def move_tracked(paragraph, behind, author):
    """Move a paragraph behind another one, tracked."""
    arrived = deepcopy(paragraph)
    for mark in [*arrived.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    behind.addnext(arrived)
    for one, kind in ((paragraph, "moveFrom"), (arrived, "moveTo")):
        for content in [each for each in one.iter(w("r")) if each.getparent() is one]:
            place = change(kind, author)
            content.addprevious(place)
            place.append(content)
        end_changed(one, kind, author)


@pytest.mark.parametrize("more", [(), pytest.param(("--of", "Chile"), marks=pytest.mark.thorough)])
def test_of_two_neighbours_the_one_is_told_that_was_moved_and_its_block_says_by_whom(tmp_path, more):
    room = Room(tmp_path, TREES)
    edit = room.edit()
    move_tracked(line(edit, "Plant birches"), line(edit, "Plant pines"), "Chile")
    paper = room.save(edit)
    told = room.home(paper, more=more)
    assert [*room.proposed] == ["birches:order:chile"]
    assert "behind “pines”" in told
    room.take("birches")
    words = room.selection.read_text("utf-8")
    assert words.index("- id: pines") < words.index("- id: birches") < words.index("- id: limes")
    assert "  text: Plant birches in every town\n  # moved, from back.docx, clause 2, by Chile\n" in words
    assert "has nothing that" in room.home(paper, more=more)
    drafter("select", room.selection, "--undo")
    assert room.selection.read_text("utf-8") == TREES
