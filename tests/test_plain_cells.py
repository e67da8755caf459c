"""Plain paragraphs of cells are read at once: what is read is the same as it would be otherwise."""

from __future__ import annotations

import pytest
from lxml import etree
from word_editing import Edit, element
from word_reading import draft, w

from drafter.docx.reader import read_word
from drafter.docx.reading import body
from drafter.docx.reading.plain import plain_words

STYLED = '<w:p><w:pPr><w:pStyle w:val="T"/>{}</w:pPr><w:r>{}<w:t xml:space="preserve">{}</w:t>{}</w:r></w:p>'


def paragraph(words, run="", more="", behind=""):
    return element(STYLED.format(more, run, words, behind))


@pytest.mark.parametrize("words", ["Words", "Two words’ end – and (more)."])
def test_words_with_a_style_and_nothing_else_are_plain(words):
    assert plain_words(paragraph(words)) == (words, "T", b"")


@pytest.mark.parametrize(
    "one",
    [
        paragraph("two  blanks"),
        paragraph(" at the beginning"),
        paragraph("at the end "),
        paragraph(""),
        paragraph("no\N{NO-BREAK SPACE}break"),
        paragraph("soft\u00adhyphen"),
        paragraph("words", behind="<w:tab/>"),
        paragraph("words", behind='<w:footnoteReference w:id="1"/>'),
        paragraph("words", more='<w:jc w:val="center"/>'),
        paragraph("words", run='<w:rPr><w:fitText w:val="20"/></w:rPr>'),
        element("<w:p><w:r><w:t>no style</w:t></w:r></w:p>"),
    ],
)
def test_what_stands_among_words_is_not_plain(one):
    assert plain_words(one) is None


def hidden(cell):
    for run in cell.iter(w("r")):
        run.insert(0, element("<w:rPr><w:vanish/></w:rPr>"))


def in_a_list(cell):
    next(cell.iter(w("pPr"))).append(element('<w:numPr><w:numId w:val="1"/></w:numPr>'))


def narrow(cell):
    cell.find(w("tcPr")).find(w("tcW")).set(w("w"), "40")


def after_a_bookmark(cell):
    next(cell.iter(w("p"))).addprevious(element('<w:bookmarkStart w:id="9999" w:name="clause_x"/>'))


def in_a_field(cell):
    """One that begins in a cell and does not end."""
    mark = element('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
    next(cell.iter(w("p"))).append(mark)
    mark.addnext(etree.fromstring(etree.tostring(mark).replace(b"begin", b"separate")))


@pytest.mark.thorough
@pytest.mark.parametrize("change", [None, hidden, in_a_list, narrow, after_a_bookmark, in_a_field])
def test_a_draft_is_read_the_same_as_without_the_shortcut(monkeypatch, change):
    edit = Edit(draft(3, "--annexes", "full"))
    cells = [one for one in edit.document.iter(w("tc")) if plain_words(one.find(w("p"))) is not None]
    assert len(cells) > 20
    if change:
        change(cells[9])
    content = edit.save()

    found = read_word(content, "draft.docx").paragraphs
    monkeypatch.setattr(body, "plain_words", lambda _: None)

    assert found == read_word(content, "draft.docx").paragraphs


def test_a_style_of_cells_that_hides_them_or_numbers_them_is_no_shortcut(monkeypatch):
    for more in (b"<w:rPr><w:vanish/></w:rPr>", b'<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'):
        edit = Edit(draft(3))
        cell = next(one for one in edit.document.iter(w("tc")) if plain_words(one.find(w("p"))) is not None)
        style = plain_words(cell.find(w("p")))[1].encode()
        styles = edit.parts["word/styles.xml"]
        own = b'<w:style w:type="paragraph" w:styleId="Odd"><w:name w:val="Odd"/>' + more + b"</w:style>"
        edit.parts["word/styles.xml"] = styles.replace(b"</w:styles>", own + b"</w:styles>")
        for one in edit.document.iter(w("pStyle")):
            if one.get(w("val")).encode() == style:
                one.set(w("val"), "Odd")
        content = edit.save()

        with monkeypatch.context() as patch:
            found = read_word(content, "draft.docx").paragraphs
            patch.setattr(body, "plain_words", lambda _: None)
            assert found == read_word(content, "draft.docx").paragraphs
