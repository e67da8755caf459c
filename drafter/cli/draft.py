"""``drafter draft``: the Word draft; ``drafter form``: the words and looks that it is written in."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from drafter import __version__
from drafter.cli import console
from drafter.docx.provenance import is_untouched
from drafter.docx.writer import write_word
from drafter.draft.compose import Options
from drafter.draft.formats import write_markdown
from drafter.draft.model import Clause, Draft
from drafter.drafting import compose_criteria, compose_selection, form_problems, open_form, selection_problems
from drafter.files import date_for_files, has_whole_seal, reason_of, seal_text, shipped_folder, shipped_names
from drafter.form.forms import SHARED_FOLDER, Form
from drafter.matrix.criteria import OPTIONS, in_words
from drafter.matrix.loading import find_form, open_matrix
from drafter.merge.proposals import pending_problems
from drafter.problems import DrafterError, ExitStatus, Problem, Severity
from drafter.returned.clauses import numbers_of
from drafter.selection.loading import open_selection

_FORMATS = {".docx": "docx", ".md": "markdown", ".markdown": "markdown", ".json": "json"}
_NEXT = {
    "docx": "Next: open it in Word; its annexes say where each clause comes from.",
    "markdown": "Next: read it, or make it another format with pandoc.",
    "json": "Next: read it with a program.",
    "clean": "Next: paste it into the official template; drafts with notes and annexes: without --clean.",
}


@click.command("draft")
@click.argument("selection_file", metavar="[SELECTION]", required=False, type=click.Path())
@console.matrix_options
@console.criteria_options(min_regions=2)
@console.form_options
@click.option("--support", is_flag=True, help="Name the regions that share it after each clause.")
@click.option(
    "--since",
    metavar="OLD",
    help="An earlier draft in Word, or its selection file: Annex I then names each clause's old number.",
)
@click.option("--clean", is_flag=True, help="The text alone, to be pasted into an official template.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["docx", "markdown", "json"]),
    help="[default: by the ending of FILE, or docx]",
)
@click.option("--overwrite", is_flag=True, help="Replace FILE even if somebody changed it.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    selection_file: str | None,
    matrix: str,
    concordance: str | None,
    form: str,
    alternatives: str,
    support: bool,
    guidance: str,
    since: str | None,
    clean: bool,
    output: str | None,
    format_: str | None,
    overwrite: bool,
    **values: Any,
) -> None:
    """Write a Word draft of candidate clauses with footnotes.

    Each clause has a footnote for every recommendation that it was made from. Annexes say where each
    clause comes from and why every other recommendation was not used. SELECTION is a file that “drafter
    select” made and people edited; the draft is then made as it says.

    \b
    Examples:
      drafter draft -o kyoto.docx
      drafter draft --theme terrorism --min-regions 1 -o terrorism.docx
      drafter draft --min-regions 4 --format markdown -o -
      drafter draft selection.yaml -o round-2.docx
    """
    criteria = console.criteria_of(values)
    if output is None:
        raise click.UsageError("say where to write the draft: -o kyoto.docx")
    format_ = format_ or _format_of(output)
    in_word = format_ == "docx"
    if in_word:
        console.refuse_terminal(output)

    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    asked: dict[str, Any] = {"alternatives": alternatives, "support": support, "guidance": guidance}
    if selection_file:  # which decides what is not given here
        asked = {name: value if name in given else None for name, value in asked.items()}
    options = Options(**asked, clean=clean, was=numbers_of(Path(since)) if since else None)
    problems: list[Problem] = []
    if selection_file:
        for name, option in OPTIONS.items():
            if name in given:
                raise click.UsageError(
                    f"--{option} does not go with a selection, which has criteria of its own: "
                    f"drafter select {selection_file} --{option} …"
                )
        selection = open_selection(
            Path(selection_file),
            matrix=matrix if "matrix" in given else "",
            concordance=concordance or "",
            form=form if "form" in given else "",
        )
        loaded, opened = open_form(selection.form, in_word=in_word), selection.opened
        draft = compose_selection(selection, loaded, options)
        problems = [*selection_problems(selection, draft), *pending_problems(selection.path)]
    else:
        opened, loaded = open_matrix(matrix, concordance), open_form(form, in_word=in_word)
        draft = compose_criteria(opened, loaded, criteria, options)
    content, is_ours = _written(draft, format_, loaded)
    proposed = console.plural(len(opened.concordance.proposed), "proposed entry", "proposed entries")
    unconfirmed = f"{proposed} of {opened.concordance.name} count for nothing until you confirm them.\n"
    if not console.write_output(output, content, is_untouched=is_ours, overwrite=overwrite):
        return
    console.message(
        f"Wrote {output}: {console.plural(len(draft.clauses), 'candidate clause')}, "
        f"{console.plural(len(draft.guidance), 'paragraph')} of guidance; "
        f"{console.plural(len(draft.not_used), 'recommendation')} not used.\n"
        f"Made from {draft.made_from.criteria}.\n"
        f"{''.join(f'{problem}{chr(10)}' for problem in problems)}"
        f"{unconfirmed if opened.concordance.proposed else ''}"
        f"{_NEXT['clean' if clean and in_word else format_]}"
    )


def _format_of(output: str) -> str:
    suffix = Path(output).suffix.lower()
    if suffix and suffix not in _FORMATS:
        raise click.UsageError(
            f"drafter writes .docx, .md and .json, not “{suffix}”: for a PDF, save it from Word"
        )
    return _FORMATS.get(suffix, "docx")


def _written(draft: Draft, format_: str, form: Form) -> tuple[bytes, Callable[[bytes], bool]]:
    """A draft in a format, and what tells whether anybody changed such a file since."""
    if format_ == "json":
        return _json(draft).encode(), _is_untouched_json
    if format_ == "markdown":
        return seal_text(write_markdown(draft) + "\n", ("<!-- ", " -->")), has_whole_seal
    return word_file(draft, form), is_untouched


def word_file(draft: Draft, form: Form) -> bytes:
    """A draft as a Word file."""
    return write_word(draft, form.word_template, version=__version__, when=date_for_files())


# JSON


def _json(draft: Draft) -> str:
    """``drafter draft --format json``, with a seal that tells whether anybody changed it."""
    fields: dict[str, object] = {
        "title": draft.title,
        "criteria": draft.made_from.criteria,
        "clauses": [_clause(clause) for clause in draft.clauses],
        "guidance": [_clause(clause) for clause in draft.guidance],
        "not_used": [{"id": item.id, "reason": in_words(item.reason)} for item in draft.not_used],
    }
    return console.as_json(**fields, seal=_seal(fields))


def _is_untouched_json(content: bytes) -> bool:
    """Whether a JSON draft says what drafter wrote, however it is laid out."""
    try:
        fields = json.loads(content)
        seal = fields.pop("seal")
        del fields["schema_version"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return bool(seal == _seal(fields))


def _seal(fields: dict[str, object]) -> str:
    return hashlib.sha256(console.as_json(**fields).encode()).hexdigest()


def _clause(clause: Clause) -> dict[str, object]:
    decided = {"decision": None, "reason": "", "by": ""}
    return {
        **console.fields_of(clause, "id", "number", "letter", "kind", "part", "theme", "section", "heading"),
        **console.fields_of(clause, "text", "regions", "sources"),
        "footnotes": [note.text for version in clause.variants for note in version.footnotes],
        "alternatives": [console.fields_of(version, "text", "sources") for version in clause.variants[1:]],
        "own_words": clause.has_own_words,
        **(console.fields_of(clause.entry, *decided) if clause.entry else decided),
        "changes": [edit.why for version in clause.variants for edit in version.edits],
        "remarks": [remark.text for line in clause.lines for remark in line.remarks],
    }


# Forms


@click.group("form", context_settings={"help_option_names": ["-h", "--help"]})
def form() -> None:
    """Make a form of your own: its words, and its looks in Word.

    \b
    Examples:
      drafter form list
      drafter form copy kyoto my-house
      drafter form check my-house
    """


@form.command("list")
def _list() -> None:
    """Show the forms that come with drafter.

    \b
    Example:
      drafter form list
    """
    for name in shipped_names("templates", "outline.yaml"):
        click.echo(f"{name}  {shipped_folder('templates') / name}")
    console.message("Next: drafter form copy NAME FOLDER makes a copy that you can change.")


@form.command("copy")
@click.argument("name")
@click.argument("folder")
def _copy(name: str, folder: str) -> None:
    """Copy the form NAME to a new FOLDER, to change it there.

    \b
    Example:
      drafter form copy kyoto my-house
    """
    source, target = find_form(name), Path(folder)
    if target.exists():
        raise DrafterError(f"{target} is there already; nothing was copied", "Name a new folder.")
    try:
        shutil.copytree(shipped_folder("templates") / SHARED_FOLDER, target)
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise DrafterError(f"cannot write {target}: {reason_of(error)}") from error
    console.message(
        f"Copied {name} to {target}. Change the words in its .j2 files and the looks in word.docx, then:\n"
        f"drafter form check {target}\n"
        f"drafter draft --form {target} -o draft.docx"
    )


@form.command("check")
@click.argument("folder")
def _check(folder: str) -> None:
    """Check a form: every fault of its outline, its words and its Word file at once.

    \b
    Example:
      drafter form check my-house
    """
    problems = form_problems(find_form(folder))
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    found = f"{console.plural(errors, 'error')}, {console.plural(len(problems) - errors, 'note')}"
    console.message(f"Checked the form {folder}: {found}.")
    if errors:
        raise click.exceptions.Exit(ExitStatus.PROBLEMS)
