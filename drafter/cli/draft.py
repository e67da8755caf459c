"""``drafter draft``: the Word draft; ``drafter form``: the words and looks that it is written in."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from drafter import __version__
from drafter.cli import console, drafted
from drafter.cli.show_sources import fields_of
from drafter.files.places import shipped_folder, shipped_names
from drafter.files.replacing import all_or_none
from drafter.files.seal import MARKDOWN, has_whole_seal, seal_text
from drafter.files.writing import date_for_files
from drafter.matrix.criteria import OPTIONS, in_words
from drafter.matrix.loading import facts_problems, find_form, open_matrix
from drafter.paper import AnnexSize, Edition
from drafter.problems import Problem, Severity
from drafter.text.italics import unmarked

if TYPE_CHECKING:
    from drafter.draft.clause import Clause
    from drafter.draft.model import Draft
    from drafter.draft.variant import Variant
    from drafter.form.forms import Form
    from drafter.model import Matrix

_FORMATS = {".docx": "docx", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


@click.command("draft")
@click.argument("selection_file", metavar="[SELECTION]", required=False, type=click.Path())
@console.matrix_options
@console.criteria_options(min_regions=2)
@console.form_options
@click.option("--support", is_flag=True, help="Name those whose words it has after each clause.")
@click.option(
    "--since",
    metavar="OLD",
    help="An earlier draft in Word, or its selection file: Annex I then names each clause's old number.",
)
@click.option(
    "--edition",
    type=click.Choice([str(one) for one in Edition]),
    default="working",
    show_default=True,
    help="The desk's copy, with comments and what was not used; or what goes to the room, without them and "
    "without reasons and names out of the selection.",
)
@click.option(
    "--annexes",
    type=click.Choice([str(one) for one in AnnexSize]),
    default="brief",
    show_default=True,
    help="The words of a source where they differ from the print; every text verbatim; or no annexes.",
)
@click.option("--annexes-to", metavar="FILE", help="Write the annexes to a Word file of their own.")
@click.option("--clean", is_flag=True, help="The text alone, to be pasted into an official template.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["docx", "markdown", "json"]),
    help="[default: by the ending of FILE, or docx]",
)
@click.option("--overwrite", is_flag=True, help="Replace FILE even if somebody changed it.")
@click.option("--open", "is_opened", is_flag=True, help="Open FILE when it is written.")
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
    edition: str,
    annexes: str,
    annexes_to: str | None,
    clean: bool,
    output: str | None,
    format_: str | None,
    overwrite: bool,
    is_opened: bool,
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
    output, format_ = _place(output, format_, annexes_to)
    if is_opened and output == "-":
        raise click.UsageError("--open opens a file: name one with -o")
    in_word = format_ == "docx"

    from drafter.draft.model import Options
    from drafter.drafting import compose_criteria, compose_selection, open_form, selection_problems

    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    asked: dict[str, Any] = {"alternatives": alternatives, "support": support, "guidance": guidance}
    if selection_file:  # which decides what is not given here
        asked = {name: value if name in given else None for name, value in asked.items()}
    asked |= {"edition": Edition(edition), "annexes": AnnexSize(annexes), "clean": clean}
    if since:
        from drafter.returned.clauses import numbers_of

        asked["was"] = numbers_of(Path(since))
    options = Options(**asked, apart=annexes_to is not None)
    problems: list[Problem] = []
    if selection_file:
        for name, option in OPTIONS.items():
            if name in given:
                raise click.UsageError(
                    f"--{option} does not go with a selection, which has criteria of its own: "
                    f"drafter select {selection_file} --{option} …"
                )
        from drafter.merge.proposal_file import pending_problems
        from drafter.selection.loading import open_selection

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
    if not clean:
        problems += facts_problems(opened.path, opened.matrix)
    content, is_ours = _written(draft, format_, loaded)
    proposed = console.plural(len(opened.concordance.proposed), "proposed entry", "proposed entries")
    unconfirmed = f"{proposed} of {opened.concordance.name} count for nothing until you confirm them.\n"
    with all_or_none():
        also = _write_annexes(annexes_to, draft, loaded, overwrite=overwrite) if annexes_to else ""
        if not console.write_output(output, content, is_untouched=is_ours, overwrite=overwrite):
            return
    idle = drafted.without_effect(draft, given, options, format_)
    remarks = "".join(f"{line}\n" for line in (*problems, *idle))
    console.message(
        f"Wrote {output}{also}: {drafted.figures(draft, options, format_)}.\n"
        f"Made from {console.called(opened.matrix)}: {draft.made_from.criteria}.\n"
        f"{drafted.of_criteria(draft, opened.concordance.name, criteria)}"
        f"{drafted.blanks(draft)}"
        f"{remarks}"
        f"{unconfirmed if opened.concordance.proposed else ''}"
        f"{drafted.next_step(options, format_, annexes_to)}"
    )
    if is_opened and click.launch(output):
        console.message(f"No program opened {output}: open it yourself.")


def _place(output: str | None, format_: str | None, annexes_to: str | None) -> tuple[str, str]:
    """Where a draft goes, and in which format.

    Raises:
        click.UsageError: if it cannot go there.
    """
    if output is None:
        raise click.UsageError("say where to write the draft: -o kyoto.docx")
    format_ = format_ or _format_of(output)
    if format_ == "docx":
        console.refuse_terminal(output)
    is_apart = annexes_to is None or not console.is_same_file(Path(annexes_to), Path(output))
    if annexes_to and (_format_of(annexes_to) != "docx" or not is_apart):
        raise click.UsageError("the annexes go to a Word file of their own: --annexes-to annexes.docx")
    return output, format_


def _write_annexes(output: str, draft: Draft, form: Form, *, overwrite: bool) -> str:
    """Write the annexes to a file of their own; what is said of it."""
    if not draft.annexes:
        raise click.UsageError("there are no annexes to write: --annexes none and --clean leave them out")
    from drafter.docx.provenance import is_untouched_annexes

    content = word_file(draft.annex_paper, form)
    console.write_output(output, content, is_untouched=is_untouched_annexes, overwrite=overwrite)
    return f" and {output}"


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
        from drafter.draft.formats import write_markdown

        is_untouched_text = functools.partial(has_whole_seal, kind=MARKDOWN)
        return seal_text(write_markdown(draft) + "\n", MARKDOWN), is_untouched_text
    from drafter.docx.provenance import is_untouched

    return word_file(draft, form), is_untouched


def word_file(draft: Draft, form: Form) -> bytes:
    """A draft as a Word file."""
    from drafter.docx.writer import write_word

    return write_word(draft, form.word_template, version=__version__, when=date_for_files())


# JSON


def _json(draft: Draft) -> str:
    """``drafter draft --format json``, with a seal that tells whether anybody changed it."""
    fields: dict[str, object] = {
        "title": draft.title,
        "criteria": draft.made_from.criteria,
        "clauses": [_clause(clause, draft.matrix) for clause in draft.clauses],
        "guidance": [_clause(clause, draft.matrix) for clause in draft.guidance],
        "not_used": [{"id": item.id, "reason": in_words(item.reason)} for item in draft.not_used],
    }
    cited = (source for clause in draft.printed for source in clause.sources)
    declared = draft.matrix.declared
    others = [fields_of(declared, source) for source in dict.fromkeys(cited) if source in declared]
    fields |= {"other_sources": others} if others else {}
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


def _clause(clause: Clause, matrix: Matrix) -> dict[str, object]:
    decided = {"decision": None, "reason": "", "by": ""}
    return {
        **console.fields_of(clause, "id", "number", "letter", "kind", "part", "theme", "section", "heading"),
        **console.fields_of(clause, "text", "regions", "sources"),
        "footnotes": [note.text for version in clause.variants for note in version.footnotes],
        "alternatives": [
            {**console.fields_of(version, "text", "sources", "is_addition"), **_stretches(version, matrix)}
            for version in clause.variants[1:]
        ],
        "own_words": clause.has_own_words,
        **_stretches(clause.variants[0], matrix),
        **(console.fields_of(clause.entry, *decided) if clause.entry else decided),
        "changes": [unmarked(edit.why)[0] for version in clause.variants for edit in version.edits],
        "remarks": [unmarked(line.remark.text)[0] for line in clause.lines if line.remark],
    }


def _stretches(version: Variant, matrix: Matrix) -> dict[str, object]:
    """Whose the words of a wording of people's own are, stretch by stretch."""
    found = version.stretches(matrix.sources) if version.is_own and version.sources else ()
    said = [{"text": version.text[one.start : one.end], "sources": list(one.sources)} for one in found]
    return {"stretches": said} if said else {}


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
        console.show(f"{name}  {shipped_folder('templates') / name}")
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
    from drafter.form.copying import copy_form

    source, target = find_form(name), Path(folder)
    copy_form(source, target)
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
    from drafter.drafting import form_problems

    problems = form_problems(find_form(folder))
    for problem in console.first_of_each_kind(problems):
        console.show(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    found = f"{console.plural(errors, 'error')}, {console.plural(len(problems) - errors, 'note')}"
    console.message(f"Checked the form {folder}: {found}.")
    console.end_by(problems)
