"""The sheets of a workbook, whatever its format, as tables."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from drafter.documents.readers.grid import table_of
from drafter.documents.table import CATALOGUE, Cell, Document, Piece, Row, Table, opening
from drafter.files.limits import MOST_CELLS, MOST_COLUMNS, refuse_beyond
from drafter.problems import DrafterError, Problem

Place: TypeAlias = tuple[int, int]  # row and column, from 0
_LETTERS = 26
_MOST_RUNS = 12  # of hidden rows, in a message
COPY_THE_TABLE = "Copy the table into a new sheet, and save that; or divide it."
_SAVE_AGAIN = "Open the workbook in Excel or LibreOffice, which calculates it, save it, and read it again."


@dataclass(slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: As its tab says.
        is_hidden: Whether a reader of the workbook does not see it.
        texts: What the filled cells show, with line feeds as line ends.
        spans: How many rows and columns merged cells have, by their first cell.
        bold: The cells that are in bold type as a whole.
        notes: Comments on cells.
        without_value: Cells with a formula and no result.
        hidden_rows: Rows that a reader of the workbook does not see, from 0.
        hidden_columns: Columns, likewise.
        boxes: What stands in text boxes and shapes over the cells.
        doubts: What had to be decided about cells: a key of the catalogue, and its facts.
    """

    name: str
    is_hidden: bool = False
    texts: dict[Place, str] = field(default_factory=dict)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    bold: set[Place] = field(default_factory=set)
    notes: dict[Place, str] = field(default_factory=dict)
    without_value: list[Place] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[str] = field(default_factory=list)
    doubts: list[tuple[Place, str, Mapping[str, str]]] = field(default_factory=list)

    def stands(self, place: Place) -> str:
        """How a user calls a place: “sheet Matrix, cell C14”."""
        return f"sheet {self.name}, cell {cell_name(place)}"


def column_name(column: int) -> str:
    """The name of a column: “C”."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_name(place: Place) -> str:
    """The name of a cell: “C14”."""
    row, column = place
    return f"{column_name(column)}{row + 1}"


def document_of(sheets: Sequence[Sheet], path: Path) -> Document:
    """Make a document of a workbook's sheets: those that can be seen, or all where none can.

    Raises:
        DrafterError: if a formula has no stored value.
    """
    is_seen = any(sheet.texts and not sheet.is_hidden for sheet in sheets)
    tables: list[Table] = []
    outside: list[Piece] = []
    doubts: list[Problem] = []
    characters = before = 0
    for sheet in sheets:
        boxes = (opening(text) for text in sheet.boxes if text.strip())
        doubts += [problem(path, "text-box", f"sheet {sheet.name}", text=text) for text in boxes]
        if not (sheet.texts or sheet.without_value or sheet.notes):
            continue
        if sheet.is_hidden and is_seen:
            facts = {"sheet": sheet.name, "count": len(sheet.texts)}
            doubts.append(problem(path, "hidden-sheet", f"sheet {sheet.name}", **facts))
            continue
        if sheet.without_value:
            raise _no_value(sheet, path)
        doubts += [problem(path, key, sheet.stands(at), **facts) for at, key, facts in sheet.doubts]
        doubts += _hidden(sheet, path)
        _refuse_too_large(sheet, path)
        rows, covered = _rows(sheet, before)
        found, above = table_of(f"sheet {sheet.name}", rows)
        tables += found
        outside += [*above, *covered]
        doubts += [problem(path, "under-merged-cell", piece.stands) for piece in covered]
        characters += sum(
            len("".join(text.split())) for text in chain(sheet.texts.values(), sheet.notes.values())
        )
        before += max(row for row, _ in chain(sheet.texts, sheet.notes)) + 1
    return Document(str(path), tuple(tables), tuple(outside), tuple(doubts), characters)


def _refuse_too_large(sheet: Sheet, path: Path) -> None:
    """Refuse a sheet with more cells than are read.

    Raises:
        DrafterError: which names the sheet.
    """
    places = {*sheet.texts, *sheet.notes}
    rows, columns = len({row for row, _ in places}), len({column for _, column in places})
    stands = f"{path}: sheet {sheet.name}"
    refuse_beyond(columns, MOST_COLUMNS, stands, "columns", COPY_THE_TABLE)
    refuse_beyond(rows * columns, MOST_CELLS, stands, "cells", COPY_THE_TABLE)
    under = sum(min(down, rows) * min(across, columns) for down, across in sheet.spans.values())
    refuse_beyond(under, MOST_CELLS, stands, "cells under merged ones", COPY_THE_TABLE)


def _hidden(sheet: Sheet, path: Path) -> Iterator[Problem]:
    """Say what of a sheet is hidden, and was read."""
    stands = f"sheet {sheet.name}"
    if sheet.is_hidden:
        yield problem(path, "hidden-sheet/read", stands)
    filled = {*sheet.texts, *sheet.notes}
    rows = sorted({row for row, _ in filled} & sheet.hidden_rows)
    columns = sorted({column for _, column in filled} & sheet.hidden_columns)
    for what, places, name in (("rows", rows, lambda row: f"{row + 1}"), ("columns", columns, column_name)):
        if places:
            yield problem(path, f"hidden-{what}", stands, which=_runs(places, name), count=len(places))


def _runs(places: Sequence[int], name: Callable[[int], str]) -> str:
    """Rows or columns by name, those that follow one another as one: “4, 7 to 9”."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    shown = [name(run[0]) + (f" to {name(run[-1])}" if run[1:] else "") for run in runs]
    return ", ".join(shown[:_MOST_RUNS]) + (" …" if shown[_MOST_RUNS:] else "")


def _rows(sheet: Sheet, before: int) -> tuple[list[Row], list[Piece]]:
    """The rows in which something stands, and what stands hidden under merged cells."""
    places = {*sheet.texts, *sheet.notes}
    rows = sorted({row for row, _ in places})
    columns = sorted({column for _, column in places})
    covered: set[Place] = set()
    spans: dict[Place, tuple[int, int]] = {}
    for (row, column), (height, width) in sheet.spans.items():
        down = rows[bisect_left(rows, row) : bisect_left(rows, row + height)]
        across = columns[bisect_left(columns, column) : bisect_left(columns, column + width)]
        covered |= {(r, c) for r in down for c in across} - {(row, column)}
        spans[row, column] = max(len(down), 1), width
    made = []
    under: list[Piece] = []
    for row in rows:
        cells = []
        length = 1
        for column in columns:
            place = row, column
            pieces = list(_pieces(sheet, place, before + row + 1, length))
            length += sum(len(piece.text) + 1 for piece in pieces)
            if place in covered:
                under += pieces
                continue
            cut = len(pieces) - (place in sheet.notes)
            down_, across_ = spans.get(place, (1, 1))
            cells.append(Cell(tuple(pieces[:cut]), (), column, across_, down_, tuple(pieces[cut:])))
        made.append(tuple(cells))
    return made, under


def _pieces(sheet: Sheet, place: Place, line: int, column: int) -> Iterator[Piece]:
    """The paragraphs of a cell, and the comment on it."""
    stands = sheet.stands(place) if place in sheet.texts or place in sheet.notes else ""
    for text in sheet.texts.get(place, "").split("\n"):
        if text.strip():
            yield Piece(text, line, column, stands, place in sheet.bold)
            column += len(text) + 1
    if place in sheet.notes:
        yield Piece(" ".join(sheet.notes[place].split()), line, column, stands)


def _no_value(sheet: Sheet, path: Path) -> DrafterError:
    first, *others = sheet.without_value
    and_others = f" (so have {len(others)} more)" if others else ""
    message = f"{path}: {sheet.stands(first)} has a formula without a stored value{and_others}"
    return DrafterError(message, _SAVE_AGAIN)


def problem(path: Path, key: str, stands: str, **facts: object) -> Problem:
    """What has to be said of a place, in the words of the catalogue."""
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return Problem(code, message, severity, hint, str(path), stands=stands)


def shown_number(value: float) -> str:
    """A number without a format: 12 for 12.0, and as many places as it has."""
    return f"{value:.0f}" if math.isfinite(value) and value == int(value) else f"{value:.15g}"


def rows_of(values: Iterable[Sequence[object]]) -> Iterator[tuple[Place, object]]:
    """The filled cells of plain rows, with their places."""
    for row, cells in enumerate(values):
        for column, value in enumerate(cells):
            if value not in ("", None):
                yield (row, column), value
