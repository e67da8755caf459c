"""What the pages on which several people judge know of a matrix."""

from __future__ import annotations

import hashlib
import json

from drafter.citations.resolver import Resolver
from drafter.model import Matrix
from drafter.reading.together.readings import opening_of, text_mark


def of_matrix(matrix: Matrix, *of: str) -> dict[str, object]:
    """Its recommendations with what stands for their texts, its themes and regions.

    Args:
        matrix: The matrix.
        of: What else answers are kept under in the browser.
    """
    names = Resolver(matrix)
    # A later version of a document is the same matrix: answers keep what stands for the texts that were read.
    same = json.dumps([matrix.name, [region.key for region in matrix.regions], *of])
    return {
        "matrix": matrix.name,
        "store": hashlib.sha256(same.encode()).hexdigest()[:16],
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
