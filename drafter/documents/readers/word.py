"""Reads Word files: .docx, .docm, .dotx, and Strict Open XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from drafter.documents.readers.building import (
    Builder,
    CellContent,
    Content,
    Words,
    characters,
    paragraphs_of,
    place_in,
)
from drafter.documents.readers.word_changes import ChangedWords, accept_and_tell
from drafter.documents.readers.word_grid import (
    bold_places,
    cells_in,
    columns_of_edges,
    grid_of,
    is_frame,
    merged,
)
from drafter.documents.table import Document
from drafter.docx.looks.appearance import HIDDEN, Appearance
from drafter.docx.looks.fonts import OF_BLANKS
from drafter.docx.parts.markup import MATH_TEXT, child_of, is_on, sign_of, value_of, w
from drafter.docx.parts.notes import is_ordinary
from drafter.docx.parts.numbering import Numbering
from drafter.docx.parts.package import WordPackage, relationships
from drafter.docx.parts.pieces import ALTERNATE, MOST_LEVELS, blocks_in, words_in
from drafter.docx.parts.styles import Styles
from drafter.docx.provenance import find_draft
from drafter.docx.reading.content import Content as Runs
from drafter.docx.reading.content import Kind, separates_marks
from drafter.docx.reading.drawings import LARGE_PICTURE, OVER, PICTURE
from drafter.docx.reading.runs import ANOTHER_DOCUMENT, RunReader
from drafter.docx.tracked.revisions import changes_in
from drafter.problems import DrafterError

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# What is told of words that are read: nobody need look at the others. Text boxes are read where they hang.
_TOLD = frozenset(
    (
        *("struck through", "a formula", "a sign of another font", "written above other words"),
        *(PICTURE, LARGE_PICTURE, OVER),
        *(ANOTHER_DOCUMENT, "a date or a number that Word fills in", "stored in two versions"),
        *("too small to be read", "in a font of signs", OF_BLANKS),
    )
)
_NOTES = {"footnote": "", "endnote": "e"}


def read(content: bytes, path: Path) -> Document:
    """Read a Word file; tracked changes are read as accepted.

    Raises:
        DrafterError: if it is no Word file, is damaged, or would grow beyond all bounds; if drafter wrote it.
    """
    package = WordPackage.open(content, str(path))
    if find_draft(package) is not None:
        raise DrafterError(
            f"{path} is a Word draft that drafter wrote, and neither a matrix document nor an adopted text",
            "It can be checked (drafter check, with the ending .docx), compared, reviewed, read for a "
            "selection with drafter select --from, and followed into an adopted text with drafter trace TEXT "
            "--from.",
        )
    return _WordReader(package).read()


class _WordReader:
    """Goes through the document once, block by block, as lists are counted."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        self.styles = Styles(package.related_tree("styles"))
        self.numbering = Numbering(package.related_tree("numbering"), self.styles)
        self.appearance = Appearance.of(package, self.styles)
        self.runs = RunReader(self.styles, self.appearance)
        self.builder = Builder(package.name)
        self.roots = {kind: package.related_tree(kind) for kind in ("footnotes", "endnotes", "comments")}
        # Footnotes, endnotes and comments by the ids that their marks have, until their mark is met.
        self.notes = {
            before + note.get(w.id, ""): note
            for kind, before in _NOTES.items()
            for note in filter(is_ordinary, self.roots[f"{kind}s"].iter(w[kind]))
        }
        self.comments = {one.get(w.id, ""): one for one in self.roots["comments"].iter(w.comment)}
        self.numbered = dict.fromkeys(_NOTES, 0)
        # What tracked changes took out and put in, until it is told with its place.
        self.changed: dict[etree._Element, list[ChangedWords]] = {}

    def read(self) -> Document:
        """The document."""
        document = self.package.tree(self.package.document)
        if document.tag != w.document:
            raise DrafterError(f"{self.package.name} is not a Word document: it has no text")
        body = child_of(document, w.body)
        around = [(kind, self.package.tree(part)) for kind, part in self._headers_and_footers()]
        roots = [body, *(root for _, root in around), *self.roots.values()]
        self._decide(roots)
        self._read_blocks(body)
        seen = set()
        for kind, root in around:
            said = " ".join(words_in(root).split())
            if said in seen:  # of another section
                self.builder.left_out += sum(map(_characters_in, [root]))
                continue
            seen.add(said)
            self._read_blocks(root, stands=f"page {kind}")
        self._read_notes_left()
        for paragraph in [*self.changed]:  # of what is not read, as is told of that
            self._tell_changes(paragraph, "")
        return self.builder.build(sum(map(_characters_in, roots)))

    def _headers_and_footers(self) -> Iterator[tuple[str, str]]:
        for one in relationships(self.package.parts, self.package.document):
            if one.kind in ("header", "footer") and one.target in self.package.parts:
                yield one.kind, one.target

    def _decide(self, roots: Sequence[etree._Element]) -> None:
        """Accept tracked changes, and keep of what is stored in several versions the one for Word."""
        for versions in [one for root in roots for one in root.iter(ALTERNATE)]:
            del versions[1:]
        changes = [change for root in roots for change in changes_in(root)]
        if changes:
            authors = dict.fromkeys(name for one in changes if (name := one.get(w.author, "")))
            self.builder.doubt("tracked-changes", count=len(changes), authors=", ".join(authors) or "?")
            for root in roots:
                self.changed |= accept_and_tell(root)
        if any(name.endswith("vbaProject.bin") for name in self.package.parts):
            self.builder.doubt("macros")

    # Blocks

    def _read_blocks(self, container: etree._Element, depth: int = 0, stands: str = "") -> None:
        """Read what stands outside the tables, and the tables in it."""
        for block in blocks_in(container, depth):
            if block.tag == w.tbl and not stands:
                self._read_table(block, depth + 1)
            elif block.tag == w.tbl:
                for cell in cells_in(block, depth):
                    self._read_blocks(cell, depth + 3, stands)
            elif block.tag == w.p:
                content = Content()
                where = stands or self.builder.next_paragraph()
                boxes = self._read_paragraph(block, content, where)
                self.builder.outside(content, stands)
                for box in boxes if depth < MOST_LEVELS else ():
                    self._read_blocks(box, depth + 1, stands)
            elif block.tag == w.altChunk:
                self.builder.doubt("another-document", stands or self.builder.next_paragraph())

    def _read_table(self, table: etree._Element, depth: int) -> None:
        rows = [row for row in blocks_in(table, depth) if row.tag == w.tr]
        grids = [grid_of(row, depth) for row in rows]
        if is_frame(grids):
            for cells in grids:
                for cell in cells:
                    self._read_blocks(cell.element, depth + 2)
            return
        name = self.builder.begin_table()
        place = columns_of_edges(table, grids)
        is_bold = bold_places(table, self.styles.bold_parts(value_of(table, "tblPr", "tblStyle")))
        made: list[list[CellContent]] = []
        above: dict[int, CellContent] = {}  # the cells that may go on in the next row, by their first columns
        for number, (row, cells) in enumerate(zip(rows, grids, strict=True), start=1):
            is_hidden = is_on(row.find(f"{w.trPr}/{w.hidden}"))
            in_row: list[CellContent] = []
            here: dict[int, CellContent] = {}
            for cell in cells:
                column, end = place[cell.start], place[cell.end]
                stands = place_in(name, number, column)
                down, across = merged(cell.element, "vMerge"), merged(cell.element, "hMerge")
                goes_on = above.get(column) if down == "continue" else None
                if across == "continue" and in_row:
                    in_row[-1].columns = max(1, end - in_row[-1].column)
                    self._leave_out("merged-away", cell.element, stands)
                    continue
                if goes_on is not None:
                    goes_on.rows += 1
                    here[column] = goes_on
                    self._leave_out("merged-away", cell.element, stands)
                    continue
                made_cell = CellContent(column=column, columns=max(1, end - column))
                in_bold = is_bold(number, column)
                if is_hidden:
                    self._leave_out("hidden-text", cell.element, stands)
                else:
                    self._read_cell(cell.element, made_cell, stands, depth + 2, in_bold=in_bold)
                in_row.append(made_cell)
                if down:
                    here[column] = made_cell
            above = here
            made.append(in_row)
        self.builder.end_table(name, made)

    def _read_cell(
        self, container: etree._Element, cell: CellContent, stands: str, depth: int, *, in_bold: bool
    ) -> None:
        for block in blocks_in(container, depth):
            if block.tag == w.p:
                boxes = self._read_paragraph(block, cell, stands, in_bold=in_bold)
                for box in boxes if depth < MOST_LEVELS else ():
                    self._read_cell(box, cell, stands, depth + 1, in_bold=in_bold)
            elif block.tag == w.tbl:
                self.builder.doubt("nested-table", stands)
                for inner in cells_in(block, depth):
                    self._read_cell(inner, cell, stands, depth + 3, in_bold=False)
            elif block.tag == w.altChunk:
                self.builder.doubt("another-document", stands)

    def _leave_out(self, why: str, element: etree._Element, stands: str) -> None:
        text = " ".join(_signs_of(part) for part in element.iter(*_TEXTS))
        self.builder.leave_out(why, text, stands)

    # Paragraphs

    def _read_paragraph(
        self, paragraph: etree._Element, content: Content, stands: str, *, in_bold: bool = False
    ) -> list[etree._Element]:
        """Read a paragraph, with its number, into what stands at a place; text boxes in it are returned."""
        style = value_of(paragraph, "pPr", "pStyle")
        own = paragraph.find(f"{w.pPr}/{w.numPr}")
        number, _ = self.numbering.number(style, value_of(own, "numId"), value_of(own, "ilvl"))
        runs = Runs()
        self.runs.read(paragraph, runs)
        said = self._said(runs, style, content, stands, in_bold=in_bold)
        if number and said:
            self.builder.made += characters(number)
            said[0] = said[0]._replace(text=f"{number} {said[0].text}")
        content.paragraphs += said
        self._tell_changes(paragraph, stands)
        self._tell(runs, stands)
        for comment in runs.comments:
            self._add_note(content, self.comments.pop(comment, None), "comment")
        return runs.boxes

    def _said(
        self, runs: Runs, style: str, content: Content, stands: str, *, in_bold: bool = False
    ) -> list[Words]:
        """What a paragraph says; two where an empty line parts it."""
        said: list[tuple[str, bool]] = []
        hidden = ""
        for place, (text, kind, properties, _, how, *_) in enumerate(runs.stretches):
            shown = text.replace(_SOFT_HYPHEN, "")
            if kind is Kind.MARK:
                self._note(content, text)
            elif how == HIDDEN:
                hidden += shown
            elif shown.strip() and separates_marks(runs.stretches, place):
                content.layout.append(shown.strip())
            else:
                said.append((shown, self.styles.is_bold(properties, style, in_table=in_bold)))
        self.builder.leave_out("hidden-text", hidden, stands)
        self.builder.leave_out("field-instruction", runs.unseen, stands)
        return paragraphs_of(said)

    def _note(self, content: Content, note_id: str) -> None:
        """A footnote or an endnote at its mark."""
        kind = "endnote" if note_id.startswith(_NOTES["endnote"]) else "footnote"
        self.numbered[kind] += 1
        self._add_note(content, self.notes.pop(note_id, None), f"{kind} {self.numbered[kind]}")

    def _add_note(self, content: Content, note: etree._Element | None, what: str) -> None:
        if note is None:
            return
        own = Content()
        for paragraph in note.iter(w.p):
            runs = Runs()
            RunReader(self.styles, self.appearance).read(paragraph, runs)
            own.paragraphs += self._said(runs, value_of(paragraph, "pPr", "pStyle"), own, what)
            self._tell_changes(paragraph, what)
        text = " ".join(words.text for words in own.paragraphs)
        content.layout += own.layout
        if text:
            content.notes.append((what, text))

    def _read_notes_left(self) -> None:
        """Notes to which no mark leads."""
        for note_id, note in [*self.notes.items(), *self.comments.items()]:
            content = Content()
            kind = etree.QName(note).localname
            self._add_note(content, note, f"{kind} without a mark ({note_id})")
            self.builder.outside(content)

    def _tell_changes(self, paragraph: etree._Element, stands: str) -> None:
        for one in self.changed.pop(paragraph, ()):
            key = f"changed-words/{'taken' if one.is_taken else 'added'}"
            self.builder.doubt(key, stands, text=one.text, author=one.author or "?")

    def _tell(self, runs: Runs, stands: str) -> None:
        """Say what Word shows otherwise than it is read here, or what is not read."""
        for one in runs.unreadable:
            if one.how in _TOLD:
                self.builder.doubt(
                    "not-as-shown" if one.text else "not-read", stands, how=one.how, text=one.text
                )


# What counts as text in a file, apart from how it is read

_TEXTS = (w.t, w.sym, w.noBreakHyphen, MATH_TEXT)


def _signs_of(element: etree._Element) -> str:
    if element.tag == w.noBreakHyphen:
        return "-"
    return sign_of(element) if element.tag == w.sym else (element.text or "").replace(_SOFT_HYPHEN, "")


def _characters_in(root: etree._Element) -> int:
    """The characters that a part has, but for those written above others (17.3.3.25)."""
    above = sum(characters(_signs_of(one)) for ruby in root.iter(w.rt) for one in ruby.iter(*_TEXTS))
    return sum(characters(_signs_of(one)) for one in root.iter(*_TEXTS)) - above
