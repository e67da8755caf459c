"""Clauses named by the numbers that they have in a draft."""

from __future__ import annotations

import json
import os
import re

import pytest
from word_editing import Edit
from word_reading import WordFile

from tools import drafter_here


def run(*arguments, cwd):
    done = drafter_here(*arguments, cwd=cwd)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


@pytest.fixture
def folder(tmp_path):
    """A selection with two drafts of it, in which legal aid has other numbers."""
    run("select", "--min-regions", "3", "-o", "selection.yaml", cwd=tmp_path)
    run("draft", "selection.yaml", "-o", "round-1.docx", cwd=tmp_path)
    run("select", "selection.yaml", "--drop", "community-based-crime-prevention", cwd=tmp_path)
    run("draft", "selection.yaml", "-o", "round-2.docx", cwd=tmp_path)
    for seconds, name in enumerate(("round-1.docx", "round-2.docx")):
        os.utime(tmp_path / name, (1_600_000_000 + seconds,) * 2)
    return tmp_path


def blocks(folder):
    return (folder / "selection.yaml").read_text(encoding="utf-8")


def test_a_number_is_that_of_the_draft_written_last_and_the_answer_has_its_opening_words(folder):
    status, said = run("select", "selection.yaml", "--maybe", "15", "--reason", "later", cwd=folder)

    assert status == 0, said
    assert "15 in round-2.docx is legal-aid: “Undertake appropriate and comprehensive" in said
    assert "legal-aid is in brackets" in said


def test_a_number_can_be_of_a_draft_that_is_named(folder):
    status, said = run("select", "selection.yaml", "--drop", "16", "--in", "round-1.docx", cwd=folder)

    assert status == 0, said
    assert "16 in round-1.docx is legal-aid" in said


def test_the_list_has_number_id_and_opening_words_in_the_order_of_the_draft(folder):
    status, said = run("select", "selection.yaml", "--list", cwd=folder)

    assert status == 0, said
    rows = [line.split(maxsplit=2) for line in said.splitlines()[:-2]]
    assert [row[0] for row in rows] == [*map(str, range(1, 22)), "G.1", "G.2", "G.3", "–"]
    assert rows[14][1] == "legal-aid"
    assert rows[14][2].startswith("Undertake appropriate and comprehensive ")
    assert rows[-1][1] == "community-based-crime-prevention"
    assert rows[-1][2].startswith("(out) Strengthen community-based crime ")
    assert "the numbers are as in round-2.docx" in said


@pytest.mark.thorough
def test_the_list_of_another_draft_has_its_numbers_and_without_a_draft_those_that_it_would_have(folder):
    def number_of_legal_aid(*options):
        shown = json.loads(run("select", "selection.yaml", "--list", "--json", *options, cwd=folder)[1])
        return next(one["number"] for one in shown["clauses"] if one["id"] == "legal-aid")

    assert number_of_legal_aid("--in", "round-1.docx") == "16"
    for path in folder.glob("*.docx"):
        path.unlink()
    assert number_of_legal_aid() == "15"
    run("select", "selection.yaml", "--drop", "culture-of-lawfulness", cwd=folder)
    assert number_of_legal_aid() == "14"


def test_the_working_edition_has_each_id_once_below_its_number_and_the_delegates_edition_has_none(folder):
    ids = re.findall("^- id: (.*)", blocks(folder), re.MULTILINE)
    ids.remove("community-based-crime-prevention")
    for edition, expected in (("working", 1), ("delegates", 0)):
        run("draft", "selection.yaml", "--edition", edition, "-o", f"{edition}.docx", cwd=folder)
        tables = WordFile((folder / f"{edition}.docx").read_bytes()).tables
        cells = [[p.text for p in row[0]] for rows in tables for row in rows if row]
        assert {given: sum(given in cell for cell in cells) for given in ids} == dict.fromkeys(ids, expected)
        numbers = {cell[1]: cell[0] for cell in cells if len(cell) > 1}
        assert numbers.get("legal-aid") == ("15" if expected else None)


def test_numbers_name_where_a_clause_goes_and_what_guidance_is_meant(folder):
    status, said = run("select", "selection.yaml", "--move", "15", "--before", "1", cwd=folder)
    assert status == 0, said
    assert blocks(folder).index("- id: legal-aid") < blocks(folder).index("- id: commission-and-congresses")
    status, said = run("select", "selection.yaml", "--drop", "G.1", cwd=folder)
    assert status == 0, said
    assert "G.1 in round-2.docx is " in said


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--drop", "99"), "there is no paragraph 99 in round-2.docx"),
        (("--move", "99", "--after", "1"), "Its numbers go from 1 to 21 and from G.1 to G.3."),
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
    assert "no Word draft of selection.yaml stands beside it as drafter wrote it" in said
    assert "--in round-1.docx" in said


def test_a_number_is_not_that_of_a_file_that_somebody_changed_since(folder):
    changed = Edit((folder / "round-2.docx").read_bytes())
    changed.replace_words(changed.clause("clause_legal_aid"), "Undertake", "Take")
    (folder / "round-1").mkdir()
    (folder / "round-1.docx").rename(folder / "round-1" / "round-1.docx")
    (folder / "round-2.docx").write_bytes(changed.save())
    status, said = run("select", "selection.yaml", "--maybe", "16", cwd=folder)
    assert status == 0, said
    assert "16 in round-1/round-1.docx is legal-aid" in said.replace("\\", "/")
    assert "round-2.docx is newer, but was changed since drafter wrote it" in said


def test_an_edited_copy_of_an_older_paper_is_no_newer_one_however_late_it_was_saved(folder):
    changed = Edit((folder / "round-1.docx").read_bytes())
    changed.replace_words(changed.clause("clause_legal_aid"), "Undertake", "Take")
    (folder / "late.docx").write_bytes(changed.save())
    status, said = run("select", "selection.yaml", "--maybe", "15", cwd=folder)
    assert status == 0, said
    assert "15 in round-2.docx is legal-aid" in said
    assert "late.docx" not in said


def test_an_id_needs_no_draft(folder):
    for path in folder.glob("*.docx"):
        path.unlink()

    assert run("select", "selection.yaml", "--drop", "legal-aid", cwd=folder)[0] == 0
