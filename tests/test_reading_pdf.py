"""Tables on PDF pages that LibreOffice makes of Word files: Annex B whole, and what cannot be read."""

from __future__ import annotations

import subprocess
import sys

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from table_files import (
    is_heading,
    read_bytes_as,
    recommendations_of_annex_b,
    rows_of_annex_b,
    texts_in,
    texts_of_annex_b,
)

from drafter.documents.paragraphs import numbered_paragraphs
from drafter.documents.readers import read
from drafter.documents.readers.lines import Line, paragraphs_of, vocabulary_of
from drafter.documents.table import characters_in
from drafter.problems import DrafterError, Severity
from tools import cannot_run, convert, drafter_here

try:
    import pdfplumber
except ImportError:
    pdfplumber = None
if pdfplumber is None:

    @pytest.fixture(autouse=True)
    def the_extra():
        cannot_run("the extra pdf is not installed")


RUNNING_HEAD = "A/CONF.234/RPM/1"
TITLE = "A matrix of the recommendations of five regional preparatory meetings"


def word_file(path, rows):
    """A Word file with a landscape table, its first row repeated on each page, under a running head."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    document.styles["Normal"].font.size = Pt(8)
    section.header.paragraphs[0].text = RUNNING_HEAD
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for line, row in zip(table.rows, rows, strict=True):
        cells = line.cells
        for cell, paragraphs in zip(cells, row, strict=True):
            for number, text in enumerate(paragraphs):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.add_run(text).bold = row is rows[0]
        if is_heading(row):
            cells[0].merge(cells[-1])
    document.save(path)
    return path


@pytest.fixture(scope="module")
def annex_b(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    (path,) = convert(folder, word_file(folder / "annex-b.docx", rows_of_annex_b()))
    told = []
    document = read(path.read_bytes(), path, lambda done, total: told.append((done, total)))
    return document, told


@pytest.mark.thorough
def test_annex_b_comes_out_of_a_pdf_with_its_249_texts(annex_b):
    document, told = annex_b

    assert len(texts_of_annex_b()) == 249
    assert len(texts_of_annex_b() & texts_in(document)) >= 247
    pages = told[-1][1]
    assert told == [(number, pages) for number in range(1, pages + 1)]
    assert pages > 20


@pytest.mark.thorough
def test_the_pages_are_one_table_and_all_letters_are_accounted_for(annex_b):
    document, _ = annex_b
    (table,) = document.tables
    assert characters_in(document.pieces) == document.characters
    assert [(piece.text, piece.stands) for piece in document.outside[:3]] == [
        (RUNNING_HEAD, "page header or footer, page 1"),
        (TITLE, "page 1"),
        (RUNNING_HEAD, "page header or footer, page 2"),
    ]
    heads, general, theme = table.rows[:3]
    assert [cell.text for cell in heads][0::4] == ["Asia and the Pacific", "Europe"]
    assert all(cell.paragraphs[0].bold for cell in heads)
    assert [(cell.text, cell.column, cell.columns) for cell in general] == [("General issues", 0, 5)]
    assert (theme[0].columns, theme[0].paragraphs[0].stands) == (5, "page 1, row 3")


@pytest.mark.thorough
def test_a_list_whose_rows_run_over_pages_keeps_each_text_in_its_row(tmp_path):
    sentence = "Promote the rule of law, cooperation and the exchange of information among all States, "
    rows = [[("State",), ("Number",), ("Recommendation",)]] + [
        [(f"State {number}",), (f"{number}",), (sentence * 6 + f"and so on for number {number}.",)]
        for number in range(1, 25)
    ]
    (path,) = convert(tmp_path, word_file(tmp_path / "list.docx", rows))

    document = read_bytes_as("list.pdf", path.read_bytes())

    (table,) = document.tables
    content = [row for row in table.rows if row[0].text != "State"]
    assert [row[0].text for row in content] == [f"State {number}" for number in range(1, 25)]
    assert [row[2].text for row in content] == [row[2][0] for row in rows[1:]]
    assert "row-over-pages" in [problem.code for problem in document.doubts]


@pytest.mark.thorough
def test_a_text_that_may_be_the_rest_of_a_row_is_said_and_not_joined(tmp_path):
    sentences = [f"Promote subject {number}." for number in range(60)]
    rows = [[("State",), ("Number",), ("Recommendation",)], [("Chile",), ("1",), sentences]]
    (path,) = convert(tmp_path, word_file(tmp_path / "list.docx", rows))

    document = read_bytes_as("list.pdf", path.read_bytes())

    (table,) = document.tables
    content = [row for row in table.rows if row[0].text != "State"]
    assert [row[0].text for row in content] == ["Chile", ""]
    assert " ".join(row[2].text for row in content) == " ".join(sentences)
    said = [problem for problem in document.doubts if problem.code == "row-over-pages"]
    assert [(problem.severity, problem.stands) for problem in said] == [(Severity.WARNING, "page 2, row 2")]


@pytest.mark.thorough
def test_the_paragraphs_of_a_report_are_found_by_their_numbers(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = RUNNING_HEAD
    texts = [text for *_, text in recommendations_of_annex_b()[:40]]
    said = dict(enumerate((" ".join(text.split()) for text in texts), start=1))
    for number, text in said.items():
        document.add_paragraph(f"{number}. {text}")
    document.save(tmp_path / "report.docx")
    (path,) = convert(tmp_path, tmp_path / "report.docx")

    found = numbered_paragraphs(read(path.read_bytes(), path, is_matrix=False))

    assert [one.place.paragraph for one in found.all] == list(said)
    assert [" ".join(one.parts) for one in found.all] == list(said.values())


def together(*lines, known=""):
    """Lines of one paragraph, put together with the words that are known."""
    placed = [Line(text, number * 10.0, number * 10.0 + 8) for number, text in enumerate(lines)]
    vocabulary = vocabulary_of([*placed, Line(known, 0, 8)])
    return list(paragraphs_of(placed, 2.0, vocabulary))


@pytest.mark.parametrize(
    ("lines", "known", "text", "dropped", "doubts"),
    [
        (("the imple-", "mentation of it"), "implementation", "the implementation of it", "-", []),
        (("a multi-", "stakeholder one"), "multi-stakeholder", "a multi-stakeholder one", "", []),
        (("a multi-", "stakeholder, too"), "", "a multi-stakeholder, too", "", ["multi-stakeholder"]),
        (("the years 2020–", "2025 and"), "", "the years 2020–2025 and", "", []),
        (("of UN-", "Habitat"), "", "of UN-Habitat", "", []),
        (("themes -", "all of them"), "", "themes - all of them", "", []),
        (("coop\u00ad", "eration"), "", "cooperation", "\u00ad", []),
    ],
)
def test_a_hyphen_at_a_lines_end_is_judged_by_the_other_words(lines, known, text, dropped, doubts):
    (paragraph,) = together(*lines, known=known)

    assert (paragraph.text, paragraph.dropped, paragraph.doubts) == (text, dropped, doubts)


def test_what_is_said_below_a_text_with_a_label_is_a_paragraph():
    said = together("1.1 Ratify it (Chile);", "Source of Position: A/HRC/43/15 - Para 121")
    assert [one.text for one in said] == [
        "1.1 Ratify it (Chile);",
        "Source of Position: A/HRC/43/15 - Para 121",
    ]
    assert len(together("Ratify the Convention and", "Protocol: all of it")) == 1


def test_labels_and_gaps_begin_paragraphs():
    lines = [
        Line("(a) First,", 0, 8),
        Line("(ii) in the middle.", 10, 18),
        Line("(b) Second", 20, 28),
        Line("Third", 38, 46),
    ]

    assert [p.text for p in paragraphs_of(lines, 2.0, set())] == [
        "(a) First, (ii) in the middle.",
        "(b) Second",
        "Third",
    ]


def scanned(path):
    pytest.importorskip("PIL.Image").new("L", (200, 300), 128).save(path)


def without_table(path):
    document = docx.Document()
    document.add_paragraph("Dear Sir or Madam, this is a letter.")
    document.save(path.with_suffix(".docx"))
    convert(path.parent, path.with_suffix(".docx"))


def protected(path):
    word_file(path.with_suffix(".docx"), [[("North",), ("South",)], [("one",), ("two",)]])
    asked = (
        'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
    )
    convert(path.parent, path.with_suffix(".docx"), to=asked)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (scanned, "m.pdf has no text: its pages are pictures"),
        (without_table, "m.pdf has no table with ruled lines that drafter can see"),
        (protected, "m.pdf is protected by a password"),
        (
            lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 9),
            "m.pdf is no PDF, or is damaged",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_nothing_is_written(tmp_path, make, says):
    make(tmp_path / "m.pdf")

    done = drafter_here("import", "m.pdf", "-o", "matrix.yaml", cwd=tmp_path)

    assert done.returncode == 3
    assert says in done.stderr.decode()
    assert done.stderr.count(b"\n") <= 2
    assert not (tmp_path / "matrix.yaml").exists()


def test_without_the_extra_one_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pdfplumber", None)

    with pytest.raises(DrafterError) as caught:
        read_bytes_as("m.pdf", b"%PDF-1.7\n")

    assert 'pip install "declaration-drafter[pdf]"' in caught.value.hint


def test_other_formats_do_not_wait_for_what_reads_pdfs():
    code = "import sys, drafter.documents.source; print('pdfplumber' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert done.stdout.split() == [b"False", b"False"]
