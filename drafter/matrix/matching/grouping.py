"""Groups recommendations by average linkage, over the pairs that were found near."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable

from drafter.matrix.matching.similarity import Similarity

# The score of two recommendations that share no heavy word and no uncrowded theme.
_NOTHING = 0.0


def group(
    similarity: Similarity,
    *,
    left_out: Collection[int] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[tuple[list[int], float]]:
    """Groups whose members are, on average, nearer to one another than the threshold.

    Args:
        similarity: The nearness of pairs.
        left_out: Recommendations that are not to be grouped: they stand in an entry already.
        apart: Pairs that a person has said do not belong together.

    Returns:
        Groups of two or more, each with the average score of its pairs, best first.
    """
    grouping = _Grouping(similarity, set(left_out), {frozenset(pair) for pair in apart})
    grouping.merge_all()
    return grouping.groups()


class _Grouping:
    """Agglomerative clustering with a heap; a group is named by one of its members.

    For each two groups that are near it keeps the sum of the scores between them, so that a merger only
    adds sums up.
    """

    def __init__(self, similarity: Similarity, left_out: set[int], apart: set[frozenset[int]]) -> None:
        self.similarity = similarity
        self.apart = apart
        self.threshold = similarity.settings.threshold
        self.members: dict[int, list[int]] = {}
        self.sums: dict[int, dict[int, float]] = {}
        self.within: dict[int, float] = {}  # the sum of the scores inside a group
        self.version: dict[int, int] = {}
        self.heap: list[tuple[float, int, int, int, int]] = []
        for first, second, score in similarity.close_pairs():
            if first in left_out or second in left_out:
                continue
            for number in (first, second):
                if number not in self.members:
                    self.members[number] = [number]
                    self.sums[number] = {}
                    self.within[number] = 0.0
                    self.version[number] = 0
            self._relate(first, second, self._checked(first, second, score))

    def merge_all(self) -> None:
        """Merge the two nearest groups, again and again, while they are near enough."""
        while self.heap:
            _, first, second, version_first, version_second = heapq.heappop(self.heap)
            if self.version.get(first) == version_first and self.version.get(second) == version_second:
                self._merge(first, second)

    def groups(self) -> list[tuple[list[int], float]]:
        """Groups of two or more with their average score, best first."""
        found = []
        for name, members in self.members.items():
            count = len(members) * (len(members) - 1) // 2
            if count:
                found.append((sorted(members), self.within[name] / count))
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def _merge(self, first: int, second: int) -> None:
        if len(self.sums[first]) < len(self.sums[second]):
            first, second = second, first
        own, other_sums = self.sums[first], self.sums.pop(second)
        self.within[first] += self.within.pop(second) + own.pop(second)
        del other_sums[first]
        around = own.keys() | other_sums.keys()
        totals = {}
        for other in around:
            total = own[other] if other in own else self._unseen(first, other)
            total += other_sums[other] if other in other_sums else self._unseen(second, other)
            totals[other] = total
            self.sums[other].pop(second, None)
        self.members[first] += self.members.pop(second)
        del self.version[second]
        self.version[first] += 1
        self.sums[first] = {}
        for other in sorted(around):
            self._relate(first, other, totals[other])

    def _relate(self, first: int, second: int, total: float) -> None:
        """Keep what is between two groups; put them in line if they are near enough."""
        self.sums[first][second] = self.sums[second][first] = total
        average = total / (len(self.members[first]) * len(self.members[second]))
        if average >= self.threshold:
            low, high = (first, second) if first < second else (second, first)
            heapq.heappush(self.heap, (-average, low, high, self.version[low], self.version[high]))

    def _unseen(self, first: int, second: int) -> float:
        """The sum between two groups of which nothing was found near: nothing speaks for them."""
        if self.apart:
            pairs = ((one, other) for one in self.members[first] for other in self.members[second])
            return sum(self._checked(one, other, _NOTHING) for one, other in pairs)
        return _NOTHING * len(self.members[first]) * len(self.members[second])

    def _checked(self, first: int, second: int, score: float) -> float:
        return float("-inf") if frozenset((first, second)) in self.apart else score
