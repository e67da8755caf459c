"""Which proposals are taken and which are left, with what goes along with these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.merge.along import goes_along, in_need_of
from drafter.merge.gone_words import bringing_back
from drafter.merge.pending import pending
from drafter.merge.proposals import OF_RUNNING, Proposal
from drafter.merge.telling import refusal, told
from drafter.merge.torn_brackets import refuse_torn, torn_of
from drafter.problems import did_you_mean
from drafter.selection.loading import OpenSelection

_NAMED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is taken, and left, of proposals; what is told of those that wait; and which cannot be taken."""

    taking: Sequence[Proposal]
    leaving: Sequence[Proposal]
    told: Sequence[str]
    impossible: tuple[Proposal, ...]


def choose(
    every: Sequence[Proposal],
    take: Sequence[str],
    leave: Sequence[str],
    selection: OpenSelection,
    *,
    take_all: bool,
    to_text: bool,
) -> Chosen:
    """What is taken, with what goes along, and what is left; see ``deciding.decide_proposals``."""
    path = selection.path
    named = _named(every, leave, path)
    kept = {one: other for one in named for other in in_need_of(one, every, leave, selection)}
    leaving = [one for one in named if one not in kept]
    along_with = [
        (one, about)
        for one in every
        if one not in leaving and (about := pending(one, every, selection)) and {*about} <= {*leaving}
    ]
    leaving += [one for one, _ in along_with]
    # Nobody asks for all in order to undo what was withdrawn: that is taken where somebody names it.
    waiting = [one for one in bringing_back(every, selection) if one not in leaving] if take_all else []
    torn = torn_of([one for one in every if one not in leaving], selection) if take_all else {}
    wanted = [one for one in every if one not in (*waiting, *torn)] if take_all else _named(every, take, path)
    taking = [one for one in wanted if one not in leaving]
    decided = {*taking, *leaving, *torn}
    while along := [one for one in every if one not in decided and goes_along(one, taking, selection)]:
        taking += along
        decided.update(along)
    waiting_wishes = []
    for one in [*taking]:
        others = pending(one, every, selection)
        is_taken = others and not {*others}.isdisjoint(taking)
        if others and not is_taken and not take_all:
            raise refusal("wish-waits", id=one.id, other=others[0].id, by=" and ".join(others[0].by))
        if others and (not is_taken or (take_all and to_text and one.field in OF_RUNNING)):
            # What it is about waits, or is the text, of which the wish can be taken or left then.
            taking.remove(one)
            decided.remove(one)
            waiting_wishes.append(one)
    said = [told("untouched/needed", id=one.id, other=other.id) for one, other in kept.items()]
    said += [told("gone-waits", id=one.id, selection=path) for one in waiting if one not in decided]
    said += [told("wish-left", id=one.id) for one in waiting_wishes]
    said += [told("left-along", id=one.id, other=about[0].id) for one, about in along_with]
    refuse_torn(taking, selection)
    return Chosen(taking, leaving, [*said, *torn.values()], tuple(torn))


def _named(every: Sequence[Proposal], names: Iterable[str], path: Path) -> list[Proposal]:
    """The proposals that somebody names: by their ids, or by a clause for all about it."""
    found: list[Proposal] = []
    for name in names:
        own = [one for one in every if one.id == name] or [one for one in every if one.clause == name]
        if not own:
            known = [one.id for one in every]
            some = f"There are: {', '.join(known[:_NAMED_AT_MOST])}." if known else "There is none at all."
            raise refusal("no-proposal", name=name, selection=path, known=did_you_mean(name, known) or some)
        found += own
    return list(dict.fromkeys(found))
