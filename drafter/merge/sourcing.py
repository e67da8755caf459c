"""What each block must add and drop, for its clause to have the sources that it has in Word."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from drafter.merge.model import Field, Proposal, conflict_if
from drafter.merge.sides import Sides
from drafter.merge.standing import StandingClause
from drafter.model import Candidate, Decision
from drafter.selection.file import SelectionFile
from drafter.selection.resolve import sources_of

Signs = tuple[tuple[str, ...], tuple[str, ...]]  # what is added, what is dropped


def source_proposals(
    sides: Sides, clauses: Sequence[StandingClause]
) -> tuple[list[Proposal], dict[str, tuple[str, ...]]]:
    """What blocks must say of their sources.

    Args:
        sides: What is compared.
        clauses: The clauses that stand.

    Returns:
        Proposals for the blocks that there are; and the id of each new clause → the sources that its block
        must add.
    """
    ours = sources_of(sides.in_file.values(), sides.selected.by_id)
    targets: dict[str, tuple[str, ...]] = {}
    for clause in clauses:
        if not clause.printed:
            targets[sides.id_of(clause)] = clause.sources
            continue
        drafted = set(clause.printed.sources)
        come = [source for source in clause.sources if source not in drafted]
        gone = drafted - set(clause.sources)
        if come or gone:
            kept = [source for source in ours[clause.id] if source not in gone]
            targets[clause.id] = tuple(dict.fromkeys([*kept, *come]))
    labels = {sides.id_of(clause): clause for clause in clauses}
    there = {clause.id for clause in sides.standing.clauses}
    out = {printed.id for printed in sides.draft.printed if printed.id not in there}
    of_new: dict[str, tuple[str, ...]] = {}
    found = []
    for given, (added, dropped) in wanted_sources(
        sides.selected.file, sides.selected.by_id, ours, targets, out
    ).items():
        own = sides.in_file.get(given)
        if own is None:
            of_new[given] = added
            continue
        standing = labels.get(given)
        was = ours[given]
        now = targets.get(given, was)
        old = " ".join(source for source in was if source not in now)
        new = " ".join(source for source in now if source not in was)
        found.append(
            Proposal(
                given,
                Field.SOURCES,
                standing.label if standing else "",
                replace(own, added=added, dropped=dropped),
                ours=f"with {old}" if old else "",
                theirs=f"with {new}"
                if new
                else "without it"
                if old
                else "keeps what another clause cites too",
                conflict=conflict_if(
                    standing and standing.printed and set(was) != set(standing.printed.sources)
                ),
            )
        )
    return found, of_new


def wanted_sources(
    file: SelectionFile,
    by_id: Mapping[str, Candidate],
    ours: Mapping[str, Sequence[str]],
    targets: Mapping[str, Sequence[str]],
    going: Collection[str] = (),
) -> dict[str, Signs]:
    """What blocks must say of their sources, for those that say something else now.

    A source that a block adds, be it out, leaves the clause in which it stood; where that clause is to keep
    it, its block must add it too.

    Args:
        file: The selection.
        by_id: Every candidate by id.
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
    of_those_out = {given: one.added for given, one in decided.items() if given not in adds}
    for given, sources in (*adds.items(), *of_those_out.items()):
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
