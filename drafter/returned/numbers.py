"""The numbers that clauses had in an earlier draft."""

from __future__ import annotations

from pathlib import Path

from drafter.docx.reader import read_word
from drafter.drafting import compose_selection
from drafter.files import read_bytes
from drafter.problems import DrafterError, ExitStatus
from drafter.returned.clauses import clauses_of


def numbers_of(path: Path) -> dict[str, str]:
    """Clause id → the number that it had in an earlier draft.

    Args:
        path: The draft, as a Word file, or the selection file that it was made from.

    Raises:
        DrafterError: if it is neither, or cannot be used.
    """
    if path.suffix.lower() == ".docx":
        as_returned = read_word(read_bytes(path), str(path))
        returned = clauses_of(as_returned)
        numbers: dict[str, str] = {}
        for clause in returned:
            if clause.id and clause.label and not clause.lines[0].is_copy and not clause.lines[0].is_rest:
                numbers.setdefault(clause.id, clause.label)
        if not numbers:
            raise DrafterError(
                f"{path} has no clause that drafter made, so that nobody can tell what numbers they had",
                "Name a draft that drafter made, or the .yaml that it was made from.",
                status=ExitStatus.USAGE,
            )
        if as_returned.draft is None:
            raise DrafterError(
                f"{path} no longer says what made it, so that its clauses cannot be told apart",
                "Name the draft as drafter wrote it, or the .yaml that it was made from.",
                status=ExitStatus.USAGE,
            )
        return numbers
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise DrafterError(
            f"{path} is neither a Word draft nor a selection file",
            "Name the earlier draft (.docx), or the .yaml that it was made from.",
            status=ExitStatus.USAGE,
        )
    document = compose_selection(path).draft
    return {clause.id: clause.label for clause in (*document.clauses, *document.guidance)}
