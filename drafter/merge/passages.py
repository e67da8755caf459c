"""Paragraphs of a returned draft: their words as a selection has them, and whose neighbours they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from msgspec import Struct

from drafter.alignment import key_of
from drafter.citations import Resolver
from drafter.draft.model import Draft, PrintedClause
from drafter.returned import Returned
from drafter.returned.changes import Change
from drafter.selection.loading import OpenSelection
from drafter.word.reading import Block, Place

_CLOSING_MARK = re.compile(r"\s*[;.]?\s*\Z")
_MARKS_AT_END = re.compile(r"(?:\s*\[\^[^\]\n]+\])*\s*[;.]?\s*\Z")
# Who wants a paragraph deleted that is printed in brackets: "[…;] (Norway: delete)".
_STRIKERS = re.compile(r"(?<=\]) *\([^()]*: *delete\)[\s;.]*\Z")
_TYPED_NUMBER = re.compile(r"\s*\d+\s?(?:bis|ter|quater|alt(?: \d)?)?[.\t]\s*")
_SEE = re.compile(r"(?:Cf\.|See(?: also)?)\s+", re.IGNORECASE)


_NO_LINE = ("", 0)


class Passage(Struct, frozen=True):
    """A paragraph of a Word file.

    Attributes:
        text: Its words, with "[^id]" for footnotes within them.
        sources: What all its footnotes cite, in order.
        unfit: The words of footnotes that cannot be told from an id.
        is_bracketed: Whether it is in brackets without names as a whole.
    """

    text: str
    sources: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    is_bracketed: bool = False


class PassageReader:
    """Reads the paragraphs of one returned draft.

    Args:
        draft: The draft that the file holds.
        selection: The selection, with its matrix and declared documents.
    """

    def __init__(self, draft: Draft, selection: OpenSelection) -> None:
        self._known = selection.opened.matrix.by_id
        self._resolver = Resolver(selection.opened.matrix, selection.documents.values())
        lines = [(clause.id, line) for clause in draft.printed for line in clause.lines]
        notes = [(given, key_of(note.text), note.source) for given, line in lines for note in line.footnotes]
        self._source_of = {("", key): source for _, key, source in reversed(notes)}
        self._source_of |= {(given, key): source for given, key, source in notes}

    def read(self, block: Block, clause: str = "", *, may_be_bracketed: bool = False) -> Passage:
        """Return a paragraph as a text.

        Args:
            block: The paragraph.
            clause: The id of the clause that it prints; empty for none.
            may_be_bracketed: Whether the form, or a decision, sets such a paragraph in brackets.
        """
        text = block.text.replace("\n", " ")
        typed = None if clause else _TYPED_NUMBER.match(text)
        strikers = _STRIKERS.search(text) if may_be_bracketed else None
        start, stop = typed.end() if typed else 0, strikers.start() if strikers else len(text.rstrip())
        is_bracketed = may_be_bracketed and text[start : start + 1] == "[" and text[:stop].endswith("]")
        start, stop = start + is_bracketed, stop - is_bracketed
        stop = len(_CLOSING_MARK.sub("", text[:stop]))
        pieces, sources, at = [], [], start
        for offset, note in block.notes:
            sources.append(source := self.source(note, clause))
            if start < offset < stop and self._is_fit(source):
                pieces += [text[at:offset], f"[^{source}]"]
                at = offset
        fit = dict.fromkeys(source for source in sources if self._is_fit(source))
        unfit = dict.fromkeys(source for source in sources if source not in fit)
        words = "".join([*pieces, text[at:stop]]).strip() + (strikers[0].rstrip(" ;.") if strikers else "")
        return Passage(words, tuple(fit), tuple(unfit), is_bracketed)

    def _is_fit(self, source: str) -> bool:
        """Tell whether a selection can name a source so: no mistyped id, nothing that ends a mark."""
        return source in self._known or (not {" ", "/"}.isdisjoint(source) and "]" not in source)

    def source(self, note: str, clause: str = "") -> str:
        """Return what a footnote cites: a recommendation, a declared document, or the words as typed."""
        key = key_of(note)
        if printed := self._source_of.get((clause, key)) or self._source_of.get(("", key)):
            return printed
        words = _SEE.sub("", note.strip()).rstrip(" .")
        cited = self._resolver.find(words)
        # The number of a paragraph means nothing without its report.
        is_one = len(cited) == 1 and (cited[0].regions or ": " in cited[0].source)
        return cited[0].source or words if is_one else words


def without_end(text: str) -> tuple[str, str]:
    """Return the words of a text of the selection, and the marks of footnotes and punctuation at its end."""
    words = _MARKS_AT_END.sub("", text.strip())
    return words, text.strip()[len(words) :]


class Surroundings(Struct, frozen=True, dict=True):
    """Finds clauses by the blocks of a returned draft.

    Attributes:
        returned: The draft.
        known: The ids of the clauses of the selection.
    """

    returned: Returned
    known: Collection[str]

    @cached_property
    def lines(self) -> dict[int, tuple[str, int]]:
        """For each block that is not new, the clause that it prints, or none, and which of its lines."""
        base, clauses = self.returned.base.blocks, self.returned.clauses
        printed = {bookmark: line for bookmark, line in clauses.items() if line[0] in self.known}
        return {at: printed.get(base[old].bookmark, _NO_LINE) for old, at in self.returned.partners.items()}

    def beside(self, place: int, last: int = -1) -> tuple[str, str]:
        """Return the clauses that the nearest blocks before and after some places print that are not new."""
        before = max((at for at in self.lines if at < place), default=-1)
        after = min((at for at in self.lines if at > max(place, last)), default=-1)
        return self.lines.get(before, _NO_LINE)[0], self.lines.get(after, _NO_LINE)[0]

    def nearest(self, place: int) -> tuple[str, int]:
        """Return the line of a clause at a place, else the one before it, else the first."""
        at = max((at for at, (given, _) in self.lines.items() if given and at <= place), default=-1)
        return self.lines.get(at, (next(iter(self.known)), 0))

    def is_paragraph(self, change: Change) -> bool:
        """Tell whether a new block is a paragraph of the text: it is beside a clause."""
        block = change.edited
        is_text = block is not None and block.place is Place.BODY and not block.is_heading
        return is_text and any(self.beside(change.edited_place))


def label_of(clause: PrintedClause, wording: int) -> str:
    """Return the number of a paragraph, or of one of its wordings below the first."""
    number = clause.number if clause.letter else ""
    return f"{number} {clause.lines[wording].label}".strip() if wording else clause.label
