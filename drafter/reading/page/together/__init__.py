"""The pages on which people read together: who says the same, and what counts where readings differ."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import chain, combinations
from pathlib import Path

from drafter.citations.resolver import Resolver
from drafter.matrix.similarity import Similarity
from drafter.model import Matrix
from drafter.reading.page.kit import assemble
from drafter.reading.together.agreement import Compared
from drafter.reading.together.readings import HEADER, opening_of, text_mark

# So many recommendations are compared each with each; of more, the nearest pairs alone are asked about.
_EACH_WITH_EACH = 300
_SCRIPTS = ("order.js", "reading_file.js", "answers.js", "cards.js", "starting.js")
_STYLES = ("together.css",)
_HERE = Path(__file__).parent

ScoredPair = tuple[int, int, float]


def write_reading_page(similarity: Similarity) -> str:
    """The page on which a person reads who says the same, as HTML.

    Args:
        similarity: Of the matrix; it proposes the order of questions.
    """
    matrix = similarity.matrix
    data = _data(matrix) | {"pairs": list(chain.from_iterable(scored_pairs(similarity)))}
    own = (
        "filter.js",
        "asking.js",
        "question.js",
        "searching.js",
        "progress.js",
        "overview.js",
        "reading.js",
    )
    return assemble(_HERE, "reading.html", _STYLES, (*_SCRIPTS, *own), matrix.name, data)


def write_deciding_page(compared: Compared, *, blind: bool = False) -> str:
    """The page for the person who decides where readings differ, one difference after the other, as HTML.

    Args:
        compared: The readings.
        blind: Whether readers are shown as numbers; the file that is saved names them all the same.
    """
    matrix = compared.matrix
    number = {item.id: place for place, item in enumerate(matrix.recommendations)}
    data = _data(matrix) | {
        "pairs": [],
        "readers": compared.readers,
        "blind": blind,
        "agreed": sorted((number[one], number[other], answer) for (one, other), answer in compared.agreed()),
        "differences": [
            {
                "pair": [number[given] for given in one.pair],
                "answers": [one.answers.get(reader, "") for reader in compared.readers],
                "notes": [one.notes.get(reader, "") for reader in compared.readers],
            }
            for one in compared.differences()
        ],
    }
    scripts = (*_SCRIPTS, "deciding.js")
    return assemble(_HERE, "deciding.html", _STYLES, scripts, matrix.name, data)


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
    names = Resolver(matrix)
    # A later version of a document is the same matrix: answers keep what stands for the texts that were read.
    same = json.dumps([matrix.name, [region.key for region in matrix.regions]])
    return {
        "matrix": matrix.name,
        "store": hashlib.sha256(same.encode()).hexdigest()[:16],
        "header": HEADER,
        "regionWords": matrix.regions_are or ("region", "regions"),
        "regions": [[region.key, region.name] for region in matrix.regions],
        "themes": [
            [theme.id, theme.heading, matrix.section_by_id[theme.section].title] for theme in matrix.themes
        ],
        "items": [
            {
                "id": item.id,
                "regions": item.regions,
                "themes": item.themes,
                "name": names.in_words(item.id),
                "text": item.text,
                "mark": text_mark(item.text),
                "opening": opening_of(item.text),
            }
            for item in matrix.recommendations
        ],
    }
