"""The words of a paragraph: through links, content controls, fields and tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree

from drafter.docx.markup import w
from drafter.docx.model import NotAsShown
from drafter.docx.reading import shown
from drafter.docx.reading.styles import Styles

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R, _T, _DELETED_TEXT, _TAB, _BREAK, _RETURN = (w(name) for name in ("r", "t", "delText", "tab", "br", "cr"))
_FIELD, _INSTRUCTION, _SIMPLE_FIELD = w("fldChar"), w("instrText"), w("fldSimple")
_FOOTNOTE, _ENDNOTE = w("footnoteReference"), w("endnoteReference")
_COMMENT, _BOOKMARK = w("commentReference"), w("bookmarkStart")
_TEXT_BOX, _P = w("txbxContent"), w("p")
# Elements around runs that change nothing about how they read.
_AROUND = frozenset(map(w, ("hyperlink", "smartTag", "customXml", "sdtContent", "sdt")))
_TURNED, _RUBY, _SIGN = frozenset(map(w, ("dir", "bdo"))), w("ruby"), w("sym")
_SUBDOCUMENT = w("subDoc")
# What Word fills in itself: a date, the number of the page (ISO 29500-1, 17.3.3).
_FILLED = frozenset(
    map(w, ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"))
)
_ADDED, _TAKEN = frozenset(map(w, ("ins", "moveTo"))), frozenset(map(w, ("del", "moveFrom")))
_GRAPHICS = frozenset(map(w, ("drawing", "pict", "object")))
_LONGEST_UNREADABLE = 200
_MOST_UNREADABLE = 20  # of one paragraph: it is to be looked at for any of them
_FORMULAS = frozenset((f"{_MATH}oMath", f"{_MATH}oMathPara"))
_DRAWN = _GRAPHICS | _FILLED | {_ALTERNATE, _RUBY}
_ONLY_COMMAS = re.compile(r"[\s,;\u00a0]*")
_BLANKS = re.compile(r"\s+")


class Kind(Enum):
    """What a stretch of a paragraph is."""

    TEXT = auto()
    SUPPORT = auto()  # in the style that names regions
    PLACEHOLDER = auto()  # in the style of what is to be filled in
    REFERENCE = auto()  # what a field shows that refers to another paragraph
    RAISED = auto()  # in the style of footnote marks, or superscript
    MARK = auto()  # a footnote's mark; its text is the footnote's id


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph."""

    text: str
    kind: Kind


@dataclass(slots=True)
class Content:
    """What stands in a paragraph, or in several that became one.

    Attributes:
        stretches: Its words and marks, in order.
        bookmarks: Names of the bookmarks that begin in it.
        comments: Ids of the comments attached to it.
        boxes: Text boxes that hang on it.
        unreadable: What is shown otherwise than it is read.
        refers_first: Whether a field that refers to another paragraph stands before all words.
        is_contents: Whether it stands in a table of contents.
        open_fields: Fields that began and have not ended: for each, its instruction, and whether its
            result has begun.
    """

    stretches: list[Stretch] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    unreadable: list[NotAsShown] = field(default_factory=list)
    refers_first: bool = False
    is_contents: bool = False

    def mark(self, how: str, text: str = "", signs: str = "") -> None:
        """Note that words are shown otherwise than they are read; runs of one kind as one."""
        text = shown.made_visible(text)[:_LONGEST_UNREADABLE]
        last = self.unreadable[-1] if self.unreadable else None
        if last and last.how == how and text and len(last.text) < _LONGEST_UNREADABLE:
            self.unreadable[-1] = NotAsShown(how, last.text + text, last.signs + signs)
        elif len(self.unreadable) < _MOST_UNREADABLE:
            self.unreadable.append(NotAsShown(how, text, signs))


@dataclass(slots=True)
class RunReader:
    """Reads runs; a field may begin in one paragraph and end in another.

    Attributes:
        styles: The styles of the file.
        original: Whether tracked changes are read as rejected.
    """

    styles: Styles
    original: bool
    _fields: list[tuple[list[str], bool]] = field(default_factory=list)
    _paragraph_style: str = ""

    def read(self, element: etree._Element, content: Content) -> None:
        """Add what stands in a paragraph, or in a part of one, to a content."""
        if any(is_result and _is_contents(said) for said, is_result in self._fields):
            content.is_contents = True
        if element.tag == _P:
            style = element.find(f"{w('pPr')}/{w('pStyle')}")
            self._paragraph_style = "" if style is None else style.get(w("val"), "")
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, content)
            elif tag in _AROUND:
                self.read(child, content)
            elif tag in _ADDED or tag in _TAKEN:
                if (tag in _TAKEN) is self.original:
                    self.read(child, content)
            elif tag == _SIMPLE_FIELD:
                self._simple_field(child, content)
            elif tag == _BOOKMARK:
                content.bookmarks.append(child.get(w("name"), ""))
            else:
                self._odd(child, content)

    def _odd(self, element: etree._Element, content: Content) -> None:
        """What a paragraph has beside runs that is not shown as it stands; the rest says nothing."""
        tag = element.tag
        if tag in _TURNED:
            if element.get(w("val")) == "rtl":
                content.mark(shown.RIGHT_TO_LEFT, words_in(element))
            self.read(element, content)
        elif tag == _ALTERNATE:
            if text := words_in(element):
                content.mark(shown.SEVERAL, text)
            self.read(element[0] if len(element) else element, content)
        elif tag in _FORMULAS:
            text = words_in(element)
            content.mark(shown.FORMULA, text)
            content.stretches.append(Stretch(text, Kind.TEXT))
        elif tag == _SUBDOCUMENT:
            content.mark(shown.DOCUMENT)

    def _run(self, run: etree._Element, content: Content) -> None:
        kind = self._kind(run)
        how = shown.shown_as(run.find(w("rPr")), self._paragraph_style, self.styles, original=self.original)
        for child in run:
            tag = child.tag
            if tag in (_FOOTNOTE, _ENDNOTE):
                if how not in ("", shown.RAISED):
                    content.mark(how, "a footnote’s mark")
                content.stretches.append(Stretch(_note_id(child), Kind.MARK))
            elif tag == _FIELD:
                self._field(child.get(w("fldCharType"), ""), content)
            elif tag == _INSTRUCTION and self._fields:
                self._fields[-1][0].append(child.text or "")
            elif tag == _COMMENT:
                content.comments.append(child.get(w("id"), ""))
            elif tag in _DRAWN:
                self._drawn(child, content)
            elif not self._in_instruction:
                self._words(child, kind, how, content)

    def _words(self, element: etree._Element, kind: Kind, how: str, content: Content) -> None:
        """The words of an element of a run, and how they are shown if otherwise."""
        text = self._said(element)
        if not text:
            return
        content.stretches.append(Stretch(text, kind))
        if element.tag == _SIGN:
            content.mark(shown.SIGN, text)
        if how and _is_seen(text, how):
            content.mark(how, text)
        if signs := shown.unseen_signs(text):
            content.mark(shown.UNSEEN, text, signs)

    def _drawn(self, element: etree._Element, content: Content) -> None:
        """What a run has that is no plain words."""
        if element.tag in _FILLED:
            content.mark(shown.FILLED)
        elif element.tag == _RUBY:
            base = element.find(w("rubyBase"))
            content.mark(shown.GUIDED, words_in(element))
            if base is not None:
                self.read(base, content)
        else:
            self._graphics(element, content)

    def _graphics(self, element: etree._Element, content: Content) -> None:
        """What a drawing holds: text boxes, a picture, or words that some programs show and others not."""
        boxes = list(text_boxes(element))
        content.boxes += boxes
        for box in boxes:
            if text := words_in(box):
                content.mark(shown.BOX, text)
        if element.tag == _ALTERNATE and any(_is_outside_a_box(one) for one in element.iter(_T)):
            content.mark(shown.SEVERAL, words_in(element))
        elif not boxes:
            content.mark(shown.PICTURE)

    def _said(self, element: etree._Element) -> str:
        """The words of an element of a run, or what it stands for."""
        tag = element.tag
        if tag == _T or (tag == _DELETED_TEXT and self.original):
            return element.text or ""
        return _sign(element)

    @property
    def _in_instruction(self) -> bool:
        return any(not is_result for _, is_result in self._fields)

    def _field(self, mark: str, content: Content) -> None:
        if mark == "begin":
            self._fields.append(([], False))
        elif mark == "separate" and self._fields:
            said, _ = self._fields.pop()
            self._fields.append((said, True))
            self._begin_reference("".join(said), content)
            content.is_contents = content.is_contents or _is_contents(said)
        elif mark == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, element: etree._Element, content: Content) -> None:
        depth = len(self._fields)
        instruction = element.get(w("instr"), "")
        self._begin_reference(instruction, content)
        self._fields.append(([instruction], True))
        self.read(element, content)
        del self._fields[depth:]

    def _begin_reference(self, instruction: str, content: Content) -> None:
        is_first = not any(stretch.text.strip() for stretch in content.stretches)
        if is_first and _refers(instruction):
            content.refers_first = True

    def _kind(self, run: etree._Element) -> Kind:
        properties = run.find(w("rPr"))
        if properties is None:
            return self._plain_kind
        element = properties.find(w("rStyle"))
        style = "" if element is None else element.get(w("val"), "")
        raised = properties.find(w("vertAlign"))
        if self.styles.is_named(style, "support"):
            return Kind.SUPPORT
        if self.styles.is_named(style, "placeholder"):
            return Kind.PLACEHOLDER
        if self.styles.is_note_mark(style) or (raised is not None and raised.get(w("val")) == "superscript"):
            return Kind.RAISED
        return self._plain_kind

    @property
    def _plain_kind(self) -> Kind:
        refers = any(is_result and _refers("".join(said)) for said, is_result in self._fields)
        return Kind.REFERENCE if refers else Kind.TEXT


def words_in(element: etree._Element) -> str:
    """All words in an element, however deep."""
    return "".join(one.text or "" for one in element.iter(_T, f"{_MATH}t"))


def _is_seen(text: str, how: str) -> bool:
    """Whether it matters how some words are shown: raised commas between marks are as they should be."""
    return bool(re.search(r"\w", text) if how == shown.RAISED else text.strip())


def _is_outside_a_box(element: etree._Element) -> bool:
    return all(one.tag != _TEXT_BOX for one in element.iterancestors())


def _refers(instruction: str) -> bool:
    return instruction.split()[:1] in (["REF"], ["PAGEREF"])


def _is_contents(instruction: list[str]) -> bool:
    return "".join(instruction).split()[:1] == ["TOC"]


def _note_id(reference: etree._Element) -> str:
    before = "e" if reference.tag == _ENDNOTE else ""
    return before + reference.get(w("id"), "")


def _sign(element: etree._Element) -> str:
    """What an element that is no text stands for."""
    tag = element.tag
    if tag in (_TAB, _BREAK, _RETURN, w("ptab")):
        return " "
    if tag == w("noBreakHyphen"):
        return "-"
    if tag == w("sym"):
        code = element.get(w("char"), "")
        with_text = re.fullmatch(r"[0-9A-Fa-f]{4}", code)
        # Word moves the signs of symbol fonts to U+F000 and above (17.3.3.30).
        if not with_text or code[0] in "dD":  # half of a sign
            return ""
        return chr(int(code, 16) & 0x0FFF) if code[0] in "fF" else chr(int(code, 16))
    return ""


def text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in a drawing, each once: what Word shows, not what is for others."""
    if element.tag == _ALTERNATE:
        chosen = list(element)[:1]
    elif element.tag == _TEXT_BOX:
        yield element
        return
    else:
        chosen = list(element)
    for child in chosen:
        yield from text_boxes(child)


def note_references(body: etree._Element) -> Iterator[str]:
    """The ids of all footnote marks in the order of the text, those in deleted text among them."""
    for reference in body.iter(_FOOTNOTE, _ENDNOTE):
        fallback = any(ancestor.tag.endswith("}Fallback") for ancestor in reference.iterancestors())
        if not fallback:
            yield _note_id(reference)


@dataclass(slots=True)
class Words:
    """The words of a content put together, one blank where there are many.

    Attributes:
        text: The words.
        marks: Ids of footnotes and how many characters stand before their marks.
        support: Ranges of the text in the style that names regions.
        placeholders: Ranges in the style of what is to be filled in.
        references: Ranges that fields show which refer to other paragraphs.
    """

    text: str
    marks: list[tuple[str, int]]
    support: list[tuple[int, int]]
    placeholders: list[tuple[int, int]]
    references: list[tuple[int, int]]


def put_together(stretches: list[Stretch]) -> Words:
    """Put stretches together; what separates footnote marks is no text."""
    words = Words("", [], [], [], [])
    for place, stretch in enumerate(stretches):
        if stretch.kind is Kind.MARK:
            words.marks.append((stretch.text, len(words.text.rstrip())))
            continue
        if _separates_marks(stretches, place):
            continue
        start = len(words.text)
        added = _BLANKS.sub(" ", stretch.text.replace("\u00ad", "").replace("\u2011", "-"))
        if not words.text or words.text.endswith(" "):
            added = added.lstrip()
        words.text += added
        ranges = {
            Kind.SUPPORT: words.support,
            Kind.PLACEHOLDER: words.placeholders,
            Kind.REFERENCE: words.references,
        }.get(stretch.kind)
        if ranges is not None and added:
            _extend(ranges, start, len(words.text))
    words.text = words.text.rstrip()
    return words


def _separates_marks(stretches: list[Stretch], place: int) -> bool:
    """Whether a stretch is only the comma between two marks, or one that a deleted mark left behind."""
    stretch = stretches[place]
    if not _ONLY_COMMAS.fullmatch(stretch.text):
        return False
    if stretch.kind is Kind.RAISED:
        return True
    near = [stretches[one].kind for one in (place - 1, place + 1) if 0 <= one < len(stretches)]
    return near == [Kind.MARK, Kind.MARK]


def _extend(ranges: list[tuple[int, int]], start: int, end: int) -> None:
    if ranges and ranges[-1][1] == start:
        ranges[-1] = (ranges[-1][0], end)
    else:
        ranges.append((start, end))
