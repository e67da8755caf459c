"""``drafter themes``: the theme × region table."""

from __future__ import annotations

import textwrap
from typing import Any

import click

from drafter.cli.console import heading, message, plural, width
from drafter.cli.options import criteria_of, criteria_options, matrix_options
from drafter.matrix.candidates import select_recommendations
from drafter.matrix.loading import open_matrix
from drafter.model import Matrix, Theme


@click.command("themes")
@matrix_options
@criteria_options(min_regions=1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def command(matrix: str, concordance: str | None, as_json: bool, **values: Any) -> None:
    """Show what there is: themes, regions, and counts.

    One line a theme, with its id, its title, the number of recommendations of each region, and how
    many regions have any. The ids and the words of the titles are what --theme takes.

    \b
    Examples:
      drafter themes
      drafter themes --section "agenda item 5"
      drafter themes --count theme --min-regions 5
    """
    criteria = criteria_of(values)
    opened = open_matrix(matrix, concordance)
    selected = select_recommendations(opened.matrix, opened.concordance, criteria)
    wanted = {theme for row in selected for theme in row.themes}
    themes = [theme for theme in opened.matrix.themes if theme.id in wanted]
    if as_json:
        from drafter.cli.json_shapes import themes_json

        click.echo(themes_json(opened.matrix, themes), nl=False)
        return
    _print_table(opened.matrix, themes)
    message(
        f"{plural(len(themes), 'theme')}; the figures count everything under each. "
        f"Next: drafter list --theme {themes[0].id}",
    )


def _print_table(matrix: Matrix, themes: list[Theme]) -> None:
    """Ids, wrapped titles, and counts; plain characters only, for any terminal."""
    id_width = max(len(theme.id) for theme in themes)
    columns = [max(3, len(region.key)) for region in matrix.regions]
    counts_width = sum(columns) + 2 * len(columns) + len("regions") + 2
    title_width = width() - id_width - counts_width - 4
    keys = "  ".join(region.key.rjust(column) for region, column in zip(matrix.regions, columns, strict=True))
    click.echo(f"{'':{id_width + title_width + 4}}{keys}  regions")
    section = ""
    for theme in themes:
        if theme.section != section:
            section = theme.section
            heading(matrix.section_by_id[section].title)
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
    click.echo(textwrap.fill(names, width()))
