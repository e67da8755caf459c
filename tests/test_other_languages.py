"""A matrix in French and one in Spanish, from the document to the draft; expected values from reading them.

Both are our own translation of two agenda items of Annex B: ``data/matrices/README.md``.
Their recommendations have the ids that they have in Annex B, so its concordance says which are the same.
"""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pytest
from golden_clauses import compose_texts

from drafter.documents.source import read_document
from drafter.matrix.concordance import Concordance
from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.matching import propose
from drafter.matrix.similarity import Similarity
from drafter.text.language import is_english
from tools import copied_form, run_here

PIECES = Path(__file__).with_name("data") / "matrices"
FRENCH, SPANISH = PIECES / "kyoto-fr" / "matrice.html", PIECES / "kyoto-es" / "matriz.csv"
BOTH = pytest.mark.parametrize("path", [FRENCH, SPANISH], ids=["French", "Spanish"])
NUMBERS = ["I", "VI", "I", "II", "III", "IV", "V"]
COUNTS = [6, 5, 24, 6, 11, 3, 8]  # as in Annex B under the same themes


@pytest.fixture(scope="module")
def annex_b():
    return open_matrix(DEFAULT_MATRIX)


def same_pairs(annex_b, matrix):
    """The pairs of two regions that the concordance of Annex B puts together."""
    entries = [set(entry.members) & set(matrix.by_id) for entry in annex_b.concordance.confirmed]
    pairs = [pair for members in entries for pair in combinations(sorted(members), 2)]
    return [(one, other) for one, other in pairs if matrix.by_id[one].region != matrix.by_id[other].region]


# Import


@BOTH
def test_it_is_read_as_it_stands(annex_b, path):
    reading = read_document(path)
    matrix = reading.matrix
    under = [[item.id for item in matrix.recommendations if t.id in item.themes] for t in matrix.themes]

    assert [problem.code for problem in reading.problems if problem.severity != "note"] == []
    assert [theme.number for theme in matrix.themes] == NUMBERS
    assert list(map(len, under)) == COUNTS
    assert len(matrix.sections) == 2
    assert set(matrix.by_id) < set(annex_b.matrix.by_id)


def test_texts_lose_their_letter_and_their_citation_and_nothing_else():
    french, spanish = (read_document(path).matrix.by_id for path in (FRENCH, SPANISH))

    assert french["lac-79m"].text == (
        "Examiner les meilleures pratiques concernant l’utilisation de la technologie par les services de "
        "répression pour enquêter sur les infractions et en poursuivre les auteurs."
    )
    assert spanish["lac-79m"].text == (
        "Examinar las mejores prácticas en el uso de la tecnología por los organismos encargados de hacer "
        "cumplir la ley para investigar y enjuiciar delitos."
    )
    assert french["lac-40h"].text.endswith(
        "dans les systèmes juridiques nationaux\u00a0; et renforcer les capacités "
        "techniques d’application des mesures non privatives de liberté."
    )


@BOTH
def test_it_is_read_without_a_word_about_it(tmp_path, path):
    _, told = run_here("new", tmp_path / "own", "--from", path)
    assert "2 sections, 7 themes, 63 recommendations" in told


# Who says the same


@BOTH
def test_the_nearest_are_found_as_well_as_in_english(annex_b, path):
    matrix = read_document(path).matrix
    found = Similarity(matrix)
    near = {one: {other for other, _ in found.like(one, 5)} for one in matrix.by_id}
    pairs = same_pairs(annex_b, matrix)
    missed = [(one, other) for one, other in pairs if other not in near[one] and one not in near[other]]

    assert len(pairs) == 37
    assert len(missed) <= 1, missed  # of all pairs of Annex B, in English, 0.961 are found so


@BOTH
def test_what_is_proposed_is_what_was_read(annex_b, path):
    matrix = read_document(path).matrix
    pairs = {frozenset(pair) for pair in same_pairs(annex_b, matrix)}
    proposed = {
        frozenset(pair)
        for proposal in propose(Similarity(matrix), Concordance())
        for pair in combinations(proposal.members, 2)
    }

    # In English, on all of Annex B: precision 0.77, recall 0.74.
    assert len(pairs & proposed) / len(proposed) > 0.7
    assert len(pairs & proposed) / len(pairs) > 0.7


# Drafting


@BOTH
def test_a_draft_has_their_words_and_no_english_in_them(tmp_path, path):
    folder = shutil.copytree(path.parent, tmp_path / "own")
    run_here("import", folder / path.name, "-o", folder / "matrix.yaml")
    matrix = open_matrix(folder).matrix
    paper, _ = run_here("draft", "--matrix", folder, "--min-regions", "1", "--format", "markdown", "-o", "-")

    assert "United Nations Office on Drugs and Crime" not in paper
    for item in matrix.recommendations:
        words = f"\\. {item.text.rstrip(' .')}"
        assert f"{words};[^" in paper or f"{words}.[^63]" in paper, item.id


SPANISH_TEXT = "Alentar a la UNODC a que siga prestando asistencia. Invitar a los Estados a que la apoyen."
FRENCH_TEXT = "Appuyer l’ONUDC et la FAO ; aider les États ."


@pytest.mark.parametrize("text", [SPANISH_TEXT, FRENCH_TEXT])
def test_what_is_not_english_stands_word_for_word(text):
    (clause,) = compose_texts(texts=[text]).clauses
    assert clause.lines[0].text == text.rstrip(" .") + "."
    assert "This text is not in English" in clause.lines[0].remark.text


def test_english_beside_it_is_worded_as_ever():
    texts = [SPANISH_TEXT, "Support UNODC. It was noted that more was needed."]
    spanish, english = (clause.lines[0].text for clause in compose_texts(texts=texts).clauses)
    assert (spanish, english) == (
        SPANISH_TEXT.rstrip(".") + ";",
        "Support the United Nations Office on Drugs and Crime.",
    )


def test_a_form_of_ones_own_spells_out_in_its_language(tmp_path):
    form = copied_form(tmp_path / "form")
    (form / "glossary.yaml").write_text(
        "abbreviations:\n- {short: ONUDC, long: Office des Nations Unies contre la drogue et le crime}\n",
        encoding="utf-8",
    )
    (tmp_path / "matrix.yaml").write_text(
        "name: essai\nregions: [{key: af, name: Afrique}]\nthemes: [{id: appui, title: Appui}]\n"
        "recommendations:\n- {id: af-1a, themes: [appui], text: Soutenir l’ONUDC et la FAO à l’école.}\n",
        encoding="utf-8",
    )
    paper, _ = run_here(
        *("draft", "--matrix", tmp_path / "matrix.yaml", "--form", form, "--min-regions", "1"),
        *("--format", "markdown", "-o", "-"),
    )
    said = "Soutenir l’Office des Nations Unies contre la drogue et le crime et la FAO à l’école"
    assert said in paper


# What tells a language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ratify CEDAW.", True),
        ("Support UN-Habitat, la Francophonie and the States of the region.", True),
        ("Cooperate with the Cour pénale internationale at La Haye.", True),
        ("Ratificar la Convención.", False),
        ("Renforcer l’ONUDC.", True),  # no word of it tells: the text is left to the rules
        ("Renforcer la coopération.", False),
        ("Stärkung der Zusammenarbeit mit allen Staaten", False),
        ("Содействовать предупреждению преступности вместе с UNODC.", False),
        ("学校における犯罪防止を促進する。", False),
        ("تعزيز التعاون الدولي", False),
        ("", True),
        ("2030.", True),
    ],
)
def test_small_words_tell_whether_a_text_is_english(text, expected):
    assert is_english(text) is expected


def test_every_recommendation_of_the_shipped_matrices_is_english():
    for name in ("kyoto-2021", "slovenia-2019"):
        matrix = open_matrix(name).matrix
        assert [item.id for item in matrix.recommendations if not is_english(item.text)] == []
