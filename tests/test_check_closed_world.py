"""Nothing that the format can say of words passes by because nobody thought of it.

Every child of each kind of properties, as the schema of ECMA-376 lists them, is on a list of what is
harmless, with why; or its value is judged, and an example here is told; or it is told by its name.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest
from lxml import etree
from test_check_appearance import how_of, told
from word_editing import Edit
from word_looks import Case, in_table, word_file

from drafter.docx.looks.appearance import Appearance
from drafter.docx.looks.harmless import BY_VALUE, reason, unaccounted
from drafter.docx.looks.settings import odd_settings
from drafter.docx.parts.markup import W, w
from drafter.docx.parts.styles import Styles
from drafter.docx.reader import read_word
from drafter.problems import DrafterError
from tools import cannot_run

pytestmark = pytest.mark.thorough

_XS = "{http://www.w3.org/2001/XMLSchema}"
KINDS = {
    "rPr": "CT_RPr",
    "pPr": "CT_PPr",
    "tblPr": "CT_TblPr",
    "tblPrEx": "CT_TblPrEx",
    "trPr": "CT_TrPr",
    "tcPr": "CT_TcPr",
    "sectPr": "CT_SectPr",
    "lvl": "CT_Lvl",
}


@functools.cache
def schema() -> etree._Element:
    path = Path(os.environ.get("DRAFTER_XSD", "")) / "wml.xsd"
    if not os.environ.get("DRAFTER_XSD") or not path.is_file():
        cannot_run("DRAFTER_XSD names no folder with the ECMA schemas")
    return etree.parse(path).getroot()


def children(name: str, kind: str = "complexType") -> list[str]:
    """The names of what can stand in a type of the schema, through its groups and what it extends."""
    (found,) = [one for one in schema().findall(f"{_XS}{kind}") if one.get("name") == name]
    names: list[str] = []
    for one in found.iter(f"{_XS}element", f"{_XS}group", f"{_XS}extension"):
        if one.tag == f"{_XS}element":
            names.append(one.get("name") or one.get("ref").rpartition(":")[2])
        elif one.get("ref") and one is not found:
            names += children(one.get("ref"), "group")
        elif one.tag == f"{_XS}extension":
            names += children(one.get("base"))
    return list(dict.fromkeys(names))


THICK = "w:val='single' w:sz='96'"
OF_RUNS = {
    "vanish": "<w:vanish/>",
    "specVanish": "<w:specVanish/>",
    "webHidden": "<w:webHidden/>",
    "strike": "<w:strike/>",
    "dstrike": "<w:dstrike/>",
    "rtl": "<w:rtl/>",
    "color": "<w:color w:val='FFFFFF'/>",
    "shd": "<w:color w:val='000000'/><w:shd w:val='clear' w:fill='000000'/>",
    "highlight": "<w:color w:val='000000'/><w:highlight w:val='black'/>",
    "sz": "<w:sz w:val='2'/>",
    "w": "<w:w w:val='700'/>",
    "spacing": "<w:spacing w:val='-200'/>",
    "position": "<w:position w:val='200'/>",
    "vertAlign": "<w:vertAlign w:val='superscript'/>",
    "rFonts": "<w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/>",
    "fitText": "<w:fitText w:val='20'/>",
    "eastAsianLayout": "<w:eastAsianLayout w:combine='1'/>",
    "emboss": "<w:emboss/>",
    "imprint": "<w:imprint/>",
    "bdr": f"<w:bdr {THICK}/>",
}
OF_PARAGRAPHS = {
    "pBdr": f"<w:pBdr><w:top {THICK}/></w:pBdr>",
    "shd": "<w:shd w:val='clear' w:fill='000000'/>",
    "spacing": "<w:spacing w:line='9000' w:lineRule='exact'/>",
    "ind": "<w:ind w:left='9000'/>",
    "tabs": "<w:tabs><w:tab w:val='bar' w:pos='700'/></w:tabs>",
    "framePr": "<w:framePr w:x='20000' w:hAnchor='page'/>",
    "bidi": "<w:bidi/>",
    "textDirection": "<w:textDirection w:val='tbRl'/>",
    "jc": "<w:jc w:val='distribute'/>",
}
OF_TABLES = {
    ("tblPr", "tblpPr"): "<w:tblpPr w:tblpX='30000' w:horzAnchor='page'/>",
    ("tblPr", "bidiVisual"): "<w:bidiVisual/>",
    ("tblPr", "tblBorders"): f"<w:tblBorders><w:insideH {THICK}/></w:tblBorders>",
    ("tblPr", "tblCellMar"): "<w:tblCellMar><w:top w:w='20000' w:type='dxa'/></w:tblCellMar>",
    ("trPr", "hidden"): "<w:hidden/>",
    ("trPr", "trHeight"): "<w:trHeight w:val='30000'/>",
    ("tcPr", "tcBorders"): f"<w:tcBorders><w:top {THICK}/></w:tcBorders>",
    ("tcPr", "tcMar"): "<w:tcMar><w:top w:w='20000' w:type='dxa'/></w:tcMar>",
    ("tcPr", "noWrap"): "<w:noWrap/>",
    ("tcPr", "vMerge"): "<w:vMerge/>",
    ("tcPr", "hMerge"): "<w:hMerge/>",
    ("tcPr", "textDirection"): "<w:textDirection w:val='tbRl'/>",
    ("tcPr", "tcFitText"): "<w:tcFitText/>",
}
MARGINS = "<w:pgMar w:top='1400' w:bottom='1400' w:left='1400' w:right='1400'/>"
LONG = "<w:r><w:t xml:space='preserve'>" + 60 * "and words " + "</w:t></w:r></w:p>"
OF_PAGES = {
    "pgSz": f"<w:pgSz w:w='2900' w:h='16000'/>{MARGINS}",
    "pgMar": "<w:pgMar w:top='1400' w:bottom='1400' w:left='-900' w:right='1400'/>",
    "cols": "<w:cols w:num='40'/>",
    "textDirection": "<w:textDirection w:val='tbRl'/>",
    "bidi": "<w:cols w:num='2' w:space='300'/><w:bidi/>",
    "pgBorders": "<w:pgBorders><w:top w:val='single' w:sz='900'/></w:pgBorders>",
    "docGrid": "<w:docGrid w:type='lines' w:linePitch='9000'/>",
}
OF_LEVELS = {
    "suff": "<w:suff w:val='nothing'/><w:lvlText w:val='%1'/>",
    "lvlPicBulletId": "<w:lvlPicBulletId w:val='1'/>",
}


@functools.cache
def ways(kind: str) -> dict[str, str]:
    """Every child of a kind of properties, and why it may pass; nothing where it may not."""
    return {name: reason(kind, name) for name in children(KINDS[kind])}


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_knows_to_be_harmless_is_told_by_its_name(kind):
    unknown = [name for name, why in ways(kind).items() if not why]

    for name in unknown:
        said = unaccounted({w[name]: etree.Element(w[name])}, kind)
        assert said == f"shown otherwise, or not at all: w:{name}"
    assert len(unknown) <= 1  # w:oMath, w:noEndnote, what a row says of its table's shading


def judged(kind: str) -> list[str]:
    return [name for name, why in ways(kind).items() if why == BY_VALUE]


def test_what_is_judged_of_words_is_told_where_it_is_amiss():
    for name in judged("rPr"):
        case = Case(1, run=OF_RUNS[name])
        assert how_of(case) or set(told(word_file([case])).values()) - {""}, name


def test_what_is_judged_of_paragraphs_is_told_where_it_is_amiss():
    for name in judged("pPr"):
        run = "<w:color w:val='000000'/>" if name == "shd" else ""
        assert how_of(Case(1, paragraph=OF_PARAGRAPHS[name], run=run)), name


@pytest.mark.parametrize(("kind", "part"), [("tblPr", "table"), ("trPr", "row"), ("tcPr", "cell")])
def test_what_is_judged_of_tables_is_told_where_it_is_amiss(kind, part):
    for name in judged(kind):
        own = {"table": "", "row": "", "cell": "", "width": "4000", part: OF_TABLES[kind, name]}
        case = Case(1, table=lambda one, own=own: in_table(one.replace("</w:p>", LONG), **own))
        assert set(told(word_file([case])).values()) - {""}, name


def test_what_is_judged_of_pages_is_told_where_it_is_amiss():
    for name in judged("sectPr"):
        more = "" if name == "pgSz" else "<w:pgSz w:w='11906' w:h='16838'/>"
        margins = "" if name in ("pgSz", "pgMar") else MARGINS
        assert how_of(Case(1, section=more + margins + OF_PAGES[name])), name


def test_what_is_judged_of_levels_of_lists_is_told_where_it_is_amiss():
    nothing = etree.Element("nothing")
    appearance = Appearance(Styles(nothing), nothing, nothing, nothing)
    for name in judged("lvl"):
        level = etree.fromstring(f"<w:lvl xmlns:w='{W}'>{OF_LEVELS[name]}</w:lvl>")
        assert appearance.paragraph(None, level=level).of_number, name


def test_settings_that_nobody_knows_are_told_by_their_names():
    known = {name for name in children("CT_Settings") if not odd_settings(settings(f"<w:{name}/>"))}
    told_of = [name for name in children("CT_Settings") if name not in known]

    # What Word does with data from elsewhere, with the styles of another file, and over the text.
    assert told_of == ["printPostScriptOverText", "printFormsData", "linkStyles", "mailMerge"]
    assert odd_settings(settings("<w:unheardOf/>")) == ("w:unheardOf",)
    assert odd_settings(settings("<w:unheardOf w:val='0'/>")) == ()
    assert odd_settings(settings("<w:defaultTabStop w:val='720'/>")) == ()
    assert odd_settings(settings("<w:defaultTabStop w:val='20000'/>")) == ("w:defaultTabStop",)


def test_ways_of_earlier_programs_that_nobody_knows_are_told_by_their_names():
    told_of = [
        name for name in children("CT_Compat") if odd_settings(settings(f"<w:compat><w:{name}/></w:compat>"))
    ]

    assert told_of == ["printBodyTextBeforeHeader"]  # so that what stands in headers lies over the text
    assert odd_settings(settings("<w:compat><w:unheardOf/></w:compat>")) == ("w:unheardOf",)


# What stands in runs and beside them

# Words and signs, which are read as such, and what holds them; what parts them from others.
READ = frozenset("""t tab ptab br cr noBreakHyphen rPr fldChar instrText commentReference""".split())
SHOWS_NOTHING = frozenset("softHyphen lastRenderedPageBreak annotationRef delText delInstrText".split())


def test_what_runs_have_besides_words_is_told_or_shows_nothing():
    for name in children("CT_R"):
        inner = f"<w:{name}/>"
        if name == "endnoteReference":  # this file has no endnotes, and so is damaged
            with pytest.raises(DrafterError, match="are not in the file"):
                of_body(f"<w:p><w:r>{inner}</w:r></w:p>")
            continue
        found = of_body(f"<w:p><w:r><w:t>Some words </w:t></w:r><w:r>{inner}</w:r></w:p>")
        assert bool(found) != (name in READ | SHOWS_NOTHING), name
    assert of_body("<w:p><w:r><w:t>Some words </w:t></w:r><w:r><w:unheardOf/></w:r></w:p>") == [
        "shown otherwise, or not at all: w:unheardOf"
    ]


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<w:tbl>{}<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr>{}<w:tc><w:p/></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>",
    ],
)
def test_words_between_paragraphs_rows_and_cells_are_refused(around):
    for name in ("oMath", "unheardOf"):
        words = f"<w:{name}><w:r><w:t>Other words</w:t></w:r></w:{name}>"
        with pytest.raises(
            DrafterError, match=f"“Other words” stands where no program writes words .w:{name}"
        ):
            of_body("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>" + around.format(words))


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        ("<w:tblHeader/>", "", ""),
        ("", "<w:tblHeader/>", ""),
        ("<w:tblHeader/>", "<w:tblHeader/>", "in a row that stands again at the top of each page"),
    ],
)
def test_rows_below_the_head_that_stand_again_on_each_page_are_told(first, second, how):
    rows = "".join(
        f"<w:tr><w:trPr>{one}</w:trPr><w:tc><w:p><w:r><w:t>Some words</w:t></w:r></w:p></w:tc></w:tr>"
        for one in (first, second)
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>{rows}</w:tbl>"

    assert of_body(table) == ([how] if how else [])


def of_body(inner: str) -> list[str]:
    """How what stands in a body is told to be shown."""
    edit = Edit(word_file([]))
    section = edit.body.find(w.sectPr)
    for one in list(edit.body):
        if one is not section:
            edit.body.remove(one)
    for one in etree.fromstring(f'<x xmlns:w="{W}">{inner}</x>'):
        section.addprevious(one)
    document = read_word(edit.save(), "body.docx")
    return [one.how for paragraph in document.paragraphs for one in paragraph.unreadable]


def settings(inner: str) -> etree._Element:
    return etree.fromstring(f'<w:settings xmlns:w="{W}">{inner}</w:settings>')
