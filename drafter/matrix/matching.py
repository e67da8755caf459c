"""Proposes which recommendations of different regions may say the same."""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.matrix.concordance import LONGEST_ID
from drafter.matrix.similarity import Similarity
from drafter.model import Concordance, EntryStatus, Matrix
from drafter.text import content_words, free_name

# Recommendations that score less on average are not proposed together; chosen on Annex B.
_THRESHOLD = 0.24
_MOST_WORDS_IN_NAME = 3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """Recommendations that may say the same.

    Attributes:
        id: In words that they share.
        members: In the order of footnotes.
        score: How near they are to one another, on average.
    """

    id: str
    members: tuple[str, ...]
    score: float


def match_recommendations(matrix: Matrix, concordance: Concordance) -> list[ProposedEntry]:
    """Propose entries for what a concordance does not hold yet, the nearest first.

    What a person has confirmed or rejected is kept: members of entries are left out, and pairs of a
    rejected entry are not proposed again.
    """
    similarity = Similarity(matrix)
    rejected = [entry for entry in concordance.entries if entry.status is EntryStatus.REJECTED]
    apart = {frozenset(pair) for entry in rejected for pair in combinations(entry.members, 2)}
    others = (entry for entry in concordance.entries if entry not in rejected and len(entry.members) > 1)
    placed = {member for entry in others for member in entry.members}
    scores: dict[Pair, float] = {}
    for first, second in similarity.evidence:
        ids = frozenset((similarity.ids[first], similarity.ids[second]))
        if ids.isdisjoint(placed):
            scores[first, second] = float("-inf") if ids in apart else similarity.score(first, second)
    names = Names(matrix, {entry.id for entry in concordance.entries})
    proposals = []
    for numbers, score in sorted(_groups(scores), key=lambda found: (-found[1], found[0])):
        members = matrix.in_citing_order(similarity.ids[number] for number in numbers)
        # What one region says twice is shared with nobody.
        if len({region for member in members for region in matrix.by_id[member].regions}) > 1:
            proposals.append(ProposedEntry(names.new(members), members, score))
    return proposals


def _groups(scores: Mapping[Pair, float]) -> list[tuple[list[int], float]]:
    """Join the two nearest groups again and again, while they are near enough (average linkage).

    Args:
        scores: Of pairs; a pair that is not among them counts as 0.

    Returns:
        Groups of two or more, each with the average score of its pairs.
    """
    # Each group has the name of one of its members. ``sums`` are of the scores between two groups. The heap
    # ``nearest`` keeps groups that have been joined since.
    members = {name: [name] for pair in scores for name in pair}
    within = dict.fromkeys(members, 0.0)
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    nearest: list[tuple[float, int, int]] = []

    def average(first: int, second: int) -> float:
        return sums[first][second] / (len(members[first]) * len(members[second]))

    def relate(first: int, second: int, total: float) -> None:
        sums[first][second] = sums[second][first] = total
        if (near := average(first, second)) >= _THRESHOLD:
            heapq.heappush(nearest, (-near, min(first, second), max(first, second)))

    for (first, second), score in scores.items():
        relate(first, second, score)
    while nearest:
        near, first, second = heapq.heappop(nearest)
        if second not in sums[first] or average(first, second) != -near:
            continue
        kept, others = sums.pop(first), sums.pop(second)
        members[first] += members.pop(second)
        within[first] += within.pop(second) + kept.pop(second)
        del others[first]
        for other in others:
            del sums[other][second]
        for other in sorted(kept.keys() | others.keys()):
            relate(first, other, kept.get(other, 0.0) + others.get(other, 0.0))
    return [
        (sorted(group), within[name] / (len(group) * (len(group) - 1) // 2))
        for name, group in members.items()
        if len(group) > 1
    ]


class Names:
    """Names for entries of a concordance, in words of their members.

    Args:
        matrix: The matrix.
        taken: Names that are in use.
    """

    def __init__(self, matrix: Matrix, taken: Iterable[str]) -> None:
        self._matrix = matrix
        self._taken = {*matrix.by_id, *taken}
        self._words = {item.id: set(content_words(item.text)) for item in matrix.recommendations}
        self._users = Counter(word for words in self._words.values() for word in words)

    def new(self, members: Sequence[str]) -> str:
        """Return a free name of the rarest words that most members use, in the order of the first text."""
        shared = Counter(word for member in members for word in self._words[member])
        words = dict.fromkeys(content_words(self._matrix.by_id[members[0]].text))
        plain = [w for w in words if re.fullmatch("[a-z]{4,12}", w) and 2 * shared[w] > len(members)]
        rarest = sorted(plain, key=lambda word: self._users[word] - shared[word])[:_MOST_WORDS_IN_NAME]
        while len("-".join(rarest)) > LONGEST_ID - len("-999"):
            rarest.pop()
        wanted = "-".join(word for word in plain if word in rarest) or "shared"
        name = free_name(wanted, self._taken)
        self._taken.add(name)
        return name
