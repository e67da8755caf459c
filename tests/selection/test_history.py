"""The history of a selection: undo and redo, edits by hand, and two changes at once."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.problems import DrafterError
from drafter.selection.history import change_selection, history_of, redo, undo

STATES = [b"\xef\xbb\xbfmatrix: a\r\n", b"matrix: b\n", b"matrix: c", b"matrix: b\n"]


@pytest.fixture
def path(tmp_path):
    """A selection that drafter changed three times."""
    path = tmp_path / "selection.yaml"
    path.write_bytes(STATES[0])
    for before, after in itertools.pairwise(STATES):
        change_selection(path, before, after)
    return path


def test_undo_goes_back_to_the_first_file_byte_for_byte_and_redo_forward(path):
    assert [undo(path) for _ in range(3)] == STATES[2::-1]
    assert path.read_bytes() == STATES[0]
    with pytest.raises(DrafterError, match="nothing to undo"):
        undo(path)
    assert [redo(path) for _ in range(3)] == STATES[1:]
    with pytest.raises(DrafterError, match="nothing to redo"):
        redo(path)


def test_after_a_new_change_what_was_undone_is_not_redone_but_its_copy_stays(path):
    undo(path)
    change_selection(path, STATES[2], b"matrix: d\n")
    with pytest.raises(DrafterError, match="nothing to redo"):
        redo(path)
    assert set(STATES) < set(history_of(path).copies)
    assert undo(path) == STATES[2]


def test_what_was_edited_by_hand_is_kept_before_the_next_change(path):
    path.write_bytes(b"matrix: by hand\n")
    change_selection(path, b"matrix: by hand\n", b"matrix: e\n")
    assert undo(path) == b"matrix: by hand\n"
    assert undo(path) == STATES[3]


@pytest.mark.parametrize("step", [undo, redo])
def test_undo_and_redo_refuse_a_file_that_was_edited_by_hand(path, step):
    undo(path)
    path.write_bytes(b"matrix: by hand\n")
    with pytest.raises(DrafterError, match="edited by hand"):
        step(path)
    assert path.read_bytes() == b"matrix: by hand\n"
    step(path, overwrite=True)
    assert path.read_bytes() == {undo: STATES[1], redo: STATES[3]}[step]
    assert b"matrix: by hand\n" in history_of(path).copies


def test_a_change_of_a_file_that_somebody_else_changed_is_refused(path):
    with pytest.raises(DrafterError, match="somebody changed it"):
        change_selection(path, STATES[0], b"matrix: mine\n")
    assert b"matrix: mine\n" not in history_of(path).copies
    assert path.read_bytes() == STATES[3]


def test_a_history_that_somebody_took_apart_is_refused(path):
    (history_of(path).folder / "0002.yaml").unlink()
    with pytest.raises(DrafterError, match="people changed the history"):
        undo(path)
    assert path.read_bytes() == STATES[3]


def test_of_changes_started_at_once_each_is_kept_or_refused(path):
    script = (
        "import sys; from pathlib import Path\n"
        "from drafter.selection.history import change_selection\n"
        "from drafter.problems import DrafterError\n"
        "path = Path(sys.argv[1]); kept = 0\n"
        "for n in range(8):\n"
        "    before = path.read_bytes()\n"
        "    try: change_selection(path, before, before + sys.argv[2].encode() + b'\\n'); kept += 1\n"
        "    except DrafterError: pass\n"
        "print(kept)\n"
    )
    command = [sys.executable, "-c", script, str(path)]
    both = [subprocess.Popen([*command, word], stdout=subprocess.PIPE, text=True) for word in ("one", "two")]
    kept = {word: int(process.communicate()[0]) for word, process in zip(("one", "two"), both, strict=True)}
    lines = path.read_bytes().decode().split()
    assert {word: lines.count(word) for word in kept} == kept
    for _ in range(3 + sum(kept.values())):
        undo(path)
    assert path.read_bytes() == STATES[0]


STEPS = st.lists(st.one_of(st.just("undo"), st.just("redo"), st.binary(min_size=1, max_size=5)), max_size=12)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_undo_and_redo_are_those_of_an_editor(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("steps") / "selection.yaml"
    states, at = [b"start"], 0
    path.write_bytes(b"start")
    for step in steps:
        if isinstance(step, bytes):
            if step != states[at]:
                change_selection(path, states[at], step)
                states = [*states[: at + 1], step]
                at += 1
            continue
        try:
            (undo if step == "undo" else redo)(path)
        except DrafterError:
            assert at == (0 if step == "undo" else len(states) - 1)
        else:
            at += -1 if step == "undo" else 1
        assert path.read_bytes() == states[at]
