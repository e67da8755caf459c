"""A document's body as what can be compared: groups of a clause with its versions, paragraphs, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafter.alignment import ChangeKind, Passage, Step, align
from drafter.docx.markup import CLAUSE_BOOKMARK, w
from drafter.docx.model import ParagraphRole
from drafter.docx.redline.pieces import RunPiece, run_pieces, text_of, text_without_numbers
from drafter.docx.styles import Styles
from drafter.text import SPECIAL

_WRAPPERS = frozenset(w("sdt sdtContent customXml"))
_REFERENCE = re.compile(re.escape(SPECIAL) + r"field REF (clause_\w+) ")
_REFERRED = re.compile(r"(\bREF\s+)(\w+)")


@dataclass(slots=True)
class Block:
    """A paragraph or a table of a document."""

    element: etree._Element
    kind: str  # the name of its style, or what sort of table it is
    text: str  # what it says, footnotes and fields included
    text_without_numbers: str  # the same, whatever numbers its fields show
    role: ParagraphRole = ParagraphRole.TABLE
    clause: str = ""  # the id of the clause that begins in it
    clause_meant: str = ""  # the id of the clause whose number it begins with
    is_split: bool = False  # a field begins or ends in it that does not do both

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == w.tbl


@dataclass(slots=True)
class ClauseGroup:
    """What stands or moves together: a clause with its versions, or one paragraph or table."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def first(self) -> Block:
        """What it begins with."""
        return self.blocks[0]

    def passage(self) -> Passage:
        """It, as far as it matters for finding the group of the other draft that it answers to."""
        first = self.first
        is_clause = bool(first.clause) or first.role in (ParagraphRole.CLAUSE, ParagraphRole.GUIDANCE)
        text = "\n".join(block.text_without_numbers for block in self.blocks)
        return Passage(first.clause, first.kind, text, can_move=is_clause)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, as it matters for finding the one that it answers to, and all that its cells say."""

    element: etree._Element
    passage: Passage
    whole: tuple[tuple[tuple[str, str], ...], ...]


class Body:
    """Reads the body of one document.

    Args:
        element: The body.
        notes: The text of each footnote, by the id that its marks have.
        styles: The styles, whose names stay the same when a word processor renames their ids.
    """

    def __init__(self, element: etree._Element, notes: Mapping[str, str], styles: Styles) -> None:
        self.element = element
        self._notes = notes
        self._styles = styles
        self._renamed: dict[str, str] = {}

    def rename(self, names: Mapping[str, str]) -> None:
        """Give bookmarks other names, and the fields that show their numbers too.

        For finding what answers to what, the old names still count.
        """
        self._renamed |= {new: old for old, new in names.items()}
        for mark in self.element.iter(w.bookmarkStart):
            mark.set(w.name, names.get(mark.get(w.name, ""), mark.get(w.name, "")))
        for element in self.element.iter(w.fldSimple, w.instrText):
            if element.tag == w.fldSimple:
                element.set(w.instr, with_names(element.get(w.instr, ""), names))
            else:
                element.text = with_names(element.text or "", names)

    def pieces(self, paragraph: etree._Element) -> list[RunPiece]:
        """The run pieces of a paragraph."""
        return run_pieces(paragraph, self._notes)

    def groups(self, parent: etree._Element) -> list[ClauseGroup]:
        """The groups of the body or of a cell, in order."""
        groups: list[ClauseGroup] = []
        for block in self.blocks(parent):
            clause = groups[-1].first.clause if groups and not block.clause and not block.is_table else ""
            is_version = block.role is ParagraphRole.VERSION and not block.clause_meant
            if clause and (block.clause_meant == clause or is_version):
                groups[-1].blocks.append(block)
            else:
                groups.append(ClauseGroup([block]))
        return groups

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables of the body or of a cell, those in content controls too."""
        for child in parent:
            if child.tag == w.p:
                yield self._paragraph(child)
            elif child.tag == w.tbl:
                # What a table is like is told by its first row and its number of columns.
                first = child.find(w.tr)
                cells = [] if first is None else first.findall(w.tc)
                head = " | ".join(
                    "\n".join(block.text_without_numbers for block in self.blocks(cell)) for cell in cells
                )
                yield Block(child, f"table of {len(cells)} columns", head, head)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element) -> Block:
        found = self.pieces(element)
        text = text_of(found)
        kind, role = self._kind(element)
        block = Block(element, kind, text, text, role)
        if SPECIAL + "field" in text:
            block.text_without_numbers = with_names(text_without_numbers(found), self._renamed)
            meant = _REFERENCE.match(text)
            block.clause_meant = meant[1].removeprefix(CLAUSE_BOOKMARK) if meant else ""
            # The mark of a field may be in what a link or another field shows: those are whole.
            block.is_split = any(piece.key.startswith(f"{SPECIAL}field mark") for piece in found)
        for mark in element.iter(w.bookmarkStart):
            name = mark.get(w.name, "")
            if name.startswith(CLAUSE_BOOKMARK):
                block.clause = name.removeprefix(CLAUSE_BOOKMARK)
                break
        return block

    def _kind(self, paragraph: etree._Element) -> tuple[str, ParagraphRole]:
        """The name of a paragraph's style and what that makes of it; a section's end is told apart."""
        style, ending = "", ""
        properties = next(paragraph.iterchildren(w.pPr), None)
        for child in properties if properties is not None else ():
            if child.tag == w.pStyle:
                style = child.get(w.val, "")
            elif child.tag == w.sectPr:
                ending = " ends a section"
        return (self._styles.name(style) if style else "") + ending, self._styles.role(style)[0]

    def rows(self, table: etree._Element) -> list[Row]:
        """The rows of a table."""
        found = []
        for row in table.iterchildren(w.tr):
            cells = [list(self.blocks(cell)) for cell in row.iterchildren(w.tc)]
            text = " | ".join("\n".join([block.text_without_numbers for block in cell]) for cell in cells)
            whole = tuple(tuple([(block.kind, block.text) for block in cell]) for cell in cells)
            found.append(Row(row, Passage("", f"row of {len(cells)} cells", text), whole))
        return found


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A text in which fields refer to bookmarks by other names."""
    return _REFERRED.sub(lambda found: found[1] + names.get(found[2], found[2]), text) if names else text


# What answers to what


def pair_groups(old: Sequence[ClauseGroup], new: Sequence[ClauseGroup]) -> list[Step]:
    """Go through the groups of both texts at once.

    A field over several paragraphs (a table of contents) whose beginning stood in one change and whose
    end in none would be a broken field: what it begins and ends in answers to the same of the other text.
    """
    olds, news = [group.passage() for group in old], [group.passage() for group in new]
    steps = align(olds, news)
    split_old = [n for n, group in enumerate(old) if group.first.is_split]
    split_new = [n for n, group in enumerate(new) if group.first.is_split]
    kept = {step.old: step.new for step in steps if step.kind is ChangeKind.KEPT}
    if len(split_old) != len(split_new) or all(map(lambda i, j: kept.get(i) == j, split_old, split_new)):
        return steps
    steps = []
    start_old = start_new = 0
    for i, j in zip((*split_old, len(old)), (*split_new, len(new)), strict=True):
        for step in align(olds[start_old:i], news[start_new:j]):
            place_old = None if step.old is None else step.old + start_old
            place_new = None if step.new is None else step.new + start_new
            steps.append(Step(step.kind, place_old, place_new))
        if i < len(old):
            steps.append(Step(ChangeKind.KEPT, i, j))
        start_old, start_new = i + 1, j + 1
    return steps


def pair_lines(old: ClauseGroup, new: ClauseGroup) -> list[tuple[Block | None, Block | None]]:
    """The blocks of a group of both texts: the first answers to the first, the others by their words."""
    olds, news = old.blocks[1:], new.blocks[1:]
    if len(olds) == len(news) <= 1:
        return [*zip(old.blocks, new.blocks, strict=True)]
    steps = align(*([Passage("", "", one.text_without_numbers) for one in lines] for lines in (olds, news)))
    return [
        (old.first, new.first),
        *(
            (None if step.old is None else olds[step.old], None if step.new is None else news[step.new])
            for step in steps
        ),
    ]
