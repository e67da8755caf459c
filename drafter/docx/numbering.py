"""The numbers that Word shows before paragraphs, which stand nowhere in the file (ISO 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.docx.markup import is_on, value_of, w
from drafter.docx.styles import Styles

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_ALPHABET = 26
_MOST_DIGITS = 9
_LEVELS = 9
_MOST_WRITTEN = 32_767  # beyond this Word itself writes no letters and no roman numerals
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, and what is shown, "%1" for the number of the first level."""

    start: int
    format: str  # decimal, lowerLetter …
    text: str
    style: str  # which this level numbers; empty where none
    restart: int | None  # the level (from 1) after which it begins anew; 0: never; None: every higher one
    is_legal: bool  # all numbers in it are written as decimals


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs name: its definition, and what it says otherwise."""

    definition: str
    levels: Mapping[int, Level]
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
        self._of_styles: dict[str, tuple[str, str]] = {}

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

    def _of_style(self, style_id: str) -> tuple[str, str]:
        """The list and level that a style, or the nearest that it is based on, says."""
        if style_id not in self._of_styles:
            self._of_styles[style_id] = "", ""
            for style in self._styles.chain(style_id):
                list_id = value_of(style.paragraph, "numPr", "numId")
                if list_id:
                    level = value_of(style.paragraph, "numPr", "ilvl")
                    self._of_styles[style_id] = list_id, level or self._level_of_style(list_id, style.id)
                    break
        return self._of_styles[style_id]

    def _level_of_style(self, list_id: str, style_id: str) -> str:
        found = self._lists.get(list_id)
        levels = found.levels if found else {}
        return next((str(depth) for depth, level in levels.items() if level.style == style_id), "0")

    def _count(self, list_id: str, found: _List, depth: int) -> list[int | None]:
        """Count on; lists of one definition count together, unless one says where it begins."""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        level = found.levels[depth]
        if depth in found.starts and (list_id, depth) not in self._started:
            counts[depth] = found.starts[depth]
        else:
            before = counts[depth]
            counts[depth] = level.start if before is None else before + 1
        self._started.add((list_id, depth))
        for deeper in range(depth + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or 0 < depth + 1 <= restart:
                counts[deeper] = None
        for higher in range(depth):
            if counts[higher] is None and higher in found.levels:
                counts[higher] = found.levels[higher].start
        return counts


def _shown(levels: Mapping[int, Level], counts: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.format == "bullet":
        return ""

    def one(match: re.Match[str]) -> str:
        wanted = int(match[1]) - 1
        number = counts[wanted]
        if number is None or wanted not in levels:
            return ""
        return _written(number, "decimal" if level.is_legal else levels[wanted].format)

    return _PLACEHOLDER.sub(one, level.text)


def _label(levels: Mapping[int, Level], counts: list[int | None], depth: int) -> str:
    """A number with those of the levels above that it does not say itself: "12 (a)"."""
    own = _shown(levels, counts, depth)
    if not own:
        return ""
    said = {int(number) - 1 for number in _PLACEHOLDER.findall(levels[depth].text)}
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
    if number_format in ("lowerLetter", "upperLetter"):
        count, letter = divmod(number - 1, _ALPHABET)
        text = chr(ord("a") + letter) * (count + 1) if number > 0 else ""
        return text.upper() if number_format == "upperLetter" else text
    if number_format in ("lowerRoman", "upperRoman"):
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text.upper() if number_format == "upperRoman" else text
    if number_format == "decimalZero":
        return f"{number:02}"
    return "" if number_format == "none" else str(number)


def _lists(root: etree._Element) -> dict[str, _List]:
    definitions = {one.get(w.abstractNumId, ""): one for one in root.iter(w.abstractNum)}
    by_style = {
        value_of(one, "styleLink"): one_id
        for one_id, one in definitions.items()
        if one.find(w.styleLink) is not None
    }
    lists = {}
    for number in root.iter(w.num):
        definition = value_of(number, "abstractNumId")
        if definition not in definitions:
            continue
        linked = definitions[definition].find(w.numStyleLink)
        if linked is not None:
            definition = by_style.get(value_of(linked), definition)
        levels = {
            _whole(level.get(w.ilvl), 0): _level(level) for level in definitions[definition].iterfind(w.lvl)
        }
        starts = {}
        for override in number.iterfind(w.lvlOverride):
            depth = _whole(override.get(w.ilvl), 0)
            own = override.find(w.lvl)
            if own is not None:
                levels[depth] = _level(own)
            start = override.find(w.startOverride)
            if start is not None:
                starts[depth] = _whole(value_of(start), 1)
        lists[number.get(w.numId, "")] = _List(definition, levels, starts)
    return lists


def _level(element: etree._Element) -> Level:
    restart = element.find(w.lvlRestart)
    return Level(
        start=_whole(value_of(element, "start"), 0),
        format=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText"),
        style=value_of(element, "pStyle"),
        restart=None if restart is None else _whole(value_of(restart), 0),
        is_legal=is_on(element.find(w.isLgl)),
    )


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number of a file that may be damaged."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise
