"""A file that comes late rewords what its author had and what has gone since: it is said, and waits."""

import pytest
from test_co_sponsors import line
from test_new_of_delegations import typed
from word_room import Room, drafter
from word_tracking import reword

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: own-1
  wordings:
  - by: [Chile]
    wording: Plant oaks in every town of the land
  - by: [Norway, Japan]
    wording: Protect every fjord of the north
- id: own-2
  wordings:
  - by: [Norway]
    wording: Keep an aurora registry and a walrus list
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


@pytest.mark.parametrize("author", ["Norway", "Egypt"])
def test_what_was_taken_out_and_its_author_rewords_waits_and_is_told(room, author):
    edit = room.edit()
    reword(line(edit, "every fjord"), author, "every fjord", "all the fjords")
    paper = room.save(edit)
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "merged", "--by", "Chair")
    told = " ".join(room.home(paper).split())
    is_own = author == "Norway"
    assert (
        "rewords its own “Protect every fjord of the north”, which is taken out: merged (Chair)" in told
    ) is is_own
    took = drafter("select", room.selection, "--take-all")
    assert ("Taken: own-1:wording" in took) is not is_own
    if is_own:
        room.take("own-1:wording:norway")
    assert "Protect all the fjords of the north" in room.markdown()
    assert "has nothing that" in room.home(paper)


def test_that_nobody_by_name_rewords_what_has_gone_is_told(room):
    edit = room.edit()
    edit.replace_words(line(edit, "every fjord"), "every fjord", "all the fjords")
    paper = room.save(edit)
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "merged", "--by", "Chair")
    told = " ".join(room.home(paper).split())
    said = (
        "rewords “Protect every fjord of the north” of Norway and Japan, which is taken out: merged (Chair)"
    )
    assert said in told
    assert "Taken: own-1:wording" in drafter("select", room.selection, "--take-all")


def test_a_new_paragraph_that_is_nearly_one_that_its_author_withdrew_says_so(room):
    edit = room.edit()
    new = "Keep an aurora registry and a walrus list of all seas"
    edit.clause("clause_own_2").addnext(typed(f"{new}; (Norway)", "Norway"))
    drafter("select", room.selection, "--status", "withdrawn", "own-2", "--by", "Norway")
    told = " ".join(room.home(room.save(edit)).split())
    assert (
        "nearly the words “Keep an aurora registry and a walrus list” of own-2, which are withdrawn by Norway"
        in told
    )
    assert "Taken: " in drafter("select", room.selection, "--take-all")
    assert new in room.markdown()


@pytest.mark.parametrize("late", ["all the fjords", pytest.param("many a lake", id="in quite other words")])
def test_what_its_author_reworded_and_then_withdrew_waits_and_is_told(tmp_path, late):
    room = Room(tmp_path, SELECTION.replace("Norway, Japan", "Norway"))
    edit = room.edit()
    reword(line(edit, "every fjord"), "Norway", "every fjord", late)
    paper = room.save(edit, "late.docx")
    edit = room.edit()
    reword(line(edit, "every fjord"), "Norway", "north", "north and the west")
    room.home(room.save(edit, "in-time.docx"))
    drafter("select", room.selection, "--take-all")
    drafter("draft", room.selection, "-o", tmp_path / "round-2.docx")
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Norway")
    told = " ".join(room.home(paper).split())
    assert (
        "rewords its own “Protect every fjord of the north”, which it has reworded since, and that is "
        "withdrawn by Norway" in told
    )
    took = drafter("select", room.selection, "--take-all")
    assert "own-1:wording:norway was left to be decided about, since it brings back what has gone" in took
    assert late not in room.markdown()
    room.take("own-1:wording:norway")
    assert f"Protect {late} of the north" in room.markdown()
    assert "has nothing that" in room.home(paper)


def test_what_its_author_reworded_and_still_says_so_does_not_wait(tmp_path):
    room = Room(tmp_path, SELECTION.replace("Norway, Japan", "Norway"))
    edit = room.edit()
    reword(line(edit, "every fjord"), "Norway", "every fjord", "all the fjords")
    paper = room.save(edit, "late.docx")
    edit = room.edit()
    reword(line(edit, "every fjord"), "Norway", "north", "north and the west")
    room.home(room.save(edit, "in-time.docx"))
    drafter("select", room.selection, "--take-all")
    assert "has gone" not in room.home(paper)
    assert "Taken: own-1:wording:norway" in drafter("select", room.selection, "--take-all")


LEFT = (("--status", "withdrawn", "own-2", "--by", "Norway", "--on", "2026-05-10"), "--status open")
DROPPED = (("--drop", "own-2", "--reason", "no support", "--by", "Chair"), "--keep")


@pytest.mark.parametrize("author", ["Chile", "Norway"])
@pytest.mark.parametrize("more", [[], ["--as-text"]])
@pytest.mark.parametrize(
    ("gone", "what"),
    [(LEFT, "withdrawn by Norway on 2026-05-10"), (DROPPED, "left out: no support (Chair)")],
)
def test_words_for_a_paragraph_that_is_out_say_so_and_how_it_comes_in_again(room, gone, what, more, author):
    edit = room.edit()
    reword(line(edit, "walrus list"), author, "walrus list", "narwhal list")
    paper = room.save(edit)
    out, back = gone
    drafter("select", room.selection, *out)
    told = " ".join(room.home(paper).split())
    assert f"its paragraph is {what}" in told
    took = room.take(f"own-2:wording:{author.lower()}", more=more)
    assert f"own-2 is {what}; what was taken from own-2:wording:{author.lower()} is not printed" in took
    assert f"To have the paragraph in again: drafter select {room.selection} {back} own-2" in took
    text, _, annex = room.markdown().partition("## Annex II")
    assert "narwhal list" not in text
    (row,) = [one for one in annex.splitlines() if "narwhal list" in one]
    if author == "Chile" and not more and out == LEFT[0]:
        assert row.startswith("| Chile ")
        assert "Left out: proposed since Norway withdrew the paragraph" in row
    drafter("select", room.selection, *back.split(), "own-2")
    assert "narwhal list" in room.markdown().partition("## Annex I")[0]
