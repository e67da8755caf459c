"""Reads a Word draft back after people edited it, in Word, LibreOffice or another word processor.

It only reads: the file is never written to. The place of a paragraph is its number among all paragraphs of
the document's body, from 0, those in tables and text boxes counted: it finds the paragraph again in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from drafter.docx.markup import CLAUSE_BOOKMARK, child_of, value_of, w
from drafter.docx.notes import is_ordinary
from drafter.docx.package import WordPackage
from drafter.docx.provenance import find_draft, read_draft
from drafter.docx.revisions import accept_all, changes_in, reject_all
from drafter.docx.runs import (
    ANOTHER_DOCUMENT,
    MOST_LEVELS,
    Content,
    Kind,
    Mark,
    NotAsShown,
    RunReader,
    Stretch,
    blocks_in,
    is_in_box,
    note_references,
    put_together,
)
from drafter.docx.styles import Numbering, ParagraphRole, Styles, outline_level
from drafter.draft.model import Draft
from drafter.text import ORDINALS

_OTHER_DOCUMENT = w.altChunk  # ISO 29500-1, 17.17.2.1
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_REPETITION = rf"(?P<repetition>{'|'.join(ORDINALS)}|\(\d+\))\.?(?:\s+|(?=\[))"
_VERSION = re.compile(rf"(?:(?P<label>[^\[]{{0,20}}?)\s+)?{_REPETITION}", re.IGNORECASE)
_TYPED_VERSION = re.compile(
    rf"(?P<label>(?:G\.)?\d{{1,4}})\s+(?P<repetition>{'|'.join(ORDINALS)})\.?\s+", re.IGNORECASE
)
_TYPED_NUMBER = re.compile(r"(?P<number>(?P<label>(?:G\.)?\d{1,4})[.)])\s+(?=\S)")
_NOT_NUMBERED = (ParagraphRole.HEADING, ParagraphRole.CONTENTS, ParagraphRole.TABLE, ParagraphRole.TITLE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it; ranges are of its text."""

    place: int
    role: ParagraphRole
    level: int = 0  # of a heading, from 1; 0 for all others
    number: str = ""  # as Word shows it: "12.", "(a)"
    label: str = ""  # by which it is cited: "12", "12 (a)"
    text: str = ""  # without its number, footnote marks and the commas between marks
    marks: tuple[Mark, ...] = ()
    support: tuple[tuple[int, int], ...] = ()  # in the style that names regions
    placeholders: tuple[tuple[int, int], ...] = ()  # in the style of what is to be filled in
    # What fields show that refer to other paragraphs: numbers of clauses, or the word processor's own words
    # where a clause is gone.
    references: tuple[tuple[int, int], ...] = ()
    bookmarks: tuple[str, ...] = ()  # the names of those that begin in it
    comments: tuple[str, ...] = ()  # the ids of those that are attached to it
    repetition: str = ""  # what follows the number of another wording: "bis"
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, or an endnote that somebody made of one."""

    id: str  # in the file; endnotes have an "e" before it
    text: str
    number: int  # as Word shows it, by the order of the marks; 0 where no mark leads to it
    marks: int  # how many lead to it, those in deleted text counted
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin; it is resolved where somebody has ticked it off."""

    id: str
    author: str
    text: str
    is_resolved: bool


@dataclass(frozen=True)
class WordDocument:
    """A Word draft as it stands, and the draft that was written, as the file keeps it."""

    name: str  # how messages call the file
    is_original: bool  # tracked changes were read as rejected
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    # The ids of the footnotes in the order of all their marks, those in deleted text and those that lead
    # nowhere among them.
    mark_order: tuple[str, ...]
    comments: tuple[Comment, ...]
    changes: int  # how many tracked changes are not yet accepted or rejected
    change_authors: tuple[str, ...]
    draft: Draft | None  # None where the file does not say
    is_whole: bool = True  # the draft is as drafter wrote it, by its own fingerprint
    is_redline: bool = False  # drafter compare made it, changed since or not

    @cached_property
    def note_by_id(self) -> Mapping[str, Note]:
        """Footnotes by id; of two with one id the first, as Word shows it."""
        return MappingProxyType({note.id: note for note in reversed(self.notes)})


def read_word(content: bytes, name: str, *, original: bool = False) -> WordDocument:
    """Read a Word draft.

    Args:
        content: The file's bytes.
        name: How messages call it.
        original: Whether tracked changes are read as rejected; otherwise they are read as accepted.

    Raises:
        DrafterError: if it is no Word file, is damaged, or would grow beyond all bounds.
    """
    package = WordPackage.open(content, name)
    styles = Styles(package.related_tree("styles"))
    document = package.tree(package.document)
    body = child_of(document, w.body)
    roots = {kind: package.related_tree(kind) for kind in ("footnotes", "endnotes", "comments")}
    # What is counted in the file as it stands, tracked changes and all.
    places = {element: place for place, element in enumerate(body.iter(w.p))}
    mark_order = tuple(note_references(body))
    changes = [
        change for root in (body, roots["footnotes"], roots["endnotes"]) for change in changes_in(root)
    ]
    decide = reject_all if original else accept_all
    places |= {paragraph: places[first] for paragraph, first in decide(body).items()}
    for root in roots.values():
        decide(root)
    reader = _BodyReader(styles, Numbering(package.related_tree("numbering"), styles), places)
    reader.read(body)
    stored = find_draft(package)
    draft, is_whole, is_redline = (None, True, False) if stored is None else read_draft(stored[1], name)
    return WordDocument(
        name=name,
        is_original=original,
        paragraphs=tuple(reader.paragraphs),
        notes=tuple(_notes(roots, mark_order, reader.paragraphs, styles)),
        mark_order=mark_order,
        comments=tuple(_comments(roots["comments"], package.related_tree("commentsExtended"), styles)),
        changes=len(changes),
        change_authors=tuple(dict.fromkeys(a for one in changes if (a := one.get(w.author, "")))),
        draft=draft,
        is_whole=is_whole,
        is_redline=is_redline,
    )


class _BodyReader:
    """Goes through the body, block by block.

    Args:
        styles: The styles of the file.
        numbering: Counts numbered paragraphs.
        places: The place of each paragraph.
    """

    def __init__(self, styles: Styles, numbering: Numbering, places: Mapping[etree._Element, int]) -> None:
        self.paragraphs: list[Paragraph] = []
        self._styles = styles
        self._runs = RunReader(styles)
        self._numbering = numbering
        self._places = places
        # Bookmarks that began between paragraphs or in an empty one: they belong to the next.
        self._bookmarks: list[str] = []

    def read(self, container: etree._Element, where: ParagraphRole | None = None, depth: int = 0) -> None:
        """Read the blocks of the body, of a cell or of a text box."""
        for block in blocks_in(container, depth):
            if block.tag == w.bookmarkStart:
                self._bookmarks.append(block.get(w.name, ""))
            elif block.tag == w.tbl:
                for row in blocks_in(block, depth + 1):
                    for cell in blocks_in(row, depth + 1) if row.tag == w.tr else ():
                        if cell.tag == w.tc:
                            self.read(cell, ParagraphRole.TABLE, depth + 2)
            elif block.tag == _OTHER_DOCUMENT and self.paragraphs:
                # What stands between paragraphs, and reads as none, is noted on the paragraph before it.
                last = self.paragraphs[-1]
                self.paragraphs[-1] = replace(
                    last, unreadable=(*last.unreadable, NotAsShown(ANOTHER_DOCUMENT, ""))
                )
            elif block.tag == w.p:
                content = Content()
                self._runs.read(block, content)
                self.paragraphs.append(self._paragraph(content, block, where))
                for box in content.boxes if depth < MOST_LEVELS else ():
                    self.read(box, ParagraphRole.BOX, depth + 1)

    def _paragraph(self, content: Content, element: etree._Element, where: ParagraphRole | None) -> Paragraph:
        properties = {str(one.tag): one for found in element.iterchildren(w.pPr) for one in found}
        style = value_of(properties.get(w.pStyle))
        own_list = properties.get(w.numPr)
        number, label = self._numbering.number(style, value_of(own_list, "numId"), value_of(own_list, "ilvl"))
        text, marks, found = put_together(content.stretches)
        bookmarks = (*self._bookmarks, *content.bookmarks)
        is_empty = not text and not marks
        self._bookmarks = list(bookmarks) if is_empty else []
        role, level = self._styles.role(style)
        own_level = outline_level(value_of(properties.get(w.outlineLvl)))
        if role is ParagraphRole.TEXT and own_level:
            role, level = ParagraphRole.HEADING, own_level
        kinds = [one.kind for one in content.stretches if one.text.strip()]
        if Kind.CONTENTS in kinds:
            role, level = ParagraphRole.CONTENTS, 0
        if where is not None:
            role, level = where, 0
        if not is_empty and any(one.casefold().startswith(CLAUSE_BOOKMARK) for one in bookmarks):
            role, level = (role if role is ParagraphRole.GUIDANCE else ParagraphRole.CLAUSE), 0
        prefix = _prefix(text, role, number, refers_first=kinds[:1] == [Kind.REFERENCE])
        said = {"number": "", "label": "", "repetition": "", **(prefix.groupdict("") if prefix else {})}
        cut = prefix.end() if prefix else 0
        if said["repetition"] and where is None:
            role, level = ParagraphRole.VERSION, 0
        ranges = {
            kind: tuple((max(0, start - cut), end - cut) for start, end in of_kind if end > cut)
            for kind, of_kind in found.items()
        }
        return Paragraph(
            place=self._places[element],
            role=role,
            level=level,
            number=number or said["number"],
            label=label or said["label"],
            text=text[cut:],
            marks=tuple(Mark(mark.note, max(0, mark.offset - cut)) for mark in marks),
            support=ranges.get(Kind.SUPPORT, ()),
            placeholders=ranges.get(Kind.PLACEHOLDER, ()),
            references=ranges.get(Kind.REFERENCE, ()),
            bookmarks=() if is_empty else bookmarks,
            comments=tuple(content.comments),
            repetition=said["repetition"].casefold(),
            unreadable=tuple(content.unreadable),
        )


def _prefix(text: str, role: ParagraphRole, number: str, *, refers_first: bool) -> re.Match[str] | None:
    """What stands before a paragraph's words as its number: "12 bis.", or a number typed by hand."""
    if role in _NOT_NUMBERED:
        return None
    if role is ParagraphRole.VERSION or refers_first:
        return _VERSION.match(text)
    if number:
        return None
    return _TYPED_VERSION.match(text) or _TYPED_NUMBER.match(text)


def _notes(
    roots: Mapping[str, etree._Element],
    mark_order: Sequence[str],
    paragraphs: Sequence[Paragraph],
    styles: Styles,
) -> Iterator[Note]:
    """Footnotes and endnotes with their numbers, by the order of the marks that are seen."""
    marks = Counter(mark_order)
    seen = [mark.note for paragraph in paragraphs for mark in paragraph.marks]
    for kind, before in (("footnote", ""), ("endnote", "e")):
        in_order = [note_id for note_id in seen if note_id.startswith("e") == bool(before)]
        numbers = {note_id: number for number, note_id in reversed([*enumerate(in_order, start=1)])}
        for note in filter(is_ordinary, roots[f"{kind}s"].iter(w[kind])):
            note_id = before + note.get(w.id, "")
            text, unreadable = _said(note, styles)
            yield Note(note_id, text, numbers.get(note_id, 0), marks[note_id], unreadable)


def _comments(root: etree._Element, extended: etree._Element, styles: Styles) -> Iterator[Comment]:
    done = {
        one.get(f"{_W15}paraId")
        for one in extended.iter(f"{_W15}commentEx")
        if one.get(f"{_W15}done") in ("1", "true", "on")
    }
    for comment in root.iter(w.comment):
        paragraphs = [one.get(f"{_W14}paraId") for one in comment.iter(w.p)]
        yield Comment(
            id=comment.get(w.id, ""),
            author=comment.get(w.author, ""),
            text=_said(comment, styles)[0],
            is_resolved=any(one in done for one in paragraphs if one),
        )


def _said(element: etree._Element, styles: Styles) -> tuple[str, tuple[NotAsShown, ...]]:
    """What all paragraphs of a note or a comment say, without those of text boxes; what is not as shown."""
    runs = RunReader(styles)
    content = Content()
    for paragraph in element.iter(w.p):
        if not is_in_box(paragraph):
            runs.read(paragraph, content)
            content.stretches.append(Stretch(" ", Kind.TEXT))
    return put_together(content.stretches)[0], tuple(content.unreadable)
