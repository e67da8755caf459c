"""Makes small matrix documents in all formats."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drafter.documents import About, Layout, read_document
from drafter.problems import Problem, Severity
from tools import tool

W = nsdecls("w")
Rows = Sequence[Sequence[Any]]


def word(path: Path, *tables: Rows, above: Sequence[str] = (), below: Sequence[str] = ()) -> Path:
    """Write tables unchanged into a .docx file, with a heading above each."""
    document = docx.Document()
    for number, rows in enumerate(tables):
        if number < len(above):
            style, _, text = above[number].rpartition("|")
            document.add_paragraph(text, style=style or None)
        table = document.add_table(0, max(map(len, rows)))
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                first, *rest = str(text).split("\n")
                cell.paragraphs[0].text = first
                for line in rest:
                    cell.add_paragraph(line)
    for text in below:
        document.add_paragraph(text)
    document.save(path)
    return path


def change_word(path: Path, change: Callable[[Any], None]) -> Path:
    """Change a .docx file through python-docx."""
    document = docx.Document(path)
    change(document)
    document.save(path)
    return path


def in_cell(document: Any, row: int, column: int, xml: str) -> None:
    """Put markup in place of a cell's first paragraph."""
    paragraph = document.tables[0].cell(row, column).paragraphs[0]._p
    paragraph.getparent().replace(paragraph, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def excel(path: Path, merged: Sequence[str] = (), **sheets: Rows) -> Path:
    """Write sheets into an .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([value if value != "" else None for value in row])
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def separated(path: Path, rows: Rows, mark: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows into a text file with a mark between the cells."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def web(path: Path, rows: Rows, around: str = "{}") -> Path:
    """Write rows into an .html file."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(text)).replace(chr(10), '<br>')}</td>" for text in row) + "</tr>"
        for row in rows
    )
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{around.format(f'<table>{body}</table>')}", "utf-8")
    return path


def converted(path: Path, ending: str) -> Path:
    """Convert a document with LibreOffice."""
    profile = (path.parent / "profile").as_uri()
    command = [tool("soffice"), f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path.with_suffix(f".{ending}")


def outcome(
    path: Path, about: About | None = None, layout: Layout | None = None
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return theme → id → text, and the problems."""
    matrix, problems = read_document(path, about, layout)
    found: dict[str, dict[str, str]] = {theme.heading: {} for theme in matrix.themes}
    for item in matrix.recommendations:
        for placement in item.placements:
            found[matrix.theme_by_id[placement.theme].heading][item.id] = placement.text
    return found, list(problems)


def errors(problems: Sequence[Problem]) -> list[str]:
    """Return the codes of the errors."""
    return [problem.code for problem in problems if problem.severity is Severity.ERROR]


def doubts(problems: Sequence[Problem]) -> list[str]:
    """Return the codes of what is no error."""
    return [problem.code for problem in problems if problem.severity is not Severity.ERROR]
