"""What is said of a clause that is joined with another one, and would stand in no paper."""

from __future__ import annotations

from collections.abc import Iterable

from drafter.problems import DrafterError, ExitStatus
from drafter.selection.loading import OpenSelection


def refuse_joined(selection: OpenSelection, clauses: Iterable[str]) -> None:
    """Refuse that something is said of a clause whose words stand in another one by now.

    Args:
        selection: The selection.
        clauses: Those of which something is to be said.

    Raises:
        DrafterError: which names the other one.
    """
    home = selection.file.joined_with
    for one in clauses:
        if one in home:
            first = home[one]
            raise DrafterError(
                f"{one} is joined with {first}, which has its words; nothing was written",
                f"Say it of {first}; or take them apart first: --split {first}",
                status=ExitStatus.USAGE,
            )
