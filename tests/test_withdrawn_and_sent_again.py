"""A file that comes once more, whose words were withdrawn or taken out since: the list says so."""

from test_home_staying import of, styled
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed, reword

SELECTION = "matrix: kyoto-2021\nclauses:\n- id: af-37b\n- id: lac-79j\n"
CHAIR = ("--reason", "Out of scope", "--by", "Chair")


def of_norway(room):
    """Norway's new paragraph, and what it rewords in another."""
    edit = room.edit()
    made = styled("Recall the study of courts;", "SingleTxt")
    for content in list(made.iter(w("r"))):
        content.addprevious(put := change("ins", "Norway"))
        put.append(content)
    end_changed(made, "ins", "Norway")
    of(edit, "Discuss effective", "SingleTxt").addnext(made)
    reword(edit.clause("clause_af_37b"), "Norway", "Revise", "Repeal")
    return room.save(edit)


def test_what_was_withdrawn_or_taken_out_since_is_said_with_by_whom(tmp_path):
    room = Room(tmp_path, SELECTION)
    paper = of_norway(room)
    assert "since" not in room.home(paper)
    drafter("select", room.selection, "--take-all")
    round_2 = room.folder / "round-2.docx"
    drafter("draft", room.selection, "-o", round_2)
    named = ("--in", round_2)
    drafter(
        "select",
        room.selection,
        "--status",
        "withdrawn",
        "3",
        "--by",
        "Norway",
        "--at",
        "third informal",
        *named,
    )
    drafter("select", room.selection, "--drop", "1 bis", *CHAIR, *named)
    told = " ".join(room.home(paper).split())
    assert "(withdrawn by Norway at third informal since: taken, these words stand again)" in told
    assert "(taken out: Out of scope (Chair) since: taken, these words stand again)" in told
