"""What styles and lists of a file mean: what paragraphs are, how words look, and the numbers that Word shows.

Styles are found by id or by name: word processors rename ids when they save ("SingleTxt" may come back as
"Single Txt" or "singletxt").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from lxml import etree

from drafter.docx.markup import is_on, value_of, w
from drafter.text import letter_of


class ParagraphRole(StrEnum):
    """What a paragraph is, by its style and its bookmark."""

    TITLE = "title"
    HEADING = "heading"
    CLAUSE = "clause"  # numbered text
    VERSION = "version"  # another wording of the clause before it: "12 bis."
    GUIDANCE = "guidance"
    TEXT = "text"
    CONTENTS = "contents"  # a line of a table of contents
    TABLE = "table"  # in a cell
    BOX = "box"  # in a text box


CLAUSE_ROLES = (ParagraphRole.CLAUSE, ParagraphRole.VERSION, ParagraphRole.GUIDANCE)

_ROLES = {
    "hch": (ParagraphRole.TITLE, 0),
    "title": (ParagraphRole.TITLE, 0),
    "singletxt": (ParagraphRole.CLAUSE, 0),
    "guidancetxt": (ParagraphRole.GUIDANCE, 0),
    "alttxt": (ParagraphRole.VERSION, 0),
    "letteredtxt": (ParagraphRole.CLAUSE, 0),
    "letteredalttxt": (ParagraphRole.VERSION, 0),
    "h1": (ParagraphRole.HEADING, 1),
    "h23": (ParagraphRole.HEADING, 2),
    "h4": (ParagraphRole.HEADING, 3),
}
_HEADING_NAME = re.compile(r"heading(\d)")
_CONTENTS_NAME = re.compile(r"toc\d?|toc?heading|contents?\d|tableofcontents?")
# A style that is based on itself, by however many others, must not keep the reader busy.
_DEEPEST = 20
_BODY_TEXT = 9  # as an outline level (ISO 29500-1, 17.3.1.20)

# How words are shown, if otherwise than they stand in the file (ISO 29500-1, 17.3.2)
RAISED = "raised or lowered"
_SWITCHES = {
    "vanish": "hidden",
    "specVanish": "hidden",
    "strike": "struck through",
    "dstrike": "struck through",
    "rtl": "set from right to left",
}
_TINIEST = 8  # half-points
_FONTS_OF_SIGNS = re.compile(r"symbol|.*dings.*|.*dings? ?\d?|marlett|opensymbol", re.IGNORECASE)
_PALE = re.compile("(?:F[0-9A-F]){3}")
_PALE_IN_THEMES = ("background1", "light1", "bg1", "lt1")

_Look: TypeAlias = "Mapping[str, etree._Element]"  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its id and name in small letters and digits, what it is based on, and what it says itself."""

    id: str
    names: tuple[str, ...]
    based_on: str
    paragraph: etree._Element | None
    characters: tuple[etree._Element, ...]


def styles_by_id(root: etree._Element) -> dict[str, etree._Element]:
    """The styles of the part that holds them."""
    return {style.get(w.styleId, ""): style for style in root.iter(w.style)}


class Styles:
    """The styles of a file.

    Args:
        root: The part that holds them.
    """

    def __init__(self, root: etree._Element) -> None:
        self._by_id = {style_id: _style(style_id, one) for style_id, one in styles_by_id(root).items()}
        # A long document asks for the same few many thousand times.
        self.role, self.names = cache(self._role), cache(self._names)
        self._look, self._look_of_styles = cache(self._read_look), cache(self._shown_by_styles)

    def chain(self, style_id: str) -> Iterator[Style]:
        """A style and what it is based on."""
        for _ in range(_DEEPEST):
            style = self._by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on

    def _role(self, style_id: str) -> tuple[ParagraphRole, int]:
        """What paragraphs in a style are, and the level of a heading.

        A style that somebody based on ours, for a clause in red, means what ours means.
        """
        chain = list(self.chain(style_id))
        for name in (name for style in chain for name in style.names) if chain else (_plain(style_id),):
            if name in _ROLES:
                return _ROLES[name]
            heading = _HEADING_NAME.fullmatch(name)
            if heading:
                return ParagraphRole.HEADING, int(heading[1])
            if _CONTENTS_NAME.fullmatch(name):
                return ParagraphRole.CONTENTS, 0
        outlines = (value_of(style.paragraph, "outlineLvl") for style in chain)
        level = outline_level(next(filter(None, outlines), ""))
        return (ParagraphRole.HEADING, level) if level else (ParagraphRole.TEXT, 0)

    def name(self, style_id: str) -> str:
        """What word processors keep of a style, when they rename its id: its name, in small letters."""
        style = self._by_id.get(style_id)
        return (style.names[-1] or style.names[0]) if style else _plain(style_id)

    def _names(self, style_id: str) -> frozenset[str]:
        """The names of a style and of those that it is based on."""
        found = frozenset(name for style in self.chain(style_id) for name in style.names)
        return found or frozenset((_plain(style_id),))

    def shown_as(self, properties: etree._Element | None, paragraph_style: str) -> str:
        """How a run is shown, if otherwise than as plain words; empty for most.

        Args:
            properties: The run's own; None where it has none.
            paragraph_style: The style of its paragraph.
        """
        style = value_of(properties, "rStyle")
        if properties is not None and len(properties) > bool(style):
            own = {str(one.tag): one for one in properties}
            return _shown_as({**self._look(paragraph_style), **self._look(style), **own}, own)
        return self._look_of_styles(style, paragraph_style)

    def _shown_by_styles(self, style: str, paragraph_style: str) -> str:
        look = {**self._look(paragraph_style), **self._look(style)}
        return _shown_as(look, {} if style else look)

    def _read_look(self, style_id: str) -> _Look:
        """What a style says of characters, with what it is based on."""
        chain = reversed([*self.chain(style_id)])
        return {str(one.tag): one for style in chain for one in style.characters}


def _shown_as(look: _Look, nearest: _Look) -> str:
    """How words of a look are shown; whether they are raised, by what is said nearest to them."""
    for name, how in _SWITCHES.items():
        if is_on(look.get(w[name])):
            return how
    color = look.get(w.color)
    if color is not None and (
        _PALE.fullmatch(color.get(w.val, "").upper()) or color.get(w.themeColor) in _PALE_IN_THEMES
    ):
        return "white"
    size = value_of(look.get(w.sz))
    if size.isdecimal() and int(size) < _TINIEST:
        return "too small to be read"
    fonts = look.get(w.rFonts)
    font = "" if fonts is None else fonts.get(w.ascii) or fonts.get(w.hAnsi) or ""
    if _FONTS_OF_SIGNS.fullmatch(font):
        return "in a font of signs"
    return RAISED if value_of(nearest.get(w.vertAlign)) in ("superscript", "subscript") else ""


def outline_level(said: str) -> int:
    """The level of a heading by its outline level in the file; 0 for one that is no heading's."""
    return int(said) + 1 if said.isdecimal() and int(said) < _BODY_TEXT else 0


def _style(style_id: str, element: etree._Element) -> Style:
    names = tuple(dict.fromkeys((_plain(style_id), _plain(value_of(element, "name")))))
    characters = tuple(child for properties in element.iterfind(w.rPr) for child in properties)
    return Style(style_id, names, value_of(element, "basedOn"), element.find(w.pPr), characters)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


# The numbers that Word shows before paragraphs, which stand nowhere in the file (ISO 29500-1, 17.9)

_ROMAN = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9}
_ROMAN |= {"v": 5, "iv": 4, "i": 1}
_MOST_DIGITS = 9
_LEVELS = 9
_MOST_WRITTEN = 32_767  # beyond this Word itself writes no letters and no roman numerals
_PLACEHOLDER = re.compile(r"%([1-9])")  # in what a level shows, the number of another one

_Levels: TypeAlias = "Mapping[int, etree._Element]"  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs name: its definition, its levels (``w:lvl``), where it says that they begin."""

    definition: str
    levels: _Levels
    starts: Mapping[int, int]


class Numbering:
    """Counts paragraphs as Word does.

    Args:
        root: The part that holds the lists.
        styles: The styles of the file.
    """

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._of_style = cache(self._find_of_style)

    def number(self, style_id: str, list_id: str, level: str) -> tuple[str, str]:
        """Count a paragraph.

        Args:
            style_id: The paragraph's style.
            list_id: The list that the paragraph itself names; empty where it names none.
            level: The level that the paragraph itself names; empty where it names none.

        Returns:
            The number as it is shown ("(a)"), and by which it is cited ("12 (a)"); empty strings where
            the paragraph has none.
        """
        if not list_id:
            list_id, of_style = self._of_style(style_id)
            level = level or of_style
        depth = int(level) if level.isdecimal() else 0
        found = self._lists.get(list_id)
        if found is None or depth not in found.levels or depth >= _LEVELS:
            return "", ""
        counts = self._count(list_id, found, depth)
        return _shown(found.levels, counts, depth), _label(found.levels, counts, depth)

    def _find_of_style(self, style_id: str) -> tuple[str, str]:
        """The list and level that a style, or the nearest that it is based on, says."""
        for style in self._styles.chain(style_id):
            if list_id := value_of(style.paragraph, "numPr", "numId"):
                levels = self._lists[list_id].levels if list_id in self._lists else {}
                own = (str(depth) for depth, level in levels.items() if value_of(level, "pStyle") == style.id)
                return list_id, value_of(style.paragraph, "numPr", "ilvl") or next(own, "0")
        return "", ""

    def _count(self, list_id: str, found: _List, depth: int) -> list[int | None]:
        """Count on; lists of one definition count together, unless one says where it begins."""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        if depth in found.starts and (list_id, depth) not in self._started:
            counts[depth] = found.starts[depth]
        else:
            before = counts[depth]
            counts[depth] = _start(found.levels[depth]) if before is None else before + 1
        self._started.add((list_id, depth))
        for deeper in range(depth + 1, _LEVELS):
            # The level (from 1) after which it begins anew: 0 for never, none for every higher one.
            restart = value_of(found.levels.get(deeper), "lvlRestart")
            if not restart or 0 < depth + 1 <= _whole(restart, 0):
                counts[deeper] = None
        for higher in range(depth):
            if counts[higher] is None and higher in found.levels:
                counts[higher] = _start(found.levels[higher])
        return counts


def _start(level: etree._Element) -> int:
    return _whole(value_of(level, "start"), 0)


def _format(level: etree._Element) -> str:
    return value_of(level, "numFmt") or "decimal"


def _shown(levels: _Levels, counts: list[int | None], depth: int) -> str:
    level = levels[depth]
    if _format(level) == "bullet":
        return ""
    is_legal = is_on(level.find(w.isLgl))  # all numbers in it are written as decimals

    def one(match: re.Match[str]) -> str:
        wanted = int(match[1]) - 1
        number = counts[wanted]
        if number is None or wanted not in levels:
            return ""
        return _written(number, "decimal" if is_legal else _format(levels[wanted]))

    return _PLACEHOLDER.sub(one, value_of(level, "lvlText"))


def _label(levels: _Levels, counts: list[int | None], depth: int) -> str:
    """A number with those of the levels above that it does not say itself: "12 (a)"."""
    own = _shown(levels, counts, depth)
    if not own:
        return ""
    said = {int(number) - 1 for number in _PLACEHOLDER.findall(value_of(levels[depth], "lvlText"))}
    above = next((one for one in range(depth - 1, -1, -1) if one in levels and one not in said), None)
    label = own.rstrip(".")
    if above is None or len(said) > 1:
        return label
    outer = _label(levels, counts, above)
    return f"{outer} {label}" if outer else label


def _written(number: int, number_format: str) -> str:
    """A number as a list writes it (ISO 29500-1, 17.18.59)."""
    if number > _MOST_WRITTEN:
        return str(number)
    text = ""
    if number_format.endswith("Letter"):
        text = letter_of(number) if number > 0 else ""
    elif number_format.endswith("Roman"):
        for sign, value in _ROMAN.items():
            text += sign * (number // value)
            number %= value
    elif number_format != "none":
        text = f"{number:02}" if number_format == "decimalZero" else str(number)
    return text.upper() if number_format.startswith("upper") else text


def _lists(root: etree._Element) -> dict[str, _List]:
    definitions = {one.get(w.abstractNumId, ""): one for one in root.iter(w.abstractNum)}
    by_style = {value_of(one, "styleLink"): one_id for one_id, one in definitions.items()}
    lists = {}
    for number in root.iter(w.num):
        definition = value_of(number, "abstractNumId")
        if definition not in definitions:
            continue
        linked = definitions[definition].find(w.numStyleLink)
        if value_of(linked):
            definition = by_style.get(value_of(linked), definition)
        levels = {_whole(level.get(w.ilvl), 0): level for level in definitions[definition].iterfind(w.lvl)}
        starts = {}
        for override in number.iterfind(w.lvlOverride):
            depth = _whole(override.get(w.ilvl), 0)
            own = override.find(w.lvl)
            if own is not None:
                levels[depth] = own
            start = override.find(w.startOverride)
            if start is not None:
                starts[depth] = _whole(value_of(start), 1)
        lists[number.get(w.numId, "")] = _List(definition, levels, starts)
    return lists


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number of a file that may be damaged."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise
