"""The page that a form's Word file sets, and the same page on its long side (ISO 29500-1, 17.6)."""

from __future__ import annotations

import copy
from typing import Any

from docx.enum.section import WD_ORIENTATION
from docx.oxml.section import CT_SectPr
from lxml import etree

from drafter.docx.names import w

# Between the margins of an A4 page, in twentieths of a point.
_USUAL_WIDTH = 9638
_EMU = 635  # python-docx counts so many in a twentieth of a point
_REFERENCES = (w("headerReference"), w("footerReference"))


def page_of(body: etree._Element) -> CT_SectPr | None:
    """The page that a draft takes over: that of the last section that stands upright, or of the last.

    A template may end in sections that lie on their side, as a draft does. A section that names no header
    or footer has those of the section before it (17.10.1), which goes, so they are named in it.
    """
    found: list[Any] = []
    inherited: dict[tuple[str, str], etree._Element] = {}
    for section in body.iter(w("sectPr")):
        own = {_kind(element): element for element in section if element.tag in _REFERENCES}
        inherited = {**inherited, **own}
        page = copy.deepcopy(section)
        for kind, element in reversed(inherited.items()):
            if kind not in own:
                page.insert(0, copy.deepcopy(element))
        found.append(page)
    upright = [page for page in found if not _is_landscape(page)]
    return next(reversed(upright or found), None)


def _kind(reference: etree._Element) -> tuple[str, str]:
    return str(reference.tag), reference.get(w("type"), "default")


def landscape(page: CT_SectPr | None) -> CT_SectPr | None:
    """The page turned on its long side; None where it cannot be turned, or lies on it already.

    Header, footer and margins stay where they are, so that a letterhead keeps its room. Pages are counted
    on, and have the header of pages that are not the first.
    """
    if page is None or not page.page_width or not page.page_height or _is_landscape(page):
        return None
    turned = copy.deepcopy(page)
    for name in ("type", "titlePg"):
        for element in turned.findall(w(name)):
            turned.remove(element)
    for numbers in turned.findall(w("pgNumType")):
        if w("start") in numbers.attrib:
            del numbers.attrib[w("start")]
    turned.page_width, turned.page_height = page.page_height, page.page_width
    turned.orientation = WD_ORIENTATION.LANDSCAPE
    return turned


def _is_landscape(page: CT_SectPr) -> bool:
    return bool(page.page_width and page.page_height and page.page_width > page.page_height)


def text_width(page: CT_SectPr | None) -> int:
    """The width between the margins, in twentieths of a point; that of A4 where a page names none."""
    if page is None:
        return _USUAL_WIDTH  # Word takes its own page then
    measures = (page.page_width, page.left_margin, page.right_margin, page.gutter)
    width, left, right, gutter = (int(measure or 0) // _EMU for measure in measures)
    usable = width - left - right - gutter
    return usable if usable > 0 else _USUAL_WIDTH


def as_text(page: CT_SectPr) -> str:
    """The page's properties as markup that stands alone."""
    alone = copy.deepcopy(page)
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode", with_tail=False)
