"""Which of a text's sources have its words, stretch by stretch; what stands in none is a person's.

It is told from the words, each time anew, so that it stays right whatever people change. A source has words
that stand in it one after the other, three at least; and fewer where with them the whole of it, from one such
stretch to the next or to its end, stands in the text in order, with other words between: “promote [humane]
[fair] treatment of prisoners”. Of several sources the one counts that has most of them in a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from drafter.text.similarity import word_spans

_FEWEST = 3  # words in a row that are a source's and not everybody's
_MOST_PLACES = 60  # of a source that are looked at for the same three words


@dataclass(frozen=True, slots=True)
class SourcedStretch:
    """Words of a text, one after the other.

    Attributes:
        start: Where in the text they begin.
        end: Where they end; marks of punctuation between two stretches are in neither.
        sources: The sources that have them; none for a person's words.
    """

    start: int
    end: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnedWord:
    """A word of a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        places: For each source that has it, in which of its texts and by how much further on or back there:
            the same for words that follow one another there, too.
    """

    start: int
    end: int
    places: Mapping[str, tuple[int, int]]


def words_with_owners(
    text: str, sources: Mapping[str, Sequence[str]], passing_over: Iterable[tuple[int, int]] = ()
) -> list[OwnedWord]:
    """The words of a text, each with every source that has it; see ``stretches_of``."""
    over = list(passing_over)
    spans = [one for one in word_spans(text) if not any(start <= one[1] < end for start, end in over)]
    words = [word for word, _, _ in spans]
    owners: list[dict[str, tuple[int, int]]] = [{} for _ in words]
    for source, texts in sources.items():
        for number, one in enumerate(texts):
            for run in _runs(words, [word for word, _, _ in word_spans(one)]):
                for place in range(run.start, run.start + run.length):
                    owners[place].setdefault(source, (number, run.at - run.start))
    return [OwnedWord(start, end, own) for (_, start, end), own in zip(spans, owners, strict=True)]


def stretches_of(
    text: str, sources: Mapping[str, Sequence[str]], passing_over: Iterable[tuple[int, int]] = ()
) -> tuple[SourcedStretch, ...]:
    """The words of a text, stretch by stretch; none goes over a square bracket.

    Capitals, punctuation and signs such as “(a)” do not count.

    Args:
        text: The text.
        sources: The texts of each source that may have them, by its id.
        passing_over: Where in the text something stands that is no word of it, as names behind a bracket.
    """
    words = words_with_owners(text, sources, passing_over)
    found: list[SourcedStretch] = []
    first = 0
    while first < len(words):
        going = {*words[first].places.items()}
        last = first
        while last + 1 < len(words) and not {"[", "]"} & {*text[words[last].end : words[last + 1].start]}:
            following = words[last + 1].places
            still = {one for one in going if following.get(one[0]) == one[1]}
            if not still if going else following:
                break
            going, last = still, last + 1
        named = {source for source, _ in going}
        ordered = tuple(source for source in sources if source in named)
        found.append(SourcedStretch(words[first].start, words[last].end, ordered))
        first = last + 1
    return tuple(found)


class _Run(NamedTuple):
    """Words of a text that stand in a source: where in each, and how many."""

    start: int
    at: int
    length: int


def _runs(words: Sequence[str], source: Sequence[str]) -> list[_Run]:
    """What of a text stands in a source, in the order of the text."""
    if not source:
        return []
    least = min(_FEWEST, len(source))
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(source) - least + 1):
        where[tuple(source[at : at + least])].append(at)
    found: list[_Run] = []
    start = behind = 0
    while start + least <= len(words):
        places = where.get(tuple(words[start : start + least]), ())[:_MOST_PLACES]
        if not places:
            start += 1
            continue
        # Of several that are as long, the one that goes on in the source.
        count, _, at = max((_alike(words, start, source, at), at >= behind, -at) for at in places)
        found.append(_Run(start, -at, count))
        start, behind = start + count, -at + count
    return sorted([*found, *_between(words, source, found)])


def _alike(words: Sequence[str], start: int, source: Sequence[str], at: int) -> int:
    count = 0
    while (
        start + count < len(words) and at + count < len(source) and words[start + count] == source[at + count]
    ):
        count += 1
    return count


def _between(words: Sequence[str], source: Sequence[str], runs: Sequence[_Run]) -> Iterator[_Run]:
    """Words between two runs, before the first and behind the last: those of a source that stand there whole.

    Where there is no run, they are those of the whole source.
    """
    edges = [_Run(0, 0, 0), *_once(runs), _Run(len(words), len(source), 0)]
    for before, after in pairwise(edges):
        start, at = before.start + before.length, before.at + before.length
        wanted = source[at : after.at]
        if at >= after.at:
            continue
        is_first = before.length == 0 and bool(after.length)  # what comes before a run stands near it
        places = list(range(start, after.start))
        if is_first:
            places, wanted = places[::-1], wanted[::-1]
        rest = iter(places)
        taken = [next((place for place in rest if words[place] == word), -1) for word in wanted]
        if -1 not in taken:
            ats = range(after.at - 1, at - 1, -1) if is_first else range(at, after.at)
            yield from (_Run(place, own, 1) for place, own in zip(taken, ats, strict=True))


def _once(runs: Sequence[_Run]) -> list[_Run]:
    """Of runs of the same words of a source the longest, in the order of the text."""
    kept: list[_Run] = []
    for run in sorted(runs, key=lambda one: -one.length):
        if all(run.at + run.length <= one.at or one.at + one.length <= run.at for one in kept):
            kept.append(run)
    return sorted(kept)
