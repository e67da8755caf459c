"""Where a change is, in words for people, and of which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.model import Draft, Paragraph, PrintedClause, Role
from drafter.returned.changes import Change
from drafter.text import excerpt
from drafter.word.canonical import Block
from drafter.word.markup import bookmarks


def clauses_of(draft: Draft) -> dict[str, tuple[str, int]]:
    """Return the clause's id and which of its lines, from 0, for each bookmark of a draft."""
    blocks = ((name, place, draft.blocks[place.block]) for name, place in bookmarks(draft).items())
    return {name: (block.id, place.line) for name, place, block in blocks if isinstance(block, PrintedClause)}


class Places:
    """Finds where changes are.

    Args:
        draft: The draft that was written.
        base: Its blocks.
        partners: Of each of them that is still there, the index of its block in the file.
    """

    def __init__(self, draft: Draft, base: Sequence[Block], partners: Mapping[int, int]) -> None:
        self._clauses = clauses_of(draft)
        self._base = base
        self._names = list(_names(draft, base))
        self._back = {j: i for i, j in partners.items()}

    def located(self, change: Change) -> Change:
        """Return a change with its place and its clause."""
        if change.base is None:
            before = next((self._back[j] for j in range(change.now_place - 1, -1, -1) if j in self._back), -1)
            where = f"after {self._names[before]}" if before >= 0 else "at the beginning"
            return replace(change, where=where)
        clause, wording = self._clauses.get(change.base.bookmark, ("", 0))
        return replace(change, where=self._names[change.base_place], clause=clause, wording=wording)


def _names(draft: Draft, base: Sequence[Block]) -> Iterator[str]:
    """Give the place of each block: a numbered paragraph, an annex, or the heading above."""
    places = bookmarks(draft)
    annex, heading = "", ""
    for block in base:
        place = places.get(block.bookmark)
        printed = draft.blocks[place.block] if place else None
        if isinstance(printed, PrintedClause) and place:
            annex = ""
            label = printed.label if place.line == 0 else printed.lines[place.line].label
            if place.line and printed.letter:
                label = f"{printed.number} {label}"
            yield f"paragraph {label}" if label else f"“{excerpt(block.text)}”"
            continue
        if isinstance(printed, Paragraph) and printed.role is Role.ANNEX_NUMBER:
            annex = printed.text
        elif block.is_heading:
            heading = f"“{excerpt(block.text)}”"
        if annex or block.is_heading:
            yield annex or f"the heading {heading}"
        else:
            yield f"under {heading}" if heading else "the first page"
