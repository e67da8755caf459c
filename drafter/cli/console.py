"""How text is laid out in a terminal: wrapped, headings in bold, messages apart from data."""

from __future__ import annotations

import shutil
import textwrap

import click

_WIDEST = 120


def width() -> int:
    """The columns to write in: the terminal's, or 100 where there is none."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def wrap(text: str, indent: int) -> str:
    """A text wrapped to the terminal, every line indented."""
    space = " " * indent
    return textwrap.fill(
        text,
        width(),
        initial_indent=space,
        subsequent_indent=space,
        break_long_words=False,
        break_on_hyphens=False,
    )


def heading(text: str, indent: int = 0) -> None:
    """Print a heading in bold, where the terminal can."""
    click.echo(click.style(wrap(text, indent), bold=True))


def message(text: str) -> None:
    """Say something that is no data: on standard error."""
    click.echo(text, err=True)


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """“1 clause”, “2 clauses”."""
    return f"{count} {singular if count == 1 else plural_form or singular + 's'}"
