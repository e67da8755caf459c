"""Accepts or rejects the tracked changes of a Word file, once, on its trees (ISO 29500-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

CAME, WENT = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))
# Changes of properties, which hold the former ones.
_FORMER = tuple(
    qn(f"w:{name}Change") for name in "rPr pPr sectPr tblPr tblPrEx trPr tcPr tblGrid numbering".split()
)
_P, _PPR, _RPR, _SECTPR, _TBL = (qn(f"w:{name}") for name in ("p", "pPr", "rPr", "sectPr", "tbl"))
_ROW, _ROW_PROPERTIES, _CELL = qn("w:tr"), qn("w:trPr"), qn("w:tc")
_MARK = f"{_PPR}/{_RPR}"
_CELL_CHANGES = {qn("w:cellIns"): True, qn("w:cellDel"): False}
_AS_TEXT = {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}


def settle(root: Any, *, accept: bool = True) -> None:
    """Accept or reject all tracked changes of a part, in place.

    Args:
        root: The root of the part: the body, the notes, the comments.
        accept: Whether what came stays and what went goes; otherwise the other way round.
    """
    if next(root.iter(*CAME, *WENT, *_FORMER, *_CELL_CHANGES), None) is None:
        return
    stays, goes = (CAME, WENT) if accept else (WENT, CAME)
    _settle_properties(root, accept=accept)
    for change in list(root.iter(*stays, *goes, *_CELL_CHANGES)):
        parent = change.getparent()
        if parent is None or parent.tag == _RPR:
            continue  # the end of a paragraph: below
        if change.tag in _CELL_CHANGES:
            parent.remove(change)
            if _CELL_CHANGES[change.tag] != accept:
                _remove_unit(parent.getparent())
        elif parent.tag == _ROW_PROPERTIES:
            parent.remove(change)
            if change.tag in goes:
                _remove_unit(parent.getparent())
        elif change.tag in goes:
            parent.remove(change)
        else:
            place = parent.index(change)
            parent[place : place + 1] = list(change)
    for paragraph in reversed(list(root.iter(_P))):
        mark = paragraph.find(_MARK)
        if mark is None:
            continue
        ends = [change.tag in goes for change in mark.iterchildren(*stays, *goes)]
        for change in list(mark.iterchildren(*stays, *goes)):
            mark.remove(change)
        if any(ends):
            _join_with_next(paragraph)
    for element in list(root.iter(*_AS_TEXT)):
        element.tag = _AS_TEXT[element.tag]


def _settle_properties(root: Any, *, accept: bool) -> None:
    for change in list(root.iter(*_FORMER)):
        properties = change.getparent()
        if not accept and len(change):
            stay = [child for child in properties if properties.tag == _PPR and child.tag in (_RPR, _SECTPR)]
            properties[:] = [*change[0], *stay]
        else:
            properties.remove(change)


def _remove_unit(unit: Any) -> None:
    """Remove a row or a cell, and a table or a row that has no other."""
    parent = unit.getparent()
    if parent is None:
        return
    parent.remove(unit)
    if parent.tag in (_ROW, _TBL) and parent.find(unit.tag) is None:
        _remove_unit(parent)


def _join_with_next(paragraph: Any) -> None:
    """A paragraph whose end is gone runs on into the next one, which keeps its properties."""
    content = [child for child in paragraph if child.tag != _PPR]
    following = next(_following(paragraph), None)
    if following is not None and following.tag == _P:
        place = 0 if following.find(_PPR) is None else 1
        following[place:place] = content
        paragraph.getparent().remove(paragraph)
    elif not content and not (paragraph.getparent().tag == _CELL and paragraph.getnext() is None):
        paragraph.getparent().remove(paragraph)


def _following(paragraph: Any) -> Iterator[Any]:
    """Give what stands after a paragraph, without marks of no extent."""
    return (one for one in paragraph.itersiblings("*") if not one.tag.endswith(("Start", "End")))
