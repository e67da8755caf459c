"""A file of an earlier round that comes late, or again: what has gone since is said, and waits."""

import pytest
from test_home_staying import of
from word_room import Room, drafter
from word_tracking import added_below, reword, struck_whole

pytestmark = pytest.mark.thorough

GARDENS = "Uphold the gardens of the host city"
SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - role: alternative
    by: [Brazil]
    wording: Plant oaks on every island
- id: lac-79j
"""


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def with_new_paragraph(room, author="Norway", words=f"{GARDENS};"):
    edit = room.edit()
    new = added_below(edit, edit.clause("clause_lac_79j"), author, words)
    for one in edit.references(new):
        one.getparent().remove(one)
    return room.save(edit, "new.docx")


def with_name(room, name):
    """The paper in which a delegation puts its name behind Brazil's wording."""
    edit = room.edit()
    reword(line_of(edit, "oaks"), name, "(Brazil)", f"(Brazil, {name})")
    return room.save(edit, f"{name}.docx")


def next_paper(room, number):
    drafter("draft", room.selection, "-o", room.folder / f"round-{number}.docx")
    return type(room.edit())((room.folder / f"round-{number}.docx").read_bytes())


def listed(room, *files):
    return " ".join(room.home(*files).split())


def taken_all(room):
    before = room.selection.read_bytes()
    told = " ".join(drafter("select", room.selection, "--take-all").split())
    assert room.selection.read_bytes() == before
    return told


def line_of(edit, words):
    return next(one for one in edit.lines("SingleTxt", "AltTxt") if words in "".join(one.itertext()))


@pytest.mark.thorough
def test_the_first_words_of_a_paragraph_that_its_author_reworded_and_withdrew(room):
    first = with_new_paragraph(room)
    room.home(first)
    drafter("select", room.selection, "--take-all")
    (own,) = [one for one in room.selection.read_text("utf-8").split("- id: ") if GARDENS in one]
    given = own.split("\n")[0]
    edit = next_paper(room, 2)
    reword(line_of(edit, "gardens"), "Norway", "gardens", "gardens and parks")
    room.home(room.save(edit, "second.docx"))
    drafter("select", room.selection, "--take-all")
    told = listed(room, first)
    assert (
        f"these words were in {given}, and Norway reworded them since: "
        "“Uphold the gardens and parks of the host …”; taken, they stand again beside that" in told
    )
    assert "was left to be decided about, since it brings back what has gone" in taken_all(room)
    drafter("select", room.selection, "--leave", *room.proposed)
    drafter("select", room.selection, "--status", "withdrawn", given, "--by", "Norway", "--on", "2026-05-10")
    told = listed(room, first)
    assert (
        f"these words were in {given}, and Norway reworded them since; "
        "that is withdrawn by Norway on 2026-05-10; taken, they stand again" in told
    )
    (name,) = room.proposed
    assert f"{name} was left to be decided about" in taken_all(room)
    room.take(name)
    assert GARDENS in room.markdown().partition("Annex I.")[0]


def test_what_was_withdrawn_or_left_out_waits_until_it_is_named(room):
    first = with_new_paragraph(room)
    room.home(first)
    (name,) = room.proposed
    drafter("select", room.selection, "--take-all")
    given = name.partition(":")[0]
    drafter("select", room.selection, "--drop", given, "--reason", "no support", "--by", "Chair")
    assert f"these words were in {given} and are left out: no support (Chair)" in listed(room, first)
    (name,) = room.proposed
    assert f"To take it all the same: drafter select {room.selection} --take {name}" in taken_all(room)


@pytest.mark.thorough
def test_a_name_that_was_taken_off_since(room):
    joins = with_name(room, "Chile")
    room.home(joins)
    drafter("select", room.selection, "--take-all")
    edit = next_paper(room, 2)
    reword(line_of(edit, "oaks"), "Chile", "(Brazil, Chile)", "(Brazil)")
    room.home(room.save(edit, "off.docx"))
    drafter("select", room.selection, "--take-all")
    assert room.block("af-37b")["wordings"][0]["by"] == ["Brazil"]
    assert "Chile stood behind these words: withdrawn by Chile; taken, the name stands there again" in listed(
        room, joins
    )
    assert "was left to be decided about" in taken_all(room)
    room.take("af-37b:sponsors:chile")
    assert room.block("af-37b")["wordings"][0]["by"] == ["Brazil", "Chile"]


@pytest.mark.thorough
def test_a_name_that_was_withdrawn_is_said_with_when(room):
    joins = with_name(room, "Chile")
    gone = (
        "  withdrawn:\n  - {of: [Chile], wording: Plant oaks on every island, by: [Chile], on: 2026-05-10}\n"
    )
    text = room.selection.read_text("utf-8").replace("- id: lac-79j", f"{gone}- id: lac-79j")
    room.selection.write_text(text, "utf-8")
    assert "Chile stood behind these words: withdrawn by Chile on 2026-05-10; taken, the name" in listed(
        room, joins
    )
    taken_all(room)


@pytest.mark.thorough
def test_a_new_paragraph_with_a_name_that_was_taken_off_since(room):
    first = with_new_paragraph(room, words=f"{GARDENS}; (Chile)")
    room.home(first)
    drafter("select", room.selection, "--take-all")
    (own,) = [one for one in room.selection.read_text("utf-8").split("- id: ") if GARDENS in one]
    given = own.split("\n")[0]
    edit = next_paper(room, 2)
    reword(line_of(edit, "gardens"), "Chile", "(Norway, Chile)", "(Norway)")
    room.home(room.save(edit, "off.docx"))
    drafter("select", room.selection, "--take-all")
    assert room.block(given)["wordings"][0]["by"] == ["Norway"]
    drafter("select", room.selection, "--status", "withdrawn", given, "--by", "Norway")
    told = listed(room, first)
    assert f"these words were in {given} and are withdrawn by Norway" in told
    assert "Chile stood behind these words: withdrawn by Chile" in told


@pytest.mark.thorough
def test_a_wish_that_was_lifted_since(room):
    edit = room.edit()
    struck_whole(edit.clause("clause_lac_79j"), "Egypt")
    struck = room.save(edit)
    room.home(struck)
    drafter("select", room.selection, "--take-all")
    drafter("select", room.selection, "--keep", "lac-79j", "--by", "Egypt")
    assert "Egypt wished so before, and lifted that since" in listed(room, struck)
    taken_all(room)


@pytest.mark.thorough
def test_who_takes_over_what_another_withdrew_is_told_and_taken(room):
    first = with_new_paragraph(room)
    room.home(first)
    (name,) = room.proposed
    drafter("select", room.selection, "--take-all")
    given = name.partition(":")[0]
    drafter("select", room.selection, "--status", "withdrawn", given, "--by", "Norway")
    other = with_new_paragraph(room, "Chile")
    assert f"these words were in {given} and are withdrawn by Norway" in listed(room, other)
    drafter("select", room.selection, "--take-all")
    printed, _, annexes = room.markdown().partition("Annex I.")
    assert f"{GARDENS}" in printed
    assert "Withdrawn by Norway" in annexes


def test_words_that_were_taken_again_are_none_that_were_withdrawn(room):
    first = with_new_paragraph(room)
    room.home(first)
    (name,) = room.proposed
    drafter("select", room.selection, "--take-all")
    drafter("select", room.selection, "--status", "withdrawn", name.partition(":")[0], "--by", "Norway")
    assert "Withdrawn by Norway" in room.markdown()
    room.home(first)
    room.take(*room.proposed)
    printed, _, annexes = room.markdown().partition("Annex I.")
    assert GARDENS in printed
    assert "Withdrawn by Norway" not in annexes
    assert "withdrawn" not in drafter("status", room.selection)


@pytest.mark.thorough
def test_a_wording_that_was_taken_again_is_none_that_was_withdrawn(room):
    edit = room.edit()
    reword(edit.clause("clause_lac_79j"), "Norway", "approaches", "methods")
    first = room.save(edit)
    room.home(first)
    drafter("select", room.selection, "--take-all")
    next_paper(room, 2)
    drafter("select", room.selection, "--status", "withdrawn", "2 bis", "--by", "Norway")
    assert "Withdrawn by Norway" in room.markdown()
    room.home(first)
    room.take(*room.proposed)
    assert "Withdrawn by Norway" not in room.markdown()
    assert "has nothing that" in room.home(first)


@pytest.mark.parametrize("is_read_before", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_who_adds_a_name_behind_its_own_words_that_another_took_out_stands_there_again_with_it(
    room, is_read_before
):
    edit = room.edit()
    reword(line_of(edit, "oaks"), "Brazil", "(Brazil)", "(Brazil, Chile)")
    paper = room.save(edit, "brazil.docx")
    if is_read_before:
        room.home(paper)
    drafter("select", room.selection, "--drop", "1 bis", "--reason", "one text", "--by", "Chair")
    if not is_read_before:
        assert "they stand again under Brazil and Chile alone" in listed(room, paper)
    told = room.take("af-37b:sponsors:brazil")
    assert "it stands again under Brazil and Chile alone" in told
    assert room.block("af-37b")["wordings"][-1]["by"] == ["Brazil", "Chile"]
    assert "taken out" not in drafter("status", room.selection)


WISHES = """\
matrix: kyoto-2021
clauses:
- id: af-37b
  wordings:
  - sources: [af-37b]
  - by: [Brazil]
    wording: Plant oaks on every island
- id: lac-79j
  wishes:
  - {by: [Egypt], says: delete}
"""


@pytest.mark.parametrize(
    ("words", "turned"),
    [("Discuss", False), pytest.param("Discuss", True, marks=pytest.mark.thorough)],
)
def test_a_wish_typed_behind_a_paragraph_that_was_lifted_or_turned_since(tmp_path, words, turned):
    room = Room(tmp_path, WISHES)
    edit = room.edit()
    reword(line_of(edit, words), "Norway", "(Egypt: delete)", "(Egypt, Norway: delete)")
    first = room.save(edit, "first.docx")
    room.home(first)
    room.take("lac-79j:remark:norway")
    both = room.block("lac-79j")["wishes"]
    if turned:
        edit = next_paper(room, 2)
        reword(line_of(edit, words), "Norway", "Egypt, Norway: delete", "Egypt: delete; Norway: retain")
        room.home(room.save(edit, "second.docx"))
        room.take("lac-79j:remark:norway")
    else:
        drafter("select", room.selection, "--keep", "lac-79j", "--by", "Norway")
    left = room.block("lac-79j")["wishes"]
    assert ("delete", "Norway") not in [(one["says"], name) for one in left for name in one["by"]]
    told = listed(room, first)
    assert "Norway wished so before, and lifted that since; taken, the wish stands again" in told
    assert "was left to be decided about, since it brings back what has gone" in taken_all(room)
    room.take("lac-79j:remark:norway")
    assert room.block("lac-79j")["wishes"] == both
    assert "has nothing that" in room.home(first)


@pytest.mark.parametrize(
    ("name", "words", "new", "styles", "then"),
    [
        ("item-4-ii", "Gender-sensitive", "Gender-friendly", ["H4"], "Other"),
        pytest.param("preamble", "Declare", "Proclaim", [], "", marks=pytest.mark.thorough),
        pytest.param("preamble", "Declare", "Proclaim", [], "Other", marks=pytest.mark.thorough),
        pytest.param("af-37b", "Gardens", "Parks", [], "", marks=pytest.mark.thorough),
    ],
)
def test_what_its_author_had_in_brackets_in_running_words_and_struck_or_reworded_since(
    tmp_path, name, words, new, styles, then
):
    above = "- id: af-37b\n  above: Gardens of the host city\n"
    room = Room(tmp_path, SELECTION.replace("- id: af-37b\n", above))
    edit = room.edit()
    reword(of(edit, words, *styles), "Norway", words, new)
    first = room.save(edit, "first.docx")
    room.home(first)
    (given,) = room.proposed
    assert given.startswith(name)
    drafter("select", room.selection, "--take-all")
    edit = next_paper(room, 2)
    bracket = f"[{words}] (Norway: delete) [{new}] (Norway)"
    reword(of(edit, words, *styles), "Norway", *((new, then) if then else (bracket, words)))
    room.home(room.save(edit, "second.docx"))
    drafter("select", room.selection, "--take-all")
    assert f"[{new}] (Norway)" not in room.markdown().replace("\\", "")
    told = listed(room, first)
    assert f"these words were in {name} and have been replaced since; taken, they stand again" in told
    assert f"{given} was left to be decided about, since it brings back what has gone" in taken_all(room)
    room.take(given)
    assert new in room.markdown().partition("Annex I.")[0]


def test_what_another_withdraws_while_a_proposal_waits_does_not_come_back_with_that(tmp_path):
    own = "\n".join(
        f"  - {{by: [{who}], wording: {words}}}"
        for who, words in (("Japan", "Plant elms"), ("Egypt", "Plant oaks"))
    )
    room = Room(tmp_path, f"matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wordings:\n{own}\n")
    edit = room.edit()
    reword(line_of(edit, "oaks"), "Egypt", "oaks", "oaks and yews")
    file = room.save(edit)
    room.home(file)
    drafter("select", room.selection, "--status", "withdrawn", "1 bis", "--by", "Japan")
    assert "left to be decided" not in drafter("select", room.selection, "--take-all")
    stand = [one["wording"] for one in room.block("af-37b")["wordings"] if one.get("wording")]
    assert stand == ["Plant oaks and yews"]
    assert [one["of"] for one in room.block("af-37b")["withdrawn"]] == [["Japan"]]
    assert "has nothing that" in room.home(file)


def test_what_stands_in_the_text_comes_back_with_nothing_though_its_neighbour_goes(tmp_path):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: oaks\n"
        "  text: '[Plant] [Sow] (Chile) [Buy] (Kenya) oaks on every island'\n"
        "  withdrawn:\n  - {of: [Chile], wording: Sow oaks on every island, by: [Chair], is: taken out}\n"
        "- id: lac-79j\n",
    )
    edit = room.edit()
    reword(edit.clause("clause_oaks"), "Kenya", "[Buy] (Kenya) ", "")
    told = " ".join(room.home(room.save(edit)).split())
    assert "Chile had" not in told
    drafter("select", room.selection, "--take-all")
    assert not room.proposed
