"""Reads the tables and paragraphs of a Word document as they look with its tracked changes accepted."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any, TypeAlias

from drafter.documents.messages import Report
from drafter.documents.table import Cell, Document, Piece, Table, opening, plain
from drafter.text import letter_of

Element: TypeAlias = Any  # of lxml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Elements whose words went or are no words of the text (ISO 29500-1, 17.13.5 and 17.16).
_SKIPPED = {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "rPr", "pPr", "txbxContent", "delText")
}
_CHANGES = {f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
_OFF = ("0", "false", "off", "none")
_LETTERED, _ROMANS = ("lowerLetter", "upperLetter"), ("lowerRoman", "upperRoman")
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_word(content: bytes, file: str) -> Document:
    """Read a .docx file.

    Args:
        content: Its bytes, which are known to be a zip with Word's main part.
        file: The name for messages.
    """
    import docx

    document = docx.Document(io.BytesIO(content))
    report = Report(file)
    body = document.element.body
    if any(next(body.iter(name), None) is not None for name in _CHANGES):
        report.add("tracked-changes")
    reader = _Reader(_Numbering(document), report)
    blocks: list[Piece | Table] = []
    tables, paragraphs = count(1), count(1)
    for element in _children(body):
        if element.tag == f"{_W}tbl":
            blocks.append(reader.table(element, f"table {next(tables)}"))
        elif element.tag == f"{_W}p":
            blocks += reader.paragraph(element, f"paragraph {next(paragraphs)}")
    for note in reader.notes(document):
        report.add("left-out", note)
    return Document(file, tuple(blocks), tuple(report.problems))


def _children(parent: Element) -> Iterator[Element]:
    """Return the children of an element; those of content controls and insertions in their place."""
    for child in parent:
        if child.tag in (f"{_W}sdt", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo", f"{_W}sdtContent"):
            yield from _children(child)
        else:
            yield child


def _has(properties: Element | None, name: str) -> bool:
    """Return whether a property is set and not switched off."""
    found = None if properties is None else properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def _value(element: Element | None, *path: str) -> str:
    for name in path:
        element = None if element is None else element.find(f"{_W}{name}")
    return "" if element is None else str(element.get(f"{_W}val", ""))


class _Reader:
    def __init__(self, numbering: _Numbering, report: Report) -> None:
        self.numbering = numbering
        self.report = report
        self._unfinished = ""  # of a paragraph whose end was deleted

    def table(self, element: Element, name: str) -> Table:
        rows: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # column → row and place of a cell that may go on down
        for row in (child for child in _children(element) if child.tag == f"{_W}tr"):
            properties = row.find(f"{_W}trPr")
            if properties is not None and properties.find(f"{_W}del") is not None:
                continue
            column = int(_value(properties, "gridBefore") or 0)
            cells: list[Cell] = [Cell((), 0, column)] if column else []
            for tc in (child for child in _children(row) if child.tag == f"{_W}tc"):
                width = int(_value(tc, "tcPr", "gridSpan") or 1)
                place = f"{name}, row {len(rows) + 1}, column {column + 1}"
                pieces = tuple(self._inside(tc, place))
                merge = None if tc.find(f"{_W}tcPr") is None else tc.find(f"{_W}tcPr").find(f"{_W}vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
                if goes_on and column in open_cells and not pieces:
                    at, place_in_row = open_cells[column]
                    above = rows[at][place_in_row]
                    rows[at][place_in_row] = Cell(
                        above.paragraphs, above.column, above.columns, len(rows) - at + 1
                    )
                else:
                    open_cells[column] = (len(rows), len(cells))
                    cells.append(Cell(pieces, column, width))
                column += width
            after = int(_value(properties, "gridAfter") or 0)
            rows.append([*cells, Cell((), column, after)] if after else cells)
        return Table(name, tuple(map(tuple, rows)))

    def _inside(self, cell: Element, place: str) -> Iterator[Piece]:
        for child in _children(cell):
            if child.tag == f"{_W}p":
                yield from self.paragraph(child, place)
            elif child.tag == f"{_W}tbl":
                for row in (row for row in _children(child) if row.tag == f"{_W}tr"):
                    for inner in (tc for tc in _children(row) if tc.tag == f"{_W}tc"):
                        yield from self._inside(inner, place)

    def paragraph(self, element: Element, place: str) -> Iterator[Piece]:
        """Return a paragraph's lines, the first with the label that Word makes."""
        text, hidden = self._unfinished, ""
        for sign, is_hidden in self._signs(element):
            text, hidden = (text, hidden + sign) if is_hidden else (text + sign, hidden)
        properties = element.find(f"{_W}pPr")
        mark = None if properties is None else properties.find(f"{_W}rPr")
        self._unfinished = ""
        if mark is not None and mark.find(f"{_W}del") is not None:
            self._unfinished = text
            return
        if hidden.strip():
            self.report.add("hidden", Piece(hidden, place=place), text=opening(hidden))
        if not text.strip():
            return
        level = self.numbering.heading_level(element)
        text = plain(self.numbering.label(element) + text)
        yield from (Piece(line, place=place, level=level) for line in text.split("\n") if line.strip())

    def _signs(self, element: Element) -> Iterator[tuple[str, bool]]:
        for run in element:
            if run.tag in _SKIPPED or run.tag.endswith("}AlternateContent"):
                continue
            if run.tag == f"{_W}r":
                hidden = _has(run.find(f"{_W}rPr"), "vanish") or self.numbering.hides(run)
                for child in run:
                    if child.tag == f"{_W}t":
                        yield child.text or "", hidden
                    elif child.tag in _SIGNS:
                        yield _SIGNS[child.tag], hidden
            else:
                yield from self._signs(run)

    def notes(self, document: Any) -> Iterator[Piece]:
        """Return the paragraphs of footnotes and endnotes, which are no part of the matrix."""
        from docx.oxml import parse_xml

        for relation in document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind in ("footnotes", "endnotes") and not relation.is_external:
                for paragraph in parse_xml(relation.target_part.blob).iter(f"{_W}p"):
                    yield from self.paragraph(paragraph, kind[:-1])


class _Numbering:
    """Labels that Word makes: numbers and letters of lists, set in a paragraph or in its style."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in document.styles.element}
        self._levels: dict[tuple[str, int], Element] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in numbering.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                key = str(abstract.get(f"{_W}abstractNumId")), int(level.get(f"{_W}ilvl"))
                self._levels[key] = level
        for number in numbering.iter(f"{_W}num"):
            name = str(number.get(f"{_W}numId"))
            self._abstract[name] = _value(number, "abstractNumId")
            for change in number.iter(f"{_W}lvlOverride"):
                if start := _value(change, "startOverride"):
                    self._starts[name, int(change.get(f"{_W}ilvl"))] = int(start)

    def _chain(self, element: Element) -> Iterator[Element]:
        """Return a paragraph's properties, then those of its style and of the styles that this is based on."""
        properties = element.find(f"{_W}pPr")
        if properties is not None:
            yield properties
        name, seen = _value(properties, "pStyle"), set[str]()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            if (of_style := self._styles[name].find(f"{_W}pPr")) is not None:
                yield of_style
            name = _value(self._styles[name], "basedOn")

    def hides(self, run: Element) -> bool:
        """Return whether the character style of a run hides it."""
        style = self._styles.get(_value(run, "rPr", "rStyle"))
        return style is not None and _has(style.find(f"{_W}rPr"), "vanish")

    def heading_level(self, element: Element) -> int:
        """Return the level of a heading, from 1, by the outline level of its style; 0 for other paragraphs."""
        for properties in self._chain(element):
            if level := _value(properties, "outlineLvl"):
                return (int(level) + 1) % 10
        name = _value(self._styles.get(_value(element, "pPr", "pStyle")), "name").casefold()
        return int(name[8:]) if name.startswith("heading ") and name[8:].isdecimal() else 0

    def label(self, element: Element) -> str:
        """Return the label of a paragraph with a blank behind it; empty for bullets and plain paragraphs."""
        number, level = "", ""
        for properties in self._chain(element):
            number = number or _value(properties, "numPr", "numId")
            level = level or _value(properties, "numPr", "ilvl")
        depth = int(level or 0)
        abstract = self._abstract.get(number, "")
        at = self._levels.get((abstract, depth))
        if at is None:
            return ""
        # Lists that share one definition count on, unless one of them has a start of its own.
        counts = self._counts[number if (number, depth) in self._starts else abstract]
        start = self._starts.get((number, depth)) or int(_value(at, "start") or 1)
        counts[depth] = counts.get(depth, start - 1) + 1
        for below in [one for one in counts if one > depth]:
            del counts[below]
        if _value(at, "numFmt") in ("bullet", "none"):
            return ""
        text = _value(at, "lvlText")
        for one in range(depth + 1):
            of_level = self._levels.get((abstract, one), at)
            shown = _figure(counts.get(one, int(_value(of_level, "start") or 1)), _value(of_level, "numFmt"))
            text = text.replace(f"%{one + 1}", shown)
        return f"{text} " if text.strip() else ""


def _figure(number: int, kind: str) -> str:
    """Return a number as a list prints it: 3, c, iii."""
    if kind in _LETTERED:
        shown = letter_of(number)
    elif kind in _ROMANS:
        shown, left = "", number
        for value, sign in _ROMAN:
            shown, left = shown + sign * (left // value), left % value
    else:
        return str(number)
    return shown.upper() if kind.startswith("upper") else shown
