"""``drafter import``: from a matrix document to a matrix file."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli.console import message, plural, write_output
from drafter.matrix.loading import ABOUT_FILE, MATRIX_FILE, read_with_facts
from drafter.matrix.matrix_file import dump_matrix
from drafter.problems import Severity, raise_on_errors

_NO_FACTS = (
    f"There is no {ABOUT_FILE} beside it, so places, dates and symbols of the meetings are null: fill them "
    "in by hand, or write them into that file first.\n"
)


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write; - is standard output. [default: matrix.yaml beside FILE]",
)
@click.option("--overwrite", is_flag=True, help="Replace the output even if somebody changed it.")
def command(file: str, output: str | None, overwrite: bool) -> None:
    """Read a matrix document and write it as a matrix file.

    FILE is text (UTF-8) with a row a line and tabs between the cells: column heads first, then
    headings of sections and themes, then recommendations that each end in a citation such as
    [Report, para. 19h]. Facts about the regions are taken from about.yaml beside it.

    \b
    Example:
      drafter import data/kyoto-2021/annex-b.txt
    """
    path = Path(file)
    reading = read_with_facts(path)
    raise_on_errors(reading.problems)
    content = dump_matrix(reading.matrix)
    target = Path(output) if output else path.parent / MATRIX_FILE
    if not write_output(output or str(target), content, overwrite=overwrite):
        return
    matrix = reading.matrix
    odd = sum(problem.severity is not Severity.ERROR for problem in reading.problems)
    message(
        f"Wrote {target}: {plural(len(matrix.sections), 'section')}, "
        f"{plural(len(matrix.themes), 'theme')}, "
        f"{plural(len(matrix.recommendations), 'recommendation')}.\n"
        + ("" if (path.parent / ABOUT_FILE).exists() else _NO_FACTS)
        + (f"{plural(odd, 'oddity', 'oddities')} in {path}. " if odd else "")
        + f"Next: drafter check {target}"
    )
