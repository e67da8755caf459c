"""Words of a text, and the room's notation in it: square brackets with names in round brackets after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from drafter.alignment import tokens
from drafter.selection.file import NOTE_MARK

# The keys of footnotes begin with the first, those of words under names with the second (``proposed_keys``).
_MARK, _PROPOSED = "\0", "\1"
_HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
# The names after a bracket, or after a paragraph.
_NAMES = re.compile(r"\s*\((?P<names>[^():\[\]]+)(?P<strike>:\s*delete)?\)")


class Bracket(Struct, frozen=True):
    """A pair of square brackets with the names after it, as places of tokens.

    "(Norway: delete)" after a paragraph is one without brackets and words: it starts and closes at "(".

    Attributes:
        start: The token "[".
        close: The token "]".
        end: The token after the last of its names.
        names: Who put it there; none for a bracket without names.
        is_strike: Whether they want its words deleted.
    """

    start: int
    close: int
    end: int
    names: tuple[str, ...]
    is_strike: bool


class Words(Struct, frozen=True, dict=True):
    """A text cut into tokens: words, punctuation and marks of footnotes, with the blanks before them.

    A compound with hyphens is one word.
    """

    text: str

    @cached_property
    def _cut(self) -> tuple[tuple[str, str], ...]:
        """The tokens, each with its key."""
        found: list[tuple[str, str]] = []
        for place, piece in enumerate(NOTE_MARK.split(self.text)):
            if place % 2:
                found.append((f"[^{piece}]", f"{_MARK}{piece}"))
                continue
            keys, ends = tokens(piece)
            if piece and not keys:
                found.append((piece, ""))
            for key, (a, b) in zip(keys, pairwise(ends), strict=True):
                is_compound = piece[a] in _HYPHENS and key.isalnum() and found and found[-1][0][-1].isalnum()
                first, first_key = found.pop() if is_compound else ("", "")
                found.append((first + piece[a:b], f"{first_key}-{key}" if is_compound else key))
        return tuple(found)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The tokens, which together are the text."""
        return tuple(token for token, _ in self._cut)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What the tokens are compared by: blanks and kinds of dashes do not count."""
        return tuple(key for _, key in self._cut)

    @cached_property
    def brackets(self) -> tuple[Bracket, ...]:
        """The pairs of square brackets, the inner before the outer, and names that strike the paragraph."""
        opened, found = [], []
        for at, key in enumerate(self.keys):
            if key == "[":
                opened.append(at)
            elif key == "]" and opened:
                names, is_strike, end = self._names_after(at + 1)
                found.append(Bracket(opened.pop(), at, end, names, is_strike))
        last = max((at for at, key in enumerate(self.keys) if key == "("), default=0)
        names, is_strike, end = self._names_after(last)
        if is_strike and end == len(self.keys) and not any(bracket.end == end for bracket in found):
            found.append(Bracket(last, last, end, names, is_strike))
        return tuple(found)

    @cached_property
    def is_balanced(self) -> bool:
        """Whether every bracket is closed."""
        pairs = sum(bracket.start < bracket.close for bracket in self.brackets)
        return 2 * pairs == sum(key in ("[", "]") for key in self.keys)

    def holder(self, start: int, stop: int) -> frozenset[str] | None:
        """Return the names that a token is under, or what would come between two of them.

        Args:
            start: The token.
            stop: The next token; the same one for what would come before it.

        Returns:
            The names; none for a bracket without names; None for words that are nobody's alone.
        """
        for bracket in self.brackets:
            if bracket.start < stop and start < bracket.end:
                is_word = bracket.start < start and stop <= bracket.close
                if not is_word or (bracket.names and not bracket.is_strike):
                    return frozenset(bracket.names)
        return None

    def proposed_keys(self) -> list[str]:
        """The keys, of which those of names, and of words under them, differ from all others."""
        named = [b for b in self.brackets if b.names]
        is_in = {at for b in named for at in range((b.close if b.is_strike else b.start) + 1, b.end)}
        return [f"{_PROPOSED}{key}" if at in is_in else key for at, key in enumerate(self.keys)]

    def string(self, start: int, stop: int) -> str:
        """Return the text of some tokens, without blanks around it."""
        return "".join(self.tokens[start:stop]).strip()

    def _names_after(self, at: int) -> tuple[tuple[str, ...], bool, int]:
        match = _NAMES.match("".join(self.tokens[at:]))
        if match is None:
            return (), False, at
        left = match.end()
        while left > 0:
            left -= len(self.tokens[at])
            at += 1
        return tuple(name.strip() for name in match["names"].split(",")), bool(match["strike"]), at

    def around(self) -> Bracket | None:
        """Return the bracket with names around a whole paragraph, or the one that strikes it."""
        ends = (b for b in self.brackets if b.names and b.end == len(self.tokens))
        return next((b for b in ends if b.start in (0, b.close)), None)


def is_mark(key: str) -> bool:
    """Whether a key is that of the mark of a footnote."""
    return key.startswith(_MARK)


def proposed(words: str, names: Sequence[str]) -> str:
    """Return words as the proposal of some delegations: "[words] (Egypt, Japan)"."""
    return f"[{words.strip()}] ({', '.join(names)})"


def proposal_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the words and the names of a paragraph that is under names as a whole, else no names."""
    words = Words(text.strip())
    bracket = words.around()
    if bracket is None or bracket.is_strike:
        return text, ()
    return words.string(1, bracket.close), bracket.names


def strikers(text: str) -> tuple[str, ...]:
    """Return who wants a paragraph deleted as a whole."""
    bracket = Words(text.strip()).around()
    return bracket.names if bracket and bracket.is_strike else ()


def struck(text: str, name: str) -> str:
    """Return a paragraph with the wish of a delegation that it be deleted: "… (Norway: delete)"."""
    if names := strikers(text):
        before, _, after = text.rpartition(":")
        return text if name in names else f"{before}, {name}:{after}"
    words = Words(text)
    ends_in_bracket = any(bracket.end == len(words.tokens) for bracket in words.brackets)
    return f"[{text}] ({name}: delete)" if ends_in_bracket else f"{text} ({name}: delete)"
