"""Who wants what of words in brackets, changed in Word: it comes home as that party's, beside others'."""

import pytest
from word_editing import run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, cut_out, reword, struck_whole

from drafter.merge.words.both_words import with_both_words

pytestmark = pytest.mark.thorough

SELECTION = """\
matrix: kyoto-2021
words:
  actions: |
    # Actions

    We therefore [endeavour to,] (Egypt: delete) take [now] (Chile) the following actions:
clauses:
- id: lac-79j
- id: desk-men
  text: >-
    Revise laws [and practices] (Egypt, Japan: delete; Chile) against women [, and men,] (Egypt: delete)
- id: of-chile
  wordings:
  - by: [Kenya]
    wording: "Plant elms [, and oaks,] (Egypt: delete)"
- id: af-37b
  wordings:
  - sources: [af-37b]
  - by: [Kenya]
    wording: "Plant pines [, and firs,] (Egypt: delete)"
    role: alternative
- id: beside-others
  wordings:
  - {by: [Kenya], wording: "Sow rye [, and oats,] (Egypt: delete)", role: alternative}
  - {by: [Norway], wording: Sow nothing, role: alternative}
"""
RUNNING = "We therefore [endeavour to,] (Egypt: delete) take"
CLAUSE = "women [, and men,] (Egypt: delete)"
OTHERS = [
    ("Plant elms", "[Plant elms [, and oaks,] (Egypt: delete);] *(Kenya)*"),
    ("Plant pines", "[Plant pines [, and firs,] (Egypt: delete);] *(Kenya)*"),
    ("Sow rye", "[Sow rye [, and oats,] (Egypt: delete).] *(Kenya)*"),
]


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def changed(room, author, new, opening, name):
    """A file in which “(Egypt: delete)” was changed in a paragraph."""
    edit = room.edit()
    paragraph = next(one for one in edit.body.iter(w("p")) if opening in said(one))
    reword(paragraph, author, "(Egypt: delete)", new)
    return room.save(edit, name)


def text_of(room):
    return " ".join(room.markdown().replace("\\", "").split())


@pytest.mark.parametrize(("opening", "words"), [("We therefore", RUNNING), ("Revise laws", CLAUSE), *OTHERS])
@pytest.mark.parametrize(
    ("author", "new", "wanted"),
    [
        ("Egypt", "(Egypt: retain)", "(Egypt: retain)"),
        ("Group of 77", "(Group of 77: retain)", "(Egypt: delete; Group of 77: retain)"),
    ],
)
def test_a_wish_that_somebody_changes_comes_home_as_its_own(room, opening, words, author, new, wanted):
    file = changed(room, author, new, opening, "back.docx")
    told = room.home(file)
    assert "not imported" not in told
    drafter("select", room.selection, "--take-all")
    assert words.replace("(Egypt: delete)", wanted) in text_of(room)
    assert text_of(room).partition("Annex I.")[0].count(words.partition("(Egypt")[0]) == 1
    again = room.home(file)
    assert "nothing that" in again
    assert "not imported" not in again


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("We therefore", RUNNING),
        *(pytest.param(*one, marks=pytest.mark.thorough) for one in [("Revise laws", CLAUSE), *OTHERS]),
    ],
)
@pytest.mark.parametrize("way", ["together", "one by one", "read again"])
def test_the_wishes_of_two_stand_beside_each_other(room, opening, words, way):
    one = changed(room, "Japan", "(Japan: retain)", opening, "japan.docx")
    other = changed(room, "Chile", "(Egypt: delete; Chile: retain)", opening, "chile.docx")
    room.home(one) if way == "read again" else room.home(one, other)
    names = list(room.proposed)
    if way == "together":
        drafter("select", room.selection, "--take-all")
    else:
        room.take(names[0])
        room.home(other) if way == "read again" or opening != "We therefore" else None
        drafter("select", room.selection, "--take-all")
    printed = text_of(room)
    start, end = words.split("(Egypt: delete)")
    (wishes,) = [part.partition(")")[0] for part in printed.split(f"{start}(")[1:2]]
    assert sorted(wishes.replace(": retain", "").split("; ")) in (
        ["Chile, Japan", "Egypt: delete"],
        ["Egypt: delete", "Japan, Chile"],
    )
    assert end in printed


@pytest.mark.parametrize("new", ["(Brazil: retain)", "(Brazil: retain; Japan: delete)"])
def test_who_has_words_of_its_own_beside_it_changes_its_wish_in_the_text(tmp_path, new):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wordings:\n  - sources: [af-37b]\n    wording: >-\n"
        "      Revise laws [, including family laws,] (Japan, Brazil: retain) against women\n"
        "  - {by: [Japan], wording: Revise no laws on cranes}\n- id: lac-79j\n",
    )
    edit = room.edit()
    paragraph = next(one for one in edit.body.iter(w("p")) if "Revise laws" in said(one))
    reword(paragraph, "Japan", "(Japan, Brazil: retain)", new)
    file = room.save(edit, "japan.docx")
    assert "said already" not in room.home(file)
    assert [*room.proposed] == ["af-37b:wording:japan"]
    drafter("select", room.selection, "--take-all")
    printed = text_of(room)
    assert f"family laws,] {new} against" in printed
    assert printed.partition("Annex I.")[0].count("Revise no laws on cranes") == 1
    assert "nothing that" in room.home(file)


def test_a_wish_in_anothers_name_is_said(room):
    for opening in ("We therefore", "Revise laws"):
        file = changed(room, "Brazil", "(Egypt: retain)", opening, "brazil.docx")
        assert "names Egypt beside whoever says so" in room.home(file)


def test_two_wishes_of_one_bracket_are_no_change_of_the_same_words():
    was = "Act [now] (Egypt: delete) and well"
    ours = "Act [now] (Egypt: delete; Chile: retain) and well"
    theirs = "Act [now] (Egypt: retain) and very well"
    assert with_both_words(was, ours, theirs) == "Act [now] (Chile, Egypt: retain) and very well"
    within = "Act [now and origami] (Egypt: delete) and well"  # what one words in it, the other wants
    assert (
        with_both_words(was, ours, within) == "Act [now and origami] (Egypt: delete; Chile: retain) and well"
    )
    assert (
        with_both_words(was, within, ours) == "Act [now and origami] (Egypt: delete; Chile: retain) and well"
    )
    more = "Act [now] (Egypt: delete; Chile, Kenya: retain) and very well"  # with the same one's in it
    assert with_both_words(was, more, ours) == with_both_words(was, ours, more) == more
    lifted = "Act [now] and well"
    assert with_both_words(was, lifted, within) == "Act [now and origami] and well"
    assert (
        with_both_words("Act [now]", "Act [now] (Chile: delete)", "Act [then]")
        == "Act [then] (Chile: delete)"
    )
    both_of_egypts = "Act [now] (Egypt: move) and well"
    assert with_both_words(was, both_of_egypts, theirs) is None


def test_it_is_so_where_another_wording_is_struck_besides(room):
    edit = room.edit()
    line = next(one for one in edit.body.iter(w("p")) if "Sow rye" in said(one))
    reword(line, "Egypt", "(Egypt: delete)", "(Egypt: retain)")
    struck_whole(next(one for one in edit.body.iter(w("p")) if "Sow nothing" in said(one)), "Egypt")
    file = room.save(edit)
    room.home(file)
    drafter("select", room.selection, "--take-all")
    block = room.block("beside-others")
    assert [(one["by"], one["wording"]) for one in block["wordings"]] == [
        (["Kenya"], "Sow rye [, and oats,] (Egypt: retain)"),
        (["Norway"], "Sow nothing"),
    ]
    assert block["wished"] == [{"by": ["Egypt"], "says": "delete", "wording": "Sow nothing"}]
    assert "nothing that" in room.home(file)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("Revise laws [and rules] (Chile) that discriminate against women", "(Chile)"),
        ("Revise laws that discriminate against women [and herders] (Chile)", "(Chile)"),
    ],
)
@pytest.mark.parametrize("more", [(), pytest.param(("--of", "Kenya"), marks=pytest.mark.thorough)])
@pytest.mark.parametrize("says", ["delete", pytest.param("retain", marks=pytest.mark.thorough)])
def test_a_wish_in_round_brackets_of_its_own_behind_a_bracket_and_its_names_is_of_that(
    tmp_path, text, old, more, says
):
    room = Room(tmp_path, f'matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wording: "{text}"\n- id: lac-40e\n')
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    if more:
        edit.replace_words(paragraph, old, f"{old} (Kenya: {says})")
    else:
        cut_out(paragraph, old).addnext(change("ins", "Kenya", run(f" (Kenya: {says})")))
    file = room.save(edit)
    room.home(file, more=more)
    assert [*room.proposed] == ["af-37b:wording:kenya"]
    drafter("select", room.selection, "--take-all")
    assert room.block("af-37b")["wording"] == text.replace(old, f"(Chile; Kenya: {says})")
    room.home(file, more=more)
    assert not room.proposed
