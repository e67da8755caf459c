"""A document's body as passages that can be compared: clauses with their versions, paragraphs, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafter.alignment import Passage
from drafter.docx.markup import w
from drafter.docx.redline.atoms import Reader, text_of, text_without_numbers
from drafter.text import SPECIAL

_P, _TBL, _TR, _TC, _PPR, _STYLE = (w(name) for name in ("p", "tbl", "tr", "tc", "pPr", "pStyle"))
_BOOKMARK, _NAME, _VAL = w("bookmarkStart"), w("name"), w("val")
_SECTION = w("sectPr")
_SIMPLE, _INSTRUCTION, _INSTR = w("fldSimple"), w("instrText"), w("instr")
_WRAPPERS = {w("sdt"): w("sdtContent"), w("customXml"): None}
CLAUSE_BOOKMARK = "clause_"
_REFERENCE = re.compile(re.escape(SPECIAL) + r"field REF (clause_\w+) ")
_REFERRED = re.compile(r"(\bREF\s+)(\w+)")
# Styles of numbered paragraphs, and of the further versions of a clause, by name.
_CLAUSE_STYLES = frozenset({"singletxt", "guidancetxt"})
_VERSION_STYLES = frozenset({"alttxt"})


@dataclass(slots=True)
class Block:
    """A paragraph or a table of a document.

    Attributes:
        element: Its ``w:p`` or ``w:tbl``.
        kind: Its style, or what sort of table it is.
        text: What it says, footnotes and fields included.
        text_without_numbers: The same, whatever numbers its fields show.
        clause: The id of the clause that begins in it; empty where none.
        clause_meant: The id of the clause whose number it begins with; empty where none.
        is_split: Whether a field begins or ends in it that does not do both.
    """

    element: etree._Element
    kind: str
    text: str
    text_without_numbers: str
    clause: str = ""
    clause_meant: str = ""
    is_split: bool = False

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == _TBL


@dataclass(slots=True)
class Unit:
    """What stands or moves together: a clause with its versions, or one paragraph or table."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def first(self) -> Block:
        """What it begins with."""
        return self.blocks[0]

    def passage(self) -> Passage:
        """It, as far as it matters for finding the unit of the other draft that it answers to."""
        first = self.first
        is_clause = bool(first.clause) or first.kind in _CLAUSE_STYLES
        text = "\n".join(block.text_without_numbers for block in self.blocks)
        return Passage(first.clause, first.kind, text, can_move=is_clause)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        element: Its ``w:tr``.
        passage: It, as far as it matters for finding the row that it answers to.
        whole: The styles and texts of the paragraphs in its cells.
    """

    element: etree._Element
    passage: Passage
    whole: tuple[tuple[tuple[str, str], ...], ...]


class Story:
    """Reads blocks of one document.

    Args:
        notes: The text of each footnote, by the id that its marks have.
        style_names: The names of the styles by id, which stay the same when a word processor renames ids.
    """

    def __init__(self, notes: Mapping[str, str], style_names: Mapping[str, str]) -> None:
        self.reader = Reader(notes)
        self._style_names = style_names
        self._renamed: dict[str, str] = {}

    def rename(self, root: etree._Element, names: Mapping[str, str]) -> None:
        """Give bookmarks other names, and the fields that show their numbers too.

        Args:
            root: The document's text.
            names: Names and the new ones; for finding what answers to what, the old ones still count.
        """
        self._renamed |= {new: old for old, new in names.items()}
        for mark in root.iter(_BOOKMARK):
            mark.set(_NAME, names.get(mark.get(_NAME, ""), mark.get(_NAME, "")))
        for element in root.iter(_SIMPLE, _INSTRUCTION):
            if element.tag == _SIMPLE:
                element.set(_INSTR, with_names(element.get(_INSTR, ""), names))
            else:
                element.text = with_names(element.text or "", names)

    def units(self, parent: etree._Element) -> list[Unit]:
        """The units of a body or a cell, in order."""
        units: list[Unit] = []
        for block in self.blocks(parent):
            open_clause = units[-1].first.clause if units else ""
            if open_clause and not block.clause and self._is_version(block, open_clause):
                units[-1].blocks.append(block)
            else:
                units.append(Unit([block]))
        return units

    @staticmethod
    def _is_version(block: Block, clause: str) -> bool:
        return not block.is_table and (
            block.clause_meant == clause or (block.kind in _VERSION_STYLES and not block.clause_meant)
        )

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables of a body or a cell, those in content controls too."""
        for child in parent:
            if child.tag == _P:
                yield self.paragraph(child)
            elif child.tag == _TBL:
                yield self._table(child)
            elif child.tag in _WRAPPERS:
                inner = _WRAPPERS[child.tag]
                content = child if inner is None else child.find(inner)
                if content is not None:
                    yield from self.blocks(content)

    def paragraph(self, element: etree._Element) -> Block:
        """A paragraph."""
        atoms = self.reader.atoms(element)
        text = text_of(atoms)
        bare = text
        if SPECIAL + "field" in text:
            bare = with_names(text_without_numbers(atoms), self._renamed)
        meant = _REFERENCE.match(text)
        return Block(
            element,
            self.style_of(element),
            text,
            bare,
            clause=_clause_of(element),
            clause_meant=meant[1].removeprefix(CLAUSE_BOOKMARK) if meant else "",
            is_split=any(atom.key.startswith(f"{SPECIAL}field mark") for atom in atoms)
            if SPECIAL + "field mark" in text
            else False,
        )

    def style_of(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style, in small letters; a section's end is told apart."""
        properties = paragraph.find(_PPR)
        if properties is None:
            return ""
        style = properties.find(_STYLE)
        style_id = "" if style is None else style.get(_VAL, "")
        section = "" if properties.find(_SECTION) is None else " ends a section"
        return self._style_names.get(style_id, style_id).casefold() + section

    def _table(self, element: etree._Element) -> Block:
        """A table: what it is like is told by its first row and its number of columns."""
        first = element.find(_TR)
        cells = [] if first is None else first.findall(_TC)
        head = " | ".join(self.cell_text(cell) for cell in cells)
        return Block(element, f"table of {len(cells)} columns", head, head)

    def cell_text(self, cell: etree._Element) -> str:
        """What a cell says, whatever numbers its fields show."""
        return "\n".join(block.text_without_numbers for block in self.blocks(cell))

    def rows(self, table: etree._Element) -> list[Row]:
        """The rows of a table."""
        found = []
        for row in table.iterchildren(_TR):
            cells = [list(self.blocks(cell)) for cell in row.iterchildren(_TC)]
            text = " | ".join("\n".join(block.text_without_numbers for block in cell) for cell in cells)
            whole = tuple(tuple((block.kind, block.text) for block in cell) for cell in cells)
            found.append(Row(row, Passage("", f"row of {len(cells)} cells", text), whole))
        return found


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A text in which fields refer to bookmarks by other names."""
    return _REFERRED.sub(lambda found: found[1] + names.get(found[2], found[2]), text) if names else text


def _clause_of(paragraph: etree._Element) -> str:
    for mark in paragraph.iter(_BOOKMARK):
        name = mark.get(_NAME, "")
        if name.startswith(CLAUSE_BOOKMARK):
            return name.removeprefix(CLAUSE_BOOKMARK)
    return ""
