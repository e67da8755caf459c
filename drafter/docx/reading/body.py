"""Reads the body of a Word draft, block by block: what each paragraph is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from drafter.docx.looks.appearance import RUN_TOGETHER, OfParagraph
from drafter.docx.looks.cells import Place
from drafter.docx.looks.emphasis import EMPHASES
from drafter.docx.looks.harmless import unknown_holder
from drafter.docx.looks.places import ANYWHERE, Places
from drafter.docx.parts.markup import CLAUSE_BOOKMARK, value_of, w
from drafter.docx.parts.numbering import Numbering
from drafter.docx.parts.pieces import MOST_LEVELS, blocks_in, words_in
from drafter.docx.parts.styles import CLAUSE_ROLES, ParagraphRole, Styles, outline_level
from drafter.docx.reading.content import (
    Content,
    Kind,
    Mark,
    NotAsShown,
    have_fixed_blanks,
    put_together,
    tabs_at_lines,
)
from drafter.docx.reading.empty_pages import PAGE_WITHIN, Emptiness, is_cut_by_a_page
from drafter.docx.reading.labels import Labels
from drafter.docx.reading.paragraphs import Paragraph
from drafter.docx.reading.plain import plain_words
from drafter.docx.reading.runs import ANOTHER_DOCUMENT, RunReader

_OTHER_DOCUMENT = w.altChunk  # ISO 29500-1, 17.17.2.1
# What is said of tables, rows and cells: a part with words in it is refused (``misplaced``).
_WITHOUT_WORDS = frozenset(w("tblPr tblGrid tblPrEx trPr tcPr"))
_IN_TABLES = _WITHOUT_WORDS.union(w("tr tc sdt customXml"))  # and rows and cells, and what holds such
WITHOUT_A_STOP = "without the full stop behind it"
WITH_A_COLON = "with a colon in the place of its full stop"
# The label of the first of several wordings, which leads into its words.
_FIRST = re.compile(r"\D*1")


class BodyReader:
    """Goes through the body, block by block.

    Args:
        body: The body.
        styles: The styles of the file.
        runs: Reads its words.
        stands: What its paragraphs stand in.
        numbering: Counts numbered paragraphs.
        places: The place of each paragraph.
        labels: How wordings are told apart.
    """

    def __init__(
        self,
        body: etree._Element,
        styles: Styles,
        runs: RunReader,
        stands: Places,
        numbering: Numbering,
        places: Mapping[etree._Element, int],
        labels: Labels,
    ) -> None:
        self.paragraphs: list[Paragraph] = []
        self.marked_headings: set[int] = (
            set()
        )  # places of those in the style of a heading that begin a clause
        self._styles = styles
        self._runs = runs
        self._stands = stands
        self.pages: dict[str, Place] = {}  # on which footnotes stand, by the ids that their marks have
        self._numbering = numbering
        self._places = places
        self._labels = labels
        # Bookmarks that began between paragraphs or in an empty one: they belong to the next.
        self._bookmarks: list[str] = []
        self._before: list[NotAsShown] = []  # what stood before the first paragraph
        self._emptiness = Emptiness()  # since the last text
        own = (one.getparent() for one in body.iter(w.sectPr))
        self._ends = {one.getparent() for one in own if one is not None}  # paragraphs that end a section
        self._tables = 0
        self._plain: dict[tuple[object, ...], bool] = {}  # what plain paragraphs of cells have, and no more
        self._cell: tuple[int, int, int] | None = None  # that is being read

    def read(
        self,
        container: etree._Element,
        where: ParagraphRole | None = None,
        depth: int = 0,
        place: Place | None = None,
    ) -> None:
        """Read the blocks of the body, of a cell or of a text box; of a cell with what stands in it."""
        for block in blocks_in(container, depth):
            if block.tag == w.bookmarkStart:
                self._bookmarks.append(block.get(w.name, ""))
            elif block.tag == w.tbl:
                self._note_emptiness(self._emptiness.before_text(in_body=where is None))
                rows = [
                    (row, [cell for cell in blocks_in(row, depth + 1) if cell.tag == w.tc])
                    for row in blocks_in(block, depth + 1)
                    if row.tag == w.tr
                ]
                for beside in (*block, *(one for row, _ in rows for one in row)):
                    if beside.tag not in _IN_TABLES and (words := words_in(beside)):
                        self._note(NotAsShown(unknown_holder(beside), words))
                self._tables += 1
                table = self._tables
                places = ((table, n, m) for n, (_, row) in enumerate(rows, 1) for m, _ in enumerate(row, 1))
                around = self._cell
                cells = self._stands.of_cells(block, rows, place or self._stands.page)
                for self._cell, (cell, inner) in zip(places, cells, strict=True):
                    self.read(cell, ParagraphRole.TABLE, depth + 2, inner)
                self._cell = around
            elif block.tag == w.p:
                self._read_paragraph(block, where, depth, place or self._stands.page)
            elif block.tag == _OTHER_DOCUMENT:
                self._note(NotAsShown(ANOTHER_DOCUMENT, ""))
            elif block.tag not in _WITHOUT_WORDS and (words := words_in(block)):
                self._note(NotAsShown(unknown_holder(block), words))

    def _note_emptiness(self, how: str) -> None:
        """Where the text seems to end before what stands next is noted on what stands before that."""
        if how:
            self._note(NotAsShown(how, ""))

    def _note(self, one: NotAsShown) -> None:
        """What stands between paragraphs, and reads as none, is noted on one of them."""
        if self.paragraphs:
            last = self.paragraphs[-1]
            self.paragraphs[-1] = replace(last, unreadable=(*last.unreadable, one))
        else:
            self._before.append(one)

    def _read_paragraph(
        self, block: etree._Element, where: ParagraphRole | None, depth: int, place: Place
    ) -> None:
        """Read a paragraph, with the text boxes in it; behind one that ends a section begins another page."""
        if where is ParagraphRole.TABLE and (plain := self._in_cell(block, place)):
            self.paragraphs.append(plain)
            return
        content = Content(unreadable=self._before)
        self._before = []
        self.paragraphs.append(self._paragraph(content, block, where, place))
        for box in content.boxes if depth < MOST_LEVELS else ():
            self.read(box, ParagraphRole.BOX, depth + 1, ANYWHERE)
        if block in self._ends:
            self._stands.turn()

    def _in_cell(self, element: etree._Element, place: Place) -> Paragraph | None:
        """A paragraph of a cell with plain words and nothing else, as one like it is; None for any other.

        Large annexes have tens of thousands of them.
        """
        is_free = not (self._bookmarks or self._before or self._runs.is_in_field)
        words = plain_words(element) if is_free else None
        if words is None:
            return None
        text, key = words[0], (*words[1:], place)
        if key not in self._plain:
            found = self._paragraph(Content(), element, ParagraphRole.TABLE, place)
            alike = Paragraph(found.place, found.role, text=text, cell=found.cell)
            is_so = found == alike and not (self._runs.depends_on_length or self._runs.is_listed(element))
            self._plain[key] = is_so
            return found
        if not self._plain[key]:
            return None
        return Paragraph(self._places[element], ParagraphRole.TABLE, text=text, cell=self._cell)

    def _of_clause(self, role: ParagraphRole, element: etree._Element) -> ParagraphRole:
        """What a paragraph is that begins a clause by its mark."""
        if role is ParagraphRole.HEADING:
            self.marked_headings.add(self._places[element])
        return role if role is ParagraphRole.GUIDANCE else ParagraphRole.CLAUSE

    def _paragraph(
        self, content: Content, element: etree._Element, where: ParagraphRole | None, place: Place
    ) -> Paragraph:
        properties = {str(one.tag): one for found in element.iterchildren(w.pPr) for one in found}
        style = value_of(properties.get(w.pStyle))
        own_list = properties.get(w.numPr)
        in_list = style, value_of(own_list, "numId"), value_of(own_list, "ilvl")
        number, label = self._numbering.number(*in_list)
        seen = self._runs.read(element, content, place, self._numbering.level(*in_list))
        self._note_emptiness(self._emptiness.before(element, seen, in_body=where is None))
        _mark_number(content, seen, number)
        for one in content.stretches:
            if one.kind is Kind.MARK:
                self.pages[one.text] = self._stands.page
        text, marks, found = put_together(content.stretches)
        bookmarks = (*self._bookmarks, *content.bookmarks)
        is_empty = not text and not marks
        self._bookmarks = list(bookmarks) if is_empty else []
        role, level = self._styles.role(style)
        if role is ParagraphRole.HEADING:
            bookmarks = tuple(content.bookmarks)  # what was a clause's, and is empty, has lost them
        own_level = outline_level(said_level := value_of(properties.get(w.outlineLvl)))
        is_listed_otherwise = role is ParagraphRole.HEADING and said_level and own_level != level
        if role is ParagraphRole.TEXT and own_level:
            role, level = ParagraphRole.HEADING, own_level
        kinds = [one.kind for one in content.stretches if one.text.strip()]
        if Kind.CONTENTS in kinds:
            level = level if role is ParagraphRole.CONTENTS else 0
            role = ParagraphRole.CONTENTS
        if where is not None:
            role, level = where, 0
        if not is_empty and any(one.casefold().startswith(CLAUSE_BOOKMARK) for one in bookmarks):
            role, level = self._of_clause(role, element), 0
        start, referring = next(iter(found.get(Kind.REFERENCE, ())), (0, 0))
        referring = 0 if start else referring
        prefix = self._labels.prefix(text, role, number, referring)
        said = {"number": "", "label": "", "repetition": "", **(prefix.groupdict("") if prefix else {})}
        cut = prefix.end() if prefix else 0
        if prefix and where is None:
            _mark_label(content, text[:cut], has_words=cut < len(text), is_printed=referring > 0)
        _mark_page(content, element, role)
        repetition = self._labels.as_printed(said["repetition"])
        is_first = bool(number) and not said["label"] and _FIRST.fullmatch(repetition)
        if repetition and where is None and not is_first:
            role, level = ParagraphRole.VERSION, 0
        ranges = {
            kind: tuple((max(0, start - cut), end - cut) for start, end in of_kind if end > cut)
            for kind, of_kind in found.items()
        }
        return Paragraph(
            place=self._places[element],
            role=role,
            level=level,
            number=number or said["number"],
            label=label or said["label"],
            text=text[cut:],
            marks=tuple(Mark(mark.note, max(0, mark.offset - cut)) for mark in marks),
            support=ranges.get(Kind.SUPPORT, ()),
            placeholders=ranges.get(Kind.PLACEHOLDER, ()),
            shaded=ranges.get(Kind.SHADED, ()),
            references=ranges.get(Kind.REFERENCE, ()),
            emphasized=tuple((way, *each) for way in EMPHASES for each in ranges.get(Kind(way), ())),
            bookmarks=() if is_empty else bookmarks,
            comments=tuple(content.comments),
            repetition=repetition,
            unreadable=tuple(content.unreadable),
            italics=ranges.get(Kind.ITALIC, ()),
            lines=tuple(start for start, _ in ranges.get(Kind.LINE, ())),
            indents=tabs_at_lines(content.stretches, self._runs.tabs) if Kind.LINE in found else (),
            listed_as=own_level if is_listed_otherwise or (own_level and role in CLAUSE_ROLES) else None,
            begins=0.0 if where else seen.stops.first,
            styled_as="" if where else self._styles.looks(style),
            has_fixed_blanks=have_fixed_blanks(content.stretches),
            cell=self._cell,
        )


def _mark_label(content: Content, label: str, *, has_words: bool, is_printed: bool) -> None:
    """Mark a label that is shown otherwise than drafter prints it behind a number: “4 bis.”, and a tab."""
    if label.endswith(".") and has_words:
        content.mark(RUN_TOGETHER, label)
    elif is_printed and label.rstrip().endswith(":"):
        content.mark(WITH_A_COLON, label)
    elif is_printed and has_words and label.rstrip()[-1:].isalnum():
        content.mark(WITHOUT_A_STOP, label)


def _mark_page(content: Content, element: etree._Element, role: ParagraphRole) -> None:
    """Mark that a page ends within a paragraph; within a sentence of text it is told as what breaks there."""
    has_breaks = any("\n" in one.text for one in content.stretches)
    if has_breaks and is_cut_by_a_page(element, at_any_word=role is ParagraphRole.HEADING):
        content.mark(PAGE_WITHIN, "")


def _mark_number(content: Content, seen: OfParagraph, number: str) -> None:
    """Mark how the number of a paragraph is shown, where that is otherwise than plainly before its words."""
    words = content.stretches[0].text if content.stretches else ""
    if number and not seen.how and (how := seen.of_this_number(number, words)):
        content.mark(how, number, style=seen.style_of_number(number, words))
