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
        """Return the answers to each question by reader; empty where a reader has given none."""
        keys = dict.fromkeys(key for reading in self.readings for key in reading.answers)
        return {key: tuple(reading.says(key) for reading in self.readings) for key in keys}

    @cached_property
    def compared(self) -> tuple[Key, ...]:
        """Return the questions that two readers or more have answered."""
        return tuple(key for key, given in self.answers.items() if sum(map(bool, given)) > 1)

    @cached_property
    def differing(self) -> tuple[Key, ...]:
        """Return the questions to which the answers differ."""
        return tuple(key for key in self.compared if len(set(filter(None, self.answers[key]))) > 1)

    @cached_property
    def decided(self) -> Mapping[Key, str]:
        """Return what most of the readers of each question say; see ``majority``."""
        return {key: majority(given, self.readings[0].inquiry.answers) for key, given in self.answers.items()}

    @property
    def overlaps(self) -> tuple[tuple[str, str, float], ...]:
        """Return how much of what two readers found is the same, from 0 to 1.

        Found is each question that a reader did not answer with no (Dice's coefficient).
        """
        found = [{key for key in self.answers if _is_found(reading, key)} for reading in self.readings]
        pairs = combinations(range(len(self.readings)), 2)
        return tuple(
            (
                self.readings[first].name,
                self.readings[second].name,
                2 * len(found[first] & found[second]) / max(len(found[first]) + len(found[second]), 1),
            )
            for first, second in pairs
        )


def _is_found(reading: Reading, key: Key) -> bool:
    return reading.says(key) not in ("", reading.inquiry.answers[-1])


def majority(given: Sequence[str], answers: Sequence[str]) -> str:
    """Return the strongest answer that more than half of the readers give or exceed.

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
    for first, second in combinations(readings, 2):
        if (
            first.subject != second.subject and not first.inquiry.signs
        ):  # a draft has a new name in each round
            raise DrafterError(
                f"{first.file} answers questions about {first.subject}, {second.file} about {second.subject}",
                "Compare readings of the same text.",
                status=ExitStatus.USAGE,
            )
        if first.by and first.by == second.by:
            raise DrafterError(
                f"{first.file} and {second.file} are both by {first.by}",
                "Give one file for each reader, each with its own name under “by:”.",
                status=ExitStatus.USAGE,
            )
    return Comparison(tuple(readings))
