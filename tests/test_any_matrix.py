"""A made-up matrix of States, of another shape than Annex B, through to the Word file and its check."""

from __future__ import annotations

import json
import re

import pytest

from tools import drafter_here

_MATRIX = """\
name: made-up-review
title: Recommendations to Ruritania
report:
  name: "Report of the Working Group on the Universal Periodic Review: Ruritania"
  symbol: A/HRC/99/9
regions_are: [State, States]
regions:
  - {key: chl, name: Chile}
  - {key: per, name: Peru}
  - {key: fra, name: France}
recommendations:
  - id: chl-138.1
    also: [per]
    text: Ratify the Convention.
    facts: {position: Supported}
    stands: table 1, row 2, column 3
  - id: per-138.10
    text: Consider ratifying the Optional Protocol.
    facts: {position: Noted}
  - id: per-p14
    text: Recognize that equality matters.
  - id: per-p14-2
    text: The declaration should be short.
  - id: fra-138.2
    text: Ratify the Convention without delay.
    facts: {position: supported}
  - id: fra-n4
    text: Strengthen efforts to combat discrimination.
"""
_THEMES = """\
themes:
  - {id: treaties, title: Ratification}
  - {id: general, title: General issues}
recommendations:"""
_REPORT = "Report of the Working Group on the Universal Periodic Review: Ruritania (A/HRC/99/9)"
_OF_OTHERS = re.compile(r"kyoto|congress|crime|regional|region\b|meetings?\b(?!\])|untitled", re.IGNORECASE)


def run(*arguments):
    """What drafter prints, having ended well."""
    done = drafter_here(*arguments)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(params=["neither", "themes"])
def folder(request, tmp_path):
    text = _MATRIX
    if request.param == "themes":
        text = text.replace("recommendations:", _THEMES)
        text = re.sub(r"(  - id: (\S+)\n)", r"\1    themes: [treaties]\n", text)
        text = re.sub(r"(id: fra-n4\n    themes: )\[treaties\]", r"\1[general]", text)
    (tmp_path / "matrix.yaml").write_text(text, encoding="utf-8")
    concordance = "- id: ratify-convention\n  members: [chl-138.1, fra-138.2]\n"
    (tmp_path / "concordance.yaml").write_text(concordance, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["kyoto", "doha"])
def test_a_paper_says_nothing_of_another_matrix_and_its_footnotes_check(folder, form):
    options = ["--matrix", folder, "--form", form, "--min-regions", "1", "--support"]
    text = run("draft", *options, "--format", "markdown", "-o", "-")
    without_seal = text.partition("<!-- drafter seal")[0].replace("name of the meeting", "")
    assert _OF_OTHERS.findall(without_seal) == []
    notes = re.findall(r"\[\^\d+\]: (.*)", text.replace("\N{NO-BREAK SPACE}", " ").replace("\\", ""))
    assert set(notes) == {
        f"{_REPORT}, para. 138.1 (Chile and Peru).",
        f"{_REPORT}, para. 138.2 (France).",
        f"{_REPORT}, para. 138.10 (Peru).",
        f"{_REPORT}, p. 14, recommendation 1 (Peru).",
        f"{_REPORT}, p. 14, recommendation 2 (Peru).",
        f"{_REPORT}, [paragraph missing: fra-n4] (France).",
    }
    assert "From the recommendations of 3 States" in text
    assert "*\\[Chile, Peru\\]*" in text
    for marks in ([], ["--matrix", folder]):  # by the draft inside the file, and by the matrix alone
        path = folder / "draft.docx"
        if not path.exists():
            run("draft", *options, "-o", path)
        said = json.loads(run("check", path, *marks, "--json"))
        assert {one["severity"] for one in said["problems"]} <= {"note"}, said["problems"]


def test_a_recommendation_of_several_regions_counts_for_each(folder):
    listed = json.loads(run("list", "--matrix", folder, "--min-regions", "3", "--json"))
    first, second = listed["recommendations"]
    assert (first["id"], first["region"], first["regions"]) == ("chl-138.1", "chl", ["chl", "per"])
    assert (first["paragraph"], first["decimal"], first["citation"]) == (138, "1", "para. 138.1")
    assert (first["facts"], first["stands"]) == ({"position": "Supported"}, ["table 1, row 2, column 3"])
    assert first["shared_regions"] == second["shared_regions"] == ["chl", "per", "fra"]
    of_peru = json.loads(run("list", "--matrix", folder, "--region", "per", "--json"))
    ids = [one["id"] for one in of_peru["recommendations"]]
    assert sorted(ids) == ["chl-138.1", "fra-138.2", "per-138.10", "per-p14", "per-p14-2"]
    (row,) = [
        theme
        for theme in json.loads(run("themes", "--matrix", folder, "--json"))["themes"]
        if theme["regions"]["chl"]
    ]
    assert (row["regions"]["chl"], row["regions"]["per"]) == (1, 4)


def test_where_it_stands_and_that_its_paragraph_is_missing_is_shown(folder):
    said = run("show", "chl-138.1", "fra-n4", "--matrix", folder)
    for words in ("Chile, Peru, para. 138.1", "table 1, row 2, column 3", "position: Supported"):
        assert words in said
    assert "France, [paragraph missing: fra-n4]" in said
    path = folder / "matrix.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fra-n4", "fra-138.7"), encoding="utf-8")
    assert "France, para. 138.7" in run("show", "fra-138.7", "--matrix", folder)
