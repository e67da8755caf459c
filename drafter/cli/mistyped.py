"""What people mistype in a command: options with one hyphen, another dash, or a letter like another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

import click

from drafter.files.reading import NOT_YOURS
from drafter.text.looks import did_you_mean, odd_signs

_ONE_HYPHEN = re.compile(r"-([A-Za-z][\w-]+)(?:=.*)?", re.DOTALL)
_OTHER_DASH = re.compile(r"(?:[–—−‐‑][-–—−‐‑]?|-[–—−‐‑])([A-Za-z][\w-]*)(?:=.*)?", re.DOTALL)


def refuse_one_hyphen(root: click.Group, arguments: Collection[str]) -> None:
    """Refuse “-output x”, which would be read as “-o utput”.

    Raises:
        click.UsageError: which says how it is written.
    """
    found = [match for match in map(_ONE_HYPHEN.fullmatch, arguments) if match]
    options = _options(root, arguments) if found else ()
    for match in found:
        if f"--{match[1]}" in options:
            raise click.UsageError(f"“-{match[1]}” is written with two hyphens: --{match[1]}")


def refuse_blank(arguments: Sequence[str]) -> None:
    """Refuse a blank in place of a value; and a blank of another kind around a name, which nobody sees.

    Raises:
        click.UsageError: which says at which option.
    """
    for option, argument in zip(("", *arguments), arguments, strict=False):
        name, _, value = argument.partition("=") if argument.startswith("--") else (option, "", argument)
        if argument.startswith("--") and "=" not in argument:
            continue
        if name.startswith("-") and not value.strip():
            raise click.UsageError(f"{name} needs words, not a blank")
        if value.strip() != value.strip(" \t\n") and len(value.split()) == 1:
            odd = odd_signs(sign for sign in value if sign.isspace())
            raise click.UsageError(f"“{value.strip()}” has a blank at its edge ({odd}): type it again")


def what_was_meant(root: click.Group, error: click.ClickException, arguments: Collection[str]) -> str:
    """What to do about an option that is not known, or not taken for one; empty for other errors."""
    if not isinstance(error, click.UsageError):
        return ""
    if "is not readable" in error.message:
        return NOT_YOURS
    if "unexpected extra argument" in error.message and not all(map(str.strip, arguments)):
        return "One of the words is empty: take out the quotation marks (“''”) with nothing between them."
    for argument in arguments:
        if match := _OTHER_DASH.fullmatch(argument):
            hyphens = "--" if len(match[1]) > 1 else "-"
            return f"“{argument}” begins with a dash that is no hyphen. Write: {hyphens}{match[1]}"
    if isinstance(error, click.NoSuchOption) and not error.option_name.isascii():
        return did_you_mean(error.option_name, _options(root, arguments))
    return ""


def _options(root: click.Group, arguments: Iterable[str]) -> list[str]:
    """The options of the command that is called."""
    command: click.Command = root
    for argument in arguments:
        inner = (
            command.get_command(click.Context(command), argument)
            if isinstance(command, click.Group)
            else None
        )
        command = inner or command
    return ["--help", *(name for one in command.params for name in (*one.opts, *one.secondary_opts))]
