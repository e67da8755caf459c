"""The cells of tables: what stands in them, and behind them, and which of them nobody sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lxml import etree

from drafter.docx.looks.bounds import FAR_APART, are_cells_high, in_borders
from drafter.docx.looks.colour import Colours, Palette
from drafter.docx.looks.floats import how_it_floats
from drafter.docx.looks.formatting import Formatting, Look, laid_over
from drafter.docx.looks.harmless import unaccounted
from drafter.docx.looks.measures import points
from drafter.docx.looks.rows import Edges, RowInPlace, edges_of_row, row_in_place
from drafter.docx.looks.sizes import LARGEST
from drafter.docx.parts.markup import is_on, value_of, w
from drafter.text.words import whole

BAR = "a dark bar where no words stand, as if some were blacked out"
BESIDE_PAGE = "beside the page"
FLOATING = "an empty table that is put elsewhere on the page and can cover words"
LEFT_TO_RIGHT = ("", "lrTb", "lb", "lrTbV")  # directions of text (ISO 29500-1, 17.18.93)
_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
# Lines around a cell, and between it and others; of all that a cell can have the others lie over its words.
_AROUND = frozenset(w("top bottom left right start end insideH insideV"))
_MARGIN = 5.4
_NARROWEST = 12.0
_LEAST_ROOM = 24.0
_NOTHING = etree.Element("nothing")
# Of the smallest type that people print: the width of a sign, and the height of a line.
_SIGN, _LINE = 3.6, 7.2


@dataclass(frozen=True, slots=True)
class Place:
    """What a paragraph stands in."""

    left: float  # what there is of the page, or of a cell, before its lines and behind them
    width: float
    right: float
    behind: Colours
    table: str = ""  # the style of the table in which it stands, and of what parts of it
    parts: frozenset[str] = frozenset()
    how: str = ""  # how all that stands here is shown, if otherwise than as plain words
    cover: str = ""  # what a paragraph here is that has no words, if words can lie below it, or seem to
    top: float = 72.0  # where text begins on the page, and where it ends, from the top of the page
    bottom: float = 720.0
    largest: float = LARGEST  # type, in points, in which words here are read as what they are


class TableInPlace:
    """A table in a place."""

    def __init__(self, formatting: Formatting, palette: Palette, table: etree._Element, place: Place) -> None:
        self._formatting, self._palette, self._place = formatting, palette, place
        self._style = value_of(table, "tblPr", "tblStyle") or formatting.default("table")
        own = table.find(w.tblPr)
        self._own: Look = {} if own is None else {str(one.tag): one for one in own}
        self._look = laid_over(formatting.of_style(self._style, "tblPr"), self._own.values())
        self._grid = [points(one.get(w.w, "")) for one in table.iterfind(f"{w.tblGrid}/{w.gridCol}")]
        self._turns = _turns(self._own.get(w.tblLook))
        self._is_fixed = self._look.get(w.tblLayout, _NOTHING).get(w.type) == "fixed"
        self._how = place.how or self._said()

    def _said(self) -> str:
        if is_on(self._look.get(w.bidiVisual)):
            return "in a table whose columns stand from right to left"
        place = self._place
        across, down = (place.left, place.width, place.right), (place.top, place.bottom)
        if how := how_it_floats(self._look.get(w.tblpPr), across, down, sum(self._grid)):
            return how
        if are_cells_high(self._look.get(w.tblCellMar)):
            return FAR_APART
        return in_borders(self._look, "tblBorders") or unaccounted(self._look, "tblPr")

    @property
    def floats(self) -> bool:
        """Whether it does not stand in the text, but beside it or over it."""
        return w.tblpPr in self._look

    def row(self, row: etree._Element, kind: tuple[bool, bool, int]) -> RowInPlace:
        """What is said of a row; of which kind it is, ``kind_of_row`` says."""
        styled = self._formatting.of_table(self._style, self.parts(kind, -1, 0), "trPr")
        return row_in_place(row, self._look, styled, self._place.width, sum(self._grid))

    def edges(self, row: RowInPlace, cells: Sequence[tuple[int, float]]) -> tuple[Edges, Edges]:
        """Where the cells of a row begin and end, by the columns of the table, and by their own widths.

        Args:
            row: The row.
            cells: Over how many columns each goes, and how wide it says that it is; 0 for nothing.
        """
        columns = list(accumulate((span for span, _ in cells), initial=row.skipped))
        in_grid = [sum(self._grid[first:last]) for first, last in pairwise(columns)]
        by_grid = edges_of_row(row.begins + sum(self._grid[: row.skipped]), in_grid)
        if not self._is_fixed:  # widths are wishes
            return by_grid, by_grid
        own = [width or other for (_, width), other in zip(cells, in_grid, strict=True)]
        return by_grid, edges_of_row(row.begins + row.before, own)

    def kind_of_row(self, row: int, rows: int) -> tuple[bool, bool, int]:
        """Whether a row is the first or the last, and in which band it stands, from 0; -1 in none."""
        size = max(1, whole(value_of(self._look.get(w.tblStyleRowBandSize))))
        at = row - ("firstRow" in self._turns)
        return row == 0, row == rows - 1, at // size % 2 if at >= 0 and "noHBand" not in self._turns else -1

    def width(self, properties: etree._Element | None, column: int, span: int) -> float:
        """How wide a cell is; 0 where the file leaves it to the program."""
        in_grid = sum(self._grid[column : column + span])
        own = own_width(properties)
        if not self._is_fixed:
            return max(in_grid, own)
        return min(in_grid or own, own or in_grid) or (0.1 if self._grid else 0.0)

    def parts(self, row: tuple[bool, bool, int], column: int, span: int) -> frozenset[str]:
        """In which parts of the table a cell stands (17.7.6)."""
        turns = self._turns
        is_first, is_last, band = row
        ends = {"first": is_first and "firstRow" in turns, "last": is_last and "lastRow" in turns}
        sides = {
            "first": column == 0 and "firstColumn" in turns,
            "last": column + span >= len(self._grid) and "lastColumn" in turns,
        }
        found = {"wholeTable"}
        found.update(f"{name}Row" for name, is_so in ends.items() if is_so)
        found.update(f"{name}Col" for name, is_so in sides.items() if is_so)
        found.update(
            f"{'n' if end == 'first' else 's'}{'w' if side == 'first' else 'e'}Cell"
            for end in ends
            for side in sides
            if ends[end] and sides[side]
        )
        if band >= 0:
            found.add(f"band{band + 1}Horz")
        size = max(1, whole(value_of(self._look.get(w.tblStyleColBandSize))))
        at = column - ("firstColumn" in turns)
        if at >= 0 and "noVBand" not in turns:
            found.add(f"band{at // size % 2 + 1}Vert")
        return frozenset(found)

    def cell(
        self, properties: etree._Element | None, row: RowInPlace, kind: tuple[bool, bool, int], column: int
    ) -> Place:
        """What stands in a cell.

        Args:
            properties: The cell's own.
            row: Its row.
            kind: As ``kind_of_row`` says.
            column: Its first column.
        """
        span = span_of(properties)
        parts, width = self.parts(kind, column, span), self.width(properties, column, span)
        own: Look = {} if properties is None else {str(one.tag): one for one in properties}
        styled = self._formatting.of_table(self._style, parts, "tcPr")
        look = laid_over(styled, own.values())
        margins = [
            _margin(side, look.get(w.tcMar), row.margins, self._look.get(w.tblCellMar))
            for side in ("left", "right")
        ]
        place = self._place
        inner = (width - sum(margins)) if width else place.width
        is_crossed = _is_crossed(styled.get(w.tcBorders)) or _is_crossed(own.get(w.tcBorders))
        how = self._how or row.how or ("crossed out by lines" if is_crossed else "") or _in_cell(look)
        begins = place.left + row.begins + sum(self._grid[:column])
        end = place.left + place.width + place.right
        if (
            not how
            and width
            and (
                begins < -margins[0] - 1
                or begins + min(width, _LEAST_ROOM) > end + 1
                or begins + width > end + margins[1] + _LEAST_ROOM
            )
        ):
            how = BESIDE_PAGE
        if not how and inner < _NARROWEST:
            how = "in a column too narrow to be read"
        behind = (
            self._palette.shading(own.get(w.shd))
            or self._palette.shading(look.get(w.shd))
            or self._palette.shading(self._look.get(w.shd))
            or place.behind
        )
        return Place(
            margins[0],
            inner,
            margins[1],
            behind,
            self._style,
            parts,
            how,
            top=place.top,
            bottom=place.bottom,
        )


def _in_cell(look: Look) -> str:
    for name in ("vMerge", "hMerge"):
        if (merged := look.get(w[name])) is not None and merged.get(w.val, "continue") == "continue":
            return "in a cell that lies below another"
    if value_of(look.get(w.textDirection)) not in LEFT_TO_RIGHT:
        return "turned on its side"
    if is_on(look.get(w.tcFitText)):
        return "squeezed into the width of its cell"
    if are_cells_high(look.get(w.tcMar)):
        return FAR_APART
    return in_borders(look, "tcBorders") or unaccounted(look, "tcPr")


def _is_crossed(borders: etree._Element | None) -> bool:
    """Whether lines run over a cell, from corner to corner (17.4.73, 17.4.79), and not around it."""
    return borders is not None and any(
        isinstance(one.tag, str) and one.tag not in _AROUND and value_of(one) not in ("", "nil", "none")
        for one in borders
    )


def height_needed(cell: etree._Element, width: float) -> float:
    """How high the words of a cell stand, at least."""
    lines = 0
    for paragraph in cell.iter(w.p):
        signs = sum(len(one.text or "") for one in paragraph.iter(w.t))
        lines += max(1, -int(-signs * _SIGN // max(width, 1))) if signs else 0
    return lines * _LINE


def is_unwrapped(properties: etree._Element | None) -> bool:
    """Whether the words of a cell stand in one line, however long (17.4.30), by its properties."""
    return properties is not None and is_on(properties.find(w.noWrap))


def longest_line(cell: etree._Element) -> float:
    """How long the words of a cell are, at least, where they stand in one line."""
    signs = (sum(len(one.text or "") for one in paragraph.iter(w.t)) for paragraph in cell.iter(w.p))
    return max(signs, default=0) * _SIGN


def _turns(look: etree._Element | None) -> frozenset[str]:
    """What a table says of the parts of its style that count (17.4.55)."""
    if look is None:
        return frozenset(("noHBand", "noVBand"))
    said = look.get(w.val, "")
    bits = int(said, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", said) else 0
    own = {name: look.get(w[name]) for name in _BITS}
    return frozenset(
        name
        for name, bit in _BITS.items()
        if (bits & bit if own[name] is None else own[name] not in ("0", "false", "off"))
    )


def span_of(properties: etree._Element | None) -> int:
    """Over how many columns a cell goes, by its properties."""
    return max(1, whole(value_of(properties, "gridSpan")))


def own_width(properties: etree._Element | None) -> float:
    """How wide a cell says that it is; 0 where it says nothing, or a share of the table."""
    said = None if properties is None else properties.find(w.tcW)
    return points(said.get(w.w, "")) if said is not None and said.get(w.type) == "dxa" else 0.0


def _margin(side: str, *nearest: etree._Element | None) -> float:
    for margins in nearest:
        for name in (side, {"left": "start", "right": "end"}[side]):
            if margins is not None and (found := margins.find(w[name])) is not None:
                return points(found.get(w.w, ""))
    return _MARGIN
