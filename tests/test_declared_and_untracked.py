"""What was declared as somebody's proposal is theirs also where nobody tracked what became of it in Word."""

import pytest
from word_editing import said
from word_reading import w
from word_room import Room, drafter
from word_tracking import struck_whole

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

NORDIC = "Norway on behalf of the Nordic Group"
FUND, OPEN, MANY = "Establish a fund for witnesses", "Open libraries in harbours", "Found many funds"
SHUT = "Shut libraries in harbours"
DECLARED = f"""\
proposals:
- id: both-1
  by: [Brazil, Egypt]
  text: {FUND}
- id: nordic-1
  by: [Norway]
  on-behalf-of: the Nordic Group
  text: {OPEN}
"""
BLOCKS = {
    "alone": "- id: mine\n  sources: [+nordic-1]\n",
    "beside others": "- id: legal-aid\n  sources: [+nordic-1]\n",
    "one by one": (
        "- id: mine\n  sources: [+both-1, +nordic-1]\n  wordings:\n  - sources: [both-1]\n"
        f"  - sources: [both-1]\n    by: [Chile]\n    wording: {MANY}\n  - sources: [nordic-1]\n"
    ),
}
KEPT = f"would take out or reword what {NORDIC} proposed, which stays unless it is taken --as-text"


def room_with(folder, block):
    (folder / "sources.yaml").write_text(DECLARED, encoding="utf-8")
    return Room(folder, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n{BLOCKS[block]}")


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in said(one))


def reworded(room):
    edit = room.edit()
    edit.replace_words(line(edit, OPEN), "Open", "Shut")
    return room.save(edit)


def deleted(room):
    edit = room.edit()
    gone = line(edit, OPEN)
    gone.getparent().remove(gone)
    return room.save(edit)


def stands(room, words):
    """The names behind words in the paper; nothing where they are not printed."""
    text = room.markdown().partition("Annex I.")[0].replace("\\", "")
    return [one.partition(words)[2].strip("];. *()") for one in text.splitlines() if words in one]


def taken_out(room, words):
    """Whether Annex II has words as taken out."""
    rows = room.markdown().partition("Annex II.")[2].splitlines()
    return any(words in one and "Taken out: " in one for one in rows)


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_reworded_stays_under_its_names_and_the_new_words_stand_beside(tmp_path, block):
    room = room_with(tmp_path, block)
    paper = reworded(room)
    assert KEPT in " ".join(room.home(paper).split())
    told = room.take(*room.proposed)
    assert f"What {NORDIC} proposed stays." in told
    assert stands(room, OPEN) == [NORDIC]
    assert stands(room, SHUT) == [""]
    assert stands(room, MANY) == (["Chile"] if block == "one by one" else [])
    assert "has nothing that" in room.home(paper)
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    assert "has nothing that" in room.home(room.folder / "round-2.docx")


@pytest.mark.parametrize("block", BLOCKS)
def test_taken_as_the_text_it_stands_in_the_annex_as_taken_out(tmp_path, block):
    room = room_with(tmp_path, block)
    paper = reworded(room)
    room.home(paper)
    room.take(*room.proposed, more=("--as-text",))
    assert stands(room, OPEN) == []
    assert len(stands(room, SHUT)) == 1
    assert stands(room, MANY) == (["Chile"] if block == "one by one" else [])
    assert taken_out(room, OPEN)
    assert "has nothing that" in room.home(paper)


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_deleted_stays_and_that_it_was_to_go_is_said(tmp_path, block):
    room = room_with(tmp_path, block)
    paper = deleted(room)
    assert KEPT in " ".join(room.home(paper).split())
    room.take(*room.proposed)
    assert stands(room, OPEN) == [NORDIC]
    assert "has nothing that" in room.home(paper)
    drafter("select", room.selection, "--undo")
    room.home(paper)
    room.take(*room.proposed, more=("--as-text",))
    assert stands(room, OPEN) == []
    assert OPEN in room.markdown().partition("Annex II.")[2]
    assert "has nothing that" in room.home(paper)


def test_who_strikes_a_paragraph_that_it_declared_alone_is_not_told_that_it_is_anothers(tmp_path):
    (tmp_path / "sources.yaml").write_text(
        f"proposals:\n- id: own-1\n  by: [Chile]\n  text: {OPEN}\n", encoding="utf-8"
    )
    room = Room(tmp_path, "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: mine\n  sources: [+own-1]\n")
    edit = room.edit()
    struck_whole(line(edit, OPEN), "Chile")
    told = " ".join(room.home(room.save(edit)).split())
    assert "what Chile proposed" not in told


def test_what_becomes_a_paragraph_of_its_own_stands_there_alone(tmp_path):
    room = room_with(tmp_path, "beside others")
    edit = room.edit()
    moved, last = line(edit, OPEN), edit.lines("SingleTxt", "AltTxt")[-1]
    moved.find(w("pPr")).find(w("pStyle")).set(w("val"), "SingleTxt")
    edit.replace_words(moved, "2 quater.", "")
    last.addnext(moved)
    paper = room.save(edit)
    room.home(paper)
    room.take(*room.proposed)
    assert stands(room, OPEN) == [NORDIC]
    assert "sources: []" in room.selection.read_text("utf-8")
    assert "has nothing that" in room.home(paper)
