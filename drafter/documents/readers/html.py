"""Reads web pages, those that Word, Excel and LibreOffice save among them: what a browser shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drafter.documents.readers.building import (
    BREAK,
    Builder,
    CellContent,
    Content,
    characters,
    paragraphs_of,
    place_in,
)
from drafter.documents.readers.html_encoding import decoded
from drafter.documents.readers.html_styles import apply_styles
from drafter.documents.readers.html_tree import BLOCKS, CELLS, NO_TEXT, Element, tree_of
from drafter.documents.table import Document
from drafter.docx.parts.numbering import written
from drafter.files.limits import MOST_COLUMNS, MOST_NODES, MOST_ROWS, refuse_beyond
from drafter.text.words import whole

_BOLD = frozenset("b strong th h1 h2 h3 h4 h5 h6".split())
_BOLDEST_PLAIN = 500
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_NOTE = re.compile(r"(?P<kind>ftn|edn|sdfootnote|sdendnote)(?P<number>\d+)")
_TO_NOTE = re.compile(r"#_?(?P<note>(?:ftn|edn|sdfootnote|sdendnote)\d+)(?:sym)?")
_FROM_NOTE = re.compile(r"#_?(?:ftnref|ednref|sdfootnote|sdendnote)\d+(?:anc)?")
_BULLETS = frozenset("·o§Øüvqà¨•▪–-")
# How lists are numbered, by their attribute or by their style
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"} | {
    f"{case}-{kind}": f"{case}{name}"
    for case in ("lower", "upper")
    for kind, name in (("alpha", "Letter"), ("latin", "Letter"), ("roman", "Roman"))
}
_FONTS_OF_BULLETS = re.compile(r"symbol|wingdings|courier")
_DEEPEST_TABLE = 10  # of tables that only lay out a page
_MOST_ACROSS, _MOST_DOWN = 1000, 65_534  # of a cell (HTML standard, 4.9.11)


def read(content: bytes, path: Path) -> Document:
    """Read a web page.

    Raises:
        DrafterError: if its encoding cannot be told, or a comment in it never ends.
    """
    page, encoding = decoded(content, path)
    refuse_beyond(page.count("<"), MOST_NODES, str(path), "tags")
    root, count = tree_of(page, str(path))
    deepest = max((_tables_around(one) for one in root.all_elements() if one.tag == "table"), default=0)
    refuse_beyond(deepest, _DEEPEST_TABLE, str(path), "tables inside one another")
    reader = _PageReader(root, Builder(str(path)))
    for selector in apply_styles(root, str(path)):
        reader.builder.doubt("hidden-by-style", selector=selector)
    if encoding:
        reader.builder.doubt("encoding", encoding=encoding)
    reader.read_outside(root)
    return reader.builder.build(count)


def _tables_around(element: Element) -> int:
    """How many tables an element stands in, itself among them."""
    count = 0
    while element.parent:
        count += element.tag == "table"
        element = element.parent
    return count


@dataclass(slots=True)
class _Flow:
    """Text on its way into a content: runs until a paragraph ends, and the number to stand before it."""

    content: Content
    stands: str  # empty outside the tables
    runs: list[tuple[str, bool]] = field(default_factory=list)
    number: str = ""


class _PageReader:
    def __init__(self, root: Element, builder: Builder) -> None:
        self.builder = builder
        # Footnotes as Word and LibreOffice save them, until their mark is met.
        self.notes = {
            found[0]: element
            for element in root.all_elements()
            if element.tag == "div" and (found := _NOTE.fullmatch(element.attributes.get("id", "")))
        }
        self.read_notes: set[str] = set()

    def read_outside(self, element: Element) -> None:
        """Read what stands outside the tables, and the tables in it."""
        flow = _Flow(Content(), "")
        self._read(element, flow, is_bold=False)
        self._end_paragraph(flow)

    # Text

    def _read(self, element: Element, flow: _Flow, *, is_bold: bool, is_pre: bool = False) -> None:
        number = 0
        for child in element.children:
            if isinstance(child, str):
                flow.runs += self._as_runs(child, is_bold=is_bold, is_pre=is_pre)
                continue
            if child.tag in NO_TEXT:
                continue
            if child.tag == "li":
                number = _whole(child.attributes.get("value"), number + 1 if number else _first(element))
            self._read_element(child, flow, _number(element, number), is_bold=is_bold, is_pre=is_pre)

    def _read_element(
        self, element: Element, flow: _Flow, number: str, *, is_bold: bool, is_pre: bool
    ) -> None:
        is_block = element.tag in BLOCKS or element.tag == "table"
        if is_block:
            self._end_paragraph(flow)
        note = element.attributes.get("id", "")
        if self._leave_out(element, flow):
            pass
        elif element.tag == "table":
            self._read_table(element, flow)
        elif element.tag == "br":
            flow.runs.append((BREAK, is_bold))
        elif note in self.read_notes or self._is_mark(element, flow):
            pass
        else:
            if element.tag == "li":
                flow.number = number
            if _is_struck(element) and (text := element.text().strip()):
                stands = flow.stands or self.builder.next_paragraph()
                self.builder.doubt("not-as-shown", stands, how="struck through", text=text)
            is_bold = _weight(element, is_bold=is_bold)
            self._read(element, flow, is_bold=is_bold, is_pre=is_pre or element.tag == "pre")
        if is_block:
            self._end_paragraph(flow)
        if element.tag == "li":
            flow.number = ""

    def _leave_out(self, element: Element, flow: _Flow) -> bool:
        """Leave out what a browser does not show, or shows in part, and say so: whether it was that."""
        stands = flow.stands or self.builder.next_paragraph()
        if element.tag == "title":
            self.builder.leave_out("page-title", element.text(), stands)
        elif _is_hidden(element):
            self.builder.leave_out("hidden-text", element.text(), stands)
        elif element.tag == "del":
            self.builder.leave_out("marked-as-deleted", element.text(), stands)
        elif element.tag == "img" and flow.stands:
            self.builder.doubt("not-read", stands, how="a picture")
        elif element.tag == "select":
            self._read_choice(element, flow, stands)
        else:
            return False
        return True

    def _read_choice(self, choice: Element, flow: _Flow, stands: str) -> None:
        """Read what is chosen in a list to choose from, which is all that a browser shows of it."""
        inside = list(_inside(choice))
        options = [one for one in inside if isinstance(one, Element)]
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        if "multiple" in choice.attributes or "size" in choice.attributes:
            chosen = options
        for option in options:
            if option in chosen:
                self._read(option, flow, is_bold=False)
                flow.runs.append((" ", False))
            else:
                self.builder.leave_out("not-chosen", option.text(), stands)
        beside = "".join(one for one in inside if isinstance(one, str))
        self.builder.leave_out("hidden-text", beside, stands)

    def _as_runs(self, text: str, *, is_bold: bool, is_pre: bool) -> Iterator[tuple[str, bool]]:
        if not is_pre:
            yield _BLANKS.sub(" ", text), is_bold
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                yield BREAK, is_bold
            yield line, is_bold

    def _end_paragraph(self, flow: _Flow) -> None:
        said = paragraphs_of(flow.runs)
        flow.runs = []
        if said and flow.number:
            self.builder.made += characters(flow.number)
            said[0] = said[0]._replace(text=f"{flow.number} {said[0].text}")
            flow.number = ""
        flow.content.paragraphs += said
        if not flow.stands:
            self.builder.outside(flow.content)
            flow.content = Content()

    def _is_mark(self, element: Element, flow: _Flow) -> bool:
        """Read the mark of a footnote, with the note, or the bullet of a list: whether it was one."""
        if element.tag == "a":
            target = element.attributes.get("href", "")
            found = _TO_NOTE.fullmatch(target)
            if found and found["note"] in self.notes and found["note"] not in self.read_notes:
                self._read_note(found["note"], flow)
            elif not _FROM_NOTE.fullmatch(target):
                return False
        elif not _may_be_bullet(element) or element.text().strip() not in _BULLETS:
            return False
        if text := element.text().strip():
            flow.content.layout.append(text)
        return True

    def _read_note(self, note: str, flow: _Flow) -> None:
        self.read_notes.add(note)
        found = _NOTE.fullmatch(note)
        kind = "footnote" if found and found["kind"] in ("ftn", "sdfootnote") else "endnote"
        what = f"{kind} {found['number'] if found else ''}"
        own = _Flow(Content(), f"{flow.stands}, {what}" if flow.stands else what)
        self._read(self.notes[note], own, is_bold=False)
        self._end_paragraph(own)
        flow.content.layout += own.content.layout
        text = " ".join(words.text for words in own.content.paragraphs)
        if text:
            flow.content.notes.append((what, text))

    # Tables

    def _read_table(self, table: Element, flow: _Flow) -> None:
        groups = list(_rows_by_group(table))
        refuse_beyond(sum(map(len, groups)), MOST_ROWS, f"{self.builder.file}: a table", "rows")
        cells = [cell for rows in groups for row in rows for cell in row.elements() if cell.tag in CELLS]
        inner = (one for cell in cells for one in cell.all_elements() if one.tag == "table")
        biggest = max((sum(one.tag in CELLS for one in table.all_elements()) for table in inner), default=0)
        for caption in table.elements():
            if caption.tag == "caption":
                self._read(caption, flow, is_bold=False)
                self._end_paragraph(flow)
        if flow.stands:
            self.builder.doubt("nested-table", flow.stands)
        if flow.stands or biggest > len(cells):  # a frame around tables
            for cell in cells:
                self._read_element(
                    Element("div", cell.attributes, cell.children), flow, "", is_bold=False, is_pre=False
                )
            return
        name = self.builder.begin_table()
        made: list[list[CellContent]] = []
        for rows in groups:
            below: dict[int, int] = {}  # columns into which cells run down, and how many rows they still run
            for place, row in enumerate(rows):
                if _is_hidden(row):
                    self.builder.leave_out("hidden-text", row.text(), f"{name}, row {len(made) + 1}")
                    continue
                made.append(self._read_row(row, name, len(made) + 1, len(rows) - place, below))
        self.builder.end_table(name, made)

    def _read_row(
        self, row: Element, table: str, number: int, most_down: int, below: dict[int, int]
    ) -> list[CellContent]:
        made: list[CellContent] = []
        column = 0
        begun: dict[int, int] = {}
        for element in row.elements():
            if element.tag not in CELLS:
                continue
            while below.get(column):
                column += 1
            stands = place_in(table, number, column)
            if _is_hidden(element):
                self.builder.leave_out("hidden-text", element.text(), stands)
                continue
            across = min(_whole(element.attributes.get("colspan"), 1) or 1, _MOST_ACROSS)
            down = min(_whole(element.attributes.get("rowspan"), 1) or _MOST_DOWN, most_down)
            cell = CellContent(column=column, columns=across, rows=down)
            flow = _Flow(cell, stands)
            self._read(element, flow, is_bold=_weight(element, is_bold=False))
            self._end_paragraph(flow)
            made.append(cell)
            if down > 1:
                begun |= dict.fromkeys(range(column, column + across), down)
            column += across
            refuse_beyond(column, MOST_COLUMNS, f"{self.builder.file}: {table}, row {number}", "columns")
        for place in [*below]:
            below[place] -= 1
            if not below[place]:
                del below[place]
        below |= {place: down - 1 for place, down in begun.items()}
        return made


def _rows_by_group(table: Element) -> Iterator[list[Element]]:
    """The rows of each part of a table: cells run down within it."""
    for group in table.elements():
        if group.tag in ("thead", "tbody", "tfoot"):
            yield [one for one in group.elements() if one.tag == "tr"]


def _inside(choice: Element) -> Iterator[Element | str]:
    """The options of a list to choose from, and what stands beside them."""
    for child in choice.children:
        if isinstance(child, str) or child.tag == "option":
            yield child
        elif child.tag not in NO_TEXT:
            yield from _inside(child)


def _is_hidden(element: Element) -> bool:
    style = element.style
    return (
        "hidden" in element.attributes
        or element.tag in ("noscript", "template", "datalist")
        or style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith(("hidden", "collapse"))
        or style.get("mso-hide", "").startswith("all")
    )


def _is_struck(element: Element) -> bool:
    style = element.style
    said = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return element.tag in ("s", "strike") or "line-through" in said


def _weight(element: Element, *, is_bold: bool) -> bool:
    """Whether the text of an element is bold, if that around it is or is not."""
    said = element.style.get("font-weight", "").split("!")[0].strip()
    if said.isdecimal():
        return whole(said) > _BOLDEST_PLAIN
    if said in ("bold", "bolder", "normal", "lighter"):
        return said.startswith("bold")
    return is_bold or element.tag in _BOLD


def _may_be_bullet(element: Element) -> bool:
    style = element.style
    fonts = style.get("font-family", "") + style.get("font", "")
    return "ignore" in style.get("mso-list", "") or _FONTS_OF_BULLETS.search(fonts) is not None


def _first(items: Element) -> int:
    return _whole(items.attributes.get("start"), 1)


def _number(items: Element, number: int) -> str:
    """The number that a browser shows before an item of a list; a letter stands in brackets, as in reports.

    Word and LibreOffice save a list of (a), (b), (c) as one of letters: its brackets are lost on the way.
    """
    style = items.style.get("list-style-type") or items.style.get("list-style", "")
    kind = style or items.attributes.get("type", "")
    if items.tag != "ol" or kind == "none":
        return ""
    known = _LIST_KINDS.get(kind)
    return f"({written(number, known)})" if known else f"{number}."


def _whole(text: str | None, otherwise: int) -> int:
    found = re.match(r"\s*(\d{1,6})", text or "")
    return int(found[1]) if found else otherwise
