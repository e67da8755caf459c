"""Finds the notes that people write below a grid, which may cite a paragraph as a recommendation does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from drafter.documents.tables import Line
from drafter.documents.words import any_of, words

_WORD = rf"(?:{any_of(words().note)})(?![^\W\d_])"
_STAR = re.compile(r"\s*[*†‡]")
_NOTE = re.compile(rf"\s*{_WORD}\s*(?:\d{{1,2}}|[a-z])?\s*[:.–—]", re.IGNORECASE)
_MAY_BE_NOTE = re.compile(rf"\s*{_WORD}", re.IGNORECASE)


def notes_below(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The rows behind the last with several filled cells that are notes, and those that may be.

    A note is one filled cell that begins “Note:”, “Source:” or with a star, where stars begin nothing above.
    “Note the …” may be a recommendation, and so may what stands behind an empty row, unless another row of
    one cell above does too: then empty rows part the recommendations.

    Args:
        lines: The rows below the heads.
    """
    lines = [line for line in lines if line.filled]
    start = max((place for place, line in enumerate(lines, start=1) if _is_full(line)), default=0)
    has_stars = any(_STAR.match(cell.text) for line in lines[:start] for cell in line.filled)
    is_parted = not start or any(
        _is_parted(above, line) and len(line.filled) == 1 for above, line in pairwise(lines[:start])
    )
    sure, doubtful = [], []
    is_behind = False
    for above, line in pairwise(lines[max(start - 1, 0) :]):
        text = line.filled[0].text
        is_behind = is_behind or (not is_parted and _is_parted(above, line))
        is_note = bool(_NOTE.match(text) or (_STAR.match(text) and not has_stars))
        may_be = is_note or bool(_MAY_BE_NOTE.match(text)) or (is_behind and not text[:1].islower())
        if is_note and not line.running:
            sure.append(line)
        elif may_be:
            doubtful.append(line)
        is_behind = is_behind and may_be
    return sure, doubtful


def _is_full(line: Line) -> bool:
    """Whether a row has several filled cells, and not “Note:” in the first."""
    return len(line.filled) > 1 and not _NOTE.fullmatch(line.filled[0].text)


def _is_parted(above: Line, line: Line) -> bool:
    """Whether an empty row stands between two of a sheet or a table; readers of sheets leave it out."""
    one, other = above.filled[-1].paragraphs[-1], line.filled[0].paragraphs[0]
    return bool(other.stands) and not line.running and other.line > one.line + 1
