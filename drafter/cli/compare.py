"""``drafter compare``: what changed between two drafts."""

from __future__ import annotations

from pathlib import Path

import click

from drafter.cli import console
from drafter.files import date_for_files, read_bytes


@click.command("compare")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="FILE", help="Write NEW with tracked changes against OLD (.docx).")
@click.option("--annexes", is_flag=True, help="Compare tables and annexes too, not the text alone.")
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
@console.overwrite_option
def command(old: Path, new: Path, output: str | None, annexes: bool, in_json: bool, overwrite: bool) -> None:
    """Show what changed between two drafts.

    OLD and NEW are Word drafts, also after people edited them. Tracked changes that they have are read as
    accepted. Without -o the changes are printed in words. With -o they become tracked changes in Word:
    accept all and the text is NEW, reject all and it is OLD, with the footnotes of each.

    \b
    Examples:
      drafter compare round1.docx round2.docx
      drafter compare round1.docx round2.docx -o redline.docx
    """
    from drafter.compare import compare_drafts, comparison_fields, comparison_lines, summary

    if output and output != "-" and Path(output).suffix.lower() != ".docx":
        raise click.UsageError(f"tracked changes are written into a Word file: -o {Path(output).stem}.docx")
    console.refuse_terminal(output)
    console.refuse_inputs(output, old, new)
    contents = read_bytes(old), read_bytes(new)
    comparison = compare_drafts(*contents, (str(old), str(new)), annexes=annexes)
    if output:
        from drafter.word.redline import redline

        content = redline(*contents, author="drafter", when=date_for_files(), annexes=annexes)
        console.write_output(output, content, overwrite=overwrite)
    if in_json:
        click.echo(console.as_json(**comparison_fields(comparison, str(old), str(new))), nl=False)
    elif output is None:
        click.echo("\n".join(comparison_lines(comparison)))
    for path, count in zip((old, new), comparison.tracked, strict=True):
        if count:
            console.message(f"{path} has {console.plural(count, 'tracked change')}: read as accepted.")
    if output and output != "-":
        console.message(
            f"Wrote {output}: {new.name} with tracked changes against {old.name}. {summary(comparison)}"
        )
        console.message("Next: open it in Word, Review, All Markup.")
