"""``drafter check``: a returned draft against its sources; matrices, selections and forms for faults."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli import console
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity

if TYPE_CHECKING:
    from drafter.check.draft import Report
    from drafter.matrix.loading import OpenMatrix
    from drafter.returned.reading import Returned


@click.command("check")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path())
@click.option("--matrix", metavar="FILE|NAME", help="Look the sources of a draft up in this matrix.")
@click.option("--review", metavar="FILE", multiple=True, help="Answers of a reviewer, saved by the page.")
@click.option("--strict", is_flag=True, help="End with status 1 for warnings, too.")
@console.json_option
@click.option("-o", "--output", metavar="FILE", help="Write a copy of the draft with comments (.docx).")
@console.overwrite_option
def command(
    files: tuple[str, ...],
    matrix: str | None,
    review: tuple[str, ...],
    strict: bool,
    in_json: bool,
    output: str | None,
    overwrite: bool,
) -> None:
    """Check a draft that came back, or any other file that drafter reads.

    Of a draft it says first what is in order, then what changed in each paragraph since drafter wrote it:
    errors, warnings and notes. FILE can also be a matrix, a concordance, a selection, or the folder of a
    form.

    \b
    Examples:
      drafter check draft.docx
      drafter check draft.docx --review review-ann.yaml -o commented.docx
      drafter check selection.yaml matrix.yaml
    """
    if output and len(files) > 1:
        raise click.UsageError("-o takes one draft at a time")
    problems: list[Problem] = []
    for name in files:
        path = Path(name)
        if path.suffix.lower() == ".docx":
            problems += _check_draft(path, matrix, review, output, in_json=in_json, overwrite=overwrite)
            continue
        found = _problems_of(path)
        problems += found
        if not in_json:
            for problem in found:
                click.echo(str(problem))
            if not found:
                click.echo(f"{path}: nothing is wrong.")
    count = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    if in_json:
        summary = {f"{severity}s": number for severity, number in count.items()}
        fields = ("code", "severity", "file", "line", "column", "clause", "message", "hint")
        rows = [console.fields_of(problem, *fields) for problem in problems]
        click.echo(console.as_json(problems=rows, summary=summary), nl=False)
    if count[Severity.ERROR] or (strict and count[Severity.WARNING]):
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


# Drafts


def _check_draft(
    path: Path,
    matrix: str | None,
    review: Sequence[str],
    output: str | None,
    *,
    in_json: bool,
    overwrite: bool,
) -> list[Problem]:
    from dataclasses import replace

    from drafter.check.draft import check_draft
    from drafter.files import read_bytes, write_file
    from drafter.returned.reading import read_returned

    if output:
        console.refuse_inputs(output, path)
    content = read_bytes(path)
    returned = read_returned(content, str(path))
    opened = _matrix_of(returned, matrix)
    report = check_draft(returned, opened.matrix if opened else None, _signed(returned, review))
    if not in_json:
        _print_report(path, returned, report, has_matrix=opened is not None)
    if output:
        from drafter.word.comments import with_comments

        notes = [(finding.paragraph, str(finding)) for finding in report.findings if finding.paragraph >= 0]
        write_file(Path(output), with_comments(content, str(path), notes), overwrite=overwrite)
        console.message(f"Wrote {output}: {console.plural(len(notes), 'comment')} in the margin.")
    return [replace(finding, file=str(path)) for finding in report.findings]


def _matrix_of(returned: Returned, named: str | None) -> OpenMatrix | None:
    """Open the matrix that a draft was made from; None where it is not at hand."""
    from drafter.matrix.loading import open_matrix

    if named:
        return open_matrix(named)
    if returned.draft is None:
        return None
    try:
        opened = open_matrix(returned.draft.made_from.matrix)
    except DrafterError:
        return None
    return opened if opened.matrix_sha256 == returned.draft.made_from.matrix_sha256 else None


def _signed(returned: Returned, review: Sequence[str]) -> set[str]:
    """Return the ids of the clauses that reviewers have signed."""
    if not review or returned.draft is None:
        return set()
    from drafter.reading.returned_lines import lines_now
    from drafter.reading.review import items_of, load_review, signatures

    items = items_of(lines_now(returned, returned.draft), returned.draft)
    return set(signatures(items, [load_review(Path(name)) for name in review]))


def _print_report(path: Path, returned: Returned, report: Report, *, has_matrix: bool) -> None:
    if report.in_order:
        click.echo(f"{path}: {report.in_order}")
    for finding in report.findings:
        click.echo(str(finding))
    if returned.draft is None and not has_matrix:
        console.message("The matrix is not at hand: name it with --matrix, and the citations are looked up.")
    hints = dict.fromkeys(finding.hint for finding in report.findings if finding.hint)
    if hints:
        console.message(f"To do: {' '.join(hints)}")


# Other files


def _problems_of(path: Path) -> list[Problem]:
    """Return everything that is wrong in a file that is no draft."""
    import yaml

    from drafter.drafting import form_problems
    from drafter.files import read_text
    from drafter.matrix.loading import open_matrix
    from drafter.records import compose_text
    from drafter.selection.loading import open_selection

    try:
        if path.is_dir() and (path / "outline.yaml").exists():
            return form_problems(path)
        if path.is_dir():
            open_matrix(str(path))
            return []
        root, _ = compose_text(read_text(path), str(path))
        keys = {key.value for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
        if "clauses" in keys:
            return list(open_selection(path).problems)
        open_matrix(str(path if "recommendations" in keys else path.parent))
    except ContentError as error:
        return list(error.problems)
    return []
