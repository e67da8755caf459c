"""Bringing a selection file up to date, and single steps: nothing that a person wrote is lost."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_reading import expected_clauses

import drafter.cli.selection_edits as steps_module
import drafter.form.forms
import drafter.selection.loading
from drafter.form.forms import load_form
from drafter.matrix.criteria import Criteria
from drafter.matrix.loading import open_matrix
from drafter.selection.blocks import SelectionText
from drafter.selection.file import said_in, split_lines
from drafter.selection.lines import NoteLine
from drafter.selection.update import update_selection as updated
from tools import KYOTO_2021, LONGEST_RUN, drafter_here, environment


def run(*arguments, status=0, cwd=None):
    done = drafter_here(*arguments, cwd=cwd)
    messages = done.stderr.decode()
    assert "fault in drafter" not in messages, messages
    assert done.returncode == status, messages + done.stdout.decode()
    return done.stdout.decode(), messages


def run_with_words(words: bytes, *arguments: str | Path):
    """Run drafter with something on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "drafter", *map(str, arguments)],
        input=words,
        env=environment(),
        capture_output=True,
        timeout=LONGEST_RUN,
        check=False,
    )


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> dict[int, bytes]:
    """New selection files, by the number of regions that they ask for."""
    folder = tmp_path_factory.mktemp("started")
    found = {}
    for number in (2, 3, 4):
        run("select", "--min-regions", number, "-o", folder / f"{number}.yaml")
        found[number] = (folder / f"{number}.yaml").read_bytes()
    return found


@pytest.fixture
def path(started, tmp_path) -> Path:
    file = tmp_path / "selection.yaml"
    file.write_bytes(started[3])
    return file


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def ids_in(path: Path) -> list[str]:
    return [clause["id"] for clause in yaml.safe_load(text_of(path))["clauses"]]


def lines_of(text: str, clause: str) -> list[str]:
    found = SelectionText.of(text)
    block = found.by_id[clause]
    return list(found.lines[block.start : block.stop])


def block_of(path: Path, clause: str) -> list[str]:
    return [line.rstrip("\n") for line in lines_of(text_of(path), clause)]


def put(path: Path, old: str, new: str) -> None:
    text = text_of(path)
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


# Updating


def test_an_update_without_changes_writes_nothing(path):
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert "up to date" in run("select", path)[1]
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_clauses_that_other_criteria_select_are_added_where_they_belong_and_marked(path, started):
    run("select", path, "--min-regions", 2)
    assert ids_in(path) == [c["id"] for c in yaml.safe_load(started[2])["clauses"]]
    new = set(expected_clauses(2)) - set(expected_clauses(3))
    marked = {block.id for block in SelectionText.of(text_of(path)).blocks if block.note.mark == "NEW"}
    assert marked == new
    assert "min-regions: 2" in text_of(path)


def test_the_mark_of_a_new_clause_goes_with_the_next_update(path, started):
    run("select", path, "--min-regions", 2)
    run("select", path)
    unmarked = [line for line in text_of(path).splitlines() if not line.startswith("# ")]
    assert unmarked == [line for line in started[2].decode().splitlines() if not line.startswith("# ")]


def test_clauses_that_fall_out_go_if_nobody_wrote_in_them(path):
    run("select", path, "--min-regions", 4)
    assert set(ids_in(path)) == set(expected_clauses(4))


def test_what_went_comes_back_as_new(path):
    run("select", path, "--min-regions", 4)
    run("select", path, "--min-regions", 3)
    assert set(ids_in(path)) == set(expected_clauses(3))


@pytest.mark.parametrize(
    "written", ["  decision: in\n", "  wording: Other words\n", "  # ask Geneva about this one\n"]
)
def test_a_clause_that_falls_out_stays_where_somebody_wrote_anything(path, written):
    falls = next(given for given in expected_clauses(3) if given not in expected_clauses(4))
    put(path, f"- id: {falls}\n", f"- id: {falls}\n{written}")
    run("select", path, "--min-regions", 4)
    block = block_of(path, falls)
    assert written.rstrip("\n") in block
    assert any(line.startswith("  # NO LONGER SELECTED: ") for line in block)
    run("draft", path, "-o", path.parent / "x.json")
    run("select", path, "--min-regions", 3)
    assert not any("NO LONGER" in line for line in block_of(path, falls))


def test_a_clause_that_was_deleted_stays_out(path):
    gone = "".join(lines_of(text_of(path), "legal-aid"))
    put(path, gone, "")
    assert "legal-aid" in run("select", path)[1]
    assert "legal-aid" not in ids_in(path)
    run("select", path, "--keep", "legal-aid")
    assert block_of(path, "legal-aid")[-1] == "  decision: in"


def test_without_its_memory_drafter_offers_a_deleted_clause_again(path):
    gone = "".join(lines_of(text_of(path), "legal-aid"))
    put(path, gone, "")
    kept = [line for line in split_lines(text_of(path)) if not line.startswith("# offered so far: ")]
    path.write_bytes("".join(kept).encode())
    run("select", path)
    assert "legal-aid" in ids_in(path)


def test_a_block_for_a_clause_that_the_criteria_never_selected_stays(path):
    path.write_bytes(path.read_bytes() + b"- id: lac-19g\n")
    run("select", path)
    run("select", path)
    assert ids_in(path)[-1] == "lac-19g"


def test_a_criterion_that_is_given_replaces_its_own_and_leaves_the_others(path):
    put(path, "  min-regions: 3\n", "  min-regions: 3  # as the chair asked\n  # for now\n  text: law\n")
    run("select", path, "--min-regions", 2, "--theme", "legal aid", "--theme", "prison")
    head = text_of(path).split("clauses:")[0]
    assert "  min-regions: 2  # as the chair asked\n  # for now\n  text: law\n" in head
    assert yaml.safe_load(text_of(path))["criteria"]["theme"] == ["legal aid", "prison"]


def test_a_concordance_that_is_given_is_named_at_the_top_and_each_comment_of_drafters_stays(path):
    before = text_of(path).splitlines()
    run("select", path, "--concordance", KYOTO_2021 / "concordance.yaml")
    after = text_of(path).splitlines()
    (added,) = [line for line in after if line not in before]
    assert added.startswith("concordance: ")
    assert after[after.index(added) + 1] == "clauses:"
    assert [line for line in after if line != added] == before


def test_a_warning_names_the_line_in_the_file_as_it_is_written(path):
    put(path, "- id: legal-aid\n", "- id: legal-aid\n  wording: |\n    Give aid\n    # to all\n")
    _, said = run("select", path, "--min-regions", 2)
    line = text_of(path).splitlines().index("    # to all") + 1
    assert f"selection.yaml:{line}:5: warning: “# to all” is no comment here" in said


def test_the_update_can_be_written_beside_the_old_file(path):
    before = path.read_bytes()
    run("select", path, "--min-regions", 2, "-o", path.parent / "next.yaml")
    assert path.read_bytes() == before
    assert "min-regions: 2" in text_of(path.parent / "next.yaml")


def test_a_file_in_a_style_that_cannot_be_added_to_is_left_alone(path):
    path.write_text("matrix: kyoto-2021\nclauses: [{id: legal-aid}, {id: community-policing}]\n", "utf-8")
    before = path.read_bytes()
    assert "in a style that drafter cannot change" in run("select", path, status=3)[1]
    assert path.read_bytes() == before


# What changes underneath


@pytest.fixture
def own(tmp_path) -> Path:
    """A selection of a matrix and a concordance that the test may change."""
    for name in ("matrix.yaml", "concordance.yaml"):
        shutil.copy(KYOTO_2021 / name, tmp_path / name)
    file = tmp_path / "selection.yaml"
    run("select", "--matrix", tmp_path / "matrix.yaml", "--min-regions", 3, "-o", file)
    put(file, "- id: legal-aid\n", "- id: legal-aid\n  wording: Give everybody legal aid\n")
    return file


def test_a_source_whose_text_has_changed_is_named_in_its_clause_until_the_line_is_deleted(own):
    put(
        own.parent / "matrix.yaml",
        "Undertake appropriate and comprehensive strategies",
        "Undertake strategies",
    )
    run("select", own)
    (line,) = [line for line in block_of(own, "legal-aid") if "CHANGED" in line]
    assert "other text of af-45g" in line
    before = own.read_bytes()
    run("select", own)
    assert own.read_bytes() == before
    put(own, line + "\n", "")
    run("select", own)
    assert "CHANGED" not in text_of(own)
    assert "[item-5-i: ap-44g wa-42a af-45g; " in "".join(block_of(own, "legal-aid"))


def test_check_warns_of_own_words_whose_sources_have_changed(own):
    put(
        own.parent / "matrix.yaml",
        "Undertake appropriate and comprehensive strategies",
        "Undertake strategies",
    )
    output, _ = run("check", own)
    assert (
        "warning: the own wording of “legal-aid” was written for other sources: other text of af-45g"
        in output
    )
    run("select", own)
    assert "warning: the own wording of “legal-aid”" in run("check", own)[0]
    (line,) = [line for line in block_of(own, "legal-aid") if "CHANGED" in line]
    put(own, line + "\n", "")
    assert "cannot be told" in run("check", own)[0]
    run("select", own)
    assert "own wording" not in run("check", own)[0]


@pytest.mark.parametrize("step", ["--drop", "--keep", "--maybe", "--word"])
@pytest.mark.parametrize("is_marked", [True, False])
def test_a_step_does_not_clear_what_has_changed_in_the_sources(own, step, is_marked):
    put(
        own.parent / "matrix.yaml",
        "Undertake appropriate and comprehensive strategies",
        "Undertake strategies",
    )
    if is_marked:
        run("select", own)
    (note,) = [line for line in block_of(own, "legal-aid") if "[item-5-i: " in line]
    assert ("CHANGED" in note) is is_marked
    done = run_with_words(b"Give all of them legal aid", "select", own, step, "legal-aid")
    assert done.returncode == 0, done.stderr
    assert note in block_of(own, "legal-aid")
    assert "written for other sources: other text of af-45g" in run("check", own)[0]
    assert ("have changed since drafter noted them" in done.stderr.decode()) is (step == "--word")


def test_a_step_notes_the_sources_where_the_note_is_missing(own):
    (note,) = [line for line in block_of(own, "legal-aid") if "[item-5-i: " in line]
    put(own, note + "\n", "")
    run("select", own, "--maybe", "legal-aid")
    assert note in block_of(own, "legal-aid")


def test_members_that_come_and_go_are_named(own):
    text = text_of(own.parent / "concordance.yaml")
    start = text.index("- id: legal-aid")
    entry = text[start : text.index("\n\n", start)]
    changed = re.sub(r"    - af-45g.*\n", "    - lac-19g\n", entry)
    assert changed != entry
    put(own.parent / "concordance.yaml", entry, changed)
    _, said = run("select", own)
    (line,) = [line for line in block_of(own, "legal-aid") if "CHANGED" in line]
    assert "now also lac-19g, no longer af-45g" in line
    assert "legal-aid" in said


def test_sources_that_a_person_added_or_dropped_are_no_change(own):
    put(own, "- id: legal-aid\n", "- id: legal-aid\n  sources: [+lac-19g, -af-45g]\n")
    run("select", own)
    assert "CHANGED" not in text_of(own)
    assert "own wording" not in run("check", own)[0]


def test_a_renamed_entry_stops_where_somebody_decided_and_goes_where_nobody_did(own):
    for name in ("legal-aid", "culture-of-lawfulness"):
        put(own.parent / "concordance.yaml", f"- id: {name}\n", f"- id: {name}-again\n")
    before = own.read_bytes()
    _, said = run("select", own, status=1)
    assert "error: unknown clause “legal-aid”" in said
    assert "now belong to “legal-aid-again”" in said
    assert own.read_bytes() == before
    put(own, "- id: legal-aid\n", "- id: legal-aid-again\n")
    run("select", own)
    ids = ids_in(own)
    assert "culture-of-lawfulness" not in ids
    assert {"culture-of-lawfulness-again", "legal-aid-again"} <= set(ids)


# Single steps


def test_a_step_says_how_to_undo_it_and_that_undoes_it(path):
    put(path, "- id: legal-aid\n", "- id: legal-aid\n  decision: maybe\n  reason: ask\n")
    _, said = run("select", path, "--drop", "legal-aid", "--reason", "no")
    assert "legal-aid is out" in said
    undo = re.search(r"To undo: drafter (.*)", said)[1].split()
    assert undo[-4:] == ["--maybe", "legal-aid", "--reason", "ask"]
    run(*undo, cwd=path.parent)
    clause = next(c for c in yaml.safe_load(text_of(path))["clauses"] if c["id"] == "legal-aid")
    assert clause == {"id": "legal-aid", "decision": "maybe", "reason": "ask"}


def test_a_reason_that_is_replaced_stays_as_a_comment(path):
    run("select", path, "--drop", "legal-aid", "--reason", "first: a reason # with marks")
    run("select", path, "--drop", "legal-aid", "--reason", "second")
    assert '  # reason: "first: a reason # with marks"' in block_of(path, "legal-aid")
    assert "  reason: second" in block_of(path, "legal-aid")


def test_keeping_a_clause_takes_the_reason_for_leaving_it_out_away(path):
    run("select", path, "--drop", "legal-aid", "--reason", "no", "--by", "Chair")
    run("select", path, "--keep", "legal-aid")
    clause = next(c for c in yaml.safe_load(text_of(path))["clauses"] if c["id"] == "legal-aid")
    assert clause == {"id": "legal-aid", "decision": "in"}


def test_several_clauses_can_be_dropped_at_once(path):
    run("select", path, "--drop", "legal-aid", "--drop", "culture-of-lawfulness", "--reason", "merged")
    out = {c["id"] for c in yaml.safe_load(text_of(path))["clauses"] if c.get("decision") == "out"}
    assert out == {"legal-aid", "culture-of-lawfulness"}


def test_moving_a_clause_and_back_gives_the_same_file(path):
    before = path.read_bytes()
    ids = ids_in(path)
    first, second = ids[1], ids[2]
    _, said = run("select", path, "--move", first, "--after", second)
    assert ids_in(path)[1:3] == [second, first]
    run("select", path, "--move", first, "--after", ids[0])
    heading = [line for line in text_of(path).splitlines() if line.startswith("  heading: ")]
    for line in heading:
        put(path, line + "\n", "")
    assert path.read_bytes() == before
    assert "To undo" in said


@pytest.mark.parametrize("mover", ["partnerships-for-reintegration", "risk-and-needs-assessment"])
def test_what_a_move_to_another_heading_says_undoes_it_as_it_stands(path, started, mover):
    """Two clauses of one theme: the first has its neighbour below, the second above."""
    path.write_bytes(started[2])
    before = path.read_bytes()
    _, said = run("select", path, "--move", mover, "--after", "culture-of-lawfulness")
    assert "It now stands under" in said
    undo = re.search(r"To undo: drafter (.*)", said)[1].split()
    assert "heading" not in said.partition("To undo")[2]
    run(*undo, cwd=path.parent)
    assert path.read_bytes() == before


def test_moving_next_to_a_clause_under_another_heading_moves_it_there(path, started):
    path.write_bytes(started[2])
    _, said = run("select", path, "--move", "legal-aid", "--after", "culture-of-lawfulness")
    assert "It now stands under “Rule of law and fostering a culture of lawfulness”" in said
    assert "  heading: main-theme-iii" in block_of(path, "legal-aid")
    run("select", path, "--move", "legal-aid", "--after", "access-to-justice-for-all")
    assert not any("heading" in line for line in block_of(path, "legal-aid"))


def test_words_from_standard_input_become_the_clause(path):
    words = "Promote: a “culture” #1 of lawfulness, " * 6
    done = run_with_words(words.encode(), "select", path, "--word", "legal-aid")
    assert done.returncode == 0, done.stderr
    clause = next(c for c in yaml.safe_load(text_of(path))["clauses"] if c["id"] == "legal-aid")
    assert clause["wording"] == words.strip()
    done = run_with_words(b"Other words", "select", path, "--word", "legal-aid")
    block = "\n".join(block_of(path, "legal-aid"))
    assert "  # wording: >-\n  #   Promote: a “culture” #1" in block
    assert "other text" not in block


def test_words_in_the_place_of_wordings_can_be_undone_as_it_is_said(path):
    put(
        path,
        "- id: legal-aid\n",
        "- id: legal-aid\n  wordings:\n    - sources: [af-45g]\n      wording: Own words\n",
    )
    before = yaml.safe_load(text_of(path))
    done = run_with_words(b"New words", "select", path, "--word", "legal-aid")
    assert "delete the lines of “wording” in its block and take the # from" in done.stderr.decode()
    put(path, "  wording: >-\n    New words\n", "")
    path.write_text(re.sub(r"(?m)^  # (wordings:|  )", r"  \1", text_of(path)), "utf-8")
    assert yaml.safe_load(text_of(path)) == before


def test_no_words_change_nothing(path):
    before = path.read_bytes()
    assert run_with_words(b"\n", "select", path, "--word", "legal-aid").returncode == 2
    assert path.read_bytes() == before


class Terminal(io.StringIO):
    """A standard input at which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Sets an editor in which a person types something: the body of a program, with the file's path."""

    def typing(does: str) -> None:
        program = tmp_path / "editor.py"
        program.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{does}\n", "utf-8")
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(program)]))
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setattr(sys, "stdin", Terminal())

    return typing


TYPED = "path.write_text('Words that took\\nan hour\\n' + path.read_text('utf-8'), 'utf-8')"


def words_beside(path: Path) -> dict[str, str]:
    return {one.name: one.read_bytes().decode() for one in path.parent.glob("*.words*")}


def clause_in(path: Path, given: str) -> dict:
    return next(c for c in yaml.safe_load(text_of(path))["clauses"] if c["id"] == given)


def test_words_from_the_editor_become_the_clause_and_leave_no_file(path, editor):
    editor("path.write_text('Words that took\\nan hour\\n# not these\\n', 'utf-8')")
    run("select", path, "--word", "legal-aid")
    assert clause_in(path, "legal-aid")["wording"] == "Words that took an hour"
    assert not words_beside(path)


def test_the_editor_shows_the_clause_and_its_sources(path, editor):
    editor("path.with_name('seen').write_bytes(path.read_bytes())")
    _, said = run("select", path, "--word", "legal-aid", status=2)
    assert "closed without saving" in said
    assert not words_beside(path)
    seen = path.with_name("seen").read_bytes().decode()
    assert "\n# af-45g: " in seen
    assert not seen.startswith("#")


def test_a_file_that_cannot_be_written_is_refused_before_the_editor_opens(path, editor):
    editor("path.with_name('seen').touch()")
    path.with_name(f".~lock.{path.name}#").touch()
    _, said = run("select", path, "--word", "legal-aid", status=3)
    assert "it is open in LibreOffice" in said
    path.with_name(f".~lock.{path.name}#").unlink()
    path.chmod(0o444)
    _, said = run("select", path, "--word", "legal-aid", status=3)
    assert "is write-protected" in said
    assert "-o" not in said.split()
    assert not path.with_name("seen").exists()


@pytest.mark.parametrize(
    ("does", "status", "words"),
    [
        (f"{TYPED}; path.with_name('selection.yaml').open('a').write('# mine\\n')", 3, "somebody changed it"),
        (f"{TYPED}; path.with_name('.~lock.selection.yaml#').touch()", 3, "it is open in LibreOffice"),
        (f"{TYPED}; path.open('a').write('\\x07')", 1, "U+0007"),
        (f"{TYPED}; path.open('ab').write(b'\\xff')", 3, "this is not UTF-8 text"),
        (f"{TYPED}; sys.exit(1)", 1, "Editing failed"),
    ],
)
def test_words_that_cannot_be_written_are_kept_and_it_is_said_where(path, editor, does, status, words):
    editor(does)
    older = path.with_name("legal-aid.words.txt")
    older.write_bytes(b"older words")
    before = path.read_bytes()
    _, said = run("select", path, "--word", "legal-aid", status=status)
    assert words in said
    assert "--overwrite" not in said
    assert path.read_bytes().removesuffix(b"# mine\n") == before
    assert older.read_bytes() == b"older words"
    kept = path.with_name("legal-aid.words-2.txt")
    assert kept.read_bytes().startswith(b"Words that took\nan hour\n")
    assert b"\n# " not in kept.read_bytes()
    assert f"drafter select {path} --word legal-aid < {kept}" in said


def test_kept_words_are_taken_without_what_drafter_wrote_below_them(path, editor):
    editor("path.with_name('seen').write_bytes(path.read_bytes())")
    run("select", path, "--word", "legal-aid", status=2)
    seen = path.with_name("seen").read_bytes()
    done = run_with_words(
        b"Mine\n" + seen[seen.index(b"# The clause") :], "select", path, "--word", "legal-aid"
    )
    assert done.returncode == 0, done.stderr
    assert clause_in(path, "legal-aid")["wording"] == "Mine"


@pytest.mark.parametrize(
    "step",
    [
        ("--drop", "legal-ade"),
        ("--move", "legal-aid", "--before", "legal-ade"),
        ("--word", "legal-ade"),
        ("--keep", "legal-ade"),
    ],
)
def test_a_step_on_an_unknown_clause_changes_nothing_and_names_the_nearest(path, step):
    before = path.read_bytes()
    assert "Did you mean “legal-aid”?" in run("select", path, *step, status=2)[1]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "step",
    [
        ("--drop", "legal-aid", "--word", "legal-aid"),
        ("--drop", "legal-aid", "--min-regions", "2"),
        ("--move", "legal-aid"),
        ("--word", "legal-aid", "--reason", "x"),
        ("--drop", "legal-aid", "--before", "culture-of-lawfulness"),
    ],
)
def test_options_that_do_not_go_together_are_refused(path, step):
    run("select", path, *step, status=2)


def test_a_file_that_somebody_saved_meanwhile_is_not_written_over(path, monkeypatch):
    open_selection = steps_module.open_selection

    def somebody_is_quicker(file):
        opened = open_selection(file)
        file.write_bytes(opened.content + b"# mine\n")
        return opened

    monkeypatch.setattr(steps_module, "open_selection", somebody_is_quicker)
    run("select", path, "--drop", "legal-aid", status=3)
    assert text_of(path).endswith("# mine\n")
    assert "decision: out" not in text_of(path)


WORKER = """
import sys
from drafter.cli import cli

for line in sys.stdin:
    try:
        cli.main(line.split(), standalone_mode=False)
    finally:
        print("done", flush=True)
"""


def test_what_two_people_decide_at_the_same_moment_stands_in_the_file(tmp_path, started):
    path = tmp_path / "selection.yaml"
    with contextlib.ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", WORKER],
                    env=environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        try:
            for _ in range(25):
                path.write_bytes(started[4])
                for worker, given in zip(
                    workers, ("culture-of-lawfulness", "victim-centred-approaches"), strict=True
                ):
                    worker.stdin.write(f"select {path} --drop {given}\n")
                    worker.stdin.flush()
                assert [worker.stdout.readline() for worker in workers] == ["done\n"] * 2
                assert clause_in(path, "culture-of-lawfulness")["decision"] == "out"
                assert clause_in(path, "victim-centred-approaches")["decision"] == "out"
                assert sorted(found.name for found in tmp_path.iterdir()) == ["selection.yaml"]
        finally:
            for worker in workers:
                worker.kill()


def test_line_ends_and_the_byte_order_mark_of_a_file_stay(path):
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    run("select", path, "--drop", "legal-aid", "--reason", "x")
    run("select", path, "--min-regions", 2)
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# This file is yours")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"  decision: out\r\n" in after


# The law


PIECES = st.text(alphabet="abc äß“’:#-[]{}'\"!&*%|>?,", min_size=1, max_size=20)


def _quoted(draw, text: str) -> str:
    return draw(
        st.sampled_from([yaml.dump(text, default_style=style, allow_unicode=True) for style in "'\""])
    ).strip()


def parts_of(text: str) -> tuple[list[str], list[list[str]], list[str]]:
    """The lines of a file: its head, its blocks, its tail."""
    found = SelectionText.of(text)
    blocks = [list(found.lines[block.start : block.stop]) for block in found.blocks]
    return list(found.lines[: found.start]), blocks, list(found.lines[found.blocks[-1].stop :])


@dataclass
class Hand:
    """A person at work: all blocks, the one that is edited, and the line of its dash."""

    draw: Callable
    blocks: list[list[str]]
    at: int
    block: list[str]
    place: int


@st.composite
def edited(draw, text: str) -> str:
    """A selection file after some edits by a person."""
    for _ in range(draw(st.integers(1, 8))):
        head, blocks, tail = parts_of(text)
        at = draw(st.integers(0, len(blocks) - 1))
        block = blocks[at]
        place = next(n for n, line in enumerate(block) if line.lstrip().startswith("- "))
        edit = draw(st.sampled_from(EDITS))
        edit(Hand(draw, blocks, at, block, place))
        text = "".join([*head, *(line for block in blocks for line in block), *tail])
    return text


def _comment_above(hand):
    hand.block.insert(
        0, hand.draw(st.sampled_from(["# for the chair\n", "\n# part III\n\n", "  # indented, yet above\n"]))
    )


def _comment_in(hand):
    at = hand.draw(st.integers(hand.place + 1, len(hand.block)))
    with_comment = [*hand.block[:at], "    # " + hand.draw(PIECES).strip() + " note\n", *hand.block[at:]]
    # Between the lines of a text without quotation marks YAML allows none, and drafter refuses the file.
    with contextlib.suppress(yaml.YAMLError):
        yaml.compose("".join(with_comment))
        hand.block[:] = with_comment


def _comment_behind(hand):
    if "#" not in hand.block[hand.place] and "{" not in hand.block[hand.place]:
        hand.block[hand.place] = hand.block[hand.place].rstrip("\n") + "   # read twice\n"


def _blank_lines(hand):
    hand.block.append("\n" * hand.draw(st.integers(1, 3)))


def _move(hand):
    hand.blocks.insert(hand.draw(st.integers(0, len(hand.blocks) - 1)), hand.blocks.pop(hand.at))


def _delete(hand):
    if len(hand.blocks) > 2:
        del hand.blocks[hand.at]


def _quote_id(hand):
    hand.block[hand.place] = re.sub(r"id: ([a-z0-9-]+)$", r'id:  "\1"', hand.block[hand.place])


def _decide(hand):
    if any("decision:" in line or "{" in line for line in hand.block):
        return
    hand.block[hand.place + 1 : hand.place + 1] = [
        f"  decision: {hand.draw(st.sampled_from(['in', 'out', 'maybe']))}   # so decided\n",
        f"  reason: {_quoted(hand.draw, 'because ' + hand.draw(PIECES))}\n",
    ]


def _reword(hand):
    if any("wording:" in line or "{" in line for line in hand.block):
        return
    words = hand.draw(
        st.sampled_from(
            [
                "  wording: |\n    Promote it\n\n    # no comment\n    and more\n",
                "  wording: >+\n    Promote it\n    and more\n\n",
                '  wording: "Promote it,\n    and  more"\n',
                "  wording: Promote it\n    and more  # a remark\n",
            ]
        )
    )
    hand.block.insert(hand.place + 1, words)


def _braces(hand):
    if len(hand.block) == hand.place + 2 and "#" not in hand.block[hand.place]:
        hand.block[hand.place] = re.sub(r"- id: ([a-z0-9-]+)$", r"- {id: \1, by: me}", hand.block[hand.place])


def _change_comment(hand):
    for number, line in enumerate(hand.block):
        if NoteLine.read(line, "x") is not None:
            hand.block[number] = line.replace("# ", "# mine: ", 1)
            return


EDITS = [
    _comment_above,
    _comment_in,
    _comment_behind,
    _blank_lines,
    _move,
    _delete,
    _quote_id,
    _decide,
    _reword,
    _braces,
    _change_comment,
]


def _is_drafters(line: str, clause: str) -> bool:
    note = NoteLine.read(line, clause)
    return note is not None and note.is_untouched


def _of_people(text: str) -> list[tuple[str, list[str]]]:
    """What people wrote: the head, each block's lines but drafter's comment, the tail."""
    head, blocks, tail = parts_of(text)
    ids = [block.id for block in SelectionText.of(text).blocks]
    head = [line for line in head if "min-regions" not in line]
    blocks = [
        (given, [line for line in block if not _is_drafters(line, given)])
        for given, block in zip(ids, blocks, strict=True)
    ]
    tail = [line for line in tail if not line.startswith("# offered so far: ")]
    return [("", head), *blocks, ("", tail)]


@pytest.fixture(scope="module")
def _opened_once():
    """The matrix and the form that ship are read once for all examples."""
    patch = pytest.MonkeyPatch()
    patch.setattr(drafter.selection.loading, "open_matrix", functools.cache(open_matrix))
    patch.setattr(drafter.form.forms, "load_form", functools.cache(load_form))
    yield
    patch.undo()


@pytest.mark.usefixtures("_opened_once")
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_people_write_an_update_keeps(data, started, tmp_path):
    before = data.draw(edited(started[data.draw(st.sampled_from([3, 4]))].decode()))
    if data.draw(st.booleans()):
        before = before.replace("\n", "\r\n")
    path = tmp_path / "selection.yaml"
    path.write_bytes(before.encode())
    wanted = data.draw(st.sampled_from([2, 3, 4]))
    result = updated(path, Criteria(min_regions=wanted), ["min-regions"], {})
    after = result.selection.in_blocks.text
    there, new, gone = _of_people(after), set(result.new), set(result.removed)
    for given_id, lines in _of_people(before):
        if given_id in gone:
            # drafter put it there, and nobody wrote more into it than quotation marks
            (only,) = [line.strip() for line in lines if line.strip()]
            assert re.sub(r'[" ]', "", only) == f"-id:{given_id}"
    kept = [item for item in _of_people(before) if not item[0] or item[0] not in gone]
    assert [item for item in there if not item[0] or item[0] not in new] == kept
    assert [item for item in said_in(after).items() if item[0] not in new] == [
        item for item in said_in(before).items() if item[0] not in gone
    ]
    path.write_bytes(after.encode())
    again = updated(path, Criteria(), [], {})
    assert (again.new, again.removed) == ((), ())
    assert _of_people(again.selection.in_blocks.text) == _of_people(after)


def test_new_clauses_do_not_follow_one_that_was_moved_to_another_heading(tmp_path):
    path = tmp_path / "selection.yaml"
    drafter_here("select", "--min-regions", "3", "-o", path)
    drafter_here("select", path, "--move", "legal-aid", "--before", "culture-of-lawfulness")
    run = drafter_here("select", path, "--min-regions", "2")
    assert run.returncode == 0, run.stderr
    ids = re.findall(r"^- id: (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)

    # “access-to-justice-for-children” stands under the rule of law, as “legal-aid” did before it was moved.
    assert ids.index("legal-aid") == ids.index("culture-of-lawfulness") - 1
    assert ids.index("access-to-justice-for-children") > ids.index("victim-centred-approaches")
    drafted = drafter_here("draft", path, "-o", "-", "--format", "json")
    assert "stands apart" not in drafted.stderr.decode()


def test_own_words_that_do_not_suit_the_form_are_remarked_on(tmp_path):
    path = tmp_path / "selection.yaml"
    drafter_here("select", "--min-regions", "4", "-o", path)
    text = path.read_text(encoding="utf-8").replace(
        "- id: culture-of-lawfulness\n", "- id: culture-of-lawfulness\n  wording: Foster it.\n"
    )
    path.write_text(text, encoding="utf-8")

    def remarks(form):
        run = drafter_here("draft", path, "--form", form, "-o", "-", "--format", "json")
        clauses = json.loads(run.stdout)["clauses"]
        return next(c["remarks"] for c in clauses if c["id"] == "culture-of-lawfulness")

    assert remarks("kyoto") == []
    assert remarks("doha") == ["In this form clauses here begin with “To …”; these are own words."]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("  reason: Too: detailed\n", "a second colon stands in this line"),
        ("\treason: x\n", "a tab stands here"),
        ("  sources: [+lac-19h\n", "a list that begins with “[” has no “]”"),
    ],
)
def test_a_slip_in_the_file_is_said_in_words(tmp_path, line, words):
    path = tmp_path / "selection.yaml"
    drafter_here("select", "--min-regions", "4", "-o", path)
    text = path.read_text(encoding="utf-8").replace("- id: legal-aid\n", "")
    path.write_text(
        text.replace("- id: culture-of-lawfulness\n", f"- id: culture-of-lawfulness\n{line}"),
        encoding="utf-8",
    )
    run = drafter_here("draft", path, "-o", tmp_path / "x.docx")

    assert run.returncode == 1
    assert words in run.stderr.decode()
