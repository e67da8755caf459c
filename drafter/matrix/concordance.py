"""``concordance.yaml``: which recommendations say the same, and so what clauses can be made from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import yaml

from drafter.files.limits import DIVIDE, MOST_MEMBERS
from drafter.files.reading import read_text
from drafter.model import Matrix
from drafter.problems import Problem, Severity, raise_on_errors
from drafter.records.nodes import Problems, compose_text
from drafter.records.records import Record, choice, identifier, list_of, optional, required, text, words


class EntryStatus(StrEnum):
    """What people have decided about an entry of the concordance."""

    PROPOSED = "proposed"  # by a program; counts for nothing until a person confirms it
    CONFIRMED = "confirmed"
    REJECTED = "rejected"  # kept, so that it is not proposed again


@dataclass(frozen=True, slots=True)
class Entry:
    """Recommendations that say the same, a shared recommendation; or one, and what is near to it.

    Attributes:
        id: In words ("culture-of-lawfulness").
        members: Ids of recommendations as they stand in the file: two or more, or one with others near to it.
        status: See ``EntryStatus``.
        lead: The member whose text carries the others best; None where nobody chose one.
        note: A person's reason or remark; empty where there is none.
        partial: Those of its members that say only a part of what the lead says.
        near: Recommendations on the same object with another action, scope or strength: no members, and
            printed beside them only as "see also".
        read_by: Who read that they belong together.
        decided_by: Who decided it, where readings differed; empty where none did, or nobody says.
    """

    id: str
    members: tuple[str, ...]
    status: EntryStatus = EntryStatus.CONFIRMED
    lead: str | None = None
    note: str = ""
    partial: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()
    decided_by: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether several recommendations say the same: one alone can have others near to it."""
        return len(self.members) > 1


@dataclass(frozen=True)
class Concordance:
    """Which recommendations of different regions say the same.

    Attributes:
        name: How messages and drafts call it: the file's name, or "none".
        entries: As they stand in the file.
        kind_of_readers: What kind of readers read it, in the file's own words; empty where it does not say.
        read: Ids of the recommendations that somebody has gone through; None where the file does not say.
    """

    name: str = "none"
    entries: tuple[Entry, ...] = ()
    kind_of_readers: str = ""
    read: frozenset[str] | None = None

    @cached_property
    def confirmed(self) -> tuple[Entry, ...]:
        """The entries that count."""
        return tuple(e for e in self.entries if e.status is EntryStatus.CONFIRMED)

    @cached_property
    def proposed(self) -> tuple[Entry, ...]:
        """The entries that wait for a person."""
        return tuple(e for e in self.entries if e.status is EntryStatus.PROPOSED)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who read which recommendations belong together, as its entries say."""
        return tuple(dict.fromkeys(name for entry in self.confirmed for name in entry.read_by))

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who decided where readings differed, likewise; also that recommendations do not belong together."""
        decided = (entry.decided_by for entry in self.entries if entry.status is not EntryStatus.PROPOSED)
        return tuple(dict.fromkeys(name for names in decided for name in names.split(", ") if name))

    def is_read(self, given: str) -> bool:
        """Whether somebody has gone through which others say the same; true where the file does not say."""
        return self.read is None or given in self.read or given in self.entry_of

    @cached_property
    def entry_of(self) -> Mapping[str, Entry]:
        """Recommendation id → the confirmed entry of several in which it is a member."""
        shared = (entry for entry in self.confirmed if entry.is_shared)
        return MappingProxyType({m: entry for entry in shared for m in entry.members})

    @cached_property
    def near_to(self) -> Mapping[str, frozenset[str]]:
        """Recommendation id → the ids of those near to it, or to one that says the same, either way."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.confirmed:
            others, members = self._same_as(entry.near), self._same_as(entry.members)
            for member in members:
                found[member] |= others
            for one in others:
                found[one] |= members
        return MappingProxyType({given: frozenset(near) for given, near in found.items()})

    def _same_as(self, given: Iterable[str]) -> set[str]:
        """Those that say the same as some recommendations, these among them."""
        entries = {entry.id: entry for one in given if (entry := self.entry_of.get(one))}
        return {*given, *(one for entry in entries.values() for one in entry.members)}


# An entry's id is also the name of its clause's bookmark, which Word limits to 40 characters
# (ISO 29500-1, 17.13.6.2), with a prefix of seven.
LONGEST_ID = 32
_GONE = "If it is gone from the document, take it out of the entry."
_FEWEST_MEMBERS = 2
ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the first entry."""

    readers: str = ""
    read: tuple[str, ...] | None = None


_HEAD = Record(
    "the lines before the first entry",
    _Head,
    readers=optional(text, "", called="what kind of readers"),
    read=optional(list_of(text, "a recommendation"), None),
)
_ENTRY = Record(
    "an entry",
    Entry,
    id=required(
        identifier(
            ID, f"Use small letters, digits and hyphens, at most {LONGEST_ID} of them: culture-of-lawfulness."
        )
    ),
    members=required(list_of(text, "a member")),
    status=optional(choice("status", EntryStatus), EntryStatus.CONFIRMED),
    lead=optional(text),
    note=optional(words, ""),
    partial=optional(list_of(text, "a member"), ()),
    near=optional(list_of(text, "a recommendation"), ()),
    read_by=optional(list_of(text, "a reader"), (), key="read-by"),
    decided_by=optional(text, "", key="decided-by"),
)


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
    return read_concordance(read_text(path), str(path), matrix)


def read_concordance(content: str, name: str, matrix: Matrix) -> tuple[Concordance, tuple[Problem, ...]]:
    """Like ``load_concordance``, for a text that has been read already."""
    root, problems = compose_text(content, name)
    head = _taken_out_of(root, problems)
    entries = list_of(_ENTRY)(root, problems, "a concordance")
    # What one recommendation is near to says nothing of who says the same: it may stand in an entry of each.
    of_several: dict[str, tuple[str, int]] = {}
    of_one: dict[str, tuple[str, int]] = {}
    for entry in entries:
        _check(entry, problems, matrix, of_several if entry.is_shared else of_one)
    problems.refuse_same(entries, "id", "the entry “{}” stands twice")
    for one, node in problems.placed(head.read, head, "read") if head.read else ():
        if one and one not in matrix.by_id:
            hint = "It is left out."
            message = f"“read” names “{one}”, which the matrix does not have (any more)"
            problems.add("unknown-recommendation", node, message, hint, Severity.WARNING)
    raise_on_errors(problems.in_order())
    read = None if head.read is None else frozenset(head.read) & matrix.by_id.keys()
    return Concordance(Path(name).name, entries, head.readers, read), problems.in_order()


def _taken_out_of(root: yaml.Node | None, problems: Problems) -> _Head:
    """What stands before the first entry, “- readers: …” and “read: …”, and is none."""
    first = root.value[0] if isinstance(root, yaml.SequenceNode) and root.value else None
    keys = {str(key.value) for key, _ in first.value} if isinstance(first, yaml.MappingNode) else set()
    if not isinstance(root, yaml.SequenceNode) or not keys or not keys <= {"readers", "read"}:
        return _Head()
    root.value = root.value[1:]
    return _HEAD(first, problems, "the lines before the first entry")


def _check(entry: Entry, problems: Problems, matrix: Matrix, entry_of: dict[str, tuple[str, int]]) -> None:
    """Report what is wrong with an entry.

    Args:
        entry: The entry.
        problems: Where to report.
        matrix: The matrix.
        entry_of: Member → the entry above of several, or of one, in which it stands, and its line; those of
            this one are added.
    """
    if entry.id in matrix.by_id:
        at = problems.node_of(entry, "id")
        problems.add("bad-id", at, f"“{entry.id}” is a recommendation's id", "Name the entry in words.")
    for key, named in (("members", entry.members), ("near", entry.near)):
        if len(named) > MOST_MEMBERS:
            problems.add(
                "too-many-members",
                problems.node_of(entry, key),
                f"“{key}” of the entry “{entry.id}” names more than {MOST_MEMBERS:,} recommendations: "
                "more than one clause stands for",
                DIVIDE,
            )
            return
    members = [(member, node) for member, node in problems.placed(entry.members, entry, "members") if member]
    problems.refuse_repeats("duplicate-member", members, "{} stands twice in " + f"“{entry.id}”", "")
    for member, node in members:
        if member not in matrix.by_id:
            problems.unknown("recommendation", node, member, matrix.by_id, _GONE)
            continue
        if entry.status is EntryStatus.REJECTED:
            continue
        other, line = entry_of.setdefault(member, (entry.id, node.start_mark.line + 1))
        if other != entry.id:
            problems.add(
                "two-entries",
                node,
                f"{member} stands in “{entry.id}” and in “{other}” (line {line})",
                "A recommendation belongs to one entry at most: take it out of one.",
            )
    fewest = 1 if entry.near else _FEWEST_MEMBERS
    if len(members) < fewest and problems.has(entry, "members"):
        problems.add(
            "one-member",
            problems.node_of(entry, "members"),
            f"the entry “{entry.id}” has fewer than two members"
            if fewest > 1
            else f"“{entry.id}” has no member",
            "An entry says that two or more recommendations say the same, or what is near to one: add it, or "
            "take the entry out.",
        )
    if entry.lead and entry.lead not in entry.members:
        problems.unknown("lead", problems.node_of(entry, "lead"), entry.lead, entry.members)
    _check_partial(entry, problems)
    _check_near(entry, problems, matrix)


def _check_partial(entry: Entry, problems: Problems) -> None:
    """Report who is said to say a part of an entry and is no member, or is the one that says all of it."""
    for member, node in problems.placed(entry.partial, entry, "partial"):
        if member and member not in entry.members:
            problems.unknown("member", node, member, entry.members)
        elif member and member == entry.lead:
            problems.add(
                "partial-lead",
                node,
                f"{member} is the lead of “{entry.id}”, and is said to say only a part of it",
                "Choose another lead, or take it out of “partial”.",
            )


def _check_near(entry: Entry, problems: Problems, matrix: Matrix) -> None:
    """Report what is said to be near to an entry and is unknown, or says the same."""
    near = [(one, node) for one, node in problems.placed(entry.near, entry, "near") if one]
    problems.refuse_repeats(
        "duplicate-member", near, "{} stands twice in what is near to " + f"“{entry.id}”", ""
    )
    for one, node in near:
        if one not in matrix.by_id:
            problems.unknown("recommendation", node, one, matrix.by_id, _GONE)
        elif one in entry.members:
            problems.add(
                "near-member",
                node,
                f"{one} is a member of “{entry.id}”, and is said to be only near to it",
                "Take it out of “members” or out of “near”.",
            )
