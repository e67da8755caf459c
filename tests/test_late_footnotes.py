"""A late footnote behind its author's own words that have gone since waits, and is taken with these."""

import pytest
from test_co_sponsors import line
from test_text_since_the_paper import OWN, SELECTION, noted, reworded, worded, wordings
from word_room import Room, drafter
from word_tracking import reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

# Annex B, Europe, para. 43 (f) begins so.
OF_EU_43F = "Promote best practices regarding alternatives to incarceration"
GONE = {
    "dropped": "taken out: too long (Chair)",
    "withdrawn": "withdrawn by Chile",
    "reworded": "Chile reworded them since",
    "behind a new text": "taken out: too long (Chair)",
}


def gone(room, how):
    if how == "reworded":
        edit = room.edit()
        reworded(edit)
        room.home(room.save(edit, "reworded.docx"))
        drafter("select", room.selection, "--take-all")
    elif how == "withdrawn":
        drafter("select", room.selection, "--status", "withdrawn", "2 quater", "--by", "Chile")
    else:
        drafter("select", room.selection, "--drop", "2 quater", "--reason", "too long", "--by", "Chair")
    if how == "behind a new text":
        worded(room)


@pytest.mark.parametrize(
    "how", ["dropped", *(pytest.param(one, marks=pytest.mark.thorough) for one in [*GONE][1:])]
)
def test_it_waits_with_the_words_that_it_stood_behind(tmp_path, how):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    noted(edit)
    paper = room.save(edit)
    gone(room, how)
    before = wordings(room)
    told = " ".join(room.home(paper).split())
    assert GONE[how] in told
    said = drafter("select", room.selection, "--take-all")
    assert said.count("was left to be decided about, since it brings back what has gone") == 2
    assert wordings(room) == before
    room.take("legal-aid:wording:chile")
    assert room.proposed == {}
    assert not any(OF_EU_43F in words for words in wordings(room))
    brought = [one for one in room.block("legal-aid")["wordings"] if one.get("sources") == ["eu-43f"]]
    assert [(one["by"], one["wording"]) for one in brought] == [
        (["Chile"], "Plant OTTER trees in every yard")
    ]


@pytest.mark.parametrize(
    "how", ["dropped", *(pytest.param(one, marks=pytest.mark.thorough) for one in [*GONE][1:])]
)
def test_one_that_nobody_tracked_is_told_and_prints_nothing(tmp_path, how):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    noted(edit, "")
    reword(line(edit, "Raise awareness among"), "Norway", "Raise awareness", "Raise the awareness")
    paper = room.save(edit)
    gone(room, how)
    before = wordings(room)
    told = " ".join(room.home(paper).split())
    assert f"the footnote to eu-43f stands behind “{OWN}”, words that the selection has no more" in told
    assert list(room.proposed) == ["youth-forums-on-lawfulness:wording:norway"]
    drafter("select", room.selection, "--take-all")
    assert [one for one in wordings(room) if "Raise the" not in one] == before


@pytest.mark.parametrize("how", [pytest.param(one, marks=pytest.mark.thorough) for one in GONE])
def test_one_that_is_said_to_be_its_authors_waits(tmp_path, how):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    noted(edit, "")
    paper = room.save(edit)
    gone(room, how)
    before = wordings(room)
    assert GONE[how] in " ".join(room.home(paper, more=("--of", "Chile")).split())
    drafter("select", room.selection, "--take-all")
    assert wordings(room) == before
    room.take("legal-aid:wording:chile")
    assert not any(OF_EU_43F in words for words in wordings(room))
    brought = [one for one in room.block("legal-aid")["wordings"] if one.get("sources") == ["eu-43f"]]
    assert [(one["by"], one["wording"]) for one in brought] == [(["Chile"], OWN)]
