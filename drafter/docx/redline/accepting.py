"""Reads tracked changes as accepted: what is left is the text as it would stand.

ISO 29500-1, 17.13.5.
"""

from __future__ import annotations

from lxml import etree

from drafter.docx.markup import w

_GONE = tuple(map(w, ("del", "moveFrom")))
_CAME = tuple(map(w, ("ins", "moveTo")))
_RECORDS = tuple(
    map(
        w,
        "rPrChange pPrChange sectPrChange tblPrChange tblPrExChange trPrChange tcPrChange tblGridChange "
        "numberingChange moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd cellIns "
        "customXmlDelRangeStart customXmlDelRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
        "customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart "
        "customXmlMoveToRangeEnd".split(),
    )
)
_P, _PPR, _RPR, _TR, _TC, _CELL_DEL = (w(name) for name in ("p", "pPr", "rPr", "tr", "tc", "cellDel"))
_ROW_PROPERTIES = w("trPr")
# All of them, to see in one pass whether there is anything to do.
_ANY = (*_GONE, *_CAME, *_RECORDS, _CELL_DEL)


def accept_changes(root: etree._Element) -> None:
    """Accept every tracked change in a part, in place."""
    if next(root.iter(*_ANY), None) is None:
        return
    for row in [row for row in root.iter(_TR) if _has_mark(row.find(_ROW_PROPERTIES), _GONE)]:
        _take_out(row)
    for cell in [cell for cell in root.iter(_TC) if _has_mark(cell.find(w("tcPr")), (_CELL_DEL,))]:
        _take_out(cell)
    lost_marks = [p for p in root.iter(_P) if _has_mark(_mark_properties(p), _GONE)]
    for element in list(root.iter(*_GONE)):
        _take_out(element)
    for element in list(root.iter(*_CAME)):
        _unwrap(element)
    for paragraph in lost_marks:
        _join_with_next(paragraph)
    for element in list(root.iter(*_RECORDS)):
        _take_out(element)


def _mark_properties(paragraph: etree._Element) -> etree._Element | None:
    properties = paragraph.find(_PPR)
    return None if properties is None else properties.find(_RPR)


def _has_mark(properties: etree._Element | None, marks: tuple[str, ...]) -> bool:
    return properties is not None and any(properties.find(mark) is not None for mark in marks)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Put what an element contains in its place."""
    for child in element:
        element.addprevious(child)
    _take_out(element)


def _join_with_next(paragraph: etree._Element) -> None:
    """A paragraph whose mark is gone runs on into the next one, which keeps its properties."""
    following = paragraph.getnext()
    while following is not None and following.tag != _P and following.tag.endswith(("Start", "End")):
        following = following.getnext()
    content = [child for child in paragraph if child.tag != _PPR]
    if following is not None and following.tag == _P:
        place = 1 if following.find(_PPR) is not None else 0
        following[place:place] = content
        _take_out(paragraph)
    elif not content and _can_go(paragraph):
        _take_out(paragraph)


def _can_go(paragraph: etree._Element) -> bool:
    """Whether something stands before and after it; a cell must end in a paragraph."""
    parent = paragraph.getparent()
    return parent is not None and (parent.tag != _TC or paragraph.getnext() is not None)
