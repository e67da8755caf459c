"""Proposals beside a selection: renewed when a draft is read again, taken into the selection, or left."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from drafter.merge.proposals import (
    CATALOGUE,
    KEYS,
    OF_PLACE,
    OF_WORDS,
    Field,
    Proposal,
    Proposals,
    numbered,
    refusal,
    taking_order,
)
from drafter.model import Decision
from drafter.problems import did_you_mean
from drafter.selection.blocks import SelectionText, block_lines
from drafter.selection.file import said_in
from drafter.selection.lines import short_hash
from drafter.selection.loading import OpenSelection
from drafter.selection.update import with_fresh_notes

_NAMED_AT_MOST = 8
_LONGEST = 200  # characters of what a block says that are shown


@dataclass(frozen=True, slots=True)
class Renewed:
    """The proposals after a draft was read.

    Attributes:
        found: All of them.
        of_draft: Those of the draft that it still makes.
        gone: How many earlier ones of the draft do not hold any more.
        namesakes: Other Word files of the same name that have proposals too.
    """

    found: tuple[Proposal, ...]
    of_draft: tuple[Proposal, ...]
    gone: int
    namesakes: tuple[str, ...]


def renewed(before: Sequence[Proposal], made: Sequence[Proposal], draft: str, selection: str) -> Renewed:
    """Proposals with those of a draft in the place of its earlier ones, unless a person has edited these.

    Args:
        before: Those that stand in the file.
        made: Those of the draft, in the order of the document.
        draft: The Word file, as ``named_in`` names it.
        selection: The selection's text.
    """
    said = said_in(selection)
    earlier = {one.about: one for one in before if one.draft == draft}
    edited = {about: one for about, one in earlier.items() if one.is_edited}
    fresh = {one.about: replace(one, draft=draft, base=_base(said, one)) for one in made}
    own = list((fresh | edited).values())
    # In the order of the selection, new clauses with those beside which they go.
    rank = {given: place for place, given in enumerate(said)}
    own.sort(key=lambda one: rank.get(one.other if one.field is Field.NEW else one.clause, len(rank)))
    at = next((n for n, one in enumerate(before) if one.draft == draft), len(before))
    others = [one for one in before if one.draft != draft]
    found = numbered([*others[:at], *own, *others[at:]])
    called = PurePosixPath(draft).name
    return Renewed(
        found,
        tuple(one for one in found if one.draft == draft and one.about in fresh),
        len(earlier.keys() - (fresh | edited).keys()),
        tuple(dict.fromkeys(one.draft for one in others if PurePosixPath(one.draft).name == called)),
    )


# Stale: the block says something else by now


def _base(said: Mapping[str, Mapping[str, str]], one: Proposal) -> str:
    """The hash of what a proposal would replace; empty where that is nothing."""
    replaced = _replaced(said, one)
    return short_hash(replaced) if replaced and one.field is not Field.NEW else ""


def _replaced(said: Mapping[str, Mapping[str, str]], one: Proposal) -> str:
    """What a proposal would replace or make useless: words where the clause goes out, and the reverse."""
    block = said.get(one.clause, {})
    keys = set(KEYS[one.field])
    if one.field is Field.WORDING:
        keys.add("lead")  # of no use beside “wordings”
    if one.is_out:
        keys.update(key for other in OF_WORDS for key in KEYS[other])
    if one.field in OF_WORDS and block.get("decision") == Decision.OUT:
        keys.add("decision")
    return "; ".join(f"{key}: {block[key]}" for key in sorted(keys & block.keys()))


def _refuse_stale(said: Mapping[str, Mapping[str, str]], path: Path, chosen: Iterable[Proposal]) -> None:
    """Refuse to take proposals whose blocks say something else than when they were made."""
    stale = [one for one in chosen if one.base != _base(said, one)]
    if not stale:
        return
    listing, ways = "", []
    for one in stale:
        now = textwrap.shorten(_replaced(said, one) or "nothing any more", _LONGEST, placeholder=" …")
        listing += f"\n    {one.id} ({one.came_from}); the block says: {now}"
        file, way = str(path.parent / one.draft), "edited" if one.is_edited else "again"
        named = f'"{file}"' if " " in file else file
        ways.append(CATALOGUE.say(f"stale/{way}", id=one.id, file=named)[3])
    leave = " ".join(f"--leave {one.id}" for one in stale)
    to_do = " ".join(dict.fromkeys(ways))
    raise refusal("stale", count=len(stale), listing=listing, to_do=to_do, leave=leave)


# Taking and leaving


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
    every, path = proposals.found, selection.path
    leaving = _named(every, leave, path)
    taking = [one for one in (every if take_all else _named(every, take, path)) if one not in leaving]
    _refuse_rivals(taking)
    file = selection.in_blocks
    said = said_in(file.text)
    _refuse_stale(said, path, taking)
    has_replaced = any(key in said.get(one.clause, {}) for one in taking for key in KEYS[one.field])
    rest = [one for one in every if one not in (*taking, *leaving)]
    for one in taking_order(taking):
        file = _taken(file, one)
        if one.field is Field.NEW and not one.is_before:
            # Further new clauses at the place of one that was taken go behind it.
            later = [
                other
                for other in every[every.index(one) + 1 :]
                if other.field is Field.NEW and not other.is_before and other.other == one.other
            ]
            rest = [replace(other, other=one.clause) if other in later else other for other in rest]
    new = [one.clause for one in taking if one.field is Field.NEW]
    after = with_fresh_notes(selection.reread(file), new)
    return Decided(after, tuple(taking), tuple(leaving), tuple(rest), has_replaced)


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


def _refuse_rivals(chosen: Sequence[Proposal]) -> None:
    """Refuse to take two proposals about the same, or to take a clause out and to work on it too."""
    seen: dict[tuple[str, Field], Proposal] = {}
    pairs = [(first, one) for one in chosen if (first := seen.setdefault(one.about, one)) is not one]
    going = {one.clause: one for one in chosen if one.is_out}
    pairs += [(going[one.clause], one) for one in chosen if one.field in OF_WORDS and one.clause in going]
    rivals = [f"{one.id} ({one.came_from}) and {other.id} ({other.came_from})" for one, other in pairs]
    if rivals:
        raise refusal("rivals", rivals="; ".join(rivals))


def _taken(file: SelectionText, one: Proposal) -> SelectionText:
    """The selection with a proposal taken: what it says stands in the block, and where it came from above it.

    What stood there before stays as a comment.
    """
    there, is_new = file.by_id, one.field is Field.NEW
    why = ""
    if one.other and (one.other not in there or one.other == one.clause):
        why = "no-place"
    elif is_new == (one.clause in there):
        why = "there-already" if is_new else "not-there"
    if why:
        raise refusal(f"cannot/{why}", id=one.id, clause=one.clause, other=one.other, selection=file.path)
    if one.field in OF_PLACE:
        said = (f"# from {one.came_from}", *one.yaml)
        lines = block_lines(one.clause, None, said, dash=file.dash) if is_new else ()
        return file.with_block(one.clause, one.other, is_before=one.is_before, lines=lines)
    facts = dict(one.facts)
    first = next(key for key, value in facts.items() if value)
    for key, value in facts.items():
        origin = one.came_from if key == first else ""
        file = file.with_fact(("clauses", one.clause), key, value, keep_old=True, origin=origin)
    return file
