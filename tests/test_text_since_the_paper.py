"""What somebody makes of its own wording never changes the text, whatever has become of that since."""

import io
import itertools
import json
import sys

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import change, reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

OWN = "Plant OTTER trees in every yard"
SELECTION = f"""\
matrix: kyoto-2021
delegations: [Chile, Kenya, Japan, Norway]
clauses:
- id: youth-forums-on-lawfulness
- id: legal-aid
  wordings:
  - by: [Chile]
    wording: {OWN}
"""
OWN_BLOCK = f"""\
matrix: kyoto-2021
delegations: [Chile, Kenya, Japan, Norway]
clauses:
- id: forestry
  wordings:
  - by: [Chile]
    wording: {OWN}
- id: lac-79j
"""
NOTE = "Report of the regional preparatory meeting for Europe, Vienna, para. 43 (f)."


def own_line(edit):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if "OTTER" in said(one))


def noted(edit, author="Chile"):
    line = own_line(edit)
    edit.add_reference(line, NOTE)
    mark = edit.references(line)[-1]
    if author:
        mark.getparent().insert(mark.getparent().index(mark), change("ins", author, mark))


def reworded(edit):
    reword(own_line(edit), "Chile", "trees", "oaks")


def noted_in_other_words(edit):
    reworded(edit)
    noted(edit)


def joined(edit):
    reword(own_line(edit), "Kenya", "Chile", "Chile, Kenya")


def bracketed(edit):
    reword(own_line(edit), "Chile", "in every yard", "[in every yard] (Norway: delete)")


def typed(edit):
    edit.replace_words(own_line(edit), "trees", "oaks")


OF_OWN = [reworded, noted, noted_in_other_words, joined, bracketed, typed]


def worded(room, words="Provide NEWTEXT aid"):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words.encode())))
        drafter("select", room.selection, "--word", "legal-aid")


def worded_with_a_bracket(room):
    worded(room, "[Provide NEWTEXT and WEASEL] (Japan; Norway: delete) to all")


def taken_out(room):
    drafter("select", room.selection, "--drop", "2 bis", "--reason", "merged", "--by", "Chair")


def put_together(room):
    drafter("select", room.selection, "--join", "youth-forums-on-lawfulness", "legal-aid")


def one_source_less(room):
    text = room.selection.read_text("utf-8")
    room.selection.write_text(
        text.replace("- id: legal-aid", "- id: legal-aid\n  sources: [-wa-42a]"), "utf-8"
    )


OF_DESK = [worded, worded_with_a_bracket, taken_out, put_together, one_source_less]


def wordings(room):
    made = json.loads(drafter("draft", room.selection, "--format", "json", "-o", "-").partition("\nWrote")[0])
    return [words["text"] for one in made["clauses"] for words in (one, *one["alternatives"])]


def text_of(room):
    """Every wording but Chile's, in whatever order."""
    return sorted(words for words in wordings(room) if "OTTER" not in words)


def cases():
    """Every way with every other; of wordings in one line none has a number by which it is taken out."""
    for way, own, since in itertools.product(["bis", "lead", "inline"], OF_OWN, OF_DESK):
        is_first = way == "bis" and own in (reworded, noted) and since is worded
        if way == "bis" or since is not taken_out:
            yield pytest.param(way, own, since, marks=[] if is_first else [pytest.mark.thorough])


@pytest.mark.parametrize(("way", "own", "since"), [*cases()])
def test_the_text_afterwards_is_the_text_before(tmp_path, way, own, since):
    room = Room(tmp_path, SELECTION.replace("clauses:", f"options:\n  alternatives: {way}\nclauses:"))
    edit = room.edit()
    own(edit)
    paper = room.save(edit)
    since(room)
    before = text_of(room)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    assert text_of(room) == before
    assert any("OTTER" in words for words in wordings(room))


@pytest.mark.parametrize(
    "own", [noted, *(pytest.param(one, marks=pytest.mark.thorough) for one in OF_OWN if one is not noted)]
)
def test_a_text_that_came_above_it_stays(tmp_path, own):
    room = Room(tmp_path, OWN_BLOCK)
    edit = room.edit()
    own(edit)
    paper = room.save(edit)
    text = OWN_BLOCK.replace("- id: forestry\n", "- id: forestry\n  text: Provide NEWTEXT aid\n")
    room.selection.write_text(text, encoding="utf-8")
    before = text_of(room)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    assert text_of(room) == before
    assert any("OTTER" in words for words in wordings(room))
