"""What readers of sheets and lists share: from rows of cells to a table, and what stands above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.documents.table import Cell, Piece, Row, Table

_SEVERAL = 2


def table_of(name: str, rows: Sequence[Row]) -> tuple[tuple[Table, ...], tuple[Piece, ...]]:
    """Make a table of the rows of a sheet.

    Rows and columns with nothing in them are no part of the table. Rows above with one filled cell each, as
    titles stand over a table, are text outside it.

    Returns:
        The table, or nothing where no cell is filled, and what stands outside it.
    """
    rows = [row for row in rows if any(cell.pieces for cell in row)]
    if not rows:
        return (), ()
    widths = [sum(bool(cell.pieces) for cell in row) for row in rows]
    first = next((number for number, width in enumerate(widths) if width >= _SEVERAL), 0)
    outside = tuple(piece for row in rows[:first] for cell in row for piece in cell.pieces)
    inside = rows[first:]
    used = sorted({cell.column for row in inside for cell in row if cell.pieces})
    place = {column: number for number, column in enumerate(used)}
    return (Table(name, tuple(_narrowed(row, place) for row in inside)),), outside


def _narrowed(row: Row, place: dict[int, int]) -> Row:
    """The row without the columns that are not used."""
    cells: list[Cell] = []
    for cell in row:
        numbers = [place[c] for c in range(cell.column, cell.column + cell.columns) if c in place]
        if numbers:
            cells.append(replace(cell, column=numbers[0], columns=len(numbers)))
    return tuple(cells)
