"""``drafter.matrix.matching``: what is proposed for Annex B and for made-up matrices, and why."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from factory import make_concordance, make_matrix, make_recommendation
from hypothesis import given, settings
from hypothesis import strategies as st
from word_reading import annex_b, concordance

from drafter.matrix.concordance import load_concordance
from drafter.matrix.matching import explain, propose, strength_difference, with_proposals
from drafter.matrix.similarity import Similarity
from drafter.model import Concordance, Entry, EntryStatus, Matrix

# Read in Annex B: two regions with the same action on the same object, in nearly the same words.
SAME = [
    ("lac-40h", "af-37d"),  # address prison overcrowding, including by alternatives to imprisonment
    ("ap-44i", "wa-24a"),  # integrate crime prevention into social and economic policies for the young
    ("ap-61b", "eu-56b"),  # review and strengthen national laws for the conventions
    ("lac-19h", "af-17c"),  # a culture of lawfulness, for trust in the law and its enforcement
    ("lac-79d", "eu-56e"),  # cyber-enabled crime, and an open, interoperable, reliable and secure Internet
    ("ap-34a", "lac-40f"),  # practices against trafficking, applied to protect all victims of crime
    ("ap-44k", "wa-33g"),  # request UNODC to assist through its Global Judicial Integrity Network
    ("ap-44d", "wa-42b"),  # increase access to justice for children
    ("lac-59b", "wa-42h"),  # share experience of projects on lawfulness with the institutes
    ("ap-61d", "wa-56h"),  # support central authorities for mutual legal assistance
    ("ap-61d", "eu-56c"),
    ("lac-79f", "af-57a"),  # examine the best possible approaches to international cooperation
    ("lac-59c", "af-45e"),  # broaden public access to legal information
    ("ap-26d", "af-29e"),  # educational programmes for children and youth
    ("ap-44c", "wa-24c"),  # community-based crime prevention and social cohesion
    ("lac-59k", "wa-42d"),  # coordination of the justice and the education sectors
    ("lac-40q", "af-37h"),  # assess risks and needs of each offender for rehabilitation plans
    ("ap-44a", "wa-24e"),  # inter-agency mechanisms for national crime prevention strategies
    ("ap-44h", "wa-24g"),  # crime prevention that includes social and economic development
    ("lac-28d", "wa-24f"),  # the rule of law and youth education in crime prevention policies
    ("lac-59l", "af-45d"),  # information technology for transparent institutions
    ("lac-40k", "eu-36i"),  # restorative justice within juvenile justice
    ("ap-61a", "eu-56a"),  # effectively implement the conventions
    ("ap-26f", "af-29k"),  # crime statistics, and the capacity of States to collect them
    ("lac-19f", "af-17d"),  # the people-centred aspect of the 2030 Agenda
    ("lac-79k", "wa-56f"),  # practitioners to use evolving technologies
    ("wa-24b", "af-29i"),  # the full protection of children
    ("lac-59i", "af-45b"),  # awareness of lawfulness among youth, youth forums
    ("lac-19c", "af-17g"),  # innovative ways of public-private partnership
]
# Read in Annex B: a shared topic, but each asks for something else.
TOPIC_ONLY = [
    ("wa-56c", "af-57d"),  # terrorism: assess the risks of financing; cooperate
    ("lac-79o", "af-57i"),  # environmental crime: coordinate UNODC and FAO; adopt measures
    ("lac-40r", "wa-33d"),  # prisons: music and arts; vocational training and work
    ("wa-33c", "eu-43e"),  # the Nelson Mandela Rules: apply them; report on progress
    ("lac-59g", "ap-61g"),  # corruption: eliminate it; give legislators a role
    ("lac-79d", "af-57f"),  # cybercrime: cooperate and keep the Internet open; build skills
    ("lac-59e", "wa-42c"),  # access to justice: of indigenous groups; of women
    ("lac-40d", "af-37i"),  # women: a gender-sensitive approach; indicators of progress
]


def similarity_of(matrix: Matrix) -> Similarity:
    return Similarity(matrix)


def written(existing: bytes, proposals, matrix: Matrix) -> str:
    return with_proposals(existing, Path("concordance.yaml"), proposals, matrix).decode()


def matrix_of(**texts: str) -> Matrix:
    """A made-up matrix with one theme: ``matrix_of(ap_1a="…", lac_1a="…")``."""
    return make_matrix(
        *(make_recommendation(name.replace("_", "-"), "item-3-i", text=text) for name, text in texts.items())
    )


def together(proposals) -> dict[str, str]:
    """Recommendation id → the id of the proposed entry that it is in."""
    return {member: proposal.id for proposal in proposals for member in proposal.members}


def pairs_of(proposals) -> set[frozenset[str]]:
    return {frozenset(pair) for proposal in proposals for pair in combinations(sorted(proposal.members), 2)}


def entry(entry_id: str, *members: str, status: EntryStatus = EntryStatus.CONFIRMED) -> Entry:
    return Entry(entry_id, members, status)


def words(text: str) -> str:
    """A text's words alone, in one case, with a blank on each side of each."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])


@pytest.fixture(scope="module")
def similarity(kyoto):
    """The nearness of the recommendations of Annex B."""
    return similarity_of(kyoto.matrix)


@pytest.fixture(scope="module")
def proposals(similarity):
    """What is proposed for Annex B when nobody has read it yet."""
    return propose(similarity, Concordance())


# What is proposed


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_regions_that_say_the_same_in_nearly_the_same_words_are_proposed_together(proposals, one, other):
    found = together(proposals)

    assert found[one] == found[other]


@pytest.mark.parametrize(("one", "other"), TOPIC_ONLY)
def test_a_shared_topic_alone_is_not_proposed(proposals, one, other):
    assert frozenset((one, other)) not in pairs_of(proposals)


def test_each_proposal_has_two_members_or_more_of_two_regions_or_more(proposals):
    for proposal in proposals:
        assert len(proposal.members) == len(set(proposal.members)) >= 2
        assert len({member.partition("-")[0] for member in proposal.members}) >= 2, proposal.members


def test_no_recommendation_is_proposed_twice(proposals):
    members = [member for proposal in proposals for member in proposal.members]

    assert len(members) == len(set(members))


def test_members_stand_in_the_order_of_footnotes_and_the_nearest_proposals_come_first(proposals):
    sources = annex_b().sources
    for proposal in proposals:
        assert list(proposal.members) == sorted(proposal.members, key=lambda one: sources[one].order)
    scores = [proposal.score for proposal in proposals]
    assert scores == sorted(scores, reverse=True)


def test_proposals_are_the_same_every_time(kyoto, proposals):
    assert propose(similarity_of(kyoto.matrix), Concordance()) == proposals


def test_the_nearness_of_two_does_not_depend_on_the_order_of_the_matrix(kyoto, similarity):
    matrix = kyoto.matrix
    turned = similarity_of(
        Matrix(
            matrix.name,
            matrix.title,
            matrix.source,
            matrix.regions,
            matrix.sections,
            matrix.themes,
            matrix.recommendations[::-1],
        )
    )
    for one, other in SAME + TOPIC_ONLY:
        there, back = (found.score(found.number[one], found.number[other]) for found in (similarity, turned))
        assert there == pytest.approx(back), (one, other)


def test_of_two_who_might_be_joined_with_a_third_neither_score_depends_on_which_is_named_first(similarity):
    for one, other in SAME + TOPIC_ONLY:
        first, second = similarity.number[one], similarity.number[other]
        assert similarity.score(first, second) == pytest.approx(similarity.score(second, first))


def test_an_empty_matrix_has_no_proposals():
    assert propose(similarity_of(make_matrix()), Concordance()) == []


def test_a_matrix_of_one_recommendation_has_no_proposals_and_nothing_near():
    found = similarity_of(matrix_of(lac_1a="Prevent crime in schools."))

    assert propose(found, Concordance()) == []
    assert found.like("lac-1a", 5) == []


def test_texts_without_any_word_of_content_are_no_reason_to_fail():
    found = similarity_of(matrix_of(ap_1a="And so on.", lac_1a="12, 13", wa_1a="…"))

    assert pairs_of(propose(found, Concordance())) <= {
        frozenset(pair) for pair in combinations(("ap-1a", "lac-1a", "wa-1a"), 2)
    }


def test_the_same_words_in_two_regions_are_proposed_and_others_are_not():
    found = similarity_of(
        make_matrix(
            make_recommendation("ap-1a", "item-3-i", text="Ratify the convention against cybercrime."),
            make_recommendation("lac-2b", "item-4-i", text="Ratify the convention against cybercrime."),
            make_recommendation("wa-3c", "item-5-i", text="Build safe playgrounds for orphans."),
            make_recommendation("af-4d", "item-6-i", text="Measure forest fires by satellite."),
        )
    )

    (proposal,) = propose(found, Concordance())
    assert proposal.members == ("ap-1a", "lac-2b")


# What people decided


def test_what_is_confirmed_or_already_proposed_is_left_out(similarity, proposals):
    taken = {"lac-40h", "af-37d", "ap-44i", "wa-24a"}
    known = Concordance(
        "made-up.yaml",
        (
            entry("overcrowding", "lac-40h", "af-37d"),
            entry("youth", "ap-44i", "wa-24a", status=EntryStatus.PROPOSED),
        ),
    )
    found = propose(similarity, known)

    assert taken <= set(together(proposals))
    assert taken & set(together(found)) == set()


def test_a_confirmed_member_stays_out_even_where_its_entry_has_strangers(similarity):
    known = make_concordance(odd="lac-40h ap-61f")
    found = propose(similarity, known)

    assert {"lac-40h", "ap-61f", "af-37d"} & set(together(found)) == set()


def test_a_rejected_pair_is_not_proposed_again_but_its_members_may_be_with_others(similarity, proposals):
    # lac-79f, wa-56a and af-57a all “Examine the best possible approaches to further enhance …”.
    assert frozenset(("lac-79f", "wa-56a")) in pairs_of(proposals)
    known = Concordance("made-up.yaml", (entry("no", "lac-79f", "wa-56a", status=EntryStatus.REJECTED),))
    found = propose(similarity, known)

    assert frozenset(("lac-79f", "wa-56a")) not in pairs_of(found)
    assert together(found)["af-57a"] in (together(found).get("lac-79f"), together(found).get("wa-56a"))


def test_every_pair_of_a_rejected_entry_is_kept_apart(similarity):
    members = ("lac-79f", "wa-56a", "af-57a")
    known = Concordance("made-up.yaml", (entry("no", *members, status=EntryStatus.REJECTED),))
    found = together(propose(similarity, known))

    placed = [found[member] for member in members if member in found]
    assert len(placed) == len(set(placed))


def test_whoever_rejects_everything_again_and_again_never_sees_a_pair_twice(similarity, proposals):
    seen = pairs_of(proposals)
    rejected = [entry(p.id, *p.members, status=EntryStatus.REJECTED) for p in proposals]
    for _ in range(3):
        found = propose(similarity, Concordance("made-up.yaml", tuple(rejected)))
        assert pairs_of(found) & seen == set()
        assert {p.id for p in found} & {e.id for e in rejected} == set()
        seen |= pairs_of(found)
        rejected += [entry(p.id, *p.members, status=EntryStatus.REJECTED) for p in found]


def test_whoever_confirms_everything_is_offered_nothing_more_of_these(similarity, proposals):
    confirmed = Concordance("made-up.yaml", tuple(entry(p.id, *p.members) for p in proposals))

    assert set(together(propose(similarity, confirmed))) & set(together(proposals)) == set()


def test_what_stands_in_the_concordance_that_ships_is_not_proposed_again(similarity, kyoto):
    found = propose(similarity, kyoto.concordance)
    members = {member for several in concordance().values() for member in several["members"]}

    assert members & set(together(found)) == set()
    for rejected in (e for e in kyoto.concordance.entries if e.status is EntryStatus.REJECTED):
        assert {frozenset(p) for p in combinations(rejected.members, 2)} & pairs_of(found) == set()


# The nearest


def test_the_nearest_are_of_other_regions_and_never_the_one_itself(similarity):
    for source in annex_b().sources:
        near = [other for other, _ in similarity.like(source, 5)]
        assert len(near) == len(set(near)) <= 5
        assert source.partition("-")[0] not in {other.partition("-")[0] for other in near}


def test_the_nearest_come_best_first(similarity):
    for source in annex_b().sources:
        scores = [score for _, score in similarity.like(source, 5)]
        assert scores == sorted(scores, reverse=True), source


@pytest.mark.parametrize(("one", "other"), SAME)
def test_who_says_the_same_is_among_the_first_five_of_one_or_the_other(similarity, one, other):
    assert other in dict(similarity.like(one, 5)) or one in dict(similarity.like(other, 5))


def test_as_many_are_listed_as_are_asked_for(similarity):
    assert len(similarity.like("lac-19h", 1)) == 1
    assert len(similarity.like("lac-19h", 12)) == 12
    assert similarity.like("lac-19h", 12)[:3] == similarity.like("lac-19h", 3)


def test_the_nearest_others_of_a_proposal_are_not_its_members_and_come_best_first(proposals):
    for proposal in proposals:
        near = [one.id for one in proposal.near]
        assert len(near) == len(set(near)) <= 5
        assert not set(near) & set(proposal.members)
        scores = [one.score for one in proposal.near]
        assert scores == sorted(scores, reverse=True)


def test_what_a_near_one_shares_stands_in_it_and_in_a_member(proposals):
    sources = annex_b().sources
    with_phrase = [(p, near) for p in proposals for near in p.near if near.phrase]

    assert with_phrase
    for proposal, near in with_phrase:
        phrase = words(near.phrase)
        assert phrase in words(sources[near.id].text)
        assert any(phrase in words(sources[member].text) for member in proposal.members)


# Why


@pytest.fixture(scope="module")
def explained(similarity):
    """Evidence for each two members of each entry that was read, and for what only shares a topic."""
    pairs = [pair for several in concordance().values() for pair in combinations(several["members"], 2)]
    return {(one, other): explain(similarity, one, other) for one, other in (*pairs, *SAME, *TOPIC_ONLY)}


def test_what_both_say_stands_word_for_word_in_both(explained):
    for pair, evidence in explained.items():
        for phrase in evidence.phrases:
            for source in pair:
                assert words(phrase) in words(annex_b().sources[source].text), (pair, phrase)


def test_phrases_come_longest_first(explained):
    for pair, evidence in explained.items():
        lengths = [len(phrase.split()) for phrase in evidence.phrases]
        assert lengths == sorted(lengths, reverse=True), (pair, evidence.phrases)


def test_phrases_have_no_blanks_or_stops_around_them(explained):
    for pair, evidence in explained.items():
        assert [phrase for phrase in evidence.phrases if phrase != phrase.strip(" .,;:")] == [], pair


def test_the_longest_common_passage_is_among_the_phrases(explained):
    # Both have this after “criminal justice and legislative reforms”, to the end of the sentence.
    passage = words(
        "criminal justice and legislative reforms to widen the use of non-custodial measures in national "
        "legal systems; and strengthen technical capacities to implement non-custodial measures"
    )

    assert words(explained["lac-40h", "af-37d"].phrases[0]) == passage


def test_what_only_one_says_stands_in_it(explained):
    for (one, other), evidence in explained.items():
        for whose, stretches in ((one, evidence.only_first), (other, evidence.only_second)):
            for stretch in stretches:
                assert stretch in " ".join(annex_b().sources[whose].text.split()), (whose, stretch)


def test_what_only_one_says_is_named_for_each(explained):
    evidence = explained["lac-40h", "af-37d"]

    assert "as just one example," in " ".join(evidence.only_first)
    assert "for some crimes" in evidence.only_second
    assert "for some crimes" not in " ".join(evidence.only_first)


def test_themes_under_which_both_stand_are_named(explained, kyoto):
    def titles(pair):
        return [kyoto.matrix.theme_by_id[theme].heading for theme in explained[pair].themes]

    assert [title.partition(".")[0] for title in titles(("lac-40h", "af-37d"))] == ["VI"]
    # ap-34a stands under agenda item 4, and wa-42c under agenda item 5.
    assert titles(("lac-79d", "af-57f")) == [
        theme for (_, theme), _ in annex_b().sources["af-57f"].placements
    ]
    assert explained["ap-61b", "eu-56b"].same_region is False


def test_a_pair_is_scored_alike_by_the_list_of_the_nearest_and_by_the_explanation(similarity, explained):
    for (one, other), evidence in explained.items():
        listed = dict(similarity.like(one, 60))
        if other in listed:
            assert evidence.score == pytest.approx(listed[other])
    assert "af-37d" in dict(similarity.like("lac-40h", 60))


def test_being_of_one_region_speaks_against_it():
    text = "Ratify the convention against cybercrime."
    found = similarity_of(matrix_of(ap_1a=text, ap_1b=text, lac_1a=text, wa_1a="Build playgrounds."))
    within = explain(found, "ap-1a", "ap-1b")
    across = explain(found, "ap-1a", "lac-1a")

    assert (within.same_region, across.same_region) == (True, False)
    assert within.score < across.score


def test_being_under_one_theme_speaks_for_it():
    def score(theme):
        texts = ("Ratify the convention on trade in weapons.", "Adopt laws on the trade in weapons.")
        items = [
            make_recommendation("ap-1a", "item-3-i", text=texts[0]),
            make_recommendation("lac-1a", theme, text=texts[1]),
            make_recommendation("wa-1a", "item-3-i", text="Measure forest fires by satellite."),
            make_recommendation("af-1a", "item-4-i", text="Build safe playgrounds for orphans."),
        ]
        return explain(similarity_of(make_matrix(*items)), "ap-1a", "lac-1a").score

    assert score("item-3-i") > score("item-4-i")


def test_rare_words_say_more_than_common_ones():
    common = {
        f"{region}_{number}a": f"Promote cooperation among practitioners on topic{letter * 3}."
        for region, number, letter in zip(
            ("af", "eu") * 5, (1, 1, 2, 2, 3, 3, 4, 4, 5, 5), "bcdfghjklm", strict=True
        )
    }
    found = similarity_of(
        matrix_of(
            ap_1a="Promote cooperation among practitioners against piracy.",
            lac_1a="Suppress piracy at sea.",
            wa_1a="Promote cooperation among gardeners.",
            **common,
        )
    )
    rare, usual = (explain(found, "ap-1a", other).score for other in ("lac-1a", "wa-1a"))

    assert rare > usual


# Strength


@pytest.mark.parametrize(
    ("first", "second", "whose", "word"),
    [
        ("Consider ratifying the convention.", "Ratify the convention.", "first", "consider"),
        ("Ratify the convention.", "Consider ratifying the convention.", "second", "consider"),
        ("Explore ways to fight crime.", "Fight crime.", "first", "explore"),
        ("Fight crime.", "Fight crime, as appropriate.", "second", "as appropriate"),
        ("Provide assistance, upon request.", "Provide assistance.", "first", "upon request"),
        ("Ensure access to justice.", "Promote access to justice.", "first", "ensure"),
    ],
)
def test_a_difference_in_strength_names_the_word_and_who_has_it(first, second, whose, word):
    difference = strength_difference(first, second)

    assert f"“{word}”" in difference
    assert whose in difference
    assert {"first": "second", "second": "first"}[whose] not in difference


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ratify the convention.", "Ratify the treaty at once."),
        ("Consider ratifying the convention.", "Give consideration; consider the convention."),
        ("Exploring ways, fight crime.", "Explore ways to fight crime."),
        ("Reconsider maybe.", "Decide."),
    ],
)
def test_equal_strength_is_no_difference(first, second):
    assert strength_difference(first, second) == ""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # “Consider promoting coordination”; “Enhance coordination”
        ("lac-59k", "wa-42d", ["only the first has the hedge “consider”"]),
        # “Fully implement, as applicable, the provisions”; “Implement the provisions”
        (
            "lac-79c",
            "wa-56e",
            ["only the first has the hedge “as applicable”", "only the first has the firm word “fully”"],
        ),
        # “Underscore the people-centred aspect”; “Consider and emphasize the people-centred aspect”
        ("af-17d", "lac-19f", ["only the second has the hedge “consider”"]),
        # the same words on prison overcrowding
        ("lac-40h", "af-37d", []),
    ],
)
def test_differences_in_strength_in_annex_b_are_named(similarity, one, other, expected):
    said = explain(similarity, one, other).strength

    assert [part for part in said.split("; ") if part] == expected


def test_a_proposal_says_between_which_members_strength_differs(proposals):
    (proposal,) = (p for p in proposals if {"lac-59k", "wa-42d"} <= set(p.members))

    assert any(line.startswith("lac-59k and wa-42d: ") and "“consider”" in line for line in proposal.strength)


# Narrative sentences


NARRATIVE = " It was noted that laundering through virtual assets was growing on every continent."


def test_a_sentence_that_only_narrates_plays_no_part():
    texts = {
        "ap_1a": "Ratify the convention against cybercrime and train judges.",
        "lac_1a": "Ratify the treaty against cybercrime and train prosecutors.",
        "wa_1a": "Measure forest fires by satellite.",
    }
    plain = similarity_of(matrix_of(**texts))
    told = similarity_of(matrix_of(**{name: text + NARRATIVE for name, text in texts.items()}))

    assert explain(told, "ap-1a", "lac-1a") == explain(plain, "ap-1a", "lac-1a")
    assert explain(told, "ap-1a", "wa-1a") == explain(plain, "ap-1a", "wa-1a")
    assert propose(told, Concordance()) == propose(plain, Concordance())


def test_a_narrative_in_common_is_no_phrase_in_common():
    told = similarity_of(
        matrix_of(ap_1a="Build playgrounds." + NARRATIVE, lac_1a="Measure forest fires." + NARRATIVE)
    )
    evidence = explain(told, "ap-1a", "lac-1a")

    assert evidence.phrases == ()
    assert "assets" not in " ".join(evidence.only_first + evidence.only_second)


# Ids, and the file


def assert_loads(folder, text, matrix, *, members):
    """The text is a concordance of the matrix in which these members are proposed together."""
    path = folder / "concordance.yaml"
    path.write_text(text, encoding="utf-8")
    loaded, problems = load_concordance(path, matrix)
    assert problems == ()
    proposed = [set(e.members) for e in loaded.entries if e.status is EntryStatus.PROPOSED]
    assert [set(several) for several in members] == proposed
    return loaded


def test_the_proposals_for_annex_b_are_a_concordance_that_loads(kyoto, proposals, tmp_path):
    text = written(b"", proposals, kyoto.matrix)
    loaded = assert_loads(tmp_path, text, kyoto.matrix, members=[p.members for p in proposals])

    assert [e.id for e in loaded.entries] == [p.id for p in proposals]
    assert loaded.confirmed == ()


def test_an_id_is_short_enough_for_a_bookmark_of_word_and_made_of_words_of_a_member(proposals):
    for proposal in proposals:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", proposal.id)
        assert len(proposal.id) <= 32
        said = words(" ".join(annex_b().sources[member].text for member in proposal.members))
        named = re.sub(r"-\d+$", "", proposal.id)
        assert named == "shared" or all(f" {word} " in said for word in named.split("-")), proposal.id


def test_an_id_that_somebody_uses_already_is_not_given_again(similarity, proposals):
    used = {p.id for p in proposals}
    strangers = list(combinations(("lac-19a", "eu-57d", "wa-24k", "ap-13g", "eu-36e", "lac-79a"), 2))
    known = Concordance(
        "made-up.yaml",
        tuple(
            entry(one, *strangers[number % len(strangers)], status=EntryStatus.REJECTED)
            for number, one in enumerate(sorted(used))
        ),
    )
    found = [p.id for p in propose(similarity, known)]

    assert len(found) == len(set(found)) > 20
    assert used & set(found) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Généraliser la médiation pénale dès l’école.",
        "Содействовать предупреждению преступности в школах.",
        "学校における犯罪防止を促進する。",
        "2030 2030 2030.",
        "Donaudampfschifffahrtsgesellschaftskapitänspatentinhaberin schützen.",
        "No.",
        "Lac-1a ap-1a.",
    ],
    ids=["French", "Russian", "Japanese", "figures", "a long word", "one word", "an id"],
)
def test_an_id_is_valid_whatever_the_words_of_the_matrix(tmp_path, text):
    matrix = matrix_of(ap_1a=text, lac_1a=text, wa_1a="Build playgrounds for orphans.")
    proposals = propose(similarity_of(matrix), Concordance())
    text = written(b"", proposals, matrix)

    assert pairs_of(proposals) <= {frozenset(("ap-1a", "lac-1a"))}
    assert_loads(tmp_path, text, matrix, members=[p.members for p in proposals])


@pytest.mark.parametrize(
    "text",
    [
        "Generalize mediation in every school.",
        "Généraliser la médiation pénale dès l’école.",
        "Содействовать предупреждению преступности в школах.",
    ],
    ids=["English", "French", "Russian"],
)
def test_the_same_text_in_two_regions_is_proposed_in_other_languages_too(text):
    found = similarity_of(
        make_matrix(
            make_recommendation("ap-1a", "item-3-i", text=text),
            make_recommendation("lac-1a", "item-4-i", text=text),
            make_recommendation("wa-1a", "item-5-i", text="Build playgrounds for orphans."),
        )
    )

    assert [p.members for p in propose(found, Concordance())] == [("ap-1a", "lac-1a")]


_TEXT = st.lists(
    st.sampled_from(
        "Promote ratify the of: #cybercrime - [judges] {youth} 'law' \"rule\" & *crime !x %y @z 2030 été "
        "null no true ~ | > `a` \\b consider".split()
    ),
    min_size=1,
    max_size=9,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXT, min_size=2, max_size=6))
def test_whatever_stands_in_a_matrix_what_is_written_loads_again(tmp_path_factory, texts):
    names = ("ap_1a", "lac_1a", "wa_1a", "af_1a", "eu_1a", "ap_1b")
    matrix = matrix_of(**dict(zip(names, texts, strict=False)))
    proposals = propose(similarity_of(matrix), Concordance())
    text = written(b"", proposals, matrix)

    assert_loads(tmp_path_factory.getbasetemp(), text, matrix, members=[p.members for p in proposals])


EXISTING = """\
# yaml-language-server: $schema=concordance.json
# Read by Ms. Okafor, 3 May.

- id:   overcrowding      # hers
  members: [lac-40h,   "af-37d"]
  status: confirmed
  note: |
    Two lines,
      one of them indented.

# To be asked in Vienna:
- id: youth
  members:
  - ap-44i
  - wa-24a
  status: rejected  # not the same
# The end, really.
"""


@pytest.mark.parametrize(
    "existing",
    [EXISTING, EXISTING.rstrip("\n"), EXISTING + "\n\n\n", "# nothing yet\n", EXISTING + "   \n"],
    ids=["as people write", "no last line end", "blank lines at the end", "only a comment", "blanks"],
)
def test_what_stood_in_the_file_stands_there_still_to_the_letter(kyoto, proposals, tmp_path, existing):
    kept = proposals[5:8]
    text = written(existing.encode(), kept, kyoto.matrix)

    assert text.startswith(existing)
    loaded = assert_loads(tmp_path, text, kyoto.matrix, members=[p.members for p in kept])
    assert [e.id for e in loaded.entries if e.status is not EntryStatus.PROPOSED] == re.findall(
        r"id: +(\w+)", existing
    )


def test_a_proposed_entry_shows_its_evidence_in_comments(kyoto, proposals):
    (proposal,) = (p for p in proposals if {"lac-59k", "wa-42d"} <= set(p.members))
    text = written(b"", [proposal], kyoto.matrix)
    comments = "\n".join(line for line in text.split("\n") if "#" in line)

    assert "lac-59k  # Consider promoting coordination between the criminal justice …" in text
    assert f"score {proposal.score:.2f}" in comments
    assert "education sectors in the formulation of crime prevention" in comments
    assert "“consider”" in comments
    for near in proposal.near:
        assert f"{near.id} {near.score:.2f}" in comments
    (read,) = yaml.safe_load(text)
    assert read == {"id": proposal.id, "members": list(proposal.members), "status": "proposed"}
