"""``drafter check`` on marks and notes, pictures, controls, remarks and tables that were not printed so."""

from __future__ import annotations

import copy
import re

import pytest
from lxml import etree
from word_editing import Edit, element, said
from word_mutations import findings_of
from word_reading import W, draft, w

from drafter.docx.parts.package import WordPackage
from drafter.problems import Severity

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
DRAWING = "<w:r><w:drawing/></w:r>"


@pytest.fixture
def edit():
    return Edit(draft(3))


def words_of_run(paragraph):
    return next(one for one in paragraph.iter(w("r")) if one.find(w("t")) is not None)


def notes(edit):
    return [one for one in edit.notes if one.get(w("type")) is None]


def in_control(edit, properties, at=1):
    first = words_of_run(edit.lines("SingleTxt")[at])
    control = element(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent/></w:sdt>")
    first.addprevious(control)
    control[1].append(first)


# Notes and their marks


def an_endnote(edit):
    mark = edit.references(edit.lines("SingleTxt")[1])[0]
    words = said(edit.note(mark))
    separators = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    note = (
        f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:endnote>'
    )
    edit.parts["word/endnotes.xml"] = f'<w:endnotes xmlns:w="{W}">{separators}{note}</w:endnotes>'.encode()
    for part, end, more in (
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/endnotes.xml" ContentType="{ENDNOTES}"/>',
        ),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="rId91" Type="{R}/endnotes" Target="endnotes.xml"/>',
        ),
    ):
        edit.parts[part] = edit.parts[part].replace(end.encode(), f"{more}{end}".encode())
    edit.notes.remove(edit.note(mark))
    mark.tag = w("endnoteReference")
    mark.set(w("id"), "1")
    edit.renumber()
    return "is an endnote now: it cites the same paragraph"


def a_mark_behind_other_words(edit):
    place = edit.lines("SingleTxt")[1]
    mark = edit.references(place)[0].getparent()
    words = words_of_run(place)
    text = words.find(w("t")).text
    behind = copy.deepcopy(words)
    words.find(w("t")).text, behind.find(w("t")).text = text[:12], text[12:]
    for one in (words, behind):
        one.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.addnext(behind)
    words.addnext(mark)
    return "its footnote marks stand behind other words"


def a_mark_typed_by_hand(edit):
    mark = edit.references(edit.lines("SingleTxt")[1])[0]
    mark.set(w("customMarkFollows"), "1")
    mark.addnext(element("<w:t>*</w:t>"))
    return "a footnote’s mark is typed by hand in the place of its number"


def a_note_without_its_number(edit):
    number = next(notes(edit)[1].iter(w("footnoteRef")))
    number.getparent().remove(number)
    return "is shown without its number"


def a_note_in_a_list(edit):
    properties = next(notes(edit)[1].iter(w("pPr")))
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    properties.find(w("pStyle")).addnext(element(numbered))
    return "is shown behind a number of a list"


def a_field_in_a_note(edit):
    text = next(one for one in notes(edit)[1].iter(w("t")) if "para." in one.text)
    before, behind = text.text.split("para.")
    text.text = before
    instruction = " QUOTE &quot;para. 99 (z)&quot; "
    field = f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>para.{behind}</w:t></w:r></w:fldSimple>'
    text.getparent().addnext(element(field))
    return 'has a field that drafter did not make (QUOTE "para. 99 (z)")'


def an_endnote_that_cites_nothing(edit):
    an_endnote(edit)
    note = edit.parts["word/endnotes.xml"].decode()
    edit.parts["word/endnotes.xml"] = re.sub(
        r"(<w:endnoteRef/></w:r><w:r><w:t>)[^<]*", r"\1This does not bind anybody", note
    ).encode()
    return "endnote i cites no paragraph any more (“This does not bind anybody”)"


def words_run_together(edit):
    hyphen = re.compile(r"(?<=[a-z])-(?=[a-z])")
    words = next(one for line in edit.lines() for one in line.iter(w("t")) if hyphen.search(one.text))
    words.text = hyphen.sub("\u00ad", words.text, count=1)
    return "words of it are run together, or parted: "


def a_line_among_the_words(edit):
    """A blank to be filled in, as a tab draws it."""
    place = edit.lines("SingleTxt")[1]
    words = words_of_run(place)
    words.append(element("<w:tab/>"))
    tabs = '<w:tabs><w:tab w:val="left" w:pos="5000" w:leader="underscore"/></w:tabs>'
    place.find(w("pPr")).find(w("pStyle")).addnext(element(tabs))
    return "is parted by a line that a tab draws"


# Pictures, other documents, controls, numbers, remarks, tables


def another_document_before_everything(edit):
    edit.body.insert(0, element('<w:altChunk r:id="rId99"/>'))
    return "another document that Word puts in"


def words_as_a_picture(edit):
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="CANCELLED"/></v:shape>'
    edit.lines("PlainTxt")[1].append(element(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    return "“CANCELLED” is a picture"


def a_picture_in_an_annex(edit):
    next(one for one in edit.document.iter(w("tc")) if said(one)).find(w("p")).append(element(DRAWING))
    return "there is a picture"


def words_taken_for_a_placeholder(edit):
    in_control(edit, "<w:showingPlcHdr/>")
    return "for a placeholder: they go as soon as"


def words_to_choose(edit):
    in_control(edit, '<w:dropDownList><w:listItem w:displayText="shall" w:value="1"/></w:dropDownList>')
    return "a content control that drafter did not make stands here"


def letters_struck_by_signs(edit):
    text = next(edit.lines("PlainTxt")[0].iter(w("t")))
    text.text = "".join(f"{one}\u0336" for one in text.text)
    return "is struck through by signs"


def a_number_before_nothing(edit):
    edit.lines("SingleTxt")[1].addprevious(element('<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr></w:p>'))
    return "the number 2 stands before nothing"


def a_remark_in_other_words(edit):
    part = edit.parts["word/comments.xml"].decode()
    own = re.search(r"<w:t[^>]*>([^<]+)</w:t>", part)[1]
    edit.parts["word/comments.xml"] = part.replace(own, "This was agreed by all.", 1).encode()
    return "a remark in the margin under drafter's name says what drafter did not write: “This was agreed"


def a_table_twice(edit):
    table = list(edit.document.iter(w("tbl")))[-1]
    table.addnext(copy.deepcopy(table))
    return "is one that drafter did not print"


CHANGES = (
    an_endnote,
    a_mark_behind_other_words,
    a_mark_typed_by_hand,
    a_note_without_its_number,
    a_note_in_a_list,
    a_field_in_a_note,
    another_document_before_everything,
    words_as_a_picture,
    a_picture_in_an_annex,
    words_taken_for_a_placeholder,
    words_to_choose,
    letters_struck_by_signs,
    a_number_before_nothing,
    a_remark_in_other_words,
    a_table_twice,
    an_endnote_that_cites_nothing,
    words_run_together,
    a_line_among_the_words,
)


def alarms(content):
    return [one for one in findings_of(content) if one.severity is not Severity.NOTE]


@pytest.mark.thorough
@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_what_was_not_printed_so_is_told_once(edit, change):
    message = change(edit)

    (found,) = alarms(edit.save())

    assert message in found.message


def test_several_things_that_were_not_printed_so_are_each_told_once(edit):
    apart = (
        a_note_without_its_number,
        another_document_before_everything,
        words_to_choose,
        a_remark_in_other_words,
        a_table_twice,
    )
    messages = [change(edit) for change in apart]

    found = [one.message for one in alarms(edit.save())]

    assert len(found) == len(messages)
    assert all(any(message in one for one in found) for message in messages)


def test_a_control_that_is_a_frame_around_words_is_none_of_it(edit):
    """Google Docs puts such frames around words when it saves a .docx file."""
    in_control(
        edit,
        '<w:tag w:val="goog_rdk_0"/><w:id w:val="12"/><w:lock w:val="sdtLocked"/>'
        "<w:placeholder/><w:showingPlcHdr w:val='0'/><w:richText/>",
    )

    assert alarms(edit.save()) == []


@pytest.mark.thorough
def test_a_picture_in_running_text_is_a_note_and_a_table_that_is_gone_a_warning(edit):
    edit.lines("PlainTxt")[1].append(element(DRAWING))
    table = list(edit.document.iter(w("tbl")))[-2]
    table.getparent().remove(table)

    found = [(one.severity, one.message) for one in findings_of(edit.save())]

    assert (
        Severity.NOTE,
        "a picture or an object stands here, of which nobody knows what it says",
    ) in found
    assert any(
        severity is Severity.WARNING
        and message.startswith("the table under “")
        and message.endswith("” is gone")
        for severity, message in found
    )


EXTENT = '<wp:extent xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
SHAPE = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.mark.parametrize(
    ("drawn", "is_told"),
    [
        (f'<w:drawing>{EXTENT} cx="5760000" cy="720000"/></w:drawing>', False),  # 16 by 2 cm, a banner
        (f'<w:drawing>{EXTENT} cx="1440000" cy="1440000"/></w:drawing>', False),  # 4 by 4 cm, a logo
        (f'<w:drawing>{EXTENT} cx="5760000" cy="3600000"/></w:drawing>', True),  # 16 by 10 cm
        (f'<w:pict>{SHAPE} style="width:4cm;height:40pt"/></w:pict>', False),
        (f'<w:pict>{SHAPE} style="width:450pt;height:20cm"/></w:pict>', True),
    ],
)
def test_a_picture_in_which_a_text_can_stand_is_a_warning(edit, drawn, is_told):
    edit.lines("PlainTxt")[1].append(element(f"<w:r>{drawn}</w:r>"))

    found = [one.message for one in alarms(edit.save())]

    assert len(found) == is_told
    assert all("a picture so large that a whole text can stand in it" in one for one in found)


# Footnotes that became endnotes, and are left over


def left_over(edit, words=""):
    """The footnote stays in the file; the endnote says something else where words are given."""
    mark = edit.references(edit.lines("SingleTxt")[1])[0]
    note = copy.deepcopy(edit.note(mark))
    an_endnote(edit)
    note.set(w("id"), "9977")
    edit.notes.append(note)
    if words:
        part = edit.parts["word/endnotes.xml"].decode()
        edit.parts["word/endnotes.xml"] = re.sub(
            r"(Ref/></w:r><w:r><w:t>)[^<]*", rf"\1{words}", part
        ).encode()


@pytest.mark.parametrize(
    ("words", "codes"), [("", ["footnote-endnote"]), ("Not agreed.", ["footnote-orphan", "footnote-changed"])]
)
def test_a_footnote_that_is_left_over_from_an_endnote_is_told_at_its_paragraph(edit, words, codes):
    left_over(edit, words)
    found = alarms(edit.save())
    assert sorted(one.code for one in found) == sorted(codes)
    assert {one.number for one in found} == {"2"}


def test_the_mark_of_an_endnote_that_is_not_there_is_told_as_that(edit):
    edit.references(edit.lines("SingleTxt")[1])[0].tag = w("endnoteReference")
    package = WordPackage.open(edit.save(), "draft.docx")
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    package.require("endnotes", "word/endnotes.xml", content_type, f'<w:endnotes xmlns:w="{W}"/>')
    found = alarms(package.pack())
    assert {one.code for one in found} == {"footnote-dangling", "no-footnote"}
    assert "the mark of an endnote leads to no endnote" in {one.message for one in found}


# Remarks of drafter's


def remarks(edit):
    return [*edit.document.iter(w("commentReference"))]


def take_out(edit, marks):
    """As a word processor does: the comment, and the marks of it."""
    root = etree.fromstring(edit.parts["word/comments.xml"])
    for number in [mark.get(w("id")) for mark in marks]:
        for one in [
            one for tree in (edit.document, root) for one in tree.iter() if one.get(w("id")) == number
        ]:
            if etree.QName(one).localname.startswith("comment"):
                one.getparent().remove(one)
    edit.parts["word/comments.xml"] = etree.tostring(root)


def told_of_remarks(edit):
    return [
        (one.severity, one.message, one.place >= 0)
        for one in findings_of(edit.save())
        if one.code.startswith("remark")
    ]


def test_a_remark_that_was_taken_out_is_a_note_where_it_stood(edit):
    words = etree.fromstring(edit.parts["word/comments.xml"])[0]
    assert told_of_remarks(edit) == []
    take_out(edit, remarks(edit)[:1])
    ((severity, message, has_place),) = told_of_remarks(edit)
    assert (severity, has_place) == (Severity.NOTE, True)
    assert message.startswith(f"a remark of drafter's in the margin is gone: “{said(words)[:20]}")


def test_many_remarks_that_were_taken_out_are_one_note(edit):
    count = len(remarks(edit))
    assert count > 3
    take_out(edit, remarks(edit))
    ((severity, message, _),) = told_of_remarks(edit)
    assert severity is Severity.NOTE
    assert message.startswith(f"{count} remarks of drafter's in the margin are gone, the first: “")
