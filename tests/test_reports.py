"""Numbered paragraphs of a document, and a matrix against the reports that it cites."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drafter.documents.paragraphs import numbered_paragraphs
from drafter.documents.readers import read
from drafter.documents.table import Document, Piece
from drafter.model import Citation
from tools import cannot_run, convert, drafter_here, texts_of_pages

# A report as its secretariat would have it: level in Word's list (None: no number), and the words.
_REPORT = [
    (None, "I. Introduction"),
    (0, "The Meeting was held in Strelsau from 5 to 7 February 2019."),
    (0, "It was attended by 12 States."),
    (None, "II. Recommendations"),
    (0, "The Meeting recommended that States should:"),
    (1, "Promote restorative justice in all its forms, including the mediation of minor disputes;"),
    (1, "Train prison staff, in particular in:"),
    (2, "The treatment of young offenders, who must be held apart from adults;"),
    (2, "First aid; and"),
    (1, "Exchange information on stolen vehicles with the police of neighbouring States."),
    (None, "Other matters"),
    (0, "The Meeting also recommended that the witnesses of crime be protected at every stage."),
]
_MATRIX = """\
name: made-up
regions:
  - {key: rur, name: Ruritania}
  - {key: gra, name: Graustark}
recommendations:
  - id: rur-3a
    text: Promote restorative justice in all its forms, including the mediation of minor disputes
  - id: rur-3b-i
    text: The treatment of offenders, who shall be held apart from adults;
  - id: rur-3b
    text: "Train prison staff, in particular in: (i) The treatment of young offenders, who must be held apart
      from adults; (ii) First aid"
  - id: rur-3d
    text: Exchange information on stolen vehicles with the police of neighbouring States.
  - id: rur-9
    text: Reduce overcrowding in prisons and consider alternatives to imprisonment.
  - id: rur-p4
    text: The Meeting also recommended that the witnesses of crime be protected at each stage.
  - id: gra-3a
    text: Promote restorative justice.
"""
_ABOUT = """\
name: made-up
regions:
  - {key: rur, name: Ruritania}
  - {key: gra, name: Graustark}
"""


def word_report(paragraphs=_REPORT) -> bytes:
    """The report as Word numbers it: no number is typed."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    levels = [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")]
    shown = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shown}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    made.sections[0].header.paragraphs[0].text = "A/CONF.999/RPM.1/1"
    for level, text in paragraphs:
        if level is None:
            made.add_heading(text, 2)
            continue
        paragraph = made.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


_TEXT = """\
A/CONF.999/RPM.1/1
I. Introduction
1. The Meeting was held in Strelsau from 5 to 7 February
2019. It was attended by
12 States.
2.\tA heading has a number, too.
1. Substantive items
3. The Meeting recommended that States should:
(a) Adopt inter-
national standards on capacity-
building and consider subparagraph
(h) above;
2/9
A/CONF.999/RPM.1/1
3/9
(b) Ensure that:
(i) Judges are trained;
(ii) Prosecutors are trained;
The secretariat would follow this.
(g) One;
(h) Two;
(i) Three;
(j) Four.
4. (a) Think of victims.
138.1 Ratify the Convention (Chile);
138.2 Ratify the Protocol (Peru).
Annex
1. First document.
2. Second document.
"""


def paragraphs_of(content: bytes, name: str):
    return numbered_paragraphs(read(content, Path(name)))


def test_numbers_and_letters_that_word_makes_are_read():
    found = paragraphs_of(word_report(), "report.docx")

    assert [(one.place.label, one.text) for one in found.all] == [
        (label, text)
        for label, (_, text) in zip(
            ["1", "2", "3", "3 (a)", "3 (b)", "3 (b) (i)", "3 (b) (ii)", "3 (c)", "4"],
            [one for one in _REPORT if one[0] is not None],
            strict=True,
        )
    ]


def test_typed_numbers_are_told_from_years_headings_pages_and_words_that_begin_a_line():
    found = paragraphs_of(_TEXT.encode(), "report.txt")

    assert [(one.place.label, one.parts) for one in found.all] == [
        ("1", ("The Meeting was held in Strelsau from 5 to 7 February 2019. It was attended by 12 States.",)),
        ("2", ("A heading has a number, too.",)),
        ("3", ("The Meeting recommended that States should:",)),
        (
            "3 (a)",
            ("Adopt inter-national standards on capacity-building and consider subparagraph (h) above;",),
        ),
        ("3 (b)", ("Ensure that:",)),
        ("3 (b) (i)", ("Judges are trained;",)),
        ("3 (b) (ii)", ("Prosecutors are trained;", "The secretariat would follow this.")),
        ("3 (g)", ("One;",)),
        ("3 (h)", ("Two;",)),
        ("3 (i)", ("Three;",)),
        ("3 (j)", ("Four.",)),
        ("4", ("",)),
        ("4 (a)", ("Think of victims.",)),
        ("138.1", ("Ratify the Convention (Chile);",)),
        ("138.2", ("Ratify the Protocol (Peru).",)),
        ("1", ("First document.",)),
        ("2", ("Second document.",)),
    ]
    assert [len(found.at[Citation("", number)]) for number in (1, 2, 3)] == [2, 2, 1]
    assert found.readings(4)[-1] == (
        "Ensure that: (i) Judges are trained; (ii) Prosecutors are trained; "
        "The secretariat would follow this."
    )


def test_the_paragraphs_of_a_declaration_are_read_with_headings_and_marks_of_notes_between():
    text = (
        "## Annex\nWe declare the following:\n"
        + "\n".join(
            f"{number}. We undertake, in matter {number},[^{number}] to act;\n### In order to follow up:"
            for number in range(1, 98)
        )
        + "\n# Footnotes\n[^3] Resolution 70/174, annex.\n"
    )

    found = paragraphs_of(text.encode(), "declaration.txt")

    assert [(one.place.paragraph, one.parts) for one in found.all] == [
        (number, (f"We undertake, in matter {number}, to act;",)) for number in range(1, 98)
    ]


# The matrix against the report


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "matrix.yaml").write_text(_MATRIX, encoding="utf-8")
    (tmp_path / "about.yaml").write_text(_ABOUT + "reports: {rur: report.docx}\n", encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(word_report())
    return tmp_path


def checked(folder):
    """What a check says of the reports; that about.yaml has no facts of them is told in any case."""
    done = drafter_here("check", "matrix.yaml", "--json", cwd=folder)
    found = json.loads(done.stdout)
    found["problems"] = [one for one in found["problems"] if one["code"] != "no-facts"]
    return done, found


def test_each_recommendation_is_the_same_differs_stands_elsewhere_or_is_not_found(folder):
    done, found = checked(folder)

    assert done.returncode == 0
    assert [(one["code"], one["clause"], one["message"], one["line"]) for one in found["problems"]] == [
        (
            "not-as-report",
            "rur-3b-i",
            (
                "rur-3b-i is not in the words of report.docx, para. 3 (b) (i): without “young”, "
                "“shall” for “must”"
            ),
            9,
        ),
        (
            "at-another-paragraph",
            "rur-3d",
            "rur-3d stands in report.docx at para. 3 (c), not at para. 3 (d)",
            14,
        ),
        ("not-in-report", "rur-9", "rur-9 is not found in report.docx, which has no para. 9", 16),
        (
            "at-another-paragraph",
            "rur-p4",
            (
                "rur-p4, whose paragraph the matrix does not say, seems to stand in report.docx at "
                "para. 4, in other words: “each” for “every”"
            ),
            18,
        ),
    ]
    (reports,) = found["summary"]["reports"]
    assert reports["text"] == (
        "7 recommendations: 2 as in the report, 1 differs, 2 elsewhere, 1 not found, "
        "1 not looked at (no report)"
    )
    assert (reports["same"], reports["no_report"]) == (2, 1)


def test_the_same_report_says_the_same_as_a_pdf_and_as_text_made_of_it(folder):
    try:
        import pdfplumber  # noqa: F401, PLC0415  # an extra
    except ImportError:
        cannot_run("the extra pdf is not installed")
    _, as_word = checked(folder)
    (pdf,) = convert(folder, folder / "report.docx")
    (folder / "pages.txt").write_text("\f".join(texts_of_pages(pdf)), encoding="utf-8")

    for name in (pdf.name, "pages.txt"):
        (folder / "about.yaml").write_text(_ABOUT + f"reports: {{rur: {name}}}\n", encoding="utf-8")
        _, found = checked(folder)
        assert found["summary"]["reports"][0]["text"] == as_word["summary"]["reports"][0]["text"], name
        assert [(one["code"], one["clause"]) for one in found["problems"]] == [
            (one["code"], one["clause"]) for one in as_word["problems"]
        ]


def test_without_a_report_nothing_is_said_of_reports(folder):
    (folder / "about.yaml").write_text(_ABOUT, encoding="utf-8")

    done, found = checked(folder)

    # The one warning is that about.yaml has no facts.
    assert found == {"schema_version": 1, "problems": [], "summary": {"errors": 0, "warnings": 1, "notes": 0}}
    assert "in the report" not in done.stderr.decode()


def test_one_report_can_serve_all(folder):
    (folder / "about.yaml").write_text(_ABOUT + "reports: report.docx\n", encoding="utf-8")

    _, found = checked(folder)

    assert "7 recommendations: 2 as in the report, 2 differ" in found["summary"]["reports"][0]["text"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.docx", None, "gone.docx does not exist: no recommendation was compared"),
        ("broken.docx", word_report()[:4000], "broken.docx"),
        (
            "protected.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600),
            "protected.docx is protected by a password: no recommendation was compared",
        ),
        ("prose.txt", b"The Meeting thanked all.\n", "no paragraph number can be read in this report"),
    ],
)
def test_a_report_that_cannot_be_read_is_one_error_and_counts_as_not_looked_at(folder, name, content, said):
    (folder / "about.yaml").write_text(_ABOUT + f"reports: {{rur: {name}}}\n", encoding="utf-8")
    if content:
        (folder / name).write_bytes(content)

    done, found = checked(folder)

    (problem,) = found["problems"]
    assert (done.returncode, problem["severity"]) == (1, "error")
    assert said in problem["message"]
    assert problem["file"] == ("prose.txt" if name == "prose.txt" else "about.yaml")
    assert found["summary"]["reports"][0]["text"] == (
        "7 recommendations: 7 not looked at (1 no report, 6 report not read)"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("reports: {ruri: report.docx}", "5:11: error: unknown region “ruri”"),
        ("reports: {rur: ../report.docx}", "is not in this folder"),
        ("reports: {rur: //host/report.docx}", "is not in this folder"),
        ("reports: 'C:report.docx'", "is not in this folder"),
    ],
)
def test_a_slip_in_the_names_of_reports_is_told_with_its_place(folder, line, said):
    (folder / "about.yaml").write_text(_ABOUT + line + "\n", encoding="utf-8")

    done = drafter_here("check", "matrix.yaml", cwd=folder)

    assert done.returncode == 1
    assert said in done.stdout.decode()


def test_a_number_that_stands_twice_is_said_and_any_of_the_two_will_do(folder):
    (folder / "about.yaml").write_text(_ABOUT + "reports: {rur: report.txt}\n", encoding="utf-8")
    (folder / "report.txt").write_text(_TEXT, encoding="utf-8")
    (folder / "matrix.yaml").write_text(
        _MATRIX.partition("recommendations:")[0]
        + "recommendations:\n  - id: rur-2\n    text: Second document\n"
        + "  - id: rur-3a\n    text: Adopt international standards on capacity-building and consider "
        + "subparagraph (h) above.\n",
        encoding="utf-8",
    )

    _, found = checked(folder)

    assert [one["message"] for one in found["problems"]] == [
        "para. 2, which rur-2 cites, stands 2 times in report.txt (line 6; line 29)"
    ]
    assert found["summary"]["reports"][0]["text"] == "2 recommendations: 2 as in the report"


def test_show_gives_the_words_of_the_report(folder):
    shown = drafter_here("show", "--matrix", "matrix.yaml", "rur-3b-i", cwd=folder).stdout.decode()

    assert "  In the report (report.docx), para. 3 (b) (i):\n" in shown
    assert "    The treatment of young offenders, who must be held apart from adults;\n" in shown
    assert "  In the matrix: without “young”, “shall” for “must”.\n" in shown
    same = drafter_here("show", "--matrix", "matrix.yaml", "rur-3a", cwd=folder).stdout.decode()
    assert "  The same words in the report (report.docx), para. 3 (a).\n" in same
    none = drafter_here("show", "--matrix", "matrix.yaml", "gra-3a", cwd=folder).stdout.decode()
    assert "eport (" not in none.replace("Report of the Graustark (", "")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_show_ends_by_the_fault_of_a_report_that_it_has_told(folder, options):
    (folder / "report.docx").unlink()
    done = drafter_here("show", "--matrix", "matrix.yaml", "rur-3a", *options, cwd=folder)
    assert done.returncode == 1
    assert "rur-3a" in done.stdout.decode()
    assert "no recommendation was compared with this report" in done.stderr.decode()


def test_the_review_page_has_the_words_of_the_report_beside_the_matrixs(folder):
    drafter_here("draft", "--matrix", "matrix.yaml", "--min-regions", "1", "-o", "paper.docx", cwd=folder)
    assert drafter_here("review", "paper.docx", "-o", "review.html", cwd=folder).returncode == 0

    page = (folder / "review.html").read_text(encoding="utf-8")

    (data,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    items = {item["source"]: item for clause in json.loads(data)["clauses"] for item in clause["items"]}
    assert items["rur-3a"]["in_report"] == []
    assert items["rur-3b-i"]["in_report"] == [
        {
            "title": "In the report (report.docx), para. 3 (b) (i)",
            "text": "The treatment of young offenders, who must be held apart from adults;",
        }
    ]


def test_the_names_of_those_whose_it_is_may_stand_behind_a_text_of_the_report(tmp_path):
    (tmp_path / "report.txt").write_text(
        "121.1 Ratify the Convention for the Protection of All Persons (Ruritania) (Graustark);\n"
        "121.2 Complete the ratification of the Protocol (Graustark); Increase efforts to ratify the "
        "Protocol (Ruritania);\n"
        "121.3 Build on the progress that was made in the prisons (Ruritania);\n"
        "121.4 Continue the training of guards in all prisons (Graustark).\n",
        encoding="utf-8",
    )
    (tmp_path / "about.yaml").write_text(_ABOUT + "reports: report.txt\n", encoding="utf-8")
    head, _, _ = _MATRIX.partition("recommendations:")
    (tmp_path / "matrix.yaml").write_text(
        head + "recommendations:\n"
        "  - {id: rur-121.1, also: [gra], text: Ratify the Convention for the Protection of All Persons}\n"
        "  - {id: gra-121.2, text: Complete the ratification of the Protocol}\n"
        "  - {id: rur-121.2, text: Increase efforts to ratify the Protocol}\n"
        "  - {id: gra-121.3, text: Build on the progress that was made in the prisons}\n"
        "  - {id: gra-121.4, text: Continue the training of all guards in all prisons}\n",
        encoding="utf-8",
    )
    _, found = checked(tmp_path)
    assert [one["message"] for one in found["problems"]] == [
        "gra-121.3 is not in the words of report.txt, para. 121.3: without “(Ruritania)”",
        "gra-121.4 is not in the words of report.txt, para. 121.4: with “all”",
    ]
    assert found["summary"]["reports"][0]["text"] == "5 recommendations: 3 as in the report, 2 differ"


def test_recommendations_in_bold_type_go_on_over_lines_that_are_no_headings():
    lines = [
        ("122.51 Strengthen the response of its criminal justice system in cases of", False),
        ("racist hate speech by ensuring investigation and", True),
        ("Punishment of the perpetrators (Ruritania);", True),
        ("Matters of another kind", True),
        ("122.52 Train the guards (Graustark);", False),
    ]
    pieces = tuple(Piece(text, line, 1, bold=bold) for line, (text, bold) in enumerate(lines, 1))
    read_as = {
        one.place.decimal: one.parts for one in numbered_paragraphs(Document("report", (), pieces)).all
    }
    assert read_as == {
        "51": (
            (
                "Strengthen the response of its criminal justice system in cases of racist hate speech by "
                "ensuring investigation and Punishment of the perpetrators (Ruritania);"
            ),
        ),
        "52": ("Train the guards (Graustark);",),
    }
