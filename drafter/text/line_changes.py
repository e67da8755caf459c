"""Which lines changed from one text to another; and two people's changes of one text laid together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class LineChange:
    """Lines of a text that became others.

    Attributes:
        at: How many lines stand before them.
        old: The lines that went.
        new: The lines that came in their place.
    """

    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        """How many lines stand before what follows."""
        return self.at + len(self.old)


class OverlapError(Exception):
    """Two changed the same lines, or lines next to each other, in different ways.

    Attributes:
        lines: The lines of the first one's text, from 1, first and last; a single number twice where lines
            were taken out there.
    """

    def __init__(self, lines: Sequence[tuple[int, int]]) -> None:
        super().__init__(lines)
        self.lines = tuple(lines)


def line_changes(old: Sequence[str], new: Sequence[str]) -> tuple[LineChange, ...]:
    """What changed from one text to another, in order."""
    start = _alike(old, new)
    tail = _alike(old[start:][::-1], new[start:][::-1])
    olds, news = old[start : len(old) - tail], new[start : len(new) - tail]
    opcodes = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return tuple(
        LineChange(start + i1, tuple(olds[i1:i2]), tuple(news[j1:j2]))
        for tag, i1, i2, j1, j2 in opcodes
        if tag != "equal"
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def with_changes(lines: Sequence[str], changes: Iterable[LineChange]) -> list[str]:
    """A text with changes, which stand in order and were made from it."""
    made: list[str] = []
    at = 0
    for one in changes:
        made += [*lines[at : one.at], *one.new]
        at = one.end
    return [*made, *lines[at:]]


def backwards(changes: Iterable[LineChange]) -> Iterator[LineChange]:
    """What takes changes back."""
    moved = 0
    for one in changes:
        yield LineChange(one.at + moved, one.new, one.old)
        moved += len(one.new) - len(one.old)


def with_both(
    base: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    begins: Callable[[str], object] = lambda line: None,
) -> list[str]:
    """A text with what changed in two others that were made from it.

    Changes that touch each other count as changes of the same, since a line typed below others may go on with
    what they say; unless something of its own begins between them.

    Args:
        base: The text.
        ours: One of the others.
        theirs: The other.
        begins: Whether something of its own begins with a line.

    Raises:
        OverlapError: with the lines of ours that both changed.
    """
    own, others = line_changes(base, ours), line_changes(base, theirs)

    def is_apart(one: LineChange, other: LineChange) -> bool:
        first, second = sorted((one, other), key=lambda each: (each.at, each.end))
        if first.end != second.at or first.at == second.end:
            return first.end < second.at
        behind = base[second.end : second.end + 1]
        return all(begins(line) for lines in (second.old, second.new) for line in [*lines, *behind][:1])

    clashes = [one for one in own if any(one != other and not is_apart(one, other) for other in others)]
    if clashes:
        places = {one: back for one, back in zip(own, backwards(own), strict=True) if one in clashes}
        raise OverlapError([(back.at + 1, max(back.end, back.at + 1)) for back in places.values()])
    return with_changes(base, sorted({*own, *others}, key=lambda one: (one.at, one.end)))
