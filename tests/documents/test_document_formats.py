"""Documents in all formats, and the peculiarities of each format."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from making import W, change_word, converted, doubts, errors, excel, in_cell, outcome, separated, web, word
from test_document_shapes import BODY, DATA, EDUCATION, FULL, GRID, HEADS, LIST, PRISONS, VICTIMS

from drafter.documents import read_document
from drafter.problems import DrafterError

# Word


def test_a_word_table_is_read(tmp_path: Path) -> None:
    found, problems = outcome(word(tmp_path / "m.docx", GRID))
    assert (found, errors(problems)) == (FULL, [])


def test_a_recommendation_of_word_says_where_it_is(tmp_path: Path) -> None:
    matrix, _ = read_document(word(tmp_path / "m.docx", GRID))
    assert matrix.by_id["europe-8a"].place == "table 1, row 3, column 3"


def test_a_table_a_theme_is_under_its_heading(tmp_path: Path) -> None:
    tables = [[HEADS[1:], row[1:]] for row in BODY]
    styled = word(tmp_path / "styled.docx", *tables, above=["Heading 2|Justice", "Heading 2|Data"])
    plain = word(tmp_path / "plain.docx", *tables, above=["Justice", "Data"])
    for path in (styled, plain):
        found, problems = outcome(path)
        assert (found, errors(problems)) == (FULL, [])
        assert "tables-joined" in doubts(problems)


def test_headings_of_two_levels_are_sections_and_themes(tmp_path: Path) -> None:
    path = word(
        tmp_path / "m.docx",
        *[[HEADS[1:], row[1:]] for row in BODY],
        above=["Heading 2|Justice", "Heading 2|Data"],
    )

    def add_section(document: Any) -> None:
        first, second = (p for p in document.paragraphs if p.style.name == "Heading 2")
        first.insert_paragraph_before("Agenda item 3", style="Heading 1")
        second.insert_paragraph_before("Agenda item 4", style="Heading 1")

    matrix, _ = read_document(change_word(path, add_section))
    assert [(theme.id, theme.title) for theme in matrix.themes] == [
        ("item-3-1", "Justice"),
        ("item-4-1", "Data"),
    ]


def test_merged_cells_of_word_are_one_cell(tmp_path: Path) -> None:
    rows = [HEADS, ["Justice", GRID[1][1], ""], ["", "", GRID[1][2]], ["General", "", ""], BODY[1]]

    def merge(document: Any) -> None:
        table = document.tables[0]
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(3, 0).merge(table.cell(3, 2))

    found, problems = outcome(change_word(word(tmp_path / "m.docx", rows), merge))
    assert (found, errors(problems)) == (FULL, [])


def test_a_cell_across_two_regions_is_refused(tmp_path: Path) -> None:
    def merge(document: Any) -> None:
        document.tables[0].cell(1, 1).merge(document.tables[0].cell(1, 2))

    _, problems = outcome(change_word(word(tmp_path / "m.docx", GRID), merge))
    problem = next(problem for problem in problems if problem.code == "across")
    assert "table 1, row 2, column 2: this cell spans “Africa” and “Europe”" in problem.message


def test_a_row_of_word_that_lacks_a_cell_is_refused(tmp_path: Path) -> None:
    def cut(document: Any) -> None:
        row = document.tables[0].rows[1]._tr
        row.remove(row.tc_lst[0])

    _, problems = outcome(change_word(word(tmp_path / "m.docx", GRID), cut))
    assert "wrong-cells" in errors(problems)


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    markup = (
        '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>Promote education</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>Stop schools</w:delText></w:r></w:del>'
        "<w:r><w:t> for all [Report, para. 12c]</w:t></w:r></w:p>"
    )
    path = change_word(word(tmp_path / "m.docx", GRID), lambda document: in_cell(document, 1, 1, markup))
    found, problems = outcome(path)
    assert (found, errors(problems)) == (FULL, [])
    assert doubts(problems) == ["tracked-changes"]


def test_content_controls_and_links_give_way_to_their_words(tmp_path: Path) -> None:
    markup = (
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>Promote education</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve"> for all</w:t></w:r></w:hyperlink>'
        "<w:r><w:t> [Report, para. 12c]</w:t></w:r></w:p>"
    )
    path = change_word(word(tmp_path / "m.docx", GRID), lambda document: in_cell(document, 1, 1, markup))
    assert outcome(path)[0] == FULL


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    markup = (
        "<w:p><w:r><w:t>Promote education for all [Report, para. 12c]</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ask the Chair</w:t></w:r></w:p>"
    )
    path = change_word(word(tmp_path / "m.docx", GRID), lambda document: in_cell(document, 1, 1, markup))
    found, problems = outcome(path)
    assert found == FULL
    assert "ask the Chair" in next(problem.message for problem in problems if problem.code == "hidden")


def test_hyphens_of_word_are_hyphens(tmp_path: Path) -> None:
    markup = (
        "<w:p><w:r><w:t>Use non</w:t><w:noBreakHyphen/><w:t>custodial mea</w:t><w:softHyphen/>"
        "<w:t>sures [Report, para. 12c]</w:t></w:r></w:p>"
    )
    path = change_word(word(tmp_path / "m.docx", GRID), lambda document: in_cell(document, 1, 1, markup))
    assert outcome(path)[0]["Justice"]["africa-12c"] == "Use non-custodial measures"


def test_letters_that_word_makes_are_labels(tmp_path: Path) -> None:
    def number(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {W} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
                '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
            ),
        )
        numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        style = document.styles.add_style("Lettered", 1)
        style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
        cell = document.tables[0].cell(1, 1)
        cell.paragraphs[0].style = style
        cell.add_paragraph(f"{VICTIMS} [Report, para. 12]", style=style)

    rows = [HEADS, ["Justice", f"{EDUCATION} [Report, para. 12]", GRID[1][2]]]
    found, problems = outcome(change_word(word(tmp_path / "m.docx", rows), number))
    assert found == {"Justice": {"africa-12c": EDUCATION, "africa-12d": VICTIMS, "europe-7": PRISONS}}
    assert "letter-from-label" in doubts(problems)


def test_a_table_in_a_cell_and_a_box_are_read_in_their_place(tmp_path: Path) -> None:
    def nest(document: Any) -> None:
        cell = document.tables[0].cell(1, 1)
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text = f"{VICTIMS} [Report, para. 20]"
        box = (
            f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{DATA} [Report, para. 21]</w:t></w:r></w:p>"
        )
        box += "</w:txbxContent></w:pict></w:r></w:p>"
        inner.cell(0, 1)._tc.append(parse_xml(box))

    found, problems = outcome(change_word(word(tmp_path / "m.docx", GRID), nest))
    assert errors(problems) == []
    assert found["Justice"] == FULL["Justice"] | {"africa-20": VICTIMS, "africa-21": DATA}


def test_a_list_in_word_is_read(tmp_path: Path) -> None:
    assert outcome(word(tmp_path / "m.docx", LIST))[0] == FULL


def test_another_table_of_word_is_told(tmp_path: Path) -> None:
    legend = [["Abbreviation", "Meaning"], ["RPM", "regional preparatory meeting"]]
    found, problems = outcome(word(tmp_path / "m.docx", legend, GRID, below=["Vienna, May"]))
    assert (found, errors(problems)) == (FULL, [])
    messages = " ".join(problem.message for problem in problems)
    assert "regional preparatory meeting" in messages
    assert "Vienna, May" in messages


def test_a_table_that_goes_on_without_heads_is_joined(tmp_path: Path) -> None:
    found, problems = outcome(word(tmp_path / "m.docx", GRID[:2], GRID[2:]))
    assert (found, errors(problems)) == (FULL, [])


def test_two_different_matrices_in_a_document_are_refused(tmp_path: Path) -> None:
    other = [["Theme", "Asia", "America"], *BODY]
    _, problems = outcome(word(tmp_path / "m.docx", GRID, other))
    assert [problem.message for problem in problems if problem.code == "two-tables"] == [
        "table 1 and table 2 could each be the matrix"
    ]


# Spreadsheets


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_sheet_is_read(ending: str, tmp_path: Path) -> None:
    path = excel(tmp_path / "m.xlsx", Matrix=GRID)
    if ending != "xlsx":
        path = converted(path, ending)
    matrix, problems = read_document(path)
    assert errors(problems) == []
    assert matrix.by_id["europe-8a"].text == DATA
    assert matrix.by_id["europe-8a"].place == "sheet Matrix, row 3, column 3"


def test_merged_cells_of_a_sheet_are_one_cell(tmp_path: Path) -> None:
    rows = [["Matrix", "", ""], HEADS, ["Justice", GRID[1][1], ""], ["", "", GRID[1][2]], BODY[1]]
    found, problems = outcome(excel(tmp_path / "m.xlsx", merged=["A1:C1", "A3:A4"], Matrix=rows))
    assert (found, errors(problems)) == (FULL, [])


def test_a_merged_cell_across_two_regions_of_a_sheet_is_refused(tmp_path: Path) -> None:
    rows = [HEADS, ["Justice", GRID[1][1], ""], BODY[1]]
    _, problems = outcome(excel(tmp_path / "m.xlsx", merged=["B2:C2"], Matrix=rows))
    assert "across" in errors(problems)


def test_a_paragraph_number_as_a_number_is_that_number(tmp_path: Path) -> None:
    rows = [LIST[0], ["Justice", "Europe", 7, PRISONS], ["Data", "Africa", 13.0, VICTIMS]]
    found, problems = outcome(excel(tmp_path / "m.xlsx", List=rows))
    assert (found, errors(problems)) == (
        {"Justice": {"europe-7": PRISONS}, "Data": {"africa-13": VICTIMS}},
        [],
    )


def test_a_number_with_a_decimal_may_have_lost_its_end(tmp_path: Path) -> None:
    rows = [LIST[0], ["Justice", "Europe", 5.1, PRISONS], ["Data", "Africa", 13, VICTIMS]]
    _, problems = outcome(excel(tmp_path / "m.xlsx", List=rows))
    problem = next(problem for problem in problems if problem.code == "number-cell")
    assert (
        problem.message
        == "sheet List, row 2, column 3: the sheet has the number 5.1, which may have been 5.10"
    )


def test_decimals_as_text_are_read(tmp_path: Path) -> None:
    rows = [LIST[0], ["Justice", "Europe", "5.10", PRISONS]]
    assert outcome(excel(tmp_path / "m.xlsx", List=rows))[0] == {"Justice": {"europe-5.10": PRISONS}}


def test_a_formula_without_a_value_is_refused(tmp_path: Path) -> None:
    rows = [HEADS, ["Justice", '=CONCATENATE("a","b")', GRID[1][2]], BODY[1]]
    _, problems = outcome(excel(tmp_path / "m.xlsx", Matrix=rows))
    assert "the formula in B2 has no value" in [problem.message for problem in problems]


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    path = excel(
        tmp_path / "m.xlsx", Matrix=GRID, Old=[["Theme", "Africa", "Europe"], ["Old", "x [para. 1]", ""]]
    )
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    found, problems = outcome(path)
    assert (found, errors(problems)) == (FULL, [])
    assert "x [para. 1]" in " ".join(problem.message for problem in problems if problem.code == "hidden")


# Web pages


def test_a_web_page_is_read(tmp_path: Path) -> None:
    found, problems = outcome(web(tmp_path / "m.html", GRID, "<h1>Matrix</h1>{}<p>Source: reports</p>"))
    assert (found, errors(problems)) == (FULL, [])
    assert doubts(problems) == ["left-out"]


def test_spans_and_hidden_parts_of_a_web_page(tmp_path: Path) -> None:
    page = (
        "<meta charset=utf-8><table><tr><th>Theme<th>Africa<th>Europe"
        f"<tr><td rowspan=2>Justice<td><p>{EDUCATION}</p><p>[Report, para. 12c]</p><td>"
        f"<tr><td><td>{PRISONS} <b>[Report, para. 7]</b>"
        "<tr><td colspan=3>General"
        f"<tr><td>Data<td>{VICTIMS} [para. 13]<span style='display:none'>not this</span><td>{DATA} [para. 8a]"
        "</table>"
    )
    (tmp_path / "m.html").write_text(page, "utf-8")
    found, problems = outcome(tmp_path / "m.html")
    assert (found, errors(problems)) == (FULL, [])
    assert "not this" in next(problem.message for problem in problems if problem.code == "hidden")


def test_a_table_a_theme_on_a_web_page(tmp_path: Path) -> None:
    tables = "".join(
        f"<h2>{row[0]}</h2><table><tr><td>Africa<td>Europe<tr><td>{row[1]}<td>{row[2]}</table>"
        for row in BODY
    )
    (tmp_path / "m.html").write_text(tables, "utf-8")
    assert outcome(tmp_path / "m.html")[0] == FULL


# Text


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_whatever_separates_the_cells(mark: str, tmp_path: Path) -> None:
    assert outcome(separated(tmp_path / "m.csv", GRID, mark))[0] == FULL


@pytest.mark.parametrize("ending", ["tsv", "txt"])
def test_tabs_separate_the_cells(ending: str, tmp_path: Path) -> None:
    assert outcome(separated(tmp_path / f"m.{ending}", GRID, "\t"))[0] == FULL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    rows = [HEADS, ["Justice", "Soutenir l’éducation – à tous [Report, para. 12c]", GRID[1][2]]]
    found, problems = outcome(separated(tmp_path / "m.csv", rows, encoding=encoding))
    assert found["Justice"]["africa-12c"] == "Soutenir l’éducation – à tous"
    assert errors(problems) == []


def test_a_quoted_cell_of_several_lines(tmp_path: Path) -> None:
    rows = [HEADS, ["Justice", f'{EDUCATION} [para. 1]\n“{VICTIMS}”, they said, "now" [para. 2]', GRID[1][2]]]
    for name, mark in (("m.csv", ","), ("m.tsv", "\t")):
        found, _ = outcome(separated(tmp_path / name, rows, mark))
        assert found["Justice"]["africa-2"] == f'“{VICTIMS}”, they said, "now"'


def test_marked_paragraphs_and_pages_of_a_text(tmp_path: Path) -> None:
    text = (
        "A matrix\n\nAfrica\tEurope\nGeneral\t\nI. Justice\t\n"
        f"<p>(a) {EDUCATION} [Report, para. 1a]</p> <p>(b) {VICTIMS} [Report, para. 1b]</p>\tReduce over-\n"
        "\nA matrix\n\nAfrica\tEurope\nI. Justice (cont’d)\t\n\tcrowding in prisons [Report, para. 7]\n"
    )
    (tmp_path / "m.txt").write_text(text, "utf-8")
    found, problems = outcome(tmp_path / "m.txt")
    assert errors(problems) == []
    assert found == {
        "I. Justice": {
            "africa-1a": EDUCATION,
            "africa-1b": VICTIMS,
            "europe-7": "Reduce over-crowding in prisons",
        }
    }


# PDF


def test_a_pdf_is_read(tmp_path: Path) -> None:
    path = word(tmp_path / "m.docx", GRID)
    change_word(path, lambda document: setattr(document.tables[0], "style", document.styles["Table Grid"]))
    found, problems = outcome(converted(path, "pdf"))
    assert (found, errors(problems)) == (FULL, [])


def test_a_pdf_of_pictures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    with pytest.raises(DrafterError, match="pictures"):
        read_document(path)


# Files that cannot be read


def test_a_bad_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    good = word(tmp_path / "good.docx", GRID).read_bytes()
    sheet = excel(tmp_path / "good.xlsx", Matrix=GRID).read_bytes()
    cases = {
        "empty.docx": (b"", "is empty"),
        "cut.docx": (good[:2000], "damaged"),
        "sheet.docx": (sheet, "is a spreadsheet file, but its name ends in “.docx”"),
        "word.xlsx": (good, "is a Word file"),
        "word.txt": (good, "is a Word file"),
        "text.docx": (b"Theme\tAfrica\n", "is a text file"),
        "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "do"),
        "locked.xlsx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        "cut.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        "cut.pdf": (b"%PDF-1.7 and no more", "damaged|pictures"),
        "picture.png": (b"\x89PNG", "does not read"),
    }
    for name, (content, words) in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(DrafterError, match=words) as refused:
            read_document(path)
        assert refused.value.hint


def test_a_package_of_unreasonable_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(500 * 1024 * 1024))
    with pytest.raises(DrafterError, match="too large"):
        read_document(path)
