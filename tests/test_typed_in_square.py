"""Wishes typed in square brackets, or in a paragraph of their own; numbers as a room writes them."""

import pytest
import yaml
from word_editing import element, run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed, reword

SELECTION = """\
matrix: kyoto-2021
delegations: [Kenya, Norway, Peru, Iran (Islamic Republic of)]
clauses:
- id: wells
  text: Dig wells in every district
- id: yews
  wordings:
  - {by: [Kenya], wording: Plant yews on the coast}
- id: af-37b
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def line(edit, words):
    return next(one for one in edit.body.iter(w("p")) if words in said(one))


def put_in(edit, words, author="Peru", style="SingleTxt"):
    new = element(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
    new.append(change("ins", author, run(words)) if author else run(words))
    line(edit, "Dig wells").addnext(new)
    if author:
        end_changed(new, "ins", author)
    return edit


def blocks(room):
    return yaml.safe_load(room.selection.read_text("utf-8"))["clauses"]


IRAN = "Iran (Islamic Republic of)"


@pytest.mark.parametrize("author", ["Norway", ""])
@pytest.mark.parametrize(
    ("typed", "wishes"),
    [
        (" [Norway: delete]", [(["Norway"], "delete")]),
        (" [Norway: delete; Peru: move up]", [(["Norway"], "delete"), (["Peru"], "move up")]),
        (f" [{IRAN}: retain]", [([IRAN], "retain")]),
    ],
)
def test_a_wish_in_square_brackets_behind_a_paragraph_is_a_wish(room, author, typed, wishes):
    edit = room.edit()
    at = line(edit, "Dig wells")
    at.append(change("ins", author, run(typed)) if author else run(typed))
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    block = room.block("wells")
    assert block["text"] == "Dig wells in every district"
    assert [(one["by"], one["says"]) for one in block["wishes"]] == wishes
    assert "has nothing that" in room.home(paper)


def test_it_is_so_behind_the_names_of_a_wording_and_behind_a_bracket(room):
    edit = room.edit()
    line(edit, "Plant yews").append(run(" [Norway: delete]"))
    edit.replace_words(line(edit, "Dig wells"), "every district", "every [remote] [Peru: delete] district")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert room.block("yews")["wishes"] == [{"by": ["Norway"], "says": "delete"}]
    assert room.block("yews")["wordings"] == [{"by": ["Kenya"], "wording": "Plant yews on the coast"}]
    assert room.block("wells")["text"] == "Dig wells in every [remote] (Peru: delete) district"


@pytest.mark.parametrize("typed", ["[see: below]", "[pillar one: water] and roads", "[Annex: rules]"])
def test_other_words_in_square_brackets_stay_words(room, typed):
    edit = room.edit()
    reword(line(edit, "Dig wells"), "Peru", "every district", f"every district {typed}")
    room.home(room.save(edit))
    drafter("select", room.selection, "--take-all")
    assert typed in room.block("wells")["wordings"][0]["wording"]


@pytest.mark.parametrize("style", ["SingleTxt", "AltTxt", ""])
@pytest.mark.parametrize("author", ["Peru", ""])
@pytest.mark.parametrize("typed", ["[Norway: delete]", "(Norway: delete) (Kenya: retain)."])
def test_a_wish_in_a_paragraph_of_its_own_is_told_and_is_no_paragraph(room, typed, author, style):
    told = room.home(room.save(put_in(room.edit(), typed, author, style)))
    assert told.count(f"“{typed}” typed in a paragraph of its own is a wish and no words") == 1
    assert "is not imported" not in told
    assert room.proposed == {}


NUMBERS = ["OP10bis.", "OP 10 bis", "PP3.", "10bis.", "7 ter)", "OP4 alt.", "OP12 alt 2."]


@pytest.mark.parametrize("style", ["SingleTxt", ""])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_as_a_room_writes_it_is_no_word_and_is_told(room, number, style):
    told = room.home(room.save(put_in(room.edit(), f"{number} Build canals", style=style)))
    (new,) = [one["set"] for name, one in room.proposed.items() if ":new:" in name]
    assert new["wordings"][0]["wording"] == "Build canals"
    assert f"“{number}” typed before" in told
    assert "was read as its number" in told


@pytest.mark.parametrize("words", ["OPEC members build canals", "10 biscuit makers meet", "PPP funds grow"])
def test_words_that_begin_alike_stay_words(room, words):
    room.home(room.save(put_in(room.edit(), words)))
    (new,) = [one["set"] for name, one in room.proposed.items() if ":new:" in name]
    assert new["wordings"][0]["wording"] == words
