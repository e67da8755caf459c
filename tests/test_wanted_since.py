"""A wish behind a bracket in a text that the desk has changed since: it goes behind that bracket there."""

import pytest
from word_room import Room, drafter
from word_tracking import reword

SELECTION = """\
matrix: kyoto-2021
options:
  alternatives: bis
clauses:
- id: alternatives-to-incarceration
  wordings:
  - sources: [lac-40i]
  - sources: [ap-34g]
    wording: Share practices of alternatives to [long] (Japan) incarceration
  - sources: [af-37c]
  - sources: [eu-43f]
- id: lac-79j
"""
NOW = "Promote marigolds in the place of [long] (Japan) incarceration"
WANTED = "(Japan; European Union: delete)"


def room_and_paper(tmp_path, author):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = next(one for one in edit.lines("AltTxt") if "[long]" in "".join(one.itertext()))
    if author:
        reword(line, author, "(Japan)", WANTED)
    else:
        edit.replace_words(line, "(Japan)", WANTED)
    return room, room.save(edit)


def with_text(room, words):
    """The selection with one text in the place of the four wordings, as “--word” writes it."""
    before, _, rest = room.selection.read_text("utf-8").partition("  wordings:\n")
    _, end, rest = rest.partition("- id: lac-79j")
    room.selection.write_text(f"{before}  wording: {words}\n{end}{rest}", encoding="utf-8")


@pytest.mark.parametrize(
    ("author", "more"),
    [("European Union", ()), pytest.param("", ("--of", "Japan"), marks=pytest.mark.thorough)],
)
@pytest.mark.parametrize("way", [(), pytest.param(("--as-text",), marks=pytest.mark.thorough)])
def test_a_wish_goes_behind_the_bracket_in_the_text_of_today(tmp_path, author, more, way):
    room, paper = room_and_paper(tmp_path, author)
    with_text(room, NOW)
    told = room.home(paper, more=more)
    assert "the selection has changed other words of it" in told
    drafter("select", room.selection, "--take-all", *way)
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert NOW.replace("(Japan)", WANTED) in text
    assert "Share practices" not in text
    assert "nothing that" in room.home(paper, more=more)


@pytest.mark.thorough
def test_where_that_has_no_such_bracket_the_text_of_today_stays_and_the_other_stands_beside_it(tmp_path):
    room, paper = room_and_paper(tmp_path, "European Union")
    with_text(room, "Promote marigolds")
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    assert "1. [Promote marigolds;]" in text
    assert f"[long] {WANTED} incarceration;] *(European Union)*" in text
