"""Citations as people write them are found in any words, and resolve only to the source that is meant."""

from __future__ import annotations

import pytest
from factory import annex_b_ids, make_matrix, make_recommendation
from hypothesis import given
from hypothesis import strategies as st

from drafter.citations import Resolver
from drafter.matrix.loading import open_matrix
from drafter.model import Citation, Document

DOHA = Document("doha-declaration", "General Assembly resolution 70/174, annex")
RESOLVER = Resolver(open_matrix("kyoto-2021").matrix, [DOHA])
NAMES = {region.key: region.name for region in RESOLVER.matrix.regions}


def found(text):
    return [cited.source or "?" for cited in RESOLVER.find(text)]


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
        ("General Assembly resolution 70/174, annex, para. 5", ["doha-declaration: 5"]),
        (
            "Africa, para. 60 (b); General Assembly resolution 70/174, annex, paras. 5 (a) and 7",
            ["af-60b", "doha-declaration: 5 (a)", "doha-declaration: 7"],
        ),
    ],
)
def test_a_citation_means_one_source_however_it_is_written(text, sources):
    assert found(text) == sources


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("para. 28 (a)", "two reports have it"),
        ("para. 28", "it has several letters, in two reports"),
        ("LAC, para. 28", "it has several letters"),
        ("Africa (A/CONF.234/RPM.3/1), para. 19 (h)", "the symbol is another report's"),
        ("Africa, para. 60 (z)", "there is no such letter"),
        ("Africa, para. 60 (b) bis", "there is no such paragraph"),
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
    (cited,) = RESOLVER.find("Africa, para. 61 (b)")
    assert RESOLVER.suggestion(cited) == "Did you mean Africa, para. 60 (b)?"
    (cited,) = RESOLVER.find("Report of the meeting for Afrika, para. 60 (b)")
    assert RESOLVER.suggestion(cited) == "Did you mean “Africa”?"


def test_numbers_with_parts_and_points_are_told_apart():
    items = [
        make_recommendation(given, "s-1") for given in ("af-12c-ii", "af-12c-i", "eu-121.1", "eu-121.11")
    ]
    resolver = Resolver(make_matrix(*items))
    assert [cited.source for cited in resolver.find("Africa, para. 12 (c) (ii); Europe, para. 121.1")] == [
        "af-12c-ii",
        "eu-121.1",
    ]


@given(
    source=st.sampled_from(annex_b_ids()),
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
    cited = Citation.parse(source)
    name = cited.region.upper() if short else NAMES[cited.region]
    assert found(around.format(form.format(name, cited.paragraph, cited.letter))) == [source]


@given(st.text(alphabet="para.graph §()[]0123456789abcLACf,;–-and EU", max_size=60))
def test_no_text_upsets_it_and_what_resolves_exists(text):
    for cited in RESOLVER.find(text):
        assert 0 <= cited.at[0] <= cited.at[1] <= len(text)
        assert set(cited.sources) <= set(RESOLVER.matrix.by_id)


# Ids, and how the United Nations Editorial Manual prints paragraphs: with a space before the letter.


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("lac-19h", "para. 19 (h)"),
        ("lac-40", "para. 40"),
        ("us2-12c-ii", "para. 12 (c) (ii)"),
        ("france-121.1", "para. 121.1"),
        ("per-n7", "[paragraph missing: per-n7]"),
    ],
)
def test_an_id_is_region_paragraph_and_letter(written, printed):
    citation = Citation.parse(written)
    assert (citation.id, citation.printed) == (written, printed)


@pytest.mark.parametrize(
    "written", ["", "lac", "lac-", "lac-h", "lac-019h", "lac-0a", "lac-19hh", "LAC-19h", "19h", "lac 19h"]
)
def test_what_is_no_id_is_not_read_as_one(written):
    with pytest.raises(ValueError, match=f"^{written}$"):
        Citation.parse(written)


def test_the_order_of_a_report_is_that_of_numbers_letters_and_points():
    ids = "af-2 af-2a af-2b-i af-2b-ii af-2b-ix af-10 af-121.2 af-121.10 af-n1".split()
    assert sorted(set(ids), key=lambda given: Citation.parse(given).place) == ids
