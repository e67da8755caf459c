"""Which paragraph of the selection a block of a returned draft belongs to, or stands beside."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass
from functools import cached_property

from drafter.draft.model import PrintedClause
from drafter.returned.changes import Change
from drafter.returned.reading import Returned
from drafter.word.canonical import Place


@dataclass(frozen=True)
class Surroundings:
    """Finds clauses by the blocks of a returned draft.

    Attributes:
        returned: The draft.
        known: The ids of the clauses of the selection.
        only: Ids or printed numbers of the paragraphs that are wanted; all where there is none.
    """

    returned: Returned
    known: Collection[str]
    only: Container[str] = ()

    @cached_property
    def _back(self) -> dict[int, int]:
        """For each block that was there before, which one of the base it is."""
        return {now: base for base, now in self.returned.partners.items()}

    def clause(self, place: int) -> str:
        """Return the clause that a block prints; empty for one that prints none of the selection."""
        if place not in self._back:
            return ""
        bookmark = self.returned.base.blocks[self._back[place]].bookmark
        given, _ = self.returned.clauses.get(bookmark, ("", 0))
        return given if given in self.known else ""

    def beside(self, place: int) -> tuple[str, str]:
        """Return the clauses that the nearest blocks before and after a place print that are not new."""
        before = next((at for at in range(place - 1, -1, -1) if at in self._back), -1)
        following = range(place + 1, len(self.returned.now.blocks))
        after = next((at for at in following if at in self._back), -1)
        return self.clause(before), self.clause(after)

    def nearest(self, place: int) -> str:
        """Return the clause at a place, else the one before it, else the first."""
        found = (self.clause(at) for at in range(place, -1, -1))
        return next(filter(None, found), "") or next(iter(self.known))

    def is_paragraph(self, change: Change) -> bool:
        """Tell whether a new block is a paragraph of the text: it stands beside a clause."""
        block = change.now
        is_text = block is not None and block.place is Place.BODY and not block.is_heading
        return is_text and any(self.beside(change.now_place))

    def is_wanted(self, clause: str, printed: PrintedClause | None) -> bool:
        """Tell whether what concerns a clause is to be merged."""
        labels = (printed.label, *(line.label for line in printed.lines)) if printed else ()
        return not self.only or any(name in self.only for name in (clause, *labels))
