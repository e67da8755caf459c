"""Words that somebody writes under names that stand there, or with names: they are nobody's but theirs."""

import pytest
from word_editing import element, run, said
from word_room import Room
from word_tracking import change, end_changed, reword

BRAZILS, JAPANS = "Build no prison on the coast", "Abolish all prisons everywhere"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
    - by: [Egypt]
      wording: Repeal such laws
    - by: [Brazil, Egypt]
      wording: {BRAZILS}
- id: lac-79j
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def of_brazil(edit):
    return next(one for one in edit.lines("AltTxt") if BRAZILS in said(one))


def replaced(room, author="", *, name=""):
    """The paper in which all words of Brazil's and Egypt's wording are others; their names still stand."""
    edit = room.edit()
    if author:
        reword(of_brazil(edit), author, BRAZILS, JAPANS)
    else:
        edit.replace_words(of_brazil(edit), BRAZILS, JAPANS)
    if name:
        edit.replace_words(
            of_brazil(edit) if author else edit.lines("AltTxt")[-1], "Egypt)", f"Egypt, {name})"
        )
    return room.save(edit)


@pytest.mark.parametrize(
    ("author", "more", "name"),
    [("Japan", (), ""), pytest.param("", ("--of", "Japan"), "Japan", marks=pytest.mark.thorough)],
)
def test_words_in_the_place_of_all_of_anothers_do_not_get_the_names_behind_them(room, author, more, name):
    told = " ".join(room.home(replaced(room, author, name=name), more=more).split())
    assert f"was: {BRAZILS} now: {JAPANS}" in told
    assert "would take out or reword what Brazil and Egypt proposed, which stays" in told
    room.take(*room.proposed)
    assert [(one["wording"], one["by"]) for one in room.block("af-37b")["wordings"][1:]] == [
        (BRAZILS, ["Brazil", "Egypt"]),
        (JAPANS, ["Japan"]),
    ]


def test_a_delegation_that_replaces_all_of_its_own_words_rewords_them(room):
    edit = room.edit()
    own = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    reword(own, "Egypt", "Repeal such laws", "Honour judges")
    room.home(room.save(edit))
    assert list(room.proposed) == ["af-37b:wording:egypt"]
    room.take(*room.proposed)
    assert [(one["wording"], one["by"]) for one in room.block("af-37b")["wordings"] if one.get("by")] == [
        ("Honour judges", ["Egypt"]),
        (BRAZILS, ["Brazil", "Egypt"]),
    ]


def test_anothers_name_that_somebody_types_behind_new_words_is_said(room):
    edit = room.edit()
    new = element('<w:p><w:pPr><w:pStyle w:val="AltTxt"/></w:pPr></w:p>')
    new.append(change("ins", "Japan", run("1 quater.\t[Tax prisons on the coast] (Brazil)")))
    end_changed(new, "ins", "Japan")
    of_brazil(edit).addnext(new)
    told = room.home(room.save(edit))
    assert "names Brazil beside whoever says so" in told
    room.take(*room.proposed)
    assert room.block("af-37b")["wordings"][-1]["by"] == ["Japan", "Brazil"]
