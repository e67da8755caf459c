"""Accepts or rejects the tracked changes of a Word file, on its trees.

See ISO 29500-1, 17.13.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from docx.oxml.ns import qn

# An element of python-docx: an element of lxml with the class and the methods of its name.
Element: TypeAlias = Any


CAME, WENT = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))
# Changes of properties, which hold the former ones.
_FORMER = tuple(
    qn(f"w:{name}Change") for name in "rPr pPr sectPr tblPr tblPrEx trPr tcPr tblGrid numbering".split()
)
_P, _PPR, _RPR, _SECTPR, _TBL = (qn(f"w:{name}") for name in ("p", "pPr", "rPr", "sectPr", "tbl"))
_ROW, _CELL, _OF_UNITS = qn("w:tr"), qn("w:tc"), (qn("w:trPr"), qn("w:tcPr"))
_MARK = f"{_PPR}/{_RPR}"
_CELL_CHANGES = (qn("w:cellIns"), qn("w:cellDel"))
_AS_TEXT = {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}


def settle(root: Element, *, accept: bool = True) -> None:
    """Accept or reject all tracked changes of a part, in place.

    Args:
        root: The root of the part: the body, the notes, the comments.
        accept: Whether to accept the changes, or to reject them.
    """
    if next(root.iter(*CAME, *WENT, *_FORMER, *_CELL_CHANGES), None) is None:
        return
    goes = (*WENT, qn("w:cellDel")) if accept else (*CAME, qn("w:cellIns"))
    _settle_properties(root, accept=accept)
    for change in list(root.iter(*CAME, *WENT, *_CELL_CHANGES)):
        parent = change.getparent()
        if parent is None or parent.tag == _RPR:
            continue  # the end of a paragraph: below
        if parent.tag in _OF_UNITS:
            parent.remove(change)
            if change.tag in goes:
                _remove_unit(parent.getparent())
        else:
            place = parent.index(change)
            parent[place : place + 1] = [] if change.tag in goes else list(change)
    for paragraph in reversed(list(root.iter(_P))):
        _settle_end(paragraph, goes)
    for element in list(root.iter(*_AS_TEXT)):
        element.tag = _AS_TEXT[element.tag]


def _settle_end(paragraph: Element, goes: Sequence[str]) -> None:
    """Settle the change of a paragraph's end, and join it with the next one."""
    mark = paragraph.find(_MARK)
    changes = [] if mark is None else list(mark.iterchildren(*CAME, *WENT))
    for change in changes:
        mark.remove(change)
    if any(change.tag in goes for change in changes):
        _join_with_next(paragraph)


def _settle_properties(root: Element, *, accept: bool) -> None:
    for change in list(root.iter(*_FORMER)):
        properties = change.getparent()
        if not accept and len(change):
            stay = [child for child in properties if properties.tag == _PPR and child.tag in (_RPR, _SECTPR)]
            properties[:] = [*change[0], *stay]
        else:
            properties.remove(change)


def _remove_unit(unit: Element) -> None:
    """Remove a row or a cell, and its table or row if that is then empty."""
    parent = unit.getparent()
    if parent is None:
        return
    parent.remove(unit)
    if parent.tag in (_ROW, _TBL) and parent.find(unit.tag) is None:
        _remove_unit(parent)


def _join_with_next(paragraph: Element) -> None:
    """Move the content of a paragraph into the next one."""
    content = [child for child in paragraph if child.tag != _PPR]
    following = next(_following(paragraph), None)
    if following is not None and following.tag == _P:
        place = 0 if following.find(_PPR) is None else 1
        following[place:place] = content
        paragraph.getparent().remove(paragraph)
    elif not content and not (paragraph.getparent().tag == _CELL and paragraph.getnext() is None):
        paragraph.getparent().remove(paragraph)


def _following(paragraph: Element) -> Iterator[Element]:
    """Give the elements after a paragraph, without marks of no extent."""
    return (element for element in paragraph.itersiblings("*") if not element.tag.endswith(("Start", "End")))
