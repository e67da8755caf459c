"""A selection file's values: plain, never changed once made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.matrix.criteria import Criteria
from drafter.model import SelectionEntry

DEFAULT_ALTERNATIVES = "bis"
GUIDANCE_APART = "apart"
GUIDANCE_AS_CLAUSES = "as-clauses"


@dataclass(frozen=True, slots=True)
class SelectionFile:
    """A selection that people edit.

    Attributes:
        name: The file's name.
        matrix: The matrix, as ``--matrix`` takes it; a path is seen from the file's folder.
        concordance: Likewise; empty for the one beside the matrix.
        form: The form, as ``--form`` takes it; likewise.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        guidance: What is done with guidance: "apart" or "as-clauses".
        criteria: What the clauses were selected by.
        clauses: In order.
        lines: Clause id → the line on which its block begins.
    """

    name: str
    matrix: str
    concordance: str
    form: str
    alternatives: str
    support: bool
    guidance: str
    criteria: Criteria
    clauses: tuple[SelectionEntry, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
