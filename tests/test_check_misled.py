"""``drafter check`` on what misleads a reader though words stand: shapes over them, signs, figures."""

from __future__ import annotations

import pytest
from lxml import etree
from word_editing import Edit, element, said
from word_mutations import place, told
from word_reading import draft, w

from drafter.check.signs import signs_differ, signs_turn
from drafter.docx.reading.drawings import lies_over, read_out

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
ANCHOR = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="' + WP + '" {more}>{wrap}<wp:docPr id="1" name="x" {said}/>'
    "</wp:anchor></w:drawing></w:r>"
)
INLINE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="' + WP + '"><wp:docPr id="1" name="x" {said}/></wp:inline>'
    "</w:drawing></w:r>"
)
NONE = "<wp:wrapNone/>"
VML = "urn:schemas-microsoft-com:vml"
SHAPE = f'<w:r><w:pict><v:rect xmlns:v="{VML}" style="position:absolute;{{}}"/></w:pict></w:r>'
OVER = "there is a picture or a shape that can lie over words"


@pytest.fixture
def edit():
    return Edit(draft(3))


# Shapes and pictures


def in_running_text(edit):
    return edit.lines("PlainTxt")[0]


def behind_the_last_table(edit):
    return list(edit.body.iterchildren(w("p")))[-1]


def in_a_cell(edit):
    return list(next(edit.document.iter(w("tbl"))).iter(w("p")))[-1]


@pytest.mark.parametrize("where", [in_running_text, behind_the_last_table, in_a_cell])
@pytest.mark.parametrize("drawn", [ANCHOR.format(more="", wrap=NONE, said=""), SHAPE.format("width:400pt")])
def test_a_shape_that_can_lie_over_words_is_told_where_it_hangs(edit, where, drawn):
    paragraph = where(edit)
    paragraph.append(element(drawn))

    ((message, at),) = told(edit)

    assert OVER in message
    assert at == place(edit, paragraph)


@pytest.mark.parametrize(
    ("drawn", "over"),
    [
        (ANCHOR.format(more="", wrap=NONE, said=""), True),
        (ANCHOR.format(more="", wrap="<wp:wrapThrough/>", said=""), True),
        (ANCHOR.format(more="", wrap="", said=""), True),
        (ANCHOR.format(more="", wrap="<wp:wrapSquare/>", said=""), False),
        (ANCHOR.format(more="", wrap="<wp:wrapTopAndBottom/>", said=""), False),
        (ANCHOR.format(more='behindDoc="1"', wrap=NONE, said=""), False),
        (INLINE.format(said=""), False),
        (SHAPE.format("z-index:3"), True),
        (SHAPE.format("z-index:-3"), False),
    ],
)
def test_a_shape_lies_over_words_where_they_make_no_room_for_it(drawn, over):
    assert lies_over(element(drawn)) is over


@pytest.mark.parametrize(
    ("words", "told_as"),
    [
        ("ADOPTED", "ADOPTED"),
        ("Picture 3", ""),
        ("image1.png", ""),
        ("United Nations emblem", ""),
        ("A group of people\n\nDescription automatically generated", ""),
        ("a", ""),
    ],
)
def test_what_people_say_of_a_picture_is_read_out_and_what_programs_say_is_not(words, told_as):
    drawn = element(INLINE.format(said=""))
    next(drawn.iter(f"{{{WP}}}docPr")).set("descr", words)

    assert read_out(drawn) == told_as


def test_a_picture_that_says_something_in_running_text_is_told_and_one_that_does_not_is_a_note(edit):
    paragraph = in_running_text(edit)
    drawn = element(INLINE.format(said='descr="ADOPTED"'))
    paragraph.append(drawn)
    ((message, at),) = told(edit)
    assert "“ADOPTED” is a picture" in message
    assert at == place(edit, paragraph)

    next(drawn.iter(f"{{{WP}}}docPr")).set("descr", "logo")
    assert told(edit) == []


# Signs


@pytest.mark.parametrize(
    ("printed", "text", "turned"),
    [
        (
            "Explore, when designing policies, how",
            "Explore when, designing policies, how",
            "a comma stands elsewhere",
        ),
        (
            "Promote, as appropriate, measures",
            "Promote (as appropriate) measures",
            "words of it stand in round",
        ),
        (
            "Adopt measures (laws) at once",
            "Adopt measures laws at once",
            "round brackets stand around other words",
        ),
        ("Adopt (laws) at once", "Adopt laws (at once)", "round brackets stand around other words"),
        ("Adopt measures and laws", "Adopt measures, and laws", ""),
        ("Adopt measures, and laws", "Adopt measures and laws", ""),
        (
            "Punish officials who are corrupt",
            "Punish officials, who are corrupt",
            "a comma stands behind “officials” where none was drafted",
        ),
        ("Promote, as needed, laws", "Promote as needed, laws", "the comma behind “Promote” is gone"),
        ("Adopt: measures; laws", "Adopt: (a) measures; (b) laws", ""),
        ("Adopt (a) measures", "Adopt (1) measures", ""),
        ("Adopt measures and laws", "Adopt measures. And laws", "a full stop stands behind “measures” where"),
        (
            "Adopt measures, and laws",
            "Adopt measures; and laws",
            "a semicolon stands behind “measures” where",
        ),
        (
            "Take measures, including laws",
            "Take measures: including laws",
            "a colon stands behind “measures”",
        ),
        ("Adopt measures; and laws", "Adopt measures, and laws", ""),
        ("Adopt measures; (b) laws;", "Adopt measures. (b) laws.", ""),
        ("see paras 5 and 6, etc and so", "see paras. 5 and 6, etc. and so", ""),
    ],
)
def test_plain_signs_turn_words_where_they_move_part_or_enclose(printed, text, turned):
    assert signs_turn(printed, text).startswith(turned)
    assert bool(signs_turn(printed, text)) is bool(turned)


@pytest.mark.parametrize(
    ("printed", "text", "change"),
    [
        (
            "public-private links",
            "public/private links",
            "“public/private” where “public-private” was drafted",
        ),
        ("[Adopt measures;]", "[Adopt measures]", "“measures]” where “measures;]” was drafted"),
        (
            "a one-off by-law",
            "a one/off by/law",
            "“one/off” where “one-off” was drafted, and at 1 more place",
        ),
        ("a-b c-d e-f", "a/b c/d e/f", "“a/b” where “a-b” was drafted, and at 2 more places"),
        ("the “rule” of law", 'the "rule" of law', "only what programs change by themselves"),
        ("data base", "database", "only what programs change by themselves"),
    ],
)
def test_other_signs_between_words_are_told_with_the_words_beside_them(printed, text, change):
    assert signs_differ(printed, text) == change


@pytest.mark.parametrize("style", ["SingleTxt", "PlainTxt"])
def test_words_in_round_brackets_are_told_at_their_paragraph(edit, style):
    line = next(one for one in edit.lines(style)[1:] if len(said(one).split()) > 8)
    words = max(line.iter(w("t")), key=lambda one: len(one.text or ""))
    first, second, *rest = words.text.split(" ")
    words.text = " ".join([first, f"({second})", *rest])

    assert [at for _, at in told(edit)] == [place(edit, line)]


@pytest.mark.thorough
def test_a_comma_that_came_is_told(edit):
    line = edit.lines("SingleTxt")[1]
    words = max(line.iter(w("t")), key=lambda one: len(one.text or ""))
    first, second, rest = words.text.split(" ", 2)
    words.text = f"{first} {second}, {rest}"

    ((message, at),) = told(edit)

    assert f"a comma stands behind “{second}” where none was drafted" in message
    assert at == place(edit, line)


# Figures


def footer(edit, change):
    root = etree.fromstring(edit.parts["word/footer1.xml"])
    change(root)
    edit.parts["word/footer1.xml"] = etree.tostring(root)


def literal(*instructions, text="1"):
    """A footer whose fields of these names are plain figures."""

    def change(root):
        for one in list(root.iter(w("p"))):
            runs = list(one.iter(w("r")))
            begins = [
                n
                for n, run in enumerate(runs)
                if run.find(f"{w('fldChar')}[@{w('fldCharType')}='begin']") is not None
            ]
            for begin in begins:
                end = next(
                    n
                    for n in range(begin, len(runs))
                    if runs[n].find(f"{w('fldChar')}[@{w('fldCharType')}='end']") is not None
                )
                does = "".join(
                    each.text or "" for run in runs[begin:end] for each in run.iter(w("instrText"))
                )
                if does.strip() in instructions:
                    runs[begin].addprevious(element(f"<w:r><w:t>{text}</w:t></w:r>"))
                    for run in runs[begin : end + 1]:
                        run.getparent().remove(run)

    return change


@pytest.mark.parametrize(
    ("instructions", "says"), [(("PAGE", "NUMPAGES"), "1/1"), (("PAGE",), "1/#"), (("NUMPAGES",), "#/1")]
)
def test_figures_in_the_place_of_numbers_of_pages_are_told(edit, instructions, says):
    footer(edit, literal(*instructions))

    assert told(edit) == [(f"the footer of the pages always says “{says}”, where “#/#” counted them", -1)]


@pytest.mark.parametrize("text", ["A/CONF.234/16", "GE.20-12345"])
def test_a_footer_of_a_house_without_numbers_of_pages_is_a_note(edit, text):
    def change(root):
        literal("PAGE", "NUMPAGES", text=text)(root)
        for one in root.iter(w("t")):
            one.text = "" if one.text == "/" else one.text

    footer(edit, change)

    assert told(edit) == []


# What is gone, or stands before its first


def test_an_annex_that_is_gone_with_its_heading_is_told():
    edit = Edit(draft(3, "--annexes", "full"))
    heading = next(one for one in edit.lines("H1", "HCh", "H23") if said(one).startswith("Annex II"))
    behind = list(heading.itersiblings())
    end = next((one for one in behind if one.tag == w("sectPr") or said(one).startswith("Annex III")), None)
    for one in [heading, *behind[: behind.index(end) if end is not None else None]]:
        edit.body.remove(one)

    found = [one for one, _ in told(edit)]

    assert [
        one
        for one in found
        if one.startswith("the heading “Annex II") and one.endswith("with what stood under it")
    ]


def test_a_wording_that_stands_before_its_first_is_told_at_that(edit):
    further = edit.lines("AltTxt")[0]
    first = further.getprevious()
    first.addprevious(further)

    found = [one for one, at in told(edit) if at == place(edit, first)]

    assert "its wording “bis” stands before it now: it was drafted as the first of its wordings" in found
