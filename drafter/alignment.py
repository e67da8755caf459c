"""Which passage of an old draft answers to which of a new one, and which have moved.

What has an id (a clause) is matched by it; then what says exactly the same; then, between two matched
neighbours, what says nearly the same. The work grows with the length of the drafts, not with its square:
wordings are compared only within such a gap, and only if the gap is small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import takewhile

from drafter.text import compare_words, is_recognizable, longest_rising, word_pieces

# A gap of so many comparisons is looked at wording by wording.
_LARGEST_GAP = 10_000
# How much two passages have in common (difflib's ratio, by words) to be one passage changed.
_NEARLY_SAME = 0.55


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a draft, as far as it matters for finding the one that it answers to.

    Attributes:
        id: What it is called whatever it says, such as a clause's id; empty where it has none.
        kind: Only passages of one kind can be one passage changed.
        text: What it says.
        can_move: Whether it counts as moved when it stands elsewhere, or as taken out and put in.
    """

    id: str
    kind: str
    text: str
    can_move: bool = False


class ChangeKind(Enum):
    """What became of a passage."""

    KEPT = auto()  # it stands in both, in order; its words may differ
    OUT = auto()  # only the old draft has it
    IN = auto()  # only the new draft has it
    MOVED_FROM = auto()  # it stood here, and stands elsewhere
    MOVED_TO = auto()  # it stands here, and stood elsewhere


@dataclass(frozen=True, slots=True)
class Step:
    """A step through both drafts at once.

    Attributes:
        kind: What became of the passage.
        old: Its place in the old draft; None for what came in.
        new: Its place in the new draft; None for what went out.
    """

    kind: ChangeKind
    old: int | None
    new: int | None


def align(old: Sequence[Passage], new: Sequence[Passage]) -> list[Step]:
    """Go through two drafts at once, in the order of the new one, with what went out where it stood.

    A moved passage is met twice: where it stood and where it stands. As few passages as possible count as
    moved: those outside the longest run that has the same order in both.
    """
    pairs = dict(_same_by_name_or_words(old, new))
    in_order = longest_rising([j for _, j in sorted(pairs.items())])
    backbone = {i: j for i, j in sorted(pairs.items()) if j in in_order}
    moved = {
        i: j for i, j in pairs.items() if i not in backbone and old[i].can_move and _is_same(old[i], new[j])
    }
    moved_from = {j: i for i, j in moved.items()}
    kept, begin_old, begin_new = sorted(backbone.items()), 0, 0
    for i, j in [*kept, (len(old), len(new))]:
        rest_old = [n for n in range(begin_old, i) if n not in moved]
        rest_new = [n for n in range(begin_new, j) if n not in moved_from]
        kept += _match_gap(old, new, rest_old, rest_new)
        begin_old, begin_new = i + 1, j + 1
    steps: list[Step] = []
    begin_old = begin_new = 0
    for i, j in [*sorted(kept), (len(old), len(new))]:
        for n in range(begin_old, i):
            to = moved.get(n)
            steps.append(Step(ChangeKind.OUT if to is None else ChangeKind.MOVED_FROM, n, to))
        for n in range(begin_new, j):
            origin = moved_from.get(n)
            steps.append(Step(ChangeKind.IN if origin is None else ChangeKind.MOVED_TO, origin, n))
        steps += [Step(ChangeKind.KEPT, i, j)] if i < len(old) else []
        begin_old, begin_new = i + 1, j + 1
    return steps


def _same_by_name_or_words(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Places of passages that have the same id, or else the same words, and are the only ones to have it."""
    places = {passage.id: j for j, passage in reversed(list(enumerate(new))) if passage.id}
    done_old, done_new = set(), set()
    for i, passage in enumerate(old):
        j = places.pop(passage.id, None) if passage.id else None
        if j is not None:
            done_old.add(i)
            done_new.add(j)
            yield i, j
    words_old = _only_ones(old, done_old)
    words_new = _only_ones(new, done_new)
    for words, i in words_old.items():
        if words in words_new:
            yield i, words_new[words]


def _only_ones(passages: Sequence[Passage], done: set[int]) -> dict[tuple[str, str], int]:
    rest = [(n, (one.kind, one.text)) for n, one in enumerate(passages) if n not in done and one.text.strip()]
    counts = Counter(words for _, words in rest)
    return {words: n for n, words in rest if counts[words] == 1}


def _is_same(old: Passage, new: Passage) -> bool:
    words_old, words_new = word_pieces(old.text), word_pieces(new.text)
    return is_recognizable(compare_words(words_old, words_new), words_old, words_new)


def _match_gap(
    old: Sequence[Passage], new: Sequence[Passage], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs within a gap, in order, so that as much as possible is the same."""
    if not olds or not news:
        return []
    if len(olds) * len(news) > _LARGEST_GAP:
        return _match_large_gap(old, new, olds, news)
    scores = [[_likeness(old[i], new[j]) for j in news] for i in olds]
    # best[a][b]: the most that the passages from a and b on have in common.
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in reversed(range(len(olds))):
        for b in reversed(range(len(news))):
            paired = scores[a][b] + best[a + 1][b + 1] if scores[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    pairs = []
    a = b = 0
    while a < len(olds) and b < len(news):
        if scores[a][b] and best[a][b] == scores[a][b] + best[a + 1][b + 1]:
            pairs.append((olds[a], news[b]))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _match_large_gap(
    old: Sequence[Passage], new: Sequence[Passage], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Only what begins or ends a large gap in the same words is matched."""

    def is_same(pair: tuple[int, int]) -> bool:
        one, other = old[pair[0]], new[pair[1]]
        return (one.kind, one.text) == (other.kind, other.text)

    begin = list(takewhile(is_same, zip(olds, news, strict=False)))
    rests = (reversed(olds[len(begin) :]), reversed(news[len(begin) :]))
    return [*begin, *takewhile(is_same, zip(*rests, strict=False))]


def _likeness(old: Passage, new: Passage) -> float:
    """How much two passages have in common; 0 where they are not one passage changed."""
    if old.kind != new.kind or (old.id and new.id):
        return 0.0
    if old.text == new.text:
        return 1.0
    matcher = SequenceMatcher(None, word_pieces(old.text), word_pieces(new.text), autojunk=False)
    ways = (
        matcher.real_quick_ratio,
        matcher.quick_ratio,
        matcher.ratio,
    )  # the quickest first; each is no less than the next
    return matcher.ratio() if all(way() >= _NEARLY_SAME for way in ways) else 0.0
