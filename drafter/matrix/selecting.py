"""Selects clauses or single recommendations that meet criteria."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from drafter.matrix.concordance import candidates
from drafter.matrix.criteria import CountBy, Criteria, Filter, Reason, criteria_as_options, criteria_in_words
from drafter.model import Clause, Concordance, Matrix
from drafter.problems import DrafterError, ExitStatus, did_you_mean

_MOST_ADVICE = 3


class Selection(Struct, frozen=True):
    """Clauses that the criteria, or people, select.

    Attributes:
        criteria: The criteria that were applied.
        clauses: In matrix order, or in the order of people's file.
        not_used: Why each recommendation that is left out is not used, by its id, in matrix order.
        taken: Fixed numbers of clauses that people left out, which are not used again.
    """

    criteria: Criteria
    clauses: tuple[Clause, ...]
    not_used: Mapping[str, Reason]
    taken: tuple[str, ...] = ()


class ListedRecommendation(Struct, frozen=True):
    """A recommendation that the criteria select.

    Attributes:
        id: Its id.
        clause: The possible clause that it is a source of.
        themes: The ids of those of its themes that meet the criteria.
    """

    id: str
    clause: Clause
    themes: tuple[str, ...]

    @property
    def theme(self) -> str:
        """The id of the first of its themes, under which it is listed."""
        return self.themes[0]


def select(matrix: Matrix, concordance: Concordance, criteria: Criteria) -> Selection:
    """Select clauses.

    Where no concordance entry is confirmed and so nothing is shared, each recommendation is a clause.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        criteria: What the user asks for.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    clauses = candidates(matrix, concordance)
    found = _select(matrix, clauses, criteria)
    if not found.clauses and not concordance.entry_of and criteria.count is CountBy.RECOMMENDATION:
        found = _select(matrix, clauses, replace(criteria, min_regions=1))
    if not found.clauses:
        raise _nothing(matrix, criteria, lambda nearby: _select(matrix, clauses, nearby).clauses)
    return found


def _select(matrix: Matrix, clauses: Iterable[Clause], criteria: Criteria) -> Selection:
    filter_ = Filter(matrix, criteria)
    chosen: list[Clause] = []
    left_out: dict[str, Reason] = {}
    for clause in clauses:
        themes, reason = filter_.apply(clause)
        if reason is None:
            is_narrowed = themes != clause.themes
            chosen.append(
                replace(clause, theme=main_theme(matrix, clause, themes)) if is_narrowed else clause
            )
        else:
            left_out |= dict.fromkeys(clause.sources, reason)
    chosen.sort(key=lambda clause: _place(matrix, clause.theme, clause.sources))
    not_used = {item.id: left_out[item.id] for item in matrix.recommendations if item.id in left_out}
    return Selection(criteria, tuple(chosen), not_used)


def main_theme(matrix: Matrix, clause: Clause, themes: Sequence[str]) -> str:
    """Return the theme under which most sources of a clause are placed."""
    items = [matrix.by_id[source] for source in clause.sources if source in matrix.by_id]
    placed = [theme for item in items for theme in item.themes]
    return max(themes, key=placed.count)


def select_recommendations(
    matrix: Matrix, concordance: Concordance, criteria: Criteria
) -> tuple[ListedRecommendation, ...]:
    """Select single recommendations, in matrix order of their themes.

    Raises:
        DrafterError: if a theme, section or region is not known, or nothing meets the criteria.
    """
    clause_of = {source: clause for clause in candidates(matrix, concordance) for source in clause.sources}

    def search(criteria: Criteria) -> list[ListedRecommendation]:
        filter_ = Filter(matrix, criteria)
        tried = ((item.id, filter_.apply(clause_of[item.id], item)[0]) for item in matrix.recommendations)
        return [ListedRecommendation(name, clause_of[name], themes) for name, themes in tried if themes]

    found = search(criteria)
    if not found:
        raise _nothing(matrix, criteria, search)
    return tuple(sorted(found, key=lambda row: _place(matrix, row.theme, [row.id])))


def _place(matrix: Matrix, theme: str, sources: Iterable[str]) -> tuple[int, tuple[int, tuple[object, ...]]]:
    """Return the place of the first recommendation in the row of a theme."""
    return matrix.theme_order[theme], min(
        matrix.citing_order[source] for source in sources if theme in matrix.by_id[source].themes
    )


# Nothing found


def _nothing(
    matrix: Matrix, criteria: Criteria, search: Callable[[Criteria], Sequence[object]]
) -> DrafterError:
    """Say that nothing meets the criteria, and name some that do.

    Args:
        matrix: The matrix.
        criteria: What was asked for.
        search: Returns what meets some criteria.
    """
    weaker = (nearby for nearby in _nearby(matrix, criteria) if nearby not in (criteria, Criteria()))
    tried = ((nearby, len(search(nearby))) for nearby in weaker)
    advice = [
        f"{_as_typed(nearby)}  ({count} found)"
        for nearby, count in islice((pair for pair in tried if pair[1]), _MOST_ADVICE)
    ]
    return DrafterError(
        f"there are no {criteria_in_words(matrix, criteria)}",
        "\n    ".join(["Try instead:", *advice]) if advice else "“drafter themes” shows all themes.",
        status=ExitStatus.PROBLEMS,
    )


def _nearby(matrix: Matrix, criteria: Criteria) -> Iterator[Criteria]:
    """Give weaker criteria, the nearest first."""
    texts = (text for item in matrix.recommendations for text in item.wordings)
    vocabulary = {word.casefold() for text in texts for word in re.findall(r"[\w-]{4,}", text)}
    spelt = (did_you_mean(text, vocabulary).partition("“")[2].partition("”")[0] for text in criteria.text)
    if criteria.text and all(spelling := tuple(spelt)):
        yield replace(criteria, text=spelling)
    titles = {theme.id for theme in matrix.themes} | {section.id for section in matrix.sections}
    words = tuple(text for text in (*criteria.themes, *criteria.sections) if text not in titles)
    if words:
        yield replace(criteria, themes=(), sections=(), text=(*criteria.text, *words))
    if criteria.count is CountBy.RECOMMENDATION and (criteria.min_regions > 1 or criteria.regions):
        yield replace(criteria, count=CountBy.THEME)
    for least in range(criteria.min_regions - 1, 0, -1):
        yield replace(criteria, min_regions=least)
    yield from (
        replace(criteria, sections=(), themes=()),
        replace(criteria, regions=()),
        replace(criteria, text=()),
    )


def _as_typed(criteria: Criteria) -> str:
    """Return criteria as a user would type them, without the defaults."""
    default = criteria_as_options(Criteria())
    options = [pair for pair in criteria_as_options(criteria) if pair not in default]
    return " ".join(
        f'--{option} "{value}"' if " " in value else f"--{option} {value}" for option, value in options
    )
