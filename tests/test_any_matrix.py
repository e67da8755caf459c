"""A made-up matrix of States, of another shape than Annex B, through to the Word file and its check."""

from __future__ import annotations

import json
import re

import pytest

from drafter.citations.resolver import Resolver
from drafter.matrix.loading import open_matrix
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


@pytest.mark.thorough
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
    assert "*(Chile and Peru)*" in text
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


@pytest.mark.parametrize(
    ("criteria", "ids"),
    [
        (["position=SUPPORTED"], ["chl-138.1", "fra-138.2"]),
        (["Position = noted"], ["per-138.10"]),
        (["position=noted", "position=supported"], ["chl-138.1", "fra-138.2", "per-138.10"]),
    ],
)
def test_a_named_fact_selects(folder, criteria, ids):
    options = [word for one in criteria for word in ("--where", one)]
    listed = json.loads(run("list", "--matrix", folder, *options, "--json"))["recommendations"]
    assert sorted(one["id"] for one in listed) == ids


def test_a_named_fact_is_a_criterion_of_a_selection_and_of_its_paper(folder):
    path = folder / "selection.yaml"
    run("select", "--matrix", folder, "--where", "position=noted", "--min-regions", "1", "-o", path)
    text = path.read_text(encoding="utf-8")
    assert "- id: per-138.10" in text
    assert "- id: chl" not in text
    run("check", path)
    paper = run("draft", path, "--format", "markdown", "-o", "-")
    assert (
        "**Criteria:** recommendations that have “position: Noted” (or are put together with one that has it)"
        in paper
    )
    assert "Without “position: Noted”" in paper  # why the others are not used
    path.write_text(text.replace("position=noted", "position=notd"), encoding="utf-8")
    done = drafter_here("check", path)
    assert done.returncode == 1
    assert "no recommendation of made-up-review has “notd” for “position”" in done.stdout.decode()


def test_what_is_put_together_with_one_that_has_the_fact_is_said(folder, tmp_path):
    (folder / "concordance.yaml").write_text(
        "- id: ratify\n  members: [chl-138.1, per-138.10]\n  status: confirmed\n", encoding="utf-8"
    )
    paper = tmp_path / "x.md"
    criteria = ("--where", "position=supported", "--min-regions", "1")
    done = drafter_here("draft", "--matrix", folder, *criteria, "-o", paper)
    said = " ".join(done.stderr.decode().split())
    assert (
        "Of these, 1 source without position=supported, which concordance.yaml puts together with one" in said
    )
    assert "that has it: per-138.10." in said


@pytest.mark.parametrize(
    ("given", "hint"),
    [("positon=noted", "Did you mean “position”?"), ("position=suported", "Did you mean “Supported”?")],
)
def test_a_fact_that_no_recommendation_has_is_told_with_the_nearest(folder, given, hint):
    done = drafter_here("list", "--matrix", folder, "--where", given)
    assert done.returncode == 2
    assert hint in done.stderr.decode()


def test_where_it_stands_is_on_the_review_page(folder):
    run("draft", "--matrix", folder, "--min-regions", "1", "-o", folder / "draft.docx")
    run("review", folder / "draft.docx", "-o", folder / "review.html")
    assert "table 1, row 2, column 3" in (folder / "review.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        (f"{_REPORT}, para. 138.1 (Chile and Peru).", ["chl-138.1"]),
        (f"{_REPORT}, para. 138.2 (France); para. 138.10 (Peru).", ["fra-138.2", "per-138.10"]),
        (f"{_REPORT}, paras. 138.2 and 138.10", ["fra-138.2", "per-138.10"]),
        ("A/HRC/99/9, para. 138.1", ["chl-138.1"]),
        (f"{_REPORT}, para. 138.2 (Peru).", [""]),  # it is France's
        ("A/HRC/12/3, para. 138.1", [""]),  # another report
    ],
)
def test_a_footnote_to_the_one_report_says_whose_a_recommendation_is(folder, words, sources):
    resolver = Resolver(open_matrix(str(folder)).matrix)
    assert [one.source for one in resolver.find(words)] == sources
