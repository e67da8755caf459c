"""How alike two texts are: fast enough to find the clause that a paragraph was among thousands."""

from __future__ import annotations

import functools
import heapq
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

# Letters and figures of any script.
_LETTERS = re.compile(r"[^\W_]+")
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


@functools.lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """An English word without its ending: "promoting" and "promotion" come to the same."""
    return _ENDING.sub("", word)


def content_words(text: str) -> list[str]:
    """A text's content words in small letters, in order."""
    return [word for word in _LETTERS.findall(text.lower()) if word not in _FUNCTION_WORDS]


_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SIGN = re.compile(r"\((?:[a-z]|[ivx]{2,5})\)")
_SHORT = 3  # letters; shorter words count only together with a neighbour
Key = TypeVar("Key", bound=Hashable)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation."""
    return _WORD.findall(text.lower().replace("’", "'").replace("\u02bc", "'"))


def has_words(text: str) -> bool:
    """Whether a text has any words."""
    return _LETTERS.search(text) is not None


def last_words(text: str, most: int) -> list[str]:
    """The last words of a text, as ``words_of`` has them: no word goes beyond a blank.

    Args:
        text: The text.
        most: How many; all where it has fewer.
    """
    parts = text.rsplit(" ", 2 * most)
    found = words_of(" ".join(parts[1:]))
    return (found if len(found) >= most else words_of(text))[-most:]


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text likewise, each with where it begins and ends; without signs such as “(a)”."""
    found = (
        (one[0].lower().replace("’", "'").replace("\u02bc", "'"), *one.span()) for one in _WORD.finditer(text)
    )
    return [one for one in found if not _SIGN.fullmatch(text, max(one[1] - 1, 0), one[2] + 1)]


def features(text: str) -> frozenset[object]:
    """What of a text is compared: its longer words, and every two words that stand side by side."""
    words = words_of(text)
    return frozenset(word for word in words if len(word) > _SHORT) | frozenset(itertools.pairwise(words))


def similarity(one: frozenset[object], other: frozenset[object]) -> float:
    """How much of two texts is the same, from 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def share_of(part: frozenset[object], whole: frozenset[object]) -> float:
    """How much of one text stands in another, from 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0


class SimilarityIndex(Generic[Key]):
    """Finds the texts that are most like another one.

    Args:
        texts: Keys and texts.
    """

    # Words that so many of the texts have tell nothing apart; more candidates than this are not looked at.
    _COMMON = 0.2
    _FEW = 40
    _CANDIDATES = 12

    def __init__(self, texts: Iterable[tuple[Key, str]]) -> None:
        self.features = {key: features(text) for key, text in texts}
        self._having: dict[object, list[Key]] = defaultdict(list)
        for key, own in self.features.items():
            for feature in own:
                self._having[feature].append(key)
        self._most = max(self._FEW, int(len(self.features) * self._COMMON))

    def nearest(self, wanted: frozenset[object]) -> Sequence[tuple[Key, float]]:
        """The keys of the texts most like one with these features, best first, with their likeness."""
        shared: Counter[Key] = Counter()
        for feature in wanted:
            having = self._having.get(feature, ())
            if len(having) <= self._most:
                shared.update(having)
        least = min(heapq.nlargest(self._CANDIDATES, shared.values()), default=0)
        # Sets have no order of their own: ties are broken by the keys, so that every run finds the same.
        most = [(-count, repr(key), key) for key, count in shared.items() if count >= least]
        candidates = [key for _, _, key in sorted(most)[: self._CANDIDATES]]
        scored = [(key, similarity(wanted, self.features[key])) for key in candidates]
        return sorted(scored, key=lambda pair: -pair[1])
