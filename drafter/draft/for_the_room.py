"""What is taken out for delegates: reasons, names of the desk, remarks; and for a clean text, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from drafter.decisions import SelectionEntry
from drafter.draft.clause import Clause, Line
from drafter.matrix.selecting import Selection
from drafter.model import Matrix
from drafter.sign_off import Support


def _without_names(entry: SelectionEntry, desk: str) -> SelectionEntry:
    """What people decided about a clause, without who of the desk decided, judged or signed, and why."""
    own = tuple(replace(one, supported=_by_the_desk(one.supported, desk)) for one in entry.wordings)
    signed = _by_the_desk(entry.supported, desk)
    # What delegations would have done with it is theirs, and no reason of the desk's.
    said = entry.all_wishes
    return replace(entry, reason="", by="", reasons=(), supported=signed, wordings=own, wishes=said)


def _by_the_desk(supported: str, desk: str) -> str:
    """Who signed words at the desk, without the name, which is not for the room."""
    said = Support.of(supported)
    return str(replace(said, by=desk)) if said else supported


def without_reasons(selection: Selection, desk: str) -> Selection:
    """A selection without what is the desk's own: why, and by whom, something was decided or judged."""
    clauses = []
    for item in selection.clauses:
        entry = item.entry and _without_names(item.entry, desk)
        shared = item.candidate.shared and replace(item.candidate.shared, note="")
        clauses.append(replace(item, entry=entry, candidate=replace(item.candidate, shared=shared)))
    not_used = []
    for one in selection.not_used:
        facts = {name: fact for name, fact in one.reason.facts.items() if name != "why"}
        reason = replace(one.reason, code=one.reason.code.removesuffix("-because"), facts=facts)
        not_used.append(replace(one, reason=reason))
    gone = [
        replace(one, status=replace(one.status, by=()), reason="") if one.is_taken_out else one
        for one in selection.withdrawn
    ]
    return replace(selection, clauses=tuple(clauses), not_used=tuple(not_used), withdrawn=tuple(gone))


def without_notice(matrix: Matrix) -> Matrix:
    """A matrix without what readers noticed in its texts and citations, and where its facts were found."""
    items = (replace(item, remark="", noticed=()) for item in matrix.recommendations)
    return replace(
        matrix,
        recommendations=tuple(items),
        regions=tuple(replace(region, sources={}) for region in matrix.regions),
        meeting=matrix.meeting and replace(matrix.meeting, sources={}),
        source=matrix.source and replace(matrix.source, file=matrix.source.document or matrix.name),
    )


def for_the_room(clause: Clause, bare: Callable[[Line], Line]) -> Clause:
    """A clause without what is remarked on its words, in the file's hidden part too."""
    variants = (replace(one, remarks=()) for one in clause.variants)
    return replace(clause, lines=tuple(map(bare, clause.lines)), variants=tuple(variants))


def without_remarks(line: Line) -> Line:
    """A line without what a person must decide about it."""
    return replace(line, remark=None)


def without_notes(line: Line) -> Line:
    """A line without footnotes and remarks; whose proposal it is, and where it stands, stays behind it.

    Else what one delegation proposes would read as the text of all.
    """
    stretches = tuple(replace(one, footnotes=()) for one in line.stretches)
    return replace(line, stretches=stretches, remark=None)
