"""Writes a redline: a new draft with tracked changes against an old one.

To accept all changes gives the new draft, to reject all the old one: styles, words and footnotes. A block
that moved is deleted at its old place and inserted at the new one (ISO 29500-1, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from msgspec import Struct

from drafter.alignment import align, moved, stretches, without_specks
from drafter.word.guard import open_word, release
from drafter.word.notes import FootnotesPart, refuse_too_many
from drafter.word.package import pack
from drafter.word.reading import Block, Place, WordText, with_elements
from drafter.word.reading.settle import Element
from drafter.word.reading.tokens import NOTE_ID, Token, Words, run_of, tokens_of, words_in

_P, _R, _T, _TBL, _TR, _PPR, _RPR = (qn(f"w:{name}") for name in "p r t tbl tr pPr rPr".split())
_INS, _DEL, _ID = qn("w:ins"), qn("w:del"), qn("w:id")
_STYLE_USES = tuple(qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle"))
_WHEN_DELETED = {_T: qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_NOT_OF_LOOKS = (_RPR, qn("w:sectPr"), qn("w:pPrChange"))
_BEFORE_ROWS = (qn("w:tblPr"), qn("w:tblGrid"))

Located = Sequence[tuple[Element, Block]]


class Redline(Struct, frozen=True):
    """A new draft with tracked changes against an old one.

    Attributes:
        content: The bytes of the Word file.
        texts: The texts of the old and of the new draft.
    """

    content: bytes
    texts: tuple[WordText, WordText]


def redline(
    old: bytes,
    new: bytes,
    names: tuple[str, str] = ("the old draft", "the new draft"),
    *,
    author: str,
    when: datetime | None = None,
    annexes: bool = False,
) -> Redline:
    """Return a new draft with tracked changes against an old one.

    Tracked changes that either draft already has are read as accepted.

    Args:
        old: The bytes of the old Word file.
        new: The bytes of the new Word file.
        names: Their names in messages.
        author: The author of the changes.
        when: The date of the changes; None for none, as Word allows.
        annexes: Whether to compare tables and annexes too.

    Raises:
        DrafterError: if a file is no Word document, or both have more footnotes than Word can number.
    """
    before, after = open_word(old, names[0]), open_word(new, names[1])
    notes = {**_tell_apart(before, "old"), **_tell_apart(after, "new")}
    drafts = [with_elements(document, annexes=annexes) for document in (before, after)]
    texts = drafts[0][0], drafts[1][0]
    _Marker(notes, *(_located(*both) for both in drafts)).mark(after.element.body)
    del drafts  # lxml frees what nobody holds much faster
    _number_notes(after, notes)
    _take_styles(before, after)
    del notes
    release(before)
    _number_changes(after.element.body, author, when)
    package: Any = after.part.package
    return Redline(pack(package, is_sealed=False), texts)


def _located(text: WordText, elements: Sequence[Element]) -> Located:
    """Return the blocks to compare, each with its paragraph or row."""
    return [pair for pair in zip(elements, text.blocks, strict=True) if pair[1].place != Place.BOX]


class _Marker:
    """Marks the changes in a new body.

    Args:
        notes: The words of the footnotes of both documents, by their ids.
        old: The blocks of the old document.
        new: The blocks of the new document.
    """

    def __init__(self, notes: Mapping[str, Element], old: Located, new: Located) -> None:
        self._words = {note_id: words_in(note) for note_id, note in notes.items()}
        self._old, self._new = old, new
        pairs = align([block for _, block in old], [block for _, block in new])
        away = moved(pairs)
        self._pairs = {i: j for i, j in pairs.items() if i not in away}
        # For each old table with rows in a new table, the new table.
        self._tables = {
            old[i][0].getparent(): new[j][0].getparent()
            for i, j in self._pairs.items()
            if old[i][0].tag == new[j][0].tag == _TR
        }
        # In the body (None) and in each table, the element before the next block.
        self._last: dict[Element, Element] = {}

    def mark(self, body: Element) -> None:
        """Mark every change in the new body."""
        start = OxmlElement("w:p")
        body.insert(0, start)
        self._last[None] = start
        done = 0
        for i in range(len(self._old)):
            if i not in self._pairs:
                self._strike(self._old[i][0])
                continue
            for j in range(done, self._pairs[i]):
                self._put_in(self._new[j][0])
            self._keep(*self._old[i], *self._new[self._pairs[i]])
            done = self._pairs[i] + 1
        for j in range(done, len(self._new)):
            self._put_in(self._new[j][0])
        body.remove(start)

    def _pass(self, element: Element) -> None:
        """Note that the next block follows an element."""
        if element.tag == _TR:
            table = element.getparent()
            self._last[table] = element
            element = table
        self._last[None] = element

    def _keep(self, old: Element, base: Block, new: Element, block: Block) -> None:
        is_same = base.text == block.text and base.notes == block.notes and base.support == block.support
        if new.tag == _P:
            if not is_same or words_in(old) != words_in(new):  # a typed number is no word of a block
                self._rewrite(old, new)
            if base.style != block.style:
                _mark_properties(new, old.find(_PPR))
        elif not is_same:
            gone = deepcopy(old)
            _clear(gone)
            new.addprevious(gone)
            self._mark_all(gone, _DEL)
            self._mark_all(new, _INS)
        self._pass(new)

    def _rewrite(self, old: Element, new: Element) -> None:
        before, after = tokens_of(old, self._words), tokens_of(new, self._words)
        keys = [token.key for token in before], [token.key for token in after]
        pieces: list[tuple[str, Token]] = []
        for is_same, a, b, c, d in without_specks(stretches(*keys), keys[0]):
            pieces += [] if is_same else [(_DEL, token) for token in before[a:b]]
            pieces += [("" if is_same else _INS, token) for token in after[c:d]]
        _fill(new, pieces)

    def _put_in(self, element: Element) -> None:
        self._mark_all(element, _INS)
        self._pass(element)

    def _strike(self, element: Element) -> None:
        gone = deepcopy(element)
        _clear(gone)
        if element.tag == _TR:
            table = element.getparent()
            if table not in self._tables:
                self._tables[table] = deepcopy(table)
                for row in list(self._tables[table].iter(_TR)):
                    row.getparent().remove(row)
                self._last[None].addnext(self._tables[table])
            table = self._tables[table]
            place = self._last.get(table)
            if place is None:
                table.insert(sum(child.tag in _BEFORE_ROWS for child in table), gone)
            else:
                place.addnext(gone)
        else:
            self._last[None].addnext(gone)
        self._mark_all(gone, _DEL)
        self._pass(gone)

    def _mark_all(self, element: Element, change: str) -> None:
        """Mark a paragraph or a row, with its words, as inserted or deleted."""
        if element.tag == _TR:
            properties = element.get_or_add_trPr()
            properties.append(OxmlElement("w:ins" if change == _INS else "w:del"))
        for paragraph in [element] if element.tag == _P else list(element.iter(_P)):
            _fill(paragraph, [(change, token) for token in tokens_of(paragraph, self._words)])
            mark = _properties(paragraph).find(_RPR)
            if mark is None:
                mark = OxmlElement("w:rPr")
                _properties(paragraph).insert_element_before(mark, "w:sectPr", "w:pPrChange")
            mark.insert(0, OxmlElement("w:ins" if change == _INS else "w:del"))


def _properties(paragraph: Element) -> Element:
    return paragraph.get_or_add_pPr()


def _clear(gone: Element) -> None:
    """Remove from old text bookmarks and ends of sections of the old draft."""
    for element in list(gone.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:sectPr"))):
        element.getparent().remove(element)


def _mark_properties(paragraph: Element, old: Element) -> None:
    """Mark the properties that a paragraph had before."""
    had = OxmlElement("w:pPr")
    had.extend(deepcopy(child) for child in (() if old is None else old) if child.tag not in _NOT_OF_LOOKS)
    change = OxmlElement("w:pPrChange")
    change.append(had)
    _properties(paragraph).append(change)


def _fill(paragraph: Element, pieces: Iterable[tuple[str, Token]]) -> None:
    """Make tokens, each with its change, the content of a paragraph."""
    content: list[Element] = []
    around: Element = None
    for change, part in _joined(pieces):
        element = run_of(*part) if isinstance(part, Words) else part
        runs = [element] if element.tag == _R else list(element.iter(_R))
        if not change or (change == _INS and element.tag != _R):
            # A change cannot contain a link, but a link can contain a change.
            for run in runs if change else ():
                inner = OxmlElement("w:ins")
                run.addprevious(inner)
                inner.append(run)
            content.append(element)
            around = None
            continue
        if around is None or around.tag != change:
            around = OxmlElement("w:ins" if change == _INS else "w:del")
            content.append(around)
        for text in (text for run in runs for text in run.iter(*_WHEN_DELETED) if change == _DEL):
            text.tag = _WHEN_DELETED[text.tag]
        around.extend(runs)
    for child in list(paragraph):
        if child.tag != _PPR:
            paragraph.remove(child)
    paragraph.extend(content)


def _joined(pieces: Iterable[tuple[str, Token]]) -> list[tuple[str, Element | Words]]:
    """Return the content of tokens with its changes, joined within runs."""
    joined: list[tuple[str, Element | Words]] = []
    for change, token in pieces:
        joined += [("", mark) for mark in token.marks if change != _DEL]
        for part in token.content:
            before, last = joined[-1] if joined else ("", None)
            if (
                isinstance(part, Words)
                and isinstance(last, Words)
                and before == change
                and last.properties is part.properties
            ):
                joined[-1] = change, Words(part.properties, last.text + part.text)
            else:
                joined.append((change, part))
    return joined


# Footnotes, numbers of changes, styles


def _tell_apart(document: Document, whose: str) -> dict[str, Element]:
    """Give footnotes unique ids across both documents, and return them."""
    notes = {}
    for note in FootnotesPart.of(document).notes:
        note.set(_ID, f"{whose} {note.get(_ID)}")
        notes[note.get(_ID)] = note
    for reference in document.element.body.iter(NOTE_ID):
        reference.set(_ID, f"{whose} {reference.get(_ID)}")
    return notes


def _number_notes(document: Document, notes: Mapping[str, Element]) -> None:
    """Number the footnotes in the order of their marks, one for each mark."""
    part = FootnotesPart.of(document)
    for note in part.notes:
        part.element.remove(note)
    references = list(document.element.body.iter(NOTE_ID))
    refuse_too_many(len(references))
    for number, reference in enumerate(references, start=1):
        note = notes[reference.get(_ID)]
        note = note if note.getparent() is None else deepcopy(note)  # two marks can have one footnote
        note.set(_ID, str(number))
        reference.set(_ID, str(number))
        part.element.append(note)


def _number_changes(body: Element, author: str, when: datetime | None) -> None:
    """Give changes ids that no bookmark has, an author and perhaps a date."""
    taken = (int(mark.get(_ID)) for mark in body.iter(qn("w:bookmarkStart")) if mark.get(_ID, "").isdecimal())
    for number, change in enumerate(
        body.iter(_INS, _DEL, qn("w:pPrChange")), start=max(taken, default=0) + 1
    ):
        change.set(_ID, str(number))
        change.set(qn("w:author"), author)
        if when:
            change.set(qn("w:date"), f"{when:%Y-%m-%dT%H:%M:%SZ}")


def _take_styles(before: Document, after: Document) -> None:
    """Take over the styles that old text uses and the new document lacks."""
    known, others = (
        {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        for document in (after, before)
    )
    waiting = [use.get(qn("w:val")) for use in after.element.body.iter(*_STYLE_USES)]
    while waiting:
        style_id = waiting.pop()
        if style_id in known or style_id not in others:
            continue
        known[style_id] = style = deepcopy(others[style_id])
        for numbers in list(style.iter(qn("w:numPr"))):  # the new document may have another list with this id
            numbers.getparent().remove(numbers)
        after.styles.element.append(style)
        waiting += [use.get(qn("w:val")) for use in style.iter(qn("w:basedOn"), qn("w:next"), qn("w:link"))]
