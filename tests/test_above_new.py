"""A heading above a paragraph that is new itself comes home once that is taken and the file read again."""

import copy

import pytest
from word_editing import run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import change, end_changed

SELECTION = "matrix: kyoto-2021\nclauses:\n- id: lac-79j\n- id: af-37b\n- id: wa-56c\n"
COASTS = "Protect the mangrove coasts of all States"


def typed_below(old, words, like, author=""):
    """A paragraph in the style of another one, tracked as somebody's or not."""
    new = copy.deepcopy(like)
    for part in list(new):
        if part.tag != w("pPr"):
            new.remove(part)
    new.append(change("ins", author, run(words)) if author else run(words))
    if author:
        end_changed(new, "ins", author)
    old.addnext(new)
    return new


@pytest.mark.parametrize(
    ("author", "more"),
    [
        ("Kenya", ()),
        pytest.param("", (), marks=pytest.mark.thorough),
        pytest.param("", ("--of", "Kenya"), marks=pytest.mark.thorough),
    ],
)
def test_a_heading_above_a_new_paragraph_comes_home_on_the_second_reading(tmp_path, author, more):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    last = next(line for line in edit.lines("SingleTxt") if "Revise laws" in said(line))
    heading = typed_below(last, "Flamingo coasts", next(iter(edit.lines("H4"))), author)
    typed_below(heading, f"{COASTS};", last, author)
    paper = room.save(edit)
    told = " ".join(room.home(paper, more=more).split())
    assert (
        "1 heading (“Flamingo coasts”); this cannot be imported Over a new paragraph: take that, and" in told
    )
    drafter("select", room.selection, "--take-all")
    (new,) = [one for one in room.selection.read_text("utf-8").split("- id: ") if COASTS in one]
    room.home(paper, more=more)
    by = "Kenya" if author or more else ""
    assert list(room.proposed) == [f"{new.split()[0]}:above{':kenya' if by else ''}"]
    drafter("select", room.selection, "--take-all")
    stands = "[Flamingo coasts] (Kenya)" if by else "Flamingo coasts"
    assert room.block(new.split()[0])["above"] == f"### {stands}"
    lines = [line for line in room.markdown().replace("\\", "").splitlines() if line.strip()]
    at = next(n for n, line in enumerate(lines) if stands in line)
    assert COASTS in lines[at + 1]
    assert "has nothing that" in room.home(paper, more=more)


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["passed on", "both", "one after the other"])
def test_a_heading_of_one_over_a_new_paragraph_of_another_stands_above_that(tmp_path, way):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    last = next(line for line in edit.lines("SingleTxt") if "Identify and assess" in said(line))
    heading = typed_below(last, "Flamingo coasts", next(iter(edit.lines("H4"))), "Brazil")
    first = room.save(edit, "brazil.docx")
    typed_below(heading, f"{COASTS};", last, "Egypt")
    second = room.save(edit, "egypt.docx")
    files = (first, second) if way == "both" else (second,)
    if way == "one after the other":  # the heading stands already, over what followed it then
        room.home(first)
        drafter("select", room.selection, "--take-all")
    told = " ".join(room.home(*files).split())
    assert all(":new:egypt" in one for one in room.proposed)
    if way != "one after the other":
        assert (
            "1 heading (“Flamingo coasts”); this cannot be imported Over a new paragraph: take that" in told
        )
    drafter("select", room.selection, "--take-all")
    (new,) = [one.split()[0] for one in room.selection.read_text("utf-8").split("- id: ") if COASTS in one]
    room.home(*files)
    if way != "one after the other":
        assert {*room.proposed} == {f"{new}:above:brazil"}
        drafter("select", room.selection, "--take-all")
        assert room.block(new)["above"] == "### [Flamingo coasts] (Brazil)"
    lines = [line for line in room.markdown().replace("\\", "").splitlines() if line.strip()]
    (at,) = [n for n, line in enumerate(lines) if line.startswith("#") and "Flamingo coasts" in line]
    assert COASTS in lines[at + 1] or way == "one after the other"
    assert all("has nothing that" in room.home(one) for one in (first, second))


@pytest.mark.parametrize("author", ["Egypt", pytest.param("", marks=pytest.mark.thorough)])
def test_of_a_paragraph_typed_below_a_heading_of_a_block_it_is_said_that_this_stays_there(tmp_path, author):
    room = Room(tmp_path, f"{SELECTION}  above: '### Flamingo coasts'\n")
    edit = room.edit()
    (heading,) = [one for one in edit.lines("H3", "H4") if said(one).strip() == "Flamingo coasts"]
    last = next(line for line in edit.lines("SingleTxt") if "Revise laws" in said(line))
    first = typed_below(heading, f"{COASTS};", last, author)
    typed_below(last, "Plant oaks in every court;", last, author)
    told = " ".join(room.home(room.save(edit)).split())
    assert told.count("(typed below “Flamingo coasts”, which stays over “wa-56c”") == 1
    assert said(first).startswith(COASTS)
    # As it says:
    drafter("select", room.selection, "--take-all")
    above = "  above: '### Flamingo coasts'\n"
    text = room.selection.read_text("utf-8").replace(above, "")
    (new,) = [one.split()[0] for one in text.split("- id: ") if COASTS in one]
    room.selection.write_text(text.replace(f"- id: {new}\n", f"- id: {new}\n{above}"), "utf-8")
    lines = [line for line in room.markdown().splitlines() if line.strip()]
    at = next(n for n, line in enumerate(lines) if line.startswith("#") and "Flamingo coasts" in line)
    assert COASTS in lines[at + 1]
