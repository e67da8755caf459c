"""Gathers what stands in the cells into recommendations: one for each citation, every wording kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import partial

from drafter.matrix.readers.cells import FoundRecommendation
from drafter.model import Placement, Recommendation
from drafter.problems import Problem, Severity

# Below this likeness, in words, two texts with the same citation are hardly one recommendation. The
# five of Annex B that differ between placements score 0.9 and more; unrelated texts 0.1 to 0.3.
_ONE_TEXT = 0.6


def gather(
    found: Iterable[FoundRecommendation], column_of: Mapping[str, int], file: str
) -> tuple[tuple[Recommendation, ...], list[Problem]]:
    """Gather placements into recommendations.

    Args:
        found: In the order of reading.
        column_of: Region key → its column, from 0.
        file: The name to report.

    Returns:
        The recommendations in matrix order (by theme, then by column), and the problems found.
    """
    by_citation: dict[str, list[FoundRecommendation]] = {}
    theme_order: dict[str, int] = {}
    for item in found:
        theme_order.setdefault(item.theme, len(theme_order))
        by_citation.setdefault(item.citation.id, []).append(item)

    problems: list[Problem] = []
    recommendations = []
    for items in by_citation.values():
        problems += _compare(items, file)
        # One placement a theme: a second text under the same theme could not be told apart later.
        placements: dict[str, Placement] = {}
        for item in items:
            placements.setdefault(item.theme, Placement(item.theme, item.text))
        recommendations.append(
            Recommendation(
                items[0].citation,
                items[0].label,
                tuple(placements.values()),
                next((item.remark for item in items if item.remark), ""),
            )
        )
    recommendations.sort(key=lambda item: (theme_order[item.themes[0]], column_of[item.region]))
    return tuple(recommendations), problems


def _compare(items: list[FoundRecommendation], file: str) -> Iterable[Problem]:
    first = items[0]
    seen_under = {first.theme: first.text}
    for item in items[1:]:
        problem = partial(
            Problem,
            file=file,
            line=item.piece.line,
            column=item.piece.column,
            clause=item.citation.id,
        )
        earlier = f"line {first.piece.line}, column {first.piece.column}"
        likeness = difflib.SequenceMatcher(None, first.text.split(), item.text.split(), autojunk=False)
        if seen_under.get(item.theme, item.text) != item.text:
            yield problem(
                "one-citation-two-texts",
                f"{item.citation.id} stands twice under one theme, in different words; only the "
                f"first text (at {earlier}) is used",
                Severity.ERROR,
                "Correct the citation that is wrong, or take one of the two out.",
            )
        elif item.text != first.text and likeness.ratio() < _ONE_TEXT:
            yield problem(
                "one-citation-two-texts",
                f"{item.citation.id} is cited here for a text quite unlike the one at {earlier}",
                Severity.ERROR,
                "One of the two citations is wrong: check both in the report.",
            )
        elif item.text != first.text:
            yield problem(
                "wording-differs",
                f"{item.citation.id} stands here in other words than at {earlier}: "
                f"{_difference(first.text.split(), item.text.split(), likeness)}; "
                "each wording is kept",
                Severity.WARNING,
                "Check which wording the report has.",
            )
        elif item.theme in seen_under:
            yield problem(
                "placed-twice",
                f"{item.citation.id} stands twice under this theme; counted once",
                Severity.NOTE,
            )
        seen_under.setdefault(item.theme, item.text)


def _difference(first: list[str], second: list[str], likeness: difflib.SequenceMatcher[str]) -> str:
    """What differs, in words: “CCPCJ” for “Commission on Crime Prevention and Criminal Justice”."""
    return ", ".join(
        _one_difference(" ".join(first[a:b]), " ".join(second[c:d]))
        for tag, a, b, c, d in likeness.get_opcodes()
        if tag != "equal"
    )


def _one_difference(was: str, now: str) -> str:
    if not now:
        return f"without “{was}”"
    return f"“{now}” for “{was}”" if was else f"with “{now}”"
