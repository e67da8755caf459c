"""What people said of single wordings while clauses were joined, by the clause that has them.

See ``splitting``. A wish about one wording, and that it was withdrawn or taken out, go with it: the paper
prints the wish behind it, and says what is gone below the paragraph in which it stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from drafter.decisions import SelectionEntry, Status, StatusChange, WishedWording, Withdrawn
from drafter.selection.blocks import SelectionText
from drafter.text.italics import significant_of

_One = TypeVar("_One")


def with_what_was_said(
    apart: Mapping[str, SelectionEntry],
    before: Mapping[str, SelectionEntry],
    sources: Mapping[str, Sequence[str]],
    was: SelectionEntry,
    now: SelectionEntry,
) -> dict[str, SelectionEntry]:
    """Clauses that were joined, each with what was said of its wordings since.

    Args:
        apart: Them as they are to be, but for that; the first one first.
        before: Them as they were before they were joined.
        sources: What each stood on.
        was: The joined clause as it was made.
        now: As it stands.
    """
    first = now.id
    # Of what joining does not write, the block of the first has all that was said before and since.
    lifted = [one for one in was.wishes if one not in now.wishes]
    whole = [one for one in now.wishes if one not in was.wishes]
    lifted_of_one = [one for one in was.wished if one not in now.wished]
    wished = [one for one in (*apart[first].wished, *now.wished) if one not in lifted_of_one]
    away = [one for one in was.added if one not in now.added]

    def has_lost(clause: str, one: Withdrawn) -> bool:
        return _has(before[clause], one.wording) and not _has(apart[clause], one.wording)

    wish_at = {
        one: _standing_in(one, [c for c in apart if _has(apart[c], one.wording)], sources, first)
        for one in wished
    }
    gone_at = {
        one: _standing_in(one, [c for c in apart if has_lost(c, one)], sources, first)
        for one in now.withdrawn
    }
    reason_at = {
        one: first if one[0] in before[first].dropped else _standing_on([one[0]], sources, first)
        for one in now.reasons
    }
    found = {}
    for clause, entry in apart.items():
        is_first = clause == first
        dropped = [] if is_first else [one for one in away if one in sources[clause]]
        found[clause] = replace(
            entry,
            wishes=_distinct([one for one in entry.wishes if one not in lifted], whole if is_first else ()),
            wished=_distinct(
                [one for one in entry.wished if one not in lifted_of_one and not is_first],
                [one for one, at in wish_at.items() if at == clause],
            ),
            withdrawn=_distinct(
                () if is_first else entry.withdrawn, [one for one, at in gone_at.items() if at == clause]
            ),
            reasons=_distinct(
                () if is_first else entry.reasons, [one for one, at in reason_at.items() if at == clause]
            ),
            added=tuple(one for one in entry.added if one not in dropped),
            dropped=(*entry.dropped, *(one for one in dropped if one not in entry.added)),
        )
    return found


def standing_in_words(step: StatusChange) -> str:
    """Where a joined clause stood when it was joined, as the comment that says so ends."""
    by = f" by {', '.join(step.by)}" if step.by else ""
    return " ".join(f"; {step.in_words}{by}".split())


def said_of(file: SelectionText, first: str, mark: str) -> str:
    """What people said of a joined clause when it was joined, as the comment there has it; else empty.

    Args:
        file: The file.
        first: The clause.
        mark: What it was joined by.
    """
    block = file.by_id[first]
    lines = (line.strip().removeprefix("# ") for line in file.lines[block.start : block.stop])
    return next((line for line in lines if line.startswith(f"since {mark}: ")), "")


def as_it_stood(was: SelectionEntry, now: SelectionEntry, told: str) -> SelectionEntry:
    """A clause as it was joined, without the steps of its status that came since.

    Joining writes no status where it changes none, so that what came since cannot be told from the lines:
    the comment has where the clause stood.

    Args:
        was: As it would be joined now.
        now: As it stands.
        told: What was said of it when it was joined; see ``said_of``.
    """
    if not told or was.status != now.status:
        return was
    steps = range(1, len(now.status) + 1)
    stood = (n for n in steps if told.endswith(standing_in_words(now.status[n - 1])))
    return replace(was, status=now.status[: next(stood, 0)])


def with_later_status(old: SelectionEntry, was: SelectionEntry, now: SelectionEntry) -> SelectionEntry:
    """A clause as it was before, with where the joined one has stood since: that was said of its words, too.

    That the joined one is agreed says nothing of either alone.

    Args:
        old: As it was before.
        was: As it was joined; see ``as_it_stood``.
        now: As it stands.
    """
    steps = list(now.status[len(was.status) :] if now.status[: len(was.status)] == was.status else now.status)
    if not steps or steps[-1] == old.stands:
        return old
    if steps[-1].is_agreed and not steps[-1].words:
        steps.append(StatusChange(Status.OPEN))
    return replace(old, status=(*old.status, *steps))


def _distinct(*several: Sequence[_One]) -> tuple[_One, ...]:
    return tuple(dict.fromkeys(one for own in several for one in own))


def _standing_in(
    one: WishedWording | Withdrawn, having: Sequence[str], sources: Mapping[str, Sequence[str]], first: str
) -> str:
    """Where a wording stands, or stood: in a clause that has its words, or else its sources."""
    return next(iter(having), "") or _standing_on(one.sources, sources, first)


def _standing_on(cited: Sequence[str], sources: Mapping[str, Sequence[str]], first: str) -> str:
    """The clause that stands on all of some sources; the first where none does."""
    return next((given for given, own in sources.items() if cited and {*cited} <= {*own}), first)


def _has(entry: SelectionEntry, words: str) -> bool:
    own = (entry.text, entry.wording, *(one.wording for one in entry.wordings))
    return bool(words) and significant_of(words) in {significant_of(one) for one in own if one}
