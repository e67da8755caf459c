"""``drafter check``: what is wrong in a file, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from drafter.checking import compare_with_source, source_path
from drafter.cli.console import message, plural
from drafter.cli.options import matrix_options
from drafter.opening import CONCORDANCE_FILE, find_matrix, open_matrix, read_with_facts
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity
from drafter.store.concordance_file import load_concordance
from drafter.store.matrix_file import load_matrix

_SHOWN = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}


@click.command("check")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@matrix_options
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def command(files: Sequence[str], matrix: str, concordance: str | None, strict: bool, as_json: bool) -> None:
    """List everything that is odd in a matrix, a concordance or a selection.

    FILE is a matrix document, a matrix file, a concordance or a selection; without FILE, the matrix and
    its concordance are checked. A matrix file is compared with the document that it was read from, if that
    stands beside it. Ends with status 1 if there are errors (with --strict, warnings too).

    \b
    Examples:
      drafter check
      drafter check my-matrix.txt
      drafter check concordance.yaml
      drafter check selection.yaml
    """
    paths = [Path(file) for file in files]
    if not paths:
        paths = [find_matrix(matrix)]
        beside = Path(concordance) if concordance else paths[0].parent / CONCORDANCE_FILE
        paths += [beside] if concordance or beside.exists() else []
    problems = [problem for path in paths for problem in _check(path, matrix)]
    problems.sort(key=lambda problem: list(Severity).index(problem.severity))
    if as_json:
        from drafter.writers.json_shapes import problems_json

        click.echo(problems_json(problems), nl=False)
    else:
        _print(problems)
        message(_summary(problems, paths))
    worst = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in worst for problem in problems):
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


def _check(path: Path, matrix: str) -> list[Problem]:
    try:
        if path.suffix.lower() in (".docx", ".dotx"):
            raise DrafterError(
                f"{path} is a Word file, which drafter cannot check yet",
                "It can check a matrix document, a matrix file, a concordance and a selection.",
            )
        if path.suffix.lower() not in (".yaml", ".yml"):
            return list(read_with_facts(path).problems)
        if _is_list(path):
            return list(load_concordance(path, open_matrix(matrix).matrix)[1])
        if _is_selection(path):
            from drafter.cli.composing import compose_selection

            return list(compose_selection(path).problems)
        return _check_matrix_file(path)
    except ContentError as error:
        return list(error.problems)


def _check_matrix_file(path: Path) -> list[Problem]:
    file = load_matrix(path)
    problems = list(file.problems)
    source = source_path(file)
    if source:
        problems += compare_with_source(file, read_with_facts(source))
    return problems


def _is_list(path: Path) -> bool:
    """A concordance is a list of entries; a matrix is not."""
    import yaml

    from drafter.store.strict_yaml import compose

    root, _ = compose(path)
    return isinstance(root, yaml.SequenceNode)


def _is_selection(path: Path) -> bool:
    """A selection has clauses, a matrix file recommendations."""
    import yaml

    from drafter.store.strict_yaml import compose

    root, _ = compose(path)
    keys = {key.value for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
    return "clauses" in keys or ("criteria" in keys and "recommendations" not in keys)


def _print(problems: Sequence[Problem]) -> None:
    for problem in problems:
        place, severity, rest = str(problem).partition(f"{problem.severity}: ")
        click.echo(f"{place}{click.style(severity, fg=_SHOWN[problem.severity])}{rest}")


def _summary(problems: Sequence[Problem], paths: Sequence[Path]) -> str:
    from drafter.writers.json_shapes import summary

    counts = summary(problems)
    return (
        f"Checked {', '.join(path.name for path in paths)}: {plural(counts['errors'], 'error')}, "
        f"{plural(counts['warnings'], 'warning')}, {plural(counts['notes'], 'note')}."
    )
