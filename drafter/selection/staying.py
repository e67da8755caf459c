"""Where clauses stand before and after a change of criteria: what people wrote in stays where it stood."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.selection.blocks import Block
from drafter.selection.lines import NOT_SELECTED
from drafter.selection.loading import OpenSelection


def is_drafters(block: Block) -> bool:
    """Whether drafter put a block there, and nobody wrote in it: so it may be taken out again."""
    return block.is_bare and block.note is not None and block.note.mark != NOT_SELECTED


def themes_in(selection: OpenSelection) -> Mapping[str, str]:
    """The theme under which each clause of a selection stands; empty where it stands under none."""
    return {given: place.item.theme for given, place in selection.placed.items()}


def held_in_place(was: OpenSelection, now: OpenSelection) -> tuple[OpenSelection, tuple[str, ...]]:
    """A selection with other criteria, in which what people wrote in stays under its heading.

    Of its themes a clause stands under one that meets the criteria: with others it would go elsewhere,
    unasked, with the words and the status that it has. Its block says its heading from then on.

    Args:
        was: As it was.
        now: With the other criteria.

    Returns:
        The selection, and the ids of those whose block says it.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    before, after, file = themes_in(was), themes_in(now), now.in_blocks
    touched = [block.id for block in file.blocks if not is_drafters(block)]
    held = tuple(one for one in touched if before.get(one) and after.get(one, "") != before[one])
    held = tuple(one for one in held if one in after and not now.clause(one).heading)
    for given in held:
        file = file.with_fact(("clauses", given), "heading", [before[given]])
    return now.reread(file), held


def moved(was: OpenSelection, now: OpenSelection) -> tuple[str, ...]:
    """Ids of the clauses that stand under another heading than before."""
    before, after = themes_in(was), themes_in(now)
    return tuple(given for given, theme in after.items() if before.get(given, theme) != theme)
