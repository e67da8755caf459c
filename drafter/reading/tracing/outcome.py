"""What a trace says: where each recommendation ended, and who stands behind each paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from drafter.model import Matrix, Recommendation
from drafter.reading.tracing.adopted import AdoptedParagraph, AdoptedText
from drafter.reading.tracing.decided import Link, Open, Trace
from drafter.reading.tracing.traces import Answer
from drafter.sources import Declared
from drafter.text.similarity import features, share_of

# So much of the words that a paragraph has from no recommendation stands in a document that they are its.
_THEIRS = 0.6
_FEWEST_WORDS = 5  # fewer say nothing of their own


class Ended(StrEnum):
    """How a recommendation ended."""

    FULL = "full"
    PART = "part"
    NOWHERE = "nowhere"
    OPEN = "open"  # nobody has read it, or readers differ and nobody has decided


@dataclass(frozen=True, slots=True)
class Rest:
    """Words of a paragraph that nobody found in a recommendation.

    Attributes:
        words: The words.
        document: The place of a declared document that has them, for people; empty where none does.
    """

    words: str
    document: str = ""


class Outcome:
    """What a trace says.

    Args:
        trace: The trace.
        matrix: The matrix.
        adopted: The text.
        declared: Documents that are declared beside the matrix.
    """

    def __init__(
        self, trace: Trace, matrix: Matrix, adopted: AdoptedText, declared: Declared | None = None
    ) -> None:
        self.trace, self.matrix, self.adopted = trace, matrix, adopted
        self._declared = declared or Declared()
        by_recommendation: dict[str, list[Link]] = defaultdict(list)
        by_paragraph: dict[str, list[Link]] = defaultdict(list)
        for link in trace.links:
            by_recommendation[link.recommendation].append(link)
            by_paragraph[link.paragraph].append(link)
        self._of, self._in = by_recommendation, by_paragraph

    def links_of(self, recommendation: str) -> Sequence[Link]:
        """Where a recommendation ended, what is there in full first."""
        order = self.adopted.order
        return sorted(
            self._of.get(recommendation, ()),
            key=lambda one: (one.kind is not Answer.FULL, order[one.paragraph]),
        )

    def links_in(self, paragraph: str) -> Sequence[Link]:
        """Who stands behind a paragraph, those in full first, then in the order of footnotes."""
        order = self.matrix.citing_order
        return sorted(
            self._in.get(paragraph, ()),
            key=lambda one: (one.kind is not Answer.FULL, order[one.recommendation]),
        )

    def open_of(self, recommendation: str) -> Sequence[Open]:
        """What of a recommendation readers differ on, and nobody has decided."""
        return [one for one in self.trace.open if one.recommendation == recommendation]

    @cached_property
    def unread(self) -> frozenset[str]:
        """The ids of the recommendations that nobody has read."""
        differed = {one.recommendation for one in self.trace.open}
        return frozenset(given for given, how in self.ended.items() if how is Ended.OPEN) - differed

    @cached_property
    def ended(self) -> Mapping[str, Ended]:
        """How each recommendation ended, by its id."""
        return {item.id: self._ended(item.id) for item in self.matrix.recommendations}

    def _ended(self, recommendation: str) -> Ended:
        kinds = {one.kind for one in self._of.get(recommendation, ())}
        if Answer.FULL in kinds:
            return Ended.FULL
        if kinds:
            return Ended.PART
        return Ended.NOWHERE if recommendation in self.trace.nowhere else Ended.OPEN

    def counts(self, ids: Collection[str]) -> Counter[Ended]:
        """How many of some recommendations ended how."""
        return Counter(self.ended[one] for one in ids)

    def of_region(self, region: str) -> Sequence[Recommendation]:
        """The recommendations of a region, in the order of its report."""
        items = [item for item in self.matrix.recommendations if region in item.regions]
        return sorted(items, key=lambda item: self.matrix.citing_order[item.id])

    def nowhere(self) -> Sequence[Recommendation]:
        """What ended nowhere, in the order of footnotes."""
        items = [item for item in self.matrix.recommendations if self.ended[item.id] is Ended.NOWHERE]
        return sorted(items, key=lambda item: self.matrix.citing_order[item.id])

    def not_backed(self) -> Sequence[AdoptedParagraph]:
        """The paragraphs behind which no recommendation stands."""
        return [one for one in self.adopted.paragraphs if not self._in.get(one.key)]

    def meetings_behind(self, paragraph: str) -> Sequence[str]:
        """The keys of the regions whose meetings stand behind a paragraph, in the order of the columns."""
        links = self._in.get(paragraph, ())
        return self.matrix.in_region_order(
            key for link in links for key in self.matrix.by_id[link.recommendation].regions
        )

    def rest_of(self, paragraph: str) -> Sequence[Rest]:
        """What of a paragraph's words nobody found in a recommendation, as far as it says something.

        A recommendation that is there in full leaves nothing; one that is there in part its own stretch.
        """
        links = self._in.get(paragraph, ())
        words = " ".join(self.adopted.by_key[paragraph].text.split())
        if any(one.kind is Answer.FULL or not one.stretch for one in links):
            return []
        spans = []
        for link in links:
            stretch = " ".join(link.stretch.split())
            start = words.find(stretch)
            if start >= 0:
                spans.append((start, start + len(stretch)))
        return [Rest(part, self._document_of(part)) for part in _outside(words, sorted(spans))]

    def _document_of(self, words: str) -> str:
        """The place of a declared document from which words are; of several the nearest."""
        own = features(words)
        places = [
            (share_of(own, features(text)), document.at(place))
            for document in self._declared.documents
            for place, text in document.paragraphs.items()
        ]
        best = max(places, key=lambda one: one[0], default=None)
        return best[1].words if best and best[0] >= _THEIRS else ""


def _outside(words: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What stands outside some stretches, where it is more than a few words."""
    done = 0
    for start, end in [*spans, (len(words), len(words))]:
        part = words[done : max(start, done)].strip(" ,;.")
        if len(re.findall(r"\w+", part)) >= _FEWEST_WORDS:
            yield part
        done = max(done, end)
