"""From what people decided in a selection file to complete clauses, in the order of the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from drafter.matrix.concordance import candidates, clause_of
from drafter.matrix.criteria import Filter, Reason
from drafter.matrix.selecting import NotUsed, Selection, main_theme, not_used_of
from drafter.model import LEFT_OUT, Clause, Concordance, Decision, Matrix
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.file import SelectionFile

_WITHDRAWN = "withdrawn"


def resolve_selection(matrix: Matrix, concordance: Concordance, file: SelectionFile) -> Selection:
    """Select what a selection file says, in its order.

    The file decides which clauses are drafted. The criteria only say why a recommendation that no clause
    cites is not used.

    Args:
        matrix: The matrix.
        concordance: Which of its recommendations say the same.
        file: The selection, read against the same matrix and concordance.

    Raises:
        DrafterError: if the criteria name what is not known, or no clause is left.
    """
    filter_ = Filter(matrix, file.criteria)
    by_id = {clause.id: clause for clause in candidates(matrix, concordance)}
    complete = complete_clauses(matrix, by_id, file, filter_)
    chosen = tuple(clause for clause in complete if not is_out(clause))
    if not chosen:
        raise DrafterError(
            f"{file.name} has no clause to draft",
            f"Take one in: drafter mark {file.name} ID in",
            status=ExitStatus.PROBLEMS,
        )
    # Of several reasons the last counts: that people left a clause out, or took a source from one.
    reasons: dict[str, NotUsed] = {}
    in_file = {clause.id for clause in file.clauses}
    for clause in by_id.values():
        if clause.id not in in_file:
            _add(reasons, not_used_of(clause, filter_.apply(clause)[1] or Reason("deleted")))
    for clause in file.clauses:
        if clause.id in by_id:
            _add(reasons, not_used_of(by_id[clause.id], Reason("wording-out")))
    for clause in complete:
        if is_out(clause):
            _add(reasons, not_used_of(clause, _why_out(clause)))
    used = {source for clause in chosen for source in clause.sources}
    left = (item.id for item in matrix.recommendations if item.id in reasons and item.id not in used)
    taken = tuple(clause.number for clause in file.clauses if clause.number and is_out(clause))
    not_used = tuple(reasons[given] for given in left)
    return Selection(file.criteria, _with_alternatives(chosen), not_used, taken=taken)


def is_out(clause: Clause) -> bool:
    """Tell whether people left a clause out as a whole, or all of its wordings, or withdrew it."""
    wordings = [clause.wordings.get(source) for source in clause.sources]
    return (
        clause.decision is Decision.OUT
        or clause.status.lower().startswith(_WITHDRAWN)
        or (bool(wordings) and not clause.text and set(wordings) == {LEFT_OUT})
    )


def _add(reasons: dict[str, NotUsed], items: Iterable[NotUsed]) -> None:
    reasons.update((item.id, item) for item in items)


def _why_out(clause: Clause) -> Reason:
    why = clause.reason or (clause.status if clause.status.lower().startswith(_WITHDRAWN) else "")
    return Reason("out-because" if why else "out", facts={"why": why})


def sources_of(clauses: Sequence[Clause], by_id: Mapping[str, Clause]) -> dict[str, tuple[str, ...]]:
    """Return the sources of each clause of a file, by id.

    A clause has the sources that its block names. Otherwise it has those of the concordance, without what
    another block names: to join clauses is to name their sources in one of them. An alternative cites
    the sources of its clause again and takes none away.

    Args:
        clauses: In order.
        by_id: Every possible clause by id.
    """
    taken = {source for clause in clauses if not clause.alternative_to for source in clause.sources}
    return {
        clause.id: clause.sources
        or tuple(s for s in (by_id[clause.id].sources if clause.id in by_id else ()) if s not in taken)
        for clause in clauses
    }


def complete_clauses(
    matrix: Matrix, by_id: Mapping[str, Clause], file: SelectionFile, filter_: Filter
) -> tuple[Clause, ...]:
    """Return every clause of a file with sources, regions and theme, in or out.

    A clause without sources and text is left out. A clause keeps its theme, whatever sources it gets or
    loses. A clause of people's own stands under the theme of the clause from which most of its sources
    come, else under that of the clause before it in the file.

    Args:
        matrix: The matrix.
        by_id: Every possible clause by id.
        file: The selection.
        filter_: Its criteria.
    """
    sources = sources_of(file.clauses, by_id)
    holder = {source: clause for clause in by_id.values() for source in clause.sources}
    titles = {theme.title.casefold(): theme.id for theme in matrix.themes} | {
        t: t for t in matrix.theme_by_id
    }
    found: dict[str, Clause] = {}
    heading = theme = ""
    for clause in file.clauses:
        own = sources[clause.id]
        if not own and not clause.text:
            continue
        origins = Counter(holder[source].id for source in own if source in holder)
        origin = by_id.get(clause.id) or (by_id[origins.most_common(1)[0][0]] if origins else None)
        if clause.heading:
            heading, theme = clause.heading, titles.get(clause.heading.casefold(), "")
        elif clause.alternative_to in found:
            target = found[clause.alternative_to]
            heading, theme = target.heading, target.theme
        elif origin and origin.id in found:
            heading, theme = found[origin.id].heading, found[origin.id].theme
        elif origin:
            # It stands under a theme that meets the criteria, where any does.
            heading, theme = "", main_theme(matrix, origin, filter_.apply(origin)[0] or origin.themes)
        entry = by_id.get(clause.id) or clause_of(matrix, clause.id, own)
        cited = entry if own == entry.sources else clause_of(matrix, clause.id, own)
        found[clause.id] = replace(
            clause,
            sources=own,
            regions=cited.regions,
            themes=cited.themes,
            theme=theme,
            heading=heading,
            lead=next(
                (lead for lead in (clause.lead, entry.lead) if lead in own and lead in matrix.by_id), ""
            ),
            note=entry.note,
            near=tuple(source for source in entry.near if source not in own),
            partial=tuple(source for source in entry.partial if source in own),
            is_shared=entry.is_shared,
        )
    return tuple(found.values())


def _with_alternatives(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Put the alternatives of each clause behind it; the first takes the place of a clause that is out."""
    present = {clause.id for clause in clauses}
    heir_of: dict[str, str] = {}
    behind: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        target = clause.alternative_to
        if target and target not in present:
            target = heir_of.setdefault(target, clause.id)
        target = "" if target == clause.id else target
        behind[target].append(replace(clause, alternative_to=target))
    return tuple(item for clause in behind[""] for item in (clause, *behind[clause.id]))
