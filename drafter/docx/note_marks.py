"""The marks of footnotes and endnotes in a text: which note each leads to, and how a note is marked."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.docx.content import OF_ENDNOTE
from drafter.docx.markup import FALLBACK, w

OWN_MARK = "typed by hand in the place of its number"
LARGE_MARK = "so large that it stands over several lines"
ON_THE_LINE = "on the line, where it reads as a figure of the text"


def has_own_mark(reference: etree._Element | None) -> bool:
    """Whether this is a note's mark that is typed behind it, in the place of its number (17.11.13)."""
    if reference is None or reference.tag not in (w.footnoteReference, w.endnoteReference):
        return False
    return str(reference.get(w.customMarkFollows)) in ("1", "true", "on")


def note_id(reference: etree._Element) -> str:
    """The id of the note that a mark leads to; those of endnotes have ``OF_ENDNOTE`` before them."""
    return (OF_ENDNOTE if reference.tag == w.endnoteReference else "") + reference.get(w.id, "")


def note_references(body: etree._Element) -> Iterator[str]:
    """The ids of all footnote marks in the order of the text, those in deleted text among them."""
    for reference in body.iter(w.footnoteReference, w.endnoteReference):
        if next(reference.iterancestors(FALLBACK), None) is None:
            yield note_id(reference)


def own_marks(body: etree._Element) -> Iterator[str]:
    """The ids of the notes whose marks are typed by hand."""
    for reference in body.iter(w.footnoteReference, w.endnoteReference):
        if has_own_mark(reference):
            yield note_id(reference)


def holder_of(element: etree._Element) -> tuple[str, str]:
    """The id of the note in which something stands, as ``note_id`` has it, and that of the comment."""
    for up in element.iterancestors(w.footnote, w.endnote, w.comment):
        given = up.get(w.id, "")
        if up.tag == w.comment:
            return "", given
        return (OF_ENDNOTE if up.tag == w.endnote else "") + given, ""
    return "", ""
