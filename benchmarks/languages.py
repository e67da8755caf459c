"""Whether the order holds in other languages: the same recommendations in English, French and Spanish.

See ``matching.py --languages``. Which pairs are the same the shipped concordance says, whatever the language.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from played import NO_LEARNING, play, reader_of

from drafter.documents.source import read_document
from drafter.matrix.loading import DEFAULT_MATRIX, open_matrix
from drafter.matrix.similarity import Settings, Similarity
from drafter.model import Matrix
from drafter.reading.page.together import scored_pairs

_MATRICES = Path(__file__).resolve().parent.parent / "tests" / "data" / "matrices"
TRANSLATED = {
    "French": _MATRICES / "kyoto-fr" / "matrice.html",
    "Spanish": _MATRICES / "kyoto-es" / "matriz.csv",
}


def part_of(matrix: Matrix, ids: Collection[str]) -> Matrix:
    """The themes of a matrix all of whose recommendations are among some, and these."""
    outside = {t for item in matrix.recommendations if item.id not in ids for t in item.themes}
    themes = tuple(theme for theme in matrix.themes if theme.id not in outside)
    kept = {theme.id for theme in themes}
    items = tuple(
        replace(item, placements=tuple(one for one in item.placements if one.theme in kept))
        for item in matrix.recommendations
        if item.id in ids
    )
    sections = tuple(one for one in matrix.sections if any(theme.section == one.id for theme in themes))
    return replace(matrix, themes=themes, sections=sections, recommendations=items)


def in_languages() -> Iterator[tuple[str, Matrix]]:
    """Each language with the recommendations in it: first in English what the others have."""
    others = {name: read_document(path).matrix for name, path in TRANSLATED.items()}
    ids = {item.id for matrix in others.values() for item in matrix.recommendations}
    yield "English", part_of(open_matrix(DEFAULT_MATRIX).matrix, ids)
    yield from others.items()


def average_precision(similarity: Similarity, same: Collection[frozenset[str]]) -> float:
    """How good the order of all pairs is, nearest first: precision at each that is the same, on average."""
    ids = similarity.ids
    pairs = combinations(range(len(ids)), 2)
    found, total = 0, 0.0
    ranked = sorted(pairs, key=lambda pair: -similarity.score(*pair))
    for place, (one, other) in enumerate(ranked, 1):
        if frozenset((ids[one], ids[other])) in same:
            found += 1
            total += found / place
    return total / len(same)


def report_languages(peer: Settings) -> None:
    """Print the average precision and the answers that a reader needs on the page, in each language.

    Args:
        peer: The settings of the peer's scores.
    """
    confirmed = open_matrix(DEFAULT_MATRIX).concordance.confirmed
    print(f"{'':30}average precision   answers needed for 90 %   97 %  100 %")
    for language, matrix in in_languages():
        ids = set(matrix.by_id)
        groups = [part for entry in confirmed if len(part := ids & set(entry.members)) > 1]
        near = [(e.members[0], one) for e in confirmed for one in e.near if {e.members[0], one} <= ids]
        same = {frozenset(pair) for members in groups for pair in combinations(members, 2)}
        found = {
            "the page's": (Similarity(matrix), {}),
            "tf-idf and theme": (Similarity(matrix, peer), NO_LEARNING),
        }
        played = play(
            {
                "regions": [item.regions for item in matrix.recommendations],
                "orders": {
                    name: {"pairs": scored_pairs(similarity), "settings": settings}
                    for name, (similarity, settings) in found.items()
                },
                "readers": {"reader": reader_of(Similarity(matrix), groups, near)},
            }
        )
        for name, (similarity, _) in found.items():
            asked = "".join(f"{count:7}" for count in played[name]["reader"]["asked"])
            print(f"{language + ', ' + name:30}{average_precision(similarity, same):17.2f}{'':20}{asked}")
        if language == "English":
            print(f"{'':30}({len(ids)} recommendations, {len(same)} pairs that are the same)")
