"""Brackets around words that are not agreed, with who wants what."""

import pytest

from drafter.brackets import Bracketed, Wish, bracketed_in, names_in, unpaired_in
from drafter.text.words import excerpt


def test_a_stretch_in_brackets_says_who_wants_what():
    text = "Take measures [, where appropriate,] (Egypt, Japan: delete; Chile: retain) to prevent crime"
    assert bracketed_in(text) == (
        Bracketed(
            14,
            36,
            ", where appropriate,",
            (Wish(("Egypt", "Japan"), "delete"), Wish(("Chile",), "retain")),
            74,
        ),
    )
    assert text[74:] == " to prevent crime"


def test_brackets_stand_in_brackets_and_names_alone_propose_the_words():
    text = "[Take [all] measures] (Egypt on behalf of the Group of 77 and China)"
    outer, inner = bracketed_in(text)
    assert (outer.words, inner.words, inner.wishes) == ("Take [all] measures", "all", ())
    assert outer.wishes == (Wish(("Egypt on behalf of the Group of 77 and China",)),)


@pytest.mark.parametrize("behind", ["(see annex)", "(a)", "(Egypt: )", "(the office: delete)", ""])
def test_what_is_not_names_is_no_wish(behind):
    (one,) = bracketed_in(f"take [all] {behind} measures")
    assert (one.wishes, one.wishes_end) == ((), one.end)


def test_with_delegations_only_these_are_names():
    (one,) = bracketed_in("the [Office] (UNODC) shall", ["Egypt", "Côte d’Ivoire"])
    assert one.wishes == ()
    (one,) = bracketed_in("the [Office] (egypt, Côte d’Ivoire) shall", ["Egypt", "Côte d’Ivoire"])
    assert one.wishes == (Wish(("Egypt", "Côte d’Ivoire")),)


def test_brackets_without_a_counterpart_are_known():
    assert unpaired_in("[a] b] [c [d]") == (5, 7)
    assert unpaired_in("[a [b] c]") == ()


def test_names_in_a_row():
    assert names_in("Egypt, Japan and Chile") == ("Egypt", "Japan", "Chile")
    assert names_in("Egypt, and Chile") == ("Egypt", "Chile")
    assert names_in("Trinidad and Tobago") == ("Trinidad and Tobago",)
    assert names_in("Japan; Egypt on behalf of Chile, Peru") == ("Japan", "Egypt on behalf of Chile, Peru")


def test_two_names_without_a_comma_are_two_and_a_name_with_an_and_is_one():
    assert names_in("Egypt and Japan") == ("Egypt", "Japan")
    assert names_in("Egypt and the African Group") == ("Egypt", "the African Group")
    assert names_in("Chile, Bosnia and Herzegovina and Japan") == ("Chile", "Bosnia and Herzegovina", "Japan")
    assert names_in("Japan and the Group of 77 and China") == ("Japan", "the Group of 77 and China")
    for one in ("the European Union and its member States", "Latin American and Caribbean Group"):
        assert names_in(one) == (one,)


def test_a_comma_before_on_behalf_of_ends_no_name():
    typed = "Egypt, on behalf of the Group of 77 and China, and Brazil"
    assert names_in(typed) == ("Egypt on behalf of the Group of 77 and China", "Brazil")


def test_a_comma_ends_a_name_that_speaks_for_a_group():
    typed = "Brazil and Egypt on behalf of the African Group, Japan"
    assert names_in(typed) == ("Brazil and Egypt on behalf of the African Group", "Japan")
    assert names_in(typed, ["Brazil"]) == ("Brazil", "Egypt on behalf of the African Group", "Japan")


def test_a_name_that_is_known_is_read_whole_with_or_without_its_article():
    group = "the Group of 77 and China"
    for typed in (group, "Group of 77 and China", "The Group of 77 and China"):
        assert names_in(typed, ["China", group]) == (group,)
        assert names_in(f"Brazil, Egypt, {typed}", ["China", group]) == ("Brazil", "Egypt", group)
        assert names_in(f"{typed} and Chile", ["China", group]) == (group, "Chile")
        assert names_in(f"Chile and {typed}", ["China", group]) == ("Chile", group)
    # What only ends with a name that is known is another name.
    assert names_in(group, ["China"]) == (group,)
    assert names_in("Republic of Korea, Chile", ["Korea"]) == ("Republic of Korea", "Chile")
    (one,) = bracketed_in(f"[all] (Brazil, {group}: delete)", ["Brazil", "China", group])
    assert one.wishes == (Wish(("Brazil", group), "delete"),)


def test_the_first_words_of_a_text_keep_the_bracket_that_closes_among_them():
    assert excerpt("[Justice for children] (Japan)") == "[Justice for children] (Japan)"
    assert excerpt("[[Justice] (Japan)] (Brazil: delete)") == "[[Justice] (Japan)] (Brazil: delete)"
    two = "[Measures] (Norway: delete) [Women’s measures] (Norway)"
    assert excerpt(two) == two


def test_an_excerpt_is_short_and_never_empty_whatever_the_text():
    assert excerpt("[" * 24_000) == "[" * 60 + " …"
    assert excerpt("[ ]") == "[ ]"
    assert excerpt("x" * 24_000) == "x" * 60 + " …"
    assert excerpt("[Establish a fund;]") == "Establish a fund"
    assert excerpt("Justice] (Japan)") == "Justice] (Japan)"


def test_brackets_deeper_than_any_room_negotiates_are_words():
    deep = "[" * 24_000 + "x" + "]" * 24_000

    found = bracketed_in(deep)

    assert [one.start for one in found] == list(range(20))
    assert found[0].words == deep[1:-1]
