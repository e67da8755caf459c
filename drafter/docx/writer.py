"""Writes a draft as a Word file: real numbering, real footnotes, bookmarks, and what made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lxml import etree

from drafter.docx.parts import markup
from drafter.docx.parts.markup import bookmark_name, w
from drafter.docx.parts.notes import add_comments, put_notes
from drafter.docx.parts.package import WordPackage
from drafter.docx.parts.structure import refuse_unsound
from drafter.docx.parts.styles import Styles
from drafter.docx.properties import set_head, set_language, set_properties
from drafter.docx.provenance import add_draft
from drafter.docx.reading.edges import edges_of
from drafter.docx.tables import table
from drafter.docx.template import LEAD_IN, LETTERED_STYLES, is_landscape, open_template, text_width, turn
from drafter.draft.blocks import Block, Contents, PageBreak, Paragraph, Role, Table
from drafter.draft.clause import Clause, ClauseNumber, Line
from drafter.draft.model import Draft, Paper
from drafter.draft.typesetting import as_set, with_fixed_blanks
from drafter.draft.variant import Footnote
from drafter.model import Kind
from drafter.text.italics import italics_within
from drafter.text.words import whole

_STYLES = {
    Role.TITLE: "HCh",
    Role.SUBTITLE: "SubTitleTxt",
    Role.NOTE: "BoxTxt",
    Role.CONTENTS_HEADING: "TOCHeading",
    Role.CAPTION: "Caption",
    Role.HEADING_1: "H1",
    Role.HEADING_2: "H23",
    Role.HEADING_3: "H4",
    Role.TEXT: "PlainTxt",
    Role.CHAPEAU: "SingleTxt",
}
# The style of a clause, and that of its further wordings.
_CLAUSE_STYLES: dict[str, tuple[str, str]] = {
    **dict.fromkeys((Kind.ACTION, Kind.REQUEST, Kind.PRINCIPLE), ("SingleTxt", "AltTxt")),
    Kind.GUIDANCE: ("GuidanceTxt", "AltTxt"),
    "lettered": LETTERED_STYLES,
    "without number": ("PlainTxt", "AltTxt"),
}
_WIDTH_OF_SIGNS = 567  # “(iii)” and a blank


def write_word(draft: Draft, template: Path, *, version: str = "", when: datetime | None = None) -> bytes:
    """Write a draft as a Word file.

    Args:
        draft: The composed document.
        template: The form's Word file.
        version: drafter's version, to be kept in the file.
        when: The date that the file says it was made; None for none. The same date gives the same bytes.

    Returns:
        The file's bytes, looked over by our own structural check.

    Raises:
        DrafterError: if the template cannot be used, or there are more footnotes than Word can number.
        ContentError: if the template lacks styles that every draft uses; those that its form asks for besides
            are looked for when the form is opened.
    """
    package, sections, background = _written(draft, template, when)
    notes = {kind: package.related_tree(kind) for kind in ("footnotes", "endnotes")}
    add_draft(package, draft, edges_of(package, notes, sections, background), version)
    return _packed(package)


def write_paper(paper: Paper, template: Path, *, when: datetime | None = None) -> bytes:
    """Write a paper that is no draft as a Word file; see ``write_word``."""
    return _packed(_written(paper, template, when)[0])


def _written(
    paper: Draft | Paper, template: Path, when: datetime | None
) -> tuple[WordPackage, list[etree._Element], etree._Element | None]:
    """A file with what is printed in it, the properties of its last page, and the ground of all."""
    package = open_template(template)
    root = package.tree(package.document)
    page, background = root.find(f"{w.body}/{w.sectPr}"), root.find(w.background)
    styles = Styles(package.related_tree("styles"))
    body = _Body(page, styles, _free_bookmark_id(package), markup.as_date(when))
    _fill(package, root, "".join(body.write(paper.blocks)), body.page)
    put_notes(package, body.notes)
    add_comments(package, body.comments)
    sections = [] if page is None else [page]
    del root, page, body
    set_language(package, paper.language)
    set_head(package, paper)
    set_properties(package, paper, when)
    return package, sections, background


def _packed(package: WordPackage) -> bytes:
    hint = "This is a fault of drafter or of the form's word.docx."
    refuse_unsound(package, "Word file", hint)
    return package.pack()


def _fill(package: WordPackage, root: etree._Element, content: str, page: etree._Element | None) -> None:
    """Write the main part with a text before the properties of its last page.

    The text takes the place of a mark in the finished part: moving 10,000 table rows into the tree
    would take a minute and most of the memory. The structural check proves the part well-formed.
    """
    mark = etree.Comment("the draft")
    for body in root.iterfind(w.body):
        body[:] = [mark] if page is None else [mark, page]
    package.put(package.document, root)
    empty = package.parts[package.document]
    package.parts[package.document] = empty.replace(
        etree.tostring(mark, with_tail=False), content.encode(), 1
    )


def _free_bookmark_id(package: WordPackage) -> int:
    """An id above all bookmarks that headers and footers of the template may have."""
    ids = [
        whole(mark.get(w.id, "0"))
        for part in package.parts_of_type("header+xml", "footer+xml")
        for mark in package.tree(part).iter(w.bookmarkStart)
    ]
    return max(ids, default=-1) + 1


def _as_text(page: etree._Element) -> str:
    """A page's properties as markup that stands alone."""
    alone = deepcopy(page)
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode", with_tail=False)


@dataclass(slots=True)
class _Body:
    """The body's markup, block by block, and the notes and comments that its marks refer to."""

    page: etree._Element | None
    styles: Styles
    next_bookmark: int
    date: str
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def write(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The markup, block by block.

        Where the pages turn, a paragraph of its own, which is seen by nobody, holds what is said of the pages
        before it: a paragraph of the text could be moved or taken out in Word, and the pages with it.
        """
        on_new_page = False
        all_lie = is_landscape(self.page)  # a form's own pages, which are never turned upright
        # Behind the last clause stand tables across the page, and what leads into them begins at their edge.
        last = max((n for n, block in enumerate(blocks) if isinstance(block, Clause)), default=-1)
        for number, (before, block) in enumerate(zip([None, *blocks], blocks, strict=False)):
            if isinstance(block, PageBreak):
                should_lie = block.landscape or all_lie
                turned = None if should_lie is is_landscape(self.page) else turn(self.page)
                on_new_page = turned is None
                if turned is not None and self.page is not None:
                    yield markup.end_section(_as_text(self.page))
                    self.page = turned
                continue
            more = markup.PAGE_BREAK_BEFORE if on_new_page else ""
            if isinstance(block, Paragraph) and _begins_anew(before, block):
                more += markup.SPACE_BEFORE
            is_closing = isinstance(block, Paragraph) and block.name
            if number > last and not is_closing and not isinstance(block, Table):
                more += markup.FROM_EDGE
            if isinstance(block, Table):
                # Before the text a table stands in its column, and behind it across the page.
                left, right = (0, 0) if number > last else self.styles.indents(_STYLES[Role.TEXT])
                yield table(block, text_width(self.page) - left - right, left)
            else:
                yield from self._block(block, more)
            on_new_page = False

    def _block(self, block: Block, more: str) -> Iterator[str]:
        if isinstance(block, Paragraph):
            if block.role is Role.CHAPEAU:  # it does not stand alone at the foot of a page
                more = markup.KEEP_NEXT + more + (markup.SECOND_LEVEL if block.entry else "")
            yield markup.paragraph(_STYLES[block.role], self._words(block), more)
        elif isinstance(block, Clause):
            yield from self._clause(block, more)
        elif isinstance(block, Contents):
            yield markup.contents(block)

    def _words(self, block: Paragraph) -> str:
        """A paragraph's words; a heading that the table of contents lists has a bookmark."""
        lead_in = markup.run(block.lead_in, LEAD_IN) + markup.run(" ") if block.lead_in else ""
        words = lead_in + self._with_placeholders(block)
        if not block.entry:
            return words
        self.next_bookmark += 1
        return markup.bookmark(markup.heading_bookmark(block.entry), self.next_bookmark - 1, words)

    def _clause(self, clause: Clause, more: str) -> Iterator[str]:
        special = "lettered" if clause.letter else "" if clause.number else "without number"
        style, others_style = _CLAUSE_STYLES[special or clause.kind]
        first, *others = clause.lines
        marked = markup.bookmark(bookmark_name(clause.id), self.next_bookmark, self._line(first))
        self.next_bookmark += 1
        yield markup.paragraph(style, marked, more + self._tabs(first, style))
        for line in others:
            if line.leads_in:  # below the first one's, which the number stands before
                text = markup.TAB + self._line(line)
                yield markup.paragraph(others_style, text, self._tabs(line, others_style))
                continue
            label = ""
            if clause.number:
                label = markup.number_reference(bookmark_name(clause.id), ClauseNumber.of(clause).own_number)
            # “1 alt 1.” ends where a tab stop is: the blank takes the text on to the next.
            blank = " " if line.cited_as[-1:].isdigit() else ""
            ordinal = markup.run(f"{' ' if label else ''}{line.cited_as}.{blank}") + markup.TAB
            text = label + ordinal + self._line(line)
            yield markup.paragraph(others_style, text, self._tabs(line, others_style))

    def _tabs(self, line: Line, style: str) -> str:
        """For a line with subparagraphs: tab stops at which the words of each begin, behind its sign."""
        stops = self.styles.tab_stops(style)
        if not line.subparagraphs or not stops:
            return ""
        words = [stops[0] + _WIDTH_OF_SIGNS * level for level in range(1, max(line.levels, default=1) + 1)]
        if not words:
            return ""
        return markup.tab_stops(words, [stop for stop in stops[1:] if stop < words[-1] and stop not in words])

    def _line(self, line: Line) -> str:
        """A line; the words that its remark is about are marked, else all of it."""
        begin = end = ""
        if line.remark:
            number = len(self.comments)
            self.comments.append(markup.comment(number, (line.remark.text,), self.date))
            begin, end = markup.COMMENT_START.format(number), markup.COMMENT_END.format(number)
        words, runs = line.remark.words if line.remark else "", []
        text, italics, done = as_set(line.text, line.subparagraphs, line.levels), line.italics, 0

        def shown(start: int, end: int) -> str:
            start, end = done + start, done + end
            return markup.runs(text[start:end], italics_within(italics, start, end))

        for piece in line.stretches:
            if not piece.is_text:
                runs.append(markup.run(piece.text, "Support"))
            else:
                at, length = piece.text.find(words) if words else -1, len(piece.text)
                if at >= 0:
                    last = at + len(words)
                    runs += [shown(0, at), begin, shown(at, last), end, shown(last, length)]
                    begin = end = words = ""
                else:
                    runs.append(shown(0, length))
                done += length
            runs.append(self._marks(piece.footnotes))
        label = markup.run(f"{line.label} ") if line.leads_in else ""
        return label + begin + "".join(runs) + end

    def _with_placeholders(self, block: Paragraph) -> str:
        """Running text, with what a person must fill in set apart; italics differ from what is around."""
        found, done = [], 0
        text = with_fixed_blanks(block.text)
        for words, is_blank in block.parts:
            part, style = text[done : done + len(words)], "Placeholder" if is_blank else ""
            italics = italics_within(block.italics, done, done + len(part))
            are_all = sum(self.styles.is_italic(one) for one in (_STYLES[block.role], style)) % 2
            found.append(markup.runs(part, italics, style, markup.UPRIGHT if are_all else markup.ITALIC))
            done += len(part)
        return "".join(found)

    def _marks(self, footnotes: Sequence[Footnote]) -> str:
        numbers = range(len(self.notes) + 1, len(self.notes) + 1 + len(footnotes))
        texts = (markup.runs(note.text, note.italics) for note in footnotes)
        self.notes += [markup.footnote(n, text) for n, text in zip(numbers, texts, strict=True)]
        return markup.footnote_references(numbers)


def _begins_anew(before: Block | None, block: Paragraph) -> bool:
    """Whether a paragraph is the first of the note on how to read the paper, or the first behind it."""
    if isinstance(before, Table):
        return block.role is Role.TEXT
    return isinstance(before, Contents) or _is_note(before) != _is_note(block)


def _is_note(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.NOTE
