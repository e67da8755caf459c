"""Editions: drafts for delegates hold nothing that is for colleagues."""

from __future__ import annotations

import zipfile

import pytest
from composing import clause, compose_clauses, compose_texts, texts_of
from msgspec import Struct
from msgspec.structs import fields

from drafter.draft.formats import dump_draft
from drafter.draft.matter import Annexes, Options
from drafter.draft.model import Edition, Paragraph, Role, Table
from drafter.matrix.criteria import Criteria
from drafter.model import Decision, Signature
from drafter.selection.drafting import compose_criteria, compose_selection, open_form
from drafter.selection.loading import open_selection
from tools import drafter_here

SECRETS = {"reason": "because Smith said so", "by": "Jane Colleague", "notes": ("Norway: would merge",)}
SELECTION = """\
matrix: kyoto-2021
clauses:
  - id: legal-aid
    text: Ensure access to legal aid
    reason: because Smith said so
    by: Jane Colleague
    notes: ["Norway: would merge"]
    decision: brackets
    supported: {by: Joan Reviewer, on: 2026-03-02}
  - id: culture-of-lawfulness
    decision: out
    reason: not for us
    by: Jane Colleague
"""
OF_COLLEAGUES = ("Smith", "Jane", "Joan", "Norway", "not for us", "round-2", ".yaml", ".txt", ".docx")


def strings_in(value):
    """Give every text anywhere in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for field in fields(value):
            yield from strings_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from strings_in(part)


@pytest.fixture
def selection(tmp_path):
    path = tmp_path / "round-2.yaml"
    path.write_text(SELECTION, encoding="utf-8")
    return open_selection(path)


def leaks(draft):
    texts = [*strings_in(draft), dump_draft(draft).decode()]
    return {secret for secret in OF_COLLEAGUES for text in texts if secret in text}


@pytest.mark.parametrize("edition", [Edition.DELEGATES, Edition.CLEAN])
@pytest.mark.parametrize("annexes", Annexes)
def test_no_text_of_a_delegates_or_clean_draft_is_for_colleagues(selection, edition, annexes):
    assert leaks(compose_selection(selection, options=Options(edition, annexes))) == set()


@pytest.mark.parametrize("edition", ["delegates", "clean"])
def test_no_part_of_a_word_file_for_delegates_is_for_colleagues(selection, edition):
    path = selection.path.with_name("paper.docx")
    options = ("--edition", edition, "--annexes", "full", "-o", path)
    assert drafter_here("draft", selection.path, *options).returncode == 0
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert len(parts) > 8
    secrets = ("Smith", "Jane", "Joan", "Norway", "not for us", "round-2", "paper.docx", str(path.parent))
    assert {(name, secret) for name, text in parts.items() for secret in secrets if secret in text} == set()


def test_the_working_edition_has_all_of_it(selection):
    assert {"Smith", "Jane", "Norway", "not for us", "round-2"} <= leaks(compose_selection(selection))


def test_reasons_and_notes_are_remarks_in_the_working_edition_alone():
    facts = {**SECRETS, "decision": Decision.BRACKETS, "supported": Signature("Joan")}
    working, delegates = (
        compose_clauses([clause("first", **facts)], edition=edition)
        for edition in (Edition.WORKING, Edition.DELEGATES)
    )
    assert [remark.text for remark in working.clauses[0].lines[0].remarks][:2] == [
        "In square brackets: Jane Colleague: because Smith said so",
        "Norway: would merge",
    ]
    assert delegates.clauses[0].lines[0].remarks == ()


def test_annexes_are_brief_in_the_working_edition_and_none_for_delegates(kyoto):
    form = open_form("kyoto")
    tables = {
        edition: [
            block.id
            for block in compose_criteria(kyoto, form, Criteria(min_regions=4), Options(edition)).blocks
            if isinstance(block, Table)
        ]
        for edition in Edition
    }
    assert tables == {
        Edition.WORKING: ["sources-table", "not-used-table"],
        Edition.DELEGATES: [],
        Edition.CLEAN: [],
    }


def test_a_clean_draft_is_the_text_alone(kyoto):
    options = Options(Edition.CLEAN, support=True)
    draft = compose_criteria(kyoto, open_form("kyoto"), Criteria(min_regions=3), options)
    assert not any(line.footnotes for printed in draft.printed for line in printed.lines)
    assert not draft.guidance
    roles = {block.role for block in draft.blocks if isinstance(block, Paragraph)}
    assert roles.isdisjoint({Role.SUBTITLE, Role.STANDING, Role.BOX_TEXT, Role.ANNEX_NUMBER})


def test_page_one_says_that_the_paper_is_not_agreed_in_a_box_of_few_words(kyoto):
    for form in ("kyoto", "doha"):
        draft = compose_criteria(kyoto, open_form(form), Criteria(min_regions=2))
        roles = [block.role for block in draft.blocks if isinstance(block, Paragraph)]
        front = roles[: roles.index(Role.TEXT)]
        assert front.count(Role.STANDING) == 1
        box = [b.text for b in draft.blocks if isinstance(b, Paragraph) and b.role is Role.BOX_TEXT]
        assert len(" ".join(box).split()) < 90
        assert "language model" in box[0]


@pytest.mark.parametrize(
    ("text", "is_to_be_written"),
    [("Support States in building schools.", True), ("Request UNODC to build schools.", False)],
)
def test_a_body_to_be_named_is_a_passage_to_be_written(tmp_path, text, is_to_be_written):
    drafter_here("form", "copy", "kyoto", tmp_path / "house")
    (tmp_path / "house" / "preamble.j2").write_text("Declare the following:")
    draft = compose_texts(text, form=str(tmp_path / "house"))
    box = [b.text for b in draft.blocks if isinstance(b, Paragraph) and b.role is Role.BOX_TEXT]
    assert ("[to be named]" in "".join(texts_of(draft))) is is_to_be_written
    assert ("still to be written" in " ".join(box)) is is_to_be_written


def test_numbers_below_ten_are_words(kyoto):
    draft = compose_criteria(kyoto, open_form("kyoto"), Criteria(min_regions=2))
    words = [block.text for block in draft.blocks if isinstance(block, Paragraph)]
    assert "Based on the recommendations of the five regional preparatory meetings" in words
    assert any("at least two regions" in text for text in words)


def test_a_status_is_counted_once_something_is_agreed():
    def box(**facts):
        draft = compose_clauses([clause("first", **facts), clause("second")])
        return " ".join(b.text for b in draft.blocks if isinstance(b, Paragraph) and b.role is Role.BOX_TEXT)

    assert "Status" not in box()
    assert "Status: one paragraph agreed." in box(status="agreed")


def test_the_working_edition_alone_lists_paragraphs_by_status_once_something_is_agreed():
    def tables(edition, **facts):
        clauses = [clause("first"), clause("second", **facts), clause("third"), clause("fourth", **facts)]
        draft = compose_clauses(clauses, edition=edition)
        return [block.rows for block in draft.blocks if isinstance(block, Table) and "status" in block.id]

    agreed = {"status": "agreed ad referendum"}
    assert tables(Edition.WORKING, **agreed) == [
        ((("Agreed ad referendum",), ("2, 4",)), (("Open",), ("All others",)))
    ]
    assert tables(Edition.WORKING) == tables(Edition.DELEGATES, **agreed) == []
