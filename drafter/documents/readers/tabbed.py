"""Reads text: one row a line, cells separated by tabs, paragraphs in ``<p>`` or bare."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.documents.table import Cell, Document, Piece, Row, Table
from drafter.files.limits import MOST_COLUMNS, refuse_beyond

_MARK = re.compile(r"</?(?:p|br)\b[^<>]*>", re.IGNORECASE)


def read_tabbed_text(text: str, file: str) -> Document:
    """Read the text of a matrix document.

    Args:
        text: The whole document, with line feeds as its only line ends.
        file: The name to report in problems.
    """
    lines = [Piece(line, number, 1) for number, line in enumerate(text.split("\n"), start=1) if line]
    for line in lines:
        refuse_beyond(line.text.count("\t"), MOST_COLUMNS, f"{file}:{line.line}", "columns")
    rows = [_read_row(line) for line in lines if "\t" in line.text]
    tables = (Table("the table", tuple(rows)),) if rows else ()
    return Document(file, tables, tuple(line for line in lines if "\t" not in line.text))


def _read_row(line: Piece) -> Row:
    cells = []
    start = 0
    for column, raw in enumerate(line.text.split("\t")):
        cells.append(replace(_read_cell(line.part(start, start + len(raw))), column=column))
        start += len(raw) + 1
    return tuple(cells)


def _read_cell(raw: Piece) -> Cell:
    paragraphs: list[Piece] = []
    layout: list[Piece] = []
    start = 0
    for begin, end in [*(mark.span() for mark in _MARK.finditer(raw.text)), (len(raw.text), len(raw.text))]:
        text = raw.part(start, begin)
        (paragraphs if text.text.strip() else layout).append(text)
        layout.append(raw.part(begin, end))
        start = end
    return Cell(tuple(paragraphs), tuple(piece for piece in layout if piece.text))
