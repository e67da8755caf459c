"""What is read beside the body: footnotes, endnotes, and comments in the margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from lxml import etree

from drafter.docx.looks.cells import Place
from drafter.docx.looks.places import ANYWHERE
from drafter.docx.looks.sizes import LARGEST_OF_NOTES
from drafter.docx.parts.markup import value_of, w
from drafter.docx.parts.notes import is_ordinary
from drafter.docx.parts.numbering import Numbering, written
from drafter.docx.parts.pieces import is_in_box
from drafter.docx.parts.styles import A_FOOTNOTE, RUNNING_TEXT
from drafter.docx.reading.content import OF_ENDNOTE, Content, Kind, NotAsShown, Stretch, put_together
from drafter.docx.reading.fields import fields_in
from drafter.docx.reading.note_marks import odd_numbers
from drafter.docx.reading.paragraphs import Paragraph
from drafter.docx.reading.runs import ANOTHER_DOCUMENT, RunReader
from drafter.docx.tracked.revisions import author_of
from drafter.text.words import with_plain_blanks

_OF_NOTES = ("", RUNNING_TEXT, A_FOOTNOTE)  # what the styles of their paragraphs make them look like
BEHIND_NUMBER = "shown behind a number of a list"
_COUNTED = re.compile("%[1-9]")  # in the text of a number
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, or an endnote that somebody made of one."""

    id: str  # in the file; endnotes have ``OF_ENDNOTE`` before it
    text: str  # with plain blanks: people type no others, and few programs keep those that do not break
    # By the order of the marks, as Word shows it; 0 where no mark leads to it. Those of endnotes are counted
    # on behind those of footnotes, so that no number is two notes'.
    number: int
    marks: int  # how many lead to it, those in deleted text counted
    unreadable: tuple[NotAsShown, ...] = ()
    fields: tuple[str, ...] = ()  # the instructions of those in it

    shown: str = ""  # the number of an endnote, as Word shows it

    @property
    def is_endnote(self) -> bool:
        """Whether it stands at the end of the text."""
        return self.id.startswith(OF_ENDNOTE)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin; it is resolved where somebody has ticked it off."""

    id: str
    author: str
    text: str
    is_resolved: bool
    date: str = ""  # the day, as the file says it
    unreadable: tuple[NotAsShown, ...] = ()
    initials: str = ""  # which Word shows beside it, and prints
    answers: str | None = None  # whose comment it is set below as an answer; None for one of its own


def notes_in(
    roots: Mapping[str, etree._Element],
    mark_order: Sequence[str],
    paragraphs: Sequence[Paragraph],
    runs: RunReader,
    numbering: Numbering,
    pages: Mapping[str, Place],
    marked: Container[str],
) -> Iterator[Note]:
    """Footnotes and endnotes with their numbers, by the order of the marks that are seen.

    Args:
        roots: The parts, “footnotes” and “endnotes”.
        mark_order: The ids of all marks, as ``note_marks.note_references`` gives them.
        paragraphs: Those of the body.
        runs: Reads words.
        numbering: The lists of the file.
        pages: On which page each note stands, by its id.
        marked: The ids of notes that have marks typed by hand.
    """
    marks = Counter(mark_order)
    seen = [mark.note for paragraph in paragraphs for mark in paragraph.marks]
    footnotes = sum(not note_id.startswith(OF_ENDNOTE) for note_id in seen)
    of_notes = cache(partial(replace, largest=LARGEST_OF_NOTES))  # a page with the type that notes may have
    for kind, before in (("footnote", ""), ("endnote", OF_ENDNOTE)):
        in_order = [note_id for note_id in seen if note_id.startswith(OF_ENDNOTE) == bool(before)]
        numbers = {note_id: number for number, note_id in reversed([*enumerate(in_order, start=1)])}
        for note in filter(is_ordinary, roots[f"{kind}s"].iter(w[kind])):
            note_id = before + note.get(w.id, "")
            place = of_notes(pages.get(note_id, ANYWHERE))
            text, unreadable = _said(note, runs, place)
            if looks := next((one for one in map(runs.looks_of, note.iter(w.p)) if one not in _OF_NOTES), ""):
                unreadable = (*unreadable, NotAsShown(f"by its style {looks}", text))
            odd = (NotAsShown(how, text) for how in odd_numbers(note, is_marked=note_id in marked))
            unreadable = (*unreadable, *odd)
            if how := _behind_number(note, runs, numbering):
                unreadable = (*unreadable, NotAsShown(how, text))
            if next(note.iter(w.altChunk), None) is not None:
                unreadable = (*unreadable, NotAsShown(ANOTHER_DOCUMENT, ""))
            has_fields = next(note.iter(w.fldSimple, w.fldChar), None) is not None
            fields = tuple(one.instruction for one in fields_in(note, {})) if has_fields else ()
            number, shown = numbers.get(note_id, 0), ""
            if before and number:
                number, shown = number + footnotes, written(number, "lowerRoman")
            yield Note(note_id, with_plain_blanks(text), number, marks[note_id], unreadable, fields, shown)


def comments_in(
    root: etree._Element, extended: etree._Element, runs: RunReader, numbering: Numbering
) -> Iterator[Comment]:
    """The comments of a part, with those that are ticked off, or answer others, in its extension.

    The extension (``w15:commentsEx``) calls each by one of its paragraphs.
    """
    said = list(extended.iter(f"{_W15}commentEx"))
    done = {one.get(f"{_W15}paraId") for one in said if one.get(f"{_W15}done") in ("1", "true", "on")}
    above = {one.get(f"{_W15}paraId"): one.get(f"{_W15}paraIdParent") for one in said}
    authors = {
        one.get(f"{_W14}paraId"): author_of(comment)
        for comment in root.iter(w.comment)
        for one in comment.iter(w.p)
    }
    for comment in root.iter(w.comment):
        text, unreadable = _said(comment, runs)
        if how := _behind_number(comment, runs, numbering):
            unreadable = (*unreadable, NotAsShown(how, text))
        paragraphs = [given for one in comment.iter(w.p) if (given := one.get(f"{_W14}paraId"))]
        yield Comment(
            id=comment.get(w.id, ""),
            author=author_of(comment),
            text=text,
            is_resolved=any(one in done for one in paragraphs),
            date=comment.get(w.date, "")[:10],
            unreadable=unreadable,
            initials=comment.get(w.initials, "").strip(),
            answers=next((authors[up] for one in paragraphs if (up := above.get(one)) in authors), None),
        )


def _behind_number(element: etree._Element, runs: RunReader, numbering: Numbering) -> str:
    """How a note or a comment is shown that a list numbers, with the words of the number; empty for none."""
    listed = next(filter(runs.is_listed, element.iter(w.p)), None)
    if listed is None:
        return ""
    own = listed.find(w.pPr)
    in_list = (value_of(own, "pStyle"), value_of(own, "numPr", "numId"), value_of(own, "numPr", "ilvl"))
    words = " ".join(_COUNTED.sub(" ", value_of(numbering.level(*in_list), "lvlText")).split())
    return f"{BEHIND_NUMBER}, “{words}”" if any(map(str.isalpha, words)) else BEHIND_NUMBER


def commented_in(body: etree._Element, places: Mapping[etree._Element, int]) -> dict[str, dict[int, str]]:
    """The ids of comments, and on which words each stands, by the places of their paragraphs.

    Args:
        body: The body.
        places: The place of each paragraph.
    """
    found: dict[str, dict[int, str]] = {}
    is_open: dict[str, None] = {}
    if next(body.iter(w.commentRangeStart), None) is None:
        return found
    for one in body.iter(w.commentRangeStart, w.commentRangeEnd, w.t):
        given = one.get(w.id, "")
        if one.tag == w.commentRangeStart:
            is_open[given] = None
            found.setdefault(given, {})
        elif one.tag == w.commentRangeEnd:
            is_open.pop(given, None)
        elif is_open:
            place = next((places.get(up, -1) for up in one.iterancestors(w.p)), -1)
            for each in is_open:
                found[each][place] = found[each].get(place, "") + (one.text or "")
    return found


def _said(
    element: etree._Element, runs: RunReader, place: Place = ANYWHERE
) -> tuple[str, tuple[NotAsShown, ...]]:
    """What all paragraphs of a note or a comment say, without those of text boxes; what is not as shown."""
    content = Content()
    for paragraph in element.iter(w.p):
        if not is_in_box(paragraph):
            runs.read(paragraph, content, place)
            content.stretches.append(Stretch(" ", Kind.TEXT))
    return put_together(content.stretches)[0], tuple(content.unreadable)
