"""Clauses that people have not agreed on: in brackets, with the reason as a comment."""

from __future__ import annotations

from dataclasses import replace

from drafter.draft.drafted_clause import Line, Remark
from drafter.model import Decision, SelectionEntry

LEFT_OPEN = "Left open"  # so begins the comment beside a clause that people have left open


def is_maybe(decided: SelectionEntry | None) -> bool:
    """Whether people have left open whether a clause is in."""
    return decided is not None and decided.decision is Decision.MAYBE


def remarks_on_decision(decided: SelectionEntry | None) -> tuple[Remark, ...]:
    """What is to be said beside a clause that people have left open."""
    if decided is None or not is_maybe(decided):
        return ()
    by = f", by {decided.by}" if decided.by else ""
    reason = f": {decided.reason}" if decided.reason else ""
    text = f"{LEFT_OPEN}{by}{reason}"
    return (Remark(text if text.endswith((".", "!", "?")) else f"{text}."),)


def in_brackets(line: Line) -> Line:
    """A line whose text stands in square brackets; footnote marks and names of regions behind them."""
    texts = [n for n, piece in enumerate(line.pieces) if not piece.is_support]
    pieces = list(line.pieces)
    first, last = texts[0], texts[-1]
    pieces[first] = replace(pieces[first], text=f"[{pieces[first].text}")
    pieces[last] = replace(pieces[last], text=f"{pieces[last].text}]")
    return replace(line, pieces=tuple(pieces))
