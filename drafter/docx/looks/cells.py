"""The cells of tables: what stands in them, and behind them, and which of them nobody sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from drafter.docx.looks.colour import Colours, Palette
from drafter.docx.looks.formatting import Formatting, Look, laid_over
from drafter.docx.looks.harmless import unaccounted
from drafter.docx.looks.measures import points
from drafter.docx.markup import is_on, value_of, w
from drafter.text.words import whole

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
_TALLEST = 792.0
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
        begins = points(self._look[w.tblInd].get(w.w, "")) if w.tblInd in self._look else 0.0
        total = sum(self._grid)
        where = value_of(self._look.get(w.jc))
        if where in ("center", "right", "end"):
            begins = (place.width - total) / (2 if where == "center" else 1)
        self._begins = begins
        self._how = place.how or self._said()

    def _said(self) -> str:
        if is_on(self._look.get(w.bidiVisual)):
            return "in a table whose columns stand from right to left"
        float_ = self._look.get(w.tblpPr)
        if float_ is not None and not self._is_near(float_):
            return "in a table that is put elsewhere on the page"
        return unaccounted(self._look, "tblPr")

    def _is_near(self, float_: etree._Element) -> bool:
        """Whether a table that people have dragged still stands on the page."""
        x, y = points(float_.get(w.tblpX, "")), points(float_.get(w.tblpY, ""))
        place = self._place
        left = x if float_.get(w.horzAnchor) == "page" else x + place.left
        is_from_page = float_.get(w.vertAnchor) == "page"
        return -1 <= left <= place.left + place.width + place.right - min(
            sum(self._grid), place.width
        ) + 1 and (0 if is_from_page else -1) <= y <= (_TALLEST if is_from_page else _TALLEST / 2)

    def row(self, row: etree._Element) -> tuple[str, float]:
        """How all words of a row are shown, if otherwise; its height, if it never grows."""
        found, otherwise = row.find(w.trPr), row.find(w.tblPrEx)  # for one row of a table (17.4.60)
        look: Look = {} if found is None else {str(one.tag): one for one in found}
        own: Look = {} if otherwise is None else {str(one.tag): one for one in otherwise}
        height = look.get(w.trHeight)
        is_exact = height is not None and height.get(w.hRule) == "exact"
        how = "in a hidden row" if is_on(look.get(w.hidden)) else ""
        return (
            how or unaccounted(look, "trPr") or unaccounted(own, "tblPrEx"),
            (points(height.get(w.val, "")) or 0.1) if height is not None and is_exact else 0.0,
        )

    def kind_of_row(self, row: int, rows: int) -> tuple[bool, bool, int]:
        """Whether a row is the first or the last, and in which band it stands, from 0; -1 in none."""
        size = max(1, whole(value_of(self._look.get(w.tblStyleRowBandSize))))
        at = row - ("firstRow" in self._turns)
        return row == 0, row == rows - 1, at // size % 2 if at >= 0 and "noHBand" not in self._turns else -1

    def width(self, properties: etree._Element | None, column: int, span: int) -> float:
        """How wide a cell is; 0 where the file leaves it to the program."""
        in_grid = sum(self._grid[column : column + span])
        said = None if properties is None else properties.find(w.tcW)
        own = points(said.get(w.w, "")) if said is not None and said.get(w.type) == "dxa" else 0.0
        layout = self._look.get(w.tblLayout)
        if layout is None or layout.get(w.type) != "fixed":
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
        self, properties: etree._Element | None, said: str, row: tuple[bool, bool, int], column: int
    ) -> tuple[Place, int]:
        """What stands in a cell, and over how many columns.

        Args:
            properties: The cell's own.
            said: How its row is shown, if otherwise.
            row: As ``kind_of_row`` says.
            column: Its first column.
        """
        span = max(1, whole(value_of(properties, "gridSpan")))
        parts, width = self.parts(row, column, span), self.width(properties, column, span)
        own: Look = {} if properties is None else {str(one.tag): one for one in properties}
        styled = self._formatting.of_table(self._style, parts, "tcPr")
        look = laid_over(styled, own.values())
        margins = [
            _margin(look.get(w.tcMar), self._look.get(w.tblCellMar), side) for side in ("left", "right")
        ]
        place = self._place
        inner = (width - sum(margins)) if width else place.width
        is_crossed = _is_crossed(styled.get(w.tcBorders)) or _is_crossed(own.get(w.tcBorders))
        how = self._how or said or ("crossed out by lines" if is_crossed else "") or _in_cell(look)
        begins = place.left + self._begins + sum(self._grid[:column])
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
            how = "beside the page"
        if not how and inner < _NARROWEST:
            how = "in a column too narrow to be read"
        behind = (
            self._palette.shading(own.get(w.shd))
            or self._palette.shading(look.get(w.shd))
            or self._palette.shading(self._look.get(w.shd))
            or place.behind
        )
        return Place(margins[0], inner, margins[1], behind, self._style, parts, how), span


def _in_cell(look: Look) -> str:
    for name in ("vMerge", "hMerge"):
        if (merged := look.get(w[name])) is not None and merged.get(w.val, "continue") == "continue":
            return "in a cell that lies below another"
    if value_of(look.get(w.textDirection)) not in LEFT_TO_RIGHT:
        return "turned on its side"
    if is_on(look.get(w.tcFitText)):
        return "squeezed into the width of its cell"
    return unaccounted(look, "tcPr")


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


def _margin(own: etree._Element | None, of_table: etree._Element | None, side: str) -> float:
    for margins in (own, of_table):
        for name in (side, {"left": "start", "right": "end"}[side]):
            if margins is not None and (found := margins.find(w[name])) is not None:
                return points(found.get(w.w, ""))
    return _MARGIN
