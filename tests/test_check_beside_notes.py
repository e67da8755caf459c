"""``drafter check`` on links, content controls and tracked changes in notes, headers and remarks."""

from __future__ import annotations

import re

import pytest
from word_editing import Edit, element, run, said
from word_mutations import findings_of
from word_reading import draft, w

from drafter.docx.reading.links import Link
from drafter.problems import Severity
from drafter.text.words import excerpt

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
TARGET = "https://example.org/x"
KINDS = {
    '<w:comboBox><w:listItem w:value="other"/></w:comboBox>': "it can put other words in the place of “",
    '<w:dataBinding w:xpath="x" w:storeItemID="y"/>': "shows data that stands elsewhere in the file",
    "<w:showingPlcHdr/>": "for a placeholder: they go as soon as somebody clicks into them",
    f'<w:alias w:val="REJECTED"/><w15:appearance xmlns:w15="{W15}" w15:val="tags"/>': (
        "a content control is titled “REJECTED”"
    ),
}


@pytest.fixture
def edit():
    return Edit(draft(3))


def told(edit):
    return [
        (one.sentence if one.place < 0 else one.message, one.place)
        for one in findings_of(edit.save())
        if one.severity is not Severity.NOTE
    ]


def place(edit, paragraph):
    return list(edit.document.iter(w("p"))).index(paragraph)


def around(inner, xml, into=None):
    """Put an element around another."""
    outer = element(xml)
    inner.addprevious(outer)
    (outer if into is None else outer.find(w(into))).append(inner)
    return outer


def control(inner, what):
    return around(inner, f"<w:sdt><w:sdtPr>{what}</w:sdtPr><w:sdtContent/></w:sdt>", "sdtContent")


def part(edit, name):
    return edit.parts[name].decode()


def put(edit, name, old, new):
    content = part(edit, name)
    assert old in content
    edit.parts[name] = content.replace(old, new, 1).encode()


def relation(edit, name, target=TARGET):
    rels = f"word/_rels/{name}.rels"
    new = f'<Relationship Id="rId77" Type="{R}/hyperlink" Target="{target}" TargetMode="External"/>'
    if rels in edit.parts:
        put(edit, rels, "</Relationships>", f"{new}</Relationships>")
    else:
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        edit.parts[rels] = f'<Relationships xmlns="{space}">{new}</Relationships>'.encode()


def note_of(edit, line):
    return edit.note(edit.references(line)[0])


def words_of_note(note):
    return next(one for one in note.iter(w("r")) if one.find(w("t")) is not None and len(said(one)) > 10)


# Content controls


@pytest.mark.parametrize("what", KINDS)
def test_a_content_control_in_a_footnote_is_told_at_its_clause(edit, what):
    line = edit.lines("SingleTxt")[1]
    control(words_of_note(note_of(edit, line)), what)

    ((message, at),) = told(edit)

    assert message.startswith("in footnote ")
    assert KINDS[what] in message
    assert at == place(edit, line)


def in_part(content, words, open_, close):
    """A part whose first run with some words stands in something."""
    start = content.rindex("<w:r>", 0, content.index(words))
    end = content.index("</w:r>", start) + len("</w:r>")
    return f"{content[:start]}{open_}{content[start:end]}{close}{content[end:]}"


def in_header(edit, open_, close):
    header = part(edit, "word/header1.xml")
    edit.parts["word/header1.xml"] = in_part(header, "Compilation", open_, close).encode()


@pytest.mark.parametrize("what", KINDS)
def test_a_content_control_in_a_header_is_told(edit, what):
    in_header(edit, f"<w:sdt><w:sdtPr>{what}</w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>")

    ((message, _),) = told(edit)

    assert message.startswith(
        "headers or footers show what was not printed there, or not so: a content control "
    )


def first_remark(edit):
    """The words of the first remark, as they stand in the file."""
    return re.search(r"<w:comment .*?<w:t[^>]*>([^<]{20})", part(edit, "word/comments.xml"), re.DOTALL)[1]


def in_remark(edit, open_, close):
    comments = part(edit, "word/comments.xml")
    edit.parts["word/comments.xml"] = in_part(comments, first_remark(edit), open_, close).encode()


@pytest.mark.parametrize("what", KINDS)
def test_a_content_control_in_a_remark_of_drafters_is_told(edit, what):
    in_remark(edit, f"<w:sdt><w:sdtPr>{what}</w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>")

    ((message, at),) = told(edit)

    assert message.startswith("in a remark of drafter’s in the margin, a content control ")
    assert at == place(edit, next(edit.document.iter(w("commentReference"))).getparent().getparent())


def clause(edit):
    return edit.lines("SingleTxt")[1]


def heading(edit):
    return edit.lines("H23", "H1")[0]


def table(edit):
    return next(edit.document.iter(w("tbl")))


@pytest.mark.parametrize("which", [clause, heading, table])
def test_a_title_above_words_is_told_where_they_stand(edit, which):
    one = which(edit)
    control(one, '<w:alias w:val="Agreed by all"/><w:tag w:val="x"/>')
    first = one if one.tag == w("p") else next(one.iter(w("p")))

    words = excerpt(" ".join(map(said, one.iter(w("p")))))
    message = f"a content control is titled “Agreed by all”: Word shows that above “{words}” while somebody "
    (found,) = [one for one in findings_of(edit.save()) if one.code == "field-changed"]
    assert found.message == f"{message}clicks into them, and does not print it"
    assert (found.severity, found.place) == (Severity.NOTE, place(edit, first))
    assert told(edit) == []


def test_tags_with_a_title_stand_beside_words_all_the_time(edit):
    control(clause(edit), f'<w:alias w:val="Not agreed"/><w15:appearance xmlns:w15="{W15}" w15:val="tags"/>')
    ((message, _),) = told(edit)
    assert "titled “Not agreed”: Word shows that before and behind “" in message


@pytest.mark.parametrize("title", ["7", "y", "§ 3", ""])
def test_a_title_of_no_words_says_nothing(edit, title):
    control(clause(edit), f'<w:alias w:val="{title}"/><w:tag w:val="Paragraph"/>')
    assert not [one for one in findings_of(edit.save()) if one.code == "field-changed"]


@pytest.mark.parametrize(
    "what",
    [
        '<w:id w:val="7"/><w:tag w:val="goog_rdk_0"/>',
        '<w:alias w:val="goog_rdk_12"/><w:id w:val="7"/>',
        f'<w:alias w:val="Agreed"/><w15:appearance xmlns:w15="{W15}" w15:val="hidden"/>',
        '<w:id w:val="7"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
        '<w:richText/><w:lock w:val="sdtLocked"/>',
    ],
)
def test_frames_that_programs_make_themselves_are_none(edit, what):
    control(clause(edit), what)
    control(words_of_note(note_of(edit, edit.lines("SingleTxt")[1])), what)

    assert told(edit) == []


@pytest.mark.thorough
def test_the_frame_that_word_makes_of_page_numbers_is_none(edit):
    footer = part(edit, "word/footer1.xml")
    start, end = (
        footer.index("<w:p>") if "<w:p>" in footer else footer.index("<w:p "),
        footer.rindex("</w:p>") + 6,
    )
    made = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Page Numbers (Bottom of Page)"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{footer[start:end]}</w:sdtContent></w:sdt>"
    )
    edit.parts["word/footer1.xml"] = f"{footer[:start]}{made}{footer[end:]}".encode()

    assert told(edit) == []


# Links

LINK = '<w:hyperlink r:id="rId77" xmlns:r="' + R + '">'


@pytest.mark.parametrize("name", ["header1", "footer1"])
def test_a_link_in_a_header_or_a_footer_is_told(edit, name):
    relation(edit, f"{name}.xml")
    content = part(edit, f"word/{name}.xml")
    words = "Compilation" if name == "header1" else "<w:t>/"
    edit.parts[f"word/{name}.xml"] = in_part(content, words, LINK, "</w:hyperlink>").encode()

    ((message, _),) = told(edit)

    assert f"to “{TARGET}” (in the {name[:-1]})" in message


@pytest.mark.thorough
def test_an_address_in_a_header_that_leads_where_it_says_is_none(edit):
    relation(edit, "header1.xml", "https://www.un.org/crime")
    link = f"{LINK}<w:r><w:t>www.un.org</w:t></w:r></w:hyperlink>"
    put(edit, "word/header1.xml", "</w:p>", f"{link}</w:p>")

    assert not [message for message, _ in told(edit) if "a link" in message]


def test_a_link_on_a_footnotes_mark_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    relation(edit, "document.xml")
    around(edit.references(line)[0].getparent(), f"{LINK}</w:hyperlink>")

    ((message, at),) = told(edit)

    assert message.startswith("the mark of footnote 5 is a link that drafter did not make")
    assert at == place(edit, line)


def test_a_link_on_the_number_of_a_note_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    relation(edit, "footnotes.xml")
    around(next(note_of(edit, line).iter(w("footnoteRef"))).getparent(), f"{LINK}</w:hyperlink>")

    ((message, at),) = told(edit)

    assert ", a footnote’s mark is a link that drafter did not make" in message
    assert at == place(edit, line)


def field(instruction, content):
    marks = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "separate", "end"))
    begin, separate, end = map(element, marks)
    does = element(f"<w:r><w:instrText>{instruction}</w:instrText></w:r>")
    content.addprevious(begin)
    content.addprevious(does)
    content.addprevious(separate)
    content.addnext(end)


def test_a_link_that_is_a_field_in_a_note_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    field(f' HYPERLINK "{TARGET}" ', words_of_note(note_of(edit, line)))

    ((message, at),) = told(edit)

    assert message.startswith("in footnote ")
    assert TARGET in message
    assert at == place(edit, line)


def test_a_link_on_a_blank_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    relation(edit, "document.xml")
    words = next(one for one in line.iter(w("r")) if len(said(one)) > 30)
    first, rest = said(words).split(" ", 1)
    words.find(w("t")).text = first
    blank = run(" ")
    words.addnext(blank)
    blank.addnext(run(rest))
    around(blank, f"{LINK}</w:hyperlink>")

    assert [(one.partition(" is")[0], at) for one, at in told(edit)] == [("a blank", place(edit, line))]


def test_a_link_leads_where_it_says_only_on_an_address_or_a_symbol():
    """Any word can stand in an address."""
    link = Link(1, "A/RES/70/1", "https://undocs.org/A/RES/70/1", "")

    assert link.says_where
    assert not Link(1, "page", "https://example.org/page", "").says_where


def test_lines_of_contents_that_lead_out_of_the_file_are_told(edit):
    relation(edit, "document.xml", "file://server/share")
    lines = [one for one in edit.lines("TOC1", "TOC2") if one.find(w("hyperlink")) is not None]
    for one in lines:
        link = one.find(w("hyperlink"))
        link.attrib.pop(w("anchor"))
        link.set(f"{{{R}}}id", "rId77")

    found = [one for one in told(edit) if "file://server/share" in one[0]]

    assert [at for _, at in found] == [place(edit, lines[0])]


def test_a_line_of_contents_that_names_its_heading_as_an_address_is_none(edit):
    """As some programs store what leads within the file."""
    line = next(one for one in edit.lines("TOC1", "TOC2") if one.find(w("hyperlink")) is not None)
    link = line.find(w("hyperlink"))
    relation(edit, "document.xml", f"#{link.attrib.pop(w('anchor'))}")
    link.set(f"{{{R}}}id", "rId77")

    assert told(edit) == []


def test_a_link_in_a_remark_of_drafters_is_told_and_in_that_of_others_is_not(edit):
    relation(edit, "comments.xml")
    in_remark(edit, LINK, "</w:hyperlink>")
    ((message, _),) = told(edit)
    assert message.startswith("in a remark of drafter’s in the margin, “")

    comments = part(edit, "word/comments.xml")
    edit.parts["word/comments.xml"] = re.sub(
        r'w:author="drafter"', 'w:author="Chair"', comments, count=1
    ).encode()
    assert not [one for one, _ in told(edit) if "a link" in one]


# Remarks


def test_a_pending_change_of_a_remark_is_told_at_its_paragraph(edit):
    in_remark(edit, '<w:ins w:id="900" w:author="Chair">', "</w:ins>")
    at = next(edit.document.iter(w("commentReference"))).getparent().getparent()

    found = [one for one, _ in told(edit) if one.startswith("1 tracked change by Chair")]

    assert len(found) == 1
    assert ", at a remark " in found[0]
    assert at is not None


def remarked(edit):
    start = next(edit.document.iter(w("commentRangeStart")))
    given = start.get(w("id"))
    end = next(one for one in edit.document.iter(w("commentRangeEnd")) if one.get(w("id")) == given)
    return start, end


def test_a_remark_that_is_put_to_other_words_of_its_paragraph_is_told(edit):
    start, end = remarked(edit)
    line = start.getparent()
    words = max(line.iter(w("r")), key=lambda one: len(said(one)))
    text = said(words)
    words.find(w("t")).text = text[:-12]
    new = run(text[-12:])
    words.addnext(new)
    new.addprevious(start)
    new.addnext(end)

    ((message, at),) = told(edit)

    assert message.startswith("a remark of drafter's in the margin is put to other words than it is about, “")
    assert at == place(edit, line)


def test_a_remark_that_is_put_to_another_wording_too_is_told(edit):
    start, _ = remarked(edit)
    line = start.getparent()
    before = edit.lines()[edit.lines().index(line) - 1]
    before.insert(1, start)

    ((message, at),) = told(edit)

    assert message.startswith("a remark of drafter's in the margin is put to more than it is about, “")
    assert at == place(edit, line)


@pytest.mark.thorough
def test_remarks_whose_marks_programs_have_lost_and_paragraphs_that_grew_are_none(edit):
    start, end = remarked(edit)
    line = start.getparent()
    end.addnext(
        run(" and, as appropriate, with the support of the United Nations and of regional bodies" * 2)
    )
    assert not [one for one, _ in told(edit) if "remark" in one]
    for one in (start, end):
        one.getparent().remove(one)
    assert not [one for one, _ in told(edit) if "remark" in one]
    assert line is not None


# Tracked paragraphs of their own


def test_a_paragraph_that_is_put_in_as_a_change_is_told_with_what_it_stands_behind(edit):
    line = edit.lines("SingleTxt")[1]
    new = element(
        '<w:p><w:pPr><w:rPr><w:ins w:id="901" w:author="Chair"/></w:rPr></w:pPr>'
        '<w:ins w:id="902" w:author="Chair"><w:r><w:t>Rejected</w:t></w:r></w:ins></w:p>'
    )
    line.addprevious(new)

    document = findings_of(edit.save())

    (found,) = [one.message for one in document if one.code == "tracked-changes"]
    assert "at " in found
