"""``drafter check`` on the edges of pages: headers, footers, what stands above notes, how notes count."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import pytest
from lxml import etree
from word_editing import Edit, element, through_libreoffice
from word_mutations import findings_of
from word_reading import W, draft, w

from drafter.check.everything.edges import edge_findings
from drafter.docx.reader import read_word
from drafter.docx.reading.edge_pages import Pages, pages_in_words
from drafter.docx.reading.edges import FOOTER as FOOTER_OF
from drafter.docx.reading.edges import HEADER as HEADER_OF
from drafter.docx.reading.edges import IN_WORDS, SHOWN, Edge
from drafter.draft.blocks import Role
from drafter.problems import Severity

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PUTS, THERE = "shows what the field", "puts there, which drafter did not print"
HEADER = "Compilation of candidate paragraphs"  # the subject of the draft, in the form's header


@pytest.fixture
def edit():
    return Edit(draft(3))


def put(edit, part, old, new):
    content = edit.parts[part].decode()
    assert old in content
    edit.parts[part] = content.replace(old, new, 1).encode()


def section(edit):
    return next(edit.document.iter(w("sectPr")))


def header_of_kind(edit, kind, words):
    """A further header, of first pages or of even ones."""
    edit.parts["word/header9.xml"] = (
        f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:hdr>'.encode()
    )
    type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    put(
        edit,
        "[Content_Types].xml",
        "</Types>",
        f'<Override PartName="/word/header9.xml" ContentType="{type_}"/></Types>',
    )
    put(
        edit,
        "word/_rels/document.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId90" Type="{R}/header" Target="header9.xml"/></Relationships>',
    )
    section(edit).insert(0, element(f'<w:headerReference w:type="{kind}" r:id="rId90"/>'))


def edges(content):
    return [(one.severity, one.message) for one in findings_of(content) if one.code == "page-edges-changed"]


def reworded(edit):
    put(edit, "word/header1.xml", HEADER, "Draft, A/CONF.234/L.6, 7 March 2021, English only")
    words = "Draft, A/CONF.234/L.6, 7 March 2021, English only"
    return f"the header of the pages says “{words}” where “{HEADER}” was printed"


def emptied(edit):
    put(edit, "word/header1.xml", HEADER, "")
    return f"the header is gone from all pages: “{HEADER}”"


def taken_off(edit):
    for one in section(edit).findall(w("headerReference")):
        section(edit).remove(one)
    return f"the header is gone from all pages: “{HEADER}”"


def footer(edit):
    put(edit, "word/footer1.xml", "<w:t>/</w:t>", '<w:t xml:space="preserve"> of </w:t>')
    return "the footer of the pages says “# of #” where “#/#” was printed"


def first_pages(edit):
    header_of_kind(edit, "first", "Revision 2")
    section(edit).append(element("<w:titlePg/>"))
    return "the header of the first page says “Revision 2”, which was not printed"


def even_pages(edit):
    header_of_kind(edit, "even", "Revision 2")
    put(edit, "word/settings.xml", "<w:defaultTabStop", "<w:evenAndOddHeaders/><w:defaultTabStop")
    return "the header of even pages says “Revision 2”, which was not printed"


def hidden_by_its_style(edit):
    put(
        edit,
        "word/styles.xml",
        '<w:name w:val="header"/>',
        '<w:name w:val="header"/><w:rPr><w:vanish/></w:rPr>',
    )
    return f"the header is gone from all pages: “{HEADER}”"


def remark_of_a_program(edit):
    """Words behind it are seen as those before it."""
    put(edit, "word/header1.xml", f"{HEADER}<", f"{HEADER}<!-- a remark --> draft<")
    return f"the header of the pages says “{HEADER} draft” where “{HEADER}” was printed"


def beside_the_page(edit):
    section(edit).find(w("pgMar")).set(w("header"), "20000")
    return f"the header is gone from all pages: “{HEADER}”"


def pages_counted_otherwise(edit):
    section(edit).find(w("pgMar")).addnext(element('<w:pgNumType w:fmt="lowerRoman" w:start="100"/>'))
    return "pages are not counted from the first as they were drafted: pages as i, ii, iii, from 100"


def pages_counted_by_chapters(edit):
    section(edit).find(w("pgMar")).addnext(element('<w:pgNumType w:chapStyle="1" w:chapSep="hyphen"/>'))
    return "pages are not counted as they were drafted: pages with numbers of chapters before them"


def pages_in_capital_numbers(edit):
    part = next(one for one in edit.parts if "footer" in one and b"NUMPAGES" in edit.parts[one])
    assert b" PAGE " in edit.parts[part] or b">PAGE<" in edit.parts[part]
    content = edit.parts[part].decode()
    edit.parts[part] = content.replace("PAGE", "PAGE \\* ROMAN", 1).encode()
    return "pages are not counted as they were drafted: PAGE \\* ROMAN (in the footer)"


def adopted(edit):
    put(edit, "word/header1.xml", f"{HEADER}<", "ADOPTED<")
    return "the header of the pages says “ADOPTED”, which drafter did not print"


def no_longer_not_agreed(edit):
    """The title says “not agreed”: one word of it is another thing."""
    put(edit, "word/header1.xml", f"{HEADER}<", f"{HEADER}, agreed<")
    return "the header of the pages says “agreed”, which drafter did not print"


def withdrawn_on_the_first_page(edit):
    first_pages(edit)
    put(edit, "word/header9.xml", "Revision 2", "Withdrawn")
    return "the header of the first page says “Withdrawn”, which drafter did not print"


def a_false_note(edit):
    put(
        edit,
        "word/footer1.xml",
        "</w:ftr>",
        "<w:p><w:r><w:t>1 This replaces note 1.</w:t></w:r></w:p></w:ftr>",
    )
    return "the footer of the pages says “This replaces note”, which drafter did not print"


def a_field_of_words(edit):
    put(edit, "word/footer1.xml", " NUMPAGES ", ' QUOTE "agreed by all" ')
    return f'the footer of the pages {PUTS} “QUOTE "agreed by all"” {THERE}'


def a_date(edit):
    put(edit, "word/footer1.xml", " NUMPAGES ", " DATE ")
    return f"the footer of the pages {PUTS} “DATE” {THERE}"


def words_of_a_style(edit):
    put(edit, "word/footer1.xml", " NUMPAGES ", ' STYLEREF "Agreed text" ')
    return f'the footer of the pages {PUTS} “STYLEREF "Agreed text"” {THERE}'


def over_the_text(edit):
    """A margin below zero is exact (17.6.11): the header stands where the text begins."""
    section(edit).find(w("pgMar")).set(w("top"), "-100")
    return "the header of the pages lies over their text: the margin leaves no room for it"


def headings_that_contents_do_not_list(edit):
    put(edit, "word/styles.xml", '<w:outlineLvl w:val="1"/>', '<w:outlineLvl w:val="9"/>')
    return "contents list headings otherwise than their styles say what they are: h23 not at all"


@pytest.mark.parametrize(
    "change",
    [
        adopted,
        no_longer_not_agreed,
        withdrawn_on_the_first_page,
        a_false_note,
        a_field_of_words,
        a_date,
        words_of_a_style,
        over_the_text,
        headings_that_contents_do_not_list,
    ],
)
@pytest.mark.thorough
def test_words_of_headers_that_say_how_a_paper_stands_and_headers_over_text_are_warnings(edit, change):
    message = change(edit)

    assert [one for one in edges(edit.save()) if one[0] is Severity.WARNING] == [(Severity.WARNING, message)]


def test_a_header_of_which_a_few_words_say_how_the_paper_stands_is_a_warning(edit):
    message = adopted(edit)

    assert edges(edit.save()) == [(Severity.WARNING, message)]


ROUND = "Revision 1, 26 November, 10 a.m."


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        (f"{HEADER} Revision 1, 27 November, 10 a.m.", Severity.WARNING),
        (f"{HEADER} Revision 1, 3 December, 10 a.m.", Severity.WARNING),
        (f"{HEADER} Revision 9, 26 November, 10 a.m.", Severity.WARNING),
        (f"Candidate paragraphs {ROUND}", Severity.WARNING),  # another name of the paper
        (f"{HEADER.upper()} {ROUND} Page 3", Severity.NOTE),
        (f"{HEADER} Revision 1, 26 November", Severity.NOTE),
        (f"{HEADER} A/CONF.234/L.6", Severity.NOTE),  # a house's symbol in the place of the round
        ("Candidate paragraphs", Severity.NOTE),  # a house's own header
    ],
)
def test_a_header_with_another_title_date_or_round_than_the_first_page_is_a_warning(edit, words, severity):
    document = read_word(edit.save(), "draft.docx")
    title = next(one for one in document.draft.texts if one.role is Role.TITLE)
    first = replace(title, text=f"{ROUND}, the Chair", role=Role.SUBTITLE)
    draft_of_round = replace(document.draft, blocks=(first, *document.draft.blocks))
    shown = replace(document.paragraphs[0], text=first.words)
    printed = tuple(
        replace(one, text=f"{HEADER} {ROUND}") if one.where == HEADER_OF else one for one in document.edges
    )
    stands = tuple(replace(one, text=words) if one.where == HEADER_OF else one for one in document.edges)

    found = edge_findings(
        replace(
            document,
            draft=draft_of_round,
            paragraphs=(shown, *document.paragraphs),
            printed_edges=printed,
            edges=stands,
        )
    )

    assert [one.severity for one in found] == [severity]


@pytest.mark.thorough
def test_an_exact_margin_that_leaves_room_for_the_header_is_none(edit):
    section(edit).find(w("pgMar")).set(w("top"), "-2000")

    assert edges(edit.save()) == []


# What headers show that is no plain word in its line


@pytest.mark.parametrize(
    ("row", "cell", "how"),
    [
        ("", "", ""),
        ("<w:trPr><w:hidden/></w:trPr>", "", "words in a hidden row"),
        ("", '<w:tcBorders><w:top w:val="single" w:sz="96"/></w:tcBorders>', "words in borders so thick"),
        ("", '<w:shd w:val="clear" w:fill="000000"/>', "a dark bar where no words stand"),
    ],
)
def test_a_table_in_a_header_is_looked_at_cell_by_cell(edit, row, cell, how):
    words = "" if "shd" in cell else f"<w:r><w:t>{HEADER}</w:t></w:r>"
    made = (
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr>{row}<w:tc><w:tcPr>'
        f'<w:tcW w:w="4000" w:type="dxa"/>{cell}</w:tcPr><w:p>{words}</w:p></w:tc></w:tr></w:tbl>'
    )
    put(edit, "word/header1.xml", "<w:p>", f"{made}<w:p>")

    warnings = [message for severity, message in edges(edit.save()) if severity is Severity.WARNING]

    assert (how in warnings[0]) if how else warnings == []


def in_header(edit, properties="", runs="", after=""):
    put(edit, "word/header1.xml", '<w:pStyle w:val="Header"/>', f'<w:pStyle w:val="Header"/>{properties}')
    put(edit, "word/header1.xml", "</w:p></w:hdr>", f"{runs}</w:p>{after}</w:hdr>")


def simple_field(instruction, shown):
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'


def a_list(edit, words, form="decimal"):
    put(
        edit,
        "word/numbering.xml",
        "<w:num ",
        f'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num><w:num ',
    )
    in_header(edit, NUMBERED)


DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
BOX = (
    f'<w:r><w:drawing><wp:anchor xmlns:wp="{DRAWN}" behindDoc="1"><w:txbxContent><w:p><w:r><w:t>draft</w:t>'
    "</w:r></w:p></w:txbxContent></wp:anchor></w:drawing></w:r>"
)
FRAME = '<w:framePr w:w="5000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="1400" w:y="6000"/>'
ELSEWHERE = "words taken out of the text and put elsewhere on the page"
TABLE = (
    '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:tblpY="6000"/></w:tblPr>'
    "<w:tr><w:tc><w:p><w:r><w:t>draft</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)
BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="x" w:storeItemID="y"/></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>Draft</w:t></w:r></w:sdtContent></w:sdt>"
)
VERSIONS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:r><w:t>draft</w:t></w:r></mc:Choice>'
    "<mc:Fallback><w:r><w:t>agreed</w:t></w:r></mc:Fallback></mc:AlternateContent>"
)


def between(edit, words):
    a_list(edit, words, "bullet")
    put(edit, "word/header1.xml", NUMBERED, "")
    paragraph = next(iter(edit.notes)).find(w("p"))
    paragraph.insert(0, element(f"<w:pPr>{NUMBERED}</w:pPr>"))


TALL = "a header so high that it leaves the text little room"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: a_list(one, "Agreed by all %1"), "a number of a list, “Agreed by all #”"),
        (lambda one: a_list(one, "Agreed by all", "bullet"), "a number of a list, “Agreed by all”"),
        (
            lambda one: in_header(one, runs=simple_field("DOCPROPERTY Foo", "agreed")),
            "the field DOCPROPERTY Foo",
        ),
        (lambda one: in_header(one, runs=simple_field("AUTHOR", "agreed")), "“agreed” in the place of what"),
        (
            lambda one: put(one, "word/footer1.xml", " NUMPAGES ", " NUMPAGES \\# \"'agreed' 0\" "),
            "words in the form of the field NUMPAGES, “agreed”",
        ),
        (lambda one: in_header(one, FRAME), ELSEWHERE),
        (lambda one: in_header(one, "<w:bidi/>"), "words set from right to left"),
        (
            lambda one: put(one, "word/header1.xml", "<w:r><w:t", "<w:r><w:rPr><w:rtl/></w:rPr><w:t"),
            "words set from right to left",
        ),
        (lambda one: in_header(one, runs=BOX), "words in a text box"),
        (lambda one: in_header(one, after=TABLE), "a table that is put elsewhere on the page"),
        (
            lambda one: in_header(one, runs="<w:r><w:yearLong/></w:r>"),
            "a date or a number that Word fills in",
        ),
        (lambda one: in_header(one, runs=BOUND), "a content control that shows what stands elsewhere"),
        (lambda one: in_header(one, runs=VERSIONS), "words stored in two versions"),
        (lambda one: between(one, "Not agreed:"), "“Not agreed:” (between the text and its notes)"),
        (lambda one: in_header(one, after="<w:p/>" * 40), TALL),
        (lambda one: in_header(one, '<w:spacing w:before="9000"/>'), TALL),
        (lambda one: in_header(one, runs=f"<w:r>{'<w:br/>' * 60}</w:r>"), TALL),
    ],
)
@pytest.mark.thorough
def test_what_a_header_shows_otherwise_than_in_plain_words_is_to_be_looked_at(edit, change, said):
    change(edit)

    warnings = [message for severity, message in edges(edit.save()) if severity is Severity.WARNING]

    assert [one for one in warnings if one.startswith("headers or footers show") and said in one]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: in_header(one, '<w:jc w:val="center"/>'),
        lambda one: in_header(one, after="<w:p/>" * 3),
        lambda one: in_header(one, '<w:spacing w:before="120"/>'),
    ],
)
def test_a_header_that_was_laid_out_otherwise_is_none(edit, change):
    change(edit)

    assert edges(edit.save()) == []


def test_what_a_form_shows_in_its_headers_itself_is_none(edit):
    """A house has the title as a field in its header, in a frame; so does the file that was printed."""
    in_header(edit, FRAME, simple_field("TITLE", "Old title"))
    document = read_word(edit.save(), "draft.docx")

    assert list(edge_findings(replace(document, printed_edges=document.edges))) == []
    # The field says by now what it has to.
    put(edit, "word/header1.xml", "Old title", HEADER)
    updated = read_word(edit.save(), "draft.docx")
    assert list(edge_findings(replace(updated, printed_edges=document.edges))) == []
    # Of what an earlier drafter wrote nobody knows it.
    older = tuple(one for one in document.edges if one.where != SHOWN)
    assert list(edge_findings(replace(document, printed_edges=older))) == []


def test_a_quotation_of_a_long_header_shows_what_was_changed(edit):
    long = "Compilation of candidate paragraphs for the declaration of the Congress in Kyoto, 7 March 2021"
    put(edit, "word/header1.xml", HEADER, long.replace("7 March", "8 March"))
    document = read_word(edit.save(), "draft.docx")
    was = tuple(replace(one, text=long) if one.where == HEADER_OF else one for one in document.edges)

    (found,) = edge_findings(replace(document, printed_edges=was))

    said = "“… Congress in Kyoto, 8 March 2021” where “… Congress in Kyoto, 7 March 2021” was printed"
    assert found.message == f"the header of the pages says {said}"


def by_the_style(edit, name, properties):
    """What somebody says of all headers, or all footers, in the style of theirs."""
    for style in (tree := etree.fromstring(edit.parts["word/styles.xml"])).iter(w("style")):
        if style.find(w("name")).get(w("val")) == name:
            own = style.find(w("rPr"))
            own.extend([element(f"<w:{one}/>") for one in properties if own.find(w(one.split()[0])) is None])
            for one in properties:
                own.replace(own.find(w(one.split()[0])), element(f"<w:{one}/>"))
    edit.parts["word/styles.xml"] = etree.tostring(tree)


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        (['sz w:val="400"'], "too large for a line"),
        (['sz w:val="180"'], "far larger than notes and headers are"),
        (['color w:val="FFFFFF"'], "white on white"),
        (['rFonts w:ascii="Symbol" w:hAnsi="Symbol"'], "in a font of signs"),
    ],
)
def test_a_header_that_is_shown_otherwise_is_not_gone(edit, properties, how):
    by_the_style(edit, "header", properties)

    ((severity, message),) = edges(edit.save())

    assert severity is Severity.WARNING
    assert message.startswith("headers or footers show what was not printed there, or not so: words ")
    assert how in message
    assert message.endswith("(in the header)")


@pytest.mark.parametrize("is_simple", [True, False])
def test_numbers_of_pages_that_are_hidden_are_gone(edit, is_simple):
    if is_simple:
        fields = simple_field("PAGE", "1") + "<w:r><w:t>/</w:t></w:r>" + simple_field("NUMPAGES", "1")
        content = edit.parts["word/footer1.xml"].decode()
        edit.parts["word/footer1.xml"] = re.sub(
            r"(?<=</w:pPr>).*(?=</w:p></w:ftr>)", lambda _: fields, content
        ).encode()
        assert edges(edit.save()) == []
    by_the_style(edit, "footer", ["vanish"])

    assert edges(edit.save()) == [(Severity.WARNING, "the footer is gone from all pages: “#/#”")]


def without_footer(pages):
    return Severity.NOTE, f"there is no footer on {pages}, where “#/#” was printed"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "change",
    [reworded, footer, remark_of_a_program, pages_counted_by_chapters, pages_in_capital_numbers],
)
def test_a_header_or_footer_that_was_changed_is_a_note(edit, change):
    message = change(edit)

    assert edges(edit.save()) == [(Severity.NOTE, message)]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "change", [emptied, taken_off, hidden_by_its_style, beside_the_page, pages_counted_otherwise]
)
def test_a_header_that_is_gone_from_all_pages_and_pages_that_begin_elsewhere_are_told(edit, change):
    message = change(edit)

    assert edges(edit.save()) == [(Severity.WARNING, message)]


def test_header_and_footer_that_have_changed_places_are_told(edit):
    header, footer_ = (section(edit).find(w(f"{one}Reference")) for one in ("header", "footer"))
    ids = [
        next(str(value) for name, value in one.items() if name.endswith("}id")) for one in (header, footer_)
    ]
    for one, given in zip((header, footer_), reversed(ids), strict=True):
        one.set(next(name for name in one.attrib if name.endswith("}id")), given)

    assert edges(edit.save()) == [
        (Severity.WARNING, "the header of the pages says “#/#”, which was printed at their other end"),
        (Severity.WARNING, f"the footer of the pages says “{HEADER}”, which was printed at their other end"),
    ]


@pytest.mark.parametrize(
    ("words", "severity"),
    [("7", Severity.WARNING), (" of the pages", Severity.NOTE), (" 2021", Severity.NOTE)],
)
def test_figures_beside_what_is_counted_are_told(edit, words, severity):
    content = edit.parts["word/footer1.xml"].decode()
    more = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    edit.parts["word/footer1.xml"] = more.join(content.rsplit("</w:p>", 1)).encode()

    ((found, message),) = edges(edit.save())

    assert found is severity
    assert f"“#/#{words}”" in message


@pytest.mark.thorough
@pytest.mark.parametrize(("change", "pages"), [(first_pages, "the first page"), (even_pages, "even pages")])
def test_a_header_for_some_pages_is_a_note_and_so_is_the_footer_that_they_lack(edit, change, pages):
    message = change(edit)

    assert edges(edit.save()) == [(Severity.NOTE, message), without_footer(pages)]


def test_pages_without_a_header_or_a_footer_are_notes(edit):
    section(edit).append(element("<w:titlePg/>"))

    assert edges(edit.save()) == [
        (Severity.NOTE, f"there is no header on the first page, where “{HEADER}” was printed"),
        without_footer("the first page"),
    ]


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["first", "even"])
def test_a_header_that_no_page_shows_is_none(edit, kind):
    header_of_kind(edit, kind, "Withdrawn")

    assert edges(edit.save()) == []


def box(edit):
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:400pt"/>'
    put(edit, "word/header1.xml", "</w:p>", f"<w:r><w:pict>{shape}</w:pict></w:r></w:p>")
    return "in the header of the pages there is something that can lie over the text"


def other_document(edit):
    put(edit, "word/footer1.xml", "</w:ftr>", "<w:altChunk/></w:ftr>")
    return "in the footer of the pages there is something that can lie over the text, or is another document"


def separator(edit):
    next(iter(edit.notes)).append(element("<w:p><w:r><w:t>None of these is agreed.</w:t></w:r></w:p>"))
    return "words stand between the text and its footnotes, where drafter prints only a line: “None of these"


def notice(edit):
    words = "<w:p><w:r><w:t>Withdrawn</w:t></w:r></w:p>"
    edit.notes.insert(2, element(f'<w:footnote w:type="continuationNotice" w:id="-2">{words}</w:footnote>'))
    return "words stand between the text and its footnotes, where drafter prints only a line: “Withdrawn”"


def in_settings(edit, properties):
    put(edit, "word/settings.xml", "<w:footnotePr>", f"<w:footnotePr>{properties}")


def restarted(edit):
    in_settings(edit, '<w:numRestart w:val="eachPage"/>')
    return "notes are not counted as they were drafted: footnotes anew on each page"


def from_five(edit):
    in_settings(edit, '<w:numStart w:val="5"/>')
    return "notes are not counted as they were drafted: footnotes from 5"


def roman(edit):
    own = '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>'
    section(edit).insert(2, element(own))
    return "notes are not counted as they were drafted: footnotes as i, ii, iii"


def at_the_end(edit):
    in_settings(edit, '<w:pos w:val="sectEnd"/>')
    return "notes do not stand where they were drafted: footnotes at the end of the text"


@pytest.mark.thorough
@pytest.mark.parametrize(
    "change", [box, other_document, separator, notice, restarted, from_five, roman, at_the_end]
)
def test_what_can_cover_pages_or_stands_at_notes_is_to_be_looked_at(edit, change):
    message = change(edit)
    ((severity, said),) = edges(edit.save())

    assert severity is Severity.WARNING
    assert said.startswith(message)


def test_each_edge_is_told_once(edit):
    """Headers and footers are notes; what parts the notes from the text, and how they count, is not."""
    messages = [change(edit) for change in (reworded, footer, separator, roman)]
    severities = [Severity.NOTE, Severity.NOTE, Severity.WARNING, Severity.WARNING]
    found = edges(edit.save())

    assert sorted(severity for severity, _ in found) == sorted(severities)
    for message, severity in zip(messages, severities, strict=True):
        assert [one for one, said in found if said.startswith(message)] == [severity]


@pytest.mark.thorough
@pytest.mark.parametrize("words", ["DRAFT", "ADOPTED"])
def test_a_watermark_behind_the_text_is_a_note_or_says_how_the_paper_stands(edit, words):
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;z-index:-251">'
    path = f'<v:textpath string="{words}"/></v:shape>'
    put(edit, "word/header1.xml", "</w:p>", f"<w:r><w:pict>{shape}{path}</w:pict></w:r></w:p>")

    told = {
        "DRAFT": (
            Severity.NOTE,
            f"the header of the pages says “{HEADER} picture DRAFT” where “{HEADER}” was printed",
        ),
        "ADOPTED": (
            Severity.WARNING,
            "the header of the pages says “ADOPTED”, which drafter did not print",
        ),
    }
    assert edges(edit.save()) == [told[words]]


def test_edges_edited_with_their_origin_are_told_as_an_edited_origin(edit):
    put(edit, "word/header1.xml", HEADER, "Agreed text")
    put(edit, "customXml/item1.xml", f"{HEADER}&quot;]", "Agreed text&quot;]")

    assert "origin-edited" in {one.code for one in findings_of(edit.save())}


@pytest.mark.thorough
def test_edges_are_the_same_after_libreoffice_has_saved_the_file(tmp_path):
    file = tmp_path / "draft.docx"
    file.write_bytes(draft(3))
    (saved,) = through_libreoffice(tmp_path, [file])

    assert edges(saved.read_bytes()) == []


# Headers that changed places, and what is read out for pictures

PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="9" name="Emblem" descr="{}"/></wp:inline></w:drawing></w:r></w:p></w:hdr>'
)


def test_headers_that_changed_places_are_told():
    was = (Edge(HEADER_OF, "Part one"), Edge(HEADER_OF, "Part two"), Edge(FOOTER_OF, "{PAGE}"))
    edges_now = (was[1], was[0], was[2])
    document = replace(read_word(draft(3), "draft.docx"), printed_edges=was, edges=edges_now)

    (found,) = edge_findings(document)

    assert found.severity is Severity.NOTE
    words = "“Part two / Part one”, and not “Part one / Part two”, is the order of the pages"
    assert found.message == f"the headers have changed places: {words}"
    assert list(edge_findings(replace(document, edges=was))) == []


def test_what_is_read_out_for_a_picture_is_told_where_it_was_changed(edit):
    def with_picture(words):
        put(edit, "word/header1.xml", "</w:p></w:hdr>", PICTURE.format(words))
        return read_word(edit.save(), "draft.docx")

    now = with_picture("Emblem of another body")
    printed = tuple(
        Edge(one.where, "Emblem of the United Nations") if one.where == IN_WORDS else one for one in now.edges
    )

    (found,) = edge_findings(replace(now, printed_edges=printed))

    assert (found.severity, "“Emblem of another body”" in found.message) == (Severity.NOTE, True)
    assert list(edge_findings(replace(now, printed_edges=now.edges))) == []
    # What an earlier drafter wrote says nothing of it.
    older = tuple(one for one in now.edges if one.where != IN_WORDS)
    assert list(edge_findings(replace(now, printed_edges=older))) == []


def another_section(edit, properties):
    """A section that ends behind a clause; what is put to it, and to the one behind it."""
    own, last = copy.deepcopy(section(edit)), section(edit)
    for name, to, xml in properties:
        there = (own if to == "own" else last).find(w(name))
        new = element(xml)
        if there is not None:
            there.getparent().replace(there, new)
        else:
            (own if to == "own" else last).find(w("pgSz")).addprevious(new)
    edit.lines("SingleTxt")[2].find(w("pPr")).append(own)


COLUMNS = '<w:cols w:num="2" w:space="720"/>'


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ([("type", "last", '<w:type w:val="evenPage"/>')], "a part that begins on an even page, so that"),
        ([("type", "last", '<w:type w:val="oddPage"/>')], "a part that begins on an odd page, so that"),
        ([("cols", "own", COLUMNS), ("type", "own", '<w:type w:val="continuous"/>')], "a part in 2 columns"),
        ([("type", "last", '<w:type w:val="continuous"/>')], ""),
        ([("cols", "own", COLUMNS), ("cols", "last", COLUMNS)], ""),
    ],
)
def test_parts_in_other_columns_and_behind_blank_pages_are_told(edit, properties, said):
    another_section(edit, properties)

    found = edges(edit.save())

    start = "pages are set otherwise than they were printed: "
    assert [(one, text.startswith(start + said)) for one, text in found] == (
        [(Severity.WARNING, True)] if said else []
    )


@pytest.mark.parametrize(
    ("to", "said"),
    [("last", "pages from 1 again"), ("own", "")],  # the first part begins with 1 anyway
)
@pytest.mark.parametrize("begins", ["nextPage", "continuous"])
def test_pages_that_a_later_part_counts_from_1_again_are_told(edit, begins, to, said):
    start = ("pgNumType", to, '<w:pgNumType w:start="1"/>')
    another_section(edit, [("type", "last", f'<w:type w:val="{begins}"/>'), start])

    message = f"pages are not counted from the first as they were drafted: {said}"
    assert edges(edit.save()) == ([(Severity.WARNING, message)] if said else [])


def test_a_line_that_parts_text_and_notes_no_more_is_told(edit):
    for one in list(edit.notes.iter(w("separator"))):
        one.getparent().remove(one)

    message = "the line between the text and its footnotes is gone: they read on from it"
    assert edges(edit.save()) == [(Severity.WARNING, message)]


def test_notes_without_parts_of_their_own_have_the_line_of_the_program(edit):
    for one in [one for one in edit.notes if one.get(w("type")) == "separator"]:
        edit.notes.remove(one)

    assert edges(edit.save()) == []


LINE_NUMBERS = '<w:lnNumType w:countBy="1" w:restart="continuous"/>'


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ([("lnNumType", "last", LINE_NUMBERS)], "part 2 of 2"),
        ([("lnNumType", "own", LINE_NUMBERS), ("lnNumType", "last", LINE_NUMBERS)], "all parts"),
        ([("lnNumType", "last", '<w:lnNumType w:restart="continuous"/>')], ""),  # none is shown
    ],
)
def test_numbers_of_lines_are_told(edit, properties, said):
    another_section(edit, properties)

    message = f"numbers of lines stand beside the text ({said}), which drafter did not print"
    assert edges(edit.save()) == ([(Severity.NOTE, message)] if said else [])


@pytest.mark.parametrize(
    ("colour", "is_shown", "said"),
    [("000000", True, "black"), ("000080", True, "dark blue"), ("FFF2CC", True, ""), ("000000", False, "")],
)
def test_dark_pages_are_told_once_where_they_are_shown(edit, colour, is_shown, said):
    edit.document.insert(0, element(f'<w:background w:color="{colour}"/>'))
    if is_shown:
        put(edit, "word/settings.xml", "<w:zoom ", "<w:displayBackgroundShape/><w:zoom ")

    message = f"all pages have a {said} ground, on which letters without a colour of their own turn white"
    assert edges(edit.save()) == ([(Severity.WARNING, message)] if said else [])


def rectangle(width, height, fill, wrap=""):
    """A shape of the older kind, in points, placed behind the text."""
    style = f"position:absolute;margin-left:-60pt;width:{width}pt;height:{height}pt;z-index:-9"
    shape = f'<v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="{style}" {fill}>{wrap}</v:rect>'
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def anchored(fill, *, is_behind=1, wrap="wrapNone", side=5_000_000):
    """A shape in the header, as Word draws it, with a side in the 12 700th parts of a point."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    shapes = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{drawing}/wordprocessingDrawing" behindDoc="{is_behind}">'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:{wrap}/><wp:docPr id="9" name="Rectangle 9"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{shapes}">'
        f'<wps:wsp xmlns:wps="{shapes}"><wps:spPr><a:solidFill>{fill}</a:solidFill></wps:spPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


WRAP = '<w10:wrap xmlns:w10="urn:schemas-microsoft-com:office:word" type="square"/>'


@pytest.mark.parametrize(
    ("shape", "colour"),
    [
        (rectangle(700, 900, 'fillcolor="black" stroked="f"'), "black"),
        (rectangle(700, 900, 'fillcolor="#eeeeee"'), ""),
        (rectangle(700, 900, 'fillcolor="black" filled="f"'), ""),
        (rectangle(700, 60, 'fillcolor="black"'), ""),  # a house's banner
        (rectangle(700, 900, 'fillcolor="black"', WRAP), ""),  # words stand around it
        (
            rectangle(
                700,
                900,
                'fillcolor="black"',
                '<v:fill xmlns:v="urn:schemas-microsoft-com:vml" opacity=".1"/>',
            ),
            "",
        ),
        (anchored('<a:srgbClr val="000080"/>'), "dark blue"),
        (anchored('<a:schemeClr val="tx1"/>'), "black"),
        (anchored('<a:schemeClr val="tx1"><a:lumMod val="5000"/><a:lumOff val="95000"/></a:schemeClr>'), ""),
        (anchored('<a:srgbClr val="000000"><a:alpha val="10000"/></a:srgbClr>'), ""),
        (anchored('<a:srgbClr val="000000"/>', wrap="wrapTopAndBottom"), ""),
        (
            anchored("").replace(
                "<a:solidFill></a:solidFill></wps:spPr>",
                '</wps:spPr><wps:style><a:fillRef idx="1"><a:srgbClr val="000000"/></a:fillRef></wps:style>',
            ),
            "black",
        ),
        (anchored('<a:srgbClr val="000000"/>', side=1_000_000), ""),
    ],
)
def test_a_large_dark_shape_that_a_header_puts_behind_all_pages_is_told(edit, shape, colour):
    put(edit, "word/header1.xml", "</w:p></w:hdr>", f"{shape}</w:p></w:hdr>")

    warnings = [message for severity, message in edges(edit.save()) if severity is Severity.WARNING]

    said = f": a {colour} shape that lies where the text of the pages stands (in the header)"
    assert [one.endswith(said) for one in warnings] == ([True] if colour else [])


def test_signs_in_a_header_that_turn_the_order_of_its_words_are_told(edit):
    part = next(
        name for name, one in sorted(edit.parts.items()) if HEADER.encode() in one and "/header" in name
    )
    put(edit, part, HEADER, f"\u202e{HEADER}\u202c")

    said = "words in another order than they are typed, by the sign U+202E (in the header)"
    message = f"headers or footers show what was not printed there, or not so: {said}"
    assert (Severity.WARNING, message) in edges(edit.save())


def test_fields_that_count_otherwise_are_named(edit):
    part = next(name for name, one in sorted(edit.parts.items()) if b"NUMPAGES" in one and "/footer" in name)
    put(edit, part, "NUMPAGES", "SECTIONPAGES")

    ((severity, message),) = edges(edit.save())

    assert severity is Severity.NOTE
    assert "SECTIONPAGES” where “" in message
    assert "NUMPAGES” was printed" in message


def test_the_number_of_a_page_and_that_of_all_pages_that_changed_places_are_told(edit):
    for part in [name for name, one in edit.parts.items() if b"NUMPAGES" in one and "/footer" in name]:
        put(edit, part, " NUMPAGES ", " @ ")
        put(edit, part, " PAGE ", " NUMPAGES ")
        put(edit, part, " @ ", " PAGE ")

    ((severity, message),) = edges(edit.save())

    assert severity is Severity.WARNING
    assert "the number of a page and that of all pages have changed places in the footer" in message


@pytest.mark.parametrize(("number", "is_told"), [("0", True), ("", False)])
def test_a_style_that_says_two_things_of_its_number_is_told(edit, number, is_told):
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    own = next(one for one in styles.iter(w("style")) if one.get(w("styleId")) == "SingleTxt").find(w("pPr"))
    again = copy.deepcopy(own.find(w("numPr")))
    if number:
        again.find(w("numId")).set(w("val"), number)
    own.append(again)
    edit.parts["word/styles.xml"] = etree.tostring(styles)

    found = [one.message for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]

    assert [one.endswith(": w:numPr twice in the style “SingleTxt”") for one in found] == [True] * is_told


# On which pages

ONE = (Pages(1, "default"), Pages(1, "even"), Pages(1, "first"))
TWO = (Pages(1, "default"), Pages(2, "default"), Pages(2, "first"), Pages(3, "default"))


@pytest.mark.parametrize(
    ("own", "several", "named"),
    [
        (ONE, ONE, ""),
        (ONE[2:], ONE, "the first page"),
        (ONE[1:2], ONE, "even pages"),
        (ONE[:1], ONE, "odd pages"),
        (ONE[:2], ONE, "odd pages and even pages"),
        (ONE[:1], (ONE[0], ONE[2]), "the pages behind the first"),
        (TWO[:1], TWO, "the pages of part 1 of 3"),
        (TWO[1:], TWO, "the pages from part 2 of 3 on"),
        (TWO[2:], TWO, "the pages of part 3 of 3 and the first page of part 2 of 3"),
        ((TWO[0], TWO[3]), TWO, "the pages of part 1 of 3 and the pages of part 3 of 3"),
        (TWO[1:2], TWO, "the pages behind the first of part 2 of 3"),
    ],
)
def test_pages_are_named(own, several, named):
    assert pages_in_words(own, several) == named


def test_a_header_of_a_later_part_is_told_with_its_pages(edit):
    header_of_kind(edit, "default", "Revision 2")
    last = section(edit)
    own = last.findall(w("headerReference"))
    ids = [one for one in own if "rId90" not in one.attrib.values()]
    first = element("<w:sectPr/>")
    for one in (*ids, *last.findall(w("footerReference"))):
        first.append(copy.deepcopy(one))
    for one in ids:
        last.remove(one)
    for name in ("pgSz", "pgMar"):
        first.append(copy.deepcopy(last.find(w(name))))
    place = edit.lines("SingleTxt")[1]
    place.find(w("pPr")).append(first)

    assert any(
        "the header of the pages of part 2 of 2 says “Revision 2”" in one for _, one in edges(edit.save())
    )
