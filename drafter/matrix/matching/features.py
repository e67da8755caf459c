"""What of a recommendation is compared: its words and the pairs of words that stand near one another."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from drafter.matrix.kinds import Rules, without_narrative
from drafter.matrix.matching.settings import Settings

# Letters and figures of any script.
_WORD = re.compile(r"[^\W_]+")
# Words that carry no content in any text; the boilerplate of a matrix is learned from the matrix, by how
# many of its recommendations use a word.
_FUNCTION_WORDS = frozenset(
    """a an and as at be been being by for from had has have in into is it its of on or such that the their
    them then there these they this those through to was were which while who with within will as well also
    including include includes inter alia particular particularly regard respect other others both between
    among all any not only more most than where when how so each""".split()
)
_ENDINGS = (
    "isations izations isation ization ations ation ments ment ities ity ings ing ness ives ive ally ers "
    "ies ed es ly al er s e y"
).split()
_SHORTEST_STEM = 4

Vector = dict[int, float]


def stem(word: str) -> str:
    """A word without its ending: "promoting" and "promotion" come to the same."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def content_words(text: str, rules: Rules) -> list[str]:
    """The stems of a text's content words, in order; narrative sentences are left out."""
    return [stem(word) for word in content_words_as_written(without_narrative(text, rules))]


def content_words_as_written(text: str) -> list[str]:
    """A text's content words in small letters, in order."""
    return [word for word in _WORD.findall(text.lower()) if word not in _FUNCTION_WORDS]


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
        weights = [_weight(place, settings) for place in range(len(ids))]
        words.append(_strongest(zip(ids, weights, strict=True)))
        pairs.append(_strongest(_near_pairs(ids, weights, settings.window)))
    return _scaled(words, fewest=1), _scaled(pairs, fewest=2)


def _weight(place: int, settings: Settings) -> float:
    weight = settings.floor + (1 - settings.floor) * math.exp(-place / settings.decay)
    return weight * settings.opening_verb if place == 0 else weight


def _near_pairs(ids: Sequence[int], weights: Sequence[float], window: int) -> Iterable[tuple[int, float]]:
    """Pairs in either order as one number; two words and their order make too many."""
    for place, first in enumerate(ids):
        for second in ids[place + 1 : place + 1 + window]:
            if first != second:
                low, high = (first, second) if first < second else (second, first)
                yield (low + 1) << 32 | high, weights[place]  # from 1 on: no pair has the number of a word


def _strongest(weighted: Iterable[tuple[int, float]]) -> Vector:
    vector: Vector = {}
    for feature, weight in weighted:
        if weight > vector.get(feature, 0.0):
            vector[feature] = weight
    return vector


def _scaled(documents: Sequence[Vector], fewest: int) -> list[Vector]:
    """Weights times rarity, scaled to length one; features of fewer documents are left out."""
    counts: Counter[int] = Counter()
    for vector in documents:
        counts.update(vector.keys())
    rarity: Mapping[int, float] = {
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
