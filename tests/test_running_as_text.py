"""What a delegation puts into running words, taken as the text: its words and those that stood there."""

import pytest
import yaml
from test_home_staying import of
from word_editing import run
from word_room import Room
from word_tracking import change

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: lac-79j
"""
# A heading of a theme, one of a part, the title, a line of the preamble: the words there, and their style.
PLACES = [
    ("item-4-ii", ("Gender-sensitive approaches", "H4")),
    ("actions", ("Actions", "H1")),
    ("title", ("Compilation of candidate paragraphs",)),
    ("preamble", ("Declare the following:",)),
]


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def lines(room, name):
    found = yaml.safe_load(room.selection.read_text("utf-8"))
    text = found["about"][name] if name == "title" else found["words"][name]
    return [line.lstrip("# ") for line in text.splitlines() if line]


def typed_behind(room, heading):
    """A paper with words of Norway's typed behind all of a heading."""
    edit = room.edit()
    of(edit, *heading).append(change("ins", "Norway", run(" and minks")))
    return room.save(edit)


@pytest.mark.parametrize(("name", "heading"), PLACES)
def test_words_typed_at_the_end_stand_behind_those_that_stood_there(room, name, heading):
    room.home(typed_behind(room, heading))
    told = room.take(f"{name}:words:norway", more=("--as-text", "--by", "Chair"))
    assert f"{heading[0]} and minks" in lines(room, name)
    assert "the selection has changed" not in told


def test_so_do_they_where_the_selection_has_changed_others_since(room):
    paper = typed_behind(room, ("Compilation of candidate paragraphs",))
    since = "about:\n  title: Revised compilation of candidate paragraphs\nclauses:"
    room.selection.write_text(SELECTION.replace("clauses:", since), encoding="utf-8")
    room.home(paper)
    told = room.take("title:words:norway", more=("--as-text", "--by", "Chair"))
    assert lines(room, "title") == ["Revised compilation of candidate paragraphs and minks"]
    assert "the selection has changed" not in told


def test_where_both_changed_the_same_theirs_stand_and_the_others_stay_as_a_comment(room):
    paper = typed_behind(room, ("Gender-sensitive approaches", "H4"))
    since = 'words:\n  item-4-ii: "### Gender-sensitive approaches and voles"\nclauses:'
    room.selection.write_text(SELECTION.replace("clauses:", since), encoding="utf-8")
    room.home(paper)
    told = room.take("item-4-ii:words:norway", more=("--as-text", "--by", "Chair"))
    assert lines(room, "item-4-ii") == ["Gender-sensitive approaches and minks"]
    assert "replaces what the selection has changed since the paper was made" in told
    assert "Gender-sensitive approaches and voles" in room.selection.read_text("utf-8")
