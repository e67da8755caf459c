"""What changed between two drafts, in words for an e-mail, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from drafter.compare.changes import (
    ChangedClause,
    ClauseText,
    Comparison,
    WordChange,
    word_changes,
)

SCHEMA_VERSION = 1
# How much of a text is shown to know it by.
_OPENING = 12  # words
_LONGEST = 90  # letters of a change


def comparison_text(comparison: Comparison) -> str:
    """The comparison as lines of text; clauses by number and opening words."""
    if comparison.is_empty:
        return "Nothing changed.\n"
    lines = [
        f"Clauses, guidance among them: {comparison.clauses_before} before, {comparison.clauses_now} now.",
        *_block("In", _plural(comparison.came), [_named(one) for one in comparison.came]),
        *_block("Out", _plural(comparison.went), [_named(one, was=True) for one in comparison.went]),
        *_block("Moved", _plural(comparison.moved), [_both(one) for one in comparison.moved]),
        *_block("Reworded", _plural(comparison.reworded), list(_reworded(comparison.reworded))),
        *_block(
            "Punctuation only",
            _plural(comparison.repunctuated),
            [_both(one) for one in comparison.repunctuated],
        ),
        *_block("Left open", _plural(comparison.opened), list(_left_open(comparison.opened))),
        *_block("No longer open", _plural(comparison.settled), [_both(one) for one in comparison.settled]),
        *_footnotes(comparison),
        *_others(comparison),
    ]
    return "\n".join(lines) + "\n"


def _plural(clauses: Sequence[object]) -> str:
    return f"{len(clauses)} clause{'' if len(clauses) == 1 else 's'}"


def _block(head: str, count: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{head}: {count}"
        yield from (f"  {line}" for line in lines)


def _named(clause: ClauseText, *, was: bool = False) -> str:
    label = f"{clause.label}. " if clause.label else ""
    return f"{'was ' if was and label else ''}{label}{opening(clause.lines[0])}"


def _both(change: ChangedClause) -> str:
    was = f" (was {change.old.label})" if change.old.label not in ("", change.new.label) else ""
    label = f"{change.new.label}{was}. " if change.new.label else ""
    return f"{label}{opening(change.new.lines[0])}"


def _reworded(changes: Sequence[ChangedClause]) -> Iterator[str]:
    for change in changes:
        yield _both(change)
        yield from (f"    {words}" for words in map(_in_words, change.words) if words)


def _left_open(clauses: Sequence[ClauseText]) -> Iterator[str]:
    for clause in clauses:
        yield _named(clause)
        yield f"    {_short(clause.left_open)}"


def _in_words(change: WordChange) -> str:
    old, new = _short(change.old), _short(change.new)
    if old and new:
        return f"“{old}” is now “{new}”"
    return f"new: “{new}”" if new else f"gone: “{old}”"


def _footnotes(comparison: Comparison) -> Iterator[str]:
    if not (comparison.notes_in or comparison.notes_out):
        return
    yield f"Footnotes: +{comparison.notes_in} −{comparison.notes_out}"
    for change in comparison.changed:
        notes = [f"+ {note}" for note in change.notes_in] + [f"− {note}" for note in change.notes_out]
        if notes:
            yield f"  {_both(change)}"
            yield from (f"    {note}" for note in notes)
    in_others = sum(len(one.notes) for one in (*comparison.came, *comparison.went))
    if in_others:
        yield f"  {in_others} of them came or went with their clauses."


def _others(comparison: Comparison) -> Iterator[str]:
    for kind, name in (("heading", "Headings"), ("text", "Other text")):
        changes = [change for found, change in comparison.others if found == kind]
        if changes:
            yield f"{name}: {len(changes)} changed"
            for change in changes:
                words = word_changes(change.old, change.new) if change.old and change.new else None
                inside = "; ".join(map(_in_words, words or ()))
                yield f"  {opening(change.new)}: {inside}" if inside else f"  {_in_words(change)}"


def opening(text: str) -> str:
    """The first words of a text, to know it by."""
    words = text.split()
    return " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")


def _short(text: str) -> str:
    squeezed = " ".join(text.split())
    if len(squeezed) <= _LONGEST:
        return squeezed
    return squeezed[:_LONGEST].rsplit(" ", 1)[0] + " …"


def comparison_json(comparison: Comparison, old: str, new: str) -> str:
    """``drafter compare --json``.

    Args:
        comparison: What changed.
        old: The old file, as the user named it.
        new: The new file.
    """
    shape = {
        "schema_version": SCHEMA_VERSION,
        "old": {"file": old, "clauses": comparison.clauses_before},
        "new": {"file": new, "clauses": comparison.clauses_now},
        "in": [_clause(clause) for clause in comparison.came],
        "out": [_clause(clause) for clause in comparison.went],
        "changed": [
            {
                "id": change.new.id or change.old.id,
                "number": change.new.label,
                "was": change.old.label,
                "moved": change.is_moved,
                "reworded": change.is_reworded,
                "rewritten": change.is_rewritten,
                "old_text": list(change.old.lines),
                "text": list(change.new.lines),
                "words": [{"old": words.old, "new": words.new} for words in change.words],
                "footnotes_in": list(change.notes_in),
                "footnotes_out": list(change.notes_out),
                "was_left_open": change.old.left_open,
                "left_open": change.new.left_open,
            }
            for change in comparison.changed
        ],
        "others": [
            {"kind": kind, "old": change.old, "new": change.new} for kind, change in comparison.others
        ],
        "summary": {
            "in": len(comparison.came),
            "out": len(comparison.went),
            "moved": len(comparison.moved),
            "reworded": len(comparison.reworded),
            "punctuation_only": len(comparison.repunctuated),
            "left_open": len(comparison.opened),
            "no_longer_open": len(comparison.settled),
            "footnotes_in": comparison.notes_in,
            "footnotes_out": comparison.notes_out,
        },
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"


def _clause(clause: ClauseText) -> dict[str, object]:
    return {
        "id": clause.id,
        "number": clause.label,
        "text": list(clause.lines),
        "footnotes": list(clause.notes),
        "left_open": clause.left_open,
    }
