"""Words in a bracket of one delegation's that another changes: nobody else has said these."""

import copy

import pytest
from test_home_staying import of
from test_new_of_delegations import typed
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, cut_out, reword, run, strike

# Each makes drafts and reads a file back: .ci/run does it.
pytestmark = pytest.mark.thorough

STEEL = " [of steel] (Japan)"


def selection(of_text="", of_kenya=""):
    return f"""\
matrix: kyoto-2021
delegations: [Kenya, Chile, Japan, Norway, European Union]
clauses:
- id: af-37b
- id: net
  heading: item-4-ii
  text: >-
    Build a heron net{of_text} for all
  wordings:
  - by: [Kenya]
    wording: "Build a heron pond{of_kenya} for all"
"""


def printed(room):
    words = room.markdown().partition("Annex I.")[0].replace("\\", "").replace("*", "")
    return [line.partition(". ")[2] for line in words.splitlines() if "heron" in line]


def paragraph(edit, words):
    every = edit.document.iter(w("p"))
    return next(one for one in every if words in "".join(text.text or "" for text in one.iter(w("t"))))


def put_behind(paragraph, author, words, new):
    """New words behind others, tracked where an author is given; also within what another put in."""
    there = cut_out(paragraph, words)
    holder, put = there.getparent(), change("ins", author, run(new)) if author else run(new)
    if holder.tag != w("ins"):
        there.addnext(put)
        return
    rest = copy.deepcopy(holder)
    del rest[:]
    rest.extend([*there.itersiblings()])
    holder.addnext(put)
    put.addnext(rest)


def reword_in(paragraph, author, old, new):
    """Other words in the place of some, also within what another put in."""
    put_behind(paragraph, author, old, new)
    strike(author, cut_out(paragraph, old))


def come_home(room, edit, more=()):
    """What the list says of the file, and of it again when all of it was taken."""
    file = room.save(edit)
    told = " ".join(room.home(file, more=more).split())
    drafter("select", room.selection, "--take-all")
    again = room.home(file, more=more)
    assert "net:" not in again, again
    return told


@pytest.mark.parametrize("words", ["heron net", "heron pond"])
def test_a_bracket_that_another_tracked_in_the_same_file(tmp_path, words):
    room = Room(tmp_path, selection())
    edit = room.edit()
    there = paragraph(edit, words)
    put_behind(there, "European Union", words, " [and steel rods] (European Union)")
    reword_in(there, "Kenya", "steel", "silk")
    told = come_home(room, edit)
    assert "silk rods] for all" in told
    assert "names European Union" not in told
    found = printed(room)
    assert f"[Build a {words} [and silk rods] for all.] (Kenya)" in found
    assert f"[Build a {words} [and steel rods] (European Union) for all.] (European Union)" in found
    assert len(found) == (4 if words == "heron net" else 3)  # its own it has in other words
    status = drafter("status", room.selection)
    assert "European Union: 1 bracket (2); 1 proposal" in status
    assert "named in 1 bracket of what others propose" not in status


def test_words_typed_into_a_bracket_that_another_tracked(tmp_path):
    room = Room(tmp_path, selection())
    edit = room.edit()
    there = paragraph(edit, "heron net")
    put_behind(there, "European Union", "heron net", " [of steel] (European Union)")
    put_behind(there, "Kenya", "[of", " silk and")
    come_home(room, edit)
    assert "[Build a heron net [of silk and steel] for all.] (Kenya)" in printed(room)


def test_words_typed_there_without_tracking_are_of_whoever_typed(tmp_path):
    room = Room(tmp_path, selection())
    edit = room.edit()
    there = paragraph(edit, "heron net")
    put_behind(there, "European Union", "heron net", " [of steel] (European Union)")
    put_behind(there, "", "[of", " silk and")
    come_home(room, edit, ("--of", "Norway"))
    found = printed(room)[2:]
    assert "[Build a heron net [of steel] (European Union) for all.] (European Union)" in found
    assert [one.endswith("] (Norway)") for one in found if "[of silk and steel]" in one] == [True]


def test_a_bracket_that_was_typed_without_tracking(tmp_path):
    room = Room(tmp_path, selection())
    edit = room.edit()
    there = paragraph(edit, "heron net")
    put_behind(there, "", "heron net", " [of steel] (European Union)")
    reword_in(there, "Kenya", "steel", "silk")
    room.home(room.save(edit))
    room.take("net:wording:kenya")
    assert "[Build a heron net [of silk] for all.] (Kenya)" in printed(room)


def test_a_bracket_in_a_new_paragraph_of_another(tmp_path):
    room = Room(tmp_path, selection())
    edit = room.edit()
    new = typed("Mend the heron walls [of steel] (European Union) of every harbour", "European Union")
    edit.clause("clause_net").addprevious(new)
    reword_in(new, "Kenya", "steel", "silk")
    come_home(room, edit)
    assert "[Mend the heron walls [of silk] of every harbour;] (Kenya)" in printed(room)


def test_what_it_leaves_alone_there_stays_under_the_name(tmp_path):
    room = Room(tmp_path, selection())
    edit = room.edit()
    new = typed("Mend the heron walls [of steel] (European Union) of every harbour", "European Union")
    edit.clause("clause_net").addprevious(new)
    reword_in(new, "Kenya", "every", "each")
    come_home(room, edit)
    assert "[Mend the heron walls [of steel] (European Union) of each harbour;] (Kenya)" in printed(room)


@pytest.mark.parametrize(
    ("stood", "becomes"),
    [
        (STEEL, " [of silk]"),
        (" [and [of steel] (Japan) poles]", " [and [of silk] poles]"),
        (" [and [of steel] (Japan) poles] (Chile)", " [and [of silk] poles]"),
        (" [of steel] (Japan, Kenya)", " [of silk] (Kenya)"),
        (" [of steel [and iron] (Japan)] (Kenya)", " [of silk [and iron] (Japan)] (Kenya)"),
        (" [of steel] (Japan) [or wood] (Japan)", " [of silk] [or wood] (Japan)"),
    ],
)
@pytest.mark.parametrize("words", ["heron net", "heron pond"])
def test_a_bracket_that_was_printed_in_the_text_or_in_its_own_wording(tmp_path, words, stood, becomes):
    room = Room(tmp_path, selection(**{"of_text" if words == "heron net" else "of_kenya": stood}))
    edit = room.edit()
    reword(paragraph(edit, words), "Kenya", "steel", "silk")
    told = come_home(room, edit)
    assert "names " not in told
    assert f"[Build a {words}{becomes} for all.] (Kenya)" in printed(room)


@pytest.mark.parametrize(
    ("typed_behind", "becomes"),
    [(", Kenya", "[of silk] (Kenya)"), ("; Kenya: retain", "[of silk] (Kenya: retain)")],
)
def test_its_own_name_or_wish_that_it_types_there_is_its_alone(tmp_path, typed_behind, becomes):
    room = Room(tmp_path, selection(STEEL))
    edit = room.edit()
    there = paragraph(edit, "heron net")
    reword(there, "Kenya", "steel", "silk")
    put_behind(there, "Kenya", "(Japan", typed_behind)
    come_home(room, edit)
    assert f"[Build a heron net {becomes} for all.] (Kenya)" in printed(room)


def test_as_text_nothing_of_it_stands_under_anothers_name(tmp_path):
    room = Room(tmp_path, selection(" [and [of steel] (Japan) poles]"))
    edit = room.edit()
    reword(paragraph(edit, "heron net"), "Kenya", "steel", "silk")
    told = " ".join(room.home(room.save(edit)).split())
    assert "what Japan would have in brackets does not stay as it is" in told
    drafter("select", room.selection, "--take-all", "--as-text")
    assert printed(room)[0] == "[Build a heron net [and [of silk] poles] for all.]"
    kept = room.block("net")["withdrawn"]
    assert [one["wording"] for one in kept] == ["Build a heron net [and [of steel] (Japan) poles] for all"]


def test_a_bracket_that_another_tracked_in_a_heading(tmp_path):
    room = Room(tmp_path, selection())
    edit = room.edit()
    heading = of(edit, "Gender-sensitive", "H4")
    put_behind(heading, "European Union", "approaches", " [of steel] (European Union)")
    reword_in(heading, "Kenya", "steel", "silk")
    file = room.save(edit)
    assert "names European Union" not in " ".join(room.home(file).split())
    drafter("select", room.selection, "--take-all")
    words = room.markdown().replace("\\", "")
    assert "Gender-sensitive approaches [of steel] (European Union)" in words
    assert "[Gender-sensitive approaches [of silk]] (Kenya)" in words
    assert "nothing to propose" in room.home(file)


@pytest.mark.parametrize("words", ["heron net", "heron pond"])
@pytest.mark.parametrize("way", ["opened", "reworded", "struck"])
@pytest.mark.parametrize("says", ["retain", "delete"])
@pytest.mark.parametrize("whose", ["Kenya", "Chile", "Japan; Kenya", "Chile, Kenya"])
def test_its_wish_behind_the_bracket_around_its_own_stays(tmp_path, words, way, says, whose):
    """Others’ stay where what they spoke about stands as it did; where not, it is told."""
    behind = f" ({whose}: {says})"
    own = " [and silk] (Kenya)"
    stood = f" [of steel{own}]{behind}"
    room = Room(tmp_path, selection(**{"of_text" if words == "heron net" else "of_kenya": stood}))
    edit = room.edit()
    new = {"opened": " and silk", "reworded": own.replace("silk", "cord"), "struck": ""}[way]
    reword(paragraph(edit, words), "Kenya", own, new)
    told = come_home(room, edit)
    own_wish = f" (Kenya: {says})" if "Kenya" in whose else ""
    becomes = own_wish if way == "opened" else behind
    assert f"[Build a {words} [of steel{new}]{becomes} for all.] (Kenya)" in printed(room)
    others = [one for one in ("Chile", "Japan") if one in whose]
    if becomes != behind and others and words == "heron pond":
        assert f"what {others[0]} would have in brackets does not stay as it is" in told
        assert stood in room.markdown().replace("\\", "").partition("Annex II.")[2]
