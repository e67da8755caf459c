"""Selecting by criteria, with reasons and advice."""

from __future__ import annotations

import pytest
from factory import annex_b_ids, make_concordance, make_matrix, make_recommendation
from hypothesis import given
from hypothesis import strategies as st

from drafter.matrix.criteria import CountBy, Criteria, criteria_in_words, in_words
from drafter.matrix.selecting import select, select_recommendations
from drafter.model import Concordance
from drafter.problems import DrafterError, ExitStatus

# A small matrix: four regions mention youth crime, two mention legal aid, and one mentions terrorism.
THEMES = {
    "prevention-i": "Measures to prevent youth crime",
    "prevention-ii": "Reducing reoffending – Rehabilitation (workshop 2)",
    "justice-i": "Access to justice for all and legal aid",
    "justice-ii": "Terrorism in all its forms",
}
SMALL = make_matrix(
    make_recommendation("ap-1a", "prevention-i", text="Teach children the rule of law."),
    make_recommendation("lac-2b", "prevention-i", "justice-i", text="Educate youth about the law."),
    make_recommendation("wa-3", "prevention-i", text="Consider youth forums."),
    make_recommendation("eu-5c", "prevention-i", text="Give sports to the young."),
    make_recommendation("ap-1b", "justice-i", text="Widen access to legal aid."),
    make_recommendation("lac-2c", "justice-ii", text="Study the financing of terrorism."),
    themes=THEMES,
)
SHARED = make_concordance(youth_education="ap-1a lac-2b wa-3")


def chosen(criteria, matrix=SMALL, concordance=SHARED):
    return [clause.id for clause in select(matrix, concordance, criteria).clauses]


def not_used(criteria):
    return {source: in_words(reason) for source, reason in select(SMALL, SHARED, criteria).not_used.items()}


def listed(criteria, matrix=SMALL, concordance=SHARED):
    return [row.id for row in select_recommendations(matrix, concordance, criteria)]


def refusal(criteria, matrix=SMALL, concordance=SHARED):
    with pytest.raises(DrafterError) as caught:
        select(matrix, concordance, criteria)
    return caught.value


ALL = ["youth-education", "eu-5c", "ap-1b", "lac-2c"]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(), ALL),
        (Criteria(themes=("justice-ii",)), ["lac-2c"]),
        (Criteria(themes=("TERROR",)), ["lac-2c"]),
        (Criteria(themes=("forms terrorism",)), ["lac-2c"]),
        (Criteria(themes=("terrorism", "youth")), ["youth-education", "eu-5c", "lac-2c"]),
        (Criteria(sections=("justice",)), ["ap-1b", "youth-education", "lac-2c"]),
        (Criteria(min_regions=2), ["youth-education"]),
        (Criteria(min_regions=2, count=CountBy.THEME), ["youth-education", "eu-5c", "ap-1b"]),
        (Criteria(regions=("lac",)), ["youth-education", "lac-2c"]),
        (Criteria(regions=("LAC", "western asia")), ["youth-education"]),
        (Criteria(regions=("eu",), count=CountBy.THEME), ["youth-education", "eu-5c"]),
        (Criteria(text=("LAW",)), ["youth-education"]),
        (Criteria(text=("educ", "youth")), ["youth-education"]),
        (Criteria(text=("legal",), min_regions=1), ["ap-1b"]),
    ],
)
def test_criteria_choose_the_clauses_that_meet_them_all_in_matrix_order(criteria, expected):
    assert chosen(criteria) == expected


def test_a_clause_is_under_the_theme_that_meets_the_criteria_and_most_sources_use():
    (clause,) = select(SMALL, SHARED, Criteria(min_regions=2)).clauses
    assert clause.theme == "prevention-i"
    under = {
        clause.id: clause.theme for clause in select(SMALL, SHARED, Criteria(themes=("access",))).clauses
    }
    assert under["youth-education"] == "justice-i"


def test_a_list_counts_a_recommendation_only_under_its_own_themes_and_in_its_own_words():
    assert listed(Criteria(themes=("access",))) == ["ap-1b", "lac-2b"]  # column by column
    assert listed(Criteria(text=("children",))) == ["ap-1a"]
    assert listed(Criteria(min_regions=3)) == ["ap-1a", "lac-2b", "wa-3"]


@pytest.mark.parametrize(
    ("criteria", "source", "words"),
    [
        (Criteria(themes=("terrorism",)), "ap-1b", "not under the theme “terrorism”"),
        (Criteria(text=("law",)), "ap-1b", "does not mention “law”"),
        (Criteria(regions=("lac",)), "ap-1b", "not shared by Latin America and the Caribbean"),
        (Criteria(themes=("aid", "youth"), text=("law",)), "eu-5c", "does not mention “law”"),
    ],
)
def test_what_is_not_used_has_the_first_reason_in_words(criteria, source, words):
    assert not_used(criteria)[source] == words


@given(
    least=st.integers(1, 3),
    count=st.sampled_from(CountBy),
    themes=st.lists(st.sampled_from([*THEMES]), max_size=2),
    regions=st.lists(st.sampled_from(["ap", "lac", "wa", "eu"]), max_size=2),
)
def test_each_recommendation_is_in_a_clause_or_not_used_with_a_reason(least, count, themes, regions):
    criteria = Criteria(themes=tuple(themes), min_regions=least, regions=tuple(regions), count=count)
    try:
        found = select(SMALL, SHARED, criteria)
    except DrafterError:
        return
    used = [source for clause in found.clauses for source in clause.sources]
    assert sorted([*used, *found.not_used]) == sorted(SMALL.by_id)
    assert all(clause.theme in clause.themes for clause in found.clauses)


# Nothing found


@pytest.mark.parametrize(
    ("criteria", "message", "hint"),
    [
        (Criteria(themes=("terorism",)), "there is no theme “terorism”", "Did you mean “Terrorism”?"),
        (Criteria(sections=("justise",)), "there is no section “justise”", "Did you mean “justice”?"),
        (Criteria(regions=("afrika",)), "unknown region “afrika”", "Did you mean “africa”? The regions are:"),
    ],
)
def test_a_misspelt_word_is_answered_with_what_was_meant(criteria, message, hint):
    error = refusal(criteria)
    assert error.status == ExitStatus.USAGE
    assert error.message == message
    assert error.hint.startswith(hint)


@pytest.mark.parametrize(
    ("criteria", "advice"),
    [
        # The words of a theme are in texts under another.
        (
            Criteria(themes=("legal aid",), min_regions=4),
            ['--theme "legal aid" --min-regions 3  (1 found)'],
        ),
        (
            Criteria(themes=("youth",), text=("aid",)),
            ["--theme youth  (2 found)", "--text aid  (1 found)"],
        ),
        (Criteria(text=("teror",)), ["--text terrorism  (1 found)"]),
        (
            Criteria(regions=("eu", "wa")),
            ["--region eu --region wa --count theme  (2 found)"],
        ),
    ],
)
def test_nothing_found_is_answered_with_what_finds_something(criteria, advice):
    error = refusal(criteria)
    assert error.status == ExitStatus.PROBLEMS
    assert set(advice) <= {line.strip() for line in error.hint.split("\n")}


def test_terrorism_shared_by_three_is_found_under_other_themes_by_theme_or_by_fewer(kyoto):
    with pytest.raises(DrafterError) as caught:
        listed(Criteria(themes=("terrorism",), min_regions=3), kyoto.matrix, kyoto.concordance)
    for words in ("--text terrorism", "--count theme", "--min-regions 2"):
        assert words in caught.value.hint


def test_without_a_concordance_each_recommendation_is_a_clause():
    found = select(SMALL, Concordance(), Criteria(min_regions=3, themes=("youth",)))
    assert [clause.id for clause in found.clauses] == ["ap-1a", "lac-2b", "wa-3", "eu-5c"]
    assert found.criteria.min_regions == 1


# Words


def test_criteria_can_be_put_into_words():
    criteria = Criteria(themes=("youth",), min_regions=3, text=("law",))
    words = criteria_in_words(SMALL, criteria)
    for part in ("“youth”", "“law”", "at least three"):
        assert part in words


def test_nothing_of_annex_b_is_lost_by_any_number_of_regions(kyoto):
    for least in range(1, 6):
        found = select(kyoto.matrix, kyoto.concordance, Criteria(min_regions=least))
        used = {source for clause in found.clauses for source in clause.sources}
        assert used | found.not_used.keys() == set(kyoto.matrix.by_id)
        assert set(annex_b_ids()) <= used | found.not_used.keys()
        assert all(len(clause.regions) >= least for clause in found.clauses)
