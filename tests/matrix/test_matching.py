"""Proposals of which recommendations say the same."""

from __future__ import annotations

import pytest
from factory import make_concordance, make_matrix, make_recommendation
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.matrix.concordance import ID
from drafter.matrix.matching import Similarity, match_recommendations
from drafter.model import Concordance, Entry, EntryStatus

NOTHING = Concordance()
LAWFULNESS = "Promote a culture of lawfulness among children and youth."


@pytest.fixture(scope="module")
def proposals(kyoto):
    return match_recommendations(kyoto.matrix, NOTHING)


@pytest.mark.parametrize(
    ("first", "second"),
    [("lac-40h", "af-37d"), ("ap-61b", "eu-56b"), ("lac-19h", "af-17c"), ("ap-44d", "wa-42b")],
)
def test_what_two_regions_say_in_nearly_the_same_words_is_proposed(proposals, first, second):
    assert any({first, second} <= set(entry.members) for entry in proposals)


def test_proposals_have_members_of_two_regions_each_once_the_nearest_first(proposals, kyoto):
    members = [member for entry in proposals for member in entry.members]
    assert len(members) == len(set(members))
    for entry in proposals:
        assert len({kyoto.matrix.by_id[member].region for member in entry.members}) > 1
        assert entry.members == kyoto.matrix.in_citing_order(entry.members)
    scores = [entry.score for entry in proposals]
    assert scores == sorted(scores, reverse=True)


def test_proposals_are_the_same_every_time(proposals, kyoto):
    assert match_recommendations(kyoto.matrix, NOTHING) == proposals


def test_what_is_in_an_entry_is_not_proposed_and_a_rejected_pair_never_again(kyoto, proposals):
    first, second = proposals[0], proposals[1]
    entries = (
        Entry("decided", first.members),
        Entry("refused", second.members, EntryStatus.REJECTED),
    )
    found = match_recommendations(kyoto.matrix, Concordance("x", entries))
    assert not any(set(first.members) & set(entry.members) for entry in found)
    assert not any(len(set(second.members) & set(entry.members)) > 1 for entry in found)


def test_one_region_that_says_it_twice_shares_it_with_nobody():
    items = [make_recommendation(name, "s-1", text=LAWFULNESS) for name in ("ap-1", "ap-2")]
    items.append(make_recommendation("eu-3", "s-2", text="Extradite offenders without delay."))
    assert match_recommendations(make_matrix(*items), NOTHING) == []


def test_a_pair_scores_the_same_from_either_side(kyoto):
    similarity = Similarity(kyoto.matrix)
    for pair in list(similarity.evidence)[:50]:
        assert similarity.score(*pair) == similarity.score(*reversed(pair))


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_whatever_the_words_an_id_is_valid_and_free(words):
    items = [
        make_recommendation(f"{region}-{number}", "s-1", text=f"{text} {text} x")
        for number, text in enumerate(words, start=1)
        for region in ("ap", "eu")
    ]
    found = match_recommendations(make_matrix(*items), make_concordance(shared="af-1 wa-1"))
    ids = [entry.id for entry in found]
    assert all(ID.fullmatch(name) for name in ids)
    assert len({*ids, "shared"}) == len(ids) + 1
