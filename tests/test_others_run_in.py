"""A paragraph into which another's was run in Word: as that proposed it, it stands there under its name."""

import pytest
from word_editing import said
from word_reading import w
from word_room import Room, drafter
from word_tracking import end_changed, reword

# Each makes drafts and reads files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
delegations: [Kenya, European Union]
clauses:
- id: commitment
  heading: item-4-ix
  text: Reaffirm our commitments on the treatment of prisoners
- id: gentian
  heading: item-4-ix
  wordings:
  - by: [European Union]
    wording: Underline the gentian role of probation
"""
TEXT = "Reaffirm our commitments on the treatment of prisoners"
OWN = "Underline the gentian role of probation"


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt") if words in said(one))


def run_in(edit, author):
    first, second = line(edit, "Reaffirm our"), line(edit, "Underline the")
    if author:
        end_changed(first, "del", author)
        return
    for one in [one for one in second if one.tag != w("pPr")]:
        first.append(one)
    second.getparent().remove(second)


def printed(room):
    text = room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")
    return [one.partition(". ")[2] for one in text.splitlines() if "gentian" in one or "Reaffirm our" in one]


WAYS = pytest.mark.parametrize(("author", "more"), [("Kenya", ()), ("", ("--of", "Kenya"))])


@WAYS
def test_in_its_words_it_keeps_its_brackets_and_its_name(tmp_path, author, more):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    run_in(edit, author)
    paper = room.save(edit)
    told = room.home(paper, more=more)
    assert "stays in Word alone" not in told
    drafter("select", room.selection, "--take-all")
    assert printed(room) == [
        f"[{TEXT};]",
        f"[{TEXT}; [{OWN}] (European Union);] (Kenya)",
        f"[{OWN}.] (European Union)",
    ]
    assert "has nothing that" in room.home(paper, more=more)


@WAYS
@pytest.mark.parametrize(("old", "new"), [("gentian", "gentian and acacia"), ("probation", "parole")])
def test_reworded_it_is_nobodys_but_who_reworded_it(tmp_path, author, more, old, new):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    own = line(edit, "Underline the")
    if author:
        reword(own, author, old, new)
    else:
        edit.replace_words(own, old, new)
    run_in(edit, author)
    paper = room.save(edit)
    told = " ".join(room.home(paper, more=more).split())
    assert "words that European Union proposed are run together there with others" in told
    drafter("select", room.selection, "--take-all")
    assert printed(room) == [
        f"[{TEXT};]",
        f"[{TEXT}; {OWN.replace(old, new)};] (Kenya)",
        f"[{OWN}.] (European Union)",
    ]
