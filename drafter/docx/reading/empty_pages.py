"""Where a text seems to end, and does not: so many empty lines, or pages, before what goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from drafter.docx.parts.markup import w
from drafter.docx.parts.pieces import blocks_in

EMPTY_LINES = "so much emptiness, line below line, that the text seems to end before it does"
EMPTY_PAGE = "an empty page, so that the text seems to end before it does"
PAGE_WITHIN = "the end of a page within it, so that it seems to end before it does"

_MOST_LINES = 22  # a third of a page, as above a paragraph
_SHOWN = w("t sym drawing pict object footnoteReference endnoteReference fldChar fldSimple")
_GOES_ON = re.compile(r"[\w,]\s*$")
_WITHOUT_WORDS = frozenset(w("bookmarkStart bookmarkEnd proofErr sectPr commentRangeStart commentRangeEnd"))


def emptiness_in(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The last paragraph of each gap in a text that is too long, and what the gap is.

    One page break is where a part ends; with a second one a page is left empty.

    Args:
        body: The body; paragraphs that its cells hold are not looked at.
    """
    lines, breaks, last = 0, 0, None
    for block in blocks_in(body):
        if block.tag == w.p and not _shows(block):
            own = [one.get(w.type, "") for one in block.iter(w.br)]
            pages = own.count("page")
            breaks += pages
            lines += 1 + len(own) - pages
            last = block
        elif block.tag in _WITHOUT_WORDS:
            continue
        else:
            if last is not None and (breaks > 1 or lines > _MOST_LINES):
                yield last, EMPTY_PAGE if breaks > 1 else EMPTY_LINES
            lines, breaks, last = 0, 0, None


def is_cut_by_a_page(paragraph: etree._Element, *, at_any_word: bool) -> bool:
    """Whether a page ends within a paragraph, between its words.

    Args:
        paragraph: The paragraph.
        at_any_word: Whether also within a sentence, or only between what are lines of their own.
    """
    before, is_broken = "", False
    for one in paragraph.iter(w.t, w.br):
        if one.tag == w.t:
            if is_broken and any(map(str.isalnum, one.text or "")):
                return True
            before += one.text or ""
        elif one.get(w.type) in ("page", "column") and any(map(str.isalnum, before)):
            is_broken = is_broken or at_any_word or _GOES_ON.search(before) is None
    return False


def _shows(paragraph: etree._Element) -> bool:
    """Whether a paragraph has anything to be read, or a picture: a dot, or a row of them, is none."""
    return any(one.tag != w.t or any(map(str.isalnum, one.text or "")) for one in paragraph.iter(*_SHOWN))
