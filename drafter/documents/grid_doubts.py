"""Leaves over what cannot be told in a grid: rows that do not fit, cells in several columns or in none."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.documents.table import Account, Cell, SpanKind, opening
from drafter.documents.tables import Head, Line, Sheet


def leave_cell(why: str, cell: Cell, account: Account) -> None:
    """Leave over a cell."""
    account.take(SpanKind.LAYOUT, cell.layout)
    account.leave("note", cell.notes)
    account.leave(why, cell.paragraphs)


def refuse_row(line: Line, sheet: Sheet, account: Account, *, has_themes: bool) -> None:
    """Say that a row does not fit, and whose its words might be.

    A cell too few or too many would put one region's words under another's name.
    """
    filled, width = line.filled, sheet.width
    last = filled[-1]
    names = [
        next((head.name for head in sheet.heads if head.start <= place < head.end), "")
        for place in (last.column, last.column + width - line.covered)
    ]
    either = " or ".join(dict.fromkeys(name or "no region" for name in names))
    # Where there are themes beside the regions, all columns count.
    key = "wrong-number-of-cells" + ("/themes" if has_themes else "")
    account.report(
        key,
        filled[0].paragraphs[0],
        cells=line.covered,
        columns=width,
        text=opening(last.text),
        either=either,
    )


def refuse_cell(cell: Cell, heads: Iterable[Head], account: Account) -> None:
    """Say that a cell stands in several columns, or in none."""
    account.take(SpanKind.LAYOUT, cell.layout)
    account.leave("note", cell.notes)
    if not cell.paragraphs:
        return
    end = cell.column + cell.columns
    names = [head.name for head in heads if cell.column < head.end and end > head.start]
    key = "across-regions" if names else "outside-columns"
    for piece in cell.paragraphs:
        account.take(SpanKind.LEFT_OVER, [piece])
        account.report(key, piece, text=opening(piece.text), names=" and ".join(names))
