"""``drafter check`` on what covers words, blacks them out or leaves a blank, and has no words itself."""

from __future__ import annotations

import pytest
from word_editing import Edit, element, run, said
from word_mutations import place, told
from word_reading import draft, w

from drafter.docx.looks.colour import is_dark

pytestmark = pytest.mark.thorough

FRAME = (
    '<w:framePr w:w="9000" w:h="{h}" w:hRule="exact" w:wrap="{wrap}" w:vAnchor="page" w:x="1000" w:y="5000"/>'
)
AT_TEXT = (
    '<w:framePr w:w="7000" w:h="10" w:hRule="exact" w:wrap="none" w:vAnchor="text" w:x="2000" w:y="300"/>'
)
LINES = '<w:pBdr><w:top w:val="single" w:sz="12" w:space="0" w:color="000000"/></w:pBdr>'
EMPTY = "<w:p><w:pPr>{}</w:pPr>{}</w:p>"
CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p>{}</w:p></w:tc>"
TABLE = "<w:tbl><w:tblPr>{}</w:tblPr><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid><w:tr>{}</w:tr></w:tbl>"
OVER = '<w:tblpPr w:vertAnchor="text" w:horzAnchor="page" w:tblpX="1500" w:tblpY="100"/>'

COVERS = "an empty frame that can cover words"
BAR = "a dark bar where no words stand, as if some were blacked out"
FLOATS = "an empty table that is put elsewhere on the page and can cover words"
LINE = "a line where no words stand, as of a blank that is to be filled in"


def fill(colour):
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


@pytest.fixture
def edit():
    return Edit(draft(3))


def before_a_clause(edit, xml):
    line = edit.lines("SingleTxt")[1]
    line.addprevious(element(xml))
    return line.getprevious()


# Frames, tables and paragraphs without words


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        (EMPTY.format(FRAME.format(h=4000, wrap="none") + fill("FFFFFF"), ""), COVERS),
        (EMPTY.format(FRAME.format(h=4000, wrap="none") + fill("000000"), ""), COVERS),
        (EMPTY.format(FRAME.format(h=4000, wrap="through"), "<w:r><w:t>\u00a0</w:t></w:r>"), COVERS),
        (EMPTY.format(AT_TEXT + LINES, ""), COVERS),
        (EMPTY.format(fill("000000"), ""), BAR),
        (EMPTY.format(fill("44546A"), "<w:r><w:t> </w:t></w:r>"), BAR),
        (TABLE.format("", CELL.format(fill("000000"), "")), BAR),
        (TABLE.format(fill("000000"), CELL.format("", "")), BAR),
        (TABLE.format(OVER, CELL.format(fill("FFFFFF"), "")), FLOATS),
        (TABLE.format(OVER, CELL.format("", "")), FLOATS),
    ],
)
def test_what_has_no_words_and_covers_others_is_told_where_it_stands(edit, xml, what):
    new = before_a_clause(edit, xml)
    at = place(edit, next(new.iter(w("p"))))
    words = said(new.getprevious())[:20]

    ((message, found),) = told(edit)

    assert f"there is {what} (behind “{words}" in message
    assert found == at


ELSEWHERE = "in a table that is put elsewhere on the page"
AT_EDGES = "in a table that is put where headers and footers stand"


@pytest.mark.parametrize(
    ("where", "how"),
    [
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1" w:tblpY="1"', AT_EDGES),
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1134" w:tblpY="600"', AT_EDGES),
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1134" w:tblpY="15700"', AT_EDGES),
        ('w:vertAnchor="page" w:horzAnchor="margin" w:tblpYSpec="top"', AT_EDGES),
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1134" w:tblpY="30000"', ELSEWHERE),
        ('w:vertAnchor="text" w:horzAnchor="page" w:tblpX="30000" w:tblpY="1"', ELSEWHERE),
        ('w:vertAnchor="text" w:horzAnchor="margin" w:tblpX="1" w:tblpY="5600"', ELSEWHERE),
        ('w:vertAnchor="text" w:horzAnchor="margin" w:tblpX="1" w:tblpY="2800"', ""),
        # Into the text that stands above it: how far, depends on what is written there by then.
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1200" w:tblpY="6000"', ELSEWHERE),
        ('w:vertAnchor="margin" w:horzAnchor="margin" w:tblpY="4300"', ELSEWHERE),
        ('w:vertAnchor="margin" w:horzAnchor="margin" w:tblpY="1000"', ""),
        # Where Word puts a table that text stands around, and one that people have dragged.
        ('w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" w:tblpY="1"', ""),
        ('w:vertAnchor="page" w:horzAnchor="margin" w:tblpY="1801"', ""),
        ('w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="right" w:tblpYSpec="bottom"', ""),
        ('w:vertAnchor="page" w:horzAnchor="page" w:tblpXSpec="center" w:tblpYSpec="center"', ""),
        ('w:horzAnchor="margin" w:tblpYSpec="inline"', ""),
    ],
)
def test_a_table_of_an_annex_may_float_where_text_makes_room_for_it(edit, where, how):
    table = list(edit.document.iter(w("tbl")))[-1]
    table.find(w("tblPr")).insert(1, element(f"<w:tblpPr {where}/>"))

    found = told(edit)

    if how:
        ((message, _),) = found
        assert how in message
    else:
        assert found == []


def in_an_annex(edit):
    table = next(edit.document.iter(w("tbl")))
    table.addprevious(element(EMPTY.format(FRAME.format(h=4000, wrap="none") + fill("FFFFFF"), "")))
    return table.getprevious()


def in_a_cell(edit):
    cell = list(next(edit.document.iter(w("tbl"))).iter(w("tc")))[-1]
    cell.append(element(EMPTY.format(FRAME.format(h=4000, wrap="none"), "")))
    return cell[-1]


def before_the_title(edit):
    edit.body.insert(0, element(EMPTY.format(FRAME.format(h=400, wrap="none"), "")))
    return edit.body[0]


@pytest.mark.thorough
@pytest.mark.parametrize("where", [in_an_annex, in_a_cell, before_the_title])
def test_an_empty_frame_is_told_wherever_it_stands(edit, where):
    new = where(edit)

    ((message, at),) = told(edit)

    assert COVERS in message
    assert at == place(edit, new)


def test_an_empty_frame_in_a_footnote_is_told_at_its_clause(edit):
    line = edit.lines("SingleTxt")[1]
    edit.note(edit.references(line)[0]).append(
        element(EMPTY.format(FRAME.format(h=4000, wrap="none") + fill("FFFFFF"), ""))
    )

    ((message, at),) = told(edit)

    assert message.endswith(f"as it stands: there is {COVERS}")
    assert at == place(edit, line)


def test_an_empty_frame_in_a_header_is_told(edit):
    part = edit.parts["word/header1.xml"].decode()
    new = EMPTY.format(FRAME.format(h=4000, wrap="none"), "")
    edit.parts["word/header1.xml"] = part.replace("</w:hdr>", f"{new}</w:hdr>").encode()

    ((message, _),) = told(edit)

    assert f"headers or footers show what was not printed there, or not so: {COVERS}" in message


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p/>",
        EMPTY.format(LINES, ""),
        EMPTY.format('<w:spacing w:before="400"/>', "<w:r><w:br/></w:r>"),
        EMPTY.format(fill("FFFFFF"), ""),
        EMPTY.format(fill("D9D9D9"), ""),
        EMPTY.format("<w:rPr><w:highlight w:val='black'/></w:rPr>", ""),  # of its end, which nobody sees
        TABLE.format("", CELL.format("", "")),
        TABLE.format("", CELL.format(fill("FFFF00"), "")),
    ],
)
def test_empty_paragraphs_and_tables_of_a_house_are_none(edit, xml):
    before_a_clause(edit, xml)

    assert told(edit) == []


def test_an_empty_cell_beside_words_on_the_same_dark_ground_is_none(edit):
    """A house has the heads of its tables white on blue."""
    head = next(next(edit.document.iter(w("tbl"))).iter(w("tr")))
    for cell in head.iter(w("tc")):
        cell.find(w("tcPr")).append(element(fill("1F3864")))
        for one in cell.iter(w("r")):
            one.insert(0, element('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'))
    list(head.iter(w("tc")))[-1].append(element("<w:p/>"))
    assert not [message for message, _ in told(edit) if BAR in message]

    for one in list(list(head.iter(w("tc")))[-1].iter(w("t"))):
        one.text = ""
    assert not [message for message, _ in told(edit) if BAR in message]


@pytest.mark.parametrize(
    ("colour", "dark"),
    [("000000", True), ("404040", True), ("000080", True), ("808080", False), ("FFFF00", False)],
)
def test_what_blacks_words_out_is_dark(colour, dark):
    assert is_dark(frozenset((tuple(bytes.fromhex(colour)),))) is dark


# Blanks


def blank(properties, content):
    return element(f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>")


SPACES = '<w:t xml:space="preserve">{}</w:t>'
UNDER = '<w:u w:val="single"/>'


def into_a_sentence(edit, *new):
    line = edit.lines("SingleTxt")[1]
    words = next(one for one in line.iter(w("r")) if len(said(one)) > 30)
    first, rest = said(words).split(" ", 1)
    words.find(w("t")).text = first + " "
    words.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for one in reversed([*new, run(rest)]):
        words.addnext(one)
    return line


@pytest.mark.parametrize(
    ("properties", "content", "what"),
    [
        (UNDER, SPACES.format("      "), LINE),
        (UNDER, "<w:tab/>", LINE),
        ('<w:u w:val="thick"/>', SPACES.format(" ") * 4, LINE),
        ("<w:strike/>", SPACES.format("        "), LINE),
        ('<w:bdr w:val="single" w:sz="4"/>', SPACES.format("        "), LINE),
        ('<w:highlight w:val="black"/>', SPACES.format("        "), BAR),
        (fill("000000"), SPACES.format("        "), BAR),
    ],
)
def test_blanks_that_are_drawn_in_a_sentence_are_told(edit, properties, content, what):
    line = into_a_sentence(edit, blank(properties, content))

    assert [(message.rpartition(": ")[2], at) for message, at in told(edit)] == [
        (f"there is {what}", place(edit, line))
    ]


def test_a_blank_behind_underlined_words_is_told_where_its_line_ends_beside_others(edit):
    into_a_sentence(edit, blank(UNDER, SPACES.format(" within        ")))

    assert any(LINE in message for message, _ in told(edit))


@pytest.mark.parametrize(
    ("properties", "content"),
    [
        ("", SPACES.format("     ")),
        (UNDER, SPACES.format(" ")),
        (UNDER, SPACES.format("  ")),
        ('<w:u w:val="none"/>', "<w:tab/>"),
        ('<w:highlight w:val="yellow"/>', SPACES.format("    ")),
    ],
)
def test_blanks_that_are_not_drawn_or_few_are_none(edit, properties, content):
    into_a_sentence(edit, blank(properties, content))

    assert told(edit) == []


@pytest.mark.thorough
def test_a_tab_in_words_that_are_underlined_as_a_whole_is_none(edit):
    """As in a heading of a house: “I.⇥General”."""
    heading = edit.lines("H23", "H1", "HCh")[0]
    words = next(one for one in heading.iter(w("r")) if said(one))
    text = said(words)
    words.find(w("t")).text = ""
    for one in (blank(UNDER, SPACES.format(text)), blank(UNDER, "<w:tab/>")):
        words.addnext(one)
    assert [message for message, _ in told(edit) if LINE in message] == []


# Footnotes at words that have none


NOTE = "Opposed by five States."


def test_a_note_of_words_in_a_clean_draft_is_told():
    edit = Edit(draft(3, "--clean"))
    line = edit.lines("SingleTxt")[1]
    notes = "word/footnotes.xml"
    assert notes in edit.parts
    mark = run("", "FootnoteReference")
    mark.append(element('<w:footnoteReference w:id="1"/>'))
    line.append(mark)
    edit.notes.append(
        element(
            '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>'
            f"<w:r><w:t>{NOTE}</w:t></w:r></w:p></w:footnote>"
        )
    )

    found = [one for one in told(edit) if "footnote 1" in one[0]]

    assert found == [
        (
            "footnote 1, “Opposed by five States”, cites nothing, and drafter printed none here",
            place(edit, line),
        )
    ]


def test_a_note_of_words_at_a_paragraph_that_drafter_did_not_make_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    new = element(
        '<w:p><w:pPr><w:pStyle w:val="SingleTxt"/></w:pPr><w:r><w:t>Also ask people.</w:t></w:r></w:p>'
    )
    line.addprevious(new)
    edit.add_reference(new, NOTE)

    assert "cites no paragraph (“Opposed by five States”)" in " ".join(message for message, _ in told(edit))


# Where a text seems to end

SEEMS_TO_END = "the text seems to end before it does"


@pytest.mark.parametrize(
    ("paragraphs", "is_told"),
    [
        (["<w:p/>"] * 60, True),
        (["<w:p><w:r><w:br/><w:br/><w:br/></w:r></w:p>"] * 8, True),
        (['<w:p><w:r><w:br w:type="page"/></w:r></w:p>'] * 2, True),
        (['<w:p><w:r><w:br w:type="page"/></w:r></w:p>'], False),
        (["<w:p/>"] * 15, False),
        # By what is set on them: 10 points of type stand in lines of 12, 60 points in lines of 72.
        (["<w:p><w:pPr><w:spacing w:before='1200'/></w:pPr></w:p>"] * 4, True),
        (["<w:p><w:pPr><w:rPr><w:sz w:val='120'/></w:rPr></w:pPr></w:p>"] * 4, True),
        (["<w:p><w:pPr><w:spacing w:line='20' w:lineRule='exact'/></w:pPr></w:p>"] * 60, False),
        (
            [
                '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
                *["<w:p/>"] * 14,
                "<w:p><w:pPr><w:spacing w:after='1600'/></w:pPr></w:p>",
            ],
            True,
        ),
    ],
)
def test_many_empty_lines_or_a_page_between_texts_are_told_where_they_stand(edit, paragraphs, is_told):
    line = edit.lines("SingleTxt")[1]
    for one in paragraphs:
        line.addprevious(element(one))

    found = told(edit)

    assert [SEEMS_TO_END in message for message, _ in found] == ([True] if is_told else [])


@pytest.mark.parametrize(("breaks", "is_told"), [(1, False), (3, False), (4, True), (20, True)])
def test_empty_lines_within_a_clause_are_told_at_it(edit, breaks, is_told):
    clause = edit.lines("SingleTxt")[1]
    split = next(one for one in clause.iter(w("t")) if ", " in (one.text or ""))
    before, _, behind = split.text.partition(", ")
    split.text = f"{before},"
    new = f"<w:r>{'<w:br/>' * breaks}<w:t>{behind}</w:t></w:r>"
    split.getparent().addnext(element(new))

    found = told(edit)

    assert [at for message, at in found if SEEMS_TO_END in message] == [place(edit, clause)] * is_told


@pytest.mark.parametrize(
    ("stop", "tabs", "is_told"),
    [
        ('<w:tab w:val="right" w:pos="9000"/>', 1, True),
        ('<w:tab w:val="left" w:pos="6000"/>', 1, True),
        ('<w:tab w:val="left" w:pos="4000"/>', 1, False),  # 87 points behind the letter, at 113
        ("", 1, False),
        ("", 7, True),
    ],
)
def test_words_far_behind_the_letter_of_their_line_are_told(edit, stop, tabs, is_told):
    clause = edit.lines("SingleTxt")[1]
    clause.find(w("pPr")).append(element(f"<w:tabs>{stop}</w:tabs>"))
    split = next(one for one in clause.iter(w("t")) if ", " in (one.text or ""))
    before, _, behind = split.text.partition(", ")
    split.text = f"{before},"
    split.getparent().addnext(
        element(f"<w:r><w:br/><w:tab/><w:tab/><w:t>(a)</w:t>{'<w:tab/>' * tabs}<w:t>{behind}</w:t></w:r>")
    )

    found = told(edit)

    is_far = ["“(a)” is far from the words behind it" in message for message, _ in found]
    assert any(is_far) == is_told


def test_a_dot_among_many_empty_lines_is_no_text(edit):
    line = edit.lines("SingleTxt")[1]
    for words in [*[""] * 15, "<w:r><w:t>.</w:t></w:r>", *[""] * 15]:
        line.addprevious(element(f"<w:p>{words}</w:p>"))

    (found,) = [message for message, _ in told(edit) if SEEMS_TO_END in message]

    assert "behind “”" not in found


def test_empty_lines_behind_the_last_text_are_none(edit):
    for _ in range(60):
        edit.body.insert(len(edit.body) - 1, element("<w:p/>"))

    assert told(edit) == []


def floating(edit, number, where):
    table = edit.body.findall(w("tbl"))[number]
    table.find(w("tblPr")).insert(1, element(f"<w:tblpPr {where}/>"))


AT_ONE_PLACE = 'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1500" w:tblpY="{}"'


@pytest.mark.parametrize(("other", "is_told"), [(5000, True), (9000, False)])
def test_two_tables_that_are_put_at_one_place_of_the_page_are_told(edit, other, is_told):
    floating(edit, -1, AT_ONE_PLACE.format(5000))
    floating(edit, -2, AT_ONE_PLACE.format(other))

    found = [message for message, _ in told(edit)]

    how = "in a table that is put where another one is put"
    assert any(how in one for one in found) == is_told


def broken(paragraph, kind):
    """A paragraph, with a page that ends in the middle of its first run of many words."""
    run = next(one for one in paragraph.iter(w("r")) if len(said(one).split()) > 3)
    text = run.find(w("t"))
    words = text.text.split(" ")
    text.text, rest = " ".join(words[:2]), " ".join(words[2:])
    run.addnext(element(f'<w:r><w:br w:type="{kind}"/><w:t xml:space="preserve"> {rest}</w:t></w:r>'))


@pytest.mark.parametrize("kind", ["page", "column"])
@pytest.mark.parametrize("style", ["H1", "H23"])
def test_a_heading_that_a_page_cuts_in_two_is_told(edit, kind, style):
    heading = next(one for one in edit.lines(style) if len(said(one).split()) > 3)
    broken(heading, kind)

    ((message, at),) = told(edit)

    assert "there is the end of a page within it" in message
    assert at == place(edit, heading)


@pytest.mark.parametrize("where", ["before", "behind"])
def test_a_page_that_ends_before_or_behind_all_words_cuts_nothing(edit, where):
    heading = edit.lines("H1")[0]
    runs = [one for one in heading.iter(w("r")) if one.find(w("t")) is not None]
    page = element('<w:r><w:br w:type="page"/></w:r>')
    if where == "before":
        runs[0].addprevious(page)
    else:
        runs[-1].addnext(page)

    assert told(edit) == []
