"""Numbers of paragraphs: counted, fixed, and between fixed ones."""

from __future__ import annotations

import pytest
from composing import clause, compose_clauses, compose_texts
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft.placing import Numberer
from drafter.form.outline import Labels
from drafter.problems import DrafterError
from drafter.text import repetition


def labels(numbers, forms=Labels.BIS, lines=1):
    numberer = Numberer(forms, [number for number in numbers if number])
    found = []
    for number in numbers:
        numberer.start_paragraph(number)
        found.append(numberer.labels(lines, is_alternative=False))
    return found


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [
        (["", "", ""], ["1", "2", "3"]),
        (["9", "", "10"], ["9", "9 bis", "10"]),
        (["9", "", "", "10"], ["9", "9 bis", "9 ter", "10"]),
        (["9", "9 bis", "", "10"], ["9", "9 bis", "9 ter", "10"]),
        (["1", "3"], ["1", "3"]),  # 2 went, and is not used again
        (["1", "3", ""], ["1", "3", "4"]),
        (["", "1"], ["1 pre", "1"]),
        (["1 pre", "", "1"], ["1 pre", "1 pre bis", "1"]),
        (["", "", "1 pre", "1"], ["1 pre bis", "1 pre ter", "1 pre", "1"]),
        (["9", "", "9 bis", "", "10"], ["9", "9 ter", "9 bis", "9 quater", "10"]),
    ],
)
def test_fixed_numbers_stay_and_what_comes_between_is_numbered_between(fixed, expected):
    assert [label for (label,) in labels(fixed)] == expected


def test_a_new_paragraph_goes_on_after_the_wordings_of_the_one_before_it():
    assert labels(["9", "", "10"], lines=2) == [["9", "9 bis"], ["9 ter", "9 quater"], ["10", "10 bis"]]


def test_ordinals_go_on_to_the_ninety_ninth_and_then_it_is_said_that_there_are_none():
    assert labels(["9"], lines=21)[0][10:] == [
        *("9 undecies", "9 duodecies", "9 terdecies", "9 quaterdecies", "9 quindecies", "9 sexdecies"),
        *("9 septdecies", "9 octodecies", "9 novodecies", "9 vicies", "9 unvicies"),
    ]
    assert len({*labels(["9"], lines=99)[0]}) == 99
    with pytest.raises(DrafterError, match="wordings have the number “9”"):
        labels(["9"], lines=100)


def numbers_of(*clauses, form="kyoto"):
    draft = compose_clauses(clauses, form=form)
    return [(printed.id, printed.number) for printed in draft.clauses]


def test_paragraphs_are_in_the_order_of_their_fixed_numbers():
    found = numbers_of(
        clause("first", number="1"),
        clause("new"),
        clause("third", number="2"),
        clause("last"),
        clause("second", number="1 bis"),
    )
    assert found == [
        ("first", "1"),
        ("second", "1 bis"),
        ("new", "1 ter"),
        ("third", "2"),
        ("last", "3"),
    ]


def test_the_fixed_number_of_an_alternative_stays():
    found = numbers_of(
        clause("first", number="9"),
        clause("other", number="9 bis", alternative_to="first"),
        clause("last", number="10"),
    )
    assert found == [("first", "9"), ("other", "9 bis"), ("last", "10")]


def test_a_form_with_lists_numbers_its_paragraphs_itself():
    assert numbers_of(clause("first", number="9"), form="doha") == [("first", "1")]


def test_alternatives_can_be_numbered_as_rooms_do():
    assert labels(["", ""], Labels.ALT, lines=3) == [["1", "1 alt 1", "1 alt 2"], ["2", "2 alt 1", "2 alt 2"]]


@given(st.lists(st.integers(1, 3), min_size=1, max_size=12), st.data())
def test_no_label_is_used_twice(lines, data):
    numbers, last = [], 0
    for _ in lines:
        is_fixed = data.draw(st.booleans())
        last += data.draw(st.integers(1, 3)) if is_fixed else 0
        numbers.append(str(last) if is_fixed else "")
    numberer = Numberer(Labels.BIS, [number for number in numbers if number])
    found = []
    for number, count in zip(numbers, lines, strict=True):
        numberer.start_paragraph(number)
        found += numberer.labels(count, is_alternative=False)
    assert len(set(found)) == len(found)


def test_a_draft_says_whether_its_numbers_are_fixed():
    assert not compose_clauses([clause("first")]).has_fixed_numbers
    draft = compose_clauses([clause("first", number="7"), clause("second")])
    assert draft.has_fixed_numbers
    assert [printed.number for printed in draft.clauses] == ["7", "8"]


def test_items_of_a_list_have_letters_below_the_number_of_the_paragraph_that_opens_it():
    draft = compose_texts("Promote this.", "Promote that.", shared=False, form="doha")
    assert [(printed.number, printed.letter, printed.label) for printed in draft.clauses] == [
        ("1", "a", "1 (a)"),
        ("1", "b", "1 (b)"),
    ]
    assert [printed.text for printed in draft.clauses] == ["To promote this;", "To promote that."]


def test_repetitions_are_latin():
    assert [repetition(number) for number in (1, 2, 3, 4)] == ["bis", "ter", "quater", "quinquies"]
