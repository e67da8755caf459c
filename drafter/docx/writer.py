"""Writes a draft as a Word file: real numbering, real footnotes, bookmarks, and what made it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lxml import etree

from drafter.docx import markup
from drafter.docx.markup import bookmark_name, child_of, w
from drafter.docx.notes import add_comments, put_notes
from drafter.docx.package import WordPackage
from drafter.docx.provenance import add_draft
from drafter.docx.structure import refuse_unsound
from drafter.docx.template import LEAD_IN, LETTERED_STYLES, landscape, open_template, text_width
from drafter.draft.model import (
    Block,
    Clause,
    ClauseNumber,
    Contents,
    Draft,
    Footnote,
    Line,
    PageBreak,
    Paragraph,
    Remark,
    Role,
    Stretch,
    Table,
)
from drafter.model import Kind
from drafter.text import repetition

_STYLES = {
    Role.TITLE: "HCh",
    Role.SUBTITLE: "SubTitleTxt",
    Role.BOX_HEADING: "BoxHead",
    Role.BOX_TEXT: "BoxTxt",
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
}
# The properties of a file.
_CP_NS = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE = (
    f'xmlns:cp="{_CP_NS}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CP, _DC, _TERMS = f"{{{_CP_NS}}}", "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_PLACEHOLDER = re.compile(r"(\[[^\[\]]+\])")


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
    package = open_template(template)
    root = package.tree(package.document)
    page = root.find(f"{w.body}/{w.sectPr}")
    body = _Body(page, _free_bookmark_id(package), markup.as_date(when))
    _fill(package, root, "".join(body.write(draft.blocks)), body.page)
    put_notes(package, body.notes)
    add_comments(package, body.comments)
    del root, page, body
    _set_language(package, draft.language)
    _set_properties(package, draft, when)
    add_draft(package, draft, version)
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
        int(mark.get(w.id, "0"))
        for part in package.parts_of_type("header+xml", "footer+xml")
        for mark in package.tree(part).iter(w.bookmarkStart)
    ]
    return max(ids, default=-1) + 1


def _as_text(page: etree._Element) -> str:
    """A page's properties as markup that stands alone."""
    alone = deepcopy(page)
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode", with_tail=False)


def _set_properties(package: WordPackage, draft: Draft, when: datetime | None) -> None:
    """Say in the file's properties (ISO 29500-2, 11) what it is, who made it and when."""
    if not package.related("core-properties", ""):
        package.add("docProps/core.xml", _CORE_TYPE, f"<cp:coreProperties {_CORE}/>".encode(), _CORE_KIND, "")
    part = package.related("core-properties", "")
    root = package.tree(part)
    said = {
        f"{_DC}title": draft.title,
        f"{_DC}subject": draft.subject,
        f"{_DC}language": draft.language,
        f"{_DC}creator": root.findtext(f"{_DC}creator") or "drafter",
        f"{_CP}lastModifiedBy": "drafter",
        f"{_CP}revision": "1",
        f"{_TERMS}created": markup.as_date(when),
        f"{_TERMS}modified": markup.as_date(when),
    }
    for name, text in said.items():
        for element in root.findall(name):
            root.remove(element)
        if text:
            kind = {_XSI_TYPE: "dcterms:W3CDTF"} if name.startswith(_TERMS) else {}
            etree.SubElement(root, name, kind).text = text
    package.put(part, root)


def _set_language(package: WordPackage, language: str) -> None:
    """The language of every paragraph that says nothing else (ISO 29500-1, 17.7.5.1 and 17.3.2.20)."""
    part = package.related("styles")
    styles = package.tree(part)
    place = styles
    for name in ("docDefaults", "rPrDefault", "rPr", "lang"):
        place = child_of(place, w[name], 0 if name in ("docDefaults", "rPrDefault") else None)
    place.set(w.val, language)
    package.put(part, styles)


@dataclass(slots=True)
class _Body:
    """The body's markup, block by block, and the notes and comments that its marks refer to."""

    page: etree._Element | None
    next_bookmark: int
    date: str
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def write(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The markup, block by block.

        The last paragraph before pages on their long side holds what is said of the pages before it.
        """
        on_new_page = False
        before: list[str] = []
        for block in blocks:
            if isinstance(block, PageBreak):
                turned = landscape(self.page) if block.landscape else None
                if turned is None or self.page is None:
                    on_new_page = True
                    continue
                before = before or [markup.paragraph("PlainTxt", "")]  # a table cannot hold it
                # It ends the section in its own properties (ISO 29500-1, 17.6.18).
                before.append(before.pop().replace("</w:pPr>", f"{_as_text(self.page)}</w:pPr>", 1))
                self.page, on_new_page = turned, False
                continue
            yield from before
            before = list(self._block(block, on_new_page=on_new_page))
            on_new_page = False
            if isinstance(block, Table | Contents):
                yield from before
                before = []
        yield from before

    def _block(self, block: Block, *, on_new_page: bool) -> Iterator[str]:
        more = markup.PAGE_BREAK_BEFORE if on_new_page else ""
        if isinstance(block, Paragraph):
            if block.role is Role.CHAPEAU:  # it does not stand alone at the foot of a page
                more = markup.KEEP_NEXT + more
            yield markup.paragraph(_STYLES[block.role], self._words(block), more)
        elif isinstance(block, Clause):
            yield from self._clause(block, more)
        elif isinstance(block, Table):
            yield markup.table(block, text_width(self.page))
        elif isinstance(block, Contents):
            yield markup.contents(block)

    def _words(self, block: Paragraph) -> str:
        """A paragraph's words; a heading that the table of contents lists has a bookmark."""
        lead_in = markup.run(block.lead_in, LEAD_IN) + markup.run(" ") if block.lead_in else ""
        words = lead_in + _with_placeholders(block.text)
        if not block.entry:
            return words
        self.next_bookmark += 1
        return markup.bookmark(markup.heading_bookmark(block.entry), self.next_bookmark - 1, words)

    def _clause(self, clause: Clause, more: str) -> Iterator[str]:
        style, others_style = _CLAUSE_STYLES["lettered" if clause.letter else clause.kind]
        first, *others = clause.lines
        marked = markup.bookmark(bookmark_name(clause.id), self.next_bookmark, self._line(first))
        self.next_bookmark += 1
        yield markup.paragraph(style, marked, more)
        for number, line in enumerate(others, start=1):
            label = markup.number_reference(bookmark_name(clause.id), ClauseNumber.of(clause).own_number)
            ordinal = markup.run(f" {repetition(number)}.") + markup.TAB
            yield markup.paragraph(others_style, label + ordinal + self._line(line))

    def _line(self, line: Line) -> str:
        """A line's runs; a comment stands where its words first do, or is about the whole line."""
        about: dict[int, list[Remark]] = defaultdict(list)
        for remark in line.remarks:
            places = (n for n, piece in enumerate(line.stretches) if _can_hold(piece, remark))
            about[next(places, -1)].append(remark)
        starts, ends = self._comments(about[-1])
        runs = []
        for place, piece in enumerate(line.stretches):
            style = "Support" if piece.is_support else ""
            runs.append(self._with_remarks(piece.text, style, about[place]) + self._marks(piece.footnotes))
        return starts + "".join(runs) + ends

    def _with_remarks(self, text: str, style: str, remarks: Sequence[Remark]) -> str:
        """A stretch of text, with the words that remarks are about marked as theirs."""
        done: list[str] = []
        start = 0
        for remark in sorted(remarks, key=lambda remark: text.index(remark.words)):
            # Words that overlap others already marked are not marked again: the comment stands at their end.
            place = text.index(remark.words)
            end = max(place + len(remark.words), start)
            comment_starts, comment_ends = self._comments([remark])
            done += [markup.run(text[start : max(place, start)], style), comment_starts]
            done += [markup.run(text[max(place, start) : end], style), comment_ends]
            start = end
        return "".join([*done, markup.run(text[start:], style)])

    def _comments(self, remarks: Sequence[Remark]) -> tuple[str, str]:
        """Marks of the beginning and of the end of what remarks are about."""
        numbers = range(len(self.comments), len(self.comments) + len(remarks))
        self.comments += [
            markup.comment(n, (one.text,), self.date) for n, one in zip(numbers, remarks, strict=True)
        ]
        starts, ends = (
            "".join(map(mark.format, numbers)) for mark in (markup.COMMENT_START, markup.COMMENT_END)
        )
        return starts, ends

    def _marks(self, footnotes: Sequence[Footnote]) -> str:
        numbers = range(len(self.notes) + 1, len(self.notes) + 1 + len(footnotes))
        self.notes += [markup.footnote(n, note.text) for n, note in zip(numbers, footnotes, strict=True)]
        return markup.footnote_references(numbers)


def _can_hold(piece: Stretch, remark: Remark) -> bool:
    return bool(remark.words) and not piece.is_support and remark.words in piece.text


def _with_placeholders(text: str) -> str:
    """Running text, with what a person must fill in set apart."""
    parts = enumerate(_PLACEHOLDER.split(text))
    return "".join(markup.run(part, "Placeholder" if place % 2 else "") for place, part in parts)
