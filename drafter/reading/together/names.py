"""Names of readers: whether two may be one person's, and one is read as several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.problems import Problem, Severity
from drafter.text.looks import looking_alike, reads_as_several


def doubtful_names(readers: Iterable[str]) -> list[Problem]:
    """Say which readers look like another and count as a second one, and which name is read as several."""
    return list(_doubts(list(dict.fromkeys(readers))))


def _doubts(names: Sequence[str]) -> Iterator[Problem]:
    for name, other in looking_alike(names):
        yield Problem(
            "names-alike",
            f"the reader “{name}” looks like “{other}”, with other letters, and counts as another",
            Severity.WARNING,
            "Is it one person, write one name alike in all files.",
        )
    for name in filter(reads_as_several, names):
        yield Problem(
            "name-of-several",
            f"the reader “{name}” is one, and is read as several where readers are named",
            Severity.WARNING,
            "Write the name without commas and loose brackets.",
        )
