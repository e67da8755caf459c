"""Our own check of a finished Word file, for what no validator catches.

References out of order, a table cell without a paragraph, a bookmark or a field without its end, an id
that Word cannot number: the Open XML SDK and docx-integrity let these pass, and Word or LibreOffice then
show wrong notes or a repair dialog.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafter.docx.markup import LONGEST_BOOKMARK, w
from drafter.docx.notes import MOST_FOOTNOTES
from drafter.docx.package import all_relationships
from drafter.problems import DrafterError

_DOCUMENT = "word/document.xml"
_FOOTNOTES = "word/footnotes.xml"
_STYLES = "word/styles.xml"
_STORIES = ("word/document", "word/footnotes", "word/header", "word/footer")

# Names are compared some hundred thousand times in a large draft.
_P, _TC, _TR, _NOTE, _NOTES = (w(name) for name in ("p", "tc", "tr", "footnote", "footnotes"))
_REFERENCE, _MARK, _FIELD = w("footnoteReference"), w("footnoteRef"), w("fldChar")
_BOOKMARK, _BOOKMARK_END, _STYLE = w("bookmarkStart"), w("bookmarkEnd"), w("style")
_ID, _NAME, _TYPE, _STYLE_ID, _FIELD_TYPE = (
    w(name) for name in ("id", "name", "type", "styleId", "fldCharType")
)
_READ = (_TR, _NOTE, _REFERENCE, _MARK, _FIELD, _BOOKMARK, _BOOKMARK_END, _STYLE)
_STYLE_USED = re.compile(rb"<[\w.-]+:(?:p|r|tbl)Style\b[^>]*:val\s*=\s*[\"']([^\"']*)")


def structural_faults(parts: Mapping[str, bytes]) -> list[str]:
    """Every structural fault of a Word file, in words; empty for a sound one.

    Args:
        parts: Part names, without a leading slash, and contents.
    """
    missing = [name for name in (_DOCUMENT, _STYLES) if name not in parts]
    if missing:
        return [f"the part {name} is missing" for name in missing]
    try:
        read = {name: _read(name, parts[name]) for name in parts if _is_read(name)}
        relationships = list(_relationship_faults(parts))
    except DrafterError as error:
        return [error.message]
    return [
        *relationships,
        *_footnote_faults(read),
        *(fault for part in read.values() for fault in part.faults),
        *_bookmark_faults(read),
        *_style_faults(read),
    ]


def _is_read(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml")


@dataclass(slots=True)
class _Part:
    """What one pass over a part finds."""

    faults: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    styles_used: set[str] = field(default_factory=set)
    bookmarks: Counter[str] = field(default_factory=Counter)
    starts: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)

    def take(self, element: etree._Element) -> None:
        """Take note of a bookmark, of a footnote's mark in the text, or of a style."""
        tag = element.tag
        if tag == _BOOKMARK:
            # Word takes names that differ only in case for one.
            self.bookmarks[element.get(_NAME, "").casefold()] += 1
            self.starts[element.get(_ID, "")] += 1
        elif tag == _BOOKMARK_END:
            self.ends[element.get(_ID, "")] += 1
        elif tag == _REFERENCE:
            self.references.append(element.get(_ID, ""))
        else:
            self.styles.add(element.get(_STYLE_ID, ""))


def _read(name: str, content: bytes) -> _Part:
    """Go over a part once; rows and notes are emptied once read, so that a large draft needs little memory.

    Raises:
        DrafterError: if it is not well-formed.
    """
    part = _Part(styles_used={style.decode() for style in _STYLE_USED.findall(content)})
    field_marks: list[str] = []
    marks = 0
    events = etree.iterparse(
        io.BytesIO(content), tag=_READ, resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        for _, element in events:
            tag = element.tag
            if tag == _TR:
                part.faults += (f"{name}: {fault}" for fault in _row_faults(element))
                element.clear()
            elif tag == _MARK:
                marks += 1
            elif tag == _NOTE:
                part.faults += _note_faults(element, marks, part.notes)
                marks = 0
                element.clear()
            elif tag == _FIELD:
                field_marks.append(element.get(_FIELD_TYPE, ""))
            else:
                part.take(element)
    except etree.XMLSyntaxError as error:
        raise DrafterError(f"the part {name} is damaged: {error}") from error
    part.faults += (f"{name}: {fault}" for fault in _field_faults(field_marks))
    return part


def _field_faults(marks: list[str]) -> Iterator[str]:
    depth = 0
    for mark in marks:
        depth += {"begin": 1, "end": -1}.get(mark, 0)
        if depth < 0:
            yield "a field has no beginning"
            return
    if depth:
        yield "a field has no end"


def _row_faults(row: etree._Element) -> Iterator[str]:
    cells = list(row.iter(_TC))
    if not cells:
        yield "a table row has no cell"
    for cell in cells:
        if len(cell) == 0 or cell[-1].tag != _P:
            yield "a table cell does not end in a paragraph"


def _note_faults(note: etree._Element, marks: int, notes: list[str]) -> Iterator[str]:
    """A separator has no mark of its own; every other note has one."""
    parent = note.getparent()
    if parent is None or parent.tag != _NOTES:
        return  # the separators that the settings list
    note_id = note.get(_ID, "")
    is_ordinary = note.get(_TYPE) in (None, "normal")
    if is_ordinary:
        notes.append(note_id)
    if marks != int(is_ordinary):
        yield f"the footnote with the id {note_id} has {marks} marks of its own"
    if note.find(_P) is None:
        yield f"the footnote with the id {note_id} has no paragraph"


def _relationship_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, listed in all_relationships(parts):
        ids = Counter(one.id for one in listed)
        yield from (f"{name}: the id {i} stands twice" for i, n in ids.items() if n > 1)
        for one in listed:
            if not one.is_external and one.target not in parts:
                yield f"{name}: the part {one.target} is missing"


def _footnote_faults(read: Mapping[str, _Part]) -> Iterator[str]:
    references = read[_DOCUMENT].references
    notes = read[_FOOTNOTES].notes if _FOOTNOTES in read else []
    for note_id in {*references, *notes}:
        if not note_id.isdecimal():
            yield f"a footnote has the id “{note_id}”, which is no number"
        elif int(note_id) > MOST_FOOTNOTES:
            yield f"a footnote has an id above {MOST_FOOTNOTES}"
    if references != [str(number) for number in range(1, len(references) + 1)]:
        yield "the footnote marks are not numbered 1, 2, 3 … in the order of the text"
    if Counter(notes) != Counter(references):
        yield "footnotes and their marks do not answer to one another one by one"


def _bookmark_faults(read: Mapping[str, _Part]) -> Iterator[str]:
    names: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for part in read.values():
        names += part.bookmarks
        starts += part.starts
        ends += part.ends
    yield from (f"the bookmark {n} stands {count} times" for n, count in names.items() if count > 1)
    yield from (f"the name of the bookmark {n} is too long" for n in names if len(n) > LONGEST_BOOKMARK)
    if starts != ends or any(count > 1 for count in starts.values()):
        yield "a bookmark has no end, or two bookmarks share an id"


def _style_faults(read: Mapping[str, _Part]) -> Iterator[str]:
    known = read[_STYLES].styles
    used = {style for name, part in read.items() if name.startswith(_STORIES) for style in part.styles_used}
    yield from (f"the style {style} is used but not defined" for style in sorted(used - known))
