"""What has kept its order among things that were moved."""

from __future__ import annotations

import bisect
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The most of some different numbers that stand in rising order (patience sorting)."""
    lowest: list[int] = []  # of each length, the lowest number that such a row can end in
    before: dict[int, int] = {}
    for number in numbers:
        at = bisect.bisect_left(lowest, number)
        before[number] = lowest[at - 1] if at else -1
        lowest[at : at + 1] = [number]
    kept = set()
    number = lowest[-1] if lowest else -1
    while number >= 0:
        kept.add(number)
        number = before[number]
    return kept
