"""What a person should look at in the words of a clause: by the rules of ``remarks.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from drafter.composing.draft import Remark
from drafter.problems import raise_on_errors
from drafter.store.strict_yaml import (
    Problems,
    compose,
    read_list,
    read_mapping,
    read_pattern,
    read_text_value,
    require_text,
)

# A comment quotes so many characters at most.
_LONGEST_QUOTATION = 80

# So many words in a row say something; fewer are a name or a set phrase that may well stand twice.
_REPEATED = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Flag:
    """One rule.

    Attributes:
        says: What a person is told; “{words}” stands for what was found.
        pattern: What is looked for, anywhere in the text.
        needs: Words without which it cannot be found, for speed; empty where there are none.
        example: A text in which it is found.
    """

    says: str
    pattern: re.Pattern[str]
    needs: str
    example: str


@functools.cache
def load_flags() -> tuple[Flag, ...]:
    """The rules that ship with drafter.

    Raises:
        ContentError: with every fault in the file.
    """
    path = Path(str(resources.files("drafter.composing").joinpath("remarks.yaml")))
    root, problems = compose(path)
    top = read_mapping(root, problems, "the flags", required=("regional", "faults"))
    regional = read_mapping(top.get("regional"), problems, "the rule", required=("says", "patterns"))
    says = require_text(regional.get("says"), problems, "what is said")
    found = [
        _read_flag(item, problems, says)
        for item in read_list(regional.get("patterns"), problems, "the patterns")
    ]
    found += [_read_flag(item, problems) for item in read_list(top.get("faults"), problems, "the faults")]
    raise_on_errors(problems.in_order())
    return tuple(flag for flag in found if flag)


def _read_flag(node: yaml.Node, problems: Problems, says: str = "") -> Flag | None:
    own = () if says else ("says",)
    values = read_mapping(
        node, problems, "a rule", required=(*own, "pattern", "example"), optional=("needs",)
    )
    pattern = read_pattern(values.get("pattern"), problems)
    says = says or require_text(values.get("says"), problems, "what is said")
    example = require_text(values.get("example"), problems, "an example")
    needs = read_text_value(values.get("needs"), problems, "the words that are needed") or ""
    return Flag(says, pattern, needs, example) if pattern else None


def remarks_on(text: str) -> tuple[Remark, ...]:
    """What a person should look at in a text, each thing once, in the order of the text.

    Args:
        text: The words of a clause as they are printed.
    """
    found = sorted(_found_in(text), key=lambda item: (item[0], -item[1]))
    kept: list[Remark] = []
    end = 0
    for start, stop, remark in found:
        if start >= end and remark not in kept:  # “the countries of the region” is not “the region” too
            kept.append(remark)
            end = stop
    return tuple(kept)


def _found_in(text: str) -> Iterator[tuple[int, int, Remark]]:
    for flag in load_flags():
        for match in flag.pattern.finditer(text) if flag.needs in text else ():
            words = match[0].strip()
            says = flag.says.format(words=words[:_LONGEST_QUOTATION])
            yield match.start(), match.end(), Remark(says, words)
    yield from _repeated_in(text)


def _repeated_in(text: str) -> Iterator[tuple[int, int, Remark]]:
    """A long stretch of words that stands twice: the second time of it."""
    words = list(_WORD.finditer(text))
    seen: set[tuple[str, ...]] = set()
    folded = [word[0].casefold() for word in words]
    for first in range(len(words) - _REPEATED + 1):
        stretch = tuple(folded[first : first + _REPEATED])
        if stretch in seen:
            start, end = words[first].start(), words[first + _REPEATED - 1].end()
            yield start, end, Remark(f"“{text[start:end]}” stands twice in this text.", text[start:end])
        seen.add(stretch)
