"""What delegations would have done with a paragraph: their wish is theirs, and outlives decisions about it.

Where a delegation strikes a paragraph, it is put in brackets for the reason “Norway: delete”. When somebody
else decides, to keep it for one, the wish is kept below “wishes” in the block.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.brackets import DELETE, Wish, wishes_in
from drafter.decisions import SelectionEntry


def wish_to_delete(by: Iterable[str]) -> str:
    """That somebody would have a paragraph out, as a reason says it: “Norway: delete”."""
    return f"{', '.join(by)}: {DELETE}"


def keeping_wishes(was: SelectionEntry, now: SelectionEntry) -> SelectionEntry:
    """A clause about which something was decided, with the wishes that its new reason does not say."""
    said = set(wishes_in(now.reason))
    kept = tuple(one for one in was.all_wishes if one not in said or one in was.wishes)
    return replace(now, wishes=kept)


def in_words(wishes: Iterable[Wish]) -> str:
    """Wishes in words, as brackets have them: “Norway: delete; Chile: retain”."""
    return "; ".join(f"{', '.join(one.by)}: {one.says}" for one in wishes)


def told_of_kept(was: SelectionEntry | None, now: SelectionEntry) -> list[str]:
    """What a person is told of wishes that a decision has left to stand in the block."""
    if was is None or now.wishes == was.wishes:
        return []
    return [f"  “{in_words(now.wishes)}” stays in its block, below “wishes”; drafter status lists it."]
