"""``drafter themes``, ``list``, ``show``: what a matrix says; ``drafter import``: read from a document."""

from __future__ import annotations

import csv
import io
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from drafter.cli import console
from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import ListedRecommendation, select_recommendations
from drafter.matrix.loading import ABOUT_FILE, MATRIX_FILE, open_matrix, read_document
from drafter.matrix.matrix_file import dump_matrix
from drafter.model import Candidate, Matrix, Recommendation, Region, Theme
from drafter.problems import Severity, raise_on_errors

_NO_FACTS = (
    f"There is no {ABOUT_FILE} beside it, so places, dates and symbols of the meetings are null: fill them "
    "in by hand, or write them into that file first.\n"
)


@click.command("themes")
@console.matrix_options
@console.criteria_options(min_regions=1)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def themes(matrix: str, concordance: str | None, in_json: bool, **values: Any) -> None:
    """Show what there is: themes, regions, and counts.

    One line a theme, with its id, its title, the number of recommendations of each region, and how
    many regions have any. The ids and the words of the titles are what --theme takes.

    \b
    Examples:
      drafter themes
      drafter themes --section "agenda item 5"
      drafter themes --count theme --min-regions 5
    """
    criteria = console.criteria_of(values)
    opened = open_matrix(matrix, concordance)
    selected = select_recommendations(opened.matrix, opened.concordance, criteria)
    wanted = {theme for row in selected for theme in row.themes}
    found = [theme for theme in opened.matrix.themes if theme.id in wanted]
    if in_json:
        shown = [
            {
                **console.fields_of(theme, "id", "section", "title"),
                "regions": {
                    region.key: len(opened.matrix.cells[theme.id].get(region.key, ()))
                    for region in opened.matrix.regions
                },
                "region_count": len(opened.matrix.cells[theme.id]),
            }
            for theme in found
        ]
        click.echo(console.as_json(themes=shown), nl=False)
        return
    _print_table(opened.matrix, found)
    console.message(
        f"{console.plural(len(found), 'theme')}; the figures count everything under each. "
        f"Next: drafter list --theme {found[0].id}",
    )


def _print_table(matrix: Matrix, themes: list[Theme]) -> None:
    """Ids, wrapped titles, and counts; plain characters only, for any terminal."""
    id_width = max(len(theme.id) for theme in themes)
    columns = [max(3, len(region.key)) for region in matrix.regions]
    counts_width = sum(columns) + 2 * len(columns) + len("regions") + 2
    title_width = console.width() - id_width - counts_width - 4
    keys = "  ".join(region.key.rjust(column) for region, column in zip(matrix.regions, columns, strict=True))
    click.echo(f"{'':{id_width + title_width + 4}}{keys}  regions")
    section = ""
    for theme in themes:
        if theme.section != section:
            section = theme.section
            console.heading(matrix.section_by_id[section].title)
        cells = matrix.cells[theme.id]
        counts = "  ".join(
            str(len(cells[region.key]) if region.key in cells else "-").rjust(column)
            for region, column in zip(matrix.regions, columns, strict=True)
        )
        first, *rest = textwrap.wrap(theme.heading, title_width) or [""]
        click.echo(f"  {theme.id:{id_width}}  {first:{title_width}}{counts}  {len(cells):7}")
        for line in rest:
            click.echo(f"  {'':{id_width}}  {line}")
    names = ", ".join(f"{region.key} {region.name}" for region in matrix.regions)
    click.echo(textwrap.fill(names, console.width()))


@click.command("list")
@console.matrix_options
@console.criteria_options(min_regions=1)
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
@click.option("--csv", "in_csv", is_flag=True, help="Print a table for a spreadsheet.")
def list_(matrix: str, concordance: str | None, in_json: bool, in_csv: bool, **values: Any) -> None:
    """List recommendations by section and theme.

    \b
    Examples:
      drafter list --theme terrorism
      drafter list --min-regions 4
      drafter list --region af --text "technical assistance" --csv > africa.csv
    """
    if in_json and in_csv:
        raise click.UsageError("take either --json or --csv")
    criteria = console.criteria_of(values)
    opened = open_matrix(matrix, concordance)
    rows = select_recommendations(opened.matrix, opened.concordance, criteria)
    if in_json:
        click.echo(console.as_json(recommendations=[_fields(opened.matrix, row) for row in rows]), nl=False)
    elif in_csv:
        # Excel takes a file for UTF-8 only where it begins with this mark.
        mark = "" if sys.stdout.isatty() else "\ufeff"
        click.echo(mark + _csv(opened.matrix, rows), nl=False)
    else:
        _print_list(opened.matrix, rows)
        console.message(
            f"{console.plural(len(rows), 'recommendation')}. "
            f"Next: drafter show {rows[0].id}, or drafter draft with the same criteria."
        )


def _print_list(matrix: Matrix, rows: Sequence[ListedRecommendation]) -> None:
    section = theme = ""
    for row in rows:
        under = matrix.theme_by_id[row.theme]
        if under.section != section:
            section = under.section
            console.heading(matrix.section_by_id[section].title)
        if row.theme != theme:
            theme = row.theme
            console.heading(f"{under.heading}  [{under.id}]", indent=2)
        shared = f"  shared by {' '.join(row.candidate.regions)} ({row.candidate.id})"
        console.recommendation(matrix, row.id, 4, shared if row.candidate.shared else "")


def _fields(matrix: Matrix, row: ListedRecommendation) -> dict[str, object]:
    """One recommendation, as ``--json`` and ``--csv`` give it."""
    item = matrix.by_id[row.id]
    return {
        **console.fields_of(item, "id", "region"),
        **console.fields_of(item.citation, "paragraph", "letter"),
        "label": item.label,
        "citation": item.citation.printed,
        "text": item.text,
        "themes": list(item.themes),
        "shared": row.candidate.shared.id if row.candidate.shared else None,
        "shared_regions": list(row.candidate.regions),
    }


def _csv(matrix: Matrix, rows: Sequence[ListedRecommendation]) -> str:
    table = [_fields(matrix, row) for row in rows]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, table[0], lineterminator="\n")
    writer.writeheader()
    for fields in table:
        writer.writerow({name: " ".join(v) if isinstance(v, list) else v for name, v in fields.items()})
    return buffer.getvalue()


@click.command("show")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@console.matrix_options
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def show(ids: Sequence[str], matrix: str, concordance: str | None, in_json: bool) -> None:
    """Show recommendations in full, and who shares them.

    The text, the citation, the themes, and the words of the other regions that say the same.

    ID is a recommendation's id, or the id of a shared recommendation.

    \b
    Examples:
      drafter show lac-19h
      drafter show culture-of-lawfulness
    """
    opened = open_matrix(matrix, concordance)
    candidate_of: dict[str, Candidate] = {}
    for candidate in candidates(opened.matrix, opened.concordance):
        candidate_of |= {candidate.id: candidate} | dict.fromkeys(candidate.members, candidate)
    ids = [given.lower() for given in ids]
    console.require_known(ids, candidate_of)
    if in_json:
        rows = [
            ListedRecommendation(member, candidate_of[given], opened.matrix.by_id[member].themes)
            for given in ids
            for member in ([given] if given in opened.matrix.by_id else candidate_of[given].members)
        ]
        click.echo(console.as_json(recommendations=[_fields(opened.matrix, row) for row in rows]), nl=False)
        return
    for place, given in enumerate(ids):
        if place:
            click.echo()
        if given in opened.matrix.by_id:
            _show(opened.matrix, opened.matrix.by_id[given], candidate_of[given])
        else:
            _show_entry(opened.matrix, candidate_of[given])


def _show(matrix: Matrix, item: Recommendation, candidate: Candidate) -> None:
    region = matrix.region_by_key[item.region]
    console.heading(f"{item.id}  {region.name}, {item.citation.printed}")
    click.echo(console.wrap(_report(region), 2))
    click.echo()
    click.echo(console.wrap(item.text, 2))
    for placement in item.placements:
        if placement.text != item.text:
            title = matrix.theme_by_id[placement.theme].heading
            click.echo(console.wrap(f"In other words under “{title}”:", 2))
            click.echo(console.wrap(placement.text, 4))
    if item.remark:
        click.echo(console.wrap(f"In the matrix: {item.remark}.", 2))
    click.echo()
    for theme_id in item.themes:
        theme = matrix.theme_by_id[theme_id]
        click.echo(console.wrap(f"Under: {theme.heading}  [{theme.id}]", 2))
    others = [member for member in candidate.members if member != item.id]
    if not others:
        click.echo(console.wrap("Shared by no other region.", 2))
        return
    click.echo(console.wrap(f"Shared ({candidate.id}) by {_names(matrix, candidate)}:", 2))
    for member in others:
        console.recommendation(matrix, member, 4)


def _show_entry(matrix: Matrix, candidate: Candidate) -> None:
    console.heading(f"{candidate.id}  shared by {_names(matrix, candidate)}")
    if candidate.shared and candidate.shared.note:
        click.echo(console.wrap(candidate.shared.note, 2))
    for member in candidate.members:
        lead = "  (lead)" if candidate.shared and candidate.shared.lead == member else ""
        console.recommendation(matrix, member, 4, lead)


def _names(matrix: Matrix, candidate: Candidate) -> str:
    return ", ".join(matrix.region_by_key[key].name for key in candidate.regions)


def _report(region: Region) -> str:
    facts = [region.meeting or region.name, region.place, region.dates]
    symbol = region.symbol or "symbol not confirmed"
    return f"Report of the {', '.join(fact for fact in facts if fact)} ({symbol})"


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write; - is standard output. [default: matrix.yaml beside FILE]",
)
@click.option("--overwrite", is_flag=True, help="Replace the output even if somebody changed it.")
def import_(file: str, output: str | None, overwrite: bool) -> None:
    """Read a matrix document and write it as a matrix file.

    FILE is text (UTF-8) with a row a line and tabs between the cells: column heads first, then
    headings of sections and themes, then recommendations that each end in a citation such as
    [Report, para. 19h]. Facts about the regions are taken from about.yaml beside it.

    \b
    Example:
      drafter import data/kyoto-2021/annex-b.txt
    """
    path = Path(file)
    reading = read_document(path)
    raise_on_errors(reading.problems)
    content = dump_matrix(reading.matrix)
    target = Path(output) if output else path.parent / MATRIX_FILE
    if not console.write_output(output or str(target), content, overwrite=overwrite):
        return
    matrix = reading.matrix
    odd = sum(problem.severity is not Severity.ERROR for problem in reading.problems)
    console.message(
        f"Wrote {target}: {console.plural(len(matrix.sections), 'section')}, "
        f"{console.plural(len(matrix.themes), 'theme')}, "
        f"{console.plural(len(matrix.recommendations), 'recommendation')}.\n"
        + ("" if (path.parent / ABOUT_FILE).exists() else _NO_FACTS)
        + (f"{console.plural(odd, 'oddity', 'oddities')} in {path}. " if odd else "")
        + f"Next: drafter check {target}"
    )
