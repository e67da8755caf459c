"""One text of several wordings: what they have in common once, what differs in brackets side by side."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

# What a person can still read, found by reading all shared recommendations of Annex B both ways. Beyond
# this the wordings are printed one below the other.
_MOST_BRACKETED_PLACES = 3
_LONGEST_STRETCH = 10  # words
_LEAST_IN_COMMON = 0.6  # of the words of each wording
_SHORTEST_ISLAND = 2  # words in common that stand between two brackets


@dataclass(frozen=True, slots=True)
class InlinePart:
    """A stretch of the one text.

    Attributes:
        texts: Its wordings, each with the places (from 0) of the versions that have it; a wording that
            all versions have stands alone. A version that has nothing here is in none of them.
    """

    texts: tuple[tuple[str, tuple[int, ...]], ...]
    is_common: bool


def interleave(wordings: Sequence[str]) -> tuple[InlinePart, ...] | None:
    """Put wordings together as one text, if a person can still read it.

    Args:
        wordings: Two or more texts without closing punctuation, the lead's first.

    Returns:
        The stretches in order; None when the wordings are too far apart.
    """
    lead, *others = (wording.split() for wording in wordings)
    maps = [_aligned(lead, other) for other in others]
    places = _differing_places(maps)
    if not 0 < len(places) <= _MOST_BRACKETED_PLACES:
        return None
    versions = [lead, *others]
    stretches: list[InlinePart] = []
    everyone = tuple(range(len(versions)))
    common = len(lead) - sum(end - start for start, end in places)
    if any(common < _LEAST_IN_COMMON * len(words) for words in versions):
        return None
    done = 0
    for start, end in places:
        if start > done:
            stretches.append(InlinePart(((" ".join(lead[done:start]), everyone),), is_common=True))
        differing = _differing(versions, maps, start, end)
        if any(len(text.split()) > _LONGEST_STRETCH for text, _ in differing):
            return None
        stretches.append(InlinePart(differing, is_common=False))
        done = end
    if done < len(lead):
        stretches.append(InlinePart(((" ".join(lead[done:]), everyone),), is_common=True))
    return tuple(stretches)


_Blocks = list[tuple[int, int, int]]  # start in the lead, start in the other wording, length


def _aligned(lead: list[str], other: list[str]) -> _Blocks:
    """What two wordings have in common, word for word."""
    matcher = difflib.SequenceMatcher(None, lead, other, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _differing_places(maps: Sequence[_Blocks]) -> list[tuple[int, int]]:
    """Where any wording differs from the lead, as ranges of the lead's words that do not touch."""
    ranges = []
    for blocks in maps:
        done_lead = done_other = 0
        for start, start_other, size in blocks:
            if start > done_lead or start_other > done_other:
                ranges.append((done_lead, start))
            done_lead, done_other = start + size, start_other + size
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start - merged[-1][1] < _SHORTEST_ISLAND:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    if merged and 0 < merged[0][0] < _SHORTEST_ISLAND:
        merged[0] = (0, merged[0][1])
    return merged


def _differing(
    versions: Sequence[list[str]], maps: Sequence[_Blocks], start: int, end: int
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    texts: dict[str, list[int]] = {}
    for number, words in enumerate(versions):
        if number == 0:
            own = words[start:end]
        else:
            blocks = maps[number - 1]
            own = words[_end_before(blocks, start) : _start_after(blocks, end)]
        if own:
            texts.setdefault(" ".join(own), []).append(number)
    return tuple((text, tuple(numbers)) for text, numbers in texts.items())


def _end_before(blocks: _Blocks, place: int) -> int:
    """Where the other wording stands when the lead stands at a place, after what they have in common."""
    ends = [start_other + min(place - start, size) for start, start_other, size in blocks if start < place]
    return ends[-1] if ends else 0


def _start_after(blocks: _Blocks, place: int) -> int:
    """Likewise, before what they have in common next."""
    for start, start_other, size in blocks:
        if start + size > place or size == 0:
            return start_other + max(0, place - start)
    raise AssertionError("the last block is empty and stands at the end")
