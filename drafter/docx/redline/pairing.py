"""Which unit of the old text answers to which of the new, and within a clause which line to which."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.alignment import ChangeKind, Passage, Step, align
from drafter.docx.redline.story import Block, Unit


def pair_units(old: Sequence[Unit], new: Sequence[Unit]) -> list[Step]:
    """Go through the units of both texts at once.

    A field over several paragraphs (a table of contents) whose beginning stood in one change and whose
    end in none would be a broken field: what it begins and ends in answers to the same of the other text.
    """
    steps = align([unit.passage() for unit in old], [unit.passage() for unit in new])
    split_old = [n for n, unit in enumerate(old) if unit.first.is_split]
    split_new = [n for n, unit in enumerate(new) if unit.first.is_split]
    if len(split_old) != len(split_new):
        return steps
    fates = {step.old: step.new for step in steps if step.kind is ChangeKind.KEPT}
    if all(fates.get(i) == j for i, j in zip(split_old, split_new, strict=True)):
        return steps
    return _pair_between(split_old, split_new, old, new)


def _pair_between(
    split_old: Sequence[int], split_new: Sequence[int], old: Sequence[Unit], new: Sequence[Unit]
) -> list[Step]:
    steps: list[Step] = []
    start_old = start_new = 0
    for i, j in zip((*split_old, len(old)), (*split_new, len(new)), strict=True):
        part = align(
            [unit.passage() for unit in old[start_old:i]], [unit.passage() for unit in new[start_new:j]]
        )
        steps += [
            Step(
                step.kind,
                None if step.old is None else step.old + start_old,
                None if step.new is None else step.new + start_new,
            )
            for step in part
        ]
        if i < len(old):
            steps.append(Step(ChangeKind.KEPT, i, j))
        start_old, start_new = i + 1, j + 1
    return steps


def pair_lines(old: Unit, new: Unit) -> list[tuple[Block | None, Block | None]]:
    """The blocks of a unit of both texts: the first answers to the first, the others by their words."""
    first: tuple[Block | None, Block | None] = (old.first, new.first)
    olds, news = old.blocks[1:], new.blocks[1:]
    if len(olds) == len(news) and len(news) <= 1:
        return [first, *zip(olds, news, strict=True)]
    steps = align(
        [Passage("", "", block.text_without_numbers) for block in olds],
        [Passage("", "", block.text_without_numbers) for block in news],
    )
    others = [
        (None if step.old is None else olds[step.old], None if step.new is None else news[step.new])
        for step in steps
    ]
    return [first, *others]
