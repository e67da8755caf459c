"""Reads a matrix saved as text: one row a line, cells separated by tabs, paragraphs in ``<p>`` or bare."""

from __future__ import annotations

import re

from drafter.matrix.readers.table import Cell, Piece, Row, Table

_MARK = re.compile(r"</?(?:p|br)\b[^<>]*>", re.IGNORECASE)


def read_tabbed_text(text: str, file: str) -> Table:
    """Read the text of a matrix document as a plain table.

    Args:
        text: The whole document, with line feeds as its only line ends.
        file: The name to report in problems.
    """
    rows: list[Row] = []
    outside: list[Piece] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            rows.append(_read_row(Piece(line, number, 1)))
        elif line:
            outside.append(Piece(line, number, 1))
    return Table(file, tuple(rows), tuple(outside))


def _read_row(line: Piece) -> Row:
    cells = []
    start = 0
    for raw in line.text.split("\t"):
        cells.append(_read_cell(line.part(start, start + len(raw))))
        start += len(raw) + 1
    return Row(tuple(cells))


def _read_cell(raw: Piece) -> Cell:
    paragraphs: list[Piece] = []
    layout: list[Piece] = []
    start = 0
    for mark in _MARK.finditer(raw.text):
        _sort_in(raw.part(start, mark.start()), paragraphs, layout)
        layout.append(raw.part(mark.start(), mark.end()))
        start = mark.end()
    _sort_in(raw.part(start), paragraphs, layout)
    return Cell(tuple(paragraphs), tuple(layout))


def _sort_in(piece: Piece, paragraphs: list[Piece], layout: list[Piece]) -> None:
    if piece.text:
        (layout if piece.text.isspace() else paragraphs).append(piece)
