"""What commands share: the options that several take, and how text is laid out in a terminal."""

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

from drafter.files import write_file
from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.matrix.loading import DEFAULT_FORM, DEFAULT_MATRIX
from drafter.model import Matrix
from drafter.problems import DrafterError, ExitStatus, did_you_mean

_WIDEST = 120


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


def heading(text: str, indent: int = 0) -> None:
    """Print a heading in bold, where the terminal can."""
    click.echo(click.style(wrap(text, indent), bold=True))


def recommendation(
    matrix: Matrix, given: str, indent: int = 0, remark: str = "", *, is_heading: bool = False
) -> None:
    """Print a recommendation: its id, whose it is, its paragraph and a remark, then its text."""
    item = matrix.by_id[given]
    region = matrix.region_by_key[item.region].name
    line = f"{given}  {region}, {item.citation.printed}{remark}"
    click.echo(click.style(wrap(line, indent), bold=is_heading or None))
    click.echo(wrap(item.text, indent + 4))


def require_known(given: Iterable[str], known: Mapping[str, object]) -> None:
    """Refuse ids of recommendations that do not exist.

    Raises:
        DrafterError: that names them.
    """
    unknown = [one for one in given if one not in known]
    if unknown:
        raise DrafterError(
            f"there is no recommendation {' or '.join(f'“{one}”' for one in unknown)}",
            did_you_mean(unknown[0], known) or "“drafter list” shows them all with their ids.",
            status=ExitStatus.USAGE,
        )


def message(text: str) -> None:
    """Say something that is no data: on standard error."""
    click.echo(text, err=True)


def as_json(**fields: object) -> str:
    """A shape that programs may rely on: fields may be added, not renamed."""
    return json.dumps({"schema_version": 1, **fields}, ensure_ascii=False, indent=2) + "\n"


def fields_of(item: object, *names: str) -> dict[str, object]:
    """Some attributes of a value, by name."""
    return {name: getattr(item, name) for name in names}


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """“1 clause”, “2 clauses”."""
    return f"{count} {singular if count == 1 else plural_form or singular + 's'}"


def quoted(argument: object) -> str:
    """An argument as it is typed in the shell of this system, in quotation marks where it needs them."""
    if os.name != "nt":
        return shlex.quote(str(argument))
    import subprocess  # slow to import, and no other system needs it

    return subprocess.list2cmdline([str(argument)])


def refuse_terminal(output: str | None) -> None:
    """Refuse to print a Word file.

    Raises:
        click.UsageError: if standard output is a terminal, and the output goes there.
    """
    if output == "-" and sys.stdout.isatty():
        raise click.UsageError("a Word file cannot be shown in a terminal: name a file with -o")


def write_output(output: str, content: bytes, **safeguards: Any) -> bool:
    """Write to a file as ``write_file`` does, or to standard output for “-”; whether it was a file."""
    if output == "-":
        sys.stdout.buffer.write(content)
        return False
    write_file(Path(output), content, **safeguards)
    return True


def refuse_inputs(output: str | None, *paths: Path) -> None:
    """Refuse to write to what is read.

    Raises:
        click.UsageError: if the output is one of the files.
    """
    if output not in (None, "-") and any(is_same_file(path, Path(str(output))) for path in paths):
        raise click.UsageError(
            f"{output} is one of the files to be read, which are never written to: name another file with -o"
        )


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names are of one file, or the same name of none."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other


# Options

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Count(click.ParamType):  # type: ignore[type-arg]  # generic only in click’s newest versions
    """A whole number, 1 or more."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that a person wrote."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"“{value}” is no whole number. Write it in digits: 3", param, ctx)
        if number < 1:
            self.fail(f"{number} is too small. It must be 1 or more.", param, ctx)
        return number


def _together(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    return lambda command: functools.reduce(lambda done, option: option(done), reversed(options), command)


matrix_options = _together(
    click.option(
        "--matrix",
        metavar="FILE|NAME",
        default=DEFAULT_MATRIX,
        show_default=True,
        help="The matrix: a file, a folder, or the name of one that comes with drafter.",
    ),
    click.option(
        "--concordance",
        metavar="FILE",
        help="Which recommendations say the same. [default: concordance.yaml beside the matrix]",
    ),
)
form_options = _together(
    click.option(
        "--form",
        metavar="NAME|FOLDER",
        default=DEFAULT_FORM,
        show_default=True,
        help="The words and looks of the document.",
    ),
    click.option(
        "--alternatives",
        type=click.Choice(["bis", "inline", "lead"]),
        default="bis",
        show_default=True,
        help="Wordings of several regions: one below the other as 12, 12 bis; in one text, in brackets where "
        "that can be read; or the lead's alone.",
    ),
    click.option(
        "--guidance",
        type=click.Choice(["apart", "as-clauses"]),
        default="apart",
        show_default=True,
        help="Guidance about the declaration: on a page of its own, or, where it asks for something to be "
        "said, as a clause that says it.",
    ),
)


def criteria_options(min_regions: int) -> Callable[[_Command], _Command]:
    """The criteria.

    Args:
        min_regions: The default of ``--min-regions``.
    """

    def words(name: str, metavar: str, help_: str) -> Callable[[_Command], _Command]:
        return click.option(f"--{OPTIONS[name]}", name, metavar=metavar, multiple=True, help=help_)

    title = "with this id or these words in its title. Repeatable: any will do."
    return _together(
        words("themes", "WORDS", f"Under a theme {title}"),
        words("sections", "WORDS", f"In a section {title}"),
        click.option(
            "--min-regions",
            type=Count(),
            metavar="N",
            default=min_regions,
            show_default=True,
            help="Shared by at least N regions.",
        ),
        words("regions", "KEY", "Shared by this region, in whosever words. Repeatable: all must share it."),
        words("exclude_regions", "KEY", "Not shared by this region. Repeatable."),
        click.option(
            "--count",
            type=click.Choice([str(way) for way in CountBy]),
            default=str(CountBy.RECOMMENDATION),
            show_default=True,
            help="What “shared” counts: regions that say the same, or that use the theme.",
        ),
        words("text", "WORDS", "With these words in the text. Repeatable: all must be there."),
    )


def criteria_of(values: dict[str, Any]) -> Criteria:
    """The criteria among a command's values, which are taken out of them.

    Raises:
        click.UsageError: if words are asked for and none are given.
    """
    for name in ("sections", "themes", "regions", "exclude_regions", "text"):
        if any(not words.strip() for words in values[name]):
            raise click.UsageError(f"--{OPTIONS[name]} needs words, not a blank")
    given = {name: values.pop(name) for name in OPTIONS}
    return Criteria(**{**given, "count": CountBy(given["count"])})
