"""Proposals of which one alone can be taken: about the same, or one takes out what the other words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from drafter.merge.proposals import OF_WORDS, Field, Proposal
from drafter.merge.telling import refusal, told
from drafter.merge.words.laying_over import wants_alone
from drafter.selection.loading import OpenSelection

Pair = tuple[Proposal, Proposal]


def rivals_in(chosen: Sequence[Proposal]) -> list[Pair]:
    """Those two and two that are about the same, or of which one takes a clause out and one works on it."""
    seen: dict[tuple[str, Field], Proposal] = {}
    pairs = [(first, one) for one in chosen if (first := seen.setdefault(one.about, one)) is not one]
    going = {one.clause: one for one in chosen if one.is_out}
    return pairs + [
        (going[one.clause], one) for one in chosen if one.field in OF_WORDS and one.clause in going
    ]


def wishes_in(
    rivals: Iterable[Pair],
    taking: Sequence[Proposal],
    selection: OpenSelection,
    *,
    but: Collection[Proposal],
    take_all: bool,
) -> tuple[list[str], dict[Proposal, str]]:
    """The one of each two proposals that changes nothing but who wants what of brackets, by its name.

    Args:
        rivals: The proposals, of several that say the same one.
        taking: All that is taken, as it is listed.
        selection: The selection.
        but: What of it is taken beside the text, and is nobody's rival.
        take_all: Whether it is taken since nobody leaves it.

    Returns:
        The names; and where all are taken those of which one alone can be, and that wait therefore, with
        what is told.

    Raises:
        DrafterError: if somebody named two that cannot both be taken.
    """
    found, refused = [], []
    for pair in rivals:
        wishes = [
            _listed_of(one, taking).id
            for one in pair
            if one.field is Field.WORDING and wants_alone(selection.clause(one.clause), one.to)
        ]
        found += wishes
        refused += [pair] if len(wishes) != 1 else []
    if refused and not take_all:
        listing = (_both_of(_listed_of(one, taking) for one in pair) for pair in refused)
        raise refusal("rivals", rivals="; ".join(listing))
    return found, _waiting(refused, [one for one in taking if one not in but])


def _waiting(refused: Iterable[Pair], taking: Sequence[Proposal]) -> dict[Proposal, str]:
    """All that is about the same as one of two that cannot both be taken; told of several is the first."""
    found: dict[Proposal, str] = {}
    for pair in refused:
        about = {one.about for one in pair}
        every = [one for one in taking if one.about in about]
        new = dict.fromkeys((one for one in every if one not in found), "")
        for one in [*new][:1]:
            leave = " ".join(f"--leave {each.id}" for each in every if each.said != every[0].said)
            new[one] = told("rivals-wait", rivals=_both_of(every), id=every[0].id, leave=leave)
        found |= new
    return found


def _both_of(some: Iterable[Proposal]) -> str:
    return " and ".join(f"{one.id} ({one.came_from})" for one in some)


def _listed_of(one: Proposal, listed: Sequence[Proposal]) -> Proposal:
    """A proposal as it is listed: of those that it was made of the first."""
    same = (
        each for each in listed if (each.about, each.draft, each.place) == (one.about, one.draft, one.place)
    )
    return next((each for each in same if {*each.by} <= {*one.by}), one)
