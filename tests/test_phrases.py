"""Phrases: facts in their places, and plurals as a language has them."""

from __future__ import annotations

import pytest

from drafter.phrases import Phrases, names_in, plural_rule

# As the GNU gettext manual gives it for Polish: one, few, many.
POLISH = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"


def test_facts_stand_where_they_are_named():
    assert Phrases({"a": "{region}, {paragraph} ({region})"}).say("a", region="Africa", paragraph=4) == (
        "Africa, 4 (Africa)"
    )


@pytest.mark.parametrize(("count", "said"), [(0, "0 clauses are"), (1, "1 clause is"), (2, "2 clauses are")])
def test_words_are_chosen_by_number(count, said):
    assert Phrases({"a": "{count} {count:clause|clauses} {count:is|are}"}).say("a", count=count) == said


@pytest.mark.parametrize(
    ("count", "word"), [(1, "plik"), (3, "pliki"), (5, "plików"), (12, "plików"), (22, "pliki")]
)
def test_another_language_has_other_plurals(count, word):
    phrases = Phrases({"a": "{n:plik|pliki|plików}"}, plural_rule(POLISH))

    assert phrases.say("a", n=count) == word


def test_what_a_fact_says_is_never_read_as_a_phrase():
    assert Phrases({"a": "{text}"}).say("a", text="{region} {text}") == "{region} {text}"


def test_the_names_of_a_phrase_are_known():
    assert names_in("{a} of {b:x|y}, {a}") == {"a", "b"}


def test_a_rule_that_is_none_is_refused():
    with pytest.raises(ValueError, match="plural"):
        plural_rule("n !=")
