"""The proposals beside a selection after a draft was read: its new ones in the place of its earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from drafter.merge.own_ids import with_own_ids
from drafter.merge.proposals import Field, Proposal, numbered
from drafter.merge.taking.stale import base_of, said_by_blocks
from drafter.selection.loading import OpenSelection


@dataclass(frozen=True, slots=True)
class Renewed:
    """The proposals after a draft was read.

    Attributes:
        found: All of them.
        of_draft: Those of the draft that it still makes.
        gone: How many earlier ones of the draft do not hold any more.
        namesakes: Other Word files of the same name that have proposals too.
        elsewhere: What another file has of the same author already: its id, and that file.
    """

    found: tuple[Proposal, ...]
    of_draft: tuple[Proposal, ...]
    gone: int
    namesakes: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()


def renewed(
    before: Sequence[Proposal], made: Sequence[Proposal], draft: str, selection: OpenSelection
) -> Renewed:
    """Proposals with those of a draft in the place of its earlier ones, unless a person has edited these.

    Args:
        before: Those that stand in the file.
        made: Those of the draft, in the order of the document.
        draft: The Word file, as ``named_in`` names it.
        selection: The selection.
    """
    said = said_by_blocks(selection)
    of_others = [one for one in before if one.draft != draft]
    named = with_own_ids([*of_others, *(replace(one, draft=draft) for one in made)], selection)
    of_others, made = named[: len(of_others)], named[len(of_others) :]
    earlier = {one.key: one for one in before if one.draft == draft}
    edited = {key: one for key, one in earlier.items() if one.is_edited}
    place = {key: one.place for key, one in earlier.items()}
    left = {key for key, one in earlier.items() if one.is_left}
    fresh = {
        one.key: replace(one, base=base_of(said, one), place=place.get(one.key, 0), is_left=one.key in left)
        for one in made
    }
    # A file that was passed on has what its first author changed in it, too.
    there = {_whose(one): one for one in reversed(of_others) if one.by}
    twice = {key: there[_whose(one)] for key, one in fresh.items() if _whose(one) in there}
    fresh = {key: one for key, one in fresh.items() if key not in twice}
    own = list((fresh | edited).values())
    # In the order of the selection, new clauses with those beside which they go.
    rank = {given: place for place, given in enumerate(said)}
    own.sort(key=lambda one: rank.get(one.other if one.field is Field.NEW else one.clause, len(rank)))
    at = next((n for n, one in enumerate(before) if one.draft == draft), len(before))
    found = numbered([*of_others[:at], *own, *of_others[at:]])
    called = PurePosixPath(draft).name
    return Renewed(
        found,
        tuple(one for one in found if one.draft == draft and one.key in fresh),
        len(earlier.keys() - (fresh | edited).keys()),
        tuple(dict.fromkeys(one.draft for one in of_others if PurePosixPath(one.draft).name == called)),
        tuple((one.id, one.draft) for one in twice.values()),
    )


def _whose(one: Proposal) -> object:
    """What somebody proposes, wherever a new paragraph of theirs stands; whose it is, and to which words."""
    return one.by, one.base, (replace(one, other="", is_before=False) if one.field is Field.NEW else one).said
