"""What may be set on words without making them harder to read: by its name here, each with why.

The list is positive. What is neither in it nor judged by its value elsewhere may show words otherwise, or
not at all.
"""

from __future__ import annotations

from lxml import etree

from drafter.docx.looks.formatting import Look
from drafter.docx.parts.markup import W

BY_VALUE = "judged by its value"
OTHERWISE = "shown otherwise, or not at all"
_TRACKED = "what tracked changes left"
_ELSEWHERE = "judged with what it leads to"

# Of each kind of properties (ISO 29500-1, 17.3 to 17.6 and 17.9, [MS-DOCX] 2.6): why, and the names.
_HARMLESS = {
    "rPr": {
        "other type reads as upright does": "b bCs i iCs u outline shadow",
        "capitals are the same words": "caps smallCaps",
        "dots at words, and movements that no Word shows any more": "em effect",
        "languages, and what the speller is to do": "lang noProof",
        "how signs stand on their line": "kern snapToGrid",
        "forms of signs": "w14:ligatures w14:numForm w14:numSpacing w14:stylisticSets w14:cntxtAlts",
        _ELSEWHERE: "rStyle cs szCs",
        _TRACKED: "rPrChange ins del moveFrom moveTo",
    },
    "pPr": {
        "where pages and lines end": "keepNext keepLines pageBreakBefore widowControl suppressAutoHyphens "
        "kinsoku wordWrap overflowPunct topLinePunct suppressLineNumbers",
        "space between paragraphs of one style": "contextualSpacing",
        "where words stand in their line": "textAlignment autoSpaceDE autoSpaceDN adjustRightInd snapToGrid",
        "for who leafs through the document": "outlineLvl divId",
        "of frames and boxes, which are told anyway": "suppressOverlap textboxTightWrap",
        "which indents change sides on even pages": "mirrorIndents",
        _ELSEWHERE: "pStyle numPr rPr sectPr cnfStyle",
        _TRACKED: "pPrChange",
    },
    "tblPr": {
        "space around": "jc tblOverlap tblCellSpacing",
        "how many rows of a style take turns": "tblStyleRowBandSize tblStyleColBandSize",
        "how widths come about, which are judged": "tblW tblLayout tblInd",
        "words for who does not see it": "tblCaption tblDescription",
        _ELSEWHERE: "tblStyle tblLook shd",
        _TRACKED: "tblPrChange",
    },
    "tblPrEx": {
        "space around, and widths, which are judged": "jc tblCellSpacing tblW tblLayout",
        "where words stand in their cell": "tblInd tblCellMar tblLook",
        _TRACKED: "tblPrExChange",
    },
    "trPr": {
        "where pages end": "cantSplit tblHeader",
        "where cells begin, and space between": "gridBefore gridAfter wBefore wAfter tblCellSpacing jc",
        "for programs": "cnfStyle divId",
        _TRACKED: "ins del trPrChange",
    },
    "tcPr": {
        "where words stand in their cell": "vAlign hideMark headers",
        _ELSEWHERE: "tcW gridSpan shd cnfStyle",
        _TRACKED: "tcPrChange cellIns cellDel cellMerge",
    },
    "sectPr": {
        "what stands at the edges of pages": "headerReference footerReference titlePg pgNumType lnNumType",
        "how notes are numbered, and where they stand": "footnotePr endnotePr",
        "where the next page begins": "type vAlign",
        "for printers and forms": "paperSrc printerSettings formProt rtlGutter",
        _TRACKED: "sectPrChange",
    },
    "lvl": {
        "where a number stands before its words": "lvlJc legacy",
        "what Word counts, which is read": "start numFmt lvlRestart pStyle isLgl lvlText",
        _ELSEWHERE: "pPr rPr",
    },
}
# What is judged by its value, in ``appearance``, ``effects``, ``bounds``, ``cells`` and ``places``.
_JUDGED = {
    "rPr": "bdr vanish specVanish webHidden strike dstrike rtl color shd highlight sz w spacing position "
    "vertAlign rFonts fitText eastAsianLayout emboss imprint w14:textFill w14:textOutline w14:glow "
    "w14:shadow w14:reflection",
    "pPr": "jc pBdr shd spacing ind tabs framePr bidi textDirection w15:collapsed",
    "tblPr": "tblpPr bidiVisual tblBorders tblCellMar",
    "tblPrEx": "tblBorders",
    "trPr": "hidden trHeight",
    "tcPr": "noWrap tcBorders tcMar vMerge hMerge textDirection tcFitText",
    "lvl": "suff lvlPicBulletId",
    "sectPr": "pgBorders docGrid pgSz pgMar cols textDirection bidi",
}
_KNOWN = {
    kind: frozenset(" ".join((*names.values(), _JUDGED.get(kind, ""))).split())
    for kind, names in _HARMLESS.items()
}
_PREFIXES = {
    W: "",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14:",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15:",
}


def reason(kind: str, name: str) -> str:
    """Why what is set may pass: that it is harmless, and why, or that its value is judged; empty for neither.

    Args:
        kind: Of what kind of properties: ``rPr``, ``pPr``.
        name: What is set.
    """
    if name in _JUDGED.get(kind, "").split():
        return BY_VALUE
    return next((why for why, names in _HARMLESS[kind].items() if name in names.split()), "")


def unaccounted(look: Look, kind: str) -> str:
    """What is set that is neither harmless nor judged, in words; empty for nothing.

    Args:
        look: What is set.
        kind: Of what kind of properties: ``rPr``, ``pPr``.
    """
    names = [_name(one) for one in look.values() if one.get(f"{{{W}}}val") not in ("0", "false", "off")]
    unknown = [_whole(name) for name in names if name not in _KNOWN[kind]]
    return f"{OTHERWISE}: {', '.join(unknown)}" if unknown else ""


def unknown_holder(element: etree._Element) -> str:
    """How words are shown in an element of which nobody knows what it does with them."""
    return f"{OTHERWISE}: {_whole(_name(element))}"


def _whole(name: str) -> str:
    return name if ":" in name else f"w:{name}"


def _name(element: etree._Element) -> str:
    name = etree.QName(element)
    before = _PREFIXES.get(name.namespace or "")
    return (
        f"{element.prefix or name.namespace}:{name.localname}" if before is None else before + name.localname
    )
