"""Writes a draft as a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from drafter.draft.model import (
    TO_BE_NAMED,
    Block,
    Contents,
    Draft,
    Footnote,
    Line,
    PageBreak,
    Paragraph,
    PrintedClause,
    Reference,
    Role,
    Table,
)
from drafter.model import Kind
from drafter.word.markup import (
    COMMENT_END,
    COMMENT_START,
    KEEP_NEXT,
    NOTE_COMMA,
    PAGE_BREAK_BEFORE,
    TAB,
    Place,
    bookmark,
    bookmarks,
    contents,
    label_bookmark,
    note_references,
    numbered_by_word,
    paragraph,
    reference,
    run,
    stand_in,
    table,
)
from drafter.word.notes import add_comments, fill_footnotes
from drafter.word.package import Buffer, pack, put_in, store_draft
from drafter.word.template import LETTERED_STYLES, open_template, text_width

_STYLES = {
    Role.TITLE: "HCh",
    Role.SUBTITLE: "SubTitleTxt",
    Role.STANDING: "SubTitleTxt",
    Role.BOX_TEXT: "BoxTxt",
    Role.CONTENTS_HEADING: "TOCHeading",
    Role.ANNEX_NUMBER: "HCh",
    Role.HEADING_1: "H1",
    Role.HEADING_2: "H23",
    Role.HEADING_3: "H4",
    Role.TEXT: "PlainTxt",
    Role.CHAPEAU: "SingleTxt",
}
_NUMBERED, _TYPED = "SingleTxt", "AltTxt"
_SPACE_BEFORE = '<w:spacing w:before="360"/>'
_SECOND_LEVEL = '<w:outlineLvl w:val="1"/>'  # of a chapeau in the table of contents
_PLACEHOLDER = re.compile(r"(\[[^\[\]]+\])")
_EDGES = ("/word/header", "/word/footer")
_HEADER = "{header}"
# Core properties always have dates; without another date, all drafts have this one.
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def write_word(draft: Draft, template: Path, *, version: str, when: datetime | None) -> bytes:
    """Return a draft as a Word file.

    Args:
        draft: The draft.
        template: The form's Word file.
        version: The version of drafter, which the file keeps.
        when: The date of the file and of its comments; None for none. The same date gives the same bytes.

    Raises:
        DrafterError: if Word cannot use the template, or there are more footnotes than Word can number.
        ContentError: naming every style that the template lacks.
    """
    document = open_template(template)
    package: Any = document.part.package
    store_draft(package, draft, version)
    return pack(package, _fill(document, draft, when), is_sealed=True)


def write_text(draft: Draft, template: Path, name: str) -> Document:
    """Return the text of a draft as a Word document, for reading.

    It has no comments and no stored draft.

    Args:
        draft: The draft.
        template: The Word file with its styles.
        name: The name in messages of the file with the draft.

    Raises:
        DrafterError: if it would need too much memory.
    """
    document = open_template(template)
    return put_in(document, _fill(document, draft, None, has_comments=False), name)


def _fill(
    document: Document, draft: Draft, when: datetime | None, *, has_comments: bool = True
) -> dict[str, Buffer]:
    """Fill an empty document, and return the markup for ``pack``."""
    body = _Body(draft, text_width(document), has_comments=has_comments)
    markup = bytearray()
    for block in body.write():
        markup += block.encode()
    document.element.body.insert(0, stand_in())
    _set_header(document, draft.header)
    _set_properties(document, draft, when)
    return {
        document.part.partname.membername: markup,
        **fill_footnotes(document, body.notes),
        **add_comments(document, body.comments, when),
    }


def _set_header(document: Document, header: str) -> None:
    """Put the running header in place of "{header}" in headers and footers.

    Word may have split the word into runs.
    """
    for part in document.part.package.iter_parts():
        for element in part.element.iter(qn("w:p")) if part.partname.startswith(_EDGES) else ():
            texts = list(element.iter(qn("w:t")))
            words = [text.text or "" for text in texts]
            if _HEADER in "".join(words) and not any(_HEADER in word for word in words):
                words = ["".join(words), *("" for _ in words[1:])]
            for text, word in zip(texts, words, strict=True):
                text.text = word.replace(_HEADER, header)


def _set_properties(document: Document, draft: Draft, when: datetime | None) -> None:
    """Fill the properties of the file and the language of its text."""
    properties = document.core_properties
    properties.title = draft.title
    properties.subject = draft.subject
    properties.language = draft.language
    properties.author = properties.last_modified_by = "drafter"
    properties.created = properties.modified = when or _UNDATED
    language = document.styles.element.find(
        "/".join(qn(f"w:{name}") for name in ("docDefaults", "rPrDefault", "rPr", "lang"))
    )
    if language is not None:
        language.set(qn("w:val"), draft.language)


class _Body:
    """Writes the body of a draft, and collects its footnotes and comments.

    Args:
        draft: The draft.
        width: The width between the margins, in twentieths of a point.
        has_comments: Whether remarks are written as comments.

    Attributes:
        notes: The texts of the footnotes, in the order of their marks.
        comments: The texts of the comments, in the order of their marks.
    """

    def __init__(self, draft: Draft, width: int, *, has_comments: bool) -> None:
        self.notes: list[str] = []
        self.comments: list[str] = []
        self._draft, self._width, self._has_comments = draft, width, has_comments
        self._names = {place: name for name, place in bookmarks(draft).items()}
        self._by_word = numbered_by_word(draft)
        self._clauses = {
            block.id: number for number, block in enumerate(draft.blocks) if isinstance(block, PrintedClause)
        }
        self._bookmarks = 0

    def write(self) -> Iterator[str]:
        """Give the markup of each block."""
        more = ""
        for number, block in enumerate(self._draft.blocks):
            place = Place(number)
            if isinstance(block, PageBreak):
                more = PAGE_BREAK_BEFORE
                continue
            if isinstance(block, Paragraph):
                yield self._paragraph(block, place, "" if _is_box(block) else more)
            elif isinstance(block, PrintedClause):
                for line in range(len(block.lines)):
                    yield self._line(block, Place(number, line), "" if line else more)
            elif isinstance(block, Table):
                yield from table(block, self._width, self._refer, self._names[place], self._next_bookmark())
            elif isinstance(block, Contents):
                yield from contents(block, self._headings(), self._names[place], self._next_bookmark())
            is_front = isinstance(block, Contents | Table) or _is_box(block)
            more = _SPACE_BEFORE if is_front else ""

    def _headings(self) -> Mapping[int, str]:
        return {
            block.entry: self._names[Place(number)]
            for number, block in enumerate(self._draft.blocks)
            if isinstance(block, Paragraph) and block.entry
        }

    def _next_bookmark(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def _paragraph(self, block: Paragraph, place: Place, more: str) -> str:
        style = _STYLES[block.role]
        label = ""
        if block.role is Role.CHAPEAU:
            more += _SECOND_LEVEL if block.entry else ""
            if place not in self._by_word:
                style, label = _TYPED, run(_stopped(block.label)) + TAB
        if block.role is Role.CHAPEAU or block.text.endswith(":"):  # not alone at the foot of a page
            more = KEEP_NEXT + more
        lead_in = run(block.lead_in, "Strong") + run(" ") if block.lead_in else ""
        words = "".join(
            run(part, "Placeholder" if number % 2 else "")
            for number, part in enumerate(_PLACEHOLDER.split(block.text))
        )
        return paragraph(style, self._marked(place, label + lead_in + words), more)

    def _marked(self, place: Place, content: str) -> str:
        return bookmark(self._names[place], self._next_bookmark(), content)

    # The lines of a clause

    def _line(self, clause: PrintedClause, place: Place, more: str) -> str:
        line = clause.lines[place.line]
        content = self._words(line)
        style, typed = LETTERED_STYLES if clause.letter else (_NUMBERED, _TYPED)
        if clause.kind is Kind.GUIDANCE:
            style = "GuidanceTxt"
        if not line.label:
            style = typed if place.line else "PlainTxt"
        elif place not in self._by_word:
            style, content = typed, self._label(line.label, place) + TAB + content
        return paragraph(style, self._marked(place, content), more)

    def _label(self, label: str, place: Place) -> str:
        """Return a typed number, with a field for a number that Word counts."""
        base = self._base(place)
        if base is not None:
            number = self._clause(base).lines[0].label
            return reference(self._names[base], "\\n", number) + run(f"{label.removeprefix(number)}.")
        marked = bookmark(label_bookmark(self._names[place]), self._next_bookmark(), run(label))
        return marked + run(_stopped(label).removeprefix(label))

    def _base(self, place: Place) -> Place | None:
        """Return the paragraph whose number a line repeats: 12 of "12 bis"."""
        clause = self._clause(place)
        number = self._clauses.get(clause.id if place.line else clause.alternative_to)
        base = None if number is None else Place(number)
        if base is None or base not in self._by_word:
            return None
        shared = f"{self._clause(base).lines[0].label} "
        return base if clause.lines[place.line].label.startswith(shared) else None

    def _clause(self, place: Place) -> PrintedClause:
        block = self._draft.blocks[place.block]
        assert isinstance(block, PrintedClause)  # noqa: S101  for mypy
        return block

    def _refer(self, mention: Reference) -> str:
        """Return the number of a clause in a table, as a field."""
        number = self._clauses.get(mention.clause)
        if number is None or not mention.label:
            return run(mention.label)
        place = Place(number, mention.line)
        base = place if place in self._by_word else self._base(place)
        if base is not None:
            return self._number(base) + run(mention.label.removeprefix(self._clause(base).label))
        if mention.label == self._clause(place).lines[place.line].label:
            return reference(label_bookmark(self._names[place]), "", mention.label)
        return run(mention.label)

    def _number(self, place: Place) -> str:
        """Return the number that Word gives a clause, as fields: "12", "2 (b)"."""
        clause, opening = self._clause(place), self._by_word[place]
        letter = reference(self._names[place], "\\n", clause.lines[0].label)
        if opening is None:
            return letter
        return reference(self._names[opening], "\\n", clause.number) + run(" ") + letter

    def _words(self, line: Line) -> str:
        """Return the words of a line with the marks of comments and footnotes."""
        marks: dict[int, list[tuple[int, str]]] = {}
        starts, ends = "", ""
        for remark in line.remarks if self._has_comments else ():
            number = len(self.comments)
            self.comments.append(remark.text)
            start, end = COMMENT_START.format(number), COMMENT_END.format(number)
            holders = (n for n, piece in enumerate(line.stretches) if remark.words in piece.text)
            holder = next(holders, None) if remark.words else None
            if holder is None:
                starts, ends = starts + start, ends + end
            else:
                at = line.stretches[holder].text.index(remark.words)
                marks.setdefault(holder, []).extend([(at, start), (at + len(remark.words), end)])
        runs = [starts]
        follows_mark = False
        for place, piece in enumerate(line.stretches):
            style = "" if piece.is_text else "Support"
            done = 0
            for at, mark in sorted(marks[place], key=itemgetter(0)) if place in marks else ():
                runs += [_indented(piece.text[done:at], style), mark]
                done = at
            runs.append(_indented(piece.text[done:], style))
            follows_mark = follows_mark and not piece.text
            if piece.footnotes:
                runs += [NOTE_COMMA if follows_mark else "", self._notes(piece.footnotes)]
                follows_mark = True
        return "".join([*runs, ends])

    def _notes(self, footnotes: Sequence[Footnote]) -> str:
        first = len(self.notes) + 1
        self.notes += [note.text for note in footnotes]
        return note_references(range(first, len(self.notes) + 1))


def _is_box(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.BOX_TEXT


def _stopped(label: str) -> str:
    """Return a typed number with its full stop: "12.", but "(b)"."""
    return label if label.endswith(")") else f"{label}."


def _indented(text: str, style: str) -> str:
    """Return runs whose further lines have the indent of the first line.

    The words for a body that nobody named are shaded.
    """
    before, mark, after = text.replace("\n", "\n\t").partition(TO_BE_NAMED)
    words = run(before, style)
    return words + run(mark, "Placeholder") + _indented(after, style) if mark else words
