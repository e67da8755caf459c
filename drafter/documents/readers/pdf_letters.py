"""The letters of a PDF page: each once, which way they run, and which follow one another in a run of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

Letter: TypeAlias = dict[str, Any]  # as pdfplumber gives it
Direction: TypeAlias = tuple[
    int, int
]  # to the right and upward: (1, 0) is as people read, (0, 1) turned upward
UPRIGHT: Direction = (1, 0)

APART = 0.15  # of the type's size: letters that stand further apart belong to two words
_SHADOW = 0.1  # of the type's size: where a letter stands twice so near, it is printed twice to look bold
_BACK = 0.5  # of the type's size: so far may a letter stand back over the one before it


def letters_of(letters: Iterable[Letter]) -> list[Letter]:
    """The letters of a page, each once; ligatures as the letters that they stand for."""
    from pdfplumber.utils.text import LIGATURES

    found = []
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    for letter in letters:
        x, y, near = letter["x0"], letter["top"], letter["size"] * _SHADOW
        text, column, row = letter["text"], int(x), int(y)
        others = (
            other
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for other in seen.get((text, c, r), ())
        )
        if any(abs(x - a) <= near and abs(y - b) <= near for a, b in others):
            continue
        seen[text, column, row].append((x, y))
        found.append({**letter, "text": LIGATURES.get(text, text)})
    return found


def direction_of(letter: Letter) -> Direction:
    """Which way the line of a letter runs."""
    right, up = letter["matrix"][:2]
    if abs(right) >= abs(up):
        return (1 if right >= 0 else -1), 0
    return 0, (1 if up > 0 else -1)


def by_direction(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Letters by the direction of their lines, placed as if the page were turned so that they can be read."""
    found: dict[Direction, list[Letter]] = defaultdict(list)
    for letter in letters:
        found[direction_of(letter)].append(letter)
    for (right, up), some in found.items():
        if (right, up) == UPRIGHT:
            yield some
            continue
        yield [
            {**letter, "upright": True, **dict(zip(("x0", "x1", "top", "bottom"), place, strict=True))}
            for letter in some
            for x0, x1, top, bottom in [(letter["x0"], letter["x1"], letter["top"], letter["bottom"])]
            for place in [
                (-x1, -x0, -bottom, -top)
                if right
                else (-bottom, -top, x0, x1)
                if up > 0
                else (top, bottom, -x1, -x0)
            ]
        ]


def run_on(letters: Sequence[Letter]) -> Iterator[tuple[int, int]]:
    """The places of letters, two and two, that follow one another in a line with no more than blanks between.

    The blank at the end of a line, which may stand over the border of a cell, is followed by none.
    """
    last = 0
    for place, (one, other) in enumerate(pairwise(letters), start=1):
        if not _is_next(one, other):
            last = place
        elif not other["text"].isspace():
            yield last, place
            last = place


def _is_next(one: Letter, other: Letter) -> bool:
    gap, size = other["x0"] - one["x1"], one["size"]
    is_line = abs(other["bottom"] - one["bottom"]) < _BACK * size and -_BACK * size < gap < APART * size
    return is_line and direction_of(one) == direction_of(other) == UPRIGHT
