"""A comparison in words for people, and as fields for programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from drafter.check.findings import shown_words
from drafter.compare.comparison import Comparison
from drafter.returned.changes import Change, ChangeKind
from drafter.text import first_words, shortened

_OPENING = 8  # words
_LONGEST = 240


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Give a comparison as lines: each paragraph by its number and opening words, then what changed in it."""
    if not comparison.changes:
        yield "Nothing changed."
        return
    before, after = comparison.paragraphs
    yield f"Paragraphs: {before} before, {after} now. " + summary(comparison)
    for _, same in groupby(comparison.changes, key=lambda change: (change.base_place, change.now_place)):
        changes = list(same)
        lines = [line for change in changes for line in _lines(change)]
        if changes[0].kind is ChangeKind.RENUMBERED:
            yield from lines
            continue
        yield f"{_head(changes[0])}"
        yield from (f"    {line}" for line in lines)


def summary(comparison: Comparison) -> str:
    """Return how much changed, in one sentence."""
    if not comparison.changes:
        return "Nothing changed."
    counts = ", ".join(f"{kind}: {count}" for kind, count in comparison.summary.items())
    return f"{counts[0].upper()}{counts[1:]}."


def _head(change: Change) -> str:
    block = change.now or change.base
    words = first_words(block.text, _OPENING) if block else ""
    was = ""
    if change.base and change.now and change.base.label != change.now.label:
        was = f", now {change.now.label}" if change.now.label else ""
    return f"{change.where[:1].upper()}{change.where[1:]}{was}: {words}"


def _lines(change: Change) -> Iterator[str]:
    if change.kind is ChangeKind.REWORDED:
        yield shortened(shown_words(change.pieces), 4 * _LONGEST)
    elif change.kind is ChangeKind.NOTES:
        for old, new in change.notes:
            yield (
                f"footnote: [-{old}-] {{+{new}+}}"
                if old and new
                else f"footnote {'gone' if old else 'new'}: {old or new}"
            )
        if not change.notes:
            yield "a footnote stands elsewhere"
    elif change.kind in (ChangeKind.NEW, ChangeKind.DOUBLED) and change.now:
        copy = " (a copy of another paragraph)" if change.kind is ChangeKind.DOUBLED else ""
        yield f"new{copy}: {shortened(change.now.text, _LONGEST)}"
        yield from (f"footnote new: {note}" for _, note in change.now.notes)
    elif change.kind is ChangeKind.GONE:
        yield "gone"
    elif change.kind is ChangeKind.MOVED:
        yield f"moved, with {change.count - 1} after it" if change.count > 1 else "moved"
    elif change.kind is ChangeKind.SET_OTHERWISE:
        yield change.detail
    else:
        yield f"Other numbers {change.detail}."


def comparison_fields(comparison: Comparison, old: str, new: str) -> dict[str, object]:
    """Return what ``drafter compare --json`` gives; the files as the user named them."""
    before, after = comparison.paragraphs
    return {
        "old": {"file": old, "paragraphs": before},
        "new": {"file": new, "paragraphs": after},
        "changes": [
            {
                "kind": change.kind.value,
                "where": change.where,
                "was": change.base.label if change.base else "",
                "number": change.now.label if change.now else "",
                "old_text": change.base.text if change.base else "",
                "text": change.now.text if change.now else "",
                "words": [
                    {"old": piece.old.strip(), "new": piece.new.strip()}
                    for piece in change.pieces
                    if not piece.is_same
                ],
                "footnotes": [{"old": was, "new": now} for was, now in change.notes],
                "detail": change.detail,
                "count": change.count,
            }
            for change in comparison.changes
        ],
        "summary": dict(comparison.summary),
    }
