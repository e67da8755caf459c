"""A paragraph or wording of a delegation's is split in Word: each part stands under a name, in brackets."""

import copy

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import cut_out, end_changed, reword

SELECTION = """\
matrix: kyoto-2021
delegations: [Egypt, Japan, Chile]
clauses:
- id: af-37b
  wordings:
  - by: [Egypt]
    sources: [af-37b]
    wording: Revise heron laws in every port and prosecute the poachers of egrets without delay
- id: lac-79j
  wordings:
  - by: [Egypt, Chile]
    addition: true
    wording: Report on herring quotas each spring and send the results to the committee of experts
- id: legal-aid
  wordings:
  - by: [Egypt]
    addition: false
    wording: Pay for the counsel of penguins in every court and train the judges of the southern islands
- id: oaks
  part: actions
  wordings:
  - by: [Egypt]
    wording: Plant oaks in every town and water them in the summer of each year thereafter
"""
# What each of them is → its parts.
PARTS = {
    "block": ("Plant oaks in every town", "and water them in the summer", "of each year thereafter"),
    "cited": ("Revise heron laws in every port", "and prosecute the poachers", "of egrets without delay"),
    "alternative": (
        "Pay for the counsel of penguins in every court",
        "and train the judges of the",
        "southern islands",
    ),
    "addition": (
        "Report on herring quotas each spring",
        "and send the results to the committee",
        "of experts",
    ),
}
IDS = {"block": "oaks", "cited": "af-37b", "alternative": "legal-aid", "addition": "lac-79j"}


def split(edit, parts, author=""):
    """The paragraph of these words in as many; its brackets, footnotes and names stay where they stood."""
    whole = next(one for one in edit.lines("SingleTxt", "AltTxt") if " ".join(parts) in said(one))
    for words in parts[1:]:
        cut = cut_out(whole, f" {words}")
        half = copy.deepcopy(whole)
        for one in list(half)[1:]:
            half.remove(one)
        half.extend([cut, *cut.itersiblings()])
        whole.addnext(half)
        if author:
            end_changed(whole, "ins", author)
        whole = half


def parts_of(what, count):
    first, *others = PARTS[what]
    return (first, *others) if count == 3 else (first, " ".join(others))


def stands(room, words):
    """The names behind exactly these words in the paper; empty where they are nobody's."""
    paper = room.markdown().partition("Annex I.")[0].replace("\\", "")
    found = []
    for line in paper.splitlines():
        text, _, names = line.partition("*(")
        text = text.partition("[^")[0].partition(". ")[2].strip("[] ;.")
        found += [names.strip(")*")] if text == words else []
    return found


@pytest.mark.parametrize(
    ("what", "count", "author", "more"),
    [
        ("block", 2, "Egypt", ()),
        pytest.param("block", 3, "Egypt", (), marks=pytest.mark.thorough),
        pytest.param("block", 2, "", ("--of", "Egypt"), marks=pytest.mark.thorough),
        pytest.param("block", 3, "", ("--of", "Egypt"), marks=pytest.mark.thorough),
        pytest.param("cited", 2, "Egypt", (), marks=pytest.mark.thorough),
        pytest.param("cited", 3, "", ("--of", "Egypt"), marks=pytest.mark.thorough),
        pytest.param("alternative", 2, "Egypt", (), marks=pytest.mark.thorough),
        pytest.param("alternative", 3, "Egypt", (), marks=pytest.mark.thorough),
        pytest.param("alternative", 2, "", ("--of", "Egypt"), marks=pytest.mark.thorough),
        pytest.param("addition", 2, "Egypt", (), marks=pytest.mark.thorough),
        pytest.param("addition", 3, "", ("--of", "Egypt"), marks=pytest.mark.thorough),
    ],
)
def test_each_part_of_its_own_stays_under_its_name(tmp_path, what, count, author, more):
    room, parts = Room(tmp_path, SELECTION), parts_of(what, count)
    edit = room.edit()
    split(edit, parts, author)
    paper = room.save(edit)
    room.home(paper, more=more)
    drafter("select", room.selection, "--take-all")
    assert [stands(room, one) for one in parts] == [["Egypt"]] * count
    # Who proposes it, too, and did not split it keeps the whole.
    assert stands(room, " ".join(parts)) == (["Chile"] if what == "addition" else [])
    assert "has nothing that" in room.home(paper, more=more)
    assert "a part of" not in str(room.block(IDS[what])) + room.selection.read_text("utf-8")
    if what == "cited":  # the words of the source, which nobody proposed, do not come back
        assert "discriminatory" not in room.markdown().partition("Annex I.")[0]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("block", {"oaks": "elms", "summer": "winter"}),
        ("alternative", {"southern": "northern", "train": "teach"}),
        ("cited", {"heron": "crane", "delay": "fear"}),
    ],
)
def test_so_they_do_where_it_changed_words_in_them(tmp_path, what, words):
    room, parts = Room(tmp_path, SELECTION), parts_of(what, 2)
    edit = room.edit()
    split(edit, parts, "Egypt")
    for old, new in words.items():
        reword(next(one for one in edit.lines("SingleTxt", "AltTxt") if old in said(one)), "Egypt", old, new)
        parts = [one.replace(old, new) for one in parts]
    paper = room.save(edit)
    room.home(paper)
    drafter("select", room.selection, "--take-all")
    assert [stands(room, one) for one in parts] == [["Egypt"]] * 2
    assert "has nothing that" in room.home(paper)


@pytest.mark.thorough
@pytest.mark.parametrize("what", PARTS)
@pytest.mark.parametrize(("author", "more"), [("Japan", ()), ("", ("--of", "Japan"))])
def test_whoever_else_splits_it_has_the_parts_beside_the_whole(tmp_path, what, author, more):
    room, parts = Room(tmp_path, SELECTION), parts_of(what, 2)
    edit = room.edit()
    split(edit, parts, author)
    paper = room.save(edit)
    assert "(nobody)" not in room.home(paper, more=more)
    drafter("select", room.selection, "--take-all")
    assert [stands(room, one) for one in parts] == [["Japan"]] * 2
    assert stands(room, " ".join(parts)) == ["Egypt, Chile" if what == "addition" else "Egypt"]
    assert "has nothing that" in room.home(paper, more=more)
