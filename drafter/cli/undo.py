"""``drafter undo``: takes back what drafter changed in a selection file last."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli import console
from drafter.selection import history


@click.command("undo")
@click.argument("selection_file", metavar="SELECTION", type=click.Path())
@click.option("--redo", is_flag=True, help="Put back what was undone last.")
@console.overwrite_option
def command(selection_file: str, redo: bool, overwrite: bool) -> None:
    """Take back what drafter changed in a selection file last; call it again for the change before.

    Every earlier state is kept in the folder SELECTION.history beside the file.

    \b
    Examples:
      drafter undo selection.yaml
      drafter undo selection.yaml --redo
    """
    path = Path(selection_file)
    (history.redo if redo else history.undo)(path, overwrite=overwrite)
    back = "" if redo else " --redo"
    console.message(
        f"Wrote {path}: as it was {'after' if redo else 'before'} that change.\n"
        f"To take this back: drafter undo {console.quoted(path)}{back}"
    )
