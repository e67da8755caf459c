"""A paragraph taken apart: stretches of text, footnote marks, fields; and put together word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree

from drafter.docx.markup import w
from drafter.text import SPECIAL, word_pieces

_PPR, _RPR, _R, _T = (w(name) for name in ("pPr", "rPr", "r", "t"))
_NOTE, _FIELD, _SIMPLE, _INSTRUCTION = (
    w(name) for name in ("footnoteReference", "fldChar", "fldSimple", "instrText")
)
_ID, _FIELD_TYPE, _INSTR, _VAL = (w(name) for name in ("id", "fldCharType", "instr", "val"))
_PLAIN = {w("tab"): "\t", w("noBreakHyphen"): "‑", w("softHyphen"): "\u00ad"}
_COMMENT_MARK, _BREAK, _TYPE = w("commentReference"), w("br"), w("type")
_UNSEEN = tuple(map(w, ("lastRenderedPageBreak", "annotationRef", "footnoteRef", "proofErr")))
_CONTAINERS = {
    w("sdt"): w("sdtContent"),
    w("smartTag"): None,
    w("customXml"): None,
    w("bdo"): None,
    w("dir"): None,
}
_MARKS = tuple(
    map(w, "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd".split())
)
# Properties of wrappers, which are no content.
_PROPERTIES = tuple(map(w, ("smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr")))


class AtomKind(Enum):
    """What a piece of a paragraph is."""

    TEXT = auto()
    OTHER = auto()  # what stands in a run and is no text: a tab, a break, a footnote's mark
    FIELD = auto()  # a whole field, simple or of several runs
    WHOLE = auto()  # what stands beside runs and is kept together, such as a hyperlink
    MARK = auto()  # what has no extent: where a bookmark or a comment begins or ends


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a paragraph.

    Attributes:
        kind: What it is.
        key: What tells whether two pieces are the same: the text itself, or a name.
        properties: Those of its run; None where it has none.
        nodes: Its XML: none for text, else a run's content or a paragraph's.
    """

    kind: AtomKind
    key: str
    properties: etree._Element | None = None
    nodes: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class Token:
    """What is compared as one: a word with the blanks before it, a footnote's mark, a field.

    Attributes:
        key: Two tokens are the same if their keys are.
        atoms: What it is made of; a word may run over several runs.
        marks: Marks without extent that stand before it.
    """

    key: str
    atoms: list[Atom]
    marks: list[Atom] = field(default_factory=list)


class Reader:
    """Takes paragraphs of one document apart.

    Args:
        notes: The text of each footnote, by the id that its marks have.
    """

    def __init__(self, notes: Mapping[str, str]) -> None:
        self._notes = notes

    def atoms(self, paragraph: etree._Element) -> list[Atom]:
        """The pieces of a paragraph, in order; a field within it is one."""
        return list(_with_whole_fields(self._pieces(paragraph)))

    def _pieces(self, parent: etree._Element) -> Iterator[Atom]:
        for child in parent:
            tag = child.tag
            if tag == _R:
                yield from self._run(child)
            elif tag == _SIMPLE:
                shown = "".join(atom.key for atom in self._pieces(child))
                key = f"{SPECIAL}field {_squeezed(child.get(_INSTR, ''))}{SPECIAL}{shown}"
                yield Atom(AtomKind.FIELD, key, None, (child,))
            elif tag in _MARKS:
                yield Atom(AtomKind.MARK, "", None, (child,))
            elif tag in _CONTAINERS:
                inner = _CONTAINERS[tag]
                content = child if inner is None else child.find(inner)
                if content is not None:
                    yield from self._pieces(content)
            elif tag != _PPR and tag not in _UNSEEN and tag not in _PROPERTIES and isinstance(tag, str):
                said = "".join(map(_shown, self._pieces(child)))
                yield Atom(AtomKind.WHOLE, f"{SPECIAL}whole {said or _bare(child)}", None, (child,))

    def _run(self, run: etree._Element) -> Iterator[Atom]:
        properties = run.find(_RPR)
        is_raised = properties is not None and _is_raised(properties)
        for child in run:
            tag = child.tag
            if tag == _RPR or tag in _UNSEEN or not isinstance(tag, str):
                continue
            if tag == _COMMENT_MARK:
                yield Atom(AtomKind.MARK, "", None, (run,))
            elif tag == _BREAK and child.get(_TYPE) in ("page", "column"):
                # Where a page ends is no change of the text, and word processors move it about.
                yield Atom(AtomKind.MARK, "", None, (_run_of(properties, [child]),))
            elif tag != _T or is_raised:
                yield Atom(AtomKind.OTHER, SPECIAL + self._key(child), properties, (child,))
            elif child.text:
                yield Atom(AtomKind.TEXT, child.text, properties)

    def _key(self, child: etree._Element) -> str:
        """What tells whether two things in runs that are no ordinary text are the same."""
        tag = child.tag
        if tag == _NOTE:
            return f"note {self._notes.get(child.get(_ID, ''), '')}"
        if tag == _FIELD:
            return f"field mark {child.get(_FIELD_TYPE, '')}"
        if tag == _INSTRUCTION:
            return f"instruction {_squeezed(child.text or '')}"
        if tag == _T:
            return f"raised {child.text}"  # the comma between two footnote marks is no comma of the text
        return _PLAIN.get(str(tag)) or _bare(child)


def _squeezed(text: str) -> str:
    """An instruction, whatever the order of its switches, which some word processors write twice."""
    words = dict.fromkeys(text.split())
    return " ".join(sorted(words, key=lambda word: word if word.startswith("\\") else ""))


def _shown(atom: Atom) -> str:
    """What a piece inside a link shows; which field codes are in it is not seen."""
    if atom.kind is AtomKind.FIELD:
        return atom.key.rpartition(SPECIAL)[2]
    return "" if atom.key.startswith((f"{SPECIAL}field", f"{SPECIAL}instruction")) else atom.key


def _is_raised(properties: etree._Element) -> bool:
    style = properties.find(w("rStyle"))
    align = properties.find(w("vertAlign"))
    return (style is not None and "footnote" in style.get(_VAL, "").casefold()) or (
        align is not None and align.get(_VAL) == "superscript"
    )


def _bare(element: etree._Element) -> str:
    """What an element is, without what tells only of its place in one file."""
    parts = [etree.QName(element).localname]
    for name, value in sorted((etree.QName(name).localname, str(value)) for name, value in element.items()):
        if name not in ("id", "embed", "anchorId", "editId") and not name.startswith("rsid"):
            parts.append(f"{name}={value}")
    parts += [_bare(child) for child in element if isinstance(child.tag, str)]
    return f"<{' '.join(parts)}>{(element.text or '').strip()}"


def _with_whole_fields(atoms: Iterator[Atom]) -> Iterator[Atom]:
    """Put the runs of each field that begins and ends in the paragraph together to one piece."""
    pending: list[Atom] = []
    depth = 0
    for atom in atoms:
        if _is_field_mark(atom, "begin"):
            depth += 1
        if not depth:
            yield atom
            continue
        pending.append(atom)
        if _is_field_mark(atom, "end"):
            depth -= 1
            if not depth:
                yield from _one_field(pending)
                pending = []
    yield from pending  # it ends in another paragraph: its marks are compared one by one


def _is_field_mark(atom: Atom, kind: str) -> bool:
    return atom.kind is AtomKind.OTHER and atom.key == f"{SPECIAL}field mark {kind}"


def _one_field(pending: Sequence[Atom]) -> Iterator[Atom]:
    yield from (atom for atom in pending if atom.kind is AtomKind.MARK)
    instruction, shown, is_shown = "", "", False
    runs: list[etree._Element] = []
    for atom in pending:
        if atom.kind is AtomKind.MARK:
            continue
        if _is_field_mark(atom, "separate"):
            is_shown = True
        elif atom.nodes and atom.nodes[0].tag == _INSTRUCTION:
            instruction += atom.nodes[0].text or ""
        elif is_shown and not _is_field_mark(atom, "end"):
            shown += atom.key
        runs += atom.nodes if atom.kind in (AtomKind.WHOLE, AtomKind.FIELD) else [_run_of_atom(atom)]
    key = f"{SPECIAL}field {_squeezed(instruction)}{SPECIAL}{shown}"
    yield Atom(AtomKind.FIELD, key, None, tuple(runs))


def _run_of_atom(atom: Atom) -> etree._Element:
    if atom.kind is not AtomKind.TEXT:
        return _run_of(atom.properties, atom.nodes)
    text = etree.Element(_T)
    text.text = atom.key
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _run_of(atom.properties, [text])


def _run_of(properties: etree._Element | None, content: Iterable[etree._Element]) -> etree._Element:
    """A run of copies: reading a paragraph must leave it as it is."""
    run = etree.Element(_R)
    if properties is not None:
        run.append(deepcopy(properties))
    run.extend(map(deepcopy, content))
    return run


def text_of(atoms: Sequence[Atom]) -> str:
    """What pieces say, footnotes and fields among it: the same for two paragraphs that are the same."""
    return "".join(atom.key for atom in atoms)


def text_without_numbers(atoms: Sequence[Atom]) -> str:
    """What pieces say, whatever numbers their fields show."""
    return "".join(
        SPECIAL + atom.key.split(SPECIAL)[1] if atom.kind is AtomKind.FIELD else atom.key for atom in atoms
    )


def tokens(atoms: Sequence[Atom]) -> tuple[list[Token], list[Atom]]:
    """The words, marks and fields of a paragraph, and the marks without extent at its end."""
    found: list[Token] = []
    texts: list[Atom] = []
    marks: list[tuple[int, Atom]] = []
    length = 0
    for atom in atoms:
        if atom.kind is AtomKind.TEXT:
            texts.append(atom)
            length += len(atom.key)
        elif atom.kind is AtomKind.MARK:
            marks.append((length, atom))
        else:
            found += _words(texts, marks)
            found.append(Token(atom.key, [atom], [mark for place, mark in marks if place == length]))
            texts, marks, length = [], [], 0
    found += _words(texts, marks)
    return found, [mark for place, mark in marks if place == length]


def _words(texts: Sequence[Atom], marks: Sequence[tuple[int, Atom]]) -> Iterator[Token]:
    """The words of adjacent stretches of text, wherever a run ends; marks go before the word they are in."""
    pieces = iter(texts)
    piece, left = None, ""
    start = 0
    waiting = list(marks)
    for word in word_pieces("".join(atom.key for atom in texts)):
        token = Token(word, [])
        while waiting and waiting[0][0] < start + len(word):
            token.marks.append(waiting.pop(0)[1])
        start += len(word)
        rest = word
        while rest:
            if not left:
                piece = next(pieces)
                left = piece.key
            part, left = left[: len(rest)], left[len(rest) :]
            rest = rest[len(part) :]
            token.atoms.append(Atom(AtomKind.TEXT, part, piece.properties if piece else None))
        yield token
