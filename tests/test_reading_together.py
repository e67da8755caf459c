"""Several readings of who says the same: their files, what follows, how they agree, what they come to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from factory import make_matrix, make_recommendation, place_of

from drafter.matrix.concordance import Concordance, Entry, EntryStatus, read_concordance
from drafter.matrix.similarity import Similarity
from drafter.problems import ContentError
from drafter.reading.together.agreement import Compared, krippendorff
from drafter.reading.together.deciding import dump_entries, entries_of
from drafter.reading.together.judged import Judged
from drafter.reading.together.readings import (
    Answer,
    Given,
    Reading,
    dump_reading,
    load_reading,
    of_one_reader,
    text_mark,
)
from drafter.reading.together.settled import Settled

IDS = ("ap-13b", "ap-13c", "lac-19h", "wa-14c", "af-17c", "eu-5a")
MATRIX = make_matrix(*(make_recommendation(name, "item-3-i", text=f"Take step {name}.") for name in IDS))
SAME, NEAR, NEITHER, UNSURE = Answer
MARK = {item.id: text_mark(item.text) for item in MATRIX.recommendations}


def reading(reader, *answers, read=IDS, decides=(), for_same=()):
    given = tuple(
        Given(first, second, answer, "2026-01-31T09:30:00Z", "", (MARK[first], MARK[second]))
        for first, second, answer in answers
    )
    return Reading(reader, MATRIX.name, read, given, decides, read_for_same=for_same)


def judged(reader, *answers, **facts):
    return Judged(reading(reader, *answers, **facts), MATRIX)


def load(folder, text):
    path = Path(folder) / "reading-a.yaml"
    path.write_text(text, encoding="utf-8")
    return load_reading(path, MATRIX)


WRITTEN = f"""\
reader: A
matrix: {MATRIX.name}
read: [ap-13b, lac-19h]
answers:
  - first: ap-13b
    second: lac-19h
    answer: same
    at: 2026-01-31T09:30:00Z
  - first: ap-13c
    second: wa-14c
    answer: near
    note: another scope
"""


# The file


def test_a_reading_that_was_written_reads_as_it_was(tmp_path):
    one = reading(
        "A. Reader",
        ("ap-13b", "lac-19h", SAME),
        ("ap-13c", "wa-14c", UNSURE),
        decides=("B", "C: “x”"),
        read=("ap-13b",),
        for_same=("eu-5a",),
    )
    one = replace(one, themes=("item-3-i",))
    assert load(tmp_path, dump_reading(one, MATRIX)) == (one, ())


def test_a_reading_by_hand_needs_neither_times_nor_fingerprints(tmp_path):
    found, problems = load(tmp_path, WRITTEN)
    assert not problems
    assert [(one.pair, one.answer, one.note) for one in found.answers] == [
        (("ap-13b", "lac-19h"), SAME, ""),
        (("ap-13c", "wa-14c"), NEAR, "another scope"),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "at"),
    [
        ("second: wa-14c", "second: wa-14z", "unknown-recommendation", "ap-13c"),
        ("answer: near", "answer: similar", "unknown-answer", "similar"),
        ("answer: near", "answr: near", "unknown-key", "answr"),
        ("second: wa-14c", "second: ap-13c", "one-twice", "ap-13c\n    answer"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_and_the_rest_is_kept(tmp_path, right, wrong, code, at):
    assert WRITTEN.count(right) == 1
    text = WRITTEN.replace(right, wrong)
    found, problems = load(tmp_path, text)
    assert [one.pair for one in found.answers] == [("ap-13b", "lac-19h")]
    told = {problem.code: (problem.line, problem.column) for problem in problems}
    assert told[code] == place_of(text, at, 1)


def test_a_time_that_is_none_does_not_cost_the_answer(tmp_path):
    found, problems = load(tmp_path, WRITTEN.replace("2026-01-31T09:30:00Z", "yesterday"))
    assert [one.answer for one in found.answers] == [SAME, NEAR]
    assert [problem.code for problem in problems] == ["bad-time"]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("reader: A\n", "", "no-reader"),
        ("reader: A", "reader: “”", "no-reader"),
        ("reader: A", "reader: drafter", "no-reader"),
        ("reader: A", "reader: Drafter 1.2", "no-reader"),
        ("first: ap-13b", "first: [", "not-yaml"),
    ],
)
def test_what_is_no_reading_of_anybody_is_refused(tmp_path, right, wrong, code):
    with pytest.raises(ContentError) as caught:
        load(tmp_path, WRITTEN.replace(right, wrong))
    assert code in [problem.code for problem in caught.value.problems]


def test_a_reading_of_another_matrix_is_refused_with_both_names(tmp_path):
    text = WRITTEN.replace(f"matrix: {MATRIX.name}", "matrix: other").replace("-1", "-8")
    with pytest.raises(ContentError) as caught:
        load(tmp_path, text)
    assert f"this is a reading of “other”, and the matrix is {MATRIX.name}" in str(caught.value)


def test_of_two_files_of_one_reader_the_later_answer_counts_and_the_earlier_is_a_note():
    one = Given("ap-13b", "lac-19h", NEAR, "2026-01-01T00:00:00Z", "hm")
    early = Reading("A", "m", ("ap-13b",), (one,), read_for_same=("eu-5a",))
    late = Reading("a ", "m", ("ap-13c",), (Given("lac-19h", "ap-13b", SAME, "2026-01-02T00:00:00Z"),))
    for order in ((early, late), (late, early)):
        (both,) = of_one_reader(order)
        assert set(both.read) == {"ap-13b", "ap-13c"}
        assert both.read_for_same == ("eu-5a",)
        (answer,) = both.answers
        assert (answer.answer, answer.note) == (SAME, "earlier (2026-01-01T00:00:00Z): near (hm)")


# What follows


def test_the_same_goes_on_through_others_and_what_is_near_to_one_is_near_to_all():
    one = judged(
        "A", ("ap-13b", "lac-19h", SAME), ("lac-19h", "wa-14c", SAME), ("wa-14c", "af-17c", NEAR), read=()
    )
    assert one.answer("ap-13b", "wa-14c") is SAME
    assert one.answer("af-17c", "ap-13b") is NEAR
    assert one.answer("af-17c", "eu-5a") is None


def test_what_was_gone_through_and_not_answered_is_neither():
    one = judged("A", ("ap-13b", "lac-19h", SAME), read=("ap-13b", "lac-19h", "eu-5a"))
    assert one.answer("ap-13b", "eu-5a") is NEITHER
    assert one.answer("ap-13b", "wa-14c") is None


def test_an_answer_to_a_text_that_has_changed_lapses_and_so_does_what_was_passed_over():
    old = Given("ap-13b", "lac-19h", SAME, texts=("0" * 16, MARK["lac-19h"]))
    one = Judged(Reading("A", "m", IDS, (old,)), MATRIX)
    assert [given.pair for given in one.lapsed] == [("ap-13b", "lac-19h")]
    assert one.answer("ap-13b", "lac-19h") is None
    assert one.answer("ap-13b", "eu-5a") is None
    assert one.answer("wa-14c", "eu-5a") is NEITHER


def test_a_contradiction_is_told_with_the_way_on_which_it_arises():
    one = judged("A", ("ap-13b", "lac-19h", SAME), ("lac-19h", "wa-14c", SAME), ("ap-13b", "wa-14c", NEITHER))
    (found,) = one.contradictions()
    assert (found.pair, found.answer, found.through) == (
        ("ap-13b", "wa-14c"),
        NEITHER,
        ("ap-13b", "lac-19h", "wa-14c"),
    )


# Agreement


@pytest.mark.parametrize(
    ("said", "alpha"),
    [
        # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A, B and C.
        (("0100000010", "1110010000"), 0.095),
        (("aabbdccceddа".replace("а", "a"), "babbbcccеddd".replace("е", "e")), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_that_of_the_examples_in_the_literature(said, alpha):
    units = [([None if value == "." else value for value in unit], 1) for unit in zip(*said, strict=True)]
    assert krippendorff(units) == pytest.approx(alpha, abs=0.0005)


def test_agreement_over_all_pairs_is_counted_without_listing_them():
    # A: {1, 2, 3}; B: {1, 2}. Of the pairs of A (3) and of B (1) one is common: F1 is 2·1 / (3 + 1).
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("lac-19h", "wa-14c", SAME))
    second = judged("B", ("ap-13b", "lac-19h", SAME))
    found = Compared(MATRIX, [first, second]).agreement()
    assert found.f1 == {("A", "B"): 0.5}
    assert found.pairs == 15  # of six recommendations, all read by both
    pairs = [((SAME, SAME), 1), ((SAME, NEITHER), 2), ((NEITHER, NEITHER), 12)]
    assert found.alpha_same == found.alpha == pytest.approx(krippendorff(pairs))


def test_who_has_not_read_a_part_is_not_compared_there():
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("wa-14c", "af-17c", SAME))
    second = judged("B", ("ap-13b", "lac-19h", SAME), read=("ap-13b", "lac-19h", "eu-5a"))
    compared = Compared(MATRIX, [first, second])
    assert compared.agreement().f1 == {("A", "B"): 1.0}
    assert compared.agreement().pairs == 3
    assert compared.differences() == ()


def test_who_looked_for_the_same_alone_has_not_said_that_anything_is_not_near():
    # Both call one pair the same. A has gone through everything and calls two near; B stopped for the same.
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("wa-14c", "af-17c", NEAR), ("ap-13c", "eu-5a", SAME))
    second = judged("B", ("ap-13b", "lac-19h", SAME), ("ap-13c", "wa-14c", NEITHER), read=(), for_same=IDS)
    assert second.answer("wa-14c", "af-17c") is None
    assert second.answer_on_same("wa-14c", "af-17c") is NEITHER
    compared = Compared(MATRIX, [first, second])
    found = compared.agreement()
    assert (found.pairs, found.graded) == (15, 2)
    # On the same: of 15 pairs A calls 2 so, B one of them. 2·1 / (2 + 1).
    assert found.f1 == {("A", "B"): pytest.approx(2 / 3)}
    pairs = [((SAME, SAME), 1), ((SAME, NEITHER), 1), ((NEITHER, NEITHER), 13)]
    assert found.alpha_same == pytest.approx(krippendorff(pairs))
    assert found.alpha == 1  # of the two that both were asked about
    # What B did not call the same goes against A; whether two are near, B has not said.
    assert [(one.pair, dict(one.answers)) for one in compared.differences()] == [
        (("ap-13c", "eu-5a"), {"A": SAME, "B": NEITHER})
    ]
    assert dict(compared.agreed())["af-17c", "wa-14c"] is NEAR


def test_differences_stand_in_matrix_order_with_what_each_says():
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("wa-14c", "af-17c", UNSURE))
    second = judged("B", ("ap-13b", "lac-19h", NEAR))
    told = [(one.pair, dict(one.answers)) for one in Compared(MATRIX, [second, first]).differences()]
    assert told == [
        (("ap-13b", "lac-19h"), {"A": SAME, "B": NEAR}),
        (("wa-14c", "af-17c"), {"A": UNSURE, "B": NEITHER}),
    ]


# Deciding


class Decided:
    """What readings and decisions come to: the entries, and what is told of them."""

    def __init__(self, readings, decisions=(), known=None):
        self.settled = Settled(Compared(MATRIX, readings), decisions)
        self.entries = entries_of(self.settled, known or Concordance(), Similarity(MATRIX))
        self.open = self.settled.open


decided = Decided


def decisions(reader, *answers, decides=("A", "B")):
    """Decisions with why: first, second, answer and note of each."""
    made = reading(reader, *(one[:3] for one in answers), read=(), decides=decides)
    noted = tuple(replace(given, note=note) for given, (*_, note) in zip(made.answers, answers, strict=True))
    return Judged(replace(made, answers=noted), MATRIX)


def test_what_readers_agree_on_counts_and_what_they_differ_on_waits():
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("lac-19h", "wa-14c", SAME), ("af-17c", "eu-5a", NEAR))
    second = judged("B", ("ap-13b", "lac-19h", SAME), ("af-17c", "eu-5a", NEAR))
    found = decided([first, second])
    assert [(one.members, one.near, one.read_by, one.decided_by) for one in found.entries] == [
        (("ap-13b", "lac-19h"), (), ("A", "B"), ""),
        (("af-17c",), ("eu-5a",), ("A", "B"), ""),
    ]
    assert {one.pair for one in found.open} == {("ap-13b", "wa-14c"), ("lac-19h", "wa-14c")}


def test_what_was_decided_counts_with_the_name_of_who_decided():
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("lac-19h", "wa-14c", SAME))
    second = judged("B", ("ap-13b", "lac-19h", SAME))
    third = judged("C", ("ap-13b", "wa-14c", SAME), read=(), decides=("A", "B"))
    found = decided([first, second], [third])
    # That the other pair is the same, too, follows from what all say of the first.
    assert [(one.members, one.decided_by) for one in found.entries] == [
        (("ap-13b", "lac-19h", "wa-14c"), "C")
    ]
    assert found.open == ()


def test_where_those_who_decide_differ_nothing_is_decided_until_another_decides_between_them():
    first = judged("A", ("ap-13b", "lac-19h", SAME))
    second = judged("B")
    third = judged("C", ("ap-13b", "lac-19h", SAME), read=(), decides=("A", "B"))
    fourth = judged("D", ("ap-13b", "lac-19h", NEAR), read=(), decides=("A", "B"))
    last = judged("E", ("ap-13b", "lac-19h", NEAR), read=(), decides=("C", "D"))
    assert [one.pair for one in decided([first, second], [third, fourth]).open] == [("ap-13b", "lac-19h")]
    found = decided([first, second], [third, fourth, last])
    assert found.open == ()
    assert [(one.members, one.near) for one in found.entries] == [(("ap-13b",), ("lac-19h",))]


def test_an_entry_that_is_known_keeps_its_id_its_lead_and_its_note():
    known = Concordance(
        "c", (Entry("legal-aid", ("ap-13b", "lac-19h"), lead="lac-19h", note="Why."), _REJECTED)
    )
    both = [judged(name, ("ap-13b", "lac-19h", SAME), ("lac-19h", "eu-5a", SAME)) for name in "AB"]
    first, second = decided(both, known=known).entries
    assert (first.id, first.members, first.lead, first.note) == (
        "legal-aid",
        ("ap-13b", "lac-19h", "eu-5a"),
        "lac-19h",
        "Why.",
    )
    assert second == _REJECTED


_REJECTED = Entry("not-these", ("ap-13c", "af-17c"), EntryStatus.REJECTED)


def test_a_concordance_that_was_written_reads_as_it_was():
    entries = (
        Entry(
            "x",
            ("ap-13b", "lac-19h"),
            EntryStatus.CONFIRMED,
            "ap-13b",
            "Why: “so”.",
            ("lac-19h",),
            ("wa-14c",),
            ("A", "B"),
            "C",
        ),
        Entry("y", ("af-17c",), near=("eu-5a",), read_by=("A",)),
        _REJECTED,
    )
    text = dump_entries(entries, MATRIX)
    assert read_concordance(text, "c.yaml", MATRIX)[0].entries == entries


def test_why_it_was_decided_so_stands_in_the_entry_and_who_decided_only_where_they_did():
    first = judged("A", ("ap-13b", "lac-19h", SAME), ("lac-19h", "wa-14c", NEAR), ("wa-14c", "af-17c", NEAR))
    second = judged("B", ("ap-13b", "lac-19h", SAME), ("wa-14c", "af-17c", NEAR))
    third = decisions("C", ("lac-19h", "wa-14c", NEAR, "other scope"))
    found = [
        (one.members, one.near, one.decided_by, one.note) for one in decided([first, second], [third]).entries
    ]
    # That af-17c is near to wa-14c nobody had to decide.
    assert found == [
        (("ap-13b", "lac-19h"), ("wa-14c",), "C", "lac-19h and wa-14c: other scope"),
        (("wa-14c",), ("af-17c",), "", ""),
    ]


def test_a_note_of_an_entry_stays_before_why_it_was_decided_and_comes_once():
    readings = [judged("A", ("ap-13b", "lac-19h", SAME)), judged("B")]
    third = decisions("C", ("ap-13b", "lac-19h", SAME, "one clause"))
    known = Concordance("c", (Entry("x", ("ap-13b", "lac-19h"), note="Mine."),))
    for _ in range(2):
        found = decided(readings, [third], known).entries
        assert [(one.id, one.note) for one in found] == [("x", "Mine.; one clause")]
        known = Concordance("c", found)


def test_what_was_decided_to_be_neither_is_kept_as_rejected_until_it_is_decided_otherwise():
    readings = [judged("A", ("ap-13b", "lac-19h", SAME)), judged("B")]
    (kept,) = decided(readings, [decisions("C", ("ap-13b", "lac-19h", NEITHER, "another aim"))]).entries
    assert (kept.members, kept.status) == (("ap-13b", "lac-19h"), EntryStatus.REJECTED)
    assert (kept.read_by, kept.decided_by, kept.note) == (("A", "B"), "C", "another aim")
    known = Concordance("c", (kept, _REJECTED))
    assert known.deciders == ("C",)
    again = decided(readings, [decisions("C", ("ap-13b", "lac-19h", NEITHER, "another aim"))], known)
    assert again.entries == (kept, _REJECTED)
    (same, by_hand) = decided(readings, [decisions("C", ("ap-13b", "lac-19h", SAME, ""))], known).entries
    assert (same.status, by_hand) == (EntryStatus.CONFIRMED, _REJECTED)


def test_neither_to_one_of_several_that_are_near_is_told():
    first = judged("A", ("lac-19h", "wa-14c", SAME), ("ap-13b", "lac-19h", NEAR))
    second = judged("B", ("lac-19h", "wa-14c", SAME))
    third = decisions("C", ("ap-13b", "lac-19h", NEAR, ""), ("ap-13b", "wa-14c", NEITHER, ""))
    found = decided([first, second], [third])
    (one,) = found.settled.overruled
    assert (one.pair, one.near) == (("ap-13b", "wa-14c"), ("ap-13b", "lac-19h"))
    assert found.open == ()
    alone = decided([first, second], [decisions("C", ("ap-13b", "lac-19h", NEAR, ""))])
    assert alone.settled.overruled == ()


def test_how_many_differences_must_be_answered_is_told():
    first = judged("A", ("lac-19h", "wa-14c", SAME), ("ap-13b", "lac-19h", NEAR))
    second = judged("B", ("lac-19h", "wa-14c", SAME))
    # ap-13b and lac-19h, ap-13b and wa-14c: lac-19h and wa-14c are the same, so one answer does.
    settled = decided([first, second]).settled
    assert (len(settled.open), settled.questions) == (2, 1)


def test_a_file_of_comments_alone_is_no_reading_of_another_matrix_but_empty(tmp_path):
    with pytest.raises(ContentError) as caught:
        load(tmp_path, "# Nothing yet\n")
    assert [problem.message for problem in caught.value.problems] == ["this file is empty"]


def test_a_reading_whose_matrix_has_too_long_a_name_is_told_that_alone(tmp_path):
    with pytest.raises(ContentError) as caught:
        load(tmp_path, WRITTEN.replace(f"matrix: {MATRIX.name}", f"matrix: {'x' * 60_000}"))
    assert [problem.code for problem in caught.value.problems] == ["too-long"]
