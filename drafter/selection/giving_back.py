"""What was written into clauses while they were joined, by the comments that say so; see ``splitting``."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.decisions import OwnWording, SelectionEntry
from drafter.selection.blocks import Change, SelectionText
from drafter.selection.joined import brought_to
from drafter.selection.loading import OpenSelection


def given_back(
    selection: OpenSelection, before: OpenSelection, first: str, others: Sequence[str]
) -> tuple[OpenSelection, dict[str, tuple[OwnWording, ...]]]:
    """The wordings beside a joint text that were written into the paragraphs of those that are in it.

    Args:
        selection: As it stands.
        before: As it was before they were joined.
        first: The clause that has the joint text.
        others: Those that are joined with it.

    Returns:
        The latter, in which what is joined with one of the others in turn has its words beside that one; and
        for each of the others the wordings.
    """
    home, now, file = before.file.joined_with, selection.clause(first), selection.in_blocks
    along = {one: [each for each, at in home.items() if at == one] for one in others}
    written = {
        one: tuple(words for each in (one, *own) for words in _written_into(file, each, first, now))
        for one, own in along.items()
    }
    for one, own in along.items():
        before = before.reread(_beside_another(before.in_blocks, own, first, one)) if own else before
    return before, written


def _written_into(
    file: SelectionText, clause: str, first: str, now: SelectionEntry
) -> tuple[OwnWording, ...]:
    """The wordings of a joined clause that were written into the paragraph of another one."""
    block = file.by_id[clause]
    lines = {line.strip() for line in file.lines[block.start : block.stop]}
    return tuple(one for one in now.wordings if f"# {brought_to(first, one.wording)}" in lines)


def _beside_another(file: SelectionText, clauses: Sequence[str], was: str, now: str) -> SelectionText:
    """The file in which what was written into some clauses stands beside the text of another one."""
    old, new = (brought_to(one, "").rstrip() for one in (was, now))
    found = [
        Change(n, n + 1, [file.lines[n].replace(old, new, 1)])
        for one in clauses
        for n in range(file.by_id[one].start, file.by_id[one].stop)
        if file.lines[n].strip().startswith(f"# {old}")
    ]
    return file.changed(found, [("clauses", one) for one in clauses]) if found else file
