"""Writes tracked changes: in a paragraph, of its end, of its properties, of a row (ISO 29500-1, 17.13.5)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from copy import deepcopy
from enum import StrEnum

from lxml import etree

from drafter.docx.markup import R, is_on, w
from drafter.docx.redline.pieces import PieceKind, RunPiece, run_of, text_element

_XMLNS_R = f"{{{R}}}"
# What must have a date and is given none; word processors show that of the changes, not this one.
_NO_DATE = "2000-01-01T00:00:00Z"
_CAME, _GONE = (w.ins, w.moveTo), (w["del"], w.moveFrom)
_AFTER_MARK = (w.sectPr, w.pPrChange)
# What a paragraph's properties say besides how it looks.
_NOT_OF_LOOKS = (w.rPr, *_AFTER_MARK)


class Change(StrEnum):
    """What happened to a piece; the value is the element that says so."""

    NONE = ""
    IN = "ins"
    OUT = "del"
    FROM = "moveFrom"
    TO = "moveTo"

    @property
    def is_out(self) -> bool:
        """Whether it is gone once the change is accepted."""
        return self in (Change.OUT, Change.FROM)


class Marker:
    """Makes the elements of tracked changes, numbered, with who made them and when.

    Args:
        author: Who is said to have made the changes.
        date: When, as an xsd:dateTime; empty to leave it open.
    """

    def __init__(self, author: str, date: str) -> None:
        self._facts = {w.author: author, **({w.date: date} if date else {})}
        self._ids = itertools.count(1)
        self._moves = itertools.count(1)

    def element(self, name: str) -> etree._Element:
        """An element of a tracked change."""
        return etree.Element(w[name], {w.id: self.free_id(), **self._facts})

    def range_start(self, name: str) -> etree._Element:
        """The start of the range of a move, which must have a date (ISO 29500-1, 17.13.5.24 and 28)."""
        made = self.element(name)
        if not made.get(w.date):
            made.set(w.date, _NO_DATE)
        return made

    def free_id(self) -> str:
        """An id that no other mark of the redline has."""
        return str(next(self._ids))

    def move_name(self) -> str:
        """A name for both ends of a move."""
        return f"move{next(self._moves)}"

    # Paragraphs and rows

    def mark_paragraph(self, paragraph: etree._Element, change: Change) -> None:
        """Say of a paragraph's end what happened to it."""
        properties = paragraph_properties(paragraph)
        own = properties.find(w.rPr)
        if own is None:
            own = etree.Element(w.rPr)
            properties.insert(sum(child.tag not in _AFTER_MARK for child in properties), own)
        own.insert(0, self.element(change))

    def mark_properties(self, paragraph: etree._Element, old: etree._Element | None) -> None:
        """Say which properties a paragraph had.

        Args:
            paragraph: The paragraph.
            old: The ``w:pPr`` that it had; None for none.
        """
        properties = paragraph_properties(paragraph)
        etree.strip_elements(properties, w.pPrChange)
        change = self.element("pPrChange")
        had = etree.SubElement(change, w.pPr)
        had.extend(map(deepcopy, _looks(old)))
        properties.append(change)

    def mark_row(self, row: etree._Element, change: Change) -> None:
        """Say of a table's row that it came or went."""
        properties = row.find(w.trPr)
        if properties is None:
            properties = etree.Element(w.trPr)
            row.insert(1 if len(row) and row[0].tag == w.tblPrEx else 0, properties)
        properties.append(self.element(change))

    # Content of a paragraph

    def write(self, pieces: Iterable[tuple[Change, RunPiece]]) -> list[etree._Element]:
        """Pieces as what a paragraph contains; adjacent ones with the same fate in one change."""
        content: list[etree._Element] = []
        around: etree._Element | None = None
        run: etree._Element | None = None
        last, last_properties = Change.NONE, b""
        for change, piece in pieces:
            is_comment = piece.kind is PieceKind.MARK and piece.nodes[0].tag == w.r
            if change is not last or (piece.kind in (PieceKind.MARK, PieceKind.WHOLE) and not is_comment):
                around = run = None
            last = change
            if piece.kind is PieceKind.MARK and not (is_comment and change in (Change.IN, Change.TO)):
                content += piece.nodes
                continue
            if change is Change.NONE:
                target = content
            elif piece.kind is PieceKind.WHOLE and not change.is_out:
                self._wrap_inside(piece.nodes[0], change)
                content += piece.nodes
                continue
            else:
                if around is None:
                    around = self.element(change)
                    content.append(around)
                target = around  # type: ignore[assignment]
            if piece.kind in (PieceKind.FIELD, PieceKind.WHOLE, PieceKind.MARK):
                # A comment on what came goes with it.
                run = None
                target.extend(piece.nodes if change is Change.NONE else _as_runs(piece.nodes, change))
                continue
            properties = _canonical(piece.properties)
            is_note = bool(piece.nodes) and piece.nodes[0].tag == w.footnoteReference
            if run is None or is_note or properties != last_properties:
                run, last_properties = run_of(piece.properties), properties
                target.append(run)
            _add_to(run, piece, change)
            if is_note:
                run = None  # some programs read only one footnote's mark in a run
        return content

    def _wrap_inside(self, element: etree._Element, change: Change) -> None:
        """What cannot stand inside a change (a hyperlink) has the change inside it."""
        for run in list(element.iter(w.r)):
            parent = run.getparent()
            if parent is not None and parent.tag not in (*_CAME, *_GONE):
                around = self.element(change)
                run.addprevious(around)
                around.append(run)


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """A paragraph's properties, made if it has none."""
    properties = paragraph.find(w.pPr)
    if properties is None:
        properties = etree.Element(w.pPr)
        paragraph.insert(0, properties)
    return properties


def _canonical(element: etree._Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element, method="c14n", exclusive=True)


def _add_to(run: etree._Element, piece: RunPiece, change: Change) -> None:
    if piece.kind is PieceKind.TEXT:
        tag = w.delText if change is Change.OUT else w.t
        if len(run) and run[-1].tag == tag:
            run[-1].text = (run[-1].text or "") + piece.key
        else:
            run.append(text_element(tag, piece.key))
        return
    for node in piece.nodes:
        if change.is_out and _points_elsewhere(node):
            continue  # a picture of the old file, which is not in the new one
        run.append(node)
        if change is Change.OUT:
            _rename_texts(node)


def _as_runs(nodes: Iterable[etree._Element], change: Change) -> Iterator[etree._Element]:
    """Runs of a field or a link, which may stand inside a change; a simple field becomes one of runs."""
    for node in nodes:
        if node.tag == w.r:
            inner = [node]
        elif node.tag == w.fldSimple:
            inner = _complex_field(node)
        else:
            inner = list(node.iter(w.r))
        for run in inner:
            if change is Change.OUT:
                _rename_texts(run)
            yield run


def _complex_field(simple: etree._Element) -> list[etree._Element]:
    """A simple field as runs (ISO 29500-1, 17.16.18): a change cannot contain it otherwise."""
    begin, instruction, separate, end = (etree.Element(w.r) for _ in range(4))
    for run, kind in ((begin, "begin"), (separate, "separate"), (end, "end")):
        etree.SubElement(run, w.fldChar).set(w.fldCharType, kind)
    instruction.append(text_element(w.instrText, simple.get(w.instr, "")))
    return [begin, instruction, separate, *simple.iter(w.r), end]


def _rename_texts(element: etree._Element) -> None:
    """Deleted text has an element of its own."""
    for text in element.iter(w.t, w.instrText):
        text.tag = w.delText if text.tag == w.t else w.delInstrText


def _points_elsewhere(node: etree._Element) -> bool:
    return node.tag == w.endnoteReference or any(
        str(name).startswith(_XMLNS_R) for element in node.iter() for name in element.attrib
    )


# What comes or goes at the end of a text, before a table or before a new page


def settle_ends(parent: etree._Element, marker: Marker) -> None:
    """Move the changes of paragraph marks where the last of a run of paragraphs has one, in place.

    A paragraph's mark that comes or goes joins its paragraph to the next one. The last paragraph of a body or
    a cell has no next one: there the mark of the paragraph before it is the one that changes, as when a
    person types Enter at the end of a text and goes on writing. So it is before a paragraph that begins a
    page, to which LibreOffice joins nothing: it would leave an empty paragraph behind.
    """
    run: list[etree._Element] = []
    for child in [*parent, None]:
        if child is not None and child.tag == w.p:
            if is_on(child.find(f"{w.pPr}/{w.pageBreakBefore}")) and run:
                _settle(run, marker)
                run = []
            run.append(child)
        elif child is None or child.tag in (w.tbl, w.sectPr, w.sdt):
            if run:
                _settle(run, marker)
            run = []


def _settle(run: list[etree._Element], marker: Marker) -> None:
    last = run[-1]
    fate = _fate(last)
    if fate is None:
        return
    start = len(run)
    while start and _fate(run[start - 1]) is fate:
        start -= 1
    if not start:
        return  # all of them come or go with what stands around them
    before = run[start - 1]
    own, kept = deepcopy(last.find(w.pPr)), deepcopy(before.find(w.pPr))
    had, has = (_before(kept), own) if fate is Change.IN else (own, kept)
    _drop_mark(last)
    if _fate(before) is None:
        marker.mark_paragraph(before, fate)
    else:
        _put_into(last, before)  # what went and what came both end here and share the mark that stays
    if [*map(_canonical, _looks(had))] != [*map(_canonical, _looks(has))]:
        _take_properties(last, has)
        marker.mark_properties(last, had)


def _before(properties: etree._Element | None) -> etree._Element | None:
    """The properties that a paragraph had, where they changed."""
    change = None if properties is None else properties.find(w.pPrChange)
    return properties if change is None else change.find(w.pPr)


def _put_into(last: etree._Element, before: etree._Element) -> None:
    """Put what a paragraph contains at the beginning of another, and the paragraph away."""
    properties = paragraph_properties(last)
    for child in reversed(before):
        if child.tag != w.pPr:
            properties.addnext(child)
    parent = before.getparent()
    if parent is not None:
        parent.remove(before)


def _fate(paragraph: etree._Element) -> Change | None:
    own = paragraph.find(f"{w.pPr}/{w.rPr}")
    tags = () if own is None else [child.tag for child in own]
    if any(tag in _CAME for tag in tags):
        return Change.IN
    return Change.OUT if any(tag in _GONE for tag in tags) else None


def _drop_mark(paragraph: etree._Element) -> None:
    properties = paragraph_properties(paragraph)
    for own in properties.findall(w.rPr):
        etree.strip_elements(own, *_CAME, *_GONE)
        if not len(own):
            properties.remove(own)


def _looks(properties: etree._Element | None) -> list[etree._Element]:
    return [child for child in properties if child.tag not in _NOT_OF_LOOKS] if properties is not None else []


def _take_properties(paragraph: etree._Element, source: etree._Element | None) -> None:
    """Give a paragraph the properties of another, but for its section and its mark."""
    properties = paragraph_properties(paragraph)
    kept = [child for child in properties if child.tag in (w.rPr, w.sectPr)]
    properties[:] = [*map(deepcopy, _looks(source)), *kept]
