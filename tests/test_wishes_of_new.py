"""“(Chile; Kenya: delete)” behind a new paragraph: who proposes it, and who would have it out."""

import pytest
from test_home_staying import of, styled
from test_new_of_delegations import typed
from word_editing import run
from word_room import Room, drafter
from word_tracking import change

# Each makes drafts and reads files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = "matrix: kyoto-2021\n{listed}clauses:\n- id: af-37b\n- id: lac-79j\n"
LISTED = "delegations: [Chile, Kenya, Norway]\n"


def printed(room):
    words = room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")
    return [line.partition(". ")[2] for line in words.splitlines() if "pudu" in line]


def with_new(room, words, author, *more):
    """The paper with a new paragraph, and what others put in behind it."""
    edit = room.edit()
    made = typed(words, author) if author else styled(words, "SingleTxt")
    of(edit, "Discuss effective", "SingleTxt").addnext(made)
    for name, behind in more:
        made.append(change("ins", name, run(behind)))
    return room.save(edit)


def settled(room, paper, more=()):
    told = room.home(paper, more=more)
    drafter("select", room.selection, "--take-all")
    assert "has nothing that" in room.home(paper, more=more)
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    assert "has nothing that" in room.home(room.folder / "round-2.docx")
    return told


@pytest.mark.parametrize("listed", [LISTED, ""])
@pytest.mark.parametrize(
    "words",
    [
        "Request a pudu report; (Chile; Kenya: delete)",
        "Request a pudu report; (Kenya: delete; Chile)",
        "Request a pudu report (Chile) (Kenya: delete).",
        "[Request a pudu report;] (Chile; Kenya: delete)",
        "Request a pudu report; (Kenya: delete)",
    ],
)
def test_the_names_and_the_wish_are_none_of_its_words(tmp_path, listed, words):
    room = Room(tmp_path, SELECTION.format(listed=listed))
    told = settled(room, with_new(room, words, "Chile"))
    assert "names Kenya beside whoever says so" in told
    assert "Request a pudu report (Kenya: delete)" in told
    assert printed(room) == ["[Request a pudu report.] (Chile) (Kenya: delete)"]
    said = drafter("status", room.selection)
    assert "Chile: 1 proposal (3)" in said
    assert "Kenya: 1 wish about a whole paragraph (3)" in said


def test_so_it_is_where_nobody_tracked_it(tmp_path):
    room = Room(tmp_path, SELECTION.format(listed=LISTED))
    settled(room, with_new(room, "Request a pudu report; (Chile; Kenya, Norway: delete)", ""))
    assert printed(room) == ["[Request a pudu report.] (Chile) (Kenya, Norway: delete)"]


def test_behind_a_bracket_at_its_end_it_is_of_that(tmp_path):
    room = Room(tmp_path, SELECTION.format(listed=LISTED))
    settled(room, with_new(room, "Request a pudu report [and a map] (Chile; Kenya: delete)", "Chile"))
    assert printed(room) == ["[Request a pudu report [and a map] (Chile; Kenya: delete).] (Chile)"]


@pytest.mark.parametrize("words", ["Request a pudu report; (Chile)", "Request a pudu report;"])
def test_who_wishes_something_of_it_in_a_file_that_was_passed_on_proposes_none_of_its_words(tmp_path, words):
    room = Room(tmp_path, SELECTION.format(listed=LISTED))
    paper = with_new(room, words, "Chile", ("Kenya", " (Kenya: delete)"))
    told = settled(room, paper)
    assert "contains the words of both" not in told
    assert printed(room) == ["[Request a pudu report.] (Chile) (Kenya: delete)"]
    drafter("select", room.selection, "--undo")
    told = room.home(paper)
    (wish,) = [name for name in room.proposed if name.endswith(":kenya")]
    assert "it stands behind that, once that is taken" in told
    drafter("select", room.selection, "--take-all", "--leave", wish)
    assert printed(room) == ["[Request a pudu report.] (Chile)"]
    assert f"--take {wish}" in " ".join(room.home(paper).split()) or wish in room.proposed
    drafter("select", room.selection, "--take", wish)
    assert printed(room) == ["[Request a pudu report.] (Chile) (Kenya: delete)"]
