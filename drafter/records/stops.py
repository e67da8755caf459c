"""A line where the parser stopped, and those around it: what a slip in it is told by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.text.words import shortened

NEAR = 3  # lines that are looked at, the one where the parser stopped among them
SHOWN = 40  # characters of a line
KEY = re.compile(r"(?:- +)?([\w-]+):(?: |$)")
FOLD = re.compile(r": *[>|][-+]?[1-9]?[-+]?(?: +#.*)?$")
ITEM = "An item of a list begins with a hyphen and a blank: “- {rest}”."


class Slip(NamedTuple):
    """What a person wrote by a slip; line and column from 0."""

    line: int
    column: int
    message: str
    hint: str


class Stop(NamedTuple):
    """Where the parser stopped, and why.

    Attributes:
        near: The numbers of the lines near, upwards, without comments.
        begun: The number of the line where what it was reading began.
    """

    lines: Sequence[str]
    line: int
    column: int
    problem: str
    near: Sequence[int]
    begun: int

    @property
    def here(self) -> str:
        """The line where it stopped."""
        return self.lines[self.line]


def upwards(lines: Sequence[str], line: int) -> Iterator[int]:
    """The numbers of the lines from one upwards, but for comments and what is blank."""
    return (number for number in range(line, -1, -1) if _says_something(lines[number]))


def above(lines: Sequence[str], number: int) -> Iterator[int]:
    """Likewise, without the line itself."""
    return upwards(lines, number - 1)


def below(lines: Sequence[str], number: int) -> Iterator[int]:
    """The numbers of the lines below one, downwards, but for comments and what is blank."""
    return (other for other in range(number + 1, len(lines)) if _says_something(lines[other]))


def _says_something(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith("#")


def indent_of(line: str) -> int:
    """How many blanks stand before a line's words."""
    return len(line) - len(line.lstrip())


def key_column(line: str) -> int:
    """Where a line's key begins, behind the hyphen of an item."""
    return indent_of(line) + 2 * line.lstrip().startswith("- ")


def head_of(lines: Sequence[str], number: int) -> int | None:
    """The number of the line that a line belongs below: the next one above that is less indented."""
    own = indent_of(lines[number])
    return next((other for other in above(lines, number) if indent_of(lines[other]) < own), None)


def is_folded(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a text's, below “key: >-”, where anything may stand."""
    head = head_of(lines, number)
    return head is not None and bool(FOLD.search(lines[head]))


def shown(line: str) -> str:
    """A line, or the beginning of a long one."""
    return shortened(line.strip(), SHOWN)


def blanks(number: int) -> str:
    """How many blanks to put before a line."""
    return f"{number} blanks" if number > 1 else "1 blank"
