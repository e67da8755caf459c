"""``drafter check`` on a file that does not say any more what made it: it says what is true of the file."""

from __future__ import annotations

import re

import pytest
from word_editing import Edit, element
from word_reading import draft, draft_in, w

from drafter.check.draft import check_draft
from drafter.docx.provenance import is_untouched, is_untouched_annexes
from drafter.docx.reader import read_word
from drafter.draft.formats import dump_draft, load_draft
from drafter.matrix.loading import open_matrix
from drafter.problems import DrafterError, Severity
from drafter.returned.document import returned_from


@pytest.fixture(scope="module")
def matrix():
    return open_matrix("kyoto-2021")


def without_origin(edit):
    """As a word processor drops what it does not know: parts of data, and what leads to them."""
    for name in [name for name in edit.parts if name.startswith("customXml")]:
        del edit.parts[name]
    part = "word/_rels/document.xml.rels"
    edit.parts[part] = re.sub(rb"<Relationship [^>]*customXml[^>]*/>", b"", edit.parts[part])
    return edit.save()


def told(edit, matrix):
    document = read_word(without_origin(edit), "draft.docx")
    found = check_draft(returned_from(document, matrix.matrix, matrix.concordance)).findings
    return [(one.code, one.severity) for one in found if one.severity is not Severity.NOTE]


LOST = ("origin-lost", Severity.WARNING)


def test_what_opens_a_list_needs_no_footnote(matrix):
    assert told(Edit(draft_in("doha", 3)), matrix) == [LOST]


@pytest.mark.thorough
def test_of_a_paragraph_without_a_footnote_nobody_knows_whether_it_had_one(matrix):
    edit = Edit(draft(3))
    own = element(
        '<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr><w:r><w:t>Thank the host;</w:t></w:r></w:p>'
    )
    edit.lines("SingleTxt")[1].addprevious(own)
    assert told(edit, matrix) == [LOST, ("no-footnote", Severity.WARNING)]


@pytest.mark.thorough
def test_a_paragraph_of_the_matrix_whose_footnote_is_gone_has_lost_it(matrix):
    edit = Edit(draft(3))
    for mark in edit.references(edit.lines("SingleTxt")[1]):
        edit.remove_reference(mark)
    assert ("no-footnote", Severity.ERROR) in told(edit, matrix)


@pytest.mark.thorough
def test_names_of_who_proposed_it_are_no_regions(matrix):
    edit = Edit(draft(3, "--support"))
    names = next(one for one in edit.document.iter(w("rStyle")) if one.get(w("val")) == "Support")
    names.getparent().getparent().find(w("t")).text = " (Brazil, Egypt)"
    found = told(edit, matrix)
    assert found == [LOST, ("reworded", Severity.WARNING)]


@pytest.mark.parametrize("sign", [r"\u0001", r"\u0000", r"\uD8fa", r"\uffff"])
def test_signs_that_no_text_has_make_what_is_kept_damaged(sign):
    edit = Edit(draft(4))
    (name,) = [
        one for one in edit.parts if one.startswith("customXml/item") and b"schema_version" in edit.parts[one]
    ]
    edit.parts[name] = edit.parts[name].replace(b"crime", sign.encode(), 2)

    with pytest.raises(DrafterError) as refused:
        read_word(edit.save(), "draft.docx")

    assert str(refused.value.message) == (
        "draft.docx does not say any more what made it: that part of the file is damaged"
    )


def test_a_draft_whose_origin_cannot_be_read_is_none_that_drafter_would_replace_unasked():
    edit = Edit(draft(4))
    (name,) = [
        one for one in edit.parts if one.startswith("customXml/item") and b"schema_version" in edit.parts[one]
    ]
    edit.parts[name] = edit.parts[name].replace(b"schema_version", b"shema_version", 1)
    content = edit.save()
    assert is_untouched(draft(4))
    assert not is_untouched(content)
    assert not is_untouched_annexes(content)


def test_a_backslash_is_a_sign_like_others():
    written = dump_draft(read_word(draft(4), "draft.docx").draft).replace("crime", r"\\u0001")

    texts = [one.text for one in load_draft(written).matrix.recommendations]

    assert any(r"\u0001" in text for text in texts)


@pytest.mark.parametrize(("said", "is_told"), [("See also, in part, the", False), ("See parts of the", True)])
def test_how_a_footnote_cites_is_no_name_of_a_report(matrix, said, is_told):
    edit = Edit(draft(4))
    note = next(one for one in edit.notes.iter(w("t")) if (one.text or "").startswith("Report of the"))
    note.text = note.text.replace("Report of the", f"{said} report of the")

    found = told(edit, matrix)

    assert (("footnote-reworded", Severity.WARNING) in found) is is_told
