"""What each block must add and drop, for its clause to have the sources that it has in Word."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from drafter.bases import Basis
from drafter.decisions import Decision, SelectionFile

Signs = tuple[tuple[str, ...], tuple[str, ...]]  # what is added, what is dropped


def wanted_sources(
    file: SelectionFile,
    by_id: Mapping[str, Basis],
    ours: Mapping[str, Sequence[str]],
    targets: Mapping[str, Sequence[str]],
    going: Collection[str] = (),
) -> dict[str, Signs]:
    """What blocks must say of their sources, for those that say something else now.

    A source that a block adds leaves the clause in which it stood; where that clause is to keep it, its
    block must add it too.

    Args:
        file: The selection.
        by_id: Every basis by id.
        ours: The sources of each clause now.
        targets: The sources that some clauses are to have; new ones among them.
        going: Ids of clauses that are taken out.

    Returns:
        Clause id → what is to be added and dropped, for clauses whose block must change, and for new ones.
    """
    if not targets:
        return {}
    decided = {clause.id: clause for clause in file.clauses}
    desired = {
        given: tuple(targets.get(given, ours.get(given, ()))) for given in dict.fromkeys([*decided, *targets])
    }
    active = [
        given
        for given in desired
        if given not in going and not (given in decided and decided[given].decision is Decision.OUT)
    ]
    members = {given: by_id[given].members if given in by_id else () for given in desired}
    adds: dict[str, list[str]] = {}
    for given in active:
        was_added = decided[given].added if given in decided else ()
        wanted = desired[given]
        kept = [source for source in was_added if source in wanted]
        adds[given] = [*kept, *(s for s in wanted if s not in members[given] and s not in kept)]
    takers: dict[str, set[str]] = {}
    for given, sources in adds.items():
        for source in sources:
            takers.setdefault(source, set()).add(given)
    found: dict[str, Signs] = {}
    for given in active:
        own, keeps = members[given], set(desired[given])
        too = [s for s in own if s in keeps and s not in adds[given] and takers.get(s, set()) - {given}]
        added = (*adds[given], *too)
        lost = [s for s in own if s not in keeps]
        was_dropped = decided[given].dropped if given in decided else ()
        kept = [source for source in was_dropped if source in lost]
        dropped = (*kept, *(s for s in lost if s not in kept and not takers.get(s, set()) - {given}))
        has = (decided[given].added, decided[given].dropped) if given in decided else None
        if has is None or (set(has[0]), set(has[1])) != (set(added), set(dropped)):
            found[given] = (added, dropped)
    return found
