"""The marks of footnotes and endnotes in a text: which note each leads to, and how a note is marked."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.docx.parts.markup import FALLBACK, w
from drafter.docx.parts.pieces import is_in_box
from drafter.docx.reading.content import OF_ENDNOTE

OWN_MARK = "typed by hand in the place of its number"
LARGE_MARK = "so large that it stands over several lines"
ON_THE_LINE = "on the line, where it reads as a figure of the text"
BELOW_ITS_LINE = "below its line, as in a formula"
NO_NOTE_BEGINS = "the number of a note, where no note begins"
_ABOVE, _BELOW = 0.25, -0.1  # of the size of type: how far a mark is at least from its line


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


def off_its_place(height: float, *, is_raised: bool) -> str:
    """Where a mark or the number of a note stands, if otherwise than it is printed; else empty.

    Args:
        height: How far above its line it stands, of the size of its type.
        is_raised: Whether it is printed above the line; else on it or above it.
    """
    if height < _BELOW:
        return BELOW_ITS_LINE
    return ON_THE_LINE if is_raised and height < _ABOVE else ""


def is_of_a_note(number: etree._Element) -> bool:
    """Whether the number of a note (17.11.7, 17.11.6) stands in one."""
    return next(number.iterancestors(w.footnote, w.endnote), None) is not None


def odd_numbers(note: etree._Element, *, is_marked: bool) -> Iterator[str]:
    """How a note is shown with its number otherwise than drafter prints it: once, and before its words.

    Args:
        note: The note.
        is_marked: Whether its mark is typed by hand, and so is its number.
    """
    own, other = (w.endnoteRef, w.footnoteRef) if note.tag == w.endnote else (w.footnoteRef, w.endnoteRef)
    shown = [one for one in note.iter(own, other, w.t) if one.tag != w.t or (one.text or "").strip()]
    shown = [one for one in shown if not is_in_box(one)]
    tags = [one.tag for one in shown]
    if other in tags:
        yield "shown with a number that is not its own"
    if own not in tags:
        if not is_marked:
            yield "shown without its number"
    elif tags.count(own) > 1:
        yield "shown with its number more than once"
    elif w.t in tags[: tags.index(own)]:
        yield "shown with its number behind words"
    if next(note.iter(w.footnoteReference, w.endnoteReference), None) is not None:
        yield "shown with the mark of another note in it"
