"""What a reading says of any two recommendations: as answered, or as it follows from answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from drafter.model import Matrix
from drafter.reading.together.readings import Answer, Given, Reading, text_mark

Pair = tuple[str, str]


def pair_of(one: str, other: str) -> Pair:
    """Two ids in the order of the alphabet."""
    return (one, other) if one < other else (other, one)


class Groups:
    """Recommendations that are the same, directly or through others.

    Args:
        same: Pairs that are the same.
    """

    def __init__(self, same: Iterable[Pair]) -> None:
        self._name: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        for pair in same:
            one, other = (self._name.get(given, given) for given in pair)
            if one != other or one not in self.members:
                joined = self.members.pop(one, [one]) + (
                    self.members.pop(other, [other]) if other != one else []
                )
                self.members[one] = joined
                self._name.update(dict.fromkeys(joined, one))

    def name(self, given: str) -> str:
        """The group of a recommendation: its own id where it is in none."""
        return self._name.get(given, given)

    def same_as(self, given: str) -> list[str]:
        """Everything in its group, itself among it."""
        return self.members.get(self.name(given), [given])


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer that goes against what follows from others of the same reader.

    Attributes:
        pair: Of which it is said that they are not the same.
        answer: What is said of them.
        through: What makes them the same: a chain from the one to the other.
    """

    pair: Pair
    answer: Answer
    through: tuple[str, ...]


class Judged:
    """A reading, asked about pairs.

    Args:
        reading: The reading.
        matrix: The matrix as it is now.

    Attributes:
        reader: Their name.
        readers: What kind of reader they are; empty where the file does not say.
        decides: Readers between whom it decides; empty for a reading like others.
        lapsed: Answers to texts that have changed since; they count for nothing until asked again.
        read: Of what was gone through, and not answered, two are neither.
        read_for_same: With what is in ``read``: of these two are not the same, and may be near.
    """

    def __init__(self, reading: Reading, matrix: Matrix) -> None:
        self.reader, self.readers, self.decides = reading.reader, reading.readers, reading.decides
        marks = {item.id: text_mark(item.text) for item in matrix.recommendations}
        self.lapsed = tuple(one for one in reading.answers if _has_lapsed(one, marks))
        gone = {one.pair for one in self.lapsed}
        self.given = {one.pair: one for one in reading.answers if one.pair not in gone}
        self._unread = {given for pair in gone for given in pair}
        self.read = frozenset(reading.read) - self._unread
        self.read_for_same = self.read | frozenset(reading.read_for_same) - self._unread
        self.groups = Groups(pair for pair, one in self.given.items() if one.answer is Answer.SAME)
        self._between: dict[Pair, Answer] = {}
        for pair, one in self.given.items():
            names = pair_of(*(self.groups.name(given) for given in pair))
            tells = one.answer in (Answer.NEAR, Answer.NEITHER) and names[0] != names[1]
            # What is near to one of several that are the same is near to all; nearness wins.
            if tells and self._between.get(names) is not Answer.NEAR:
                self._between[names] = one.answer

    def answer(self, one: str, other: str) -> Answer | None:
        """What the reader says of two in three grades, or what follows; None where nothing is known."""
        return self._known(one, other, self.read)

    def answer_on_same(self, one: str, other: str) -> Answer | None:
        """Likewise, where it matters only what is the same: whatever else is known may be near."""
        return self._known(one, other, self.read_for_same)

    def _known(self, one: str, other: str, read: Collection[str]) -> Answer | None:
        given = self.given.get(pair_of(one, other))
        if given:
            return given.answer
        names = pair_of(self.groups.name(one), self.groups.name(other))
        if names[0] == names[1]:
            return Answer.SAME
        passed_over = Answer.NEITHER if one in read and other in read else None
        return self._between.get(names, passed_over)

    def note(self, one: str, other: str) -> str:
        """What the reader had to say of two."""
        given = self.given.get(pair_of(one, other))
        return given.note if given else ""

    def told(self) -> set[Pair]:
        """Every pair that is the same, near or unsure, and every pair with an answer."""
        found = set(self.given)
        for members in self.groups.members.values():
            found.update(pair_of(*pair) for pair in combinations(members, 2))
        for (one, other), answer in self._between.items():
            if answer is Answer.NEAR:
                several = product(self.groups.same_as(one), self.groups.same_as(other))
                found.update(pair_of(*pair) for pair in several)
        return found

    def contradictions(self) -> Iterator[Contradiction]:
        """Answers that go against what follows from others."""
        for pair, one in self.given.items():
            if one.answer is not Answer.SAME and self.groups.name(pair[0]) == self.groups.name(pair[1]):
                yield Contradiction(pair, one.answer, self._chain(pair))

    def _chain(self, pair: Pair) -> tuple[str, ...]:
        """The shortest way from one to the other over answers “same”."""
        beside: dict[str, list[str]] = defaultdict(list)
        for (one, other), given in self.given.items():
            if given.answer is Answer.SAME:
                beside[one].append(other)
                beside[other].append(one)
        ways: list[tuple[str, ...]] = [(pair[0],)]
        seen = {pair[0]}
        for way in ways:  # grows while it is gone through
            if way[-1] == pair[1]:
                return way
            ways += [(*way, one) for one in sorted(beside[way[-1]]) if one not in seen]
            seen.update(beside[way[-1]])
        return pair


def _has_lapsed(one: Given, marks: dict[str, str]) -> bool:
    """Whether a text has changed since it was read; of an answer that keeps none nobody can tell."""
    return bool(one.texts) and tuple(marks.get(given, "") for given in (one.first, one.second)) != one.texts


def known_pairs(judged: Collection[Judged]) -> set[Pair]:
    """Every pair of which a reader says anything but that it passed it over."""
    return {pair for one in judged for pair in one.told()}
