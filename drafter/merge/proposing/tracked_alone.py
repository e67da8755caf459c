"""What a delegation tracked in a file in which another typed: without what that one typed.

Both stand in one paragraph of the file. Words that the delegation changed which the other had typed cannot
be told apart from its own: they stay, and that is said. What was typed within what it put in has that around
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from drafter.draft.blocks import Paragraph
from drafter.merge.running_words.running_proposals import edits, with_both
from drafter.merge.sides.running import RunningText
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.sides.words_now import whole_of
from drafter.merge.signature import signature_of
from drafter.merge.words.both_words import with_both_words
from drafter.merge.words.typed_apart import within_tracked, without_typed
from drafter.text.italics import marked


def take_out_typed(plain: ThreeWay, own: ThreeWay) -> frozenset[int]:
    """Take out of both what was typed without tracking in the lines that drafter had printed.

    Args:
        plain: The file with every tracked change rejected; its lines are changed.
        own: The file with those of a delegation accepted; its lines are changed.

    Returns:
        The places of the paragraphs in which it stays, because the delegation changed it.
    """
    parted = {clause.split_from for side in (plain, own) for clause in side.theirs.clauses}
    typed = {place: line for clause in plain.theirs.clauses for place, line in _placed(clause)}
    stays: set[int] = set()
    for clause in own.theirs.clauses:
        before = plain.theirs.by_id.get(clause.id) if clause.id not in parted else None
        of_printed = [line for line in before.lines if line.printed] if before else []
        for at, (place, line) in enumerate(_placed(clause)):
            there = next((one for one in of_printed if one.printed == line.printed), None)
            alone = _without(line, there) if there else None
            if alone:
                clause.lines[at] = alone
            elif _has_changed(line, there or typed.get(place)):
                stays.add(place)
    for clause in plain.theirs.clauses:
        if clause.id not in parted:
            clause.lines[:] = [
                line if place in stays else _as_printed(line) for place, line in _placed(clause)
            ]
    return frozenset(stays)


def _placed(clause: TheirClause) -> Sequence[tuple[int, TheirLine]]:
    return [*zip(clause.places, clause.lines, strict=True)]


def _has_changed(line: TheirLine, there: TheirLine | None) -> bool:
    return there is not None and line.signature != there.signature


def _as_printed(line: TheirLine) -> TheirLine:
    """A line as drafter had printed it; one that it had not as it stands."""
    if line.printed is None:
        return line
    words, _, by = signature_of(line.printed)
    return replace(
        line, text=words, whole=whole_of(line.printed), sources=tuple(line.printed.sources), by=by, names=by
    )


def _without(line: TheirLine, typed: TheirLine) -> TheirLine | None:
    """A line without what somebody typed in it; None where that cannot be told apart.

    Args:
        line: The line with the changes of a delegation.
        typed: The same without them.
    """
    was = _as_printed(typed)
    words = without_typed(was.text, typed.text, line.text)
    whole = without_typed(was.whole, typed.whole, line.whole)
    if words is None:
        return None
    come = [one for one in typed.sources if one not in was.sources]
    gone = [one for one in was.sources if one not in typed.sources]
    sources = (*(one for one in line.sources if one not in come), *gone)
    names = was.names if line.names == typed.names else line.names
    by = was.by if words == was.text else names
    return replace(line, text=words, whole=whole or words, sources=sources, by=by, names=names)


def put_around(typing: ThreeWay, plain: ThreeWay, own: ThreeWay) -> frozenset[int]:
    """Put around what was typed within a delegation's tracked words these words; in lines that were printed.

    Args:
        typing: The file as whoever typed would have it; its lines are changed.
        plain: The file with every tracked change rejected.
        own: The file with those of the delegation accepted.

    Returns:
        The places of the paragraphs in which they stand now.
    """
    found = set()
    for clause in typing.theirs.clauses:
        for at, (place, line) in enumerate(_placed(clause)):
            typed, tracked = (_printed_as(line, side.theirs.by_id.get(clause.id)) for side in (plain, own))
            if not (typed and tracked):
                continue
            was = _as_printed(typed)
            words = _around(was.text, typed.text, tracked.text, line.text)
            if words:
                whole = _around(was.whole, typed.whole, tracked.whole, line.whole) or words
                clause.lines[at] = replace(line, text=words, whole=whole)
                found.add(place)
    return frozenset(found)


def _printed_as(line: TheirLine, clause: TheirClause | None) -> TheirLine | None:
    """The line of a clause that was printed as another one was."""
    lines = clause.lines if clause and line.printed else ()
    return next((one for one in lines if one.printed == line.printed), None)


def _around(was: str, typed: str, tracked: str, now: str) -> str:
    """Words as whoever typed would have them, with what another tracked around them; empty: there is none."""
    around = within_tracked(was, typed, tracked)
    return (with_both_words(typed, around, now) or "") if around else ""


def running_apart(
    plain: RunningText, own: RunningText, printed: Mapping[str, Sequence[Paragraph]]
) -> tuple[RunningText, RunningText, frozenset[str]]:
    """Running words without what was typed in them without tracking, as ``take_out_typed`` has lines.

    Args:
        plain: Those of the file with every tracked change rejected.
        own: With those of a delegation accepted.
        printed: As they were printed, by name.

    Returns:
        Both; and the names of those in which it stays, because the delegation changed it.
    """
    stays = set()
    before, alone = {**plain.found}, {**own.found}
    for name in dict.fromkeys([*printed, *plain.found, *own.found]):
        was, typed, now = (tuple(words.get(name, ())) for words in (printed, plain.found, own.found))
        if not edits(was, typed):
            continue
        found = _running_without(was, typed, now)
        if found is None:
            stays.add(name)
        else:
            before[name], alone[name] = [*was], found
    return replace(plain, said=before), replace(own, said=alone), frozenset(stays)


def _running_without(
    was: Sequence[Paragraph], typed: Sequence[Paragraph], now: Sequence[Paragraph]
) -> list[Paragraph] | None:
    if not len(was) == len(typed) == len(now):
        return with_both(typed, was, edits(typed, now))
    found = []
    for one, *others in zip(was, typed, now, strict=True):
        words = without_typed(*(marked(each.text, each.italics) for each in (one, *others)))
        if words is None:
            return None
        is_same = words == marked(one.text, one.italics) and others[0].role == others[1].role
        found.append(one if is_same else _reworded(others[1], words))
    return found


def running_around(
    typing: RunningText, plain: RunningText, own: RunningText, printed: Mapping[str, Sequence[Paragraph]]
) -> tuple[RunningText, frozenset[int]]:
    """Running words as whoever typed would have them; see ``put_around``.

    Args:
        typing: As whoever typed would have them.
        plain: With every tracked change rejected.
        own: With those of a delegation accepted.
        printed: As they were printed, by name.

    Returns:
        They; and the places of the paragraphs in which a delegation's words stand now.
    """
    found: dict[str, Sequence[Paragraph]] = {**typing.proposed}
    places: set[int] = set()
    for name, lines in typing.found.items():
        every = [found[name], *(words.get(name, ()) for words in (printed, plain.found, own.found))]
        if not all(len(one) == len(lines) for one in every):
            continue
        at = [place for place, each in typing.home.items() if each == name]
        around = [*zip(at, every[0], _lines_around(*every[1:], every[0]), strict=True)]
        found[name] = [_reworded(one, new) if new else one for _, one, new in around]
        places.update(place for place, _, new in around if new)
    return replace(typing, said=found), frozenset(places)


def _lines_around(*every: Sequence[Paragraph]) -> Iterator[str]:
    for lines in zip(*every, strict=True):
        yield _around(*(marked(one.text, one.italics) for one in lines))


def _reworded(one: Paragraph, words: str) -> Paragraph:
    return replace(Paragraph.of(one.role, words, one.lead_in), name=one.name)
