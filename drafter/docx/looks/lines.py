"""The lines of a paragraph: whether they run from left to right, on the page, with room for their words."""

from __future__ import annotations

from lxml import etree

from drafter.docx.looks.bounds import FAR_APART, in_borders, is_far_apart
from drafter.docx.looks.cells import BESIDE_PAGE, LEFT_TO_RIGHT, Place
from drafter.docx.looks.formatting import Look
from drafter.docx.looks.harmless import unaccounted
from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.text.words import whole

RIGHT_TO_LEFT = "set from right to left"
# How lines may be filled (17.18.44); all other ways put letters apart.
_FILLED = frozenset("left start center right end both numTab lowKashida mediumKashida highKashida".split())
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_SIZE = 10.0  # of type, in which some indents are said
FAR_FROM_WORDS = "far from the words behind it"
FARTHEST_NUMBER = 144.0  # points from where a number begins to the words behind it: two inches
_TAB = 36.0  # points that a tab leads on where there is no stop
_LEAST_ROOM, _LEAST_IN_CELLS = 60.0, 24.0  # for the words of a line


def in_lines(look: Look, place: Place) -> str:
    """How all words of a paragraph are shown, if otherwise than as plain ones."""
    frame = look.get(w.framePr)
    is_elsewhere = frame is not None and frame.get(w.dropCap, "none") == "none"
    kinds = {
        FAR_APART: is_far_apart(look.get(w.spacing)),
        "crossed by a line that a tab draws": any(one.get(w.val) == "bar" for one in look.get(w.tabs, ())),
        "spread over its line letter by letter": value_of(look.get(w.jc)) not in _FILLED | {""},
        "turned on its side": value_of(look.get(w.textDirection)) not in LEFT_TO_RIGHT,
        "taken out of the text and put elsewhere on the page": is_elsewhere,
        "folded up, so that nobody sees what stands below it": is_on(look.get(f"{_W15}collapsed")),
    }
    return (
        next((how for how, is_so in kinds.items() if is_so), "")
        or _indented(look.get(w.ind), place)
        or in_borders(look, "pBdr")
        or unaccounted(look, "pPr")
        or (RIGHT_TO_LEFT if is_on(look.get(w.bidi)) else "")
    )


def _sides(said: etree._Element | None) -> tuple[float, float, float]:
    """The indents of a paragraph: left, right, and of its first line."""
    indents = etree.Element(w.ind) if said is None else said

    def side(*names: str) -> float:
        found = 0.0
        for name in names:
            # What is said in signs of type goes before.
            in_signs = whole(indents.get(w[f"{name}Chars"], "")) / 100 * _SIZE
            found = in_signs or found or points(indents.get(w[name], ""))
        return found

    return side("start", "left"), side("end", "right"), side("firstLine") - side("hanging")


def _indented(said: etree._Element | None, place: Place) -> str:
    """Whether indents leave the words on the page, and room for them."""
    left, right, first = _sides(said)
    is_beyond = max(left, left + first) >= place.width + place.right > 0
    if place.left + left + min(first, 0) < -1 or is_beyond:
        return BESIDE_PAGE
    room = place.width - left - right
    least = _LEAST_IN_CELLS if place.table or place.parts else _LEAST_ROOM
    if min(room, room - first) < min(least, place.width):
        return "set in lines too narrow to be read"
    return ""


def room_of(said: etree._Element | None, place: Place) -> float:
    """How long words may be before they leave the page; 0 where their lines end on it."""
    left, right, first = _sides(said)
    return place.width + place.right - left - max(first, 0) if place.right + right < -1 else 0.0


class Stops:
    """Where the lines of a paragraph begin, and where tabs in them lead: in points from the edge of the text.

    Args:
        tabs: The tab stops of the paragraph.
        indents: Its indents.

    Attributes:
        first: Where its first line begins.
        left: Where all others begin.
    """

    def __init__(self, tabs: etree._Element | None, indents: etree._Element | None) -> None:
        self.left, _, first = _sides(indents)
        self.first = self.left + first
        stops = [] if tabs is None else [one for one in tabs if one.get(w.val) != "clear"]
        self._stops = sorted([self.left, *(points(one.get(w.pos, "")) for one in stops)])

    def behind(self, at: float) -> float:
        """Where a tab leads; of one that words end at or stand around, where they do."""
        return next((stop for stop in self._stops if stop > at), at + _TAB)


def height_of(spacing: etree._Element | None) -> tuple[float, float, float]:
    """How high lines are in points, 0 where they grow; at least; and how high, of what words need."""
    line = points("" if spacing is None else spacing.get(w.line, ""))
    rule = "" if spacing is None else spacing.get(w.lineRule, "auto")
    if rule == "exact":
        return abs(line) or 0.1, 0.0, 1.0
    if rule == "auto":
        return 0.0, 0.0, line / 12 if line else 1.0
    return 0.0, line, 1.0
