"""Pictures and shapes: whether they lie over words, and what is read out in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import w
from drafter.docx.parts.pieces import ALTERNATE

PICTURE, OVER = "a picture", "a picture or a shape that can lie over words"
LARGE_PICTURE = "a picture so large that a whole text can stand in it"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_WRAP = "{urn:schemas-microsoft-com:office:word}wrap"
# Words stand around a shape, or above and below it, only where it says so (ISO 29500-1, 20.4.2).
_MAKES_ROOM = frozenset(f"{_DRAWING}{one}" for one in ("wrapSquare", "wrapTight", "wrapTopAndBottom"))
_EMUS = 12_700  # of a point (20.4.2.7)
_OF_A_TEXT = 40_000.0  # square points: 14 by 3.5 cm, an eighth of a page; the signs of houses are smaller
_VML_SIDE = re.compile(r"(?<![\w-])(width|height):\s*([\d.]+[a-z]*)")
_BEFORE_WORDS = re.compile(r"position:\s*absolute(?!.*z-index:\s*-)")
_WORD = re.compile(r"[^\W\d_]{3}")
# What programs write themselves, and what only names a house's sign.
_OF_PROGRAMS = re.compile(
    r"(?:picture|image|graphic|grafik|bild|imagen?|рисунок)?\s*\d*|.*\.(?:png|jpe?g|gif|bmp|[ew]mf|svg|tiff?)"
    r"|.*(?:automatically generated|AI-generated).*|.*\b(?:logo|emblem|flag|coat of arms)\b.*",
    re.IGNORECASE | re.DOTALL,
)


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in a drawing, each once: what Word shows, not what is for others."""
    if element.tag == w.txbxContent:
        yield element
        return
    for child in list(element)[:1] if element.tag == ALTERNATE else element:
        yield from text_boxes(child)


def lies_over(element: etree._Element) -> bool:
    """Whether a drawing can lie over words: it stands before them, and they make no room for it."""
    for one in element.iter(f"{_DRAWING}anchor"):
        if one.get("behindDoc") not in ("1", "true") and _MAKES_ROOM.isdisjoint(each.tag for each in one):
            return True
    return any(
        _BEFORE_WORDS.search(one.get("style", "")) and one.find(_VML_WRAP) is None
        for one in element.iter(f"{_VML}*")
    )


def picture(element: etree._Element) -> str:
    """What a drawing is without words: a picture; one that can lie over words; a large one."""
    if lies_over(element):
        return OVER
    sides = [(one.get("cx", ""), one.get("cy", "")) for one in element.iter(f"{_DRAWING}extent")]
    areas = [points(width, _EMUS) * points(height, _EMUS) for width, height in sides]
    for shape in element.iter(f"{_VML}*"):
        said = dict(_VML_SIDE.findall(shape.get("style", "")))
        areas.append(points(said.get("width", ""), 1) * points(said.get("height", ""), 1))
    return LARGE_PICTURE if max(areas, default=0.0) >= _OF_A_TEXT else PICTURE


def read_out(element: etree._Element) -> str:
    """What people say of a drawing to who does not see it, and the words that it is drawn as; each once."""
    said = [one.get("string", "") for one in element.iter(f"{_VML}textpath")]
    said += [one.get("descr", "") or one.get("title", "") for one in element.iter(f"{_DRAWING}docPr")]
    said += [one.get("alt", "") for one in element.iter(f"{_VML}*")]
    words = (one for one in said if _WORD.search(one) and not _OF_PROGRAMS.fullmatch(one.strip()))
    return " / ".join(dict.fromkeys(words))
