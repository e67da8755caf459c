"""The pages on which people read together: who says the same, and what counts where readings differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain, combinations

from drafter.matrix.similarity import Similarity
from drafter.model import Matrix
from drafter.reading.page.kit import JUDGING, JUDGING_STYLES, assemble
from drafter.reading.page.kit.blind import readers_in_order
from drafter.reading.page.kit.of_matrix import of_matrix
from drafter.reading.together.agreement import Compared
from drafter.reading.together.judged import Judged, pair_of
from drafter.reading.together.readings import HEADER
from drafter.reading.together.settled import Settled

# So many recommendations are compared each with each; of more, the nearest pairs alone are asked about.
_EACH_WITH_EACH = 300
_SCRIPTS = ("together/order.js", "together/reading_file.js", "together/pairs.js", *JUDGING)

ScoredPair = tuple[int, int, float]


def write_reading_page(similarity: Similarity) -> str:
    """The page on which a person reads who says the same, as HTML.

    Args:
        similarity: Of the matrix; it proposes the order of questions.
    """
    matrix = similarity.matrix
    data = _data(matrix) | {"pairs": list(chain.from_iterable(scored_pairs(similarity)))}
    scripts = (
        *_SCRIPTS,
        "together/filter.js",
        "together/asking.js",
        "together/question.js",
        "kit/searching.js",
        "together/progress.js",
        "together/overview.js",
        "together/reading.js",
    )
    return assemble("together/reading.html", JUDGING_STYLES, scripts, matrix.name, data, matrix.title)


def write_deciding_page(compared: Compared, decisions: Sequence[Judged] = (), *, blind: bool = False) -> str:
    """The page for the person who decides where readings differ, one difference after the other, as HTML.

    Args:
        compared: The readings.
        decisions: What people have decided already; the page starts with it.
        blind: Whether readers are shown as numbers; the file that is saved names them all the same.
    """
    matrix = compared.matrix
    number = {item.id: place for place, item in enumerate(matrix.recommendations)}
    settled = Settled(compared, decisions)
    deciders = [one.reader for one in decisions]
    data = _data(matrix) | {
        "pairs": [],
        "readers": compared.readers,
        "blind": blind,
        "agreed": sorted((number[one], number[other], answer) for (one, other), answer in compared.agreed()),
        "differences": [
            {
                "pair": [number[given] for given in one.pair],
                "answers": [one.answers.get(reader, "") for reader in order],
                "notes": [one.notes.get(reader, "") for reader in order],
                "decided": [
                    {"by": by, "answer": decision.by[name], "note": decision.notes.get(name, "")}
                    for by, name in enumerate(deciders)
                    if (decision := settled.decided.get(pair_of(*one.pair))) and name in decision.by
                ],
            }
            for one in settled.differences
            for order in (readers_in_order(compared.readers, one.pair, blind=blind),)
        ],
        "deciders": [
            {"reader": one.reader, "answers": [*map(asdict, one.given.values())]} for one in decisions
        ],
    }
    scripts = (*_SCRIPTS, "together/deciding.js", "kit/deciding_kept.js", "kit/deciding.js")
    return assemble("together/deciding.html", JUDGING_STYLES, scripts, matrix.name, data, matrix.title)


def scored_pairs(similarity: Similarity) -> Sequence[ScoredPair]:
    """The pairs that a reader may be asked about, by their places in the matrix, each with its score.

    Args:
        similarity: Of the matrix.
    """
    count = len(similarity.ids)
    every = combinations(range(count), 2) if count <= _EACH_WITH_EACH else sorted(similarity.evidence)
    return [(first, second, round(similarity.score(first, second), 4)) for first, second in every]


def _data(matrix: Matrix) -> dict[str, object]:
    """What both pages know of a matrix."""
    return of_matrix(matrix) | {"header": HEADER}
