"""What readers agree on and what was decided where they differ: pair by pair, and what follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.reading.together.agreement import Compared, Difference
from drafter.reading.together.judged import Groups, Judged, Pair, pair_of
from drafter.reading.together.readings import Answer


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of two recommendations, by those whose decision counts.

    Attributes:
        pair: Their ids, in the order of the alphabet.
        answer: What they say; None where they differ, or are unsure.
        by: Who decides → what they say.
        notes: Who decides → why, where they say.
    """

    pair: Pair
    answer: Answer | None
    by: Mapping[str, Answer]
    notes: Mapping[str, str]

    @property
    def note(self) -> str:
        """Why; of several who say it each by name."""
        named = len(self.by) > 1
        return "; ".join(f"{name}: {note}" if named else note for name, note in self.notes.items())


@dataclass(frozen=True, slots=True)
class Overruled:
    """Two that were called neither, and are near through others.

    Attributes:
        pair: Their ids.
        near: Two that are near, each the same as one of them.
    """

    pair: Pair
    near: Pair


class Settled:
    """Several readings with what people decided about their differences.

    Args:
        compared: The readings.
        decisions: Of several who decide what they agree on counts, unless one decides between the others.

    Attributes:
        differences: What readers differ on.
        decided: Pair → what was decided of it; of each difference that somebody decided.
        answers: Pair → what counts, of all on which readers agree or which was decided.
        groups: What is the same.
        open: Differences that nobody has decided and that follow from nothing.
    """

    def __init__(self, compared: Compared, decisions: Sequence[Judged]) -> None:
        self.compared, self.decisions = compared, tuple(decisions)
        self.differences = compared.differences()
        found = (_decision(decisions, pair_of(*one.pair)) for one in self.differences)
        self.decided: dict[Pair, Decision] = {one.pair: one for one in found if one.by}
        settled = {pair: one.answer for pair, one in self.decided.items() if one.answer}
        self.answers: dict[Pair, Answer] = dict(compared.agreed()) | settled
        self.groups = Groups(pair for pair, answer in self.answers.items() if answer is Answer.SAME)
        # What was decided of two decides for all that are the same as either.
        known = {self.groups_of(pair) for pair in settled}
        self.open = tuple(one for one in self.differences if not self._is_known(one, settled, known))

    def _is_known(self, one: Difference, settled: Mapping[Pair, Answer], known: set[Pair]) -> bool:
        names = self.groups_of(one.pair)
        return pair_of(*one.pair) in settled or names[0] == names[1] or names in known

    def groups_of(self, pair: Pair) -> Pair:
        """The names of the groups of two recommendations."""
        return pair_of(*map(self.groups.name, pair))

    def follows(self, pair: Pair) -> Answer:
        """What counts of two: as was decided, or as it follows from what is known of their groups."""
        names = self.groups_of(pair)
        if names[0] == names[1]:
            return Answer.SAME
        return Answer.NEAR if names in self.near else Answer.NEITHER

    @cached_property
    def questions(self) -> int:
        """About how many of the open differences must be answered: the others are of the same groups."""
        return len({self.groups_of(one.pair) for one in self.open})

    @cached_property
    def near(self) -> Mapping[Pair, Pair]:
        """Two groups that are near → two recommendations of which it is said; decided ones before others."""
        found: dict[Pair, Pair] = {}
        for pair, answer in sorted(
            self.answers.items(), key=lambda one: (one[0] not in self.decided, one[0])
        ):
            names = self.groups_of(pair)
            if answer is Answer.NEAR and names[0] != names[1]:
                found.setdefault(names, pair)
        return found

    @property
    def against(self) -> tuple[Pair, ...]:
        """Pairs that were decided, or agreed, not to be the same, and are the same through others."""
        return tuple(
            sorted(
                pair
                for pair, answer in self.answers.items()
                if answer is not Answer.SAME and len({*self.groups_of(pair)}) == 1
            )
        )

    @property
    def overruled(self) -> tuple[Overruled, ...]:
        """Pairs called neither that are near through others, where one of the two was decided."""
        found = []
        for pair, answer in sorted(self.answers.items()):
            near = self.near.get(self.groups_of(pair))
            if answer is Answer.NEITHER and near and (pair in self.decided or near in self.decided):
                found.append(Overruled(pair, near))
        return tuple(found)

    def bearing_on(self, name: str, near: Sequence[str] = ()) -> Iterator[Decision]:
        """Decisions that an entry rests on, in matrix order.

        Args:
            name: Of the group of its members.
            near: Of the groups near to it.
        """
        for one in self.differences:
            decision = self.decided.get(pair_of(*one.pair))
            if not decision or not decision.answer:
                continue
            names = {*self.groups_of(decision.pair)}
            inside = names == {name} and decision.answer is not Answer.NEITHER
            beside = decision.answer is Answer.NEAR and name in names and not names.isdisjoint(near)
            if inside or beside:
                yield decision

    def apart(self) -> Iterator[Decision]:
        """Decisions that two are neither, in matrix order."""
        for one in self.differences:
            decision = self.decided.get(pair_of(*one.pair))
            if decision and decision.answer is Answer.NEITHER:
                yield decision


def _decision(decisions: Sequence[Judged], pair: Pair) -> Decision:
    """What those say who decide about two, but for those between whom another decides."""
    answers = {each: answer for each in decisions if (answer := each.answer(*pair))}
    settled = {reader for each in answers for reader in each.decides}
    counting = {each: answer for each, answer in answers.items() if each.reader not in settled}
    said = {*counting.values()}
    answer = said.pop() if len(said) == 1 else None
    return Decision(
        pair,
        None if answer is Answer.UNSURE else answer,
        {each.reader: answer for each, answer in counting.items()},
        {each.reader: note for each in counting if (note := each.note(*pair))},
    )


def near_groups(settled: Settled) -> Mapping[str, set[str]]:
    """Group → the groups near to it, either way."""
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in settled.near:
        found[one].add(other)
        found[other].add(one)
    return found
