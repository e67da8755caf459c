"""Annex B as the files that secretariats have: made by other programs from what stands in its cells."""

from __future__ import annotations

import csv
import functools
import io
from pathlib import Path

from drafter.documents.interpreter import interpret
from drafter.documents.readers import read
from drafter.documents.source import read_document
from drafter.problems import Severity
from tools import KYOTO_2021

ANNEX_B = KYOTO_2021 / "annex-b.txt"
LIST_HEADS = ("region", "theme", "paragraph", "text")


@functools.cache
def rows_of_annex_b() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Its rows: for each cell the paragraphs."""
    (table,) = read(ANNEX_B.read_bytes(), ANNEX_B).tables
    return tuple(
        tuple(tuple(piece.text.strip() for piece in cell.paragraphs) for cell in row) for row in table.rows
    )


@functools.cache
def recommendations_of_annex_b() -> tuple[tuple[str, str, str, str], ...]:
    """All 249 as a list: region, theme, paragraph, text."""
    matrix = read_document(ANNEX_B).matrix
    names = {region.key: region.name for region in matrix.regions}
    return tuple(
        (names[item.region], matrix.theme_by_id[item.themes[0]].title, item.citation.label, item.text)
        for item in matrix.recommendations
    )


def as_csv(rows, **form) -> str:
    """Rows as the standard library writes them."""
    text = io.StringIO(newline="")
    csv.writer(text, **form).writerows(rows)
    return text.getvalue()


def grid_of_annex_b() -> list[list[str]]:
    """Its rows, the paragraphs of a cell on lines of their own."""
    return [["\n".join(cell) for cell in row] for row in rows_of_annex_b()]


def is_heading(row) -> bool:
    """Whether a row of it is a heading, as one sees: one filled cell, and no recommendation in it."""
    return bool(row[0]) and not any(row[1:]) and "[Report" not in str(row[0]) and not str(row[0])[0].islower()


def texts(document) -> list[list[tuple[str, ...]]]:
    """What a document's cells say, white space aside: by row, its filled cells' paragraphs."""
    return [
        [tuple(" ".join(piece.text.split()) for piece in cell.paragraphs) for cell in row if cell.text]
        for table in document.tables
        for row in table.rows
    ]


def expected(rows=None) -> list[list[tuple[str, ...]]]:
    """Likewise, of what went into it; a row in which nothing is filled has nothing."""
    return [
        [tuple(" ".join(text.split()) for text in cell) for cell in row if cell]
        for row in rows or rows_of_annex_b()
    ]


def texts_of_annex_b() -> set[tuple[str, str, str]]:
    """Its 249 texts with their regions and numbers, without white space."""
    return {(region, label, "".join(text.split())) for region, _, label, text in recommendations_of_annex_b()}


def texts_in(document) -> set[tuple[str, str, str]]:
    """Likewise, of what is read from a document, which must have no fault."""
    reading = interpret(document, "annex-b", None, ())
    assert not [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    names = {region.key: region.name for region in reading.matrix.regions}
    return {
        (names[item.region], item.citation.label, "".join(item.text.split()))
        for item in reading.matrix.recommendations
    }


def read_bytes_as(name: str, content: bytes):
    """What is read from bytes under a name."""
    return read(content, Path(name))
