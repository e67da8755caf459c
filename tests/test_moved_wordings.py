"""Who moves a wording of a paragraph, or a paragraph: the order is told as that one's, and in the block."""

from copy import deepcopy

import pytest
from test_co_sponsors import line
from word_room import Room, drafter
from word_tracking import change, end_changed, reword, w

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


OF_THREE = "matrix: kyoto-2021\nclauses:\n- id: partnerships-for-reintegration\n"
NAME = "partnerships-for-reintegration:wording"
CLAUSES = ("SingleTxt", "AltTxt")
ORDER = ["lac-40o", "af-37g", "wa-33f"]


def moved_up(room):
    """The paper with its second wording, of wa-33f, behind its third, of af-37g, without tracking."""
    edit = room.edit()
    _, second, third = edit.lines(*CLAUSES)
    third.addnext(second)
    return room.save(edit, "desk.docx")


def amended(room, *, is_tracked):
    edit = room.edit()
    if is_tracked:
        reword(edit.lines(*CLAUSES)[0], "Japan", "ex-offenders", "former offenders")
    else:
        edit.replace_words(edit.lines(*CLAUSES)[0], "ex-offenders", "former offenders")
    return room.save(edit, "amended.docx")


def order_of(room):
    found = room.block("partnerships-for-reintegration")["wordings"]
    assert "former offenders" in found[0]["wording"]
    return [source for one in found for source in one["sources"]]


@pytest.mark.parametrize("is_tracked", [True, pytest.param(False, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("ways", ["one by one", pytest.param("order first", marks=pytest.mark.thorough)])
def test_an_order_stands_whatever_words_are_taken_before_it_or_after_it(tmp_path, ways, is_tracked):
    room = Room(tmp_path, OF_THREE)
    files = (amended(room, is_tracked=is_tracked), moved_up(room))
    room.home(*(reversed(files) if ways == "order first" else files))
    if ways == "one by one":
        words, order = f"{NAME}:japan" if is_tracked else NAME, NAME if is_tracked else f"{NAME}:2"
    else:
        words, order = f"{NAME}:japan" if is_tracked else f"{NAME}:2", NAME
    for one in (order, words) if ways == "order first" else (words, order):
        assert "nothing is changed by it" not in room.take(one, more=["--as-text"])
    assert order_of(room) == ORDER


def test_an_order_stands_taken_together_with_words(tmp_path):
    room = Room(tmp_path, OF_THREE)
    room.home(amended(room, is_tracked=False), moved_up(room))
    drafter("select", room.selection, "--take-all")
    assert order_of(room) == ORDER


def test_two_orders_of_one_paragraph_are_not_taken_together(tmp_path):
    room = Room(tmp_path, OF_THREE)
    edit = room.edit()
    first, second, _ = edit.lines(*CLAUSES)
    second.addnext(first)
    room.home(moved_up(room), room.save(edit, "other.docx"))
    told = drafter("select", room.selection, "--take-all", status=1)
    assert "left to be decided about: they cannot all be taken" in told
