"""From what people decided in a selection file to what is drafted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from drafter.matrix.candidates import (
    Chosen,
    NotUsed,
    Selection,
    bases,
    chosen_theme,
    not_used_of,
    ordered_themes,
)
from drafter.matrix.criteria import Filter
from drafter.model import Basis, Concordance, Decision, Entry, Matrix, SelectionEntry
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.model import SelectionFile

_DELETED = "its clause was taken out of the selection"


def decide(matrix: Matrix, concordance: Concordance, file: SelectionFile) -> Selection:
    """Select what a selection file says, in its order.

    The file decides what is drafted; the criteria only say why what stands in no block is not used.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        file: The selection, read against the same matrix and concordance.

    Raises:
        DrafterError: if the criteria name what is not known, or no clause is left.
    """
    sieve = Filter.of(matrix, file.criteria)
    by_id = {basis.id: basis for basis in bases(matrix, concordance)}
    chosen: list[Chosen] = []
    left_out: dict[str, NotUsed] = {}
    for item in place_clauses(matrix, by_id, file):
        if item.decided and item.decided.decision is Decision.OUT:
            why = item.decided.why
            reason = f"left out: {why}" if why else "left out of the selection"
            left_out.update((member.id, member) for member in not_used_of(item.basis, reason))
        else:
            chosen.append(item)
    if not chosen:
        raise DrafterError(
            f"{file.name} has no clause to draft: every one is out, or there are none",
            f"Take one in: drafter select {file.name} --keep ID, or give other criteria.",
            status=ExitStatus.PROBLEMS,
        )
    used = {member for item in chosen for member in item.basis.members}
    for dropped in _taken_out(file.clauses, by_id, used):
        left_out.setdefault(dropped.id, dropped)
    in_file = {clause.id for clause in file.clauses}
    for basis in by_id.values():
        if basis.id not in in_file:
            reason = _reason(matrix, basis, sieve) or _DELETED
            for member in not_used_of(basis, reason):
                left_out.setdefault(member.id, member)
    not_used = (
        left_out[item.id] for item in matrix.recommendations if item.id in left_out and item.id not in used
    )
    return Selection(file.criteria, tuple(chosen), tuple(not_used))


def place_clauses(matrix: Matrix, by_id: Mapping[str, Basis], file: SelectionFile) -> tuple[Chosen, ...]:
    """Every clause of a file with its sources and its theme, in or out; none for one without sources.

    A clause keeps its theme whatever sources it gets or loses. One of a person's own stands under the
    heading of the clause from which it takes most of its sources.

    Args:
        matrix: The matrix.
        by_id: Every basis by id.
        file: The selection.
    """
    sieve = Filter.of(matrix, file.criteria)
    sources = sources_of(file.clauses, by_id)
    holder = {member: basis for basis in by_id.values() for member in basis.members}
    headings = {clause.id: clause.heading for clause in file.clauses}
    found = []
    for clause in file.clauses:
        natural = by_id.get(clause.id)
        basis = _decided_basis(matrix, clause, natural, sources[clause.id])
        if not basis.members:
            continue
        theme = clause.heading
        if not theme:
            taken = Counter(holder[member].id for member in basis.members)
            origin = natural or by_id[taken.most_common(1)[0][0]]
            theme = headings.get(origin.id) or theme_of(matrix, origin, sieve)
        found.append(Chosen(basis, theme, clause))
    return tuple(found)


def sources_of(clauses: Iterable[SelectionEntry], by_id: Mapping[str, Basis]) -> dict[str, tuple[str, ...]]:
    """The recommendations that each clause of a file is made of.

    A clause has those of its basis, without what a person dropped and without what a person added to
    another clause, and what a person added. Two clauses may both add the same: one recommendation
    often asks for two things. A clause that is out takes what it adds along: else its sources would come
    back, unasked, as footnotes of words that they do not say.

    Args:
        clauses: In order.
        by_id: Every basis by id.

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
        basis = by_id.get(clause.id)
        own = [
            member
            for member in (basis.members if basis else ())
            if member not in clause.dropped and added_by.get(member, {clause.id}) == {clause.id}
        ]
        found[clause.id] = tuple(dict.fromkeys([*own, *clause.added]))
    return found


def theme_of(matrix: Matrix, basis: Basis, sieve: Filter) -> str:
    """The theme that a clause stands under of itself: one that meets the criteria, where any does."""
    texts = [text for member in basis.members for text in matrix.by_id[member].wordings]
    themes, _ = sieve.sift(basis, basis.themes, texts)
    return chosen_theme(matrix, basis, themes or basis.themes)


def _reason(matrix: Matrix, basis: Basis, sieve: Filter) -> str:
    texts = [text for member in basis.members for text in matrix.by_id[member].wordings]
    return sieve.sift(basis, basis.themes, texts)[1]


def _decided_basis(
    matrix: Matrix, clause: SelectionEntry, basis: Basis | None, members: tuple[str, ...]
) -> Basis:
    """A clause's basis with the sources and the lead that a person gave it."""
    if basis is not None and set(members) == set(basis.members) and not clause.lead:
        return basis
    entry = basis.entry if basis else None
    lead = clause.lead or (entry.lead if entry else None)
    if entry or len(members) > 1:
        entry = replace(
            entry or Entry(clause.id, members), members=members, lead=lead if lead in members else None
        )
    items = [matrix.by_id[member] for member in members]
    return Basis(
        clause.id,
        matrix.in_citing_order(members),
        matrix.in_region_order(item.region for item in items),
        ordered_themes(matrix, (theme for item in items for theme in item.themes)),
        entry,
    )


def _taken_out(
    clauses: Iterable[SelectionEntry], by_id: Mapping[str, Basis], used: set[str]
) -> Iterator[NotUsed]:
    """What a person dropped from a clause, and nothing else uses."""
    for clause in clauses:
        basis = by_id.get(clause.id)
        for source in clause.dropped:
            if basis and source not in used:
                why = f": {clause.why}" if clause.why else ""
                others = tuple(member for member in basis.members if member != source)
                yield NotUsed(source, f"taken out of the clause “{clause.id}”{why}", others)
