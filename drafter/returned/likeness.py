"""How alike a text and a recommendation are: by their words, the rarer in the matrix the weightier."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from drafter.model import Matrix
from drafter.text.similarity import content_words, stem


@dataclass(frozen=True)
class Likeness:
    """Compares texts with the recommendations of a matrix."""

    matrix: Matrix

    def shared_words(self, source: str, text: str) -> float:
        """How much of the weighted words of a recommendation and of a clause is the same, from 0 to 1."""
        one, other = self._stems_of_source(source), _stems_of(text)
        smaller = min(self.weight(one), self.weight(other))
        return self.weight(one & other) / smaller if smaller else 0.0

    def _stems_of_source(self, source: str) -> frozenset[str]:
        known = self._frequencies[1].get(source)
        return known if known is not None else _stems_of(" ".join(self.matrix.sources[source].wordings))

    def weight(self, stems: Iterable[str]) -> float:
        """What stems weigh: the rarer in the matrix, the more."""
        count = len(self._frequencies[1]) + 1
        return math.fsum(sorted(math.log(count / (self._frequencies[0][one] + 0.5)) for one in stems))

    @property
    def stems(self) -> Collection[str]:
        """The stems of all recommendations."""
        return self._frequencies[0].keys()

    @cached_property
    def _frequencies(self) -> tuple[Counter[str], dict[str, frozenset[str]]]:
        """In how many recommendations a stem stands, and the stems of each."""
        stems = {item.id: _stems_of(" ".join(item.wordings)) for item in self.matrix.recommendations}
        return Counter(one for own in stems.values() for one in own), stems


@lru_cache(maxsize=1024)  # a clause may cite hundreds of paragraphs
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(map(stem, set(content_words(text))))
