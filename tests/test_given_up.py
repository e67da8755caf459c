"""A delegation gives up its change in its own alternative, so that the text's words are left."""

import pytest
from word_editing import said
from word_room import AF_37B, Room, drafter
from word_tracking import reword

ANACONDA = AF_37B.replace("laws", "anaconda laws")
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - sources: [af-37b]
  - by: [Brazil]
    wording: {ANACONDA}
  - by: [Brazil]
    wording: Plant oaks on every island
- id: lac-79j
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


@pytest.mark.parametrize("more", [(), pytest.param(("--of", "Brazil"), marks=pytest.mark.thorough)])
def test_who_makes_the_text_of_its_own_wording_is_told_how_to_withdraw_it(room, more):
    edit = room.edit()
    if more:
        edit.replace_words(line(edit, "anaconda"), "anaconda laws", "laws")
    else:
        reword(line(edit, "anaconda"), "Brazil", "anaconda laws", "laws")
    paper = room.save(edit)
    told = " ".join(room.home(paper, more=more).split())
    assert f"Brazil would delete its own wording “{ANACONDA}”" in told
    assert 'its own words; to withdraw them: --status withdrawn "1 bis" --by "Brazil"' in told
    assert "would take out or reword" not in told
    drafter("select", room.selection, "--take-all")
    wordings = room.block("af-37b")["wordings"]
    assert [one.get("wording", "") for one in wordings] == ["", ANACONDA, "Plant oaks on every island"]
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Brazil")
    assert "anaconda" in str(room.block("af-37b")["withdrawn"])
    assert "has nothing that" in room.home(paper, more=more)


def test_what_it_changes_in_another_wording_of_its_own_comes_home_beside(room):
    edit = room.edit()
    reword(line(edit, "anaconda"), "Brazil", "anaconda laws", "laws")
    reword(line(edit, "oaks"), "Brazil", "oaks", "elms")
    told = " ".join(room.home(room.save(edit)).split())
    assert "its own words; to withdraw them" in told
    drafter("select", room.selection, "--take-all")
    wordings = room.block("af-37b")["wordings"]
    assert [one.get("wording", "") for one in wordings] == ["", ANACONDA, "Plant elms on every island"]


def test_so_it_is_where_the_text_is_in_somebodys_own_words(room):
    text = SELECTION.replace("- sources: [af-37b]", "- sources: [af-37b]\n    wording: Abolish unjust laws")
    room.selection.write_text(text.replace(ANACONDA, "Abolish unjust and old laws"), encoding="utf-8")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    edit = room.edit()
    reword(line(edit, "old laws"), "Brazil", "unjust and old", "unjust")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert [one["by"] for one in room.block("af-37b")["wordings"][1:]] == [["Brazil"], ["Brazil"]]
    assert "Abolish unjust and old laws" in str(room.block("af-37b")["wordings"])
