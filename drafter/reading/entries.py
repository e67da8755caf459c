"""Entries put into a concordance file: every byte that people wrote stays, but for what a reading decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from drafter.files import decode
from drafter.matrix.concordance import read_concordance
from drafter.model import Entry, EntryStatus, Matrix
from drafter.problems import ContentError, DrafterError
from drafter.records import compose_text
from drafter.text import excerpt

_NEW_FILE = """\
# Which recommendations say the same: one clause would do for the whole entry, and a delegate of each member's
# region would recognise their own recommendation in it.
#
# status  confirmed: it counts; proposed: it waits for a person; rejected: it is not proposed again
# lead    the member whose text carries the others best
# near    recommendations with the same object, but another action, scope or strength
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """A concordance file with entries put in.

    Attributes:
        content: The file.
        added: How many entries are new.
        changed: The ids of entries to which members or a status came.
        apart: Entries that would join two confirmed entries of the file: nothing was done with them.
    """

    content: bytes
    added: int
    changed: tuple[str, ...]
    apart: tuple[Entry, ...]


def put_entries(existing: bytes, path: Path, entries: Sequence[Entry], matrix: Matrix) -> Merged:
    """Put entries into a concordance file.

    An entry that shares members with one of the file is put into that: what is proposed there gets its
    members and its status, what is confirmed gets the members that it lacks. Others stand at the end. Of
    several that are proposed and share members with it, the first stays.

    Args:
        existing: The file so far; empty for a new one.
        path: The file, for messages.
        entries: The entries.
        matrix: For the opening words of each member.

    Raises:
        DrafterError: if the file is written in a style that nothing can be put into.
        ContentError: if the file has faults.
    """
    text = decode(existing, path)
    known = read_concordance(text, str(path), matrix) if text.strip() else None
    file = {entry.id: entry for entry in (known.entries if known else ())}
    wanted, apart = _wanted(file, entries)
    changed = {key: wanted.get(key) for key in file if wanted.get(key) is not file[key]}
    lines = _changed_lines(text, path, changed, matrix)
    new = [entry for key, entry in wanted.items() if key not in file]
    for entry in new:
        lines += ["", *_lines_of(entry, matrix)] if lines else [_NEW_FILE, *_lines_of(entry, matrix)]
    content = "\n".join(lines).rstrip("\n") + "\n"
    _check(content, path, wanted, matrix)
    line_end = "\r\n" if b"\r\n" in existing else "\n"
    return Merged(content.replace("\n", line_end).encode(), len(new), tuple(changed), tuple(apart))


def _wanted(file: dict[str, Entry], entries: Sequence[Entry]) -> tuple[dict[str, Entry], list[Entry]]:
    """Return the entries that the file should have, and those that would join two confirmed ones."""
    wanted = dict(file)
    apart = []
    for entry in entries:
        members = set(entry.members)
        if entry.status is EntryStatus.REJECTED:
            wanted[entry.id] = entry
            continue
        touched = [old for old in file.values() if members & {*old.members}]
        settled = [old for old in touched if old.status is EntryStatus.CONFIRMED]
        proposed = [old for old in touched if wanted.get(old.id) is old]
        proposed = [old for old in proposed if old.status is EntryStatus.PROPOSED]
        if len(settled) > 1:
            apart.append(entry)
            continue
        for old in proposed[0 if settled else 1 :]:
            del wanted[old.id]
        if settled and members - {*settled[0].members}:
            old = settled[0]
            more = tuple(member for member in entry.members if member not in old.members)
            wanted[old.id] = replace(old, members=(*old.members, *more))
        elif proposed and not settled:
            wanted[proposed[0].id] = replace(proposed[0], members=entry.members, status=entry.status)
        elif not settled:
            wanted[entry.id] = entry
    return wanted, apart


def _lines_of(entry: Entry, matrix: Matrix) -> Iterator[str]:
    yield f"- id: {entry.id}"
    yield "  members:"
    yield from (_member_line("    ", member, matrix) for member in entry.members)
    if entry.near:
        yield "  near:"
        yield from (_member_line("    ", other, matrix) for other in entry.near)
    yield f"  status: {entry.status}"


def _member_line(indent: str, member: str, matrix: Matrix) -> str:
    return f"{indent}- {member}  # {excerpt(matrix.by_id[member].text)}"


def _changed_lines(text: str, path: Path, changed: dict[str, Entry | None], matrix: Matrix) -> list[str]:
    """Return the lines of a file with the members and the status of some entries changed."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    root = compose_text(text, str(path))[0] if changed else None
    # From the last line to the first, so that the places of what stands before stay right.
    for node in reversed(root.value if isinstance(root, yaml.SequenceNode) else []):
        values = {key.value: value for key, value in node.value}
        if values["id"].value not in changed:
            continue
        entry = changed[values["id"].value]
        if entry is None:
            last = max(_last_line(value) for value in values.values())
            del lines[node.start_mark.line : last + 1]
            continue
        if "status" in values:
            mark = values["status"].start_mark
            lines[mark.line] = lines[mark.line][: mark.column] + str(entry.status)
        members = values["members"]
        first, last = members.start_mark, members.value[-1].end_mark
        if members.flow_style:
            whole = lines[first.line][: first.column] + f"[{', '.join(entry.members)}]"
            lines[first.line : members.end_mark.line + 1] = [whole]
        else:
            indent = " " * first.column
            kept = {item.value: lines[item.start_mark.line] for item in members.value}
            rows = [kept.get(member) or _member_line(indent, member, matrix) for member in entry.members]
            lines[first.line : last.line + 1] = rows
    return lines


def _last_line(node: yaml.Node) -> int:
    """Return the line, from 0, in which the words of a value end."""
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last_line(node.value[-1])
    return node.end_mark.line


def _check(content: str, path: Path, wanted: dict[str, Entry], matrix: Matrix) -> None:
    """Refuse a file that does not say what it should."""
    try:
        found = {entry.id: entry for entry in read_concordance(content, str(path), matrix).entries}
    except ContentError:
        found = {}
    if any(
        key not in found or (found[key].members, found[key].status) != (entry.members, entry.status)
        for key, entry in wanted.items()
    ):
        raise DrafterError(
            f"nothing was written: the entries of {path} are written in a style that drafter cannot add to",
            "Write each entry as “- id: …” at the beginning of a line, one member a line.",
        )
