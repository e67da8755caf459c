"""The rules of wording on sentences that are not from Annex B."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from wording_corpus import corpus, faults, is_right

from drafter.check.evidence import count_firm_words, count_hedges
from drafter.draft.wording.remarks import remarks_on
from drafter.form.outline import Voice
from drafter.matrix.kinds import RuleList, load_rules
from drafter.selection.drafting import open_form

RULES = load_rules()
SENTENCES = list(corpus())
RULE_LISTS = [(name, rule) for name in ("kinds", "frames", "narrative") for rule in getattr(RULES, name)]

# Sentences that the rules get wrong, and why.
MISSED = {
    # A verb that no rule knows in the third person.
    "Tasks the Secretary General to report on progress.",
    # “must” is firmer than the hinge: it stays, and the text has a remark.
    "States must end the criminalization of poverty.",
    "Governments should, as a matter of urgency, review their estimates.",
    "Governments are reminded to submit their reports and are encouraged to use the electronic system.",
    "Expresses its concern at the slow pace of asset recovery.",
}


def test_there_are_sentences_of_many_bodies():
    assert len(SENTENCES) > 300
    assert len({sentence.body for sentence in SENTENCES}) > 12


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text)
def test_a_sentence_becomes_what_a_drafter_would_write(sentence):
    assert is_right(sentence, RULES) == (sentence.text not in MISSED)


@pytest.mark.parametrize(("name", "rule"), RULE_LISTS, ids=lambda item: getattr(item, "example", item))
def test_each_rule_is_right_on_a_text_that_is_not_annex_b_and_wrong_on_none(name, rule):
    others = replace(RULES, **{name: RuleList([r for r in getattr(RULES, name) if r is not rule])})
    differ = [item for item in SENTENCES if is_right(item, RULES) != is_right(item, others)]
    assert differ
    assert all(is_right(item, RULES) for item in differ)


@pytest.mark.parametrize(("text", "words"), faults(), ids=lambda item: str(item)[:60])
def test_what_is_remarked_on_is_what_a_person_should_look_at(text, words):
    remarks = remarks_on(text, Voice.BARE_VERB, open_form())
    found = {remark.words for remark in remarks if remark.words}
    assert found <= set(words)
    assert bool(found) == bool(words)


@pytest.mark.parametrize("flag", [*load_rules().remarks], ids=lambda flag: flag.pattern.pattern)
def test_each_pattern_of_a_remark_is_right_on_a_text_that_is_not_annex_b(flag):
    assert any(flag.pattern.search(text) for text, words in faults() if words)


@pytest.mark.parametrize(("text", "words"), faults("strength"), ids=lambda item: str(item)[:60])
def test_what_weakens_or_firms_up_a_commitment_is_found(text, words):
    assert {*count_hedges(text), *count_firm_words(text)} == set(words)
