"""Reading ``selection.yaml`` and ``sources.yaml``: every problem at once, each at its place."""

from __future__ import annotations

import pytest

from drafter.model import Decision, Document, Kind, Signature
from drafter.problems import ContentError, DrafterError, Severity
from drafter.selection.file import CLAUSE, CRITERIA, OPTIONS_OF_DRAFT, SELECTION, normal_source
from drafter.selection.history import change_selection
from drafter.selection.loading import open_selection
from tools import REPOSITORY

HEAD = "matrix: kyoto-2021\nform: kyoto\ncriteria:\n  min-regions: 3\nclauses:\n"
DOCUMENTS = """\
- id: unga-70-174
  cite: General Assembly resolution 70/174, annex
  text:
    5: We endeavour to ensure that the benefits are shared.
- id: doha
  cite: Doha Declaration
  unit: art.
"""


@pytest.fixture
def read(tmp_path):
    """Reads the clauses of a selection, with declared documents beside it."""

    def read(clauses: str, head: str = HEAD):
        (tmp_path / "sources.yaml").write_text(DOCUMENTS, "utf-8")
        path = tmp_path / "selection.yaml"
        path.write_bytes((head + clauses).encode())
        return open_selection(path)

    return read


def places(error: ContentError) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.code) for problem in error.problems]


def test_a_block_becomes_a_clause_with_all_that_people_decided(read):
    selection = read(
        """\
- id: legal-aid
  # Ensure access …
  sources: [wa-42a, ap-44g]
  text: >-
    ensure [, where appropriate,] (Egypt) access[^wa-42a]
    to legal aid
  wordings: {ap-44g: out}
  heading: Access to justice
  kind: principle
  lead: wa-42a
  number: 6 bis
  status: agreed ad referendum, second reading
  notes: ["Norway: would merge with 13", Japan reserves]
  decision: brackets
  reason: "the chair: wait"
  by: Chair
  supported: {by: A. Reviewer, on: 2026-03-02}
- id: legal-aid-alternative
  text: provide legal aid
  alternative-to: legal-aid
"""
    )
    clause, alternative = selection.file.clauses
    assert clause.sources == ("wa-42a", "ap-44g")
    assert clause.text == "ensure [, where appropriate,] (Egypt) access[^wa-42a] to legal aid"
    assert clause.wordings == {"ap-44g": "out"}
    assert (clause.heading, clause.kind, clause.lead) == ("Access to justice", Kind.PRINCIPLE, "wa-42a")
    assert (clause.number, clause.status) == ("6 bis", "agreed ad referendum, second reading")
    assert clause.notes == ("Norway: would merge with 13", "Japan reserves")
    assert (clause.decision, clause.reason, clause.by) == (Decision.BRACKETS, "the chair: wait", "Chair")
    assert clause.supported == Signature("A. Reviewer", "2026-03-02")
    assert alternative.alternative_to == "legal-aid"
    assert selection.problems == ()


def test_every_problem_is_told_at_once_with_its_place(read):
    with pytest.raises(ContentError) as caught:
        read(
            """\
- id: legal-aid
  decison: out
- id: culture-of-lawfulness
  decision: perhaps
  sources: [lac-19hh, lac-19h]
  lead: ap-44g
- id: legal-aid
- id: legel-aid
- id: New Paragraph
  text: strengthen the rule of law[^eu-1a]
  alternative-to: legal
- reason: [a]
- id: ap-44g
- id: own
  text: strengthen
  number: nine
  status: adopted
"""
        )
    assert places(caught.value) == [
        (7, 3, "unknown-key"),
        (9, 13, "unknown-decision"),
        (10, 13, "unknown-source"),
        (11, 9, "unknown-source-of-this-clause"),
        (12, 7, "duplicate-id"),
        (13, 7, "unknown-clause"),
        (14, 7, "bad-id"),
        (15, 9, "unknown-source-of-this-clause"),
        (16, 19, "unknown-clause"),
        (17, 3, "missing-key"),
        (17, 11, "wrong-type"),
        (18, 7, "unknown-clause"),
        (21, 11, "bad-id"),
        (22, 11, "bad-id"),
    ]
    hints = {problem.line: problem.hint for problem in caught.value.problems}
    assert hints[7] == "Did you mean “decision”?"
    assert hints[13] == "Did you mean “legal-aid”?"
    assert "sources: [ap-44g]" in hints[18]


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("matrix: kyto-2021\nclauses:\n", (1, 9, "bad-matrix")),
        ("matrix: kyoto-2021\nform: kioto\nclauses:\n", (2, 7, "bad-form")),
        ("matrix: kyoto-2021\nclauses: legal-aid\n", (2, 10, "wrong-type")),
        ("clauses:\n", (1, 1, "missing-key")),
        (
            "matrix: kyoto-2021\ncriteria:\n  theme: [terrorism, terorism]\nclauses:\n",
            (3, 3, "bad-criteria"),
        ),
        ("matrix: kyoto-2021\ncriteria:\n  min-regions: four\nclauses:\n", (3, 16, "bad-id")),
        (
            "matrix: kyoto-2021\noptions:\n  alternatives: ter\nclauses:\n",
            (3, 17, "unknown-way-of-printing-alternatives"),
        ),
    ],
)
def test_a_problem_in_the_head_has_its_place_too(read, head, place):
    with pytest.raises(ContentError) as caught:
        read("", head)
    assert places(caught.value) == [place]


def test_an_empty_file_and_one_that_is_not_there_are_told(tmp_path, read):
    with pytest.raises(ContentError, match="this file is empty"):
        read("", "")
    with pytest.raises(DrafterError, match="does not exist"):
        open_selection(tmp_path / "none.yaml")


def test_a_plain_citation_is_kept_as_written_and_noted(read):
    selection = read(
        "- id: own\n  text: recall\n  sources:\n    - General Assembly resolution 70/1, para. 35\n"
    )
    assert selection.file.clauses[0].sources == ("General Assembly resolution 70/1, para. 35",)
    (note,) = selection.problems
    assert (note.severity, note.line, note.code) == (Severity.NOTE, 9, "plain-citation")


def test_a_paragraph_without_a_source_and_a_misspelt_name_are_warned_of(read):
    selection = read(
        """\
- id: legal-ade
  text: ensure legal aid
- id: peace
  text: promote peace
  sources: ["unga-70-175, para. 5"]
- id: ours
  text: promote it
"""
    )
    found = [(problem.line, problem.code, problem.hint) for problem in selection.warnings]
    assert found == [
        (6, "no-source", "Did you mean “legal-aid”?"),
        (10, "plain-citation", "Did you mean “unga-70-174”?"),
        (11, "no-source", "Name its sources: sources: […]"),
    ]


def test_a_number_that_is_twice_is_an_error_with_both_lines(read):
    with pytest.raises(ContentError, match=r":9:11: error: “9” is here twice, first in line 7"):
        read("- id: legal-aid\n  number: 9\n- id: culture-of-lawfulness\n  number: 9\n")


@pytest.mark.parametrize(
    "written", ["unga-70-174: 5", '"unga-70-174: 5"', "unga-70-174, para. 5", "unga-70-174 para. 5"]
)
def test_a_paragraph_of_a_declared_document_is_named_in_several_ways(read, written):
    selection = read(
        f"- id: own\n  text: recall[^unga-70-174 para. 5] it\n  sources: [ {written} ]\n".replace(
            "[ ", "\n  - "
        ).replace(" ]\n", "\n")
    )
    clause = selection.file.clauses[0]
    assert clause.sources == ("unga-70-174: 5",)
    assert clause.text == "recall[^unga-70-174: 5] it"
    document = selection.documents["unga-70-174"]
    assert (document.cited, document.unit) == ("General Assembly resolution 70/174, annex", "para.")
    assert selection.problems == ()


def test_a_paragraph_that_a_declared_document_does_not_have_is_told(read):
    with pytest.raises(ContentError, match="unknown paragraph of unga-70-174 “6”"):
        read("- id: own\n  text: recall\n  sources: ['unga-70-174: 6']\n")


def test_the_unit_of_a_document_is_no_part_of_the_paragraph():
    documents = {"doha": Document("doha", "Doha Declaration", "art.")}
    assert normal_source("doha, art. 5 (a)", documents) == "doha: 5 (a)"
    assert normal_source("doha", documents) == "doha"
    assert normal_source("Doha Declaration, art. 5", documents) == "Doha Declaration, art. 5"


def test_problems_of_the_sources_file_have_their_places(tmp_path, read):
    read("- id: legal-aid\n")
    (tmp_path / "sources.yaml").write_text("- id: Doha\n  cite: x\n- id: ap-44g\n  citation: y\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        open_selection(tmp_path / "selection.yaml")
    assert [place[:2] for place in places(caught.value)] == [(1, 7), (3, 3), (4, 3)]


def test_a_clause_that_lost_all_its_sources_to_another_is_reported(read):
    selection = read("- id: joined\n  sources: [wa-42a, ap-44g, af-45g]\n- id: legal-aid\n")
    assert set(selection.by_id["legal-aid"].sources) == {"wa-42a", "ap-44g", "af-45g"}
    assert [(problem.code, problem.line) for problem in selection.problems] == [("no-sources", 8)]


# Signatures


SIGNED = "- id: legal-aid\n  text: ensure access\n  supported: {by: A. Reviewer, on: 2026-03-02}\n"


@pytest.mark.parametrize(
    ("after", "is_lapsed"),
    [
        (SIGNED.replace("ensure access", "ensure full access"), True),
        (SIGNED.replace("  text:", "  sources: [wa-42a]\n  text:"), True),
        (SIGNED + "  notes: [Norway likes it]\n", False),
        (SIGNED.replace("ensure access", "ensure full access").replace("03-02", "03-09"), False),
    ],
)
def test_a_signature_lapses_when_people_change_the_words_or_the_sources(tmp_path, after, is_lapsed):
    path = tmp_path / "selection.yaml"
    change_selection(path, b"", (HEAD + SIGNED).encode())
    assert open_selection(path).file.clauses[0].supported
    path.write_bytes((HEAD + after).encode())
    selection = open_selection(path)
    assert selection.lapsed == (("legal-aid",) if is_lapsed else ())
    assert bool(selection.file.clauses[0].supported) != is_lapsed
    assert [problem.code for problem in selection.problems] == ["signature-lapsed"] * is_lapsed


# The page in the docs

DOCS = REPOSITORY / "docs" / "files.md"


def test_the_page_in_the_docs_explains_every_key():
    page = DOCS.read_text("utf-8")
    keys = (*SELECTION.keys, *CLAUSE.keys, *CRITERIA.keys, *OPTIONS_OF_DRAFT.keys)
    assert [key for key in keys if f"`{key}`" not in page] == []
