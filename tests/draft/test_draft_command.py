"""``drafter draft``: its files, its messages, and what it never replaces."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from factory import make_matrix, make_recommendation

from drafter.cli import cli
from drafter.matrix.matrix_file import dump_matrix
from drafter.problems import DrafterError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def draft(*arguments, status=0):
    result = CliRunner().invoke(cli, ["draft", *map(str, arguments)])
    assert result.exit_code == status or isinstance(result.exception, DrafterError), result.output
    return result


def test_after_success_one_line_says_what_was_written_and_one_what_to_do_next(folder):
    lines = draft("--min-regions", 4, "-o", "kyoto.docx").stderr.splitlines()
    assert lines[0].startswith("Wrote kyoto.docx: ")
    assert "kyoto-2021, which comes with drafter" in lines[0]
    assert lines[1].startswith("Next: ")
    assert len(lines) == 2
    assert (folder / "kyoto.docx").read_bytes()[:2] == b"PK"


def test_the_ending_decides_the_format(folder):
    draft("--min-regions", 4, "-o", "kyoto.json")
    fields = json.loads((folder / "kyoto.json").read_text(encoding="utf-8"))
    assert fields["schema_version"] == 1
    draft("--min-regions", 4, "-o", "kyoto.md")
    assert (
        (folder / "kyoto.md").read_text(encoding="utf-8").startswith("# Compilation of candidate paragraphs")
    )
    assert "must end in .docx, .md or .json" in draft("-o", "kyoto.pdf", status=2).output


def test_a_draft_that_people_edited_is_not_replaced(folder):
    draft("--min-regions", 4, "-o", "kyoto.md")
    edited = (folder / "kyoto.md").read_text(encoding="utf-8").replace("Strengthen", "Weaken")
    (folder / "kyoto.md").write_text(edited, encoding="utf-8")
    assert "people edited it" in str(draft("--min-regions", 4, "-o", "kyoto.md").exception)
    draft("--min-regions", 4, "-o", "kyoto.md", "--overwrite")
    assert "Weaken" not in (folder / "kyoto.md").read_text(encoding="utf-8")


def test_a_word_file_is_replaced_by_its_next_state_and_not_by_another_draft():
    draft("--min-regions", 4, "-o", "kyoto.docx")
    assert draft("--min-regions", 4, "-o", "kyoto.docx").exception is None
    assert draft("--min-regions", 3, "-o", "kyoto.docx").exception is not None
    assert draft("--min-regions", 3, "-o", "kyoto.docx", "--overwrite").exception is None


def test_a_matrix_that_nobody_grouped_is_drafted_recommendation_by_recommendation(folder):
    items = [make_recommendation(name, "water-rivers") for name in ("ap-1a", "eu-2")]
    (folder / "matrix.yaml").write_bytes(dump_matrix(make_matrix(*items)))
    result = draft("--matrix", "matrix.yaml", "-o", "small.md")
    assert result.exception is None, result.exception
    assert result.stderr.splitlines() == [
        "Wrote small.md: 2 paragraphs from 2 recommendations.",
        "Next: group the recommendations that say the same: drafter match -h",
    ]


def test_a_selection_has_criteria_of_its_own(folder):
    (folder / "selection.yaml").write_text(
        "matrix: kyoto-2021\noptions:\n  title: Our paper\n  alternatives: lead\n"
        "clauses:\n  - id: legal-aid\n    text: Ensure legal aid\n",
        encoding="utf-8",
    )
    result = draft("selection.yaml", "--theme", "terrorism", "-o", "draft.md", status=2)
    assert "change the criteria in the selection" in result.output
    draft("selection.yaml", "-o", "draft.md")
    markdown = (folder / "draft.md").read_text(encoding="utf-8")
    assert markdown.startswith("# Our paper")
    assert "1\\. Ensure legal aid.[^1]" in markdown


def test_standard_output_has_markdown():
    assert draft("--min-regions", 5, "-o", "-").stdout.startswith("# Compilation")
