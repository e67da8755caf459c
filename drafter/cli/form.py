"""``drafter form``: the forms that there are, a copy of one to change, and a check of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.console import message, plural
from drafter.opening import find_form
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity
from drafter.store.files import reason_of
from drafter.store.shipped import shipped_folder, shipped_names

if TYPE_CHECKING:
    from drafter.composing.forms import Form


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
        shutil.copytree(source, target)
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
    problems = _problems(find_form(folder))
    for problem in problems:
        click.echo(str(problem))
    errors = len(_errors(problems))
    message(
        f"Checked the form {folder}: {plural(errors, 'error')}, {plural(len(problems) - errors, 'note')}."
    )
    if errors:
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


def open_form(folder: Path, *, in_word: bool) -> Form:
    """Load a form to draft with it, having found every fault that ``form check`` finds.

    Args:
        folder: Its folder.
        in_word: Whether its Word file is needed.

    Raises:
        DrafterError: if a file of it cannot be read.
        ContentError: with every fault of its outline, words and Word file.
    """
    from drafter.composing.forms import load_form

    try:
        form = load_form(folder)
    except ContentError as error:
        found = _word_problems(folder) if in_word else []
        raise ContentError([*error.problems, *_errors(found)]) from error
    if in_word:
        from drafter.word.template import open_template

        open_template(form.word_template, _styles_besides(folder))
    return form


def _problems(folder: Path) -> list[Problem]:
    from drafter.composing.forms import load_form, unused_templates

    problems: list[Problem] = []
    try:
        form = load_form(folder)
        problems += [
            Problem("unused", "the outline does not use this file", Severity.NOTE, file=str(folder / name))
            for name in unused_templates(form)
        ]
    except ContentError as error:
        problems += error.problems
    problems += _word_problems(folder)
    return problems if _errors(problems) else [*problems, *_trial_problems(folder)]


def _trial_problems(folder: Path) -> list[Problem]:
    """What shows only once real words are put into the form: a draft of the matrix that ships tells."""
    from drafter.cli.composing import Wanted, compose_criteria
    from drafter.criteria import Criteria
    from drafter.opening import DEFAULT_MATRIX

    wanted = Wanted(DEFAULT_MATRIX, None, str(folder), "bis", support=True, guidance="apart", clean=False)
    try:
        compose_criteria(Criteria(), wanted)
    except ContentError as error:
        return list(error.problems)
    except DrafterError as error:
        return [Problem("trial-draft", error.message, hint=error.hint, file=str(folder))]
    return []


def _styles_besides(folder: Path) -> tuple[str, ...]:
    """The styles that a form needs besides those that every draft needs."""
    from drafter.composing.forms import needs_of
    from drafter.word.template import LETTERED_STYLES, styles_of_front

    front, has_lettered_clauses = needs_of(folder)
    return (*(LETTERED_STYLES if has_lettered_clauses else ()), *styles_of_front(front))


def _word_problems(folder: Path) -> list[Problem]:
    """What is wrong with a form's Word file, and which of its styles no draft uses."""
    from drafter.word.template import open_template, unused_styles

    path = folder / "word.docx"
    try:
        unused = unused_styles(open_template(path, _styles_besides(folder)))
    except ContentError as error:
        return list(error.problems)
    except DrafterError as error:
        return [Problem("word-template", error.message, hint=error.hint)]
    if not unused:
        return []
    names = ", ".join(f"“{name}”" for name in unused)
    return [Problem("unused", f"no draft uses the styles {names}", Severity.NOTE, file=str(path))]


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]
