"""What comes or goes at the end of a text, before a table or before a new page.

A paragraph's mark that comes or goes joins its paragraph to the next one. The last paragraph of a body or
a cell has no next one: there the mark of the paragraph before it is the one that changes, as when a
person types Enter at the end of a text and goes on writing. So it is before a paragraph that begins a
page, to which LibreOffice joins nothing: it would leave an empty paragraph behind.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from drafter.docx.markup import w
from drafter.docx.redline.marking import Change, Marker, paragraph_properties

_P, _PPR, _RPR, _TBL, _TC = (w(name) for name in ("p", "pPr", "rPr", "tbl", "tc"))
_CAME = (w("ins"), w("moveTo"))
_GONE = (w("del"), w("moveFrom"))


def settle_ends(parent: etree._Element, marker: Marker) -> None:
    """Move the changes of paragraph marks where the last of a run of paragraphs has one, in place."""
    run: list[etree._Element] = []
    for child in [*parent, None]:
        if child is not None and child.tag == _P:
            if _begins_a_page(child) and run:
                _settle(run, marker)
                run = []
            run.append(child)
        elif child is None or child.tag in (_TBL, w("sectPr"), w("sdt")):
            if run:
                _settle(run, marker)
            run = []


def _begins_a_page(paragraph: etree._Element) -> bool:
    mark = paragraph.find(f"{_PPR}/{w('pageBreakBefore')}")
    return mark is not None and mark.get(w("val"), "1") not in ("0", "false", "off")


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
    own, kept = deepcopy(last.find(_PPR)), deepcopy(before.find(_PPR))
    had, has = (_before(kept), own) if fate is Change.IN else (own, kept)
    _drop_mark(last)
    if _fate(before) is None:
        marker.mark_paragraph(before, fate)
    else:
        _put_into(last, before)  # what went and what came both end here and share the mark that stays
    if _plain(had) != _plain(has):
        _take_properties(last, has)
        marker.mark_properties(last, had)


def _before(properties: etree._Element | None) -> etree._Element | None:
    """The properties that a paragraph had, where they changed."""
    change = None if properties is None else properties.find(w("pPrChange"))
    return properties if change is None else change.find(_PPR)


def _put_into(last: etree._Element, before: etree._Element) -> None:
    """Put what a paragraph contains at the beginning of another, and the paragraph away."""
    properties = paragraph_properties(last)
    for child in reversed(before):
        if child.tag != _PPR:
            properties.addnext(child)
    parent = before.getparent()
    if parent is not None:
        parent.remove(before)


def _fate(paragraph: etree._Element) -> Change | None:
    properties = paragraph.find(_PPR)
    own = None if properties is None else properties.find(_RPR)
    if own is None:
        return None
    tags = {child.tag for child in own}
    if tags & set(_CAME):
        return Change.IN
    return Change.OUT if tags & set(_GONE) else None


def _drop_mark(paragraph: etree._Element) -> None:
    properties = paragraph_properties(paragraph)
    own = properties.find(_RPR)
    if own is None:
        return
    for child in list(own):
        if child.tag in (*_CAME, *_GONE):
            own.remove(child)
    if not len(own):
        properties.remove(own)


def _plain(properties: etree._Element | None) -> bytes:
    """Properties without the paragraph mark's own, to be compared."""
    if properties is None:
        return b""
    return b"".join(
        etree.tostring(child, method="c14n")
        for child in properties
        if child.tag not in (_RPR, w("sectPr"), w("pPrChange"))
    )


def _take_properties(paragraph: etree._Element, source: etree._Element | None) -> None:
    """Give a paragraph the properties of another, but for its section and its mark."""
    properties = paragraph_properties(paragraph)
    for child in list(properties):
        if child.tag not in (_RPR, w("sectPr")):
            properties.remove(child)
    new = [
        deepcopy(child)
        for child in (source if source is not None else ())
        if child.tag not in (_RPR, w("sectPr"), w("pPrChange"))
    ]
    properties[0:0] = new
