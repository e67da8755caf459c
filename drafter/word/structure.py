"""Our own check of a finished Word file, for what no validator catches.

References out of order, a table cell without a paragraph, a bookmark or a field without its end, an id
that Word cannot number: the Open XML SDK and docx-integrity let these pass, and Word or LibreOffice
then show wrong notes or a repair dialog.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from drafter.problems import DrafterError
from drafter.word.footnotes import MOST_FOOTNOTES
from drafter.word.names import w
from drafter.word.package import parse_part

_DOCUMENT = "word/document.xml"
_FOOTNOTES = "word/footnotes.xml"
_STYLES = "word/styles.xml"
# ISO 29500-1, 17.13.6.2.
_LONGEST_BOOKMARK = 40
_REFERENCES_TO_STYLES = (w("pStyle"), w("rStyle"), w("tblStyle"))


def structural_faults(parts: Mapping[str, bytes]) -> list[str]:
    """Every structural fault of a Word file, in words; empty for a sound one.

    Args:
        parts: Part names, without a leading slash, and contents.
    """
    try:
        trees = {
            name: parse_part(content, name)
            for name, content in parts.items()
            if name.endswith((".xml", ".rels"))
        }
    except DrafterError as error:
        return [error.message]
    missing = [name for name in (_DOCUMENT, _STYLES) if name not in trees]
    if missing:
        return [f"the part {name} is missing" for name in missing]
    return [
        *_relationship_faults(trees, parts),
        *_footnote_faults(trees),
        *(
            fault
            for name, tree in trees.items()
            if name.startswith("word/")
            for fault in (*_cell_faults(name, tree), *_field_faults(name, tree))
        ),
        *_bookmark_faults(trees),
        *_style_faults(trees),
    ]


def _relationship_faults(trees: Mapping[str, etree._Element], parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = Counter(relationship.get("Id") for relationship in tree)
        yield from (f"{name}: the id {i} stands twice" for i, n in ids.items() if n > 1)
        for relationship in tree:
            target = relationship.get("Target") or ""
            if relationship.get("TargetMode") == "External":
                continue
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if path not in parts:
                yield f"{name}: the part {path} is missing"


def _footnote_faults(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    references = [int(mark.get(w("id"), "0")) for mark in trees[_DOCUMENT].iter(w("footnoteReference"))]
    notes = list(trees[_FOOTNOTES]) if _FOOTNOTES in trees else []
    ordinary = [note for note in notes if note.get(w("type")) in (None, "normal")]
    ids = [int(note.get(w("id"), "0")) for note in ordinary]
    if references != list(range(1, len(references) + 1)):
        yield "the footnote marks are not numbered 1, 2, 3 … in the order of the text"
    if sorted(ids) != sorted(references):
        yield "footnotes and their marks do not answer to one another one by one"
    if max(ids, default=0) > MOST_FOOTNOTES:
        yield f"a footnote has an id above {MOST_FOOTNOTES}"
    for note in notes:
        marks = len(list(note.iter(w("footnoteRef"))))
        expected = 1 if note in ordinary else 0
        if marks != expected:
            yield f"the footnote with the id {note.get(w('id'))} has {marks} marks of its own"
        if note.find(w("p")) is None:
            yield f"the footnote with the id {note.get(w('id'))} has no paragraph"


def _cell_faults(name: str, tree: etree._Element) -> Iterator[str]:
    for cell in tree.iter(w("tc")):
        if len(cell) == 0 or cell[-1].tag != w("p"):
            yield f"{name}: a table cell does not end in a paragraph"
    for row in tree.iter(w("tr")):
        if row.find(f".//{w('tc')}") is None:
            yield f"{name}: a table row has no cell"


def _field_faults(name: str, tree: etree._Element) -> Iterator[str]:
    depth = 0
    for mark in tree.iter(w("fldChar")):
        kind = mark.get(w("fldCharType"))
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            break
    if depth:
        yield f"{name}: a field has no {'end' if depth > 0 else 'beginning'}"


def _bookmark_faults(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    names: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for name, tree in trees.items():
        if name.startswith("word/"):
            names.update(mark.get(w("name"), "") for mark in tree.iter(w("bookmarkStart")))
            starts.update(mark.get(w("id"), "") for mark in tree.iter(w("bookmarkStart")))
            ends.update(mark.get(w("id"), "") for mark in tree.iter(w("bookmarkEnd")))
    yield from (f"the bookmark {n} stands {count} times" for n, count in names.items() if count > 1)
    yield from (f"the name of the bookmark {n} is too long" for n in names if len(n) > _LONGEST_BOOKMARK)
    if starts != ends or any(count > 1 for count in starts.values()):
        yield "a bookmark has no end, or two bookmarks share an id"


def _style_faults(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    known = {style.get(w("styleId")) for style in trees[_STYLES].iter(w("style"))}
    used: Counter[str] = Counter()
    for name in (_DOCUMENT, _FOOTNOTES):
        if name in trees:
            used.update(mark.get(w("val"), "") for mark in trees[name].iter(*_REFERENCES_TO_STYLES))
    yield from (f"the style {style} is used but not defined" for style in used if style not in known)
