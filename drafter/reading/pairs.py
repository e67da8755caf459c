"""``match``: asks which recommendations say the same, and makes entries of a concordance of the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

import yaml
from msgspec import Struct
from msgspec.structs import replace

from drafter.files import decode
from drafter.matrix.concordance import read_concordance
from drafter.matrix.matching import Names, Similarity, match_recommendations
from drafter.model import Concordance, Entry, EntryStatus, Matrix
from drafter.nodes import compose_text
from drafter.problems import ContentError, DrafterError
from drafter.reading.answers import MATCH, Comparison, Key, Reading, load_reading
from drafter.reading.page import Choice, Page, Question, Text, name_of
from drafter.text import excerpt

# Measured on Annex B: after so many answers a recommendation, 97 in 100 of the pairs are found.
_ENOUGH = 2.4
_MOST_PAIRS = 24  # for each recommendation; the least alike are left out of the page
_SAME, _NEAR, _NEITHER = MATCH.answers
_CHOICES = (
    Choice(
        _SAME, "Same", "one clause would do for both; a delegate of either region would see their text in it"
    ),
    Choice(_NEAR, "Near", "the same object, but another action, scope or strength"),
    Choice(_NEITHER, "Neither", "two clauses"),
)


def load_match_readings(paths: Iterable[Path], matrix: Matrix) -> tuple[Reading, ...]:
    """Read the files of readers who answered for a matrix; see ``load_reading`` for what it raises."""
    return tuple(load_reading(path, MATCH, matrix.name, matrix.by_id, matrix.by_id) for path in paths)


def match_page(matrix: Matrix, concordance: Concordance, comparison: Comparison | None, command: str) -> Page:
    """Return the page that asks who says the same, the likeliest pair first.

    Args:
        matrix: The matrix.
        concordance: What people have decided; of that nothing is asked.
        comparison: Several readings; then only that is asked in which they differ.
        command: What to do with the file of answers.
    """
    texts = {item.id: Text(name_of(matrix, item), item.text, (item.id,)) for item in matrix.recommendations}
    if comparison:
        questions = [Question(*pair, *pair) for pair in comparison.differing]
    else:
        questions = [Question(*pair, *pair, score=score) for pair, score in _open_pairs(matrix, concordance)]
    return Page(
        inquiry=MATCH,
        subject=matrix.name,
        title=f"Who says the same: {matrix.title}",
        about="Do these two recommendations say the same? Each answer decides which pair comes next.",
        legend=(("mark", "Marked"), ("", ": words that both have.")),
        command=command,
        comment="One reader's answers: which recommendations say the same.",
        choices=_CHOICES,
        texts=texts,
        questions=questions,
        marks_shared=True,
        reasonable=0 if comparison else round(_ENOUGH * len(matrix.recommendations)),
    )


def _open_pairs(matrix: Matrix, concordance: Concordance) -> list[tuple[Key, float]]:
    """Return the pairs that nobody has decided, the likeliest first, each with its score."""
    similarity = Similarity(matrix)
    ids = similarity.ids
    decided = concordance.entry_of
    rejected = {
        MATCH.key(*pair)
        for entry in concordance.entries
        if entry.status is EntryStatus.REJECTED
        for pair in combinations(entry.members, 2)
    }
    scored = [
        (MATCH.key(ids[first], ids[second]), similarity.score(first, second))
        for first, second in similarity.evidence
    ]
    still_open = [
        (pair, score)
        for pair, score in scored
        if not (pair[0] in decided and pair[1] in decided) and pair not in rejected
    ]
    return sorted(still_open, key=lambda item: (-item[1], item[0]))[: _MOST_PAIRS * len(ids)]


# What the answers give


class Outcome(Struct, frozen=True):
    """What readings of a matrix give.

    Attributes:
        entries: Entries of a concordance, with members and nearest in the order of footnotes.
        unclear: Pairs that most readers keep apart, although both are the same as a third.
    """

    entries: tuple[Entry, ...]
    unclear: tuple[Key, ...]


def entries_of(comparison: Comparison, matrix: Matrix, concordance: Concordance) -> Outcome:
    """Return the entries that most readers confirm.

    What is the same as one member of a group is the same as all. Where most readers keep two members of a
    group apart, the group is only proposed, and a person decides. What is proposed so far is rejected where
    readers keep all its members apart.

    Args:
        comparison: One reading or several.
        matrix: The matrix.
        concordance: What there is already: an entry keeps its id.
    """
    decided = comparison.decided
    groups = _groups(key for key, answer in decided.items() if answer == _SAME)
    group_of = {member: group for group in groups for member in group}
    unclear = [
        key
        for key, answer in decided.items()
        if answer not in ("", _SAME) and key[1] in group_of.get(key[0], ())
    ]
    near: dict[frozenset[str], set[str]] = defaultdict(set)
    for (first, second), answer in decided.items():
        if answer == _NEAR:
            near[group_of.get(first, frozenset())].add(second)
            near[group_of.get(second, frozenset())].add(first)
    names = Names(matrix, {entry.id for entry in concordance.entries})
    entries = [
        replace(entry, status=EntryStatus.REJECTED)
        for entry in concordance.proposed
        if all(decided.get(MATCH.key(*pair)) in (_NEAR, _NEITHER) for pair in combinations(entry.members, 2))
    ]
    for group in sorted(groups, key=lambda group: min(map(matrix.citing_order.__getitem__, group))):
        is_clear = not any(key[0] in group for key in unclear)
        members = matrix.in_citing_order(group)
        status = EntryStatus.CONFIRMED if is_clear else EntryStatus.PROPOSED
        entries.append(
            Entry(names.new(members), members, status, near=matrix.in_citing_order(near[group] - group))
        )
    return Outcome(tuple(entries), tuple(unclear))


def _groups(pairs: Iterable[Key]) -> list[frozenset[str]]:
    """Return what hangs together by some pairs."""
    group_of: dict[str, set[str]] = {}
    for first, second in pairs:
        joined = group_of.get(first, {first}) | group_of.get(second, {second})
        for member in joined:
            group_of[member] = joined
    return [frozenset(group) for group in {id(group): group for group in group_of.values()}.values()]


def proposed_entries(matrix: Matrix, concordance: Concordance) -> Sequence[tuple[Entry, float]]:
    """Return the entries that drafter proposes, each with its score, the likeliest first."""
    found = match_recommendations(matrix, concordance)
    return [
        (Entry(proposal.id, proposal.members, EntryStatus.PROPOSED), proposal.score) for proposal in found
    ]


_NEW_FILE = """\
# Which recommendations say the same: one clause would do for the whole entry, and a delegate of each member's
# region would recognise their own recommendation in it.
#
# status  confirmed: it counts; proposed: it waits for a person; rejected: it is not proposed again
# lead    the member whose text carries the others best
# near    recommendations with the same object, but another action, scope or strength
"""


class Merged(Struct, frozen=True):
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
