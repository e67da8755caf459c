"""What stands at the edges of pages: headers and footers, what parts notes from the text, how notes count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.finding import NOWHERE, Finding, ShownText, finding
from drafter.check.harmless import as_read
from drafter.docx.edges import ABOVE_NOTES, BLANK, FOOTER, HEADER, NUMBERS, OVER_THE_PAGE, PAGES, PUT_IN
from drafter.docx.reader import WordDocument
from drafter.text.words import excerpt

_CODE = "page-edges-changed"
_FIELD = re.compile(r"\{([^{}]*)\}")
_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_AS_NOTHING_ELSE = (OVER_THE_PAGE, PUT_IN)


def edge_findings(document: WordDocument) -> Iterator[Finding]:
    """What of headers and footers, above notes and in how they count is not as it was printed, once for each.

    To change a header is no fault: it is a note. What can cover the page, or is no word, is to be looked at.

    Args:
        document: What is checked. Of one whose file does not say what stood in headers, nobody knows; words
            above notes no drafter has ever printed.
    """
    printed = document.printed_edges
    wheres = (HEADER, FOOTER, PAGES, ABOVE_NOTES, NUMBERS) if printed is not None else (ABOVE_NOTES, NUMBERS)
    for where in wheres:
        was = [one.text for one in printed or () if one.where == where]
        now = [one.text for one in document.edges if one.where == where]
        come = [one for one in now if one and as_read(one) not in map(as_read, was)]
        gone = [one for one in was if one and as_read(one) not in map(as_read, now)]
        is_blank = BLANK in now and BLANK not in was and any(was) and not (come or gone)
        if is_blank:
            gone = was
        if not come and (not gone or where in (ABOVE_NOTES, NUMBERS)):
            continue
        stands, before = " / ".join(map(_in_words, come)), " / ".join(map(_in_words, gone))
        texts = [ShownText(title, one) for title, one in (("As printed", before), ("Now", stands)) if one]
        if any(sign in " ".join(come) and sign not in " ".join(was) for sign in _AS_NOTHING_ELSE):
            key = "over"
        elif where in (ABOVE_NOTES, NUMBERS):
            key = "notes" if where == ABOVE_NOTES else "numbers"
        elif where == PAGES:
            key = "pages"
        else:
            key = "blank" if is_blank else "gone" if not come else "come" if not gone else ""
        yield finding(
            NOWHERE,
            f"{_CODE}/{key}".rstrip("/"),
            texts=texts,
            where=where,
            now=excerpt(stands),
            was=excerpt(before),
        )


def _in_words(text: str) -> str:
    """A text in which fields stand by a sign, or by name."""
    return _FIELD.sub(lambda one: "#" if one[1] in _PAGES else one[1], text)
