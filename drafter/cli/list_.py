"""``drafter list``: the recommendations that the criteria select."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from typing import Any

import click

from drafter.cli.console import heading, message, plural, recommendation
from drafter.cli.options import criteria_of, criteria_options, matrix_options
from drafter.matrix.candidates import ListedRecommendation, select_recommendations
from drafter.matrix.loading import open_matrix
from drafter.model import Matrix


@click.command("list")
@matrix_options
@criteria_options(min_regions=1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")
def command(matrix: str, concordance: str | None, as_json: bool, as_csv: bool, **values: Any) -> None:
    """List recommendations by section and theme.

    \b
    Examples:
      drafter list --theme terrorism
      drafter list --min-regions 4
      drafter list --region af --text "technical assistance" --csv > africa.csv
    """
    if as_json and as_csv:
        raise click.UsageError("take either --json or --csv")
    criteria = criteria_of(values)
    opened = open_matrix(matrix, concordance)
    rows = select_recommendations(opened.matrix, opened.concordance, criteria)
    if as_json:
        from drafter.cli.json_shapes import list_json

        click.echo(list_json(opened.matrix, rows), nl=False)
    elif as_csv:
        # Excel takes a file for UTF-8 only where it begins with this mark.
        mark = "" if sys.stdout.isatty() else "\ufeff"
        click.echo(mark + _csv(opened.matrix, rows), nl=False)
    else:
        _print(opened.matrix, rows)
        message(
            f"{plural(len(rows), 'recommendation')}. "
            f"Next: drafter show {rows[0].id}, or drafter draft with the same criteria."
        )


def _print(matrix: Matrix, rows: Sequence[ListedRecommendation]) -> None:
    section = theme = ""
    for row in rows:
        under = matrix.theme_by_id[row.theme]
        if under.section != section:
            section = under.section
            heading(matrix.section_by_id[section].title)
        if row.theme != theme:
            theme = row.theme
            heading(f"{under.heading}  [{under.id}]", indent=2)
        shared = f"  shared by {' '.join(row.candidate.regions)} ({row.candidate.id})"
        recommendation(matrix, row.id, 4, shared if row.candidate.shared else "")


def _csv(matrix: Matrix, rows: Sequence[ListedRecommendation]) -> str:
    from drafter.cli.json_shapes import recommendation_fields

    table = [recommendation_fields(matrix, row) for row in rows]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, table[0], lineterminator="\n")
    writer.writeheader()
    for fields in table:
        writer.writerow({name: " ".join(v) if isinstance(v, list) else v for name, v in fields.items()})
    return buffer.getvalue()
