"""Proposes which recommendations of different regions may say the same."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from drafter.matrix.concordance import LONGEST_ID
from drafter.matrix.kinds import without_narrative
from drafter.model import Concordance, EntryStatus, Matrix
from drafter.text import content_words, free_name, stem

# Recommendations that score less on average are not proposed together; chosen on Annex B.
_THRESHOLD = 0.24
_MOST_WORDS_IN_NAME = 3

Pair = tuple[int, int]


class ProposedEntry(Struct, frozen=True):
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
    """Propose new entries for a concordance, the nearest first.

    Decisions of people stay: members of entries are left out, and pairs of a rejected entry are not
    proposed again.
    """
    similarity = Similarity(matrix)
    rejected = [entry for entry in concordance.entries if entry.status is EntryStatus.REJECTED]
    rejected_pairs = {frozenset(pair) for entry in rejected for pair in combinations(entry.members, 2)}
    others = (entry for entry in concordance.entries if entry not in rejected and len(entry.members) > 1)
    placed = {member for entry in others for member in entry.members}
    scores: dict[Pair, float] = {}
    for first, second in similarity.evidence:
        ids = frozenset((similarity.ids[first], similarity.ids[second]))
        if ids.isdisjoint(placed):
            scores[first, second] = (
                float("-inf") if ids in rejected_pairs else similarity.score(first, second)
            )
    names = Names(matrix, {entry.id for entry in concordance.entries})
    proposals = []
    for numbers, score in sorted(_groups(scores), key=lambda group: (-group[1], group[0])):
        members = matrix.in_citing_order(similarity.ids[number] for number in numbers)
        # What one region says twice is shared with nobody.
        if len({region for member in members for region in matrix.by_id[member].regions}) > 1:
            proposals.append(ProposedEntry(names.new(members), members, score))
    return proposals


def _groups(scores: Mapping[Pair, float]) -> list[tuple[list[int], float]]:
    """Join the two nearest groups while they are near enough.

    This is average linkage.

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
        """Return a free name, of the rarest words that most members share."""
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
        ids: Ids of the recommendations. The methods name each by its place in this list.
        evidence: How much speaks for each pair, the lower number first, before its company counts.
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
        """Return how near two are: the evidence, less the part of their company."""
        pair = (min(first, second), max(first, second))
        evidence = self.evidence[pair] if pair in self.evidence else self._evidence(*pair)
        return evidence - _COMPANY * (self._company[first] + self._company[second]) / 2

    def _evidence(self, first: int, second: int) -> float:
        left, right = self.matrix.recommendations[first], self.matrix.recommendations[second]
        score = _WORDS * _cosine(self._words[first], self._words[second])
        score += _PAIRS * _cosine(self._pairs[first], self._pairs[second])
        shared = set(left.themes).intersection(right.themes)
        fewest = min((len(self._in_theme[theme]) for theme in shared), default=0)
        score += _THEME * fewest**-_CROWD if fewest else 0
        return score - _SAME_REGION * (left.region == right.region)

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
        """Return for each recommendation its pairs that share most weight."""
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
    """Weigh the words and pairs of words of each document, to length one."""
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
    """Weigh features of enough documents by rarity, and scale to length one."""
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
