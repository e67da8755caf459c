"""Reads a Word file as a list of blocks, as a reader sees it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree
from msgspec import Struct

from drafter.alignment import key_of
from drafter.word.reading.line import Line, LineReader
from drafter.word.reading.numbering import Numbering, Styles
from drafter.word.reading.settle import CAME, WENT, Element, settle

_P, _TBL, _TR, _TC, _T = (qn(f"w:{name}") for name in "p tbl tr tc t".split())
_BOOKMARK = qn("w:bookmarkStart")
_CONTAINERS = tuple(qn(f"w:{name}") for name in "sdt sdtContent customXml".split())
_CONTENTS = re.compile(r"(toc|contents)\d|tableofcontents")
_OURS = re.compile("[bc]_")
_ANNEX = re.compile(r"(?P<number>annex(?: [IVXL\d]+)?)\b(?=\W|$)", re.IGNORECASE)


class Place(StrEnum):
    """The kind of place of a block."""

    BODY = "body"
    TABLE = "table"  # a row of a table
    BOX = "box"  # a text box


class Block(Struct, frozen=True):
    r"""A paragraph or a row of a table with words, as a reader sees it.

    Attributes:
        text: The words as they are typed, without the number, marks of footnotes and support. Blanks of any
            kind are one blank; a line break within the paragraph is "\\n". Cells are separated by " | ".
        bookmark: The name of drafter's bookmark (``drafter.word.markup.bookmarks``), if any.
        place: Its kind of place.
        style: The name of the paragraph's style in small letters, without blanks; empty in a table.
        is_heading: Whether the style is one of headings.
        label: The number as it is shown, by Word or typed before a tab, without the full stop: "12",
            "12 bis", "(a)"; empty where it has none.
        notes: Its footnotes: the offset of the mark in ``text``, and the words of the note.
        support: The words in the style for regions and status, which are no words of the clause.
        looks: Looks that can hide words, and the words: ("hidden", …), ("pale", …), ("tiny", …),
            ("struck", …). Hidden words are not part of ``text``.
        paragraph: The number of its first paragraph in the file, from 0 over all ``w:p`` of the body, also
            those in tables and tracked changes.
    """

    text: str
    bookmark: str = ""
    place: Place = Place.BODY
    style: str = ""
    is_heading: bool = False
    label: str = ""
    notes: tuple[tuple[int, str], ...] = ()
    support: str = ""
    looks: tuple[tuple[str, str], ...] = ()
    paragraph: int = 0

    @property
    def annex(self) -> str:
        """The number of the annex that begins here: "Annex I"; else empty."""
        match = _ANNEX.match(self.text)
        is_whole = match is not None and (self.is_heading or match.end() == len(self.text))
        return match["number"] if match and is_whole else ""

    @property
    def key(self) -> str:
        """The words for comparing (``drafter.alignment.key_of``)."""
        return key_of(self.text, fold_case=self.is_heading)


class Comment(Struct, frozen=True):
    """A comment in the margin.

    Attributes:
        id: Its id in the file.
        author: The name of its author.
        text: Its words.
        block: The index of its block in the text.
        words: The words that it is about; empty for a comment on a place.
    """

    id: str
    author: str
    text: str
    block: int
    words: str = ""


class TrackedChange(Struct, frozen=True):
    """A tracked change that nobody has accepted or rejected yet.

    Attributes:
        kind: "inserted", "deleted" or "moved".
        author: The name of its author.
        text: The inserted or deleted words; empty for the end of a paragraph.
        paragraph: The number of the paragraph where it begins, as in ``Block``.
    """

    kind: str
    author: str
    text: str
    paragraph: int


class WordText(Struct, frozen=True):
    """The text of a Word file, with tracked changes accepted or rejected.

    Attributes:
        blocks: Its blocks, in order, without headers, footers and contents.
        comments: Its comments.
        tracked: Its tracked changes before that.
    """

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()


def canonical(document: Document, *, accept: bool = True, annexes: bool = True) -> WordText:
    """Return the text of a Word file.

    Args:
        document: The document from ``open_word``, whose tracked changes are settled in place.
        accept: Whether to accept its tracked changes, or to reject them.
        annexes: Whether to read tables and annexes too.
    """
    return _Reader(document, accept=accept, annexes=annexes).text


def with_elements(document: Document, *, annexes: bool = True) -> tuple[WordText, list[Element]]:
    """Return the text of a Word file, and the element of each block."""
    reader = _Reader(document, accept=True, annexes=annexes)
    return reader.text, reader.elements


class _Reader:
    """Reads a document, block by block.

    Args:
        document: The document, whose tracked changes are settled.
        accept: Whether to accept them, or to reject them.
        annexes: Whether to read tables and annexes.

    Attributes:
        text: The text of the document.
        elements: The paragraph or row of each block.
    """

    def __init__(self, document: Document, *, accept: bool, annexes: bool) -> None:
        body = document.element.body
        self._places = {paragraph: number for number, paragraph in enumerate(body.iter(_P))}
        footnotes, endnotes, comments = (
            _root(document, name) for name in ("footnotes", "endnotes", "comments")
        )
        roots = (body, footnotes, endnotes, comments)
        tracked = tuple(change for root in roots for change in _tracked(root, self._places))
        for root in roots:
            settle(root, accept=accept)
        self._numbering = Numbering(_root(document, "numbering"))
        self._lines = LineReader(Styles(document.styles.element), footnotes, endnotes)
        self._bookmark = ""  # of the present block, or of the next one
        self._started: dict[str, tuple[int, int]] = {}
        self._commented: dict[str, tuple[int, str]] = {}
        self._blocks: list[Block] = []
        self.elements: list[Element] = []
        self._has_annexes = annexes
        self._is_done = False
        self._read(body, Place.BODY)
        self.text = WordText(tuple(self._blocks), tuple(self._comments(comments)), tracked)

    def _read(self, container: Element, place: Place) -> None:
        for child in container.iterchildren("*"):
            if self._is_done:
                return
            if child.tag == _P:
                self._paragraph(child, place)
            elif child.tag == _TBL:
                for row in _units(child, _TR) if self._has_annexes else ():
                    self._row(row)
            elif child.tag in _CONTAINERS:
                self._read(child, place)
            elif child.tag == _BOOKMARK:
                self._carry([child.get(qn("w:name"), "")])

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        line = self._lines.read(paragraph)
        style = line.style
        level = (line.level if line.list_id else "") or style.level
        number = self._numbering.count(line.list_id or style.list_id, level)
        self._attach(line)
        typed, text, notes = line.words(is_numbered=not (number or style.is_heading))
        if (text or notes) and not _CONTENTS.fullmatch(style.name):
            block = Block(
                text=sys.intern(text),  # the draft that was sent out has most of them too
                bookmark=sys.intern(self._bookmark),
                place=place,
                style=style.name,
                is_heading=style.is_heading,
                label=(number or typed).rstrip(". "),
                notes=notes,
                support=" ".join(line.support.split()),
                looks=line.looks,
                paragraph=self._places.get(paragraph, -1),
            )
            self._is_done = not self._has_annexes and place is Place.BODY and bool(block.annex)
            if not self._is_done:
                self._add(paragraph, block)
        for box in line.boxes:
            self._read(box, Place.BOX)

    def _row(self, row: Element) -> None:
        cells: list[str] = []
        notes: list[tuple[int, str]] = []
        looks: list[tuple[str, str]] = []
        for cell in _units(row, _TC):
            words: list[str] = []
            for paragraph in cell.iter(_P):
                line = self._lines.read(paragraph, is_masked=True)
                self._attach(line)
                if line.notes:
                    start = len(" | ".join([*cells, " ".join([*words, ""])]))
                    notes += [(start + offset, note) for offset, note in line.notes]
                looks += line.looks
                words.append(line.text.replace("\t", " ").strip())
            cells.append(" ".join(words))
        text = " | ".join(cells)
        if text.strip(" |") or notes:
            block = Block(
                text=sys.intern(text),
                bookmark=self._bookmark,
                place=Place.TABLE,
                notes=tuple(notes),
                looks=tuple(looks),
                paragraph=self._places.get(next(row.iter(_P)), -1),
            )
            self._add(row, block)

    def _add(self, element: Element, block: Block) -> None:
        self._blocks.append(block)
        self.elements.append(element)
        self._bookmark = ""

    def _attach(self, line: Line) -> None:
        """Note the bookmarks and comments of a line of the present block."""
        if line.bookmarks:
            self._carry(line.bookmarks)
        block = len(self._blocks)
        for kind, comment, offset in line.comments:
            if kind == "start":
                self._started[comment] = block, offset
            elif kind == "end":
                began, start = self._started.get(comment, (-1, 0))
                self._commented[comment] = block, line.text[start:offset].strip() if began == block else ""
            else:
                self._commented.setdefault(comment, (block, ""))

    def _carry(self, names: Sequence[str]) -> None:
        """Note the best name for the present block: that of a clause, if any."""
        ours = [name for name in names if _OURS.match(name)]
        self._bookmark = max(ours, key=lambda name: name[0], default=self._bookmark)

    def _comments(self, root: Element) -> Iterator[Comment]:
        for comment in root.iter(qn("w:comment")):
            comment_id = comment.get(qn("w:id"), "")
            block, words = self._commented.get(comment_id, (0, ""))
            lines = ("".join(t.text or "" for t in paragraph.iter(_T)) for paragraph in comment.iter(_P))
            place = max(0, min(block, len(self._blocks) - 1))
            yield Comment(comment_id, comment.get(qn("w:author"), ""), "\n".join(lines).strip(), place, words)


def _root(document: Document, name: str) -> Element:
    """Return the root of a part, or an empty element for a missing part."""
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith(f"/{name}") and not relationship.is_external:
            part: Any = relationship.target_part
            return part.element if hasattr(part, "element") else parse_xml(part.blob)
    return etree.Element("none")


def _tracked(root: Element, places: Mapping[Element, int]) -> Iterator[TrackedChange]:
    for change in root.iter(*CAME, *WENT):
        paragraph = next((element for element in change.iterancestors() if element in places), None)
        if paragraph is None:
            paragraph = next((element for element in change.iter(_P) if element in places), None)
        kind = {"ins": "inserted", "del": "deleted"}.get(etree.QName(change).localname, "moved")
        words = "".join(text.text or "" for text in change.iter(_T, qn("w:delText")))
        yield TrackedChange(kind, change.get(qn("w:author"), ""), words, places.get(paragraph, -1))


def _units(parent: Element, tag: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also in controls."""
    for child in parent.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _units(child, tag)
