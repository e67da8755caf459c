"""Colours of a Word file: of the theme, lighter and darker, of highlights and shading, and how they contrast.

Of one thing the file may say two colours, the theme's and one beside it for programs that have no themes:
both are seen by somebody, and each function gives all that may be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

from drafter.docx.parts.markup import value_of, w
from drafter.text.words import whole

Rgb: TypeAlias = tuple[int, int, int]
Colours: TypeAlias = frozenset[Rgb]

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
# Below this ratio of WCAG 2.2 (1 is the same colour, 21 black on white) words are passed over by a reader who
# does not look for them. Orange, red, grey and light blue on white, which people use for words, lie above it.
LEAST_CONTRAST = 2.0
# Dark grey, blue and brown lie below this ratio to black, green and grey 50 % above it.
_LEAST_ON_BLACK = 3.0
_DARKEST = 0.04045  # up to here a part of a colour is as bright as it is high
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_HEX = re.compile("[0-9A-Fa-f]{6}")
# What the colours of the theme are called (ISO 29500-1, 17.18.97), and by which of its own names.
_IN_THEME = {
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
# What stands for them in the settings (17.15.1.20).
_MAPPED = {"background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2", "tx1": "t1", "tx2": "t2"}
_UNMAPPED = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}


def _table(said: str) -> dict[str, str]:
    """Names and colours: ``FF0000 red, 0000FF blue``."""
    return {name: code for code, _, name in (one.strip().partition(" ") for one in said.split(","))}


# What markers of colour are called (17.18.40).
_HIGHLIGHTS = _table(
    "000000 black, 0000FF blue, 00FFFF cyan, 00FF00 green, FF00FF magenta, FF0000 red, FFFF00 yellow, "
    "FFFFFF white, 000080 darkBlue, 008080 darkCyan, 008000 darkGreen, 800080 darkMagenta, 800000 darkRed, "
    "808000 darkYellow, 808080 darkGray, C0C0C0 lightGray"
)
# The theme of a file without one.
_OFFICE = _table(
    "000000 dk1, FFFFFF lt1, 44546A dk2, E7E6E6 lt2, 4472C4 accent1, ED7D31 accent2, A5A5A5 accent3, "
    "FFC000 accent4, 5B9BD5 accent5, 70AD47 accent6, 0563C1 hlink, 954F72 folHlink"
)
_NAMES = _table(
    "FFFFFF white, E4E4E4 pale grey, 808080 grey, 404040 dark grey, 000000 black, FF0000 red, "
    "800000 dark red, FFC0C0 pale red, FFA500 orange, FFDDAA pale orange, FFFF00 yellow, FFFFC0 pale yellow, "
    "808000 dark yellow, 00FF00 bright green, 008000 green, C0FFC0 pale green, 0000FF blue, "
    "000080 dark blue, C0D8FF pale blue, 00FFFF light blue, 800080 purple, FF00FF pink"
)


class Palette:
    """The colours of a file.

    Args:
        theme: Its theme; empty where it has none.
        settings: Its settings, which may exchange the colours of the theme.
    """

    def __init__(self, theme: etree._Element, settings: etree._Element) -> None:
        self._theme = dict(_OFFICE)
        for one in next(theme.iter(f"{_A}clrScheme"), ()):
            for said in one:
                value = said.get("lastClr") or said.get("val") or ""
                if _HEX.fullmatch(value):
                    self._theme[etree.QName(one).localname] = value
        mapping = settings.find(w.clrSchemeMapping)
        self._mapping = dict(_UNMAPPED)
        if mapping is not None:
            self._mapping |= {name: mapping.get(w[name], own) for name, own in _UNMAPPED.items()}

    def said(self, element: etree._Element | None, plain: str = "val", theme: str = "theme") -> Colours:
        """What an element says in its attributes; nothing for a colour that is left to the program.

        Args:
            element: A ``w:color``, or a ``w:shd``.
            plain: The attribute with a colour.
            theme: How the attributes begin that name one of the theme: ``theme``, ``themeFill``.
        """
        if element is None:
            return frozenset()
        name = element.get(w[f"{theme}Color" if theme == "theme" else theme], "")
        found = _as_read(element.get(w[plain], ""))
        if own := self.of_theme(name):
            for way in ("Tint", "Shade"):
                if share := element.get(w[f"{theme}{way}"], ""):
                    own = _lighter_or_darker(own, share, to_white=way == "Tint")
            found.append(own)
        return frozenset(one for one in found if one)

    def of_theme(self, name: str) -> Rgb | None:
        """A colour of the theme by what a Word file calls it: ``background1``, ``accent2``."""
        name = self._mapping.get(_MAPPED.get(name, ""), name)
        return _rgb(self._theme.get(_IN_THEME.get(name, name), ""))

    def shading(self, element: etree._Element | None) -> Colours:
        """What a shading puts behind words (17.3.5); nothing where one sees through it."""
        pattern = value_of(element)
        if element is None or pattern in ("", "nil"):
            return frozenset()
        fill = self.said(element, "fill", "themeFill")
        if pattern == "clear":
            return fill
        over, under = self.said(element, "color") or {BLACK}, fill or {WHITE}
        if pattern == "solid":
            return frozenset(over)
        if pattern.startswith("pct") and pattern[3:].isdecimal():
            share = whole(pattern[3:]) / 100
            return frozenset(blended(one, other, share) for one in over for other in under)
        return frozenset((*over, *under))  # stripes and crosses

    def highlight(self, element: etree._Element | None) -> Colours:
        """What a marker of colour puts behind words (17.3.2.15)."""
        found = _rgb(_HIGHLIGHTS.get(value_of(element), ""))
        return frozenset((found,)) if found else frozenset()

    def fill(self, element: etree._Element, behind: Iterable[Rgb]) -> Colours:
        """With what letters are filled ([MS-DOCX] 2.6.1); what is behind them where with nothing."""
        seen = []
        for one in element.iter(f"{_W14}srgbClr", f"{_W14}schemeClr"):
            name = one.get(f"{_W14}val", "")
            colour = _rgb(name) if one.tag == f"{_W14}srgbClr" else self.of_theme(name)
            seen_through = one.find(f"{_W14}alpha")
            share = 1 - _share(seen_through.get(f"{_W14}val", "0")) if seen_through is not None else 1.0
            seen += [blended(colour, other, share) for other in behind] if colour else []
        return frozenset(seen or behind)


def named(said: str) -> Rgb | None:
    """A colour as the older drawings say it: “#fff”, “#0000ff”, “black”; None for one that nobody knows."""
    code = said.strip().removeprefix("#")
    if re.fullmatch("[0-9A-Fa-f]{3}", code):
        code = "".join(one * 2 for one in code)
    return _rgb(code) or _rgb(
        {"white": "FFFFFF", "window": "FFFFFF", "black": "000000"}.get(said.lower(), "")
    )


def blended(over: Rgb, under: Rgb, share: float) -> Rgb:
    """A colour of which a share is seen over another."""
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_alike(words: Colours, behind: Colours, least: float = LEAST_CONTRAST) -> str:
    """Words of which colours on which others are hard to see: "white on white"; empty for none.

    Args:
        words: The colours of words.
        behind: Those behind them.
        least: How far both have to stand apart.
    """
    pairs = ((contrast(one, other), one, other) for one in sorted(words) for other in sorted(behind))
    found, one, other = min(pairs, default=(least, BLACK, WHITE))
    return f"{name_of(one)} on {name_of(other)}" if found < least else ""


@lru_cache(maxsize=1000)  # large annexes have tens of thousands of cells
def is_dark(behind: Colours) -> bool:
    """Whether a colour is one on which nobody sets black words, so that it blacks out what stands on it."""
    return any(contrast(BLACK, one) < _LEAST_ON_BLACK for one in behind)


def name_of(colour: Rgb) -> str:
    """The name of a colour, or of one near it."""

    def distance(name: str) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, bytes.fromhex(_NAMES[name]), strict=True))

    return min(_NAMES, key=distance)


def _as_read(code: str) -> list[Rgb | None]:
    """The colours that programs make of a code; nothing for one that is left to them.

    Of a code that is no six figures one program takes the number that it is, another each figure twice.
    """
    short = code.strip().removeprefix("#")
    if _HEX.fullmatch(short):
        return [_rgb(short)]
    if re.fullmatch("[0-9A-Fa-f]{1,8}", short):
        return [_rgb(short.zfill(6)[-6:]), named(short)]
    return [named(short)]


def _rgb(code: str) -> Rgb | None:
    if not _HEX.fullmatch(code):
        return None
    red, green, blue = bytes.fromhex(code)
    return red, green, blue


@lru_cache(maxsize=1000)
def luminance(colour: Rgb) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = (one / 255 for one in colour)
    red, green, blue = (one / 12.92 if one <= _DARKEST else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lighter_or_darker(colour: Rgb, share: str, *, to_white: bool) -> Rgb:
    """A colour of the theme with a tint or a shade (17.3.2.6): what share of it stays, from 00 to FF."""
    kept = int(share, 16) / 255 if re.fullmatch("[0-9A-Fa-f]{1,2}", share) else 1.0
    return blended(colour, WHITE if to_white else BLACK, kept)


def _share(said: str) -> float:
    """A share in thousandths of a per cent."""
    return min(1.0, max(0.0, whole(said) / 100_000))
