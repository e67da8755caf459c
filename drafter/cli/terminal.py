"""What is printed: the one place where text leaves for a terminal, and how it is laid out there."""

from __future__ import annotations

import contextlib
import shutil
import textwrap
from collections.abc import Sequence

import click

from drafter.problems import Problem, first_of_each_kind
from drafter.text.words import visible, with_nothing_unseen

_WIDEST = 120
_LONGEST, _KEPT = 4000, 500  # characters of a line, and of its beginning and end


def show(*parts: str | tuple[str, str], ends: str = "\n") -> None:
    """Print a line of data.

    What comes out of a file may have characters in it that steer a terminal, or turn the order of what is
    read: these are named instead.

    Args:
        parts: The line; a part in a style comes with its name, “bold” or a colour.
        ends: What it ends in.
    """
    click.echo("".join(map(_styled, parts)) + ends, nl=False)


def message(text: str) -> None:
    """Say something that is no data, on standard error: of a line that nobody reads not the middle.

    Where standard error takes nothing, what was done is done all the same; the exit status says how it went.
    """
    lines = (
        line if len(line) <= _LONGEST else f"{line[:_KEPT]} … {line[-_KEPT:]}" for line in text.split("\n")
    )
    with contextlib.suppress(OSError):
        click.echo(with_nothing_unseen("\n".join(lines)), err=True)


def messages(problems: Sequence[Problem]) -> None:
    """Say what is odd or wrong, on standard error: of what is so very often the first, and how often."""
    for problem in first_of_each_kind(problems):
        message(str(problem))


def _styled(part: str | tuple[str, str]) -> str:
    if isinstance(part, str):
        return visible(part)
    text, style = visible(part[0]), part[1]
    return click.style(text, bold=True) if style == "bold" else click.style(text, fg=style or None)


def heading(text: str, indent: int = 0) -> None:
    """Print a heading in bold, where the terminal can."""
    show((wrap(text, indent), "bold"))


def width() -> int:
    """The columns to write in: the terminal's, or 100 where there is none."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def wrap(text: str, indent: int, hang: int = 0) -> str:
    """A text wrapped to the terminal, every line indented, all but the first by ``hang`` more."""
    space = " " * indent
    return textwrap.fill(
        text,
        width(),
        initial_indent=space,
        subsequent_indent=space + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
