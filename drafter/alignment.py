"""Aligns two texts, word by word and block by block.

Two words are the same if their keys are. Keys leave out what editors change freely: the kind of quotation
mark, apostrophe and dash, hyphens, blanks and line breaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Protocol

from msgspec import Struct

from drafter.text import SimilarityIndex, features, longest_rising, similarity

_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›′″ʼ"
# Characters between words: blanks, dashes, and invisible ones.
_BETWEEN = r"[\s\-‐‑‒–—―−\u00ad\u200b-\u200f\u2060\ufeff]*"
_TOKEN = re.compile(
    rf"{_BETWEEN}(?P<core>[^\W_]+(?:[{_QUOTES}][^\W_]+)*|[{_QUOTES}]+|\.\.\.|[^\w\s]|_)", re.UNICODE
)
_QUOTE = re.compile(f"[{_QUOTES}]+")
# Two changes take in the words between them if these are so few, and short.
_FEW_WORDS = 3
# So many comparisons of words take about a second.
_MOST_WORK = 4_000_000
# The share of letters that two texts must have in common for one to be an edited form of the other.
_RECOGNIZABLE = 0.4
# The share of words that two blocks must have in common to be one block that changed: if they have the same
# bookmark, and if they do not.
_LIKE_UNDER_ONE_BOOKMARK = 0.3
_LIKE = 0.5


# Words


class Piece(Struct, frozen=True):
    """A stretch of two texts: the same words, or deleted and inserted ones.

    Attributes:
        old: The words of the old text, as they are typed there; empty for an insertion.
        new: The words of the new text, as they are typed there; empty for a deletion.
        is_same: Whether both have the same words, typographic marks aside.
        old_start: The offset of ``old`` in the old text.
        new_start: The offset of ``new`` in the new text.
    """

    old: str
    new: str
    is_same: bool
    old_start: int
    new_start: int


def key_of(text: str, *, fold_case: bool = False) -> str:
    """Return the words of a text for comparing.

    Texts with the same key have the same words.

    Args:
        text: The text.
        fold_case: Whether case does not matter, as in headings.
    """
    key = " ".join(_token_key(match["core"]) for match in _TOKEN.finditer(text))
    return key.casefold() if fold_case else key


def compare_words(old: str, new: str, *, fold_case: bool = False) -> tuple[Piece, ...]:
    """Return the pieces of two texts, as a person would mark them.

    Args:
        old: The old text.
        new: The new text.
        fold_case: Whether case does not matter.
    """
    keys_old, ends_old = tokens(old, fold_case=fold_case)
    keys_new, ends_new = tokens(new, fold_case=fold_case)
    return tuple(
        Piece(
            old[ends_old[a] : ends_old[b]], new[ends_new[c] : ends_new[d]], is_same, ends_old[a], ends_new[c]
        )
        for is_same, a, b, c, d in without_specks(stretches(keys_old, keys_new), keys_old)
    )


# The number of words around each change in a diff.
_CONTEXT = 5


def shown_words(pieces: Sequence[Piece]) -> str:
    """Return a diff in one line: ``… at least [-20-] {+30+} days …``."""
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        if piece.is_same:
            words = piece.new.split()
            first, last = number == 0, number == len(pieces) - 1
            if len(words) > (_CONTEXT if first or last else 2 * _CONTEXT):
                begin = [] if first else words[:_CONTEXT]
                end = [] if last else words[-_CONTEXT:]
                words = [*begin, "…", *end]
            parts.append(" ".join(words))
            continue
        parts += [f"[-{piece.old.strip()}-]"] if piece.old.strip() else []
        parts += [f"{{+{piece.new.strip()}+}}"] if piece.new.strip() else []
    return " ".join(filter(None, parts))


def is_rewritten(pieces: Sequence[Piece]) -> bool:
    """Tell whether two texts share too few letters to read as one edited."""
    same = sum(_letters(piece.old) for piece in pieces if piece.is_same)
    every = sum(_letters(piece.old) + _letters(piece.new) for piece in pieces)
    return 2 * same < _RECOGNIZABLE * every


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _token_key(core: str) -> str:
    return core if core.isascii() and core.isalnum() else unicodedata.normalize("NFKC", _QUOTE.sub("'", core))


def tokens(text: str, *, fold_case: bool = False) -> tuple[list[str], list[int]]:
    """Return the keys of the words of a text, and the ends of these words.

    The ends begin with 0: a word begins, with the blanks before it, where the last one ends.
    """
    matches = list(_TOKEN.finditer(text))
    keys = [_token_key(match["core"]) for match in matches]
    ends = [0, *(match.end() for match in matches)]
    if matches:
        ends[-1] = len(text)  # blanks at the end belong to the last word
    return [key.casefold() for key in keys] if fold_case else keys, ends


Span = tuple[bool, int, int, int, int]  # is it the same; from and to in the old words, and in the new


def stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """Give the stretches of two rows of keys, in order."""
    start, end_old, end_new = 0, len(old), len(new)
    while start < min(end_old, end_new) and old[start] == new[start]:
        start += 1
    while end_old > start and end_new > start and old[end_old - 1] == new[end_new - 1]:
        end_old, end_new = end_old - 1, end_new - 1
    if start:
        yield True, 0, start, 0, start
    middle_old, middle_new = old[start:end_old], new[start:end_new]
    if len(middle_old) * len(middle_new) > _MOST_WORK:
        yield False, start, end_old, start, end_new
    else:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            yield tag == "equal", start + a, start + b, start + c, start + d
    if end_old < len(old):
        yield True, end_old, len(old), end_new, len(new)


def without_specks(parts: Iterator[Span], old: Sequence[str]) -> list[Span]:
    """Join changes with only a short common stretch between them."""
    spans = list(parts)
    joined: list[Span] = []
    for place, span in enumerate(spans):
        stays, a, b, c, d = span
        if stays and 0 < place < len(spans) - 1 and b - a <= _FEW_WORDS:
            around = min(
                spans[near][2] - spans[near][1] + spans[near][4] - spans[near][3]
                for near in (place - 1, place + 1)
            )
            stays = b - a > around or sum(map(_letters, old[a:b])) > 2 * (b - a) + 1
        if joined and joined[-1][0] == stays:
            _, first_a, _, first_c, _ = joined.pop()
            a, c = first_a, first_c
        joined.append((stays, a, b, c, d))
    return joined


# Blocks


class Passage(Protocol):
    """A block of a text, with what matters for finding its partner."""

    @property
    def text(self) -> str:
        """Its words as they are typed."""

    @property
    def key(self) -> str:
        """Its words for comparing."""

    @property
    def bookmark(self) -> str:
        """Its name, whatever its words are; empty if it has none."""

    @property
    def place(self) -> str:
        """Its kind of place: only blocks of the same kind can be partners."""


def align(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return the partner of each block, from old index to new index.

    Partners have the same bookmark and like words, else the same words, else nearly the same words, else only
    the same bookmark.
    """
    pairs = _Pairs(old, new)
    by_name = {passage.bookmark: j for j, passage in reversed(list(enumerate(new))) if passage.bookmark}
    links = [(i, by_name[passage.bookmark]) for i, passage in enumerate(old) if passage.bookmark in by_name]
    for i, j in links:
        words, edited = old[i].text, new[j].text
        if words == edited or similarity(features(words), features(edited)) >= _LIKE_UNDER_ONE_BOOKMARK:
            pairs.add(i, j)
    pairs.add_same(attrgetter("place", "text"))
    pairs.add_same(attrgetter("place", "key"))
    for i, j in [*_nearly_same(old, new, list(pairs.free_old), list(pairs.free_new)), *links]:
        pairs.add(i, j)
    return pairs.found


class _Pairs:
    """The partners among the blocks of two texts, as far as they are found."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.found: dict[int, int] = {}
        self.free_old, self.free_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
        self._old, self._new = old, new

    def add(self, i: int, j: int) -> None:
        """Pair two blocks, if both are free."""
        if i in self.free_old and j in self.free_new:
            self.found[i] = j
            del self.free_old[i], self.free_new[j]

    def add_same(self, key: Callable[[Passage], Hashable]) -> None:
        """Pair free blocks with the same key, in order."""
        places: dict[Hashable, deque[int]] = defaultdict(deque)
        for j in self.free_new:
            places[key(self._new[j])].append(j)
        for i in list(self.free_old):
            same = places.get(key(self._old[i]))
            if same:
                self.add(i, same.popleft())


def moved(pairs: Mapping[int, int]) -> set[int]:
    """Return the old indices of the blocks that moved, as few as possible."""
    rising = longest_rising([pairs[i] for i in sorted(pairs)])
    return {i for i, j in pairs.items() if j not in rising}


def _nearly_same(
    old: Sequence[Passage], new: Sequence[Passage], free_old: Sequence[int], free_new: Sequence[int]
) -> list[tuple[int, int]]:
    """Return pairs of blocks with nearly the same words, the surest first.

    A block can be in several pairs.
    """
    if not free_old or not free_new:
        return []
    index = SimilarityIndex((j, new[j].text) for j in free_new)
    scored = [
        (-score, i, j)
        for i in free_old
        for j, score in index.nearest(features(old[i].text))
        if score >= _LIKE and old[i].place == new[j].place
    ]
    return [(i, j) for _, i, j in sorted(scored)]
