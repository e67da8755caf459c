"""Makes small matrices, tabbed texts and concordances tersely, for every test."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from drafter.model import (
    Citation,
    Concordance,
    Entry,
    EntryStatus,
    Matrix,
    Placement,
    Recommendation,
    Region,
    Section,
    Theme,
)

ANNEX_B = Path(__file__).parent.parent / "data" / "kyoto-2021" / "annex-b.txt"

REGIONS = {
    "ap": "Asia and the Pacific",
    "lac": "Latin America and the Caribbean",
    "wa": "Western Asia",
    "af": "Africa",
    "eu": "Europe",
}
HEADS = tuple(REGIONS.values())
TITLE = "A made-up matrix of recommendations"


def make_recommendation(
    recommendation_id: str,
    *themes: str,
    text: str = "",
    label: str = "",
    others: Mapping[str, str] | None = None,
) -> Recommendation:
    """A recommendation under the given themes; ``others`` gives a theme another wording."""
    citation = Citation.parse(recommendation_id)
    text = text or f"Promote what {recommendation_id} asks for."
    wordings = others or {}
    placements = tuple(Placement(theme, wordings.get(theme, text)) for theme in themes)
    return Recommendation(citation, label, placements)


def make_matrix(
    *recommendations: Recommendation, themes: Mapping[str, str] | None = None, name: str = "made-up"
) -> Matrix:
    """A matrix with the five regions of Annex B.

    Args:
        recommendations: In matrix order.
        themes: Theme id → title. What comes before the last hyphen of an id is its section's id.
        name: The matrix's name.
    """
    titles = themes or {theme: f"On {theme}" for item in recommendations for theme in item.themes}
    section_of = {theme: theme.rpartition("-")[0] for theme in titles}
    return Matrix(
        name=name,
        title=TITLE,
        source=None,
        regions=tuple(Region(key, heading) for key, heading in REGIONS.items()),
        sections=tuple(
            Section(section, f"Section {section}") for section in dict.fromkeys(section_of.values())
        ),
        themes=tuple(Theme(theme, section_of[theme], "", title) for theme, title in titles.items()),
        recommendations=recommendations,
    )


def make_concordance(**members: str | Sequence[str]) -> Concordance:
    """Confirmed entries: ``make_concordance(legal_aid="ap-44g wa-42a")``; hyphens for underscores."""
    return Concordance(
        "made-up.yaml",
        tuple(
            Entry(
                name.replace("_", "-"),
                tuple(ids.split() if isinstance(ids, str) else ids),
                EntryStatus.CONFIRMED,
            )
            for name, ids in members.items()
        ),
    )


def texts_of(matrix: Matrix) -> dict[str, str]:
    """Recommendation id → text."""
    return {item.id: item.text for item in matrix.recommendations}


def place_of(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    """Line and column at which some words are in a text for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    before = text[:start]
    return before.count("\n") + 1, start - before.rfind("\n")


def annex_b_ids() -> list[str]:
    """Ids of the recommendations of Annex B, read here from the document: region by column, then citation."""
    found = set()
    for line in ANNEX_B.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        for key, cell in zip(REGIONS, cells, strict=False):
            for number, letter in re.findall(r"\[Report, para[.,] ?(\d+)\(?([a-z])\)?\]", cell):
                found.add(f"{key}-{number}{letter}")
    return sorted(found)
