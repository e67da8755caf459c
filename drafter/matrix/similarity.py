"""How near two recommendations are.

Compared are words, and pairs of words that are near each other, each weighted by how few texts have it. The
weights below were chosen on Annex B; ``benchmarks/matching.py`` measures what they find.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from drafter.matrix.kinds import without_narrative
from drafter.model import Matrix
from drafter.text import content_words, stem

# How much shared words, neighbouring words and a shared theme count. A theme that holds many recommendations
# counts less, by this power of its size.
_WORDS, _PAIRS, _THEME, _CROWD = 0.6, 0.4, 0.4, 0.3
# How much counts against: one region for both, and the nearness of others, since what is near to many is
# boilerplate. So many of the nearest are looked at.
_SAME_REGION, _COMPANY, _COMPANIONS = 0.1, 0.3, 3
# The action and its object come first: later words count less, down to this share. The opening verb counts
# little, since "promote" and "strengthen" open everything. So many words after a word make a pair with it.
_DECAY, _FLOOR, _OPENING_VERB, _WINDOW = 15.0, 0.5, 0.3, 4

# Only those are compared that share a heavy feature, or a theme that is not crowded. A feature of more texts
# than this is boilerplate.
_HEAVIEST, _MOST_SHARING, _MOST_CANDIDATES = 12, 250, 60

Vector = dict[int, float]


class Similarity:
    """The nearness of the recommendations of one matrix.

    Args:
        matrix: The matrix.

    Attributes:
        ids: Ids of the recommendations; elsewhere here each is called by its place in this list.
        evidence: What speaks for pairs saying the same, the lower number first, before their company counts.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.ids = [item.id for item in matrix.recommendations]
        texts = (without_narrative(item.text) for item in matrix.recommendations)
        documents = [[stem(word) for word in content_words(text)] for text in texts]
        self._words, self._pairs = _vectors(documents)
        self._in_theme: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(matrix.recommendations):
            for theme in item.themes:
                self._in_theme[theme].append(number)
        self.evidence = {pair: self._evidence(*pair) for pair in sorted(self._candidates())}
        self._company = self._companies()

    def score(self, first: int, second: int) -> float:
        """Return how near two are: the evidence, less what their company takes away."""
        pair = (min(first, second), max(first, second))
        evidence = self.evidence[pair] if pair in self.evidence else self._evidence(*pair)
        return evidence - _COMPANY * (self._company[first] + self._company[second]) / 2

    def _evidence(self, first: int, second: int) -> float:
        one, other = self.matrix.recommendations[first], self.matrix.recommendations[second]
        score = _WORDS * _cosine(self._words[first], self._words[second])
        score += _PAIRS * _cosine(self._pairs[first], self._pairs[second])
        shared = set(one.themes).intersection(other.themes)
        fewest = min((len(self._in_theme[theme]) for theme in shared), default=0)
        score += _THEME * fewest**-_CROWD if fewest else 0
        return score - _SAME_REGION * (one.region == other.region)

    def _companies(self) -> list[float]:
        """Return for each how near the nearest of other regions are."""
        near: dict[int, list[float]] = defaultdict(list)
        regions = [item.region for item in self.matrix.recommendations]
        for (first, second), score in self.evidence.items():
            if regions[first] != regions[second]:
                near[first].append(score)
                near[second].append(score)
        return [sum(heapq.nlargest(_COMPANIONS, near[n])) / _COMPANIONS for n in range(len(self.ids))]

    def _candidates(self) -> set[tuple[int, int]]:
        """Return the pairs that are compared: those that share most weight, for each recommendation."""
        heaviest = [
            {**_heaviest(words), **_heaviest(pairs)}
            for words, pairs in zip(self._words, self._pairs, strict=True)
        ]
        having: dict[int, list[int]] = defaultdict(list)
        for number, features in enumerate(heaviest):
            for feature in features:
                having[feature].append(number)
        found = set()
        for number, features in enumerate(heaviest):
            themes = [self._in_theme[theme] for theme in self.matrix.recommendations[number].themes]
            groups = [(having[feature], weight) for feature, weight in features.items()]
            groups += [(others, 1.0) for others in themes if len(others) <= _MOST_CANDIDATES]
            shared: dict[int, float] = defaultdict(float)
            for others, weight in groups:
                for other in others if len(others) <= _MOST_SHARING else ():
                    shared[other] += weight
            shared.pop(number, None)
            best = heapq.nsmallest(_MOST_CANDIDATES, shared.items(), key=lambda pair: (-pair[1], pair[0]))
            found |= {(min(number, other), max(number, other)) for other, _ in best}
        return found


def _heaviest(vector: Vector) -> Vector:
    heaviest = heapq.nlargest(_HEAVIEST, vector, key=lambda feature: (vector[feature], feature))
    return {feature: vector[feature] for feature in heaviest}


def _vectors(documents: Sequence[Sequence[str]]) -> tuple[list[Vector], list[Vector]]:
    """Weigh the words of each document, and its pairs of words; each vector has the length one."""
    numbers: dict[str, int] = {}
    words: list[Vector] = []
    pairs: list[Vector] = []
    for document in documents:
        ids = [numbers.setdefault(word, len(numbers)) for word in document]
        single, near = Vector(), Vector()
        for place, first in enumerate(ids):
            weight = _FLOOR + (1 - _FLOOR) * math.exp(-place / _DECAY)
            weight *= 1 if place else _OPENING_VERB
            single[first] = max(weight, single.get(first, 0.0))
            for second in ids[place + 1 : place + 1 + _WINDOW]:
                # A pair in either order is one number, and no pair has the number of a word.
                low, high = sorted((first, second))
                if low != high:
                    pair = (low + 1) << 32 | high
                    near[pair] = max(weight, near.get(pair, 0.0))
        words.append(single)
        pairs.append(near)
    return _scaled(words, fewest=1), _scaled(pairs, fewest=2)


def _scaled(documents: Sequence[Vector], fewest: int) -> list[Vector]:
    """Weigh by rarity, and scale to length one; features of fewer documents are left out."""
    counts = Counter(feature for vector in documents for feature in vector)
    rarity = {
        feature: math.log((len(documents) + 1) / (count + 0.5))
        for feature, count in counts.items()
        if count >= fewest
    }
    scaled = []
    for vector in documents:
        raw = {feature: weight * rarity[feature] for feature, weight in vector.items() if feature in rarity}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        scaled.append({feature: weight / length for feature, weight in raw.items()})
    return scaled


def _cosine(first: Vector, second: Vector) -> float:
    return sum([first[feature] * second[feature] for feature in sorted(first.keys() & second.keys())])
