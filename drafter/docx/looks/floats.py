"""Tables that do not stand in the text, but where they are put on the page (ISO 29500-1, 17.4.57).

Measures are in points.
"""

from __future__ import annotations

from lxml import etree

from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import w

ELSEWHERE = "in a table that is put elsewhere on the page"
OVER_EDGES = "in a table that is put where headers and footers stand"
OVER_ANOTHER = "in a table that is put where another one is put"

_HEIGHT = 792.0  # of a page
# How high and how low a table may be put: on the page, from its margin, from its own text.
_REACH = {"page": (0.0, _HEIGHT), "margin": (-1.0, _HEIGHT), "text": (-1.0, _HEIGHT / 3)}
# How far below the first line of a page one may begin that is put there. Lower down it stands in the midst of
# whatever text is on that page by then, wherever its own heading is.
_FROM_TOP = 72.0
_INLINE = "inline"  # said of a table that stands in the text all the same
_AT_SIDES = ("left", "center", "right", "inside", "outside")
_AT_HEIGHTS = ("top", "center", "bottom", "inside", "outside")


def put_over_another(root: etree._Element) -> frozenset[etree._Element]:
    """The tables of a document that are put at one place of the page, so that one can cover the other.

    Of those that stand where their own paragraphs do it depends on these, and programs move them apart.
    """
    found: dict[tuple[object, ...], list[etree._Element]] = {}
    section = 0
    for table in root.iter(w.tbl, w.sectPr):
        section += table.tag == w.sectPr
        one = table.find(f"{w.tblPr}/{w.tblpPr}")
        anchor = "text" if one is None else one.get(w.vertAnchor, "margin")
        if one is None or anchor == "text" or one.get(w.tblpYSpec) == _INLINE:
            continue
        down = one.get(w.tblpYSpec) or round(points(one.get(w.tblpY, "")))
        across = one.get(w.tblpXSpec) or round(points(one.get(w.tblpX, "")))
        found.setdefault((section, anchor, down, one.get(w.horzAnchor), across), []).append(table)
    return frozenset(table for several in found.values() if len(several) > 1 for table in several)


def how_it_floats(
    said: etree._Element | None, across: tuple[float, float, float], down: tuple[float, float], width: float
) -> str:
    """How the words of a table are seen, if otherwise than as plain ones, by where it is put.

    Text makes room for it; what stands at the edges of the page does not. So it has to begin below what is
    above the text, and above what is below it, unless it stands where its own paragraph does.

    Args:
        said: Where it is put (``w:tblpPr``); None where it stands in the text.
        across: What there is of the page before its lines, how long these are, and what is behind them.
        down: Where text begins and ends on the page, from its top.
        width: Of the table.
    """
    if said is None or said.get(w.tblpYSpec) == _INLINE:
        return ""
    anchor = said.get(w.vertAnchor, "margin")
    at, y = said.get(w.tblpYSpec, ""), points(said.get(w.tblpY, ""))
    is_set = anchor != "text" and at in _AT_HEIGHTS
    if not (_is_on_lines(said, across, width) and (is_set or _is_near(anchor, y))):
        return ELSEWHERE
    if is_set:
        return OVER_EDGES if anchor == "page" and at != "center" else ""
    if anchor == "text":
        return ""
    begins, ends = down
    top = y if anchor == "page" else begins + y
    if not begins - 1 <= top < ends:
        return OVER_EDGES
    return "" if top <= begins + _FROM_TOP else ELSEWHERE


def _is_near(anchor: str, y: float) -> bool:
    """Whether a table that people have dragged up or down still stands on the page."""
    highest, lowest = _REACH.get(anchor, _REACH["margin"])
    return highest <= y <= lowest


def _is_on_lines(said: etree._Element, across: tuple[float, float, float], width: float) -> bool:
    """Whether a table that people have dragged to a side still stands on the page."""
    if said.get(w.tblpXSpec) in _AT_SIDES:
        return True
    before, lines, behind = across
    x = points(said.get(w.tblpX, ""))
    left = x if said.get(w.horzAnchor) == "page" else x + before
    return -1 <= left <= before + lines + behind - min(width, lines) + 1
