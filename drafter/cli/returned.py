"""Commands for returned drafts: check, review, compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import yaml
from msgspec.structs import replace

from drafter.alignment import compare_words, shown_words
from drafter.check import check_draft
from drafter.check.evidence import Report
from drafter.cli import console
from drafter.files import date_for_files, read_bytes, read_text, write_file
from drafter.matrix.loading import OUTLINE_FILE, find_matrix, open_matrix, sha256_of
from drafter.matrix.matrix_file import load_matrix
from drafter.model import Matrix
from drafter.nodes import compose_text
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity
from drafter.reading.answers import Comparison, Reading, compare_readings
from drafter.reading.page import write_page
from drafter.reading.returned_lines import current_lines, load_items
from drafter.reading.review import (
    Item,
    SignatureStatus,
    changes_since,
    gone_of,
    items_of,
    load_review,
    review_page,
    signatures,
    signed_of,
)
from drafter.returned import Returned, read_returned
from drafter.returned.comparison import (
    compare_drafts,
    compare_texts,
    comparison_fields,
    comparison_lines,
    summary,
)
from drafter.selection.drafting import form_problems
from drafter.selection.file import SELECTION, load_documents
from drafter.selection.loading import open_selection
from drafter.word.package import with_comments
from drafter.word.redline import redline


@click.command("check")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--matrix", metavar="FILE|NAME", help="The matrix in which to look up the sources.")
@click.option("--review", metavar="FILE", multiple=True, help="Answers of a reviewer, saved by the page.")
@click.option("--strict", is_flag=True, help="End with status 1 if there is a warning.")
@console.json_option
@console.output_option("Write a copy of the draft with comments (.docx).", ".docx")
@console.overwrite_option
def check(
    files: tuple[Path, ...],
    matrix: str | None,
    review: tuple[str, ...],
    strict: bool,
    in_json: bool,
    output: Path | None,
    overwrite: bool,
) -> None:
    """Check a draft that came back, or any other file that drafter reads.

    For a draft, the command says first what is in order, and then what changed in each paragraph since
    drafter wrote it. FILE can also be a matrix, a concordance, a selection, or the folder of a form.

    \b
    Examples:
      drafter check draft.docx
      drafter check draft.docx --review review-ann.yaml -o commented.docx
      drafter check selection.yaml matrix.yaml
    """
    if output and len(files) > 1:
        raise click.UsageError("-o takes one draft at a time: name one")
    problems: list[Problem] = []
    for path in files:
        if path.suffix.lower() == ".docx":
            problems += _check_draft(path, matrix, review, output, in_json, overwrite)
            continue
        of_file = _problems_of(path)
        problems += of_file
        if not in_json:
            click.echo("\n".join(map(str, of_file)) or f"{path}: nothing is wrong.")
    count = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    if in_json:
        rows = [{key: getattr(problem, key) for key in Problem.__struct_fields__} for problem in problems]
        console.print_json(problems=rows, summary={f"{name}s": number for name, number in count.items()})
    if count[Severity.ERROR] or (strict and count[Severity.WARNING]):
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


# Drafts


def _check_draft(
    path: Path,
    matrix: str | None,
    review: Sequence[str],
    output: Path | None,
    in_json: bool,
    overwrite: bool,
) -> list[Problem]:
    content = read_bytes(path)
    returned = read_returned(content, str(path))
    matrix_of_draft = _matrix_of(path, returned, matrix)
    report = check_draft(returned, matrix_of_draft, _signed(returned, review))
    if not in_json:
        _print_report(path, returned, report, has_matrix=matrix_of_draft is not None)
    if output:
        notes = [(finding.paragraph, str(finding)) for finding in report.findings if finding.paragraph >= 0]
        write_file(output, with_comments(content, str(path), notes), overwrite=overwrite)
        console.wrote(output, console.plural(len(notes), "comment"))
    return [replace(finding, file=str(path)) for finding in report.findings]


def _matrix_of(path: Path, returned: Returned, named: str | None) -> Matrix | None:
    """Read the matrix of a draft; None if it is not at hand, or has changed."""
    if named:
        return load_matrix(find_matrix(named))
    made_from = returned.draft.made_from if returned.draft else None
    for place in (str(path.parent), made_from.matrix) if made_from else ():
        try:
            file = find_matrix(place)
            if made_from and sha256_of(file) == made_from.matrix_sha256:
                return load_matrix(file)
        except DrafterError:
            continue
    return None


def _signed(returned: Returned, review: Sequence[str]) -> set[str]:
    """Return the ids of the clauses that reviewers have signed."""
    if not review or returned.draft is None:
        return set()
    items = items_of(current_lines(returned, returned.draft), returned.draft)
    return set(signatures(items, [load_review(Path(name)) for name in review]))


def _print_report(path: Path, returned: Returned, report: Report, *, has_matrix: bool) -> None:
    if report.in_order:
        click.echo(f"{path}: {report.in_order}")
    for finding in report.findings:
        click.echo(str(finding))
    if returned.draft is None and not has_matrix:
        console.message("The matrix was not found: name it with --matrix to have the citations checked.")
    hints = dict.fromkeys(finding.hint for finding in report.findings if finding.hint)
    if hints:
        console.message(f"To do: {' '.join(hints)}")


# Other files


def _problems_of(path: Path) -> list[Problem]:
    """Return the problems of a file that is no draft."""
    try:
        if path.is_dir() and (path / OUTLINE_FILE).exists():
            return form_problems(path)
        if path.is_dir():
            open_matrix(str(path))
            return []
        root, _ = compose_text(read_text(path), str(path))
        first = root.value[0] if isinstance(root, yaml.SequenceNode) and root.value else root
        keys = {key.value for key, _ in first.value} if isinstance(first, yaml.MappingNode) else set()
        if keys & {*SELECTION.keys}:
            return list(open_selection(path).problems)
        if "cite" in keys:
            load_documents(path.parent)
        elif not keys & {"recommendations", "regions", "members", "near"}:
            raise DrafterError(
                f"drafter does not check files such as {path}",
                "It checks drafts, matrices, concordances, sources, selections, and folders of forms.",
            )
        else:
            open_matrix(str(path.parent if root is not first else path))
    except ContentError as error:
        return list(error.problems)
    return []


@click.command("compare")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@console.output_option("Write NEW with tracked changes against OLD (.docx).", ".docx")
@click.option("--annexes", is_flag=True, help="Compare tables and annexes too, not the text alone.")
@console.json_option
@console.overwrite_option
def compare(old: Path, new: Path, output: Path | None, annexes: bool, in_json: bool, overwrite: bool) -> None:
    """Show what changed between two drafts.

    OLD and NEW are Word drafts, edited or not. Tracked changes in them are read as accepted. Without -o the
    changes are printed in words. With -o they become tracked changes in Word: accepting all of them gives
    NEW, and rejecting all gives OLD.

    \b
    Examples:
      drafter compare round1.docx round2.docx
      drafter compare round1.docx round2.docx -o redline.docx
    """
    contents, names = (read_bytes(old), read_bytes(new)), (str(old), str(new))
    if output:
        marked = redline(*contents, names, author="drafter", when=date_for_files(), annexes=annexes)
        comparison = compare_texts(marked.texts, names)
        write_file(output, marked.content, overwrite=overwrite)
    else:
        comparison = compare_drafts(*contents, names, annexes=annexes)
    if in_json:
        console.print_json(**comparison_fields(comparison, *names))
    elif output is None:
        click.echo("\n".join(comparison_lines(comparison)))
    for path, count in zip((old, new), comparison.tracked, strict=True):
        if count:
            console.message(f"{path} has {console.plural(count, 'tracked change')}, read as accepted.")
    if output:
        what = f"{new.name} with tracked changes against {old.name}. {summary(comparison)}"
        console.wrote(output, what.removesuffix("."), "open it in Word, Review, All Markup")


@click.command("review")
@click.argument("path", metavar="DRAFT", type=click.Path(path_type=Path))
@click.argument("readings", metavar="[READING]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--matrix", metavar="FILE|NAME", help="Show the sources from this matrix.")
@console.output_option("The page to sign on (.html).", ".html")
def review(path: Path, readings: tuple[Path, ...], matrix: str | None, output: Path | None) -> None:
    """Make a page for signing each citation of a draft, and show what is signed.

    The page shows each paragraph next to its source, word for word. READINGS are the files of answers that
    the page saves. With them, the page continues the answers of one reader, or shows those of several.
    Without -o the command prints what is signed, what has changed since, and where readers differ.

    \b
    Examples:
      drafter review draft.docx -o review.html
      drafter review draft.docx review-ann.yaml
      drafter review draft.docx review-ann.yaml -o review.html
    """
    items, findings = load_items(path, open_matrix(matrix).matrix if matrix else None)
    comparison = compare_readings([*map(load_review, readings)])
    if output:
        page = review_page(path.name, items, f"drafter review {console.quoted(path)} @@", findings)
        write_file(output, write_page(page, comparison.readings))
        console.wrote(output, f"{console.plural(len(items), 'citation')} to sign", console.ANSWER)
    elif readings:
        _print_signatures(items, comparison)
    else:
        then = f"drafter review {console.quoted(path)} -o review.html"
        console.result(f"{console.plural(len(items), 'citation')} to sign", then)


def _print_signatures(items: Sequence[Item], comparison: Comparison) -> None:
    for reading in comparison.readings:
        _print_reading(items, reading)
    by_key = {item.key: item for item in items}
    differing = [key for key in comparison.differing if key in by_key]
    if differing:
        console.heading("Readers differ")
    for key in differing:
        answers = (f"{reading.name}: {reading.says(key) or '–'}" for reading in comparison.readings)
        _print_line(f"{by_key[key].name}: {'; '.join(answers)}")


def _print_reading(items: Sequence[Item], reading: Reading) -> None:
    signed_items = signed_of(items, reading)
    counts = Counter(str(signed.status) for signed in signed_items)
    answers = Counter(
        signed.answer.answer
        for signed in signed_items
        if signed.answer and signed.status is SignatureStatus.SIGNED
    )
    counted = ", ".join(f"{count} {answer}" for answer, count in answers.items())
    line = f"{reading.name}: {answers.total()} of {len(items)} signed{': ' if counted else ''}{counted}"
    line += f"; {counts['changed']} changed since signed" if counts["changed"] else ""
    line += f"; {counts['open']} not answered" if counts["open"] else ""
    console.heading(line)
    for signed in signed_items:
        if signed.answer and (
            signed.status is SignatureStatus.CHANGED or signed.answer.answer != "supported"
        ):
            note = f" ({' '.join(signed.answer.note.split())})" if signed.answer.note else ""
            _print_line(f"{signed.item.name}: {signed.answer.answer}{note}")
            for name, old, new in changes_since(signed.item, signed.answer):
                _print_line(f"{name} now: {shown_words(compare_words(old, new))}", 4)
    for (clause, source), answer in gone_of(items, reading):
        _print_line(f"no longer in the draft: {clause}, {source}: {answer.answer}")


def _print_line(text: str, indent: int = 2) -> None:
    click.echo(console.wrap(text, indent, hang=2))
