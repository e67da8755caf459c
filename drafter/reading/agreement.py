"""What several readers answered to the same questions: where they agree, and what most of them say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from drafter.problems import DrafterError, ExitStatus
from drafter.reading.answers import Key, Reading


@dataclass(frozen=True)
class Comparison:
    """Several readings of the same questions.

    Attributes:
        readings: One for each reader.
    """

    readings: tuple[Reading, ...]

    @cached_property
    def answers(self) -> Mapping[Key, tuple[str, ...]]:
        """The answers to each question by reader; empty where a reader has given none."""
        keys = dict.fromkeys(key for reading in self.readings for key in reading.answers)
        return {key: tuple(reading.says(key) for reading in self.readings) for key in keys}

    @cached_property
    def compared(self) -> tuple[Key, ...]:
        """The questions that two readers or more have answered."""
        return tuple(key for key, given in self.answers.items() if sum(map(bool, given)) > 1)

    @cached_property
    def differing(self) -> tuple[Key, ...]:
        """The questions to which the answers differ."""
        return tuple(key for key in self.compared if len(set(filter(None, self.answers[key]))) > 1)

    @cached_property
    def decided(self) -> Mapping[Key, str]:
        """What most of the readers of each question say; see ``majority``."""
        return {key: majority(given, self.readings[0].inquiry.answers) for key, given in self.answers.items()}

    @property
    def overlaps(self) -> tuple[tuple[str, str, float], ...]:
        """For every two readers, how much of what they found is the same, from 0 to 1 (Dice).

        Found is each question that a reader did not answer with no.
        """
        found = [{key for key in self.answers if _is_found(reading, key)} for reading in self.readings]
        pairs = combinations(range(len(self.readings)), 2)
        return tuple(
            (
                self.readings[one].name,
                self.readings[other].name,
                2 * len(found[one] & found[other]) / max(len(found[one]) + len(found[other]), 1),
            )
            for one, other in pairs
        )


def _is_found(reading: Reading, key: Key) -> bool:
    return reading.says(key) not in ("", reading.inquiry.answers[-1])


def majority(given: Sequence[str], answers: Sequence[str]) -> str:
    """The strongest answer that more than half of the readers give or exceed.

    Of "full", "part" and "none" two say at least "part". Without a majority for any but the weakest answer
    it is the weakest.

    Args:
        given: What each reader answered; empty ones do not count.
        answers: All that can be answered, the strongest first.
    """
    ranks = sorted(answers.index(answer) for answer in given if answer)
    return answers[ranks[len(ranks) // 2]] if ranks else ""


def compare_readings(readings: Sequence[Reading]) -> Comparison:
    """Put the readings of different readers together.

    Raises:
        DrafterError: if two readings are of different things, or of one reader.
    """
    for one, other in combinations(readings, 2):
        if one.subject != other.subject and not one.inquiry.signs:  # a draft has a new name in each round
            raise DrafterError(
                f"{one.file} answers questions about {one.subject}, {other.file} about {other.subject}",
                "Compare readings of the same text.",
                status=ExitStatus.USAGE,
            )
        if one.by and one.by == other.by:
            raise DrafterError(
                f"{one.file} and {other.file} are both by {one.by}",
                "Give one file for each reader, each with its own name under “by:”.",
                status=ExitStatus.USAGE,
            )
    return Comparison(tuple(readings))
