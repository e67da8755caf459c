"""Commands for the matrix: themes, list, import."""

from __future__ import annotations

import csv
import io
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from drafter.cli import console
from drafter.documents import Layout, import_document
from drafter.documents.table import Role
from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import Criteria
from drafter.matrix.loading import OpenMatrix, open_matrix
from drafter.matrix.selecting import ListedRecommendation, select_recommendations
from drafter.model import Clause, Matrix, Recommendation, Theme
from drafter.problems import DrafterError, ExitStatus, Problem, did_you_mean


@click.command("themes")
@console.criteria_options(min_regions=1)
@console.matrix_option
@console.json_option
def themes(criteria: Criteria, matrix: str, in_json: bool) -> None:
    """Show the themes: the number of recommendations of each region, and how many regions have any.

    --theme takes an id, or words of a title.

    \b
    Examples:
      drafter themes
      drafter themes --count theme --min-regions 5
    """
    opened = open_matrix(matrix)
    rows = select_recommendations(opened.matrix, opened.concordance, criteria)
    wanted = {theme for row in rows for theme in row.themes}
    listed = [theme for theme in opened.matrix.themes if theme.id in wanted]
    if in_json:
        cells = opened.matrix.cells
        rows_of_themes = [
            {
                "id": theme.id,
                "section": theme.section,
                "title": theme.title,
                "regions": {key: len(cells[theme.id].get(key, ())) for key in opened.matrix.region_by_key},
                "region_count": len(cells[theme.id]),
            }
            for theme in listed
        ]
        console.print_json(themes=rows_of_themes)
        return
    _print_table(opened.matrix, listed)
    count, named = console.plural(len(listed), "theme"), console.matrix_named(matrix)
    console.result(count, f"drafter list --theme {listed[0].id}{named}")


# The most regions with a column in the table. A matrix of States has more.
_MOST_COLUMNS = 8


def _print_table(matrix: Matrix, themes: Sequence[Theme]) -> None:
    """Print ids, wrapped titles and counts in plain characters."""
    keys = [region.key for region in matrix.regions] if len(matrix.regions) <= _MOST_COLUMNS else []
    heads = [f"{key:>3}" for key in keys] + ["regions"]
    id_width = max(len(theme.id) for theme in themes)
    title_width = max(20, console.width() - id_width - len("  ".join(heads)) - 6)
    click.echo(" " * (id_width + title_width + 6) + "  ".join(heads))
    section = ""
    for theme in themes:
        if theme.section != section:
            section = theme.section
            console.heading(matrix.section_by_id[section].title)
        cells = matrix.cells[theme.id]
        counts = [str(len(cells[key])) if key in cells else "-" for key in keys] + [str(len(cells))]
        row = "  ".join(count.rjust(len(head)) for count, head in zip(counts, heads, strict=True))
        first, *rest = textwrap.wrap(theme.heading, title_width) or [""]
        click.echo(f"  {theme.id:{id_width}}  {first:{title_width}}  {row}")
        for line in rest:
            click.echo(f"  {'':{id_width}}  {line}")
    if keys:
        names = ", ".join(f"{region.key} {region.name}" for region in matrix.regions)
        click.echo(console.wrap(names, 0))


@click.command("list")
@click.argument("ids", metavar="[ID]…", nargs=-1)
@console.criteria_options(min_regions=1)
@console.matrix_option
@console.json_option
@click.option("--csv", "in_csv", is_flag=True, help="Print a table for a spreadsheet.")
def list_(ids: Sequence[str], criteria: Criteria, matrix: str, in_json: bool, in_csv: bool) -> None:
    """List recommendations by section and theme, or show those with these IDs in full.

    The ID of an entry of the concordance shows all its members.

    \b
    Examples:
      drafter list --theme terrorism
      drafter list lac-19h
      drafter list --region af --text "technical assistance" --csv > africa.csv
    """
    if in_json and in_csv:
        raise click.UsageError("use --json or --csv, not both")
    opened = open_matrix(matrix)
    if ids:
        rows = _named(opened, [id_.lower() for id_ in ids])
    else:
        rows = select_recommendations(opened.matrix, opened.concordance, criteria)
    table = [_fields(opened.matrix, row) for row in rows]
    if in_json:
        console.print_json(recommendations=table)
    elif in_csv:
        click.echo(_csv(table), nl=False)
    elif ids:
        for row in rows:
            _print_in_full(opened.matrix, row)
    else:
        _print_list(opened.matrix, rows)
        then = f"drafter list {rows[0].id}{console.matrix_named(matrix)}"
        console.result(console.plural(len(rows), "recommendation"), then)


def _named(opened: OpenMatrix, ids: Sequence[str]) -> Sequence[ListedRecommendation]:
    """Return the recommendations with some ids; an entry gives its members.

    Raises:
        DrafterError: If an id is not known.
    """
    clause_of: dict[str, Clause] = {}
    for clause in candidates(opened.matrix, opened.concordance):
        clause_of |= {clause.id: clause} | dict.fromkeys(clause.sources, clause)
    unknown = [name for name in ids if name not in clause_of]
    if unknown:
        raise DrafterError(
            f"there is no recommendation {' or '.join(f'“{name}”' for name in unknown)}",
            did_you_mean(unknown[0], clause_of) or "“drafter list” shows all ids.",
            status=ExitStatus.USAGE,
        )
    by_id = opened.matrix.by_id
    sources = (source for name in ids for source in ([name] if name in by_id else clause_of[name].sources))
    return [
        ListedRecommendation(source, clause_of[source], by_id[source].themes)
        for source in dict.fromkeys(sources)
    ]


def _print_list(matrix: Matrix, rows: Sequence[ListedRecommendation]) -> None:
    section = theme = ""
    for row in rows:
        heading_theme = matrix.theme_by_id[row.theme]
        if heading_theme.section != section:
            section = heading_theme.section
            console.heading(matrix.section_by_id[section].title)
        if row.theme != theme:
            theme = row.theme
            console.heading(f"{heading_theme.heading}  [{heading_theme.id}]", indent=2)
        shared = f"  shared by {' '.join(row.clause.regions)} ({row.clause.id})"
        console.recommendation(matrix, row.id, 4, shared if row.clause.is_shared else "")


def _print_in_full(matrix: Matrix, row: ListedRecommendation) -> None:
    """Print a recommendation with its themes, report, facts and equivalents."""
    item = matrix.by_id[row.id]
    console.recommendation(matrix, row.id, is_heading=True)
    for placement in item.placements:
        theme = matrix.theme_by_id[placement.theme]
        if theme.title:
            click.echo(console.wrap(f"Theme: {theme.heading}  [{theme.id}]", 4))
        if placement.text != item.text:
            click.echo(console.wrap(f"Worded differently under this theme: {placement.text}", 4))
    facts = {"Report": _report(matrix, item), **item.facts, "In the matrix": item.remark}
    facts |= {"See also": ", ".join(row.clause.near), "Note": row.clause.note}
    for name, fact in facts.items():
        if fact:
            click.echo(console.wrap(f"{name}: {' '.join(fact.split())}", 4))
    others = [source for source in row.clause.sources if source != row.id]
    if others:
        click.echo(console.wrap(f"Says the same ({row.clause.id}):", 4))
    for id_ in others:
        console.recommendation(matrix, id_, 6)
    click.echo()


def _report(matrix: Matrix, item: Recommendation) -> str:
    """Return the known facts of the report that has a recommendation."""
    report, region = matrix.report, matrix.region_by_key[item.region]
    facts = [report.name, report.symbol] if report else []
    facts += [region.meeting, region.place, region.dates, region.symbol]
    return ", ".join(fact for fact in facts if fact)


def _fields(matrix: Matrix, row: ListedRecommendation) -> dict[str, object]:
    """Return the fields of a recommendation for ``--json`` and ``--csv``."""
    item = matrix.by_id[row.id]
    return {
        "id": item.id,
        "region": item.region,
        "paragraph": item.citation.paragraph,
        "letter": item.citation.letter,
        "citation": item.citation.printed,
        "text": item.text,
        "themes": list(item.themes),
        "shared": row.clause.id if row.clause.is_shared else None,
        "shared_regions": list(row.clause.regions),
    }


def _csv(table: Sequence[dict[str, object]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, table[0], lineterminator="\n")
    writer.writeheader()
    for fields in table:
        writer.writerow(
            {name: " ".join(value) if isinstance(value, list) else value for name, value in fields.items()}
        )
    # Excel reads a file as UTF-8 only if it begins with this mark.
    return ("" if sys.stdout.isatty() else "\ufeff") + buffer.getvalue()


_ROLES = [role.value for role in Role if role is not Role.OTHER]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "output", metavar="FOLDER", type=click.Path(path_type=Path), help="The folder to write.")
@click.option(
    "--column",
    "columns",
    metavar="KIND=HEAD",
    multiple=True,
    help=f"What a column holds: {', '.join(_ROLES)}.",
)
@click.option("--table", default="", metavar="NAME", help="The table or sheet to read, by name or number.")
@click.option("--dry-run", is_flag=True, help="Read and check; write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace a matrix that people corrected.")
def import_(
    file: Path, output: Path | None, columns: Sequence[str], table: str, *, dry_run: bool, overwrite: bool
) -> None:
    """Read a matrix from a Word, Excel, OpenDocument, PDF, HTML, CSV or text file.

    \b
    Examples:
      drafter import recommendations.docx -o my-matrix
      drafter import list.xlsx -o my-matrix --table Final --column ignore=Remarks
      drafter import recommendations.docx --dry-run

    The folder gets matrix.yaml, about.yaml with facts to fill in, and a copy of the document. A second
    import into the folder keeps the corrections that people made in these files.
    """
    layout = Layout(_columns(columns), table)
    folder = output or Path(file.stem)
    imported = import_document(file, folder, layout, dry_run=dry_run, overwrite=overwrite)
    kinds: dict[str, list[Problem]] = {}
    for problem in imported.problems:
        kinds.setdefault(problem.code, []).append(problem)
    for first, *others in kinds.values():
        more = f" (and {len(others)} more like it)" if others else ""
        console.message(str(replace(first, message=f"{first.message}{more}")))
    matrix, renewal = imported.matrix, imported.renewal
    click.echo(
        f"{console.plural(len(matrix.recommendations), 'recommendation')} of "
        f"{console.plural(len(matrix.regions), 'region')} under {console.plural(len(matrix.themes), 'theme')}"
    )
    if renewal:
        for words, ids in (
            ("New", renewal.new),
            ("Gone from the document", renewal.gone),
            ("Changed in the document", renewal.changed),
            ("Kept as corrected by hand", renewal.kept),
        ):
            if ids:
                click.echo(f"{words}: {console.several(ids)}")
    if dry_run:
        console.result("Nothing was written")
    else:
        console.wrote(folder, then=f"fill in {folder / 'about.yaml'}, and run the import again")


def _columns(arguments: Iterable[str]) -> dict[str, tuple[str, ...]]:
    columns: dict[str, tuple[str, ...]] = {}
    for argument in arguments:
        role, _, head = argument.partition("=")
        if role not in _ROLES or not head:
            known = ", ".join(_ROLES)
            raise click.UsageError(f"--column takes KIND=HEAD, not “{argument}”; KIND is one of {known}")
        columns[role] = (*columns.get(role, ()), head)
    return columns
