"""Numbers of clauses, and the marks that they end in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.draft.model import Clause
from drafter.form.parts import Part
from drafter.model import Kind
from drafter.text import letter_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands.

    Attributes:
        clause: The clause.
        number: The number of its paragraph; of guidance, its own number.
        letter: Its letter; empty where it is a paragraph itself.
        mark: What it ends in.
    """

    clause: Clause
    number: int
    letter: str
    mark: str


def places_of(clauses: Sequence[Clause], parts: Mapping[str, Part]) -> Iterator[Place]:
    """Number clauses straight through, guidance apart.

    Each clause ends in its part's mark; the last of all, and the last of a list of lettered items, in a full
    stop.

    Args:
        clauses: All of them, in the order of the pages.
        parts: By id.
    """
    last = next((clause for clause in reversed(clauses) if clause.kind is not Kind.GUIDANCE), None)
    number = guidance = 0
    for (part_id, _), group in itertools.groupby(clauses, lambda clause: (clause.part, clause.section)):
        part = parts[part_id]
        own = list(group)
        if part.opening:
            number += 1
            for count, clause in enumerate(own, start=1):
                yield Place(clause, number, letter_of(count), "." if clause is own[-1] else part.mark)
            continue
        for clause in own:
            if clause.kind is Kind.GUIDANCE:
                guidance += 1
                yield Place(clause, guidance, "", part.mark)
            else:
                number += 1
                yield Place(clause, number, "", "." if clause is last else part.mark)
