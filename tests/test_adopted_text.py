"""An adopted text as paragraphs: their numbers, their headings, the preamble, and texts that have none."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drafter.problems import ContentError
from drafter.reading.tracing.adopted import load_adopted

KYOTO = Path(__file__).parent.parent / "data" / "kyoto-2021" / "kyoto-declaration.txt"
TEXT = """\
# The Strelsau Declaration
We, Ministers of Ruritania and
Graustark, assembled at Strelsau,
Recalling resolution 1/2,[^1]

Declare the following:
1. We undertake to cooperate;
We therefore endeavour to:
2. Promote:
(a) youth work;
(b) sports;
## Prisons
3. Improve prisons;
# Notes
[^1] Resolution 1/2, annex.
"""


def adopted(folder, text, **how):
    path = Path(folder) / "adopted.txt"
    path.write_text(text, encoding="utf-8")
    return load_adopted(path, **how)


def test_the_kyoto_declaration_has_97_paragraphs_and_five_in_its_preamble():
    text = load_adopted(KYOTO)
    assert [one.key for one in text.paragraphs] == [
        *(f"P{number}" for number in range(1, 6)),
        *map(str, range(1, 98)),
    ]
    assert text.by_key["P3"].text.startswith("Taking stock of the 65-year legacy")
    # Marks of footnotes are no words.
    assert text.by_key["P5"].text.endswith(
        "2030 Agenda for Sustainable Development and the achievement "
        "thereof so far, and the challenges to overcome,"
    )
    assert text.by_key["20"].text.endswith("including as a basis to facilitate international cooperation;")
    assert text.by_key["20"].headings == ()
    assert text.by_key["37"].headings == (
        "Advancing the criminal justice system",
        "Reducing reoffending through rehabilitation and reintegration",
    )
    assert text.by_key["97"].text.endswith("provided for the Fourteenth Congress.")


def test_preamble_subparagraphs_and_headings(tmp_path):
    text = adopted(tmp_path, TEXT)
    assert [(one.key, one.text, one.headings) for one in text.paragraphs] == [
        ("P1", "We, Ministers of Ruritania and Graustark, assembled at Strelsau,", ()),
        ("P2", "Recalling resolution 1/2,", ()),
        ("1", "We undertake to cooperate;", ()),
        ("2", "Promote:", ("We therefore endeavour to:",)),
        ("2 (a)", "youth work;", ("We therefore endeavour to:",)),
        ("2 (b)", "sports;", ("We therefore endeavour to:",)),
        ("3", "Improve prisons;", ("Prisons",)),
    ]
    assert [text.find(named) for named in ("p2", "2(A)", "3.", "4")] == [
        *(text.by_key[key] for key in ("P2", "2 (a)", "3")),
        None,
    ]


def test_numbers_that_word_counts(tmp_path):
    document = docx.Document()
    for words in ("We, Ministers,", "Declare the following:"):
        document.add_paragraph(words)
    for words in ("We undertake to cooperate;", "We endeavour to promote sports."):
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    content = io.BytesIO()
    document.save(content)
    path = tmp_path / "adopted.docx"
    path.write_bytes(content.getvalue())
    assert [(one.key, one.text) for one in load_adopted(path).paragraphs] == [
        ("P1", "We, Ministers,"),
        ("1", "We undertake to cooperate;"),
        ("2", "We endeavour to promote sports."),
    ]


@pytest.mark.parametrize("opening", ["We, Ministers,", "The General Assembly,"])
def test_an_opening_line_is_counted_and_said_to_be(tmp_path, opening):
    text = adopted(tmp_path, f"{opening}\nRecalling much,\n1. We undertake to cooperate;\n")
    assert [one.printed for one in text.paragraphs] == [
        "preambular paragraph 1 (the opening line)",
        "preambular paragraph 2 (opening line counted)",
        "paragraph 1",
    ]
    assert text.has_opening


def test_a_preamble_without_an_opening_line_counts_from_its_first_paragraph(tmp_path):
    text = adopted(tmp_path, "Recalling much,\nWelcoming more,\n1. We undertake to cooperate;\n")
    assert [one.printed for one in text.paragraphs][:2] == [
        "preambular paragraph 1",
        "preambular paragraph 2",
    ]
    assert not text.has_opening


def test_a_text_without_numbers_says_how_they_are_recognised(tmp_path):
    without = "## On youth\nWe undertake to cooperate.\nWe promote sports.\n"
    with pytest.raises(ContentError, match="has no numbered paragraphs") as refused:
        adopted(tmp_path, without)
    assert "--paragraphs lines" in str(refused.value)
    assert [
        (one.key, one.text, one.headings) for one in adopted(tmp_path, without, by_lines=True).paragraphs
    ] == [
        ("1", "We undertake to cooperate.", ("On youth",)),
        ("2", "We promote sports.", ("On youth",)),
    ]


def test_two_paragraphs_with_one_number_are_told_with_their_lines(tmp_path):
    twice = TEXT.replace("# Notes", "# Annex\n1. We thank Strelsau for its hospitality;\n# Notes")
    with pytest.raises(ContentError, match="paragraph 1 stands 2 times: line 7, line 15"):
        adopted(tmp_path, twice)
