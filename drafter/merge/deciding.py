"""Proposals taken into a selection, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.merge.model import KEYS, OF_WORDS, Field, Proposal
from drafter.merge.proposals import Proposals, refuse_stale
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.blocks import SelectionText, block_lines
from drafter.selection.file import said_in
from drafter.selection.loading import OpenSelection
from drafter.selection.update import with_fresh_notes

_NAMED_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about proposals.

    Attributes:
        selection: The selection.
        taken: What stands in it now.
        left: What does not.
        rest: The proposals that are still to be decided about.
        has_replaced: Whether something in the selection was replaced, and stays as a comment.
    """

    selection: OpenSelection
    taken: tuple[Proposal, ...]
    left: tuple[Proposal, ...]
    rest: tuple[Proposal, ...]
    has_replaced: bool


def decide_proposals(
    selection: OpenSelection,
    proposals: Proposals,
    take: Sequence[str],
    leave: Sequence[str],
    *,
    take_all: bool = False,
) -> Decided:
    """Take some proposals into a selection and leave others.

    Args:
        selection: The selection.
        proposals: What is proposed to it.
        take: Ids of proposals, or of clauses for all about them.
        leave: Likewise.
        take_all: Whether to take every one that is not left.

    Raises:
        DrafterError: if a proposal is not known, two cannot both be taken, or one is stale.
    """
    leaving = [one for name in leave for one in _named(proposals, name, selection.path)]
    taking = [one for name in take for one in _named(proposals, name, selection.path)]
    if take_all:
        taking = list(proposals.found)
    taking = [one for one in dict.fromkeys(taking) if one not in leaving]
    _refuse_rivals(taking)
    refuse_stale(selection.text, selection.path, taking)
    file = selection.in_blocks
    said = said_in(file.text)
    has_replaced = any(key in said.get(one.clause, {}) for one in taking for key in KEYS.get(one.field, ()))
    rest = [one for one in proposals.found if one not in (*taking, *leaving)]
    for one in _in_taking_order(taking):
        file = _taken(file, one)
        if one.field is Field.NEW and not one.is_before:
            rest = _behind_it(rest, one, proposals.found)
    new = [one.clause for one in taking if one.field is Field.NEW]
    after = with_fresh_notes(selection.reread(file), new)
    return Decided(after, tuple(taking), tuple(dict.fromkeys(leaving)), tuple(rest), has_replaced)


def _named(proposals: Proposals, name: str, path: Path) -> list[Proposal]:
    found = proposals.named(name)
    if not found:
        known = [one.id for one in proposals.found]
        raise DrafterError(
            f"there is no proposal “{name}” for {path}",
            did_you_mean(name, known)
            or (f"There are: {', '.join(known[:_NAMED_AT_MOST])}." if known else "There is none at all."),
            status=ExitStatus.USAGE,
        )
    return found


def _refuse_rivals(chosen: Sequence[Proposal]) -> None:
    """Refuse to take two proposals about the same, or to take a clause out and to work on it too."""
    seen: dict[tuple[str, Field], Proposal] = {}
    pairs = [(first, one) for one in chosen if (first := seen.setdefault(one.about, one)) is not one]
    going = {one.clause: one for one in chosen if one.is_out}
    pairs += [(going[one.clause], one) for one in chosen if one.field in OF_WORDS and one.clause in going]
    rivals = [f"{one.id} ({one.came_from}) and {other.id} ({other.came_from})" for one, other in pairs]
    if rivals:
        raise DrafterError(
            f"nothing was written: two proposals cannot both be taken: {'; '.join(rivals)}",
            "Take one by its name, and leave the other: --take ID, --leave ID.",
            status=ExitStatus.USAGE,
        )


def _in_taking_order(chosen: Sequence[Proposal]) -> list[Proposal]:
    """Proposals in an order in which each finds what it needs.

    Facts first; then clauses are moved, each behind the one that it follows; then new ones come in, of
    several behind one clause the last first.
    """
    moves = {one.clause: one for one in chosen if one.field is Field.ORDER}
    ordered: dict[str, Proposal] = {}

    def put(one: Proposal, on_the_way: frozenset[str]) -> None:
        other = moves.get(one.other)
        if other and other.clause not in on_the_way:
            put(other, on_the_way | {other.clause})
        ordered.setdefault(one.clause, one)

    for one in moves.values():
        put(one, frozenset({one.clause}))
    facts = [one for one in chosen if one.field in KEYS]
    new = [one for one in chosen if one.field is Field.NEW]
    before = [one for one in new if one.is_before]
    behind = [one for one in new if not one.is_before]
    return [*facts, *ordered.values(), *before, *reversed(behind)]


def _behind_it(rest: Sequence[Proposal], new: Proposal, order: Sequence[Proposal]) -> list[Proposal]:
    """Proposals, of which further new clauses at the place of one that was taken go behind it."""
    later = set(order[order.index(new) + 1 :])
    return [
        replace(one, other=new.clause)
        if one in later and one.field is Field.NEW and not one.is_before and one.other == new.other
        else one
        for one in rest
    ]


def _taken(file: SelectionText, one: Proposal) -> SelectionText:
    """The selection with a proposal taken: what it says stands in the block, and where it came from above it.

    What stood there before stays as a comment.
    """
    said, path = said_in(file.text), file.path
    if one.other and (one.other not in said or one.other == one.clause):
        raise _cannot(one, f"{path} has no clause “{one.other}” to put it beside", "Put it there by hand")
    if one.field is Field.NEW:
        if one.clause in said:
            raise _cannot(one, f"there is a clause “{one.clause}” already", "Give it another id in its file")
        lines = block_lines(one.clause, None, (f"# from {one.came_from}", *one.yaml), dash=file.dash)
        return file.with_block(one.clause, one.other, is_before=one.is_before, lines=lines)
    if one.clause not in said:
        raise _cannot(one, f"{path} has no clause “{one.clause}” any more", "Take the clause in again")
    if one.field is Field.ORDER:
        return file.with_block(one.clause, one.other, is_before=one.is_before)
    where = ("clauses", one.clause)
    keys = dict(one.keys)
    for key in KEYS[one.field]:
        if key in keys or one.field is Field.WORDING:
            origin = one.came_from if key == next(iter(keys)) else ""
            file = file.with_fact(where, key, keys.get(key, []), keep_old=True, origin=origin)
    return file


def _cannot(one: Proposal, why: str, instead: str) -> DrafterError:
    return DrafterError(
        f"“{one.id}” cannot be taken: {why}",
        f"{instead}, or leave the proposal: --leave {one.id}",
        status=ExitStatus.USAGE,
    )
