"""What of a recommendation is compared, and how much it counts: words, and pairs of words that stand near."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.matrix.kinds import Rules, without_narrative

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
# What is taken from the end of a word of which at least four letters remain.
_ENDING = re.compile(
    "(?<=.{4})(?:i[sz]ations?|ations?|ments?|ities|ity|ings?|ness|ives?|ally|ers?|ies|ed|es|ly|al|s|e|y)$"
)

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


def stem(word: str) -> str:
    """A word without its ending: "promoting" and "promotion" come to the same."""
    return _ENDING.sub("", word)


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
