"""What clauses can be made from: shared recommendations, and single ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from drafter.matrix.concordance import Concordance, Entry
from drafter.model import Matrix


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a clause can be made from: a shared recommendation, or a single one.

    Attributes:
        id: The concordance entry's id, or the recommendation's. It is the clause's id.
        members: Recommendation ids in the order of footnotes.
        regions: Keys of the regions that share it, in the order of the columns.
        themes: Ids of all themes that a member stands under, in matrix order.
        shared: The concordance entry; None for a single recommendation.
        near: Ids of the recommendations that are near to it, in the order of footnotes.
        near_regions: Keys of the regions that share it or have something near to it, likewise.
        is_read: Whether somebody has gone through what says the same; of what nobody has, nobody can tell.
    """

    id: str
    members: tuple[str, ...]
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    shared: Entry | None = None
    near: tuple[str, ...] = ()
    near_regions: tuple[str, ...] = ()
    is_read: bool = True


def candidates(matrix: Matrix, concordance: Concordance) -> tuple[Candidate, ...]:
    """Every candidate of a clause, in matrix order of its first member."""
    found: dict[str, Candidate] = {}
    for item in matrix.recommendations:
        entry = concordance.entry_of.get(item.id)
        given, members = (entry.id, entry.members) if entry else (item.id, (item.id,))
        if given not in found:
            near = {one for member in members for one in concordance.near_to.get(member, ())}
            one = candidate_of(matrix, given, members, entry, near.difference(members))
            found[given] = one if concordance.is_read(item.id) else replace(one, is_read=False)
    return tuple(found.values())


def candidate_of(
    matrix: Matrix,
    given: str,
    members: Sequence[str],
    shared: Entry | None = None,
    near: Collection[str] = (),
) -> Candidate:
    """The candidate of an id that is made of some recommendations.

    Args:
        matrix: The matrix.
        given: The id.
        members: Ids of its sources.
        shared: The concordance entry that says they say the same.
        near: Ids of recommendations that are near to it.
    """
    items = [matrix.sources[member] for member in members]
    themes = {theme for item in items for theme in item.themes}
    beside = [*items, *(matrix.by_id[one] for one in near)]
    return Candidate(
        given,
        matrix.in_citing_order(members),
        matrix.in_region_order(region for item in items for region in item.regions),
        tuple(sorted(themes, key=matrix.theme_order.__getitem__)),
        shared,
        matrix.in_citing_order(near),
        matrix.in_region_order(region for item in beside for region in item.regions),
    )
