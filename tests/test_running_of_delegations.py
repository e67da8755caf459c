"""What a delegation changes in the form's own words stands in brackets under its name."""

import re
from collections import Counter

import pytest
import yaml
from test_home_staying import of
from word_editing import Edit
from word_room import Room, drafter
from word_tracking import reword, struck_whole

from drafter.decisions import SelectionEntry
from drafter.draft.running import paragraphs_of, text_of
from drafter.merge.proposals import Field, Proposal
from drafter.merge.running_words.running_theirs import (
    as_alone,
    as_everybodys,
    over_taken,
    put_together,
    under_name,
)
from drafter.merge.running_words.running_told import ChangedLine

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: af-37b
- id: lac-79j
"""
OPENING = "We therefore endeavour to take the following actions:"
EGYPTS = "We therefore [endeavour] (Egypt: delete) [undertake] (Egypt) to take the following actions:"


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def words(room):
    return yaml.safe_load(room.selection.read_text("utf-8")).get("words", {})


def opening_by(room, author, now):
    edit = room.edit()
    reword(of(edit, "We therefore"), author, "endeavour", now)
    return edit


@pytest.mark.thorough
def test_the_opening_line_of_a_part_keeps_the_name_of_whoever_rewords_it(room):
    paper = room.save(opening_by(room, "Egypt", "undertake"))
    told = room.home(paper)
    assert "taken, it stands in brackets with the name behind, unless it is taken --as-text" in told
    room.take(*room.proposed)
    assert words(room)["actions"] == f"# Actions\n\n{EGYPTS}"
    assert EGYPTS in room.markdown().replace("\\", "").replace("*", "")
    assert "Egypt: 2 brackets" in drafter("status", room.selection)
    # Read again, it has nothing new; nor has the next paper, untouched.
    assert "has nothing that" in room.home(paper)
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    assert "has nothing that" in room.home(room.folder / "round-2.docx")
    assert "0 errors" in drafter("check", room.folder / "round-2.docx")


@pytest.mark.thorough
def test_as_text_it_is_everybodys(room):
    room.home(room.save(opening_by(room, "Egypt", "undertake")))
    room.take(*room.proposed, more=("--as-text", "--by", "Chair"))
    assert words(room)["actions"] == f"# Actions\n\n{OPENING.replace('endeavour', 'undertake')}"


@pytest.mark.thorough
def test_two_that_reword_the_same_both_stand(room):
    papers = [
        room.save(opening_by(room, author, now), f"{author}.docx")
        for author, now in (("Egypt", "undertake"), ("Japan", "resolve"), ("Chile", "undertake"))
    ]
    room.home(*papers)
    drafter("select", room.selection, "--take-all")
    printed = words(room)["actions"]
    for name in ("Egypt", "Japan", "Chile"):
        assert f"{name}: " in drafter("status", room.selection)
        assert name in printed
    assert "resolve" in printed


@pytest.mark.thorough
@pytest.mark.parametrize("way", ["", "--as-text"])
def test_two_that_fill_in_the_same_line_of_the_preamble_stand_there_before_what_leads_over(tmp_path, way):
    room = Room(tmp_path, f"{SELECTION}- id: desk\n  part: preamble\n  text: Alarmed by crime,\n")
    papers = []
    for author, number in (("Brazil", "70/174"), ("Egypt", "1/1")):
        edit = room.edit()
        line = of(edit, "Recalling [earlier")
        reword(line, author, "[earlier declarations and resolutions]", f"resolution {number}")
        papers.append(room.save(edit, f"{author}.docx"))
    room.home(*papers)
    for one in [*room.proposed]:
        room.take(one, more=(way, "--by", "Chair") if way else ())
    old = "[Recalling [earlier declarations and resolutions],] (Brazil, Egypt: delete)"
    first, second = "Recalling resolution 70/174,", "Recalling resolution 1/1,"
    # As text one is in the place of the other, which stays as a comment.
    said = [second] if way else [f"{old} [{first}] (Brazil)", f"[{second}] (Egypt)"]
    printed = [one for one in room.markdown().replace("\\", "").split("\n\n") if one]
    at = printed.index(said[0])
    rest = [
        "Recognizing [the considerations from which the declaration proceeds],",
        "Alarmed by crime,",
        "Declare the following:",
    ]
    assert printed[at : at + len(said) + 3] == [*said, *rest]
    # Read again, what stands there is not said to stand in Word alone.
    for paper in () if way else papers:
        told = room.home(paper)
        assert "is said already" in told
        assert "not imported" not in told


def test_of_two_that_reword_what_leads_over_both_stand_in_its_line():
    declare, brazils = "Declare the following:", "Solemnly declare what follows:"
    was = paragraphs_of(f"Recalling this,\n\n{declare}")
    both = [
        under_name(was, paragraphs_of(f"Recalling this,\n\n{now}"), [by])
        for by, now in (("Brazil", brazils), ("Egypt", "Decide what follows:"))
    ]
    first, second = (
        Proposal("preamble", Field.WORDS, SelectionEntry("preamble", above=text_of(one)), by=(by,))
        for by, one in zip(("Brazil", "Egypt"), both, strict=True)
    )
    recalled, line = text_of(paragraphs_of(put_together(first, second).to.above)).split("\n\n")
    assert recalled == "Recalling this,"
    assert line == f"[{declare}] (Brazil, Egypt: delete) [{brazils}] (Brazil) [Decide what follows:] (Egypt)"


@pytest.mark.thorough
def test_headings_title_and_what_is_struck_likewise(room):
    edit = room.edit()
    reword(of(edit, "Gender-sensitive approaches", "H4"), "Egypt", "approaches", "measures")
    reword(of(edit, "Compilation of"), "Egypt", "candidate paragraphs", "paragraphs")
    struck_whole(of(edit, "Recognizing [the considerations"), "Japan")
    room.home(room.save(edit))
    room.take(*room.proposed)
    said = yaml.safe_load(room.selection.read_text("utf-8"))
    heading = said["words"]["item-4-ii"]
    assert heading == "### Gender-sensitive [approaches] (Egypt: delete) [measures] (Egypt)"
    assert said["about"]["title"] == "Compilation of [candidate] (Egypt: delete) paragraphs"
    struck = "[Recognizing [the considerations from which the declaration proceeds],] (Japan: delete)"
    assert struck in " ".join(said["words"]["preamble"].split())
    assert "has nothing that" in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_who_takes_its_own_brackets_away_withdraws_them(room):
    room.home(room.save(opening_by(room, "Egypt", "undertake")))
    room.take(*room.proposed)
    drafter("draft", room.selection, "-o", room.folder / "round-2.docx")
    edit = Edit((room.folder / "round-2.docx").read_bytes())
    reword(of(edit, "We therefore"), "Egypt", "[endeavour] (Egypt: delete) [undertake] (Egypt)", "endeavour")
    room.home(room.save(edit, "next.docx"))
    room.take(*room.proposed)
    assert words(room)["actions"] == f"# Actions\n\n{OPENING}"


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("Juvenile justice", "Child justice", "[Juvenile] (Egypt: delete) [Child] (Egypt) justice"),
        ("Juvenile justice", "Juvenile justice and peace", "Juvenile justice [and peace] (Egypt)"),
        ("Justice, peace", "Justice", "Justice [, peace] (Egypt: delete)"),
        ("Justice", "Wholly other words", "[Justice] (Egypt: delete) [Wholly other words] (Egypt)"),
        ("Courts for all", "Courts [for all] (Egypt: delete)", "Courts [for all] (Egypt: delete)"),
        ("Courts for all", "Courts for all [, too] (Egypt)", "Courts for all [, too] (Egypt)"),
        ("", "### New heading", "### [New heading] (Egypt)"),
        ("First\n\nsecond", "First", "First\n\n[second] (Egypt: delete)"),
        ("Recalling [all],", "Recalling Doha,", "Recalling [[all]] (Egypt: delete) [Doha] (Egypt),"),
    ],
)
def test_what_changed_stands_in_brackets_and_as_text_nothing_of_them_is_left(was, now, shown):
    found = text_of(under_name(paragraphs_of(was), paragraphs_of(now), ["Egypt"]))
    assert found == shown
    if "Egypt" not in now:
        assert as_everybodys(shown, ["Egypt"]) == now
    before = as_everybodys(shown, ["Egypt"], is_taken=False)
    assert before == (was or "none")


@pytest.mark.parametrize(
    ("was", "shown"),
    [
        (
            "We therefore [[undertake] (Chile)] (Egypt: delete) [strive] (Egypt) to take actions",
            "We therefore [{inner}] (Egypt: delete) [strive] (Egypt) to take actions",
        ),
        (
            "We [[undertake] (Chile)] (Egypt: delete) [strive] (Egypt) to act",
            "[We {inner} to act] (Egypt: delete) [We strive to act] (Egypt)",
        ),
    ],
)
def test_what_is_typed_in_a_bracket_that_its_author_would_have_out_stands_within_it(was, shown):
    now = was.replace("[undertake]", "[undertake NEW]")
    found = text_of(under_name(paragraphs_of(was), paragraphs_of(now), ["Egypt"]))
    inner = "[undertake [NEW] (Egypt)] (Chile)"
    assert found == shown.format(inner=inner)


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("[All men] (Chile)", "[All good men] (Chile)", "[All [good] (Egypt) men] (Chile)"),
        (
            "[[All men] (Chile)] (Brazil: delete)",
            "[[All wise men] (Chile)] (Brazil: delete)",
            "[[All [wise] (Egypt) men] (Chile)] (Brazil: delete)",
        ),
        (
            "Courts [and age] (Chile) for all",
            "Courts [and old age] (Chile) for all men",
            "Courts [and [old] (Egypt) age] (Chile) for all [men] (Egypt)",
        ),
        ("We [must] (Chile) act", "We [NEW must] (Chile) act", "We [[NEW] (Egypt) must] (Chile) act"),
        (
            "We [must] (Chile) act",
            "We [shall] (Chile) act",
            "We [[must] (Egypt: delete) [shall] (Egypt)] (Chile) act",
        ),
        ("We [must] (Chile) act", "We act", "We [[must] (Chile)] (Egypt: delete) act"),
    ],
)
def test_what_is_typed_in_a_bracket_of_others_stands_there_in_ones_own(was, now, shown):
    found = text_of(under_name(paragraphs_of(was), paragraphs_of(now), ["Egypt"]))
    assert found == shown
    assert as_everybodys(found, ["Egypt"]) == now
    assert as_everybodys(found, ["Egypt"], is_taken=False) == was


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("new", "stands", "is_said"),
    [
        ("young children", "[Justice for [young] (Egypt) children] (Japan)", False),
        ("children] (Japan) [and men", "[Justice for children] (Japan) [[and men] (Japan)] (Egypt)", True),
    ],
)
def test_a_word_typed_in_an_amended_heading_has_its_own_name_and_others_are_said(
    tmp_path, new, stands, is_said
):
    heading = 'words:\n  item-4-ii: "### [Justice for children] (Japan)"\n'
    room = Room(tmp_path, SELECTION + heading)
    edit = room.edit()
    reword(of(edit, "Justice for children", "H4"), "Egypt", "children", new)
    told = " ".join(room.home(room.save(edit)).split())
    assert ("names Japan beside whoever says so" in told) is is_said
    room.take("item-4-ii")
    assert words(room)["item-4-ii"] == f"### {stands}"
    assert stands in room.markdown().replace("\\", "")
    assert "has nothing that" in room.home(room.folder / "back.docx")


def told_of(was, now, above):
    before, after = (Counter(re.findall(r"\w+", text)) for text in (was, now))
    line = ChangedLine("actions", was, now, before, after)
    return line.is_in(Proposal("actions", Field.WORDS, SelectionEntry("actions", above=above), by=("Egypt",)))


@pytest.mark.parametrize(
    ("was", "now", "above", "is_told"),
    [
        ("Act now", "Act NEW now", "Act [NEW] (Egypt) now", True),
        ("Act now", "Act NEW now", "Act now [today] (Egypt)", False),
        ("Act now", "Act", "Act [now] (Egypt: delete)", True),
        ("Act now", "Act", "Act now [today] (Egypt)", False),
        ("Act now", "", "[Act now] (Egypt: delete)", True),
        ("Act now", "", "Act now [Go on] (Egypt)", False),
        ("Act now", "Go on", "[Act now] (Egypt: delete) [Go on] (Egypt)", True),
        ("Act now", "Go on", "Act now [Go on] (Egypt)", False),
        ("[New acts] (Egypt)", "Old acts", "[Old acts] (Egypt)", True),
        ("[New acts] (Egypt)", "Old acts", "[New acts] (Egypt)", False),
        ("[New acts] (Japan)", "Old acts", "[New acts] (Japan) [Old acts] (Egypt)", False),
    ],
)
def test_a_proposal_tells_of_a_line_only_what_it_has_of_it(was, now, above, is_told):
    assert told_of(was, now, above) is is_told


def test_a_heading_reworded_wholly_is_reworded_whoever_did_it_and_silences_no_other(room):
    edit = room.edit()
    reword(of(edit, "Gender-sensitive approaches", "H4"), "Egypt", "Gender-sensitive approaches", "Women")
    told = room.home(room.save(edit), more=("--of", "Egypt"))
    assert "item-4-ii:words:egypt" in room.proposed
    assert "not imported" not in told
    room.take(*room.proposed)
    assert words(room)["item-4-ii"] == "### [Gender-sensitive approaches] (Egypt: delete) [Women] (Egypt)"


@pytest.mark.thorough
def test_two_that_are_taken_one_after_the_other_both_stand_without_reading_again(room):
    papers = []
    for author, now, heading in (("Egypt", "undertake", "measures"), ("Japan", "resolve", "rules")):
        edit = opening_by(room, author, now)
        reword(of(edit, "Gender-sensitive approaches", "H4"), author, "approaches", heading)
        reword(of(edit, "Compilation of"), author, "candidate", heading)
        papers.append(room.save(edit, f"{author}.docx"))
    room.home(*papers)
    names = ("actions", "item-4-ii", "title")
    room.take(*(f"{name}:words:egypt" for name in names))
    room.take(*(f"{name}:words:japan" for name in names))
    said = yaml.safe_load(room.selection.read_text("utf-8"))
    together = [*(said["words"][name] for name in names[:2]), said["about"]["title"]]
    for text in together:
        assert "(Egypt)" in text
        assert "(Japan)" in text
    assert "has nothing that" in room.home(*papers)


@pytest.mark.parametrize(
    ("taken", "by", "together"),
    [
        ("Act [soon] (Egypt)", "Egypt", "Act [soon] (Egypt)\n\n[Act NEW] (Japan)"),
        ("Act [NEW] (Egypt)", "Egypt", "Act [NEW] (Egypt, Japan)"),
        ("Act soon", "Egypt", "Act soon\n\n[Act NEW] (Japan)"),  # taken as text
        ("Act NEW", "Egypt", "Act NEW"),
        ("Act soon", "", "Act soon\n\n[Act NEW] (Japan)"),
    ],
)
def test_what_waits_stands_beside_what_was_taken(taken, by, together):
    first, waits = (
        Proposal("actions", Field.WORDS, SelectionEntry("actions", above=words), by=names)
        for words, names in ((taken, (by,) if by else ()), ("Act [NEW] (Japan)", ("Japan",)))
    )
    assert over_taken(waits, first).to.above == together


@pytest.mark.parametrize(
    ("there", "now"),
    [
        ("Act [NEW] (Egypt) [soon] (Egypt)", "Act NEW [soon] (Egypt)"),  # as text it is in nobody's brackets
        ("Act [NEW] (Egypt, Japan) [soon] (Egypt)", "Act [NEW] (Egypt, Japan) [soon] (Egypt)"),
        ("Act", "Act NEW [soon] (Egypt)"),
    ],
)
def test_what_two_say_alike_is_the_text_where_that_of_the_second_is(there, now):
    proposed = as_alone("Act [NEW] (Egypt, Japan) [soon] (Egypt)", ["Japan"], f"words:\n  {there}\n")
    assert as_everybodys(proposed, ["Japan"]) == now


@pytest.mark.thorough
def test_whoever_strikes_a_heading_moves_nothing_that_stood_under_it(tmp_path):
    above = "clauses:\n- id: victim-centred-approaches\n"
    room = Room(tmp_path, SELECTION.replace("clauses:\n", above))
    edit = room.edit()
    struck_whole(of(edit, "Gender-sensitive approaches", "H4"), "Egypt")
    room.home(room.save(edit))
    assert list(room.proposed) == ["item-4-ii:words:egypt"]
    room.take("item-4-ii")
    assert words(room)["item-4-ii"] == "### [Gender-sensitive approaches] (Egypt: delete)"
    assert "has nothing that" in room.home(room.folder / "back.docx")
