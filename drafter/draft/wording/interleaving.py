"""Several wordings put together as one text, with what differs in brackets."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# What a person can still read, found by reading all shared recommendations of Annex B both ways. Beyond
# this the wordings are printed one below the other.
_MOST_BRACKETED_PLACES = 3
_LONGEST_STRETCH = 10  # words
_LEAST_IN_COMMON = 0.6  # of the words of each wording
_SHORTEST_ISLAND = 2  # words in common that stand between two brackets


# A stretch of the one text: its wordings, each with the places (from 0) of the versions that have it; what
# all versions have stands alone. A version that has nothing here is in none of them.
InlinePart = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A wording, word for word beside the lead.

    Attributes:
        words: The lead's words, each empty where this wording lacks it.
        between: What it has besides before each word of the lead, and at the end.
    """

    words: list[str]
    between: list[list[str]]

    @classmethod
    def of(cls, lead: list[str], other: list[str]) -> _Aligned:
        """Align a wording with the lead."""
        words, between = [""] * len(lead), [list[str]() for _ in range(len(lead) + 1)]
        for what, start, end, first, last in difflib.SequenceMatcher(
            None, lead, other, autojunk=False
        ).get_opcodes():
            if what == "equal":
                words[start:end] = lead[start:end]
            else:
                between[start] += other[first:last]
        return cls(words, between)

    def differs(self) -> Iterator[tuple[int, int]]:
        """Give where it differs from the lead, as ranges of the lead's words."""
        yield from ((place, place) for place, words in enumerate(self.between) if words)
        yield from ((place, place + 1) for place, word in enumerate(self.words) if not word)

    def text(self, start: int, end: int) -> str:
        """Return what it has in a range of the lead's words, and on either side of it."""
        words = [*self.between[start]]
        for place in range(start, end):
            words += [self.words[place], *self.between[place + 1]]
        return " ".join(filter(None, words))


def interleave(wordings: Sequence[str]) -> tuple[InlinePart, ...] | None:
    """Put wordings together as one text, if a person can still read it.

    Args:
        wordings: Two or more texts without closing punctuation, the lead's first.

    Returns:
        The stretches in order; None when the wordings are too far apart.
    """
    versions = [wording.split() for wording in wordings]
    lead = versions[0]
    aligned = [_Aligned.of(lead, words) for words in versions]
    places = _joined(sorted(place for version in aligned for place in version.differs()))
    common = len(lead) - sum(end - start for start, end in places)
    if not 0 < len(places) <= _MOST_BRACKETED_PLACES or any(
        common < _LEAST_IN_COMMON * len(words) for words in versions
    ):
        return None
    everyone = tuple(range(len(versions)))
    parts: list[InlinePart] = []
    done = 0
    for start, end in places:
        if start > done:
            parts.append(((" ".join(lead[done:start]), everyone),))
        texts: dict[str, list[int]] = {}
        for number, version in enumerate(aligned):
            if text := version.text(start, end):
                texts.setdefault(text, []).append(number)
        if any(len(text.split()) > _LONGEST_STRETCH for text in texts):
            return None
        parts.append(tuple((text, tuple(numbers)) for text, numbers in texts.items()))
        done = end
    if done < len(lead):
        parts.append(((" ".join(lead[done:]), everyone),))
    return tuple(parts)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those with too little between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start - joined[-1][1] < _SHORTEST_ISLAND:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    if joined and 0 < joined[0][0] < _SHORTEST_ISLAND:
        joined[0] = (0, joined[0][1])
    return joined
