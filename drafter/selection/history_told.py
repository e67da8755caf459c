"""Whether the history of a selection is whole, told before the next decision would be refused."""

from __future__ import annotations

from pathlib import Path

from drafter.files.reading import read_bytes
from drafter.problems import DrafterError, Problem, Severity
from drafter.selection.history import history_path, load_history


def history_problems(selection: Path) -> list[Problem]:
    """That the history of a selection is damaged; none where it is whole, or where there is none.

    Args:
        selection: The selection file, which can be read.
    """
    try:
        load_history(selection, read_bytes(selection))
    except DrafterError as error:
        message = f"no decision can be made or undone: {error.message.removesuffix('; nothing was written')}"
        is_its_own = error.message.startswith(f"{selection} ")  # as its encoding is
        file = selection if is_its_own else history_path(selection)
        return [Problem("damaged-history", message, Severity.WARNING, error.hint, str(file))]
    return []
