"""What ``drafter show`` prints of a recommendation, and of those that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drafter.cli import console
from drafter.matrix.candidates import Candidate
from drafter.model import Matrix, Recommendation

if TYPE_CHECKING:
    from drafter.documents.reports import Compared


def show_recommendation(
    matrix: Matrix, item: Recommendation, candidate: Candidate, compared: Sequence[Compared]
) -> None:
    """Print a recommendation in full: its text, what stands with it, and which say the same.

    Args:
        matrix: Its matrix.
        item: The recommendation.
        candidate: What a clause would be made of.
        compared: It beside the reports that were named.
    """
    console.heading(f"{item.id}  {', '.join(matrix.names_of(item))}, {item.citation.printed}")
    console.show(console.wrap(_report(matrix, item), 2))
    for place in item.stands:
        console.show(console.wrap(f"In the document: {place}", 2))
    console.show("")
    console.show(console.wrap(item.text, 2))
    for placement in item.placements:
        if placement.text != item.text:
            title = matrix.theme_by_id[placement.theme].heading
            console.show(console.wrap(f"In other words under “{title}”:", 2))
            console.show(console.wrap(placement.text, 4))
    _show_in_reports(compared)
    if item.remark:
        console.show(console.wrap(f"In the matrix: {item.remark}.", 2))
    console.show("")
    _show_facts(item)
    for theme_id in item.themes:
        theme = matrix.theme_by_id[theme_id]
        if theme.heading:
            console.show(console.wrap(f"Under: {theme.heading}  [{theme.id}]", 2))
    others = [member for member in candidate.members if member != item.id]
    if others:
        console.show(console.wrap(f"Shared ({candidate.id}) by {_names(matrix, candidate)}:", 2))
    elif candidate.is_read:
        console.show(console.wrap(f"Shared by no other {console.region_words(matrix)[0]}.", 2))
    else:
        console.show(console.wrap("Not read: nobody has gone through which others say the same.", 2))
    for member in others:
        console.recommendation(matrix, member, 4)
    _show_near(matrix, candidate)


def _show_facts(item: Recommendation) -> None:
    for name, value in item.facts.items():
        first, *others = value.split("\n")
        console.show(console.wrap(f"{name}: {first}", 2))
        for paragraph in others:
            console.show(console.wrap(paragraph, 4))


def _show_in_reports(compared: Sequence[Compared]) -> None:
    for one in compared:
        if one.title:
            console.show(console.wrap(one.title + (":" if one.text else "."), 2))
        if one.text:
            console.show(console.wrap(one.text, 4))
        if one.changes:
            console.show(console.wrap(f"In the matrix: {one.differences}.", 2))


def show_entry(matrix: Matrix, candidate: Candidate) -> None:
    """Print which recommendations say the same, and what is near to them.

    Args:
        matrix: Their matrix.
        candidate: The shared recommendation.
    """
    console.heading(f"{candidate.id}  shared by {_names(matrix, candidate)}")
    if candidate.shared and candidate.shared.note:
        console.show(console.wrap(candidate.shared.note, 2))
    for member in candidate.members:
        lead = "  (lead)" if candidate.shared and candidate.shared.lead == member else ""
        console.recommendation(matrix, member, 4, lead)
    _show_near(matrix, candidate)


def _show_near(matrix: Matrix, candidate: Candidate) -> None:
    if candidate.near:
        console.show(console.wrap("Near, on the same object with another action, scope or strength:", 2))
    for one in candidate.near:
        console.recommendation(matrix, one, 4)


def _names(matrix: Matrix, candidate: Candidate) -> str:
    return ", ".join(matrix.region_by_key[key].name for key in candidate.regions)


def _report(matrix: Matrix, item: Recommendation) -> str:
    region = matrix.region_by_key[item.region]
    if report := matrix.report:
        return f"{report.name} ({report.symbol or 'symbol not confirmed'})"
    facts = [region.meeting or region.name, region.place, region.dates]
    symbol = region.symbol or "symbol not confirmed"
    article = "the " if region.meeting else ""  # a State's name may take none
    return f"Report of {article}{', '.join(fact for fact in facts if fact)} ({symbol})"
