"""New words of a clause are laid over its block as it is: what others propose stays, under their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.draft.variant import Variant
from drafter.merge.signature import words_of_variant, written_short
from drafter.selection.lines import short_hash


def marks_of(wordings: Iterable[OwnWording]) -> tuple[str, ...]:
    """What stands for those of some wordings that are somebody's proposal: their words and their sponsors."""
    return tuple(_mark(one) for one in wordings if one.by)


def _mark(one: OwnWording) -> str:
    return short_hash(f"{', '.join(one.by)}: {one.wording}")


def laid_over(
    entry: SelectionEntry, to: SelectionEntry, seen: Collection[str], sources: Sequence[str]
) -> SelectionEntry:
    """A clause as it is to be, with what others propose in its block and whoever changed it had not seen.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be.
        seen: The marks of what others proposed, as it was before the change.
        sources: Those of the clause; a single wording has all of them.
    """
    there = {_mark(one): one for one in entry.wordings if one.by}
    words = [
        _as_in(entry, one)
        for one in to.wordings
        # What was seen and is not there any more has been taken out of the block since.
        if not one.by or _mark(one) in there or _mark(one) not in seen
    ]
    has = marks_of(words)
    kept = [one for mark, one in there.items() if mark not in has and mark not in seen]
    if to.wording and kept:
        first = OwnWording(tuple(sources), to.wording, supported=to.supported)
        return replace(to, wording="", wordings=(first, *kept))
    return replace(to, wordings=(*words, *kept))


def _as_in(entry: SelectionEntry, one: OwnWording) -> OwnWording:
    """A wording with what a block says of the same beyond its words and its sources."""
    for old in entry.wordings:
        if (old.by, old.wording, {*old.sources}) == (one.by, one.wording, {*one.sources}):
            is_addition = old.is_addition if one.is_addition is None else one.is_addition
            return replace(one, is_addition=is_addition, supported=old.supported)
    return one


def laid_over_print(
    entry: SelectionEntry, to: SelectionEntry, printed: Clause | None, there: Clause | None
) -> SelectionEntry:
    """The same, where the change was made on paper.

    Args:
        entry: The clause as its block says it now.
        to: As it stands on paper.
        printed: As it was printed; None where it was not.
        there: As it would be printed now; None where it is out.
    """
    of_print = _sponsored(printed)
    texts = {words for words, _ in (*of_print, *_sponsored(there))}
    # An abbreviation may be spelt out in print, at its first place.
    block = {(written_short(one.wording), one.by): one for one in entry.wordings if one.by}
    words = tuple(
        replace(one, wording=block[short, one.by].wording)
        if one.wording in texts and (short := written_short(one.wording), one.by) in block
        else one
        for one in to.wordings
    )
    printed_words = [OwnWording((), text, by=by) for text, by in of_print]
    known = [block[key] for text, by in of_print if (key := (written_short(text), by)) in block]
    seen = marks_of([*printed_words, *known])
    clause = there or printed
    return laid_over(entry, replace(to, wordings=words), seen, clause.sources if clause else ())


def _sponsored(clause: Clause | None) -> list[tuple[str, tuple[str, ...]]]:
    variants: Sequence[Variant] = clause.variants if clause else ()
    return [(words_of_variant(one), one.by) for one in variants if one.by]


def losers(entry: SelectionEntry, to: SelectionEntry) -> tuple[str, ...]:
    """Whose wordings in a clause's block would not stand any more as they are."""
    stay = marks_of(to.wordings)
    gone = [one for one in entry.wordings if one.by and _mark(one) not in stay]
    return tuple(dict.fromkeys(name for one in gone for name in one.by))


def says_the_same(one: SelectionEntry, other: SelectionEntry) -> bool:
    """Whether two blocks have the same words of their own, in whatever order."""
    return (one.text, one.wording, _as_set(one)) == (other.text, other.wording, _as_set(other))


def _as_set(entry: SelectionEntry) -> frozenset[object]:
    return frozenset(
        (frozenset(one.sources), one.wording, one.by, bool(one.is_addition)) for one in entry.wordings
    )
