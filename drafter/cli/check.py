"""``drafter check``: what is wrong in a file, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import yaml

from drafter.check.draft import check_draft
from drafter.check.finding import NOWHERE, ORIGIN_EDITED, Finding, comment_paragraphs, finding
from drafter.cli import console
from drafter.cli.checked import Checked, json_of, markdown_of, print_checked, summary_of, text_of
from drafter.documents.reports import ReportsSummary, compare_with_reports
from drafter.documents.source import compare_with_source, read_document, without_paragraph
from drafter.docx.parts.notes import NewComment, annotate
from drafter.draft.remarks import slip_problems
from drafter.drafting import compose_selection, selection_problems
from drafter.files.kinds import HISTORY, written_as
from drafter.files.places import shipped_names
from drafter.files.reading import read_bytes, stands
from drafter.files.writing import date_for_files, never
from drafter.matrix.about import load_about
from drafter.matrix.concordance import load_concordance
from drafter.matrix.loading import (
    ABOUT_FILE,
    CONCORDANCE_FILE,
    MATRIX_FILE,
    REMARKS_FILE,
    OpenMatrix,
    facts_problems,
    find_matrix,
    fingerprint_of,
    matrix_beside,
    open_matrix,
    with_remarks,
)
from drafter.matrix.matrix_file import load_matrix
from drafter.merge.proposal_file import load_proposals, pending_problems
from drafter.model import Matrix
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity, naming
from drafter.process import without_collector
from drafter.reading.findings import with_review
from drafter.records.nodes import compose
from drafter.returned.document import Returned, read_returned
from drafter.selection.history_told import history_problems
from drafter.selection.loading import open_selection
from drafter.selection.source_file import SOURCES_FILE, load_sources, sources_beside
from drafter.text.words import visible

_WORD = (".docx", ".dotx", ".docm")
_OTHER_DRAFTS = (".odt", ".ott", ".doc", ".dot", ".rtf", ".pdf", ".pages")
_NOT_AS_NAMED = "not-as-named"
_PAGES = (".html", ".htm")
_SEAL = b"drafter seal:"  # in a page of drafter's own
_YAML = (".yaml", ".yml")
_PROPOSALS = ".proposals.yaml"  # beside a selection
_FORMATS = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".docx": "docx", ".txt": "text"}


# Files that another command reads: what keys each has, what it is, and where it is read.
_READ_ELSEWHERE = (
    (
        {"draft", "reviewed"},
        "a review",
        "It is checked with its draft: drafter check --review {path} draft.docx",
    ),
    ({"text", "links"}, "a trace", "It is read with the adopted text: drafter trace TEXT --trace {path}"),
    (
        {"text", "answers"},
        "what one person read of a trace",
        "It is read beside others: drafter trace TEXT --readings {path} trace-b.yaml",
    ),
    (
        {"matrix", "answers"},
        "what one person read of who says the same",
        "It is read beside others: drafter match --readings {path} reading-b.yaml",
    ),
    (
        {"language", "parts"},
        "the outline of a form",
        "It is checked with its folder: drafter form check FOLDER",
    ),
    ({"phrases"}, "a form's phrases", "They are checked with their folder: drafter form check FOLDER"),
    ({"abbreviations"}, "a form's glossary", "It is checked with its folder: drafter form check FOLDER"),
)


@click.command("check", short_help="List what is odd in a draft, a matrix or a selection.")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@console.matrix_options_with("the one inside a Word draft; else ")
@click.option("--accepted", is_flag=True, help="Read tracked changes in Word drafts as accepted.")
@click.option("--original", is_flag=True, help="Read them as rejected, those of a redline too.")
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
    accepted: bool,
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
    document that it was read from, if that stands beside it, and against the reports that “reports:” in
    about.yaml names. No file that is checked is ever written to.
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
      drafter check sources.yaml
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
    if review and (len(paths) != 1 or not _is_word(paths[0])):
        raise click.UsageError(
            "--review goes with one Word draft: drafter check --review review.yaml draft.docx"
        )
    if not paths:
        paths = [find_matrix(matrix)]
        beside = Path(concordance) if concordance else paths[0].parent / CONCORDANCE_FILE
        paths += [beside] if concordance or stands(beside) else []
    named = context.get_parameter_source("matrix") is not click.core.ParameterSource.DEFAULT
    drafts = {path for path in paths if _is_word(path) and (named or review or not _is_matrix_document(path))}
    opened = open_matrix(matrix, concordance) if named and drafts else None
    checked = [
        _check_word(path, opened, review, accepted=accepted, original=original)
        if path in drafts
        else _check_file(path, matrix if named else matrix_beside(path))
        for path in paths
    ]
    _give(checked, format_, output, overwrite=overwrite)
    console.message(summary_of(checked))
    worst = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in worst for one in checked for problem in one.problems):
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in _WORD


def _is_matrix_document(path: Path) -> bool:
    """Whether a file is no draft: it only is called a Word file, or has recommendations for the most."""
    try:
        reading = read_document(path)
    except DrafterError:
        return False
    if any(problem.code == _NOT_AS_NAMED for problem in reading.problems):
        return _is_word(path)
    errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
    return errors < len(reading.matrix.recommendations)


def _is_own_page(content: bytes) -> bool:
    """Whether a page is one that drafter wrote, or at least none with a table."""
    return _SEAL in content or b"<table" not in content.lower()


def _check_word(
    path: Path, opened: OpenMatrix | None, review: str | None, *, accepted: bool, original: bool
) -> Checked:
    authors = None if accepted else ()
    declared, of_sources = sources_beside(path)
    with without_collector():
        returned = read_returned(path, opened, original=original, authors=authors, declared=declared)
        checked = check_draft(returned)
    if returned.document.is_redline:
        read_as = "rejected" if original else "accepted; --original reads them as rejected"
        console.message(f"{path} is a redline that drafter compare made. Its changes are read as {read_as}.")
    if opened is None:
        told = map(partial(_with_command, path, returned), checked.findings)
        checked = replace(checked, findings=(*_other_matrix_here(path, returned), *told))
    # The draft has inside what it needs, so that a fault of this file is none of its own.
    faults = (
        Finding(one.code, one.message, Severity.WARNING, one.hint, one.file, one.line, one.column)
        for one in of_sources
    )
    draft = returned.document.draft
    name = dict(draft.made_from.options).get("selection", "") if draft else ""
    own = checked.findings
    if name and not name.startswith("#"):  # of a clean draft the name is a mark
        own = tuple(naming(one, console.quoted(name)) for one in own)
    checked = replace(checked, findings=(*faults, *own))
    if review is None:
        return Checked(path, checked.findings, checked.summary)
    findings, summary, shown = with_review(checked, review)
    return Checked(path, findings, summary, shown)


def _other_matrix_here(path: Path, returned: Returned) -> Iterator[Finding]:
    """Say that the matrix beside a draft is not the one that made it, against which it was checked."""
    draft, beside = returned.document.draft, path.with_name(MATRIX_FILE)
    if draft and beside.is_file() and fingerprint_of(beside) != draft.made_from.matrix_sha256:
        found = finding(NOWHERE, "other-matrix-here", matrix=MATRIX_FILE, named=console.quoted(beside))
        yield replace(found, file=returned.document.name)


def _with_command(path: Path, returned: Returned, found: Finding) -> Finding:
    """A finding; of an edited origin with how to check against its matrix, where that is at hand."""
    draft, beside = returned.document.draft, path.with_name(MATRIX_FILE)
    if draft is None or found.code != ORIGIN_EDITED:
        return found
    named = draft.matrix.name if draft.matrix.name in shipped_names("data", MATRIX_FILE) else ""
    if beside.is_file() and fingerprint_of(beside) == draft.made_from.matrix_sha256:
        named = console.quoted(beside)
    if not named:
        return found
    told = finding(NOWHERE, f"{ORIGIN_EDITED}/matrix-here", named=named, file=console.quoted(path))
    return replace(found, hint=told.hint)


# Files that are no Word drafts


def _check_file(path: Path, matrix: str) -> Checked:
    """What is wrong in a file that is no Word draft, the worst first.

    Args:
        path: A matrix document, a matrix file, a concordance or a selection.
        matrix: The matrix that a concordance is about.

    Raises:
        DrafterError: if it is none of these, or cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHER_DRAFTS and not _is_matrix_document(path):
        raise DrafterError(
            f"{path} is neither a Word draft nor a matrix document that drafter can read",
            "Save it as “Word Document (.docx)” and check that. What is wrong with a matrix document says "
            f"drafter import {console.quoted(path)} --preview",
        )
    if suffix in _PAGES and _is_own_page(read_bytes(path)):
        raise DrafterError(
            f"{path} is a page for a browser",
            "Check the draft itself, with what was signed: drafter check --review review.yaml draft.docx",
        )
    if suffix == ".txt" and written_as(read_bytes(path)) == HISTORY:
        hint = "It is looked over with its selection: drafter check selection.yaml"
        raise DrafterError(f"{path} is {HISTORY}", hint)
    try:
        is_yaml = suffix in _YAML
        problems, reports = _check_yaml(path, matrix) if is_yaml else (read_document(path).problems, None)
    except ContentError as error:
        problems, reports = error.problems, None
    order = list(Severity)
    in_order = sorted(problems, key=lambda problem: order.index(problem.severity))
    return Checked(path, in_order, reports=reports)


def _check_yaml(path: Path, matrix: str) -> tuple[Sequence[Problem], ReportsSummary | None]:
    if path.name.endswith(_PROPOSALS):
        beside = path.with_name(path.name.removesuffix(_PROPOSALS) + ".yaml")
        load_proposals(beside)
        return pending_problems(beside), None
    root, _ = compose(path)
    if isinstance(root, yaml.SequenceNode):
        return _check_list(path, root, open_matrix(matrix).matrix), None
    keys = _keys_of(root)
    for with_keys, what, hint in _READ_ELSEWHERE:
        if with_keys <= keys:
            raise DrafterError(f"{path} is {what}", hint.format(path=console.quoted(path)))
    if "clauses" in keys or ("criteria" in keys and "recommendations" not in keys):
        selection = open_selection(path)
        found = selection_problems(selection, compose_selection(selection))
        return [*found, *pending_problems(path), *history_problems(path)], None
    if path.name == SOURCES_FILE or keys & {"documents", "proposals"}:
        return load_sources(path, open_matrix(matrix).matrix)[1], None
    if path.name == ABOUT_FILE:
        return facts_problems(path, load_about(path)), None
    file = load_matrix(path)
    in_reports, reports = compare_with_reports(file)
    facts = facts_problems(path, file.matrix)
    odd = [*compare_with_source(file), *without_paragraph(file), *slip_problems(file)]
    problems = [*file.problems, *facts, *odd, *in_reports]
    return problems, reports


def _check_list(path: Path, root: yaml.SequenceNode, matrix: Matrix) -> Sequence[Problem]:
    """What is wrong in a file that is a list: remarks on the texts of a matrix, or its concordance."""
    first = next(iter(root.value), None)
    if _keys_of(first) >= {"id", "draft", "set"}:
        hint = f"Call it as its selection, with {_PROPOSALS} behind: selection{_PROPOSALS}."
        raise DrafterError(f"{path} is a file of proposals, and not called as one", hint)
    if path.name == REMARKS_FILE or _keys_of(first) >= {"recommendation", "says"}:
        with_remarks(matrix, path)
        return ()
    return load_concordance(path, matrix)[1]


def _keys_of(node: yaml.Node | None) -> set[str]:
    """The keys of a mapping; none of anything else."""
    return {str(key.value) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()


# What is given


def _give(checked: Sequence[Checked], format_: str, output: str | None, *, overwrite: bool) -> None:
    if format_ == "text" and output in (None, "-"):
        print_checked(checked)
        return
    if format_ == "docx":
        content = _with_comments(checked[0])
    else:
        content = visible(
            {"json": json_of, "markdown": markdown_of, "text": text_of}[format_](checked)
        ).encode()
    if console.write_output(output or "-", content, is_untouched=never, overwrite=overwrite):
        console.message(f"Wrote {output}.")


def _with_comments(checked: Checked) -> bytes:
    comments = [
        NewComment(one.place, comment_paragraphs(one)) for one in checked.problems if isinstance(one, Finding)
    ]
    return annotate(read_bytes(checked.path), comments, str(checked.path), date_for_files())
