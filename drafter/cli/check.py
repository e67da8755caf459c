"""``drafter check``: what is wrong in a file, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import yaml

from drafter.check.draft import Summary, check_draft
from drafter.check.finding import Finding, comment_paragraphs, findings_markdown
from drafter.cli import console
from drafter.docx.notes import NewComment, annotate
from drafter.draft.formats import escaped
from drafter.drafting import compose_selection, selection_problems
from drafter.files import date_for_files, read_bytes
from drafter.matrix.concordance import load_concordance
from drafter.matrix.loading import (
    CONCORDANCE_FILE,
    MATRIX_FILE,
    OpenMatrix,
    compare_with_source,
    find_matrix,
    open_matrix,
    read_document,
)
from drafter.matrix.matrix_file import load_matrix
from drafter.merge.proposals import load_proposals, pending_problems
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity
from drafter.reading.findings import ReviewOutcome, with_review
from drafter.records import compose
from drafter.returned.document import read_returned
from drafter.selection.loading import open_selection

_SHOWN = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: None}
_WORD = (".docx", ".dotx", ".docm")
_OTHER_DRAFTS = (".odt", ".ott", ".doc", ".dot", ".rtf", ".pdf", ".pages")
_PAGES = (".html", ".htm")
_YAML = (".yaml", ".yml")
_PROPOSALS = ".proposals.yaml"  # beside a selection
_FORMATS = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".docx": "docx", ".txt": "text"}


@dataclass(slots=True)
class _Checked:
    """What was found in one file; of a Word draft with its figures and what people have signed."""

    path: Path
    problems: Sequence[Problem]
    summary: Summary | None = None
    review: ReviewOutcome | None = None


@click.command("check", short_help="List what is odd in a draft, a matrix or a selection.")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@console.matrix_options
@click.option("--original", is_flag=True, help="Read tracked changes in Word drafts as rejected.")
@click.option(
    "--review",
    metavar="FILE",
    help="A review.yaml: say what of the Word draft is signed, pending, or changed.",
)
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown", "docx"]),
    help="docx is a copy of the draft with a comment at each fault. [default: by the ending of -o, or text]",
)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")
@click.option("--overwrite", is_flag=True, help="Replace the file named with -o even if somebody changed it.")
@click.pass_context
def command(
    context: click.Context,
    files: Sequence[str],
    matrix: str,
    concordance: str | None,
    original: bool,
    review: str | None,
    strict: bool,
    format_: str | None,
    in_json: bool,
    output: str | None,
    overwrite: bool,
) -> None:
    """List everything that is odd in a Word draft, a matrix, a concordance or a selection.

    FILE is a Word draft that drafter made, also after people edited it; a matrix document, a matrix file, a
    concordance or a selection. Without FILE, the matrix and its concordance are checked. A Word draft is
    checked against what made it, which it has inside, or against --matrix; a matrix file against the
    document that it was read from, if that stands beside it. No file that is checked is ever written to.
    Ends with status 1 if there are errors (with --strict, warnings too).

    With --review, a source that a reviewer found not to support its clause is an error; what is unsure,
    pending, or changed since it was signed is a warning.

    \b
    Examples:
      drafter check draft.docx
      drafter check --review review.yaml draft.docx
      drafter check draft.docx -o with-comments.docx
      drafter check my-matrix.txt
      drafter check concordance.yaml
      drafter check selection.yaml
    """
    paths = [path / MATRIX_FILE if (path := Path(file)).is_dir() else path for file in files]
    if in_json and format_ not in (None, "json"):
        raise click.UsageError(f"--json and --format {format_} contradict one another: give one of them")
    by_ending = _FORMATS.get(Path(output or "").suffix.lower(), "text")
    format_ = "json" if in_json else format_ or by_ending
    if format_ == "docx":
        if len(paths) != 1 or not _is_word(paths[0]):
            raise click.UsageError("comments can be put into a copy of one Word draft: name one .docx file")
        if output is None:
            raise click.UsageError("say where to write the copy: -o with-comments.docx")
        console.refuse_terminal(output)
    console.refuse_inputs(output, *paths)
    if review and (len(paths) != 1 or not _is_word(paths[0])):
        raise click.UsageError(
            "--review goes with one Word draft: drafter check --review review.yaml draft.docx"
        )
    if not paths:
        paths = [find_matrix(matrix)]
        beside = Path(concordance) if concordance else paths[0].parent / CONCORDANCE_FILE
        paths += [beside] if concordance or beside.exists() else []
    named = context.get_parameter_source("matrix") is not click.core.ParameterSource.DEFAULT
    opened = open_matrix(matrix, concordance) if named and any(map(_is_word, paths)) else None
    checked = [
        _check_word(path, opened, review, original=original)
        if _is_word(path)
        else _Checked(path, _check_file(path, matrix))
        for path in paths
    ]
    _give(checked, format_, output, overwrite=overwrite)
    console.message(_summary(checked))
    worst = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in worst for one in checked for problem in one.problems):
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in _WORD


def _check_word(path: Path, opened: OpenMatrix | None, review: str | None, *, original: bool) -> _Checked:
    returned = read_returned(path, opened, original=original)
    if returned.document.is_redline:
        read_as = "rejected" if original else "accepted; --original reads them as rejected"
        console.message(f"{path} is a redline that drafter compare made. Its changes are read as {read_as}.")
    checked = check_draft(returned)
    if review is None:
        return _Checked(path, checked.findings, checked.summary)
    findings, shown = with_review(checked, review)
    return _Checked(path, findings, checked.summary, shown)


# Files that are no Word drafts


def _check_file(path: Path, matrix: str) -> list[Problem]:
    """What is wrong in a file that is no Word draft, the worst first.

    Args:
        path: A matrix document, a matrix file, a concordance or a selection.
        matrix: The matrix that a concordance is about.

    Raises:
        DrafterError: if it is none of these, or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHER_DRAFTS:
        raise DrafterError(
            f"{path} is no Word document that drafter can read",
            "Save it as “Word Document (.docx)” and check that.",
        )
    if suffix in _PAGES:
        raise DrafterError(
            f"{path} is a page for a browser",
            "Check the draft itself, with what was signed: drafter check --review review.yaml draft.docx",
        )
    try:
        problems = _check_yaml(path, matrix) if suffix in _YAML else read_document(path).problems
    except ContentError as error:
        problems = error.problems
    return sorted(problems, key=lambda problem: list(Severity).index(problem.severity))


def _check_yaml(path: Path, matrix: str) -> Sequence[Problem]:
    if path.name.endswith(_PROPOSALS):
        beside = path.with_name(path.name.removesuffix(_PROPOSALS) + ".yaml")
        load_proposals(beside)
        return pending_problems(beside)
    root, _ = compose(path)
    if isinstance(root, yaml.SequenceNode):
        return load_concordance(path, open_matrix(matrix).matrix)[1]
    keys = {str(key.value) for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
    if {"draft", "reviewed"} <= keys:
        raise DrafterError(
            f"{path} is a review",
            f"It is checked with its draft: drafter check --review {console.quoted(path)} draft.docx",
        )
    if "clauses" in keys or ("criteria" in keys and "recommendations" not in keys):
        selection = open_selection(path)
        return [*selection_problems(selection, compose_selection(selection)), *pending_problems(path)]
    file = load_matrix(path)
    return [*file.problems, *compare_with_source(file)]


# What is given


def _give(checked: Sequence[_Checked], format_: str, output: str | None, *, overwrite: bool) -> None:
    if format_ == "text" and output in (None, "-"):
        _print(checked)
        return
    if format_ == "docx":
        content = _with_comments(checked[0])
    else:
        content = {"json": _json, "markdown": _markdown, "text": _text}[format_](checked).encode()
    if console.write_output(output or "-", content, is_untouched=lambda _: False, overwrite=overwrite):
        console.message(f"Wrote {output}.")


def _with_comments(checked: _Checked) -> bytes:
    comments = [
        NewComment(one.place, comment_paragraphs(one)) for one in checked.problems if isinstance(one, Finding)
    ]
    return annotate(read_bytes(checked.path), comments, str(checked.path), date_for_files())


def _json(checked: Sequence[_Checked]) -> str:
    drafts = []
    for one in checked:
        if one.summary:
            figures = {"file": str(one.path), **asdict(one.summary), "text": str(one.summary)}
            del figures["is_clean"]
            drafts.append(figures | ({"review": one.review.fields} if one.review else {}))
    return console.as_json(
        problems=[_fields(problem) for one in checked for problem in one.problems],
        summary={**_counts(checked), **({"drafts": drafts} if drafts else {})},
    )


def _fields(problem: Problem) -> dict[str, object]:
    fields = {
        **console.fields_of(problem, "code", "severity", "file"),
        **{name: getattr(problem, name) or None for name in ("line", "column", "clause")},
        "message": problem.message,
        "hint": problem.hint,
    }
    if isinstance(problem, Finding):
        fields |= {
            "number": problem.number or None,
            "opening": problem.opening or None,
            "paragraph": problem.place if problem.place >= 0 else None,
            "footnotes": problem.notes,
            "sources": problem.sources,
            "texts": [asdict(shown) for shown in problem.texts],
        }
    return fields


def _markdown(checked: Sequence[_Checked]) -> str:
    parts = []
    for one in checked:
        if one.summary:
            findings = [problem for problem in one.problems if isinstance(problem, Finding)]
            parts.append(findings_markdown(str(one.path), one.summary, findings))
        else:
            found = [f"- {escaped(str(problem))} (`{problem.code}`)" for problem in one.problems]
            found = found or ["Nothing to find fault with."]
            parts.append("\n".join([f"# Check of {escaped(str(one.path))}", "", *found]) + "\n")
        if one.review:
            signed = "".join(f"- {escaped(line)}\n" for line in one.review.signed)
            review = f"## Review by {escaped(one.review.file)}\n\n{one.review.summary}.\n"
            parts[-1] += f"\n{review}" + (f"\n{signed}" if signed else "")
    return "\n".join(parts)


def _text(checked: Sequence[_Checked]) -> str:
    lines = [str(problem) for one in checked for problem in one.problems]
    signed = [one.review.signed for one in checked if one.review and one.review.signed]
    lines += [line for several in signed for line in ("Signed:", *several)]
    return "".join(f"{line}\n" for line in [*lines, _summary(checked)])


def _print(checked: Sequence[_Checked]) -> None:
    for one in checked:
        for problem in one.problems:
            where, severity, rest = str(problem).partition(f"{problem.severity}: ")
            click.echo(f"{where}{click.style(severity, fg=_SHOWN[problem.severity])}{rest}")
            for shown in getattr(problem, "texts", ()):
                click.echo(console.wrap(f"{shown.title}: {shown.text}", 6, 2))
        if one.review and one.review.signed:
            console.heading("Signed:")
            for line in one.review.signed:
                click.echo(console.wrap(line, 2, 2))


def _counts(checked: Sequence[_Checked]) -> dict[str, int]:
    """How many problems of each severity."""
    found = Counter(problem.severity for one in checked for problem in one.problems)
    return {f"{severity}s": found[severity] for severity in Severity}


def _summary(checked: Sequence[_Checked]) -> str:
    counts = _counts(checked)
    figures = ", ".join(console.plural(counts[f"{severity}s"], severity) for severity in Severity)
    return (
        "".join(f"{one.path.name}: {one.summary}.\n" for one in checked if one.summary)
        + "".join(f"{one.review.file}: {one.review.summary}.\n" for one in checked if one.review)
        + f"Checked {', '.join(one.path.name for one in checked)}: {figures}."
    )
