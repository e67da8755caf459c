"""Reads tables out of text: cells separated by tabs, commas or semicolons, a row a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from drafter.documents.table import Cell, Document, Piece, Table, plain
from drafter.text import line_and_column

_MARK = re.compile(r"</?(?:p|br)\b[^<>]*>", re.IGNORECASE)
_CSV_MARKS = (";", ",", "|")
_LONGEST_CELL = 2**31 - 1  # the most that every system takes


def read_tabbed(text: str, file: str) -> Document:
    """Read text with tabs between its cells, and perhaps paragraphs marked by ``<p>`` in them.

    Lines without a tab are paragraphs between the tables. Text without any tab is read as separated.

    Args:
        text: The whole text, with line feeds as its only line ends.
        file: The name for messages.
    """
    if "\t" not in text:
        return read_separated(text, file)
    if re.search(r'(?:^|\t)"[^"\n\t]*\n', text, re.MULTILINE):  # quoted cells that run over lines
        return read_separated(text, file, "\t")
    blocks: list[Piece | Table] = []
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            rows.append(tuple(_cells(line, number)))
        elif line.strip():
            _end_table(blocks, rows)
            blocks.append(Piece(plain(line), number, 1))
    _end_table(blocks, rows)
    return Document(file, tuple(blocks))


def _end_table(blocks: list[Piece | Table], rows: list[tuple[Cell, ...]]) -> None:
    if rows:
        blocks.append(Table(f"the table at line {_line(rows)}", tuple(rows)))
        rows.clear()


def _line(rows: list[tuple[Cell, ...]]) -> int:
    return next((piece.line for row in rows for cell in row for piece in cell.paragraphs), 0)


def _cells(line: str, number: int) -> Iterator[Cell]:
    start = 0
    for place, text in enumerate(line.split("\t")):
        marks = [*(mark.span() for mark in _MARK.finditer(text)), (len(text), len(text))]
        pieces = []
        begin = 0
        for end, next_begin in marks:
            inside = text[begin:end].strip()
            inside = inside[1:-1].replace('""', '"') if re.fullmatch(r'"(?:[^"]|"")*"', inside) else inside
            if inside:
                at = start + text.index(text[begin:end].strip(), begin) + 1
                pieces.append(Piece(plain(inside), number, at))
            begin = next_begin
        yield Cell(tuple(pieces), place)
        start += len(text) + 1


def read_separated(text: str, file: str, mark: str = "") -> Document:
    """Read comma-separated values, whatever the mark between them is.

    Args:
        text: The whole text, with line feeds as its only line ends.
        file: The name for messages.
        mark: What separates the cells; empty where the heads are to tell.
    """
    csv.field_size_limit(_LONGEST_CELL)
    mark = mark or _mark_of(text)
    rows = []
    offset = 0
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark)
    lines = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    for values in reader:
        row = []
        for column, value in enumerate(values):
            pieces = []
            for part in (part for part in value.split("\n") if part.strip()):
                at = text.find(part.replace('"', '""') if '"' in part else part, offset)
                at = offset if at < 0 else at
                pieces.append(Piece(plain(part), *line_and_column(text, at)))
            row.append(Cell(tuple(pieces), column))
        rows.append(tuple(row))
        offset = lines[min(reader.line_num, len(lines) - 1)]
    blocks = (Table("the table", tuple(rows)),) if any(len(row) > 1 for row in rows) else ()
    return Document(file, blocks)


def _mark_of(text: str) -> str:
    """Return the mark that the first lines have most alike."""

    def score(mark: str) -> tuple[int, int]:
        widths = [
            len(row) for row in csv.reader(text[:20_000].splitlines(keepends=True), delimiter=mark) if row
        ]
        common = max(set(widths), key=lambda width: (width > 1, widths.count(width)), default=0)
        return (widths.count(common) if common > 1 else 0, common)

    return max(("\t", *_CSV_MARKS), key=score)
