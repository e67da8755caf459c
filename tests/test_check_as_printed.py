"""``drafter check`` on marks, numbers and words that look otherwise than drafter prints them."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from word_editing import Edit, element, run, said
from word_mutations import findings_of, place, told
from word_reading import draft, draft_in, w

from drafter.check.draft import check_draft
from drafter.docx.reader import read_word
from drafter.problems import Severity
from drafter.returned.document import returned_from

MARK = "a footnote’s mark is "


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


PARTS = {
    "HCh": "a title",
    "SubTitleTxt": "a line below a title",
    "H1": "a heading",
    "H23": "a heading",
    "BoxTxt": "the note on how to read it",
    "Caption": "a caption",
    "TableHead": "the head of a table",
    "TableText": "a cell of a table",
    "FootnoteText": "a footnote",
    "CommentText": "a remark in the margin",
    "Header": "a line at the edge of a page",
    "TOC1": "a line of contents",
}


def styled(paragraph, style, *, keeps_number=False):
    """Give a paragraph another style; where it keeps its number, as Word does where that is its own."""
    properties = paragraph.find(w("pPr"))
    properties.find(w("pStyle")).set(w("val"), style)
    if keeps_number:
        own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        properties.find(w("pStyle")).addnext(element(own))


@pytest.mark.parametrize("keeps_number", [True, False])
@pytest.mark.parametrize("style", PARTS)
def test_a_clause_in_the_style_of_another_part_is_told(edit, style, keeps_number):
    paragraph = clause(edit)
    styled(paragraph, style, keeps_number=keeps_number)

    messages = [message for message, at in told(edit) if at == place(edit, paragraph)]

    assert f"by its style it is {PARTS[style]}, and it was drafted as a paragraph" in messages


@pytest.mark.parametrize("style", [one for one in PARTS if one not in ("H1", "H23", "TOC1")])
def test_the_preamble_in_the_style_of_another_part_is_told(edit, style):
    (paragraph,) = [one for one in edit.body.iter(w("p")) if said(one).startswith("Recalling [")]
    styled(paragraph, style)

    messages = [message for message, at in told(edit) if at == place(edit, paragraph)]

    assert messages == [f"by its style it is {PARTS[style]}, and it was drafted as running text"]


def test_a_paragraph_of_the_note_that_is_taken_out_of_its_box_is_told(edit):
    paragraph = edit.lines("BoxTxt")[0]
    styled(paragraph, "PlainTxt")

    assert told(edit) == [
        (
            "by its style it is running text, and it was drafted as the note on how to read it",
            place(edit, paragraph),
        )
    ]


OWN_TITLE = (
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="PlainTxt"/></w:style>'
)


@pytest.mark.parametrize(
    ("style", "is_text"), [("PlainTxt", True), ("SingleTxt", True), ("Normal", False), ("Own", False)]
)
def test_the_title_in_a_style_of_text_is_told_and_in_one_of_a_house_not(edit, style, is_text):
    paragraph = edit.lines("HCh")[0]
    styled(paragraph, style)
    styles = edit.parts["word/styles.xml"].decode()
    edit.parts["word/styles.xml"] = styles.replace("</w:styles>", f"{OWN_TITLE}</w:styles>").encode()

    messages = [message for message, at in told(edit) if at == place(edit, paragraph)]

    said_so = "by its style it is running text, and it was drafted as a title"
    assert (said_so in messages) == is_text
    assert is_text or not messages


@pytest.mark.parametrize("style", ["Normal", "ListParagraph"])
def test_running_text_in_a_style_of_a_house_is_no_alarm(edit, style):
    (paragraph,) = [one for one in edit.body.iter(w("p")) if said(one).startswith("Recalling [")]
    styled(paragraph, style)
    if style == "ListParagraph":
        own = f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="List Paragraph"/></w:style>'
        styles = edit.parts["word/styles.xml"].decode()
        edit.parts["word/styles.xml"] = styles.replace("</w:styles>", f"{own}</w:styles>").encode()

    assert not told(edit)


# What tracked changes of formatting hide

CHANGED = '<w:{0}Change w:id="801" w:author="Norway"><w:{0}>{1}</w:{0}></w:{0}Change>'
AS_FORMATTED = "as a tracked change of formatting has it, which is neither accepted nor rejected: "


def as_rejected(edit, **how):
    """What is told of formatting where tracked changes are read as rejected, and at which places."""
    document = read_word(edit.save(), "draft.docx", with_looks=True, **(how or {"original": True}))
    found = check_draft(returned_from(document)).findings
    return [
        (one.message.removeprefix(AS_FORMATTED), one.place)
        for one in found
        if one.message.startswith(AS_FORMATTED)
    ]


def test_what_only_rejecting_a_change_of_formatting_would_show_is_said_so(edit):
    run_of_mark = edit.references(clause(edit))[0].getparent()
    looks_of(run_of_mark, "<w:b/>")
    run_of_mark.find(w("rPr")).append(element(CHANGED.format("rPr", "")))  # it was no mark's look before
    document = read_word(edit.save(), "draft.docx", with_looks=True, original=True)

    found = [
        one.message
        for one in check_draft(returned_from(document)).findings
        if one.place == place(edit, clause(edit)) and "a footnote’s mark" in one.message
    ]

    assert [one.startswith("once the tracked change of formatting there is rejected: ") for one in found] == [
        True
    ]


def hidden_words(edit):
    words_of(edit, "<w:vanish/>").find(w("rPr")).append(element(CHANGED.format("rPr", "")))
    return clause(edit), "is hidden"


def white_words(edit):
    white = '<w:color w:val="FFFFFF"/>'
    words_of(edit, white).find(w("rPr")).append(element(CHANGED.format("rPr", "")))
    return clause(edit), "is white on white"


def a_hidden_mark(edit):
    run_of_mark = edit.references(clause(edit))[0].getparent()
    looks_of(run_of_mark, "<w:vanish/>")
    run_of_mark.find(w("rPr")).append(element(CHANGED.format("rPr", "")))
    return clause(edit), "a footnote’s mark is hidden"


def a_hidden_note(edit):
    words = next(one for one in note(edit).iter(w("r")) if len("".join(one.itertext())) > 10)
    looks_of(words, "<w:vanish/>")
    words.find(w("rPr")).append(element(CHANGED.format("rPr", "")))
    return clause(edit), "Word does not show footnote"


def changed_paragraph(edit, looks):
    properties = clause(edit).find(w("pPr"))
    properties.append(element(looks))
    properties.append(element(CHANGED.format("pPr", '<w:pStyle w:val="SingleTxt"/>')))
    return clause(edit)


def beside_the_page(edit):
    return changed_paragraph(edit, '<w:ind w:left="-20000"/>'), "beside the page"


def without_its_number(edit):
    return changed_paragraph(edit, '<w:numPr><w:numId w:val="0"/></w:numPr>'), "it has no number any more"


def as_a_heading(edit):
    paragraph = clause(edit)
    styled(paragraph, "H23")
    paragraph.find(w("pPr")).append(element(CHANGED.format("pPr", '<w:pStyle w:val="SingleTxt"/>')))
    return paragraph, "by its style it is a heading"


def a_hidden_row(edit):
    row = edit.body.findall(w("tbl"))[-1].findall(w("tr"))[2]
    properties = row.find(w("trPr"))
    properties.append(element("<w:hidden/>"))
    properties.append(element(CHANGED.format("trPr", "<w:cantSplit/>")))
    return next(row.iter(w("p"))), "hidden"


@pytest.mark.parametrize(
    "change",
    [
        *(hidden_words, white_words, a_hidden_mark, a_hidden_note),
        *(beside_the_page, without_its_number, as_a_heading, a_hidden_row),
    ],
)
def test_what_a_tracked_change_of_formatting_hides_is_told_at_its_place(edit, change):
    paragraph, how = change(edit)

    found = as_rejected(edit)

    assert {at for _, at in found} == {place(edit, paragraph)}
    assert any(how in message for message, _ in found)
    assert as_rejected(edit, authors=("Kenya",)) == found
    assert not as_rejected(edit, authors=("Norway",))


@pytest.mark.parametrize("before", ["", "<w:vanish/>"])
def test_a_tracked_change_of_formatting_that_hides_nothing_is_counted_alone(edit, before):
    words_of(edit, "<w:b/>").find(w("rPr")).append(element(CHANGED.format("rPr", before)))

    assert not as_rejected(edit)


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


# Numbers and marks


@pytest.mark.parametrize("where", ["level", "mark"])
@pytest.mark.parametrize("looks", ["<w:caps/>", "<w:smallCaps/>"])
def test_letters_of_a_list_that_are_shown_as_capitals_are_told(where, looks):
    edit = Edit(draft_in("doha", 3))
    lettered = edit.lines("LetteredTxt")
    if where == "mark":
        lettered[0].find(w("pPr")).append(element(f"<w:rPr>{looks}</w:rPr>"))
    else:
        numbering = etree.fromstring(edit.parts["word/numbering.xml"])
        (level,) = [
            one.getparent()
            for one in numbering.iter(w("pStyle"))
            if one.get(w("val")) == "LetteredTxt" and one.getparent().tag == w("lvl")
        ]
        level.append(element(f"<w:rPr>{looks}</w:rPr>"))
        edit.parts["word/numbering.xml"] = etree.tostring(numbering)

    messages = [message for message, _ in told(edit)]

    assert messages
    assert all("is in capitals, so that it reads as another number" in one for one in messages)


def test_a_mark_that_the_view_as_a_web_page_hides_is_told(edit):
    looks_of(edit.references(clause(edit))[0].getparent(), "<w:webHidden/>")

    assert f"{MARK}hidden in the view as a web page" in only_message(edit)


def test_a_setting_that_has_word_print_what_stands_in_forms_alone_is_told(edit):
    settings = edit.parts["word/settings.xml"].decode()
    at = settings.index(">", settings.index("<w:settings")) + 1
    edit.parts["word/settings.xml"] = f"{settings[:at]}<w:printFormsData/>{settings[at:]}".encode()

    ((message, _),) = [
        (one.message, one.place) for one in findings_of(edit.save()) if "printFormsData" in one.message
    ]

    assert message.endswith("w:printFormsData")


def test_the_heading_of_the_contents_that_is_gone_is_told():
    edit = Edit(draft(2))
    (heading,) = edit.lines("TOCHeading")
    heading.getparent().remove(heading)

    assert "“Contents” does not stand above the contents any more" in only_message(edit)


def test_the_words_of_a_list_before_every_footnote_are_named(edit):
    styles = etree.fromstring(edit.parts["word/styles.xml"])
    (style,) = [one for one in styles.iter(w("style")) if one.get(w("styleId")) == "FootnoteText"]
    style.find(w("pPr")).insert(0, element('<w:numPr><w:numId w:val="77"/></w:numPr>'))
    edit.parts["word/styles.xml"] = etree.tostring(styles)
    numbering = etree.fromstring(edit.parts["word/numbering.xml"])
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="Contra"/></w:lvl>'
    numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="77">{bullet}</w:abstractNum>'))
    numbering.append(element('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    edit.parts["word/numbering.xml"] = etree.tostring(numbering)

    assert "is shown behind a number of a list, “Contra”" in only_message(edit)


# What is to be filled in


def retyped(paragraph, text):
    """The words of a paragraph in its first run that has some."""
    first, *others = [one for one in paragraph.iter(w("t")) if one.text]
    first.text = text
    for one in others:
        one.text = ""


def preamble(edit):
    (found,) = [one for one in edit.body.iter(w("p")) if said(one).startswith("Recalling [")]
    return found


def test_a_blank_that_has_lost_its_brackets_alone_is_not_filled_in(edit):
    paragraph = preamble(edit)
    retyped(paragraph, "Recalling earlier declarations and resolutions,")

    ((message, at),) = told(edit)

    assert "what is to be filled in stands without its brackets, in the same words" in message
    assert at == place(edit, paragraph)


def test_a_blank_that_is_filled_in_is_a_note(edit):
    retyped(preamble(edit), "Recalling the Doha Declaration,")

    assert not told(edit)


def test_who_is_asked_where_the_paper_left_it_to_be_named_is_no_error():
    edit = Edit(draft_in("doha", 1))
    blanks = [one for one in edit.document.iter(w("t")) if one.text and "[to be named]" in one.text]
    blanks[0].text = blanks[0].text.replace("[to be named]", "UNODC")

    found = [one for one in findings_of(edit.save()) if one.severity is not Severity.NOTE]

    assert [(one.code, one.severity) for one in found] == [("reworded", Severity.WARNING)]
    assert "“unodc”" in found[0].message
