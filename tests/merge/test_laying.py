"""Words of one text laid into another: the room's notation, and the laws of a three-way merge."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.merge.laying import Outcome, lay
from drafter.merge.notation import Words, proposal_of, struck

AID = "Ensure access to legal aid for all persons"


def laid(theirs: str, name: str = "", *, base: str = AID, ours: str = "") -> str:
    return lay(base, ours or base, theirs, name)[0]


def outcomes(theirs: str, name: str, *, base: str = AID, ours: str = "") -> list[Outcome]:
    return [step.outcome for step in lay(base, ours or base, theirs, name)[1]]


# One file


@pytest.mark.parametrize(
    ("theirs", "text"),
    [
        (
            "Ensure, where appropriate, access to legal aid for all persons",
            "Ensure [, where appropriate,] (Egypt) access to legal aid for all persons",
        ),
        (
            "Ensure access to legal aid for persons",
            "Ensure access to legal aid for [all] (Egypt: delete) persons",
        ),
        (
            "Promote access to legal aid for all persons",
            "[Ensure] (Egypt: delete) [Promote] (Egypt) access to legal aid for all persons",
        ),
        (
            "Ensure access to legal aid for all persons and groups",
            "Ensure access to legal aid for all persons [and groups] (Egypt)",
        ),
        (
            "We ensure access to legal aid for all persons",
            "[Ensure] (Egypt: delete) [We ensure] (Egypt) access to legal aid for all persons",
        ),
        (
            "Ensure access[^eu-1] to legal aid for all persons",
            "Ensure access[^eu-1] to legal aid for all persons",
        ),
        (
            "Ensure access to legal aid for all at-risk persons",
            "Ensure access to legal aid for all [at-risk] (Egypt) persons",
        ),
        (
            "Ensure access and redress[^eu-1] to legal aid for all persons",
            "Ensure access [and redress[^eu-1]] (Egypt) to legal aid for all persons",
        ),
    ],
)
def test_what_a_delegation_puts_in_or_strikes_is_in_brackets_with_its_name(theirs, text):
    assert laid(theirs, "Egypt") == text


@pytest.mark.parametrize(
    "typed",
    [
        "Ensure [affordable] (Egypt) access to legal aid for all persons",
        "Ensure access to legal aid for [all] (Egypt: delete) persons",
        "Ensure access to [legal aid] (Egypt) for all persons",
        "Ensure [access to] legal aid for all persons",
        "Ensure access to [legal aid] [(Egypt)] for all persons",
        "Ensure access to legal aid for all persons [and groups] (Egypt, on behalf of the African Group)",
    ],
)
def test_the_notation_that_a_delegation_types_stays_as_typed(typed):
    assert laid(typed, "Egypt") == typed


ROUND_2 = "Ensure [, where appropriate,] (Egypt) access to legal aid for [all] (Japan: delete) persons"


@pytest.mark.parametrize(
    ("name", "theirs", "text"),
    [
        (
            "Egypt",
            ROUND_2.replace(" [, where appropriate,] (Egypt)", ""),
            AID.replace("all", "[all] (Japan: delete)"),
        ),
        ("Egypt", ROUND_2.replace("where appropriate", "as appropriate"), None),
        ("Egypt", ROUND_2.replace(" [, where appropriate,] (Egypt)", ", where appropriate,"), None),
        ("Japan", ROUND_2.replace("[all] (Japan: delete)", "all"), None),
        ("Chile", ROUND_2.replace("(Egypt)", "(Egypt, Chile)"), None),
        ("Chile", ROUND_2.replace("(Japan: delete)", "(Japan, Chile: delete)"), None),
    ],
)
def test_a_delegation_changes_what_is_under_its_name_alone_and_joins_others(name, theirs, text):
    assert laid(theirs, name, base=ROUND_2) == text or theirs


@pytest.mark.parametrize(
    "theirs",
    [
        ROUND_2.replace(" [, where appropriate,] (Egypt)", ""),
        ROUND_2.replace("where", "as"),
        ROUND_2.replace("[all] (Japan: delete)", "all"),
        ROUND_2.replace("(Egypt)", "(Egypt) (Japan)").replace("where", "as"),
    ],
)
def test_what_is_under_the_name_of_another_is_not_touched(theirs):
    text, steps = lay(ROUND_2, ROUND_2, theirs, "Chile")
    assert text == ROUND_2
    assert Outcome.AGAINST in [step.outcome for step in steps]


def test_a_delegation_may_go_on_within_words_that_another_wants_deleted():
    base = "Ensure access [to legal aid for all] (Japan: delete) persons"
    theirs = "Ensure access [to legal aid for] (Japan: delete) persons"
    assert laid(theirs, "Chile", base=base) == (
        "Ensure access [to legal aid for [all] (Chile: delete)] (Japan: delete) persons"
    )


# Several files


def merged(*files: tuple[str, str], base: str = AID) -> str:
    text = base
    for name, theirs in files:
        text = lay(base, text, theirs, name)[0]
    return text


def test_a_delegation_that_lifts_all_its_brackets_still_wants_the_words_of_others_deleted():
    text = "[Ensure] (Egypt: delete) [Promote] (Egypt) access"
    assert laid("Promote access", "Egypt", base=text) == text


@pytest.mark.parametrize("settled", ["[all] (Egypt: delete)", "[all] (Egypt, Chile) [every] (Peru)"])
def test_a_bracket_that_the_desk_settled_is_settled_when_the_file_is_read_again(settled):
    base = f"legal aid for {settled} persons"
    text = "legal aid for all persons"
    assert laid(text, base=base) == text
    assert outcomes(text, "", base=base, ours=text) == [Outcome.ALREADY]


def test_the_same_by_two_is_there_once_with_both_names():
    both = "Ensure, where appropriate, access to legal aid for persons"
    assert merged(("Egypt", both), ("Japan", both)) == (
        "Ensure [, where appropriate,] (Egypt, Japan) access to legal aid "
        "for [all] (Egypt, Japan: delete) persons"
    )
    typed = "Ensure [, where appropriate,] (Japan) access to legal aid for [all] (Japan: delete) persons"
    assert merged(("Egypt", both), ("Japan", typed)) == merged(("Egypt", both), ("Japan", both))


def test_two_files_that_change_one_word_are_both_kept():
    assert merged(
        ("Egypt", AID.replace("Ensure", "Promote")), ("Japan", AID.replace("Ensure", "Consider"))
    ) == (
        "[Ensure] (Egypt, Japan: delete) [Promote] (Egypt) [Consider] (Japan) "
        "access to legal aid for all persons"
    )


def test_a_compound_with_a_hyphen_is_one_word():
    base, new = "Promote victim-centred approaches", "Promote victim-sensitive approaches"
    text = "Promote [victim-centred] (Egypt: delete) [victim-sensitive] (Egypt) approaches"
    assert laid(new, "Egypt", base=base) == text
    assert laid(new, base=base) == new
    assert outcomes(new, "", base=base, ours=new) == [Outcome.ALREADY]


def test_words_that_overlap_those_that_another_strikes_are_a_conflict():
    once = merged(("Egypt", AID.replace("to legal aid ", "")))
    text, (step,) = lay(AID, once, AID.replace("legal aid for ", ""), "Japan")
    assert (text, step.old, step.outcome) == (once, "legal aid for", Outcome.CONFLICT)


def test_words_that_the_desk_changed_meanwhile_are_a_conflict():
    ours = AID.replace("Ensure", "Guarantee")
    text, steps = lay(AID, ours, AID.replace("Ensure", "Promote"), "Egypt")
    assert text == ours
    assert steps[0].outcome is Outcome.CONFLICT
    assert outcomes(AID.replace("all ", ""), "Egypt", ours=AID.replace("all ", "")) == [Outcome.ALREADY]


def test_words_whose_place_is_gone_are_a_conflict():
    ours = "Consider other means of justice"
    assert outcomes(AID.replace("legal aid", "legal aid now"), "Egypt", ours=ours) == [Outcome.CONFLICT]
    assert outcomes(AID.replace("legal aid", "legal aid now"), "", ours=ours) == [Outcome.CONFLICT]


def test_a_footnote_that_a_delegation_takes_out_stays():
    base = AID.replace("aid", "aid[^eu-1]")
    assert laid(AID, "Egypt", base=base) == base
    assert laid(AID) == AID


# The desk's own file


def test_the_words_of_the_desk_are_the_text():
    settled = "Ensure, where appropriate, access to legal aid for all persons"
    assert laid(settled, base=ROUND_2) == settled
    ours = ROUND_2.replace("persons", "persons [and groups] (Chile)")
    assert laid(settled, base=ROUND_2, ours=ours) == f"{settled} [and groups] (Chile)"


def test_no_bracket_that_came_meanwhile_is_emptied():
    ours = AID.replace("all", "[all] (Egypt: delete)")
    assert outcomes(AID.replace(" all", ""), "", ours=ours) == [Outcome.CONFLICT]


# Whole paragraphs


def test_a_paragraph_is_struck_by_one_and_by_two():
    once = struck(AID, "Norway")
    assert once == f"{AID} (Norway: delete)"
    assert struck(once, "Norway") == once
    assert struck(once, "Chile") == f"{AID} (Norway, Chile: delete)"
    after_bracket = struck(f"{AID} [now] (Chile: delete)", "Norway")
    assert after_bracket == f"[{AID} [now] (Chile: delete)] (Norway: delete)"
    assert struck(after_bracket, "Togo") == f"[{AID} [now] (Chile: delete)] (Norway, Togo: delete)"


def test_who_wants_a_paragraph_deleted_can_say_so_and_take_it_back():
    once = f"{AID} (Norway: delete)"
    assert laid(once, "Norway") == once
    assert laid(AID, "Norway", base=once) == AID
    assert laid(AID, "Chile", base=once) == once
    twice = f"{AID} (Norway, Chile: delete)"
    assert laid(twice, "Chile", base=once) == twice
    assert laid(once, "Chile", base=twice) == once


def test_a_paragraph_under_names_is_told():
    assert proposal_of("[Protect [all] (Togo) witnesses] (Chile, Peru)") == (
        "Protect [all] (Togo) witnesses",
        ("Chile", "Peru"),
    )
    assert proposal_of("[Protect] (Chile) witnesses") == ("[Protect] (Chile) witnesses", ())


# Laws

WORD = st.sampled_from(
    "access aid all children ensure girls legal persons promote support to victims women".split()
)
TEXT = st.lists(WORD, min_size=1, max_size=10, unique=True).map(" ".join)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", re.sub(r"\((?:[^()]*)\)", "", text)))


@st.composite
def edited(draw, base: list[str], first: int = 0, last: int | None = None) -> str:
    """A text of which some words between two places were struck, changed or added to."""
    out = list(base)
    last = len(base) if last is None else last
    for at in sorted(draw(st.sets(st.integers(first, max(first, last - 1)), max_size=3)), reverse=True):
        new = draw(st.lists(st.sampled_from(["green", "blue", "red", "white"]), max_size=2))
        stop = at + draw(st.integers(0, 2))
        out[at : min(stop, last)] = new
    return " ".join(out)


@settings(max_examples=200)
@given(st.data(), TEXT)
def test_no_word_is_lost_and_a_second_reading_changes_nothing(data, base):
    theirs = data.draw(edited(base.split()))
    text, _ = lay(base, base, theirs, "Egypt")
    assert not words(base) - words(text)
    assert not words(theirs) - words(text)
    assert Words(text).is_balanced
    assert lay(base, text, theirs, "Egypt")[0] == text


@settings(max_examples=200)
@given(st.data(), TEXT)
def test_two_files_lose_nothing_of_either(data, base):
    first, second = (data.draw(edited(base.split())) for _ in range(2))
    once = lay(base, base, first, "Egypt")[0]
    text, steps = lay(base, once, second, "Japan")
    assert not words(once) - words(text)
    kept = words(" ".join(step.new for step in steps if step.outcome is not Outcome.LAID))
    assert not words(second) - words(text) - kept
    assert Words(text).is_balanced
    assert lay(base, text, first, "Egypt")[0] == text


@settings(max_examples=200)
@given(st.data())
def test_the_order_of_files_with_changes_apart_does_not_matter(data):
    base = [f"{word}{n}" for n, word in enumerate(["ensure", "access", "aid", "for"] * 4)]
    first, second = data.draw(edited(base, 0, 5)), data.draw(edited(base, 9, 16))
    files = [("Egypt", first), ("Japan", second)]
    text = " ".join(base)
    assert merged(*files, base=text) == merged(*reversed(files), base=text)


@settings(max_examples=200)
@given(st.data(), TEXT)
def test_the_desk_gets_its_words_and_both_where_both_changed(data, base):
    ours, theirs = (data.draw(edited(base.split())) for _ in range(2))
    assert words(lay(base, base, theirs)[0]) == words(theirs)
    assert lay(base, ours, base)[0] == ours
    text, steps = lay(base, ours, theirs)
    kept = words(" ".join(step.new for step in steps if step.outcome is Outcome.CONFLICT))
    assert not words(theirs).keys() - words(base).keys() - words(text).keys() - kept.keys()
    assert not words(ours).keys() - words(base).keys() - words(text).keys()
