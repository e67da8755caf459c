"""A delegation's wish behind a bracket in the text or in another's wording, lifted, and in a late file."""

import pytest
from test_changed_in_anothers_bracket import paragraph, printed, put_behind
from word_editing import Edit
from word_room import Room, drafter
from word_tracking import cut_out, strike

# Each makes drafts and reads files back: .ci/run does it.
pytestmark = pytest.mark.thorough

IN_TEXT = """\
  text: "Build a heron net [of steel] (Norway; Japan: retain) for all"
"""
IN_WORDING = """\
  text: Build a net for all
  wordings:
  - by: [Norway]
    wording: "Build a heron net [of steel] (Norway; Japan: retain) for all"
"""
SELECTION = """\
matrix: kyoto-2021
delegations: [Kenya, Chile, Japan, Norway]
clauses:
- id: af-37b
- id: net
  heading: item-4-ii
"""


def draft(room, name):
    drafter("draft", room.selection, "-o", room.folder / name)
    return Edit((room.folder / name).read_bytes())


@pytest.fixture(params=[IN_TEXT, IN_WORDING], ids=["text", "wording"])
def lifted(request, tmp_path):
    """A room in which Chile lifts what it wished a round before; and its file of that round."""
    room = Room(tmp_path, SELECTION + request.param)
    edit = room.edit()
    put_behind(paragraph(edit, "heron net"), "Chile", "Japan: retain", "; Chile: delete")
    early = room.save(edit, "chile-1.docx")
    room.home(early)
    drafter("select", room.selection, "--take-all")
    assert "(Norway; Japan: retain; Chile: delete)" in printed(room)[0]
    edit = draft(room, "round-2.docx")
    strike("Chile", cut_out(paragraph(edit, "heron net"), "; Chile: delete"))
    told = room.home(room.save(edit, "chile-2.docx"))
    assert "reworded them since" not in told
    assert "net:wording:chile" in told
    drafter("select", room.selection, "--take-all")
    return room, early


def test_a_wish_that_is_lifted_goes_with_all(lifted):
    room, _ = lifted
    assert "[of steel] (Norway; Japan: retain) for all" in printed(room)[0]
    assert "Chile" not in drafter("status", room.selection)


def test_a_late_file_that_has_it_still_waits(lifted):
    room, early = lifted
    told = " ".join(room.home(early).split())
    assert "Chile wished so before, and lifted that since; taken, the wish stands again" in told
    drafter("select", room.selection, "--take-all")
    assert "Chile" not in printed(room)[0]
    room.take("net:wording:chile")
    assert "(Norway; Japan: retain; Chile: delete)" in printed(room)[0]
