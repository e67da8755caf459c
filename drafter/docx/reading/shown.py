"""Whether words are shown as they stand in the file (ISO 29500-1, 17.3.2): hidden, struck through, white."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.docx.markup import w
from drafter.docx.reading.styles import Styles

HIDDEN, STRUCK, RIGHT_TO_LEFT = "hidden", "struck through", "set from right to left"
WHITE, TINY, RAISED = "white", "too small to be read", "raised or lowered"
IN_SIGNS, SIGN, FORMULA = "in a font of signs", "a sign of another font", "a formula"
BOX, PICTURE, SEVERAL = "in a text box", "a picture", "stored in two versions"
DOCUMENT = "another document that Word puts in when it opens the file"
GUIDED, FILLED, UNSEEN = (
    "written above other words",
    "a date or a number that Word fills in",
    "with signs unseen",
)

_SWITCHES = (
    ("vanish", HIDDEN),
    ("specVanish", HIDDEN),
    ("strike", STRUCK),
    ("dstrike", STRUCK),
    ("rtl", RIGHT_TO_LEFT),
)
_OFF = frozenset(("0", "false", "off", "none"))
_TINIEST = 8  # half-points
_FONTS_OF_SIGNS = re.compile(r"symbol|.*dings.*|.*dings? ?\d?|marlett|opensymbol", re.IGNORECASE)
# Signs that turn the order of others around, and those without width.
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def unseen_signs(text: str) -> str:
    """The signs of a text that nobody sees, which change how it reads; each once."""
    return "".join(dict.fromkeys(_UNSEEN.findall(text)))


def made_visible(text: str) -> str:
    """A text with the number of each sign that nobody sees: "para. <U+202E>62"."""
    return _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def shown_as(
    properties: etree._Element | None, paragraph_style: str, styles: Styles, *, original: bool
) -> str:
    """How a run is shown, if otherwise than as plain words; empty for most.

    Args:
        properties: The run's own; None where it has none.
        paragraph_style: The style of its paragraph.
        styles: The styles of the file.
        original: Whether tracked changes are read as rejected.
    """
    own = properties
    if original and own is not None:
        before = own.find(f"{w('rPrChange')}/{w('rPr')}")
        own = own if before is None else before
    levels = [*_levels(own, paragraph_style, styles)]
    if not levels:
        return ""
    for name, how in _SWITCHES:
        found = next((one for level in levels if (one := level.find(w(name))) is not None), None)
        if found is not None and found.get(w("val"), "1") not in _OFF:
            return how
    if _is_white(levels):
        return WHITE
    size = _first(levels, "sz", "val")
    if size.isdecimal() and int(size) < _TINIEST:
        return TINY
    if _FONTS_OF_SIGNS.fullmatch(_first(levels, "rFonts", "ascii") or _first(levels, "rFonts", "hAnsi")):
        return IN_SIGNS
    return RAISED if _first(levels[:1], "vertAlign", "val") in ("superscript", "subscript") else ""


def _levels(own: etree._Element | None, paragraph_style: str, styles: Styles) -> Iterator[etree._Element]:
    """Where it is said how a run looks, the nearest first."""
    if own is not None:
        yield own
        style = own.find(w("rStyle"))
        if style is not None:
            yield from _of_style(style.get(w("val"), ""), styles)
    yield from _of_style(paragraph_style, styles)


def _of_style(style: str, styles: Styles) -> Iterator[etree._Element]:
    return (one.properties for one in styles.chain(style) if one.properties is not None)


def _is_white(levels: list[etree._Element]) -> bool:
    color = next((one for level in levels if (one := level.find(w("color"))) is not None), None)
    if color is None:
        return False
    value, theme = color.get(w("val"), "").upper(), color.get(w("themeColor"), "")
    channels = [value[place : place + 2] for place in (0, 2, 4)] if len(value) == 6 else []  # noqa: PLR2004
    is_pale = bool(channels) and all("F0" <= channel <= "FF" for channel in channels)
    return is_pale or theme in ("background1", "light1", "bg1", "lt1")


def _first(levels: list[etree._Element], name: str, attribute: str) -> str:
    found = next((one for level in levels if (one := level.find(w(name))) is not None), None)
    return "" if found is None else found.get(w(attribute), "")
