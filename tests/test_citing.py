"""Citations as people write them are found in any words, and resolve only to the one that is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_reading import REGIONS, annex_b

from drafter.citations import Resolver
from drafter.matrix.loading import open_matrix

RESOLVER = Resolver(open_matrix("kyoto-2021").matrix)


def found(text):
    return [one.source or "?" for one in RESOLVER.find(text)]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("see para. 19(h) of the LAC report", ["lac-19h"]),
        (
            "Report of the meeting for Latin America and the Caribbean, paras. 19 (h) and 80 (e).",
            ["lac-19h", "lac-80e"],
        ),
        ("LAC, paras 19(a)-(c)", ["lac-19a", "lac-19b", "lac-19c"]),
        ("LAC, paras. 19 (a), (c) and (d)", ["lac-19a", "lac-19c", "lac-19d"]),
        ("See African report, para 60b; and the report for Western Asia, para. 14 (e)", ["af-60b", "wa-14e"]),
        ("para. 19(h) of the LAC report and para. 60 (b) of the African report", ["lac-19h", "af-60b"]),
        ("A/CONF.234/RPM.3/1, para. 19 (h)", ["lac-19h"]),
        ("Bangkok, paragraph 62 (d)", ["ap-62d"]),
        ("Latin American report para. 19 h.", ["lac-19h"]),
        ("[Report, para. 62d]", ["ap-62d"]),  # no other report has a paragraph 62
        ("lac-19h", ["lac-19h"]),
        ("Report of the regional preparatory meeting for Africa, Addis Ababa, para. 60 (b).", ["af-60b"]),
        ("(see also Africa, para. 60 (b); para. 60 (a))", ["af-60b", "af-60a"]),
    ],
)
def test_a_citation_means_one_recommendation_however_it_is_written(text, sources):
    assert found(text) == sources


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("para. 28 (a)", "two reports have it"),
        ("para. 28", "it has several letters, in two reports"),
        ("LAC, para. 28", "it has several letters"),
        ("Africa (A/CONF.234/RPM.3/1), para. 19 (h)", "the symbol is another report's"),
        ("Africa, para. 60 (z)", "there is no such letter"),
        ("Africa, para. 961 (a)", "there is no such paragraph"),
        ("Report of the meeting for North America, para. 19 (h)", "there is no such report"),
        ("A/CONF.234/RPM.5/1, para. 19 (h)", "no report is known by this symbol"),
    ],
)
def test_what_is_not_clear_resolves_to_nothing(text, why):
    assert found(text) == ["?"], why


@pytest.mark.parametrize(
    "text", ["", "paragraph", "in 19 countries", "the parameters 3 and 4", "Check this.", "19 (h)", "Africa"]
)
def test_words_without_a_citation_have_none(text):
    assert found(text) == []


def test_did_you_mean_names_the_nearest_paragraph():
    (one,) = RESOLVER.find("Africa, para. 61 (b)")
    assert RESOLVER.suggestion(one) == "Did you mean Africa, para. 60 (b)?"
    (one,) = RESOLVER.find("Report of the meeting for Afrika, para. 60 (b)")
    assert RESOLVER.suggestion(one) == "Did you mean “Africa”?"


@given(
    source=st.sampled_from(sorted(annex_b().sources)),
    form=st.sampled_from(
        [
            "Report of the regional preparatory meeting for {0}, para. {1} ({2}).",
            "see para. {1}({2}) of the {0} report",
            "{0}, para {1}{2}",
            "{0} report, paragraph {1} ({2});",
            "Cf. {0}, paras. {1} ({2})",
        ]
    ),
    short=st.booleans(),
    around=st.sampled_from(["{}", "As agreed. {}", "({})", "{} Thanks!"]),
)
def test_every_recommendation_is_found_in_every_way_of_citing_it(source, form, short, around):
    one = annex_b().sources[source]
    name = one.region.upper() if short else REGIONS[one.region]
    assert found(around.format(form.format(name, one.paragraph, one.letter))) == [source]


@given(st.text(alphabet="para.graph §()[]0123456789abcLACf,;–-and EU", max_size=60))
def test_no_text_upsets_it_and_what_resolves_exists(text):
    for one in RESOLVER.find(text):
        assert 0 <= one.start <= one.end <= len(text)
        assert set(one.sources) <= set(annex_b().sources)
