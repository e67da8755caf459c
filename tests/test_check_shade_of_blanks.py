"""What is still to be written has the shade that the paper speaks of, and no other words have it."""

from __future__ import annotations

import pytest
from lxml import etree
from word_editing import Edit, element, said
from word_mutations import findings_of, place, told
from word_reading import draft, w

SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
NOTHING = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'


@pytest.fixture
def edit():
    return Edit(draft(3))


def blanks(edit):
    """The runs of what is to be written: two, in the preamble."""
    return [one for one in edit.body.iter(w("r")) if style_of_run(one) == "Placeholder"]


def style_of_run(run):
    found = run.find(f"{w('rPr')}/{w('rStyle')}")
    return None if found is None else found.get(w("val"))


def without_style(run):
    run.remove(run.find(w("rPr")))


def cleared(run):
    run.find(w("rPr")).append(element(NOTHING))


@pytest.mark.parametrize("change", [without_style, cleared])
def test_blanks_without_their_shade_are_told_once(edit, change):
    first, second = blanks(edit)
    paragraph, words = first.getparent(), said(first).strip("[]")
    for one in (first, second):
        change(one)

    # A note: Ctrl and the space bar do it, and that it is to be written is told in any case.
    assert told(edit) == []
    (one,) = [one for one in findings_of(edit.save()) if "is without the shade" in one.message]
    assert one.message.startswith(
        f"“{words}” is without the shade by which the paper says what is still to be "
    )
    assert one.message.endswith("; so is 1 more passage")
    assert one.place == place(edit, paragraph)


def test_blanks_whose_shade_another_program_set_on_them_are_as_they_were(edit):
    for one in blanks(edit):
        own = one.find(w("rPr"))
        own.remove(own.find(w("rStyle")))
        own.append(element(SHADE))

    assert told(edit) == []


def test_a_style_without_its_shade_is_told_once(edit):
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    (style,) = [one for one in styles if one.get(w("styleId")) == "Placeholder"]
    own = style.find(w("rPr"))
    own.remove(own.find(w("shd")))
    edit.parts["word/styles.xml"] = etree.tostring(styles)

    assert [message for message, _ in told(edit)] == [
        "what is still to be written was printed shaded, and its style has no shade any more"
    ]


@pytest.mark.parametrize("look", [SHADE, '<w:rStyle w:val="Placeholder"/>'])
def test_words_of_a_clause_in_the_look_of_a_blank_are_told(edit, look):
    paragraph = edit.lines()[3]
    run = next(one for one in paragraph.iter(w("r")) if len(said(one)) > 40)
    run.insert(0, element(f"<w:rPr>{look}</w:rPr>"))

    messages = [message for message, at in told(edit) if at == place(edit, paragraph)]

    assert any("is in the shade of what is still to be written" in one for one in messages)


def test_a_shade_of_ones_own_is_none(edit):
    run = next(one for one in edit.lines()[3].iter(w("r")) if len(said(one)) > 40)
    run.insert(0, element('<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/></w:rPr>'))

    assert told(edit) == []


@pytest.mark.parametrize("kind", ["", ' w:type="page"'])
def test_a_break_within_a_line_of_the_preamble_is_told(edit, kind):
    blank = blanks(edit)[0]
    blank.addprevious(element(f"<w:r><w:br{kind}/></w:r>"))

    ((message, at),) = told(edit)

    assert "a line or a page breaks before “" in message
    assert at == place(edit, blank.getparent())
