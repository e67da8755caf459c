"""A clause of a selection put beside another one."""

from __future__ import annotations

import dataclasses

from drafter.problems import DrafterError, ExitStatus
from drafter.selection.loading import OpenSelection


def move(selection: OpenSelection, clause: str, other: str, *, is_before: bool) -> tuple[OpenSelection, str]:
    """Put a clause beside another one, and under its heading, where both stand in one part.

    Returns:
        The selection, and what that did in words.

    Raises:
        DrafterError: if it lacks one of them, they are the same, or the file's style does not allow it.
    """
    for name in (clause, other):
        selection.clause(name)
    if clause == other:
        hint = "Name another one with --before or --after."
        raise DrafterError(f"{clause} cannot be moved to itself", hint, status=ExitStatus.USAGE)
    file = selection.in_blocks.with_block(clause, other, is_before=is_before)
    places = selection.placed
    one, two = places.get(clause), places.get(other)
    said = f"{clause} now comes {'before' if is_before else 'after'} {other}."
    if one and two and two.part and one.part != two.part and selection.clause(clause).text:
        file = file.with_fact(("clauses", clause), "part", [two.part.id])
        file = file.with_fact(("clauses", clause), "heading", [two.item.theme] if two.item.theme else [])
        said += f"\n  It now stands in the part “{two.part.id}”, as {other} does."
    elif one and two and one.part != two.part:
        own, others = (place.part.id if place.part else "" for place in (one, two))
        said += (
            f"\n  Note: it stays in the part “{own}”, while {other} is in “{others}”: its kind "
            "decides. To change that, write “kind: …” in its block."
        )
    elif one and two and not two.item.theme and not selection.clause(clause).text:
        pass  # it keeps its heading: only blocks of people's own stand under none
    elif one and two and one.item.theme != two.item.theme:
        own, theme = _own_theme(selection, clause), two.item.theme
        file = file.with_fact(("clauses", clause), "heading", [theme] if theme != own else [])
        title = f"“{selection.opened.matrix.theme_by_id[theme].title}”" if theme else "no heading"
        said += f"\n  It now stands under {title}, as {other} does."
    return selection.reread(file), said


def _own_theme(selection: OpenSelection, clause: str) -> str:
    """The theme that a clause stands under when nobody has moved it."""
    plain = tuple(dataclasses.replace(entry, heading="") for entry in selection.file.clauses)
    file = dataclasses.replace(selection.file, clauses=plain)
    return dataclasses.replace(selection, file=file).placed[clause].item.theme
