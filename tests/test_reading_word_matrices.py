"""Matrices in Word files: every word of every cell, where Word shows it, and what is not read is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_matrices import Maker, annex_b_rows, convert, is_heading, p, pages, tbl, tc, web_page, word_file
from word_reading import rezip, unzip

from drafter.documents.readers import read
from drafter.documents.source import read_document
from drafter.documents.table import characters_in
from drafter.problems import DrafterError
from tools import drafter_here

WORD = Path("matrix.docx")


def document_of(content):
    """The document, of which every character is accounted for."""
    document = read(content, WORD)
    assert document.characters == characters_in(document.pieces)
    return document


def cells_of(document):
    """The paragraphs of each cell, blanks squeezed, row by row through all tables."""
    rows = (row for table in document.tables for row in table.rows)
    return [[[" ".join(one.text.split()) for one in cell.paragraphs] for cell in row] for row in rows]


def the_cells(content):
    return cells_of(document_of(content))


def changed(content, old, new):
    """A file with other words in its main part."""
    parts = unzip(content)
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    return rezip(parts)


def said(document):
    return [(problem.code, problem.stands) for problem in document.doubts]


# Annex B


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("numbered", [False, True])
def test_annex_b_with_a_table_a_page_is_read_word_for_word(merged, numbered):
    maker = Maker(merged=merged, numbered=numbered)
    rows = annex_b_rows()
    for page in pages(rows):
        maker.table(page)
        maker.document.add_paragraph("Another page")
    document = document_of(maker.save())

    assert len(document.tables) == 27
    assert cells_of(document) == [row[:1] if merged and is_heading(row) else row for row in rows]


def test_annex_b_is_the_same_matrix_from_word_as_from_text(annex_b, tmp_path):
    maker = Maker(merged=True, numbered=True)
    for page in pages(annex_b_rows()):
        maker.table(page)
    made = {"word.docx": maker.save(), "page.html": web_page(annex_b_rows()).encode()}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        assert_the_same(read_document(tmp_path / name), annex_b)


@pytest.mark.thorough
def test_annex_b_is_the_same_matrix_after_libreoffice_saved_it(annex_b, tmp_path):
    maker = Maker(merged=True, numbered=True)
    for page in pages(annex_b_rows()):
        maker.table(page)
    (tmp_path / "word.docx").write_bytes(maker.save())
    (tmp_path / "page.html").write_text(web_page(annex_b_rows(), merged=True), encoding="utf-8")
    for source, made in (
        ("word.docx", "word.odt"),
        ("word.odt", "again/word.docx"),
        ("word.docx", "word.html"),
        ("page.html", "again/page.docx"),
    ):
        saved = convert(tmp_path / source, tmp_path / made)
        if saved.suffix != ".odt":
            assert_the_same(read_document(saved), annex_b)


def assert_the_same(reading, annex_b):
    """The same recommendations in the same words under the same themes, and every character accounted for."""
    keys = {region.name: region.key for region in annex_b.matrix.regions}
    own = {region.key: keys[region.name] for region in reading.matrix.regions}
    assert len(reading.matrix.recommendations) == 249
    assert texts_of(reading.matrix, own) == texts_of(
        annex_b.matrix, dict(zip(keys.values(), keys.values(), strict=True))
    )
    for part in ("sections", "themes"):
        titles = [[one.title for one in getattr(matrix, part)] for matrix in (reading.matrix, annex_b.matrix)]
        assert titles[0] == titles[1]
    assert "not-accounted-for" not in [problem.code for problem in reading.problems]


def texts_of(matrix, keys):
    return [
        (
            keys[one.region],
            one.citation.number,
            one.citation.letter,
            [" ".join(text.split()) for text in one.wordings],
        )
        for one in matrix.recommendations
    ]


# Tables


def test_cells_merged_across_and_down_say_where_they_run():
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = document_of(
        word_file(
            tbl(
                ["Theme", "Chile", "Peru"],
                [tc("Prisons", properties=start), tc("Both", properties='<w:gridSpan w:val="2"/>')],
                [tc(properties=on), "A", "B"],
                [tc("Courts", properties=start), "C", tc("D", properties=start)],
                [tc(properties=on), "E", tc(properties=on)],
            )
        )
    )
    places = [
        [(cell.text, cell.column, cell.columns, cell.rows) for cell in row] for row in document.tables[0].rows
    ]

    assert places[1:] == [
        [("Prisons", 0, 1, 2), ("Both", 1, 2, 1)],
        [("A", 1, 1, 1), ("B", 2, 1, 1)],
        [("Courts", 0, 1, 2), ("C", 1, 1, 1), ("D", 2, 1, 2)],
        [("E", 1, 1, 1)],
    ]
    assert document.tables[0].rows[2][1].paragraphs[0].stands == "table 1, row 3, column 3"


def test_a_border_moved_by_a_hair_makes_no_column():
    wide = '<w:gridSpan w:val="2"/>'
    document = document_of(
        word_file(
            tbl(
                [tc("Chile", properties=wide), "Peru"],
                ["A", tc("B", properties=wide)],
                grid=(3000, 40, 3000),
            )
        )
    )

    assert [[(c.column, c.columns) for c in row] for row in document.tables[0].rows] == [[(0, 1), (1, 1)]] * 2


def test_a_row_that_begins_further_right_stands_there():
    row = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr></w:tbl>'.format(tc("B"))
    document = document_of(word_file(tbl(["Chile", "Peru"]).replace("</w:tbl>", row)))

    assert document.tables[0].rows[1][0].column == 1


# Numbers that Word makes

LEVELS = """<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
  </w:abstractNum><w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="1"><w:startOverride w:val="8"/></w:lvlOverride></w:num>"""


def numbered(text, level=0, list_id=1):
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_that_word_makes_stand_before_the_text():
    content = word_file(
        p("Not numbered")
        + numbered("Prisons")
        + tbl(
            [tc(numbered("First", 1), numbered("", 1), numbered("Third", 1)), tc(numbered("Dot", 0, 2))],
            [tc(numbered("Deep", 2)), tc(numbered("From h on", 1, 3), numbered("And on", 1, 3))],
            [tc(numbered("Courts")), tc(numbered("Anew", 1))],
        ),
        numbering=LEVELS,
    )
    document = document_of(content)

    assert [piece.text for piece in document.outside] == ["Not numbered", "I. Prisons"]
    assert cells_of(document) == [
        [["(a) First", "(c) Third"], ["Dot"]],
        [["I.c.1 Deep"], ["(h) From h on", "(i) And on"]],
        [["II. Courts"], ["(a) Anew"]],
    ]


def test_numbers_of_a_style_in_russian_letters_and_ordinals():
    level = '<w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="%1)"/></w:lvl>'
    definitions = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{level.format(*how)}</w:abstractNum>'
        for number, how in enumerate([(10, "russianLower"), (22, "ordinal"), (3, "upperLetter")])
    )
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3))
    style = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    content = word_file(
        tbl(
            [
                tc(numbered("Ten", 0, 0)),
                tc(numbered("Twenty-two", 0, 1)),
                tc(p("By style", properties='<w:pStyle w:val="Item"/>')),
            ]
        ),
        numbering=definitions + lists,
        styles=style,
    )

    assert the_cells(content) == [[["к) Ten"], ["22nd) Twenty-two"], ["C) By style"]]]


# What stands in a cell

BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"


@pytest.mark.parametrize(
    ("runs", "paragraphs"),
    [
        (["one", BREAK, "two"], ["one two"]),
        (["one", BREAK, " ", BREAK, "two"], ["one", "two"]),
        (["(a)", TAB, "Promote"], ["(a) Promote"]),
        (["over", "<w:r><w:softHyphen/></w:r>", "crowd\u00ading"], ["overcrowding"]),
        (["non", "<w:r><w:noBreakHyphen/></w:r>", "custodial"], ["non-custodial"]),
        (["5 ", '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', " 6"], ["5 £ 6"]),
        (
            [
                "a",
                "<w:ins><w:r><w:t>dd</w:t></w:r></w:ins><w:del><w:r><w:delText>xx</w:delText></w:r></w:del>",
            ],
            ["add"],
        ),
        (
            [
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>',
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                "the result",
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ],
            ["the result"],
        ),
        (["<w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt>"], ["controlled"]),
        (["<w:smartTag><w:r><w:t>Chile</w:t></w:r></w:smartTag>"], ["Chile"]),
        (
            [
                "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>" + p("boxed"),
                "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("boxed"),
                "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            ],
            ["boxed"],
        ),
    ],
)
def test_words_are_read_as_they_are_shown(runs, paragraphs):
    joined = "".join(
        one if one.startswith("<") else f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>' for one in runs
    )

    assert the_cells(word_file(tbl([tc(f"<w:p>{joined}</w:p>"), "next"]))) == [[paragraphs, ["next"]]]


def test_what_is_not_read_is_said_with_its_place():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>old</w:t></w:r>"
    inner = tbl(["deep"])
    document = document_of(
        word_file(
            tbl(
                [tc(p("seen ", hidden)), tc(p("new ", struck))],
                [
                    tc("out", inner, p("")),
                    "<w:tc><w:p><w:ins w:author='Ana'><w:r><w:t>in</w:t></w:r></w:ins></w:p></w:tc>",
                ],
            )
        )
    )

    assert cells_of(document) == [[["seen"], ["new old"]], [["out", "deep"], ["in"]]]
    assert said(document) == [
        ("tracked-changes", ""),
        ("hidden-text", "table 1, row 1, column 1"),
        ("not-as-shown", "table 1, row 1, column 2"),
        ("nested-table", "table 1, row 2, column 1"),
        ("changed-words", "table 1, row 2, column 2"),
    ]
    assert "1, by Ana" in document.doubts[0].message


def test_words_of_tracked_changes_are_told_where_they_stood():
    def change(kind, text, author="Ana"):
        tag = "t" if kind in ("ins", "moveTo", "moveFrom") else "delText"
        space = 'xml:space="preserve"'
        return f"<w:{kind} w:author='{author}'><w:r><w:{tag} {space}>{text}</w:{tag}></w:r></w:{kind}>"

    gone = "<w:rPr><w:del w:author='Ana'/></w:rPr>"
    document = document_of(
        word_file(
            f"<w:p><w:pPr>{gone}</w:pPr>{change('del', 'A whole paragraph')}</w:p>"
            + p("Title")
            + tbl(
                [
                    tc(p("seen ", change("del", "not "), change("del", "now"), change("ins", "soon", "Bo"))),
                    "x",
                ],
                [tc(p(change("moveFrom", "there"))), tc(p(change("moveTo", "there")))],
            ).replace("</w:tbl>", "<w:tr><w:trPr><w:del w:author='Bo'/></w:trPr><w:tc>")
            + p("A whole row")
            + "</w:tc></w:tr></w:tbl>"
            + p("End", f"<w:ins w:author='Bo'>{change('del', 'in and out')}</w:ins>")
        )
    )

    assert cells_of(document) == [[["seen soon"], ["x"]], [[], ["there"]]]
    assert [(one.stands, one.message) for one in document.doubts[1:]] == [
        ("paragraph 1", "deleted by Ana in a tracked change, and not read: “A whole paragraph”"),
        ("table 1, row 1, column 1", "deleted by Ana in a tracked change, and not read: “not now”"),
        ("table 1, row 1, column 1", "inserted by Bo in a tracked change, and read: “soon”"),
        ("table 1, row 2, column 1", "deleted by Ana in a tracked change, and not read: “there”"),
        ("table 1, row 2, column 2", "inserted by Ana in a tracked change, and read: “there”"),
        ("paragraph 2", "deleted by Bo in a tracked change, and not read: “A whole row”"),
        ("paragraph 2", "deleted by Ana in a tracked change, and not read: “in and out”"),
    ]


def test_footnotes_and_comments_are_kept_as_notes():
    mark = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    document = document_of(
        word_file(
            p("Title", mark.format(4))
            + tbl([tc(p("Text", mark.format(2), "<w:r><w:commentReference w:id='0'/></w:r>"))]),
            footnotes=f"<w:footnote w:id='2'>{p('As', ' agreed')}</w:footnote>"
            f"<w:footnote w:id='4'>{p('Draft')}</w:footnote><w:footnote w:id='5'>{p('Lost')}</w:footnote>",
            comments=f"<w:comment w:id='0' w:author='Ana'>{p('Really?')}</w:comment>",
        )
    )
    (cell,) = document.tables[0].rows[0]

    assert cell.text == "Text"
    assert [(note.text, note.stands) for note in cell.notes] == [
        ("As agreed", "table 1, row 1, column 1, footnote 2"),
        ("Really?", "table 1, row 1, column 1, comment"),
    ]
    assert [piece.text for piece in document.outside] == ["Title", "Draft", "Lost"]


def test_bold_is_told_by_run_style_and_table():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    styles = (
        '<w:style w:type="paragraph" w:styleId="Head"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="Look"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        "</w:tblStylePr></w:style>"
    )
    table = tbl(
        ["Chile", "Peru"],
        [tc(p(bold.format("All"), ".")), tc(p(bold.format("Some"), " more"))],
        [tc(p("By style", properties='<w:pStyle w:val="Head"/>')), "plain"],
    ).replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="Look"/><w:tblLook w:val="0020"/></w:tblPr>')
    document = document_of(word_file(table, styles=styles))

    assert [[cell.paragraphs[0].bold for cell in row] for row in document.tables[0].rows] == [
        [True, True],
        [True, False],
        [True, False],
    ]


# Around the tables


def test_what_stands_outside_the_tables_has_its_place():
    frame = tbl([tc(tbl(["Chile", "Peru"], ["A", "B"]), p("below"))])
    document = document_of(
        word_file(p("Title") + p("") + frame + p("Last"), header=p("Page head"), footer=p("Page foot"))
    )

    assert cells_of(document) == [[["Chile"], ["Peru"]], [["A"], ["B"]]]  # the frame is no table
    assert [(piece.text, piece.stands) for piece in document.outside] == [
        ("Title", "paragraph 1"),
        ("below", "paragraph 2"),
        ("Last", "paragraph 3"),
        ("Page head", "page header"),
        ("Page foot", "page footer"),
    ]


# Files that cannot be read


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
WHOLE = word_file(tbl(["Chile", "Peru"]))
ENTITY = b'<!DOCTYPE w:document [<!ENTITY e "eee">]><w:document '


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("broken.docx", WHOLE[:-200], "is not a Word file, or is damaged"),
        ("locked.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        ("old.doc", OLD + "WordDocument".encode("utf-16-le"), "is a Word file of an old kind"),
        ("rich.doc", b"{\\rtf1 Chile}", "is a Rich Text file"),
        ("packed.mht", b"From: Word\r\nMIME-Version: 1.0\r\n", "is a web page packed as a mail"),
        ("entity.docx", changed(WHOLE, b"<w:document ", ENTITY), "document type declaration"),
        ("half.docx", changed(WHOLE, b"</w:tbl>", b""), "is damaged"),
        (
            "deep.docx",
            word_file("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000),
            "elements that stand more than 250 deep",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(name, content, words):
    with pytest.raises(DrafterError, match=words):
        read(content, Path(name))


def test_a_bomb_is_not_unpacked():
    with pytest.raises(DrafterError, match="is refused as a Word file"):
        read(word_file(tbl([" " * 6_000_000])), WORD)


def test_a_word_file_without_a_table_says_what_to_do(tmp_path):
    (tmp_path / "letter.docx").write_bytes(word_file(p("Only text")))
    run = drafter_here("import", tmp_path / "letter.docx", "-o", tmp_path / "matrix.yaml")

    assert run.returncode == 3
    assert "there is no table in this file" in run.stderr.decode()
    assert not (tmp_path / "matrix.yaml").exists()


def test_macros_are_not_run_and_that_is_said():
    parts = unzip(WHOLE) | {"word/vbaProject.bin": b"macros"}
    document = document_of(rezip(parts))

    assert said(document) == [("macros", "")]


def test_strict_open_xml_is_read():
    strict = {
        b"wordprocessingml/2006/main": b"wordprocessingml/main",
        b"officeDocument/2006/relationships": b"officeDocument/relationships",
    }
    parts = unzip(WHOLE)
    for name in parts:
        for transitional, own in strict.items():
            parts[name] = parts[name].replace(
                b"http://schemas.openxmlformats.org/" + transitional, b"http://purl.oclc.org/ooxml/" + own
            )

    assert the_cells(rezip(parts)) == [[["Chile"], ["Peru"]]]


def test_moved_words_and_deleted_rows_are_read_as_accepted():
    run = '<w:r><w:t xml:space="preserve">moved </w:t></w:r>'
    gone = "<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>".format(tc(p("<w:del><w:r/></w:del>")))
    here, there = (p(f"<w:moveFrom>{run}</w:moveFrom>", "stays"), p(f"<w:moveTo>{run}</w:moveTo>", "there"))

    assert the_cells(word_file(tbl([tc(here), tc(there)]).replace("</w:tbl>", gone))) == [
        [["stays"], ["moved there"]]
    ]


@pytest.mark.parametrize("around", ["", "<w:sdt><w:sdtContent>"])
def test_tables_deep_in_tables_are_read(around):
    inner = "deepest"
    for _ in range(20):
        inner = tbl([tc(inner if inner.startswith("<") else p(inner), p("")), "beside"])
        inner = f"{around}{inner}{'</w:sdtContent></w:sdt>' if around else ''}"
    document = document_of(word_file(inner))
    assert "deepest" in " ".join(piece.text for piece in document.pieces)


def test_tables_deeper_than_anybody_has_are_refused_in_one_sentence():
    inner = p("deepest")
    for _ in range(21):
        inner = tbl([tc(inner, p("")), "beside"])
    with pytest.raises(
        DrafterError, match=r"more than 20 tables inside one another: too much to read"
    ) as told:
        document_of(word_file(inner))
    assert "out of one another" in told.value.hint
