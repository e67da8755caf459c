"""Pictures and shapes: whether they lie over words, and what is read out in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.docx.looks.colour import WHITE, Colours, Palette, blended, is_dark, name_of, named
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
_LEAST_GROUND = 144.0  # points a side: two inches; stripes and banners of houses are narrower or lower
_OFF = ("f", "false", "0", "off")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FILLS = {f"{_A}{one}" for one in ("solidFill", "gradFill", "pattFill")}
# What is done to a colour, and what where nothing is said: how much stays, how much comes, how much is seen.
_CHANGES = (("lumMod", 1.0), ("lumOff", 0.0), ("alpha", 1.0))
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


def dark_ground(element: etree._Element, palette: Palette) -> str:
    """The colour of a large dark shape that lies where words can stand, behind or before them; else empty.

    Args:
        element: The drawing.
        palette: The colours of the file.
    """
    found: Colours = frozenset()
    for anchor in element.iter(f"{_DRAWING}anchor"):
        extent = anchor.find(f"{_DRAWING}extent")
        sides = [0.0] if extent is None else [points(extent.get(one, ""), _EMUS) for one in ("cx", "cy")]
        if min(sides) >= _LEAST_GROUND and _MAKES_ROOM.isdisjoint(each.tag for each in anchor):
            found |= frozenset(_filled_with(anchor, palette))
    for shape in element.iter(f"{_VML}*"):
        around = [one for one in (shape, *shape.iterancestors()) if str(one.tag).startswith(_VML)]
        said = dict(_VML_SIDE.findall(around[-1].get("style", "")))
        sides = [points(said.get(one, ""), 1) for one in ("width", "height")]
        is_placed = "position:absolute" in around[-1].get("style", "").replace(" ", "")
        if min(sides) >= _LEAST_GROUND and is_placed and around[-1].find(_VML_WRAP) is None:
            own = named(shape.get("fillcolor", "").partition(" ")[0])
            is_filled = shape.get("filled", "t").strip().lower() not in _OFF
            # Letters drawn as a shape are filled as letters are.
            if own and is_filled and shape.find(f"{_VML}textpath") is None:
                fill = shape.find(f"{_VML}fill")
                found |= {blended(own, WHITE, _opacity("1" if fill is None else fill.get("opacity", "1")))}
    return next((name_of(one) for one in sorted(found) if is_dark(frozenset((one,)))), "")


def _filled_with(anchor: etree._Element, palette: Palette) -> Iterator[tuple[int, int, int]]:
    """With what the shapes of a drawing are filled (20.1.8), by themselves or else by the theme's look."""
    for shape in anchor.iter("{*}spPr"):
        fills = [one for one in shape if one.tag in _FILLS]
        if not fills and shape.find(f"{_A}noFill") is None and shape.find(f"{_A}blipFill") is None:
            looks = (
                one for style in shape.itersiblings("{*}style") for one in style.iterfind(f"{_A}fillRef")
            )
            fills = [one for one in looks if one.get("idx", "0") != "0"]
        for fill in fills:
            for one in fill.iter(f"{_A}srgbClr", f"{_A}schemeClr", f"{_A}sysClr"):
                said = one.get("lastClr" if one.tag == f"{_A}sysClr" else "val", "")
                if colour := palette.of_theme(said) if one.tag == f"{_A}schemeClr" else named(said):
                    kept, more, seen = (_thousandths(one, *of) for of in _CHANGES)
                    red, green, blue = (min(255, round(part * kept + 255 * more)) for part in colour)
                    yield blended((red, green, blue), WHITE, seen)


def _thousandths(colour: etree._Element, name: str, otherwise: float) -> float:
    said = colour.find(f"{_A}{name}")
    return otherwise if said is None else min(1.0, max(0.0, points(said.get("val", ""), 100_000)))


def _opacity(said: str) -> float:
    """How much is seen of an older drawing: “.5”, “32768f”, “50%”."""
    parts = {"f": 65_536, "%": 100}
    share = points(f"0{said.rstrip('f%')}", parts.get(said[-1:], 1))
    return min(1.0, max(0.0, share))


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
