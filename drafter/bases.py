"""What clauses can be made from: shared recommendations, and single ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drafter.model import Concordance, Entry, Matrix


@dataclass(frozen=True, slots=True)
class Basis:
    """What one clause is made from: a shared recommendation, or a single one.

    Attributes:
        id: The concordance entry's id, or the recommendation's. It is the clause's id.
        members: Recommendation ids in the order of footnotes.
        regions: Keys of the regions that share it, in the order of the columns.
        themes: Ids of all themes that a member stands under, in matrix order.
        entry: The concordance entry; None for a single recommendation.
    """

    id: str
    members: tuple[str, ...]
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    entry: Entry | None = None


def bases(matrix: Matrix, concordance: Concordance) -> tuple[Basis, ...]:
    """Every basis of a clause, in matrix order of its first member."""
    found: dict[str, Basis] = {}
    for item in matrix.recommendations:
        entry = concordance.entry_of.get(item.id)
        if entry is None:
            found[item.id] = Basis(item.id, (item.id,), (item.region,), ordered_themes(matrix, item.themes))
        elif entry.id not in found:
            members = [matrix.by_id[member] for member in entry.members]
            found[entry.id] = Basis(
                entry.id,
                matrix.in_citing_order(entry.members),
                matrix.in_region_order(member.region for member in members),
                ordered_themes(matrix, (theme for member in members for theme in member.themes)),
                entry,
            )
    return tuple(found.values())


def ordered_themes(matrix: Matrix, themes: Iterable[str]) -> tuple[str, ...]:
    """Theme ids, each once, in matrix order."""
    return tuple(sorted(set(themes), key=matrix.theme_order.__getitem__))
