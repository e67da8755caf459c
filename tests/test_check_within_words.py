"""What XML allows within the words of a Word file changes nothing that check reads, or is told."""

from __future__ import annotations

import pytest
from lxml import etree
from test_check_word_deceptions import CLAUSE, alarms, checked
from word_editing import Edit, element
from word_reading import draft, w

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@pytest.fixture
def edit():
    return Edit(draft(3))


def text_of(edit: Edit, where: str) -> etree._Element:
    """A text of a clause, a footnote, a cell of the annexes, or a heading, with words at its end."""
    roots = {
        "clause": [edit.clause(CLAUSE)],
        "footnote": list(edit.notes)[-1:],
        "cell": list(edit.document.iter(w("tbl")))[-1:],
        "heading": edit.lines("H1", "H23", "H4")[-1:],
    }
    return [one for root in roots[where] for one in root.iter(w("t")) if len(one.text or "") > 9][-1]


def told_of(edit: Edit) -> set[str]:
    return {one.code for one in checked(edit.save()).findings}


@pytest.mark.thorough
@pytest.mark.parametrize("inner", [etree.Comment("x"), etree.ProcessingInstruction("x", "y")])
@pytest.mark.parametrize("where", ["clause", "footnote", "cell", "heading"])
def test_a_comment_of_the_xml_and_an_instruction_for_programs_hide_no_words(edit, where, inner):
    before, text = told_of(edit), text_of(edit, where)
    text.append(inner)
    text[0].tail, text.text = text.text[5:], text.text[:5]
    assert told_of(edit) == before  # they change nothing by themselves
    text[0].tail += " not agreed"
    assert told_of(edit) > before


def test_words_in_an_element_within_words_are_told_whatever_programs_make_of_them(edit):
    text = text_of(edit, "clause")
    inner = etree.SubElement(text, "{urn:other}x")
    inner.text, inner.tail, text.text = text.text[5:9], text.text[9:], text.text[:5]
    assert alarms(edit.save()) == {"unreadable-text"}


@pytest.mark.parametrize(
    "within",
    [
        '<x:y xmlns:x="urn:other"><w:r><w:t>except women</w:t></w:r></x:y>',
        '<w:r><x:y xmlns:x="urn:other"><w:t>except women</w:t></x:y></w:r>',
    ],
)
def test_words_in_an_element_that_no_program_need_read_are_told(edit, within):
    edit.clause(CLAUSE).append(element(within))
    assert alarms(edit.save()) == {"unreadable-text"}


def test_a_blank_at_the_end_of_a_run_counts_only_where_the_file_says_so(edit):
    before = told_of(edit)
    text = text_of(edit, "clause")
    run = text.getparent()
    first, blank = text.text.split(" ", 1)[0], element('<w:r><w:t xml:space="preserve"> </w:t></w:r>')
    rest = element(f"<w:r><w:t>{text.text.removeprefix(first).strip()}</w:t></w:r>")
    text.text = first
    run.addnext(blank)
    blank.addnext(rest)
    assert told_of(edit) == before
    del blank[0].attrib[SPACE]
    assert "reworded" in alarms(edit.save())
    edit.document.set(SPACE, "preserve")  # said of all of it, and of nothing else
    assert told_of(edit) == before
    blank[0].set(SPACE, "default")
    assert "reworded" in alarms(edit.save())


def split_in_words(edit: Edit, inner: str) -> None:
    """Put something between two words of a clause that no mark separates."""
    text = next(one for one in edit.clause(CLAUSE).iter(w("t")) if len((one.text or "").split()) > 5)
    words = text.text.split(" ")
    at = next(n for n in range(2, 9) if words[n].isalpha() and words[n - 1].isalpha())
    run, text.text = text.getparent(), " ".join(words[:at])
    run.addnext(rest := element('<w:r><w:t xml:space="preserve"/></w:r>'))
    rest[0].text = " ".join(words[at:])
    run.addnext(element(f"<w:r>{inner}</w:r>"))


@pytest.mark.parametrize(
    ("inner", "tabs", "code"),
    [
        ("<w:tab/>", "", None),  # as a blank
        ("<w:tab/><w:tab/>", "", "unreadable-text"),
        ("<w:ptab/><w:tab/>", "", "unreadable-text"),
        ("<w:tab/>", '<w:tab w:val="left" w:leader="underscore" w:pos="9000"/>', "unreadable-text"),
        ("<w:tab/>", '<w:tab w:val="left" w:leader="none" w:pos="9000"/>', None),
        ("<w:br/>", "", "signs-changed"),
        ("<w:cr/>", "", "signs-changed"),
        ('<w:br w:type="page"/>', "", "signs-changed"),
    ],
)
def test_gaps_lines_to_be_filled_in_and_breaks_within_a_sentence_are_told(edit, inner, tabs, code):
    before = alarms(edit.save())
    split_in_words(edit, inner)
    edit.clause(CLAUSE).find(w("pPr")).append(element(f"<w:tabs>{tabs}</w:tabs>"))

    assert alarms(edit.save()) - before == ({code} if code else set())
