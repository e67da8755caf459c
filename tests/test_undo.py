"""Undoing decisions about a selection: byte for byte, without what somebody typed meanwhile being lost."""

import contextlib
import itertools
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from word_room import SELECTION, drafter
from word_tracking import reword

from drafter.text.line_changes import OverlapError, line_changes, with_both, with_changes
from tools import drafter_here

START = SELECTION.encode()


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "selection.yaml"
    found.write_bytes(START)
    return found


def undo(path, *more, status=0):
    return drafter("select", path, "--undo", *more, status=status)


def redo(path, status=0):
    return drafter("select", path, "--redo", status=status)


def type_into(path, old, new):
    text = path.read_bytes()
    assert text.count(old.encode()) == 1
    path.write_bytes(text.replace(old.encode(), new.encode()))


def test_who_names_a_clause_twice_means_it_once(path):
    said = drafter("select", path, *3 * ("--drop", "lac-79j"))

    assert said.count("lac-79j is out") == 1


STEPS = [
    ("--drop", "lac-79j", "--reason", "said elsewhere", "--by", "Chair"),
    ("--maybe", "culture-of-lawfulness"),
    ("--keep", "lac-79j"),
    ("--move", "legal-aid", "--before", "af-37b"),
    ("--status", "agreed", "af-37b", "--at", "third informal", "--on", "2026-05-07"),
    ("--supported", "legal-aid", "--by", "A. Diallo"),
    ("--join", "af-37b", "lac-79j"),
    ("--split", "af-37b"),
    ("--min-regions", "5"),
]


@pytest.mark.thorough
@pytest.mark.parametrize("ending", ["", "\r\n", "\ufeff", "no end"])
def test_every_kind_of_decision_is_undone_and_redone_byte_for_byte(path, ending):
    text = SELECTION.replace("\n", "\r\n") if ending == "\r\n" else SELECTION
    text = text.rstrip("\n") if ending == "no end" else text
    path.write_bytes(("\ufeff" * (ending == "\ufeff") + text).encode())
    states = [path.read_bytes()]
    for step in STEPS:
        drafter("select", path, *step)
        states.append(path.read_bytes())
    for was, now in zip(states[:-1][::-1], states[1:][::-1], strict=True):
        if was != now:
            undo(path)
        assert path.read_bytes() == was
    assert "no decision" in undo(path, status=2)
    for was, now in itertools.pairwise(states):
        if was != now:
            redo(path)
        assert path.read_bytes() == now
    told = redo(path, status=2)
    assert "nothing is undone" in told
    assert "--redo brings back what --undo took back" in told


def test_undoing_leaves_what_was_typed_elsewhere_and_what_was_typed_goes_only_when_asked_for(path):
    drafter("select", path, "--drop", "af-37b")
    type_into(path, "  wording: Pay for legal aid\n", "  wording: Pay for it (Norway’s words)\n")
    told = undo(path)
    assert "Undone: --drop af-37b" in told
    assert path.read_text("utf-8") == SELECTION.replace("Pay for legal aid", "Pay for it (Norway’s words)")
    assert "every decision is undone" in undo(path, status=2)
    told = undo(path, "--by-hand")
    assert path.read_bytes() == START
    assert "selection.history.txt" in told
    assert "+  wording: Pay for it (Norway’s words)\n" in path.with_name("selection.history.txt").read_text(
        "utf-8"
    )
    redo(path)
    assert "Norway’s words" in path.read_text("utf-8")


def test_a_decision_is_not_undone_where_somebody_has_typed_since(path):
    drafter("select", path, "--drop", "af-37b", "--reason", "said elsewhere")
    type_into(path, "reason: said elsewhere", "reason: said in paragraph 9, as Egypt put it")
    drafter("select", path, "--maybe", "lac-79j")
    undo(path)
    typed = path.read_bytes()
    line = typed.decode()[: typed.decode().index("reason: said in")].count("\n") + 1
    told = undo(path, status=1)
    assert re.search(rf"selection\.yaml, line {line}\n", told), told
    assert path.read_bytes() == typed
    undo(path, "--by-hand")
    undo(path)
    assert path.read_bytes() == START
    for _ in range(3):
        redo(path)
    assert "as Egypt put it" in path.read_text("utf-8")
    assert "decision: maybe" in path.read_text("utf-8")


def test_what_was_undone_can_be_put_back_after_other_decisions(path):
    drafter("select", path, "--drop", "af-37b")
    undo(path)
    drafter("select", path, "--drop", "culture-of-lawfulness")
    undo(path)
    told = " ".join(redo(path).split())
    assert "Put back: --drop culture-of-lawfulness" in told
    assert "A further --redo would put back an older one, --drop af-37b, of" in told
    assert "undone before 1 decision that came since" in told
    told = redo(path)
    assert "It was undone before 1 decision that came since." in told
    assert "further" not in told
    clauses = yaml.safe_load(path.read_bytes())["clauses"]
    assert [one["id"] for one in clauses if one.get("decision") == "out"] == [
        "af-37b",
        "culture-of-lawfulness",
    ]
    undo(path)
    undo(path)
    assert path.read_bytes() == START


def test_what_was_undone_and_has_another_decision_in_its_place_is_said_to_be_so(path):
    drafter("select", path, "--drop", "af-37b")
    undo(path)
    drafter("select", path, "--maybe", "af-37b")
    told = " ".join(redo(path, status=1).split())
    assert "a decision that was made since has changed the same place" in told
    assert "by hand" not in told
    type_into(path, "decision: maybe", "decision: in")
    assert "take out first what was typed by hand" in " ".join(redo(path, status=1).split())


def test_a_step_that_changes_nothing_offers_no_undo_that_would_undo_another(path):
    drafter("select", path, "--drop", "af-37b")
    before = path.read_bytes()
    assert "To undo" not in drafter("select", path, "--drop", "af-37b")
    undo(path)
    assert before != START == path.read_bytes()


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextlib.contextmanager
def room_for(size):
    """A disk on which no file can be larger."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_decision_that_cannot_be_noted_is_not_made(path):
    drafter("select", path, "--drop", "af-37b")
    before = contents(path.parent)
    with room_for(len(before["selection.yaml"]) + 200):
        for step in (("--maybe", "legal-aid"), ("--undo",), ("--join", "legal-aid", "lac-79j")):
            said = drafter("select", path, *step, status=3)
            assert "cannot write" in said
            assert "Free some room on the disk and try again. The old file is whole." in said
            assert contents(path.parent) == before
    undo(path)
    assert path.read_bytes() == START


def test_without_its_history_or_with_one_that_was_edited_nothing_is_done(path):
    history = path.with_name("selection.history.txt")
    assert "selection.history.txt is not there" in undo(path, status=2)
    drafter("select", path, "--drop", "af-37b")
    before = path.read_bytes()
    kept = history.read_bytes()
    for spoilt in (kept.replace(b"af-37b", b"af-37c", 1), kept.replace(b"\n", b"\r\n"), kept[:-20], b""):
        history.write_bytes(spoilt)
        assert "has been changed since drafter wrote it" in undo(path, status=3)
        for command in ("check", "status"):
            told = drafter(command, path)
            assert "warning: no decision can be made or undone: " in told
            assert "Bring it back as it was" in told
        assert "has been changed since drafter wrote it" in drafter(
            "select", path, "--keep", "af-37b", status=3
        )
        assert (path.read_bytes(), history.read_bytes()) == (before, spoilt)
    history.unlink()
    assert "is not there" in undo(path, status=2)
    assert path.read_bytes() == before


def test_proposals_that_were_taken_or_left_are_to_be_decided_about_again(room):
    edit = room.edit()
    reword(edit.clause("clause_af_37b"), "Egypt", "Revise", "Repeal")
    reword(edit.clause("clause_lac_79j"), "Brazil", "and", "as well as")
    room.home(room.save(edit))
    proposed, started = room.proposed, room.selection.read_bytes()
    assert {name.partition(":")[0] for name in proposed} == {"af-37b", "lac-79j"}
    first, second = proposed
    room.take(first)
    drafter("select", room.selection, "--leave", second)
    assert room.proposed == {}
    told = undo(room.selection)
    assert "1 proposal to decide about again" in told
    assert set(room.proposed) == {second}
    undo(room.selection)
    assert (room.proposed, room.selection.read_bytes()) == (proposed, started)
    redo(room.selection)
    redo(room.selection)
    assert room.proposed == {}
    assert "Repeal" in room.selection.read_text("utf-8")


# Texts of few different lines, in which the same stand again and again.
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "- id: x", "  by: y"]), max_size=9)


@given(TEXTS, TEXTS)
def test_changes_of_lines_make_one_text_of_the_other(old, new):
    assert with_changes(old, line_changes(old, new)) == new
    assert with_both(old, new, old) == with_both(old, old, new) == with_both(old, new, new) == new


@given(TEXTS, TEXTS, TEXTS)
def test_what_two_changed_is_laid_together_or_refused(base, ours, theirs):
    def begins(line):
        return line.startswith("- id:")

    with contextlib.suppress(OverlapError):
        both = with_both(base, ours, theirs, begins)
        assert both == with_both(base, theirs, ours, begins)
        added = [line for text in (ours, theirs) for one in line_changes(base, text) for line in one.new]
        assert set(added) <= set(both)


def test_a_line_typed_below_others_is_in_their_way_and_a_block_is_not():
    base, without = ["- id: x", "  by: y"], ["- id: x"]
    assert with_both(base, [*base, "- id: z"], without, lambda line: line.startswith("- id:")) == [
        "- id: x",
        "- id: z",
    ]
    with pytest.raises(OverlapError) as refused:
        with_both(base, [*base, "  of ours"], without, lambda line: line.startswith("- id:"))
    assert refused.value.lines == ((3, 3),)


def test_a_block_typed_at_the_end_stays_when_a_decision_above_it_is_undone(path):
    drafter("select", path, "--keep", "implementation-of-conventions")
    before = path.read_bytes()
    path.write_bytes(before + b"- id: our-own\n  text: We commit ourselves\n")
    undo(path)
    assert path.read_bytes() == START + b"- id: our-own\n  text: We commit ourselves\n"


def test_the_answer_names_the_options_in_the_order_in_which_they_were_typed(path):
    drafter("select", path, "--status", "reserved", "legal-aid", "--by", "Norway", "--at", "first informal")
    assert "Undone: --status reserved --by Norway --at" in undo(path)
    drafter("select", path, "--by", "Norway", "--status", "reserved", "legal-aid")
    assert "Undone: --by Norway --status reserved" in undo(path)


def test_a_selection_that_is_no_text_is_named_and_not_its_history(tmp_path):
    for arguments in (("select", "-o", "s.yaml"), ("select", "s.yaml", "--drop", "legal-aid")):
        assert drafter_here(*arguments, cwd=tmp_path).returncode == 0
    path = tmp_path / "s.yaml"
    path.write_bytes(path.read_bytes() + b"# \xed\xa0\x80\n")

    done = drafter_here("select", "s.yaml", "--undo", cwd=tmp_path)

    assert done.returncode == 3
    assert b"s.yaml is not UTF-8 text" in done.stderr
    assert b"history" not in done.stderr


def test_a_name_that_no_file_can_have_is_a_name_that_is_not_known(tmp_path):
    (tmp_path / "s.yaml").write_text(f"matrix: kyoto-{'9' * 5000}\nclauses: []\n", encoding="utf-8")

    done = drafter_here("draft", "s.yaml", "-o", "d.docx", cwd=tmp_path)

    assert done.returncode in (1, 2, 3)
    assert b"s.yaml:1:9" in done.stderr
