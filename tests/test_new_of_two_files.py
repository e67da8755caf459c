"""New paragraphs of two delegations that begin alike, or cite the same, are two: both can be taken."""

import pytest
from test_home_staying import of, styled
from word_reading import w
from word_room import Room, drafter
from word_tracking import added_below, change, end_changed

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: lac-79j\n"
# Their first telling words are the same; Annex B has neither.
WORDS = {
    "Brazil": "Promote international cooperation against caracal theft",
    "Japan": "Promote international cooperation among dingo prosecutors",
}
PLACES = {"Brazil": "Discuss effective", "Japan": "Discuss effective", "elsewhere": "Revise laws"}


def typed_by(room, author, place, *more):
    """A paper with new paragraphs of a delegation's, one below the other."""
    edit = room.edit()
    for words in reversed((WORDS[author], *more)):
        made = styled(f"{words};", "SingleTxt")
        for content in list(made.iter(w("r"))):
            content.addprevious(put := change("ins", author))
            put.append(content)
        end_changed(made, "ins", author)
        of(edit, place, "SingleTxt").addnext(made)
    return room.save(edit, f"{author}.docx")


def printed(room):
    return room.markdown().partition("Annex I.")[0].replace("\\", "")


@pytest.mark.parametrize(
    "place", ["Discuss effective", pytest.param("Revise laws", marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize("way", ["together", "one by one", "read one by one"])
def test_both_are_taken_each_under_its_name(tmp_path, place, way):
    room = Room(tmp_path, SELECTION)
    papers = [typed_by(room, "Brazil", "Discuss effective"), typed_by(room, "Japan", place, "Act at once")]
    for files in [[one] for one in papers] if way == "read one by one" else [papers]:
        room.home(*files)
    assert len(room.proposed) == 3
    if way == "one by one":
        for name in [*room.proposed]:
            room.take(name)
    else:
        drafter("select", room.selection, "--take-all")
    text = printed(room)
    for author, words in WORDS.items():
        assert f"[{words}" in text
        assert f"*({author})*" in text
    # What Japan put behind its paragraph stands behind it.
    assert text.index(WORDS["Japan"]) < text.index("Act at once")
    assert "has nothing that" in room.home(*papers)


def test_so_are_two_that_cite_the_same_each_with_its_footnote(tmp_path):
    room = Room(tmp_path, SELECTION)
    papers = []
    for author, words in WORDS.items():
        edit = room.edit()
        paragraph = edit.clause("clause_af_37b")
        new = added_below(edit, paragraph, author, f"{words};")
        edit.set_note(
            edit.references(new)[0],
            "Report of the regional preparatory meeting for Africa, Addis Ababa, para. 37 (c).",
        )
        papers.append(room.save(edit, f"{author}.docx"))
    room.home(*papers)
    drafter("select", room.selection, "--take-all")
    text = printed(room)
    for author, words in WORDS.items():
        (line,) = [one for one in text.splitlines() if words in one]
        assert "[^" in line
        assert line.endswith(f"*({author})*")
    assert "has nothing that" in room.home(*papers)
