"""What changed between two drafts, said in words, in figures, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from drafter.compare.comparison import ChangedClause, Comparison, WordChange, changed_words
from drafter.compare.texts import HEADING, TEXT, ComparedText
from drafter.compare.wishes import WishChange
from drafter.text.words import first_words, shortened

# How much of a text is shown to know it by.
_OPENING = 12  # words
_LONGEST = 90  # letters
_AGREED = "agreed_and_changed"


def comparison_text(found: Comparison) -> str:
    """The comparison as lines of text; clauses by number and opening words."""
    if found.is_empty:
        return "Nothing changed.\n"
    lines = [f"Clauses, guidance among them: {found.clauses_before} before, {found.clauses_now} now."]
    for name, clauses in found.groups.items():
        if clauses:
            head = name.replace("_", " ").capitalize()
            lines.append(f"{head}: {len(clauses)} clause{'' if len(clauses) == 1 else 's'}")
        lines += [line for clause in clauses for line in _lines(name, clause)]
    return "\n".join([*lines, *_footnotes(found), *_others(found)]) + "\n"


def in_short(found: Comparison) -> str:
    """The comparison in figures."""
    if found.is_empty:
        return "Nothing changed."
    return (
        "In: {in}, out: {out}, moved: {moved}, reworded: {reworded}; "
        "footnotes: +{footnotes_in} −{footnotes_out}."
    ).format_map(found.summary)


def _lines(group: str, clause: ComparedText | ChangedClause) -> Iterator[str]:
    if isinstance(clause, ChangedClause):
        yield f"  {_both(clause)}"
        if group == _AGREED:
            yield f"      was {clause.old.stands}; its words were changed:"
        if group == _AGREED or (group == "reworded" and not clause.was_agreed):  # each is told once
            yield from (f"      {_in_words(change, clause.new.label)}" for change in _telling(clause))
        if group == "status":
            yield f"      {_status(clause)}"
        if group == "wishes":
            yield from (f"      {_wish(change)}" for change in clause.wishes)
        if group == "sponsors":
            yield from (f"      {_of_whom(change)}" for change in clause.sponsors)
        return
    label = f"{clause.label}. " if clause.label else ""
    was = "was " if label and group in (_AGREED, "out") else ""
    yield f"  {was}{label}{first_words(clause.lines[0], _OPENING)}"
    if group == _AGREED:
        yield f"      was {clause.stands}, and is gone"
    if group == "out" and clause.why:
        yield f"      {_short(clause.why)}"
    if group == "left_open":
        yield f"      {_short(clause.left_open)}"


def _telling(change: ChangedClause) -> list[WordChange]:
    """What changed in a clause's words, without brackets and marks that came with other wordings of it."""
    if not change.is_reworded:
        return list(change.words)
    return [one for one in change.words if one.is_of_words or {*one.old, *one.new} - {*"[]().; "}]


def _status(change: ChangedClause) -> str:
    """Where a clause stands now, and where it stood before."""
    old, new = change.old.stands or change.old.status, change.new.stands or change.new.status
    if (change.old.stands == change.new.stands) or not (old or new):
        return _in_words(WordChange(change.old.status, change.new.status))  # somebody typed it
    was = "" if old and old in new else f" (was {old or 'open'})"
    return f"now {new or 'open'}{was}"


def _of_whom(change: WordChange) -> str:
    """Whose proposal a wording was, and whose it is."""
    if change.old and change.new:
        return f"what {change.old} proposed is now proposed by {change.new}"
    return f"now proposed by {change.new}" if change.new else f"no longer proposed by {change.old}"


def _wish(change: WishChange) -> str:
    """What delegations would have done with a wording, or with all of a clause, and would have had done."""
    where = "of the whole paragraph" if change.is_of_all else f"behind {change.behind or 'a wording'}"
    return f"{where}: {_in_words(WordChange(change.old, change.new))}"


def _both(change: ChangedClause) -> str:
    was = f" (was {change.old.label})" if change.old.label not in ("", change.new.label) else ""
    label = f"{change.new.label}{was}. " if change.new.label else ""
    return f"{label}{first_words(change.new.lines[0], _OPENING)}"


def _in_words(change: WordChange, label: str = "") -> str:
    """A change; of a wording that somebody proposes, with whose of which clause it is."""
    old, new = _short(change.old), _short(change.new)
    said = f"“{old}” is now “{new}”" if old and new else f"new: “{new}”" if new else f"gone: “{old}”"
    if change.differs:
        said = f"new, “{first_words(change.new, _OPENING)}”: {'; '.join(change.differs)}"
    of = f" of {label}" if label else ""
    said += f", {change.why}" if change.why else ""
    return f"{change.whose}’s wording{of}: {said}" if change.whose else said


def _footnotes(found: Comparison) -> Iterator[str]:
    came, went = found.summary["footnotes_in"], found.summary["footnotes_out"]
    if not (came or went):
        return
    yield f"Footnotes: +{came} −{went}"
    for change in found.changed:
        notes = [f"+ {note}" for note in change.notes_in] + [f"− {note}" for note in change.notes_out]
        if notes:
            yield f"  {_both(change)}"
            yield from (f"    {note}" for note in notes)
    in_others = sum(len(one.notes) for one in (*found.came, *found.went))
    if in_others:
        yield f"  {in_others} of them came or went with their clauses."


def _others(found: Comparison) -> Iterator[str]:
    for kind, name in ((HEADING, "Headings"), (TEXT, "Other text")):
        changes = [change for of_kind, change in found.others if of_kind == kind]
        if changes:
            yield f"{name}: {len(changes)} changed"
        for change in changes:
            words = changed_words(change.old, change.new) if change.old and change.new else None
            inside = "; ".join(map(_in_words, words or ()))
            yield f"  {first_words(change.new, _OPENING)}: {inside}" if inside else f"  {_in_words(change)}"


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)


def comparison_fields(found: Comparison, old: str, new: str) -> dict[str, object]:
    """What ``drafter compare --json`` gives; the files as the user named them."""
    return {
        "old": {"file": old, "clauses": found.clauses_before},
        "new": {"file": new, "clauses": found.clauses_now},
        "in": [_clause(clause) for clause in found.came],
        "out": [_clause(clause) for clause in found.went],
        "changed": [
            {
                "id": change.new.id or change.old.id,
                "number": change.new.label,
                "was": change.old.label,
                "moved": change.is_moved,
                "reworded": change.is_reworded,
                "rewritten": change.is_rewritten,
                "old_text": change.old.lines,
                "text": change.new.lines,
                "words": [asdict(words) for words in change.words],
                "footnotes_in": change.notes_in,
                "footnotes_out": change.notes_out,
                "was_standing": change.old.standing,
                "standing": change.new.standing,
                "was_status": change.old.stands or change.old.status,
                "status": change.new.stands or change.new.status,
                "was_agreed": change.was_agreed,
                "sponsors": [{"was": one.old, "now": one.new} for one in change.sponsors],
                "wishes": [asdict(one) for one in change.wishes],
                "was_left_open": change.old.left_open,
                "left_open": change.new.left_open,
            }
            for change in found.changed
        ],
        "others": [{"kind": kind, **asdict(change)} for kind, change in found.others],
        "summary": found.summary,
    }


def _clause(clause: ComparedText) -> dict[str, object]:
    facts = {"number": clause.label, "text": clause.lines, "footnotes": clause.notes}
    stands = {"status": clause.stands or clause.status, "was_agreed": clause.is_agreed, "why": clause.why}
    return {"id": clause.id, **facts, "left_open": clause.left_open, **stands}
