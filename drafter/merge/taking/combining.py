"""What two proposals would have in a clause, put together where they change different things of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.drafted import drafted_wordings
from drafter.selection.loading import OpenSelection


def combined(one: SelectionEntry, other: SelectionEntry, selection: OpenSelection) -> SelectionEntry | None:
    """A clause with the words of two proposals, where no wording is changed by both; None where one is.

    Nor may both have put its wordings in another order, each in its own.

    Args:
        one: The clause as the first would have it.
        other: As the second would.
        selection: The selection, in which neither is taken.
    """
    entry = selection.clause(one.id)
    stand = [words for words, _ in drafted_wordings(entry, selection)]
    sources = selection.sources[entry.id]
    ways = [
        [OwnWording(sources, to.wording)] if to.wording else [*to.wordings] if to.wordings else stand
        for to in (one, other)
    ]
    marks = [{_mark(words): words for words in way} for way in (stand, *ways)]
    gone = [marks[0].keys() - way.keys() for way in marks[1:]]
    come = [[words for mark, words in way.items() if mark not in marks[0]] for way in marks[1:]]
    texts = {to.text for to in (one, other)} - {entry.text}
    touched = [{source for words in way if not words.by for source in words.sources} for way in come]
    if gone[0] & gone[1] or touched[0] & touched[1] or len(texts) > 1:
        return None
    # What the second changes stands where it stood, what it adds behind all.
    of_text = [words for words in come[1] if words.sources and not words.by]
    by_sources = {frozenset(words.sources): words for words in of_text}
    found = [
        by_sources.pop(frozenset(words.sources), words) if mark in gone[1] else words
        for mark, words in marks[1].items()
        if mark not in gone[1] or frozenset(words.sources) in by_sources
    ]
    found += [words for words in come[1] if words not in of_text or frozenset(words.sources) in by_sources]
    ordered = _in_order(found, ways, stand)
    if ordered is None:
        return None
    found, text = ordered, next(iter(texts), entry.text)
    if len(found) == 1 and not found[0].by and not text:
        return replace(one, wording=found[0].wording, wordings=())
    return replace(one, text=text, wording="", wordings=tuple(found))


def with_sources_of_both(one: SelectionEntry, other: SelectionEntry, was: SelectionEntry) -> SelectionEntry:
    """A clause with the sources that came and went both ways, for two who have words of their own on each.

    Args:
        one: The clause as the first would have it, or as it is by now.
        other: As the second would.
        was: As it stood before both.
    """
    sides = [(one.added, other.added, was.added), (one.dropped, other.dropped, was.dropped)]
    added, dropped = (
        (
            *(source for source in first if source in second or source not in old),
            *(source for source in second if source not in (*old, *first)),
        )
        for first, second, old in sides
    )
    return replace(one, added=added, dropped=dropped)


def _mark(words: OwnWording) -> tuple[frozenset[str], str, tuple[str, ...]]:
    return frozenset(words.sources), words.wording, words.by


def _in_order(
    found: Sequence[OwnWording], ways: Sequence[Sequence[OwnWording]], stand: Sequence[OwnWording]
) -> list[OwnWording] | None:
    """Wordings in the order in which one of two ways has them; None where each has another one.

    Args:
        found: The wordings.
        ways: Both ways.
        stand: The wordings as they stand.
    """
    now, was, *both = ([*map(_which, each)] for each in (found, stand, *ways))
    # Of several that cannot be told apart none is known again.
    known = {one for one in now if all(each.count(one) == 1 for each in (now, was, *both))}
    orders = [[one for one in each if one in known] for each in (was, *both)]
    own = [one for one in orders if one != orders[0]]
    if any(one != own[0] for one in own):
        return None
    of = {_which(one): one for one in found}
    left = iter(own[0] if own else orders[0])
    return [of[next(left)] if _which(one) in known else one for one in found]


def _which(words: OwnWording) -> object:
    """Which wording of a clause some words are, in other words too: by what of the text they stand on."""
    return _mark(words) if words.by or not words.sources else frozenset(words.sources)
