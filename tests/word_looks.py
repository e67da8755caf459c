"""Word files with paragraphs that are formatted, at random or as wished.

Nothing of drafter is used. Each paragraph has words that no other has; each is formatted in one or two ways:
at its runs, by styles of its own, in a table, a list or a section of its own, in a footnote.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from word_editing import NAMESPACES
from word_reading import rezip, unzip

from tools import REPOSITORY

TEMPLATE = REPOSITORY / "templates" / "common" / "word.docx"
WORDS = 6  # of a paragraph; those from the third to the fourth stand in a run of their own


@dataclass
class Case:
    """A paragraph: how it was formatted, and the pieces of the file."""

    number: int
    ways: list[str] = field(default_factory=list)
    run: str = ""  # properties of the middle run
    character: str = ""  # of a character style, which the middle run then has
    paragraph: str = ""  # properties of the paragraph
    style: tuple[str, str] | None = None  # of a paragraph style: pPr, rPr
    level: str | None = None  # properties of the runs of its number
    table: Callable[[str], str] | None = None
    table_style: str = ""
    section: str = ""
    in_note: bool = False

    @property
    def words(self) -> list[str]:
        return [f"{letter}ord{self.number:03}" for letter in "abcdef"]

    @property
    def label(self) -> str:
        return f"No{self.number:03}"


def _hex(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.4:  # near white, or near black
        base = chance.choice((0, 225))
        return "".join(f"{base + chance.randrange(30):02X}" for _ in range(3))
    return f"{chance.randrange(1 << 24):06X}"


def _shade(chance: random.Random) -> str:
    pattern = chance.choice(("clear", "clear", "clear", "solid", "pct50", "pct10", "nil"))
    ink = chance.choice(("auto", "000000", _hex(chance)))
    fill = chance.choice(("auto", "FFFFFF", _hex(chance)))
    return f'<w:shd w:val="{pattern}" w:color="{ink}" w:fill="{fill}"/>'


_MARKERS = (
    "black blue cyan green magenta red yellow white darkBlue darkCyan darkGreen darkMagenta darkRed "
    "darkYellow darkGray lightGray none"
).split()
_THEME = (
    "background1 text1 background2 text2 accent1 accent2 accent3 accent4 accent5 accent6 dark1 light1".split()
)
_FONTS = "Arial, Courier New, Georgia, Calibri, Wingdings, Webdings, Symbol, Comic Sans MS".split(", ")


def _theme_color(chance: random.Random) -> str:
    name = chance.choice(_THEME)
    plain = {"background1": "FFFFFF", "light1": "FFFFFF", "text1": "000000", "dark1": "000000"}
    plain |= {"background2": "E7E6E6", "text2": "44546A", "accent1": "4472C4", "accent2": "ED7D31"}
    plain |= {"accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47"}
    return f'<w:color w:val="{plain[name]}" w:themeColor="{name}"/>'


def _filled(chance: random.Random) -> str:
    """Letters that are filled, and the same colour for programs that cannot fill them, as Word writes it."""
    color, seen_through = _hex(chance), chance.choice(("", "98000", "30000"))
    alpha = f'<w14:alpha w14:val="{seen_through}"/>' if seen_through else ""
    fill = f'<w14:solidFill><w14:srgbClr w14:val="{color}">{alpha}</w14:srgbClr></w14:solidFill>'
    return f'<w:color w:val="{color}"/><w14:textFill>{fill}</w14:textFill>'


# In the order of the schema (CT_RPr): name, and how its value comes about.
_ON_RUNS: dict[str, Callable[[random.Random], str]] = {
    "rFonts": lambda c: '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}"/>'.format(c.choice(_FONTS)),
    "b": lambda _: "<w:b/>",
    "i": lambda _: "<w:i/>",
    "caps": lambda _: "<w:caps/>",
    "smallCaps": lambda _: "<w:smallCaps/>",
    "strike": lambda c: f'<w:strike w:val="{c.choice("01")}"/>',
    "dstrike": lambda c: f'<w:dstrike w:val="{c.choice("01")}"/>',
    "outline": lambda _: "<w:outline/>",
    "shadow": lambda _: "<w:shadow/>",
    "emboss": lambda _: "<w:emboss/>",
    "imprint": lambda _: "<w:imprint/>",
    "noProof": lambda _: "<w:noProof/>",
    "snapToGrid": lambda _: '<w:snapToGrid w:val="0"/>',
    "vanish": lambda c: f'<w:vanish w:val="{c.choice("01")}"/>',
    "webHidden": lambda _: "<w:webHidden/>",
    "color": lambda c: f'<w:color w:val="{c.choice(("auto", _hex(c), _hex(c)))}"/>',
    "themeColor": _theme_color,
    "spacing": lambda c: f'<w:spacing w:val="{c.choice((-90, -60, -30, -15, 20, 60, 200, 900))}"/>',
    "w": lambda c: f'<w:w w:val="{c.choice((5, 15, 25, 50, 80, 120, 200, 400))}"/>',
    "kern": lambda c: f'<w:kern w:val="{c.choice((0, 16, 200))}"/>',
    "position": lambda c: f'<w:position w:val="{c.choice((-60, -2, 2, 3, 80))}"/>',
    "sz": lambda c: f'<w:sz w:val="{c.choice((1, 2, 4, 7, 12, 16, 24, 48, 72))}"/>',
    "highlight": lambda c: f'<w:highlight w:val="{c.choice(_MARKERS)}"/>',
    "u": lambda c: f'<w:u w:val="{c.choice(("single", "double", "dotted", "wave"))}"/>',
    "bdr": lambda _: '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>',
    "shd": _shade,
    "vertAlign": lambda c: f'<w:vertAlign w:val="{c.choice(("superscript", "subscript", "baseline"))}"/>',
    "rtl": lambda _: "<w:rtl/>",
    "em": lambda _: '<w:em w:val="dot"/>',
    "lang": lambda _: '<w:lang w:val="fr-FR"/>',
    "textFill": _filled,
}
_ON_PARAGRAPHS: dict[str, Callable[[random.Random], str]] = {
    "keepNext": lambda _: "<w:keepNext/>",
    "keepLines": lambda _: "<w:keepLines/>",
    "framePr": lambda c: (
        f'<w:framePr w:w="3000" w:hAnchor="page" w:vAnchor="page" w:x="{c.choice((3000, 15000))}"'
        ' w:y="4000"/>'
    ),
    "widowControl": lambda _: '<w:widowControl w:val="0"/>',
    "suppressLineNumbers": lambda _: "<w:suppressLineNumbers/>",
    "pBdr": lambda _: '<w:pBdr><w:top w:val="double" w:sz="12" w:space="4" w:color="FF0000"/></w:pBdr>',
    "shd": _shade,
    "tabs": lambda c: f'<w:tabs><w:tab w:val="left" w:pos="{c.choice((2000, 9000, 20000))}"/></w:tabs>',
    "suppressAutoHyphens": lambda _: "<w:suppressAutoHyphens/>",
    "bidi": lambda _: "<w:bidi/>",
    "spacing": lambda c: '<w:spacing w:before="{}" w:after="{}" w:line="{}" w:lineRule="{}"/>'.format(
        c.choice((0, 200, 900)),
        c.choice((0, 120)),
        *c.choice(
            (
                (20, "exact"),
                (100, "exact"),
                (200, "exact"),
                (240, "exact"),
                (240, "auto"),
                (480, "auto"),
                (60, "auto"),
                (360, "atLeast"),
            )
        ),
    ),
    "ind": lambda c: (
        f'<w:ind w:left="{c.choice((-9000, -1500, -500, 0, 720, 5000, 9500, 20000))}" '
        f'w:right="{c.choice((0, 0, 0, 1134, -9000))}" w:firstLine="{c.choice((0, 0, 567))}"/>'
    ),
    "contextualSpacing": lambda _: "<w:contextualSpacing/>",
    "mirrorIndents": lambda _: "<w:mirrorIndents/>",
    "jc": lambda c: f'<w:jc w:val="{c.choice(("left", "center", "right", "both", "distribute"))}"/>',
    "outlineLvl": lambda _: '<w:outlineLvl w:val="8"/>',
}
# Properties of the table, of the row, of the cell; its width.
_TABLES: dict[str, tuple[str, str, str, str]] = {
    "plain": ("", "", "", "4000"),
    "shaded": ("", "", "SHADE", "4000"),
    "hidden row": ("", "<w:hidden/>", "", "4000"),
    "low row": ("", '<w:trHeight w:val="40" w:hRule="exact"/>', "", "4000"),
    "high row": ("", '<w:trHeight w:val="600" w:hRule="exact"/>', "", "6000"),
    "row that grows": ("", '<w:trHeight w:val="20" w:hRule="atLeast"/>', "", "4000"),
    "narrow": ('<w:tblLayout w:type="fixed"/>', "", "", "120"),
    "continued": ("", "", "<w:vMerge/>", "4000"),
    "turned": ("", '<w:trHeight w:val="2500"/>', '<w:textDirection w:val="btLr"/>', "1500"),
    "beside the page": ('<w:tblInd w:w="-9000" w:type="dxa"/>', "", "", "3000"),
    "far right": ('<w:tblInd w:w="12000" w:type="dxa"/>', "", "", "3000"),
    "dragged": (
        '<w:tblpPr w:vertAnchor="text" w:horzAnchor="margin" w:tblpX="900" w:tblpY="90"/>',
        "",
        "",
        "4000",
    ),
    "wide margins": ("", "", '<w:tcMar><w:left w:w="1500" w:type="dxa"/></w:tcMar>', "5000"),
    "repeated": ("", "<w:cantSplit/><w:tblHeader/>", "", "4000"),
    "styled": ("STYLE", "", "", "4000"),
    "noWrap": ("", "", "<w:noWrap/>", "4000"),
}


def _section(width: int, height: int, margin: int, more: str = "") -> str:
    sides = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar {sides} w:header="300" w:footer="300" w:gutter="0"/>{more}'
    )


_SECTIONS = {
    "A4": _section(11906, 16838, 1134),
    "Letter, landscape": _section(15840, 12240, 1440),
    "two columns": _section(11906, 16838, 1134, '<w:cols w:num="2" w:space="400"/>'),
    "narrow columns": _section(11906, 16838, 1134, '<w:cols w:num="2" w:space="9300"/>'),
    "small margins": _section(11906, 16838, 567),
}


_OF_COLOUR = ("color", "themeColor", "textFill")


def _properties(
    chance: random.Random, of: dict[str, Callable[[random.Random], str]], case: Case, where: str
) -> str:
    count = chance.choice((1, 1, 1, 2))
    names = sorted(chance.sample(sorted(of), count), key=list(of).index)
    names = [
        one for one in names if one not in _OF_COLOUR or one == next(x for x in names if x in _OF_COLOUR)
    ]
    made = [of[name](chance) for name in names]
    case.ways += [f"{where}: {one}" for one in made]
    return "".join(made)


def random_case(number: int, chance: random.Random) -> Case:
    """A paragraph that is formatted at random."""
    case = Case(number)
    kind = chance.choices(
        ("run", "character", "style", "paragraph", "table", "number", "section", "note", "two"),
        (30, 8, 10, 20, 14, 6, 3, 6, 6),
    )[0]
    if kind in ("run", "note"):
        case.run = _properties(chance, _ON_RUNS, case, "run")
        case.in_note = kind == "note"
    elif kind == "character":
        case.character = _properties(chance, _ON_RUNS, case, "character style")
    elif kind == "style":
        case.style = "", _properties(chance, _ON_RUNS, case, "paragraph style")
    elif kind == "paragraph":
        made = _properties(chance, _ON_PARAGRAPHS, case, "paragraph")
        case.paragraph, case.style = (made, None) if chance.random() < 0.6 else ("", (made, ""))
    elif kind == "number":
        case.level = _properties(chance, _ON_RUNS, case, "number")
    elif kind == "section":
        name = chance.choice(sorted(_SECTIONS))
        case.ways, case.section = [f"section: {name}"], _SECTIONS[name]
    elif kind == "two":  # switches of two styles take turns
        switch = chance.choice(("vanish", "strike"))
        case.style, case.character = ("", f"<w:{switch}/>"), f"<w:{switch}/>"
        case.ways = [f"both styles: {switch}"]
    else:
        _in_table(case, chance)
    return case


def _in_table(case: Case, chance: random.Random) -> None:
    name = chance.choice(sorted(_TABLES))
    table, row, cell, width = _TABLES[name]
    case.ways.append(f"table: {name}")
    if cell == "SHADE":
        cell = _shade(chance)
        case.ways.append(cell)
    if table == "STYLE":
        ink, fill = _hex(chance), _hex(chance)
        part = chance.choice(("firstRow", "band1Horz", "firstCol", "lastRow"))
        case.ways.append(f"{part}: {ink} on {fill}")
        case.table_style = (
            f'<w:tblStylePr w:type="{part}"><w:rPr><w:color w:val="{ink}"/></w:rPr>'
            f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr></w:tblStylePr>'
        )
        table = f'<w:tblStyle w:val="T{case.number}"/>'
    if chance.random() < 0.3:
        case.run = _properties(chance, {name: _ON_RUNS[name] for name in ("color", "shd", "sz")}, case, "run")
    above = '<w:vMerge w:val="restart"/>' if "vMerge" in cell else ""
    case.table = lambda paragraph: in_table(paragraph, table, row, cell, width, above)


def in_table(
    paragraph: str, table: str = "", row: str = "", cell: str = "", width: str = "4000", above: str = ""
) -> str:
    """A paragraph in the only cell of a table.

    Args:
        paragraph: The paragraph.
        table: Properties of the table, ...
        row: ... of the row, and ...
        cell: ... of the cell.
        width: Of the cell, in twentieths of a point.
        above: Properties of a cell above it; none where there is to be none.
    """
    wide = f'w:w="{width}" w:type="dxa"'
    first, last = (table, "") if re.match("<w:(tblStyle|tblpPr)", table) else ("", table)
    look = '<w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1" w:noVBand="1"/>'
    higher = f"<w:tr><w:tc><w:tcPr><w:tcW {wide}/>{above}</w:tcPr><w:p/></w:tc></w:tr>" if above else ""
    return (
        f"<w:tbl><w:tblPr>{first}<w:tblW {wide}/>{last}{look}</w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{higher}<w:tr><w:trPr>{row}</w:trPr>'
        f"<w:tc><w:tcPr><w:tcW {wide}/>{cell}</w:tcPr>{paragraph}</w:tc></w:tr></w:tbl><w:p/>"
    )


def word_file(cases: list[Case]) -> bytes:
    """A Word file with such paragraphs."""
    parts = unzip(TEMPLATE.read_bytes())
    for name, pattern, more in (
        ("document", r"<w:p>.*?</w:p>", "".join(map(_body, cases))),
        ("styles", r"(?=</w:styles>)", "".join(map(_styles, cases))),
        ("footnotes", r"(?=</w:footnotes>)", "".join(map(_note, cases))),
        ("numbering", r"(?=<w:num )", "".join(map(_list, cases))),
        ("numbering", r"(?=</w:numbering>)", "".join(map(_number, cases))),
    ):
        part = f"word/{name}.xml"
        parts[part] = _in_part(parts[part], pattern, more)
    return rezip(parts)


def _runs(case: Case) -> str:
    first, middle, last = (" ".join(case.words[start : start + 2]) for start in (0, 2, 4))
    own = (f'<w:rStyle w:val="C{case.number}"/>' if case.character else "") + case.run
    has_tabs = "<w:tabs>" in case.paragraph + "".join(case.style or ())
    return (
        f'<w:r><w:t xml:space="preserve">{first} </w:t></w:r><w:r><w:rPr>{own}</w:rPr>'
        f"{'<w:tab/>' if has_tabs else ''}<w:t>{middle}</w:t></w:r>"
        f'<w:r><w:t xml:space="preserve"> {last}</w:t></w:r>'
    )


def _body(case: Case) -> str:
    runs = _runs(case)
    if case.in_note:
        mark = f'<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{case.number}"/>'
        runs = f"<w:r><w:t>Noted</w:t></w:r><w:r><w:rPr>{mark}</w:r>"
    properties = (f'<w:pStyle w:val="P{case.number}"/>' if case.style else "") + case.paragraph
    if case.level is not None:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{1000 + case.number}"/></w:numPr>'
    made = f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
    if case.table:
        made = case.table(made)
    if case.section:
        before, behind = (
            f"<w:p><w:pPr><w:sectPr>{one}</w:sectPr></w:pPr></w:p>" for one in (_SECTIONS["A4"], case.section)
        )
        made = before + made + behind
    return made


def _style(case: Case, kind: str, content: str) -> str:
    name = f"{kind[0].upper()}{case.number}"
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{content}</w:style>'


def _styles(case: Case) -> str:
    of_paragraph, of_runs = case.style or ("", "")
    return (
        (_style(case, "character", f"<w:rPr>{case.character}</w:rPr>") if case.character else "")
        + (_style(case, "table", case.table_style) if case.table_style else "")
        + _style(case, "paragraph", f"<w:pPr>{of_paragraph}</w:pPr><w:rPr>{of_runs}</w:rPr>")
    )


def _note(case: Case) -> str:
    if not case.in_note:
        return ""
    own = f'<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:footnoteRef/></w:r>{_runs(case)}'
    return f'<w:footnote w:id="{case.number}"><w:p>{own}</w:p></w:footnote>'


def _list(case: Case) -> str:
    if case.level is None:
        return ""
    return (
        f'<w:abstractNum w:abstractNumId="{1000 + case.number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{case.label}x%1"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="2000" w:hanging="1500"/></w:pPr><w:rPr>{case.level}</w:rPr></w:lvl></w:abstractNum>'
    )


def _number(case: Case) -> str:
    number = 1000 + case.number
    made = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return made if case.level is not None else ""


def _in_part(part: bytes, pattern: str, more: str) -> bytes:
    text = re.sub(pattern, lambda _: more, part.decode(), count=1, flags=re.DOTALL)
    names = " ".join(one for one in NAMESPACES.split() if one.split("=")[0] not in text)
    return re.sub(r"<w:(document|styles|footnotes|numbering) ", rf"<w:\1 {names} ", text, count=1).encode()
