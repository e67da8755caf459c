"""New words of a clause are laid over its block as it is: what others propose stays, under their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause
from drafter.draft.variant import Variant
from drafter.merge.signature import words_of_variant, written_short
from drafter.merge.telling import told
from drafter.merge.words.wishes_within import wants_otherwise
from drafter.selection.lines import short_hash

OF_TEXT = "text-"
_OF_OWN = "own-"
_JOINED = "joined-"


def marks_of(wordings: Iterable[OwnWording]) -> tuple[str, ...]:
    """What stands for those of some wordings that are somebody's proposal: their words and their sponsors."""
    return tuple(marked_in(wordings))


def marked_in(wordings: Iterable[OwnWording]) -> dict[str, OwnWording]:
    """The same, each with the wording that it stands for."""
    return {_mark(one): one for one in wordings if _is_proposed(one)}


def mark_of_text(sources: Iterable[str]) -> str:
    """What stands for the wording of a clause's text that stands on some sources."""
    return OF_TEXT + "-".join(sorted(map(short_hash, sources)))


def mark_of_own(source: str) -> str:
    """What stands for a source that a delegation cites no more, and on which its own words alone stood."""
    return _OF_OWN + short_hash(source)


def mark_of_joined(one: OwnWording) -> str:
    """What stands for a wording that a delegation has joined since the paper in which it rewords it."""
    return _JOINED + short_hash(one.wording)


def sources_of_mark(mark: str, sources: Iterable[str]) -> set[str]:
    """Those of some sources on which the wording stood for which such a mark stands."""
    of_mark = mark.removeprefix(OF_TEXT).split("-")
    return {one for one in sources if short_hash(one) in of_mark}


def place_of_mark(mark: str, stand: Sequence[OwnWording]) -> int | None:
    """Where the wording stands for which a mark stands; None where it does not stand there."""
    for place, one in enumerate(stand):
        if mark in marks_of([one]) or (one.sources and not one.by and mark == mark_of_text(one.sources)):
            return place
    return None


def _is_proposed(one: OwnWording) -> bool:
    """Whether a wording is somebody's proposal: with a name, or typed below the text on no source."""
    return bool(one.by or (one.wording and not one.sources))


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
    there = marked_in(entry.wordings)
    unseen = [one for mark, one in there.items() if mark not in seen and mark not in marks_of(to.wordings)]
    words: list[OwnWording] = []
    for one in to.wordings:
        if not _is_proposed(one) or _mark(one) in there or _mark(one) not in seen:
            words.append(_as_in(entry, one))
            continue
        # What was seen and is not there any more has been taken out of the block since, or has other names.
        short = written_short(one.wording)
        words += [now for now in unseen if written_short(now.wording) == short and now not in words]
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
    words = tuple(
        replace(one, wording=now.wording, by=now.by)
        if one.wording in texts and (now := as_it_stands(entry, one.wording, one.by))
        else one
        for one in to.wordings
    )
    printed_words = [OwnWording((), text, by=by) for text, by in of_print]
    known = [now for text, by in of_print if (now := as_it_stands(entry, text, by))]
    seen = marks_of([*printed_words, *known])
    clause = there or printed
    return laid_over(entry, replace(to, wordings=words), seen, clause.sources if clause else ())


def as_it_stands(entry: SelectionEntry, text: str, by: Collection[str]) -> OwnWording | None:
    """What was printed as somebody's, as a block has it by now; None where nobody of them says it any more.

    An abbreviation may be spelt out in print, at its first place; and names may have come or gone since, also
    behind brackets in it.

    Args:
        entry: The clause as its block says it now.
        text: The words, as they were printed.
        by: Whose they were.
    """
    short, every = written_short(text), [*filter(_is_proposed, entry.wordings)]
    same = [one for one in every if written_short(one.wording) == short]
    same = same or [one for one in every if wants_otherwise(text, one.wording)]
    own = next((one for one in same if one.by == tuple(by)), None)
    return own or next((one for one in same if not set(by).isdisjoint(one.by)), None)


def _sponsored(clause: Clause | None) -> list[tuple[str, tuple[str, ...]]]:
    variants: Sequence[Variant] = clause.variants if clause else ()
    below = [one for place, one in enumerate(variants) if one.by or (place and not one.sources)]
    return [(words_of_variant(one), one.by) for one in below]


def on_sources(to: SelectionEntry, sources: Collection[str]) -> SelectionEntry:
    """A clause as it is to be, with its wordings on those sources that it has: own words on none, too.

    Args:
        to: The clause as it is to be; some of its wordings may stand on what has gone from it since.
        sources: Those of the clause.
    """
    words = [
        replace(one, sources=tuple(source for source in one.sources if source in sources))
        for one in to.wordings
    ]
    stay = [
        new
        for new, old in zip(words, to.wordings, strict=True)
        if new.wording or new.by or new.sources or not old.sources
    ]
    return replace(to, wordings=tuple(stay))


def going(entry: SelectionEntry, to: SelectionEntry, by: Collection[str] = ()) -> tuple[OwnWording, ...]:
    """The wordings of others in a clause's block that would not stand any more as they are.

    What a delegation wants of a bracket in them takes none of them out.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be.
        by: Who would have it so; empty where nobody is named.
    """
    stay = [(one.wording, set(one.by)) for one in to.wordings]
    return tuple(
        one
        for one in entry.wordings
        if not set(one.by) <= set(by)
        and not any(
            (_has_its_words(one.wording, words) if by else one.wording == words) and {*one.by} <= names
            for words, names in stay
        )
    )


def changes_wishes_alone(entry: SelectionEntry | None, to: SelectionEntry) -> bool:
    """Whether a clause is to have its wordings, each under its names, with other wishes behind brackets.

    Args:
        entry: The clause as its block says it now; None where it has none.
        to: As it is to be.
    """
    has = entry.wordings if entry else ()
    return len(has) == len(to.wordings) and all(
        any(old.by == new.by and _has_its_words(old.wording, new.wording) for old in has)
        for new in to.wordings
    )


def wants_alone(entry: SelectionEntry, to: SelectionEntry) -> bool:
    """Whether a clause is to say what it says, with nothing but other wishes behind brackets.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be; it may name wordings of its sources that the block need not name.
    """
    before, then = (
        replace(each, wordings=tuple(one for one in each.wordings if one.wording or one.by))
        for each in (entry, to)
    )
    own, new = ([one for one in each.wordings if not (one.wording or one.by)] for each in (entry, to))
    texts = ((entry.text, to.text), (entry.wording, to.wording))
    is_same = own in ([], new) and all(_has_its_words(old, now) for old, now in texts)
    return is_same and changes_wishes_alone(before, then)


def _has_its_words(old: str, new: str) -> bool:
    return old == new or wants_otherwise(old, new)


def names_of(wordings: Iterable[OwnWording]) -> tuple[str, ...]:
    """Whose some wordings are."""
    return tuple(dict.fromkeys(name for one in wordings for name in one.by))


def with_what_others_say(
    entry: SelectionEntry,
    to: SelectionEntry,
    by: Collection[str],
    sources: Sequence[str],
    new: Collection[OwnWording] = (),
) -> SelectionEntry:
    """A clause as it is to be, with what others propose in its block as they said it.

    Nobody but they, or a person who says so explicitly, takes their words out or puts others under their
    names: new words in the place of theirs stand beside them, under no name but that of whoever says them.

    Args:
        entry: The clause as its block says it now.
        to: As it is to be.
        by: Who would have it so; empty where nobody is named.
        sources: Those of the clause; a single wording has all of them.
        new: Those of its wordings that are known to reword nothing: they have the names behind them.
    """
    kept = going(entry, to, by)
    has, whose = {(one.wording, one.by) for one in entry.wordings}, {*names_of(kept)} - {*by}
    words: list[OwnWording] = []
    for one in to.wordings:
        same = next((old for old in kept if old.wording == one.wording), None)
        if same:
            words.append(replace(same, by=names_of((same, one))))
        elif not whose.isdisjoint(one.by) and (one.wording, one.by) not in has and one not in new:
            # Names may have come or gone behind theirs since it was printed.
            words.append(replace(one, by=tuple(name for name in one.by if name in by)))
        else:
            words.append(one)
    if to.wording and kept:
        words.insert(0, OwnWording(tuple(sources), to.wording, supported=to.supported))
        to = replace(to, wording="", supported="")
    stand = {(one.wording, name) for one in words for name in one.by}
    words += [one for one in kept if not all((one.wording, name) in stand for name in one.by)]
    return replace(to, wordings=tuple(words))


def wish_of(draft: str, one: OwnWording) -> str:
    """That a draft would have a wording of others out, as a comment in the block says it."""
    name = draft.replace("\\", "/").rpartition("/")[2]
    return told("wish", draft=name, by=" and ".join(one.by), words=one.wording)


def says_the_same(one: SelectionEntry, other: SelectionEntry) -> bool:
    """Whether two blocks have the same words of their own, in whatever order."""
    return (one.text, one.wording, _as_set(one)) == (other.text, other.wording, _as_set(other))


def _as_set(entry: SelectionEntry) -> frozenset[object]:
    return frozenset(
        (frozenset(one.sources), one.wording, one.by, bool(one.is_addition)) for one in entry.wordings
    )
