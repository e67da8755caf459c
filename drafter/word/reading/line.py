"""What one paragraph of a Word file says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from docx.oxml.ns import qn

from drafter.text import INVISIBLE
from drafter.word.reading.numbering import Look, Styles, look_of
from drafter.word.reading.settle import Element

_P, _R, _T, _RPR, _STYLE, _VAL, _ID, _NAME = (
    qn(f"w:{name}") for name in "p r t rPr rStyle val id name".split()
)
_BOX, _FALLBACK = qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PASSED = (_BOX, _FALLBACK, qn("w:rt"))
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_FIELD, _INSTRUCTION, _SIMPLE = qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple")
_BOOKMARK = qn("w:bookmarkStart")
_COMMENTS = {
    qn("w:commentRangeStart"): "start",
    qn("w:commentRangeEnd"): "end",
    qn("w:commentReference"): "mark",
}
# What stands for a character; "\ufffd" for one that only a font knows.
_SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_SIGNS |= {qn("w:noBreakHyphen"): "-", qn("w:sym"): "\ufffd"}
_WORDS = (_T, qn("m:t"))
_READ = frozenset(
    (_R, _FIELD, _INSTRUCTION, _SIMPLE, _BOOKMARK, *_PASSED, *_WORDS, *_COMMENTS, *_NOTES, *_SIGNS)
)
_BLANKS = re.compile(r"\s+")
_ODD_BLANKS = re.compile(r"[^\S ]|  ")
# A number that is typed: "12 bis." before a blank, or "(b)" before a tab.
_LABEL = re.compile(
    r"(?P<label>(?:[A-Z]\.)?\d{1,4}(?:\.\d{1,3})?(?: (?:[a-z]{2,9}|\(\w{1,4}\)))*"
    r"|\([a-z]{1,3}\)(?: [a-z]{2,9})?)"
    r"(?:\.\s|\.?\t)"
)


class Line:
    """What a paragraph says, as far as it is read.

    Attributes:
        notes: Its footnotes, each with the offset of its mark.
        support: The words that name who supports a clause.
        bookmarks: The names of the bookmarks that begin in it.
        comments: Where comments start and end and have their mark: "start", the id, the offset.
        boxes: The contents of its text boxes.
    """

    def __init__(self) -> None:
        self.notes: list[tuple[int, str]] = []
        self.support = ""
        self.bookmarks: list[str] = []
        self.comments: list[tuple[str, str, int]] = []
        self.boxes: list[Element] = []
        self._parts: list[str] = []
        self._length = 0
        self._looks: dict[str, str] = {}
        self._held = ""  # what may be only the comma between two marks
        self._ends_in_blank = True

    @property
    def text(self) -> str:
        """Its words, with one blank where there are many."""
        return "".join(self._parts)

    @property
    def looks(self) -> tuple[tuple[str, str], ...]:
        """What can hide words, and the words."""
        found = ((name, " ".join(words.split())) for name, words in self._looks.items())
        return tuple((name, words) for name, words in found if words)

    def words(self, *, is_numbered: bool) -> tuple[str, str, tuple[tuple[int, str], ...]]:
        """Return the typed number, the words without it, and the footnotes with their offsets.

        Args:
            is_numbered: Whether the words can begin with a typed number.
        """
        text = self.text
        found = _LABEL.match(text) if is_numbered else None
        cut = found.end() if found else 0
        text = text[cut:].replace("\t", " ").rstrip()
        notes = tuple((max(0, min(offset - cut, len(text))), note) for offset, note in self.notes)
        return found["label"] if found else "", text, notes

    def say(self, text: str, look: Look, *, is_support: bool = False) -> None:
        """Add words of a look, or the name of who supports a clause."""
        text = text if text.isprintable() else INVISIBLE.sub("", text)
        if is_support:
            self.support += text
            return
        for name in [name for name, is_on in look.items() if is_on]:
            self._looks[name] = self._looks.get(name, "") + text
        if not look.get("hidden"):
            self.add(text)

    def add(self, text: str) -> None:
        """Add words, with one blank where there are many."""
        if self.notes and self.notes[-1][0] == self._length and not (self._held + text).strip(", "):
            self._held += text
            return
        text, self._held = self._held + text, ""
        if _ODD_BLANKS.search(text):
            text = _BLANKS.sub(_one_blank, text)
        if self._ends_in_blank and text[:1] in (" ", "\n"):
            text = text[1:]
        if text:
            self._ends_in_blank = text[-1] in (" ", "\n")
            self._parts.append(text)
            self._length += len(text)

    def mark(self, note: str) -> None:
        """Add the mark of a footnote."""
        self._held = ""
        self.notes.append((self._length, note))

    def comment(self, kind: str, comment_id: str) -> None:
        """Add where a comment starts, ends or has its mark."""
        self.comments.append((kind, comment_id, self._length))


def _one_blank(found: re.Match[str]) -> str:
    return next((blank for blank in "\n\t" if blank in found[0]), " ")


class _Result(Enum):
    """What becomes of what a field shows (ISO 29500-1, 17.16)."""

    WAITING = auto()  # its instruction is being read
    SHOWN = auto()
    LEFT_OUT = auto()


class LineReader:
    """Reads paragraphs, one after the other, since a field may go on from one to the next.

    Args:
        styles: The styles of the file.
        footnotes: The root of the footnotes.
        endnotes: The root of the endnotes.
    """

    def __init__(self, styles: Styles, footnotes: Element, endnotes: Element) -> None:
        self._styles = styles
        self._notes: Mapping[str, dict[str, Element]] = {
            "footnotes": {note.get(_ID): note for note in footnotes},
            "endnotes": {note.get(_ID): note for note in endnotes},
        }
        self._note_words: dict[tuple[str, str], str] = {}
        self._fields: list[tuple[str, _Result]] = []  # the instruction of each open field, and its result

    def read(self, paragraph: Element, look_of_style: Look, *, is_masked: bool = False) -> Line:
        """Read a paragraph.

        Args:
            paragraph: The paragraph.
            look_of_style: What its style says of looks.
            is_masked: Whether "#" stands for what fields show, such as the numbers of other paragraphs.
        """
        line = Line()
        look, is_support = look_of_style, False
        passed: set[Element] = set()  # what stands inside of what is read as a whole, or not at all
        for element in paragraph.iter("*"):  # naming the tags to lxml takes twice the time
            tag = element.tag
            if tag not in _READ or (passed and element in passed):
                continue
            if tag == _R:
                look, is_support = self._look(element, look_of_style)
            elif tag in _WORDS or (tag in _SIGNS and element.getparent().tag == _R):
                if not self._fields or all(result is _Result.SHOWN for _, result in self._fields):
                    line.say(_SIGNS.get(tag) or element.text or "", look, is_support=is_support)
            elif tag in (_FIELD, _INSTRUCTION):
                self._field(element, line, is_masked=is_masked)
            elif tag in _PASSED or (tag == _SIMPLE and is_masked):
                passed.update(element.iter("*"))
                line.add("#" if tag == _SIMPLE else "")
                line.boxes += [element] if tag == _BOX else []
            else:
                self._mark(element, line)
        self._fields = [field for field in self._fields if field[0].startswith("TOC")]
        return line

    def _mark(self, element: Element, line: Line) -> None:
        """Read what has no extent: the mark of a footnote, where a bookmark or a comment begins."""
        if element.tag in _NOTES:
            line.mark(self._note(_NOTES[element.tag], element.get(_ID)))
        elif element.tag == _BOOKMARK:
            line.bookmarks.append(element.get(_NAME, ""))
        elif element.tag in _COMMENTS:
            line.comment(_COMMENTS[element.tag], element.get(_ID, ""))

    def _look(self, run: Element, look_of_style: Look) -> tuple[Look, bool]:
        """Return the looks of a run that can hide words, and whether it names who supports a clause."""
        properties = run.find(_RPR)
        if properties is None:
            return look_of_style, False
        style_id, look = look_of(properties)
        if not style_id:
            return ({**look_of_style, **look} if look else look_of_style), False
        style = self._styles[style_id]
        if style.look or look:
            look = {**look_of_style, **style.look, **look}
        return look or look_of_style, style.name == "support"

    def _field(self, element: Element, line: Line, *, is_masked: bool) -> None:
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            self._fields.append(("", _Result.WAITING))
        elif self._fields and element.tag == _INSTRUCTION:
            said, result = self._fields[-1]
            self._fields[-1] = said + (element.text or ""), result
        elif self._fields and kind == "separate":
            said, result = self._fields[-1][0].strip(), _Result.SHOWN
            if said.startswith("TOC"):
                result = _Result.LEFT_OUT
            elif is_masked and not said.startswith("HYPERLINK"):
                result = _Result.LEFT_OUT
                line.add("#")
            self._fields[-1] = said, result
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, kind: str, note_id: str) -> str:
        """Return the words of a footnote or an endnote; none where a mark leads nowhere."""
        note = self._notes[kind].pop(note_id, None)
        if note is not None:
            outside, self._fields = self._fields, []
            lines = [self.read(paragraph, {}).text for paragraph in note.iter(_P)]
            self._fields = outside
            self._note_words[kind, note_id] = " ".join(" ".join(lines).split())
        return self._note_words.get((kind, note_id), "")
