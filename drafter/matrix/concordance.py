"""``concordance.yaml``: which recommendations say the same, as people write it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from drafter.model import Concordance, Entry, EntryStatus, Matrix
from drafter.problems import Problem, raise_on_errors
from drafter.records import (
    Problems,
    compose,
    read_list,
    read_mapping,
    read_text_value,
    require_text,
)

# An entry's id is also the name of its clause's bookmark, which Word limits to 40 characters
# (ISO 29500-1, 17.13.6.2), with a prefix of seven.
LONGEST_ID = 32
_FEWEST_MEMBERS = 2
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def load_concordance(path: Path, matrix: Matrix) -> tuple[Concordance, tuple[Problem, ...]]:
    """Read a concordance of a matrix.

    Args:
        path: The file; it may hold no entries yet.
        matrix: The matrix that its members belong to.

    Returns:
        The concordance, and warnings.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every fault in it: unknown ids, repeats, entries of one member.
    """
    root, problems = compose(path)
    reader = _Reader(matrix, problems)
    for node in read_list(root, problems, "a concordance"):
        reader.read_entry(node)
    raise_on_errors(problems.in_order())
    return Concordance(path.name, tuple(reader.entries.values())), problems.in_order()


class _Reader:
    def __init__(self, matrix: Matrix, problems: Problems) -> None:
        self.matrix = matrix
        self.problems = problems
        self.entries: dict[str, Entry] = {}
        self._entry_of: dict[str, tuple[str, int]] = {}

    def read_entry(self, node: yaml.Node) -> None:
        values = read_mapping(
            node,
            self.problems,
            "an entry",
            required=("id", "members"),
            optional=("status", "lead", "note"),
        )
        entry_id = self._read_id(values.get("id"))
        status = self._read_status(values.get("status"))
        members: list[str] = []
        for member in read_list(values.get("members"), self.problems, "an entry's members"):
            self._read_member(member, entry_id, status, members)
        if len(members) < _FEWEST_MEMBERS and "members" in values:
            self.problems.add(
                "one-member",
                values["members"],
                f"the entry “{entry_id}” has fewer than two members",
                "An entry says that two or more recommendations say the same: add one, or take the "
                "entry out.",
            )
        lead = read_text_value(values.get("lead"), self.problems, "an entry's lead")
        if lead and lead not in members:
            self.problems.unknown("lead", values["lead"], lead, members)
        note = read_text_value(values.get("note"), self.problems, "an entry's note") or ""
        self.entries[entry_id] = Entry(entry_id, tuple(members), status, lead or None, note)

    def _read_id(self, node: yaml.Node | None) -> str:
        value = require_text(node, self.problems, "an entry's id")
        if node is None or not value:
            return value
        if not ID.fullmatch(value) or len(value) > LONGEST_ID:
            self.problems.add(
                "bad-id",
                node,
                f"an entry's id cannot be “{value}”",
                f"Use small letters, digits and hyphens, at most {LONGEST_ID} of them: "
                "culture-of-lawfulness.",
            )
        elif value in self.matrix.by_id:
            self.problems.add(
                "bad-id", node, f"“{value}” is a recommendation's id", "Name the entry in words."
            )
        elif value in self.entries:
            self.problems.add("duplicate-id", node, f"the entry “{value}” stands twice")
        return value

    def _read_status(self, node: yaml.Node | None) -> EntryStatus:
        value = read_text_value(node, self.problems, "an entry's status")
        if node is None or not value:
            return EntryStatus.CONFIRMED
        if value not in set(EntryStatus):
            self.problems.unknown("status", node, value, list(EntryStatus))
            return EntryStatus.CONFIRMED
        return EntryStatus(value)

    def _read_member(self, node: yaml.Node, entry_id: str, status: EntryStatus, members: list[str]) -> None:
        value = require_text(node, self.problems, "a member")
        if not value:
            return
        if value not in self.matrix.by_id:
            self.problems.unknown("recommendation", node, value, self.matrix.by_id)
        elif value in members:
            self.problems.add("duplicate-member", node, f"{value} stands twice in “{entry_id}”")
        elif status is not EntryStatus.REJECTED and value in self._entry_of:
            other, line = self._entry_of[value]
            self.problems.add(
                "two-entries",
                node,
                f"{value} stands in “{entry_id}” and in “{other}” (line {line})",
                "A recommendation belongs to one entry at most: take it out of one.",
            )
        members.append(value)
        if status is not EntryStatus.REJECTED:
            self._entry_of.setdefault(value, (entry_id, node.start_mark.line + 1))
