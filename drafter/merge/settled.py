"""What a delegation would have done with its own words is settled once it has withdrawn them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from drafter.decisions import Decision, SelectionEntry, Status
from drafter.merge.proposals import Field, Proposal
from drafter.merge.signature import written_short
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection
from drafter.selection.remarks import without_remarks
from drafter.selection.wishes import reason_without, without_own

# As drafter says it of what a delegation struck, alone or with the footnotes on which it stands.
_OWN = re.compile(r"(?P<by>.+?)(?: would delete|: without .+?, and) its own wording “(?P<words>.*)”")


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    """Words of a clause that their author has withdrawn, or all of a paragraph of its own.

    Attributes:
        clause: The clause.
        words: The words.
        of: Whose they were.
        is_whole: Whether the paragraph went with them, or is that of others by now.
    """

    clause: str
    words: str
    of: tuple[str, ...]
    is_whole: bool = False

    def is_meant_by(self, remark: str) -> bool:
        """Whether it is said in a remark that their author would delete them."""
        found = _OWN.fullmatch(remark)
        if found is None or found["by"] not in self.of:
            return False
        return written_short(found["words"]) == written_short(self.words)


def settled(
    proposals: Iterable[Proposal], before: OpenSelection, after: OpenSelection
) -> tuple[Proposal, ...]:
    """The proposals of delegations to delete words of their own which they have withdrawn.

    Args:
        proposals: What is proposed.
        before: The selection before they were withdrawn.
        after: It since.
    """
    gone = _withdrawn(before, after)
    whole = {(one.clause, name) for one in gone if one.is_whole for name in one.of}
    return tuple(
        one
        for one in proposals
        if (one.is_out and one.by and all((one.clause, name) in whole for name in one.by))
        or (
            one.field is Field.REMARK
            and any(
                each.clause == one.clause and {*one.by} <= {*each.of} and each.is_meant_by(one.to.reason)
                for each in gone
            )
        )
    )


def is_settled(one: Proposal, entry: SelectionEntry) -> bool:
    """Whether a delegation would delete words of its own that it has withdrawn, as the clause's block says.

    Args:
        one: What it proposes.
        entry: The clause as its block says it now.
    """
    gone = [_Withdrawn(entry.id, each.wording, each.of) for each in entry.withdrawn if not each.is_taken_out]
    return one.field is Field.REMARK and any(each.is_meant_by(one.to.reason) for each in gone)


def without_settled(before: OpenSelection, after: OpenSelection) -> OpenSelection:
    """The selection without what says, since such a proposal was taken, that its author would delete them.

    Args:
        before: The selection before they were withdrawn.
        after: It since.
    """
    for one in _withdrawn(before, after):
        after = without_remarks(after, one.clause, one.is_meant_by)
        if one.is_whole:
            after = _without_wishes(after, one)
    return after


def _withdrawn(before: OpenSelection, after: OpenSelection) -> list[_Withdrawn]:
    was = {entry.id: entry for entry in before.file.clauses}
    found = []
    for now in after.file.clauses:
        old = was.get(now.id, SelectionEntry(now.id))
        found += [
            _Withdrawn(now.id, one.wording, one.of, is_whole=_stood_behind_all(one.of, old, now))
            for one in now.withdrawn
            if one not in old.withdrawn and not one.is_taken_out
        ]
        if (step := now.stands) and step != old.stands and step.status is Status.WITHDRAWN:
            words = [one.wording for one in now.wordings] or [now.text]
            found += [_Withdrawn(now.id, each, step.by, is_whole=True) for each in words]
    return found


def _stood_behind_all(names: Collection[str], old: SelectionEntry, now: SelectionEntry) -> bool:
    """Whether all of a paragraph was what somebody proposed, with others who have it alone by now."""
    was, there = ([{*names} <= {*words.by} for words in each.wordings] for each in (old, now))
    return bool(was) and all(was) and not any(there) and not (old.text or old.wording)


def _without_wishes(selection: OpenSelection, gone: _Withdrawn) -> OpenSelection:
    entry = selection.clause(gone.clause)
    then = replace(without_own(entry, gone.of), reason=reason_without(entry.reason, gone.of))
    if entry.decision is Decision.MAYBE and entry.reason and not then.reason:
        then = replace(then, decision=None)  # nothing but that wish had it in brackets
    file = selection.in_blocks
    for key in ("decision", "reason", "wishes", "wished"):
        if getattr(then, key) != getattr(entry, key):
            file = file.with_fact(("clauses", gone.clause), key, fact_lines(then, key), keep_old=True)
    return selection.reread(file)
