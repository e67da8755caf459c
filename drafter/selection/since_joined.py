"""What people said of single wordings while clauses were joined, by the clause that has them.

See ``splitting``. A wish about one wording, and that it was withdrawn or taken out, go with it: the paper
prints the wish behind it, and says what is gone below the paragraph in which it stood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from drafter.decisions import SelectionEntry, WishedWording, Withdrawn
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
