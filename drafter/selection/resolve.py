"""From what people decided in a selection file to complete clauses, in the order of the file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import yaml
from msgspec import Struct
from msgspec.structs import replace

from drafter.matrix.concordance import ID, LONGEST_ID, candidates, clause_of
from drafter.matrix.criteria import Filter, Reason
from drafter.matrix.selecting import Selection, main_theme
from drafter.model import LEFT_OUT, NO_FOOTNOTE, Clause, Concordance, Decision, Document, Matrix
from drafter.nodes import Problems
from drafter.problems import DrafterError, ExitStatus, Severity, did_you_mean
from drafter.selection.file import NOTE_MARK, SelectionFile, normal_source

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
            f"Put one in: drafter mark {file.name} ID in",
            status=ExitStatus.PROBLEMS,
        )
    # Of several reasons the last counts: that people left a clause out, or took a source from one.
    in_file = {clause.id for clause in file.clauses}
    reasons: dict[str, Reason] = {}
    for clause in by_id.values():
        without = filter_.apply(clause)[1] or Reason("deleted")
        reasons |= dict.fromkeys(clause.sources, Reason("wording-out") if clause.id in in_file else without)
    for clause in filter(is_out, complete):
        reasons |= dict.fromkeys(clause.sources, _why_out(clause))
    used = {source for clause in chosen for source in clause.sources}
    left = (item.id for item in matrix.recommendations if item.id in reasons and item.id not in used)
    taken = tuple(clause.number for clause in file.clauses if clause.number and is_out(clause))
    not_used = {given: reasons[given] for given in left}
    return Selection(file.criteria, _with_alternatives(chosen), not_used, taken=taken)


def is_out(clause: Clause) -> bool:
    """Tell whether people left a clause out as a whole, or all of its wordings, or withdrew it."""
    wordings = [clause.wordings.get(source) for source in clause.sources]
    return (
        clause.decision is Decision.OUT
        or clause.status.lower().startswith(_WITHDRAWN)
        or (bool(wordings) and not clause.text and set(wordings) == {LEFT_OUT})
    )


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
    loses. A clause that people wrote is under the theme of the clause from which most of its sources
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
        kept = sources[clause.id]
        if not kept and not clause.text:
            continue
        origins = Counter(holder[source].id for source in kept if source in holder)
        origin = by_id.get(clause.id) or (by_id[origins.most_common(1)[0][0]] if origins else None)
        if clause.heading:
            heading, theme = clause.heading, titles.get(clause.heading.casefold(), "")
        elif clause.alternative_to in found:
            target = found[clause.alternative_to]
            heading, theme = target.heading, target.theme
        elif origin and origin.id in found:
            heading, theme = found[origin.id].heading, found[origin.id].theme
        elif origin:
            # A theme that meets the criteria comes first.
            heading, theme = "", main_theme(matrix, origin, filter_.apply(origin)[0] or origin.themes)
        entry = by_id.get(clause.id) or clause_of(matrix, clause.id, kept)
        cited = entry if kept == entry.sources else clause_of(matrix, clause.id, kept)
        found[clause.id] = replace(
            clause,
            sources=kept,
            regions=cited.regions,
            themes=cited.themes,
            theme=theme,
            heading=heading,
            lead=next(
                (lead for lead in (clause.lead, entry.lead) if lead in kept and lead in matrix.by_id), ""
            ),
            note=entry.note,
            partial=entry.partial,
            is_shared=entry.is_shared,
        )
    return tuple(found.values())


def _with_alternatives(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Put the alternatives of each clause after it; the first takes the place of a clause that is out."""
    present = {clause.id for clause in clauses}
    heir_of: dict[str, str] = {}
    following: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        target = clause.alternative_to
        if target and target not in present:
            target = heir_of.setdefault(target, clause.id)
        target = "" if target == clause.id else target
        following[target].append(replace(clause, alternative_to=target))
    return tuple(item for clause in following[""] for item in (clause, *following[clause.id]))


class References(Struct, frozen=True):
    """Holds the clauses of a file against the matrix and the declared documents.

    Attributes:
        matrix: The matrix.
        by_id: Every possible clause by id.
        documents: Declared documents by id.
        problems: Where to report.
    """

    matrix: Matrix
    by_id: Mapping[str, Clause]
    documents: Mapping[str, Document]
    problems: Problems

    def check(self, clauses: list[Clause]) -> tuple[Clause, ...]:
        """Return the clauses with their sources as drafter names them, having reported what is wrong."""
        found = [self._normal(clause) for clause in clauses]
        sources = sources_of(found, self.by_id)
        mains = [clause.id for clause in clauses if not clause.alternative_to]
        for read, clause in zip(clauses, found, strict=True):
            self._check_id(read, sources[clause.id])
            self._check_targets(read, clause, sources[clause.id], mains)
        return tuple(found)

    def _normal(self, clause: Clause) -> Clause:
        sources: list[str] = []
        for source, node in self.problems.placed(clause.sources, clause, "sources"):
            sources.append(normal_source(source, self.documents))
            self._check_source(sources[-1], node, clause)
        return replace(
            clause,
            sources=tuple(dict.fromkeys(sources)),
            wordings={normal_source(key, self.documents): words for key, words in clause.wordings.items()},
            lead=normal_source(clause.lead, self.documents),
            text=NOTE_MARK.sub(lambda mark: f"[^{normal_source(mark[1], self.documents)}]", clause.text),
        )

    def _check_source(self, source: str, node: yaml.Node, clause: Clause) -> None:
        given, _, place = source.partition(": ")
        if source in self.matrix.by_id:
            return
        if document := self.documents.get(given):
            if document.paragraphs and place not in document.paragraphs:
                self.problems.unknown(f"paragraph of {document.id}", node, place, document.paragraphs)
        elif {" ", "/"}.isdisjoint(source):
            self.problems.unknown("source", node, source, [*self.matrix.by_id, *self.documents])
        else:
            word, known = re.split(r"[\s,:]", source, maxsplit=1)[0], [*self.documents, *self.matrix.by_id]
            near = did_you_mean(word, known) if "-" in word else ""
            self.problems.add(
                "plain-citation",
                node,
                f"“{source}” is printed as written, because drafter cannot look it up",
                near or "To have it checked, declare its document in sources.yaml.",
                Severity.WARNING if near else Severity.NOTE,
                clause.id,
            )

    def _check_id(self, clause: Clause, sources: tuple[str, ...]) -> None:
        problems, at, has_words = self.problems, self.problems.node_of(clause, "id"), sources or clause.text
        if clause.id in self.by_id:
            if not has_words:
                message = f"“{clause.id}” is not in the draft, because other clauses name all its sources"
                hint = "Delete its block, or give it sources or a text."
                problems.add("no-sources", at, message, hint, Severity.WARNING, clause.id)
        elif not has_words and clause.id in self.matrix.by_id:
            message = f"“{clause.id}” is already a source of another clause"
            problems.add("unknown-clause", at, message, f"To make it a clause, add: sources: [{clause.id}]")
        elif not has_words:
            problems.unknown("clause", at, clause.id, self.by_id)
        elif not ID.fullmatch(clause.id):
            hint = f"Use small letters, digits and hyphens, at most {LONGEST_ID} of them: legal-aid."
            problems.add("bad-id", at, f"a clause cannot have the id “{clause.id}”", hint)
        elif not sources and not clause.alternative_to:
            message = f"“{clause.id}” has a text and no source"
            hint = did_you_mean(clause.id, self.by_id) or "Name its sources: sources: […]"
            problems.add("no-source", at, message, hint, Severity.WARNING, clause.id)

    def _check_targets(
        self, read: Clause, clause: Clause, sources: tuple[str, ...], mains: Sequence[str]
    ) -> None:
        """Report a lead, wordings and marks that are no sources of the clause, and a wrong alternative."""
        problems = self.problems
        named = [(clause.lead, "lead")] if clause.lead else []
        named += [(key, "wordings") for key in clause.wordings]
        named += [(mark, "text") for mark in NOTE_MARK.findall(clause.text) if mark != NO_FOOTNOTE]
        for source, key in named:
            if source not in sources:
                problems.unknown("source of this clause", problems.node_of(read, key), source, sources)
        target = read.alternative_to
        if target and target not in mains:
            problems.unknown("clause", problems.node_of(read, "alternative-to"), target, mains)
