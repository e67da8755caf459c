"""What an element of a run says, and what it has that is not among its words."""

from __future__ import annotations

from lxml import etree

from drafter.docx.looks.harmless import unknown_holder
from drafter.docx.parts.markup import sign_of, w
from drafter.docx.parts.pieces import words_in
from drafter.docx.reading.content import OVER_LETTERS, Content, are_plain, as_seen
from drafter.docx.reading.scripts import how_with, unseen_in, words_with

# What elements stand for
_SIGNS = {**dict.fromkeys(w("tab ptab"), " "), **dict.fromkeys(w("br cr"), "\n"), w.noBreakHyphen: "-"}
_LINES_OF_NOTES = frozenset(w("separator continuationSeparator"))
# What runs may have besides that shows nothing (17.3.3); and what changes and fields keep: outside of one,
# some programs show it.
_SHOW_NOTHING = frozenset(w("t softHyphen lastRenderedPageBreak annotationRef"))
_KEPT = frozenset(w("delText delInstrText instrText"))
LINE_OF_NOTES = "a line as it stands between a text and its footnotes"


def mark_unread(element: etree._Element, text: str, content: Content) -> None:
    """Note what an element of a run has that is not among its words.

    Args:
        element: The element.
        text: What is read of it.
        content: What stands in its paragraph.
    """
    if element.tag in _KEPT:
        if kept := (element.text or "").strip():
            content.mark(unknown_holder(element), kept)
    elif len(element) and (unread := text or words_in(element)):
        content.mark(unknown_holder(element[0] if text else element), unread)
    elif element.tag in _LINES_OF_NOTES:
        content.mark(LINE_OF_NOTES)
    elif not text and element.tag not in _SHOW_NOTHING and isinstance(element.tag, str):
        content.mark(unknown_holder(element))


def mark_signs(text: str, content: Content) -> None:
    """Note signs in words that nobody sees, or that strike them through.

    Args:
        text: The words.
        content: What stands in their paragraph.
    """
    if are_plain(text):
        return
    if signs := unseen_in(text):
        content.mark(how_with(signs), words_with(signs, text), signs)
    if signs := "".join(dict.fromkeys(OVER_LETTERS.findall(text))):
        content.mark("struck through by signs", words_with(signs, text), signs)


def text_of(element: etree._Element) -> str:
    """The words of an element of a run; empty for what has none."""
    if element.tag == w.sym:
        return sign_of(element)
    if element.tag != w.t:
        return _SIGNS.get(str(element.tag), "")
    text = element.text or ""
    return text if are_plain(text) else as_seen(text)
