"""Where a paragraph stands is not read from Word: who types or strikes it is told what is said instead."""

import time

import pytest
from word_editing import run, said
from word_reading import w
from word_room import Room, drafter
from word_tracking import added_below, change, cut_out, strike

from drafter.decisions import Status
from drafter.form.forms import load_form
from drafter.matrix.loading import find_form
from drafter.merge.sides.typed_status import Statuses
from tools import drafter_here

SELECTION = """\
matrix: kyoto-2021
clauses:
- id: legal-aid
  status: [{is: reserved, by: [Brazil, Egypt]}]
- id: af-37b
"""


def statuses():
    return Statuses(load_form(find_form("kyoto")).phrases, ["the Group of 77 and China"])


@pytest.mark.parametrize(
    ("typed", "status", "by"),
    [
        ("Provide aid; [Agreed]", Status.AGREED, ()),
        ("Provide aid [agreed ad ref];", Status.AD_REFERENDUM, ()),
        ("Provide aid [Agreed ad referendum]", Status.AD_REFERENDUM, ()),
        ("Provide aid; [Reservation: Brazil]", Status.RESERVED, ("Brazil",)),
        (
            "[Reservation: the Group of 77 and China, Chile]",
            Status.RESERVED,
            ("the Group of 77 and China", "Chile"),
        ),
        ("Provide aid; Whole paragraph: [Reservation]", Status.RESERVED, ()),
    ],
)
def test_a_typed_status_is_read_as_what_the_selection_would_say(typed, status, by):
    found = statuses().read(typed)
    assert (found.status, found.by) == (status, by)


def test_words_are_no_status():
    assert statuses().read("Provide [agreed] aid") is None
    assert statuses().read("As agreed") is None


@pytest.mark.parametrize("mark", ["; ", ", ", ";", "\N{NO-BREAK SPACE}", " ", ". "])
def test_thousands_of_marks_are_read_in_time_with_a_status_behind_them_or_none(mark):
    began = time.process_time()
    assert statuses().read(f"Provide {mark * 20_000}aid") is None
    assert statuses().read(f"Provide {mark * 20_000}[Agreed]; aid") is None
    found = statuses().behind(f"Provide aid{mark * 20_000}Whole paragraph: [Agreed]{mark * 20_000}")
    assert found["status"] == "[Agreed]"
    assert time.process_time() - began < 5  # a hundred times what it takes


@pytest.mark.parametrize(
    ("was", "now", "options"),
    [
        ("[Reservation: Brazil]", "", ['--status open x --by "Brazil"']),
        ("[Agreed]", "", ["--status open x"]),
        ("[Reservation: Brazil]", "[Reservation: Brazil, Chile]", ['--status reserved x --by "Chile"']),
        ("[Reservation: Brazil, Chile]", "[Reservation: Chile]", ['--status open x --by "Brazil"']),
        (
            "[Reservation: Brazil]",
            "[Reservation: Chile]",
            ['--status open x --by "Brazil"', '--status reserved x --by "Chile"'],
        ),
        ("[Reservation: Brazil]", "[Agreed ad ref.]", ['--status "agreed ad referendum" x']),
        ("[Agreed]", "[Agreed, more or less]", []),
    ],
)
def test_what_is_said_in_the_place_of_a_printed_status(was, now, options):
    assert statuses().changes(was, now, "x") == options


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path, SELECTION)


def reserved(edit):
    return next(one for one in edit.lines("SingleTxt") if "Reservation: Brazil, Egypt" in said(one))


def test_who_strikes_its_reservation_is_told_how_to_lift_it(room):
    edit = room.edit()
    paragraph = reserved(edit)
    for one in list(paragraph.iter(w("r"))):
        if "Reservation" in "".join(one.itertext()) or "Whole paragraph" in "".join(one.itertext()):
            strike("Brazil", one)
    told = " ".join(room.home(room.save(edit)).split())
    assert "[Reservation: Brazil, Egypt]” behind it was struck out; that stays in Word alone" in told
    assert 'selection.yaml --status open legal-aid --by "Brazil, Egypt"' in told
    assert "names of regions" not in told


def test_a_status_typed_behind_another_paragraph_is_told_as_such_by_a_check(room):
    edit = room.edit()
    (other,) = [one for one in edit.lines("SingleTxt") if "discriminatory" in said(one)]
    other.append(run(" [Reservation: Brazil, Egypt]"))

    told = " ".join(drafter("check", room.save(edit)).split())

    assert "“[Reservation: Brazil, Egypt]” was typed behind it: the paper marks it so" in told
    assert "another subject" not in told


@pytest.mark.thorough
def test_a_name_that_is_taken_out_of_a_reservation_is_told_until_it_is_lifted(room):
    edit = room.edit()
    strike("Brazil", cut_out(reserved(edit), "Brazil, "))
    told = " ".join(room.home(room.save(edit)).split())
    assert 'selection.yaml --status open legal-aid --by "Brazil"' in told
    assert "names of regions" not in told
    drafter("select", room.selection, "--status", "open", "legal-aid", "--by", "Brazil")
    assert "where it stands" not in room.home(room.folder / "back.docx")


@pytest.mark.thorough
def test_a_status_in_a_paragraph_of_its_own_is_no_clause(room):
    edit = room.edit()
    added_below(edit, reserved(edit), "Japan", "[Agreed ad referendum]")
    told = " ".join(room.home(room.save(edit)).split())
    assert "“[Agreed ad referendum]” typed in a paragraph of its own is no status and no words" in told
    assert 'selection.yaml --status "agreed ad referendum" ID' in told
    assert room.proposed == {}


@pytest.mark.thorough
def test_a_reservation_that_is_typed_behind_words_is_told_with_whose_it_is(room):
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    paragraph.append(change("ins", "Chile", run(" [Reservation: Chile]")))
    told = " ".join(room.home(room.save(edit)).split())
    assert 'selection.yaml --status reserved af-37b --by "Chile"' in told
    assert room.proposed == {}


@pytest.mark.thorough
def test_it_is_told_with_the_number_of_the_paper_that_was_sent_round(room):
    """A paragraph that came before it in one file gives it another number there."""
    room.selection.write_text(
        SELECTION.replace("- id: af-37b", "- id: af-37b\n  status: [{is: reserved, by: [Chile]}]"), "utf-8"
    )
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    edit = room.edit()
    added_below(edit, reserved(edit), "Chile", "Plant trees in every town;")
    paragraph = edit.clause("clause_af_37b")
    of_file = "".join(paragraph.itertext())
    for one in list(paragraph.iter(w("t"))):
        if one.text == of_file[:1]:
            one.text = "3"  # as the word processor counts
    strike("Chile", cut_out(paragraph, "Reservation"))
    told = " ".join(room.home(room.save(edit)).split())
    assert "clause 2 (“Revise laws" in told
    assert "clause 3 (“Revise laws" not in told


def test_a_command_names_the_selection_that_is_meant(room):
    room.selection = room.selection.rename(room.folder / "ours.yaml")
    drafter("draft", room.selection, "-o", room.folder / "round-1.docx", "--overwrite")
    edit = room.edit()
    edit.clause("clause_af_37b").append(run(" [Reservation: Chile]"))
    edit.replace_words(reserved(edit), "[Reservation: Brazil, Egypt]", "")
    back = room.save(edit)
    told = " ".join(room.home(back).split())
    assert 'ours.yaml --status reserved af-37b --by "Chile"' in told
    assert "drafter select ours.yaml --status" in " ".join(
        drafter_here("check", back).stdout.decode().split()
    )
    assert "selection.yaml" not in told


@pytest.mark.parametrize("way", ["behind a name", pytest.param("anew", marks=pytest.mark.thorough)])
def test_a_name_typed_in_no_style_into_a_printed_reservation_is_no_word_of_the_paragraph(room, way):
    edit = room.edit()
    paragraph = reserved(edit)
    old = cut_out(paragraph, "Brazil, Egypt")
    if way == "anew":
        strike("Chile", old)
        old = old.getparent() if old.getparent() is not paragraph else old
    old.addnext(change("ins", "Chile", run(", Chile" if way != "anew" else "Brazil, Egypt, Chile")))
    paper = room.save(edit)
    told = " ".join(room.home(paper).split())
    assert room.proposed == {}
    assert "[Reservation: Brazil, Egypt]” is now “[Reservation: Brazil, Egypt, Chile]”" in told
    assert 'selection.yaml --status reserved legal-aid --by "Chile"' in told
    drafter("select", room.selection, "--status", "reserved", "legal-aid", "--by", "Chile")
    assert "where it stands" not in room.home(paper)


def test_a_name_typed_in_no_style_among_printed_ones_joins_them(tmp_path):
    room = Room(
        tmp_path,
        "matrix: kyoto-2021\nclauses:\n- id: af-37b\n  wordings:\n    - sources: [af-37b]\n"
        "    - by: [Brazil, Egypt]\n      wording: Repeal such laws\n",
    )
    edit = room.edit()
    paragraph = next(one for one in edit.lines("AltTxt") if "Repeal such laws" in said(one))
    cut_out(paragraph, "(Brazil, Egypt").addnext(change("ins", "Chile", run(", Chile")))
    room.home(room.save(edit))
    assert list(room.proposed) == ["af-37b:sponsors:chile"]
    room.take("af-37b")
    assert room.block("af-37b")["wordings"][-1]["by"] == ["Brazil", "Egypt", "Chile"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "(Japan reserves its heron position)",
            "“delegations” in the selection lists nobody of that name A reservation is a status",
        ),
        ("(Japan)", "nobody proposed these words under a name"),
    ],
)
def test_a_remark_in_round_brackets_is_no_name_where_delegations_are_listed(tmp_path, typed, told):
    room = Room(tmp_path, SELECTION.replace("clauses:", "delegations: [Japan, Brazil, Egypt]\nclauses:"))
    edit = room.edit()
    edit.clause("clause_af_37b").append(change("ins", "Japan", run(f" {typed}")))
    said_of_it = " ".join(room.home(room.save(edit)).split())
    assert f"“{typed}” typed behind clause 2" in said_of_it
    assert f"stays in Word alone: {told}" in said_of_it
    assert ("is typed there as “(Japan: retain)” or “(Japan: delete)”" in said_of_it) is (typed == "(Japan)")


@pytest.mark.parametrize("has_brackets", [False, True])
def test_what_is_advised_for_a_name_behind_words_left_alone_comes_home(tmp_path, has_brackets):
    room = Room(tmp_path, SELECTION)

    def typed(words):
        edit = room.edit()
        paragraph = edit.clause("clause_af_37b")
        if has_brackets:
            next(paragraph.iter(w("r"))).addprevious(change("ins", "Japan", run("[")))
        paragraph.append(change("ins", "Japan", run(f"{']' if has_brackets else ''} {words}")))
        return " ".join(room.home(room.save(edit)).split())

    assert "is typed there as “(Japan: retain)” or “(Japan: delete)”" in typed("(Japan)")
    assert "stays in Word alone" not in typed("(Japan: retain)")
    room.take(*room.proposed)
    assert room.block("af-37b")["wishes"] == [{"by": ["Japan"], "says": "retain"}]


def test_a_name_behind_words_that_were_changed_is_told_how_these_come_home(tmp_path):
    room = Room(tmp_path, SELECTION)
    edit = room.edit()
    paragraph = edit.clause("clause_af_37b")
    edit.replace_words(paragraph, "Revise", "Repeal")
    paragraph.append(run(" (Japan)"))
    said_of_it = " ".join(room.home(room.save(edit)).split())
    assert 'come home under its name where they are tracked, or with --of "Japan".' in said_of_it


HALF_AN_EM = 100  # twips, of ten-point type: as wide as letters are, or wider
MARGINS = 200  # twips, of a cell


def test_the_heads_of_the_table_of_standing_break_between_their_words_alone(tmp_path):
    table = next(iter(Room(tmp_path, SELECTION).edit().body.iter(w("tbl"))))
    widths = [int(one.get(w("w"))) for one in table.iter(w("gridCol"))]
    heads = [said(cell) for cell in next(iter(table.iter(w("tr")))).iter(w("tc"))]
    assert "Reserved" in heads
    for head, width in zip(heads, widths, strict=True):
        assert width - MARGINS >= HALF_AN_EM * max(map(len, head.split()))
