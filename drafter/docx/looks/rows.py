"""The rows of a table: what is said of one alone, and whether its cells stand in the columns of the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from drafter.docx.looks.bounds import HIGH_ROW, in_borders, is_row_high
from drafter.docx.looks.formatting import Look, laid_over
from drafter.docx.looks.harmless import unaccounted
from drafter.docx.looks.measures import points
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.text.words import whole

SHIFTED = "in a row that is shifted, so that it stands beside its column"
_APART = "in cells that stand far apart"
_WIDEST_GAP = 12.0  # points, between cells
_MOST_ASIDE = 0.25  # of its width a cell may stand beside its column: people drag lines

# Of each cell of a row: where it begins and ends.
Edges = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class RowInPlace:
    """A row of a table.

    Attributes:
        how: How all its words are shown, if otherwise than as plain ones.
        height: Its height, if it never grows; else 0.
        begins: How far from where a table begins by itself.
        skipped: How many columns it leaves out before its first cell.
        before: How much room it leaves before its first cell.
        margins: Of its cells, where it has its own; None where it has those of the table.
    """

    how: str
    height: float
    begins: float
    skipped: int = 0
    before: float = 0.0
    margins: etree._Element | None = None


def row_in_place(row: etree._Element, of_table: Look, styled: Look, width: float, total: float) -> RowInPlace:
    """What is said of a row, and of the table for this row alone (ISO 29500-1, 17.4.60).

    Args:
        row: The row.
        of_table: What is said of the table.
        styled: What the style of the table says of its rows.
        width: Of what the table stands in.
        total: The width of the table.
    """
    properties, exception = (next(row.iterchildren(name), None) for name in (w.trPr, w.tblPrEx))
    own = laid_over(styled, () if properties is None else properties)
    for_it: Look = {} if exception is None else {str(one.tag): one for one in exception}
    look = laid_over(of_table, for_it.values()) if for_it else of_table
    # A row says of itself where it stands and how far its cells are apart (17.4.29, 17.4.44).
    gap, where = (own.get(name, look.get(name)) for name in (w.tblCellSpacing, w.jc))
    height = own.get(w.trHeight)
    is_exact = height is not None and height.get(w.hRule) == "exact"
    return RowInPlace(
        ("in a hidden row" if is_on(own.get(w.hidden)) else "")
        or unaccounted(own, "trPr")
        or unaccounted(for_it, "tblPrEx")
        or (HIGH_ROW if is_row_high(height) else "")
        or in_borders(for_it, "tblBorders")
        or (_APART if gap is not None and points(gap.get(w.w, "")) > _WIDEST_GAP else ""),
        (points(height.get(w.val, "")) or 0.1) if height is not None and is_exact else 0.0,
        _begins(value_of(where), look.get(w.tblInd), width - total),
        whole(value_of(own.get(w.gridBefore))),
        points(own[w.wBefore].get(w.w, "")) if w.wBefore in own else 0.0,
        for_it.get(w.tblCellMar),
    )


def _begins(where: str, indent: etree._Element | None, room: float) -> float:
    if where in ("center", "right", "end"):
        return room / (2 if where == "center" else 1)
    return 0.0 if indent is None else points(indent.get(w.w, ""))


def edges_of_row(begins: float, widths: Sequence[float]) -> Edges:
    """Where each cell of a row begins and ends.

    Args:
        begins: Where the first one begins.
        widths: Of the cells.
    """
    found = []
    for width in widths:
        found.append((begins, begins + width))
        begins += width
    return found


def beside_their_columns(head: Edges, row: Edges) -> frozenset[int]:
    """Which cells of a row, from 0, do not begin where those of the first row do.

    One that stands alone in its row begins where the first of those does. Of a row with another number
    of cells nothing is said: it has other columns.
    """
    if len(row) not in (1, len(head)):
        return frozenset()
    return frozenset(
        n
        for n, ((left, _), (begins, ends)) in enumerate(zip(row, head, strict=False))
        if abs(left - begins) > _MOST_ASIDE * (ends - begins)
    )
