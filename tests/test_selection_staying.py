"""With other criteria paragraphs that people worked on stay where they stand; what goes or moves is told."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from tools import drafter_here

# Shared by four regions, it stands in the matrix under item 4 (ii) and under item 3.
MOVES = "gender-sensitive-measures"
HEADING = "Gender-sensitive approaches"


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    path = tmp_path_factory.mktemp("started") / "s.yaml"
    assert drafter_here("select", "--section", "item-4", "--min-regions", "3", "-o", path).returncode == 0
    return path.read_bytes()


@pytest.fixture
def path(tmp_path, started):
    path = tmp_path / "s.yaml"
    path.write_bytes(started)
    return path


def said(*arguments, status=0):
    done = drafter_here(*arguments)
    assert done.returncode == status, done.stderr.decode()
    return (done.stdout + done.stderr).decode()


def drafted(path):
    done = drafter_here("draft", path, "-o", "-", "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    return {one["id"]: one for one in json.loads(done.stdout)["clauses"]}


def entries(path):
    return {one["id"]: one for one in yaml.safe_load(path.read_text(encoding="utf-8"))["clauses"]}


def with_words(path, name, words):
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("clauses:\n", f"words:\n  {name}: '{words}'\nclauses:\n", 1), encoding="utf-8"
    )


@pytest.mark.thorough
def test_a_paragraph_that_people_worked_on_stays_under_its_heading(path):
    said("select", path, "--status", "reserved", MOVES, "--by", "Norway")
    told = said("select", path, "--section", "item-3")

    now = drafted(path)[MOVES]
    assert (now["heading"], entries(path)[MOVES]["heading"]) == (HEADING, "item-4-ii")
    assert f"same heading, which the block says now (“heading: …”), since you wrote there: {MOVES} (" in told
    assert re.search(rf"{MOVES} \({now['number']}, under “{HEADING}”\)", told)
    assert "no words of yours are changed" in told

    assert "heading, which" not in said("select", path, "--section", "item-4")  # it is not written twice


def test_a_heading_that_somebody_gave_stays(path):
    said("select", path, "--move", MOVES, "--before", "victim-centred-approaches")
    told = said("select", path, "--section", "item-3")
    assert entries(path)[MOVES]["heading"] == "item-4-i"
    assert "which the block says now" not in told


@pytest.mark.thorough
def test_a_paragraph_that_nobody_touched_moves_and_is_told_with_its_numbers_and_headings(path):
    was = drafted(path)[MOVES]
    told = said("select", path, "--section", "item-3")
    now = drafted(path)[MOVES]
    assert now["heading"] != HEADING
    places = " → ".join(f"{one['number']}, under “{one['heading']}”" for one in (was, now))
    assert "under another heading with these criteria: " in told
    assert f"{MOVES} ({places})" in told


@pytest.mark.thorough
def test_words_for_a_heading_that_goes_are_told_and_stay_in_the_file(path):
    with_words(path, "item-4-ii", "### Women and girls")
    lost = "your words for “item-4-ii”, “Women and girls”, are printed nowhere"
    assert lost not in said("check", path)
    told = said("select", path, "--section", "item-3")
    assert lost in told
    assert "no words of yours are changed" in told
    assert "item-4-ii: '### Women and girls'" in path.read_text(encoding="utf-8")
    # As long as it is so, whoever checks it is told.
    assert lost in said("check", path)
    assert lost not in said("select", path, "--section", "item-4", "--min-regions", "3")


def test_words_that_print_nothing_are_lost_nowhere(path):
    with_words(path, "item-5-i", "none")
    assert "printed nowhere" not in said("check", path)
