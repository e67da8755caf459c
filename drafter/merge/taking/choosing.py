"""Which proposals are taken and which are left, with what goes along with these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.merge.proposal_file import read_proposals
from drafter.merge.proposals import OF_RUNNING, Proposal
from drafter.merge.strangers import strangers_of
from drafter.merge.taking.along import goes_along, in_need_of
from drafter.merge.taking.bringing_back import bringing_back, with_what_needs
from drafter.merge.taking.misplaced import misplaced_of
from drafter.merge.taking.pending import pending
from drafter.merge.taking.stale import stale_of
from drafter.merge.taking.torn_brackets import refuse_torn, torn_of
from drafter.merge.telling import refusal, told
from drafter.problems import DrafterError
from drafter.selection.history import load_history
from drafter.selection.loading import OpenSelection
from drafter.text.looks import did_you_mean

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
    but: Mapping[Proposal, str],
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
    cannot = (
        _impossible([one for one in every if one not in leaving], selection, to_text, but) if take_all else {}
    )
    waiting = [one for one in waiting if one not in cannot]
    wanted = (
        [one for one in every if one not in (*waiting, *cannot)] if take_all else _named(every, take, path)
    )
    taking = [one for one in wanted if one not in leaving]
    decided = {*taking, *leaving, *cannot}
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
    return Chosen(taking, leaving, [*said, *filter(None, cannot.values())], tuple(cannot))


def _impossible(
    every: Sequence[Proposal], selection: OpenSelection, to_text: bool, but: Mapping[Proposal, str]
) -> dict[Proposal, str]:
    """The proposals that cannot be taken as they are, with those that go along; each with why not."""
    found = torn_of(every, selection)
    others = strangers_of([one for one in every if one not in found], selection, to_text=to_text)
    rest = [one for one in every if one not in {**found, **others}]
    others |= misplaced_of(rest, selection, to_text=to_text)
    rest = [one for one in rest if one not in others]
    others |= stale_of(rest, selection, to_text=to_text)
    others |= {one: said for one, said in but.items() if one not in {**found, **others}}
    along = (one for one in with_what_needs(others, every, selection) if one not in {**found, **others})
    return found | others | {one: told("stale-waits/along", id=one.id) for one in along}


def _named(every: Sequence[Proposal], names: Iterable[str], path: Path) -> list[Proposal]:
    """The proposals that somebody names: by their ids, or by a clause for all about it."""
    found: list[Proposal] = []
    for name in names:
        own = [one for one in every if one.id == name] or [one for one in every if one.clause == name]
        if not own and (before := _decided_before(name, path)):
            one, what, day = before
            facts = {"draft": path.parent / one.draft, "selection": path}
            raise refusal("no-proposal/decided", name=name, what=what, day=day, **facts)
        if not own:
            known = [one.id for one in every]
            some = f"There are: {', '.join(known[:_NAMED_AT_MOST])}." if known else "There is none at all."
            raise refusal("no-proposal", name=name, selection=path, known=did_you_mean(name, known) or some)
        found += own
    return list(dict.fromkeys(found))


def _decided_before(name: str, path: Path) -> tuple[Proposal, str, str] | None:
    """A proposal of some name that was decided about last, with what decided so, and when; None for none."""
    try:
        history = load_history(path, b"")
    except DrafterError:
        return None  # who changed it is told by what writes it
    for number in reversed(history.live[-1]):
        step = history.steps[number - 1]
        were, became = (read_proposals(path, text).found if text else () for text in step.proposals)
        gone = [one for one in were if one.id == name and name not in {other.id for other in became}]
        if gone:
            return gone[0], step.what, step.day
    return None
