"""Changing single keys and blocks of a selection in place: every other byte stays."""

from __future__ import annotations

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.problems import DrafterError
from drafter.selection.splicing import blocks_of, insert_clause, remove_clauses, set_clauses, set_keys

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
        ("legal-aid", "decision", None, ["  - decision: in  # for now\n"], ["  - # for now\n"]),
    ],
)
def test_one_key_changes_and_every_other_line_stays(given, key, value, gone, come):
    after = set_clauses(FILE, {given: {key: value}})
    assert changed_lines(FILE, after) == (gone, come)


def test_comments_between_the_items_of_a_list_stay_when_it_is_replaced():
    after = set_clauses(FILE, {"culture-of-lawfulness": {"notes": ("Chile: keep it",)}})
    assert clause(after, "culture-of-lawfulness")["notes"] == ["Chile: keep it"]
    assert "# between the notes\n" in after


def test_a_key_that_is_not_there_can_be_removed():
    assert set_clauses(FILE, {"legal-aid": {"reason": None}}) == FILE


def test_the_criteria_change_one_by_one():
    after = set_keys(FILE, {"min-regions": "2", "theme": None, "count": "theme"}, "criteria")
    assert changed_lines(FILE, after) == (
        ["  min-regions: 3   # as agreed\n", "  theme: [terrorism]\n"],
        ["  min-regions: 2   # as agreed\n", "  count: theme\n"],
    )


def test_criteria_written_in_one_line_or_not_at_all_are_set_too():
    for head in ("criteria: {min-regions: 3}\n", ""):
        after = set_keys(f"matrix: kyoto-2021\n{head}clauses:\n- id: a\n", {"min-regions": "2"}, "criteria")
        assert parsed(after)["criteria"] == {"min-regions": "2"}


def test_a_block_is_inserted_with_the_blank_line_that_parts_the_others():
    after = insert_clause(
        FILE, {"id": "new", "decision": "in"}, after="legal-aid", comment="Prevent terrorism …"
    )
    assert changed_lines(FILE, after) == (
        [],
        ["  - id: new\n", "    # Prevent terrorism …\n", "    decision: in\n", "\n"],
    )
    assert [block.id for block in blocks_of(after)][1:3] == ["legal-aid", "new"]
    assert "\n\n  # the last one\n  - id: women" in after


@pytest.mark.parametrize("empty", ["clauses:\n", "clauses: []\n", "clauses: []  # none yet", "clauses:"])
def test_the_first_block_of_a_file_without_clauses(empty):
    assert parsed(insert_clause(f"matrix: x\n{empty}", {"id": "a"}))["clauses"] == [{"id": "a"}]


def test_a_removed_block_takes_its_comments_along_and_no_others():
    after = remove_clauses(FILE, ["legal-aid"])
    assert changed_lines(FILE, after) == (["  - decision: in  # for now\n", "    id: legal-aid\n", "\n"], [])
    assert parsed(remove_clauses("clauses:\n- id: a\n", ["a"]))["clauses"] == ""


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
@given(IDS, KEYS, VALUES, st.sampled_from(["\n", "\r\n"]))
def test_a_change_says_what_was_meant_and_touches_no_other_block(given, key, value, eol):
    before = FILE.replace("\n", eol)
    after = set_clauses(before, {given: {key: value}})
    wanted = parsed(before)
    (block,) = (clause for clause in wanted["clauses"] if clause["id"] == given)
    block.pop(key, None)
    if value is not None:
        block[key] = value
    assert parsed(after) == wanted
    for old, new in zip(blocks_of(before), blocks_of(after), strict=True):
        if old.id != given:
            assert before[old.start : old.end] == after[new.start : new.end]
    assert "\r" not in after.replace("\r\n", "") or eol == "\n"


@settings(max_examples=60, deadline=None)
@given(IDS, KEYS, VALUES)
def test_a_key_that_was_put_in_and_taken_out_leaves_no_trace(given, key, value):
    (old,) = (clause for clause in parsed(FILE)["clauses"] if clause["id"] == given)
    if key in old or value is None:
        return
    put = set_clauses(FILE, {given: {key: value}})
    assert set_clauses(put, {given: {key: None}}) == FILE
