"""Groups recommendations by average linkage, over the pairs that were found near."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable

from drafter.matching.similarity import Similarity


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
    """Agglomerative clustering with a heap; groups are named by their first member."""

    def __init__(self, similarity: Similarity, left_out: set[int], apart: set[frozenset[int]]) -> None:
        self.similarity = similarity
        self.apart = apart
        self.threshold = similarity.settings.threshold
        self.members: dict[int, list[int]] = {}
        self.neighbours: dict[int, set[int]] = {}
        self.version: dict[int, int] = {}
        self.heap: list[tuple[float, int, int, int, int]] = []
        for first, second, score in similarity.close_pairs():
            if first in left_out or second in left_out:
                continue
            for number in (first, second):
                self.members.setdefault(number, [number])
                self.neighbours.setdefault(number, set())
                self.version.setdefault(number, 0)
            self.neighbours[first].add(second)
            self.neighbours[second].add(first)
            if score >= self.threshold and frozenset((first, second)) not in apart:
                heapq.heappush(self.heap, (-score, first, second, 0, 0))

    def merge_all(self) -> None:
        while self.heap:
            _, first, second, version_first, version_second = heapq.heappop(self.heap)
            if self.version.get(first) == version_first and self.version.get(second) == version_second:
                self._merge(first, second)

    def _merge(self, first: int, second: int) -> None:
        self.members[first] += self.members.pop(second)
        del self.version[second]
        self.version[first] += 1
        around = (self.neighbours[first] | self.neighbours.pop(second)) - {first, second}
        self.neighbours[first] = set()
        for other in around:
            self.neighbours[other].discard(second)
            self.neighbours[other].add(first)
            self.neighbours[first].add(other)
            score = self._average(first, other)
            if score >= self.threshold:
                low, high = sorted((first, other))
                heapq.heappush(self.heap, (-score, low, high, self.version[low], self.version[high]))

    def _average(self, first: int, second: int) -> float:
        total = 0.0
        for one in self.members[first]:
            for other in self.members[second]:
                if frozenset((one, other)) in self.apart:
                    return float("-inf")
                total += self.similarity.score(one, other)
        return total / (len(self.members[first]) * len(self.members[second]))

    def groups(self) -> list[tuple[list[int], float]]:
        found = []
        for members in self.members.values():
            if len(members) > 1:
                members.sort()
                scores = [
                    self.similarity.score(first, second)
                    for place, first in enumerate(members)
                    for second in members[place + 1 :]
                ]
                found.append((members, sum(scores) / len(scores)))
        return sorted(found, key=lambda item: (-item[1], item[0]))
