"""Running words that two changed: each line stands at its place, also where both changed the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.brackets import wishes_behind
from drafter.draft.blocks import Paragraph
from drafter.merge.running_words.running_proposals import Edit


def line_by_line(
    ours: Sequence[Paragraph],
    mine: Iterable[Edit],
    theirs: Iterable[Edit],
    beside: Callable[[Paragraph], Paragraph | None],
) -> list[Paragraph]:
    """One side's running words with what the other changed, at its place in them.

    What both changed stands twice, theirs behind; where the line leads over, “Declare the following:”, in the
    same line: whatever else is put before it stays before both.

    Args:
        ours: The running words of the one side.
        mine: What it changed in those that stood there before.
        theirs: What the other changed in the same.
        beside: A line of theirs as it stands beside one of ours; None where there is nothing to say.
    """
    found, mine = list(ours), [*_each(mine)]
    for one in sorted(_each(theirs), key=lambda edit: edit.start, reverse=True):
        if one in mine:
            continue
        crossing = [edit for edit in mine if edit.start < one.stop and one.start < edit.stop]
        start = _place(one.start, mine)
        if not crossing:
            found[start : start + one.stop - one.start] = one.words
            continue
        at = _place(max(one.stop, *(edit.stop for edit in crossing)), mine)
        for line in reversed(one.words):
            said = beside(line)
            if said is not None and at and _leads_over(found[at - 1]):
                found[at - 1] = _run_on(found[at - 1], said)
            elif said is not None:
                found.insert(at, said)
    return found


def _each(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Changes, line by line where as many lines came as went."""
    for one in edits:
        if len(one.words) == one.stop - one.start:
            yield from (Edit(n, n + 1, (line,)) for n, line in enumerate(one.words, one.start))
        else:
            yield one


def _place(place: int, edits: Iterable[Edit]) -> int:
    """Where a place among lines is behind what was changed before it."""
    return place + sum(len(one.words) - (one.stop - one.start) for one in edits if one.stop <= place)


def _leads_over(line: Paragraph) -> bool:
    """Whether a line ends with a colon, brackets and the names behind them left out."""
    return wishes_behind(line.text)[0].rstrip("]").endswith(":")


def _run_on(first: Paragraph, second: Paragraph) -> Paragraph:
    start = len(first.text) + 1
    italics = (*first.italics, *((start + a, start + b) for a, b in second.italics))
    return replace(first, text=f"{first.text} {second.text}", italics=italics)
