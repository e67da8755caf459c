"""Which row of a table that is seen is which that was printed, wherever the tables stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from drafter.check.everything.printed import PrintedRow, printed_rows
from drafter.check.everything.seen import SeenRow, seen_rows
from drafter.check.harmless import as_read, unlinked
from drafter.draft.model import Draft
from drafter.returned.document import Returned
from drafter.text.alignment import ChangeKind, Passage, Step, align


class PairedRows(NamedTuple):
    """The rows of all tables.

    Attributes:
        printed: As they were printed, in order.
        seen: As they are seen, table by table in the order in which these were printed: where whole tables
            stand is not told of each of their rows.
        steps: Through both at once.
    """

    printed: list[PrintedRow]
    seen: list[SeenRow]
    steps: list[Step]

    @property
    def in_place(self) -> dict[int, dict[int, int]]:
        """Of each printed table, by its number: those that hold rows of it, and where each of them begins.

        Rows that were moved alone are none.
        """
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for one in self.steps:
            if one.kind is ChangeKind.KEPT and one.old is not None and one.new is not None:
                now = self.seen[one.new]
                found[self.printed[one.old].table].setdefault(now.table, now.places[0])
        return found


def paired_rows(returned: Returned, draft: Draft) -> PairedRows:
    """Pair the rows of a returned file with those of the draft as what it was printed."""
    printed, seen = list(printed_rows(draft)), list(seen_rows(returned))
    old = [_passage([cell.text for cell in one.cells]) for one in printed]
    steps = _steps(old, seen)
    own = _own_tables(printed, seen, steps)
    in_order = sorted(seen, key=lambda one: (own[one.table], one.table))
    if in_order != seen:
        seen, steps = in_order, _steps(old, in_order)
    return PairedRows(printed, seen, steps)


def _steps(old: Sequence[Passage], seen: Sequence[SeenRow]) -> list[Step]:
    return align(old, [_passage([cell.text for cell in one.cells]) for one in seen])


def _own_tables(
    printed: Sequence[PrintedRow], seen: Sequence[SeenRow], steps: Sequence[Step]
) -> dict[int, int]:
    """Of each seen table, which printed one most of its rows are of; of one with none, that before it."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for one in steps:
        if one.old is not None and one.new is not None:
            counts[seen[one.new].table][printed[one.old].table] += 1
    found: dict[int, int] = {}
    before = 0
    for table in dict.fromkeys(one.table for one in seen):
        if table in counts:
            ((before, _),) = counts[table].most_common(1)
        found[table] = before
    return found


def _passage(cells: Sequence[str]) -> Passage:
    return Passage("", "row", " | ".join(as_read(unlinked(one)) for one in cells), can_move=True)
