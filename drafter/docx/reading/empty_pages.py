"""Where a text seems to end, and does not: so many empty lines, or pages, before what goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from drafter.docx.looks.appearance import OfParagraph
from drafter.docx.looks.bounds import FAR_APART
from drafter.docx.parts.markup import w
from drafter.docx.reading.content import Kind, Stretch

EMPTY_LINES = "so much emptiness, line below line, that the text seems to end before it does"
EMPTY_PAGE = "an empty page, so that the text seems to end before it does"
PAGE_WITHIN = "the end of a page within it, so that it seems to end before it does"

_MOST = 264.0  # points: a third of a page, as above a paragraph
_MOST_WITHIN = 2  # empty lines between two lines of one text
_SHOWN = w("t sym drawing pict object footnoteReference endnoteReference fldChar fldSimple")
_GOES_ON = re.compile(r"[\w,]\s*$")
_BREAKS = re.compile(r"\n\s*")


class Emptiness:
    """How much emptiness stands between one text and the next, by what is really set on what stands there."""

    def __init__(self) -> None:
        self._height = 0.0  # in points, since the last text
        self._pages = 0  # page breaks, likewise

    def before(self, paragraph: etree._Element, seen: OfParagraph, *, in_body: bool) -> str:
        """What is wrong before a paragraph that has words; empty for no fault, and for one without words.

        One page break is where a part ends; with a second one a page is left empty.

        Args:
            paragraph: The next one.
            seen: How it is seen.
            in_body: Whether it stands in the body itself: in cells and boxes nothing is looked for.
        """
        if not in_body:
            return ""
        above, below = (0.0, 0.0) if seen.how == FAR_APART else (seen.above, seen.below)
        self._height += above
        if _shows(paragraph):
            return self.before_text(below, in_body=True)
        breaks = [one.get(w.type, "") for one in paragraph.iter(w.br)]
        pages = breaks.count("page")
        self._pages += pages
        self._height += (1 + len(breaks) - pages) * seen.line_height + below
        return ""

    def before_text(self, below: float = 0.0, *, in_body: bool) -> str:
        """The same, before a table, or what else has words; begins anew behind it.

        Args:
            below: The space below it.
            in_body: As above.
        """
        if not in_body:
            return ""
        how = EMPTY_PAGE if self._pages > 1 else EMPTY_LINES if self._height > _MOST else ""
        self._height, self._pages = below, 0
        return how


def has_empty_lines(stretches: Iterable[Stretch]) -> bool:
    """Whether so many empty lines stand between two lines of a text that it seems to end before it does."""
    lines = "".join("x" if one.kind is Kind.MARK else one.text for one in stretches).strip()
    return "\n" in lines and any(one.count("\n") > _MOST_WITHIN + 1 for one in _BREAKS.findall(lines))


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
