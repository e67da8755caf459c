"""From the blocks of a selection to complete clauses, in the order of the file."""

from __future__ import annotations

import pytest

from drafter.matrix.criteria import in_words
from drafter.matrix.loading import open_matrix
from drafter.problems import DrafterError
from drafter.selection.loading import open_selection
from drafter.selection.resolve import resolve_selection

HEAD = "matrix: kyoto-2021\ncriteria:\n  min-regions: 2\nclauses:\n"
LEGAL_AID = {"wa-42a", "ap-44g", "af-45g"}


@pytest.fixture
def resolve(tmp_path):
    """Resolves the clauses of a selection."""

    def resolve(clauses: str):
        path = tmp_path / "selection.yaml"
        path.write_text(HEAD + clauses, "utf-8")
        selection = open_selection(path)
        return resolve_selection(selection.opened.matrix, selection.opened.concordance, selection.file)

    return resolve


def reasons(selection) -> dict[str, str]:
    return {source: in_words(reason) for source, reason in selection.not_used.items()}


def test_clauses_have_their_sources_regions_and_theme_in_the_order_of_the_file(resolve):
    first, second = resolve("- id: legal-aid\n- id: culture-of-lawfulness\n").clauses
    assert (first.id, second.id) == ("legal-aid", "culture-of-lawfulness")
    assert set(first.sources) == LEGAL_AID
    assert set(first.regions) == {"wa", "ap", "af"}
    assert first.theme in first.themes
    assert first.is_shared


def test_clauses_are_joined_by_naming_the_sources_of_one_in_the_other(resolve):
    chosen = resolve(
        "- id: culture-of-lawfulness\n- id: legal-aid\n  sources: [wa-42a, ap-44g, lac-19h, af-45g]\n"
    )
    joined = next(clause for clause in chosen.clauses if clause.id == "legal-aid")
    assert joined.sources == ("wa-42a", "ap-44g", "lac-19h", "af-45g")
    assert "lac" in joined.regions
    assert not any("lac-19h" in clause.sources for clause in chosen.clauses if clause.id != "legal-aid")


def test_a_clause_is_split_by_a_block_that_names_some_of_its_sources(resolve):
    whole, part = resolve("- id: legal-aid\n- id: legal-aid-in-africa\n  sources: [af-45g]\n").clauses
    assert set(whole.sources) == LEGAL_AID - {"af-45g"}
    assert (part.sources, part.regions, part.theme) == (("af-45g",), ("af",), whole.theme)


def test_a_source_that_no_block_names_is_not_used_and_it_is_said_why(resolve):
    chosen = resolve("- id: legal-aid\n  sources: [wa-42a, ap-44g]\n")
    assert "left out of its paragraph" in reasons(chosen)["af-45g"]


def test_a_clause_that_is_out_or_withdrawn_is_not_used_for_the_reason_given(resolve):
    chosen = resolve(
        "- id: culture-of-lawfulness\n"
        "- id: legal-aid\n  decision: out\n  reason: the chair asked\n"
        "- id: community-policing\n  status: withdrawn by Norway\n"
    )
    assert [clause.id for clause in chosen.clauses] == ["culture-of-lawfulness"]
    assert "the chair asked" in reasons(chosen)["wa-42a"]
    assert any("withdrawn by Norway" in reason for reason in reasons(chosen).values())


def test_nothing_of_the_matrix_is_lost_between_clauses_and_not_used(resolve, tmp_path):
    chosen = resolve(
        "- id: culture-of-lawfulness\n- id: legal-aid\n  sources: [wa-42a, lac-19h]\n"
        "- id: community-policing\n  decision: out\n"
    )
    matrix = open_selection(tmp_path / "selection.yaml").opened.matrix
    used = [source for clause in chosen.clauses for source in clause.sources]
    assert sorted([*used, *chosen.not_used]) == sorted(matrix.by_id)


def test_alternatives_are_behind_their_clause_under_its_heading_in_the_order_of_the_file(resolve):
    chosen = resolve(
        "- id: second\n  text: provide it\n  alternative-to: legal-aid\n"
        "- id: culture-of-lawfulness\n"
        "- id: legal-aid\n  heading: Justice for all\n"
        "- id: third\n  text: offer it\n  alternative-to: legal-aid\n  sources: [wa-42a]\n"
    )
    assert [(clause.id, clause.alternative_to) for clause in chosen.clauses] == [
        ("culture-of-lawfulness", ""),
        ("legal-aid", ""),
        ("second", "legal-aid"),
        ("third", "legal-aid"),
    ]
    assert chosen.clauses[3].heading == "Justice for all"
    assert set(chosen.clauses[1].sources) == LEGAL_AID


def test_of_the_alternatives_of_a_clause_that_is_out_the_first_takes_its_place(resolve):
    chosen = resolve(
        "- id: legal-aid\n  decision: out\n"
        "- id: second\n  text: provide it\n  alternative-to: legal-aid\n"
        "- id: third\n  text: offer it\n  alternative-to: legal-aid\n"
    )
    assert [(clause.id, clause.alternative_to) for clause in chosen.clauses] == [
        ("second", ""),
        ("third", "second"),
    ]


def test_a_heading_is_a_theme_or_words_of_ones_own(resolve):
    theme = open_matrix("kyoto-2021").matrix.theme_by_id["item-3-v"]
    by_id, by_title, added = resolve(
        "- id: legal-aid\n  heading: item-3-v\n"
        f"- id: culture-of-lawfulness\n  heading: '{theme.title.upper()}'\n"
        "- id: community-policing\n  heading: Policing close to people\n"
    ).clauses
    assert by_id.theme == by_title.theme == "item-3-v"
    assert (added.theme, added.heading) == ("", "Policing close to people")


def test_a_paragraph_of_ones_own_is_under_the_heading_of_the_clause_before_it(resolve):
    before, added = resolve("- id: legal-aid\n- id: our-words\n  text: recall the Basic Principles\n").clauses
    assert (added.sources, added.regions, added.theme) == ((), (), before.theme)


def test_a_selection_in_which_every_clause_is_out_cannot_be_drafted(resolve):
    with pytest.raises(DrafterError, match="no clause to draft"):
        resolve("- id: legal-aid\n  decision: out\n")
