"""Clauses that people have not agreed on: in brackets, with the reason as a comment."""

from __future__ import annotations

from dataclasses import replace

from drafter.draft.model import Line, Remark
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
    texts = [n for n, piece in enumerate(line.stretches) if not piece.is_support]
    stretches = list(line.stretches)
    first, last = texts[0], texts[-1]
    stretches[first] = replace(stretches[first], text=f"[{stretches[first].text}")
    stretches[last] = replace(stretches[last], text=f"{stretches[last].text}]")
    return replace(line, stretches=tuple(stretches))
