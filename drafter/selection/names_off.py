"""Who proposes a wording, and who does so no more."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from drafter.draft.variant import Variant
from drafter.selection.edit import is_wording, no_such_wording, noted
from drafter.selection.lines import fact_lines
from drafter.selection.loading import OpenSelection


def sponsors_of(selection: OpenSelection, clause: str, wording: Variant) -> tuple[str, ...]:
    """Who proposes a wording by now, that a draft may have printed with more names.

    Args:
        selection: The selection.
        clause: The clause's id.
        wording: The wording, as it was printed.
    """
    said = [one for one in selection.clause(clause).wordings if is_wording(wording, one.sources, one.wording)]
    return said[0].by if said else wording.by


def take_name_off(
    selection: OpenSelection, clause: str, wording: Variant, names: Sequence[str]
) -> OpenSelection:
    """The selection in which somebody proposes a wording no more that others still propose.

    Args:
        selection: The selection.
        clause: The clause's id.
        wording: The wording, as it was printed.
        names: Whose names go.

    Raises:
        DrafterError: if it has no such clause or wording, or the file's style does not allow it.
    """
    entry, gone = selection.clause(clause), {name.casefold() for name in names}
    said = [one for one in entry.wordings if one.by and is_wording(wording, one.sources, one.wording)]
    if not said:
        raise no_such_wording(clause, wording)
    now = tuple(
        dataclasses.replace(one, by=tuple(name for name in one.by if name.casefold() not in gone))
        if one in said
        else one
        for one in entry.wordings
    )
    lines = fact_lines(dataclasses.replace(entry, wordings=now), "wordings")
    file = selection.in_blocks.with_fact(("clauses", clause), "wordings", lines, keep_old=True)
    return noted(selection, file, clause)
