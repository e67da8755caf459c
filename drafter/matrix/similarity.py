"""How near two recommendations are, which are the nearest, and which group together.

Compared are words, and pairs of words that stand near, each weighted by how few have it.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter.matrix.kinds import without_narrative
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
    """The nearness of the recommendations of one matrix.

    Args:
        matrix: The matrix.
        settings: The weights; those that ship where none are given.
        progress: Told how many of how many are compared.
    """

    def __init__(
        self,
        matrix: Matrix,
        settings: Settings | None = None,
        progress: Progress = lambda done, total: None,
    ) -> None:
        self.matrix = matrix
        self.settings = settings or Settings()
        items = matrix.recommendations
        self.ids = [item.id for item in items]
        self.number = {item_id: number for number, item_id in enumerate(self.ids)}
        self.documents = [stems_of(item.text) for item in items]
        self.users_of = Counter(word for document in self.documents for word in set(document))
        self._words, self._pairs = vectors(self.documents, self.settings)
        self._in_theme: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(items):
            for theme in item.themes:
                self._in_theme[theme].append(number)
        candidates = self._find_candidates(progress)
        # Of the pairs that may be proposed, the lower number first; without what their company takes away.
        self.evidence = {
            (first, second): self._evidence(first, second)
            for first, second in {
                tuple(sorted((n, other))) for n, those in enumerate(candidates) for other in those
            }
        }
        # Of other regions, best first.
        self._nearest: list[list[tuple[float, int]]] = [
            sorted(
                (-self.evidence[min(number, other), max(number, other)], other)
                for other in those
                if items[other].region != items[number].region
            )
            for number, those in enumerate(candidates)
        ]
        self._company = [-sum(score for score, _ in near[:_COMPANY]) / _COMPANY for near in self._nearest]

    def _evidence(self, first: int, second: int) -> float:
        """What speaks for two saying the same, before their company counts."""
        one, other = self.matrix.recommendations[first], self.matrix.recommendations[second]
        settings = self.settings
        score = settings.words * cosine(self._words[first], self._words[second])
        score += settings.pairs * cosine(self._pairs[first], self._pairs[second])
        shared = set(one.themes).intersection(other.themes)
        fewest = min((len(self._in_theme[theme]) for theme in shared), default=0)
        score += settings.theme * fewest**-settings.crowd if fewest else 0
        return score - settings.same_region * (one.region == other.region)

    def score(self, first: int, second: int) -> float:
        """How near two are: the evidence, less what their company takes away."""
        pair = (min(first, second), max(first, second))
        evidence = self.evidence[pair] if pair in self.evidence else self._evidence(*pair)
        company = (self._company[first] + self._company[second]) / 2
        return evidence - self.settings.company * company

    def like(self, item_id: str, count: int) -> list[tuple[str, float]]:
        """The nearest recommendations of other regions, best first."""
        number = self.number[item_id]
        scored = sorted((-self.score(number, other), other) for _, other in self._nearest[number])
        return [(self.ids[other], -score) for score, other in scored[:count]]

    def _find_candidates(self, progress: Progress) -> list[list[int]]:
        """For each, who shares heavy features with it, most shared weight first."""
        heaviest = [
            {**_heaviest(words), **_heaviest(pairs)}
            for words, pairs in zip(self._words, self._pairs, strict=True)
        ]
        having: dict[int, list[int]] = defaultdict(list)
        for number, features in enumerate(heaviest):
            for feature in features:
                having[feature].append(number)
        found = []
        for number, features in enumerate(heaviest):
            if number % 200 == 0:
                progress(number, len(heaviest))
            # In a theme that is not crowded, everybody.
            small = [self._in_theme[theme] for theme in self.matrix.recommendations[number].themes]
            groups = [(having[one], weight) for one, weight in features.items()]
            groups += [(others, 1.0) for others in small if len(others) <= _MOST_CANDIDATES]
            shared: dict[int, float] = defaultdict(float)
            for others, weight in groups:
                for other in others if len(others) <= _MOST_SHARING else ():
                    shared[other] += weight
            shared.pop(number, None)
            found.append(heapq.nlargest(_MOST_CANDIDATES, shared, key=lambda other: (shared[other], -other)))
        progress(len(heaviest), len(heaviest))
        return found


def _heaviest(vector: Vector) -> Vector:
    heaviest = heapq.nlargest(_HEAVIEST // 2, vector, key=lambda feature: (vector[feature], feature))
    return {feature: vector[feature] for feature in heaviest}


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
    scores = {pair: similarity.score(*pair) for pair in similarity.evidence}
    scores |= {(min(pair), max(pair)): float("-inf") for pair in apart}
    outside = set(left_out)
    kept = {pair: score for pair, score in scores.items() if outside.isdisjoint(pair)}
    found = [
        (sorted(members), within / (len(members) * (len(members) - 1) // 2))
        for members, within in _linked(kept, similarity.settings.threshold)
        if len(members) > 1
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _linked(scores: Mapping[tuple[int, int], float], threshold: float) -> list[tuple[list[int], float]]:
    """Average linkage: the two nearest groups become one, again and again, while they are near enough.

    Args:
        scores: Of pairs; one of which nothing was found near counts as 0.
        threshold: How near is near enough.

    Returns:
        Each group with the sum of the scores of its pairs.
    """
    # Each group is named by one of its members, at first of that one alone. ``sums`` are of the scores
    # between two groups, none where nothing was found near; of the heap ``nearest`` some are long gone.
    members = {name: [name] for pair in scores for name in pair}
    within = dict.fromkeys(members, 0.0)
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    nearest: list[tuple[float, int, int]] = []

    def average(first: int, second: int) -> float:
        return sums[first][second] / (len(members[first]) * len(members[second]))

    def relate(first: int, second: int, total: float) -> None:
        sums[first][second] = sums[second][first] = total
        if (near := average(first, second)) >= threshold:
            heapq.heappush(nearest, (-near, min(first, second), max(first, second)))

    for (first, second), score in scores.items():
        relate(first, second, score)
    while nearest:
        near, first, second = heapq.heappop(nearest)
        if second not in sums[first] or average(first, second) != -near:
            continue
        if len(sums[first]) < len(sums[second]):
            first, second = second, first
        own, others = sums.pop(first), sums.pop(second)
        members[first] += members.pop(second)
        within[first] += within.pop(second) + own.pop(second)
        del others[first]
        for other in others:
            del sums[other][second]
        for other in sorted(own.keys() | others.keys()):
            relate(first, other, own.get(other, 0.0) + others.get(other, 0.0))
    return [(members[name], total) for name, total in within.items()]


# What is compared


def stems_of(text: str) -> list[str]:
    """The stems of a text's content words, in order; narrative sentences are left out."""
    return [stem(word) for word in content_words(without_narrative(text))]


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
