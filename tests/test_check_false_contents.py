"""``drafter check`` on words that have the looks of contents, and are none."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, said, style_of
from word_mutations import told
from word_reading import draft, w

NEW = "Adopted by consensus on 12 March 2021."


@pytest.fixture
def edit():
    """Printed without contents."""
    return Edit(draft(4))


def first_with(edit, words):
    return next(one for one in edit.body.iter(w("p")) if said(one).startswith(words))


def in_style(words, style):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def in_field(words):
    return f'<w:p><w:fldSimple w:instr=" TOC \\o "><w:r><w:t>{words}</w:t></w:r></w:fldSimple></w:p>'


@pytest.mark.parametrize(
    "xml",
    [*(in_style(NEW, style) for style in ("TOC1", "TOC2", "TOC3", "TOCHeading")), in_field(NEW)],
    ids=["TOC1", "TOC2", "TOC3", "TOCHeading", "field"],
)
@pytest.mark.parametrize("behind", ["Informal paper", "We, Heads of State", "Annex II.", ""])
def test_words_that_only_look_like_contents_are_words_that_were_not_printed(edit, xml, behind):
    if behind and not any(said(one).startswith(behind) for one in edit.body.iter(w("p"))):
        pytest.skip("not in this paper")
    before = first_with(edit, behind) if behind else edit.body[-2]
    before.addnext(element(xml))

    ((message, _),) = told(edit)

    assert "a paragraph that was not printed" in message
    assert NEW in message


@pytest.mark.parametrize("behind", ["We, Heads of State", ""])
def test_so_are_they_apart_from_contents_that_were_printed(behind):
    edit = Edit(draft(3))
    assert edit.lines("TOC1")
    before = first_with(edit, behind) if behind else edit.body[-2]
    before.addnext(element(in_style(NEW, "TOC1")))

    ((message, _),) = told(edit)

    assert "a paragraph that was not printed" in message


def test_a_line_of_a_sentence_that_opens_with_a_heading_is_none_of_contents(edit):
    heading = next(said(one) for one in edit.lines("H1"))
    edit.body[-2].addnext(element(in_style(f"{heading} were rejected", "TOC1")))

    ((message, _),) = told(edit)

    assert f"{heading} were rejected" in message


def test_contents_that_somebody_had_made_of_the_headings_are_no_fault(edit):
    at = first_with(edit, "We, Heads of State")
    for page, heading in enumerate(edit.lines("H1"), 1):
        at.addprevious(element(in_style(f"{said(heading)}\t{page}", "TOC1")))

    assert told(edit) == []


def test_a_printed_paragraph_in_that_style_is_told_with_its_new_words_and_is_not_gone(edit):
    paragraph = first_with(edit, "We, Heads of State")
    assert style_of(paragraph) == "PlainTxt"
    paragraph.find(w("pPr")).find(w("pStyle")).set(w("val"), "TOC1")
    edit.replace_words(paragraph, "We, Heads of State", "We, the Presidents")

    messages = [message for message, _ in told(edit)]

    assert any("the Presidents" in one for one in messages)
    assert any("by its style it is a line of contents" in one for one in messages)
    assert not any("gone" in one for one in messages)
