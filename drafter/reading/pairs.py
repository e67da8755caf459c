"""Pairs that may say the same: questions, and entries from answers."""

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

# Answers for each recommendation. In Annex B they found 97 in 100 of the pairs.
_ENOUGH = 2.4
_MOST_PAIRS = 24  # on the page, for each recommendation
_SAME, _NEAR, _NEITHER = MATCH.answers
_CHOICES = (
    Choice(
        _SAME, "Same", "one clause would do for both; a delegate of either region would see their text in it"
    ),
    Choice(_NEAR, "Near", "the same object, but another action, scope or strength"),
    Choice(_NEITHER, "Neither", "two clauses"),
)


def load_match_readings(paths: Iterable[Path], matrix: Matrix) -> tuple[Reading, ...]:
    """Read files of answers about a matrix; see ``load_reading``."""
    return tuple(load_reading(path, MATCH, matrix.name, matrix.by_id, matrix.by_id) for path in paths)


def match_page(matrix: Matrix, concordance: Concordance, comparison: Comparison | None, command: str) -> Page:
    """Return the page that asks who says the same, the likeliest pair first.

    Args:
        matrix: The matrix.
        concordance: The concordance; the page does not ask about its decided pairs.
        comparison: Several readings, if the page is to ask only where they differ; else None.
        command: The command for the file of answers.
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
    """Return the undecided pairs with their scores, the likeliest first."""
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
    undecided = [
        (pair, score)
        for pair, score in scored
        if not (pair[0] in decided and pair[1] in decided) and pair not in rejected
    ]
    return sorted(undecided, key=lambda item: (-item[1], item[0]))[: _MOST_PAIRS * len(ids)]


# Entries from answers


class Outcome(Struct, frozen=True):
    """The result of readings of a matrix.

    Attributes:
        entries: Entries of a concordance, with members and nearest in the order of footnotes.
        unclear: Pairs that most readers keep apart, although both are the same as a third recommendation.
    """

    entries: tuple[Entry, ...]
    unclear: tuple[Key, ...]


def entries_of(comparison: Comparison, matrix: Matrix, concordance: Concordance) -> Outcome:
    """Return the entries that most readers confirm.

    A recommendation that is the same as a member of a group belongs to the group. If most readers keep two
    members apart, the group is only proposed, and a person decides. A proposed entry is rejected if readers
    keep all its members apart.

    Args:
        comparison: The readings.
        matrix: The matrix.
        concordance: The concordance so far, whose entries keep their ids.
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
    """Return the connected groups of some pairs."""
    group_of: dict[str, set[str]] = {}
    for first, second in pairs:
        joined = group_of.get(first, {first}) | group_of.get(second, {second})
        for member in joined:
            group_of[member] = joined
    return [frozenset(group) for group in {id(group): group for group in group_of.values()}.values()]


def proposed_entries(matrix: Matrix, concordance: Concordance) -> Sequence[tuple[Entry, float]]:
    """Return the entries that drafter proposes, the likeliest first."""
    proposals = match_recommendations(matrix, concordance)
    return [
        (Entry(proposal.id, proposal.members, EntryStatus.PROPOSED), proposal.score) for proposal in proposals
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
    """A concordance file with further entries.

    Attributes:
        content: The content of the file.
        added: The number of new entries.
        changed: The ids of entries with new members or a new status.
        apart: Entries that would join two confirmed entries of the file, and were not written.
    """

    content: bytes
    added: int
    changed: tuple[str, ...]
    apart: tuple[Entry, ...]


def put_entries(existing: bytes, path: Path, entries: Sequence[Entry], matrix: Matrix) -> Merged:
    """Put entries into a concordance file.

    An entry may share members with an entry of the file. A proposed entry of the file then gets the members
    and the status; a confirmed entry gets the members that it lacks. If several proposed entries share
    members, the first is kept. All other entries are added at the end.

    Args:
        existing: The content so far; empty for a new file.
        path: The file, for messages.
        entries: The entries.
        matrix: The matrix, for the opening words of each member.

    Raises:
        DrafterError: If the style of the file does not allow additions.
        ContentError: If the file has errors.
    """
    text = decode(existing, path)
    concordance = read_concordance(text, str(path), matrix) if text.strip() else None
    old_entries = {entry.id: entry for entry in (concordance.entries if concordance else ())}
    wanted, apart = _wanted(old_entries, entries)
    changed = {key: wanted.get(key) for key in old_entries if wanted.get(key) is not old_entries[key]}
    lines = _changed_lines(text, path, changed, matrix)
    new = [entry for key, entry in wanted.items() if key not in old_entries]
    for entry in new:
        lines += ["", *_lines_of(entry, matrix)] if lines else [_NEW_FILE, *_lines_of(entry, matrix)]
    content = "\n".join(lines).rstrip("\n") + "\n"
    _check(content, path, wanted, matrix)
    line_end = "\r\n" if b"\r\n" in existing else "\n"
    return Merged(content.replace("\n", line_end).encode(), len(new), tuple(changed), tuple(apart))


def _wanted(old_entries: dict[str, Entry], entries: Sequence[Entry]) -> tuple[dict[str, Entry], list[Entry]]:
    """Return the entries for the file, and those that would join two of them."""
    wanted = dict(old_entries)
    apart = []
    for entry in entries:
        members = set(entry.members)
        if entry.status is EntryStatus.REJECTED:
            wanted[entry.id] = entry
            continue
        sharing = [old for old in old_entries.values() if members & {*old.members}]
        confirmed = [old for old in sharing if old.status is EntryStatus.CONFIRMED]
        proposed = [old for old in sharing if wanted.get(old.id) is old]
        proposed = [old for old in proposed if old.status is EntryStatus.PROPOSED]
        if len(confirmed) > 1:
            apart.append(entry)
            continue
        for old in proposed[0 if confirmed else 1 :]:
            del wanted[old.id]
        if confirmed and members - {*confirmed[0].members}:
            old = confirmed[0]
            more = tuple(member for member in entry.members if member not in old.members)
            wanted[old.id] = replace(old, members=(*old.members, *more))
        elif proposed and not confirmed:
            wanted[proposed[0].id] = replace(proposed[0], members=entry.members, status=entry.status)
        elif not confirmed:
            wanted[entry.id] = entry
    return wanted, apart


def _lines_of(entry: Entry, matrix: Matrix) -> Iterator[str]:
    yield f"- id: {entry.id}"
    yield "  members:"
    yield from (_member_line("    ", member, matrix) for member in entry.members)
    if entry.near:
        yield "  near:"
        yield from (_member_line("    ", near_id, matrix) for near_id in entry.near)
    yield f"  status: {entry.status}"


def _member_line(indent: str, member: str, matrix: Matrix) -> str:
    return f"{indent}- {member}  # {excerpt(matrix.by_id[member].text)}"


def _changed_lines(text: str, path: Path, changed: dict[str, Entry | None], matrix: Matrix) -> list[str]:
    """Return the lines of a file with changed members and status of entries."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    root = compose_text(text, str(path))[0] if changed else None
    # From the last entry to the first, so that the places of earlier entries stay right.
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
    """Return the line, from 0, in which a value ends."""
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last_line(node.value[-1])
    return node.end_mark.line


def _check(content: str, path: Path, wanted: dict[str, Entry], matrix: Matrix) -> None:
    """Refuse content that does not read as the wanted entries."""
    try:
        written = {entry.id: entry for entry in read_concordance(content, str(path), matrix).entries}
    except ContentError:
        written = {}
    if any(
        key not in written or (written[key].members, written[key].status) != (entry.members, entry.status)
        for key, entry in wanted.items()
    ):
        raise DrafterError(
            "this file is written in a style of YAML that drafter cannot change in place",
            "Write each entry as “- id: …” at the beginning of a line, one member a line.",
        )
