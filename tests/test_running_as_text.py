"""What a delegation puts into running words, taken as the text: its words and those that stood there."""

import pytest
import yaml
from test_home_staying import of
from word_editing import run, said
from word_reading import w
from word_room import Room
from word_tracking import change, reword

# Each makes drafts and reads several files back: .ci/run does it.
pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: lac-79j
"""
# A heading of a theme, one of a part, the title, a line of the preamble: the words there, and their style.
PLACES = [
    ("item-4-ii", ("Gender-sensitive approaches", "H4")),
    ("actions", ("Actions", "H1")),
    ("title", ("Compilation of candidate paragraphs",)),
    ("preamble", ("Declare the following:",)),
]


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def lines(room, name):
    found = yaml.safe_load(room.selection.read_text("utf-8"))
    text = found["about"][name] if name == "title" else found["words"][name]
    return [line.lstrip("# ") for line in text.splitlines() if line]


def typed_behind(room, heading):
    """A paper with words of Norway's typed behind all of a heading."""
    edit = room.edit()
    of(edit, *heading).append(change("ins", "Norway", run(" and minks")))
    return room.save(edit)


@pytest.mark.parametrize(("name", "heading"), PLACES)
def test_words_typed_at_the_end_stand_behind_those_that_stood_there(room, name, heading):
    room.home(typed_behind(room, heading))
    told = room.take(f"{name}:words:norway", more=("--as-text", "--by", "Chair"))
    assert f"{heading[0]} and minks" in lines(room, name)
    assert "the selection has changed" not in told


def test_so_do_they_where_the_selection_has_changed_others_since(room):
    paper = typed_behind(room, ("Compilation of candidate paragraphs",))
    since = "about:\n  title: Revised compilation of candidate paragraphs\nclauses:"
    room.selection.write_text(SELECTION.replace("clauses:", since), encoding="utf-8")
    room.home(paper)
    told = room.take("title:words:norway", more=("--as-text", "--by", "Chair"))
    assert lines(room, "title") == ["Revised compilation of candidate paragraphs and minks"]
    assert "the selection has changed" not in told


def test_where_both_changed_the_same_theirs_stand_and_the_others_stay_as_a_comment(room):
    paper = typed_behind(room, ("Gender-sensitive approaches", "H4"))
    since = 'words:\n  item-4-ii: "### Gender-sensitive approaches and voles"\nclauses:'
    room.selection.write_text(SELECTION.replace("clauses:", since), encoding="utf-8")
    room.home(paper)
    told = room.take("item-4-ii:words:norway", more=("--as-text", "--by", "Chair"))
    assert lines(room, "item-4-ii") == ["Gender-sensitive approaches and minks"]
    assert "replaces what the selection has changed since the paper was made" in told
    assert "Gender-sensitive approaches and voles" in room.selection.read_text("utf-8")


OAKS = "Elements [on oaks] (Brazil) and [all] (Chile: delete) elms"
OTHERS = (("on oaks", "Brazil"), ("all", "Chile: delete"))


@pytest.mark.parametrize("author", ["Egypt", pytest.param("", marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    "head", [f"about:\n  title: '{OAKS}'\n", f"words:\n  item-4-ii: '### {OAKS}'\n"], ids=["title", "heading"]
)
def test_what_others_have_in_brackets_there_and_goes_is_named(tmp_path, head, author):
    room = Room(tmp_path, SELECTION.replace("clauses:", f"{head}clauses:"))
    edit = room.edit()
    line = next(one for one in edit.body.iter(w("p")) if "[on oaks]" in said(one))
    if author:
        reword(line, author, OAKS, "Every word of all elms")
    else:
        edit.replace_words(line, OAKS, "Every word of all elms")
    listed = " ".join(room.home(room.save(edit)).split())
    assert (
        f"{'taken --as-text, it ' if author else ''}takes out what Brazil and Chile would have there"
        in listed
    )
    (name,) = room.proposed
    told = " ".join(room.take(name, more=("--as-text", "--by", "Chair")).split())
    for words, whose in OTHERS:
        assert f"{name}: “{words}” ({whose}) went for it, and stays as a comment alone." in told
    assert OAKS in room.selection.read_text("utf-8")


@pytest.mark.thorough
def test_what_stands_there_as_they_would_have_it_does_not_go(tmp_path):
    room = Room(tmp_path, SELECTION.replace("clauses:", f"about:\n  title: '{OAKS}'\nclauses:"))
    edit = room.edit()
    line = next(one for one in edit.body.iter(w("p")) if "[on oaks]" in said(one))
    reword(line, "Egypt", OAKS, "Elements on oaks and elms")
    assert "would have there" not in room.home(room.save(edit))
    assert "went for it" not in room.take("title:words:egypt", more=("--as-text",))


def within_brackets_of_another(tmp_path, *, author=""):
    """What is told of words within another's bracket of a heading, and of these taken as text."""
    head = "words:\n  item-4-ii: '### [Elements on oaks] (Brazil)'\n"
    room = Room(tmp_path, SELECTION.replace("clauses:", f"{head}clauses:"))
    edit = room.edit()
    line = next(one for one in edit.body.iter(w("p")) if "[Elements on oaks]" in said(one))
    if author:
        reword(line, author, "on oaks", "on old oaks")
    else:
        edit.replace_words(line, "on oaks", "on old oaks")
    listed = " ".join(room.home(room.save(edit)).split())
    (name,) = room.proposed
    told = " ".join(room.take(name, more=("--as-text", "--by", "Chair")).split())
    return listed, told, lines(room, "item-4-ii")


def test_words_within_what_another_has_in_brackets_take_none_of_it_out(tmp_path):
    listed, told, words = within_brackets_of_another(tmp_path)
    assert "takes out" not in listed
    assert "(it stands among the words that Brazil would have there, under that name)" in listed
    assert words == ["[Elements on old oaks] (Brazil)"]
    assert "“Elements on oaks” (Brazil) has it among its words now; as it was it stays as a comment" in told
    assert "went for it" not in told


def test_those_of_a_delegation_stand_there_under_its_own_name(tmp_path):
    listed, told, words = within_brackets_of_another(tmp_path, author="Egypt")
    assert (
        "taken --as-text, what it changes within the brackets of others stands there under its own" in listed
    )
    assert "would have there" not in listed
    assert words == ["[Elements on [old] (Egypt) oaks] (Brazil)"]
    assert "went for it" not in told
    assert "among its words" not in told


DRAFT = "Draft set of [jaguar] (Brazil) elements of all parts, for the Congress and its regions"
NOW = DRAFT.replace("[jaguar]", "[[jaguar] (Japan: delete) [kappa] (Japan)]").replace("all", "many")


def kappa(tmp_path, name, *others):
    """The room with a paper in which Japan has changed a word within Brazil's bracket and one outside."""
    words = {
        "title": f"about:\n  title: '{DRAFT}'\n",
        "item-4-ii": f"words:\n  item-4-ii: '### {DRAFT}'\n",
        "preamble": f"words:\n  preamble: '{DRAFT}'\n",
    }
    room = Room(tmp_path, SELECTION.replace("clauses:", f"{words[name]}clauses:"))
    edit = room.edit()
    for author, old, new in (("Japan", "jaguar", "kappa"), ("Japan", "all", "many"), *others):
        line = next(one for one in edit.body.iter(w("p")) if "set of [" in said(one))
        reword(line, author, old, new)
    return room, room.save(edit)


@pytest.mark.parametrize("name", ["title", "item-4-ii", "preamble"])
def test_so_in_title_heading_and_preamble_with_other_words_beside(tmp_path, name):
    room, paper = kappa(tmp_path, name)
    room.home(paper)
    room.take(f"{name}:words:japan", more=("--as-text",))
    assert " ".join(lines(room, name)) == NOW
    room.home(paper)
    assert not room.proposed


@pytest.mark.parametrize("name", ["title", "item-4-ii"])
def test_what_another_would_have_there_waits_and_stands_beside(tmp_path, name):
    room, paper = kappa(tmp_path, name, ("Egypt", "Draft", "Revised"))
    room.home(paper)
    room.take(f"{name}:words:japan", more=("--as-text",))
    assert " ".join(lines(room, name)) == NOW
    room.take(f"{name}:words:egypt")
    both = f"[Draft] (Egypt: delete) [Revised] (Egypt){NOW.removeprefix('Draft')}"
    assert " ".join(lines(room, name)) == both
