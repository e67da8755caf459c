"""Selecting: criteria one by one and together, and why the others were not used."""

from __future__ import annotations

import pytest
from factory import make_concordance, make_matrix, make_recommendation
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import (
    CountBy,
    Criteria,
    criteria_in_words,
    in_words,
    select,
    select_recommendations,
)
from drafter.model import Concordance, Entry, EntryStatus
from drafter.problems import DrafterError, ExitStatus

# A small matrix: youth crime is spoken of by four regions, legal aid by two, terrorism by one.
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
NOTHING = Concordance()


def chosen(criteria, matrix=SMALL, concordance=SHARED):
    return [item.candidate.id for item in select(matrix, concordance, criteria).clauses]


def not_used(criteria, matrix=SMALL, concordance=SHARED):
    return {item.id: in_words(item.reason) for item in select(matrix, concordance, criteria).not_used}


def listed(criteria, matrix=SMALL, concordance=SHARED):
    return [item.id for item in select_recommendations(matrix, concordance, criteria)]


def refusal(criteria, matrix=SMALL, concordance=SHARED):
    with pytest.raises(DrafterError) as caught:
        select(matrix, concordance, criteria)
    return caught.value


def selected_or_refused(concordance, criteria):
    try:
        return select(SMALL, concordance, criteria)
    except DrafterError as error:
        return error


# Candidates


def test_what_is_shared_makes_one_clause_and_everything_else_one_each():
    assert [(candidate.id, candidate.members) for candidate in candidates(SMALL, SHARED)] == [
        ("youth-education", ("ap-1a", "lac-2b", "wa-3")),
        ("eu-5c", ("eu-5c",)),
        ("ap-1b", ("ap-1b",)),
        ("lac-2c", ("lac-2c",)),
    ]


def test_a_shared_recommendation_stands_under_the_themes_of_all_its_members():
    candidate = candidates(SMALL, SHARED)[0]
    assert candidate.regions == ("ap", "lac", "wa")
    assert candidate.themes == ("prevention-i", "justice-i")


def test_members_come_in_the_order_of_the_columns_whatever_the_file_says():
    concordance = make_concordance(youth_education="wa-3 lac-2b ap-1a")
    candidate = candidates(SMALL, concordance)[0]
    assert candidate.members == ("ap-1a", "lac-2b", "wa-3")
    assert candidate.regions == ("ap", "lac", "wa")


@pytest.mark.parametrize("status", [EntryStatus.PROPOSED, EntryStatus.REJECTED])
def test_an_entry_that_nobody_confirmed_counts_for_nothing(status):
    concordance = Concordance("x", (Entry("youth-education", ("ap-1a", "lac-2b"), status),))
    assert {candidate.id for candidate in candidates(SMALL, concordance)} == set(SMALL.by_id)


def test_two_members_of_one_region_count_as_one_region():
    concordance = make_concordance(access="ap-1a ap-1b")
    assert candidates(SMALL, concordance)[0].regions == ("ap",)
    assert refusal(Criteria(min_regions=2), concordance=concordance)


# One criterion at a time


def test_without_criteria_everything_is_chosen_in_matrix_order():
    assert chosen(Criteria()) == ["youth-education", "eu-5c", "ap-1b", "lac-2c"]
    assert not_used(Criteria()) == {}


@pytest.mark.parametrize(
    "words",
    [
        "justice-ii",
        "terrorism",
        "Terrorism in all its forms",
        "FORMS",
        "terror",
        "forms terrorism",
    ],
)
def test_a_theme_is_named_by_its_id_or_by_any_words_of_its_title(words):
    assert chosen(Criteria(themes=(words,))) == ["lac-2c"]


def test_a_word_inside_another_does_not_name_a_theme():
    assert "no theme answers to “errorism”" in refusal(Criteria(themes=("errorism",))).message


@pytest.mark.parametrize("title", THEMES.values())
def test_a_theme_is_named_by_its_whole_title(title):
    selection = select_recommendations(
        make_matrix(
            *(make_recommendation(f"ap-{n}", theme) for n, theme in enumerate(THEMES, 1)), themes=THEMES
        ),
        NOTHING,
        Criteria(themes=(title,)),
    )
    assert [THEMES[row.theme] for row in selection] == [title]


def test_either_of_two_themes_will_do():
    assert chosen(Criteria(themes=("terrorism", "youth"))) == ["youth-education", "eu-5c", "lac-2c"]


def test_a_section_is_named_by_its_id_or_by_any_words_of_its_title():
    assert chosen(Criteria(sections=("justice",))) == ["ap-1b", "youth-education", "lac-2c"]
    assert set(chosen(Criteria(sections=("section prevention",)))) == {"youth-education", "eu-5c"}


def test_a_clause_stands_under_the_first_theme_that_meets_the_criteria():
    (item,) = (
        item
        for item in select(SMALL, SHARED, Criteria(sections=("justice",))).clauses
        if item.candidate.id == "youth-education"
    )
    assert item.theme == "justice-i"
    assert select(SMALL, SHARED, Criteria()).clauses[0].theme == "prevention-i"


def test_a_shared_clause_stands_under_the_theme_that_most_of_its_members_stand_under(kyoto):
    # Of the four on gender only eu-28b stands under the protection of children, the first of its themes.
    chosen_items = {
        item.candidate.id: item.theme for item in select(kyoto.matrix, kyoto.concordance, Criteria()).clauses
    }
    assert chosen_items["gender-sensitive-measures"] == "item-3-viii"


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        (1, ["youth-education", "eu-5c", "ap-1b", "lac-2c"]),
        (2, ["youth-education"]),
        (3, ["youth-education"]),
    ],
)
def test_at_least_so_many_regions_share_what_is_chosen(minimum, expected):
    assert chosen(Criteria(min_regions=minimum)) == expected


@pytest.mark.parametrize(
    ("minimum", "expected"),
    [
        (1, ["youth-education", "eu-5c", "ap-1b", "lac-2c"]),
        (2, ["youth-education", "eu-5c", "ap-1b"]),
        (3, ["youth-education", "eu-5c"]),
        (4, ["youth-education", "eu-5c"]),
    ],
)
def test_counting_by_theme_counts_the_regions_that_stand_under_it(minimum, expected):
    assert chosen(Criteria(min_regions=minimum, count=CountBy.THEME)) == expected


def test_each_region_asked_for_must_be_among_those_that_share_it():
    assert chosen(Criteria(regions=("wa",))) == ["youth-education"]
    assert chosen(Criteria(regions=("ap",))) == ["youth-education", "ap-1b"]
    assert chosen(Criteria(regions=("ap", "wa"))) == ["youth-education"]


def test_a_region_may_be_named_by_its_name_in_any_case():
    assert chosen(Criteria(regions=("western asia",))) == ["youth-education"]
    assert chosen(Criteria(regions=("WA",))) == ["youth-education"]


def test_a_region_asked_for_counts_by_theme_when_told_to():
    criteria = Criteria(regions=("eu", "wa"), count=CountBy.THEME)
    assert chosen(criteria) == ["youth-education", "eu-5c"]


def test_an_excluded_region_must_not_be_among_those_that_share_it():
    assert chosen(Criteria(exclude_regions=("wa",))) == ["eu-5c", "ap-1b", "lac-2c"]
    assert chosen(Criteria(exclude_regions=("wa", "eu"))) == ["ap-1b", "lac-2c"]


def test_words_are_looked_for_in_the_texts_at_the_beginning_of_a_word_in_any_case():
    assert chosen(Criteria(text=("LEGAL aid",))) == ["ap-1b"]
    assert chosen(Criteria(text=("financ",))) == ["lac-2c"]
    assert "egal" in refusal(Criteria(text=("egal",))).message


def test_all_words_must_stand_in_one_text():
    assert chosen(Criteria(text=("rule", "children"))) == ["youth-education"]
    assert refusal(Criteria(text=("forums", "children")))


def test_a_word_in_quotation_marks_or_brackets_is_found():
    matrix = make_matrix(
        make_recommendation("ap-1", "x-i", text="Support “operationalizing” the work (CCPCJ)."),
        themes={"x-i": "X"},
    )
    assert chosen(Criteria(text=("“operationalizing”",)), matrix, NOTHING) == ["ap-1"]
    assert chosen(Criteria(text=("(CCPCJ)",)), matrix, NOTHING) == ["ap-1"]


def test_the_other_wordings_of_a_recommendation_are_looked_in_too():
    item = make_recommendation("ap-1", "x-i", "x-ii", text="The Commission.", others={"x-ii": "The CCPCJ."})
    matrix = make_matrix(item, themes={"x-i": "X", "x-ii": "Y"})
    assert chosen(Criteria(text=("CCPCJ",)), matrix, NOTHING) == ["ap-1"]


# Together


def test_every_criterion_that_is_given_must_be_met():
    criteria = Criteria(themes=("youth",), min_regions=2, regions=("lac",), text=("law",))
    assert chosen(criteria) == ["youth-education"]
    assert refusal(Criteria(themes=("youth",), regions=("eu",), text=("law",)))


def test_a_list_counts_a_recommendation_only_under_its_own_themes():
    # ap-1a shares a clause with lac-2b, which stands under legal aid; ap-1a itself does not.
    assert listed(Criteria(themes=("legal",))) == ["ap-1b", "lac-2b"]
    assert chosen(Criteria(themes=("legal",))) == ["ap-1b", "youth-education"]


def test_a_list_is_in_the_order_of_themes_columns_and_paragraphs():
    assert listed(Criteria()) == ["ap-1a", "lac-2b", "wa-3", "eu-5c", "ap-1b", "lac-2c"]


def test_a_list_of_what_regions_share_has_every_member():
    assert listed(Criteria(min_regions=3)) == ["ap-1a", "lac-2b", "wa-3"]


# Reasons


@pytest.mark.parametrize(
    ("criteria", "recommendation", "words"),
    [
        (Criteria(themes=("youth",)), "lac-2c", "not under the theme “youth”"),
        (Criteria(sections=("justice",)), "eu-5c", "not in the section “justice”"),
        (Criteria(min_regions=2), "eu-5c", "shared by 1 region; at least 2 were asked for"),
        (Criteria(min_regions=2), "lac-2c", "shared by 1 region; at least 2 were asked for"),
        (Criteria(regions=("wa",)), "eu-5c", "Western Asia"),
        (Criteria(exclude_regions=("wa",)), "ap-1a", "Western Asia, which was excluded"),
        (Criteria(text=("legal aid",)), "wa-3", "does not mention “legal aid”"),
        (Criteria(min_regions=3, count=CountBy.THEME), "ap-1b", "at least 3 regions"),
    ],
)
def test_what_is_not_used_has_the_reason_in_words(criteria, recommendation, words):
    assert words in not_used(criteria)[recommendation]


def test_members_that_are_left_out_together_share_the_reason():
    reasons = not_used(Criteria(exclude_regions=("lac",)))
    assert reasons["ap-1a"] == reasons["lac-2b"] == reasons["wa-3"]
    assert "Latin America and the Caribbean" in reasons["ap-1a"]


def test_the_reason_names_the_first_criterion_that_failed():
    reasons = not_used(Criteria(themes=("youth",), min_regions=2))
    assert "theme" in reasons["lac-2c"]
    assert "shared by 1 region" in reasons["eu-5c"]


def test_what_is_not_used_comes_in_matrix_order():
    assert list(not_used(Criteria(themes=("terrorism",)))) == ["ap-1a", "lac-2b", "wa-3", "eu-5c", "ap-1b"]


words = st.sampled_from(["", "youth", "legal", "terrorism", "law", "children", "prevent"]).map(
    lambda word: (word,) if word else ()
)
region_sets = st.lists(st.sampled_from(["ap", "lac", "wa", "af", "eu"]), max_size=2).map(tuple)
member_lists = st.lists(st.sampled_from(sorted(SMALL.by_id)), min_size=2, max_size=4, unique=True)
concordances = member_lists.map(lambda members: make_concordance(shared=members)) | st.just(NOTHING)
criteria_of_all_kinds = st.builds(
    Criteria,
    sections=st.sampled_from([(), ("justice",), ("prevention",), ("justice", "prevention")]),
    themes=st.sampled_from([(), ("youth",), ("legal",), ("youth", "terrorism")]),
    min_regions=st.integers(1, 5),
    regions=region_sets,
    exclude_regions=region_sets,
    count=st.sampled_from(CountBy),
    text=words,
)


@settings(deadline=None, max_examples=150)
@given(concordances, criteria_of_all_kinds)
@example(NOTHING, Criteria())
@example(SHARED, Criteria(min_regions=3))
def test_each_recommendation_is_either_in_a_clause_or_not_used_with_a_reason(concordance, criteria):
    selection = selected_or_refused(concordance, criteria)
    if isinstance(selection, DrafterError):
        assert selection.status == ExitStatus.PROBLEMS
        assert "nothing meets" in selection.message
        return
    used = [member for item in selection.clauses for member in item.candidate.members]
    left_out = [item.id for item in selection.not_used]
    assert sorted(used + left_out) == sorted(SMALL.by_id)
    assert all(item.reason for item in selection.not_used)
    assert left_out == [item.id for item in SMALL.recommendations if item.id in left_out]


@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(concordances, criteria_of_all_kinds)
def test_a_clause_stands_under_a_theme_of_its_own(concordance, criteria):
    selection = selected_or_refused(concordance, criteria)
    assume(not isinstance(selection, DrafterError))
    for item in selection.clauses:
        assert item.theme in item.candidate.themes


# What is not known, and what selects nothing


@pytest.mark.parametrize(
    ("criteria", "message", "hint"),
    [
        (Criteria(themes=("terorism",)), "no theme answers to “terorism”", "Did you mean “Terrorism”"),
        (Criteria(themes=("prevention-iii",)), "“prevention-iii”", "“prevention-ii”"),
        (Criteria(themes=("youth crme",)), "“youth crme”", "“crime”"),
        (Criteria(sections=("justise",)), "no section answers to “justise”", "“justice”"),
        (Criteria(regions=("lacc",)), "unknown region “lacc”", "Did you mean “lac”"),
        (Criteria(exclude_regions=("Afrika",)), "unknown region “Afrika”", "Did you mean “africa”"),
        (Criteria(regions=("xx",)), "unknown region “xx”", "The regions are: ap (Asia and the Pacific)"),
        (Criteria(themes=("qqqq",)), "no theme answers to “qqqq”", "drafter themes"),
    ],
)
def test_a_misspelt_word_is_answered_with_what_was_meant(criteria, message, hint):
    error = refusal(criteria)
    assert message in error.message
    assert hint.casefold() in error.hint.casefold()
    assert error.status == ExitStatus.USAGE


def test_every_word_that_is_not_known_is_named_at_once():
    assert "“qqqq” or “zzzz”" in refusal(Criteria(themes=("qqqq", "youth", "zzzz"))).message
    assert "“qq” and “zz”" in refusal(Criteria(regions=("qq", "ap", "zz"))).message


def test_a_single_criterion_that_selects_nothing_is_named():
    error = refusal(Criteria(text=("piracy",)))
    assert "mention “piracy”" in error.message
    assert error.status == ExitStatus.PROBLEMS
    assert error.hint


def test_the_criterion_that_emptied_the_result_is_named_with_what_passed_the_others():
    error = refusal(Criteria(themes=("youth",), text=("terrorism",)))
    assert "under the theme “youth”: 2" in error.message
    assert "mention “terrorism”: none" in error.message


def test_too_many_regions_are_answered_with_the_most_there_is():
    assert "--min-regions 3" in refusal(Criteria(min_regions=4)).hint
    assert "--min-regions 4" in refusal(Criteria(min_regions=5, count=CountBy.THEME)).hint


def test_the_most_there_is_counts_only_what_meets_the_other_criteria():
    error = refusal(Criteria(themes=("terrorism",), min_regions=2))
    assert "--min-regions 1" in error.hint
    assert "--min-regions 3" not in error.hint


def test_a_list_that_would_be_empty_is_refused_too():
    with pytest.raises(DrafterError, match="mention “piracy”"):
        select_recommendations(SMALL, SHARED, Criteria(text=("piracy",)))


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        (Criteria(), "all recommendations"),
        (Criteria(min_regions=3), "recommendations that are shared by at least 3 regions"),
        (
            Criteria(themes=("youth",), regions=("wa",)),
            "recommendations that stand under the theme “youth” and are shared by Western Asia",
        ),
        (
            Criteria(min_regions=2, count=CountBy.THEME),
            "recommendations that are under a theme used by at least 2 regions",
        ),
    ],
)
def test_criteria_can_be_said_in_words(criteria, words):
    assert criteria_in_words(SMALL, criteria) == words


# Annex B, as counted in the document


@pytest.mark.parametrize(
    ("criteria", "count"),
    [
        (Criteria(), 249),
        (Criteria(themes=("terrorism",)), 6),  # line 190
        (Criteria(themes=("culture of lawfulness",)), 24),  # lines 41, 74 and 164
        (Criteria(sections=("agenda item 5",)), 47),  # lines 156 to 172, each once
        (Criteria(text=("Nelson Mandela",)), 4),  # ap-34c, wa-33c, af-37f, eu-43e
        (Criteria(text=("darknet",)), 1),  # eu-36g
        (Criteria(text=("CCPCJ",)), 2),  # eu-28g and eu-56h, in their other wordings
        (Criteria(themes=("terrorism",), exclude_regions=("wa",)), 2),  # lac-79a, af-57d
        (Criteria(regions=("eu",)), 42),
        (Criteria(themes=("vulnerable members",)), 1),  # line 149
        (Criteria(themes=("vulnerable members",), count=CountBy.THEME), 1),
    ],
)
def test_a_list_of_annex_b_has_as_many_as_the_document(annex_b, criteria, count):
    assert len(listed(criteria, annex_b.matrix, NOTHING)) == count


def test_the_recommendations_on_terrorism_are_those_of_its_row(annex_b):
    assert listed(Criteria(themes=("terrorism",)), annex_b.matrix, NOTHING) == [
        *("lac-79a", "wa-56b", "wa-56c", "wa-56d", "wa-56i", "af-57d"),
    ]


def test_a_theme_of_annex_b_is_named_by_its_whole_title(annex_b):
    matrix = annex_b.matrix
    for theme in matrix.themes:
        rows = select_recommendations(matrix, NOTHING, Criteria(themes=(theme.title,)))
        assert theme.id in {under for row in rows for under in row.themes}


@pytest.mark.parametrize(
    ("minimum", "themes"),
    [(1, 39), (2, 38), (3, 30), (4, 20), (5, 13)],  # 13 × 5, 7 × 4, 10 × 3, 8 × 2, 1 × 1
)
def test_the_themes_that_so_many_regions_use_are_as_counted(annex_b, minimum, themes):
    rows = select_recommendations(annex_b.matrix, NOTHING, Criteria(min_regions=minimum, count=CountBy.THEME))
    assert len({theme for row in rows for theme in row.themes}) == themes


def test_annex_b_by_theme_leaves_out_only_what_stands_under_a_theme_of_one_region(annex_b):
    # Line 149, "Equal treatment of vulnerable members of society", is the only theme of one region.
    criteria = Criteria(min_regions=2, count=CountBy.THEME)
    assert list(not_used(criteria, annex_b.matrix, NOTHING)) == ["eu-36f"]


def test_a_shared_recommendation_of_annex_b_is_found_by_its_regions(annex_b):
    concordance = make_concordance(
        culture_of_lawfulness="ap-13b lac-19h wa-14c af-17c", nelson_mandela_rules="ap-34c wa-33c af-37f"
    )
    assert chosen(Criteria(min_regions=4), annex_b.matrix, concordance) == ["culture-of-lawfulness"]
    assert chosen(Criteria(min_regions=3), annex_b.matrix, concordance) == [
        "culture-of-lawfulness",
        "nelson-mandela-rules",
    ]
    assert chosen(Criteria(min_regions=2, exclude_regions=("lac",)), annex_b.matrix, concordance) == [
        "nelson-mandela-rules"
    ]
    assert len(not_used(Criteria(min_regions=4), annex_b.matrix, concordance)) == 249 - 4


def test_nothing_of_annex_b_is_lost_by_any_number_of_regions(kyoto):
    for minimum in range(1, 6):
        selection = select(kyoto.matrix, kyoto.concordance, Criteria(min_regions=minimum))
        used = [member for item in selection.clauses for member in item.candidate.members]
        assert sorted([*used, *(item.id for item in selection.not_used)]) == sorted(kyoto.matrix.by_id)
