"""What was changed in the sources of clauses, as proposals for the selection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.sides.declared import with_declared
from drafter.merge.sides.their_clauses import TheirClause
from drafter.merge.sides.three_way import ThreeWay, conflict_if
from drafter.merge.taking.others_words import standing_on, with_their_sources
from drafter.merge.taking.sponsored import without_needless
from drafter.merge.telling import is_comment, told
from drafter.merge.words.laying_over import names_of, wish_of
from drafter.selection.resolve import sources_of


def source_proposals(merge: ThreeWay) -> tuple[list[Proposal], dict[str, tuple[str, ...]]]:
    """What blocks must add and drop, for their clauses to have the sources that they have in Word.

    Returns:
        Proposals for the blocks that there are; and the id of each new clause → the sources that its block
        must add.
    """
    ours = sources_of(merge.entries.values(), merge.selection.by_id)
    clauses = {clause.id: clause for clause in merge.clauses}
    wanted = dict(ours)
    for given, clause in clauses.items():
        if not clause.printed:
            wanted[given] = clause.sources
            continue
        gone = {source for source in clause.printed.sources if source not in clause.sources}
        come = [source for source in clause.sources if source not in clause.printed.sources]
        if come or gone:
            wanted[given] = tuple(dict.fromkeys([*(s for s in ours[given] if s not in gone), *come]))
    if wanted == ours:
        return [], {}
    found, of_new = [], {}
    for to in _saying(merge, wanted):
        given, entry, now = to.id, merge.entries.get(to.id), wanted[to.id]
        if entry is None:
            of_new[given] = to.added
        elif (set(entry.added), set(entry.dropped)) != (set(to.added), set(to.dropped)):
            lost = [source for source in ours[given] if source not in now]
            own = [one for one in merge.declared_in(given) if not _is_elsewhere(one, given, wanted)]
            others = standing_on(lost, with_declared(entry, None, own))
            if not _is_wished(merge, entry, to, others):
                found.append(_proposal(entry, to, ours[given], now, clauses.get(given), others))
    of_others = {source for sources in of_new.values() for source in sources}
    return without_needless(found, merge.entries.get, more=of_others), of_new


def _proposal(
    entry: SelectionEntry,
    to: SelectionEntry,
    was: Sequence[str],
    now: Sequence[str],
    clause: TheirClause | None,
    others: Sequence[OwnWording],
) -> Proposal:
    """That a clause is to have other sources, or that its block must say more for it to keep its own."""
    gone = [source for source in was if source not in now]
    old, new = " ".join(gone), " ".join(source for source in now if source not in was)
    if not (old or new):
        why, conflict = _why_untouched(to, entry), told("untouched")
        return Proposal(entry.id, Field.SOURCES, to, theirs=why, conflict=conflict)
    printed = clause.printed if clause else None
    names = names_of(others)
    conflict = conflict_if(printed and set(was) != set(printed.sources))
    return Proposal(
        entry.id,
        Field.SOURCES,
        to,
        ours=f"with {old}" if old else "",
        theirs=f"with {new}" if new else "without it",
        conflict=told("of-others", by=" and ".join(names)) if names else conflict,
    )


def _is_elsewhere(one: OwnWording, clause: str, wanted: Mapping[str, Sequence[str]]) -> bool:
    """Whether what is declared stands in another clause in Word."""
    return any({*one.sources} <= {*sources} for given, sources in wanted.items() if given != clause)


def _is_wished(
    merge: ThreeWay, entry: SelectionEntry, to: SelectionEntry, others: Sequence[OwnWording]
) -> bool:
    """Whether a block says already that words of others were to go with sources, and has the rest."""
    then = with_their_sources(entry, to, others)
    has_rest = (set(then.added), set(then.dropped)) == (set(entry.added), set(entry.dropped))
    text = merge.selection.in_blocks.text
    return bool(others) and has_rest and all(is_comment(wish_of(merge.short, one), text) for one in others)


def _why_untouched(to: SelectionEntry, entry: SelectionEntry) -> str:
    """Why a block must say something of sources for its clause to stay as it is."""
    keeps = " and ".join(source for source in to.added if source not in entry.added)
    return told("untouched/keeps", sources=keeps) if keeps else told("untouched/without")


def _saying(merge: ThreeWay, wanted: Mapping[str, Sequence[str]]) -> Iterator[SelectionEntry]:
    """Every clause that is in, with what its block must add and drop to have the sources that are wanted.

    A source that a block adds, be it out, leaves the clause in which it stood; where that clause is to keep
    it, its block must add it too.
    """
    by_id = merge.selection.by_id
    entries = {given: merge.entries.get(given, SelectionEntry(given)) for given in wanted}
    active = [given for given, entry in entries.items() if given not in merge.gone and not entry.is_out]
    plain = dict(entries)
    for given in active:
        members = by_id[given].members if given in by_id else ()
        kept = [source for source in entries[given].added if source in wanted[given]]
        more = [source for source in wanted[given] if source not in (*members, *kept)]
        plain[given] = replace(entries[given], added=(*kept, *more), dropped=())
    has = sources_of(plain.values(), by_id)
    for given in active:
        keeps = wanted[given]
        taken = [source for source in keeps if source not in has[given]]
        dropped = [source for source in entries[given].dropped if source not in keeps]
        dropped += [source for source in has[given] if source not in (*keeps, *dropped)]
        yield replace(plain[given], added=(*plain[given].added, *taken), dropped=tuple(dropped))
