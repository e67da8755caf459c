"""Proposals as they stand in a selection file: commented lines below a clause, for people to see and edit.

    # FROM round-1.docx, clause 12 [wording k7qa]
    # wording: >-
    #   Ensure that everyone who needs it has legal aid

The lines below the first are what the block is to say. The mark at the end of the first tells whether they
are still as drafter wrote them: only then are they replaced when the same draft is read once more.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from drafter.decisions import ClauseDecision
from drafter.proposals.model import Proposal, What
from drafter.store.selection_blocks import Block, SelectionText
from drafter.store.selection_edit import folded, listed, scalar

_HEAD = re.compile(
    r"# FROM (?P<file>.+?), (?P<where>clause [^\[\]]*?|no clause number|gone)"
    r"(?P<contested>; the selection has changed it too)? \[(?P<what>[a-z]+)(?: (?P<mark>[a-z2-7]{4}))?\]"
)
_KEY = re.compile(r"(?:- )?[a-z]+:(?: |$)")
_MARK = 4
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal in a file.

    Attributes:
        block: The id of the block in which it stands.
        what: What it is about.
        file: The name of the Word file that it came from.
        where: The clause there, in words.
        lines: What the block is to say, without the comment marks.
        start: The line of the block at which it begins, from 0.
        end: The line behind its last.
        is_untouched: Whether it is as drafter wrote it.
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
        end = at + 1
        while end < len(block.lines) and _belongs(block.lines[end], is_first=end == at + 1):
            end += 1
        lines = tuple(_content(line) for line in block.lines[at + 1 : end])
        is_untouched = head["mark"] == _mark(_said(head), lines)
        where = head["where"]
        found.append(Pending(block.id, What(head["what"]), head["file"], where, lines, at, end, is_untouched))
        at = end
    return found


def _said(head: re.Match[str]) -> str:
    return f"{head['file']}, {head['where']}{head['contested'] or ''} [{head['what']}"


def _belongs(line: str, *, is_first: bool) -> bool:
    """Whether a comment is a line of the proposal above it: a key, or what stands further in below one."""
    stripped = line.strip()
    if not stripped.startswith("#") or _HEAD.fullmatch(stripped):
        return False
    content = _content(line)
    return bool(_KEY.match(content)) or (not is_first and content.startswith(_INDENT))


def _content(line: str) -> str:
    rest = line.strip()[1:]
    return (rest.removeprefix(" ")).rstrip()


def _mark(said: str, lines: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join([said, *lines]).encode()).digest()
    return base64.b32encode(digest[:5]).decode().lower()[:_MARK]


# Writing


def rendered(proposal: Proposal, file: str) -> list[str]:
    """The lines of a proposal, without indent and line ends.

    Args:
        proposal: The proposal.
        file: The name of the Word file.
    """
    lines = content_of(proposal)
    where = f"clause {proposal.label}" if proposal.label else "no clause number"
    if proposal.what is What.DECISION and proposal.new.startswith("out"):
        where = "gone"
    contested = "; the selection has changed it too" if proposal.is_contested else ""
    said = f"{one_line(file)}, {where}{contested} [{proposal.what}"
    return [f"# FROM {said} {_mark(said, lines)}]", *(f"# {line}".rstrip() for line in lines)]


def one_line(name: str) -> str:
    """The name of a file, as it can stand in a comment."""
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


def _block(to: ClauseDecision, *, is_before: bool) -> list[str]:
    facts = ["place: before"] if is_before else []
    facts += [f"decision: {to.decision}", f"reason: {scalar(to.reason)}"] if to.decision else []
    facts += [f"kind: {to.kind}"] if to.kind else []
    facts += [f"heading: {to.heading}"] if to.heading else []
    facts += [f"sources: {_signed(to)}"] if to.added or to.dropped else []
    return [f"- id: {to.id}", *(f"  {line}" for line in [*facts, *_words(to)])]


def _signed(to: ClauseDecision) -> str:
    signed = [*(f"+{source}" for source in to.added), *(f"-{source}" for source in to.dropped)]
    return f"[{', '.join(signed)}]"


def _words(to: ClauseDecision) -> list[str]:
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
