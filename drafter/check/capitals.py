"""Capitals that stand otherwise than they were printed, in words that are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from drafter.check.words import some_of
from drafter.text.words import excerpt, without_unseen

_WORD = re.compile(r"[^\W_]+")
# What begins a text of its own within another: “(a) Promote”.
_AT_SIGN = re.compile(r"\((?:[a-z]{1,4}|\d{1,2})\)[^\w\n]*\Z")
_BEFORE = 12  # signs in which that stands
_LONGEST_NAME = 3  # words of it on each side
_MOST_SHOWN = 3


def capitals_differ(printed: str, text: str) -> str:
    """Which words of a text have other capitals than drafter printed, in words; empty for none.

    The first letter of a text, or of a subparagraph, follows from where it stands, and is none.

    Args:
        printed: What drafter printed.
        text: What stands; where its words are others, nothing is said.
    """
    if printed == text:
        return ""
    was, now = (unicodedata.normalize("NFC", without_unseen(one)[0]) for one in (printed, text))
    before, after = [*_WORD.finditer(was)], [*_WORD.finditer(now)]
    if [one[0].casefold() for one in before] != [one[0].casefold() for one in after]:
        return ""
    others = [
        n
        for n, (one, other) in enumerate(zip(before, after, strict=True))
        if one[0] != other[0] and not (one[0][1:] == other[0][1:] and (n == 0 or _begins(now, other.start())))
    ]
    shown = dict.fromkeys(
        f"“{excerpt(now[after[first].start() : after[last].end()])}” "
        f"where “{excerpt(was[before[first].start() : before[last].end()])}” was drafted"
        for first, last in _stretches(others, before)
    )
    return some_of(list(shown), _MOST_SHOWN, "; ")


def _begins(text: str, start: int) -> bool:
    """Whether a word begins a subparagraph of a text."""
    return _AT_SIGN.search(text[max(start - _BEFORE, 0) : start]) is not None


def _stretches(others: Sequence[int], words: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """The first and last of words side by side, with the names that they are parts of: “member States”."""
    found: list[tuple[int, int]] = []
    for n in others:
        first = last = n
        while last < min(len(words) - 1, n + _LONGEST_NAME) and words[last + 1][0][0].isupper():
            last += 1
        while first > max(1, n - _LONGEST_NAME) and words[first - 1][0][0].isupper():
            first -= 1
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
