"""The one lexical test of edited words."""

import pytest

from drafter.check.evidence import lexical_differences, says_the_same, without_room_notation

# lac-19h of Annex B, in part.
SOURCE = "Promote a culture of lawfulness and consider access to justice within 30 days for all Member States"


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        (SOURCE.replace("30", "20"), {"the number “30” is gone", "the number “20” is new"}),
        (SOURCE.replace("consider", "do not consider"), {"the negation “not” is new"}),
        (
            SOURCE.replace("Member States", "regions"),
            {"the name “Member” is gone", "the name “States” is gone"},
        ),
        (SOURCE.replace("consider ", ""), {"“consider” is gone, which makes it stronger"}),
        (SOURCE + ", where appropriate", {"“where appropriate” is new, which makes it weaker"}),
        (SOURCE.replace("culture", "spirit"), set()),
    ],
)
def test_numbers_negations_names_and_strength_are_compared(edited, expected):
    assert set(lexical_differences(SOURCE, edited, [SOURCE])) == expected


def test_what_the_source_says_may_come_in():
    edited = SOURCE + " of the United Nations"
    assert lexical_differences(SOURCE, edited, ["Assist States of the United Nations"]) == []


def test_an_abbreviation_and_its_long_form_are_one_name():
    long = "Request the United Nations Office on Drugs and Crime to assist States"
    assert lexical_differences(long, "Request UNODC to assist States", [long]) == []


@pytest.mark.parametrize(
    "typed",
    [
        "[Promote a culture of lawfulness]",
        "Promote a [culture of lawfulness] (Egypt, Japan)",
        "Promote a [culture] (Norway: delete) of lawfulness",
        "Promote a culture of lawfulness (Chile: retain)",
    ],
)
def test_brackets_and_names_of_rooms_are_no_words(typed):
    drafted = "Promote a culture of lawfulness"
    assert says_the_same(without_room_notation(typed, drafted), drafted)


def test_round_brackets_of_the_source_are_words():
    drafted = "Use the Convention (Palermo) and its Protocols"
    assert without_room_notation(drafted, drafted) == drafted
    assert without_room_notation("Use the Convention and its Protocols", drafted) != drafted
