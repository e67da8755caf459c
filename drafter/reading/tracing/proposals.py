"""In which paragraphs a recommendation may have ended, by words: an order for reading, and no more.

Compared are the words of a recommendation and a paragraph, the titles of its themes and the headings. What
says the same, by the concordance or by its words, usually ended in the same place: it lends its words as
long as nobody has answered where it ended, and its ends from then on.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from drafter.matrix.concordance import Concordance
from drafter.matrix.similarity import Settings, Similarity, Vector, stems_of, vectors
from drafter.reading.tracing.adopted import AdoptedText
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.traces import Answer

_Scores = dict[int, float]  # place of a paragraph → how near it is
# Another recommendation; how much its words count as long as nobody knows where it ended, and then its ends.
Teacher = tuple[int, float, float]
_PLAIN = Settings(floor=1, opening_verb=1)  # titles have no opening verb, and each word of them counts


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; ``benchmarks/trace.py`` tries them.

    Attributes:
        words: Words that stand in both; rare ones count more.
        pairs: Words that stand near one another in both.
        headings: The titles of its themes against the nearest heading.
        titles: The titles of its themes against the paragraph.
        under: The recommendation against the nearest heading.
        same: What the concordance says is the same: where that may have ended.
        like: Likewise of the nearest by words.
        answered: Where the nearest by words are known to have ended.
        answered_same: Likewise of what is the same.
    """

    words: float = 0.6
    pairs: float = 0.4
    headings: float = 0.1
    titles: float = 0.15
    under: float = 0.15
    same: float = 0.5
    like: float = 0.5
    answered: float = 0.4
    answered_same: float = 0.4


_NEAREST = 6
_NEAREST_ANSWERED = 12
# What a link that is known counts.
WORTH: Mapping[Answer, float] = MappingProxyType({Answer.FULL: 1.0, Answer.PART: 0.6})


class Proposals:
    """How near recommendations and paragraphs are.

    Args:
        similarity: Of the matrix's recommendations.
        adopted: The text.
        concordance: What says the same.
        links: What is known already; of a recommendation's own links nothing is taken.
        weights: Those that ship where none are given.
    """

    def __init__(
        self,
        similarity: Similarity,
        adopted: AdoptedText,
        concordance: Concordance,
        links: Iterable[Link] = (),
        weights: Weights | None = None,
    ) -> None:
        self.similarity, self.adopted = similarity, adopted
        self.weights = weights or Weights()
        self._keys = tuple(adopted.by_key)
        number = similarity.number
        self._same: dict[int, list[int]] = {
            number[given]: [number[other] for other in entry.members if other != given]
            for given, entry in concordance.entry_of.items()
        }
        self._near = self._nearest()
        self._own = self._from_words()
        self._teachers = [self._teachers_of(number) for number in range(len(self._own))]
        self.learn(links)

    def learn(self, links: Iterable[Link]) -> None:
        """Take these links, and no others, for what is known already."""
        self._ended: dict[int, _Scores] = defaultdict(dict)
        for link in links:
            number = self.similarity.number[link.recommendation]
            self._ended[number][self.adopted.order[link.paragraph]] = WORTH[link.kind]

    def by_words(self, number: int) -> Mapping[int, float]:
        """The scores of a recommendation by its own words, by the places of paragraphs."""
        return self._own[number]

    def teachers(self, number: int) -> Sequence[Teacher]:
        """The recommendations that speak for where this one ended."""
        return self._teachers[number]

    def paragraphs_for(self, recommendation: str, count: int) -> list[tuple[str, float]]:
        """The paragraphs in which it may have ended, the likeliest first, with their scores."""
        scores = self._learned(self.similarity.number[recommendation])
        best = heapq.nsmallest(count, scores.items(), key=lambda item: (-item[1], item[0]))
        return [(self._keys[place], score) for place, score in best]

    def recommendations_for(self, paragraph: str, count: int) -> list[tuple[str, float]]:
        """The recommendations that may have ended in a paragraph, likewise.

        A paragraph counts for more in a recommendation that is near to none.
        """
        place = self.adopted.order[paragraph]
        found = []
        for number in range(len(self._own)):
            scores = self._learned(number)
            if scores.get(place, 0.0) > 0:
                found.append((-scores[place] / math.sqrt(max(scores.values())), number))
        return [(self.similarity.ids[number], -score) for score, number in heapq.nsmallest(count, found)]

    def _from_words(self) -> list[_Scores]:
        """By the words of each recommendation, its themes, the paragraphs and their headings."""
        matrix, weights = self.similarity.matrix, self.weights
        texts = self.similarity.documents
        paragraphs = [stems_of(one.text) for one in self.adopted.paragraphs]
        nearest = [stems_of(" ".join(one.headings[-1:])) for one in self.adopted.paragraphs]
        titles = [
            stems_of(" ".join(matrix.theme_by_id[theme].title for theme in item.themes))
            for item in matrix.recommendations
        ]
        words, pairs = vectors([*texts, *paragraphs], Settings())
        plain, _ = vectors([*texts, *titles, *nearest, *paragraphs], _PLAIN)
        count, ends = len(texts), len(texts) * 2 + len(nearest)
        total: list[_Scores] = [defaultdict(float) for _ in texts]
        for weight, one, other in (
            (weights.words, words[:count], words[count:]),
            (weights.pairs, pairs[:count], pairs[count:]),
            (weights.headings, plain[count : 2 * count], plain[2 * count : ends]),
            (weights.titles, plain[count : 2 * count], plain[ends:]),
            (weights.under, plain[:count], plain[2 * count : ends]),
        ):
            for own, found in zip(total, _cosines(one, other), strict=True):
                _add(own, found, weight)
        return total

    def _nearest(self) -> list[list[tuple[float, int]]]:
        """For each recommendation the nearest others of any region, best first, with their scores."""
        beside: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for first, second in self.similarity.evidence:
            score = self.similarity.score(first, second)
            beside[first].append((-score, second))
            beside[second].append((-score, first))
        return [
            [(-score, other) for score, other in heapq.nsmallest(_NEAREST_ANSWERED, beside[n]) if score < 0]
            for n in range(len(self.similarity.ids))
        ]

    def _teachers_of(self, number: int) -> tuple[Teacher, ...]:
        """What says the same, and the nearest by words with what says the same as they."""
        words: dict[int, float] = defaultdict(float, self._lenders(number))
        ends: dict[int, float] = defaultdict(float)
        near = self._near[number]
        whole = sum(score for score, _ in near[:_NEAREST])
        for score, other in near[:_NEAREST]:
            share = self.weights.like * score / whole
            for lender, weight in ((other, 1.0), *self._lenders(other).items()):
                words[lender] += share * weight
        for score, other in near:
            ends[other] += self.weights.answered * score
        for other in self._same.get(number, ()):
            ends[other] += self.weights.answered_same
        others = sorted((words.keys() | ends.keys()) - {number})
        return tuple((other, words[other], ends[other]) for other in others)

    def _lenders(self, number: int) -> Mapping[int, float]:
        """What says the same as a recommendation, and how much its words count."""
        same = self._same.get(number, ())
        return dict.fromkeys(same, self.weights.same / len(same)) if same else {}

    def _learned(self, number: int) -> _Scores:
        """The scores of a recommendation, with what others lend."""
        total = dict(self._own[number])
        for other, words, ends in self._teachers[number]:
            if ended := self._ended.get(other):
                _add(total, ended, ends)
            else:
                _add(total, self._own[other], words)
        return total


def _add(total: _Scores, more: Mapping[int, float], weight: float) -> None:
    for place, score in more.items():
        total[place] = total.get(place, 0.0) + weight * score


def _cosines(ones: Sequence[Vector], others: Sequence[Vector]) -> list[_Scores]:
    """For each vector of length one, how much it has in common with each of others that has anything."""
    having: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(others):
        for feature, weight in vector.items():
            having[feature].append((place, weight))
    found = []
    for vector in ones:
        scores: _Scores = defaultdict(float)
        for feature, weight in vector.items():
            for place, other in having.get(feature, ()):
                scores[place] += weight * other
        found.append(scores)
    return found
