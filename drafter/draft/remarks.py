"""What a person should look at in the words of a clause: by the rules of ``remarks.yaml``."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from operator import eq
from pathlib import Path

import yaml

from drafter.draft.model import Remark
from drafter.problems import raise_on_errors
from drafter.records import (
    Problems,
    compose,
    read_list,
    read_mapping,
    read_pattern,
    require_text,
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
        says: What a person is told; “{words}” stands for what was found.
        pattern: What is looked for, anywhere in the text.
        needs: Words of which one must be there for it to be found, for speed; empty where there are none.
        example: A text in which it is found.
        only_actions: Whether it is for what States undertake, and for nothing else.
    """

    says: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    example: str
    only_actions: bool = False


@functools.cache
def load_flags() -> tuple[Flag, ...]:
    """The rules that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    path = Path(str(resources.files("drafter.draft").joinpath("remarks.yaml")))
    root, problems = compose(path)
    groups = ("affirmed", "asked_of_others")
    top = read_mapping(root, problems, "the flags", required=("regional", "faults", *groups))
    found = [
        *_read_group(top.get("regional"), problems),
        *(_read_flag(item, problems) for item in read_list(top.get("faults"), problems, "the faults")),
        *(flag for group in groups for flag in _read_group(top.get(group), problems, only_actions=True)),
    ]
    raise_on_errors(problems.in_order())
    return tuple(flag for flag in found if flag)


def _read_group(
    node: yaml.Node | None, problems: Problems, *, only_actions: bool = False
) -> list[Flag | None]:
    """Patterns that say the same."""
    group = read_mapping(node, problems, "the rule", required=("says", "patterns"))
    says = require_text(group.get("says"), problems, "what is said")
    items = read_list(group.get("patterns"), problems, "the patterns")
    return [_read_flag(item, problems, says, only_actions=only_actions) for item in items]


def _read_flag(
    node: yaml.Node, problems: Problems, says: str = "", *, only_actions: bool = False
) -> Flag | None:
    own = () if says else ("says",)
    values = read_mapping(
        node, problems, "a rule", required=(*own, "pattern", "example"), optional=("needs",)
    )
    pattern = read_pattern(values.get("pattern"), problems)
    says = says or require_text(values.get("says"), problems, "what is said")
    example = require_text(values.get("example"), problems, "an example")
    needs = tuple(_read_needs(values.get("needs"), problems))
    return Flag(says, pattern, needs, example, only_actions) if pattern else None


def _read_needs(node: yaml.Node | None, problems: Problems) -> Iterator[str]:
    items = read_list(node, problems, "the words") if isinstance(node, yaml.SequenceNode) else [node]
    return (require_text(item, problems, "words that are needed") for item in items if item is not None)


def remarks_on(text: str, *, is_action: bool = False) -> tuple[Remark, ...]:
    """What a person should look at in a text, each thing once, in the order of the text.

    Args:
        text: The words of a clause, with abbreviations as the source has them.
        is_action: Whether it says what States undertake.
    """
    found = sorted(_found_in(text, is_action=is_action), key=lambda item: (item[0], -item[1]))
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
