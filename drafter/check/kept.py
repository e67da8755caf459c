"""Which words of a text that was changed still stand, and what brackets stood around them."""

from __future__ import annotations

import re

from drafter.text.differences import compare_words, is_recognizable
from drafter.text.similarity import words_of

_AT_BRACKETS = re.compile(r"([\[\]])")
_DEEPER = {"[": 1, "]": -1}


def kept_words(was: list[str], now: list[str]) -> list[tuple[int, int]]:
    """Which word of a text is which of the text as it stands; none where that is another text.

    Args:
        was: The words of the text as it was drafted, as ``words_of`` has them.
        now: Those of it as it stands.
    """
    segments = compare_words(was, now)
    if not is_recognizable(segments, was, now):
        return []
    same = (one for one in segments if one.is_same)
    return [pair for one in same for pair in zip(range(*one.old), range(*one.new), strict=True)]


def in_other_brackets(was: str, now: str) -> str:
    """The words of a text that still stand, and in more square brackets, or fewer, than they were drafted."""
    before, after = _with_brackets(was), _with_brackets(now)
    kept = kept_words([word for word, _ in before], [word for word, _ in after])
    return " ".join(after[j][0] for i, j in kept if before[i][1] != after[j][1])


def _with_brackets(text: str) -> list[tuple[str, int]]:
    """The words of a text, each with how many brackets stand open before it."""
    found, depth = [], 0
    for piece in _AT_BRACKETS.split(text):
        depth += _DEEPER.get(piece, 0)
        found += [(word, depth) for word in words_of(piece)]
    return found
