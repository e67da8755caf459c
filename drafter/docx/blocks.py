"""A Word file as what can be compared: its body in blocks and groups, and paragraphs word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, TypeAlias

from lxml import etree

from drafter.alignment import ChangeKind, Passage, Step, align
from drafter.docx.markup import CLAUSE_BOOKMARK, FIELD_END, elements, field_begin, value_of, w
from drafter.docx.notes import note_texts, tell_apart
from drafter.docx.package import WordPackage
from drafter.docx.revisions import Piece, accept_all
from drafter.docx.runs import blocks_in, pieces
from drafter.docx.styles import ParagraphRole, Styles
from drafter.problems import DrafterError
from drafter.text import SPECIAL, word_pieces

_REFERENCE = re.compile(re.escape(SPECIAL) + r"field REF (clause_\w+) ")
_REFERRED = re.compile(r"(\bREF\s+)(\w+)")
# What stands before the name of a bookmark that gave way to that of the new document.
_GAVE_WAY = re.compile(r"\bwas\d*_")

_PLAIN = {w.tab: "\t", w.noBreakHyphen: "‑", w.softHyphen: "\u00ad"}
_UNSEEN = frozenset(w("lastRenderedPageBreak annotationRef footnoteRef proofErr"))
_AROUND = frozenset((w.bdo, w.dir))
_MARKS = frozenset(
    w("bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference permStart permEnd")
)
_OF_ONE_FILE = ("id", "embed", "anchorId", "editId")
_FIELD_MARK = f"{SPECIAL}field mark "
_BEGIN = f"{_FIELD_MARK}begin"
_INSTRUCTION = f"{SPECIAL}instruction "


# A paragraph word by word


class Token(NamedTuple):
    """What is compared as one: a word with the blanks before it, over however many runs, a mark, a field.

    What has no extent belongs to the token that it stands in or before.
    """

    key: str
    pieces: Sequence[Piece]


def _pieces(parent: etree._Element, notes: Mapping[str, str]) -> Iterator[Piece]:
    for element, properties, in_run in pieces(parent):
        tag = element.tag
        if tag in _UNSEEN or not isinstance(tag, str):
            continue
        if tag in _AROUND:
            yield from _pieces(element, notes)
        elif tag == w.t and (properties is None or not _is_raised(properties)):
            if element.text:
                yield Piece(element.text, None, properties, in_run)
        elif tag in _MARKS or (tag == w.br and element.get(w.type) in ("page", "column")):
            # Where a page ends is no change of the text, and word processors move it about.
            yield Piece("", element, properties, in_run)
        elif in_run:
            yield Piece(SPECIAL + _key(element, notes), element, properties, in_run)
        else:  # beside runs and kept together, such as a hyperlink
            yield Piece(f"{SPECIAL}whole {_shown(_pieces(element, notes)) or _bare(element)}", element)


def _key(element: etree._Element, notes: Mapping[str, str]) -> str:
    """What tells whether two things in runs that are no ordinary text are the same."""
    tag = str(element.tag)
    if tag == w.footnoteReference:
        return f"note {notes.get(element.get(w.id, ''), '')}"
    if tag == w.fldChar:
        return f"field mark {element.get(w.fldCharType, '')}"
    if tag == w.instrText:
        return f"instruction {_squeezed(element.text or '')}"
    if tag == w.t:
        return f"raised {element.text}"  # the comma between two footnote marks is no comma of the text
    return _PLAIN.get(tag) or _bare(element)


def _squeezed(text: str) -> str:
    """An instruction, whatever the order of its switches, which some word processors write twice."""
    words = dict.fromkeys(text.split())
    return " ".join(sorted(words, key=lambda word: word if word.startswith("\\") else ""))


def _shown(found: Iterable[Piece]) -> str:
    """What pieces of a field or a link show; which field codes are among them is not seen."""
    return "".join(one.key for one in found if not one.key.startswith((_FIELD_MARK, _INSTRUCTION)))


def _is_raised(properties: etree._Element) -> bool:
    style = value_of(properties, "rStyle")
    return "footnote" in style.casefold() or value_of(properties, "vertAlign") == "superscript"


def _bare(element: etree._Element) -> str:
    """What an element is, without what tells only of its place in one file."""
    parts = [etree.QName(element).localname]
    for name, value in sorted((etree.QName(name).localname, str(value)) for name, value in element.items()):
        if name not in _OF_ONE_FILE and not name.startswith("rsid"):
            parts.append(f"{name}={value}")
    parts += [_bare(child) for child in element if isinstance(child.tag, str)]
    return f"<{' '.join(parts)}>{(element.text or '').strip()}"


def _with_whole_fields(found: Iterable[Piece]) -> Iterator[Piece]:
    """Put the pieces of each field that begins and ends in the paragraph together to one."""
    pending: list[Piece] = []
    depth = 0
    for piece in found:
        depth += piece.key == _BEGIN
        if not depth or not piece.key:
            yield piece
            continue
        pending.append(piece)
        if piece.key == f"{_FIELD_MARK}end":
            depth -= 1
            if not depth:
                yield _field(pending)
                pending = []
    yield from pending  # it ends in another paragraph: its marks are compared one by one


def _field(parts: Sequence[Piece]) -> Piece:
    elements = [part.element for part in parts if part.element is not None]
    instruction = "".join(one.text or "" for one in elements if one.tag == w.instrText)
    keys = [part.key for part in parts]
    separate = f"{_FIELD_MARK}separate"
    shown = _shown(parts[keys.index(separate) :]) if separate in keys else ""
    return Piece(f"{SPECIAL}field {_squeezed(instruction)}{SPECIAL}{shown}", parts=tuple(parts))


def _text(found: Iterable[Piece]) -> str:
    return "".join([piece.key for piece in found])


def _text_without_numbers(found: Iterable[Piece]) -> str:
    """What pieces say, whatever numbers their fields show and whether a bookmark of theirs gave way."""
    return "".join(
        SPECIAL + _GAVE_WAY.sub("", piece.key.split(SPECIAL)[1]) if piece.parts else piece.key
        for piece in found
    )


def tokens(found: Iterable[Piece]) -> list[Token]:
    """The words, marks and fields of a paragraph, wherever a run ends, and one for its end."""
    made: list[Token] = []
    held: list[Piece] = []
    for is_special, group in groupby(found, lambda piece: piece.key.startswith(SPECIAL)):
        if is_special:
            for piece in group:
                made.append(Token(piece.key, [*held, piece]))
                held = []
            continue
        members = list(group)
        words = iter(word_pieces(_text(members)))
        word, said = "", ""  # the word that is being read, and how much of it
        for piece in members:
            rest = piece.key
            if not rest:
                held.append(piece)
            while rest:
                word = word or next(words)
                missing = len(word) - len(said)
                part, rest = rest[:missing], rest[missing:]
                said += part
                held.append(piece._replace(key=part))
                if said == word:
                    made.append(Token(word, held))
                    held, word, said = [], "", ""
    return [*made, Token(f"{SPECIAL}end", held)]


# A body in blocks, and what answers to what


@dataclass(slots=True)
class Block:
    """A paragraph, a table or a row of a table."""

    element: etree._Element
    kind: str  # the name of its style, or what sort of table or row it is
    text: str  # what it says, footnotes and fields included
    text_without_numbers: str  # the same, whatever numbers its fields show; of a table, of its first row
    role: ParagraphRole = ParagraphRole.TABLE
    clause: str = ""  # the id of the clause that begins in it
    clause_meant: str = ""  # the id of the clause whose number it begins with
    is_split: bool = False  # a field begins or ends in it that does not do both


# What stands or moves together: a clause with its versions, or one paragraph, table or row.
Group: TypeAlias = list[Block]


class Document:
    """One of the two documents, its tracked changes accepted: the parts that are compared, and what they say.

    Args:
        content: The bytes of a Word file.
        name: How messages call it.
        whose: Stands before the ids of its footnotes and bookmarks, and tells them from those of the other.

    Raises:
        DrafterError: if it is no Word file, or is damaged.
    """

    def __init__(self, content: bytes, name: str, whose: str) -> None:
        self.package = WordPackage.open(content, name)
        self.root = self.package.tree(self.package.document)
        body = self.root.find(w.body)
        if self.package.is_strict or self.root.tag != w.document or body is None:
            raise DrafterError(
                f"{name} is not a Word document in the usual form",
                "Open it in Word and save it again as a Word document (.docx), not as “Strict”.",
            )
        self.body = body
        self.notes, self.styles = map(self.package.related_tree, ("footnotes", "styles"))
        for root in (self.root, self.notes):
            accept_all(root)
            tell_apart(root, whose)
            _make_fields_of_runs(root)
        self._said_by_notes = note_texts(self.notes)
        self._styles = Styles(self.styles)  # whose names stay when a word processor renames their ids

    def rename(self, names: Mapping[str, str]) -> None:
        """Give bookmarks other names, and the fields that show their numbers too."""
        for mark in self.body.iter(w.bookmarkStart):
            mark.set(w.name, names.get(mark.get(w.name, ""), mark.get(w.name, "")))
        for instruction in self.body.iter(w.instrText):
            said = instruction.text or ""
            instruction.text = _REFERRED.sub(lambda m: m[1] + names.get(m[2], m[2]), said)

    def pieces(self, paragraph: etree._Element) -> list[Piece]:
        """The pieces of a paragraph, in order; a field within it is one."""
        found = list(_pieces(paragraph, self._said_by_notes))
        return list(_with_whole_fields(found)) if _BEGIN in [piece.key for piece in found] else found

    def text(self, paragraph: etree._Element) -> str:
        """What a paragraph says, footnotes and fields among it: the same for two that are the same."""
        return _text(self.pieces(paragraph))

    def groups(self, parent: etree._Element) -> list[Group]:
        """The groups of the body, of a table or of a cell, in order."""
        groups: list[Group] = []
        for block in self.blocks(parent):
            clause = groups[-1][0].clause if groups and not block.clause else ""
            is_version = block.role is ParagraphRole.VERSION and not block.clause_meant
            if clause and (block.clause_meant == clause or is_version):
                groups[-1].append(block)
            else:
                groups.append([block])
        return groups

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs, tables and rows in a parent, those in content controls too."""
        for child in blocks_in(parent):
            if child.tag == w.p:
                yield self._paragraph(child)
            elif child.tag == w.tr:
                yield self._row(child, "row", child)
            elif child.tag == w.tbl:
                # What a table is like is told by its first row and its number of columns.
                yield self._row(child, "table", child.find(w.tr))

    def _row(self, element: etree._Element, name: str, row: etree._Element | None) -> Block:
        cells = [list(self.blocks(cell)) for cell in (() if row is None else row.iterchildren(w.tc))]
        text = "\n".join(f"{block.kind}\t{block.text}" for cell in cells for block in cell)
        said = " | ".join("\n".join(block.text_without_numbers for block in cell) for cell in cells)
        return Block(element, f"{name} of {len(cells)} cells", text, said)

    def _paragraph(self, element: etree._Element) -> Block:
        found = self.pieces(element)
        text = _text(found)
        kind, role = self._kind(element)
        block = Block(element, kind, text, text, role)
        if SPECIAL + "field" in text:
            block.text_without_numbers = _text_without_numbers(found)
            meant = _REFERENCE.match(text)
            block.clause_meant = meant[1].removeprefix(CLAUSE_BOOKMARK) if meant else ""
            # The mark of a field may be in what a link or another field shows: those are whole.
            block.is_split = any(piece.key.startswith(_FIELD_MARK) for piece in found)
        for mark in element.iter(w.bookmarkStart):
            name = mark.get(w.name, "")
            if name.startswith(CLAUSE_BOOKMARK):
                block.clause = name.removeprefix(CLAUSE_BOOKMARK)
                break
        return block

    def _kind(self, paragraph: etree._Element) -> tuple[str, ParagraphRole]:
        """The name of a paragraph's style and what that makes of it; a section's end is told apart."""
        properties = {str(one.tag): one for one in next(paragraph.iterchildren(w.pPr), ())}
        style = value_of(properties.get(w.pStyle))
        ending = w.sectPr in properties
        name = self._styles.name(style) if style else ""
        return f"{name} ends a section" if ending else name, self._styles.role(style)[0]


def pair_groups(old: Sequence[Group], new: Sequence[Group]) -> list[Step]:
    """Go through the groups of both texts at once.

    A field over several paragraphs (a table of contents) whose beginning stood in one change and whose
    end in none would be a broken field: what it begins and ends in answers to the same of the other text.
    """
    olds, news = [*map(_passage, old)], [*map(_passage, new)]
    steps = align(olds, news)
    ends_old, ends_new = ([n for n, group in enumerate(one) if group[0].is_split] for one in (old, new))
    if len(ends_old) != len(ends_new):
        return steps
    ends = [Step(ChangeKind.KEPT, i, j) for i, j in zip(ends_old, ends_new, strict=True)]
    if all(end in steps for end in ends):
        return steps
    steps = []
    start_old = start_new = 0
    for i, j in zip((*ends_old, len(old)), (*ends_new, len(new)), strict=True):
        for step in align(olds[start_old:i], news[start_new:j]):
            place_old = None if step.old is None else step.old + start_old
            place_new = None if step.new is None else step.new + start_new
            steps.append(Step(step.kind, place_old, place_new))
        steps += ends[:1]
        ends = ends[1:]
        start_old, start_new = i + 1, j + 1
    return steps


def _passage(group: Group) -> Passage:
    """A group, as far as it matters for finding the one of the other draft that it answers to."""
    first = group[0]
    is_clause = bool(first.clause) or first.role in (ParagraphRole.CLAUSE, ParagraphRole.GUIDANCE)
    text = "\n".join(block.text_without_numbers for block in group)
    return Passage(first.clause, first.kind, text, can_move=is_clause)


def pair_blocks(old: Group, new: Group) -> list[tuple[Group, Group]]:
    """The blocks of a group of both texts: the first answers to the first, the others by their words.

    Of each pair at least one side has a block.
    """
    olds, news = old[1:], new[1:]
    if len(olds) == len(news) <= 1:
        return [([before], [after]) for before, after in zip(old, new, strict=True)]
    steps = align(*([Passage("", "", one.text_without_numbers) for one in lines] for lines in (olds, news)))
    others = (
        ([] if step.old is None else [olds[step.old]], [] if step.new is None else [news[step.new]])
        for step in steps
    )
    return [(old[:1], new[:1]), *others]


def _make_fields_of_runs(root: etree._Element) -> None:
    """Make simple fields ones of several runs: a change cannot contain them otherwise."""
    for simple in list(root.iter(w.fldSimple)):
        *begin, end = elements(field_begin(simple.get(w.instr, "")) + FIELD_END)
        for element in (*begin, *simple, end):
            simple.addprevious(element)
        simple.getparent().remove(simple)  # type: ignore[union-attr]
