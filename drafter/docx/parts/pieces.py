"""What stands in a part or a paragraph, block by block and piece by piece, through content controls."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.docx.parts.markup import FALLBACK, MATH_TEXT, w
from drafter.files.limits import DEEPEST_WORD

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# Elements around runs that change nothing about how they read, and properties, which are no content.
_AROUND = frozenset(w("smartTag customXml sdt sdtContent"))
_PROPERTIES = frozenset(w("pPr smartTagPr customXmlPr sdtPr sdtEndPr"))
_HOLDERS = {w.sdt: w.sdtContent, w.customXml: ".", ALTERNATE: "*"}  # and where in them the blocks stand
# Of rows, cells and the like in one another: no part that is read has so many (``unpacking``).
MOST_LEVELS = 6 * DEEPEST_WORD


def blocks_in(container: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """What stands in a container, through content controls and the like."""
    if depth > MOST_LEVELS:
        return
    for child in container:
        if child.tag not in _HOLDERS:
            yield child
        elif (inner := child.find(_HOLDERS[child.tag])) is not None:
            yield from blocks_in(inner, depth + 1)


def pieces(parent: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None, bool]]:
    """The pieces of a paragraph or of a part of one; links and fields of one element are one each.

    Of each: the element, the properties of the run that it stands in, and whether it stands in one.
    """
    for child in parent:
        tag = child.tag
        if tag == w.r:
            properties = None
            for element in child:
                if element.tag == w.rPr:  # stands first (ISO 29500-1, 17.3.2.25)
                    properties = element
                else:
                    yield element, properties, True
        elif tag in _AROUND:
            yield from pieces(child)
        elif tag == ALTERNATE and is_alike(child):
            yield from pieces(child[0])
        elif tag not in _PROPERTIES:
            yield child, None, False


def is_alike(versions: etree._Element) -> bool:
    """Whether all versions in which something is stored, for one program or another, are the same."""
    has_last = any(one.tag == FALLBACK for one in versions)  # else some program may show none
    return has_last and len({b"".join(map(etree.tostring, one)) for one in versions}) == 1


def words_in(element: etree._Element) -> str:
    """All words in an element, however deep."""
    return "".join(one.text or "" for one in element.iter(w.t, MATH_TEXT))


def is_in_box(element: etree._Element) -> bool:
    """Whether an element stands in a text box."""
    return next(element.iterancestors(w.txbxContent), None) is not None
