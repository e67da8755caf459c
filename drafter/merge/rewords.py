"""Which wordings of a block a proposal rewords, and whose names its words are not to have therefore."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause, Line
from drafter.merge.laying_over import OF_TEXT, going, mark_of_text, marks_of, names_of
from drafter.merge.proposals import REWORDS_NONE, Field, Proposal
from drafter.merge.signature import bare, signature_of
from drafter.merge.sponsors import place_of
from drafter.merge.telling import told
from drafter.merge.their_clauses import TheirClause, TheirLine
from drafter.text.words import excerpt


def marks_of_reworded(changed: Iterable[TheirLine], entry: SelectionEntry | None) -> tuple[str, ...]:
    """What stands for the wordings whose words are changed, one for each; of a new one, that it is new.

    Args:
        changed: The lines that were changed.
        entry: The clause as its block says it now; None where it has none.
    """
    wordings = entry.wordings if entry else ()
    found = []
    for line in changed:
        mark = REWORDS_NONE
        if line.printed:
            place = place_of(wordings, *signature_of(line.printed))
            of_others = marks_of([wordings[place]]) if place is not None else ()
            is_text = not (of_others or line.printed.by)
            if is_text:
                mark = mark_of_text(line.printed.sources)
            else:  # what has gone since has the mark that it had
                words, _, by = signature_of(line.printed)
                mark = next(iter(of_others), marks_of([OwnWording((), words, by=by)])[0])
        found.append(mark)
    return tuple(found)


def gone_since(
    changed: Iterable[TheirLine],
    entry: SelectionEntry | None,
    sources: Collection[str],
    drafted: Clause | None,
) -> list[Line]:
    """What some lines reword and the block has not got any more, as it was printed.

    Args:
        changed: The lines that were changed.
        entry: The clause as its block says it now; None where it has none.
        sources: Those that the clause has by now.
        drafted: The clause as it is drafted now; a declared proposal stands in no block in its words.
    """
    lines = drafted.lines if drafted else ()
    there = {(signature_of(line)[0], name) for line in lines for name in line.by}
    printed = [line.printed for line in changed if line.printed]
    wordings = entry.wordings if entry else ()
    return [
        one
        for one in printed
        if (
            one.by
            and place_of(wordings, *signature_of(one)) is None
            and there.isdisjoint((signature_of(one)[0], name) for name in one.by)
        )
        or (not one.by and one.sources and {*one.sources}.isdisjoint(sources))
    ]


def what_it_touches(
    one: Proposal, by: tuple[str, ...], changed: Iterable[TheirLine], entry: SelectionEntry | None
) -> str:
    """What a delegation's words touch of others' that stays, and which words lose its name, in words.

    Args:
        one: The proposal, as nobody's.
        by: The delegation.
        changed: The lines that it changed.
        entry: The clause as its block says it now; None where it has none.
    """
    lost = going(entry, one.to) if entry else ()
    said = one.conflict
    if lost and said == told("of-others", by=" and ".join(names_of(lost))):
        others = [name for name in names_of(lost) if name not in by]
        said = told("of-others", by=" and ".join(others)) if others else ""
    words = [line.printed.text for line in changed if line.printed and {*by} < {*line.printed.by}]
    left = " and ".join(f"“{excerpt(bare(text))}”" for text in words)
    return "; ".join(filter(None, [said, told("own-name-goes", words=left) if left else ""]))


def marks_under_names(
    own: SelectionEntry, lines: Iterable[TheirLine], entry: SelectionEntry
) -> tuple[str, ...]:
    """Of the wordings of a clause which have words that nobody tracked in the place of somebody's, likewise.

    Args:
        own: The clause as it is to be.
        lines: Its lines as they stand in Word.
        entry: As its block says it now.

    Returns:
        One for each wording; nothing where there is no such one.
    """
    typed = {line.text: line for line in lines if _is_under_name(line)}
    if not any(one.wording in typed for one in own.wordings):
        return ()
    return tuple(
        _mark_of(typed[one.wording], entry) if one.wording in typed else REWORDS_NONE for one in own.wordings
    )


def _is_under_name(line: TheirLine) -> bool:
    """Whether a wording has words that nobody tracked in the place of somebody's, with the name behind."""
    is_other = line.printed is not None and line.text != signature_of(line.printed)[0]
    return line.printed is not None and is_other and not {*line.by}.isdisjoint(line.printed.by)


def with_nobodys(clause: TheirClause) -> TheirClause:
    """A clause in which such words are under no name, as they are taken; the one itself where it has none."""
    if not any(map(_is_under_name, clause.lines)):
        return clause
    return replace(
        clause, lines=[replace(one, by=()) if _is_under_name(one) else one for one in clause.lines]
    )


def _mark_of(line: TheirLine, entry: SelectionEntry) -> str:
    """What stands for the wording that a line rewords: for what was printed where the block lost it."""
    (mark,) = marks_of_reworded([line], entry)
    if mark != REWORDS_NONE or not line.printed:
        return mark
    return marks_of([OwnWording((), signature_of(line.printed)[0], by=line.printed.by)])[0]


def put_marks_together(one: Proposal, other: Proposal, both: SelectionEntry) -> tuple[str, ...]:
    """The marks of two proposals that change different wordings of a clause.

    Args:
        one: The first.
        other: The second.
        both: The clause as both would have it.
    """
    if one.by or other.by:
        return (*one.rewords, *other.rewords)
    marks = {
        words.wording: mark
        for each in (one, other)
        if len(each.rewords) == len(each.to.wordings)
        for words, mark in zip(each.to.wordings, each.rewords, strict=True)
        if mark != REWORDS_NONE
    }
    return tuple(marks.get(words.wording, REWORDS_NONE) for words in both.wordings) if marks else ()


def without_their_names(one: Proposal, entry: SelectionEntry | None) -> Proposal:
    """A proposal under no name, of which no words in the place of somebody's stand under that one's name.

    Args:
        one: The proposal.
        entry: The clause as its block says it now; names may have come or gone behind theirs since.
    """
    if one.by or entry is None or one.field is not Field.WORDING or len(one.rewords) != len(one.to.wordings):
        return one
    there = {(words.wording, words.by) for words in entry.wordings}
    words = tuple(
        new
        if mark == REWORDS_NONE or mark.startswith(OF_TEXT) or (new.wording, new.by) in there
        else replace(new, by=())
        for new, mark in zip(one.to.wordings, one.rewords, strict=True)
    )
    if entry.text and not one.to.text and words and not words[0].by:
        return replace(one, to=replace(one.to, text=words[0].wording, wordings=words[1:]))
    return replace(one, to=replace(one.to, wordings=words))
