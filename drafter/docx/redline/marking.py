"""Writes pieces of a paragraph as tracked changes (ISO 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from enum import StrEnum

from lxml import etree

from drafter.docx.markup import R, w
from drafter.docx.redline.atoms import Atom, AtomKind

_P, _PPR, _RPR, _R, _T, _DEL_TEXT = (w(name) for name in ("p", "pPr", "rPr", "r", "t", "delText"))
_INSTRUCTION, _DEL_INSTRUCTION, _SIMPLE = (w(name) for name in ("instrText", "delInstrText", "fldSimple"))
_ROW_PROPERTIES, _NOTE = w("trPr"), w("footnoteReference")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_XMLNS_R = f"{{{R}}}"
_DATE = w("date")
# What must have a date and is given none; word processors show that of the changes, not this one.
_NO_DATE = "2000-01-01T00:00:00Z"
_TRACKED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))


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
        self._facts = {w("author"): author, **({_DATE: date} if date else {})}
        self._next_id = 1
        self._next_move = 1

    def element(self, name: str) -> etree._Element:
        """An element of a tracked change."""
        made = etree.Element(w(name))
        made.set(w("id"), str(self._next_id))
        self._next_id += 1
        for key, value in self._facts.items():
            made.set(key, value)
        return made

    def range_start(self, name: str) -> etree._Element:
        """The start of the range of a move, which must have a date (ISO 29500-1, 17.13.5.24 and 28)."""
        made = self.element(name)
        if not made.get(_DATE):
            made.set(_DATE, _NO_DATE)
        return made

    def free_id(self) -> str:
        """An id that no other mark of the redline has."""
        self._next_id += 1
        return str(self._next_id - 1)

    def move_name(self) -> str:
        """A name for both ends of a move."""
        self._next_move += 1
        return f"move{self._next_move - 1}"

    # Paragraphs and rows

    def mark_paragraph(self, paragraph: etree._Element, change: Change) -> None:
        """Say of a paragraph's end what happened to it."""
        properties = paragraph_properties(paragraph)
        own = properties.find(_RPR)
        if own is None:
            own = etree.Element(_RPR)
            following = next(
                (child for child in properties if child.tag in (w("sectPr"), w("pPrChange"))), None
            )
            if following is None:
                properties.append(own)
            else:
                following.addprevious(own)
        own.insert(0, self.element(change))

    def mark_properties(self, paragraph: etree._Element, old: etree._Element | None) -> None:
        """Say which properties a paragraph had.

        Args:
            paragraph: The paragraph.
            old: The ``w:pPr`` that it had; None for none.
        """
        properties = paragraph_properties(paragraph)
        for before in properties.findall(w("pPrChange")):
            properties.remove(before)
        change = self.element("pPrChange")
        had = etree.SubElement(change, _PPR)
        for child in old if old is not None else ():
            if child.tag not in (_RPR, w("sectPr"), w("pPrChange")):
                had.append(deepcopy(child))
        properties.append(change)

    def mark_row(self, row: etree._Element, change: Change) -> None:
        """Say of a table's row that it came or went."""
        properties = row.find(_ROW_PROPERTIES)
        if properties is None:
            properties = etree.Element(_ROW_PROPERTIES)
            row.insert(1 if len(row) and row[0].tag == w("tblPrEx") else 0, properties)
        properties.append(self.element(change))

    # Content of a paragraph

    def write(self, pieces: Iterable[tuple[Change, Atom]]) -> list[etree._Element]:
        """Pieces as what a paragraph contains; adjacent ones with the same fate in one change."""
        content: list[etree._Element] = []
        around: etree._Element | None = None
        run: etree._Element | None = None
        last, last_properties = Change.NONE, ""
        for change, atom in pieces:
            is_comment = atom.kind is AtomKind.MARK and atom.nodes[0].tag == _R
            if change is not last or (atom.kind in (AtomKind.MARK, AtomKind.WHOLE) and not is_comment):
                around = run = None
            last = change
            if atom.kind is AtomKind.MARK and not (is_comment and change in (Change.IN, Change.TO)):
                content += atom.nodes
                continue
            if change is Change.NONE:
                target = content
            elif atom.kind is AtomKind.WHOLE and not change.is_out:
                self._wrap_inside(atom.nodes[0], change)
                content += atom.nodes
                continue
            else:
                if around is None:
                    around = self.element(change)
                    content.append(around)
                target = around  # type: ignore[assignment]
            if atom.kind in (AtomKind.FIELD, AtomKind.WHOLE, AtomKind.MARK):
                # A comment on what came goes with it.
                run = None
                target.extend(atom.nodes if change is Change.NONE else _as_runs(atom.nodes, change))
                continue
            properties = "" if atom.properties is None else _canonical(atom.properties)
            is_note = bool(atom.nodes) and atom.nodes[0].tag == _NOTE
            if run is None or is_note or properties != last_properties:
                run, last_properties = _new_run(atom.properties), properties
                target.append(run)
            _add_to(run, atom, change)
            if is_note:
                run = None  # some programs read only one footnote's mark in a run
        return content

    def _wrap_inside(self, element: etree._Element, change: Change) -> None:
        """What cannot stand inside a change (a hyperlink) has the change inside it."""
        for run in list(element.iter(_R)):
            parent = run.getparent()
            if parent is not None and parent.tag not in _TRACKED:
                around = self.element(change)
                run.addprevious(around)
                around.append(run)


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """A paragraph's properties, made if it has none."""
    properties = paragraph.find(_PPR)
    if properties is None:
        properties = etree.Element(_PPR)
        paragraph.insert(0, properties)
    return properties


def _canonical(properties: etree._Element) -> str:
    return etree.tostring(properties, method="c14n", exclusive=True).decode()


def _new_run(properties: etree._Element | None) -> etree._Element:
    run = etree.Element(_R)
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _add_to(run: etree._Element, atom: Atom, change: Change) -> None:
    if atom.kind is AtomKind.TEXT:
        tag = _DEL_TEXT if change is Change.OUT else _T
        if len(run) and run[-1].tag == tag:
            run[-1].text = (run[-1].text or "") + atom.key
        else:
            text = etree.SubElement(run, tag)
            text.text = atom.key
            text.set(_SPACE, "preserve")
        return
    for node in atom.nodes:
        if change.is_out and _points_elsewhere(node):
            continue  # a picture of the old file, which is not in the new one
        run.append(node)
        if change is Change.OUT:
            _rename_texts(node)


def _as_runs(nodes: Iterable[etree._Element], change: Change) -> Iterator[etree._Element]:
    """Runs of a field or a link, which may stand inside a change; a simple field becomes one of runs."""
    for node in nodes:
        if node.tag == _R:
            inner = [node]
        elif node.tag == _SIMPLE:
            inner = _complex_field(node)
        else:
            inner = list(node.iter(_R))
        for run in inner:
            if change is Change.OUT:
                _rename_texts(run)
            yield run


def _complex_field(simple: etree._Element) -> list[etree._Element]:
    """A simple field as runs (ISO 29500-1, 17.16.18): a change cannot contain it otherwise."""
    runs = []
    for kind in ("begin", "", "separate"):
        run = etree.Element(_R)
        if kind:
            etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
        else:
            instruction = etree.SubElement(run, _INSTRUCTION)
            instruction.text = simple.get(w("instr"), "")
            instruction.set(_SPACE, "preserve")
        runs.append(run)
    runs += list(simple.iter(_R))
    end = etree.Element(_R)
    etree.SubElement(end, w("fldChar")).set(w("fldCharType"), "end")
    return [*runs, end]


def _rename_texts(element: etree._Element) -> None:
    """Deleted text has an element of its own."""
    for text in element.iter(_T, _INSTRUCTION):
        text.tag = _DEL_TEXT if text.tag == _T else _DEL_INSTRUCTION


def _points_elsewhere(node: etree._Element) -> bool:
    return node.tag == w("endnoteReference") or any(
        str(name).startswith(_XMLNS_R) for element in node.iter() for name in element.attrib
    )
