"""``drafter select``, ``mark``, ``undo`` and ``status``, as people use them."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path
from subprocess import Popen

import pytest
import yaml

from drafter.model import Clause, Decision
from drafter.selection.status import count_brackets
from tools import KYOTO_2021, drafter_here

HEAD = "matrix: kyoto-2021\ncriteria:\n  min-regions: 3\nclauses:\n"
THREE = HEAD + "- id: culture-of-lawfulness\n- id: legal-aid\n- id: community-policing\n"


def run(*arguments, status=0, cwd=None):
    """Run drafter, which must end with this status: its output and its messages."""
    done = drafter_here(*arguments, cwd=cwd)
    messages = done.stderr.decode()
    assert "fault in drafter" not in messages, messages
    assert done.returncode == status, messages + done.stdout.decode()
    return done.stdout.decode(), messages


@pytest.fixture
def path(tmp_path):
    """A selection of three clauses."""
    path = tmp_path / "selection.yaml"
    path.write_text(THREE, "utf-8")
    return path


def clauses(path: Path) -> dict[str, dict]:
    return {clause["id"]: clause for clause in yaml.safe_load(path.read_text("utf-8"))["clauses"]}


def statuses(path: Path) -> dict[str, dict]:
    return {row["id"]: row for row in json.loads(run("status", path, "--json")[0])["paragraphs"]}


# select


def test_starting_says_what_was_written_and_what_to_do_next(tmp_path):
    _, messages = run("select", "--min-regions", "4", "-o", "s.yaml", cwd=tmp_path)
    count = len(clauses(tmp_path / "s.yaml"))
    assert messages.startswith(f"Wrote s.yaml: {count} clauses from recommendations")
    assert "Next: edit it, and make the draft: drafter draft s.yaml -o draft.docx" in messages


def test_its_clauses_are_in_the_order_of_the_draft_made_from_it(tmp_path):
    run("select", "-o", "s.yaml", cwd=tmp_path)
    assert [*clauses(tmp_path / "s.yaml")] == [*statuses(tmp_path / "s.yaml")]


def test_a_file_that_exists_is_not_replaced_unless_it_is_asked_for(path):
    _, messages = run("select", "-o", path, status=3)
    assert "already exists" in messages
    assert path.read_text("utf-8") == THREE
    run("select", "-o", path, "--overwrite")
    run("undo", path)
    assert path.read_text("utf-8") == THREE


def test_a_matrix_of_ones_own_is_named_as_seen_from_the_file(tmp_path):
    shutil.copytree(KYOTO_2021, tmp_path / "ours")
    (tmp_path / "texts").mkdir()
    run("select", "--matrix", "ours", "--min-regions", "4", "-o", "texts/s.yaml", cwd=tmp_path)
    assert yaml.safe_load((tmp_path / "texts" / "s.yaml").read_text("utf-8"))["matrix"] == "../ours"
    run("status", "texts/s.yaml", cwd=tmp_path)


def test_criteria_given_anew_go_into_the_file_and_new_clauses_are_named(path):
    _, messages = run("select", path, "--theme", "item-3-v", "--min-regions", "2")
    assert yaml.safe_load(path.read_text("utf-8"))["criteria"] == {"min-regions": 2, "theme": ["item-3-v"]}
    assert "new: " in messages
    _, messages = run("select", path)
    assert "is up to date; nothing was written" in messages


def test_a_folder_that_is_not_there_is_told(tmp_path):
    _, messages = run("select", "-o", tmp_path / "none" / "s.yaml", status=3)
    assert "does not exist" in messages


@pytest.mark.parametrize(
    "options",
    [
        ("{path}", "-o", "other.yaml"),
        ("{path}", "--freeze-numbers", "--renumber"),
        ("{path}", "--min-regions", "2", "--freeze-numbers"),
        ("{path}", "--matrix", "kyoto-2021"),
        ("--freeze-numbers",),
        ("-o", "selection.txt"),
        (),
    ],
)
def test_options_that_do_not_go_together_are_refused(path, options):
    run("select", *(option.format(path=path) for option in options), status=2, cwd=path.parent)
    assert path.read_text("utf-8") == THREE


def test_frozen_numbers_stay_and_what_comes_between_is_bis(path):
    run("select", path, "--freeze-numbers")
    assert [clause["number"] for clause in clauses(path).values()] == [1, 2, 3]
    run("mark", path, "2", "3", "out")
    ours = "- id: {}\n  text: recall them\n"
    text = path.read_text("utf-8").replace("- id: legal-aid\n", ours.format("ours") + "- id: legal-aid\n")
    path.write_text(text + ours.format("last"), "utf-8")
    numbers = {given: row["number"] for given, row in statuses(path).items()}
    assert numbers == {
        "culture-of-lawfulness": "1",
        "ours": "4",
        "last": "5",
        "legal-aid": "",
        "community-policing": "",
    }
    run("mark", path, "community-policing", "in")
    numbers = {given: row["number"] for given, row in statuses(path).items()}
    assert (numbers["community-policing"], numbers["last"]) == ("3", "4")
    assert numbers["ours"].startswith("1 ")
    run("select", path, "--renumber")
    assert statuses(path)["community-policing"]["number"] == "3"


# mark


def test_clauses_are_marked_by_id_and_by_number(path):
    first = next(iter(statuses(path)))
    _, messages = run(
        "mark", path, "1", "community-policing", "out", "--reason", "covered by 2", "--by", "Chair"
    )
    decided = {"decision": "out", "reason": "covered by 2", "by": "Chair"}
    assert clauses(path)[first] == {"id": first, **decided}
    assert clauses(path)["community-policing"] == {"id": "community-policing", **decided}
    assert "To take it back: drafter undo" in messages


def test_one_wording_is_named_by_its_number(path):
    run("mark", path, "legal-aid", "in")
    number = statuses(path)["legal-aid"]["number"]
    run("mark", path, f"{number} bis", "out")
    (source,) = clauses(path)["legal-aid"]["wordings"]
    assert source in {"wa-42a", "ap-44g", "af-45g"}
    assert clauses(path)["legal-aid"]["wordings"][source] == "out"


def test_a_signature_has_a_name_and_a_date(path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    run("mark", path, "legal-aid", "supported", status=2)
    run("mark", path, "legal-aid", "supported", "--by", "A. Reviewer")
    assert "  supported: {by: A. Reviewer, on: 2026-03-02}\n" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("legal-aid", "aggreed"), "Did you mean “agreed”"),
        (("out",), "must be a decision"),
        (("legal-ade", "out"), "Did you mean “legal-aid”"),
        (("99", "out"), "drafter status"),
    ],
)
def test_what_cannot_be_marked_is_told_and_nothing_is_written(path, names, words):
    _, messages = run("mark", path, *names, status=2)
    assert words in messages
    assert path.read_text("utf-8") == THREE


def test_a_file_in_one_line_style_is_refused_with_what_to_do(path):
    text = "matrix: kyoto-2021\nclauses: [{id: legal-aid}]\n"
    path.write_text(text, "utf-8")
    _, messages = run("mark", path, "legal-aid", "out", status=3)
    assert "Write each clause as lines" in messages
    assert path.read_text("utf-8") == text


def test_two_people_who_mark_at_the_same_moment_are_both_heard_or_told(path):
    command = [sys.executable, "-m", "drafter", "mark", str(path)]
    first = Popen([*command, "legal-aid", "out"])
    second = Popen([*command, "community-policing", "out"])
    heard = [process.wait() for process in (first, second)]
    assert set(heard) <= {0, 3}
    decided = ["decision" in clauses(path)[given] for given in ("legal-aid", "community-policing")]
    assert decided == [status == 0 for status in heard]


# undo


def test_undo_and_redo_go_through_every_change(path):
    run("mark", path, "legal-aid", "out")
    run("mark", path, "legal-aid", "reserved")
    marked = path.read_bytes()
    run("undo", path)
    _, messages = run("undo", path)
    assert "--redo" in messages
    assert path.read_text("utf-8") == THREE
    _, messages = run("undo", path, status=2)
    assert "nothing to undo" in messages
    run("undo", path, "--redo")
    run("undo", path, "--redo")
    assert path.read_bytes() == marked


def test_undo_refuses_a_file_that_was_edited_by_hand(path):
    run("mark", path, "legal-aid", "out")
    path.write_text(THREE + "# by hand\n", "utf-8")
    _, messages = run("undo", path, status=3)
    assert "--overwrite" in messages
    run("undo", path, "--overwrite")
    run("undo", path, "--redo")
    run("undo", path, "--redo")
    assert path.read_text("utf-8") == THREE + "# by hand\n"


# status

DISPUTED = """\
  text: >-
    [We] (Egypt, Japan) ensure [, where appropriate,] (Egypt) access[^wa-42a] to [free] legal aid
    (the poor) [for all] (Norway: delete)
  status: reserved
"""


def test_status_counts_brackets_and_the_names_behind_them(path):
    path.write_text(THREE.replace("- id: legal-aid\n", "- id: legal-aid\n" + DISPUTED), "utf-8")
    row = statuses(path)["legal-aid"]
    assert (row["status"], row["brackets"]) == ("reserved", 4)
    assert row["names"] == {"Egypt": 2, "Japan": 1, "Norway": 1}
    output, _ = run("status", path)
    number = row["number"]
    assert f"{number}  [We] (Egypt, Japan) ensure" in output
    assert "reserved  4 brackets: Egypt, Japan, Norway" in output
    assert f"  Egypt: 2 brackets, in {number} (2)" in output
    assert f"  Norway: 1 bracket, in {number}\n" in output
    delegations = json.loads(run("status", path, "--json")[0])["delegations"]
    assert delegations[0] == {"name": "Egypt", "brackets": 2, "paragraphs": [number]}


def test_a_paragraph_in_brackets_as_a_whole_counts_and_one_that_is_out_has_no_number(path):
    run("mark", path, "legal-aid", "brackets")
    run("mark", path, "community-policing", "out")
    rows = statuses(path)
    assert (rows["legal-aid"]["status"], rows["legal-aid"]["brackets"]) == ("in brackets", 1)
    assert (rows["community-policing"]["status"], rows["community-policing"]["number"]) == ("out", "")


@pytest.mark.parametrize(
    ("text", "count", "names"),
    [
        ("no brackets (Egypt)", 0, {}),
        ("a mark[^lac-19h] (Egypt)", 0, {"Egypt": 1}),
        ("[[x] (Egypt) y] (Japan)", 2, {"Egypt": 1, "Japan": 1}),
        ("[x]\n(Egypt; Japan: delete)", 1, {"Egypt": 1, "Japan": 1}),
        ("[x] of a paragraph (Egypt, Peru: delete)", 2, {"Egypt": 1, "Peru": 1}),
    ],
)
def test_brackets_are_counted_as_the_room_writes_them(text, count, names):
    assert count_brackets(Clause("a", text=text)) == (count, Counter(names))


def test_brackets_of_single_wordings_count_too():
    clause = Clause("a", wordings={"ap-44g": "[x] (Egypt)", "wa-42a": "out"}, decision=Decision.BRACKETS)
    assert count_brackets(clause) == (2, Counter({"Egypt": 1}))
