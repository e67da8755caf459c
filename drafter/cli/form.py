"""``drafter form``: the forms that there are, a copy of one to change, and a check of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from drafter.cli.console import message, plural
from drafter.files import reason_of, shipped_folder, shipped_names
from drafter.form.forms import SHARED_FOLDER
from drafter.matrix.loading import find_form
from drafter.problems import DrafterError, ExitStatus, Severity


@click.group("form", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Make a form of your own: its words, and its looks in Word.

    \b
    Examples:
      drafter form list
      drafter form copy kyoto my-house
      drafter form check my-house
    """


@command.command("list")
def list_() -> None:
    """Show the forms that come with drafter.

    \b
    Example:
      drafter form list
    """
    for name in shipped_names("templates", "outline.yaml"):
        click.echo(f"{name}  {shipped_folder('templates') / name}")
    message("Next: drafter form copy NAME FOLDER makes a copy that you can change.")


@command.command("copy")
@click.argument("name")
@click.argument("folder")
def copy(name: str, folder: str) -> None:
    """Copy the form NAME to a new FOLDER, to change it there.

    \b
    Example:
      drafter form copy kyoto my-house
    """
    source, target = find_form(name), Path(folder)
    if target.exists():
        raise DrafterError(f"{target} is there already; nothing was copied", "Name a new folder.")
    try:
        shutil.copytree(shipped_folder("templates") / SHARED_FOLDER, target)
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise DrafterError(f"cannot write {target}: {reason_of(error)}") from error
    message(
        f"Copied {name} to {target}. Change the words in its .j2 files and the looks in word.docx, then:\n"
        f"drafter form check {target}\n"
        f"drafter draft --form {target} -o draft.docx"
    )


@command.command("check")
@click.argument("folder")
def check(folder: str) -> None:
    """Check a form: every fault of its outline, its words and its Word file at once.

    \b
    Example:
      drafter form check my-house
    """
    from drafter.drafting import form_problems

    problems = form_problems(find_form(folder))
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    message(
        f"Checked the form {folder}: {plural(errors, 'error')}, {plural(len(problems) - errors, 'note')}."
    )
    if errors:
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)
