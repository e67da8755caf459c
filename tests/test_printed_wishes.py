"""Who would have all of a paragraph otherwise is printed behind it in both editions, and comes home."""

import pytest
from word_editing import said
from word_room import Room, drafter
from word_tracking import reword

# One wish in the reason of what is left open, others kept below “wishes”, beside a reservation and a wording.
SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  decision: maybe
  by: Chair
  reason: "wait for the Group; Norway: delete; Chile: delete"
- id: lac-79j
  wishes:
  - {by: [Egypt], says: delete}
  - {by: [Brazil, Peru], says: retain}
  status:
  - is: reserved
    by: [Japan]
  wordings:
  - sources: [lac-79j]
  - by: [Japan]
    wording: Honour volunteers
"""
BEHIND = {
    "af-37b": "(Norway, Chile: delete)",
    "lac-79j": "Whole paragraph: [Reservation: Japan] (Egypt: delete; Brazil, Peru: retain)",
}


@pytest.fixture(params=["working", "delegates"])
def room(tmp_path, request):
    found = Room(tmp_path, SELECTION)
    drafter(
        *("draft", found.selection, "--edition", request.param),
        *("-o", tmp_path / "round-1.docx", "--overwrite"),
    )
    return found


def line(edit, words):
    return next(one for one in edit.lines("SingleTxt") if words in said(one))


def test_a_wish_stands_behind_its_paragraph_and_the_untouched_paper_says_nothing_new(room):
    edit = room.edit()
    for words, behind in (("Revise laws", BEHIND["af-37b"]), ("Discuss", BEHIND["lac-79j"])):
        assert said(line(edit, words)).endswith(behind)
    paper = room.folder / "round-1.docx"
    told = drafter("check", paper)
    assert "0 errors, 1 warning" in told  # Japan's words, to be judged
    assert "behind it" not in told
    assert "has nothing that" in room.home(paper)
    assert "wait for the Group" not in said(line(edit, "Revise laws"))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("words", "was", "now", "told"),
    [
        (
            "Revise laws",
            "(Norway, Chile: delete)",
            "",
            'the name of Norway and Chile behind it, who would|--keep af-37b --by "Norway, Chile"',
        ),
        ("Revise laws", "(Norway, Chile: delete)", "(Chile: delete)", '--keep af-37b --by "Norway"'),
        ("Discuss", "[Reservation: Japan]", "", '--status open lac-79j --by "Japan"'),
    ],
)
def test_a_name_struck_there_is_told_with_what_whoever_it_is_says(room, words, was, now, told):
    edit = room.edit()
    reword(line(edit, words), "Norway", was, now)
    said_of_it = room.home(room.save(edit))
    assert not room.proposed
    for one in told.split("|"):
        assert one in said_of_it
    assert "names of regions" not in said_of_it


@pytest.mark.thorough
def test_a_name_put_there_comes_home(room):
    edit = room.edit()
    reword(line(edit, "Revise laws"), "Norway", "(Norway, Chile: delete)", "(Norway, Chile, Peru: delete)")
    assert "names Peru beside whoever says so" in room.home(room.save(edit))
    room.take("af-37b:remark:norway")
    assert room.block("af-37b")["wishes"] == [{"by": ["Peru"], "says": "delete"}]


def test_a_form_that_names_nobody_behind_wordings_names_nobody_there(tmp_path):
    drafter("form", "copy", "kyoto", tmp_path / "mine")
    outline = tmp_path / "mine" / "outline.yaml"
    outline.write_text(outline.read_text("utf-8") + "sponsors: none\n", "utf-8")
    room = Room(tmp_path, SELECTION.replace("clauses:", "form: mine\nclauses:"))
    assert ": delete" not in room.markdown().partition("Annex I.")[0]


@pytest.mark.parametrize("now", ["(Brazil, Peru: retain)", ""])
def test_so_it_is_where_the_same_one_has_a_reservation_and_proposes_a_wording(tmp_path, now):
    room = Room(tmp_path, SELECTION.replace("by: [Japan]", "by: [Egypt]"))
    edit = room.edit()
    reword(line(edit, "Discuss"), "Brazil", "(Egypt: delete; Brazil, Peru: retain)", now)
    told = room.home(room.save(edit))
    assert (
        f"the name of Egypt{'' if now else ' and Brazil and Peru'} behind it, who would have all of it"
        in told
    )
    assert f'--keep lac-79j --by "Egypt{"" if now else ", Brazil, Peru"}"' in told
    assert "said already" not in told
