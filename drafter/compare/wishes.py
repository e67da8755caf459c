"""What delegations would have done with wordings and clauses, in one draft and in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.compare.texts import ComparedText


@dataclass(frozen=True, slots=True)
class WishChange:
    """What delegations would have done with a wording, or with all of a clause, where that changed.

    Attributes:
        old: What they would have had done, “Norway: delete; Chile: retain”; empty where nothing.
        new: What they would have done with it now.
        behind: The number of the wording; empty where it has none, or all of the clause is meant.
        is_of_all: Whether all of the clause is meant.
    """

    old: str
    new: str
    behind: str = ""
    is_of_all: bool = False


def wishes_changed(
    old: ComparedText, new: ComparedText, pairs: Iterable[tuple[int, int]]
) -> Iterator[WishChange]:
    """Who would have a clause, or a wording of it that is there, otherwise than before.

    Args:
        old: The clause as it was.
        new: As it is.
        pairs: Which line became which; -1 where there is none.
    """
    for at_old, at_new in pairs:
        was, now = _at(old.wishes, at_old), _at(new.wishes, at_new)
        if at_new >= 0 and {*was} != {*now}:
            label = new.labels[at_new] if at_new < len(new.labels) else ""
            yield WishChange("; ".join(was), "; ".join(now), label or (new.label if at_new == 0 else ""))
    # What has it left open tells whose wish that is.
    was, now = (tuple(w for w in one.of_all if w not in one.left_open) for one in (old, new))
    if {*was} != {*now}:
        yield WishChange("; ".join(was), "; ".join(now), is_of_all=True)


def _at(wishes: Sequence[tuple[str, ...]], line: int) -> tuple[str, ...]:
    return wishes[line] if 0 <= line < len(wishes) else ()
