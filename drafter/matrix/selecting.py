"""What the criteria select of a matrix: clauses, or single recommendations; and why not the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.brackets import Wish
from drafter.decisions import SelectionEntry, StatusChange, Withdrawn
from drafter.matrix.candidates import Candidate, candidates
from drafter.matrix.concordance import Concordance
from drafter.matrix.criteria import Criteria, Filter, Reason
from drafter.model import Matrix


@dataclass(frozen=True, slots=True)
class ResolvedClause:
    """A candidate that the criteria or people select.

    Attributes:
        candidate: The candidate.
        theme: The id of the theme that it stands under: of those that meet the criteria, the one that
            most of its members stand under, and the first of several; or the one that a person chose.
        entry: What people decided about it; None where it comes from the criteria alone.
        joined: The members that people put beside its own, from other clauses.
        is_own: Whether it is a block of a person's own, all of whose words are people's.
    """

    candidate: Candidate
    theme: str
    entry: SelectionEntry | None = None
    joined: frozenset[str] = frozenset()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class NotUsed:
    """A recommendation that the criteria leave out.

    Attributes:
        id: Its id.
        reason: Why.
        shared_with: Ids of the recommendations that say the same.
        wishes: What delegations would have done with its paragraph, or with the wording in its words, besides
            what the reason says.
    """

    id: str
    reason: Reason
    shared_with: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()


def not_used_of(candidate: Candidate, reason: Reason) -> list[NotUsed]:
    """Every member of a candidate that is not used, for one reason."""
    return [
        NotUsed(member, reason, tuple(other for other in candidate.members if other != member))
        for member in candidate.members
    ]


def withdrawal(status: StatusChange) -> Reason:
    """That something was withdrawn, by whom, at which meeting and when."""
    facts = {"by": ", ".join(status.by), "at": status.at, "on": status.on}
    known = [name for name, value in facts.items() if value]
    return Reason("-".join(["withdrawn", *known]), facts=facts)


def why_gone(one: Withdrawn) -> Reason:
    """What became of words that stand in the text no more."""
    if not one.is_taken_out:
        return withdrawal(one.status)
    key = "out" if one.is_whole else "taken-out"
    return Reason(f"{key}-because" if one.why else key, facts={"why": one.why})


@dataclass(frozen=True, slots=True)
class Selection:
    """What the criteria select of a matrix.

    Attributes:
        criteria: As given.
        clauses: In matrix order.
        not_used: In matrix order.
        withdrawn: What people withdrew, with its words, in the order of their file.
    """

    criteria: Criteria
    clauses: tuple[ResolvedClause, ...]
    not_used: tuple[NotUsed, ...]
    withdrawn: tuple[Withdrawn, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedRecommendation:
    """A recommendation that the criteria select.

    Attributes:
        id: Its id.
        candidate: What a clause with it would be made from.
        themes: The ids of those of its own themes that meet the criteria.
    """

    id: str
    candidate: Candidate
    themes: tuple[str, ...]

    @property
    def theme(self) -> str:
        """The id of the first of them, under which it is listed."""
        return self.themes[0]


def select(matrix: Matrix, concordance: Concordance, criteria: Criteria) -> Selection:
    """Select clauses.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        criteria: What the user asks for.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    filter_ = Filter(matrix, criteria)
    clauses: list[ResolvedClause] = []
    left_out: dict[str, NotUsed] = {}
    for candidate in candidates(matrix, concordance):
        themes, reason = filter_.apply(candidate)
        if reason is None:
            clauses.append(ResolvedClause(candidate, main_theme(matrix, candidate, themes)))
        else:
            left_out.update((item.id, item) for item in not_used_of(candidate, reason))
    if not clauses:
        raise filter_.nothing("candidate clauses", concordance)
    clauses.sort(key=lambda item: _place(matrix, item.theme, item.candidate.members))
    not_used = (left_out[item.id] for item in matrix.recommendations if item.id in left_out)
    return Selection(criteria, tuple(clauses), tuple(not_used))


def main_theme(matrix: Matrix, candidate: Candidate, themes: Sequence[str]) -> str:
    """Of some themes of a candidate, in matrix order, the one that most of its members stand under."""
    if len(candidate.members) == 1:
        return themes[0]
    placed = [theme for member in candidate.members for theme in matrix.by_id[member].themes]
    return max(themes, key=lambda theme: (placed.count(theme), -matrix.theme_order[theme]))


def select_recommendations(
    matrix: Matrix, concordance: Concordance, criteria: Criteria
) -> tuple[ListedRecommendation, ...]:
    """Select single recommendations, in matrix order of the theme that each is listed under.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    filter_ = Filter(matrix, criteria)
    holder = {m: candidate for candidate in candidates(matrix, concordance) for m in candidate.members}
    found = []
    for item in matrix.recommendations:
        themes, reason = filter_.apply(holder[item.id], item)
        if reason is None:
            found.append(ListedRecommendation(item.id, holder[item.id], themes))
    if not found:
        raise filter_.nothing("recommendations", concordance)
    return tuple(sorted(found, key=lambda row: _place(matrix, row.theme, [row.id])))


def _place(matrix: Matrix, theme: str, members: Iterable[str]) -> tuple[int, tuple[int, tuple[object, ...]]]:
    """Where the first of some recommendations stands under a theme: column by column."""
    return matrix.theme_order[theme], min(
        matrix.citing_order[member] for member in members if theme in matrix.by_id[member].themes
    )
