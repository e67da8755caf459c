"""A selection as it would be with proposals taken: on values, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.merge.model import KEYS, Field, Proposal
from drafter.model import SelectionEntry
from drafter.selection.file import SelectionFile


def with_proposals(file: SelectionFile, proposals: Iterable[Proposal]) -> SelectionFile:
    """The selection with every one of some proposals taken.

    Args:
        file: The selection.
        proposals: In the order of the document. Clauses are moved before new ones come in.
    """
    wanted = list(proposals)
    clauses = list(file.clauses)
    for one in wanted:
        if one.field in KEYS:
            place = _place(clauses, one.clause)
            clauses[place] = applied(clauses[place], one)
    for one in wanted:
        if one.field is Field.ORDER:
            moved = clauses.pop(_place(clauses, one.clause))
            clauses.insert(_place(clauses, one.other) + (not one.is_before), moved)
    behind: dict[str, int] = {}
    for one in wanted:
        if one.field is Field.NEW:
            at = _place(clauses, one.other) if one.other else len(clauses)
            if not one.is_before:
                behind[one.other] = behind.get(one.other, 0) + 1
                at += behind[one.other]
            clauses.insert(at, one.to)
    return replace(file, clauses=tuple(clauses))


def applied(clause: SelectionEntry, proposal: Proposal) -> SelectionEntry:
    """A clause with a proposal about it taken."""
    keys = KEYS[proposal.field]
    values = {key: getattr(proposal.to, key) for key in keys if key != "sources"}
    if proposal.field is Field.SOURCES:
        values = {"added": proposal.to.added, "dropped": proposal.to.dropped}
    if proposal.field is Field.DECISION and not proposal.to.reason:
        del values["reason"]
    return replace(clause, **values)


def _place(clauses: list[SelectionEntry], given: str) -> int:
    return next(n for n, clause in enumerate(clauses) if clause.id == given)
