"""Wishes that somebody types among the names of those who propose a wording: “(Egypt; Japan: delete)”."""

import pytest
from test_changed_in_anothers_bracket import paragraph, put_behind
from word_editing import said
from word_room import Room, drafter
from word_tracking import cut_out, reword

from drafter.brackets import in_full

# Each makes drafts and reads a file back: .ci/run does it.
pytestmark = pytest.mark.thorough

EGYPT = "Egypt on behalf of the African Group"
LISTED = f"delegations: [Kenya, Japan, Norway, {EGYPT}, European Union]\n"


def selection(by, listed=LISTED):
    return f"""\
matrix: kyoto-2021
{listed}clauses:
- id: af-37b
- id: net
  heading: item-4-ii
  text: Build a heron net for all
  wordings:
  - by: [{by}]
    wording: Build a heron pond for all
"""


def printed(room):
    words = room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")
    return [line.partition(". ")[2] for line in words.splitlines() if "heron pond" in line]


def taken(room, edit, more=()):
    """What is printed with all that the file proposes; read again it has no more."""
    file = room.save(edit)
    room.home(file, more=more)
    drafter("select", room.selection, "--take-all")
    assert "net:" not in room.home(file, more=more)
    return printed(room)


@pytest.mark.parametrize("listed", [LISTED, ""])
@pytest.mark.parametrize(
    ("words", "new"),
    [
        (EGYPT, "; European Union: delete"),
        (EGYPT, ", European Union: delete"),
        ("(", "European Union: delete; "),
    ],
)
@pytest.mark.parametrize("author", ["European Union", ""])
def test_it_is_the_wish_alone(tmp_path, listed, words, new, author):
    room = Room(tmp_path, selection(EGYPT, listed))
    edit = room.edit()
    put_behind(paragraph(edit, "heron pond"), author, words, new)
    assert taken(room, edit) == [f"[Build a heron pond for all.] ({EGYPT}) (European Union: delete)"]
    assert "delete: 1 proposal" not in drafter("status", room.selection)


def test_so_it_is_where_the_style_of_names_is_lost(tmp_path):
    room = Room(tmp_path, selection("Kenya"))
    edit = room.edit()
    names = cut_out(paragraph(edit, "heron pond"), "(Kenya)")
    del names[:-1]
    names[-1].text = "(Kenya; European Union: delete)"
    assert taken(room, edit) == ["[Build a heron pond for all.] (Kenya) (European Union: delete)"]


def test_beside_it_somebody_can_join(tmp_path):
    room = Room(tmp_path, selection("Kenya"))
    edit = room.edit()
    there = paragraph(edit, "heron pond")
    put_behind(there, "European Union", "(Kenya", "; European Union: delete; Japan: retain")
    put_behind(there, "Norway", "(Kenya", ", Norway")
    (line,) = taken(room, edit)
    assert line == "[Build a heron pond for all.] (Kenya, Norway) (European Union: delete; Japan: retain)"


def test_who_proposes_the_words_and_wants_something_of_them_stays_behind_them(tmp_path):
    room = Room(tmp_path, selection("Kenya"))
    edit = room.edit()
    put_behind(paragraph(edit, "heron pond"), "Kenya", "(Kenya", ": delete")
    assert taken(room, edit) == ["[Build a heron pond for all.] (Kenya) (Kenya: delete)"]


def test_who_rewords_the_wording_besides_wants_it_of_the_words_that_stood_there(tmp_path):
    room = Room(tmp_path, selection("Kenya"))
    edit = room.edit()
    there = paragraph(edit, "heron pond")
    put_behind(there, "European Union", "(Kenya", "; European Union: delete")
    reword(there, "European Union", "all", "each")
    assert taken(room, edit) == [
        "[Build a heron pond for all.] (Kenya) (European Union: delete)",
        "[Build a heron pond for each.] (European Union)",
    ]


def test_a_group_for_which_a_known_name_speaks_is_that_name(tmp_path):
    room = Room(tmp_path, selection("Kenya"))
    edit = room.edit()
    there = paragraph(edit, "heron pond")
    put_behind(there, EGYPT, "(Kenya)", " (the African Group: delete)")
    assert taken(room, edit) == [f"[Build a heron pond for all.] (Kenya) ({EGYPT}: delete)"]
    assert said(there).endswith("(the African Group: delete)")


def test_whom_nobody_lists_is_told_with_the_proposal(tmp_path):
    room = Room(tmp_path, selection("Kenya"))
    edit = room.edit()
    put_behind(paragraph(edit, "heron pond"), "Japan", "(Kenya)", " (Atlantis: delete)")
    room.home(room.save(edit))
    would_name = "would name “Atlantis”, which “delegations” in selection.yaml does not list"
    told = drafter("select", room.selection, "--take-all", status=1)
    assert f"net:remark:japan was left to be decided about: it {would_name}" in told
    told = drafter("select", room.selection, "--take", "net:remark:japan", status=2)
    assert f"net:remark:japan {would_name}" in told


def test_a_group_is_a_known_name_where_one_alone_speaks_for_it():
    both = (EGYPT, "Kenya on behalf of the African Group")
    assert in_full("the African Group", {}, [EGYPT]) == EGYPT
    assert in_full("African Group", {}, both) == "African Group"
    assert in_full("African Group", {}, [EGYPT, "African Group"]) == "African Group"
    assert in_full("Egypt", {}, [EGYPT]) == "Egypt"
