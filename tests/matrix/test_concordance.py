"""``concordance.yaml``: mistakes in it, and the clauses that it allows."""

from __future__ import annotations

import pytest
from factory import make_concordance, make_matrix, make_recommendation, place_of

from drafter.matrix.concordance import candidates, read_concordance
from drafter.model import Entry, EntryStatus
from drafter.problems import ContentError

MATRIX = make_matrix(
    *(
        make_recommendation(name, "item-3-i")
        for name in ("ap-13b", "ap-13c", "lac-19h", "wa-14c", "af-17c", "eu-43g")
    )
)

GOOD = """\
- provenance: Made by one reading.

- id: culture-of-lawfulness
  members: [wa-14c, ap-13b, lac-19h]
  near: [eu-43g]
  status: confirmed
  lead: wa-14c
  partial: [ap-13b]
  note: In the same words.
- id: legal-aid
  members:
    - ap-13c
    - af-17c
  status: proposed
"""


def read(text):
    return read_concordance(text, "concordance.yaml", MATRIX)


def test_an_entry_is_read_as_it_was_written():
    concordance = read(GOOD)
    assert concordance.provenance == "Made by one reading."
    assert concordance.entries == (
        Entry(
            "culture-of-lawfulness",
            ("wa-14c", "ap-13b", "lac-19h"),
            EntryStatus.CONFIRMED,
            "wa-14c",
            "In the same words.",
            ("eu-43g",),
            ("ap-13b",),
        ),
        Entry("legal-aid", ("ap-13c", "af-17c"), EntryStatus.PROPOSED),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_file_without_entries_is_fine(text):
    assert read(text).entries == ()


def test_members_of_a_rejected_entry_are_free_for_another():
    concordance = read(GOOD + "- id: was-proposed\n  members: [ap-13b, af-17c]\n  status: rejected\n")
    assert concordance.entry_of["ap-13b"].id == "culture-of-lawfulness"


@pytest.mark.parametrize(
    ("right", "wrong", "code", "words"),
    [
        ("lac-19h]", "lac-19i]", "unknown-recommendation", "lac-19i"),
        ("lac-19h]", "ap-13b]", "duplicate-member", "ap-13b]"),
        ("- af-17c", "- wa-14c", "two-entries", "wa-14c\n  status: proposed"),
        ("    - af-17c\n", "", "one-member", "- ap-13c"),
        ("lead: wa-14c", "lead: af-17c", "unknown-lead", "af-17c\n  partial"),
        ("partial: [ap-13b]", "partial: [af-17c]", "unknown-member", "af-17c]\n  note"),
        ("near: [eu-43g]", "near: [eu-44]", "unknown-recommendation", "eu-44"),
        ("near: [eu-43g]", "near: [ap-13b]", "duplicate-member", "ap-13b]\n  status"),
        ("id: legal-aid", "id: Legal aid", "bad-id", "Legal aid"),
        ("id: legal-aid", "id: ap-13b", "bad-id", "ap-13b\n  members:\n"),
        ("id: legal-aid", "id: " + "a" * 33, "bad-id", "a" * 33),
        ("id: legal-aid", "id: culture-of-lawfulness", "duplicate-id", "culture-of-lawfulness\n  members:\n"),
        ("status: proposed", "status: agreed", "unknown-status", "agreed"),
        ("provenance: Made", "provenence: Made", "unknown-key", "provenence"),
    ],
)
def test_a_mistake_is_reported_at_its_place(right, wrong, code, words):
    text = GOOD.replace(right, wrong, 1)
    with pytest.raises(ContentError) as caught:
        read(text)
    places = {problem.code: (problem.line, problem.column) for problem in caught.value.problems}
    assert places[code] == place_of(text, words)


# Possible clauses


def test_an_entry_makes_one_clause_and_every_other_recommendation_one_each():
    clauses = candidates(MATRIX, read(GOOD))
    assert [clause.id for clause in clauses] == [
        "culture-of-lawfulness",
        "ap-13c",
        "af-17c",
        "eu-43g",
    ]
    shared = clauses[0]
    assert shared.sources == ("ap-13b", "lac-19h", "wa-14c")  # in the order of the columns
    assert (shared.regions, shared.themes) == (("ap", "lac", "wa"), ("item-3-i",))
    assert (shared.lead, shared.note, shared.is_shared) == ("wa-14c", "In the same words.", True)
    assert (shared.near, shared.partial) == (("eu-43g",), ("ap-13b",))


def test_near_goes_both_ways_and_to_all_that_say_the_same():
    by_id = {clause.id: clause for clause in candidates(MATRIX, read(GOOD))}
    assert by_id["eu-43g"].near == ("ap-13b", "lac-19h", "wa-14c")
    assert by_id["ap-13c"].near == ()


@pytest.mark.parametrize("status", [EntryStatus.PROPOSED, EntryStatus.REJECTED])
def test_an_entry_that_nobody_confirmed_makes_no_clause(status):
    text = GOOD.replace("status: confirmed", f"status: {status}")
    assert {clause.id for clause in candidates(MATRIX, read(text))} == set(MATRIX.by_id)


def test_two_members_of_one_region_count_as_one_region():
    assert candidates(MATRIX, make_concordance(access="ap-13b ap-13c"))[0].regions == ("ap",)


def test_the_concordances_that_ship_say_that_no_expert_has_reviewed_them(kyoto):
    assert "no expert has reviewed it" in kyoto.concordance.provenance
    assert len(kyoto.concordance.entry_of) > 100
