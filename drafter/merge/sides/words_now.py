"""The words of a paragraph that its paper had and nobody touched: as the selection has them by now.

The selection may have changed them since, as where a step was undone. Whoever corrects a footnote under them
proposes no words: those that the paper had must not come back in that one's name. Nor do they where somebody
works on a part of them: what is proposed is laid over what the selection says by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.brackets import is_bracketed
from drafter.draft.clause import Clause, Line
from drafter.draft.variant import Variant
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.signature import (
    Signature,
    ended,
    in_typed_lines,
    signature,
    signature_of,
    words_of_variant,
    written_short,
)
from drafter.merge.words.both_words import with_both_words
from drafter.paper import Alternatives
from drafter.text.differences import reworded_in


def as_by_now(clause: TheirClause, before: Clause | None) -> tuple[TheirClause, Signature]:
    """A clause as it stands in Word, and as it was printed, in both what nobody touched as it is now.

    Where both have changed the same words, these stand as they do in Word.

    Args:
        clause: The clause.
        before: As the selection drafts it; None where it does not.

    Returns:
        The clause; and what it was, or where it was not printed, what is drafted.
    """
    if clause.printed is None:
        return clause, signature(before) if before else ()
    if before and _has_text_untouched(clause, before):
        return _with_text_of(clause, before)
    printed = clause.printed.lines
    base = tuple(map(signature_of, printed))
    now = _changed_since(clause.printed, before)
    if not now:
        return clause, base

    # What somebody reworded was what was printed, whatever the selection says instead.
    left = {one.text for one in clause.lines if one.printed in printed and not one.by and one.text in now}
    lines, laid = [], set()
    for line in clause.lines:
        words = signature_of(line.printed)[0] if line.printed in printed and line.printed else ""
        if words and not line.by and line.text in left:
            own = now[line.text]
            lines.append(replace(line, text=signature_of(own)[0], whole=whole_of(own)))
        elif words in now and (both := _laid_over(line, now[words])):
            lines.append(both)
            laid.add(words)
        else:
            lines.append(line)
    return replace(clause, lines=lines), tuple(
        (signature_of(now[words])[0] if not by and words in left | laid else words, sources, by)
        for words, sources, by in base
    )


def _text_in(lines: Iterable[Line]) -> list[Line]:
    """The printed wordings of a paragraph's text: those that nobody proposes by name."""
    return [line for line in lines if not line.by]


def _has_text_untouched(clause: TheirClause, before: Clause) -> bool:
    """Whether all of the text stands as it was printed, and the selection has other wordings of it by now.

    One may have come in the place of several, so that none of these has become another: that is all the
    selection's doing, and stays, whatever somebody makes of what stands below it.
    """
    lines = clause.printed.lines if clause.printed else ()
    printed, now = _text_in(lines), {*map(signature_of, _text_in(before.lines))}
    stand = [line for line in clause.lines if not line.by]
    is_untouched = [line.printed for line in stand] == printed and all(one.is_as_printed for one in stand)
    # Where none was printed, it came above what somebody proposes, or in the place of that.
    below = {(signature_of(one)[0], name) for one in before.lines for name in one.by}
    is_below = any((signature_of(one)[0], name) in below for one in lines for name in one.by)
    return is_untouched and bool(printed or is_below) and {*map(signature_of, printed)} != now


def _with_text_of(clause: TheirClause, before: Clause) -> tuple[TheirClause, Signature]:
    """A clause with the text as the selection drafts it by now; and what it was, with that, too."""
    text = _text_in(before.lines)
    now = [_as_theirs(line, before) for line in text]
    others = [line for line in clause.lines if line.by]
    printed = clause.printed.lines if clause.printed else ()
    was = [*text, *(line for line in printed if line.by)]
    return replace(clause, lines=[*now, *others]), tuple(map(signature_of, was))


def _as_theirs(line: Line, clause: Clause) -> TheirLine:
    """A drafted wording as one that stands in Word and nobody touched."""
    place = clause.lines.index(line)
    variants = [one for n, one in enumerate(clause.variants) if clause.line_of(n) == place]
    return TheirLine(
        signature_of(line)[0],
        line.sources,
        line,
        is_bracketed(line.text),
        clause.is_addition(place),
        was=variants[0] if clause.printed_as is Alternatives.BIS else None,
        whole=whole_of(line),
    )


def of_others_by_now(printed: Clause | None, there: Clause | None) -> list[tuple[Variant, Variant | None]]:
    """What others proposed below a paragraph when it was printed, each with what it is by now.

    Args:
        printed: The paragraph as it was printed; None where it was not.
        there: As it is drafted by now; None where it is not.

    Returns:
        Every wording on no source, and the one that is the same, whoever joined or left it, or that it has
        become under that name; None where it has gone since.
    """
    was, now = ([*_of_others(one)] for one in (printed, there))
    found: list[tuple[Variant, Variant | None]] = []
    for by in dict.fromkeys(one.by for one in was):
        old, new = ([one for one in every if one.by == by] for every in (was, now))
        # Names may have come or gone behind the same words.
        same = {_short(one): one for one in now if not {*one.by}.isdisjoint(by)}
        same |= {_short(one): one for one in new}
        left = [one for one in new if _short(one) not in {*map(_short, old)}]
        lost = [one for one in old if _short(one) not in same]
        if len(left) == len(lost):  # each was reworded
            became = {_short(one): other for one, other in zip(lost, left, strict=True)}
        else:
            became = {}
            for one in lost:
                place = reworded_in(one.text, [other.text for other in left])
                if place is not None:
                    became[_short(one)] = left.pop(place)
        found += [(one, same.get(_short(one), became.get(_short(one)))) for one in old]
    return found


def _of_others(clause: Clause | None) -> Iterator[Variant]:
    """The wordings of a paragraph that stand on no source, but for its own text."""
    for place, one in enumerate(clause.variants if clause else ()):
        if not one.sources and (one.by or place):
            yield one


def _short(one: Variant) -> str:
    return written_short(words_of_variant(one))


def without_gone(
    clause: TheirClause, base: Signature, before: Clause | None
) -> tuple[TheirClause, Signature]:
    """A clause, and what it was, without what others proposed there, nobody touched and has gone since.

    Args:
        clause: The clause as it stands in Word.
        base: What it was.
        before: As the selection drafts it; None where it does not.
    """
    gone = [was for was, now in of_others_by_now(clause.printed, before) if now is None] if before else []
    away = [
        line
        for line in clause.lines
        if line.was in gone and line.is_as_printed and {*line.names} == {*line.by}
    ]
    if not away or len(away) == len(clause.lines):
        return clause, base
    signatures = [line.signature for line in away]
    rest = tuple(one for one in base if one not in signatures)
    return replace(clause, lines=[line for line in clause.lines if line not in away]), rest


def _changed_since(printed: Clause, before: Clause | None) -> dict[str, Line]:
    """Words of the text as they were printed → what stands there by now, where these are others."""
    drafted = before.lines if before else ()
    return {
        signature_of(line)[0]: new for line in printed.lines if (new := _now(line, printed.lines, drafted))
    }


def _laid_over(line: TheirLine, now: Line) -> TheirLine | None:
    """A line with what the selection has changed in it since, too; None where both changed the same."""
    was = line.printed
    if was is None or line.by:
        return None
    both = with_both_words(signature_of(was)[0], signature_of(now)[0], line.text)
    whole = with_both_words(whole_of(was), whole_of(now), line.whole) if both else None
    return replace(line, text=both, whole=whole or both) if both else None


def words_before(
    lines: Iterable[TheirLine], printed: Clause | None, before: Clause | None, *, only_same: bool = False
) -> tuple[str, ...]:
    """What some lines were in print where the selection says something else there by now.

    Args:
        lines: The lines.
        printed: Their clause as it was printed; None where it was not.
        before: As the selection drafts it; None where it does not.
        only_same: Whether only words of the text, where both have changed the same.

    Returns:
        One for each line, empty where the selection says what was printed; nothing where all are empty.
    """
    now = _changed_since(printed, before) if printed else {}
    stand = {(signature_of(one)[0], name) for one in before.lines for name in one.by} if before else set()
    found = []
    for line in lines:
        words = signature_of(line.instead_of)[0] if line.instead_of else ""
        if line.instead_of and line.instead_of.by:
            is_gone = line.text != words and stand.isdisjoint((words, name) for name in line.instead_of.by)
            found.append(words if is_gone and before and not only_same else "")
            continue
        is_changed = words in now and not line.by and line.text != words
        is_laid = is_changed and only_same and _laid_over(line, now[words]) is not None
        found.append(words if is_changed and not is_laid else "")
    return tuple(found) if any(found) else ()


def is_changed_by_both(lines: Iterable[TheirLine], printed: Clause | None, before: Clause | None) -> bool:
    """Whether the selection has changed what some lines reword, or else anything, where they reword nothing.

    Args:
        lines: The lines.
        printed: Their clause as it was printed; None where it was not.
        before: As the selection drafts it; None where it does not.
    """
    if printed is None or before is None:
        return True
    now = _changed_since(printed, before)
    there = {written_short(signature_of(one)[0]) for one in before.lines}
    were = [(line, signature_of(line.printed)[0]) for line in lines if line.printed]
    changed = [(line, words) for line, words in were if line.text != words]
    return not changed or any(
        written_short(words) not in there and not (words in now and _laid_over(line, now[words]))
        for line, words in changed
    )


def has_other_words(was: Signature, before: Clause | None) -> bool:
    """Whether words that a clause had stand in it no more; further words, footnotes and names do not count.

    Args:
        was: The clause as it was printed.
        before: As the selection drafts it; None where it does not.
    """
    now = {written_short(text) for text, *_ in signature(before)} if before else set[str]()
    return any(written_short(text) not in now for text, *_ in was)


def _now(line: Line, printed: Sequence[Line], drafted: Sequence[Line]) -> Line | None:
    """What stands by now where a wording of the text was printed; None where that is the same, or unclear."""
    was, here = ([one for one in lines if not one.by] for lines in (printed, drafted))
    if len(was) > 1 or len(here) > 1:
        was, here = ([one for one in lines if {*one.sources} == {*line.sources}] for lines in (was, here))
    # Of several on the same sources, or on none, it is the one that was changed.
    texts, now = ({written_short(signature_of(one)[0]) for one in lines} for lines in (was, here))
    was, here = (
        [one for one in lines if written_short(signature_of(one)[0]) not in others]
        for lines, others in ((was, now), (here, texts))
    )
    return here[0] if was == [line] and len(here) == 1 else None


def whole_of(line: Line) -> str:
    """Its words as they end."""
    return in_typed_lines(line, ended(line.text, line.italics))
