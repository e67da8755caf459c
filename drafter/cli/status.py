"""``drafter status``: where the text stands, paragraph by paragraph and delegation by delegation."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from drafter.cli import console
from drafter.cli.mark import printed
from drafter.selection.loading import open_selection
from drafter.selection.status import paragraphs_of


@click.command("status")
@click.argument("selection_file", metavar="[SELECTION]", default="selection.yaml", type=click.Path())
@console.json_option
def command(selection_file: str, in_json: bool) -> None:
    """Show where the text stands: one line a paragraph, then the brackets of each delegation.

    Brackets and the names behind them are counted in the words that people gave the paragraphs.

    \b
    Examples:
      drafter status
      drafter status selection.yaml --json
    """
    selection = open_selection(Path(selection_file))
    paragraphs = paragraphs_of(selection.file.clauses, printed(selection))
    names: dict[str, Counter[str]] = {}
    for paragraph in paragraphs:
        for name, count in paragraph.names.items():
            names.setdefault(name, Counter())[paragraph.number or paragraph.id] += count
    delegations = sorted(names.items(), key=lambda item: (-item[1].total(), item[0]))
    if in_json:
        rows = [
            {
                **console.fields_of(paragraph, "id", "number", "opening", "status", "brackets"),
                "names": dict(paragraph.names),
            }
            for paragraph in paragraphs
        ]
        by_name = [
            {"name": name, "brackets": counts.total(), "paragraphs": [*counts]}
            for name, counts in delegations
        ]
        click.echo(console.as_json(paragraphs=rows, delegations=by_name), nl=False)
        return
    for paragraph in paragraphs:
        line = f"{paragraph.number or '–':>8}  {paragraph.opening}"
        if paragraph.status:
            line += f"  {paragraph.status}"
        if paragraph.brackets:
            whose = ", ".join(paragraph.names)
            line += f"  {console.plural(paragraph.brackets, 'bracket')}{f': {whose}' if whose else ''}"
        click.echo(line)
    if delegations:
        console.heading("Brackets by delegation")
    for name, counts in delegations:
        places = ", ".join(number if n == 1 else f"{number} ({n})" for number, n in counts.items())
        click.echo(console.wrap(f"{name}: {console.plural(counts.total(), 'bracket')}, in {places}", 2, 2))
    console.message(f"Next: drafter draft {console.quoted(selection.path)} -o draft.docx")
