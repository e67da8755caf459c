"""Kinds of recommendations, sentences and narrative, by the rules."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.matrix.kinds import RuleList, load_rules, split_sentences
from drafter.model import Kind

RULES = load_rules()

# Read in Annex B, and sorted by hand: everything else there is an action.
GUIDANCE = {  # about the declaration or the Congress itself
    *("ap-62a", "ap-62b", "ap-62c"),
    *("lac-19a", "lac-40g", "lac-80a", "lac-80b", "lac-80c", "lac-80d", "lac-80e", "lac-80f"),
    *("wa-14a", "af-60a"),
    *("eu-16a", "eu-43g", "eu-57a", "eu-57b", "eu-57d", "eu-57e", "eu-57g"),
}
REQUESTS = {  # “Request UNODC …”, “Call on UNODC …”, “Invite …”, “Encourage Member States …”
    *("ap-44k", "wa-24n", "wa-33g", "wa-42i", "wa-56h", "wa-56j", "af-17a", "eu-28f"),
    *("ap-61e", "wa-42c", "eu-56d"),  # “Assist Member States …”, which is asked of somebody
}
PRINCIPLES = {  # “Recognize …”, “Underscore …”, “Underline …”, “Emphasize …”, “Consider that …”
    *("lac-19i", "lac-40r", "wa-14d", "wa-42f"),
    *("af-17b", "af-17e", "eu-56e"),
    *("af-17d", "af-17f", "af-17g"),  # “Underline …, and consider …”: what is affirmed comes first
}


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


# Kinds


@pytest.mark.parametrize(
    "rule", [*RULES.kinds, *RULES.frames, *RULES.narrative], ids=lambda rule: rule.pattern.pattern
)
def test_each_rule_finds_its_own_example_and_says_why(rule):
    assert RuleList([rule]).first(rule.example) is rule  # which has the words that the rule needs
    assert rule.reason


@pytest.mark.parametrize("rule", [*RULES.kinds], ids=lambda rule: rule.pattern.pattern)
def test_the_example_of_a_rule_is_of_its_kind(rule):
    assert RULES.kind_of(rule.example) is rule.kind


@pytest.mark.parametrize("rule", [*RULES.narrative], ids=lambda rule: rule.pattern.pattern)
def test_the_example_of_a_narrative_rule_is_narrative(rule):
    assert RULES.is_narrative(rule.example)


def test_the_kinds_of_annex_b_are_those_read_in_the_document(kyoto):
    found: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for item in kyoto.matrix.recommendations:
        found[RULES.kind_of(item.text)].add(item.id)
    assert found[Kind.GUIDANCE] == GUIDANCE
    assert found[Kind.REQUEST] == REQUESTS
    assert found[Kind.PRINCIPLE] == PRINCIPLES
    assert len(found[Kind.ACTION]) == 249 - len(GUIDANCE) - len(REQUESTS) - len(PRINCIPLES)


def test_every_wording_of_a_recommendation_is_of_the_same_kind(kyoto):
    for item in kyoto.matrix.recommendations:
        assert len({RULES.kind_of(text) for text in item.wordings}) == 1, item.id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Encourage the strengthening of formal and informal channels.", Kind.ACTION),  # wa-56b
        (
            "Strengthen the role of the Commission in particular the future Kyoto declaration, by …",
            Kind.ACTION,
        ),
        ("Support UNODC in its efforts.", Kind.ACTION),
        ("Consider promoting youth forums.", Kind.ACTION),
        ("Provide regular updates on progress made.", Kind.ACTION),
        ("In order to ensure comprehensive approaches, include measures.", Kind.ACTION),
        ("Requesting States should be helped.", Kind.ACTION),
    ],
)
def test_a_text_that_only_looks_like_another_kind_is_an_action(text, kind):
    assert RULES.kind_of(text) is kind


# Sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One sentence only.", ["One sentence only."]),
        ("No full stop", ["No full stop"]),
        ("First. Second.", ["First.", "Second."]),
        ("First.  Second! Third? Fourth", ["First.", "Second!", "Third?", "Fourth"]),
        ("Explore (i) one; (ii) two. Then (iii) three.", ["Explore (i) one; (ii) two.", "Then (iii) three."]),
        (
            "Involve all (education, policing, etc.) and reduce crime.",
            ["Involve all (education, policing, etc.) and reduce crime."],
        ),
        (
            "Involve all, i.e. States, etc. United in this.",
            ["Involve all, i.e. States, etc. United in this."],
        ),
        ("See para. 3 and No. 4 of it.", ["See para. 3 and No. 4 of it."]),
        ("The target 16.5 is met. It is.", ["The target 16.5 is met.", "It is."]),
        ("Thank Dr. Who. She is right.", ["Thank Dr. Who.", "She is right."]),
        ("Thank J. Smith.", ["Thank J. Smith."]),
        ("Do it (see above. And below) well.", ["Do it (see above. And below) well."]),
        ("It is so. “Models” differ.", ["It is so.", "“Models” differ."]),
        ("It is so. (They differ.)", ["It is so.", "(They differ.)"]),
        ("He said “yes.” Then he left.", ["He said “yes.”", "Then he left."]),
        ("It is so (they agreed.) Then they left.", ["It is so (they agreed.)", "Then they left."]),
    ],
)
def test_sentences_are_told_apart(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("recommendation", "count"),
    [
        ("lac-40j", 1),  # (i) …; (ii) …; and (iii) …
        ("ap-34f", 1),  # (i) … to (iv) …
        ("ap-44a", 1),  # (the education sector, …, etc.) and, in doing so
        ("wa-24e", 1),  # etc.), both at state and local levels
        ("lac-19j", 1),  # (sustainable development target 16.5)
        ("af-37f", 1),  # semicolons between three sets of rules
        ("eu-16c", 3),
        ("ap-62c", 3),
        ("ap-61a", 2),
    ],
)
def test_the_sentences_of_annex_b_are_counted_as_a_reader_does(kyoto, recommendation, count):
    assert len(sentences(kyoto.matrix.by_id[recommendation].text)) == count


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["A", "b", ".", " ", "!", "(", ")", "etc", "“", "”", "\n", ";"])).map("".join)
)
def test_only_blanks_are_between_the_sentences_of_any_text(text):
    spans = split_sentences(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end < start
        assert text[end:start].isspace()


def test_no_recommendation_of_annex_b_is_only_narrative(kyoto):
    assert [item.id for item in kyoto.matrix.recommendations if RULES.is_only_narrative(item.text)] == []


def test_a_text_that_only_narrates_is_recognized_as_such():
    assert RULES.is_only_narrative("It was noted that crime changes. One speaker disagreed.")
    assert not RULES.is_only_narrative("It was noted that crime changes. Promote research.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Promote measures for children who were victims.",
        "Member States that have not yet done so should become parties.",
        "Consider how laws were applied.",
    ],
)
def test_a_sentence_that_speaks_of_the_past_is_not_narrative_for_that_alone(sentence):
    assert not RULES.is_narrative(sentence)
