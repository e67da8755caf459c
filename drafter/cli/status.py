"""Where the paragraphs of a selection stand in the negotiation: said, and shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from drafter.brackets import names_in
from drafter.cli.selection_edits import in_one_line
from drafter.decisions import Status, StatusChange
from drafter.drafting import compose_selection
from drafter.files import change_file, date_for_files
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.edit import set_status as with_status
from drafter.selection.loading import open_selection

# What people call a status besides.
_SHORT = {Status.AD_REFERENDUM: ("agreed ad ref", "agreed ad ref.", "ad referendum", "ad ref", "ad ref.")}


def set_status(path: Path, values: dict[str, Any]) -> str:
    """Say where clauses stand in the negotiation, and return what that did."""
    said = in_one_line(values["status"], "--status").casefold()
    status = next((one for one in Status if said in (one, *_SHORT.get(one, ()))), None)
    if status is None:
        known = [str(one) for one in Status]
        hint = did_you_mean(said, known) or f"Say one of: {', '.join(known)}."
        raise DrafterError(f"there is no status “{said}”", hint, status=ExitStatus.USAGE)
    if not values["clauses"]:
        raise click.UsageError(f'say which clauses: drafter select {path} --status "{status}" ID …')
    at, on, by = (in_one_line(values[key], f"--{key}") for key in ("at", "on", "by"))
    date = date_for_files()
    on = on or (f"{date:%Y-%m-%d}" if date else "")
    with change_file(path) as write:
        selection = open_selection(path)
        draft = compose_selection(selection)
        words = {one.id: one.words for one in (*draft.clauses, *draft.guidance)}
        for clause in values["clauses"]:
            step = StatusChange(status, on, at, names_in(by), words.get(clause, ""))
            selection = with_status(selection, clause, step)
        write(selection.content)
    listed = ", ".join(values["clauses"])
    return (
        f"{listed}: {StatusChange(status, on, at).in_words}{f' by {by}' if by else ''}.\n"
        "  To undo: delete the last line below “status” in its block"
    )
