"""Our own check of a finished Word file, for what no validator catches.

References out of order, a table cell without a paragraph, a bookmark or a field without its end, an id
that Word cannot number: the Open XML SDK and docx-integrity let these pass, and Word or LibreOffice then
show wrong notes or a repair dialog.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafter.docx.markup import LONGEST_BOOKMARK, w
from drafter.docx.notes import MOST_FOOTNOTES, is_ordinary
from drafter.docx.package import WordPackage, all_relationships
from drafter.problems import DrafterError

_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_STORIES = ("word/document", "word/footnotes", "word/header", "word/footer")

_DEPTHS = {"begin": 1, "end": -1}
_READ = w("tr footnote footnoteReference footnoteRef fldChar bookmarkStart bookmarkEnd style")
_STYLE_USED = re.compile(rb"<[\w.-]+:(?:p|r|tbl)Style\b[^>]*:val\s*=\s*[\"']([^\"']*)")


def structural_faults(parts: Mapping[str, bytes]) -> list[str]:
    """Every structural fault of a Word file, in words; empty for a sound one.

    Args:
        parts: Part names, without a leading slash, and contents.
    """
    missing = [name for name in (_DOCUMENT, _STYLES) if name not in parts]
    if missing:
        return [f"the part {name} is missing" for name in missing]
    found = _Found()
    try:
        faults = [
            f"{name}: {fault}"
            for name, content in parts.items()
            if name.startswith("word/") and name.endswith(".xml")
            for fault in found.read(name, content)
        ]
        return [*_relationship_faults(parts), *found.faults_of_notes(), *faults, *found.faults_of_names()]
    except DrafterError as error:
        return [error.message]


def refuse_unsound(package: WordPackage, what: str, hint: str, originals: Sequence[bytes] = ()) -> None:
    """Refuse a file that drafter made with faults, but for those that the files it was made of had.

    Raises:
        DrafterError: naming every fault.
    """
    faults = structural_faults(package.parts)
    if faults:
        known = {one for file in originals for one in structural_faults(WordPackage.open(file, "").parts)}
        faults = [fault for fault in faults if fault not in known]
    if faults:
        listed = "\n    ".join(faults)
        raise DrafterError(f"the {what} that was made is not sound and was not written:\n    {listed}", hint)


@dataclass(slots=True)
class _Found:
    """What one pass over each part finds."""

    references: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    styles_used: set[str] = field(default_factory=set)
    bookmarks: Counter[str] = field(default_factory=Counter)
    starts: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)

    def read(self, name: str, content: bytes) -> Iterator[str]:
        """Go over a part once, for its faults and for what is told by all parts together.

        Rows and notes are emptied once read, so that a large draft needs little memory.

        Raises:
            DrafterError: if it is not well-formed.
        """
        if name.startswith(_STORIES):
            self.styles_used |= {style.decode() for style in _STYLE_USED.findall(content)}
        depth = marks = 0
        events = etree.iterparse(
            io.BytesIO(content), tag=_READ, resolve_entities=False, no_network=True, huge_tree=True
        )
        try:
            for _, element in events:
                tag = element.tag
                if tag == w.tr:
                    yield from _row_faults(element)
                    element.clear()
                elif tag == w.footnoteRef:
                    marks += 1
                elif tag == w.footnote:
                    yield from self._note_faults(element, marks)
                    marks = 0
                    element.clear()
                elif tag == w.fldChar:
                    depth += _DEPTHS.get(element.get(w.fldCharType, ""), 0)
                    if depth < 0:
                        yield "a field has no beginning"
                        depth = 0
                else:
                    self._take(name, element)
        except etree.XMLSyntaxError as error:
            raise DrafterError(f"the part {name} is damaged: {error}") from error
        if depth:
            yield "a field has no end"

    def _take(self, name: str, element: etree._Element) -> None:
        tag = element.tag
        if tag == w.bookmarkStart:
            # Word takes names that differ only in case for one.
            self.bookmarks[element.get(w.name, "").casefold()] += 1
            self.starts[element.get(w.id, "")] += 1
        elif tag == w.bookmarkEnd:
            self.ends[element.get(w.id, "")] += 1
        elif tag == w.style and name == _STYLES:
            self.styles.add(element.get(w.styleId, ""))
        elif tag == w.footnoteReference and name == _DOCUMENT:
            self.references.append(element.get(w.id, ""))

    def _note_faults(self, note: etree._Element, marks: int) -> Iterator[str]:
        """A separator has no mark of its own; every other note has one."""
        parent = note.getparent()
        if parent is None or parent.tag != w.footnotes:
            return  # the separators that the settings list
        note_id = note.get(w.id, "")
        if is_ordinary(note):
            self.notes.append(note_id)
        if marks != int(is_ordinary(note)):
            yield f"the footnote with the id {note_id} has {marks} marks of its own"
        if note.find(w.p) is None:
            yield f"the footnote with the id {note_id} has no paragraph"

    def faults_of_notes(self) -> Iterator[str]:
        """What is wrong with the ids of footnotes and with their order."""
        for note_id in {*self.references, *self.notes}:
            if not note_id.isdecimal():
                yield f"a footnote has the id “{note_id}”, which is no number"
            elif int(note_id) > MOST_FOOTNOTES:
                yield f"a footnote has an id above {MOST_FOOTNOTES}"
        if self.references != [str(number) for number in range(1, len(self.references) + 1)]:
            yield "the footnote marks are not numbered 1, 2, 3 … in the order of the text"
        if Counter(self.notes) != Counter(self.references):
            yield "footnotes and their marks do not answer to one another one by one"

    def faults_of_names(self) -> Iterator[str]:
        """What is wrong with bookmarks, and with the styles that are used."""
        yield from (
            f"the bookmark {n} stands {count} times" for n, count in self.bookmarks.items() if count > 1
        )
        yield from (
            f"the name of the bookmark {n} is too long" for n in self.bookmarks if len(n) > LONGEST_BOOKMARK
        )
        if self.starts != self.ends or any(count > 1 for count in self.starts.values()):
            yield "a bookmark has no end, or two bookmarks share an id"
        unknown = sorted(self.styles_used - self.styles)
        yield from (f"the style {style} is used but not defined" for style in unknown)


def _row_faults(row: etree._Element) -> Iterator[str]:
    cells = list(row.iter(w.tc))
    if not cells:
        yield "a table row has no cell"
    for cell in cells:
        if len(cell) == 0 or cell[-1].tag != w.p:
            yield "a table cell does not end in a paragraph"


def _relationship_faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, listed in all_relationships(parts):
        ids = Counter(one.id for one in listed)
        yield from (f"{name}: the id {i} stands twice" for i, n in ids.items() if n > 1)
        for one in listed:
            if not one.is_external and one.target not in parts:
                yield f"{name}: the part {one.target} is missing"
