"""The words of a paragraph: its runs in pieces, through links, content controls and fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import NamedTuple

from lxml import etree

from drafter.docx.markup import value_of, w
from drafter.docx.styles import RAISED, Styles

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH_TEXT = f"{_MATH}t"
_TURNED = frozenset((w.dir, w.bdo))
# Elements around runs that change nothing about how they read, and properties, which are no content.
_AROUND = frozenset(w("smartTag customXml sdt sdtContent"))
_PROPERTIES = frozenset(w("pPr smartTagPr customXmlPr sdtPr sdtEndPr"))
_SIGNS = {**dict.fromkeys(w("tab br cr ptab"), " "), w.noBreakHyphen: "-"}  # what elements stand for
# What Word fills in itself: a date, the number of the page (ISO 29500-1, 17.3.3).
_FILLED = frozenset(w("pgNum dayShort dayLong monthShort monthLong yearShort yearLong"))
_DRAWN = _FILLED | {ALTERNATE, w.ruby, w.drawing, w.pict, w.object}
_FORMULAS = frozenset((f"{_MATH}oMath", f"{_MATH}oMathPara"))
_HOLDERS = {w.sdt: w.sdtContent, w.customXml: ".", ALTERNATE: "*"}  # and where in them the blocks stand
MOST_LEVELS = 60  # of tables in tables and content controls in content controls
_LONGEST_UNREADABLE = 200
_MOST_UNREADABLE = 20  # of one paragraph: it is to be looked at for any of them
_NOTE_MARKS = frozenset(
    ("footnotereference", "footnoteanchor", "footnotecharacters", "endnotereference", "endnoteanchor")
)
_ONLY_COMMAS = re.compile(r"[\s,;\u00a0]*")
_BLANKS = re.compile(r"\s+")
# Signs that turn the order of others around, and those without width.
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
ANOTHER_DOCUMENT = "another document that Word puts in when it opens the file"


def blocks_in(container: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """What stands in a container, through content controls and the like."""
    if depth > MOST_LEVELS:
        return
    for child in container:
        if child.tag not in _HOLDERS:
            yield child
        elif (inner := child.find(_HOLDERS[child.tag])) is not None:
            yield from blocks_in(inner, depth + 1)


def pieces(parent: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None, bool]]:
    """The pieces of a paragraph or of a part of one; links and fields of one element are one each.

    Of each: the element, the properties of the run that it stands in, and whether it stands in one.
    """
    for child in parent:
        tag = child.tag
        if tag == w.r:
            properties = None
            for element in child:
                if element.tag == w.rPr:  # stands first (ISO 29500-1, 17.3.2.25)
                    properties = element
                else:
                    yield element, properties, True
        elif tag in _AROUND:
            yield from pieces(child)
        elif tag not in _PROPERTIES:
            yield child, None, False


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote's mark: the note's id in the file, and how many characters of the text stand before it."""

    note: str
    offset: int


@dataclass(frozen=True, slots=True)
class NotAsShown:
    """Words that a word processor shows otherwise than they are read here, or not at all."""

    how: str  # "hidden", "struck through"
    text: str  # empty where there are none
    signs: str = ""  # those in them that nobody sees, where it is for these


class Kind(StrEnum):
    """What a stretch of a paragraph is; of words in a style of drafter's, the name of that style."""

    TEXT = auto()
    SUPPORT = auto()  # in the style that names regions
    PLACEHOLDER = auto()  # in the style of what is to be filled in
    REFERENCE = auto()  # what a field shows that refers to another paragraph
    CONTENTS = auto()  # what a table of contents shows
    RAISED = auto()  # in the style of footnote marks, or superscript
    MARK = auto()  # a footnote's mark; its text is the footnote's id


class Stretch(NamedTuple):
    """A stretch of a paragraph."""

    text: str
    kind: Kind


@dataclass(slots=True)
class Content:
    """What stands in a paragraph: its words and marks in order, and what hangs on it."""

    stretches: list[Stretch] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    unreadable: list[NotAsShown] = field(default_factory=list)

    def mark(self, how: str, text: str = "", signs: str = "") -> None:
        """Note that words are shown otherwise than they are read; runs of one kind as one."""
        text = _UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)[:_LONGEST_UNREADABLE]
        last = self.unreadable[-1] if self.unreadable else None
        if last and last.how == how and text and len(last.text) < _LONGEST_UNREADABLE:
            self.unreadable[-1] = NotAsShown(how, last.text + text, last.signs + signs)
        elif len(self.unreadable) < _MOST_UNREADABLE:
            self.unreadable.append(NotAsShown(how, text, signs))


class RunReader:
    """Reads runs of one part; a field may begin in one paragraph and end in another.

    Args:
        styles: The styles of the file.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        # Fields that began and have not ended: for each, its instruction, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []
        self._paragraph_style = ""

    def read(self, paragraph: etree._Element, content: Content) -> None:
        """Add what stands in a paragraph to a content."""
        self._paragraph_style = value_of(paragraph, "pPr", "pStyle")
        self._read(paragraph, content)

    def _read(self, element: etree._Element, content: Content) -> None:
        for found, properties, is_in_run in pieces(element):
            if is_in_run:
                self._in_run(found, properties, content)
            else:
                self._beside_runs(found, content)

    def _beside_runs(self, element: etree._Element, content: Content) -> None:
        tag = element.tag
        if tag == w.bookmarkStart:
            content.bookmarks.append(element.get(w.name, ""))
        elif tag == w.hyperlink:
            self._read(element, content)
        elif tag == w.fldSimple:
            depth = len(self._fields)
            self._fields.append((element.get(w.instr, ""), True))
            self._read(element, content)
            del self._fields[depth:]
        elif tag in _TURNED:
            if element.get(w.val) == "rtl":
                content.mark("set from right to left", words_in(element))
            self._read(element, content)
        elif tag == ALTERNATE:
            if text := words_in(element):
                content.mark("stored in two versions", text)
            self._read(element[0] if len(element) else element, content)
        elif tag in _FORMULAS:
            text = words_in(element)
            content.mark("a formula", text)
            content.stretches.append(Stretch(text, Kind.TEXT))
        elif tag == w.subDoc:
            content.mark(ANOTHER_DOCUMENT)

    def _in_run(self, element: etree._Element, properties: etree._Element | None, content: Content) -> None:
        tag = element.tag
        if tag in (w.footnoteReference, w.endnoteReference):
            how = self._styles.shown_as(properties, self._paragraph_style)
            if how not in ("", RAISED):
                content.mark(how, "a footnote’s mark")
            content.stretches.append(Stretch(_note_id(element), Kind.MARK))
        elif tag == w.fldChar:
            self._field(element.get(w.fldCharType, ""))
        elif tag == w.instrText and self._fields:
            said, is_result = self._fields[-1]
            self._fields[-1] = said + (element.text or ""), is_result
        elif tag == w.commentReference:
            content.comments.append(element.get(w.id, ""))
        elif tag in _DRAWN:
            self._drawn(element, content)
        elif all(is_result for _, is_result in self._fields):
            self._words(element, properties, content)

    def _words(self, element: etree._Element, properties: etree._Element | None, content: Content) -> None:
        """The words of an element of a run, and how they are shown if otherwise."""
        text = (element.text or "") if element.tag == w.t else _SIGNS.get(str(element.tag), "")
        if element.tag == w.sym:
            text = _sign(element)
        if not text:
            return
        content.stretches.append(Stretch(text, self._kind(properties)))
        if element.tag == w.sym:
            content.mark("a sign of another font", text)
        how = self._styles.shown_as(properties, self._paragraph_style)
        # Raised commas between marks are as they should be.
        if how and (re.search(r"\w", text) if how == RAISED else text.strip()):
            content.mark(how, text)
        if not text.isascii() and (signs := "".join(dict.fromkeys(_UNSEEN.findall(text)))):
            content.mark("with signs unseen", text, signs)

    def _drawn(self, element: etree._Element, content: Content) -> None:
        """What a run has that is no plain words: what Word fills in, text boxes, a picture."""
        if element.tag in _FILLED:
            content.mark("a date or a number that Word fills in")
            return
        if element.tag == w.ruby:
            base = element.find(w.rubyBase)
            content.mark("written above other words", words_in(element))
            if base is not None:
                self._read(base, content)
            return
        boxes = list(_text_boxes(element))
        content.boxes += boxes
        for box in boxes:
            if text := words_in(box):
                content.mark("in a text box", text)
        if element.tag == ALTERNATE and any(not is_in_box(one) for one in element.iter(w.t)):
            content.mark("stored in two versions", words_in(element))
        elif not boxes:
            content.mark("a picture")

    def _field(self, mark: str) -> None:
        if mark == "begin":
            self._fields.append(("", False))
        elif mark in ("separate", "end") and self._fields:
            said, _ = self._fields.pop()
            if mark == "separate":
                self._fields.append((said, True))

    def _kind(self, properties: etree._Element | None) -> Kind:
        style = value_of(properties, "rStyle")
        names = self._styles.names(style)
        for kind in (Kind.SUPPORT, Kind.PLACEHOLDER):
            if kind in names:
                return kind
        if names & _NOTE_MARKS or value_of(properties, "vertAlign") == "superscript":
            return Kind.RAISED
        shown = {said.split(maxsplit=1)[0] for said, is_result in self._fields if is_result and said.strip()}
        if shown & {"REF", "PAGEREF"}:
            return Kind.REFERENCE
        return Kind.CONTENTS if "TOC" in shown else Kind.TEXT


def words_in(element: etree._Element) -> str:
    """All words in an element, however deep."""
    return "".join(one.text or "" for one in element.iter(w.t, _MATH_TEXT))


def is_in_box(element: etree._Element) -> bool:
    """Whether an element stands in a text box."""
    return any(one.tag == w.txbxContent for one in element.iterancestors())


def _note_id(reference: etree._Element) -> str:
    before = "e" if reference.tag == w.endnoteReference else ""
    return before + reference.get(w.id, "")


def _sign(element: etree._Element) -> str:
    """The sign of a font; Word moves those of symbol fonts to U+F000 and above (ISO 29500-1, 17.3.3.30)."""
    code = element.get(w.char, "")
    if not re.fullmatch(r"[0-9A-Ca-cE-Fe-f][0-9A-Fa-f]{3}", code):  # from U+D000 half of a sign
        return ""
    return chr(int(code, 16) & 0x0FFF) if code[0] in "fF" else chr(int(code, 16))


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in a drawing, each once: what Word shows, not what is for others."""
    if element.tag == w.txbxContent:
        yield element
        return
    for child in list(element)[:1] if element.tag == ALTERNATE else element:
        yield from _text_boxes(child)


def note_references(body: etree._Element) -> Iterator[str]:
    """The ids of all footnote marks in the order of the text, those in deleted text among them."""
    for reference in body.iter(w.footnoteReference, w.endnoteReference):
        if next(reference.iterancestors(_FALLBACK), None) is None:
            yield _note_id(reference)


def put_together(stretches: Sequence[Stretch]) -> tuple[str, list[Mark], dict[Kind, list[tuple[int, int]]]]:
    """The text of stretches, one blank where there are many, its footnote marks, and ranges of it by kind.

    What separates footnote marks is no text.
    """
    text = ""
    marks: list[Mark] = []
    ranges: dict[Kind, list[tuple[int, int]]] = {}
    for place, (said, kind) in enumerate(stretches):
        if kind is Kind.MARK:
            marks.append(Mark(said, len(text.rstrip())))
            continue
        if _separates_marks(stretches, place):
            continue
        start = len(text)
        added = _BLANKS.sub(" ", said.replace("\u00ad", "").replace("\u2011", "-"))
        if not text or text.endswith(" "):
            added = added.lstrip()
        text += added
        if added and kind not in (Kind.TEXT, Kind.RAISED):
            of_kind = ranges.setdefault(kind, [])
            if of_kind and of_kind[-1][1] == start:
                start = of_kind.pop()[0]
            of_kind.append((start, len(text)))
    return text.rstrip(), marks, ranges


def _separates_marks(stretches: Sequence[Stretch], place: int) -> bool:
    """Whether a stretch is only the comma between two marks, or one that a deleted mark left behind."""
    text, kind = stretches[place]
    near = [stretches[one].kind for one in (place - 1, place + 1) if 0 <= one < len(stretches)]
    can_separate = kind is Kind.RAISED or near == [Kind.MARK, Kind.MARK]
    return can_separate and _ONLY_COMMAS.fullmatch(text) is not None
