"""Rows of a text table that a conversion has put on several lines, and headings left without tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.documents.citation_forms import Forms, is_cited
from drafter.documents.table import Cell, Document, Piece, Row

_LONGEST_HEADING = 300


def join_lines(document: Document, forms: Forms) -> Document:
    """Put rows together, in a text, as Word leaves them where a cell has several paragraphs.

    Lines are one row only where nothing else can be meant: they follow one another without a blank line,
    have as many tabs as a row together, and each of them ends in a text that has no citation yet, beside
    texts that have theirs. Two short rows whose texts are whole could as well lack a cell each; they stay
    as they are, and are errors.

    Args:
        document: As it was read.
        forms: Finds citations.
    """
    if [bool(table.rows) for table in document.tables] != [True] or any(
        piece.stands for piece in document.pieces
    ):
        return document
    (table,) = document.tables
    width = len(table.rows[0])
    title = _title(document)
    lines: list[tuple[int, Row]] = [(_line(row), row) for row in table.rows]
    loose = {piece.line: piece for piece in document.outside}
    first = lines[0][0]
    alone = [piece for piece in document.outside if piece.line > first and piece.text.strip()]
    lines = sorted([*lines, *((piece.line, (Cell((piece,)),)) for piece in alone)], key=lambda one: one[0])
    rows: list[Row] = []
    used: set[int] = set()
    at = 0
    while at < len(lines):
        line, row = lines[at]
        count, joined = _join(lines[at:], width, forms) if line not in loose else (1, row)
        if line in loose and not _is_heading(lines, at, title, loose):
            at += 1
            continue
        rows.append(joined)
        used |= {number for number, _ in lines[at : at + count]}
        at += count
    outside = tuple(piece for piece in document.outside if piece.line not in used)
    return replace(document, tables=(replace(table, rows=tuple(rows)),), outside=outside)


def _line(row: Row) -> int:
    return next((piece.line for cell in row for piece in cell.pieces), 0)


def _title(document: Document) -> str:
    """The title, which pages repeat above their heads."""
    first = _line(document.tables[0].rows[0])
    before = [piece.text.strip() for piece in document.outside if piece.line < first]
    return before[-1] if before else ""


def _is_heading(lines: Sequence[tuple[int, Row]], at: int, title: str, loose: dict[int, Piece]) -> bool:
    """Whether a line without tabs is a heading: it stands right above a row, or above such a heading."""
    line, row = lines[at]
    text = row[0].text
    if text == title or is_cited(text) or len(text) > _LONGEST_HEADING:
        return False
    if at + 1 == len(lines) or lines[at + 1][0] != line + 1:
        return False
    return lines[at + 1][0] not in loose or _is_heading(lines, at + 1, title, loose)


def _join(lines: Sequence[tuple[int, Row]], width: int, forms: Forms) -> tuple[int, Row]:
    """How many lines are one row, from the first on, and that row."""
    line, row = lines[0]
    count, joined = 1, row
    for place, (number, more) in enumerate(lines[1:], start=1):
        is_whole = len(more) >= width and len(joined) < width
        if number != line + place or is_whole or not _is_unfinished(joined, forms) or not more[0].paragraphs:
            break
        if len(joined) + len(more) - 1 > width:
            break
        joined = _together(joined, more)
        if len(joined) == width:
            count = place + 1
    return (count, _rejoined(lines[:count])) if count > 1 else (1, row)


def _is_unfinished(row: Row, forms: Forms) -> bool:
    """Whether the last text of a row still lacks its citation, beside texts that have theirs."""
    last = row[-1].text
    if not last or not any(forms.find(cell.text) for cell in row[:-1]):
        return False
    marks = forms.find(last)
    return not marks or bool(last[marks[-1].end :].strip(" .;,:"))


def _together(row: Row, more: Row) -> Row:
    """Two lines as one row, the last cell of the one going on in the first of the other."""
    last, first = row[-1], more[0]
    cell = replace(
        last, paragraphs=(*last.paragraphs, *first.paragraphs), layout=(*last.layout, *first.layout)
    )
    others = tuple(replace(one, column=last.column + place) for place, one in enumerate(more[1:], start=1))
    return (*row[:-1], cell, *others)


def _rejoined(lines: Sequence[tuple[int, Row]]) -> Row:
    row = lines[0][1]
    for _, more in lines[1:]:
        row = _together(row, more)
    return row
