"""Words for a paragraph that is out by now: whose they are, and who withdrew what, is said as it was."""

import pytest
from word_editing import said
from word_reading import w
from word_room import Room, drafter
from word_tracking import reword

PAY, ROADS = "Pay interpreters in every court", "Light each road at night"
SELECTION = f"""\
matrix: kyoto-2021
clauses:
- id: pay
  text: {PAY}
- id: roads
  wordings:
  - {{by: [Kenya], wording: {ROADS}}}
- id: af-37b
"""
NEW = {"pay": "Pay interpreters and guides in every court", "roads": "Light each road and path at night"}


def late(tmp_path, clause, author):
    """A room in which Kenya withdrew a paragraph, and a file that has other words for it."""
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    line = next(one for one in edit.body.iter(w("p")) if {"pay": PAY, "roads": ROADS}[clause] in said(one))
    old, new = {"pay": ("interpreters", "interpreters and guides"), "roads": ("road", "road and path")}[
        clause
    ]
    if author:
        reword(line, author, old, new)
    else:
        edit.replace_words(line, old, new)
    paper = room.save(edit)
    drafter(
        *("select", room.selection, "--status", "withdrawn", clause, "--by", "Kenya", "--on", "2026-05-10")
    )
    room.home(paper)
    return room


def rows(room):
    """What Annex II has of words that went: whose, the words, and what became of them."""
    cells = [line.split("|") for line in room.markdown().partition("Annex II.")[2].splitlines()]
    return {(one[1].strip(), one[3].strip(), one[4].strip()) for one in cells if len(one) > 4}


@pytest.mark.parametrize("clause", ["pay", "roads"])
def test_words_of_a_delegation_taken_as_text_stand_under_its_name_where_the_paragraph_is_out(
    tmp_path, clause
):
    room = late(tmp_path, clause, "Chile")
    before, was = room.selection.read_bytes(), {"pay": PAY, "roads": ROADS}[clause]

    told = drafter("select", room.selection, "--take-all", "--as-text")

    assert "it stands under the name of Chile, in Annex II" in " ".join(told.split())
    stands = " ".join(drafter("status", room.selection).split())
    assert f"withdrawn by Kenya on 2026-05-10: {clause} “{was}”" in stands
    assert (
        f"left out: proposed since Kenya withdrew the paragraph: {clause} “{NEW[clause]}” (Chile)" in stands
    )
    whose = {words: (who, what) for who, words, what in rows(room)}
    assert whose[NEW[clause]][0] == "Chile"
    assert "withdrawn by" not in whose[NEW[clause]][1].casefold()
    assert "Withdrawn by Kenya on 2026-05-10" in whose[was][1]
    drafter("select", room.selection, "--undo")
    assert room.selection.read_bytes() == before


def test_nobodys_words_are_not_what_was_withdrawn_and_what_was_stays_so(tmp_path):
    room = late(tmp_path, "pay", "")
    before = room.selection.read_bytes()
    room.take("pay")

    stands = " ".join(drafter("status", room.selection).split())
    assert f"withdrawn by Kenya on 2026-05-10: a wording of pay “{PAY}”" in stands
    assert f"left out: written since Kenya withdrew the paragraph: pay “{NEW['pay']}”" in stands
    whose = {words: what for _, words, what in rows(room)}
    assert "Withdrawn by Kenya on 2026-05-10" in whose[PAY]
    assert "written since Kenya withdrew the paragraph" in whose[NEW["pay"]]

    # In again it is the text; and who withdraws it then withdraws that.
    drafter("select", room.selection, "--status", "open", "pay")
    assert f"{NEW['pay']};" in room.markdown().partition("Annex I.")[0]
    drafter("select", room.selection, "--status", "withdrawn", "pay", "--by", "Norway")
    assert f"withdrawn by Norway: pay “{NEW['pay']}”" in " ".join(drafter("status", room.selection).split())
    for _ in range(3):
        drafter("select", room.selection, "--undo")
    assert room.selection.read_bytes() == before


def test_words_that_were_not_taken_change_nothing_of_what_was_withdrawn(tmp_path):
    room = late(tmp_path, "pay", "Chile")
    drafter("select", room.selection, "--leave", "pay")
    stands = drafter("status", room.selection)
    assert f"withdrawn by Kenya on 2026-05-10: pay “{PAY}”" in " ".join(stands.split())
    assert "since" not in stands
