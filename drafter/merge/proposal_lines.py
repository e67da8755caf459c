"""Proposals as they stand in a selection file: commented lines below a clause, for people to see and edit.

    # FROM round-1.docx, clause 12 [wording k7qa]
    # wording: >-
    #   Ensure that everyone who needs it has legal aid

The lines below the first are what the block is to say. The mark at the end of the first tells whether they
are still as drafter wrote them: only then are they replaced when the same draft is read once more. Where the
block said something of the same by itself, a second mark tells what.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.merge.model import KEYS, Contested, Proposal, What
from drafter.merge.proposal_ground import ground_mark, short_mark
from drafter.model import Decision, SelectionEntry
from drafter.problems import Problem, Severity
from drafter.selection.blocks import Block, SelectionText
from drafter.selection.edit import folded, listed, scalar
from drafter.selection.loading import OpenSelection

_HEAD = re.compile(
    r"# FROM (?P<file>.+), (?P<where>clause [^\[\]]*?|no clause number|gone)"
    rf"(?P<contested>; (?:{Contested.CHANGED}|{Contested.OUT}))?"
    r" \[(?P<what>[a-z]+)(?: (?P<mark>[a-z2-7]{4})(?: (?P<over>[a-z2-7]{4}))?)?\]"
)
_KEY = re.compile(r"((?:- )?[a-z]+):(?: |$)")
_BEGINNINGS = {**KEYS, What.ORDER: ("move",), What.NEW: ("- id",)}
_OF_ONE_LINE = (What.SOURCES, What.KIND, What.HEADING, What.ORDER)
_GONE = "gone"
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal in a file.

    Attributes:
        block: The id of the block in which it stands.
        what: What it is about.
        file: The Word file that it came from, as seen from the selection's folder.
        where: The clause there, in words.
        lines: What the block is to say, without the comment marks.
        start: The line of the block at which it begins, from 0.
        end: The line behind its last.
        is_untouched: Whether it is as drafter wrote it.
        over: The fingerprint of what the block said where it would be replaced; empty where it said nothing.
        number: 1, or 2 and so on for further ones about the same.
    """

    block: str
    what: What
    file: str
    where: str
    lines: tuple[str, ...]
    start: int
    end: int
    is_untouched: bool
    over: str = ""
    number: int = 1

    @property
    def clause(self) -> str:
        """The clause that it is about: that of the block, or the new one."""
        if self.what is not What.NEW:
            return self.block
        found = next((re.fullmatch(r"- id: *(\S+) *", line) for line in self.lines if "id:" in line), None)
        return found[1] if found else self.block

    @property
    def id(self) -> str:
        """Its name: the clause's id and what it is about."""
        again = f":{self.number}" if self.number > 1 else ""
        return f"{self.clause}:{self.what}{again}"

    @property
    def is_out(self) -> bool:
        """Whether it was made of a clause that somebody took out."""
        return self.what is What.DECISION and self.where == _GONE

    @property
    def came_from(self) -> str:
        """Where it came from, in words."""
        return f"{self.file}, {self.where}"


def pending_in(text: SelectionText) -> list[Pending]:
    """Every proposal in a file, in order."""
    return _numbered(one for block in text.blocks for one in pending_of(block))


def _numbered(found: Iterable[Pending]) -> list[Pending]:
    counts: dict[str, int] = {}
    numbered = []
    for one in found:
        counts[one.id] = number = counts.get(one.id, 0) + 1
        numbered.append(replace(one, number=number))
    return numbered


def pending_of(block: Block) -> list[Pending]:
    """The proposals in a block."""
    found = []
    at = 0
    while at < len(block.lines):
        head = _HEAD.fullmatch(block.lines[at].strip())
        if head is None or head["what"] not in set(What):
            at += 1
            continue
        end = _end_of(block, at, head)
        lines = tuple(_content(line) for line in block.lines[at + 1 : end])
        is_untouched = head["mark"] == _mark(_said(head), lines)
        what, over = What(head["what"]), head["over"] or ""
        found.append(Pending(block.id, what, head["file"], head["where"], lines, at, end, is_untouched, over))
        at = end
    return found


def _end_of(block: Block, at: int, head: re.Match[str]) -> int:
    """The line behind the last one of a proposal; below it, people's own comments may follow.

    Its lines are the keys that it may have, each once (“wording” or “wordings”, not both), and what stands
    further in below one. As long as its mark fits, it ends where drafter ended it, unless somebody has added
    to its words.
    """
    what = What(head["what"])
    own = list(_BEGINNINGS[what])
    lines: list[str] = []
    for line in block.lines[at + 1 :]:
        stripped = line.strip()
        if not stripped.startswith("#") or _HEAD.fullmatch(stripped):
            break
        content = _content(line)
        is_within = bool(lines) and content.startswith(_INDENT)
        may_end = lines and (not is_within or what in _OF_ONE_LINE)
        if may_end and head["mark"] == _mark(_said(head), lines):
            break
        if not is_within:
            key = _KEY.match(content)
            if key is None or key[1] not in own:
                break
            own = [] if what is What.WORDING else [one for one in own if one != key[1]]
        lines.append(content)
    return at + 1 + len(lines)


def _said(head: re.Match[str]) -> str:
    return f"{head['file']}, {head['where']}{head['contested'] or ''} [{head['what']}"


def _content(line: str) -> str:
    rest = line.strip()[1:]
    return (rest.removeprefix(" ")).rstrip()


def _mark(said: str, lines: Sequence[str]) -> str:
    return short_mark("\n".join([said, *lines]))


# Writing


def rendered(proposal: Proposal, file: str, said: Mapping[str, object]) -> list[str]:
    """The lines of a proposal, without indent and line ends.

    Args:
        proposal: The proposal.
        file: The Word file, as ``seen_from`` names it.
        said: What its block says, key by key.
    """
    lines = content_of(proposal)
    where = f"clause {proposal.label}" if proposal.label else "no clause number"
    is_out = proposal.what is What.DECISION and proposal.to.decision is Decision.OUT
    where = _GONE if is_out else where
    contested = f"; {proposal.contested}" if proposal.contested else ""
    head = f"{file}, {where}{contested} [{proposal.what}"
    over = ground_mark(said, proposal.what, is_out=is_out)
    marks = " ".join([_mark(head, lines), *([over] if over else [])])
    return [f"# FROM {head} {marks}]", *(f"# {line}".rstrip() for line in lines)]


def seen_from(selection: Path, draft: Path) -> str:
    """A Word file as proposals name it: as seen from the selection's folder, so that no other is like it."""
    place, folder = draft.parent.resolve() / draft.name, selection.parent.resolve()
    try:
        name = Path(os.path.relpath(place, folder)).as_posix()
    except ValueError:  # on another drive
        name = place.as_posix()
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", name)


def content_of(proposal: Proposal) -> list[str]:
    """What the block is to say, as YAML."""
    to = proposal.to
    if proposal.what is What.NEW:
        return _block(to, is_before=proposal.is_before)
    if proposal.what is What.WORDING:
        return _words(to)
    lines = {
        What.ORDER: f"move: {'before' if proposal.is_before else 'after'} {proposal.other}",
        What.DECISION: f"decision: {to.decision}",
        What.KIND: f"kind: {to.kind}",
        What.HEADING: f"heading: {to.heading}",
        What.SOURCES: f"sources: {_signed(to)}",
    }
    reason = [f"reason: {scalar(to.reason)}"] if proposal.what is What.DECISION and to.reason else []
    return [lines[proposal.what], *reason]


def _block(to: SelectionEntry, *, is_before: bool) -> list[str]:
    facts = ["place: before"] if is_before else []
    facts += [f"decision: {to.decision}", f"reason: {scalar(to.reason)}"] if to.decision else []
    facts += [f"kind: {to.kind}"] if to.kind else []
    facts += [f"heading: {to.heading}"] if to.heading else []
    facts += [f"sources: {_signed(to)}"] if to.added or to.dropped else []
    return [f"- id: {to.id}", *(f"  {line}" for line in [*facts, *_words(to)])]


def _signed(to: SelectionEntry) -> str:
    signed = [*(f"+{source}" for source in to.added), *(f"-{source}" for source in to.dropped)]
    return f"[{', '.join(signed)}]"


def _words(to: SelectionEntry) -> list[str]:
    if to.wording:
        return _under("wording", folded(to.wording))
    lines = ["wordings:"]
    for one in to.wordings:
        lines.append(f"  - sources: {listed(one.sources)}")
        lines += [f"    {line}" for line in _under("wording", folded(one.wording))] if one.wording else []
    return lines


def _under(key: str, value: Sequence[str]) -> list[str]:
    first, *rest = value
    return [f"{key}: {first}", *rest]


def with_lines(block: Block, lines: Sequence[str], end: str, *, dash: int = 0) -> Block:
    """A block with comment lines below everything that is written in it.

    Args:
        block: The block.
        lines: Without indent and line ends.
        end: The line end of the file.
        dash: The column of the blocks' dashes.
    """
    own = list(block.lines)
    at = len(own)
    while at > 1 and not own[at - 1].strip():
        at -= 1
    if own[at - 1][-1:] not in "\r\n":
        own[at - 1] += end
    space = " " * max(block.column, dash + 2)
    own[at:at] = [f"{space}{line}{end}" for line in lines]
    return replace(block, lines=tuple(own))


def without(block: Block, gone: Iterable[Pending]) -> Block:
    """A block without some of its proposals."""
    taken = {at for one in gone for at in range(one.start, one.end)}
    lines = tuple(line for n, line in enumerate(block.lines) if n not in taken)
    shift = sum(at < block.note_at for at in taken)
    return replace(block, lines=lines, note_at=block.note_at - shift if block.note_at >= 0 else -1)


def pending_problems(opened: OpenSelection | None) -> list[Problem]:
    """That proposals from Word are still to be decided about."""
    pending = pending_in(opened.cut) if opened and opened.cut else []
    if opened is None or not pending:
        return []
    one = pending[0]
    line = opened.file.lines.get(one.block, 0)
    several = len(pending) > 1
    are = "s from Word are" if several else " from Word is"
    return [
        Problem(
            "pending-proposals",
            f"{len(pending)} proposal{are} neither taken nor left, and not drafted: "
            f"{one.id}{' and others' if several else ''}",
            Severity.NOTE,
            f"drafter select {opened.path.name} --take-all, or --take ID, or --leave ID",
            str(opened.path),
            line,
            1,
            one.clause,
        )
    ]
