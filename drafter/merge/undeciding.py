"""Proposals that were decided about, put back as the decision is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.merge.proposals import Proposal, numbered


def put_back(
    there: Sequence[Proposal], was: Sequence[Proposal], became: Sequence[Proposal]
) -> tuple[Proposal, ...]:
    """The proposals with those of a decision as they were before it; the others keep their names.

    Args:
        there: Those that stand in the file now.
        was: Those that the decision was about, or that it changed, as they were.
        became: Those that it changed, as they became; where one has been decided about since, or read anew,
            that holds.
    """
    known, gone = [_unplaced(one) for one in there], [_unplaced(one) for one in became]
    changed = {one.id: one for one in became}
    back = [
        one
        for one in was
        if (_unplaced(changed[one.id]) in known if one.id in changed else not _is_there(one, there))
    ]
    rest = [one for one, plain in zip(there, known, strict=True) if plain not in gone]
    return numbered([*rest, *back])


def _unplaced(one: Proposal) -> Proposal:
    """A proposal whatever number it has among those about the same, and whether or not it was left before."""
    return replace(one, place=0, is_left=False)


def _is_there(one: Proposal, there: Sequence[Proposal]) -> bool:
    """Whether a file has been read again meanwhile, and proposes the same."""
    return any((one.said, one.draft) == (other.said, other.draft) for other in there)
