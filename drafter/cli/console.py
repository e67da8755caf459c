"""What commands share: the options that several take, and how text is laid out in a terminal."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from drafter.cli.terminal import heading as heading
from drafter.cli.terminal import message as message
from drafter.cli.terminal import messages as messages
from drafter.cli.terminal import show as show
from drafter.cli.terminal import width as width
from drafter.cli.terminal import wrap as wrap
from drafter.files.writing import write_file
from drafter.matrix.criteria import OPTIONS, CountBy, Criteria
from drafter.matrix.loading import DEFAULT_FORM, DEFAULT_MATRIX, MATRIX_FILE, matrix_beside
from drafter.model import Matrix
from drafter.problems import DrafterError, ExitStatus, Problem, Severity
from drafter.problems import first_of_each_kind as first_of_each_kind
from drafter.text.looks import did_you_mean
from drafter.text.words import escaped_forbidden, visible

_SHORT_TITLE = 100
_FORMULA = tuple("=+-@＝＋－＠")  # what a formula in a spreadsheet can begin with


@contextlib.contextmanager
def progress(label: str, long: int) -> Iterator[Callable[[int, int], None]]:
    """Gives what is told how much of how much is done, and draws a bar on a terminal where that is long."""
    with contextlib.ExitStack() as stack:
        bar = None

        def tell(done: int, total: int) -> None:
            nonlocal bar
            if bar is None and total >= long and sys.stderr.isatty():
                bar = stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr))
            if bar is not None:
                bar.update(done - bar.pos)

        yield tell


def recommendation(
    matrix: Matrix, given: str, indent: int = 0, remark: str = "", *, is_heading: bool = False
) -> None:
    """Print a recommendation: its id, whose it is, its paragraph and a remark, then its text."""
    item = matrix.by_id[given]
    regions = ", ".join(matrix.names_of(item))
    line = f"{given}  {regions}, {item.citation.printed}{remark}"
    shown = wrap(line, indent)
    show((shown, "bold") if is_heading else shown)
    show(wrap(item.text, indent + 4))


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


def end_by(problems: Sequence[Problem]) -> None:
    """End a command that has done its work: with a status of its own where it has told an error."""
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


def as_json(**fields: object) -> str:
    """A shape that programs may rely on: fields may be added, not renamed."""
    shape = json.dumps({"schema_version": 1, **fields}, ensure_ascii=False, indent=2)
    return escaped_forbidden(shape) + "\n"


def harmless(cell: object) -> str:
    """A cell that a spreadsheet takes for text, and not for a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    text = "" if cell is None else visible(str(cell))
    is_formula = isinstance(cell, str) and (text.lstrip().startswith(_FORMULA) or text.startswith("\t"))
    return f"'{text}" if is_formula else text


def fields_of(item: object, *names: str) -> dict[str, object]:
    """Some attributes of a value, by name."""
    return {name: getattr(item, name) for name in names}


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """“1 clause”, “2 clauses”."""
    return f"{count} {singular if count == 1 else plural_form or singular + 's'}"


def region_words(matrix: Matrix) -> tuple[str, ...]:
    """What the regions of a matrix are called, one and several."""
    return matrix.regions_are or ("region", "regions")


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
    if output == "-" and sys.stdout.isatty():
        show(content.decode(), ends="")
        return False
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()  # if nothing takes it, files that belong to it are not written either
        return False
    write_file(Path(output), content, **safeguards)
    return True


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names are of one file, or the same name of none."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def next_round(selection: Path) -> Path:
    """A name for the next draft: that of the last round beside the selection, and one more."""
    found = (
        re.fullmatch(r"round-(\d{1,4})\.docx", path.name) for path in selection.parent.glob("round-*.docx")
    )
    last = max((int(match[1]) for match in found if match), default=0)
    return selection.with_name(f"round-{last + 1}.docx")


# Options

_Command = TypeVar("_Command", bound=Callable[..., Any])


_LARGEST, _MOST_DIGITS = 9999, 100


class Count(click.ParamType):  # type: ignore[type-arg]  # generic only in click’s newest versions
    """A whole number, from 1 to the largest that anything is counted to."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that a person wrote."""
        try:
            number = int(value) if len(str(value)) <= _MOST_DIGITS else _LARGEST + 1
        except ValueError:
            self.fail(f"“{value}” is no whole number. Write it in digits: 3", param, ctx)
        if number < 1:
            self.fail(f"{number} is too small. It must be 1 or more.", param, ctx)
        if number > _LARGEST:
            self.fail(f"{value} is too large. It must be {_LARGEST:,} or less.", param, ctx)
        return number


def _together(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    return lambda command: functools.reduce(lambda done, option: option(done), reversed(options), command)


_READ = ("files", "file", "selection_file")  # parameters that name what is read
_UNNAMED = f"{__name__}.unnamed"  # whether a command took the matrix that ships because none was named


def _matrix_meant(context: click.Context) -> str:
    """The matrix of a command that names none: that of the files which it does name."""
    files: list[str] = []
    for name in (*_READ, "concordance", "output"):
        value = context.params.get(name)
        files += [value] if isinstance(value, str) else value or ()
    found = matrix_beside(*(Path(file) for file in files if file != "-"))
    # A file that is read names its matrix, or is one.
    is_read = any(context.params.get(name) for name in _READ)
    context.meta[_UNNAMED] = found == DEFAULT_MATRIX and not is_read
    return found


def matrix_named(given: str) -> str:
    """A matrix that a command was given as an argument, in the place of what it would have taken."""
    click.get_current_context().meta[_UNNAMED] = False
    return given


def _says_which(command: _Command) -> _Command:
    """A command that says at its end which matrix it took, where nobody named one and none was at hand."""
    said = (
        f"No {MATRIX_FILE} in this folder: the matrix is {DEFAULT_MATRIX}, which comes with drafter. "
        "Another: --matrix FILE"
    )

    @functools.wraps(command)
    def run(*arguments: Any, **values: Any) -> Any:
        facts = click.get_current_context().meta  # an argument that names the matrix is known only later
        try:
            given = command(*arguments, **values)
        except DrafterError as error:
            # What is not found may be looked for in the wrong matrix; a file that cannot be read is apart.
            if facts.get(_UNNAMED) and error.status != ExitStatus.CANNOT_READ_OR_WRITE:
                error.hint = "\n    ".join(filter(None, (error.hint, said)))
            raise
        is_for_programs = values.get("in_json") or values.get("format_") == "json"
        if facts.get(_UNNAMED) and not is_for_programs:
            message(said)
        return given

    return run  # type: ignore[return-value]


def called(matrix: Matrix) -> str:
    """What people call a matrix: its document, its title where that is short, or its name."""
    document = matrix.source.document if matrix.source else None
    title = matrix.title if len(matrix.title) <= _SHORT_TITLE else ""
    return document or title or matrix.name


def matrix_options_with(default: str = "") -> Callable[[_Command], _Command]:
    """The options that say which matrix, and which concordance.

    Args:
        default: What a command takes before the matrix beside a file, in the words of its help.
    """
    return _together(
        click.option(
            "--matrix",
            metavar="FILE|NAME",
            callback=lambda context, _, given: given or _matrix_meant(context),
            help="The matrix: a file, a folder, or the name of one that comes with drafter. "
            f"[default: {default}the one beside the file named, or in this folder; else {DEFAULT_MATRIX}]",
        ),
        click.option(
            "--concordance",
            metavar="FILE",
            help="Which recommendations say the same. [default: concordance.yaml beside the matrix]",
        ),
        _says_which,
    )


matrix_options = matrix_options_with()
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
            help="What “shared” counts: regions that say the same; with what is near; or that use the theme.",
        ),
        words("text", "WORDS", "With these words in the text. Repeatable: all must be there."),
        words("where", "FACT=VALUE", "With this fact: position=supported. Repeatable: of its values any."),
    )


def criteria_of(values: dict[str, Any]) -> Criteria:
    """The criteria among a command's values, which are taken out of them."""
    given = {name: values.pop(name) for name in OPTIONS}
    return Criteria(**{**given, "count": CountBy(given["count"])})
