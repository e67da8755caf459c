"""What a person should look at in the words of a clause: by the rules of ``kinds.yaml``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import eq

from drafter.draft.model import Remark
from drafter.matrix.kinds import load_rules
from drafter.model import Noticed
from drafter.phrases import Phrases, load_phrases

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80

# So many words in a row say something; fewer are a name or a set phrase that may well stand twice.
_REPEATED = 8
# A shorter word may well stand twice in a series.
_LONG_WORD = 5
_WORD = re.compile(r"\w+")


def remarks_on(
    text: str,
    noticed: Iterable[Noticed] = (),
    *,
    is_action: bool = False,
    phrases: Phrases | None = None,
) -> tuple[Remark, ...]:
    """What a person should look at in a text, each thing once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        noticed: What readers noticed in its sources.
        is_action: Whether it says what States undertake.
        phrases: In which it is said; those that forms share where none are given.
    """
    found = [*_found_in(text, phrases or load_phrases(), is_action=is_action), *_noticed_in(text, noticed)]
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[Remark] = []
    end = 0
    for start, stop, remark in found:
        if start >= end and remark not in kept:  # “the countries of the region” is not “the region” too
            kept.append(remark)
            end = stop
    return tuple(kept)


def _found_in(text: str, phrases: Phrases, *, is_action: bool) -> Iterator[tuple[int, int, Remark]]:
    for flag in load_rules().remarks:
        if not flag.can_fit(text) or (flag.kind and not is_action):
            continue
        for match in flag.pattern.finditer(text):
            words = match[0].strip()
            says = phrases.say(flag.says, words=words[:_LONGEST_QUOTATION])
            yield match.start(), match.end(), Remark(says, words)
    folded = _WORD.findall(text.casefold())
    again = len(folded) - len(set(folded)) >= _REPEATED
    if again:
        stretches = list(zip(*(folded[start:] for start in range(_REPEATED)), strict=False))
        again = len(set(stretches)) < len(stretches)
    in_series = text.count(",") > 1 and any(map(eq, folded, folded[2:]))
    if not (again or in_series or any(map(eq, folded, folded[1:]))):
        return  # most texts: no word stands twice near itself, and no long stretch can stand twice
    all_words = [(word[0].casefold(), *word.span()) for word in _WORD.finditer(text)]
    for start, end, says in (*_doubled_in(all_words, text), *_repeated_in(all_words)):
        yield start, end, Remark(phrases.say(says, words=text[start:end]), text[start:end])


def _noticed_in(text: str, noticed: Iterable[Noticed]) -> Iterator[tuple[int, int, Remark]]:
    """What readers noticed; the verb at the beginning of a clause may have lost its capital."""
    for one in noticed:
        if found := re.search(re.escape(one.words), text, re.IGNORECASE):
            yield *found.span(), Remark(one.says, found[0])


_Word = tuple[str, int, int]  # in small letters, and where it begins and ends


def _doubled_in(words: Sequence[_Word], text: str) -> Iterator[tuple[int, int, str]]:
    """A word that stands twice: “the the”, “Strengthen, develop, strengthen”."""
    for (first, start, end), (second, other, stop) in itertools.pairwise(words):
        if first == second and text[end:other].isspace():
            yield start, stop, "twice"
    for (first, start, _), (third, other, stop) in zip(words, words[2:], strict=False):
        if first == third and len(first) >= _LONG_WORD and text[start:other].count(",") > 1:
            yield start, stop, "twice"


def _repeated_in(words: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """A long stretch of words that stands twice: the second time of it."""
    folded = [word[0] for word in words]
    seen: set[tuple[str, ...]] = set()
    for first in range(len(words) - _REPEATED + 1):
        stretch = tuple(folded[first : first + _REPEATED])
        if stretch in seen:
            yield words[first][1], words[first + _REPEATED - 1][2], "stretch-twice"
        seen.add(stretch)
