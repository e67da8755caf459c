"""Reads the styles and lists of a Word file: looks and numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from docx.oxml.ns import qn
from msgspec import Struct

from drafter.text import letter_of
from drafter.word.reading.settle import Element

_VAL = qn("w:val")
_PPR, _RPR, _NUMPR, _STYLE = qn("w:pPr"), qn("w:rPr"), qn("w:numPr"), qn("w:rStyle")
_SIZE, _COLOR = qn("w:sz"), qn("w:color")
_OFF = ("0", "false", "off", "none")
_TINY = 8  # half-points; smaller words cannot be read
_PALE = 200  # of 255: lighter words cannot be seen on paper
_SWITCHES = {qn("w:vanish"): "hidden", qn("w:strike"): "struck", qn("w:dstrike"): "struck"}
# The properties of characters that can hide words.
HIDING = (*_SWITCHES, _SIZE, _COLOR)
_DEEPEST = 20  # a style that is based on itself must not keep the reader busy
_HEADING_NAME = re.compile(r"heading\d|title|h\d{1,2}")
_BODY_TEXT = 9  # as an outline level (ISO 29500-1, 17.3.1.20)

Look = Mapping[str, bool]


_tag = cache(lambda name: qn(f"w:{name}"))


def value_of(element: Element, *path: str) -> str:
    """Return the value of an element, or of an element below it, if any."""
    for name in path:
        element = None if element is None else element.find(_tag(name))
    return "" if element is None else element.get(_VAL, "")


def look_of(properties: Element) -> tuple[str, Look]:
    """Return the style in properties of characters, and their looks."""
    style_id = ""
    look: dict[str, bool] = {}
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _STYLE:
            style_id = child.get(_VAL, "")
        elif tag in _SWITCHES:
            look[_SWITCHES[tag]] = child.get(_VAL, "") not in _OFF
        elif tag == _SIZE:
            size = child.get(_VAL, "")
            look["tiny"] = size.isdecimal() and int(size) < _TINY
        elif tag == _COLOR:
            theme = child.get(qn("w:themeColor"), "")
            look["pale"] = theme in ("background1", "light1") or _lightness(child.get(_VAL, "")) > _PALE
    return style_id, look


def _lightness(color: str) -> float:
    if not re.fullmatch("[0-9A-Fa-f]{6}", color):
        return 0
    red, green, blue = bytes.fromhex(color)
    return 0.3 * red + 0.6 * green + 0.1 * blue


class Style(Struct, frozen=True):
    """A style, with all that it takes from the styles below it.

    Attributes:
        name: Its name in small letters, without blanks and signs.
        is_heading: Whether its paragraphs are headings.
        look: Its looks that can hide words.
        list_id: The list that its paragraphs belong to, if any.
        level: Their level in that list.
    """

    name: str
    is_heading: bool
    look: Look
    list_id: str
    level: str


class Styles:
    """The styles of a file.

    Args:
        root: The root of the part with the styles.
    """

    def __init__(self, root: Element) -> None:
        self._elements = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
        defaults = [
            key
            for key, style in self._elements.items()
            if style.get(qn("w:default")) and style.get(qn("w:type")) == "paragraph"
        ]
        self._default = defaults[0] if defaults else ""
        self._known: dict[str, Style] = {}

    def __getitem__(self, style_id: str) -> Style:
        """Return a style by its id; the default style for an empty id."""
        if style_id not in self._known:
            self._known[style_id] = self._read(style_id or self._default)
        return self._known[style_id]

    def _chain(self, style_id: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            if style_id not in self._elements:
                return
            yield self._elements[style_id]
            style_id = value_of(self._elements[style_id], "basedOn")

    def _read(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        look = {
            name: is_on for style in reversed(chain) for name, is_on in look_of(style.find(_RPR))[1].items()
        }
        name = re.sub(r"\W|_", "", (value_of(chain[0], "name") if chain else style_id).lower())
        outline = next(filter(None, (value_of(style, "pPr", "outlineLvl") for style in chain)), "")
        is_heading = bool(_HEADING_NAME.fullmatch(name)) or (
            outline.isdecimal() and int(outline) < _BODY_TEXT
        )
        numbers = [style.find(f"{_PPR}/{_NUMPR}") for style in chain]
        first = next((item for item in numbers if value_of(item, "numId")), None)
        level = next(filter(None, (value_of(item, "ilvl") for item in numbers if item is not None)), "")
        return Style(name, is_heading, look, value_of(first, "numId"), level)


# Numbers (ISO 29500-1, 17.9)

_SHOWN = re.compile(r"%([1-9])")
_ROMAN = {"x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}
_MOST = 3999


class Numbering:
    """Counts numbered paragraphs as Word does.

    Args:
        root: The root of the part with the lists.
    """

    def __init__(self, root: Element) -> None:
        definitions = {item.get(qn("w:abstractNumId")): item for item in root.iter(qn("w:abstractNum"))}
        self._levels: dict[str, Mapping[str, _Level]] = {}
        self._definition: dict[str, str] = {}
        self._starts: dict[tuple[str, str], int] = {}
        self._counts: dict[str, dict[str, int]] = defaultdict(dict)
        for number in root.iter(qn("w:num")):
            list_id, definition = number.get(qn("w:numId"), ""), value_of(number, "abstractNumId")
            levels = definitions.get(definition, ())
            self._definition[list_id] = definition
            self._levels[list_id] = {
                level.get(qn("w:ilvl")): _Level(
                    _whole(value_of(level, "start") or "1"),
                    value_of(level, "numFmt"),
                    value_of(level, "lvlText"),
                )
                for level in levels
                if level.tag == qn("w:lvl")
            }
            for override in number.iter(qn("w:lvlOverride")):
                if start := value_of(override, "startOverride"):
                    self._starts[list_id, override.get(qn("w:ilvl"), "0")] = _whole(start)

    def count(self, list_id: str, level: str) -> str:
        """Count a paragraph of a list, and return its number as Word shows it."""
        levels, level = self._levels.get(list_id, {}), level or "0"
        if level not in levels:
            return ""
        counts = self._counts[self._definition[list_id]]
        start = self._starts.pop((list_id, level), None)
        if start is None:
            start = counts[level] + 1 if level in counts else levels[level].start
        counts[level] = start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def written(match: re.Match[str]) -> str:
            other = str(int(match[1]) - 1)
            shown = levels.get(other)
            return _written(counts.get(other, shown.start), shown.written_as) if shown else ""

        return "" if levels[level].written_as == "bullet" else _SHOWN.sub(written, levels[level].text)


class _Level(Struct, frozen=True):
    """A level of a list: its first number, its figures and its pattern."""

    start: int
    written_as: str
    text: str


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 1  # noqa: PLR2004  # a file may be damaged


def _written(number: int, written_as: str) -> str:
    """Return a number as a list writes it (ISO 29500-1, 17.18.59)."""
    text = str(number) if written_as != "none" else ""
    if written_as.endswith("Letter") and number > 0:
        text = letter_of(number)
    elif written_as.endswith("Roman") and number < _MOST:
        text = ""
        for sign, value in _ROMAN.items():
            text += sign * (number // value)
            number %= value
    return text.upper() if written_as.startswith("upper") else text
