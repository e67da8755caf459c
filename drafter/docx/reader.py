"""Reads a Word draft back after people edited it, in Word, LibreOffice or another word processor.

The file is never written to. The place of a paragraph is its number among all of the document's body, from 0,
those in tables and text boxes counted: it finds the paragraph again in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from drafter.docx.beside import Comment, Note, comments_in, notes_in
from drafter.docx.content import Content, Kind, Mark, NotAsShown, put_together, tabs_at_lines
from drafter.docx.edges import Edge, edges_of, prints_marks_on_the_line, sections_of
from drafter.docx.fields import Field, controls_in, fields_in, said_of_tables
from drafter.docx.labels import Labels
from drafter.docx.links import Link, links_in
from drafter.docx.looks.appearance import Appearance
from drafter.docx.looks.cells import Place
from drafter.docx.looks.colour import Rgb
from drafter.docx.looks.places import ANYWHERE, Places
from drafter.docx.looks.shades import shades_in_cells
from drafter.docx.markup import CLAUSE_BOOKMARK, child_of, value_of, w
from drafter.docx.note_marks import note_references, own_marks
from drafter.docx.numbering import Numbering
from drafter.docx.package import WordPackage
from drafter.docx.paragraphs import Paragraph, with_headings, with_subparagraphs
from drafter.docx.pending import changes_of_authors
from drafter.docx.pieces import MOST_LEVELS, blocks_in
from drafter.docx.plain import plain_words
from drafter.docx.provenance import find_draft, read_draft
from drafter.docx.revisions import accept_all, accept_of, behind_struck, others_needed
from drafter.docx.runs import ANOTHER_DOCUMENT, RunReader
from drafter.docx.shown_numbers import labels_with_changes
from drafter.docx.styles import CLAUSE_ROLES, ParagraphRole, Styles, outline_level
from drafter.draft.blocks import LEVELS, Role
from drafter.draft.model import Draft

_OTHER_DOCUMENT = w.altChunk  # ISO 29500-1, 17.17.2.1
# The label of the first of several wordings, which leads into its words.
_FIRST = re.compile(r"\D*1")


@dataclass(frozen=True)
class WordDocument:
    """A Word draft as it stands, and the draft that was written, as the file keeps it."""

    name: str  # how messages call the file
    accepted: tuple[str, ...] | None  # whose tracked changes were read as accepted; None for everybody's
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    # The ids of the footnotes by all marks, those in deleted text and those that lead nowhere among them.
    mark_order: tuple[str, ...]
    comments: tuple[Comment, ...]
    # Author → for each tracked change that is not yet accepted or rejected the place of its paragraph, or -1.
    changes_by: Mapping[str, tuple[int, ...]]
    # Author → for each of these what it is of beside words: “a footnote”, “a row”; empty for words.
    changes_of: Mapping[str, tuple[str, ...]]
    draft: Draft | None  # None where the file does not say
    is_whole: bool = True  # the draft is as drafter wrote it, by its own fingerprint
    redline_author: str | None = None  # who made it with drafter compare; None where it is no redline
    # The places of paragraphs that cannot be read without changes of others than those who were asked for.
    needed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()  # of the body
    controls: tuple[tuple[int, str], ...] = ()  # places of content controls, and what each is
    links: tuple[Link, ...] = ()  # of the body and of the footnotes
    shades: Mapping[int, Rgb] = field(default_factory=dict)  # behind words in cells, by their places
    read_out: tuple[tuple[int, str], ...] = ()  # places of tables, and what is read out in their place
    edges: tuple[Edge, ...] = ()  # what stands at the edges of its pages
    printed_edges: tuple[Edge, ...] | None = None  # what stood there; None where nobody knows
    own_fonts: tuple[str, ...] = ()  # in which its text is set as a whole, and which it brings with it
    other_labels: tuple[Mapping[int, str], ...] = ()  # numbers with all changes shown, and once accepted

    @property
    def changes(self) -> int:
        """How many tracked changes are not yet accepted or rejected."""
        return sum(map(len, self.changes_by.values()))

    @property
    def is_redline(self) -> bool:
        """Whether drafter compare made it, changed since or not."""
        return self.redline_author is not None

    @property
    def pending(self) -> Mapping[str, tuple[int, ...]]:
        """Tracked changes by author, but for those that make it a redline of drafter's."""
        return {author: at for author, at in self.changes_by.items() if author != self.redline_author}

    @cached_property
    def note_by_id(self) -> Mapping[str, Note]:
        """Footnotes by id; of two with one id the first, as Word shows it."""
        return MappingProxyType({note.id: note for note in reversed(self.notes)})


def read_word(
    content: bytes, name: str, *, original: bool = False, authors: Collection[str] | None = None
) -> WordDocument:
    """Read a Word draft.

    Args:
        content: The file's bytes.
        name: How messages call it.
        original: Whether tracked changes are read as rejected; otherwise they are read as accepted.
        authors: Whose tracked changes are read as accepted, all others as rejected, but for those that make a
            redline of drafter's; None for everybody's.

    Raises:
        DrafterError: if it is no Word file, is damaged, or would grow beyond all bounds.
    """
    package = WordPackage.open(content, name)
    styles, lists = Styles(package.related_tree("styles")), package.related_tree("numbering")
    document = package.tree(package.document)
    body = child_of(document, w.body)
    roots = {kind: package.related_tree(kind) for kind in ("footnotes", "endnotes", "comments")}
    # What is counted in the file as it stands, tracked changes and all.
    places = {element: place for place, element in enumerate(body.iter(w.p))}
    mark_order, marked = tuple(note_references(body)), frozenset(own_marks(body))
    kept = read_draft(stored[1], name) if (stored := find_draft(package)) else None
    draft, redline_author = (kept.draft, kept.redline_author) if kept else (None, None)
    changes_by, changes_of = changes_of_authors(package, body, roots, places)
    restyled = {places[one] for one in behind_struck(body)}
    of_text = () if original or redline_author is None else (redline_author,)
    chosen = () if original else None if authors is None else (*authors, *of_text)
    needed: dict[int, tuple[str, ...]] = {}

    def decide(root: etree._Element) -> Mapping[etree._Element, etree._Element]:
        if chosen is None:
            return accept_all(root)
        others = others_needed(root, chosen, of_text)
        needed.update({places[one]: tuple(sorted(those)) for one, those in others.items() if one in places})
        return accept_of(root, chosen, others)

    other_labels = labels_with_changes(body, lists, styles, places) if changes_by else ()
    edges = edges_of(package, sections_of(document), decide)
    for root in (body, *roots.values()):
        places |= {one: places[first] for one, first in decide(root).items() if first in places}
    appearance = Appearance.of(package, styles)
    stands = Places(appearance.formatting, appearance.palette, document, package.related_tree("settings"))
    runs = RunReader(styles, appearance, marks_are_raised=not (kept and prints_marks_on_the_line(kept.edges)))
    labels, numbering = Labels(draft.labels if draft else ()), Numbering(lists, styles)
    reader = _BodyReader(styles, runs, stands, numbering, places, labels)
    reader.read(body)
    paragraphs = tuple(reader.paragraphs)
    if draft:
        headings = [one for one in draft.texts if one.role in LEVELS and one.role is not Role.CHAPEAU]
        levels = {one.words: LEVELS[one.role] + 1 for one in headings}
        paragraphs = with_headings(paragraphs, restyled, levels)
        paragraphs = with_subparagraphs(paragraphs, {one.words for one in draft.texts})
    of_notes, of_comments = RunReader(styles, appearance), RunReader(styles, appearance)
    return WordDocument(
        name=name,
        accepted=None if chosen is None else tuple(chosen),
        paragraphs=paragraphs,
        notes=tuple(notes_in(roots, mark_order, paragraphs, of_notes, reader.pages, marked)),
        mark_order=mark_order,
        comments=tuple(comments_in(roots["comments"], package.related_tree("commentsExtended"), of_comments)),
        changes_by=changes_by,
        changes_of=changes_of,
        draft=draft,
        is_whole=kept is None or kept.is_whole,
        redline_author=redline_author,
        needed=needed,
        fields=tuple(fields_in(body, places)),
        controls=tuple(controls_in(body, places)),
        links=tuple(links_in(package, body, roots["footnotes"], places)),
        shades=shades_in_cells(body, appearance.palette, places),
        read_out=tuple(said_of_tables(body, places)),
        edges=edges,
        printed_edges=kept.edges if kept else None,
        own_fonts=tuple(sorted(appearance.fonts.of_all)),
        other_labels=other_labels,
    )


class _BodyReader:
    """Goes through the body, block by block.

    Args:
        styles: The styles of the file.
        runs: Reads its words.
        stands: What its paragraphs stand in.
        numbering: Counts numbered paragraphs.
        places: The place of each paragraph.
        labels: How wordings are told apart.
    """

    def __init__(
        self,
        styles: Styles,
        runs: RunReader,
        stands: Places,
        numbering: Numbering,
        places: Mapping[etree._Element, int],
        labels: Labels,
    ) -> None:
        self.paragraphs: list[Paragraph] = []
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
                rows = [
                    (row, [cell for cell in blocks_in(row, depth + 1) if cell.tag == w.tc])
                    for row in blocks_in(block, depth + 1)
                    if row.tag == w.tr
                ]
                self._tables += 1
                table = self._tables
                places = ((table, n, m) for n, (_, row) in enumerate(rows, 1) for m, _ in enumerate(row, 1))
                around = self._cell
                cells = self._stands.of_cells(block, rows, place or self._stands.page)
                for self._cell, (cell, inner) in zip(places, cells, strict=True):
                    self.read(cell, ParagraphRole.TABLE, depth + 2, inner)
                self._cell = around
            elif block.tag == _OTHER_DOCUMENT:
                # What stands between paragraphs, and reads as none, is noted on one of them.
                put_in = NotAsShown(ANOTHER_DOCUMENT, "")
                if self.paragraphs:
                    last = self.paragraphs[-1]
                    self.paragraphs[-1] = replace(last, unreadable=(*last.unreadable, put_in))
                else:
                    self._before.append(put_in)
            elif block.tag == w.p:
                self._read_paragraph(block, where, depth, place or self._stands.page)

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
        if any(own.find(w.sectPr) is not None for own in block.iterchildren(w.pPr)):
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

    def _paragraph(
        self, content: Content, element: etree._Element, where: ParagraphRole | None, place: Place
    ) -> Paragraph:
        properties = {str(one.tag): one for found in element.iterchildren(w.pPr) for one in found}
        style = value_of(properties.get(w.pStyle))
        own_list = properties.get(w.numPr)
        in_list = style, value_of(own_list, "numId"), value_of(own_list, "ilvl")
        number, label = self._numbering.number(*in_list)
        seen = self._runs.read(element, content, place, self._numbering.level(*in_list))
        if number and not seen.how and (how := seen.of_number):
            content.mark(how, number)
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
            role, level = (role if role is ParagraphRole.GUIDANCE else ParagraphRole.CLAUSE), 0
        prefix = self._labels.prefix(text, role, number, refers_first=kinds[:1] == [Kind.REFERENCE])
        said = {"number": "", "label": "", "repetition": "", **(prefix.groupdict("") if prefix else {})}
        cut = prefix.end() if prefix else 0
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
            references=ranges.get(Kind.REFERENCE, ()),
            bookmarks=() if is_empty else bookmarks,
            comments=tuple(content.comments),
            repetition=repetition,
            unreadable=tuple(content.unreadable),
            italics=ranges.get(Kind.ITALIC, ()),
            lines=tuple(start for start, _ in ranges.get(Kind.LINE, ())),
            indents=tabs_at_lines(content.stretches, self._runs.tabs) if Kind.LINE in found else (),
            listed_as=own_level if is_listed_otherwise or (own_level and role in CLAUSE_ROLES) else None,
            cell=self._cell,
        )
