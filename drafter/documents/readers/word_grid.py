"""Tables of Word files (ISO 29500-1, 17.4): which columns their cells stand in, and where they are bold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from drafter.docx.parts.markup import value_of, w
from drafter.docx.parts.pieces import blocks_in

# Two edges of columns nearer than this are one, drawn by hand: a quarter of a centimetre, in twentieths
# of a point.
_NEAR = 142
_MOST_DIGITS = 4


@dataclass(slots=True)
class GridCell:
    """A cell, and from which column of the table's grid it runs to which."""

    element: etree._Element
    start: int
    end: int


def cells_in(table: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The cells of a table, row by row."""
    for row in blocks_in(table, depth + 1):
        if row.tag == w.tr:
            yield from (cell for cell in blocks_in(row, depth + 2) if cell.tag == w.tc)


def grid_of(row: etree._Element, depth: int) -> list[GridCell]:
    """The cells of a row on the grid of the table."""
    cells = []
    start = _whole(value_of(row, "trPr", "gridBefore"), 0)
    for cell in blocks_in(row, depth + 1):
        if cell.tag == w.tc:
            end = start + max(1, _whole(value_of(cell, "tcPr", "gridSpan"), 1))
            cells.append(GridCell(cell, start, end))
            start = end
    return cells


def is_frame(grids: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a table is only a frame around another one: that has more cells than it."""
    own = [cell.element for cells in grids for cell in cells]
    inner = (sum(1 for _ in table.iter(w.tc)) for cell in own for table in cell.iter(w.tbl))
    return max(inner, default=0) > len(own)


def columns_of_edges(table: etree._Element, grids: Sequence[Sequence[GridCell]]) -> dict[int, int]:
    """Which column each edge of the grid begins: only edges of cells count, and near ones are one.

    A grid has an edge for every cell whose border somebody moved by a hair's breadth.
    """
    edges = sorted({edge for cells in grids for cell in cells for edge in (cell.start, cell.end)})
    widths = [_whole(one.get(w.w), _NEAR) for one in table.iterfind(f"{w.tblGrid}/{w.gridCol}")]
    between = {(cell.start, cell.end) for cells in grids for cell in cells}
    columns: dict[int, int] = {}
    column = 0
    begin = edges[0] if edges else 0
    columns[begin] = 0
    for edge in edges[1:]:
        known = edge <= len(widths)
        is_near = known and sum(widths[begin:edge]) < _NEAR
        if not is_near or any(begin <= a and b <= edge for a, b in between):
            column += 1
            begin = edge
        columns[edge] = column
    return columns


def merged(cell: etree._Element, how: str) -> str:
    """Whether a cell begins a merged one ("restart"), goes on with it ("continue"), or neither."""
    found = cell.find(f"{w.tcPr}/{w[how]}")
    return "" if found is None else found.get(w.val, "continue")


_LOOK_BITS = {"firstRow": 0x20, "firstColumn": 0x80}


def bold_places(table: etree._Element, bold: frozenset[str]) -> Callable[[int, int], bool]:
    """Whether a cell is where the style of the table is bold, by its row from 1 and its column from 0.

    Args:
        table: The table.
        bold: The parts that the style sets in bold type.
    """
    looks = _looks(table)
    everywhere = "wholeTable" in bold
    in_row, in_column = (
        part in bold and look in looks
        for part, look in (("firstRow", "firstRow"), ("firstCol", "firstColumn"))
    )
    return lambda row, column: everywhere or (in_row and row == 1) or (in_column and column == 0)


def _looks(table: etree._Element) -> frozenset[str]:
    """Which parts of a table its style treats in their own way (17.4.55); older files say it in bits."""
    look = table.find(f"{w.tblPr}/{w.tblLook}")
    if look is None:
        return frozenset()
    try:
        bits = int(look.get(w.val, "0"), 16)
    except ValueError:
        bits = 0
    said = {name: look.get(w[name]) for name in _LOOK_BITS}
    return frozenset(
        name
        for name, bit in _LOOK_BITS.items()
        if (said[name] in ("1", "true", "on") if said[name] is not None else bits & bit)
    )


def _whole(text: str | None, otherwise: int) -> int:
    """A whole number of a file that may be damaged."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise
