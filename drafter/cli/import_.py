"""``drafter import``: a matrix document in, a folder with matrix.yaml and about.yaml out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from drafter.cli import console
from drafter.documents import Imported, Layout, import_document
from drafter.documents.table import Role
from drafter.problems import ContentError, Problem, Severity

_MOST_NAMED = 8


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "output", metavar="FOLDER", type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--column",
    "columns",
    metavar="KIND=HEAD",
    multiple=True,
    help=f"What a column holds: {', '.join(role for role in Role if role is not Role.OTHER)}.",
)
@click.option("--table", default="", metavar="NAME", help="Which table, by name or number, is the matrix.")
@click.option("--dry-run", is_flag=True, help="Read and check; write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace a matrix that people corrected.")
def command(
    file: Path, output: Path | None, columns: Sequence[str], table: str, *, dry_run: bool, overwrite: bool
) -> None:
    """Read a matrix from a Word, Excel, OpenDocument, PDF, HTML, CSV or text file.

    \b
    Examples:
      drafter import recommendations.docx -o my-matrix
      drafter import list.xlsx -o my-matrix --table Final --column ignore=Remarks
      drafter import recommendations.docx --dry-run

    The folder gets matrix.yaml, about.yaml with facts to fill in, and a copy of the document. A second
    import into the folder keeps what people corrected in these files.
    """
    layout = Layout(_columns(columns), table)
    folder = output or Path(file.stem)
    try:
        imported = import_document(file, folder, layout, dry_run=dry_run, overwrite=overwrite)
    except ContentError as error:
        raise ContentError(_once_each(error.problems, Severity.ERROR)) from error
    for problem in _once_each(imported.problems):
        click.echo(str(problem), err=True)
    _summarize(imported, folder, dry_run=dry_run)


def _columns(given: Iterable[str]) -> dict[str, tuple[str, ...]]:
    columns: dict[str, tuple[str, ...]] = {}
    for one in given:
        role, _, head = one.partition("=")
        if role not in set(Role) - {Role.OTHER} or not head:
            known = ", ".join(role for role in Role if role is not Role.OTHER)
            raise click.UsageError(f"--column takes KIND=HEAD with one of {known}; “{one}” is none")
        columns[role] = (*columns.get(role, ()), head)
    return columns


def _once_each(problems: Iterable[Problem], *full: Severity) -> list[Problem]:
    """Return one problem of each kind with its count; those of some severities in full."""
    problems = tuple(problems)
    counts = Counter(problem.code for problem in problems)
    shown: dict[str, Problem] = {}
    found = []
    for problem in problems:
        if problem.severity in full or counts[problem.code] == 1:
            found.append(problem)
        elif problem.code not in shown:
            shown[problem.code] = problem
            found.append(problem)
    return [
        problem if shown.get(problem.code) is not problem else _counted(problem, counts[problem.code])
        for problem in found
    ]


def _counted(problem: Problem, count: int) -> Problem:
    from dataclasses import replace

    return replace(problem, message=f"{problem.message} (and {count - 1} more like it)")


def _summarize(imported: Imported, folder: Path, *, dry_run: bool) -> None:
    matrix, renewal = imported.matrix, imported.renewal
    click.echo(
        f"{console.plural(len(matrix.recommendations), 'recommendation')} of "
        f"{console.plural(len(matrix.regions), 'region')} under {console.plural(len(matrix.themes), 'theme')}"
    )
    if renewal:
        for words, ids in (
            ("New", renewal.new),
            ("Gone from the document", renewal.gone),
            ("Changed in the document", renewal.changed),
            ("Kept as corrected by hand", renewal.kept),
        ):
            if ids:
                more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
                click.echo(f"{words}: {', '.join(ids[:_MOST_NAMED])}{more}")
    if dry_run:
        console.message("Nothing was written.")
        return
    console.message(f"Wrote {folder}. Next: fill in {folder / 'about.yaml'}, and run the import again.")
