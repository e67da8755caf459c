"""Phrases: facts in their places, and plurals as a language has them."""

from __future__ import annotations

import pytest

from drafter.matrix.loading import open_matrix
from drafter.model import Citation
from drafter.phrases import Phrases, load_phrases, names_in, plural_rule

# As the GNU gettext manual gives it for Polish: one, few, many.
POLISH = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"


def test_facts_are_where_they_are_named():
    assert Phrases({"a": "{region}, {paragraph} ({region})"}).say("a", region="Africa", paragraph=4) == (
        "Africa, 4 (Africa)"
    )


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "0 clauses are"), (1, "1 clause is"), (2, "2 clauses are")]
)
def test_words_are_chosen_by_number(count, printed):
    assert Phrases({"a": "{count} {count:clause|clauses} {count:is|are}"}).say("a", count=count) == printed


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


# Citations by the United Nations Editorial Manual; no-break spaces keep each on one line.


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("lac-19h", "para. 19 (h)"),
        ("lac-40", "para. 40"),
        ("af-12c-ii", "para. 12 (c) (ii)"),
        ("france-121.10", "para. 121.10"),
    ],
)
def test_a_paragraph_is_printed_by_the_editorial_manual(given, printed):
    listed = load_phrases().paragraph(Citation.parse(given))
    assert listed == printed.replace(" ", "\N{NO-BREAK SPACE}")


def test_places_in_a_document_have_its_unit():
    places = load_phrases().places
    assert places("para.", ["5"]) == "para.\N{NO-BREAK SPACE}5"
    assert places("para.", ["5", "12 (a)"]) == "paras.\N{NO-BREAK SPACE}5 and 12\N{NO-BREAK SPACE}(a)"
    assert places("art.", ["18, para. 3"]).startswith("art.\N{NO-BREAK SPACE}18")
    assert places("line", ["5"]) == "line\N{NO-BREAK SPACE}5"


def test_the_regions_of_a_matrix_are_called_what_it_calls_them():
    facts = {"minimum": 3, "listed": ""}
    slovenia = load_phrases().of(open_matrix("slovenia-2019").matrix)
    assert slovenia.say("min-regions", **facts).endswith(" States")
    assert (
        load_phrases().of(open_matrix("kyoto-2021").matrix).say("min-regions", **facts).endswith(" regions")
    )
