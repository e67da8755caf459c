"""The values by which Word counts lists: numbers as the format has them, or the file is damaged.

What is no number one program takes for nothing and another for 0, and then each of the numbers that people
name stands before another paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.parts.misplaced import SAVE_AGAIN
from drafter.problems import DrafterError
from drafter.text.words import shortened

_COUNT = re.compile(r"\+?[0-9]{1,9}")  # more digits have no place in Word's own numbers
_ID = re.compile(r"[+-]?[0-9]{1,9}")  # one that no list has names none
_LONGEST = 20  # characters of what is said of a value
# By what they stand in, elements whose value is a number, and attributes that are one (ISO 29500-1, 17.9).
_ELEMENTS = {
    w.numPr: {w.numId: _ID, w.ilvl: _COUNT},
    w.lvl: {w.start: _COUNT, w.lvlRestart: _COUNT},
    w.num: {w.abstractNumId: _ID},
    w.lvlOverride: {w.startOverride: _COUNT},
}
_ATTRIBUTES = {
    w.lvl: {w.ilvl: _COUNT},
    w.lvlOverride: {w.ilvl: _COUNT},
    w.num: {w.numId: _ID},
    w.abstractNum: {w.abstractNumId: _ID},
}


def settle_list_values(root: etree._Element, part: str, name: str) -> None:
    """Have each number of a list stand in a part as programs write it: “1” for “ +01 ”.

    Args:
        root: The part.
        part: Its name.
        name: How messages call the file.

    Raises:
        DrafterError: if one is no number.
    """
    for element, attribute, form in _values(root):
        value = element.get(attribute, "")
        if not form.fullmatch(value.strip()):
            called = etree.QName(attribute if attribute != w.val else element).localname
            said = f"“{shortened(value, _LONGEST)}”" if value else "nothing"
            raise DrafterError(
                f"{name} is damaged: {said} stands where a list has a number ({called} in the part {part}); "
                "programs would number its paragraphs in different ways",
                SAVE_AGAIN,
            )
        if (whole := str(int(value))) != value:
            element.set(attribute, whole)


def _values(root: etree._Element) -> Iterator[tuple[etree._Element, str, re.Pattern[str]]]:
    """What has a number of a list, in which attribute, and in which form."""
    for one in root.iter(w.numPr, w.lvl, w.num, w.lvlOverride, w.abstractNum):
        tag = str(one.tag)
        yield from ((one, attribute, form) for attribute, form in _ATTRIBUTES.get(tag, {}).items())
        if inside := _ELEMENTS.get(tag):
            yield from ((child, w.val, inside[str(child.tag)]) for child in one.iterchildren(*inside))
