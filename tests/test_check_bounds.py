"""What lines, spaces, borders and the ground of pages may be, before words on them are hard to read."""

from __future__ import annotations

import pytest
from lxml import etree
from test_check_appearance import how_of, in_cell, told
from word_editing import Edit, element
from word_looks import Case, word_file
from word_mutations import told as told_of
from word_reading import draft, w

pytestmark = pytest.mark.thorough

HIGH, ROW = (
    "in lines so high that few of them stand on a page",
    "in a row so high that few of them stand on a page",
)
APART = "with so much space above or below it that little stands on a page"
THICK = "in borders so thick that they cover words, or seem to"
PICTURES = "in borders that are drawn as pictures"
BEHIND = "on pages with a picture, a pattern or a shape behind them"


def border(name, val="single", size=4):
    return f"<w:{name} w:val='{val}' w:sz='{size}' w:space='0' w:color='auto'/>"


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        (border("bdr"), ""),
        (border("bdr", size=24), ""),
        (border("bdr", size=96), THICK),
        (border("bdr", "none", 96), ""),
        (border("bdr", "apples", 8), PICTURES),
    ],
)
def test_borders_around_words(properties, how):
    assert how_of(Case(1, run=properties)) == how
    assert how_of(Case(1, run=properties, in_note=True)) == how
    assert how_of(Case(1, character=properties)) == how


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        (f"<w:pBdr>{border('top', size=48)}</w:pBdr>", ""),
        (f"<w:pBdr>{border('top', size=96)}</w:pBdr>", THICK),
        (f"<w:pBdr>{border('left', 'double', 18)}</w:pBdr>", ""),
        (f"<w:pBdr>{border('between', 'flowersRoses', 4)}</w:pBdr>", PICTURES),
        ("<w:spacing w:line='720' w:lineRule='auto'/>", ""),  # three lines
        ("<w:spacing w:line='2400' w:lineRule='auto'/>", HIGH),
        ("<w:spacing w:line='800' w:lineRule='exact'/>", ""),  # 40 points
        ("<w:spacing w:line='31680' w:lineRule='exact'/>", HIGH),
        ("<w:spacing w:line='31680' w:lineRule='atLeast'/>", HIGH),
        ("<w:spacing w:before='2400' w:after='2400'/>", ""),
        ("<w:spacing w:before='31680'/>", APART),
        ("<w:spacing w:after='31680'/>", APART),
        ("<w:spacing w:afterLines='5000'/>", APART),
        ("<w:jc w:val='both'/>", ""),
        ("<w:jc w:val='thaiDistribute'/>", "spread over its line letter by letter"),
    ],
)
def test_borders_lines_and_spaces_of_paragraphs(properties, how):
    assert how_of(Case(1, paragraph=properties)) == how
    assert how_of(Case(1, style=(properties, ""))) == how


@pytest.mark.parametrize(
    ("more", "how"),
    [
        ({"cell": f"<w:tcBorders>{border('top', size=48)}</w:tcBorders>"}, ""),
        ({"cell": f"<w:tcBorders>{border('bottom', size=96)}</w:tcBorders>"}, THICK),
        ({"table": f"<w:tblBorders>{border('insideH', size=96)}</w:tblBorders>"}, THICK),
        ({"table": f"<w:tblBorders>{border('insideH', 'stars', 4)}</w:tblBorders>"}, PICTURES),
        ({"row": '<w:trHeight w:val="4000"/>'}, ""),
        ({"row": '<w:trHeight w:val="30000"/>'}, ROW),
        ({"row": '<w:trHeight w:val="30000" w:hRule="exact"/>'}, ROW),
        ({"cell": '<w:tcMar><w:top w:w="20000" w:type="dxa"/></w:tcMar>'}, APART),
        ({"table": '<w:tblCellMar><w:bottom w:w="20000" w:type="dxa"/></w:tblCellMar>'}, APART),
    ],
)
def test_borders_and_spaces_of_cells(more, how):
    found = told(word_file([Case(1, **in_cell(**more))]))

    assert set(found.values()) - {""} == ({how} if how else set())


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ('<w:docGrid w:linePitch="31680"/>', ""),  # of no grid
        ('<w:docGrid w:type="lines" w:linePitch="360"/>', ""),
        ('<w:docGrid w:type="lines" w:linePitch="3000"/>', HIGH),
        ('<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="500"/>', ""),
        (
            '<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="90000"/>',
            "with each letter in a grid",
        ),
        ('<w:docGrid w:type="snapToChars" w:linePitch="312"/>', "with each letter in a grid"),
        ('<w:pgSz w:w="11906" w:h="5000"/>', "on pages without room for it"),
        (f"<w:pgBorders>{border('top', size=48)}</w:pgBorders>", ""),
        (f"<w:pgBorders>{border('left', size=96)}</w:pgBorders>", THICK),  # a black bar of 12 points
        (f"<w:pgBorders>{border('top', 'apples', 31)}</w:pgBorders>", ""),
        (f"<w:pgBorders>{border('top', 'apples', 310)}</w:pgBorders>", THICK),
    ],
)
def test_grids_and_borders_of_pages(said, how):
    edit = Edit(draft(3))
    section = edit.body.find(w("sectPr"))
    for one in section.findall(w("docGrid")) + section.findall(w("pgSz")) * ("pgSz" in said):
        section.remove(one)
    section.append(element(said))

    messages = [message for message, _ in told_of(edit)]

    assert any(how in one for one in messages) if how else messages == []


VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.mark.parametrize(
    ("inner", "how"),
    [
        ("", ""),
        (f'<v:background {VML} fillcolor="#ffc"/>', ""),
        (f'<v:background {VML} fillcolor="white [3212]"><v:fill type="solid"/></v:background>', ""),
        (f'<v:background {VML} fillcolor="black" filled="f"/>', ""),
        (f'<v:background {VML} fillcolor="black"/>', "black on black"),
        (f'<v:background {VML} fillcolor="steelblue"/>', BEHIND),
        (f'<v:background {VML} fillcolor="#ffc"><v:fill type="gradient"/></v:background>', BEHIND),
        (f'<v:background {VML}><v:fill type="frame" src="x"/></v:background>', BEHIND),
        ("<w:drawing/>", BEHIND),
    ],
)
@pytest.mark.parametrize("is_shown", [True, False])
def test_grounds_of_pages(inner, how, is_shown):
    edit = Edit(draft(3))
    edit.document.insert(0, element(f'<w:background w:color="FFFFFF">{inner}</w:background>'))
    next(edit.lines()[0].iter(w("r"))).insert(0, element('<w:rPr><w:color w:val="000000"/></w:rPr>'))
    if is_shown:
        settings = etree.fromstring(edit.parts["word/settings.xml"])
        settings.insert(0, element("<w:displayBackgroundShape/>"))
        edit.parts["word/settings.xml"] = etree.tostring(settings)

    messages = [message for message, _ in told_of(edit)]

    assert any(how in one for one in messages) if how and is_shown else messages == []


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("auto", ""),
        ("ff0000", ""),
        ("ffffff", "white on white"),
        ("FFF", "white on white"),  # or blue, as other programs read it
        ("#FFFFFF", "white on white"),
        ("00FFFFFF", "white on white"),
        ("white", "white on white"),
        ("800", ""),
    ],
)
def test_colours_are_seen_as_programs_read_them(code, how):
    assert how_of(Case(1, run=f'<w:color w:val="{code}"/>')) == how


PALE = "grey on white in type so small or narrow"


@pytest.mark.parametrize(
    ("points", "width", "colour", "how"),
    [
        (12, 100, "ABABAB", ""),  # 2.3 : 1
        (5, 100, "ABABAB", PALE),
        (12, 42, "ABABAB", PALE),
        (5, 100, "808080", ""),  # 3.9 : 1
        (12, 42, "808080", ""),
        (6, 55, "808080", PALE),
        (6, 55, "000000", ""),
        (5, 42, "000000", "set so narrow that it cannot be read"),
        (6.5, 100, "000000", ""),
    ],
)
def test_limits_that_pass_by_themselves_do_not_pass_together(points, width, colour, how):
    run = f"<w:color w:val='{colour}'/><w:w w:val='{width}'/><w:sz w:val='{int(points * 2)}'/>"
    assert how_of(Case(1, run=run)) == how
    assert how_of(Case(1, run=run, in_note=True)) == how


@pytest.mark.parametrize(("in_style", "is_seen"), [(False, False), (True, True)])
def test_indents_of_a_list_lie_over_those_that_its_style_has_from_another(in_style, is_seen):
    """17.9.22: the style that names a list says more than the list; what that style is based on, less."""
    edit = Edit(draft(3))
    parts = {name: etree.fromstring(edit.parts[f"word/{name}.xml"]) for name in ("numbering", "styles")}
    [style] = [one for one in parts["styles"].iter(w("style")) if one.get(w("styleId")) == "SingleTxt"]
    level = next(
        one for one in parts["numbering"].iter(w("lvl")) if one.find(w("pStyle")).get(w("val")) == "SingleTxt"
    )
    level.find(w("pPr")).find(w("ind")).set(w("left"), "-3000")
    if not in_style:
        style.find(w("pPr")).remove(style.find(w("pPr")).find(w("ind")))
    edit.parts |= {f"word/{name}.xml": etree.tostring(tree) for name, tree in parts.items()}

    warnings = [message for message, _ in told_of(edit) if "beside the page" in message]

    assert len(warnings) == (0 if is_seen else 1)
