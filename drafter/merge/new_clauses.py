"""Clauses that drafter did not make: known again where they were taken home before, named, and proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from drafter.merge.model import Field, Proposal
from drafter.merge.naming import new_id
from drafter.merge.places import Places
from drafter.merge.sides import Sides
from drafter.merge.standing import StandingClause
from drafter.model import Decision, OwnWording, SelectionEntry
from drafter.text import features, similarity

_ALIKE = 0.6  # from here on, two texts from the same sources are one clause


def know_again(sides: Sides) -> None:
    """Clauses that drafter did not make, but that the selection has by now: taken home before."""
    own = {
        given: (frozenset(clause.sources), features(clause.text))
        for given, clause in sides.before.items()
        if given not in sides.draft.by_id
    }
    for clause in sides.standing.clauses:
        if clause.id:
            continue
        words = features(clause.lines[0].text)
        alike = {
            given: similarity(words, theirs)
            for given, (sources, theirs) in own.items()
            if sources == frozenset(clause.sources)
        }
        nearest = max(alike, key=alike.__getitem__, default="")
        if nearest and alike[nearest] >= _ALIKE:
            clause.id = nearest
            del own[nearest]


def name_new(sides: Sides, clauses: Sequence[StandingClause]) -> None:
    """Give an id to each clause that has none."""
    taken = {*sides.in_file, *sides.selected.by_id, *sides.selected.matrix.by_id}
    shared = sides.selected.by_id.keys() - sides.selected.matrix.by_id.keys()
    natural = {
        frozenset(candidate.members): candidate.id
        for candidate in sides.selected.by_id.values()
        if candidate.id not in sides.in_file
    }
    for clause in clauses:
        if not clause.id:
            own = natural.pop(frozenset(clause.sources), "") or new_id(clause.lines[0].text, taken, shared)
            taken.add(own)
            sides.new_ids[id(clause)] = own


def new_proposals(
    sides: Sides,
    clauses: Sequence[StandingClause],
    places: Places,
    added: Mapping[str, tuple[str, ...]],
) -> Iterator[Proposal]:
    """Blocks for clauses that drafter did not make.

    Args:
        sides: What is compared.
        clauses: The clauses that stand.
        places: Where they stand.
        added: The id of a new clause → the sources that its block must add.
    """
    for clause in clauses:
        if clause.id:
            continue
        given = sides.id_of(clause)
        several = len(clause.lines) > 1
        is_open = not several and clause.lines[0].is_bracketed
        other, is_before = places.beside(given)
        to = SelectionEntry(
            given,
            Decision.MAYBE if is_open else None,
            f"in brackets in {sides.short}" if is_open else "",
            heading=places.heading_of_new(given),
            added=added.get(given, ()),
            wording="" if several else clause.lines[0].text,
            wordings=tuple(OwnWording(line.sources, line.text) for line in clause.lines) if several else (),
        )
        words = " / ".join(line.text for line in clause.lines)
        where = f"a part of “{clause.split_from}”" if clause.split_from else ""
        yield Proposal(given, Field.NEW, clause.label, to, other, is_before, ours=where, theirs=words)
