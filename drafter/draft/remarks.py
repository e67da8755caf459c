"""What a person should look at in the words of a clause: by the rules of ``remarks.yaml``."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from operator import eq
from pathlib import Path
from typing import Any

from drafter.draft.model import Remark
from drafter.model import Noticed
from drafter.problems import raise_on_errors
from drafter.records import (
    Record,
    compose,
    list_of,
    one_or_many,
    optional,
    pattern,
    required,
    text,
    yes_or_no,
)

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80

# So many words in a row say something; fewer are a name or a set phrase that may well stand twice.
_REPEATED = 8
# A shorter word may well stand twice in a series.
_LONG_WORD = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Flag:
    """One rule.

    Attributes:
        pattern: What is looked for, anywhere in the text.
        needs: Words of which one must be there for it to be found, for speed; empty where there are none.
        example: A text in which it is found.
        says: What a person is told; “{words}” stands for what was found.
        only_actions: Whether it is for what States undertake, and for nothing else.
    """

    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    example: str
    says: str = ""
    only_actions: bool = False


def _group(patterns: tuple[Flag, ...], **facts: Any) -> tuple[Flag, ...]:  # noqa: ANN401  # what the keys give
    """Patterns that say the same."""
    return tuple(replace(flag, **facts) for flag in patterns)


_FLAG = Record(
    "a pattern",
    Flag,
    pattern=required(pattern),
    needs=optional(one_or_many(text), ()),
    example=required(text),
)
_FLAGS = list_of(
    Record(
        "a rule",
        _group,
        says=required(text),
        only_actions=optional(yes_or_no, default=False),
        patterns=required(list_of(_FLAG)),
    )
)


@functools.cache
def load_flags() -> tuple[Flag, ...]:
    """The rules that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    root, problems = compose(Path(str(resources.files("drafter.draft").joinpath("remarks.yaml"))))
    groups = _FLAGS(root, problems, "the rules")
    raise_on_errors(problems.in_order())
    return tuple(itertools.chain.from_iterable(groups))


def remarks_on(text: str, noticed: Iterable[Noticed] = (), *, is_action: bool = False) -> tuple[Remark, ...]:
    """What a person should look at in a text, each thing once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        noticed: What readers noticed in its sources.
        is_action: Whether it says what States undertake.
    """
    found = [*_found_in(text, is_action=is_action), *_noticed_in(text, noticed)]
    found.sort(key=lambda item: (item[0], -item[1]))
    kept: list[Remark] = []
    end = 0
    for start, stop, remark in found:
        if start >= end and remark not in kept:  # “the countries of the region” is not “the region” too
            kept.append(remark)
            end = stop
    return tuple(kept)


def _found_in(text: str, *, is_action: bool) -> Iterator[tuple[int, int, Remark]]:
    for flag in load_flags():
        if flag.only_actions and not is_action:
            continue
        if flag.needs and not _has_one_of(flag.needs, text):
            continue
        for match in flag.pattern.finditer(text):
            words = match[0].strip()
            says = flag.says.format(words=words[:_LONGEST_QUOTATION])
            yield match.start(), match.end(), Remark(says, words)
    folded = _WORD.findall(text.casefold())
    again = len(folded) - len(set(folded)) >= _REPEATED
    in_series = text.count(",") > 1 and any(map(eq, folded, folded[2:]))
    if not (again or in_series or any(map(eq, folded, folded[1:]))):
        return  # most texts: no word stands twice near itself, and no long stretch can stand twice
    all_words = [(word[0].casefold(), *word.span()) for word in _WORD.finditer(text)]
    for start, end, says in (*_doubled_in(all_words, text), *_repeated_in(all_words)):
        yield start, end, Remark(says.format(words=text[start:end]), text[start:end])


def _noticed_in(text: str, noticed: Iterable[Noticed]) -> Iterator[tuple[int, int, Remark]]:
    """What readers noticed; the verb at the beginning of a clause may have lost its capital."""
    for one in noticed:
        if found := re.search(re.escape(one.words), text, re.IGNORECASE):
            yield *found.span(), Remark(one.says, found[0])


def _has_one_of(needed: tuple[str, ...], text: str) -> bool:
    for words in needed:  # noqa: SIM110  # any() would take half of the time of a large draft's remarks
        if words in text:
            return True
    return False


_Word = tuple[str, int, int]  # in small letters, and where it begins and ends


def _doubled_in(words: Sequence[_Word], text: str) -> Iterator[tuple[int, int, str]]:
    """A word that stands twice: “the the”, “Strengthen, develop, strengthen”."""
    says = "“{words}” has a word twice."
    for (first, start, end), (second, other, stop) in itertools.pairwise(words):
        if first == second and text[end:other].isspace():
            yield start, stop, says
    for (first, start, _), (third, other, stop) in zip(words, words[2:], strict=False):
        if first == third and len(first) >= _LONG_WORD and text[start:other].count(",") > 1:
            yield start, stop, says


def _repeated_in(words: Sequence[_Word]) -> Iterator[tuple[int, int, str]]:
    """A long stretch of words that stands twice: the second time of it."""
    folded = [word[0] for word in words]
    seen: set[tuple[str, ...]] = set()
    for first in range(len(words) - _REPEATED + 1):
        stretch = tuple(folded[first : first + _REPEATED])
        if stretch in seen:
            yield words[first][1], words[first + _REPEATED - 1][2], "“{words}” stands twice in this text."
        seen.add(stretch)
