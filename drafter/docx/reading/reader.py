"""Reads a Word draft as it stands. It only reads: the file is never written to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from drafter.docx.markup import w
from drafter.docx.model import (
    Comment,
    Mark,
    NotAsShown,
    Note,
    Paragraph,
    ParagraphRole,
    WordDocument,
)
from drafter.docx.package import WordPackage
from drafter.docx.provenance import find_draft, is_redline, read_draft
from drafter.docx.reading import shown
from drafter.docx.reading.numbering import Numbering
from drafter.docx.reading.runs import Content, Kind, RunReader, Stretch, note_references, put_together
from drafter.docx.reading.styles import Styles
from drafter.text import ORDINALS

_P, _TABLE, _ROW, _CELL, _STRUCTURED = (w(name) for name in ("p", "tbl", "tr", "tc", "sdt"))
_BOOKMARK, _TEXT_BOX = w("bookmarkStart"), w("txbxContent")
_OTHER_DOCUMENT = w("altChunk")  # ISO 29500-1, 17.17.2.1
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
# What word processors record of a change (ISO 29500-1, 17.13.5).
_CHANGES = [
    w(name)
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "cellIns",
        "cellDel",
        "cellMerge",
        "numberingChange",
    )
]
_REPETITION = rf"(?P<repetition>{'|'.join(ORDINALS)}|\(\d+\))\.?(?:\s+|(?=\[))"
_VERSION = re.compile(rf"(?:(?P<label>[^\[]{{0,20}}?)\s+)?{_REPETITION}", re.IGNORECASE)
_TYPED_VERSION = re.compile(
    rf"(?P<label>(?:G\.)?\d{{1,4}})\s+(?P<repetition>{'|'.join(ORDINALS)})\.?\s+", re.IGNORECASE
)
_TYPED_NUMBER = re.compile(r"(?P<number>(?P<label>(?:G\.)?\d{1,4})[.)])\s+(?=\S)")
_CLAUSE_BOOKMARK = "clause_"
_MOST_LEVELS = 60  # of tables in tables and content controls in content controls


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
    styles = Styles.read(package.related_tree("styles"))
    document = package.tree(package.document)
    body = document.find(w("body"))
    if body is None:
        body = etree.SubElement(document, w("body"))
    reader = _BodyReader(
        runs=RunReader(styles, original),
        numbering=Numbering.read(package.related_tree("numbering"), styles),
        places={element: place for place, element in enumerate(body.iter(_P))},
    )
    reader.read(body)
    paragraphs = tuple(reader.paragraphs)
    roots = {kind: package.related_tree(kind) for kind in ("footnotes", "endnotes")}
    changes = [one for root in (body, *roots.values()) if root is not None for one in root.iter(_CHANGES)]
    stored = find_draft(package)
    draft, is_whole = (None, True) if stored is None else read_draft(stored[1], name)
    return WordDocument(
        name=name,
        is_original=original,
        paragraphs=paragraphs,
        notes=tuple(_notes(roots, body, paragraphs, styles, original=original)),
        mark_order=tuple(note_references(body)),
        comments=tuple(_comments(package, styles)),
        changes=len(changes),
        change_authors=tuple(dict.fromkeys(a for one in changes if (a := one.get(w("author"), "")))),
        draft=draft,
        is_whole=is_whole,
        is_redline=stored is not None and is_redline(stored[1]),
    )


@dataclass(slots=True)
class _BodyReader:
    """Goes through the body, block by block.

    Attributes:
        runs: Reads runs.
        numbering: Counts numbered paragraphs.
        places: The place of each paragraph.
        paragraphs: What was read so far.
        bookmarks: Bookmarks that began between paragraphs or in an empty one: they belong to the next.
    """

    runs: RunReader
    numbering: Numbering
    places: dict[etree._Element, int]
    paragraphs: list[Paragraph] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)

    def read(self, container: etree._Element, where: ParagraphRole | None = None, depth: int = 0) -> None:
        """Read the blocks of the body, of a cell or of a text box."""
        waiting: tuple[Content, etree._Element] | None = None
        last: etree._Element | None = None
        for block in _blocks(container, depth):
            if block.tag == _BOOKMARK:
                self.bookmarks.append(block.get(w("name"), ""))
            elif block.tag == _TABLE:
                self._table(block, depth + 1)
            elif block.tag == _OTHER_DOCUMENT and self.paragraphs:
                self._mark_last(shown.DOCUMENT)
            elif block.tag == _P:
                content, first = waiting or (Content(), block)
                if not content.stretches:
                    first = block
                self.runs.read(block, content)
                last = block
                if self._joins_the_next(block):
                    waiting = (content, first)
                else:
                    waiting = None
                    self._paragraph(content, block, self.places[first], where, depth)
        if waiting is not None and last is not None and waiting[0].stretches:
            self._paragraph(waiting[0], last, self.places[waiting[1]], where, depth)

    def _mark_last(self, how: str) -> None:
        """Note what stands between paragraphs, and reads as none, on the paragraph before it."""
        last = self.paragraphs[-1]
        self.paragraphs[-1] = replace(last, unreadable=(*last.unreadable, NotAsShown(how, "")))

    def _joins_the_next(self, paragraph: etree._Element) -> bool:
        """Whether a tracked change takes the end of a paragraph away."""
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is None:
            return False
        names = ("ins", "moveTo") if self.runs.original else ("del", "moveFrom")
        return any(mark.find(w(name)) is not None for name in names)

    def _table(self, table: etree._Element, depth: int) -> None:
        gone = "ins" if self.runs.original else "del"
        for row in _blocks(table, depth):
            if row.tag != _ROW or row.find(f"{w('trPr')}/{w(gone)}") is not None:
                continue
            for cell in _blocks(row, depth):
                if cell.tag == _CELL:
                    self.read(cell, ParagraphRole.TABLE, depth + 1)

    def _paragraph(
        self,
        content: Content,
        element: etree._Element,
        place: int,
        where: ParagraphRole | None,
        depth: int,
    ) -> None:
        properties = self._properties(element)
        style = _value(properties, "pStyle")
        number, label = self.numbering.number(
            style, _value(properties, "numPr", "numId"), _value(properties, "numPr", "ilvl")
        )
        words = put_together(content.stretches)
        bookmarks = (*self.bookmarks, *content.bookmarks)
        is_empty = not words.text and not words.marks
        self.bookmarks = list(bookmarks) if is_empty else []
        role, level = self.runs.styles.role(style)
        own_level = _value(properties, "outlineLvl")
        if role is ParagraphRole.TEXT and own_level.isdecimal() and int(own_level) < 9:  # noqa: PLR2004
            role, level = ParagraphRole.HEADING, int(own_level) + 1
        if content.is_contents:
            role, level = ParagraphRole.CONTENTS, 0
        if where is not None:
            role, level = where, 0
        if not is_empty and any(one.casefold().startswith(_CLAUSE_BOOKMARK) for one in bookmarks):
            role, level = (role if role is ParagraphRole.GUIDANCE else ParagraphRole.CLAUSE), 0
        prefix = _prefix(words.text, role, number, refers_first=content.refers_first)
        cut = 0
        repetition = ""
        if prefix is not None:
            cut = prefix.end()
            groups = prefix.groupdict()
            repetition = (groups.get("repetition") or "").casefold()
            number = number or groups.get("number") or ""
            label = label or groups.get("label") or ""
            if repetition and where is None:
                role, level = ParagraphRole.VERSION, 0
        self.paragraphs.append(
            Paragraph(
                place=place,
                role=role,
                level=level,
                style=style,
                number=number,
                label=label,
                text=words.text[cut:],
                marks=tuple(Mark(note, max(0, offset - cut)) for note, offset in words.marks),
                support=_moved(words.support, cut),
                placeholders=_moved(words.placeholders, cut),
                references=_moved(words.references, cut),
                bookmarks=() if is_empty else bookmarks,
                comments=tuple(content.comments),
                changes=sum(1 for _ in element.iter(_CHANGES)),
                repetition=repetition,
                unreadable=tuple(content.unreadable),
            )
        )
        for box in content.boxes:
            if depth < _MOST_LEVELS:
                self.read(box, ParagraphRole.BOX, depth + 1)

    def _properties(self, paragraph: etree._Element) -> etree._Element | None:
        """A paragraph's properties, those before a tracked change where changes are read as rejected."""
        properties = paragraph.find(w("pPr"))
        if self.runs.original and properties is not None:
            change = properties.find(f"{w('pPrChange')}/{w('pPr')}")
            return properties if change is None else change
        return properties


def _prefix(text: str, role: ParagraphRole, number: str, *, refers_first: bool) -> re.Match[str] | None:
    """What stands before a paragraph's words as its number: "12 bis.", or a number typed by hand."""
    if role in (ParagraphRole.HEADING, ParagraphRole.CONTENTS, ParagraphRole.TABLE, ParagraphRole.TITLE):
        return None
    if role is ParagraphRole.VERSION or refers_first:
        return _VERSION.match(text)
    if number:
        return None
    return _TYPED_VERSION.match(text) or _TYPED_NUMBER.match(text)


def _moved(ranges: list[tuple[int, int]], cut: int) -> tuple[tuple[int, int], ...]:
    return tuple((max(0, start - cut), end - cut) for start, end in ranges if end > cut)


def _blocks(container: etree._Element, depth: int) -> Iterator[etree._Element]:
    """What stands in a container, through content controls and the like."""
    if depth > _MOST_LEVELS:
        return
    for child in container:
        if child.tag == _STRUCTURED:
            inner = child.find(w("sdtContent"))
            if inner is not None:
                yield from _blocks(inner, depth + 1)
        elif child.tag == w("customXml"):
            yield from _blocks(child, depth + 1)
        elif child.tag == _ALTERNATE:
            if len(child):
                yield from _blocks(child[0], depth + 1)
        else:
            yield child


def _value(element: etree._Element | None, *path: str) -> str:
    for name in path:
        element = None if element is None else element.find(w(name))
    return "" if element is None else element.get(w("val"), "")


def _notes(
    roots: dict[str, etree._Element | None],
    body: etree._Element,
    paragraphs: tuple[Paragraph, ...],
    styles: Styles,
    *,
    original: bool,
) -> Iterator[Note]:
    """Footnotes and endnotes with their numbers, by the order of the marks that are seen."""
    marks = Counter(note_references(body))
    numbers: dict[str, int] = {}
    seen: Counter[bool] = Counter()
    for paragraph in paragraphs:
        for mark in paragraph.marks:
            is_endnote = mark.note.startswith("e")
            seen[is_endnote] += 1
            numbers.setdefault(mark.note, seen[is_endnote])
    for kind, root in roots.items():
        before = "e" if kind == "endnotes" else ""
        for note in root.iter(w(kind.removesuffix("s"))) if root is not None else ():
            if note.get(w("type")) in (None, "normal"):
                note_id = before + note.get(w("id"), "")
                content = _content_of(note, styles, original=original)
                text = put_together(content.stretches).text
                unreadable = tuple(content.unreadable)
                yield Note(note_id, text, numbers.get(note_id, 0), marks[note_id], unreadable)


def _content_of(element: etree._Element, styles: Styles, *, original: bool) -> Content:
    """What stands in all paragraphs of a note or a comment, without those of text boxes."""
    runs = RunReader(styles, original)
    content = Content()
    for paragraph in element.iter(_P):
        if any(one.tag == _TEXT_BOX for one in paragraph.iterancestors()):
            continue
        runs.read(paragraph, content)
        content.stretches.append(Stretch(" ", Kind.TEXT))
    return content


def _comments(package: WordPackage, styles: Styles) -> Iterator[Comment]:
    root = package.related_tree("comments")
    extended = package.related_tree("commentsExtended")
    done = {
        one.get(f"{_W15}paraId")
        for one in (extended.iter(f"{_W15}commentEx") if extended is not None else ())
        if one.get(f"{_W15}done") in ("1", "true", "on")
    }
    for comment in root.iter(w("comment")) if root is not None else ():
        paragraphs = [one.get(f"{_W14}paraId") for one in comment.iter(_P)]
        yield Comment(
            id=comment.get(w("id"), ""),
            author=comment.get(w("author"), ""),
            text=put_together(_content_of(comment, styles, original=False).stretches).text,
            is_resolved=any(one in done for one in paragraphs if one),
        )
