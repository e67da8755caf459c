"""``concordance.yaml``: read, and corrected by hand with mistakes."""

from __future__ import annotations

import pytest
from factory import ANNEX_B, make_matrix, make_recommendation, place_of

from drafter.matrix.concordance import load_concordance
from drafter.model import Concordance, Entry, EntryStatus
from drafter.problems import ContentError, DrafterError

SHIPPED = ANNEX_B.parent / "concordance.yaml"

MATRIX = make_matrix(
    *(make_recommendation(name, "item-3-i") for name in ("ap-13b", "ap-13c", "lac-19h", "wa-14c", "af-17c"))
)

GOOD = """\
- id: culture-of-lawfulness
  members: [ap-13b, lac-19h, wa-14c]
  status: confirmed
  lead: wa-14c
  note: In the same words.
- id: legal-aid
  members:
    - ap-13c
    - af-17c
  status: proposed
"""


def load(folder, text):
    path = folder / "concordance.yaml"
    path.write_text(text, encoding="utf-8")
    return load_concordance(path, MATRIX)


def problems_of(folder, text):
    with pytest.raises(ContentError) as caught:
        load(folder, text)
    return caught.value.problems


def the_problem(folder, text):
    (found,) = problems_of(folder, text)
    return found


def place(problem):
    return problem.line, problem.column


# What is right


def test_an_entry_has_an_id_members_a_status_a_lead_and_a_note(tmp_path):
    concordance, problems = load(tmp_path, GOOD)
    assert problems == ()
    assert concordance == Concordance(
        "concordance.yaml",
        (
            Entry(
                "culture-of-lawfulness",
                ("ap-13b", "lac-19h", "wa-14c"),
                EntryStatus.CONFIRMED,
                "wa-14c",
                "In the same words.",
            ),
            Entry("legal-aid", ("ap-13c", "af-17c"), EntryStatus.PROPOSED),
        ),
    )


def test_only_what_people_confirmed_counts(tmp_path):
    concordance, _ = load(tmp_path, GOOD)
    assert [entry.id for entry in concordance.confirmed] == ["culture-of-lawfulness"]
    assert set(concordance.entry_of) == {"ap-13b", "lac-19h", "wa-14c"}


def test_an_entry_without_a_status_is_confirmed(tmp_path):
    concordance, _ = load(tmp_path, "- id: x\n  members: [ap-13b, lac-19h]\n")
    assert concordance.entries[0].status is EntryStatus.CONFIRMED
    assert concordance.entries[0].lead is None
    assert concordance.entries[0].note == ""


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n"])
def test_a_file_without_entries_is_fine(tmp_path, text):
    concordance, problems = load(tmp_path, text)
    assert concordance.entries == ()
    assert problems == ()


def test_a_rejected_entry_may_repeat_members_of_another(tmp_path):
    text = GOOD + "- id: was-proposed\n  members: [ap-13b, af-17c]\n  status: rejected\n"
    concordance, _ = load(tmp_path, text)
    assert [entry.status for entry in concordance.entries] == ["confirmed", "proposed", "rejected"]
    assert concordance.entry_of["ap-13b"].id == "culture-of-lawfulness"


def test_members_of_a_rejected_entry_are_free_for_an_entry_below_it(tmp_path):
    text = "- id: was-proposed\n  members: [ap-13b, af-17c]\n  status: rejected\n" + GOOD
    concordance, problems = load(tmp_path, text)
    assert problems == ()
    assert concordance.entry_of["ap-13b"].id == "culture-of-lawfulness"


def test_an_id_of_32_characters_is_just_short_enough(tmp_path):
    entry_id = "a" * 15 + "-" + "b" * 16
    assert len(entry_id) == 32
    concordance, _ = load(tmp_path, GOOD.replace("legal-aid", entry_id))
    assert concordance.entries[1].id == entry_id


# What is wrong


@pytest.mark.parametrize(
    ("right", "wrong", "code", "at", "nth"),
    [
        ("lac-19h, ", "lac-19i, ", "unknown-recommendation", "lac-19i", 1),
        ("    - af-17c", "    - af-17d", "unknown-recommendation", "af-17d", 1),
        ("lac-19h, ", "lac-19h, ap-13b, ", "duplicate-member", "ap-13b", 2),
        ("    - af-17c", "    - ap-13b", "two-entries", "ap-13b", 2),
        ("    - ap-13c\n    - af-17c", "    - ap-13c", "one-member", "- ap-13c", 1),
        ("[ap-13b, lac-19h, wa-14c]", "[wa-14c]", "one-member", "[wa-14c]", 1),
        ("status: proposed", "status: propsed", "unknown-status", "propsed", 1),
        ("lead: wa-14c", "lead: ap-13c", "unknown-lead", "ap-13c", 1),
        ("lead: wa-14c", "lead: wa-14d", "unknown-lead", "wa-14d", 1),
        ("id: legal-aid", "id: " + "a" * 33, "bad-id", "a" * 33, 1),
        ("id: legal-aid", "id: Legal aid", "bad-id", "Legal aid", 1),
        ("id: legal-aid", "id: legal_aid", "bad-id", "legal_aid", 1),
        ("id: legal-aid", "id: 2-aids", "bad-id", "2-aids", 1),
        ("id: legal-aid", "id: wa-14c", "bad-id", "wa-14c", 3),
        ("id: legal-aid", "id: culture-of-lawfulness", "duplicate-id", "culture-of-lawfulness", 2),
        ("  status: confirmed", "  state: confirmed", "unknown-key", "state", 1),
        ("  status: confirmed", "  status: confirmed\n  status: proposed", "duplicate-key", "status", 2),
        ("- id: legal-aid\n  members", "- members", "missing-key", "members:\n", 1),
        ("  members: [ap-13b, lac-19h, wa-14c]\n", "", "missing-key", "id: culture", 1),
        ("members: [ap-13b, lac-19h, wa-14c]", "members: ap-13b", "wrong-type", "ap-13b", 1),
        ("status: proposed", "status: [proposed]", "wrong-type", "[proposed]", 1),
        ("note: In the same words.", "note: [In, the]", "wrong-type", "[In, the]", 1),
        ("    - af-17c", "    - [af-17c]", "wrong-type", "[af-17c]", 1),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_at_its_place(tmp_path, right, wrong, code, at, nth):
    assert GOOD.count(right) == 1
    text = GOOD.replace(right, wrong)
    assert (code, *place_of(text, at, nth)) in [(p.code, *place(p)) for p in problems_of(tmp_path, text)]


@pytest.mark.parametrize(
    ("right", "wrong", "hint"),
    [
        ("lac-19h, ", "lac-19i, ", "“lac-19h”"),
        ("status: proposed", "status: propsed", "“proposed”"),
        ("lead: wa-14c", "lead: wa-14d", "“wa-14c”"),
        ("  lead:", "  leed:", "“lead”"),
    ],
)
def test_a_misspelt_word_is_answered_with_the_nearest_known_one(tmp_path, right, wrong, hint):
    found = the_problem(tmp_path, GOOD.replace(right, wrong))
    assert found.hint.startswith("Did you mean")
    assert hint in found.hint


def test_a_member_of_two_entries_is_reported_with_the_other_entry_and_its_line(tmp_path):
    text = GOOD.replace("    - af-17c", "    - ap-13b")
    found = the_problem(tmp_path, text)
    assert "“culture-of-lawfulness”" in found.message
    assert "“legal-aid”" in found.message
    assert f"line {place_of(text, 'ap-13b')[0]}" in found.message


def test_an_id_that_is_too_long_is_told_the_limit(tmp_path):
    assert "32" in the_problem(tmp_path, GOOD.replace("id: legal-aid", "id: " + "a" * 33)).hint


def test_every_mistake_is_reported_at_once_in_the_order_of_the_file(tmp_path):
    text = (
        GOOD.replace("lac-19h, ", "lac-19i, ")
        .replace("lead: wa-14c", "lead: af-17c")
        .replace("    - af-17c", "    - ap-13b")
        .replace("status: proposed", "status: maybe")
    )
    assert [(p.code, *place(p)) for p in problems_of(tmp_path, text)] == [
        ("unknown-recommendation", *place_of(text, "lac-19i")),
        ("unknown-lead", *place_of(text, "af-17c")),
        ("two-entries", *place_of(text, "ap-13b", 2)),
        ("unknown-status", *place_of(text, "maybe")),
    ]


def test_a_concordance_that_is_no_list_is_reported(tmp_path):
    found = the_problem(tmp_path, "culture-of-lawfulness: [ap-13b, lac-19h]\n")
    assert (found.code, *place(found)) == ("wrong-type", 1, 1)


def test_an_entry_that_is_only_an_id_is_reported_at_its_place(tmp_path):
    found = the_problem(tmp_path, GOOD + "- ap-13b\n")
    assert (found.code, *place(found)) == ("wrong-type", *place_of(GOOD + "- ap-13b\n", "ap-13b", 2))


def test_a_file_that_does_not_exist_is_refused_in_words(tmp_path):
    with pytest.raises(DrafterError, match="does not exist"):
        load_concordance(tmp_path / "concordance.yaml", MATRIX)


# What ships


@pytest.fixture(scope="module")
def shipped(kyoto):
    return load_concordance(SHIPPED, kyoto.matrix)


def test_the_concordance_that_ships_has_no_problems(shipped):
    concordance, problems = shipped
    assert problems == ()
    assert concordance.entries


def test_each_id_that_ships_fits_into_a_bookmark_of_word(shipped):
    assert [entry.id for entry in shipped[0].entries if len(entry.id) > 32] == []


def test_each_entry_that_ships_has_members_of_two_regions(shipped):
    for entry in shipped[0].entries:
        assert len({member.partition("-")[0] for member in entry.members}) > 1, entry.id


def test_no_recommendation_stands_in_two_entries_that_ship(shipped):
    members = [member for entry in shipped[0].confirmed for member in entry.members]
    assert len(members) == len(set(members))


def test_the_culture_of_lawfulness_is_shared_by_four_regions(shipped):
    # Annex B, line 41: all four speak of the culture of lawfulness and of the public's trust in the law.
    entry = shipped[0].entry_of["lac-19h"]
    assert {"ap-13b", "lac-19h", "wa-14c", "af-17c"} <= set(entry.members)
