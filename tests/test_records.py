"""Declared records: what a file may say is declared once, and every fault in it is reported at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import pytest

from drafter.problems import ContentError, first_of_each_kind
from drafter.records.nodes import compose_text
from drafter.records.records import (
    Record,
    choice,
    identifier,
    list_of,
    mapping_of,
    one_or_many,
    optional,
    pattern,
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
    like: re.Pattern[str] | None = None


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
    facts=optional(mapping_of(text, ("weight", "colour"), "a fact"), ()),
    like=optional(pattern),
)
STONES = list_of(STONE)
UNSAFE = "the text contains"


def stones(written):
    root, problems = compose_text(written, "stones.yaml")
    return STONES(root, problems, "a collection"), problems


def faults_of(written):
    return [(p.code, p.line, p.column, p.message) for p in stones(written)[1].in_order()]


def test_what_is_not_given_has_its_default_whether_the_key_is_left_out_or_its_value():
    bare = "- id: flint\n  where: [Dover]\n"
    empty = "".join(f"  {key}:\n" for key in ("size", "wet", "note", "by", "found_in", "facts", "like"))
    assert stones(bare)[0] == stones(bare + empty)[0] == (Stone("flint", ("Dover",)),)
    assert faults_of(bare + empty) == []


def test_each_value_is_read_as_it_is_declared():
    (stone,), problems = stones(
        "- {id: flint, where: [no, 010], size: large, wet: yes, note: 1, found_in: sand,\n"
        "   facts: {weight: 3 kg}, like: 'a.b'}\n"
    )
    assert problems.found == []
    assert (stone.where, stone.size, stone.is_wet, stone.note) == (("no", "010"), Size.LARGE, True, "1")
    assert (stone.found_in, stone.facts) == (("sand",), {"weight": "3 kg"})
    assert stone.like.match("a\nb")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("siez: large", ("unknown-key", 3, 3, "unknown key “siez”")),
        ("id: chalk", ("duplicate-key", 3, 3, "“id” stands twice in a stone")),
        ("size: [large]", ("wrong-type", 3, 9, "“size” of a stone must be a text, not a list")),
        ("size: lerge", ("unknown-size", 3, 9, "unknown size “lerge”")),
        ("wet: maybe", ("unknown-value", 3, 8, "unknown value “maybe”")),
        ("note: {a: b}", ("wrong-type", 3, 9, "“note” of a stone must be a text, not lines of “key: value”")),
        ("found_in: [sand, '']", ("empty", 3, 20, "“found_in” of a stone is empty")),
        ("facts: {wait: 3}", ("unknown-key", 3, 11, "unknown key “wait”")),
        ("facts: {weight: ''}", ("empty", 3, 19, "a fact is empty")),
        ("facts: [3]", ("wrong-type", 3, 10, "“facts” of a stone must be lines of “key: value”, not a list")),
        ("like: '*'", ("bad-pattern", 3, 9, "not a regular expression: nothing to repeat at position 0")),
    ],
)  # fmt: skip
def test_a_fault_in_a_value_is_reported_at_its_place(line, fault):
    assert faults_of(f"- id: flint\n  where: [Dover]\n  {line}\n") == [fault]


def test_every_fault_in_a_value_says_what_to_do():
    lines = ("siez: x", "[a]: x", "size: [large]", "note: {a: b}", "found_in: ['']", "facts: [3]", "where: x")
    for line in lines:
        _, problems = stones(f"- {line}\n- flint\n- {{}}\n")
        assert all(one.hint for one in problems.found), problems.found


def test_a_key_that_is_no_word_is_called_so():
    assert "a key must be a word, not a list" in [fault[3] for fault in faults_of("- ? [a]\n  : b\n")]


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
        ("missing-key", 1, 3, "a stone has no “id”"),
        ("wrong-type", 1, 10, "“where” of a stone must be a list (lines of “- item”), not the text “Dover”"),
        ("bad-id", 2, 7, "“id” of a stone cannot be “Flint”"),
        ("wrong-type", 3, 11, "a place must be a text, not a list"),
        ("empty", 3, 20, "a place is empty"),
        ("wrong-type", 4, 3, "a stone must be lines of “key: value”, not the text “flint”"),
        ("empty", 5, 8, "“id” of a stone is empty"),
    ]
    assert stones(written)[0][-1] == Stone("e", ())


def test_a_misspelt_word_is_answered_with_the_nearest_and_few_known_ones_are_named():
    hints = [
        p.hint
        for p in stones("- {id: a, where: [b], size: lerge}\n- {id: a, where: [b], size: 12}\n")[1].found
    ]
    assert hints == ["Did you mean “large”?", "Known: small, large."]


def test_where_each_part_of_a_record_stands_can_be_told_when_all_are_read():
    found, problems = stones("- id: flint\n  where: [Dover, Calais]\n- {where: Ghent, id: chalk}\n")
    assert problems.place_of(found[0]) == (1, 3)
    assert problems.place_of(found[1], "id") == (3, 22)
    assert problems.place_of(found[0], "note") == (1, 3)  # the record, where it lacks the key
    assert (problems.has(found[0], "where"), problems.has(found[0], "note")) == (True, False)
    assert [
        (value, node.start_mark.column) for value, node in problems.placed(found[0].where, found[0], "where")
    ] == [("Dover", 10), ("Calais", 17)]
    assert list(problems.placed(found[1].where, found[1], "where")) == []


def test_what_stands_twice_is_reported_at_the_second_and_an_empty_value_is_not():
    found, problems = stones(
        "- {id: '', where: []}\n- {id: '', where: []}\n- {id: a, where: []}\n- {id: a, where: []}\n"
    )
    problems.found.clear()
    problems.refuse_repeats("twice", ((one.id, problems.node_of(one, "id")) for one in found), "{} again")
    assert [(p.message, p.line, p.column) for p in problems.found] == [("a again", 4, 8)]


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
    ("written", "told"),
    [
        # A misspelt key is told as that, and not as missing too; several that are missing, in one sentence.
        ("- whear: [Dover]\n  id: flint\n", ["unknown key “whear”"]),
        ("- size: small\n", ["a stone has no “id” and no “where”"]),
        ("- {i\x07d: flint, where: [Dover]}\n", [f"{UNSAFE} U+0007 control character"]),
        # What looks like a known word, and is another, has its odd sign named.
        ("- {id: flint, where: [Dover], s\u0456ze: small}\n", ["unknown key “sіze”"]),
        # What is something else altogether is told once.
        ("- {mass: 3, height: 4, smell: none}\n", ["“mass”, “height” and 1 more are no keys of a stone"]),
        # What follows from an empty value, or from a sign that must not stand there, is not told besides.
        ("- {id: '', where: [Dover]}\n", ["“id” of a stone is empty"]),
        ("- {id: flint, where: [Dover], '': x}\n", ["a key of a stone is empty"]),
        ("- {id: flint, where: [Dover], size: sm\u202eall}\n", [f"{UNSAFE} U+202E RIGHT-TO-LEFT OVERRIDE"]),
    ],
)  # fmt: skip
def test_one_fault_in_a_key_is_told_once(written, told):
    assert [fault[3] for fault in faults_of(written)] == told


def hints_of(written):
    return [problem.hint for problem in stones(written)[1].found]


def test_a_sign_that_is_not_what_it_seems_is_named():
    (hint,) = hints_of("- {id: flint, where: [Dover], s\u0456ze: small}\n")
    assert hint.startswith("Did you mean “size”?")
    assert "(U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I): type it again" in hint
    (hint,) = hints_of("- {id: fl\u0456nt, where: [Dover]}\n")
    assert "There is U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I in it." in hint
    # One that is misspelt, in whatever letters, is asked for as ever.
    assert hints_of("- {id: flint, where: [Dover], siez: small}\n") == ["Did you mean “size”?"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('"\u200f"', "“⟨U+200F⟩”"),  # a mark of direction alone
        ("\u3164", "“⟨U+3164⟩”"),  # a letter of which nothing is seen
        ("sm\u00adall", "“sm⟨U+00AD⟩all”"),  # a soft hyphen among letters
        ("klein\u00a0er", "“klein\u00a0er”"),  # a blank among words is seen
    ],
)
def test_what_cannot_be_seen_in_a_value_is_named_where_it_is_told(value, shown):
    told = [fault[3] for fault in faults_of(f"- {{id: flint, where: [Dover], size: {value}}}\n")]
    assert f"unknown size {shown}" in told


def test_a_value_of_blanks_alone_is_shown_by_their_numbers():
    (told,) = faults_of("- {id: flint, where: [Dover], size: '\u00a0 '}\n")
    assert told == ("unknown-size", 1, 37, "unknown size “⟨U+00A0⟩⟨U+0020⟩”")


def test_the_same_of_many_lines_is_told_of_five_and_how_often_it_stands_below():
    written = "".join(f"- id: s{letter}\n  where: [Dover]\n  size: lerge\n" for letter in "abcdefgh")
    _, problems = stones(written.replace("id: s", "id: "))
    told = first_of_each_kind(problems.in_order())
    assert [(one.line, one.message) for one in told] == [
        *((line, "unknown size “lerge”") for line in (3, 6, 9, 12, 15)),
        (18, "unknown size “lerge”, here and 2 more times"),
    ]
    five = stones(written.replace("id: s", "id: "))[1].in_order()[:5]
    assert first_of_each_kind(five) == list(five)


@pytest.mark.parametrize(
    ("written", "place", "message", "what_to_do"),
    [
        # The line that is odd is told, not the one where it showed.
        (" id: a\nwhere: [b]\nsize: small\n", (1, 2), "“id: a” is not indented as", "Delete the"),
        ("facts:\n   weight: 3\n  colour: red\n  a: b\n", (2, 4), "“weight: 3” is not", "Put 2 blanks"),
        ("facts:\n  weight: 3\n   colour: red\n", (3, 4), "“colour: red” is not indented", "Put 2 blanks"),
        ("- id:flint\n  where: [b]\n", (1, 1), "“- id:flint” has no blank behind the colon", "id: flint"),
        ("- id flint\n  where: [b]\n", (1, 1), "“- id flint” is no line of “key: value”", "a colon"),
        ("id: a\nsize： small\nwet: no\n", (2, 5), "“：” is not the plain colon", "“size: small”"),
        ("id: a\nsize:\u00a0small\nwet: no\n", (2, 6), "a blank of another kind", "“size: small”"),
        ("where\n  - a\n  - b\n  - c\n  - d\nid: a\n", (1, 1), "“where” is no line", "a colon"),
        ("note: >- Old stones\nid: a\n", (1, 7), "words stand in the line of “>-”", "on the next line"),
        ("note: |\n  Old\n\n  stones\nid: a\n wet: no\n", (6, 2), "“wet: no” is not indented", "Delete"),
        ("note: >-\n    Old\n  stones\nid: a\n", (3, 3), "“stones” is not indented", "Put 4 blanks"),
        ("id: a\n- b\n", (2, 1), "“- b” is an item of a list, and no line above", "a line above"),
        ("where: b\n- a: 1\n- a: 2\n", (2, 1), "“- a: 1” is an item of a list", "take “b” out in line 1"),
        ("where: b\n  - a: 1\nid: a\n", (2, 3), "“- a: 1” is an item of a list", "take “b” out in line 1"),
        ("id: a\nfacts: x\n  colour: red\n", (3, 3), "“colour: red” is not", "take “x” out there"),
        ("a: b\nnote:\u2009|\n  Old\n  stones\nid: a\n", (2, 6), "a blank of another kind", "“note: |”"),
        ("id: &a *a\nwet: no\n", (1, 5), "a text cannot begin with “&”", "“id: >-”"),
        ("id: a\nfacts:,\nwet: no\n", (2, 1), "“,” stands behind the colon of “facts”", "Take it out"),
        ("id: a\n? where:\n- b\n", (2, 1), "a line cannot begin with “?”", "Take the sign out"),
        ("%id: a\n", (1, 1), "a line cannot begin with “%”", "Take the sign out"),
        ("id: a\n<<: *b\n", (2, 1), "“<<: *b” would bring in lines from elsewhere", "in its place"),
        ("id: &\nwet: no\n", (1, 5), "a text cannot begin with “&”", "“id: >-”"),
        ('id: "a\nnote: the "b" stone\nwet: no\n', (1, 5), "is closed only in line 2", "at the end"),
        ("k" * 2000 + ": a\n", (1, 1), "has more than 1,024 characters before its colon", "one word"),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_a_person_made_it(written, place, message, what_to_do):
    with pytest.raises(ContentError) as raised:
        compose_text(written, "stones.yaml")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert what_to_do in problem.hint
    assert "cannot be read on" not in problem.message


@pytest.mark.parametrize("written", ["\t\t\n\t\n", "null\n", "~\n", "", "# Nothing\n"])
def test_a_file_that_says_nothing_is_an_empty_file(written):
    assert compose_text(written, "stones.yaml")[0] is None


def test_a_list_whose_keys_have_an_odd_blank_behind_the_colon_is_told_of_the_blank():
    (fault,) = stones("- id: a\n  where: [b]\n- id:\u00a0c\n  \n")[1].found
    assert (fault.line, fault.column) == (3, 6)
    assert "a blank of another kind stands behind “id”" in fault.message
    (fault,) = stones("- where: [b]\n  id:\u00a0{a: b}\n")[1].found
    assert (fault.line, fault.column, fault.hint) == (2, 6, "Type it anew: “id: {a: b}”.")


def test_a_key_that_begins_an_item_and_stands_twice_may_lack_its_hyphen():
    (fault,) = stones("- id: a\n  where: [b]\n  id: c\n")[1].found
    assert "write “- id: …”" in fault.hint
    (fault,) = stones("- id: a\n  where: [b]\n  where: [c]\n")[1].found
    assert fault.hint == "Keep one."


def test_a_whole_file_of_another_kind_is_asked_whether_it_is_the_right_one():
    for read, written in ((STONE, "- id: a\n"), (STONES, "id: a\nwhere: [b]\n")):
        root, problems = compose_text(written, "stones.yaml")
        read(root, problems, "a collection")
        assert problems.found[0].hint.startswith("Is it the right file? If it is, ")
    root, problems = compose_text("id: a\nsmell: none\nmass: 3\nheight: 4\n", "stones.yaml")
    STONE(root, problems)  # “where” must be there, and most keys are no stone's
    (fault,) = problems.found
    assert fault.message == "“smell”, “mass” and 1 more are no keys of a stone"
    assert "Is it the right file" in fault.hint


def test_within_a_right_file_a_list_in_the_wrong_place_is_told_how_to_be_written():
    (fault,) = stones("- id: flint\n  where: Dover\n")[1].found
    assert fault.hint.startswith("Begin each item")
    root, problems = compose_text("id: a\nwhere: [b]\nsmell: none\nmass: 3\nheight: 4\n", "stones.yaml")
    STONE(root, problems)
    assert [one.message for one in problems.found] == [
        f"unknown key “{key}”" for key in ("smell", "mass", "height")
    ]


def test_a_sign_that_must_not_stand_there_is_all_that_is_told_where_it_broke_the_line():
    with pytest.raises(ContentError) as raised:
        compose_text("facts:\x07\n  weight: 3\n", "stones.yaml")
    assert [problem.message for problem in raised.value.problems] == [
        "the text contains U+0007 control character"
    ]


@pytest.mark.parametrize("read", [STONE, STONES])
def test_a_file_of_running_text_is_asked_whether_it_is_the_right_one(read):
    root, problems = compose_text("We met.\nAll was well.\n", "letter.yaml")
    read(root, problems, "a collection")
    (problem,) = problems.found
    assert problem.message.endswith("not running text")
    assert problem.hint.startswith("Is it the right file?")
