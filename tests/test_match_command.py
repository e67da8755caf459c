"""``drafter match`` as a user runs it: proposals, the nearest, why, and the file that people decide in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from factory import tabbed
from word_reading import REGIONS, annex_b, concordance, squeezed

from drafter.matrix import similarity
from tools import KYOTO_2021, drafter, drafter_here, environment

SHIPPED = KYOTO_2021 / "concordance.yaml"


def run(*arguments, status=0, cwd=None, **variables):
    """Run ``drafter match``, which must end with this status: its output and its messages."""
    done = drafter("match", *arguments, cwd=cwd, env=environment(**variables))
    return outcome(done, status)


def run_here(*arguments, status=0, cwd=None):
    """The same without a process of its own, for what does not depend on one."""
    return outcome(drafter_here("match", *arguments, cwd=cwd), status)


def outcome(done, status=0):
    messages = done.stderr.decode()
    for rude in ("Traceback", "fault in drafter"):
        assert rude not in messages
    assert done.returncode == status, messages
    return done.stdout.decode(), messages


def check(path: Path) -> None:
    """``drafter check`` finds nothing wrong in a file."""
    outcome(drafter_here("check", path))


def entries(text: str) -> dict[str, dict]:
    return {entry["id"]: entry for entry in yaml.safe_load(text)}


def statuses(text: str) -> set[str]:
    return {entry["status"] for entry in yaml.safe_load(text)}


def pairs(found) -> set[frozenset[str]]:
    return {frozenset(pair) for entry in found for pair in combinations(entry["members"], 2)}


@pytest.fixture
def nobody_has_read(tmp_path):
    """A concordance without entries: nothing is decided yet."""
    path = tmp_path / "concordance.yaml"
    path.write_text("# Nothing yet.\n", encoding="utf-8")
    return path


# Printing


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What is printed for Annex B when nobody has read it, and the messages."""
    path = tmp_path_factory.mktemp("unread") / "concordance.yaml"
    path.write_text("# Nothing yet.\n", encoding="utf-8")
    return run("--concordance", path)


def test_proposals_are_printed_as_a_concordance_that_loads(printed, tmp_path):
    path = tmp_path / "proposed.yaml"
    path.write_text(printed[0], encoding="utf-8")

    check(path)
    assert len(entries(printed[0])) > 30
    assert statuses(printed[0]) == {"proposed"}
    assert frozenset(("lac-40h", "af-37d")) in pairs(yaml.safe_load(printed[0]))


def test_the_printed_file_says_what_a_person_is_to_do_with_it(printed):
    comments = squeezed(" ".join(line for line in printed[0].split("\n") if line.startswith("#")))

    for word in ("confirmed", "rejected", "Read every proposed entry", "counts for nothing"):
        assert word in comments


def test_the_message_counts_the_proposals_and_says_what_to_do_next(printed):
    number = len(entries(printed[0]))

    assert printed[1].startswith(f"{number} proposed entries.")
    assert "-o" in printed[1]
    assert "status" in printed[1]


def test_what_the_concordance_beside_the_matrix_holds_is_not_proposed():
    found = yaml.safe_load(run()[0])
    known = {member for entry in concordance().values() for member in entry["members"]}
    rejected = [e for e in yaml.safe_load(SHIPPED.read_text(encoding="utf-8")) if e["status"] == "rejected"]

    assert found
    assert known & {member for entry in found for member in entry["members"]} == set()
    assert rejected
    assert pairs(rejected) & pairs(found) == set()


def test_a_matrix_without_a_concordance_is_read_all_the_same(tmp_path):
    (tmp_path / "matrix.txt").write_text(
        tabbed(
            "Safety",
            "Crime",
            [
                "(a) Ratify the convention against cybercrime. [Report, para. 1a]",
                "(b) Consider ratifying the convention against cybercrime. [Report, para. 2b]",
                "(c) Build safe playgrounds for orphans. [Report, para. 3c]",
            ],
        ),
        encoding="utf-8",
    )
    found = run("--matrix", tmp_path / "matrix.txt")[0]

    (entry,) = yaml.safe_load(found)
    assert [member.rpartition("-")[2] for member in entry["members"]] == ["1a", "2b"]
    assert re.search(r"^ *# strength differs.*“consider”", found, re.MULTILINE)


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_the_same_matrix_gives_the_same_bytes_on_another_machine(arguments):
    first = run(*arguments, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")

    assert first == run(*arguments, PYTHONHASHSEED="2", LC_ALL="C.UTF-8")


# Writing


def test_a_new_file_is_written_and_loads(tmp_path, nobody_has_read):
    path = tmp_path / "mine.yaml"
    shown, messages = run("-o", path, "--concordance", nobody_has_read)

    check(path)
    found = entries(path.read_text(encoding="utf-8"))
    assert shown == ""
    assert statuses(path.read_text(encoding="utf-8")) == {"proposed"}
    assert messages.startswith(f"Wrote {path}: {len(found)} proposed entries added.")


def test_the_message_after_writing_says_what_to_do_next(tmp_path):
    _, messages = run_here("-o", tmp_path / "mine.yaml")

    assert "Next:" in messages
    assert "confirmed" in messages
    assert "rejected" in messages


def test_a_new_file_keeps_what_was_decided_beside_the_matrix(tmp_path):
    path = tmp_path / "mine.yaml"
    run("-o", path)

    assert path.read_bytes().startswith(SHIPPED.read_bytes())
    check(path)


def test_proposals_are_added_after_what_stands_in_the_file_and_only_once(tmp_path):
    path = tmp_path / "concordance.yaml"
    shutil.copyfile(SHIPPED, path)
    run("-o", path)
    after = path.read_bytes()

    assert after.startswith(SHIPPED.read_bytes())
    assert len(after) > len(SHIPPED.read_bytes())
    check(path)
    assert "Nothing new" in run("-o", path)[1]
    assert path.read_bytes() == after


def test_what_a_person_decided_is_kept_and_not_proposed_again(nobody_has_read):
    run("-o", nobody_has_read)
    text = nobody_has_read.read_text(encoding="utf-8")
    first, second, *others = entries(text).values()
    kept = text[: text.index(f"- id: {others[0]['id']}\n")]
    kept = kept.replace("status: proposed", "status: confirmed  # Ms. Okafor", 1)
    kept = kept.replace("status: proposed", "status: rejected", 1)
    nobody_has_read.write_text(kept, encoding="utf-8")
    run_here("-o", nobody_has_read)

    after = nobody_has_read.read_text(encoding="utf-8")
    assert after.startswith(kept)
    assert [entry["status"] for entry in list(entries(after).values())[:2]] == ["confirmed", "rejected"]
    new = list(entries(after).values())[2:]
    assert len(new) > 30
    assert not set(first["members"]) & {member for entry in new for member in entry["members"]}
    assert not pairs([second]) & pairs(new)
    check(nobody_has_read)


DECIDED = """\
# Read in Vienna, 3 May.

- id:   overcrowding   # hers
  members: [lac-40h,   "af-37d"]
  status: rejected

- id: youth
  members:
  - ap-44i
  - wa-24a
  note: "“Integrate”, in both."
# To be continued
"""


@pytest.mark.parametrize(
    "content",
    [
        DECIDED.encode(),
        DECIDED.rstrip("\n").encode(),
        DECIDED.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + DECIDED.encode(),
        (DECIDED + "\n\n\n").encode(),
    ],
    ids=["as people write", "no last line end", "Windows line ends", "a byte order mark", "blank lines"],
)
def test_every_byte_of_what_stood_in_the_file_stands_there_still(tmp_path, content):
    path = tmp_path / "concordance.yaml"
    path.write_bytes(content)
    run_here("-o", path)

    assert path.read_bytes().startswith(content)
    check(path)


@pytest.mark.parametrize(
    "content",
    [
        "[]\n",
        "- {id: youth, members: [ap-44i, wa-24a]}\n",
        "[{id: youth, members: [ap-44i, wa-24a]}]\n",
        "  - id: youth\n    members: [ap-44i, wa-24a]\n",
        "---\n- id: youth\n  members: [ap-44i, wa-24a]\n...\n",
    ],
    ids=["an empty list", "an entry on one line", "a list in brackets", "indented", "an end mark"],
)
def test_a_file_in_another_style_of_yaml_is_added_to_or_refused_but_never_spoilt(tmp_path, content):
    path = tmp_path / "concordance.yaml"
    path.write_text(content, encoding="utf-8")
    done = drafter_here("match", "-o", path)

    if done.returncode:
        assert path.read_text(encoding="utf-8") == content
        assert "concordance.yaml" in done.stderr.decode()
    else:
        check(path)
        assert len(entries(path.read_text(encoding="utf-8"))) > 30


# A file that is not to be written over


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"Dear colleague, the meeting is at ten.\n", 1),
        (b"matrix: mine\n", 1),
        (b"- id: youth\n  members: [ap-44i, wa-99z]\n", 1),
        (b"- id: youth\n  members: [ap-44i\n", 1),
        (b"PK\x03\x04 a Word file", 3),
    ],
    ids=["a letter", "another file of drafter", "an unknown member", "no YAML", "a Word file"],
)
def test_a_file_that_is_no_concordance_of_the_matrix_is_left_as_it_is(tmp_path, content, status):
    path = tmp_path / "concordance.yaml"
    path.write_bytes(content)
    _, messages = run_here("-o", path, status=status)

    assert path.read_bytes() == content
    assert "concordance.yaml" in messages
    assert [one.name for one in tmp_path.iterdir()] == ["concordance.yaml"]


def test_a_file_that_the_proposals_were_not_made_from_is_left_as_it_is(tmp_path, nobody_has_read):
    """Somebody else's file stands where the new one is to be written."""
    path = tmp_path / "theirs.yaml"
    path.write_text(DECIDED, encoding="utf-8")
    _, messages = run("-o", path, "--concordance", nobody_has_read, status=3)

    assert path.read_text(encoding="utf-8") == DECIDED
    assert "theirs.yaml was not written" in messages
    assert "-o" in messages
    assert sorted(one.name for one in tmp_path.iterdir()) == ["concordance.yaml", "theirs.yaml"]


def test_a_file_that_somebody_changes_while_drafter_compares_is_left_as_they_saved_it(
    nobody_has_read, monkeypatch
):
    """Comparing 10,000 recommendations takes most of a minute, in which a person may save the file."""
    theirs = "- id: overcrowding\n  members: [lac-40h, af-37d]\n"

    class AtThatMoment(similarity.Similarity):
        def __init__(self, *arguments, **named):
            nobody_has_read.write_text(theirs, encoding="utf-8")
            super().__init__(*arguments, **named)

    monkeypatch.setattr("drafter.cli.match.Similarity", AtThatMoment)
    _, messages = outcome(drafter_here("match", "-o", nobody_has_read), 3)

    assert nobody_has_read.read_text(encoding="utf-8") == theirs
    assert "changed" in messages


@pytest.mark.parametrize(
    ("output", "said"),
    [("missing/concordance.yaml", "missing"), ("folder", "is a folder")],
)
def test_a_place_that_cannot_be_written_to_is_said_to_be_that(tmp_path, output, said):
    (tmp_path / "folder").mkdir()
    _, messages = run_here("-o", output, cwd=tmp_path, status=3)

    assert said in messages
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


# The nearest


def test_like_shows_the_nearest_of_other_regions_in_full_best_first():
    shown, messages = run("--like", "lac-19h")
    found = re.findall(r"^([a-z]+-\d+[a-z])  ", shown, re.MULTILINE)
    scores = [float(score) for score in re.findall(r"score (\d\.\d\d)", shown)]

    assert found[0] == "lac-19h"
    assert len(found) == 6
    assert "lac" not in {one.partition("-")[0] for one in found[1:]}
    assert {"ap-13b", "wa-14c", "af-17c"} <= set(found[1:])
    assert scores == sorted(scores, reverse=True)
    for one in found:
        assert annex_b().sources[one].text in squeezed(shown)
    assert f"drafter match --explain lac-19h {found[1]}" in messages


def test_like_says_what_each_shares():
    shown = squeezed(run_here("--like", "lac-19h", "--count", "1")[0])

    assert "af-17c Africa, para. 17 (c)" in shown
    # the longest that lac-19h and af-17c both say: after “trust”, one goes on “in and respect”
    assert (
        "both say “Promote a culture of lawfulness as an approach to foster the general public’s trust”"
        in shown
    )
    assert "both stand under “Rule of law and fostering a culture of lawfulness”" in shown


def test_like_as_json_lists_ids_with_scores():
    read = json.loads(run_here("--like", "lac-19h", "--count", "7", "--json")[0])

    assert read["schema_version"] == 1
    assert read["id"] == "lac-19h"
    assert len(read["near"]) == 7
    assert all(set(near) >= {"id", "score"} for near in read["near"])
    assert {near["id"] for near in read["near"]} <= set(annex_b().sources)
    scores = [near["score"] for near in read["near"]]
    assert scores == sorted(scores, reverse=True)


def test_where_nothing_is_near_that_is_said(tmp_path):
    (tmp_path / "matrix.txt").write_text(
        tabbed("Safety", "Crime", ["(a) Ratify the convention. [Report, para. 1a]"]), encoding="utf-8"
    )
    (name,) = (
        row["id"]
        for row in json.loads(
            outcome(drafter_here("list", "--matrix", tmp_path / "matrix.txt", "--json"))[0]
        )["recommendations"]
    )
    shown, messages = run("--matrix", tmp_path / "matrix.txt", "--like", name)

    assert "Ratify the convention." in shown
    assert "Nothing is near" in messages


# Why


def test_explain_says_what_speaks_for_a_pair_and_how_their_strength_differs():
    shown, _ = run("--explain", "lac-59k", "wa-42d")
    flat = squeezed(shown)

    for one in ("lac-59k", "wa-42d"):
        assert annex_b().sources[one].text in flat
    assert "may well say the same" in flat
    assert (
        "both say “education sectors in the formulation of crime prevention, criminal justice and other rule "
        "of law policies at the”" in flat
    )
    assert "both stand under “Collaboration and coordination for crime prevention" in flat
    assert "only lac-59k: “Consider promoting”" in flat
    assert "only wa-42d: “Enhance”" in flat
    assert "Their strength differs: - only the first has the hedge “consider”" in flat


def test_explain_says_what_speaks_against_a_pair():
    flat = squeezed(run_here("--explain", "wa-56c", "lac-40r")[0])

    assert "hardly say the same" in flat
    assert "no phrase stands in both" in flat
    assert "share no theme" in flat


def test_explain_says_that_two_are_of_one_region():
    assert "of the same region" in squeezed(run_here("--explain", "lac-59i", "lac-59m")[0])
    assert "of the same region" not in squeezed(run_here("--explain", "lac-59i", "af-45b")[0])


def test_explain_as_json_has_the_score_the_phrases_and_what_differs():
    read = json.loads(run_here("--explain", "lac-59k", "wa-42d", "--json")[0])

    assert read["schema_version"] == 1
    assert read["ids"] == ["lac-59k", "wa-42d"]
    assert read["score"] > read["threshold"] > 0
    assert read["phrases"][0].startswith("education sectors in the formulation")
    assert "Consider promoting" in read["only_first"]
    assert "Enhance" in read["only_second"]
    assert len(read["themes"]) == 1
    assert read["same_region"] is False
    assert "consider" in read["strength"]


# Proposals as JSON


def test_proposals_as_json_have_members_score_and_evidence(printed, nobody_has_read):
    shown, messages = run("--concordance", nobody_has_read, "--json")
    read = json.loads(shown)

    assert messages == ""
    assert read["schema_version"] == 1
    assert {e["id"]: e["members"] for e in read["entries"]} == {
        one: entry["members"] for one, entry in entries(printed[0]).items()
    }
    for entry in read["entries"]:
        assert set(entry) >= {"id", "members", "status", "score", "phrases", "strength", "near"}
        assert entry["status"] == "proposed"
        assert all(set(near) >= {"id", "score", "phrase"} for near in entry["near"])
    (sectors,) = (e for e in read["entries"] if {"lac-59k", "wa-42d"} <= set(e["members"]))
    assert any("“consider”" in line for line in sectors["strength"])


def test_a_file_that_is_asked_for_is_written_or_refused_but_not_forgotten(tmp_path):
    path = tmp_path / "mine.yaml"
    done = drafter("match", "-o", path, "--json")

    assert path.exists() or done.returncode == 2


def test_a_hyphen_is_standard_output_or_refused_but_no_file_of_that_name(tmp_path):
    done = drafter("match", "-o", "-", cwd=tmp_path)

    assert list(tmp_path.iterdir()) == []
    assert done.returncode == 2 or statuses(done.stdout.decode()) == {"proposed"}


# Mistakes


@pytest.mark.parametrize(
    "arguments",
    [
        ("--like", "lac-19g0"),
        ("--like", "lac_19h"),
        ("--explain", "lac-19h", "lac19h"),
        ("--explain", "Lac-19H", "wa-14c"),
    ],
    ids=" ".join,
)
def test_an_unknown_id_is_a_usage_error_that_names_the_right_one(arguments):
    shown, messages = run_here(*arguments, status=2)

    assert shown == ""
    assert "there is no recommendation" in messages
    assert re.search(r"Did you mean .*“lac-19[gh]”", messages)


def test_an_id_that_is_like_none_is_told_where_they_all_stand():
    assert "drafter list" in run_here("--like", "zzz", status=2)[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "x.yaml", "--like", "lac-19h"),
        ("-o", "x.yaml", "--explain", "lac-19h", "wa-14c"),
        ("--like", "lac-19h", "--explain", "lac-19h", "wa-14c"),
        ("--explain", "lac-19h"),
        ("--explain", "lac-19h", "lac-19h"),
        ("--like", "lac-19h", "--count", "0"),
        ("--threshold", "0.1"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_together_is_a_usage_error(tmp_path, arguments):
    shown, messages = run_here(*arguments, cwd=tmp_path, status=2)

    assert shown == ""
    assert messages
    assert list(tmp_path.iterdir()) == []


def test_a_concordance_with_mistakes_is_told_with_line_and_column(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("- id: youth\n  members: [ap-44i, wa-24z]\n", encoding="utf-8")
    _, messages = run_here("--concordance", path, status=1)

    assert "bad.yaml:2:21: error:" in messages
    assert "Did you mean “wa-24" in messages


# Long work


@pytest.fixture(scope="module")
def long_matrix(tmp_path_factory):
    """A matrix of a thousand recommendations, which takes long enough for a progress bar."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    rows = [
        [
            f"({letter}) Ratify treaty {letter}{letter}{number} on topic {key}{letter}{number}. "
            f"[Report, para. {number}{letter}]"
            for key in REGIONS
        ]
        for number in range(1, 9)
        for letter in letters
    ]
    path = tmp_path_factory.mktemp("long") / "matrix.txt"
    path.write_text(tabbed("Safety", "Crime", *rows), encoding="utf-8")
    return path


def test_there_is_no_progress_bar_where_there_is_no_terminal(long_matrix):
    shown, messages = run("--matrix", long_matrix, "--json")

    assert json.loads(shown)["schema_version"] == 1
    assert messages == ""


def test_long_work_shows_a_progress_bar_on_a_terminal_and_keeps_it_out_of_the_output(long_matrix):
    assert "Comparing" in on_a_terminal("--matrix", long_matrix)


def test_short_work_shows_no_progress_bar():
    assert "Comparing" not in on_a_terminal()


def on_a_terminal(*arguments) -> str:
    """Run ``drafter match`` with its messages on a terminal: what is shown there."""
    pty = pytest.importorskip("pty")
    ours, its = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "drafter", "match", "--json", *map(str, arguments)],
        env=environment(TERM="xterm"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=its,
    ) as process:
        os.close(its)
        output = process.stdout.read()
        assert json.loads(output)["schema_version"] == 1
        shown = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not more:
                break
            shown += more
        os.close(ours)
    assert process.returncode == 0, shown.decode()
    return shown.decode()
