"""``drafter compare``: what changed between two drafts."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.draft import word_file
from drafter.compare import compare_drafts, comparison_fields, comparison_text, draft_text, in_short
from drafter.docx.provenance import is_untouched_redline
from drafter.docx.redline import redline
from drafter.drafting import compose_selection, open_form
from drafter.files import date_for_files, read_bytes
from drafter.returned.document import Returned, read_returned
from drafter.selection.loading import open_selection

_WORD = (".docx", ".dotx")
_YAML = (".yaml", ".yml")


@click.command("compare")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", help="Write NEW with tracked changes against OLD (.docx).")
@click.option(
    "--author",
    metavar="NAME",
    default="drafter",
    show_default=True,
    help="Who is said to have made the changes. Their date is that of SOURCE_DATE_EPOCH, or none.",
)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
@click.option("--overwrite", is_flag=True, help="Replace FILE even if somebody changed it.")
def command(old: Path, new: Path, output: str | None, author: str, in_json: bool, overwrite: bool) -> None:
    """Show what changed between two drafts.

    OLD and NEW are selections, or Word drafts that drafter made, also after people edited them; or one of
    each. Tracked changes that a Word draft has already are read as accepted. Without -o the changes are
    printed in words, for an e-mail. With -o they become tracked changes in Word: accept all of them and the
    text is NEW, reject all and it is OLD, footnotes and all.

    \b
    Examples:
      drafter compare round1.docx round2.docx
      drafter compare round1.yaml round2.yaml -o redline.docx
      drafter compare kyoto.docx kyoto-from-the-chair.docx -o redline.docx --author "The chair"
    """
    _look_over_options(old, new, output, author)
    (old_content, before), (new_content, after) = _open(old), _open(new)
    comparison = compare_drafts(draft_text(before), draft_text(after))
    if output:
        names, when = (str(old), str(new)), date_for_files()
        content = redline(old_content, new_content, author=author.strip(), when=when, names=names)
        console.write_output(output, content, is_untouched=is_untouched_redline, overwrite=overwrite)
    if in_json:
        click.echo(console.as_json(**comparison_fields(comparison, str(old), str(new))), nl=False)
    elif output is None:
        click.echo(comparison_text(comparison), nl=False)
    for path, returned in ((old, before), (new, after)):
        if returned.document.changes:
            changes = console.plural(returned.document.changes, "tracked change")
            console.message(f"{path} has {changes}: read as accepted.")
    if output and output != "-":
        console.message(
            f"Wrote {output}: {new.name} with what changed from {old.name} as tracked changes.\n"
            f"{in_short(comparison)}\n"
            "Next: open it in Word, Review, All Markup."
        )


def _look_over_options(old: Path, new: Path, output: str | None, author: str) -> None:
    for path in (old, new):
        if path.suffix.lower() not in (*_WORD, *_YAML):
            raise click.UsageError(
                f"{path} is neither a selection (.yaml) nor a Word draft (.docx): name two of these"
            )
    if console.is_same_file(old, new):
        raise click.UsageError(f"{old} and {new} are the same file: name the old draft and the new one")
    if not author.strip():
        raise click.UsageError("--author needs a name, not a blank")
    console.refuse_terminal(output)
    if output is None or output == "-":
        return
    if Path(output).suffix.lower() != ".docx":
        raise click.UsageError(f"tracked changes are written into a Word file: -o {Path(output).stem}.docx")
    console.refuse_inputs(output, old, new)


def _open(path: Path) -> tuple[bytes, Returned]:
    """The Word draft's bytes, and what it says."""
    if path.suffix.lower() in _YAML:
        selection = open_selection(path)
        form = open_form(selection.form, in_word=True)
        content = word_file(compose_selection(selection, form), form)
    else:
        content = read_bytes(path)
    hint = "Compare two drafts that “drafter draft” wrote, or the selections that they were made from."
    return content, read_returned(path, content=content, hint=hint)
