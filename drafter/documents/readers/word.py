"""Word documents: tables and paragraphs, with tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, TypeAlias

from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from drafter.documents.table import Cell, Document, Piece, Report, Table, opening, plain
from drafter.word.guard import open_word
from drafter.word.reading.numbering import Numbering, Styles, look_of, value_of
from drafter.word.reading.settle import CAME, WENT, settle

_P, _R, _T, _TBL, _TR, _TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_PPR, _RPR, _TCPR, _TRPR = (qn(f"w:{name}") for name in ("pPr", "rPr", "tcPr", "trPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTROLS = tuple(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
Element: TypeAlias = Any  # of lxml
_HEADING = re.compile(r"heading([1-9])")


def read_word(content: bytes, file: str) -> Document:
    """Read a .docx file.

    Args:
        content: Its bytes.
        file: The name for messages.

    Raises:
        DrafterError: If it cannot be read.
    """
    document = open_word(content, file)
    report = Report(file)
    body = document.element.body
    if next(body.iter(*CAME, *WENT), None) is not None:
        report.add("tracked-changes")
    settle(body)
    for fallback in list(body.iter(_FALLBACK)):  # repeats the element beside it
        fallback.getparent().remove(fallback)
    reader = _Reader(document, report)
    blocks: list[Piece | Table] = []
    tables, paragraphs = count(1), count(1)
    for element in _children(body):
        if element.tag == _TBL:
            blocks.append(reader.table(element, f"table {next(tables)}"))
        elif element.tag == _P:
            place = f"paragraph {next(paragraphs)}"
            blocks += (piece for inner in element.iter(_P) for piece in reader.paragraph(inner, place))
    for kind in ("footnotes", "endnotes"):
        for paragraph in _root(document, kind).iter(_P):
            for note in reader.paragraph(paragraph, kind):
                report.add("left-out", note)
    return Document(file, tuple(blocks), tuple(report.problems))


def _root(document: Opened, name: str) -> Element:
    """Return the root of a part; an empty element where there is none."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            return parse_xml(relation.target_part.blob)
    return parse_xml(f'<w:none xmlns:w="{qn("w:p")[1:-2]}"/>')


def _children(parent: Element, *tags: str) -> Iterator[Element]:
    """Yield the children of an element; a content control gives its children."""
    for child in parent.iterchildren("*"):
        if child.tag in _CONTROLS:
            yield from _children(child, *tags)
        elif not tags or child.tag in tags:
            yield child


class _Reader:
    def __init__(self, document: Opened, report: Report) -> None:
        self.report = report
        self._styles = Styles(document.styles.element)
        self._numbering = Numbering(_root(document, "numbering"))

    def table(self, element: Element, name: str) -> Table:
        rows: list[list[Cell]] = []
        above: dict[int, tuple[int, int]] = {}  # column → row and place of the last cell in it
        for row in _children(element, _TR):
            properties = row.find(_TRPR)
            column = int(value_of(properties, "gridBefore") or 0)
            cells = [Cell((), 0, column)] if column else []
            for tc in _children(row, _TC):
                width = int(value_of(tc.find(_TCPR), "gridSpan") or 1)
                place = f"{name}, row {len(rows) + 1}, column {column + 1}"
                pieces = tuple(piece for inner in tc.iter(_P) for piece in self.paragraph(inner, place))
                merge = tc.find(f"{_TCPR}/{qn('w:vMerge')}")
                is_more = merge is not None and merge.get(qn("w:val")) != "restart"
                if is_more and column in above and not pieces:
                    at, number = above[column]
                    cell = rows[at][number]
                    rows[at][number] = Cell(cell.paragraphs, column, cell.columns, len(rows) - at + 1)
                else:
                    above[column] = len(rows), len(cells)
                    cells.append(Cell(pieces, column, width))
                column += width
            after = int(value_of(properties, "gridAfter") or 0)
            rows.append([*cells, *([Cell((), column, after)] if after else [])])
        return Table(name, tuple(map(tuple, rows)))

    def paragraph(self, element: Element, place: str) -> Iterator[Piece]:
        """Yield the lines of a paragraph, with the number that Word makes."""
        properties = element.find(_PPR)
        style = self._styles[value_of(properties, "pStyle")]
        list_id = value_of(properties, "numPr", "numId")
        level = value_of(properties, "numPr", "ilvl") or ("" if list_id else style.level)
        label = self._numbering.count(list_id or style.list_id, level)
        text = hidden = ""
        for run in element.iter(_R):
            if next(run.iterancestors(_P)) is not element:
                continue  # of a text box, whose paragraphs are read separately
            properties = run.find(_RPR)
            character = value_of(properties, "rStyle")
            look = {**style.look, **(self._styles[character].look if character else {})}
            words = "".join(
                child.text or "" if child.tag == _T else _SIGNS.get(child.tag, "") for child in run
            )
            if {**look, **look_of(properties)[1]}.get("hidden"):
                hidden += words
            else:
                text += words
        if hidden.strip():
            self.report.add("hidden", Piece(hidden, place=place), text=opening(hidden))
        heading = _HEADING.fullmatch(style.name)
        # A cell may hold nothing but the number that Word makes.
        is_read = text.strip() or place.startswith("table")
        text = plain(f"{label} {text}" if label and is_read else text)
        for line in text.split("\n"):
            if line.strip():
                yield Piece(line, place=place, level=int(heading[1]) if heading else 0)
