"""Clauses named by the numbers that they have in a draft."""

from __future__ import annotations

import os

import pytest

from tools import drafter_here


def run(*arguments, cwd):
    done = drafter_here(*arguments, cwd=cwd)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


@pytest.fixture
def folder(tmp_path):
    """A selection with two drafts of it, in which legal aid has other numbers."""
    run("select", "--min-regions", "3", "-o", "selection.yaml", cwd=tmp_path)
    run("draft", "selection.yaml", "-o", "round-1.docx", cwd=tmp_path)
    run("select", "selection.yaml", "--drop", "root-causes-and-risk-factors", cwd=tmp_path)
    run("draft", "selection.yaml", "-o", "round-2.docx", cwd=tmp_path)
    for seconds, name in enumerate(("round-1.docx", "round-2.docx")):
        os.utime(tmp_path / name, (1_600_000_000 + seconds,) * 2)
    return tmp_path


def blocks(folder):
    return (folder / "selection.yaml").read_text(encoding="utf-8")


def test_a_number_is_that_of_the_draft_written_last_and_the_answer_has_its_opening_words(folder):
    status, said = run("select", "selection.yaml", "--maybe", "18", "--reason", "later", cwd=folder)

    assert status == 0, said
    assert "18 in round-2.docx is legal-aid: “Undertake appropriate and comprehensive" in said
    assert "legal-aid is in brackets" in said


def test_a_number_can_be_of_a_draft_that_is_named(folder):
    status, said = run("select", "selection.yaml", "--drop", "19", "--in", "round-1.docx", cwd=folder)

    assert status == 0, said
    assert "19 in round-1.docx is legal-aid" in said


def test_numbers_name_where_a_clause_goes_and_what_guidance_is_meant(folder):
    status, said = run("select", "selection.yaml", "--move", "18", "--before", "1", cwd=folder)
    assert status == 0, said
    assert blocks(folder).index("- id: legal-aid") < blocks(folder).index("- id: commission-and-congresses")
    status, said = run("select", "selection.yaml", "--drop", "G.1", cwd=folder)
    assert status == 0, said
    assert "G.1 in round-2.docx is " in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--drop", "99"), "there is no paragraph 99 in round-2.docx"),
        (("--drop", "19", "--in", "absent.docx"), "absent.docx"),
        (("--in", "round-1.docx"), "--in goes with"),
    ],
)
def test_a_number_that_no_draft_has_changes_nothing(folder, options, words):
    before = blocks(folder)
    status, said = run("select", "selection.yaml", *options, cwd=folder)

    assert status in (2, 3)
    assert words in said
    assert blocks(folder) == before


def test_a_number_without_a_draft_says_what_to_do(folder):
    for path in folder.glob("*.docx"):
        path.unlink()
    status, said = run("select", "selection.yaml", "--drop", "19", cwd=folder)

    assert status == 2
    assert "no Word draft of selection.yaml stands beside it" in said
    assert "--in round-1.docx" in said


def test_an_id_needs_no_draft(folder):
    for path in folder.glob("*.docx"):
        path.unlink()

    assert run("select", "selection.yaml", "--drop", "legal-aid", cwd=folder)[0] == 0
