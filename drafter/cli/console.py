"""The console: text in a terminal, and the options that commands share."""

from __future__ import annotations

import functools
import json
import os
import re
import shlex
import shutil
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from msgspec import structs

from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.matrix.loading import DEFAULT_MATRIX
from drafter.model import Matrix

_WIDEST = 120
_MOST_NAMED = 8


def width() -> int:
    """Return the width of the terminal in columns, or 100 without a terminal."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, _WIDEST))


def wrap(text: str, indent: int, hang: int = 0) -> str:
    """Wrap a text to the terminal.

    Args:
        text: The text.
        indent: The indentation of each line.
        hang: Further indentation of each line after the first.
    """
    space = " " * indent
    return textwrap.fill(
        text,
        width(),
        initial_indent=space,
        subsequent_indent=space + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def heading(text: str, indent: int = 0) -> None:
    """Print a heading, unless it is empty; in bold if the terminal can."""
    if text:
        click.echo(click.style(wrap(text, indent), bold=True))


def recommendation(
    matrix: Matrix, id_: str, indent: int = 0, remark: str = "", *, is_heading: bool = False
) -> None:
    """Print a recommendation: id, region, paragraph, a remark and its text."""
    item = matrix.by_id[id_]
    regions = ", ".join(matrix.region_by_key[key].name for key in item.regions)
    line = f"{id_}  {regions}, {item.citation.printed}{remark}"
    click.echo(click.style(wrap(line, indent), bold=is_heading or None))
    click.echo(wrap(item.text, indent + 4))


def message(text: str) -> None:
    """Print a message to standard error, apart from the data."""
    click.echo(text, err=True)


def result(what: str, then: str = "") -> None:
    """Print a result apart from the data, and on a second line what to do next."""
    message(f"{what}.\nNext: {then}" if then else f"{what}.")


def wrote(path: object, what: str = "", then: str = "") -> None:
    """Print that a file was written; see ``result``."""
    result(f"Wrote {path}" + (f": {what}" if what else ""), then)


# What to do with a page for reading.
ANSWER = "open it in a browser, answer, and save your answers"


def as_json(**fields: object) -> str:
    """Return JSON for programs: later versions add fields but rename none."""
    versioned = {"schema_version": 1, **fields}
    return json.dumps(versioned, ensure_ascii=False, indent=2, default=structs.asdict) + "\n"


def print_json(**fields: object) -> None:
    """Print JSON for programs."""
    click.echo(as_json(**fields), nl=False)


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """Return “1 clause” or “2 clauses”."""
    return f"{count} {singular if count == 1 else plural_form or singular + 's'}"


def quoted(argument: object) -> str:
    """Return an argument for a shell, in quotation marks if it needs them."""
    if os.name != "nt":
        return shlex.quote(str(argument))
    import subprocess  # slow to import, and needed on no other system

    return subprocess.list2cmdline([str(argument)])


def several(ids: Sequence[str]) -> str:
    """Return the first of some ids, and the number of the others."""
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return f"{', '.join(ids[:_MOST_NAMED])}{more}"


# Options

_Command = TypeVar("_Command", bound=Callable[..., Any])

matrix_option = click.option(
    "--matrix",
    metavar="FILE|NAME",
    default=DEFAULT_MATRIX,
    show_default=True,
    help="The matrix: a file, a folder, or a bundled name.",
)


def matrix_named(matrix: str) -> str:
    """Return the option for a matrix in a command; empty for the default."""
    return "" if matrix == DEFAULT_MATRIX else f" --matrix {quoted(matrix)}"


json_option = click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
overwrite_option = click.option("--overwrite", is_flag=True, help="Replace a file that people have edited.")


def output_option(help_: str, *endings: str, is_printed: bool = False) -> Callable[[_Command], _Command]:
    """Return the option for the file to write.

    Args:
        help_: The help for it.
        endings: The endings that the file can have.
        is_printed: Whether “-” prints the result.
    """

    def checked(_: click.Context, __: click.Parameter, output: Path | None) -> Path | None:
        if output and output.suffix.lower() not in endings and not (is_printed and str(output) == "-"):
            listed = re.sub(r", (\S+)$", r" or \1", ", ".join(endings))
            raise click.UsageError(f"{output} must end in {listed}: -o {output.stem}{endings[0]}")
        return output

    file = click.Path(path_type=Path)
    return click.option("-o", "--output", metavar="FILE", type=file, callback=checked, help=help_)


def named_options() -> set[str]:
    """Return the names of the options that the user gave."""
    context = click.get_current_context()
    given = ParameterSource.COMMANDLINE
    return {name for name in context.params if context.get_parameter_source(name) is given}


def criteria_options(min_regions: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator with the options of the criteria; the command takes ``criteria``.

    Args:
        min_regions: The default of ``--min-regions``.
    """

    def words(name: str, metavar: str, help_: str) -> Callable[[_Command], _Command]:
        return click.option(f"--{OPTIONS[name]}", name, metavar=metavar, multiple=True, help=help_)

    options = (
        words("themes", "WORDS", "Only this theme, by id or words of its title. Repeat it to take either."),
        words("sections", "WORDS", "Only this section, in the same way."),
        words("regions", "KEY", "Only recommendations made by this region. Repeat it to require both."),
        words("text", "WORDS", "Only recommendations with these words. Repeat it to require both."),
        click.option(
            "--min-regions",
            type=int,
            metavar="N",
            default=min_regions,
            show_default=True,
            help="Only what at least N regions share.",
        ),
        click.option(
            "--count",
            type=click.Choice([str(way) for way in CountBy]),
            default=str(CountBy.RECOMMENDATION),
            show_default=True,
            help="What counts as shared: the same recommendation, or any under the same theme.",
        ),
    )

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def decorated(**values: Any) -> None:
            criteria = _criteria({name: values.pop(name) for name in OPTIONS})
            command(criteria=criteria, **values)

        return functools.reduce(lambda decorated, option: option(decorated), reversed(options), decorated)

    return decorate


def _criteria(values: dict[str, Any]) -> Criteria:
    for name in ("sections", "themes", "regions", "text"):
        if any(not words.strip() for words in values[name]):
            raise click.UsageError(f"write words after --{OPTIONS[name]}")
    if values["min_regions"] < 1:
        raise click.UsageError("--min-regions takes 1 or more")
    return Criteria(**{**values, "count": CountBy(values["count"])})
