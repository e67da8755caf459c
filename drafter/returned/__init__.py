"""Reads a returned draft: the stored draft, the file, and every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from drafter.draft.model import Draft, PrintedClause
from drafter.files import shipped_folder
from drafter.form.forms import SHARED_FOLDER, WORD_FILE
from drafter.returned.changes import Change, differences
from drafter.text import excerpt
from drafter.word.guard import open_word, release
from drafter.word.markup import bookmarks
from drafter.word.package import is_untouched, stored_draft
from drafter.word.reading import Block, Comment, TrackedChange, WordText, canonical
from drafter.word.writer import write_text

# The author of the remarks that drafter itself writes as comments.
_OUR_NAME = "drafter"


class Returned(Struct, frozen=True):
    """A Word draft as it came back.

    Attributes:
        name: The name of the file in messages.
        draft: The draft stored in the file; None where another program dropped it.
        is_whole: Whether the stored draft has its sha256.
        is_untouched: Whether the file is byte for byte as drafter wrote it.
        base: The stored draft written again and read; no blocks where there is no draft.
        edited: The file as it came back, with tracked changes accepted.
        partners: For each block of ``base`` that is still there, its index in ``edited``.
        changes: Every difference, in the order of the file; empty where there is no draft.
        comments: The comments that people wrote, without drafter's remarks.
        clauses: For each bookmark of the stored draft, the id of the clause and the number of the line.
    """

    name: str
    draft: Draft | None
    is_whole: bool
    is_untouched: bool
    base: WordText
    edited: WordText
    partners: Mapping[int, int]
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...]
    clauses: Mapping[str, tuple[str, int]]

    @property
    def tracked(self) -> tuple[TrackedChange, ...]:
        """The tracked changes that nobody has accepted or rejected yet."""
        return self.edited.tracked


def read_returned(content: bytes, name: str, *, accept: bool = True) -> Returned:
    """Return a draft that people may have edited.

    Args:
        content: The bytes of the Word file.
        name: Its name in messages.
        accept: Whether tracked changes are read as accepted; otherwise as rejected.

    Raises:
        DrafterError: if it is no Word document, or the stored draft is damaged.
    """
    document = open_word(content, name)
    package: Any = document.part.package
    edited = canonical(document, accept=accept)
    document.element.clear()  # before the stored draft is read: both are large
    stored = stored_draft(package)
    release(document)
    if stored is None:
        return _without_draft(name, edited)
    draft = stored.draft
    written = write_text(draft, _template(), name)
    base = canonical(written, accept=accept)
    release(written)
    pairs, changes = differences(base.blocks, edited.blocks)
    clauses = clauses_of(draft)
    places = Places(base.blocks, edited.blocks, pairs, clauses)
    ours = {remark.text for clause in draft.printed for line in clause.lines for remark in line.remarks}
    return Returned(
        name=name,
        draft=draft,
        is_whole=stored.is_whole,
        is_untouched=is_untouched(content),
        base=base,
        edited=edited,
        partners=pairs,
        changes=tuple(places.located(change) for change in changes),
        comments=tuple(item for item in edited.comments if item.author != _OUR_NAME or item.text not in ours),
        clauses=clauses,
    )


def _without_draft(name: str, edited: WordText) -> Returned:
    """Return a file without a stored draft, as another program may leave it."""
    return Returned(
        name=name,
        draft=None,
        is_whole=True,
        is_untouched=False,
        base=WordText(()),
        edited=edited,
        partners={},
        changes=(),
        comments=tuple(comment for comment in edited.comments if comment.author != _OUR_NAME),
        clauses={},
    )


def _template() -> Path:
    """Return the template for stored drafts of all forms: looks do not count."""
    return shipped_folder("templates") / SHARED_FOLDER / WORD_FILE


_CLAUSE = "c_"


def clauses_of(draft: Draft) -> dict[str, tuple[str, int]]:
    """Return the clause and the line, from 0, of each bookmark of a draft."""
    blocks = ((name, place, draft.blocks[place.block]) for name, place in bookmarks(draft).items())
    return {name: (block.id, place.line) for name, place, block in blocks if isinstance(block, PrintedClause)}


def is_clause(block: Block) -> bool:
    """Tell whether drafter wrote a block as a line of a clause."""
    return block.bookmark.startswith(_CLAUSE)


class Places:
    """Finds where changes are.

    Args:
        base: The blocks of the older text.
        edited: The blocks of the newer text.
        partners: For each block of the older text that is still there, its index in the newer text.
        clauses: The clause and the line of each bookmark.
    """

    def __init__(
        self,
        base: Sequence[Block],
        edited: Sequence[Block],
        partners: Mapping[int, int],
        clauses: Mapping[str, tuple[str, int]],
    ) -> None:
        self._clauses = clauses
        self._base, self._edited = list(_names(base)), list(_names(edited))
        self._partners = {j: i for i, j in partners.items()}

    def located(self, change: Change) -> Change:
        """Return a change with its place and its clause."""
        block = change.base or change.edited
        clause, wording = self._clauses.get(block.bookmark if block else "", ("", 0))
        where = self._base[change.base_place] if change.base else self._place_of_new(change)
        return replace(change, where=where, clause=clause, wording=wording)

    def _place_of_new(self, change: Change) -> str:
        if change.edited and is_clause(change.edited):
            return self._edited[change.edited_place]
        before = next((j for j in range(change.edited_place - 1, -1, -1) if j in self._partners), -1)
        return f"after {self._base[self._partners[before]]}" if before >= 0 else "at the beginning"


def _names(blocks: Sequence[Block]) -> Iterator[str]:
    """Give the place of each block: its number, annex or heading."""
    annex, heading, number = "", "", ""
    for block in blocks:
        number = number if block.label.startswith("(") else block.label or number
        if is_clause(block):
            label = f"{number} {block.label}" if block.label.startswith("(") else block.label
            yield f"paragraph {label}" if label else f"“{excerpt(block.text)}”"
            continue
        if block.annex:
            annex = block.annex
        elif block.is_heading:
            heading = f"“{excerpt(block.text)}”"
        if annex or block.is_heading:
            yield annex or f"the heading {heading}"
        else:
            yield f"under {heading}" if heading else "the first page"
