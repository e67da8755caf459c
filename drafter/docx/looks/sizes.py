"""How large words are, and where on their line they stand: whether they can be read so."""

from __future__ import annotations

from typing import NamedTuple

from drafter.docx.looks.bounds import HIGH_LINES, are_lines_high
from drafter.docx.looks.colour import LEAST_CONTRAST, Colours
from drafter.docx.looks.formatting import Look
from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.text.words import whole

_SIZE = 10.0  # of type, where nothing is said (ISO 29500-1, 17.3.2.38)
_SMALLEST = 5.0  # the ids in drafter's own annexes are of 6.5 points
LARGEST = 144.0  # of which a word of eight letters is as wide as a page
LARGEST_SIGN = 2.0  # of the size of the words beside it: a mark of a note
LARGEST_OF_NOTES = 36.0  # points: three times plain type; so of headers and footers
_NARROWEST, _BROADEST, _LOWEST = 40, 600, 0.75  # per cents of the width of signs; a line, of its type
# Small or narrow letters can be read where they stand out; a speck of grey cannot.
_SMALL, _NARROW, _LEAST_WIDTH = 7.0, 60, 300  # points; per cents; both by one another
_CONTRASTS = (LEAST_CONTRAST, 3.0, 4.5)  # of plain type, of small or narrow, of both
_TIGHTEST, _WIDEST = -0.2, 3.0  # the space added to a sign, of the size of type
_STEP, _LEAST_STEP = 0.45, 0.2  # from one sign to the next, of the size of type
_RAISED, _OUT_OF_LINE = 0.25, 2  # of the size of type: as the number of a footnote; where no one looks for it
# How far above their line signs stand that are raised or lowered (17.3.2.42), of the size of type.
_ALIGNED = {"superscript": 0.33, "subscript": -0.14}


class Line(NamedTuple):
    """What the lines of a paragraph are to its words."""

    behind: Colours
    ground: Colours  # what is set for the paragraph itself, where that is none of a house's dark headings
    height: float  # in points; 0 where it grows with its words
    least: float  # in points
    share: float  # of the height that its words need
    largest: float = LARGEST  # type, in points


def size_of(look: Look) -> float:
    """The size of type, in points."""
    return points(value_of(look.get(w.szCs if is_on(look.get(w.cs)) else w.sz)), 2) or _SIZE


def height_above_line(look: Look) -> float:
    """How far above its line a sign stands, of the size of its type; below it, less than nothing."""
    moved = points(value_of(look.get(w.position)), 2) / size_of(look)
    return moved + _ALIGNED.get(value_of(look.get(w.vertAlign)), 0)


def least_contrast(look: Look) -> float:
    """How far letters have to stand apart from what is behind them (WCAG 2.2): small ones more."""
    return _CONTRASTS[(size_of(look) < _SMALL) + (0 < _scale(look) < _NARROW)]


def _scale(look: Look) -> int:
    """The width of letters, in per cents; 0 where nothing is said of it."""
    return whole(value_of(look.get(w.w)).removesuffix("%"))


def _position(look: Look) -> float:
    """How far above or below their line words stand, of the size of their type."""
    return abs(points(value_of(look.get(w.position)), 2)) / size_of(look)


def is_raised(look: Look) -> bool:
    """Whether words do not stand on their line."""
    aligned = value_of(look.get(w.vertAlign)) in ("superscript", "subscript")
    return aligned or _position(look) >= _RAISED


def in_size(look: Look, line: Line) -> str:
    """How the size and the width of signs, and the height of their line, keep words from being read."""
    size = size_of(look)
    scale = _scale(look)
    space = points(value_of(look.get(w.spacing)))
    kinds = {
        "too small to be read": size < _SMALLEST,
        "too large for a line": size > LARGEST,
        "far larger than notes and headers are": size > line.largest,
        "set so narrow that it cannot be read": 0 < scale < _NARROWEST or 0 < size * scale < _LEAST_WIDTH,
        "set so broad that its letters make no words": scale > _BROADEST,
        "set so tight that its letters cover one another": space < _TIGHTEST * size
        or (space < 0 and _STEP * (scale or 100) / 100 + space / size < _LEAST_STEP),
        "set so wide that its letters make no words": space > _WIDEST * size,
        "in lines so low that it is cut off": 0 < line.height < _LOWEST * size or line.share < _LOWEST,
        HIGH_LINES: are_lines_high(line.height, line.least, line.share, size),
        "raised or lowered out of its line": _position(look) > _OUT_OF_LINE,
    }
    return next((how for how, is_so in kinds.items() if is_so), "")
