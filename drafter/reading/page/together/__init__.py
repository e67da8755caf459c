"""The pages on which people read together: who says the same, and what counts where readings differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from drafter.matrix.similarity import Similarity

# So many recommendations are compared each with each; of more, the nearest pairs alone are asked about.
_EACH_WITH_EACH = 300

ScoredPair = tuple[int, int, float]


def scored_pairs(similarity: Similarity) -> Sequence[ScoredPair]:
    """The pairs that a reader may be asked about, by their places in the matrix, each with its score.

    Args:
        similarity: Of the matrix.
    """
    count = len(similarity.ids)
    every = combinations(range(count), 2) if count <= _EACH_WITH_EACH else sorted(similarity.evidence)
    return [(first, second, round(similarity.score(first, second), 4)) for first, second in every]
