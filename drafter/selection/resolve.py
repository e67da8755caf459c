"""From what people decided in a selection file to what is drafted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from drafter.matrix.concordance import candidate_of, candidates
from drafter.matrix.criteria import (
    Filter,
    NotUsed,
    Reason,
    ResolvedClause,
    Selection,
    main_theme,
    not_used_of,
)
from drafter.model import Candidate, Concordance, Decision, Entry, Matrix, SelectionEntry
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
    out = [item for item in placed if item.entry and item.entry.decision is Decision.OUT]
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
    for clause in reversed(file.clauses):
        if clause.id in by_id:
            dropped = not_used_of(by_id[clause.id], _reason("dropped", clause, clause=clause.id))
            not_used += [one for one in dropped if one.id in clause.dropped]
    for item in out:
        if item.entry:
            not_used += not_used_of(item.candidate, _reason("out", item.entry))
    reasons = {one.id: one for one in not_used}
    used = {member for item in chosen for member in item.candidate.members}
    rest = (one.id for one in matrix.recommendations if one.id in reasons and one.id not in used)
    return Selection(file.criteria, tuple(chosen), tuple(reasons[given] for given in rest))


def _reason(code: str, clause: SelectionEntry, /, **facts: str) -> Reason:
    return Reason(f"{code}-because" if clause.why else code, facts={**facts, "why": clause.why})


def place_clauses(
    matrix: Matrix, by_id: Mapping[str, Candidate], file: SelectionFile
) -> tuple[ResolvedClause, ...]:
    """Every clause of a file with its sources and its theme, in or out; none for one without sources.

    A clause keeps its theme whatever sources it gets or loses. One of a person's own stands under the
    heading of the clause from which it takes most of its sources.

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
        candidate = _decided_candidate(matrix, clause, natural, sources[clause.id])
        if not candidate.members:
            continue
        theme = clause.heading
        if not theme:
            taken = Counter(holder[member].id for member in candidate.members)
            origin = natural or by_id[taken.most_common(1)[0][0]]
            # Of itself it stands under a theme that meets the criteria, where any does.
            themes = filter_.apply(origin)[0] or origin.themes
            theme = headings.get(origin.id) or main_theme(matrix, origin, themes)
        found.append(ResolvedClause(candidate, theme, clause))
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
    matrix: Matrix, clause: SelectionEntry, candidate: Candidate | None, members: tuple[str, ...]
) -> Candidate:
    """A clause's candidate with the sources and the lead that a person gave it."""
    if candidate is not None and set(members) == set(candidate.members) and not clause.lead:
        return candidate
    entry = candidate.shared if candidate else None
    lead = clause.lead or (entry.lead if entry else None)
    if entry or len(members) > 1:
        entry = replace(
            entry or Entry(clause.id, members), members=members, lead=lead if lead in members else None
        )
    return candidate_of(matrix, clause.id, members, entry)
