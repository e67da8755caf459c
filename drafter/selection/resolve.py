"""From what people decided in a selection file to what is drafted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from drafter.decisions import Decision, SelectionEntry, Withdrawn
from drafter.matrix.candidates import Candidate, candidate_of, candidates
from drafter.matrix.concordance import Concordance, Entry
from drafter.matrix.criteria import Filter, Reason
from drafter.matrix.selecting import (
    NotUsed,
    ResolvedClause,
    Selection,
    main_theme,
    not_used_of,
    withdrawal,
)
from drafter.model import Matrix
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.file import SelectionFile


def resolve_selection(matrix: Matrix, concordance: Concordance, file: SelectionFile) -> Selection:
    """Select what a selection file says, in its order.

    The file decides what is drafted; the criteria only say why what stands in no block is not used.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        file: The selection, read against the same matrix and concordance.

    Raises:
        DrafterError: if the criteria name what is not known, or no clause is left.
    """
    filter_ = Filter(matrix, file.criteria)
    by_id = {candidate.id: candidate for candidate in candidates(matrix, concordance)}
    placed = place_clauses(matrix, by_id, file)
    out = [item for item in placed if item.entry and item.entry.is_out]
    is_out = {item.candidate.id for item in out}
    chosen = [item for item in placed if item.candidate.id not in is_out]
    if not chosen:
        raise DrafterError(
            f"{file.name} has no clause to draft: every one is out, or there are none",
            f"Take one in: drafter select {file.name} --keep ID, or give other criteria.",
            status=ExitStatus.PROBLEMS,
        )
    # Of several reasons the last counts: that a person has a clause out, or dropped a source from it.
    in_file = {clause.id: clause for clause in file.clauses}
    not_used: list[NotUsed] = []
    for candidate in by_id.values():
        if candidate.id not in in_file:
            not_used += not_used_of(candidate, filter_.apply(candidate)[1] or Reason("deleted"))
    holder = {member: candidate for candidate in by_id.values() for member in candidate.members}
    for clause in reversed(file.clauses):
        without = [*clause.dropped, *(one for one, _ in clause.reasons if one not in clause.added)]
        for source in dict.fromkeys(one for one in without if one in holder):
            why = clause.why_without(source)
            reason = Reason(f"dropped{'-because' if why else ''}", facts={"clause": clause.id, "why": why})
            not_used += [one for one in not_used_of(holder[source], reason) if one.id == source]
    for item in out:
        if item.entry:
            own = not_used_of(item.candidate, _out(item.entry))
            if item.entry.id not in file.joined_with:
                own = [replace(one, wishes=item.entry.wishes_of("", [one.id])) for one in own]
            not_used += own
    reasons = {one.id: one for one in not_used}
    used = {member for item in chosen for member in item.candidate.members}
    rest = (one.id for one in matrix.recommendations if one.id in reasons and one.id not in used)
    # Of a recommendation that goes with a clause the annex says it among those that are not used.
    gone = (
        one
        for one in file.withdrawn
        if one.wording
        or not one.is_taken_out
        or _is_declared(one, matrix)
        or (not one.is_whole and used.issuperset(one.sources))  # another wording stands on it
    )
    return Selection(file.criteria, tuple(chosen), tuple(reasons[given] for given in rest), tuple(gone))


def _is_declared(one: Withdrawn, matrix: Matrix) -> bool:
    """Whether what was taken out stands in sources.yaml, not in the matrix."""
    return not {*one.sources} <= matrix.by_id.keys()


def _out(entry: SelectionEntry) -> Reason:
    """Why a clause is not drafted: it was withdrawn, by whom; or a person has it out."""
    stands = entry.stands
    if entry.decision is Decision.OUT or stands is None:
        return Reason("out-because" if entry.why else "out", facts={"why": entry.why})
    return withdrawal(stands)


def place_clauses(
    matrix: Matrix, by_id: Mapping[str, Candidate], file: SelectionFile
) -> tuple[ResolvedClause, ...]:
    """Every clause of a file with its sources and its theme, in or out; none for one without sources or text.

    A clause keeps its theme whatever sources it gets or loses. One that a person made of sources stands under
    the heading of the clause from which it takes most of them; a block of their own where they say, or under
    no heading.

    Args:
        matrix: The matrix.
        by_id: Every candidate by id.
        file: The selection.
    """
    filter_ = Filter(matrix, file.criteria)
    sources = sources_of(file.clauses, by_id)
    holder = {member: candidate for candidate in by_id.values() for member in candidate.members}
    headings = {clause.id: clause.heading for clause in file.clauses}
    found = []
    for clause in file.clauses:
        natural = by_id.get(clause.id)
        own_sources = sources[clause.id]
        near = {one for member in own_sources if member in holder for one in holder[member].near}
        candidate = _decided_candidate(matrix, clause, natural, own_sources, near.difference(own_sources))
        if not candidate.members and not clause.stands_alone:
            continue
        theme, is_own = clause.heading, natural is None and clause.is_in_own_words(own_sources)
        taken = Counter(holder[member].id for member in candidate.members if member in holder)
        # What stands on documents or proposals alone, and people's own words on whatever they cite, are under
        # no heading unless somebody says so.
        if not theme and not is_own and (natural or taken):
            origin = natural or by_id[taken.most_common(1)[0][0]]
            # Of itself it stands under a theme that meets the criteria, where any does.
            themes = filter_.apply(origin)[0] or origin.themes
            theme = headings.get(origin.id) or main_theme(matrix, origin, themes)
        own = set(natural.members if natural else candidate.members)
        joined = frozenset(candidate.members) - own
        found.append(ResolvedClause(candidate, theme, clause, joined, is_own))
    return tuple(found)


def sources_of(
    clauses: Iterable[SelectionEntry], by_id: Mapping[str, Candidate]
) -> dict[str, tuple[str, ...]]:
    """The recommendations that each clause of a file is made of.

    A clause has those of its candidate, without what a person dropped and without what a person added to
    another clause, and what a person added. Two clauses may both add the same: one recommendation
    often asks for two things. A clause that is out takes what it adds along: else its sources would come
    back, unasked, as footnotes of words that they do not say.

    Args:
        clauses: In order.
        by_id: Every candidate by id.

    Returns:
        Clause id → ids of recommendations; none for a clause that has lost them all to others.
    """
    clauses = list(clauses)
    added_by: dict[str, set[str]] = {}
    for clause in clauses:
        for source in clause.added:
            added_by.setdefault(source, set()).add(clause.id)
    found = {}
    for clause in clauses:
        candidate = by_id.get(clause.id)
        own = [
            member
            for member in (candidate.members if candidate else ())
            if member not in clause.dropped and added_by.get(member, {clause.id}) == {clause.id}
        ]
        found[clause.id] = tuple(dict.fromkeys([*own, *clause.added]))
    return found


def _decided_candidate(
    matrix: Matrix,
    clause: SelectionEntry,
    candidate: Candidate | None,
    members: tuple[str, ...],
    near: Collection[str],
) -> Candidate:
    """A clause's candidate with the sources and the lead that a person gave it, and what is near to these."""
    if candidate is not None and set(members) == set(candidate.members) and not clause.lead:
        return candidate
    entry = candidate.shared if candidate else None
    lead = clause.lead or (entry.lead if entry else None)
    if entry or len(members) > 1:
        entry = replace(
            entry or Entry(clause.id, members), members=members, lead=lead if lead in members else None
        )
    return candidate_of(matrix, clause.id, members, entry, near)
