"""What changed between two wordings, word by word, as a person would mark it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from drafter.text.words import excerpt, shortened

# A word with the blanks before it: "public-private", "State’s" and "2015–2020" are one word each, a mark
# of punctuation is one of its own. Blanks at the end stand alone.
_PIECE = re.compile(r"\s*(?:[^\W_]+(?:[’'\-‐‑–][^\W_]+)*|_|[^\w\s])|\s+")
# What is no text (a footnote's mark, a field) is compared whole; its key begins with this.
SPECIAL = "\0"
# Two wordings of which less than this share is common are not one wording changed.
_RECOGNIZABLE = 0.4
# A common stretch of at most so many words between two changes is taken into them if it is shorter than
# they are: "of the" between two new phrases is no help to a reader.
_FEW_WORDS = 3
# Of a change so many characters are told.
_LONGEST_CHANGE = 120
_AROUND_CHANGE = 3  # words before it, where it does not stand among the first
# So many comparisons take about a second.
_MOST_WORK = 4_000_000
_OPEN, _CLOSE = "([", ")]"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of two wordings: the same in both, or what went and what came.

    Attributes:
        old: Where it begins and ends in the old wording.
        new: Where it begins and ends in the new wording.
        is_same: Whether it stands in both.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    is_same: bool


def word_pieces(text: str) -> list[str]:
    """The words of a text, each with the blanks before it; together they are the text."""
    return _PIECE.findall(text)


def compare_words(old: Sequence[str], new: Sequence[str]) -> list[Segment]:
    """What two wordings have in common and in what they differ, in order.

    Args:
        old: Words, or keys that begin with ``SPECIAL``.
        new: Likewise.
    """
    start, end_old, end_new = 0, len(old), len(new)
    while start < min(end_old, end_new) and old[start] == new[start]:
        start += 1
    while end_old > start and end_new > start and old[end_old - 1] == new[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    found = [Segment((0, start), (0, start), is_same=True)]
    found += _middle(old, new, (start, end_old), (start, end_new))
    found.append(Segment((end_old, len(old)), (end_new, len(new)), is_same=True))
    return _without_specks([one for one in found if _length(one)], old)


def _middle(
    old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> list[Segment]:
    olds, news = old[slice(*in_old)], new[slice(*in_new)]
    if not olds or not news or len(olds) * len(news) > _MOST_WORK:
        return [Segment(in_old, in_new, is_same=False)]
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    return [
        Segment((in_old[0] + i1, in_old[0] + i2), (in_new[0] + j1, in_new[0] + j2), is_same=tag == "equal")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _length(segment: Segment) -> int:
    return segment.old[1] - segment.old[0] + segment.new[1] - segment.new[0]


def _without_specks(segments: list[Segment], old: Sequence[str]) -> list[Segment]:
    """Take short common segments between two changes into them, and join what then touches."""
    joined: list[Segment] = []
    for place, segment in enumerate(segments):
        is_same = segment.is_same
        if is_same and 0 < place < len(segments) - 1:
            words = old[slice(*segment.old)]
            around = min(_length(segments[place - 1]), _length(segments[place + 1]))
            is_same = len(words) > min(_FEW_WORDS, around) or _says_something(words)
        if joined and joined[-1].is_same == is_same:
            before = joined.pop()
            whole_old, whole_new = (before.old[0], segment.old[1]), (before.new[0], segment.new[1])
            joined.append(Segment(whole_old, whole_new, is_same=is_same))
        else:
            joined.append(Segment(segment.old, segment.new, is_same=is_same))
    return joined


def _says_something(words: Sequence[str]) -> bool:
    """Whether a segment is more than small words and punctuation."""
    return (
        any(word.startswith(SPECIAL) for word in words)
        or sum(sum(map(str.isalnum, word)) for word in words) > 2 * len(words) + 1
    )


def begin_alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two texts begin with alike."""
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def is_recognizable(segments: Sequence[Segment], old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the new wording can still be read as the old one changed: by the letters that both have."""
    same = sum(_letters(old[slice(*one.old)]) for one in segments if one.is_same)
    return 2 * same >= _RECOGNIZABLE * (_letters(old) + _letters(new))


def changes_in_words(old: str, new: str) -> list[str]:
    """What differs in a new wording, in words: “shall” for “should”; with “also”; without “all”."""
    return [told for told, _ in changes_at(old, new)]


def changes_at(old: str, new: str) -> list[tuple[str, int]]:
    """What differs in a new wording, in words, each with where in it that begins."""
    olds, news = word_pieces(old), word_pieces(new)
    found = []
    words = [word.strip() for word in olds], [word.strip() for word in news]
    for one in (_in_whole_brackets(each, *words) for each in compare_words(*words)):
        was, now = "".join(olds[slice(*one.old)]).strip(), "".join(news[slice(*one.new)]).strip()
        if not one.is_same and (was or now):
            told = change_in_words(shortened(was, _LONGEST_CHANGE), shortened(now, _LONGEST_CHANGE))
            found.append((told, sum(map(len, news[: one.new[0]]))))
    return found


def _in_whole_brackets(segment: Segment, old: Sequence[str], new: Sequence[str]) -> Segment:
    """What went or came, begun so much earlier that no bracket in it stands alone: “(f),” and not “f), (”."""
    (start, end), words = (segment.old, old) if segment.old[0] < segment.old[1] else (segment.new, new)
    if segment.is_same or _length(segment) != end - start:
        return segment
    steps = 0
    while not _closes_all(words[start - steps : end - steps]):
        steps += 1
        if start < steps or words[start - steps] != words[end - steps]:
            return segment
    (a, b), (c, d) = segment.old, segment.new
    if min(a, c) < steps:
        return segment
    return Segment((a - steps, b - steps), (c - steps, d - steps), is_same=False)


def _closes_all(words: Sequence[str]) -> bool:
    """Whether each bracket among words has its counterpart there, behind it or before it."""
    depth = 0
    for word in words:
        depth += (word in _OPEN) - (word in _CLOSE)
        if depth < 0:
            return False
    return depth == 0


def told_apart(was: str, now: str) -> tuple[str, str]:
    """Two texts in a few words each that tell them apart: their first, or those around the change."""
    first, other = excerpt(was), excerpt(now)
    if first.rstrip(" …") != other.rstrip(" …") or was == now:
        return first, other
    olds, news = was.split(), now.split()
    same = next((n for n, pair in enumerate(zip(olds, news, strict=False)) if pair[0] != pair[1]), None)
    begins = max((min(len(olds), len(news)) if same is None else same) - _AROUND_CHANGE, 0)
    before = "… " if begins else ""
    told = [f"{before}{shortened(' '.join(words[begins:]), _LONGEST_CHANGE)}" for words in (olds, news)]
    return told[0], told[1]


def reworded_in(text: str, others: Sequence[str]) -> int | None:
    """Which of some other wordings a wording is most like; None where it is none of them changed."""
    words = word_pieces(text)
    found: list[tuple[int, int]] = []
    for place, other in enumerate(others):
        olds = word_pieces(other)
        segments = compare_words(olds, words)
        if is_recognizable(segments, olds, words):
            same = sum(_letters(olds[slice(*one.old)]) for one in segments if one.is_same)
            found.append((same, -place))
    return -max(found)[1] if found else None


def what_it_rewords(text: str, others: Sequence[str]) -> list[str]:
    """What differs in a wording from the one of some others that it rewords, in words; else nothing."""
    place = reworded_in(text, others)
    return changes_in_words(others[place], text) if place is not None else []


def change_in_words(was: str, now: str) -> str:
    """What became of some words: “shall” for “should”; with “also”, where none were; without “all”."""
    if was and now:
        return f"“{now}” for “{was}”"
    return f"with “{now}”" if now else f"without “{was}”"


def _letters(words: Sequence[str]) -> int:
    return sum(len(word.strip()) for word in words if not word.startswith(SPECIAL))
