"""Brackets with names in a text that changes: whose words and names go is said, and they are kept."""

import pytest
from word_editing import said
from word_reading import w
from word_room import AF_37B, Room, drafter
from word_tracking import reword

BRACKET = "[and baobab practices] (Kenya; Japan: delete)"
TEXT = f"Revise laws and policies {BRACKET} that are discriminatory against women"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: af-37b
  wording: "{TEXT}"
- id: lac-79j
"""
WAYS = [("", ""), ("", "--as-text"), ("Egypt", "--as-text"), ("Kenya", "--as-text")]


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def back(room, old, new, by=""):
    """What the list says of a change of the paragraph; tracked where it is somebody's."""
    edit = room.edit()
    paragraph = next(one for one in edit.body.iter(w("p")) if "Revise" in said(one))
    if by:
        reword(paragraph, by, old, new)
    else:
        edit.replace_words(paragraph, old, new)
    return " ".join(room.home(room.save(edit)).split())


def annex(room):
    return room.markdown().replace("\\", "").partition("Annex II.")[2]


@pytest.mark.parametrize(("by", "how"), WAYS)
def test_words_and_names_that_go_with_a_bracket_are_said_and_kept(room, by, how):
    """However the bracket goes: settled by the desk, struck by another, or by who proposed it."""
    listed = back(room, f" {BRACKET}", "", by)
    assert "Kenya and Japan would have in brackets" in listed
    told = " ".join(drafter("select", room.selection, "--take-all", *filter(None, [how])).split())
    assert "af-37b: what Kenya and Japan would have in brackets does not stand there as it did" in told
    assert room.block("af-37b")["wording"].split() == AF_37B.split()
    assert TEXT in annex(room)
    assert "without the brackets of Kenya and Japan" in " ".join(drafter("status", room.selection).split())


def test_a_name_that_goes_from_its_bracket_is_said_and_kept(room):
    listed = back(room, "Kenya; Japan", "Japan")
    assert "what Kenya would have in brackets does not stay as it is" in listed
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert "what Kenya would have in brackets does not stand there as it did" in told
    assert TEXT in annex(room)


def test_other_words_in_a_bracket_with_the_names_left_behind_it_are_said(room):
    assert "Kenya and Japan would have in brackets does not stay" in back(room, "baobab", "cedar")
    drafter("select", room.selection, "--take-all")
    assert TEXT in annex(room)


def test_words_of_another_within_a_bracket_stand_under_their_own_name(room):
    listed = back(room, "baobab", "cedar", "Egypt")
    assert "taken --as-text, what it changes within the brackets of others stands there" in listed
    told = drafter("select", room.selection, "--take-all", "--as-text")
    assert "does not stand there" not in told
    within = "[and [baobab] (Egypt: delete) [cedar] (Egypt) practices] (Kenya; Japan: delete)"
    assert room.block("af-37b")["wording"] == TEXT.replace(BRACKET, within)


def test_who_wants_nothing_more_of_words_that_stay_takes_out_nothing(room):
    assert "would have in brackets" not in back(room, "; Japan: delete", "", "Japan")
    told = drafter("select", room.selection, "--take-all")
    assert "withdrawn" not in told
    assert "withdrawn" not in room.block("af-37b")


@pytest.mark.parametrize("new", ["Kenya, Egypt", "Kenya on behalf of the African Group"])
def test_who_joins_or_speaks_for_others_takes_nobody_out(room, new):
    assert "would have in brackets" not in back(room, "(Kenya;", f"({new};")


def test_words_beside_the_bracket_take_nobody_out(room):
    assert "would have in brackets" not in back(room, "Revise", "Repeal")


def test_of_two_equal_brackets_each_counts(tmp_path):
    twice = "Revise [, as fits,] (Kenya) laws and [, as fits,] (Kenya) policies"
    room = Room(tmp_path, SELECTION.replace(TEXT, twice))
    listed = back(room, "and [, as fits,] (Kenya) policies", "and policies")
    assert "what Kenya would have in brackets" in listed
