"""The console: text in a terminal, and the options that commands share."""

from __future__ import annotations

import functools
import json
import os
import shlex
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.matrix.loading import DEFAULT_MATRIX
from drafter.model import Matrix
from drafter.problems import DrafterError, ExitStatus, did_you_mean

_WIDEST = 120


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
    """Print a heading, in bold if the terminal can."""
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


def require_known(ids: Iterable[str], known: Mapping[str, object]) -> None:
    """Refuse ids of recommendations that do not exist.

    Raises:
        DrafterError: If there is such an id.
    """
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise DrafterError(
            f"there is no recommendation {' or '.join(f'“{name}”' for name in unknown)}",
            did_you_mean(unknown[0], known) or "“drafter list” shows all ids.",
            status=ExitStatus.USAGE,
        )


def message(text: str) -> None:
    """Print a message to standard error, apart from the data."""
    click.echo(text, err=True)


def as_json(**fields: object) -> str:
    """Return JSON for programs: later versions add fields but rename none."""
    return json.dumps({"schema_version": 1, **fields}, ensure_ascii=False, indent=2) + "\n"


def fields_of(item: object, *names: str) -> dict[str, object]:
    """Return some attributes of a value, by name."""
    return {name: getattr(item, name) for name in names}


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """Return “1 clause” or “2 clauses”."""
    return f"{count} {singular if count == 1 else plural_form or singular + 's'}"


def quoted(argument: object) -> str:
    """Return an argument for a shell, in quotation marks if it needs them."""
    if os.name != "nt":
        return shlex.quote(str(argument))
    import subprocess  # slow to import, and needed on no other system

    return subprocess.list2cmdline([str(argument)])


def refuse_terminal(output: str | None) -> None:
    """Refuse to print a Word file.

    Raises:
        click.UsageError: If the output goes to a terminal.
    """
    if output == "-" and sys.stdout.isatty():
        raise click.UsageError("a Word file cannot be shown in a terminal: name a file with -o")


def write_output(output: str, content: bytes, **safeguards: Any) -> bool:
    """Write to a file, or to standard output for “-”; tell whether to a file."""
    if output == "-":
        sys.stdout.buffer.write(content)
        return False
    from drafter.files import write_file

    write_file(Path(output), content, **safeguards)
    return True


def refuse_inputs(output: str | None, *paths: Path) -> None:
    """Refuse an output that is one of the inputs.

    Raises:
        click.UsageError: If the output is one of the inputs.
    """
    if output not in (None, "-") and any(is_same_file(path, Path(str(output))) for path in paths):
        raise click.UsageError(f"{output} is one of the inputs: name another file with -o")


def is_same_file(first: Path, second: Path) -> bool:
    """Tell whether two names are of the same file, which need not exist."""
    try:
        return first.samefile(second)
    except OSError:
        return first == second


# Options

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _together(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    return lambda command: functools.reduce(
        lambda decorated, option: option(decorated), reversed(options), command
    )


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


def criteria_options(min_regions: int) -> Callable[[_Command], _Command]:
    """Return a decorator with the options of the criteria.

    Args:
        min_regions: The default of ``--min-regions``.
    """

    def words(name: str, metavar: str, help_: str) -> Callable[[_Command], _Command]:
        return click.option(f"--{OPTIONS[name]}", name, metavar=metavar, multiple=True, help=help_)

    return _together(
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


def criteria_of(values: dict[str, Any]) -> Criteria:
    """Take the criteria out of a command's values.

    Raises:
        click.UsageError: If an option has no words.
    """
    for name in ("sections", "themes", "regions", "text"):
        if any(not words.strip() for words in values[name]):
            raise click.UsageError(f"write words after --{OPTIONS[name]}")
    if values["min_regions"] < 1:
        raise click.UsageError("--min-regions takes 1 or more")
    options = {name: values.pop(name) for name in OPTIONS}
    return Criteria(**{**options, "count": CountBy(options["count"])})
