"""Links that are fields around nothing but a footnote's mark or a blank; and footnotes without room."""

from __future__ import annotations

import pytest
from lxml import etree
from word_editing import Edit, element
from word_mutations import place, told
from word_reading import draft, w

BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK '
    '"https://example.org" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.fixture
def edit():
    return Edit(draft(3))


def around(run):
    for one in etree.fromstring(f"<x xmlns:w='{run.nsmap['w']}'>{BEGIN}</x>"):
        run.addprevious(one)
    run.addnext(element(END))


def test_a_link_around_a_mark_is_told(edit):
    paragraph = edit.lines()[2]
    around(edit.references(paragraph)[0].getparent())

    ((message, at),) = told(edit)

    assert "a footnote’s mark" in message
    assert "https://example.org" in message
    assert at == place(edit, paragraph)


def test_a_link_around_a_blank_is_told(edit):
    paragraph = edit.lines()[2]
    blank = element('<w:r><w:t xml:space="preserve"> </w:t></w:r>')
    edit.references(paragraph)[0].getparent().addprevious(blank)
    around(blank)

    ((message, at),) = told(edit)

    assert "a blank" in message
    assert "https://example.org" in message
    assert at == place(edit, paragraph)


def test_footnotes_in_lines_of_a_few_letters_are_told_once(edit):
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    (style,) = [one for one in styles if one.get(w("styleId")) == "FootnoteText"]
    for one in list(style.iter(w("ind"))):
        one.getparent().remove(one)
    style.find(w("pPr")).append(element('<w:ind w:left="9000"/>'))
    edit.parts["word/styles.xml"] = etree.tostring(styles)

    ((message, _),) = told(edit)

    assert "set in lines too narrow to be read" in message
