"""Reads ``concordance.yaml``, and makes the clauses that it allows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

import yaml

from drafter.files import read_text
from drafter.model import Clause, Concordance, Entry, EntryStatus, Matrix
from drafter.nodes import Problems, compose_text
from drafter.problems import raise_on_errors
from drafter.records import Record, choice, identifier, list_of, optional, required, text

# An entry's id is also the name of its clause's bookmark, which Word limits to 40 characters
# (ISO 29500-1, 17.13.6.2), with a prefix of seven.
LONGEST_ID = 32
ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

_HEAD = Record("the line before the first entry", str, object=required(text, key="provenance"))
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
    lead=optional(text, ""),
    note=optional(text, ""),
    near=optional(list_of(text, "a recommendation"), ()),
    partial=optional(list_of(text, "a member"), ()),
)


def load_concordance(path: Path, matrix: Matrix) -> Concordance:
    """Read a concordance of a matrix.

    Args:
        path: The file; it may hold no entries yet.
        matrix: The matrix that its members belong to.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: with every problem in it: unknown ids, repeats, entries of one member.
    """
    return read_concordance(read_text(path), str(path), matrix)


def read_concordance(content: str, name: str, matrix: Matrix) -> Concordance:
    """Read a concordance from its text; see ``load_concordance``."""
    root, problems = compose_text(content, name)
    provenance = _take_provenance(root, problems)
    entries = list_of(_ENTRY)(root, problems, "a concordance")
    entry_of: dict[str, tuple[str, int]] = {}
    for entry in entries:
        _check(entry, problems, matrix, entry_of)
    problems.refuse_same(entries)
    raise_on_errors(problems.in_order())
    return Concordance(Path(name).name, entries, provenance)


def _take_provenance(root: yaml.Node | None, problems: Problems) -> str:
    """Remove the line ``- provenance: …`` from a concordance, and read it."""
    first = root.value[0] if isinstance(root, yaml.SequenceNode) and root.value else None
    if not isinstance(root, yaml.SequenceNode) or not isinstance(first, yaml.MappingNode):
        return ""
    if "provenance" not in (key.value for key, _ in first.value):
        return ""
    root.value = root.value[1:]
    return _HEAD(first, problems)


def _check(entry: Entry, problems: Problems, matrix: Matrix, entry_of: dict[str, tuple[str, int]]) -> None:
    """Report what is wrong with an entry.

    Args:
        entry: The entry.
        problems: Where to report.
        matrix: The matrix.
        entry_of: Member → the earlier entry that holds it, and its line. The members of this entry are added.
    """
    if entry.id in matrix.by_id:
        at = problems.node_of(entry, "id")
        problems.add("bad-id", at, f"“{entry.id}” is a recommendation's id", "Give another id.")
    members, near = (
        [pair for pair in problems.placed(ids, entry, key) if pair[0]]
        for key, ids in (("members", entry.members), ("near", entry.near))
    )
    problems.refuse_repeats("duplicate-member", [*members, *near])
    for member, node in (*members, *near):
        if member not in matrix.by_id:
            problems.unknown("recommendation", node, member, matrix.by_id)
    is_shared = len(members) > 1
    if not is_shared and not near and problems.has(entry, "members"):
        problems.add(
            "one-member",
            problems.node_of(entry, "members"),
            f"the entry “{entry.id}” has fewer than two members",
            "Add a recommendation that says the same, or delete the entry.",
        )
    for member, node in members if is_shared and entry.status is not EntryStatus.REJECTED else ():
        other, line = entry_of.setdefault(member, (entry.id, node.start_mark.line + 1))
        if other != entry.id:
            problems.add(
                "two-entries",
                node,
                f"{member} is in “{entry.id}” and in “{other}” (line {line})",
                "A recommendation can be in only one entry: delete it from the other.",
            )
    if entry.lead and entry.lead not in entry.members:
        problems.unknown("lead", problems.node_of(entry, "lead"), entry.lead, entry.members)
    for member, node in problems.placed(entry.partial, entry, "partial"):
        if member and member not in entry.members:
            problems.unknown("member", node, member, entry.members)


# Possible clauses


def candidates(matrix: Matrix, concordance: Concordance) -> tuple[Clause, ...]:
    """Return every possible clause, in matrix order of its first source."""
    by_id: dict[str, Clause] = {}
    for item in matrix.recommendations:
        entry = concordance.entry_of.get(item.id)
        if entry is None:
            by_id[item.id] = clause_of(matrix, item.id, (item.id,), near=concordance.near_to.get(item.id, ()))
        elif entry.id not in by_id:
            near = {item_id for member in entry.members for item_id in concordance.near_to.get(member, ())}
            by_id[entry.id] = clause_of(matrix, entry.id, entry.members, entry, near)
    return tuple(by_id.values())


def clause_of(
    matrix: Matrix, name: str, members: Sequence[str], entry: Entry | None = None, near: Collection[str] = ()
) -> Clause:
    """Make the clause of some recommendations.

    Args:
        matrix: The matrix.
        name: The clause's id.
        members: Ids of recommendations; other sources are passed over.
        entry: The concordance entry that joins them, if any.
        near: Ids of recommendations that are near to it.
    """
    items = [matrix.by_id[member] for member in members if member in matrix.by_id]
    placed = [theme for item in items for theme in item.themes]
    themes = sorted({*placed}, key=matrix.theme_order.__getitem__)
    return Clause(
        id=name,
        sources=matrix.in_citing_order(item.id for item in items),
        regions=matrix.in_region_order(region for item in items for region in item.regions),
        themes=tuple(themes),
        theme=max(themes, key=placed.count, default=""),
        lead=entry.lead if entry else "",
        note=entry.note if entry else "",
        near=matrix.in_citing_order({*near}.difference(members)) if near else (),
        partial=entry.partial if entry else (),
        is_shared=entry is not None,
    )
