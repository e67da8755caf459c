"""What an editor is asked to decide, in the margin."""

from __future__ import annotations

import pytest
from composing import compose_texts
from factory import make_matrix, make_recommendation
from msgspec.structs import replace

from drafter.draft.model import Remark
from drafter.draft.wording.remarks import remarks_on
from drafter.form.outline import Voice
from drafter.matrix.criteria import Criteria
from drafter.matrix.loading import with_remarks
from drafter.model import Concordance, Kind
from drafter.selection.drafting import compose_criteria, open_form

# Recommendations of Annex B that speak of “the region” or “other regions”, read there, without guidance.
REGIONAL = {
    *("af-17a", "af-17b", "af-17d", "af-17f", "af-37e", "af-37f", "af-57c"),
    *("ap-61h", "lac-79i", "wa-56j"),
}
# Recommendations with a visible fault, and the words of it.
FAULTS = {
    "af-29h": "Strengthen, develop, strengthen",
    "wa-56j": "to regarding",
    "wa-42i": "principals on",
    "wa-24f": "efforts that fosters",
    "wa-14b": "to exchange of",
    "af-45a": "culture of a lawfulness",
    "wa-24m": "in accordance of",
    "af-60b": "lesson learned",
    "wa-56b": "’ s",
    "wa-14d": "such as:",
    "af-57c": "institute (PNIs)",
}


def remarks_of(text, voice=Voice.BARE_VERB, noticed=()):
    return remarks_on(text, voice, open_form(), noticed)


@pytest.fixture(scope="module")
def alone(kyoto):
    """Return the clauses of a draft with one clause per recommendation."""
    opened = replace(kyoto, concordance=Concordance())
    return compose_criteria(opened, open_form("kyoto"), Criteria()).by_id


def test_the_region_is_flagged_wherever_annex_b_speaks_of_it_and_nowhere_else(alone):
    flagged = {
        clause.id
        for clause in alone.values()
        for remark in clause.lines[0].remarks
        if "speaks of one region" in remark.text
    }
    assert flagged == REGIONAL


@pytest.mark.parametrize(("recommendation", "words"), FAULTS.items())
def test_a_visible_fault_is_flagged_and_not_mended(alone, recommendation, words):
    clause = alone[recommendation]
    assert words in clause.text
    assert any(words in remark.words or words in remark.text for remark in clause.lines[0].remarks)


def test_what_readers_noticed_is_remarked_on_where_its_words_are(tmp_path):
    path = tmp_path / "remarks.yaml"
    path.write_text(
        "- {recommendation: ap-1a, words: Promote it, says: What is promoted is not said., by: A. Reader}\n",
        encoding="utf-8",
    )
    matrix = make_matrix(make_recommendation("ap-1a", "section-theme", text="Promote it."))
    noticed = with_remarks(matrix, path).by_id["ap-1a"].noticed
    assert remarks_of("To promote it;", noticed=noticed) == (
        Remark("What is promoted is not said.", "promote it"),
    )
    assert remarks_of("Promote them.", noticed=noticed) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Promote the rule of law at the national, regional and international levels.", []),
        ("Promote it in the countries of the region.", ["the countries of the region"]),
        ("Support the WCO and UNODC in part IV.", ["WCO"]),
        ("Cooperation should grow.", [""]),
        ("Promote the the rule of law.", ["the the"]),
        ("Promote that, that is to say foster.", []),
        ("Develop, fund, develop and test it.", ["Develop, fund, develop"]),
        ("Help them, and them, too.", []),
    ],
)  # fmt: skip
def test_the_words_to_look_at_are_named(text, words):
    assert [remark.words for remark in remarks_of(text)] == words


def test_what_is_asked_of_others_is_flagged_in_an_action_and_not_in_a_request():
    text = "Promote courts, and call upon UNODC to help."
    assert any("asks something of others" in remark.text for remark in remarks_of(text))
    assert remarks_of(text, Voice.FIRST_PERSON) == ()


def test_a_wording_of_another_kind_than_its_clause_is_remarked_on():
    draft = compose_texts("Promote courts.", "Promote courts for all.", "Request UNODC to promote courts.")
    (clause,) = draft.clauses
    assert clause.kind is Kind.ACTION
    assert [remark.text for line in clause.lines for remark in line.remarks] == [
        "This wording alone is a request, and the paragraph is an action. Decide whether it belongs here."
    ]
