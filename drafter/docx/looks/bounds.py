"""What lines, spaces and borders may be, so that words stay readable and pages stay pages. In points."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.docx.looks.formatting import Look
from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import value_of, w

HIGH_LINES = "in lines so high that few of them stand on a page"
HIGH_ROW = "in a row so high that few of them stand on a page"
FAR_APART = "with so much space above or below it that little stands on a page"
THICK = "in borders so thick that they cover words, or seem to"
PICTURES = "in borders that are drawn as pictures"

_HIGHEST = 4.0  # of the size of type, and of a line; people print them three lines apart
PLAIN_SIZE = 12.0  # words in small type stand in the lines of words in plain type
_MOST_SPACE = 264.0  # above a paragraph, or a row: a third of a page
_IN_LINES = 12 / 100  # hundredths of a line
_EIGHTHS = 8
_NARROWEST_SIGN = 2.5  # where signs are fitted into a width: a quarter of the size of type
_WIDEST_LETTERS = 6.0  # that a grid puts between signs
# How thick borders may be around words, and around paragraphs, cells and pages: what the lists of Word
# offer, up to 6 points; around words, which they touch, half of it.
THICKEST_AT_WORDS, THICKEST = 3.0, 6.0
# Borders that are lines (ISO 29500-1, 17.18.2); all others are small pictures.
_LINES = frozenset(
    """nil none single thick double dotted dashed dotDash dotDotDash triple thinThickSmallGap
    thickThinSmallGap thinThickThinSmallGap thinThickMediumGap thickThinMediumGap thinThickThinMediumGap
    thinThickLargeGap thickThinLargeGap thinThickThinLargeGap wave doubleWave dashSmallGap dashDotStroked
    threeDEmboss threeDEngrave outset inset""".split()
)


def are_lines_high(height: float, least: float, share: float, size: float) -> bool:
    """Whether lines are so high that few of them stand on a page.

    Args:
        height: What the lines are high, whatever stands in them; 0 where they grow.
        least: What they are high at least.
        share: Of the height that words need.
        size: Of the type.
    """
    return max(height, least) > _HIGHEST * max(size, PLAIN_SIZE) or share > _HIGHEST


def space_around(spacing: etree._Element | None) -> tuple[float, float]:
    """The space that a paragraph leaves above it, and below it."""
    if spacing is None:
        return 0.0, 0.0

    def on_side(name: str) -> float:
        in_lines = points(spacing.get(w[f"{name}Lines"], ""), 1) * _IN_LINES
        return max(points(spacing.get(w[name], "")), in_lines)

    return on_side("before"), on_side("after")


def is_far_apart(spacing: etree._Element | None) -> bool:
    """Whether a paragraph leaves so much space above or below it that little stands on a page."""
    return max(space_around(spacing)) > _MOST_SPACE


def is_row_high(height: etree._Element | None) -> bool:
    """Whether a row is so high, or at least so high, that few of them stand on a page."""
    return height is not None and points(height.get(w.val, "")) > _MOST_SPACE


def are_cells_high(*margins: etree._Element | None) -> bool:
    """Whether cells leave so much space above or below their words that little stands on a page."""
    said = (one.find(w[name]) for one in margins if one is not None for name in ("top", "bottom"))
    return any(points(one.get(w.w, "")) > _MOST_SPACE for one in said if one is not None)


def on_grid(grid: etree._Element | None) -> str:
    """How words stand on the grid of a page (17.6.5), if otherwise than as plain ones."""
    kind = "" if grid is None else grid.get(w.type, "default")
    if grid is None or kind in ("", "default"):
        return ""
    if points(grid.get(w.linePitch, "")) > _HIGHEST * PLAIN_SIZE:
        return HIGH_LINES
    aside = abs(points(grid.get(w.charSpace, ""), 4096))
    return "with each letter in a grid" if kind == "snapToChars" or aside > _WIDEST_LETTERS else ""


def fits(own: etree._Element | None, text: str) -> bool:
    """Whether words that are to be fitted into a width (17.3.2.14) have room in it."""
    fitted = None if own is None else own.find(w.fitText)
    return fitted is None or points(fitted.get(w.val, "")) >= _NARROWEST_SIGN * len(text)


def in_borders(look: Look, *names: str, thickest: float = THICKEST, widest_picture: float = 0.0) -> str:
    """How what stands in borders is seen, if otherwise than as plain words; empty for no fault.

    Args:
        look: What is set on it.
        names: What holds the borders: ``bdr``, ``pBdr``.
        thickest: How thick lines may be.
        widest_picture: How wide borders of small pictures may be; 0 where there may be none.
    """
    for one in _borders(look, names):
        is_line = value_of(one) in _LINES
        if not is_line and not widest_picture:
            return PICTURES
        most = thickest if is_line else widest_picture
        if value_of(one) not in ("nil", "none") and _thickness(one, is_line=is_line) > most:
            return THICK
    return ""


def _borders(look: Look, names: tuple[str, ...]) -> Iterator[etree._Element]:
    for name in names:
        if (holder := look.get(w[name])) is not None:
            own = [holder] if holder.get(w.val) is not None else []
            yield from (one for one in (*own, *holder) if isinstance(one.tag, str))


def _thickness(border: etree._Element, *, is_line: bool) -> float:
    """How thick a border is; a picture says its size in points, a line in eighths."""
    return points(border.get(w.sz, ""), _EIGHTHS if is_line else 1)
