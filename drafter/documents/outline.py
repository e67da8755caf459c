"""Which headings of a grid stand above others, by how they are numbered: “I.” above “A.”, “A.” above “1.”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from drafter.text.words import roman_value

NUMBERED = re.compile(
    r"(?P<number>(?:[IVXLC]+|[A-Z])(?=[.)])|\d{1,2}(?:\.\d{1,2})*(?=[.) ]))[.)]?\s+(?P<title>\S.*)", re.DOTALL
)
ROMAN_KIND, _LETTER = "roman", "letter"


def kinds_of(titles: Iterable[str]) -> dict[str, str]:
    """Title → how it is numbered; empty where it is not.

    “C.” is a letter behind “B.”, and a numeral elsewhere; so is “I.” behind “H.”.

    Args:
        titles: The headings in the order of the document.
    """
    last = {ROMAN_KIND: 0, _LETTER: 0}
    kinds: dict[str, str] = {}
    for title in titles:
        found = NUMBERED.fullmatch(title)
        number = found["number"] if found else ""
        if title in kinds or not number or number[0].isdigit():
            kinds.setdefault(title, f"number {number.count('.')}" if number else "")
            continue
        can = {
            ROMAN_KIND: roman_value(number.lower()),
            _LETTER: ord(number) - ord("A") + 1 if number[1:] == "" else 0,
        }
        follows = [kind for kind, value in can.items() if value == last[kind] + 1]
        # Of both that go on, the one that does not begin: “I.” behind “H.”.
        kind = (
            max(follows, key=lambda one: can[one]) if follows else ROMAN_KIND if can[ROMAN_KIND] else _LETTER
        )
        kinds[title], last[kind] = kind, can[kind]
    return kinds


def kinds_above(groups: Iterable[Sequence[str]], kinds: Mapping[str, str]) -> frozenset[str]:
    """The ways of numbering that sections have: those that stand right above others, and came before them.

    Args:
        groups: Headings that follow one another with nothing between.
        kinds: See ``kinds_of``.
    """
    numbered = [[kinds[title] for title in group] for group in groups]
    order = list(dict.fromkeys(kinds.values()))
    # What is not numbered may be a theme among sections; where one stands below each, it is below them.
    last = {group[-1] for group in numbered}
    return frozenset(
        upper
        for group in numbered
        for upper, lower in pairwise(group)
        if upper and order.index(upper) < order.index(lower) and (lower or upper not in last)
    )
