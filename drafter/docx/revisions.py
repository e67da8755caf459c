"""Tracked changes (ISO 29500-1, 17.13.5): accepted or rejected before anything else reads a part, or made.

A change is the name of the element that says so; those that are made get ids, author and date at the end.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from drafter.docx.markup import R, child_of, is_on, w

NO_CHANGE = ""
INSERTED, DELETED, MOVED_TO, MOVED_FROM = w.ins, w["del"], w.moveTo, w.moveFrom
ADDED, TAKEN = (INSERTED, MOVED_TO), (DELETED, MOVED_FROM)
# Changes of properties, which hold the former ones.
_FORMER = w("rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange")
# What tells of changes and goes whichever way they are decided.
_RECORDS = (
    *w("numberingChange cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd"),
    *w("customXmlDelRangeStart customXmlDelRangeEnd customXmlInsRangeStart customXmlInsRangeEnd"),
    *w("customXmlMoveFromRangeStart customXmlMoveFromRangeEnd"),
    *w("customXmlMoveToRangeStart customXmlMoveToRangeEnd"),
)
_CHANGES = (*ADDED, *TAKEN, w.cellIns, w.cellDel, *_FORMER, w.cellMerge, w.numberingChange)
_OF_UNITS = (w.trPr, w.tcPr)
_STAYS = {w.pPr: (w.rPr, w.sectPr), w.trPr: (), w.tcPr: ()}
_WHEN_DELETED = {w.t: w.delText, w.instrText: w.delInstrText}
_WHEN_KEPT = {deleted: kept for kept, deleted in _WHEN_DELETED.items()}
_STARTS = w("moveFromRangeStart moveToRangeStart")
_ENDS = w("moveFromRangeEnd moveToRangeEnd bookmarkEnd")
# What must have a date and is given none (17.13.5.24 and 28); word processors show that of the changes.
_NO_DATE = "2000-01-01T00:00:00Z"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_MARK = (w.sectPr, w.pPrChange)
# What a paragraph's properties say besides how it looks.
_NOT_OF_LOOKS = (w.rPr, *_AFTER_MARK)


def changes_in(root: etree._Element) -> Sequence[etree._Element]:
    """The records of the tracked changes in a part."""
    return list(root.iter(*_CHANGES))


def accept_all(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """Accept every tracked change: what is left is the text as it would stand.

    Returns:
        For each paragraph into which others ran, because their ends went: the first of those that had words.
    """
    joined = _decide(root, gone=(*TAKEN, w.cellDel), stays=(*ADDED, w.cellIns))
    etree.strip_elements(root, *_FORMER)
    return joined


def reject_all(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """Reject every tracked change: what is left is the text as it stood; see ``accept_all``."""
    joined = _decide(root, gone=(*ADDED, w.cellIns), stays=(*TAKEN, w.cellDel))
    for text in root.iter(*_WHEN_KEPT):
        text.tag = _WHEN_KEPT[str(text.tag)]
    for element in list(root.iter(*_FORMER)):
        owner = element.getparent()
        former = None if owner is None else element.find(str(owner.tag))
        _take_out(element)
        if owner is not None and former is not None:
            owner[:] = [*former, *(child for child in owner if child.tag in _STAYS.get(str(owner.tag), ()))]
    return joined


def _decide(
    root: etree._Element, *, gone: tuple[str, ...], stays: tuple[str, ...]
) -> dict[etree._Element, etree._Element]:
    lost_ends = []
    for element in list(root.iter(*gone)):
        holder = element.getparent()
        owner = None if holder is None else holder.getparent()
        if holder is not None and owner is not None:
            if holder.tag in _OF_UNITS:
                _take_out_unit(owner)
            elif holder.tag == w.rPr and owner.tag == w.pPr:
                lost_ends.append(owner.getparent())
            holder.remove(element)
    etree.strip_tags(root, *stays)
    joined: dict[etree._Element, etree._Element] = {}
    for paragraph in lost_ends:
        if paragraph is not None:
            _join_with_next(paragraph, joined)
    etree.strip_elements(root, *_RECORDS)
    return joined


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _take_out_unit(unit: etree._Element) -> None:
    """Take out a row or a cell, and a table or a row that has no other."""
    parent = unit.getparent()
    _take_out(unit)
    if parent is not None and parent.tag in (w.tr, w.tbl) and parent.find(str(unit.tag)) is None:
        _take_out_unit(parent)


def _join_with_next(paragraph: etree._Element, joined: dict[etree._Element, etree._Element]) -> None:
    """A paragraph whose end is gone runs on into the next one, which keeps its properties."""
    following = _next_paragraph(paragraph)
    content = [child for child in paragraph if child.tag != w.pPr]
    has_words = any(next(child.iter(w.r), None) is not None for child in content)
    if following is not None:
        place = 1 if following.find(w.pPr) is not None else 0
        following[place:place] = content
        _take_out(paragraph)
        if has_words:
            joined[following] = joined.pop(paragraph, paragraph)
    elif not has_words and (paragraph.getnext() is not None or next(paragraph.iterancestors()).tag != w.tc):
        # A cell must end in a paragraph.
        for child in content:
            paragraph.addprevious(child)
        _take_out(paragraph)


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph right after one; None where something else stands there."""
    for following in paragraph.itersiblings():
        if not str(following.tag).endswith(("Start", "End")):
            return following if following.tag == w.p else None
    return None


# Changes made


def number_changes(roots: Iterable[etree._Element], author: str, date: str) -> None:
    """Give changes and bookmarks ids that no other has, and say of changes who made them and when.

    Args:
        roots: The redline's body and its notes.
        author: Who is said to have made the changes.
        date: When, as an xsd:dateTime; empty to leave it open.
    """
    ids = itertools.count(1)
    started: dict[str, str] = {}
    numbered = (*ADDED, *TAKEN, w.pPrChange, w.bookmarkStart, *_STARTS, *_ENDS)
    for element in [element for root in roots for element in root.iter(*numbered)]:
        own = element.get(w.id, "")
        if element.tag in _ENDS:
            if own in started:
                element.set(w.id, started[own])
            else:  # of a bookmark that has no beginning
                _take_out(element)
            continue
        started[own] = str(next(ids))
        element.set(w.id, started[own])
        if element.tag == w.bookmarkStart:
            continue
        element.set(w.author, author)
        if date or element.tag in _STARTS:
            element.set(w.date, date or _NO_DATE)


# Paragraphs and rows


def mark_paragraph(paragraph: etree._Element, change: str) -> None:
    """Say of a paragraph's end what happened to it."""
    properties = paragraph_properties(paragraph)
    own = child_of(properties, w.rPr, sum(child.tag not in _AFTER_MARK for child in properties))
    own.insert(0, etree.Element(change))


def mark_properties(paragraph: etree._Element, old: etree._Element | None) -> None:
    """Say which properties, a ``w:pPr``, a paragraph had; None for none."""
    properties = paragraph_properties(paragraph)
    etree.strip_elements(properties, w.pPrChange)
    had = etree.SubElement(etree.SubElement(properties, w.pPrChange), w.pPr)
    had.extend(map(deepcopy, _looks(old)))


def mark_row(row: etree._Element, change: str) -> None:
    """Say of a table's row that it came or went."""
    etree.SubElement(child_of(row, w.trPr, len(row.findall(w.tblPrEx))), change)


def set_range(change: str, name: str, paragraphs: Sequence[etree._Element]) -> etree._Element:
    """Say where what moved begins and ends; what ends it is returned."""
    ids = f"{change} {name}"
    start = etree.Element(f"{change}RangeStart", {w.id: ids, w.name: name})
    end = etree.Element(f"{change}RangeEnd", {w.id: ids})
    paragraph_properties(paragraphs[0]).addnext(start)
    paragraphs[-1].addnext(end)  # after the paragraph, whose own mark moves too
    return end


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """A paragraph's properties, made if it has none."""
    return child_of(paragraph, w.pPr, 0)


# Content of a paragraph


class Piece(NamedTuple):
    """A piece of a paragraph: text, a footnote's mark, a link, a whole field.

    Two are the same if their keys are: the text itself, or ``SPECIAL`` and a name. What has no extent, such
    as where a bookmark begins, has no key.
    """

    key: str
    element: etree._Element | None = None  # what it is in the file; None for text and for a field
    properties: etree._Element | None = None  # of the run that it stands in
    in_run: bool = False
    parts: tuple[Piece, ...] = ()  # of a field

    @property
    def is_text(self) -> bool:
        """Whether it is words or blanks."""
        return self.element is None and not self.parts

    def content(self) -> list[etree._Element]:
        """It as what a paragraph contains; what stands in a run in a run of its own, a copy."""
        if self.parts:
            return [element for part in self.parts for element in part.content()]
        if self.element is not None and not self.in_run:
            return [self.element]
        run = etree.Element(w.r)
        run.extend(deepcopy(one) for one in (self.properties, self.element) if one is not None)
        if self.element is None:
            etree.SubElement(run, w.t, {_SPACE: "preserve"}).text = self.key
        return [run]


def rewrite(paragraph: etree._Element, pieces: Iterable[tuple[str, Piece]]) -> None:
    """Make pieces what a paragraph contains; adjacent ones with the same fate are in one change."""
    content: list[etree._Element] = []
    around: etree._Element | None = None
    for change, piece in _joined(pieces):
        elements = piece.content()
        is_run = elements[0].tag == w.r
        if change in ADDED and piece.key and not is_run:
            _wrap_runs(elements[0], change)
        # A comment's mark, which has no key, goes with what came.
        is_inside = (change in ADDED and is_run) or (change in TAKEN and piece.key)
        if not is_inside:
            around = None
            content += elements
            continue
        if around is None or around.tag != change:
            around = etree.Element(change)
            content.append(around)
        runs = ([one] if one.tag == w.r else list(one.iter(w.r)) for one in elements)
        for run in itertools.chain.from_iterable(runs):
            if change in TAKEN:
                _make_gone(run, change)
            around.append(run)
    for child in list(paragraph):
        if child.tag != w.pPr:
            paragraph.remove(child)
    paragraph.extend(content)


def _wrap_runs(element: etree._Element, change: str) -> None:
    """What cannot stand inside a change (a hyperlink) has the change inside it."""
    for run in list(element.iter(w.r)):
        around = etree.Element(change)
        run.addprevious(around)
        around.append(run)


def _make_gone(run: etree._Element, change: str) -> None:
    """Deleted text has an element of its own; a picture of the old file is not in the new one."""
    for element in list(run):
        attributes = (str(name) for inner in element.iter() for name in inner.attrib)
        if element.tag == w.endnoteReference or any(name.startswith(f"{{{R}}}") for name in attributes):
            run.remove(element)
    for element in run.iter(*_WHEN_DELETED) if change == DELETED else ():
        element.tag = _WHEN_DELETED[str(element.tag)]


def _joined(pieces: Iterable[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    """Pieces with the words of a run that have the same fate put together."""
    joined: list[tuple[str, Piece]] = []
    for change, piece in pieces:
        before, last = joined[-1] if joined else (change, piece)
        is_one_run = (
            change == before and last.is_text and piece.is_text and last.properties is piece.properties
        )
        if joined and is_one_run:
            joined[-1] = change, piece._replace(key=last.key + piece.key)
        else:
            joined.append((change, piece))
    return joined


# What comes or goes at the end of a text, before a table or before a new page


def settle_ends(parent: etree._Element) -> None:
    """Move the changes of paragraph marks where the last of a run of paragraphs has one, in place.

    A paragraph's mark that comes or goes joins its paragraph to the next one. The last paragraph of a body or
    a cell has no next one: there the mark of the paragraph before it is the one that changes, as when a
    person types Enter at the end of a text and goes on writing. So it is before a paragraph that begins a
    page, to which LibreOffice joins nothing: it would leave an empty paragraph behind.
    """
    run: list[etree._Element] = []
    for child in [*parent, None]:
        is_paragraph = child is not None and child.tag == w.p
        begins_page = is_paragraph and is_on(child.find(f"{w.pPr}/{w.pageBreakBefore}"))
        if begins_page or child is None or child.tag in (w.tbl, w.sectPr, w.sdt):
            _settle(run)
            run = []
        if is_paragraph:
            run.append(child)


def _settle(run: Sequence[etree._Element]) -> None:
    fate = _fate(run[-1]) if run else ()
    before = next((one for one in reversed(run) if _fate(one) != fate), None)
    if not fate or before is None:
        return  # nothing comes or goes, or all of them do, with what stands around them
    last = run[-1]
    properties = paragraph_properties(last)
    own, kept = deepcopy(properties), deepcopy(paragraph_properties(before))
    change = kept.find(w.pPrChange)
    was = kept if change is None else change.find(w.pPr)
    had, has = (was, own) if fate == ADDED else (own, kept)
    for mark in properties.findall(w.rPr):
        etree.strip_elements(mark, *fate)
        if not len(mark):
            properties.remove(mark)
    if _fate(before):  # what went and what came both end here and share the mark that stays
        for child in reversed(list(before)[1:]):
            properties.addnext(child)
        before.getparent().remove(before)  # type: ignore[union-attr]
    else:
        mark_paragraph(before, fate[0])
    if [*map(etree.tostring, _looks(had))] != [*map(etree.tostring, _looks(has))]:
        ends = [child for child in properties if child.tag in (w.rPr, w.sectPr)]
        properties[:] = [*map(deepcopy, _looks(has)), *ends]
        mark_properties(last, had)


def _fate(paragraph: etree._Element) -> tuple[str, ...]:
    """Which changes the mark of a paragraph has one of; none where it stays."""
    marks = [child.tag for child in paragraph.iterfind(f"{w.pPr}/{w.rPr}/*")]
    return next((fate for fate in (ADDED, TAKEN) if any(tag in fate for tag in marks)), ())


def _looks(properties: etree._Element | None) -> list[etree._Element]:
    return [child for child in properties if child.tag not in _NOT_OF_LOOKS] if properties is not None else []
