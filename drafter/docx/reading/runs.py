"""The words of a paragraph: its runs in pieces, through links, content controls and fields."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from lxml import etree

from drafter.docx.looks.appearance import (
    AS_INSERTED,
    IN_WEB_VIEW,
    RAISED,
    SQUEEZED,
    Appearance,
    OfParagraph,
)
from drafter.docx.looks.bounds import fits
from drafter.docx.looks.cells import BESIDE_PAGE, Place
from drafter.docx.looks.emphasis import UNDERLINED
from drafter.docx.looks.harmless import unknown_holder
from drafter.docx.looks.lines import FAR_FROM_WORDS, RIGHT_TO_LEFT
from drafter.docx.looks.places import ANYWHERE
from drafter.docx.parts.markup import value_of, w
from drafter.docx.parts.pieces import ALTERNATE, is_in_box, pieces, words_in
from drafter.docx.parts.styles import CLAUSE_ROLES, Styles
from drafter.docx.reading.content import A_MARK, Content, Kind, Stretch
from drafter.docx.reading.drawings import picture, read_out, text_boxes
from drafter.docx.reading.empty_pages import EMPTY_LINES, has_empty_lines
from drafter.docx.reading.gaps import drawn_among, far_labels, gaps_among, have_blanks
from drafter.docx.reading.note_marks import (
    LARGE_MARK,
    NO_NOTE_BEGINS,
    OWN_MARK,
    has_own_mark,
    is_of_a_note,
    note_id,
    off_its_place,
)
from drafter.docx.reading.run_words import mark_signs, mark_unread, text_of
from drafter.docx.reading.scripts import LEFT_TO_RIGHT_MARK, is_from_left, runs_from_right
from drafter.text.words import whole

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_READ_THROUGH = frozenset((w.hyperlink, w.dir, w.bdo))
# What Word fills in itself: a date, the number of the page (ISO 29500-1, 17.3.3).
_FILLED = frozenset(w("pgNum dayShort dayLong monthShort monthLong yearShort yearLong"))
_DRAWN = _FILLED | {ALTERNATE, w.ruby, w.drawing, w.pict, w.object, w.contentPart}
_FORMULAS = frozenset((f"{_MATH}oMath", f"{_MATH}oMathPara"))
_MOST_INITIALS = 3  # “A”, “‘A”
_STRONG = "strong"  # the style of the words that open an entry
_WIDEST = 6.0  # a sign of the type of a text, in points
_NOTE_MARKS = frozenset(
    ("footnotereference", "footnoteanchor", "footnotecharacters", "endnotereference", "endnoteanchor")
)
IN_BOX, IN_TWO_VERSIONS = "in a text box", "stored in two versions"
NEVER_ENDED = "a field that begins here and never ends, so that programs show what is behind it as they like"
BEHIND_A_GAP = "behind a gap within its sentence"
ANOTHER_DOCUMENT = "another document that Word puts in when it opens the file"


class RunReader:
    """Reads runs of one part; a field may begin in one paragraph and end in another.

    Args:
        styles: The styles of the file.
        appearance: How its words are seen.
        marks_are_raised: Whether the marks of notes were printed above the line, as is usual.
        never_ended: Where fields begin that have no end.
        keeps_directions: Whether left-to-right marks are words, also where they change nothing.
    """

    def __init__(
        self,
        styles: Styles,
        appearance: Appearance,
        *,
        marks_are_raised: bool = True,
        never_ended: Container[etree._Element] = (),
        keeps_directions: bool = True,
    ) -> None:
        self._styles = styles
        self._never_ended = never_ended
        self._keeps_directions = keeps_directions
        self._marks_are_raised = marks_are_raised
        self._appearance = appearance
        self._seen: OfParagraph = appearance.paragraph(None)
        # Fields that began and have not ended: for each, its instruction, and whether its result has begun.
        self._fields: list[tuple[str, bool]] = []
        self._paragraph_style = ""
        self._paragraph: etree._Element | None = None
        self._is_from_left: bool | None = None  # asked of hardly any
        self._tabs: dict[int, int] = {}  # which stretches of the paragraph are tabs, and how many each

    def read(
        self,
        paragraph: etree._Element,
        content: Content,
        place: Place = ANYWHERE,
        level: etree._Element | None = None,
    ) -> OfParagraph:
        """Add what stands in a paragraph to a content.

        Args:
            paragraph: The paragraph.
            content: To which it is added.
            place: What it stands in.
            level: The level of the list in which it is numbered (``w:lvl``).

        Returns:
            How its words are seen.
        """
        properties = next(paragraph.iterchildren(w.pPr), None)
        self._seen = seen = self._appearance.paragraph(properties, place, level)
        self._paragraph_style = seen.style
        first = len(content.stretches)
        self._tabs.clear()
        self._paragraph, self._is_from_left = paragraph, None
        self._read(paragraph, content)
        own = content.stretches[first:]
        how = seen.how or self._how_of_all(paragraph, own)
        if have_blanks(content.stretches):
            self._mark_blanks(content, first, is_plain=not how)
        words = "".join(one.text for one in own if one.kind is not Kind.MARK)
        if words.strip():
            if how and not (how == RIGHT_TO_LEFT and runs_from_right(words)):
                content.mark(how, words, style=seen.style_behind(how))
        elif seen.cover and not any(one.kind is Kind.MARK for one in own):
            content.mark(seen.cover)
        return seen

    def _mark_blanks(self, content: Content, first: int, *, is_plain: bool) -> None:
        """Mark gaps, and what is drawn in blanks, in a paragraph whose stretches begin with the first."""
        own = content.stretches[first:]
        tabs = {place - first: count for place, count in self._tabs.items()}
        for words in gaps_among(content.stretches, self._tabs) if is_plain else ():
            content.mark(BEHIND_A_GAP, words)
        if is_plain and self._is_clause:
            if has_empty_lines(own):
                content.mark(EMPTY_LINES)
            if labels := ", ".join(far_labels(own, tabs, self._seen.stops)):
                content.mark(FAR_FROM_WORDS, labels)
        for drawn in drawn_among(own, tabs, lambda one: self._seen.drawn_blank(one.properties)):
            content.mark(drawn)

    def _how_of_all(self, paragraph: etree._Element, stretches: Sequence[Stretch]) -> str:
        """How all words of a paragraph are shown by what stands in it, if otherwise than as plain ones."""
        seen = self._seen
        if (seen.has_far_tabs and paragraph.find(f".//{w.tab}") is not None) or (
            seen.room and sum(len(one.text) for one in stretches) * _WIDEST > seen.room
        ):
            return BESIDE_PAGE
        words = (one.text for one in stretches if one.kind is not Kind.MARK)
        if seen.is_initial and sum(len(one.strip()) for one in words) > _MOST_INITIALS:
            return "set as an initial beside the next paragraph"
        if self._is_clause and self._draws_a_line(paragraph):
            return "parted by a line that a tab draws"
        return "run together with the next paragraph, as its end is hidden" if seen.end_is_hidden else ""

    def _draws_a_line(self, paragraph: etree._Element) -> bool:
        """Whether a tab among the runs of a paragraph draws a line."""
        if self._seen.has_leaders and paragraph.find(f"{w.r}/{w.tab}") is not None:
            return True
        tabs = (one for one in paragraph.iter(w.ptab) if one.get(w.leader, "none") != "none")
        return any(tab in run for tab in tabs for run in paragraph.iterchildren(w.r))

    @property
    def tabs(self) -> Mapping[int, int]:
        """Which stretches of the paragraph read last are tabs, and for how many each counts."""
        return self._tabs

    @property
    def is_in_field(self) -> bool:
        """Whether a field has begun and not ended."""
        return bool(self._fields)

    @property
    def depends_on_length(self) -> bool:
        """Whether it depends on how long they are how the words of the paragraph read last are seen."""
        return bool(self._seen.room) or self._seen.is_initial

    def is_listed(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is numbered in a list, by itself or by its style."""
        properties = next(paragraph.iterchildren(w.pPr), None)
        own = value_of(properties, "numPr", "numId")
        return bool(whole(own or self._styles.list_of(value_of(properties, "pStyle"))))

    def looks_of(self, paragraph: etree._Element) -> str:
        """What readers take a paragraph for by its style; empty for a style that nobody knows."""
        return self._styles.looks(value_of(next(paragraph.iterchildren(w.pPr), None), "pStyle"))

    @property
    def _is_clause(self) -> bool:
        return self._styles.role(self._paragraph_style)[0] in CLAUSE_ROLES

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
        elif tag == w.fldSimple:
            depth = len(self._fields)
            self._fields.append((element.get(w.instr, ""), True))
            self._read(element, content)
            del self._fields[depth:]
        elif tag in _READ_THROUGH:
            if element.get(w.val) == "rtl" and not runs_from_right(words_in(element)):
                content.mark(RIGHT_TO_LEFT, words_in(element))
            self._read(element, content)
        elif tag == ALTERNATE:
            if text := words_in(element):
                content.mark(IN_TWO_VERSIONS, text)
            self._read(element[0] if len(element) else element, content)
        elif tag in _FORMULAS:
            text = words_in(element)
            content.mark("a formula", text)
            content.stretches.append(Stretch(text, Kind.TEXT))
        elif tag == w.subDoc:
            content.mark(ANOTHER_DOCUMENT)
        elif text := words_in(element):
            content.mark(unknown_holder(element), text)

    def _in_run(self, element: etree._Element, properties: etree._Element | None, content: Content) -> None:
        tag = element.tag
        if tag in (w.footnoteReference, w.endnoteReference):
            self._mark_of_note(properties, content, is_raised=self._marks_are_raised)
            if has_own_mark(element):
                content.mark(OWN_MARK, A_MARK)
            content.stretches.append(Stretch(note_id(element), Kind.MARK))
        elif tag in (w.footnoteRef, w.endnoteRef):
            self._number_of_note(element, properties, content)
        elif tag == w.fldChar and element in self._never_ended:
            content.mark(NEVER_ENDED)
        elif tag == w.fldChar:
            self._field(element.get(w.fldCharType, ""))
        elif tag == w.instrText and self._fields and not self._fields[-1][1]:
            said, is_result = self._fields[-1]
            self._fields[-1] = said + (element.text or ""), is_result
        elif tag == w.commentReference:
            content.comments.append(element.get(w.id, ""))
        elif tag in _DRAWN:
            self._drawn(element, content)
        elif not self._fields or all(is_result for _, is_result in self._fields):
            self._words(element, properties, content)
        else:
            content.unseen += text_of(element)

    def _words(self, element: etree._Element, properties: etree._Element | None, content: Content) -> None:
        """The words of an element of a run, and how they are shown if otherwise."""
        text = text_of(element)
        how = self._seen.of_run(properties)
        if LEFT_TO_RIGHT_MARK in text and not self._keeps_directions:
            text = self._without_direction(text, how)
        mark_unread(element, text, content)
        if not text or has_own_mark(element.getprevious()):
            return
        style = value_of(properties, "rStyle")
        kind = self._kind(properties, style)
        by_style = kind not in (Kind.SUPPORT, Kind.PLACEHOLDER)
        is_italic = self._styles.is_set_off(properties, style, self._paragraph_style, by_style=by_style)
        if element.tag in (w.tab, w.ptab):
            # One that is set by a ruler's side jumps as far as two.
            self._tabs[len(content.stretches)] = 1 if element.tag == w.tab else 2
        is_shaded = self._appearance.blanks.has(properties, style)
        stands_out = self._emphasis(properties, style) if kind is Kind.TEXT else ()
        content.stretches.append(Stretch(text, kind, properties, is_italic, how, is_shaded, stands_out))
        if element.tag == w.sym:
            content.mark("a sign of another font", text)
        # Raised commas between marks are as they should be; contents have pages that no web page shows.
        is_right = how == IN_WEB_VIEW and kind in (Kind.CONTENTS, Kind.REFERENCE)
        is_right = is_right or (how == RIGHT_TO_LEFT and runs_from_right(text))
        if not how and not fits(properties, text):
            how = SQUEEZED
        how = how or self._as_inserted(element, properties, kind, style)
        if self._seen.how not in ("", RIGHT_TO_LEFT) or is_right or how == self._seen.how:
            how = ""
        if how and (re.search(r"\w", text) if how == RAISED else text.strip()):
            content.mark(how, text, style=self._seen.style_behind(how, properties))
        mark_signs(text, content)

    def _emphasis(self, properties: etree._Element | None, style: str) -> tuple[str, ...]:
        """How words of a text stand out; what is underlined in colour is a link, or looks like one."""
        is_printed = _STRONG in self._styles.names(style)
        found = self._seen.emphasis(properties, style if is_printed else "")
        if UNDERLINED in found and self._seen.is_as_inserted(properties, ""):
            return tuple(one for one in found if one != UNDERLINED)
        return found

    def _without_direction(self, text: str, how: str) -> str:
        """Words without left-to-right marks, where all of their paragraph runs so in any case."""
        if self._is_from_left is None:
            is_turned = self._seen.how == RIGHT_TO_LEFT
            self._is_from_left = (
                self._paragraph is not None and not is_turned and is_from_left(self._paragraph)
            )
        is_plain = self._is_from_left and how != RIGHT_TO_LEFT
        return text.replace(LEFT_TO_RIGHT_MARK, "") if is_plain else text

    def _as_inserted(
        self, element: etree._Element, properties: etree._Element | None, kind: Kind, style: str
    ) -> str:
        """How words are shown that look as if they were inserted or led elsewhere, and stand in no link."""
        is_printed = kind in (Kind.SUPPORT, Kind.PLACEHOLDER) or _STRONG in self._styles.names(style)
        if not self._seen.is_as_inserted(properties, style if is_printed else ""):
            return ""
        is_link = any("HYPERLINK" in said or "TOC" in said for said, _ in self._fields)
        return "" if is_link or any(True for _ in element.iterancestors(w.hyperlink)) else AS_INSERTED

    def _number_of_note(
        self, element: etree._Element, properties: etree._Element | None, content: Content
    ) -> None:
        self._mark_of_note(properties, content, is_raised=False)
        if not is_of_a_note(element):
            content.mark(NO_NOTE_BEGINS)

    def _mark_of_note(self, properties: etree._Element | None, content: Content, *, is_raised: bool) -> None:
        how = self._seen.how.replace(RIGHT_TO_LEFT, "")  # that is told of its words
        how = how or self._seen.of_run(properties)
        if how in ("", RAISED):
            is_large = self._seen.is_large(properties)
            off = off_its_place(self._seen.height(properties), is_raised=is_raised)
            how = LARGE_MARK if is_large else off
        if how:
            content.mark(how, A_MARK, style=self._seen.style_behind(how, properties))

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
        boxes = list(text_boxes(element))
        content.boxes += boxes
        for box in boxes:
            if text := words_in(box):
                content.mark(IN_BOX, text)
        if element.tag == ALTERNATE and any(not is_in_box(one) for one in element.iter(w.t)):
            content.mark(IN_TWO_VERSIONS, words_in(element))
        elif not any(map(words_in, boxes)):
            content.mark(picture(element), read_out(element))

    def _field(self, mark: str) -> None:
        if mark == "begin":
            self._fields.append(("", False))
        elif mark in ("separate", "end") and self._fields:
            said, _ = self._fields.pop()
            if mark == "separate":
                self._fields.append((said, True))

    def _kind(self, properties: etree._Element | None, style: str) -> Kind:
        names = self._styles.names(style)
        for kind in (Kind.SUPPORT, Kind.PLACEHOLDER):
            if kind in names:
                return kind
        if names & _NOTE_MARKS or value_of(properties, "vertAlign") == "superscript":
            return Kind.RAISED
        if not self._fields:
            return Kind.TEXT
        shown = {said.split(maxsplit=1)[0] for said, is_result in self._fields if is_result and said.strip()}
        if shown & {"REF", "PAGEREF"}:
            return Kind.REFERENCE
        return Kind.CONTENTS if "TOC" in shown else Kind.TEXT
