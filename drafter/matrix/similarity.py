"""How near two recommendations are, which are the nearest, and which group together.

Compared are words, and pairs of words that stand near, each weighted by how few have it.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter.matrix.kinds import Rules, without_narrative
from drafter.model import Matrix
from drafter.text import content_words, stem

# Not all are compared with all. For a recommendation, only those are that share one of its heaviest
# features. A feature that more have than this brings nobody in: it is boilerplate.
_HEAVIEST = 24
_MOST_SHARING = 250
_MOST_CANDIDATES = 60
# So many of the nearest make a recommendation's company (see Settings.company).
_COMPANY = 3

Progress = Callable[[int, int], None]
Vector = dict[int, float]


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of the evidence; ``benchmarks/matching.py`` chooses and tries them.

    Attributes:
        words: How much shared words count; rare ones count more (cosine of tf-idf).
        pairs: How much words that stand near one another in both count.
        theme: How much a shared theme counts, when it is the only one in its theme; a theme that holds
            many recommendations says less (see ``crowd``).
        crowd: By which power of its size a shared theme says less.
        same_region: How much being of one region counts against.
        company: How much the nearness of other recommendations counts against: what is near to many is
            boilerplate.
        decay: After so many words of content a word counts a third: the action and its object come first.
        floor: What the last words still count.
        opening_verb: What the opening verb counts: "promote" and "strengthen" open everything.
        window: So many words after a word make a pair with it.
        threshold: Recommendations that score less on average are not proposed together.
    """

    words: float = 0.6
    pairs: float = 0.4
    theme: float = 0.4
    crowd: float = 0.3
    same_region: float = 0.1
    company: float = 0.3
    decay: float = 15.0
    floor: float = 0.5
    opening_verb: float = 0.3
    window: int = 4
    threshold: float = 0.24


class Similarity:
    """The nearness of the recommendations of one matrix."""

    def __init__(
        self, matrix: Matrix, rules: Rules, settings: Settings, progress: Progress = lambda done, total: None
    ) -> None:
        self.matrix = matrix
        self.settings = settings
        self.ids = [item.id for item in matrix.recommendations]
        self.number = {item_id: number for number, item_id in enumerate(self.ids)}
        self.documents = [stems_of(item.text, rules) for item in matrix.recommendations]
        self.users_of = Counter(word for document in self.documents for word in set(document))
        self._words, self._pairs = vectors(self.documents, settings)
        self._regions = [item.region for item in matrix.recommendations]
        self._themes = [frozenset(item.themes) for item in matrix.recommendations]
        self._in_theme: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(matrix.recommendations):
            for theme in item.themes:
                self._in_theme[theme].append(number)
        self._theme_weight = {
            theme: settings.theme * len(those) ** -settings.crowd for theme, those in self._in_theme.items()
        }
        self._evidence: dict[tuple[int, int], float] = {}
        self._candidates = self._find_candidates(progress)
        # Of other regions, without what their company takes away, best first.
        self._nearest: list[list[tuple[float, int]]] = [
            sorted(
                (-self.evidence(number, other), other)
                for other in candidates
                if self._regions[other] != self._regions[number]
            )
            for number, candidates in enumerate(self._candidates)
        ]
        self._company = [-sum(score for score, _ in near[:_COMPANY]) / _COMPANY for near in self._nearest]

    def evidence(self, first: int, second: int) -> float:
        """What speaks for two saying the same, before their company counts."""
        pair = (first, second) if first < second else (second, first)
        known = self._evidence.get(pair)
        if known is None:
            known = self._evidence[pair] = self._compare(first, second)
        return known

    def _compare(self, first: int, second: int) -> float:
        settings = self.settings
        score = settings.words * cosine(self._words[first], self._words[second])
        score += settings.pairs * cosine(self._pairs[first], self._pairs[second])
        shared = self._themes[first] & self._themes[second]
        score += max((self._theme_weight[theme] for theme in shared), default=0)
        return score - settings.same_region * (self._regions[first] == self._regions[second])

    def score(self, first: int, second: int) -> float:
        """How near two are: the evidence, less what their company takes away."""
        company = (self._company[first] + self._company[second]) / 2
        return self.evidence(first, second) - self.settings.company * company

    def like(self, item_id: str, count: int) -> list[tuple[str, float]]:
        """The nearest recommendations of other regions, best first."""
        number = self.number[item_id]
        scored = sorted((-self.score(number, other), other) for _, other in self._nearest[number])
        return [(self.ids[other], -score) for score, other in scored[:count]]

    def close_pairs(self) -> set[tuple[int, int]]:
        """Pairs that may be proposed, the lower number first."""
        return {
            (min(number, other), max(number, other))
            for number, candidates in enumerate(self._candidates)
            for other in candidates
        }

    def _find_candidates(self, progress: Progress) -> list[list[int]]:
        """For each, who shares heavy features with it, most shared weight first."""
        heaviest = [
            [feature for vector in both for feature in _heaviest(vector)]
            for both in zip(self._words, self._pairs, strict=True)
        ]
        having: dict[int, list[int]] = defaultdict(list)
        for number, features in enumerate(heaviest):
            for feature in features:
                having[feature].append(number)
        found = []
        for number, features in enumerate(heaviest):
            if number % 200 == 0:
                progress(number, len(heaviest))
            found.append(self._candidates_of(number, features, having))
        progress(len(heaviest), len(heaviest))
        return found

    def _candidates_of(
        self, number: int, features: Sequence[int], having: Mapping[int, Sequence[int]]
    ) -> list[int]:
        words, pairs = self._words[number], self._pairs[number]
        shared: dict[int, float] = defaultdict(float)
        for feature in features:
            if len(having[feature]) <= _MOST_SHARING:
                weight = words.get(feature) or pairs.get(feature, 0.0)
                for other in having[feature]:
                    shared[other] += weight
        for theme in self._themes[number]:
            if len(self._in_theme[theme]) <= _MOST_CANDIDATES:  # in a theme that is not crowded, everybody
                for other in self._in_theme[theme]:
                    shared[other] += 1.0
        shared.pop(number, None)
        return heapq.nlargest(_MOST_CANDIDATES, shared, key=lambda other: (shared[other], -other))


def _heaviest(vector: Mapping[int, float]) -> list[int]:
    return heapq.nlargest(_HEAVIEST // 2, vector, key=lambda feature: (vector[feature], feature))


def group(
    similarity: Similarity,
    *,
    left_out: Collection[int] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> list[tuple[list[int], float]]:
    """Groups whose members are, on average, nearer to one another than the threshold.

    The two nearest groups become one, again and again, while they are near enough (average linkage). A pair
    of which nothing was found near counts as 0.

    Args:
        similarity: The nearness of pairs.
        left_out: Recommendations that are not to be grouped: they stand in an entry already.
        apart: Pairs that a person has said do not belong together.

    Returns:
        Groups of two or more, each with the average score of its pairs, best first.
    """
    scores = {pair: similarity.score(*pair) for pair in similarity.close_pairs()}
    scores |= {(min(pair), max(pair)): float("-inf") for pair in apart}
    groups = _Groups(similarity.settings.threshold)
    for (first, second), score in scores.items():
        if first not in left_out and second not in left_out:
            groups.relate(first, second, score)
    while groups.nearest:
        near, first, second = heapq.heappop(groups.nearest)
        if second in groups.sums[first] and groups.average(first, second) == -near:
            groups.join(first, second)
    found = [
        (sorted(members), groups.within[name] / (len(members) * (len(members) - 1) // 2))
        for name, members in groups.members.items()
        if len(members) > 1
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


class _Groups:
    """Groups, each named by one of its members, at first of that one alone.

    Attributes:
        members: Of each group.
        sums: Of the scores between two groups; none where nothing was found near.
        within: The sum of the scores inside a group.
        nearest: A heap of groups that are near enough to become one, some of them long gone.
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.members: dict[int, list[int]] = {}
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        self.within: dict[int, float] = defaultdict(float)
        self.nearest: list[tuple[float, int, int]] = []

    def average(self, first: int, second: int) -> float:
        return self.sums[first][second] / (len(self.members[first]) * len(self.members[second]))

    def relate(self, first: int, second: int, total: float) -> None:
        for name in (first, second):
            self.members.setdefault(name, [name])
        self.sums[first][second] = self.sums[second][first] = total
        if (near := self.average(first, second)) >= self.threshold:
            heapq.heappush(self.nearest, (-near, min(first, second), max(first, second)))

    def join(self, first: int, second: int) -> None:
        """Make two groups one."""
        if len(self.sums[first]) < len(self.sums[second]):
            first, second = second, first
        own, others = self.sums.pop(first), self.sums.pop(second)
        self.members[first] += self.members.pop(second)
        self.within[first] += self.within.pop(second, 0.0) + own.pop(second)
        del others[first]
        for other in others:
            del self.sums[other][second]
        for other in sorted(own.keys() | others.keys()):
            self.relate(first, other, own.get(other, 0.0) + others.get(other, 0.0))


# What is compared


def stems_of(text: str, rules: Rules) -> list[str]:
    """The stems of a text's content words, in order; narrative sentences are left out."""
    return [stem(word) for word in content_words(without_narrative(text, rules))]


def vectors(documents: Sequence[Sequence[str]], settings: Settings) -> tuple[list[Vector], list[Vector]]:
    """Each document's weighted words and weighted pairs, both of length one.

    Args:
        documents: Content words.
        settings: The weights.

    Returns:
        Words, and pairs that stand in two documents at least.
    """
    numbers: dict[str, int] = {}
    words: list[Vector] = []
    pairs: list[Vector] = []
    for document in documents:
        ids = [numbers.setdefault(word, len(numbers)) for word in document]
        own, near = Vector(), Vector()
        for place, first in enumerate(ids):
            weight = settings.floor + (1 - settings.floor) * math.exp(-place / settings.decay)
            weight *= 1 if place else settings.opening_verb
            own[first] = max(weight, own.get(first, 0.0))
            for second in ids[place + 1 : place + 1 + settings.window]:
                # A pair in either order is one number, from 1 on: no pair has the number of a word.
                low, high = (first, second) if first < second else (second, first)
                if low != high:
                    pair = (low + 1) << 32 | high
                    near[pair] = max(weight, near.get(pair, 0.0))
        words.append(own)
        pairs.append(near)
    return _scaled(words, fewest=1), _scaled(pairs, fewest=2)


def _scaled(documents: Sequence[Vector], fewest: int) -> list[Vector]:
    """Weights times rarity, scaled to length one; features of fewer documents are left out."""
    counts = Counter(feature for vector in documents for feature in vector)
    rarity = {
        feature: math.log((len(documents) + 1) / (count + 0.5))
        for feature, count in counts.items()
        if count >= fewest
    }
    scaled = []
    for vector in documents:
        raw = {f: weight * rarity[f] for f, weight in vector.items() if f in rarity}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        scaled.append({feature: weight / length for feature, weight in raw.items()})
    return scaled


def cosine(first: Vector, second: Vector) -> float:
    """How much two vectors of length one have in common, from 0 to 1."""
    return sum([first[feature] * second[feature] for feature in first.keys() & second.keys()])
