"""``drafter check`` on marks, numbers and words that look otherwise than drafter prints them."""

from __future__ import annotations

import re

import pytest
from word_editing import Edit, element, run, said
from word_mutations import place, told
from word_reading import draft, w

from drafter.check.draft import check_draft
from drafter.docx.reader import read_word
from drafter.returned.document import returned_from

MARK = "“a footnote’s mark” is "


@pytest.fixture
def edit():
    return Edit(draft(3))


def clause(edit):
    return edit.lines("SingleTxt")[1]


def note(edit):
    return edit.note(edit.references(clause(edit))[0])


def number(edit):
    return next(note(edit).iter(w("footnoteRef")))


# Numbers of notes


def twice(edit):
    number(edit).addnext(element("<w:footnoteRef/>"))
    return "is shown with its number more than once"


def twice_in_two_runs(edit):
    note(edit)[0].append(element("<w:r><w:footnoteRef/></w:r>"))
    return "is shown with its number more than once"


def behind_words(edit):
    note(edit)[0].append(number(edit).getparent())
    return "is shown with its number behind words"


def of_an_endnote(edit):
    number(edit).addnext(element("<w:endnoteRef/>"))
    return "is shown with a number that is not its own"


def of_a_note_within_a_note(edit):
    mark = '<w:r><w:footnoteReference w:id="3"/></w:r>'
    note(edit)[0].append(element(mark))
    return "is shown with the mark of another note in it"


@pytest.mark.parametrize(
    "change", [twice, twice_in_two_runs, behind_words, of_an_endnote, of_a_note_within_a_note]
)
def test_a_note_that_does_not_begin_with_its_own_number_alone_is_told(edit, change):
    said = change(edit)

    ((message, at),) = told(edit)

    assert said in message
    assert at == place(edit, clause(edit))


@pytest.mark.parametrize("kind", ["footnoteRef", "endnoteRef"])
def test_the_number_of_a_note_in_the_text_is_told(edit, kind):
    clause(edit).append(element(f"<w:r><w:{kind}/></w:r>"))

    ((message, at),) = told(edit)

    assert "the number of a note, where no note begins" in message
    assert at == place(edit, clause(edit))


# Where marks stand

SUPERSCRIPT = '<w:vertAlign w:val="superscript"/>'
LOW = "below its line, as in a formula"
ON = "on the line, where it reads as a figure of the text"
MARKS = {
    '<w:vertAlign w:val="subscript"/>': LOW,
    '<w:position w:val="-12"/><w:vertAlign w:val="baseline"/>': LOW,
    f'<w:position w:val="-14"/>{SUPERSCRIPT}': LOW,
    f'<w:position w:val="-6"/>{SUPERSCRIPT}': ON,
    '<w:vertAlign w:val="baseline"/>': ON,
    '<w:position w:val="2"/><w:vertAlign w:val="baseline"/>': ON,
    SUPERSCRIPT: "",
    '<w:position w:val="6"/><w:vertAlign w:val="baseline"/>': "",
    f'<w:position w:val="2"/>{SUPERSCRIPT}': "",
}


@pytest.mark.parametrize("looks", MARKS)
def test_a_mark_that_does_not_stand_above_its_line_is_told(edit, looks):
    looks_of(edit.references(clause(edit))[0].getparent(), looks)

    assert told(edit) == ([] if not MARKS[looks] else [(only_message(edit), place(edit, clause(edit)))])
    assert not MARKS[looks] or f"{MARK}{MARKS[looks]}" in only_message(edit)


def test_the_number_of_a_note_below_its_line_is_told_and_one_on_it_is_not(edit):
    looks_of(number(edit).getparent(), '<w:vertAlign w:val="baseline"/>')
    assert not told(edit)

    looks_of(number(edit).getparent(), '<w:vertAlign w:val="subscript"/>')
    assert LOW in only_message(edit)


def only_message(edit):
    ((message, _),) = told(edit)
    return message


def looks_of(words, looks):
    """Set looks on a run, in place of those that it has beside its style."""
    properties = words.find(w("rPr"))
    if properties is None:
        words.insert(0, properties := element("<w:rPr/>"))
    for one in properties.findall("*"):
        if one.tag != w("rStyle"):
            properties.remove(one)
    properties.extend(element(f"<w:rPr>{looks}</w:rPr>"))


# Words in the looks of an insertion or of a link

UNDERLINED = '<w:u w:val="single"/>'
RED = '<w:color w:val="C00000"/>'
INSERTED = "in colour and underlined, as an insertion or a link would be"


def words_of(edit, looks):
    """A stretch of a clause as a run of its own, with looks."""
    paragraph = clause(edit)
    words = next(one for one in paragraph.iter(w("r")) if len("".join(one.itertext())) > 40)
    text = "".join(words.itertext())
    words.find(w("t")).text = text[:10]
    words.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    middle, rest = run(text[10:30]), run(text[30:])
    words.addnext(middle)
    middle.addnext(rest)
    looks_of(middle, looks)
    return middle


@pytest.mark.parametrize(
    "looks",
    [
        f"{RED}{UNDERLINED}",
        '<w:color w:val="auto" w:themeColor="accent1"/><w:u w:val="double"/>',
        f'{RED}<w:u w:val="words"/>',
        '<w:rStyle w:val="Hyperlink"/>',
    ],
)
def test_words_in_the_looks_of_an_insertion_or_a_link_are_told(edit, looks):
    words_of(edit, looks)

    ((message, at),) = told(edit)

    assert INSERTED in message
    assert at == place(edit, clause(edit))


@pytest.mark.parametrize(
    "looks",
    [
        RED,
        UNDERLINED,
        f'{RED}<w:u w:val="none"/>',
        f'<w:color w:val="000000"/>{UNDERLINED}',
        f'<w:color w:val="auto"/>{UNDERLINED}',
        f'<w:color w:val="404040"/>{UNDERLINED}',
        f"<w:b/>{RED}",
    ],
)
def test_words_in_colour_or_underlined_are_a_highlight(edit, looks):
    words_of(edit, looks)

    assert not told(edit)


def test_words_of_a_link_look_as_links_do(edit):
    words = words_of(edit, '<w:rStyle w:val="Hyperlink"/>')
    link = element('<w:hyperlink w:anchor="_Toc1"/>')
    words.addprevious(link)
    link.append(words)

    assert INSERTED not in only_message(edit)


def test_headings_that_a_house_sets_in_colour_and_underlines_are_as_printed(edit):
    styles = edit.parts["word/styles.xml"].decode()
    start = styles.index('w:styleId="H23"')
    at = styles.index("<w:rPr>", start) + len("<w:rPr>")
    edit.parts["word/styles.xml"] = f"{styles[:at]}{RED}{UNDERLINED}{styles[at:]}".encode()

    assert not told(edit)


# Paragraphs in the looks of something else


@pytest.mark.parametrize(("style", "called"), [("H1", "a heading"), ("H23", "a heading"), ("HCh", "a title")])
def test_a_clause_that_looks_like_a_heading_is_said_to(edit, style, called):
    paragraph = clause(edit)
    paragraph.find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), style)

    messages = [message for message, at in told(edit) if at == place(edit, paragraph)]

    assert f"it is in the style of {called}, and looks like one: nobody takes it for a paragraph" in messages


# What tracked changes of formatting hide

CHANGED = (
    '<w:{0}Change w:id="801" w:author="Norway" w:date="2026-11-01T00:00:00Z"><w:{0}>{1}</w:{0}></w:{0}Change>'
)
HIDDEN = "a tracked change of formatting by Norway, neither accepted nor rejected, shows "


def as_rejected(edit):
    """What is told of a clause where tracked changes are read as rejected."""
    returned = returned_from(read_word(edit.save(), "draft.docx", original=True))
    at = place(edit, clause(edit))
    return [one.message for one in check_draft(returned).findings if one.place == at]


@pytest.mark.parametrize(
    ("looks", "how"),
    [
        ("<w:vanish/>", "hidden"),
        ('<w:color w:val="FFFFFF"/>', "white on white"),
        ("<w:strike/>", "struck through"),
    ],
)
def test_words_that_a_tracked_change_of_formatting_hides_are_told(edit, looks, how):
    words = words_of(edit, looks)
    hidden = "".join(words.itertext())
    words.find(w("rPr")).append(element(CHANGED.format("rPr", "")))

    messages = as_rejected(edit)

    assert [
        one for one in messages if one.startswith(f"{HIDDEN}it otherwise: “{hidden.strip()}” is ")
    ] == messages
    assert how in messages[0]


def test_a_paragraph_that_a_tracked_change_of_formatting_puts_beside_the_page_is_told(edit):
    properties = clause(edit).find(w("pPr"))
    properties.append(element('<w:ind w:left="-20000"/>'))
    properties.append(element(CHANGED.format("pPr", '<w:pStyle w:val="SingleTxt"/>')))

    messages = as_rejected(edit)

    assert any(one.startswith(f"{HIDDEN}it otherwise: ") for one in messages)


def test_words_of_a_footnote_that_a_tracked_change_of_formatting_hides_are_told(edit):
    words = next(one for one in note(edit).iter(w("r")) if len("".join(one.itertext())) > 10)
    looks_of(words, "<w:vanish/>")
    words.find(w("rPr")).append(element(CHANGED.format("rPr", "")))

    messages = as_rejected(edit)

    assert any(one.startswith(f"{HIDDEN}words in a footnote otherwise: ") for one in messages)


@pytest.mark.parametrize("before", ["", "<w:vanish/>"])
def test_a_tracked_change_of_formatting_that_hides_nothing_is_counted_alone(edit, before):
    words_of(edit, "<w:b/>").find(w("rPr")).append(element(CHANGED.format("rPr", before)))

    assert not [message for message in as_rejected(edit) if message.startswith(HIDDEN)]


# Blanks that are gone


def without_blank(paragraph, before, after):
    """Take out the blank before some words, as where programs lose it at the end of a run."""
    first, second = (
        next(one for one in paragraph.iter(w("t")) if words in one.text) for words in (before, after)
    )
    first.text = first.text.replace(f"{before} ", before)
    second.text = second.text.replace(f" {after}", after)


def test_words_of_the_preamble_that_a_lost_blank_runs_together_are_told_at_their_place(edit):
    (paragraph,) = [one for one in edit.body.iter(w("p")) if said(one).startswith("Recalling [")]
    without_blank(paragraph, "Recalling", "[earlier")

    ((message, at),) = told(edit)

    assert "the preamble was changed, at “Recalling[earlier declarations and resolutions]”" in message
    assert "the blank in “Recalling[earlier” is gone" in message
    assert at == place(edit, paragraph)


@pytest.mark.parametrize(("was", "now"), [(", ", ","), (" (", "(")])
def test_words_of_a_clause_that_a_lost_blank_runs_together_are_told(edit, was, now):
    text, words = next(
        (text, found[0])
        for line in edit.lines("SingleTxt")
        for text in line.iter(w("t"))
        if (found := re.findall(rf"\b[A-Za-z]+{re.escape(was)}[a-z]+", text.text or ""))
    )
    text.text = text.text.replace(words, words.replace(was, now), 1)

    ((message, _),) = told(edit)

    assert f"the blank in “{words.replace(was, now)}” is gone" in message
