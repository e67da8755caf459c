"""``drafter themes``, ``list``, ``show``: what a matrix says."""

from __future__ import annotations

import csv
import io
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli import console
from drafter.cli.shown import show_entry, show_recommendation
from drafter.matrix.candidates import Candidate, candidates
from drafter.matrix.criteria import CountBy
from drafter.matrix.loading import open_matrix
from drafter.matrix.selecting import ListedRecommendation, select_recommendations
from drafter.model import Matrix, Recommendation, Theme

if TYPE_CHECKING:
    from drafter.documents.reports import Reports

_NARROWEST_TITLE = 24


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
        console.show(console.as_json(themes=shown), ends="")
        return
    _print_table(opened.matrix, found)
    console.message(
        f"{console.plural(len(found), 'theme')}; the figures count everything under each. "
        f"Next: drafter list --theme {found[0].id}",
    )


def _print_table(matrix: Matrix, themes: list[Theme]) -> None:
    """Ids, wrapped titles, and counts; plain characters only, for any terminal."""
    id_width = max(len(theme.id) for theme in themes)
    regions = matrix.regions
    columns = [max(3, len(region.key)) for region in regions]
    several = console.region_words(matrix)[1]
    counts_width = sum(columns) + 2 * len(columns) + len(several) + 2
    title_width = console.width() - id_width - counts_width - 4
    if title_width < _NARROWEST_TITLE:  # a column each is too much: the last tells how many they are
        regions, columns = (), []
        title_width = max(_NARROWEST_TITLE, console.width() - id_width - len(several) - 6)
    keys = "  ".join(region.key.rjust(column) for region, column in zip(regions, columns, strict=True))
    console.show(f"{'':{id_width + title_width + 4}}{keys}  {several}")
    section = ""
    for theme in themes:
        if theme.section != section:
            section = theme.section
            _print_heading(matrix.section_by_id[section].title)
        cells = matrix.cells[theme.id]
        counts = "  ".join(
            str(len(cells[region.key]) if region.key in cells else "-").rjust(column)
            for region, column in zip(regions, columns, strict=True)
        )
        first, *rest = textwrap.wrap(theme.heading, title_width) or [""]
        console.show(f"  {theme.id:{id_width}}  {first:{title_width}}{counts}  {len(cells):{len(several)}}")
        for line in rest:
            console.show(f"  {'':{id_width}}  {line}")
    names = ", ".join(f"{region.key} {region.name}" for region in matrix.regions)
    console.show(textwrap.fill(names, console.width()))


def _print_heading(text: str, indent: int = 0) -> None:
    """A heading, where the matrix has one."""
    if text:
        console.heading(text, indent)


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
        console.show(console.as_json(recommendations=[_fields(opened.matrix, row) for row in rows]), ends="")
    elif in_csv:
        # Excel takes a file for UTF-8 only where it begins with this mark.
        mark = "" if sys.stdout.isatty() else "\ufeff"
        console.show(mark + _csv(opened.matrix, rows), ends="")
    else:
        _print_list(opened.matrix, rows, counts_near=criteria.count is CountBy.NEAR)
        console.message(
            f"{console.plural(len(rows), 'recommendation')}. "
            f"Next: drafter show {rows[0].id}, or drafter draft with the same criteria."
        )


def _print_list(matrix: Matrix, rows: Sequence[ListedRecommendation], *, counts_near: bool) -> None:
    section = theme = ""
    for row in rows:
        under = matrix.theme_by_id[row.theme]
        if under.section != section:
            section = under.section
            _print_heading(matrix.section_by_id[section].title)
        if row.theme != theme:
            theme = row.theme
            _print_heading(under.heading and f"{under.heading}  [{under.id}]", indent=2)
        shared = [f"shared by {' '.join(row.candidate.regions)} ({row.candidate.id})"] * bool(
            row.candidate.shared
        )
        if counts_near and row.candidate.near:
            shared.append(f"with what is near, {' '.join(row.candidate.near_regions)}")
        console.recommendation(matrix, row.id, 4, "".join(f"  {said}" for said in shared))


def _fields(matrix: Matrix, row: ListedRecommendation) -> dict[str, object]:
    """One recommendation, as ``--json`` and ``--csv`` give it."""
    item = matrix.by_id[row.id]
    return {
        **console.fields_of(item, "id", "region"),
        "regions": list(item.regions),
        "paragraph": item.citation.paragraph or None,
        **console.fields_of(item.citation, "letter", "point", "decimal"),
        "page": item.citation.page or None,
        "label": item.label,
        "citation": item.citation.printed,
        "text": item.text,
        "themes": list(item.themes),
        "facts": dict(item.facts),
        "stands": list(item.stands),
        "shared": row.candidate.shared.id if row.candidate.shared else None,
        "shared_regions": list(row.candidate.regions),
        "near": list(row.candidate.near),
        "near_regions": list(row.candidate.near_regions),
    }


def _csv(matrix: Matrix, rows: Sequence[ListedRecommendation]) -> str:
    flat = [_flat(_fields(matrix, row)) for row in rows]
    table = [
        {console.harmless(name): console.harmless(cell) for name, cell in fields.items()} for fields in flat
    ]
    names = dict.fromkeys(name for fields in table for name in fields)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return buffer.getvalue()


def _flat(fields: dict[str, object]) -> dict[str, object]:
    """The fields of a row of a table, in which each named fact has a column of its own."""
    row = {name: " ".join(v) if isinstance(v, list) else v for name, v in fields.items()}
    row["stands"] = "; ".join(fields["stands"])  # type: ignore[arg-type]
    facts: dict[str, str] = row.pop("facts")  # type: ignore[assignment]
    return row | {name if name not in row else f"{name} (fact)": value for name, value in facts.items()}


@click.command("show")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@console.matrix_options
@click.option("--json", "in_json", is_flag=True, help="Print JSON for programs.")
def show(ids: Sequence[str], matrix: str, concordance: str | None, in_json: bool) -> None:
    """Show recommendations in full, and who shares them.

    The text, the citation, the themes, and the words of the other regions that say the same.

    ID is a recommendation's id, or the id of a shared recommendation; where there is a sources.yaml in the
    folder, also a paragraph of a document or a proposal that it declares.

    \b
    Examples:
      drafter show lac-19h
      drafter show culture-of-lawfulness
      drafter show "doha-declaration: 5"
    """
    from drafter.cli.show_sources import fields_of, show_declared
    from drafter.documents.reports import open_reports
    from drafter.problems import ContentError
    from drafter.selection.source_file import SOURCES_FILE, sources_beside

    opened = open_matrix(matrix, concordance)
    candidate_of: dict[str, Candidate] = {}
    for candidate in candidates(opened.matrix, opened.concordance):
        candidate_of |= {candidate.id: candidate} | dict.fromkeys(candidate.members, candidate)
    declared, faults = sources_beside(Path(SOURCES_FILE))
    others = [given for given in ids if declared.read(given)]
    ids = [given if given in others else given.lower() for given in ids]
    if faults and any(given not in candidate_of and given not in others for given in ids):
        raise ContentError(faults)
    console.messages(faults)
    console.require_known(ids, {**candidate_of, **dict.fromkeys(others)})
    reports = open_reports(opened.path.parent, opened.matrix.regions)
    if in_json:
        rows = [
            ListedRecommendation(member, candidate_of[given], opened.matrix.by_id[member].themes)
            for given in ids
            if given not in others
            for member in ([given] if given in opened.matrix.by_id else candidate_of[given].members)
        ]
        shown = [
            _fields(opened.matrix, row) | _report_fields(reports, opened.matrix.by_id[row.id]) for row in rows
        ]
        sources = {"sources": [fields_of(declared, given) for given in others]} if others else {}
        console.show(console.as_json(recommendations=shown, **sources), ends="")
    for place, given in enumerate(() if in_json else ids):
        if place:
            console.show("")
        if given in others:
            show_declared(declared, given)
        elif given in opened.matrix.by_id:
            item = opened.matrix.by_id[given]
            show_recommendation(
                opened.matrix, item, candidate_of[given], reports.compare(item) if reports else ()
            )
        else:
            show_entry(opened.matrix, candidate_of[given])
    of_reports = reports.problems if reports else []
    console.messages(of_reports)
    console.end_by([*faults, *of_reports])


def _report_fields(reports: Reports | None, item: Recommendation) -> dict[str, object]:
    """What the report has for each wording of a recommendation, where a report is named."""
    return (
        {
            "in_report": [
                {
                    "standing": one.standing.name.lower(),
                    "file": one.file or None,
                    "citation": one.place.printed if one.place else None,
                    "text": one.text,
                    "changes": one.changes,
                }
                for one in reports.compare(item)
            ]
        }
        if reports
        else {}
    )
