"""What comes home in a file though it has gone from the selection since: words, names behind them, wishes.

A file of an earlier round that comes late, or again, has what was withdrawn, reworded or left out meanwhile,
and nobody says in it that this is to be undone. It is said, and waits until somebody takes it by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafter.merge.proposals import Field, Proposal
from drafter.merge.taking.along import goes_along
from drafter.merge.taking.gone import Gone
from drafter.selection.loading import OpenSelection


def telling_of_gone(proposals: Iterable[Proposal], selection: OpenSelection) -> list[Proposal]:
    """Proposals, of which those that bring something back say what became of it.

    Args:
        proposals: The proposals.
        selection: The selection.
    """
    gone = Gone.of(selection)
    return [one.telling(*(each.said for each in gone.back_with(one))) for one in proposals]


def bringing_back(every: Sequence[Proposal], selection: OpenSelection) -> list[Proposal]:
    """The proposals that bring back what was their author's own and has gone since, with what needs them.

    Args:
        every: All that is proposed.
        selection: The selection.
    """
    gone = Gone.of(selection)
    found = [one for one in every if any(each.is_own for each in gone.back_with(one))]
    return with_what_needs(found, every, selection)


def with_what_needs(
    some: Iterable[Proposal], every: Sequence[Proposal], selection: OpenSelection
) -> list[Proposal]:
    """Some proposals, and those that are of no use without them, or would bring them along.

    Args:
        some: The proposals.
        every: All that is proposed.
        selection: The selection.
    """
    found = [*some]
    rest = [one for one in every if one not in found]
    while more := [one for one in rest if _needs(one, found, selection)]:
        found += more
        rest = [one for one in rest if one not in more]
    return found


def _needs(one: Proposal, found: Sequence[Proposal], selection: OpenSelection) -> bool:
    """Whether a proposal is of no use without others, or would bring them with it."""
    new = {each.clause for each in found if each.field is Field.NEW}
    is_by_itself = one.field is Field.NEW and one.clause not in new
    return (one.clause in new and not is_by_itself) or any(
        goes_along(each, [one], selection) for each in found
    )
