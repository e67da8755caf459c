"""``match``: asks which recommendations say the same, and makes entries of a concordance of the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from drafter.matrix.matching import Names, match_recommendations
from drafter.matrix.similarity import Similarity
from drafter.model import Concordance, Entry, EntryStatus, Matrix
from drafter.reading.agreement import Comparison
from drafter.reading.answers import MATCH, Key, Reading, load_reading
from drafter.reading.page import Choice, Page, Question, Text, name_of

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


def count_waiting(matrix: Matrix, concordance: Concordance) -> int:
    """Count the groups that may say the same and wait for a person to say so."""
    return len(concordance.proposed) + len(match_recommendations(matrix, concordance))


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


@dataclass(frozen=True, slots=True)
class Outcome:
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
