"""What check takes for readable is readable on a page that is printed, and the other way round."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

import pytest
from lxml import etree
from printed import Seen, read_pdf
from test_check_word_deceptions import CLAUSE, alarms, checked
from word_editing import Edit, converted, element
from word_looks import Case, in_table, random_case, word_file
from word_reading import draft, w

from drafter.docx.reader import read_word

BLACK = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
_MARKED = re.compile(r"[a-f]ord\d{3}|No\d{3}")


def told(content: bytes) -> dict[str, str]:
    """The words of which check says that they are shown otherwise, and how."""
    document = read_word(content, "looks.docx")
    return {
        word: one.how
        for read in (*document.paragraphs, *document.notes)
        for one in read.unreadable
        for word in _MARKED.findall(one.text)
    }


def how_of(case: Case) -> str:
    """How check says that the words of one paragraph are shown; they are told in one way."""
    return ", ".join(dict.fromkeys(told(word_file([case])).values()))


RUNS = {
    # Harmless: nothing of it makes words harder to read.
    "<w:b/><w:i/><w:caps/><w:u w:val='double'/>": "",
    "<w:color w:val='C00000'/>": "",
    "<w:color w:val='808080'/>": "",
    "<w:color w:val='auto'/><w:shd w:val='clear' w:color='auto' w:fill='808080'/>": "",
    "<w:highlight w:val='blue'/>": "",  # on a marker letters stay black
    "<w:highlight w:val='yellow'/>": "",
    "<w:color w:val='000000' w:themeColor='text1'/><w:sz w:val='16'/>": "",
    "<w:rFonts w:ascii='Calibri' w:hAnsi='Calibri'/><w:spacing w:val='-10'/><w:w w:val='90'/>": "",
    "<w:vanish w:val='0'/><w:strike w:val='false'/>": "",
    # Seen otherwise, or not at all.
    "<w:color w:val='FFFFFF'/>": "white on white",
    "<w:color w:val='FDFDF8'/>": "white on white",
    "<w:color w:val='FFFF00'/>": "yellow on white",
    "<w:color w:val='000000' w:themeColor='background1'/>": "white on white",
    "<w:color w:val='A5A5A5' w:themeColor='text1' w:themeTint='1A'/>": "pale grey on white",
    "<w:color w:val='800000'/><w:shd w:val='solid' w:color='800000'/>": "dark red on dark red",
    "<w:color w:val='000080'/><w:highlight w:val='darkBlue'/>": "dark blue on dark blue",
    "<w:shd w:val='pct95' w:color='FFFFFF' w:fill='000000'/><w:color w:val='FFFFFF'/>": "white on white",
    "<w:shd w:val='clear' w:color='auto' w:fill='000000'/>": "in negative, light letters on black",
    "<w:color w:val='auto'/><w:shd w:val='pct90' w:color='000000' w:fill='FFFFFF'/>": (
        "in negative, light letters on black"
    ),
    "<w:color w:val='FFFFFF'/><w:shd w:val='clear' w:color='auto' w:fill='1F3864'/>": (
        "in negative, light letters on dark grey"
    ),
    "<w:color w:val='FFFFFF'/><w:highlight w:val='black'/>": "in negative, light letters on black",
    "<w:specVanish/>": "hidden",
    "<w:dstrike/>": "struck through",
    "<w:sz w:val='6'/>": "too small to be read",
    "<w:sz w:val='288'/>": "",
    "<w:sz w:val='400'/>": "too large for a line",
    "<w:w w:val='10'/>": "set so narrow that it cannot be read",
    "<w:spacing w:val='-100'/>": "set so tight that its letters cover one another",
    "<w:position w:val='12'/>": "raised or lowered",
    "<w:rFonts w:ascii='Segoe MDL2 Assets' w:hAnsi='Segoe MDL2 Assets'/>": "in a font of signs",
    "<w:fitText w:val='20'/>": "squeezed into a width",
    "<w:eastAsianLayout w:combine='1'/>": "set in two lines in one, or turned",
    "<w14:textFill><w14:noFill/></w14:textFill>": "white on white",
    "<w14:textOutline w14:w='9525'><w14:solidFill/></w14:textOutline>": "",
    "<w14:textOutline w14:w='254000'><w14:noFill/></w14:textOutline>": "",
    "<w14:textOutline w14:w='254000'><w14:srgbClr w14:val='000000'/></w14:textOutline>": (
        "drawn with an outline so thick that it covers its letters"
    ),
    "<w14:shadow w14:blurRad='50800' w14:dist='38100' w14:sx='100000' w14:sy='100000' w14:kx='0'/>": "",
    "<w14:shadow w14:blurRad='508000' w14:sx='100000' w14:sy='100000'/>": (
        "drawn with a shadow that lies over other words"
    ),
    "<w14:shadow w14:sx='300000' w14:sy='300000'/>": "drawn with a shadow that lies over other words",
    "<w14:reflection w14:stA='55000' w14:dist='50800' w14:sx='100000' w14:sy='-100000'/>": "",
    "<w14:reflection w14:stA='100000'/>": "drawn with a reflection that reads as words",
    "<w14:glow w14:rad='139700'><w14:srgbClr w14:val='5B9BD5'/></w14:glow>": "",
    "<w14:glow w14:rad='900000'><w14:srgbClr w14:val='5B9BD5'/></w14:glow>": (
        "drawn with a glow that lies over other words"
    ),
    "<w14:props3d/>": "shown otherwise, or not at all: w14:props3d",
    "<w:oMath/>": "shown otherwise, or not at all: w:oMath",
}


# Where notes are seen otherwise: letters of the size of a title fill the foot of a page.
IN_NOTES = {"<w:sz w:val='288'/>": "far larger than notes and headers are"}


@pytest.mark.parametrize(("properties", "how"), RUNS.items())
def test_what_is_set_on_words_is_harmless_or_told(properties, how):
    assert how_of(Case(1, run=properties)) == how
    assert how_of(Case(1, run=properties, in_note=True)) == IN_NOTES.get(properties, how)
    assert how_of(Case(1, character=properties)) == how


PARAGRAPHS = {
    "<w:jc w:val='both'/>": "",
    "<w:pBdr><w:top w:val='single' w:sz='4' w:space='1' w:color='FFFFFF'/></w:pBdr>": "",
    "<w:shd w:val='clear' w:color='auto' w:fill='FFF2CC'/>": "",
    "<w:shd w:val='clear' w:color='auto' w:fill='000000'/>": "in negative, light letters on black",
    "<w:spacing w:line='240' w:lineRule='exact'/>": "",
    "<w:spacing w:line='360' w:lineRule='auto'/>": "",
    "<w:ind w:left='2000' w:right='-500' w:hanging='500'/>": "",
    "<w:framePr w:dropCap='drop' w:lines='3'/>": "set as an initial beside the next paragraph",
    "<w:spacing w:line='20' w:lineRule='exact'/>": "in lines so low that it is cut off",
    "<w:spacing w:line='80' w:lineRule='auto'/>": "in lines so low that it is cut off",
    "<w:ind w:left='-9000'/>": "beside the page",
    "<w:ind w:left='20000'/>": "beside the page",
    "<w:ind w:leftChars='9000'/>": "beside the page",
    "<w:framePr w:x='20000' w:hAnchor='page'/>": "taken out of the text and put elsewhere on the page",
    "<w:bidi/>": "set from right to left",
    "<w:textDirection w:val='tbRl'/>": "turned on its side",
    "<w15:collapsed xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'/>": (
        "folded up, so that nobody sees what stands below it"
    ),
    "<w:rPr><w:vanish/></w:rPr>": "run together with the next paragraph, as its end is hidden",
    "<w:shd w:val='clear' w:color='auto' w:fill='FFFFFF'/><w:unheardOf/>": (
        "shown otherwise, or not at all: w:unheardOf"
    ),
}


@pytest.mark.parametrize(("properties", "how"), PARAGRAPHS.items())
def test_what_is_set_on_paragraphs_is_harmless_or_told(properties, how):
    assert how_of(Case(1, paragraph=properties)) == how
    if "<w:rPr>" not in properties:
        assert how_of(Case(1, style=(properties, ""))) == how


@pytest.mark.parametrize(("style", "is_told"), [("H1", False), ("HCh", False), ("SingleTxt", True)])
def test_headings_may_be_set_on_a_dark_ground_and_clauses_in_negative_are_told(style, is_told):
    edit = Edit(draft(3))
    line = next(one for one in edit.lines(style) if "".join(one.itertext()).strip())
    line.find(w("pPr")).append(element(BLACK))

    found = [one.message for one in checked(edit.save()).findings if one.code == "unreadable-text"]

    assert ["in negative, light letters on black" in one for one in found] == [True] * is_told


def test_switches_of_styles_take_turns():
    """Bold in a bold paragraph is not (ISO 29500-1, 17.7.3): neither is hidden in a hidden one hidden."""
    assert set(told(word_file([Case(1, style=("", "<w:vanish/>"), character="<w:vanish/>")]))) == {
        *("aord001", "bord001", "eord001", "ford001")
    }


def test_colours_are_those_of_the_theme_and_its_mapping():
    """Behind ``text1`` stands a white one, where the settings exchange dark and light (17.15.1.20)."""
    edit = Edit(draft(3))
    edit.parts["word/settings.xml"] = edit.parts["word/settings.xml"].replace(
        b"<w:decimalSymbol",
        b'<w:clrSchemeMapping w:bg1="dark1" w:t1="light1" w:bg2="dark2" w:t2="light2"/><w:decimalSymbol',
    )
    own = edit.clause(CLAUSE).find(w("r"))
    own.insert(0, element('<w:rPr><w:color w:val="000000" w:themeColor="text1"/></w:rPr>'))

    assert "unreadable-text" in alarms(edit.save())


def in_cell(**more: str) -> dict[str, str]:
    """A paragraph in the only cell of a table."""
    own = {"table": "", "row": "", "cell": "", "width": "4000", **more}

    return {"table": lambda paragraph: in_table(paragraph, **own)}


@pytest.mark.parametrize(
    ("more", "run", "how"),
    [
        ({}, "", ""),
        ({"cell": BLACK}, '<w:color w:val="FFFFFF"/>', ""),
        ({"cell": BLACK}, '<w:color w:val="auto"/>', ""),  # as heads of tables are set
        ({"cell": BLACK}, '<w:color w:val="000000"/>', "black on black"),
        ({"row": '<w:trHeight w:val="20" w:hRule="exact"/>'}, "", "in a row so low that it is cut off"),
        ({"row": '<w:trHeight w:val="20"/>'}, "", ""),
        ({"row": "<w:hidden/>"}, "", "in a hidden row"),
        ({"cell": "<w:vMerge/>"}, "", "in a cell that lies below another"),
        ({"cell": '<w:vMerge w:val="restart"/>'}, "", ""),
        ({"width": "250"}, "", "in a column too narrow to be read"),
        ({"cell": '<w:textDirection w:val="btLr"/>'}, "", "turned on its side"),
        ({"table": '<w:tblInd w:w="14000" w:type="dxa"/>'}, "", "beside the page"),
        ({"table": "<w:bidiVisual/>"}, "", "in a table whose columns stand from right to left"),
        ({"cell": '<w:tcBorders><w:top w:val="double"/><w:tl2br w:val="nil"/></w:tcBorders>'}, "", ""),
        ({"cell": '<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>'}, "", "crossed out by lines"),
        ({"cell": "<w:tcFitText/>"}, "", "squeezed into the width of its cell"),
    ],
)
def test_what_is_set_on_tables_is_harmless_or_told(more, run, how):
    found = told(word_file([Case(1, run=run, **in_cell(**more))]))

    assert set(found.values()) - {""} == ({how} if how else set())


def test_a_number_that_its_list_hides_is_told_and_its_words_are_not():
    found = told(word_file([Case(1, level="<w:vanish/>"), Case(2, level='<w:color w:val="FF0000"/>')]))

    assert found == {"No001": "hidden"}


# Through the whole check


def test_a_heading_an_annex_and_a_note_of_a_delegation_that_nobody_sees_are_told():
    edit = Edit(draft(3))
    white = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    heading = edit.lines("HCh")[0]
    cells = [one for one in edit.document.iter(w("tc")) if "".join(one.itertext()).strip()]
    for paragraph in (heading, cells[-1]):
        for run in paragraph.iter(w("r")):
            run.insert(0, element(white))

    found = [one for one in checked(edit.save()).findings if one.code == "unreadable-text"]

    (told_once,) = found
    assert "white on white" in told_once.message
    assert "1 more paragraph," in told_once.message


def test_formatting_as_other_programs_inline_it_is_passed_over():
    """Google Docs writes every property at every run and paragraph."""
    edit = Edit(draft(3))
    before = alarms(draft(3))
    for run in [*edit.document.iter(w("r")), *edit.notes.iter(w("r"))]:
        own = run.find(w("rPr"))
        if own is None:
            run.insert(0, own := etree.Element(w("rPr")))
        style = own.find(w("rStyle"))
        shade = "D9D9D9" if style is not None and style.get(w("val")) == "Placeholder" else "auto"
        for xml in (
            '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>',
            '<w:color w:val="1F1F1F"/>',
            '<w:sz w:val="22"/>',
            f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>',
            '<w:rtl w:val="0"/>',
        ):
            own.append(element(xml))
    size = edit.document.find(f".//{w('pgSz')}")
    size.set(w("w"), "12240")
    size.set(w("h"), "15840")

    assert alarms(edit.save()) == before


# The renderer is the judge


class Known(NamedTuple):
    """What is told though LibreOffice prints it so that it can be read."""

    how: str
    ways: str  # what the paragraph was given, a pattern
    why: str


KNOWN = (
    Known("cut in relief", "emboss|imprint", "Word prints it paler than LibreOffice does"),
    Known("set from right to left", "rtl|bidi", "single words read alike; their order and brackets do not"),
    Known("taken out of the text", "framePr", "it is printed, but elsewhere"),
    Known("raised or lowered", "vertAlign|position", "it can be read; a number reads as that of a footnote"),
    Known("in a hidden row", "hidden row", "LibreOffice hides no rows (17.4.21)"),
    Known("hidden in the view as a web page", "webHidden", "a PDF is no web page (17.3.2.44)"),
    Known("beside the page", "tabs", "LibreOffice goes on in the next line behind a far tab; Word does not"),
    Known(r"black on ", "highlight", "LibreOffice prints white what is left to it on a dark marker"),
    Known("set so tight", "spacing", "LibreOffice keeps letters a little apart"),
    Known("in lines so low", "exact", "LibreOffice draws a low line over others; Word cuts it off"),
    Known("hidden", "number.*webHidden", "of a number that is hidden on web pages LibreOffice hides none"),
    Known(".* on ", 'pct[0-9]+" w:color="auto"', "the dots of a pattern are black in Word (17.18.78)"),
    Known("in a font of signs", "rFonts", "where the font is not installed, another one shows letters"),
    Known("set so narrow", "number", "LibreOffice makes no number narrower"),
    Known("in capitals", "number.*(caps|smallCaps)", "it can be read, but “(a)” reads as “(A)”"),
    Known("in negative", "shd|highlight|shading", "it can be read, but nothing else of a paper looks so"),
    Known("spread over its line", "distribute", "LibreOffice spreads words, and Word their letters"),
)


def is_known(case: Case, how: str) -> bool:
    ways = ", ".join(case.ways)
    return any(re.match(one.how, how) and re.search(one.ways, ways) for one in KNOWN)


def judged(case: Case, found: dict[str, str], seen: dict[str, Seen]) -> list[str]:
    """Where what was told of a paragraph's words is not what can be read on its page."""
    words = [*case.words, *([case.label] if case.level is not None else [])]
    nowhere = Seen(is_readable=False, why_not="not there", contrast=1.0)
    on_page = {word: seen.get(word, nowhere) for word in words}
    # Of a line that begins beside the page, a part may stand on it.
    unseen = {found.get(word) for word in words if not on_page[word].is_readable}
    wrong = []
    for word in words:
        how, one = found.get(word, ""), on_page[word]
        is_on_the_edge = " on " in how and one.contrast < 2.8
        if not how and not one.is_readable:
            wrong.append(f"{word} of {case.ways}: {one.why_not}, and nothing is said")
        elif how and one.is_readable and how not in unseen and not is_on_the_edge and not is_known(case, how):
            wrong.append(f"{word} of {case.ways}: “{how}”, but it can be read ({one.contrast:.1f})")
    return wrong


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_told_is_what_cannot_be_read_where_libreoffice_prints_it(tmp_path, seed):
    chance = random.Random(seed)
    files = [[random_case(40 * file + place, chance) for place in range(1, 41)] for file in range(8)]
    paths = []
    for number, cases in enumerate(files):
        paths.append(tmp_path / f"looks-{number}.docx")
        paths[-1].write_bytes(word_file(cases))

    wrong = []
    for cases, path, pdf in zip(
        files, paths, converted(paths, "pdf", tmp_path, tmp_path / "libreoffice"), strict=True
    ):
        found, seen = told(path.read_bytes()), read_pdf(pdf)
        assert len(seen) > 100
        wrong += [one for case in cases for one in judged(case, found, seen)]
    assert not wrong, "\n".join(wrong)
