"""What a delegation tracked in a file in which another typed: without what that one typed.

Both stand in one paragraph of the file. Words that were typed where the delegation changed something cannot
be told apart from its own: they stay, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.merge.both_words import with_both_words
from drafter.merge.signature import signature_of
from drafter.merge.their_clauses import TheirClause, TheirLine
from drafter.merge.three_way import ThreeWay
from drafter.merge.words_now import whole_of


def take_out_typed(plain: ThreeWay, own: ThreeWay) -> frozenset[int]:
    """Take out of both what was typed without tracking in the lines that drafter had printed.

    Args:
        plain: The file with every tracked change rejected; its lines are changed.
        own: The file with those of a delegation accepted; its lines are changed.

    Returns:
        The places of the paragraphs in which it stays, because the delegation changed it.
    """
    parted = {clause.split_from for side in (plain, own) for clause in side.theirs.clauses}
    typed = {place: line for clause in plain.theirs.clauses for place, line in _placed(clause)}
    stays: set[int] = set()
    for clause in own.theirs.clauses:
        before = plain.theirs.by_id.get(clause.id) if clause.id not in parted else None
        of_printed = [line for line in before.lines if line.printed] if before else []
        for at, (place, line) in enumerate(_placed(clause)):
            there = next((one for one in of_printed if one.printed == line.printed), None)
            alone = _without(line, there) if there else None
            if alone:
                clause.lines[at] = alone
            elif _has_changed(line, there or typed.get(place)):
                stays.add(place)
    for clause in plain.theirs.clauses:
        if clause.id not in parted:
            clause.lines[:] = [
                line if place in stays else _as_printed(line) for place, line in _placed(clause)
            ]
    return frozenset(stays)


def _placed(clause: TheirClause) -> Sequence[tuple[int, TheirLine]]:
    return [*zip(clause.places, clause.lines, strict=True)]


def _has_changed(line: TheirLine, there: TheirLine | None) -> bool:
    return there is not None and line.signature != there.signature


def _as_printed(line: TheirLine) -> TheirLine:
    """A line as drafter had printed it; one that it had not as it stands."""
    if line.printed is None:
        return line
    words, _, by = signature_of(line.printed)
    return replace(
        line, text=words, whole=whole_of(line.printed), sources=tuple(line.printed.sources), by=by, names=by
    )


def _without(line: TheirLine, typed: TheirLine) -> TheirLine | None:
    """A line without what somebody typed in it; None where that cannot be told apart.

    Args:
        line: The line with the changes of a delegation.
        typed: The same without them.
    """
    was = _as_printed(typed)
    words = with_both_words(typed.text, was.text, line.text)
    whole = with_both_words(typed.whole, was.whole, line.whole)
    if words is None:
        return None
    come = [one for one in typed.sources if one not in was.sources]
    gone = [one for one in was.sources if one not in typed.sources]
    sources = (*(one for one in line.sources if one not in come), *gone)
    names = was.names if line.names == typed.names else line.names
    by = was.by if words == was.text else names
    return replace(line, text=words, whole=whole or words, sources=sources, by=by, names=names)
