"""Reads a paragraph of a Word file."""

from __future__ import annotations

import re
import sys
from enum import Enum, auto

from docx.oxml.ns import qn
from msgspec import Struct, field

from drafter.text import INVISIBLE
from drafter.word.reading.numbering import HIDING, Look, Style, Styles, look_of
from drafter.word.reading.settle import Element

_P, _R, _SIMPLE, _INSTRUCTION, _VAL, _ID, _NAME = (
    qn(f"w:{name}") for name in "p r fldSimple instrText val id name".split()
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Elements that are characters; "\ufffd" is a character that only a font knows.
_SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
_SIGNS |= {qn("w:noBreakHyphen"): "-", qn("w:sym"): "\ufffd"}
# The kinds of elements to read: a large file has a million elements, and one look-up for each.
_KINDS = {
    **dict.fromkeys((_R, qn("m:r")), "run"),
    **dict.fromkeys((qn("w:t"), qn("m:t")), "words"),
    **dict.fromkeys(_SIGNS, "sign"),
    qn("w:pStyle"): "style",
    qn("w:numId"): "list",
    qn("w:ilvl"): "level",
    qn("w:rStyle"): "style of words",
    **dict.fromkeys(HIDING, "look"),
    **dict.fromkeys((qn("w:fldChar"), _INSTRUCTION), "field"),
    _SIMPLE: "simple field",
    qn("w:txbxContent"): "box",
    **dict.fromkeys((_FALLBACK, qn("w:rt")), "passed"),
    qn("w:bookmarkStart"): "bookmark",
    qn("w:footnoteReference"): "footnote",
    qn("w:endnoteReference"): "endnote",
    qn("w:commentRangeStart"): "start",
    qn("w:commentRangeEnd"): "end",
    qn("w:commentReference"): "mark",
}
# Blanks that are not one blank.
_ODD_BLANKS = re.compile(r"[^\S ]\s*| \s+")
# A number that is typed: "12 bis." before a blank, or "(b)" before a tab.
_LABEL = re.compile(
    r"(?P<label>(?:[A-Z]\.)?\d{1,4}(?:\.\d{1,3})?(?: (?:[a-z]{2,9}|\(\w{1,4}\)))*"
    r"|\([a-z]{1,3}\)(?: [a-z]{2,9})?)"
    r"(?:\.\s|\.?\t)"
)


class Line(Struct):
    """The content of a paragraph, as far as it is read.

    Attributes:
        style: The paragraph's style.
        list_id: The list that it belongs to, if not by its style.
        level: Its level in that list.
        notes: Its footnotes, each with the offset of its mark.
        support: The words that name who supports a clause.
        bookmarks: The names of the bookmarks that begin in it.
        comments: The starts, ends and marks of comments: "start", the id, the offset.
        boxes: The contents of its text boxes.
    """

    style: Style
    list_id: str = ""
    level: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)
    support: str = ""
    bookmarks: list[str] = field(default_factory=list)
    comments: list[tuple[str, str, int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _looks: dict[str, str] = field(default_factory=dict)
    _held: str = ""  # perhaps only the comma between two marks
    _last: str = " "  # the last character

    @property
    def text(self) -> str:
        """Its words, with one blank where there are many."""
        return "".join(self._parts)

    @property
    def looks(self) -> tuple[tuple[str, str], ...]:
        """The looks that can hide words, and these words."""
        if not self._looks:
            return ()
        looks = ((name, " ".join(words.split())) for name, words in self._looks.items())
        return tuple((name, words) for name, words in looks if words)

    def words(self, *, is_numbered: bool) -> tuple[str, str, tuple[tuple[int, str], ...]]:
        """Return the typed number, the other words, and the footnotes.

        Args:
            is_numbered: Whether the words can begin with a typed number.
        """
        text = self.text
        match = _LABEL.match(text) if is_numbered else None
        cut = match.end() if match else 0
        text = text[cut:].replace("\t", " ").rstrip()
        notes = tuple((max(0, min(offset - cut, len(text))), note) for offset, note in self.notes)
        return match["label"] if match else "", text, notes

    def say(self, text: str, look: Look, *, is_support: bool = False) -> None:
        """Add words of a look, or the names of supporters."""
        text = text if text.isprintable() else INVISIBLE.sub("", text)
        if is_support:
            self.support += text
            return
        for name in [name for name, is_on in look.items() if is_on] if look else ():
            self._looks[name] = self._looks.get(name, "") + text
        if not look.get("hidden"):
            self.add(text)

    def add(self, text: str) -> None:
        """Add words, with one blank where there are many."""
        if self.notes and self.notes[-1][0] == self._length and not (self._held + text).strip(", "):
            self._held += text
            return
        text, self._held = self._held + text, ""
        if "  " in text or not text.isprintable():  # quicker than the pattern, and true of few
            text = _ODD_BLANKS.sub(_one_blank, text)
        if (self._last in (" ", "\n") and text[:1] in (" ", "\n")) or (self._last, text[:1]) == ("\n", "\t"):
            text = text[1:]
        if text:
            self._last = text[-1]
            self._parts.append(text)
            self._length += len(text)

    def mark(self, note: str) -> None:
        """Add the mark of a footnote."""
        self._held = ""
        self.notes.append((self._length, note))

    def comment(self, kind: str, comment_id: str) -> None:
        """Add the start, the end or the mark of a comment."""
        self.comments.append((kind, comment_id, self._length))


def _one_blank(match: re.Match[str]) -> str:
    return next((blank for blank in "\n\t" if blank in match[0]), " ")


class _Result(Enum):
    """The treatment of the result of a field (ISO 29500-1, 17.16)."""

    WAITING = auto()  # the instruction is not complete
    SHOWN = auto()
    LEFT_OUT = auto()


class LineReader:
    """Reads paragraphs in their order: a field may continue in the next.

    Args:
        styles: The styles of the file.
        footnotes: The root of the footnotes.
        endnotes: The root of the endnotes.
    """

    def __init__(self, styles: Styles, footnotes: Element, endnotes: Element) -> None:
        self._styles = styles
        self._notes = {
            (kind, note.get(_ID)): note
            for kind, root in (("footnote", footnotes), ("endnote", endnotes))
            for note in root
        }
        self._note_words: dict[tuple[str, str], str] = {}
        self._fields: list[tuple[str, _Result]] = []  # the instruction of each open field, and its result

    def read(self, paragraph: Element, *, is_masked: bool = False) -> Line:
        """Read a paragraph.

        Args:
            paragraph: The paragraph.
            is_masked: Whether "#" replaces the results of fields, such as numbers of other paragraphs.
        """
        line = Line(self._styles[""])
        look, is_support = line.style.look, False
        passed: set[Element] = set()  # elements inside others that are read as a whole, or not at all
        for element in paragraph.iter("*"):  # naming the tags to lxml takes twice the time
            kind = _KINDS.get(element.tag)
            if kind is None or (passed and element in passed):
                continue
            if kind == "run":
                look, is_support = line.style.look, False
            elif kind == "words" or (kind == "sign" and element.getparent().tag == _R):
                if not self._fields or all(result is _Result.SHOWN for _, result in self._fields):
                    line.say(_SIGNS.get(element.tag) or element.text or "", look, is_support=is_support)
            elif kind in ("style", "style of words", "look"):
                look, is_support = self._looking(kind, element, line, look, is_support=is_support)
            elif kind == "field":
                self._field(element, line, is_masked=is_masked)
            elif kind in ("box", "passed") or (kind == "simple field" and is_masked):
                passed.update(element.iter("*"))
                line.add("#" if kind == "simple field" else "")
                line.boxes += [element] if kind == "box" else []
            else:
                self._mark(kind, element, line)
        if self._fields:
            self._fields = [opened for opened in self._fields if opened[0].startswith("TOC")]
        return line

    def _looking(
        self, kind: str, element: Element, line: Line, look: Look, *, is_support: bool
    ) -> tuple[Look, bool]:
        """Return the look of the next words, and whether they name supporters."""
        if kind == "look":
            return {**look, **look_of(element.getparent())[1]}, is_support
        style = self._styles[element.get(_VAL, "")]
        if kind == "style":
            line.style = style
            return style.look, False
        return {**look, **style.look} if style.look else look, style.name == "support"

    def _mark(self, kind: str, element: Element, line: Line) -> None:
        """Read an element of no extent: a mark, or the beginning of a bookmark."""
        if kind in ("footnote", "endnote"):
            line.mark(self._note(kind, element.get(_ID)))
        elif kind == "bookmark":
            line.bookmarks.append(element.get(_NAME, ""))
        elif kind == "list":
            line.list_id = element.get(_VAL, "")
        elif kind == "level":
            line.level = element.get(_VAL, "")
        elif kind in ("start", "end", "mark"):
            line.comment(kind, element.get(_ID, ""))

    def _field(self, element: Element, line: Line, *, is_masked: bool) -> None:
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            self._fields.append(("", _Result.WAITING))
        elif self._fields and element.tag == _INSTRUCTION:
            instruction, result = self._fields[-1]
            self._fields[-1] = instruction + (element.text or ""), result
        elif self._fields and kind == "separate":
            instruction, result = self._fields[-1][0].strip(), _Result.SHOWN
            if instruction.startswith("TOC"):
                result = _Result.LEFT_OUT
            elif is_masked and not instruction.startswith("HYPERLINK"):
                result = _Result.LEFT_OUT
                line.add("#")
            self._fields[-1] = instruction, result
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, kind: str, note_id: str) -> str:
        """Return the words of a footnote or an endnote, if there is one."""
        note = self._notes.pop((kind, note_id), None)
        if note is not None:
            outside, self._fields = self._fields, []
            lines = [self.read(paragraph).text for paragraph in note.iter(_P)]
            self._fields = outside
            self._note_words[kind, note_id] = sys.intern(" ".join(" ".join(lines).split()))
        return self._note_words.get((kind, note_id), "")
