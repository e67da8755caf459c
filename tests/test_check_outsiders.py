"""``drafter check`` on what people who did not know it thought of, each with a neighbour that is no fault.

What is set on words and paragraphs stands in ``test_check_appearance``, headers in ``test_check_page_edges``.
"""

from __future__ import annotations

import re

import pytest
from test_check_beside_words import notes, words_of_run
from test_check_everything import field_of
from word_editing import Edit, element, said
from word_mutations import findings_of, place, told
from word_reading import draft, w

from drafter.check.signs import signs_come
from drafter.docx.reading.content import A_MARK, Content
from drafter.problems import Severity
from drafter.text.looks import as_it_looks


@pytest.fixture
def edit():
    return Edit(draft(3))


def in_part(edit, part, old, new):
    content = edit.parts[part].decode()
    assert old in content
    edit.parts[part] = content.replace(old, new, 1).encode()


# Marks and notes


def mark(edit):
    return edit.references(edit.lines("SingleTxt")[1])[0].getparent()


@pytest.mark.parametrize(
    ("properties", "is_told"),
    [
        ('<w:vertAlign w:val="baseline"/>', True),
        ('<w:vertAlign w:val="baseline"/><w:position w:val="8"/>', False),
        ('<w:vertAlign w:val="superscript"/><w:b/>', False),
    ],
)
def test_a_mark_on_the_line_reads_as_a_figure_of_the_text(edit, properties, is_told):
    mark(edit).find(w("rPr")).extend(element(f"<w:rPr>{properties}</w:rPr>"))
    line = edit.lines("SingleTxt")[1]
    words = (
        "Word does not show it as it stands: a footnote’s mark is on the line, where it reads as a figure "
        "of the text"
    )

    assert told(edit) == ([(words, place(edit, line))] if is_told else [])


@pytest.mark.parametrize(("size", "is_told"), [("200", True), ("40", False), ("16", False)])
def test_a_mark_that_stands_over_several_lines_is_told(edit, size, is_told):
    mark(edit).find(w("rPr")).append(element(f'<w:sz w:val="{size}"/>'))

    found = [message for message, _ in told(edit)]

    assert ["a footnote’s mark is so large that it" in one for one in found] == ([True] if is_told else [])


@pytest.mark.thorough
def test_the_style_of_marks_is_told_unless_the_form_prints_them_so(edit):
    raised = '<w:vertAlign w:val="superscript"/>'
    assert raised in edit.parts["word/styles.xml"].decode()
    edit.parts["word/styles.xml"] = edit.parts["word/styles.xml"].replace(raised.encode(), b"")

    ((message, _),) = told(edit)

    assert "a footnote’s mark is on the line" in message


@pytest.mark.thorough
def test_a_note_that_its_style_numbers_is_told(edit):
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    style = '<w:style w:type="paragraph" w:styleId="Odd"><w:name w:val="Odd"/><w:pPr>{}</w:pPr></w:style>'
    next(notes(edit)[1].iter(w("pStyle"))).set(w("val"), "Odd")
    in_part(edit, "word/styles.xml", "</w:styles>", f"{style.format(numbered)}</w:styles>")
    ((message, _),) = told(edit)
    in_part(edit, "word/styles.xml", style.format(numbered), style.format(""))

    assert message.endswith("is shown behind a number of a list")
    assert told(edit) == []


# Paragraphs


def test_a_heading_in_a_style_that_nobody_defines_is_plain_text_to_a_reader(edit):
    heading = next(one for one in edit.lines("H23") if said(one))
    heading.find(w("pPr")).find(w("pStyle")).set(w("val"), "Gone")

    assert any("in the style Gone, which this file does not have" in message for message, _ in told(edit))


@pytest.mark.thorough
def test_a_style_whose_definition_was_renamed_is_told(edit):
    edit.parts["word/styles.xml"] = edit.parts["word/styles.xml"].replace(
        b'w:styleId="H23"', b'w:styleId="Gone"'
    )

    assert any("in the style H23, which this file does not have" in message for message, _ in told(edit))


def test_the_outline_level_of_a_heading_is_told_where_it_is_not_that_of_its_style(edit):
    heading = next(one for one in edit.lines("H23") if said(one))
    level = element('<w:outlineLvl w:val="1"/>')
    heading.find(w("pPr")).append(level)
    assert told(edit) == []

    level.set(w("val"), "0")
    assert told(edit) == [
        (
            f"the heading “{said(heading)}” is of level 2, and contents list it at level 1",
            place(edit, heading),
        )
    ]

    level.set(w("val"), "9")
    assert told(edit) == [
        (f"the heading “{said(heading)}” is of level 2, and contents do not list it", place(edit, heading))
    ]


@pytest.mark.thorough
def test_a_number_before_a_cell_is_told(edit):
    cell = next(one for one in edit.document.iter(w("tc")) if said(one).strip())
    properties = cell.find(w("p")).find(w("pPr"))
    properties.append(element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))

    assert told(edit)


@pytest.mark.thorough
def test_a_picture_in_the_place_of_numbers_is_told(edit):
    in_part(edit, "word/numbering.xml", "<w:lvlText", '<w:lvlPicBulletId w:val="0"/><w:lvlText')

    assert "is a picture in the place of a number" in told(edit)[0][0]


@pytest.mark.parametrize(
    ("tab", "is_told"),
    [
        ('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', True),
        ("<w:tab/>", False),
    ],
)
def test_a_tab_that_jumps_to_the_margin_within_a_sentence_is_a_gap(edit, tab, is_told):
    words = words_of_run(edit.lines("SingleTxt")[1])
    text = words.find(w("t"))
    first, _, rest = text.text.partition(" ")
    text.text = first
    behind = element(f"<w:r>{tab}<w:t>{rest}</w:t></w:r>")
    words.addnext(behind)

    assert any("behind a gap" in message for message, _ in told(edit)) is is_told


@pytest.mark.parametrize(("blanks", "is_told"), [(" " * 40, True), ("\u00a0" * 40, True), ("  ", False)])
def test_many_blanks_within_a_sentence_are_a_gap(edit, blanks, is_told):
    text = words_of_run(edit.lines("SingleTxt")[1]).find(w("t"))
    text.text = text.text.replace(" ", blanks, 1)

    assert any("behind a gap" in message for message, _ in told(edit)) is is_told


@pytest.mark.thorough
def test_numbers_in_signs_of_another_script_are_told(edit):
    in_part(edit, "word/numbering.xml", '<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="thaiNumbers"/>')

    assert "“1” is in words, or in other signs than figures" in told(edit)[0][0]


def bulleted(edit, paragraph, words):
    in_part(
        edit,
        "word/numbering.xml",
        "<w:num ",
        '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num><w:num ',
    )
    numbered = element('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    paragraph.find(w("pPr")).append(numbered)


@pytest.mark.parametrize(
    ("styles", "number", "said_of_it"),
    [
        (("PlainTxt",), 1, "it is numbered “Not agreed:”, and was drafted without a number"),
        (("HCh",), 0, "it is numbered “Not agreed:”, and was drafted without a number"),
        (("H23",), 1, "it is numbered “Not agreed:”, and was drafted without a number"),
        (("SingleTxt",), 1, "it is numbered Not agreed: where 2 belongs"),
        (("TOC2",), 1, "and no heading does, nor was it printed there"),
    ],
)
def test_a_bullet_of_words_is_read_before_its_paragraph(edit, styles, number, said_of_it):
    bulleted(edit, edit.lines(*styles)[number], "Not agreed:")

    assert any(said_of_it in message for message, _ in told(edit))


@pytest.mark.thorough
@pytest.mark.parametrize("sign", ["o", "•", "\uf0b7", "–"])
def test_a_bullet_of_one_sign_is_none(edit, sign):
    bulleted(edit, edit.lines("PlainTxt")[1], sign)

    assert told(edit) == []


# Signs


@pytest.mark.parametrize(
    ("printed", "text", "signs"),
    [
        ("Adopt measures;", "Adopt measures!", ["“!”"]),
        ("Adopt measures;", "Adopt … measures;", ["“…”"]),
        ("Adopt measures;", "Adopt measures 🚫;", ["“🚫”"]),
        ("Adopt measures;", "Adopt ———— measures;", ["“——”"]),
        ("Adopt measures;", "Adopt “measures”;", ["““”", "“””"]),
        ("Adopt “measures”;", 'Adopt "measures";', []),
        ("Adopt ... measures;", "Adopt … measures;", []),
        ("Adopt measures;", "Adopt, measures: (a) – [b];", []),
        ("Adopt peoples' measures;", "Adopt peoples’ measures\u00ad\u200b.", []),
    ],
)
def test_signs_that_turn_words_are_all_but_a_few(printed, text, signs):
    assert signs_come(printed, text) == signs


@pytest.mark.thorough
def test_a_page_that_breaks_before_a_new_comma_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    words = words_of_run(line)
    text = words.find(w("t"))
    first, _, rest = text.text.partition(" ")
    text.text = first
    words.addnext(element(f'<w:r><w:br w:type="page"/><w:t xml:space="preserve">{rest} </w:t></w:r>'))
    text.text += ","

    breaks, comma = [message for message, _ in told(edit)]
    assert breaks.startswith("its words stand; within a sentence a line or a page breaks before")
    assert f"a comma stands behind “{first.strip('[')}” where none was drafted" in comma


def test_see_also_taken_off_the_names_behind_a_text_is_a_warning():
    edit = Edit(draft(3, "--alternatives", "lead", "--support"))
    line = next(one for one in edit.lines("SingleTxt") if "; see also " in said(one))
    text = next(one for one in line.iter(w("t")) if "; see also " in (one.text or ""))
    text.text = text.text.replace("; see also ", " and ")

    ((message, at),) = told(edit)

    assert (message.partition(":")[0], at) == (
        "the names behind it say otherwise how they stand to its words",
        place(edit, line),
    )


# Fields


@pytest.mark.parametrize(
    ("instruction", "shown", "is_told"),
    [
        (" PAGE ", "7", False),
        (" PAGE ", "needs", True),
        (" PAGE ", "", True),  # a number will come into the sentence
        (" PAGEREF _Toc000000002 ", "everybody", True),
        (" HYPERLINK &quot;https://example.org&quot; ", "", False),
        (" HYPERLINK &quot;https://example.org&quot; \\o &quot;not agreed&quot; ", "", True),
    ],
)
@pytest.mark.thorough
def test_fields_of_pages_show_pages_and_links_say_nothing(edit, instruction, shown, is_told):
    line = edit.lines("SingleTxt")[1]
    words_of_run(line).addnext(field_of(instruction, shown))
    said_of_it = [message for message, _ in told(edit) if message.startswith("a field that drafter did not")]

    assert bool(said_of_it) is is_told


# Contents


def entries(edit):
    return [one for one in edit.lines("TOC1", "TOC2", "TOC3") if said(one)]


def figures(edit, entry=1):
    return list(entries(edit)[entry].iter(w("t")))[-1]


def test_figures_of_the_contents_are_those_printed_or_those_that_stand_there(edit):
    """What Word updates has the number of a page; what anybody types otherwise is told."""
    first = figures(edit)
    line, printed = entries(edit)[1], first.text
    first.text = "paragraph 99"

    ((message, at),) = told(edit)

    assert at == place(edit, line)
    assert message.endswith(f"paragraph 99”; printed below that heading was {printed}")
    first.text = "17"
    assert told(edit) == []
    first.text = f"no {printed}"
    assert len(told(edit)) == 1


@pytest.mark.thorough
def test_figures_of_the_contents_may_be_those_that_stand_there_now(edit):
    """Somebody put a paragraph in at the end, and counted it where the contents name the last."""
    first, *_ = entries(edit)
    numbers = list(first.iter(w("t")))[-1]
    start, _, last = numbers.text.partition("–")
    line = edit.lines("SingleTxt")[-1]
    new = element(
        '<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr><w:r><w:t>Also ask people.</w:t></w:r></w:p>'
    )
    line.addnext(new)
    numbers.text = f"{start}–{int(last) + 1}"

    assert [message for message, _ in told(edit) if "the contents say" in message] == []


def test_a_line_that_is_gone_from_the_contents_is_told_and_so_are_all_that_are_gone(edit):
    gone = entries(edit)[1]
    name = next(gone.iter(w("t"))).text
    edit.body.remove(gone)

    assert [message for message, _ in told(edit)] == [
        f"“{name}” is gone from the contents, and the heading stands"
    ]

    for one in edit.lines("TOC1", "TOC2", "TOC3", "TOCHeading"):
        edit.body.remove(one)
    assert [message for message, _ in told(edit)] == ["the table of contents, which was printed, is gone"]


@pytest.mark.parametrize(
    ("instruction", "is_told"),
    [
        (' TOC \\o "9-9" \\h \\z \\u ', True),
        (' TOC \\o "1-2" \\b part ', True),
        (' TOC \\c "Table" ', True),
        (' TOC \\o "1-1" \\h \\z \\u ', True),  # outline levels are those that are named
        (" TOC \\h \\u ", False),
        (' TOC \\z \\o "1-3" \\u \\h', False),
        (' TOC \\h \\u \\t "H1;1;H23;2"', False),
    ],
)
@pytest.mark.thorough
def test_contents_that_would_list_other_headings_are_told(edit, instruction, is_told):
    next(one for one in edit.document.iter(w("instrText")) if "TOC" in one.text).text = instruction

    assert [message.partition(" (")[0] for message, _ in told(edit)] == (
        ["the contents are made otherwise than they were drafted"] if is_told else []
    )


# Remarks


def comments(edit):
    return edit.parts["word/comments.xml"].decode()


@pytest.mark.parametrize("name", ["Drafter", "ｄrafter", "draftеr", "dra\u200bfter", "dráfter ", "d-rafter"])
def test_a_name_that_looks_like_drafter_does(name):
    assert as_it_looks(name) == "drafter"


@pytest.mark.parametrize("name", ["Chair", "redrafter", "drafters", ""])
def test_a_name_that_looks_otherwise_does_not(name):
    assert as_it_looks(name) != "drafter"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("author", "words", "is_told"),
    [
        ("draftеr", "Agreed by all.", "is by “draftеr”, which looks like drafter"),
        ("Chair", "Agreed by all.", ""),
        ("Chair", None, "stands under the name of “Chair”"),
    ],
)
def test_remarks_by_who_looks_like_drafter_and_those_taken_from_it_are_told(author, words, is_told):
    edit = Edit(draft(2))
    part = comments(edit)
    first = part.index("w:comment ", part.index("<w:comment "))
    end = part.index("</w:comment>")
    own = part[first:end].replace('w:author="drafter"', f'w:author="{author}"')
    if words:
        begin = own.index("<w:t")
        own = f"{own[: own.index('>', begin) + 1]}{words}{own[own.index('</w:t>', begin) :]}"
    edit.parts["word/comments.xml"] = f"{part[:first]}{own}{part[end:]}".encode()

    found = [message for message, _ in told(edit)]

    assert [is_told in one for one in found] == ([True] if is_told else [])


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ('w:initials="AGREED"', "has the initials “AGREED”, which drafter did not give it"),
        ('w:initials="d" w:date="2026-11-01T00:00:00Z"', "has the date 2026-11-01, which drafter did not"),
        ('w:initials=""', ""),
    ],
)
def test_a_remark_of_drafters_with_other_initials_or_another_date_is_told(attributes, said):
    edit = Edit(draft(2))
    part = comments(edit)
    assert part.count('w:initials="d"') > 2
    edit.parts["word/comments.xml"] = part.replace('w:initials="d"', attributes, 1).encode()

    found = [message for message, _ in told(edit)]

    assert [said in one for one in found] == ([True] if said else [])


def test_a_date_that_a_program_gives_all_remarks_is_none():
    edit = Edit(draft(2))
    dated = comments(edit).replace('w:initials="d"', 'w:initials="d" w:date="2026-11-01T00:00:00Z"')
    edit.parts["word/comments.xml"] = dated.encode()

    assert told(edit) == []


@pytest.mark.parametrize(
    ("below", "above", "said"),
    [
        ("drafter", "Norway", "stands as an answer to a comment by Norway, and answers none"),
        ("Norway", "drafter", ""),  # as people answer what a remark asks
    ],
)
def test_a_remark_of_drafters_set_below_somebodys_comment_is_told(below, above, said):
    edit = Edit(draft(2))
    first = re.search(r'<w:comment [^>]*w:id="(\d+)"', part := comments(edit))[1]
    part = re.sub("<w:p(?=[ >])", '<w:p w14:paraId="0A"', part, count=1)
    part = part.replace(
        "<w:comments ", '<w:comments xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ', 1
    )
    theirs = '<w:comment w:id="99" w:author="Norway"><w:p w14:paraId="0B"><w:r><w:t>Why?</w:t></w:r></w:p>'
    part = part.replace("</w:comments>", f"{theirs}</w:comment></w:comments>")
    edit.parts["word/comments.xml"] = part.encode()
    ids = {"drafter": "0A", "Norway": "0B"}
    edit.parts["word/commentsExtended.xml"] = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        f'<w15:commentEx w15:paraId="{ids[below]}" w15:paraIdParent="{ids[above]}"/></w15:commentsEx>'
    ).encode()
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    rels = "word/_rels/document.xml.rels"
    edit.parts[rels] = edit.parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="cE" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'.encode(),
    )
    mark = next(one for one in edit.document.iter(w("commentReference")) if one.get(w("id")) == first)
    mark.getparent().addnext(element('<w:r><w:commentReference w:id="99"/></w:r>'))

    messages = [message for message, _ in told(edit)]

    assert [said in one for one in messages] == ([True] if said else [])
    (note,) = [one.message for one in findings_of(edit.save()) if one.code == "open-comments"]
    assert re.fullmatch(r"1 comment is open, by Norway, at \S+( \w+)?", note)


def test_words_struck_by_signs_are_told_as_such_and_not_as_others(edit):
    text = next(edit.lines("SingleTxt")[1].iter(w("t")))
    words = text.text
    text.text = re.sub(r"\w{5,}", lambda word: "".join(f"{one}\u0336" for one in word[0]), words, count=1)
    assert text.text != words

    ((message, _),) = told(edit)

    assert message.endswith("is struck through by signs")


# Lists within a paragraph


@pytest.mark.thorough
def test_a_subparagraph_that_stands_below_another_now_is_told_and_tabs_of_all_are_not():
    edit = Edit(draft(1, "--text", "whole-of-government"))
    line = next(one for one in edit.lines() if len(list(one.iter(w("br")))) > 2)
    breaks = list(line.iter(w("br")))
    assert told(edit) == []

    breaks[1].addnext(element("<w:tab/>"))
    ((message, at),) = told(edit)
    for one in (breaks[0], *breaks[2:]):
        one.addnext(element("<w:tab/>"))

    assert message.startswith("its subparagraphs stand at other levels than they were drafted")
    assert at == place(edit, line)
    assert told(edit) == []


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["page", "column"])
def test_a_page_that_ends_between_subparagraphs_is_told(kind):
    edit = Edit(draft(1, "--text", "whole-of-government"))
    line = next(one for one in edit.lines() if len(list(one.iter(w("br")))) > 2)
    list(line.iter(w("br")))[1].set(w("type"), kind)

    ((message, at),) = told(edit)

    assert "there is the end of a page within it" in message
    assert at == place(edit, line)


# Words that are read out


def test_what_is_read_out_for_a_table_is_told_where_drafter_did_not_write_it(edit):
    said_of_it = next(edit.document.iter(w("tblCaption")))
    said_of_it.set(w("val"), "None of this is true")

    notes_of_tables = [one for one in findings_of(edit.save()) if one.code == "annex-changed"]

    assert [(one.severity, one.message.rpartition(": ")[2]) for one in notes_of_tables] == [
        (Severity.WARNING, "“None of this is true”")
    ]


def test_a_mark_and_words_that_are_shown_otherwise_are_told_apart():
    content = Content()
    content.mark("white on white", A_MARK)
    content.mark("white on white", "Report of the meeting")
    assert [one.text for one in content.unreadable] == [f"{A_MARK}, Report of the meeting"]
