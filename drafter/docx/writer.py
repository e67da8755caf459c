"""Writes a draft as a Word file: real numbering, real footnotes, bookmarks, and what made it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.oxml.section import CT_SectPr
from lxml import etree

from drafter.docx import markup, pages, tables
from drafter.docx.comments import AUTHOR, INITIALS, add_comments
from drafter.docx.contents import contents, heading_bookmark
from drafter.docx.footnotes import FootnotesPart, list_separators, refuse_too_many
from drafter.docx.names import bookmark_name, w
from drafter.docx.package import pack, package_parts
from drafter.docx.provenance import add_draft, seal
from drafter.docx.structure import structural_faults
from drafter.docx.template import CONTENTS, LEAD_IN, LETTERED_STYLES, open_template
from drafter.draft.model import (
    Block,
    Clause,
    Contents,
    Draft,
    Footnote,
    Line,
    Origins,
    PageBreak,
    Paragraph,
    Remark,
    Role,
    Stretch,
    Table,
)
from drafter.model import Kind
from drafter.problems import DrafterError
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
_TERMS = "{http://purl.org/dc/terms/}"
_PLACEHOLDER = re.compile(r"\[[^\[\]]+\]")


def write_word(draft: Draft, template: Path, *, version: str, when: datetime | None) -> bytes:
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
        ContentError: if the template lacks styles.
    """
    document = open_template(template, _styles_besides(draft.blocks))
    page = document.element.body.find(w("sectPr"))
    body = _Body(page, _free_bookmark_id(document), f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else "")
    content = "".join(body.write(draft.blocks))
    if page is not None and body.page is not page:
        document.element.body.replace(page, body.page)
    refuse_too_many(len(body.notes))
    footnotes = FootnotesPart.of(document)
    notes = parse_xml(f"<w:footnotes {markup.NAMESPACES}>{''.join(body.notes)}</w:footnotes>")
    footnotes.replace_notes(list(notes))
    list_separators(document, footnotes.separator_ids)
    add_comments(document, body.comments)
    _set_properties(document, draft, when)
    provenance = add_draft(document, draft, version)
    parts = seal(_filled(document, content), provenance)
    del document, footnotes, notes, body, content
    faults = structural_faults({name: part for name, (_, part) in parts.items()})
    if faults:
        raise DrafterError(
            "the Word file that was made is not sound and was not written:\n    " + "\n    ".join(faults),
            "This is a fault of drafter or of the form's word.docx.",
        )
    return pack(parts)


def _styles_besides(blocks: Sequence[Block]) -> set[str]:
    """The styles that some drafts need and others do not."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    needed = {_STYLES[paragraph.role] for paragraph in paragraphs}
    if any(paragraph.lead_in for paragraph in paragraphs):
        needed.add(LEAD_IN)
    if any(isinstance(block, Contents) for block in blocks):
        needed.update(CONTENTS)
    if any(isinstance(block, Clause) and block.letter for block in blocks):
        needed.update(LETTERED_STYLES)
    return needed


def _filled(document: Document, content: str) -> dict[str, tuple[str, bytes]]:
    """The parts of a document whose body has been filled.

    The text takes the place of a mark in the finished part: moving 10,000 table rows into the tree
    would take a minute and most of the memory. The structural check proves the part well-formed.
    """
    mark = etree.Comment("the draft")
    document.element.body.insert(0, mark)
    name = document.part.partname.membername
    parts = package_parts(document.part.package)
    content_type, part = parts[name]
    parts[name] = (content_type, part.replace(etree.tostring(mark, with_tail=False), content.encode(), 1))
    return parts


def _free_bookmark_id(document: Document) -> int:
    """An id above all bookmarks that headers and footers of the template may have."""
    ids = [
        int(mark.get(w("id"), "0"))
        for part in document.part.package.iter_parts()
        if part.content_type.endswith(("header+xml", "footer+xml"))
        for mark in etree.fromstring(part.blob).iter(w("bookmarkStart"))
    ]
    return max(ids, default=-1) + 1


def _set_properties(document: Document, draft: Draft, when: datetime | None) -> None:
    properties = document.core_properties
    properties.title = draft.title
    properties.subject = draft.subject
    properties.language = draft.language
    properties.author = properties.author or "drafter"
    properties.last_modified_by = "drafter"
    if when:
        properties.created = properties.modified = when
    else:  # those of the template would be wrong
        root = document.part.package.core_properties._element  # noqa: SLF001  # no public way to it
        for element in [*root.iterchildren(f"{_TERMS}created", f"{_TERMS}modified")]:
            root.remove(element)
    properties.revision = 1
    _set_language(document.styles.element, draft.language)


def _set_language(styles: etree._Element, language: str) -> None:
    """The language of every paragraph that says nothing else (ISO 29500-1, 17.7.5.1 and 17.3.2.20)."""
    defaults = styles.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        styles.insert(0, defaults)
    run_defaults = defaults.find(w("rPrDefault"))
    if run_defaults is None:
        run_defaults = etree.Element(w("rPrDefault"))
        defaults.insert(0, run_defaults)
    properties = run_defaults.find(w("rPr"))
    if properties is None:
        properties = etree.SubElement(run_defaults, w("rPr"))
    element = properties.find(w("lang"))
    if element is None:
        element = etree.SubElement(properties, w("lang"))
    element.set(w("val"), language)


@dataclass(slots=True)
class _Body:
    """The body's markup, block by block, and the notes and comments that its marks refer to."""

    page: CT_SectPr | None
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
                turned = pages.landscape(self.page) if block.landscape else None
                if turned is None or self.page is None:
                    on_new_page = True
                    continue
                before = before or [markup.paragraph("PlainTxt", "")]  # a table cannot hold it
                before.append(markup.end_section(before.pop(), pages.as_text(self.page)))
                self.page, on_new_page = turned, False
                continue
            yield from before
            before = list(self._block(block, on_new_page=on_new_page))
            on_new_page = False
            if isinstance(block, Table | Origins | Contents):
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
            yield tables.table(block, pages.text_width(self.page), bookmark_name)
        elif isinstance(block, Origins):
            yield tables.origins(block, pages.text_width(self.page), bookmark_name)
        elif isinstance(block, Contents):
            yield contents(block)

    def _words(self, block: Paragraph) -> str:
        """A paragraph's words; a heading that the table of contents lists has a bookmark."""
        lead_in = markup.run(block.lead_in, LEAD_IN) + markup.run(" ") if block.lead_in else ""
        words = lead_in + _with_placeholders(block.text)
        if not block.entry:
            return words
        self.next_bookmark += 1
        return markup.bookmark(heading_bookmark(block.entry), self.next_bookmark - 1, words)

    def _clause(self, clause: Clause, more: str) -> Iterator[str]:
        style, others_style = _CLAUSE_STYLES["lettered" if clause.letter else clause.kind]
        first, *others = clause.lines
        marked = markup.bookmark(bookmark_name(clause.id), self.next_bookmark, self._line(first))
        self.next_bookmark += 1
        yield markup.paragraph(style, marked, more)
        for number, line in enumerate(others, start=1):
            label = markup.number_reference(bookmark_name(clause.id), clause.own_number)
            ordinal = markup.run(f" {repetition(number)}.") + markup.tab()
            yield markup.paragraph(others_style, label + ordinal + self._line(line))

    def _line(self, line: Line) -> str:
        about_all = [remark for remark in line.remarks if not _is_in(remark, line)]
        starts, ends = self._comments(about_all)
        left = [remark for remark in line.remarks if remark not in about_all]
        runs = []
        for piece in line.stretches:
            own = [remark for remark in left if _can_hold(piece, remark)]
            left = [remark for remark in left if remark not in own]
            style = "Support" if piece.is_support else ""
            runs.append(self._with_remarks(piece.text, style, own) + self._marks(piece.footnotes))
        return starts + "".join(runs) + ends

    def _with_remarks(self, text: str, style: str, remarks: Sequence[Remark]) -> str:
        """A stretch of text, with the words that remarks are about marked as theirs."""
        done: list[str] = []
        start = 0
        for remark in sorted(remarks, key=lambda remark: text.index(remark.words)):
            # Words that overlap others already marked are not marked again: the comment stands at their end.
            place = max(text.index(remark.words), start)
            end = max(text.index(remark.words) + len(remark.words), start)
            before, inside = text[start:place], text[place:end]
            comment_starts, comment_ends = self._comments([remark])
            done += [markup.run(before, style) if before else "", comment_starts]
            done += [markup.run(inside, style) if inside else "", comment_ends]
            start = end
        rest = text[start:]
        return "".join(done) + (markup.run(rest, style) if rest else "")

    def _comments(self, remarks: Sequence[Remark]) -> tuple[str, str]:
        """Marks of the beginning and of the end of what remarks are about."""
        first = len(self.comments)
        numbers = range(first, first + len(remarks))
        self.comments += [
            markup.comment(number, remark.text, author=AUTHOR, initials=INITIALS, date=self.date)
            for number, remark in zip(numbers, remarks, strict=True)
        ]
        return (
            "".join(map(markup.comment_start, numbers)),
            "".join(map(markup.comment_end, numbers)),
        )

    def _marks(self, footnotes: Sequence[Footnote]) -> str:
        first = len(self.notes) + 1
        numbers = range(first, first + len(footnotes))
        self.notes += [
            markup.footnote(number, note.text) for number, note in zip(numbers, footnotes, strict=True)
        ]
        return markup.footnote_references(numbers)


def _is_in(remark: Remark, line: Line) -> bool:
    return bool(remark.words) and any(_can_hold(piece, remark) for piece in line.stretches)


def _can_hold(piece: Stretch, remark: Remark) -> bool:
    return not piece.is_support and remark.words in piece.text


def _with_placeholders(text: str) -> str:
    """Running text, with what a person must fill in set apart."""
    runs = []
    start = 0
    for match in _PLACEHOLDER.finditer(text):
        if match.start() > start:
            runs.append(markup.run(text[start : match.start()]))
        runs.append(markup.run(match[0], "Placeholder"))
        start = match.end()
    if start < len(text):
        runs.append(markup.run(text[start:]))
    return "".join(runs)
