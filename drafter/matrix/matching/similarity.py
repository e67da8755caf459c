"""How near two recommendations are, and which are the nearest, without comparing all with all."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from drafter.matrix.kinds import Rules
from drafter.matrix.matching.features import Vector, content_words, vectors
from drafter.matrix.matching.settings import Settings
from drafter.model import Matrix

# For a recommendation, only those are compared that share one of its heaviest features. A feature that
# more have than this brings nobody in: it is boilerplate.
_HEAVIEST = 24
_MOST_SHARING = 250
_MOST_CANDIDATES = 60
# So many of the nearest make a recommendation's company (see Settings.company).
_COMPANY = 3

Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Show no progress."""


class Similarity:
    """The nearness of the recommendations of one matrix."""

    def __init__(
        self, matrix: Matrix, rules: Rules, settings: Settings, progress: Progress = _silent
    ) -> None:
        self.matrix = matrix
        self.settings = settings
        self.ids = [item.id for item in matrix.recommendations]
        self.number = {item_id: number for number, item_id in enumerate(self.ids)}
        self.documents = [content_words(item.text, rules) for item in matrix.recommendations]
        self.users_of = Counter(word for document in self.documents for word in set(document))
        self._words, self._pairs = vectors(self.documents, settings)
        self._regions = [item.region for item in matrix.recommendations]
        self._themes = [frozenset(item.themes) for item in matrix.recommendations]
        sizes = Counter(theme for themes in self._themes for theme in themes)
        self._theme_weight = {theme: settings.theme * size**-settings.crowd for theme, size in sizes.items()}
        self._raw: dict[int, float] = {}
        self._candidates_of: list[list[int]] = []
        self.nearest = self._find_nearest(progress)
        self._company = [sum(score for _, score in near[:_COMPANY]) / _COMPANY for near in self.nearest]

    def raw(self, first: int, second: int) -> float:
        """The evidence that two say the same, before their company counts."""
        key = (first << 32) | second if first < second else (second << 32) | first
        known = self._raw.get(key)
        if known is None:
            known = self._raw[key] = self._compare(first, second)
        return known

    def _compare(self, first: int, second: int) -> float:
        settings = self.settings
        score = settings.words * _cosine(self._words[first], self._words[second])
        score += settings.pairs * _cosine(self._pairs[first], self._pairs[second])
        shared = self._themes[first] & self._themes[second]
        if shared:
            score += max(self._theme_weight[theme] for theme in shared)
        if self._regions[first] == self._regions[second]:
            score -= settings.same_region
        return score

    def score(self, first: int, second: int) -> float:
        """How near two are: the evidence, less what their company takes away."""
        company = (self._company[first] + self._company[second]) / 2
        return self.raw(first, second) - self.settings.company * company

    def like(self, item_id: str, count: int) -> list[tuple[str, float]]:
        """The nearest recommendations of other regions, best first."""
        number = self.number[item_id]
        scored = [(self.score(number, other), other) for other, _ in self.nearest[number]]
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        return [(self.ids[other], score) for score, other in scored[:count]]

    def close_pairs(self) -> Iterator[tuple[int, int, float]]:
        """Pairs that may be proposed: each with its score, each once."""
        seen = set()
        for number, candidates in enumerate(self._candidates_of):
            for other in candidates:
                pair = (number, other) if number < other else (other, number)
                if pair not in seen:
                    seen.add(pair)
                    yield (*pair, self.score(*pair))

    def _find_nearest(self, progress: Progress) -> list[list[tuple[int, float]]]:
        by_feature: dict[int, list[int]] = defaultdict(list)
        heaviest = [self._heaviest(number) for number in range(len(self.ids))]
        for number, features in enumerate(heaviest):
            for feature in features:
                by_feature[feature].append(number)
        by_theme: dict[str, list[int]] = defaultdict(list)
        for number, themes in enumerate(self._themes):
            for theme in themes:
                by_theme[theme].append(number)
        nearest = []
        for number, features in enumerate(heaviest):
            if number % 200 == 0:
                progress(number, len(heaviest))
            candidates = self._candidates(number, features, by_feature, by_theme)
            self._candidates_of.append(candidates)
            others = [
                (other, self.raw(number, other))
                for other in candidates
                if self._regions[other] != self._regions[number]
            ]
            others.sort(key=lambda pair: (-pair[1], pair[0]))
            nearest.append(others)
        progress(len(heaviest), len(heaviest))
        return nearest

    def _heaviest(self, number: int) -> list[int]:
        words = self._words[number]
        pairs = self._pairs[number]
        half = _HEAVIEST // 2
        return [
            *heapq.nlargest(half, words, key=lambda feature: (words[feature], feature)),
            *heapq.nlargest(half, pairs, key=lambda feature: (pairs[feature], feature)),
        ]

    def _candidates(
        self,
        number: int,
        features: Sequence[int],
        by_feature: dict[int, list[int]],
        by_theme: dict[str, list[int]],
    ) -> list[int]:
        """Who shares heavy features with a recommendation, most shared weight first.

        In a theme that is not crowded, everybody is a candidate.
        """
        words, pairs = self._words[number], self._pairs[number]
        shared: dict[int, float] = defaultdict(float)
        for feature in features:
            sharing = by_feature[feature]
            if len(sharing) <= _MOST_SHARING:
                weight = words.get(feature) or pairs.get(feature, 0.0)
                for other in sharing:
                    shared[other] += weight
        for theme in self._themes[number]:
            if len(by_theme[theme]) <= _MOST_CANDIDATES:
                for other in by_theme[theme]:
                    shared[other] += 1.0
        shared.pop(number, None)
        return heapq.nlargest(_MOST_CANDIDATES, shared, key=lambda other: (shared[other], -other))


def _cosine(first: Vector, second: Vector) -> float:
    if len(second) < len(first):
        first, second = second, first
    return sum([first[feature] * second[feature] for feature in first.keys() & second.keys()])
