"""Declared records: what a file may say is declared once, and every fault in it is reported at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import pytest

from drafter.nodes import compose_text
from drafter.problems import ContentError
from drafter.records import (
    Record,
    choice,
    identifier,
    list_of,
    mapping_of,
    one_or_many,
    optional,
    required,
    text,
    yes_or_no,
)


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True)
class Stone:
    id: str
    where: tuple[str, ...]
    size: Size = Size.SMALL
    is_wet: bool = False
    note: str = ""
    by: str | None = None
    found_in: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


STONE = Record(
    "a stone",
    Stone,
    id=required(identifier(re.compile("[a-z]+"), "Use small letters.")),
    where=required(list_of(text, "a place")),
    size=optional(choice("size", Size), Size.SMALL),
    is_wet=optional(yes_or_no, default=False, key="wet"),
    note=optional(text, ""),
    by=optional(text),
    found_in=optional(one_or_many(text), ()),
    facts=optional(mapping_of(text, "a fact", ("weight", "colour")), ()),
)
STONES = list_of(STONE)


def stones(written):
    root, problems = compose_text(written, "stones.yaml")
    return STONES(root, problems, "a collection"), problems


def faults_of(written):
    return [(p.code, p.line, p.column, p.message) for p in stones(written)[1].in_order()]


def test_what_is_not_given_has_its_default_whether_the_key_is_left_out_or_its_value():
    bare = "- id: flint\n  where: [Dover]\n"
    empty = "".join(f"  {key}:\n" for key in ("size", "wet", "note", "by", "found_in", "facts"))
    assert stones(bare)[0] == stones(bare + empty)[0] == (Stone("flint", ("Dover",)),)
    assert faults_of(bare + empty) == []


def test_each_value_is_read_as_it_is_declared():
    (stone,), problems = stones(
        "- {id: flint, where: [no, 010], size: large, wet: yes, note: 1, found_in: sand,\n"
        "   facts: {weight: 3 kg}}\n"
    )
    assert problems.found == []
    assert (stone.where, stone.size, stone.is_wet, stone.note) == (("no", "010"), Size.LARGE, True, "1")
    assert (stone.found_in, stone.facts) == (("sand",), {"weight": "3 kg"})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("siez: large", ("unknown-key", 3, 3, "unknown key “siez”")),
        ("id: chalk", ("duplicate-key", 3, 3, "“id” is here twice, first in line 1")),
        ("size: [large]", ("wrong-type", 3, 9, "a stone's size must be a text, not a list")),
        ("size: lerge", ("unknown-size", 3, 9, "unknown size “lerge”")),
        ("wet: maybe", ("unknown-value", 3, 8, "unknown value “maybe”")),
        ("note: {a: b}", ("wrong-type", 3, 9, "a stone's note must be a text, not lines of “key: value”")),
        ("found_in: [sand, '']", ("empty", 3, 20, "a stone's found_in is empty")),
        ("facts: {wait: 3}", ("unknown-key", 3, 11, "unknown key “wait”")),
        ("facts: {weight: ''}", ("empty", 3, 19, "a fact is empty")),
        ("facts: [3]", ("wrong-type", 3, 10, "a stone's facts must be lines of “key: value”, not a list")),
    ],
)  # fmt: skip
def test_a_fault_in_a_value_is_reported_at_its_place(line, fault):
    assert faults_of(f"- id: flint\n  where: [Dover]\n  {line}\n") == [fault]


def test_faults_in_required_values_are_reported_and_the_other_records_are_read():
    written = (
        "- where: Dover\n"
        "- id: Flint\n"
        "  where: [[Dover], '']\n"
        "- flint\n"
        "- {id: ~, where: ~}\n"
        "- {id: e, where: []}\n"
    )
    assert faults_of(written) == [
        ("missing-key", 1, 3, "a stone has no 'id'"),
        ("wrong-type", 1, 10, "a stone's where must be a list (lines of “- item”), not the text “Dover”"),
        ("bad-id", 2, 7, "a stone's id cannot be “Flint”"),
        ("wrong-type", 3, 11, "a place must be a text, not a list"),
        ("empty", 3, 20, "a place is empty"),
        ("wrong-type", 4, 3, "a stone must be lines of “key: value”, not the text “flint”"),
        ("empty", 5, 8, "a stone's id is empty"),
    ]
    assert stones(written)[0][-1] == Stone("e", ())


def test_a_misspelt_word_is_answered_with_the_nearest_and_few_known_ones_are_named():
    hints = [
        p.hint
        for p in stones("- {id: a, where: [b], size: lerge}\n- {id: a, where: [b], size: 12}\n")[1].found
    ]
    assert hints == ["Did you mean “large”?", "Use one of: small, large."]


def test_where_each_part_of_a_record_is_can_be_told_when_all_are_read():
    found, problems = stones("- id: flint\n  where: [Dover, Calais]\n- {where: Ghent, id: chalk}\n")
    marks = [
        problems.node_of(record, key).start_mark
        for record, key in ((found[0], ""), (found[1], "id"), (found[0], "note"))
    ]  # the last is of the record, which lacks the key
    assert [(mark.line + 1, mark.column + 1) for mark in marks] == [(1, 3), (3, 22), (1, 3)]
    assert (problems.has(found[0], "where"), problems.has(found[0], "note")) == (True, False)
    assert [
        (value, node.start_mark.column) for value, node in problems.placed(found[0].where, found[0], "where")
    ] == [("Dover", 10), ("Calais", 17)]
    assert list(problems.placed(found[1].where, found[1], "where")) == []


def test_what_is_twice_is_reported_at_the_second_and_an_empty_value_is_not():
    found, problems = stones(
        "- {id: '', where: []}\n- {id: '', where: []}\n- {id: a, where: []}\n- {id: a, where: []}\n"
    )
    problems.found.clear()
    problems.refuse_same(found)
    assert [(p.message, p.line, p.column) for p in problems.found] == [
        ("“a” is here twice, first in line 3", 4, 8)
    ]


def test_a_record_is_loaded_from_a_file_and_an_empty_file_is_said_to_be_empty(tmp_path):
    path = tmp_path / "stone.yaml"
    path.write_text("id: flint\nwhere: []\n", encoding="utf-8")
    assert STONE.load(path)[0] == Stone("flint", ())
    path.write_text("# nothing yet\n", encoding="utf-8")
    assert [(p.code, p.file, p.line) for p in STONE.load(path)[1].found] == [("empty-file", str(path), 0)]
    path.write_text("id: [\n", encoding="utf-8")
    with pytest.raises(ContentError):
        STONE.load(path)


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("- a\n- [b\n", "not-yaml", 3),
        ("a: b: c\n", "not-yaml", 1),
        ("- &a x\n- *a\n", "alias", 2),
        ("a: &a [b]\nc: [*a, *a]\n", "alias", 2),
        ("[" * 5000, "not-yaml", 1),
        ("- a\x07b\n", "unsafe-character", 1),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_place(written, code, line):
    try:
        _, problems = compose_text(written, "stones.yaml")
        found = problems.found
    except ContentError as error:
        found = error.problems
    assert [(problem.code, problem.line) for problem in found] == [(code, line)]
