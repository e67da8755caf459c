"""Changing single keys and blocks of a selection in place: every other byte stays."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.problems import DrafterError
from drafter.selection.splicing import arrange_clauses, blocks_of, insert_clause, set_clauses, set_key

FILE = """\
# Our selection   (kept by the desk)
matrix: kyoto-2021
criteria:
  min-regions: 3   # as agreed
  theme: [terrorism]

clauses:
  # about lawfulness
  - id: culture-of-lawfulness
    # Promote a culture of lawfulness …
    text: >-  # the chair's words
      promote a culture
      of lawfulness

    notes:
      - "Norway: merge"
      # between the notes
      - Japan reserves

  - decision: in  # for now
    id: legal-aid

  # the last one
  - id: women-in-prisons
    reason:
    sources: [wa-42a,   ap-44g]  # two
    # to be continued
form: kyoto
"""


def parsed(text: str) -> dict:
    """What a file says, every value as it is written."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # makes nothing but texts


def clause(text: str, given: str) -> dict:
    return next(clause for clause in parsed(text)["clauses"] if clause["id"] == given)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    lines = [*difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))]
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


@pytest.mark.parametrize(
    ("given", "key", "value", "gone", "come"),
    [
        (
            "legal-aid",
            "decision",
            "out",
            ["  - decision: in  # for now\n"],
            ["  - decision: out  # for now\n"],
        ),
        ("legal-aid", "reason", "the chair", [], ["    reason: the chair\n"]),
        ("women-in-prisons", "reason", "no", ["    reason:\n"], ["    reason: 'no'\n"]),
        ("women-in-prisons", "number", "9", [], ["    number: 9\n"]),
        (
            "women-in-prisons",
            "sources",
            ("wa-42a",),
            ["    sources: [wa-42a,   ap-44g]  # two\n"],
            ["    sources: [wa-42a]  # two\n"],
        ),
        (
            "culture-of-lawfulness",
            "text",
            "promote law",
            ["    text: >-  # the chair's words\n", "      promote a culture\n", "      of lawfulness\n"],
            ["    text: promote law  # the chair's words\n"],
        ),
        ("women-in-prisons", "reason", None, ["    reason:\n"], []),
        (
            "legal-aid",
            "decision",
            None,
            ["  - decision: in  # for now\n", "    id: legal-aid\n"],
            ["  - id: legal-aid\n"],
        ),
    ],
)
def test_one_key_changes_and_every_other_line_stays(given, key, value, gone, come):
    after = set_clauses(FILE, {given: {key: value}})
    assert changed_lines(FILE, after) == (gone, come)


def test_a_key_that_is_not_there_can_be_removed():
    assert set_clauses(FILE, {"legal-aid": {"reason": None}}) == FILE


@pytest.mark.parametrize(
    "criteria", ["criteria:\n  region: [ap]  # Asia\n", "criteria: {min-regions: 3}\n", ""]
)
def test_the_criteria_are_set_wherever_they_are(criteria):
    before = f"# ours\nmatrix: kyoto-2021\n{criteria}clauses:\n- id: a\n"
    after = set_key(before, "criteria", {"min-regions": "2", "theme": ("terrorism",)})
    assert parsed(after)["criteria"] == {"min-regions": "2", "theme": ["terrorism"]}
    assert set_key(after, "criteria", None) == before.replace(criteria, "")


def test_a_block_is_inserted_with_the_blank_line_that_parts_the_others():
    after = insert_clause(FILE, {"id": "new", "decision": "in"}, 2, "Prevent terrorism …")
    assert changed_lines(FILE, after) == (
        [],
        ["  - id: new\n", "    # Prevent terrorism …\n", "    decision: in\n", "\n"],
    )
    assert [block.id for block in blocks_of(after)][1:3] == ["legal-aid", "new"]
    assert "\n\n  # the last one\n  - id: women" in after


@pytest.mark.parametrize("empty", ["clauses:\n", "clauses: []\n", "clauses: []  # none yet", "clauses:"])
def test_the_first_block_of_a_file_without_clauses(empty):
    assert parsed(insert_clause(f"matrix: x\n{empty}", {"id": "a"}, 0))["clauses"] == [{"id": "a"}]


def test_a_block_takes_its_comments_along_where_it_goes_or_moves():
    after = arrange_clauses(FILE, ["culture-of-lawfulness", "women-in-prisons"])
    assert changed_lines(FILE, after) == (["  - decision: in  # for now\n", "    id: legal-aid\n", "\n"], [])
    assert parsed(arrange_clauses("clauses:\n- id: a\n", []))["clauses"] == ""
    moved = arrange_clauses(FILE, ["women-in-prisons", "culture-of-lawfulness", "legal-aid"])
    assert "clauses:\n  # the last one\n  - id: women-in-prisons\n" in moved
    assert "    # to be continued\n  # about lawfulness\n  - id: culture-of-lawfulness\n" in moved
    assert sorted(moved) == sorted(FILE)


@pytest.mark.parametrize(
    "text",
    [
        "clauses: [{id: legal-aid}]\n",
        "{clauses: [{id: legal-aid}]}\n",
        "clauses:\n- {id: legal-aid}\n",
        "clauses:\n- ? id\n  : legal-aid\n  ? reason\n  : no\n",
    ],
)
def test_a_style_that_cannot_be_changed_in_place_is_refused(text):
    with pytest.raises(DrafterError, match="cannot change in place"):
        set_clauses(text, {"legal-aid": {"reason": "x"}})


# Laws

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)
VALUES = st.one_of(
    WORDS,
    st.just("say: “no” # never"),
    st.lists(WORDS, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["ap-44g", "af-45g"]), WORDS, min_size=1),
    st.none(),
)
KEYS = st.sampled_from(["text", "notes", "reason", "decision", "wordings", "number", "sources"])
IDS = st.sampled_from(["culture-of-lawfulness", "legal-aid", "women-in-prisons"])


@settings(max_examples=150, deadline=None)
@given(IDS, KEYS, VALUES)
def test_a_change_says_what_was_meant_and_touches_no_other_block(given, key, value):
    after = set_clauses(FILE, {given: {key: value}})
    wanted = parsed(FILE)
    (block,) = (clause for clause in wanted["clauses"] if clause["id"] == given)
    block.pop(key, None)
    if value is not None:
        block[key] = value
    assert parsed(after) == wanted
    for old, new in zip(blocks_of(FILE), blocks_of(after), strict=True):
        if old.id != given:
            assert FILE[old.start : old.end] == after[new.start : new.end]


@settings(max_examples=60, deadline=None)
@given(IDS, KEYS, VALUES)
def test_a_key_that_was_put_in_and_taken_out_leaves_no_trace(given, key, value):
    (old,) = (clause for clause in parsed(FILE)["clauses"] if clause["id"] == given)
    if key in old or value is None:
        return
    put = set_clauses(FILE, {given: {key: value}})
    assert set_clauses(put, {given: {key: None}}) == FILE
