"""What a trace says of any recommendation and paragraph, how well several agree, and where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.model import Matrix
from drafter.reading.together.agreement import krippendorff
from drafter.reading.together.readings import text_mark
from drafter.reading.tracing.adopted import AdoptedText
from drafter.reading.tracing.traces import LINKS, Answer, Given, Question, TraceReading

_Values = tuple[Answer | None, ...]


class Traced:
    """One person's trace, asked about recommendations and paragraphs.

    Args:
        reading: The trace.
        matrix: The matrix as it is now.
        adopted: The text as it is now.

    Attributes:
        reader: Their name.
        readers: What kind of reader they are; empty where the file does not say.
        decides: Readers between whom it decides; empty for a trace like others.
        lapsed: Answers to texts that have changed since; they count for nothing until asked again.
        read: Ids of the recommendations for which the reader has gone through the text.
        contradictions: Recommendations that are said to be nowhere and to be in a paragraph; that counts.
    """

    def __init__(self, reading: TraceReading, matrix: Matrix, adopted: AdoptedText) -> None:
        self.reader, self.readers, self.decides = reading.reader, reading.readers, reading.decides
        marks = {item.id: text_mark(item.text) for item in matrix.recommendations}
        self.lapsed = tuple(one for one in reading.answers if _has_lapsed(one, marks, adopted.marks))
        gone = {one.question for one in self.lapsed}
        standing = [one for one in reading.answers if one.question not in gone]
        self.given = {one.question: one for one in standing if one.paragraph}
        nowhere = {one.recommendation for one in standing if one.answer is Answer.NOWHERE}
        changed = {
            one.recommendation
            for one in self.lapsed
            if one.texts and marks.get(one.recommendation) != one.texts[0]
        }
        self._changed = frozenset(changed)
        linked = {one.recommendation for one in self.given.values() if one.answer in LINKS}
        self.contradictions = tuple(sorted(nowhere & linked))
        known = {*reading.paragraphs.values()}
        self._passed = frozenset(key for key, mark in adopted.marks.items() if not known or mark in known) - {
            one.paragraph for one in self.lapsed if one.recommendation not in changed
        }
        self._whole = self._passed.intersection(reading.read_paragraphs)
        # Who has gone through the matrix for every paragraph has read it.
        every = marks.keys() if len(self._whole) == len(adopted.by_key) else ()
        self.read = frozenset({*reading.read, *nowhere, *every}) - changed

    @property
    def has_gone_through(self) -> bool:
        """Whether they have gone through anything; single questions may be those that were in dispute."""
        return bool(self.read or self._whole)

    def answer(self, recommendation: str, paragraph: str) -> Answer | None:
        """What the reader says, or passed over; None where nothing is known."""
        given = self.given.get((recommendation, paragraph))
        if given:
            return given.answer
        return Answer.NOT_HERE if self.has_passed(recommendation, paragraph) else None

    def has_passed(self, recommendation: str, paragraph: str) -> bool:
        """Whether the reader has gone by both, as their words are now."""
        if paragraph in self._whole:
            return recommendation not in self._changed
        return recommendation in self.read and self.knows(paragraph)

    def knows(self, paragraph: str) -> bool:
        """Whether the words of a paragraph are those of the text that the reader had."""
        return paragraph in self._passed

    def how_passed(self, paragraph: str) -> tuple[bool, bool]:
        """Whether the reader had it, and has gone through the matrix for it."""
        return paragraph in self._passed, paragraph in self._whole


def _has_lapsed(one: Given, marks: Mapping[str, str], paragraphs: Mapping[str, str]) -> bool:
    """Whether a text has changed since it was read; of an answer that keeps none nobody can tell."""
    now = (marks.get(one.recommendation, ""), paragraphs.get(one.paragraph, ""))
    return bool(one.texts) and now[: len(one.texts)] != one.texts


@dataclass(frozen=True, slots=True)
class TraceAgreement:
    """Figures for some readers.

    Attributes:
        f1: First reader, second reader → F1 of what both call a link, full or in part; None where neither
            has any.
        alpha_link: Krippendorff's alpha of links against everything else; None where it cannot be counted.
        alpha: The same of full, part and not here, taken as names.
    """

    f1: Mapping[tuple[str, str], float | None]
    alpha_link: float | None
    alpha: float | None

    @property
    def links(self) -> float | None:
        """On which share of the links readers agree: the mean of F1 over pairs of readers."""
        known = [one for one in self.f1.values() if one is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class TraceDifference:
    """A recommendation and a paragraph that readers see differently.

    Attributes:
        question: The recommendation's id and the paragraph's number.
        answers: Reader → what they say; who has not read it is not named.
        notes: Reader → what they had to say, where they said something.
        stretches: Reader → which words carry it, where they named some.
    """

    question: Question
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    stretches: Mapping[str, str]


class ComparedTraces:
    """Several traces of one matrix into one text, side by side.

    Args:
        matrix: The matrix.
        adopted: The text.
        traced: The traces, each reader once.
    """

    def __init__(self, matrix: Matrix, adopted: AdoptedText, traced: Sequence[Traced]) -> None:
        self.matrix, self.adopted, self.traced = matrix, adopted, traced
        order = {item.id: place for place, item in enumerate(matrix.recommendations)}
        questions = {question for one in traced for question in one.given}
        # In the order of the matrix, and of the text.
        self.known = sorted(questions, key=lambda one: (order[one[0]], adopted.order[one[1]]))

    @property
    def readers(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.reader for one in self.traced)

    def agreement(self, inside: Collection[str] | None = None) -> TraceAgreement:
        """The figures, of all recommendations or of some.

        Who answered single questions only is left out beside those who have gone through something: such
        questions are often those that are in dispute.
        """
        traced = [one for one in self.traced if one.has_gone_through] or self.traced
        units: Counter[_Values] = Counter()
        known: dict[str, list[str]] = defaultdict(list)
        for recommendation, paragraph in self.known:
            if inside is None or recommendation in inside:
                known[recommendation].append(paragraph)
                units[tuple(one.answer(recommendation, paragraph) for one in traced)] += 1
        # Nearly all are not here, by everybody: these are counted, not listed.
        alike = {key: tuple(one.how_passed(key) for one in traced) for key in self.adopted.by_key}
        times, example = Counter(alike.values()), {how: key for key, how in alike.items()}
        for item in self.matrix.recommendations:
            if inside is not None and item.id not in inside:
                continue
            left = times - Counter(alike[key] for key in known[item.id])
            for how, count in left.items():
                passed = [one.has_passed(item.id, example[how]) for one in traced]
                units[tuple(Answer.NOT_HERE if one else None for one in passed)] += count
        f1 = {
            (one.reader, other.reader): _f1(units, first, second)
            for (first, one), (second, other) in combinations(enumerate(traced), 2)
        }
        links: Counter[tuple[bool | None, ...]] = Counter()
        for values, count in units.items():
            links[tuple(None if value is None else value in LINKS for value in values)] += count
        return TraceAgreement(f1, krippendorff(links.items()), krippendorff(units.items()))

    def differences(self) -> tuple[TraceDifference, ...]:
        """What two readers say differently, in the order of the matrix."""
        return tuple(
            TraceDifference(
                question,
                answers,
                {one.reader: given.note for one, given in self._given(question) if given.note},
                {one.reader: given.stretch for one, given in self._given(question) if given.stretch},
            )
            for question in self.known
            if len({*(answers := self.answers(question)).values()}) > 1
        )

    def answers(self, question: Question) -> dict[str, Answer]:
        """Reader → what they say, for those who have read it."""
        return {one.reader: answer for one in self.traced if (answer := one.answer(*question))}

    def _given(self, question: Question) -> Iterator[tuple[Traced, Given]]:
        for one in self.traced:
            if question in one.given:
                yield one, one.given[question]


def _f1(units: Mapping[_Values, int], first: int, second: int) -> float | None:
    """F1 of links of two readers, over what both have read."""
    both = {values: count for values, count in units.items() if None not in (values[first], values[second])}
    own = sum(count for values, count in both.items() if values[first] in LINKS)
    other = sum(count for values, count in both.items() if values[second] in LINKS)
    common = sum(
        count for values, count in both.items() if values[first] in LINKS and values[second] in LINKS
    )
    return 2 * common / (own + other) if own + other else None
