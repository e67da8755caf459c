"""Commands that write a draft and copy a form: draft, form."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click

from drafter import __version__
from drafter.cli import console
from drafter.draft.formats import json_fields, write_markdown
from drafter.draft.matter import Annexes, Options
from drafter.draft.model import Draft, Edition
from drafter.files import date_for_files, has_whole_seal, seal_text, shipped_folder, write_file
from drafter.form.forms import SHARED_FOLDER, Form
from drafter.matrix.criteria import OPTIONS, Criteria
from drafter.matrix.loading import DEFAULT_FORM, DEFAULT_MATRIX, OpenMatrix, find_form, open_matrix
from drafter.problems import DrafterError
from drafter.selection.drafting import compose_criteria, compose_selection, open_form
from drafter.word.guard import open_word
from drafter.word.package import is_untouched, stored_draft
from drafter.word.writer import write_word

_ENDINGS = (".docx", ".md", ".json")


@click.command("draft")
@click.argument("selection_file", metavar="[SELECTION]", required=False, type=click.Path())
@console.criteria_options(min_regions=2)
@console.matrix_option
@click.option(
    "--form",
    metavar="NAME|FOLDER",
    default=DEFAULT_FORM,
    show_default=True,
    help="The words and looks of the paper: kyoto, doha, or a folder.",
)
@click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.WORKING.value,
    show_default=True,
    help="working has comments, delegates has none, and clean is the text alone.",
)
@click.option(
    "--annexes",
    type=click.Choice([annexes.value for annexes in Annexes]),
    help="How much to say of sources and unused recommendations.  [default: brief with working, else none]",
)
@console.output_option("A .docx, .md or .json file, or - to print.", *_ENDINGS, is_printed=True)
@console.overwrite_option
def draft(
    selection_file: str | None,
    criteria: Criteria,
    matrix: str,
    form: str,
    edition: str,
    annexes: str | None,
    output: Path | None,
    overwrite: bool,
) -> None:
    """Make a draft of candidate clauses with footnotes.

    Each clause has a footnote for every recommendation that it is made from. SELECTION is a file that
    “drafter select” wrote: the draft then has its clauses, order and words.

    \b
    Examples:
      drafter draft -o kyoto.docx
      drafter draft --theme terrorism --min-regions 1 -o terrorism.docx
      drafter draft selection.yaml --edition delegates -o round-2.docx
    """
    if output is None:
        raise click.UsageError("say where to write the draft: -o kyoto.docx")
    options = Options(Edition(edition), Annexes(annexes) if annexes else None)
    if selection_file:
        from drafter.selection.loading import open_selection

        named_options = console.named_options()
        criterion = next((option for name, option in OPTIONS.items() if name in named_options), "")
        if criterion:
            raise click.UsageError(
                f"change the criteria in the selection: drafter select {selection_file} --{criterion} …"
            )
        selection = open_selection(
            Path(selection_file),
            matrix=matrix if "matrix" in named_options else "",
            form=form if "form" in named_options else "",
        )
        loaded, opened = open_form(selection.form), selection.opened
        draft = compose_selection(selection, loaded, options)
        for problem in selection.warnings:
            console.message(str(problem))
        if loaded.outline.has_lists and any(clause.number for clause in selection.file.clauses):
            console.message(f"The form {loaded.name} prints lists, so the fixed numbers are not used.")
    else:
        opened, loaded = open_matrix(matrix), open_form(form)
        draft = compose_criteria(opened, loaded, criteria, options)
    content, is_ours = _written(draft, output.suffix.lower(), loaded)
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        return
    write_file(output, content, is_untouched=is_ours, overwrite=overwrite)
    sources = console.plural(len(draft.quotations), "recommendation")
    what = f"{console.plural(len(draft.clauses), 'paragraph')} from {sources}"
    if matrix == DEFAULT_MATRIX and not selection_file:
        what += f"; the matrix is {opened.matrix.name}, which comes with drafter"
    console.wrote(output, what, _next(opened, selection_file))


def _next(opened: OpenMatrix, selection_file: str | None) -> str:
    proposed = len(opened.concordance.proposed)
    if not opened.concordance.confirmed:
        return "group the recommendations that say the same: drafter match -h"
    if proposed:
        groups = console.plural(proposed, "proposed entry", "proposed entries")
        return f"confirm or reject {groups} in {opened.concordance.name}: drafter match -h"
    if selection_file:
        named = console.quoted(selection_file)
        return f"send it out, and bring edits back: drafter merge {named} NAME=FILE"
    return "choose paragraphs and change their words: drafter select -o selection.yaml"


def _written(draft: Draft, ending: str, form: Form) -> tuple[bytes, Callable[[bytes], bool]]:
    """Return a draft as bytes, and a test whether nobody edited such a file."""
    if ending == ".json":
        text = console.as_json(**json_fields(draft)).removesuffix("\n}\n")
        return seal_text(f"{text},\n", ('  "seal": "', '"\n}')), has_whole_seal
    if ending == ".docx":
        content = write_word(draft, form.word_template, version=__version__, when=date_for_files())
        return content, lambda existing: is_untouched(existing) and _is_same_draft(existing, draft)
    return seal_text(write_markdown(draft) + "\n", ("<!-- ", " -->")), has_whole_seal


def _is_same_draft(content: bytes, draft: Draft) -> bool:
    """Tell whether an unedited Word file is an earlier state of a draft."""
    stored = stored_draft(open_word(content, "").part.package)
    return stored is not None and stored.draft.origin == draft.origin


@click.group("form", context_settings={"help_option_names": ["-h", "--help"]})
def form() -> None:
    """Make a form of your own: its words, and its looks in Word.

    \b
    Example:
      drafter form copy kyoto my-house
    """


@form.command("copy")
@click.argument("name")
@click.argument("folder")
def _copy(name: str, folder: str) -> None:
    """Copy the form NAME (kyoto or doha) to a new FOLDER.

    \b
    Example:
      drafter form copy kyoto my-house
    """
    source, target = find_form(name), Path(folder)
    if target.exists():
        raise DrafterError(f"{target} already exists; nothing was written", "Name a new folder.")
    shutil.copytree(shipped_folder("templates") / SHARED_FOLDER, target)
    shutil.copytree(source, target, dirs_exist_ok=True)
    named = console.quoted(target)
    then = f"drafter check {named}, then drafter draft --form {named} -o draft.docx"
    console.wrote(target, "the words are in its .j2 files, the looks in word.docx", then)
