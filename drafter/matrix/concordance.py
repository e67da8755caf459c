"""``concordance.yaml``: which recommendations say the same, and so what clauses can be made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from drafter.files import read_text
from drafter.model import Candidate, Concordance, Entry, EntryStatus, Matrix
from drafter.problems import Problem, raise_on_errors
from drafter.records import (
    Problems,
    Record,
    choice,
    compose_text,
    identifier,
    list_of,
    optional,
    required,
    text,
)

# An entry's id is also the name of its clause's bookmark, which Word limits to 40 characters
# (ISO 29500-1, 17.13.6.2), with a prefix of seven.
LONGEST_ID = 32
_FEWEST_MEMBERS = 2
ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

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
    note=optional(text, ""),
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
    entries = list_of(_ENTRY)(root, problems, "a concordance")
    entry_of: dict[str, tuple[str, int]] = {}
    for entry in entries:
        _check(entry, problems, matrix, entry_of)
    problems.refuse_same(entries, "id", "the entry “{}” stands twice")
    raise_on_errors(problems.in_order())
    return Concordance(Path(name).name, entries), problems.in_order()


def _check(entry: Entry, problems: Problems, matrix: Matrix, entry_of: dict[str, tuple[str, int]]) -> None:
    """Report what is wrong with an entry.

    Args:
        entry: The entry.
        problems: Where to report.
        matrix: The matrix.
        entry_of: Member → the entry above in which it stands, and its line; those of this one are added.
    """
    if entry.id in matrix.by_id:
        at = problems.node_of(entry, "id")
        problems.add("bad-id", at, f"“{entry.id}” is a recommendation's id", "Name the entry in words.")
    members = [(member, node) for member, node in problems.placed(entry.members, entry, "members") if member]
    problems.refuse_repeats("duplicate-member", members, "{} stands twice in " + f"“{entry.id}”", "")
    for member, node in members:
        if member not in matrix.by_id:
            problems.unknown("recommendation", node, member, matrix.by_id)
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
    if len(members) < _FEWEST_MEMBERS and problems.has(entry, "members"):
        problems.add(
            "one-member",
            problems.node_of(entry, "members"),
            f"the entry “{entry.id}” has fewer than two members",
            "An entry says that two or more recommendations say the same: add one, or take the entry out.",
        )
    if entry.lead and entry.lead not in entry.members:
        problems.unknown("lead", problems.node_of(entry, "lead"), entry.lead, entry.members)


# What clauses can be made from


def candidates(matrix: Matrix, concordance: Concordance) -> tuple[Candidate, ...]:
    """Every candidate of a clause, in matrix order of its first member."""
    found: dict[str, Candidate] = {}
    for item in matrix.recommendations:
        entry = concordance.entry_of.get(item.id)
        if entry is None:
            found[item.id] = candidate_of(matrix, item.id, (item.id,))
        elif entry.id not in found:
            found[entry.id] = candidate_of(matrix, entry.id, entry.members, entry)
    return tuple(found.values())


def candidate_of(
    matrix: Matrix, given: str, members: Sequence[str], shared: Entry | None = None
) -> Candidate:
    """The candidate of an id that is made of some recommendations.

    Args:
        matrix: The matrix.
        given: The id.
        members: Ids of the recommendations.
        shared: The concordance entry that says they say the same.
    """
    items = [matrix.by_id[member] for member in members]
    themes = {theme for item in items for theme in item.themes}
    return Candidate(
        given,
        matrix.in_citing_order(members),
        matrix.in_region_order(item.region for item in items),
        tuple(sorted(themes, key=matrix.theme_order.__getitem__)),
        shared,
    )
