"""What two texts have in common: word by word, and block by block.

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
# What may stand between words and is no word: blanks, dashes, and what cannot be seen.
_BETWEEN = r"[\s\-‐‑‒–—―−\u00ad\u200b-\u200f\u2060\ufeff]*"
_TOKEN = re.compile(
    rf"{_BETWEEN}(?P<core>[^\W_]+(?:[{_QUOTES}][^\W_]+)*|[{_QUOTES}]+|\.\.\.|[^\w\s]|_)", re.UNICODE
)
_QUOTE = re.compile(f"[{_QUOTES}]+")
# A common stretch of so many words or fewer between two changes is taken into them, unless it says something.
_FEW_WORDS = 3
# So many comparisons of words take about a second.
_MOST_WORK = 4_000_000
# How much of the letters of both must be common for one text to be the other one changed.
_RECOGNIZABLE = 0.4
# How much of their words two blocks must share to be one block changed: where their bookmark says that they
# are, and where only the words do.
_LIKE_UNDER_ONE_BOOKMARK = 0.3
_LIKE = 0.5


# Words


class Piece(Struct, frozen=True):
    """A stretch of two texts: the same in both, or what went and what came.

    Attributes:
        old: The words of the old text, as they are typed there; empty where something only came.
        new: The words of the new text, as they are typed there; empty where something only went.
        is_same: Whether both say the same, typographic marks aside.
        old_start: The offset of ``old`` in the old text.
        new_start: The offset of ``new`` in the new text.
    """

    old: str
    new: str
    is_same: bool
    old_start: int
    new_start: int


def key_of(text: str, *, fold_case: bool = False) -> str:
    """Return the words of a text for comparing: texts with one key say the same.

    Args:
        text: The text.
        fold_case: Whether capitals are as good as small letters, as in headings.
    """
    key = " ".join(_token_key(found["core"]) for found in _TOKEN.finditer(text))
    return key.casefold() if fold_case else key


def compare_words(old: str, new: str, *, fold_case: bool = False) -> tuple[Piece, ...]:
    """Return the pieces that two texts consist of, as a person would mark them.

    Args:
        old: The old text.
        new: The new text.
        fold_case: Whether capitals are as good as small letters.
    """
    keys_old, ends_old = tokens(old, fold_case=fold_case)
    keys_new, ends_new = tokens(new, fold_case=fold_case)
    return tuple(
        Piece(
            old[ends_old[a] : ends_old[b]], new[ends_new[c] : ends_new[d]], is_same, ends_old[a], ends_new[c]
        )
        for is_same, a, b, c, d in without_specks(stretches(keys_old, keys_new), keys_old)
    )


# So many words stand around each change that is shown.
_CONTEXT = 5


def shown_words(pieces: Sequence[Piece]) -> str:
    """Return a word-level diff in one line: ``… at least [-20-] {+30+} days …``."""
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
    """Return whether a new text can no longer be read as the old one changed, by the letters of both."""
    same = sum(_letters(piece.old) for piece in pieces if piece.is_same)
    every = sum(_letters(piece.old) + _letters(piece.new) for piece in pieces)
    return 2 * same < _RECOGNIZABLE * every


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _token_key(core: str) -> str:
    return core if core.isascii() and core.isalnum() else unicodedata.normalize("NFKC", _QUOTE.sub("'", core))


def tokens(text: str, *, fold_case: bool = False) -> tuple[list[str], list[int]]:
    """Return the keys of the words of a text, and where each begins, with blanks before it, and the end."""
    found = list(_TOKEN.finditer(text))
    keys = [_token_key(match["core"]) for match in found]
    ends = [0, *(match.end() for match in found)]
    if found:
        ends[-1] = len(text)  # blanks at the end belong to the last word
    return [key.casefold() for key in keys] if fold_case else keys, ends


Span = tuple[bool, int, int, int, int]  # is it the same; from and to in the old words, and in the new


def stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    """Give the stretches of two rows of keys, in order: the same in both, or what went and what came."""
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


def without_specks(found: Iterator[Span], old: Sequence[str]) -> list[Span]:
    """Take short common stretches between two changes into them, and join what then touches."""
    spans = list(found)
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
    """A block of a text, as far as it matters for finding the one that answers to it."""

    @property
    def text(self) -> str:
        """Its words as they are typed."""

    @property
    def key(self) -> str:
        """Its words for comparing."""

    @property
    def bookmark(self) -> str:
        """The name that it has whatever it says; empty where none."""

    @property
    def place(self) -> str:
        """Only blocks of one kind of place can be one block changed."""


def align(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return which block of a new text answers to which of an old one, by their indices.

    By bookmark; then by the same words; then by nearly the same words; then by bookmark whatever the words.
    """
    pairs = _Pairs(old, new)
    by_name = {passage.bookmark: j for j, passage in reversed(list(enumerate(new))) if passage.bookmark}
    named = [(i, by_name[passage.bookmark]) for i, passage in enumerate(old) if passage.bookmark in by_name]
    for i, j in named:
        is_same = old[i].text == new[j].text
        if is_same or _likeness(old[i], new[j]) >= _LIKE_UNDER_ONE_BOOKMARK:
            pairs.add(i, j)
    pairs.add_same(attrgetter("place", "text"))
    pairs.add_same(attrgetter("place", "key"))
    for i, j in [*_nearly_same(old, new, list(pairs.free_old), list(pairs.free_new)), *named]:
        pairs.add(i, j)
    return pairs.found


class _Pairs:
    """The blocks of two texts that answer to one another, as far as they are found."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self.found: dict[int, int] = {}
        self.free_old, self.free_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
        self._old, self._new = old, new

    def add(self, i: int, j: int) -> None:
        """Pair two blocks, if both are free."""
        if i in self.free_old and j in self.free_new:
            self.found[i] = j
            del self.free_old[i], self.free_new[j]

    def add_same(self, said: Callable[[Passage], Hashable]) -> None:
        """Pair free blocks that say the same, in order."""
        places: dict[Hashable, deque[int]] = defaultdict(deque)
        for j in self.free_new:
            places[said(self._new[j])].append(j)
        for i in list(self.free_old):
            same = places.get(said(self._old[i]))
            if same:
                self.add(i, same.popleft())


def moved(pairs: Mapping[int, int]) -> set[int]:
    """Return the old indices of the blocks that moved: as few as possible."""
    in_order = sorted(pairs)
    rising = longest_rising([pairs[i] for i in in_order])
    return {i for i in in_order if pairs[i] not in rising}


def _likeness(old: Passage, new: Passage) -> float:
    return similarity(features(old.text), features(new.text))


def _nearly_same(
    old: Sequence[Passage], new: Sequence[Passage], free_old: Sequence[int], free_new: Sequence[int]
) -> list[tuple[int, int]]:
    """Return pairs of blocks that say nearly the same, the surest first; a block can be in several."""
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
