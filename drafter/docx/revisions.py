"""Tracked changes, accepted or rejected in a part before anything else reads it (ISO 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.docx.markup import w

_ADDED, _TAKEN = (w.ins, w.moveTo), (w["del"], w.moveFrom)
# Changes of properties, which hold the former ones.
_FORMER = w("rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange")
# What tells of changes and goes whichever way they are decided.
_RECORDS = (
    *w("numberingChange cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd"),
    *w("customXmlDelRangeStart customXmlDelRangeEnd customXmlInsRangeStart customXmlInsRangeEnd"),
    *w("customXmlMoveFromRangeStart customXmlMoveFromRangeEnd"),
    *w("customXmlMoveToRangeStart customXmlMoveToRangeEnd"),
)
_CHANGES = (*_ADDED, *_TAKEN, w.cellIns, w.cellDel, *_FORMER, w.cellMerge, w.numberingChange)
_OF_UNITS = (w.trPr, w.tcPr)
_STAYS = {w.pPr: (w.rPr, w.sectPr), w.trPr: (), w.tcPr: ()}
_DELETED_TEXTS = {w.delText: w.t, w.delInstrText: w.instrText}


def changes_in(root: etree._Element) -> Sequence[etree._Element]:
    """The records of the tracked changes in a part."""
    return list(root.iter(*_CHANGES))


def accept_all(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """Accept every tracked change: what is left is the text as it would stand.

    Returns:
        For each paragraph into which others ran, because their ends went: the first of those that had words.
    """
    joined = _decide(root, gone=(*_TAKEN, w.cellDel), stays=(*_ADDED, w.cellIns))
    etree.strip_elements(root, *_FORMER)
    return joined


def reject_all(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """Reject every tracked change: what is left is the text as it stood; see ``accept_all``."""
    joined = _decide(root, gone=(*_ADDED, w.cellIns), stays=(*_TAKEN, w.cellDel))
    for text in root.iter(*_DELETED_TEXTS):
        text.tag = _DELETED_TEXTS[str(text.tag)]
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
    for element in list(root.iter(*stays)):
        for child in element:
            element.addprevious(child)
        _take_out(element)
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
    elif not has_words and _can_go(paragraph):
        for child in content:
            paragraph.addprevious(child)
        _take_out(paragraph)


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph right after one; None where something else stands there."""
    for following in paragraph.itersiblings():
        if not str(following.tag).endswith(("Start", "End")):
            return following if following.tag == w.p else None
    return None


def _can_go(paragraph: etree._Element) -> bool:
    """Whether something stands before and after it; a cell must end in a paragraph."""
    parent = paragraph.getparent()
    return parent is not None and (parent.tag != w.tc or paragraph.getnext() is not None)
