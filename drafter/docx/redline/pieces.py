"""A paragraph taken apart into run pieces (text, footnote marks, fields), and these word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from drafter.docx.markup import value_of, w
from drafter.docx.runs import pieces
from drafter.text import SPECIAL, word_pieces

_PLAIN = {w.tab: "\t", w.noBreakHyphen: "‑", w.softHyphen: "\u00ad"}
_UNSEEN = frozenset(w("lastRenderedPageBreak annotationRef footnoteRef proofErr"))
_AROUND = frozenset((w.bdo, w.dir))
_MARKS = frozenset(w("bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd"))
_OF_ONE_FILE = ("id", "embed", "anchorId", "editId")


class PieceKind(Enum):
    """What a piece of a paragraph is."""

    TEXT = auto()
    OTHER = auto()  # what stands in a run and is no text: a tab, a break, a footnote's mark
    FIELD = auto()  # a whole field, simple or of several runs
    WHOLE = auto()  # what stands beside runs and is kept together, such as a hyperlink
    MARK = auto()  # what has no extent: where a bookmark or a comment begins or ends


class RunPiece(NamedTuple):
    """A piece of a paragraph: two are the same if their keys are, the text itself or a name.

    Its nodes are its XML: none for text, else a run's content or a paragraph's.
    """

    kind: PieceKind
    key: str
    properties: etree._Element | None = None
    nodes: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class Token:
    """What is compared as one: a word with the blanks before it, over however many runs, a mark, a field.

    ``marks`` are those without extent that stand before it.
    """

    key: str
    pieces: list[RunPiece]
    marks: list[RunPiece] = field(default_factory=list)


def run_pieces(paragraph: etree._Element, notes: Mapping[str, str]) -> list[RunPiece]:
    """The pieces of a paragraph, in order; a field within it is one.

    Args:
        paragraph: The paragraph.
        notes: The text of each footnote, by the id that its marks have.
    """
    found = list(_pieces(paragraph, notes))
    return list(_with_whole_fields(found)) if any(_is_field_mark(one, "begin") for one in found) else found


def _pieces(parent: etree._Element, notes: Mapping[str, str]) -> Iterator[RunPiece]:
    for element, properties, run in pieces(parent):
        tag = element.tag
        if tag == w.t and run is not None and not (properties is not None and _is_raised(properties)):
            if element.text:
                yield RunPiece(PieceKind.TEXT, element.text, properties)
        elif tag in _UNSEEN or not isinstance(tag, str):
            continue
        elif tag in _MARKS:
            yield RunPiece(PieceKind.MARK, "", None, (element,))
        elif run is None:
            yield from _beside_runs(element, notes)
        elif tag == w.commentReference:
            yield RunPiece(PieceKind.MARK, "", None, (run,))
        elif tag == w.br and element.get(w.type) in ("page", "column"):
            # Where a page ends is no change of the text, and word processors move it about.
            yield RunPiece(PieceKind.MARK, "", None, (run_of(properties, [element]),))
        else:
            yield RunPiece(PieceKind.OTHER, SPECIAL + _key(element, notes), properties, (element,))


def _beside_runs(element: etree._Element, notes: Mapping[str, str]) -> Iterator[RunPiece]:
    if element.tag in _AROUND:
        yield from _pieces(element, notes)
    elif element.tag == w.fldSimple:
        shown = "".join(one.key for one in _pieces(element, notes))
        key = f"{SPECIAL}field {_squeezed(element.get(w.instr, ''))}{SPECIAL}{shown}"
        yield RunPiece(PieceKind.FIELD, key, None, (element,))
    else:
        said = "".join(map(_shown, _pieces(element, notes)))
        yield RunPiece(PieceKind.WHOLE, f"{SPECIAL}whole {said or _bare(element)}", None, (element,))


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


def _shown(piece: RunPiece) -> str:
    """What a piece inside a link shows; which field codes are in it is not seen."""
    if piece.kind is PieceKind.FIELD:
        return piece.key.rpartition(SPECIAL)[2]
    return "" if piece.key.startswith((f"{SPECIAL}field", f"{SPECIAL}instruction")) else piece.key


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


def _with_whole_fields(found: Iterable[RunPiece]) -> Iterator[RunPiece]:
    """Put the runs of each field that begins and ends in the paragraph together to one piece."""
    pending: list[RunPiece] = []
    depth = 0
    for piece in found:
        depth += _is_field_mark(piece, "begin")
        if not depth:
            yield piece
            continue
        pending.append(piece)
        if _is_field_mark(piece, "end"):
            depth -= 1
            if not depth:
                yield from _one_field(pending)
                pending = []
    yield from pending  # it ends in another paragraph: its marks are compared one by one


def _is_field_mark(piece: RunPiece, kind: str) -> bool:
    return piece.kind is PieceKind.OTHER and piece.key == f"{SPECIAL}field mark {kind}"


def _one_field(pending: Sequence[RunPiece]) -> Iterator[RunPiece]:
    yield from (piece for piece in pending if piece.kind is PieceKind.MARK)
    instruction, shown, is_shown = "", "", False
    runs: list[etree._Element] = []
    for piece in pending:
        if piece.kind is PieceKind.MARK:
            continue
        if _is_field_mark(piece, "separate"):
            is_shown = True
        elif piece.nodes and piece.nodes[0].tag == w.instrText:
            instruction += piece.nodes[0].text or ""
        elif is_shown and not _is_field_mark(piece, "end"):
            shown += piece.key
        nodes = piece.nodes or (text_element(w.t, piece.key),)
        is_whole = piece.kind in (PieceKind.WHOLE, PieceKind.FIELD)
        runs += nodes if is_whole else [run_of(piece.properties, nodes)]
    key = f"{SPECIAL}field {_squeezed(instruction)}{SPECIAL}{shown}"
    yield RunPiece(PieceKind.FIELD, key, None, tuple(runs))


def run_of(properties: etree._Element | None, content: Iterable[etree._Element] = ()) -> etree._Element:
    """A run of copies: reading a paragraph must leave it as it is."""
    run = etree.Element(w.r)
    if properties is not None:
        run.append(deepcopy(properties))
    run.extend(map(deepcopy, content))
    return run


def text_element(tag: str, text: str) -> etree._Element:
    """An element of text, whose blanks stay."""
    element = etree.Element(tag)
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def text_of(found: Iterable[RunPiece]) -> str:
    """What pieces say, footnotes and fields among it: the same for two paragraphs that are the same."""
    return "".join([piece.key for piece in found])


def text_without_numbers(found: Iterable[RunPiece]) -> str:
    """What pieces say, whatever numbers their fields show."""
    return "".join(
        SPECIAL + piece.key.split(SPECIAL)[1] if piece.kind is PieceKind.FIELD else piece.key
        for piece in found
    )


def tokens(found: Iterable[RunPiece]) -> tuple[list[Token], list[RunPiece]]:
    """The words, marks and fields of a paragraph, and the marks without extent at its end."""
    made: list[Token] = []
    waiting: list[RunPiece] = []
    for is_text, group in groupby(found, lambda piece: piece.kind in (PieceKind.TEXT, PieceKind.MARK)):
        if is_text:
            words, waiting = _words([*group])
            made += words
            continue
        for piece in group:
            made.append(Token(piece.key, [piece], waiting))
            waiting = []
    return made, waiting


def _words(pieces: Sequence[RunPiece]) -> tuple[list[Token], list[RunPiece]]:
    """The words of adjacent stretches of text, wherever a run ends, and the marks behind the last of them.

    Marks go before the word they are in.
    """
    made = [Token(word, []) for word in word_pieces(text_of(pieces))]
    coming = iter(made)
    token, missing = Token("", []), 0  # the word that is being read, and how much of it is still to come
    waiting: list[RunPiece] = []
    for piece in pieces:
        if piece.kind is PieceKind.MARK:
            (token.marks if missing else waiting).append(piece)
            continue
        text = piece.key
        while text:
            if not missing:
                token = next(coming)
                missing = len(token.key)
                token.marks, waiting = waiting, []
            part, text = text[:missing], text[missing:]
            missing -= len(part)
            token.pieces.append(piece._replace(key=part))
    return made, waiting
