"""Where a change is, in words for people, and of which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.model import Draft, PrintedClause
from drafter.returned.changes import Change
from drafter.text import excerpt
from drafter.word.canonical import Block
from drafter.word.markup import bookmarks

_CLAUSE = "c_"


def clauses_of(draft: Draft) -> dict[str, tuple[str, int]]:
    """Return the clause's id and which of its lines, from 0, for each bookmark of a draft."""
    blocks = ((name, place, draft.blocks[place.block]) for name, place in bookmarks(draft).items())
    return {name: (block.id, place.line) for name, place, block in blocks if isinstance(block, PrintedClause)}


def is_clause(block: Block) -> bool:
    """Return whether drafter wrote a block as a line of a clause."""
    return block.bookmark.startswith(_CLAUSE)


class Places:
    """Finds where changes are.

    Args:
        base: The blocks of the older text.
        now: The blocks of the newer text.
        partners: Of each block of the older text that is still there, the index of its block in the newer.
        clauses: The clause and the line of each bookmark.
    """

    def __init__(
        self,
        base: Sequence[Block],
        now: Sequence[Block],
        partners: Mapping[int, int],
        clauses: Mapping[str, tuple[str, int]],
    ) -> None:
        self._clauses = clauses
        self._base, self._now = list(_names(base)), list(_names(now))
        self._partners = {j: i for i, j in partners.items()}

    def located(self, change: Change) -> Change:
        """Return a change with its place and its clause."""
        block = change.base or change.now
        clause, wording = self._clauses.get(block.bookmark if block else "", ("", 0))
        where = self._base[change.base_place] if change.base else self._place_of_new(change)
        return replace(change, where=where, clause=clause, wording=wording)

    def _place_of_new(self, change: Change) -> str:
        if change.now and is_clause(change.now):
            return self._now[change.now_place]
        before = next((j for j in range(change.now_place - 1, -1, -1) if j in self._partners), -1)
        return f"after {self._base[self._partners[before]]}" if before >= 0 else "at the beginning"


def _names(blocks: Sequence[Block]) -> Iterator[str]:
    """Give the place of each block: a numbered paragraph, an annex, or the heading above."""
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
