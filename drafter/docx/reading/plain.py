"""Paragraphs with plain words and nothing else, as the cells of annexes have by the ten thousand."""

from __future__ import annotations

import re

from lxml import etree

from drafter.docx.parts.markup import w

# Words that are seen as they are stored, without blanks at their ends.
_PLAIN = re.compile(r"(?! )[ -~‘’“”–—]+(?<! )")
_WITH_PROPERTIES = 2


def plain_words(element: etree._Element) -> tuple[str, str, bytes] | None:
    """The words of a paragraph that has a style and one run of one text; None for any other.

    Args:
        element: The paragraph.

    Returns:
        Its words, its style, and what is set on them.
    """
    if len(element) != _WITH_PROPERTIES:
        return None
    properties, run = element
    if properties.tag != w.pPr or run.tag != w.r or len(properties) != 1 or properties[0].tag != w.pStyle:
        return None
    look = b""
    if len(run) == _WITH_PROPERTIES:
        if run[0].tag != w.rPr:
            return None
        look = etree.tostring(run[0])
    elif len(run) != 1:
        return None
    text = run[-1]
    words = text.text or ""
    is_text = text.tag == w.t and not len(text) and b"fitText" not in look
    is_plain = is_text and "  " not in words and _PLAIN.fullmatch(words)
    return (words, properties[0].get(w.val, ""), look) if is_plain else None
