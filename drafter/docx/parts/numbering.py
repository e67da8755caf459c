"""The numbers that Word shows before paragraphs, which stand nowhere in the file (ISO 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from lxml import etree

from drafter.docx.parts.markup import is_on, value_of, w
from drafter.docx.parts.styles import Styles
from drafter.text.words import letter_of, whole

_ROMAN = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9}
_ROMAN |= {"v": 5, "iv": 4, "i": 1}
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"  # without those that Word leaves out
_ORDINAL, _TEENS = {1: "st", 2: "nd", 3: "rd"}, (11, 12, 13)
_MOST_DIGITS = 9
_LEVELS = 9
_MOST_WRITTEN = 32_767  # beyond this Word itself writes no letters and no roman numerals
_LETTERS = re.compile(r"[^\W_]")
_PLACEHOLDER = re.compile(r"%([1-9])")  # in what a level shows, the number of another one


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list (``w:lvl``, 17.9.6), as thousands of paragraphs ask for it."""

    element: etree._Element
    start: int
    format: str
    shows: str  # with placeholders for numbers
    restart: str  # the level (from 1) after which it begins anew: 0 for never, none for every higher one
    is_legal: bool  # all numbers in it are written as decimals

    @classmethod
    def of(cls, element: etree._Element) -> _Level:
        return cls(
            element=element,
            start=_whole(value_of(element, "start"), 0),
            format=value_of(element, "numFmt") or "decimal",
            shows=value_of(element, "lvlText"),
            restart=value_of(element, "lvlRestart"),
            is_legal=is_on(element.find(w.isLgl)),
        )


_Levels: TypeAlias = Mapping[int, _Level]


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs name: its definition, its levels, where it says that they begin."""

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
        depth = whole(level) if level.isdecimal() else 0
        found = self._lists.get(list_id)
        if found is None or depth not in found.levels or depth >= _LEVELS:
            return "", ""
        counts = self._count(list_id, found, depth)
        shown = _shown(found.levels, counts, depth)
        return shown, _label(found.levels, counts, depth, shown)

    def level(self, style_id: str, list_id: str, level: str) -> etree._Element | None:
        """The level (``w:lvl``) of the list in which a paragraph is numbered; None where in none.

        Args:
            style_id: The paragraph's style.
            list_id: The list that the paragraph itself names; empty where it names none.
            level: The level that the paragraph itself names; empty where it names none.
        """
        if not list_id:
            list_id, of_style = self._of_style(style_id)
            level = level or of_style
        found = self._lists.get(list_id)
        at = None if found is None else found.levels.get(_whole(level, 0))
        return None if at is None else at.element

    def _find_of_style(self, style_id: str) -> tuple[str, str]:
        """The list and level that a style, or the nearest that it is based on, says."""
        for style in self._styles.chain(style_id or self._styles.default("paragraph")):
            if list_id := value_of(style.paragraph, "numPr", "numId"):
                levels = self._lists[list_id].levels if list_id in self._lists else {}
                own = (
                    str(depth)
                    for depth, level in levels.items()
                    if value_of(level.element, "pStyle") == style.id
                )
                return list_id, value_of(style.paragraph, "numPr", "ilvl") or next(own, "0")
        return "", ""

    def _count(self, list_id: str, found: _List, depth: int) -> list[int | None]:
        """Count on; lists of one definition count together, unless one says where it begins."""
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        if depth in found.starts and (list_id, depth) not in self._started:
            counts[depth] = found.starts[depth]
        else:
            before = counts[depth]
            counts[depth] = found.levels[depth].start if before is None else before + 1
        self._started.add((list_id, depth))
        for deeper in range(depth + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else ""
            if not restart or 0 < depth + 1 <= _whole(restart, 0):
                counts[deeper] = None
        for higher in range(depth):
            if counts[higher] is None and higher in found.levels:
                counts[higher] = found.levels[higher].start
        return counts


def _shown(levels: _Levels, counts: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.format == "bullet":  # one sign says nothing; words are read
        return level.shows if len(_LETTERS.findall(level.shows)) > 1 else ""

    def one(match: re.Match[str]) -> str:
        wanted = whole(match[1]) - 1
        number = counts[wanted]
        if number is None or wanted not in levels:
            return ""
        return written(number, "decimal" if level.is_legal else levels[wanted].format)

    return _PLACEHOLDER.sub(one, level.shows)


def _label(levels: _Levels, counts: list[int | None], depth: int, own: str) -> str:
    """A number with those of the levels above that it does not say itself: "12 (a)"."""
    if not own:
        return ""
    said = {whole(number) - 1 for number in _PLACEHOLDER.findall(levels[depth].shows)}
    above = next((one for one in range(depth - 1, -1, -1) if one in levels and one not in said), None)
    label = own.strip().rstrip(".")
    if above is None or len(said) > 1:
        return label
    outer = _label(levels, counts, above, _shown(levels, counts, above))
    return f"{outer} {label}" if outer else label


def written(number: int, number_format: str) -> str:
    """A number as a list writes it (ISO 29500-1, 17.18.59)."""
    if number > _MOST_WRITTEN:
        return str(number)
    text = ""
    if number_format.startswith("russian"):
        times, place = divmod(number - 1, len(_RUSSIAN))
        text = _RUSSIAN[place] * (times + 1) if number > 0 else ""
    elif number_format.endswith("Letter"):
        text = letter_of(number) if number > 0 else ""
    elif number_format.endswith("Roman"):
        for sign, value in _ROMAN.items():
            text += sign * (number // value)
            number %= value
    elif number_format == "ordinal":
        text = f"{number}{_ORDINAL.get(number % 10, 'th') if number % 100 not in _TEENS else 'th'}"
    elif number_format != "none":
        text = f"{number:02}" if number_format == "decimalZero" else str(number)
    return text.upper() if "Upper" in number_format or number_format.startswith("upper") else text


def is_read(number_format: str) -> bool:
    """Whether numbers of a format are read here as they are shown, and not in words or other signs."""
    is_of_letters = number_format.startswith(("russian", "upper", "lower"))
    return is_of_letters or number_format in ("", "decimal", "decimalZero", "ordinal", "bullet", "none")


def _lists(root: etree._Element) -> dict[str, _List]:
    definitions = {one.get(w.abstractNumId, ""): one for one in root.iter(w.abstractNum)}
    by_style = {value_of(one, "styleLink"): one_id for one_id, one in definitions.items()}

    @cache
    def levels_of(definition: str) -> _Levels:
        inside = definitions[definition].iterfind(w.lvl)
        return {_whole(level.get(w.ilvl), 0): _Level.of(level) for level in inside}

    lists = {}
    for number in root.iter(w.num):
        definition = value_of(number, "abstractNumId")
        if definition not in definitions:
            continue
        linked = definitions[definition].find(w.numStyleLink)
        if value_of(linked):
            definition = by_style.get(value_of(linked), definition)
        levels = dict(levels_of(definition))
        starts = {}
        for override in number.iterfind(w.lvlOverride):
            depth = _whole(override.get(w.ilvl), 0)
            own = override.find(w.lvl)
            if own is not None:
                levels[depth] = _Level.of(own)
            start = override.find(w.startOverride)
            if start is not None:
                starts[depth] = _whole(value_of(start), 1)
        lists[number.get(w.numId, "")] = _List(definition, levels, starts)
    return lists


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number of a file that may be damaged."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise
