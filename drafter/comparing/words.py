"""What changed between two wordings, word by word, as a person would mark it.

difflib finds the longest common stretches first, which reads better than the shortest list of edits
(Myers), and it comes with Python. It is quadratic; it only ever sees two wordings of one paragraph, what
they begin and end with in common is taken off first, and beyond a bound nothing is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with the blanks before it: "public-private", "State’s" and "2015–2020" are one word each, a mark
# of punctuation is one of its own. Blanks at the end stand alone.
_WORD = re.compile(r"\s*(?:[^\W_]+(?:[’'\-‐‑–][^\W_]+)*|_|[^\w\s])|\s+")

# What is no text (a footnote's mark, a field) is compared whole; its key begins with this.
SPECIAL = "\0"

# Two wordings of which less than this share is common are not one wording changed.
_RECOGNIZABLE = 0.4
# A common stretch of at most so many words between two changes is taken into them if it is shorter than
# they are: "of the" between two new phrases is no help to a reader.
_FEW_WORDS = 3
# So many comparisons take about a second.
_MOST_WORK = 4_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of two wordings: the same in both, or what went and what came.

    Attributes:
        old: Where it begins and ends in the old wording.
        new: Where it begins and ends in the new wording.
        is_same: Whether it stands in both.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    is_same: bool


def words_of(text: str) -> list[str]:
    """The words of a text, each with the blanks before it; together they are the text."""
    return _WORD.findall(text)


def compare_words(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
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
    found = [Stretch((0, start), (0, start), is_same=True)]
    found += _middle(old, new, (start, end_old), (start, end_new))
    found.append(Stretch((end_old, len(old)), (end_new, len(new)), is_same=True))
    return _without_specks([one for one in found if _length(one)], old)


def _middle(
    old: Sequence[str], new: Sequence[str], in_old: tuple[int, int], in_new: tuple[int, int]
) -> list[Stretch]:
    olds, news = old[slice(*in_old)], new[slice(*in_new)]
    if not olds or not news or len(olds) * len(news) > _MOST_WORK:
        return [Stretch(in_old, in_new, is_same=False)]
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    return [
        Stretch((in_old[0] + i1, in_old[0] + i2), (in_new[0] + j1, in_new[0] + j2), is_same=tag == "equal")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _length(stretch: Stretch) -> int:
    return stretch.old[1] - stretch.old[0] + stretch.new[1] - stretch.new[0]


def _without_specks(stretches: list[Stretch], old: Sequence[str]) -> list[Stretch]:
    """Take short common stretches between two changes into them, and join what then touches."""
    joined: list[Stretch] = []
    for place, stretch in enumerate(stretches):
        is_same = stretch.is_same
        if is_same and 0 < place < len(stretches) - 1:
            words = old[slice(*stretch.old)]
            around = min(_length(stretches[place - 1]), _length(stretches[place + 1]))
            is_same = len(words) > min(_FEW_WORDS, around) or _says_something(words)
        if joined and joined[-1].is_same == is_same:
            before = joined.pop()
            whole_old, whole_new = (before.old[0], stretch.old[1]), (before.new[0], stretch.new[1])
            joined.append(Stretch(whole_old, whole_new, is_same=is_same))
        else:
            joined.append(Stretch(stretch.old, stretch.new, is_same=is_same))
    return joined


def _says_something(words: Sequence[str]) -> bool:
    """Whether a stretch is more than small words and punctuation."""
    return (
        any(word.startswith(SPECIAL) for word in words)
        or sum(sum(map(str.isalnum, word)) for word in words) > 2 * len(words) + 1
    )


def share_in_common(stretches: Sequence[Stretch], old: Sequence[str], new: Sequence[str]) -> float:
    """How much of two wordings is the same in both, from 0 to 1, by letters."""
    same = sum(_letters(old[slice(*one.old)]) for one in stretches if one.is_same)
    whole = _letters(old) + _letters(new)
    return 2 * same / whole if whole else 1.0


def _letters(words: Sequence[str]) -> int:
    return sum(len(word.strip()) for word in words if not word.startswith(SPECIAL))


def is_recognizable(stretches: Sequence[Stretch], old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the new wording can still be read as the old one changed."""
    return share_in_common(stretches, old, new) >= _RECOGNIZABLE
