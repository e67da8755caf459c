"""What a trace says: where each recommendation ended, and who stands behind each paragraph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from drafter.matrix.kinds import load_rules
from drafter.model import Kind, Matrix, Recommendation
from drafter.reading.tracing.adopted import AdoptedParagraph, AdoptedText
from drafter.reading.tracing.decided import Differed, Link, Trace
from drafter.reading.tracing.rest import Rest, rest_of
from drafter.reading.tracing.traces import Answer
from drafter.sources import Declared


class Ended(StrEnum):
    """How a recommendation ended."""

    FULL = "full"
    PART = "part"
    NOWHERE = "nowhere"
    OPEN = "open"  # nobody has read it, or readers differ and nobody has decided


@dataclass(frozen=True, slots=True)
class Voices:
    """Who said what of a recommendation and a paragraph.

    Attributes:
        read: Answer → who read it so.
        before: Answer → who decided so, where another decided between them.
        decided: Answer → who decided so, for what counts.
    """

    read: Mapping[Answer, Sequence[str]]
    before: Mapping[Answer, Sequence[str]]
    decided: Mapping[Answer, Sequence[str]]


def _by_answer(said: Mapping[str, Answer]) -> dict[Answer, list[str]]:
    found: dict[Answer, list[str]] = {}
    for answer in Answer:
        readers = [reader for reader, given in said.items() if given is answer]
        if readers:
            found[answer] = readers
    return found


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

    def open_of(self, recommendation: str) -> Sequence[Differed]:
        """What of a recommendation readers differ on, and nobody has decided."""
        return [one for one in self.trace.open if one.recommendation == recommendation]

    def not_here_of(self, recommendation: str) -> Sequence[Differed]:
        """Where some readers found a recommendation, and it was decided that it is not there."""
        return [one for one in self.trace.not_here if one.recommendation == recommendation]

    def not_here_in(self, paragraph: str) -> Sequence[Differed]:
        """What some readers found in a paragraph, where it was decided that it is not there."""
        found = [one for one in self.trace.not_here if one.paragraph == paragraph]
        return sorted(found, key=lambda one: self.matrix.citing_order[one.recommendation])

    def named(self, *, recommendation: str = "", paragraph: str = "") -> Sequence[Link | Differed]:
        """What some reader named of a recommendation or of a paragraph, whatever was decided."""
        every: tuple[Link | Differed, ...] = (*self.trace.links, *self.trace.not_here, *self.trace.open)
        return [
            one
            for one in every
            if recommendation in ("", one.recommendation) and paragraph in ("", one.paragraph)
        ]

    def nowhere_by(self, recommendation: str) -> Sequence[str]:
        """Who read that a recommendation ended nowhere."""
        found_it = {
            reader
            for one in self.not_here_of(recommendation)
            for reader, answer in one.said.items()
            if answer is not Answer.NOT_HERE
        }
        readers = self.trace.nowhere_by.get(recommendation, self.trace.read_by)
        return [one for one in readers if one not in found_it]

    def voices(self, one: Link | Differed) -> Voices:
        """Who said what of a recommendation and a paragraph."""
        said = dict(one.said)
        if isinstance(one, Link) and not said:
            said = dict.fromkeys((*one.read_by, *one.decided_by), one.kind)
        decided = {reader: answer for reader, answer in said.items() if reader in one.decided_by}
        before = {
            reader: answer
            for reader, answer in said.items()
            if reader in self.trace.decided_by and reader not in decided
        }
        if len({*before.values(), *decided.values()}) == 1:  # who decided between others says what they say
            before, decided = {}, before | decided
        read = {reader: answer for reader, answer in said.items() if reader not in self.trace.decided_by}
        return Voices(*(_by_answer(part) for part in (read, before, decided)))

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

    def nowhere_as_guidance(self) -> Sequence[str]:
        """The ids of what ended nowhere and says how the text or its meeting should be made, by its words."""
        rules = load_rules()
        return [item.id for item in self.nowhere() if rules.kind(item) is Kind.GUIDANCE]

    def not_backed(self) -> Sequence[AdoptedParagraph]:
        """The paragraphs behind which no recommendation stands."""
        return [one for one in self.adopted.paragraphs if not self._in.get(one.key)]

    def meetings_behind(self, paragraph: str) -> Sequence[str]:
        """The keys of the regions whose meetings stand behind a paragraph, in the order of the columns."""
        links = self._in.get(paragraph, ())
        return self.matrix.in_region_order(
            key for link in links for key in self.matrix.by_id[link.recommendation].regions
        )

    def in_part_only(self, paragraph: str) -> Sequence[str]:
        """The keys of those regions among ``meetings_behind`` of which nothing is there in full."""
        whole = {
            key
            for link in self._in.get(paragraph, ())
            if link.kind is Answer.FULL
            for key in self.matrix.by_id[link.recommendation].regions
        }
        return [key for key in self.meetings_behind(paragraph) if key not in whole]

    def rest_of(self, paragraph: str) -> Sequence[Rest]:
        """The words of a paragraph that no reader marked, and that no recommendation behind it has."""
        links = self._in.get(paragraph, ())
        texts = {one.recommendation: self.matrix.by_id[one.recommendation].text for one in links}
        return rest_of(self.adopted.by_key[paragraph].text, links, texts, self._declared)
