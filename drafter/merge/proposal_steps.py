"""Proposals put into a selection file, taken, and left: each step gives the new text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from drafter.merge.model import KEYS, Proposal, What
from drafter.merge.proposal_ground import said_in
from drafter.merge.proposal_lines import (
    Pending,
    pending_in,
    pending_of,
    rendered,
    with_lines,
    without,
)
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import Block, SelectionText, facts, line_end
from drafter.selection.edit import expect, require_cut, set_fact
from drafter.selection.steps import moved

_MOVE = re.compile(r"move: *(?P<where>before|after) +(?P<other>\S+)")
_PLACE = re.compile(r"  place: *before *")
_OUT = ("decision: out",)
_WORK = (What.WORDING, What.SOURCES)  # what is lost from the draft where the clause goes out


@dataclass(frozen=True, slots=True)
class Proposed:
    """A file with proposals.

    Attributes:
        text: The file.
        pending: What came from the Word file, as it stands in the file.
        kept: What stands there already, edited by a person, and was not written anew.
        gone: How many earlier proposals from the same Word file do not hold any more.
        namesakes: Other Word files of the same name whose proposals stand there too.
    """

    text: str
    pending: tuple[Pending, ...]
    kept: tuple[Pending, ...]
    gone: int
    namesakes: tuple[str, ...]


def with_proposals_noted(text: str, path: Path, proposals: Sequence[Proposal], file: str) -> Proposed:
    """The file with proposals below the clauses that they are about.

    Proposals that came from the same Word file before are replaced, unless a person has edited them.

    Args:
        text: The file as it stands.
        path: The file, for messages.
        proposals: In the order of the document.
        file: The Word file, as ``seen_from`` names it.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    cut_text = require_cut(text, path)
    said = facts(text)
    of_block = said_in(text)
    wanted: dict[str, list[Proposal]] = {}
    for one in proposals:
        host = one.other if one.what is What.NEW else one.clause
        wanted.setdefault(host, []).append(one)
    before = [one for one in pending_in(cut_text) if one.file == file]
    kept = [one for one in before if not one.is_untouched]
    is_kept = {(one.clause, one.what) for one in kept}
    blocks = []
    for block in cut_text.blocks:
        old = [one for one in pending_of(block) if one.file == file and one.is_untouched]
        new = [one for one in wanted.get(block.id, ()) if (one.clause, one.what) not in is_kept]
        lines = [line for one in new for line in rendered(one, file, of_block.get(block.id, {}))]
        has = [line.strip() for one in old for line in block.lines[one.start : one.end]]
        blocks.append(block if has == lines else _renewed(block, old, lines, cut_text))
    result = dataclasses.replace(cut_text, blocks=tuple(blocks)).text
    result = expect(result, *said, path)
    there_now = pending_in(require_cut(result, path))
    now = [one for one in there_now if one.file == file]
    called = PurePosixPath(file).name
    namesakes = dict.fromkeys(
        one.file for one in there_now if one.file != file and PurePosixPath(one.file).name == called
    )
    there = {(one.clause, one.what) for one in now}
    gone = sum((one.clause, one.what) not in there for one in before)
    mine = {(one.clause, one.what) for one in proposals}
    pending = tuple(one for one in now if (one.clause, one.what) in mine)
    return Proposed(result, pending, tuple(kept), gone, tuple(namesakes))


def _renewed(block: Block, old: Sequence[Pending], lines: Sequence[str], text: SelectionText) -> Block:
    block = without(block, old)
    return with_lines(block, lines, text.end, dash=text.dash) if lines else block


def matching(pending: Sequence[Pending], named: str) -> list[Pending]:
    """The proposals that somebody names: by their name, or by the clause for all about it."""
    exact = [one for one in pending if one.id == named]
    return exact or [one for one in pending if one.clause == named]


def in_taking_order(chosen: Sequence[Pending]) -> list[Pending]:
    """Proposals in an order in which each finds what it needs.

    Facts first; then clauses are moved, each behind the one that it follows; then new ones come in, of
    several at one place the last first.
    """
    moves = {one.clause: one for one in chosen if one.what is What.ORDER}
    ordered: dict[str, Pending] = {}

    def put(one: Pending, on_the_way: frozenset[str]) -> None:
        found = _MOVE.fullmatch(one.lines[0]) if one.lines else None
        other = moves.get(found["other"]) if found else None
        if other and other.clause not in on_the_way:
            put(other, on_the_way | {other.clause})
        ordered.setdefault(one.clause, one)

    for one in moves.values():
        put(one, frozenset({one.clause}))
    rest = [one for one in chosen if one.what not in (What.ORDER, What.NEW)]
    new = [one for one in chosen if one.what is What.NEW]
    return [*rest, *ordered.values(), *reversed(new)]


def refuse_rivals(chosen: Sequence[Pending]) -> None:
    """Refuse to take two proposals about the same, or to take a clause out and to work on it too.

    Raises:
        DrafterError: naming them.
    """
    seen: dict[tuple[str, What], Pending] = {}
    pairs = []
    for one in chosen:
        first = seen.setdefault((one.clause, one.what), one)
        if first is not one:
            pairs.append((first, one))
    going = {one.clause: one for one in chosen if one.what is What.DECISION and one.lines[:1] == _OUT}
    pairs += [(going[one.clause], one) for one in chosen if one.what in _WORK and one.clause in going]
    rivals = [f"{one.id} ({one.came_from}) and {other.id} ({other.came_from})" for one, other in pairs]
    if rivals:
        raise DrafterError(
            f"nothing was written: two proposals cannot both be taken: {'; '.join(rivals)}",
            "Take one by its name, and leave the other: --take ID, --leave ID.",
            status=ExitStatus.USAGE,
        )


def left(text: str, path: Path, pending: Pending) -> str:
    """The file without a proposal.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    cut_text = require_cut(text, path)
    place = cut_text.place(pending.block)
    blocks = list(cut_text.blocks)
    blocks[place] = without(blocks[place], [_same(blocks[place], pending)])
    return expect(dataclasses.replace(cut_text, blocks=tuple(blocks)).text, *facts(text), path)


def taken(text: str, path: Path, pending: Pending) -> str:
    """The file with a proposal taken: what it says stands in the block, and where it came from above it.

    What stood there before stays as a comment.

    Raises:
        DrafterError: if it cannot be taken, or the file's style does not allow it.
    """
    if pending.what is What.ORDER:
        return _taken_order(text, path, pending)
    if pending.what is What.NEW:
        return _taken_new(text, path, pending)
    text = left(text, path, pending)
    wanted = _keys(pending.lines)
    allowed = KEYS[pending.what]
    if not wanted or set(wanted) - set(allowed):
        raise _unreadable(path, pending)
    where = ("clauses", pending.block)
    for key in allowed:
        if key in wanted:
            text = set_fact(text, path, where, key, wanted[key], keep_old=True)
        elif pending.what is What.WORDING:
            text = set_fact(text, path, where, key, [], keep_old=True)
    return _with_origin(text, path, pending, next(key for key in allowed if key in wanted))


def _taken_order(text: str, path: Path, pending: Pending) -> str:
    found = _MOVE.fullmatch(pending.lines[0]) if pending.lines else None
    if found is None:
        raise _unreadable(path, pending)
    text = left(text, path, pending)
    ids = [block.id for block in require_cut(text, path).blocks]
    if found["other"] not in ids or found["other"] == pending.block:
        raise DrafterError(
            f"“{pending.id}” cannot be taken: {path} has no clause “{found['other']}” to move it beside",
            f"Move the block by hand, and leave the proposal: --leave {pending.id}",
            status=ExitStatus.USAGE,
        )
    return moved(text, path, pending.block, found["other"], is_before=found["where"] == "before")


def _taken_new(text: str, path: Path, pending: Pending) -> str:
    cut_text = require_cut(text, path)
    if pending.clause in {block.id for block in cut_text.blocks} or not pending.lines:
        raise DrafterError(
            f"“{pending.id}” cannot be taken: there is a clause “{pending.clause}” already",
            "Give it another id in the file, or leave it.",
            status=ExitStatus.USAGE,
        )
    head, said = facts(text)
    host = cut_text.place(pending.block)
    block = cut_text.blocks[host]
    is_before = any(_PLACE.fullmatch(line) for line in pending.lines)
    lines = [line for line in pending.lines if not _PLACE.fullmatch(line)]
    space = " " * cut_text.dash
    own = [f"{space}{line}{cut_text.end}" for line in lines]
    own.insert(1, f"{space}  # from {pending.came_from}{cut_text.end}")
    # Further new clauses behind this one go with it, so that they keep their order.
    later = [
        one for one in pending_of(block) if one.what is What.NEW and one.start > _same(block, pending).start
    ]
    later = [one for one in later if not is_before]
    own += [line for one in later for line in block.lines[one.start : one.end]]
    blocks = list(cut_text.blocks)
    blocks[host] = without(block, [_same(block, pending), *later])
    if not is_before and blocks[host].lines[-1][-1:] not in "\r\n":
        blocks[host] = dataclasses.replace(
            blocks[host], lines=(*blocks[host].lines[:-1], blocks[host].lines[-1] + cut_text.end)
        )
    blocks.insert(host + (not is_before), Block(pending.clause, tuple(own)))
    result = dataclasses.replace(cut_text, blocks=tuple(blocks)).text
    read = require_cut(result, path)
    facts_of = dict(said)
    new = dict(facts(result)[1]).get(pending.clause)
    if new is None or len(read.blocks) != len(blocks):
        raise _unreadable(path, pending)
    return expect(result, head, [(b.id, facts_of.get(b.id, new)) for b in blocks], path)


def _same(block: Block, pending: Pending) -> Pending:
    """A proposal where it stands now: lines above it may have come or gone."""
    for one in pending_of(block):
        if (one.what, one.file, one.where, one.lines) == (
            pending.what,
            pending.file,
            pending.where,
            pending.lines,
        ):
            return one
    raise AssertionError("a proposal that was read from the file is in it")


def _keys(lines: Sequence[str]) -> dict[str, list[str]]:
    """The YAML of each key of a proposal."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if not line.startswith(" ") and ":" in line:
            key, _, value = line.partition(":")
            found[key] = [value.strip()]
        elif key:
            found[key].append(line)
    return found


def _with_origin(text: str, path: Path, pending: Pending, key: str) -> str:
    """The file with a comment above a fact that says where it came from."""
    cut_text = require_cut(text, path)
    place = cut_text.place(pending.block)
    block = cut_text.blocks[place]
    space = " " * max(block.column, 0)
    at = next((n for n, line in enumerate(block.lines) if line.startswith(f"{space}{key}:")), None)
    if at is None:
        return text
    lines = [*block.lines[:at], f"{space}# from {pending.came_from}{line_end(text)}", *block.lines[at:]]
    blocks = list(cut_text.blocks)
    blocks[place] = dataclasses.replace(block, lines=tuple(lines))
    return expect(dataclasses.replace(cut_text, blocks=tuple(blocks)).text, *facts(text), path)


def _unreadable(path: Path, pending: Pending) -> DrafterError:
    return DrafterError(
        f"“{pending.id}” in {path} cannot be read as a proposal any more",
        f"Write what you want into the block itself, and leave the proposal: --leave {pending.id}",
        status=ExitStatus.PROBLEMS,
    )
