"""``drafter form``: a form of one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from drafter.cli import console
from drafter.files import reason_of, shipped_folder
from drafter.form.forms import SHARED_FOLDER
from drafter.matrix.loading import find_form
from drafter.problems import DrafterError


@click.group("form", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Make a form of your own: its words, and its looks in Word.

    \b
    Example:
      drafter form copy kyoto my-house
    """


@command.command("copy")
@click.argument("name")
@click.argument("folder")
def _copy(name: str, folder: str) -> None:
    """Copy the form NAME (kyoto or doha) to a new FOLDER.

    \b
    Example:
      drafter form copy kyoto my-house
    """
    source, target = find_form(name), Path(folder)
    if target.exists():
        raise DrafterError(f"{target} is there already, and nothing was copied", "Name a new folder.")
    try:
        shutil.copytree(shipped_folder("templates") / SHARED_FOLDER, target)
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise DrafterError(f"cannot write {target}: {reason_of(error)}") from error
    named = console.quoted(target)
    console.message(
        f"Copied {name} to {target}: the words are in its .j2 files, the looks in word.docx.\n"
        f"Next: drafter check {named}, then drafter draft --form {named} -o draft.docx"
    )
