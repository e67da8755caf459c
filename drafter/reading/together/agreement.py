"""How well several readings agree, and where they differ.

Agreement is counted over pairs of which two readers at least have said something, or have gone through all
that may say the same as both. Nearly all pairs are neither, by everybody: these are counted, not listed.
Who stopped when nothing was likely the same any more has said of the rest that it is not the same, and not
whether it is near: such pairs count in the agreement on the same, and not in that in three grades.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from drafter.model import Matrix
from drafter.reading.together.judged import Judged, Pair, known_pairs
from drafter.reading.together.readings import Answer

Values = tuple[Answer | None, ...]
# Answers that can be compared; who is unsure has not judged.
_GRADES = (Answer.SAME, Answer.NEAR, Answer.NEITHER)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures for some readers over some pairs.

    Attributes:
        f1: First reader, second reader → pairwise F1 of what both call the same, from 0 to 1; None where
            neither calls anything the same.
        alpha_same: Krippendorff's alpha of the same against everything else; None where nobody differs from
            anybody in anything that could be counted.
        alpha: The same of the three grades, taken as names (nominal).
        pairs: Pairs of which two readers at least have judged whether they are the same.
        graded: Of these, pairs that two at least have judged in three grades.
    """

    f1: Mapping[tuple[str, str], float | None]
    alpha_same: float | None
    alpha: float | None
    pairs: int
    graded: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Two recommendations that readers judge differently.

    Attributes:
        pair: Their ids, in matrix order.
        answers: Reader → what they say; who has not judged the two is not named.
        notes: Reader → what they had to say, where they said something.
    """

    pair: Pair
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]


def krippendorff(units: Iterable[tuple[Sequence[object], int]]) -> float | None:
    """Krippendorff's alpha for nominal values (Computing Krippendorff's Alpha-Reliability, 2011).

    Args:
        units: What was said of a unit, None for who said nothing, and of how many units it was said.

    Returns:
        1 for perfect agreement, 0 for that of chance; None where all said the same of everything, or nothing
        was judged twice.
    """
    total: Counter[object] = Counter()
    observed = 0.0
    for values, count in units:
        said = Counter(value for value in values if value is not None)
        size = sum(said.values())
        if size < 2:  # noqa: PLR2004 # one alone agrees with nobody
            continue
        for value, times in said.items():
            total[value] += times * count
            observed += count * times * (size - times) / (size - 1)
    number = sum(total.values())
    expected = sum(times * (number - times) for times in total.values())
    return 1 - (number - 1) * observed / expected if expected else None


class Compared:
    """Several readings of one matrix, side by side.

    Args:
        matrix: The matrix.
        judged: The readings, each reader once.
    """

    def __init__(self, matrix: Matrix, judged: Sequence[Judged]) -> None:
        self.matrix, self.judged = matrix, judged
        self.known = known_pairs(judged)

    @property
    def readers(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.reader for one in self.judged)

    def is_under(self, pair: Pair, theme: str) -> bool:
        """Whether one of two recommendations stands under a theme."""
        return any(theme in self.matrix.by_id[given].themes for given in pair)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of which a reader has said anything, in matrix order."""
        told = {theme for pair in self.known for given in pair for theme in self.matrix.by_id[given].themes}
        return tuple(theme.id for theme in self.matrix.themes if theme.id in told)

    def agreement(self, theme: str | None = None) -> Agreement:
        """The figures, of all pairs, or of those in which one recommendation stands under a theme."""
        items = self.matrix.recommendations
        inside = {item.id for item in items if theme is None or theme in item.themes}
        graded = self._units(inside, Judged.answer, [one.read for one in self.judged])
        units = self._units(inside, Judged.answer_on_same, [one.read_for_same for one in self.judged])
        f1 = {
            (one.reader, other.reader): _f1(units, first, second)
            for (first, one), (second, other) in combinations(enumerate(self.judged), 2)
        }
        same: Counter[tuple[object, ...]] = Counter()
        for values, count in units.items():
            same[tuple(None if value is None else value is Answer.SAME for value in values)] += count
        alphas = krippendorff(same.items()), krippendorff(graded.items())
        return Agreement(f1, *alphas, _judged_twice(units), _judged_twice(graded))

    def _units(
        self,
        inside: set[str],
        answer: Callable[[Judged, str, str], Answer | None],
        read: Sequence[Collection[str]],
    ) -> Counter[Values]:
        """How many pairs with one inside have each combination of answers; read: what each went through."""
        units = Counter(
            tuple(_grade(answer(one, *pair)) for one in self.judged)
            for pair in self.known
            if not inside.isdisjoint(pair)
        )
        units.update(self._passed_over(inside, read))
        return units

    def _passed_over(self, inside: set[str], read_by: Sequence[Collection[str]]) -> Counter[Values]:
        """How many pairs nobody said anything of, by who has read both."""
        read = {item.id: tuple(item.id in own for own in read_by) for item in self.matrix.recommendations}
        found: Counter[Values] = Counter()

        def count(ids: Collection[str]) -> None:
            by_readers = sorted(Counter(read[given] for given in ids).items())
            for place, (first, number) in enumerate(by_readers):
                for second, other in by_readers[place:]:
                    pairs = number * (number - 1) // 2 if first == second else number * other
                    found[_both(first, second)] += pairs

        # All pairs, less those with nobody inside.
        count(read)
        all_pairs, found = found, Counter()
        outside = [given for given in read if given not in inside]
        if outside:
            count(outside)
            all_pairs.subtract(found)
        for pair in self.known:
            if not inside.isdisjoint(pair):
                all_pairs[_both(read[pair[0]], read[pair[1]])] -= 1
        return Counter({values: number for values, number in all_pairs.items() if number > 0})

    def differences(self) -> tuple[Difference, ...]:
        """Pairs of which two readers say something else, or one is unsure, in matrix order."""
        order = {item.id: place for place, item in enumerate(self.matrix.recommendations)}
        found = []
        for pair in self.known:
            answers = self._answers(pair)
            differ = len({*answers.values()}) > 1 or Answer.UNSURE in answers.values()
            if differ:
                notes = {one.reader: note for one in self.judged if (note := one.note(*pair))}
                first, second = sorted(pair, key=order.__getitem__)
                found.append(Difference((first, second), answers, notes))
        return tuple(sorted(found, key=lambda one: (order[one.pair[0]], order[one.pair[1]])))

    def _answers(self, pair: Pair) -> dict[str, Answer]:
        """What each says of two; who has not looked for what is near speaks only against “the same”."""
        graded = {one.reader: answer for one in self.judged if (answer := one.answer(*pair))}
        if Answer.SAME not in graded.values():
            return graded
        return {one.reader: answer for one in self.judged if (answer := one.answer_on_same(*pair))}

    def agreed(self) -> Iterator[tuple[Pair, Answer]]:
        """Pairs of which several readers say one thing and nobody another, in no order."""
        for pair in self.known:
            said = {*self._answers(pair).values()}
            if len(said) == 1 and said != {Answer.UNSURE}:
                yield pair, said.pop()


def _grade(answer: Answer | None) -> Answer | None:
    return answer if answer in _GRADES else None


def _judged_twice(units: Mapping[Values, int]) -> int:
    """Of how many pairs two at least have said something."""
    return sum(count for values, count in units.items() if sum(value is not None for value in values) > 1)


def _both(first: Iterable[bool], second: Iterable[bool]) -> Values:
    """What readers who have read both of two say of them without a word."""
    return tuple(Answer.NEITHER if one and other else None for one, other in zip(first, second, strict=True))


def _f1(units: Mapping[Values, int], first: int, second: int) -> float | None:
    """Pairwise F1 of "same" of two readers, over pairs that both have judged."""
    both = {values: count for values, count in units.items() if None not in (values[first], values[second])}
    own = sum(count for values, count in both.items() if values[first] is Answer.SAME)
    other = sum(count for values, count in both.items() if values[second] is Answer.SAME)
    common = sum(count for values, count in both.items() if values[first] is values[second] is Answer.SAME)
    return 2 * common / (own + other) if own + other else None
