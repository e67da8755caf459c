"""The clauses of Annex B in the forms of both declarations: golden files, undoing, numbers, kinds."""

from __future__ import annotations

import re

import pytest
from factory import make_concordance
from golden_clauses import FOLDER, FORMS, PUT, compose_texts, draft_of_all, golden_text
from word_reading import WordFile, annex_b, as_declared, w

from drafter.draft.wording import undo
from drafter.form.forms import load_form
from drafter.matrix.loading import find_form
from drafter.model import Kind
from drafter.text import letter_of
from tools import drafter_here


@pytest.fixture(params=FORMS)
def form(request):
    return request.param


# The golden files


def test_every_clause_is_as_in_the_golden_file(form):
    assert golden_text(form) == (FOLDER / f"{form}.txt").read_text(encoding="utf-8")


def test_the_golden_files_hold_every_recommendation_once(form):
    golden = (FOLDER / f"{form}.txt").read_text(encoding="utf-8")
    found = re.findall(r"^\S+(?: \(\w+\))?\. ([a-z]+-\d+[a-z]) ", golden, re.MULTILINE)
    assert sorted(found) == sorted(annex_b().sources)


def test_undoing_every_change_gives_back_the_source_of_all_249_in_both_forms(form):
    draft = draft_of_all(form)
    clauses = (*draft.clauses, *draft.guidance)
    assert len(clauses) == 249
    for clause in clauses:
        (version,) = clause.variants
        assert undo(version.text, version.edits) == annex_b().sources[clause.id].text


def test_a_clause_has_no_words_that_its_source_and_the_form_do_not_have(form):
    for clause in draft_of_all(form).clauses:
        source = as_declared(annex_b().sources[clause.id].text)
        words = set(re.findall(r"\w+", source.casefold()))
        # First use gives the abbreviation beside the long form.
        allowed = words | {"we", "to", "and", "unodc", "fao", "s"} | PUT.get(clause.id, set())
        assert set(re.findall(r"\w+", clause.text.casefold())) <= allowed, clause.id


# The form of the Doha Declaration


def test_actions_are_infinitives_that_end_in_a_semicolon_and_the_last_of_each_list_in_a_full_stop():
    actions = [clause for clause in draft_of_all("doha").clauses if clause.kind is Kind.ACTION]
    for clause in actions:
        assert re.match(r"To [a-z]", clause.text), clause.id
    for clause, following in zip(actions, [*actions[1:], None], strict=True):
        is_last = following is None or following.number != clause.number
        assert clause.text.endswith("." if is_last else ";"), clause.id


def test_letters_begin_anew_under_each_paragraph_and_follow_one_another():
    lists: dict[int, list[str]] = {}
    for clause in draft_of_all("doha").clauses:
        if clause.letter:
            lists.setdefault(clause.number, []).append(clause.letter)
    assert len(lists) == 6  # the sections of Annex B
    for letters in lists.values():
        assert letters == [letter_of(number) for number in range(1, len(letters) + 1)]


def test_letters_go_on_as_word_counts_them():
    assert [letter_of(number) for number in (1, 2, 26, 27, 28, 53)] == ["a", "b", "z", "aa", "bb", "aaa"]


def test_principles_and_requests_are_full_sentences_in_the_first_person():
    others = [clause for clause in draft_of_all("doha").clauses if clause.kind is not Kind.ACTION]
    assert len(others) == 10 + 11  # see the kinds read in Annex B, in test_wording
    for clause in others:
        assert clause.text.startswith("We ")
        assert clause.text.endswith(".")
        assert not clause.letter


def test_words_own_numbering_counts_the_letters():
    run = drafter_here("draft", "--form", "doha", "--min-regions", "3", "-o", "-", "--format", "docx")
    word = WordFile(run.stdout)
    openings = [p for p in word.styled("SingleTxt") if p.text.endswith("we endeavour:")]
    lettered = word.styled("LetteredTxt")

    assert openings
    assert lettered
    assert all(re.match(r"\[?To [a-z]", p.text) for p in lettered)
    assert all(p.bookmark.startswith("clause_") for p in lettered)
    assert {p.style for p in word.paragraphs if p.text.startswith("(a)")} <= {"LetteredAltTxt"}
    fields = [field for p in word.styled("LetteredAltTxt") for field in p.fields]
    assert all(re.fullmatch(r"\([a-z]+\)", shown) for _, shown in fields)


def test_a_paragraph_that_opens_a_list_stays_on_the_page_of_its_first_item():
    run = drafter_here("draft", "--form", "doha", "--min-regions", "3", "-o", "-", "--format", "docx")
    paragraphs = WordFile(run.stdout).body.findall(w("p"))
    openings = [p for p in paragraphs if "".join(p.itertext()).endswith("we endeavour:")]

    assert openings
    assert all(p.find(f"{w('pPr')}/{w('keepNext')}") is not None for p in openings)


def test_the_annex_names_a_lettered_clause_with_its_paragraph():
    run = drafter_here("draft", "--form", "doha", "--min-regions", "4", "-o", "-", "--format", "docx")
    word = WordFile(run.stdout)
    shown = [
        field
        for table in word.tables
        for row in table
        for cell in row
        for p in cell
        for field in p.fields
        if "clause_" in field[0]
    ]
    lettered = [(code, text) for code, text in shown if "(" in text]
    assert lettered
    assert all(re.fullmatch(r"\d+ \([a-z]+\)", text) and r"\w" in code for code, text in lettered)


@pytest.mark.parametrize(
    ("text", "infinitive"),
    [
        ("Effectively implement it.", "To effectively implement it."),
        ("Strengthen, develop and implement it.", "To strengthen, develop and implement it."),
        ("In order to help, include it in plans.", "To include, in order to help, it in plans."),
        (
            "In order to prevent, investigate and prosecute crime, develop and fund plans.",
            "To develop and fund, in order to prevent, investigate and prosecute crime, plans.",
        ),
        (
            "With training, support and equipment, combat it.",
            "To combat, with training, support and equipment, it.",
        ),
        ("States’ models help, adopt them.", "States’ models help, adopt them."),
        ("To promote it.", "To promote it."),
        (
            "Increase efforts; and strengthen capacities.",
            "To increase efforts; and to strengthen capacities.",
        ),
        ("Develop it; in doing so, take care.", "To develop it; in doing so, to take care."),
        ("Promote (i) laws; (ii) support for them.", "To promote (i) laws; (ii) support for them."),
        (
            "UNODC should help.",
            "We request the United Nations Office on Drugs and Crime (UNODC) to help.",
        ),
    ],
)
def test_to_stands_before_the_verb(text, infinitive):
    (clause,) = compose_texts("doha", texts=[text]).clauses
    assert clause.text == infinitive


# Kinds that a person sets, and guidance as clauses


def test_a_kind_that_a_person_set_decides_over_the_rules():
    draft = compose_texts(texts=["Promote it.", "Prevent it."], kinds=[Kind.PRINCIPLE, None])
    assert [(clause.id, clause.kind, clause.text) for clause in draft.clauses] == [
        ("ap-1a", Kind.PRINCIPLE, "We promote it;"),
        ("lac-1a", Kind.ACTION, "Prevent it."),
    ]


def test_a_kind_set_in_the_matrix_file_is_read_and_one_that_is_none_is_named(tmp_path):
    run = drafter_here("import", "data/kyoto-2021/annex-b.txt", "-o", tmp_path / "matrix.yaml")
    assert run.returncode == 0, run.stderr
    path = tmp_path / "matrix.yaml"
    text = path.read_text(encoding="utf-8").replace("  - id: lac-19h\n", "  - id: lac-19h\n    kind: KIND\n")

    path.write_text(text.replace("KIND", "principle"), encoding="utf-8")
    run = drafter_here("draft", "--matrix", path, "--min-regions", "1", "-o", "-", "--format", "json")
    assert '"text": "We promote a culture of lawfulness' in run.stdout.decode()

    path.write_text(text.replace("KIND", "principal"), encoding="utf-8")
    run = drafter_here("draft", "--matrix", path, "-o", tmp_path / "x.docx")
    assert run.returncode == 1
    assert "unknown kind “principal”\n    Did you mean “principle”?" in run.stderr.decode()


def test_guidance_is_no_clause_unless_asked_for(form):
    draft = draft_of_all(form)
    assert len(draft.guidance) == 20  # read in Annex B, see test_wording
    as_clauses = draft_of_all(form, guidance="as-clauses")
    made = {clause.id: clause for clause in as_clauses.clauses}
    # What “The Kyoto declaration should highlight …” and the like want said.
    assert {clause.id for clause in draft.guidance} - {clause.id for clause in as_clauses.guidance} == {
        *("lac-80b", "lac-80d", "lac-80e", "eu-57e"),
    }
    for clause_id in ("lac-80b", "lac-80d", "lac-80e", "eu-57e"):
        (version,) = made[clause_id].variants
        assert undo(version.text, version.edits) == annex_b().sources[clause_id].text


@pytest.mark.parametrize(
    ("clause_id", "beginning"),
    [
        ("lac-80d", "We highlight the long-standing role of national law enforcement"),
        ("lac-80e", "We highlight public-private partnerships"),
        ("lac-80b", "Build on the achievements of the Thirteenth Congress"),
        ("eu-57e", "We recognize the need to: (i) reinforce that each Member State"),
    ],
)
def test_what_guidance_wants_said_is_said(clause_id, beginning):
    draft = draft_of_all("kyoto", guidance="as-clauses")
    clause = next(clause for clause in draft.clauses if clause.id == clause_id)
    assert clause.text.startswith(beginning)
    assert "should" not in clause.text


def test_a_verb_that_is_drafters_own_is_remarked_on():
    draft = draft_of_all("kyoto", guidance="as-clauses")
    clause = next(clause for clause in draft.clauses if clause.id == "eu-57e")
    (remark,) = clause.lines[0].remarks
    assert remark.text.startswith("The verb “recognize” is drafter’s")


def test_shared_guidance_becomes_a_clause_only_if_each_member_says_something():
    texts = [
        "The Kyoto declaration should highlight courts.",
        "The Kyoto declaration should be short.",
    ]
    shared = make_concordance(both="ap-1a lac-1a")
    draft = compose_texts(texts=texts, concordance=shared, guidance="as-clauses")
    assert [clause.id for clause in draft.guidance] == ["both"]
    draft = compose_texts(texts=[texts[0]] * 2, concordance=shared, guidance="as-clauses")
    assert [clause.text for clause in draft.clauses] == ["We highlight courts."]


def test_the_command_makes_guidance_clauses_and_says_so_in_the_file():
    plain = drafter_here("draft", "--min-regions", "1", "-o", "-", "--format", "json").stdout.decode()
    asked = drafter_here(
        *("draft", "--min-regions", "1", "--guidance", "as-clauses", "-o", "-", "--format", "json")
    ).stdout.decode()
    assert "We highlight public-private partnerships" not in plain
    assert "We highlight public-private partnerships" in asked


# Numbers


def test_every_clause_has_a_place_and_guidance_numbers_of_its_own(form):
    draft = draft_of_all(form)
    lettered = {part.id for part in load_form(find_form(form)).parts if part.opening}

    assert [clause.label for clause in draft.guidance] == [f"G.{n + 1}" for n in range(len(draft.guidance))]
    number, above, count = 0, None, 0
    for clause in draft.clauses:
        place = (clause.part, clause.section) if clause.part in lettered else None
        count = count + 1 if place and place == above else 1
        number += 1 if count == 1 else 0
        above = place
        assert (clause.number, clause.letter) == (number, letter_of(count) if place else "")
