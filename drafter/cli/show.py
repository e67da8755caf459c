"""``drafter show``: a recommendation in full."""

from __future__ import annotations

from collections.abc import Sequence

import click

from drafter.citations.paragraphs import print_paragraph
from drafter.cli.console import heading, recommendation, wrap
from drafter.cli.options import matrix_options
from drafter.matrix.candidates import ListedRecommendation, candidates
from drafter.matrix.loading import open_matrix
from drafter.model import Candidate, Matrix, Recommendation, Region
from drafter.problems import DrafterError, ExitStatus, did_you_mean


@click.command("show")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@matrix_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def command(ids: Sequence[str], matrix: str, concordance: str | None, as_json: bool) -> None:
    """Show recommendations in full, and who shares them.

    The text, the citation, the themes, and the words of the other regions that say the same.

    ID is a recommendation's id, or the id of a shared recommendation.

    \b
    Examples:
      drafter show lac-19h
      drafter show culture-of-lawfulness
    """
    opened = open_matrix(matrix, concordance)
    candidate_of = {}
    for candidate in candidates(opened.matrix, opened.concordance):
        candidate_of.update({candidate.id: candidate} | dict.fromkeys(candidate.members, candidate))
    ids = [given.lower() for given in ids]
    unknown = [given for given in ids if given not in candidate_of]
    if unknown:
        raise DrafterError(
            f"there is no recommendation {' or '.join(f'“{given}”' for given in unknown)}",
            did_you_mean(unknown[0], candidate_of) or "“drafter list” shows them all with their ids.",
            status=ExitStatus.USAGE,
        )
    if as_json:
        from drafter.cli.json_shapes import list_json

        rows = [
            ListedRecommendation(member, candidate_of[given], opened.matrix.by_id[member].themes)
            for given in ids
            for member in ([given] if given in opened.matrix.by_id else candidate_of[given].members)
        ]
        click.echo(list_json(opened.matrix, rows), nl=False)
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
    heading(f"{item.id}  {region.name}, {print_paragraph(item.citation)}")
    click.echo(wrap(_report(region), 2))
    click.echo()
    click.echo(wrap(item.text, 2))
    for placement in item.placements:
        if placement.text != item.text:
            title = matrix.theme_by_id[placement.theme].heading
            click.echo(wrap(f"In other words under “{title}”:", 2))
            click.echo(wrap(placement.text, 4))
    if item.remark:
        click.echo(wrap(f"In the matrix: {item.remark}.", 2))
    click.echo()
    for theme_id in item.themes:
        theme = matrix.theme_by_id[theme_id]
        click.echo(wrap(f"Under: {theme.heading}  [{theme.id}]", 2))
    others = [member for member in candidate.members if member != item.id]
    if not others:
        click.echo(wrap("Shared by no other region.", 2))
        return
    click.echo(wrap(f"Shared ({candidate.id}) by {_names(matrix, candidate)}:", 2))
    for member in others:
        recommendation(matrix, member, 4)


def _show_entry(matrix: Matrix, candidate: Candidate) -> None:
    heading(f"{candidate.id}  shared by {_names(matrix, candidate)}")
    if candidate.shared and candidate.shared.note:
        click.echo(wrap(candidate.shared.note, 2))
    for member in candidate.members:
        lead = "  (lead)" if candidate.shared and candidate.shared.lead == member else ""
        recommendation(matrix, member, 4, lead)


def _names(matrix: Matrix, candidate: Candidate) -> str:
    return ", ".join(matrix.region_by_key[key].name for key in candidate.regions)


def _report(region: Region) -> str:
    facts = [region.meeting or region.name, region.place, region.dates]
    symbol = region.symbol or "symbol not confirmed"
    return f"Report of the {', '.join(fact for fact in facts if fact)} ({symbol})"
