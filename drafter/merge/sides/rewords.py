"""Which wordings of a block a proposal rewords, and whose names its words are not to have therefore."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.draft.clause import Clause, Line
from drafter.merge.proposals import REWORDS_NONE, Field, Proposal
from drafter.merge.sides.sponsors import place_of
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.signature import bare, signature_of
from drafter.merge.telling import told
from drafter.merge.words.laying_over import (
    OF_TEXT,
    going,
    mark_of_own,
    mark_of_text,
    marked_in,
    marks_of,
    names_of,
)
from drafter.text.differences import reworded_in
from drafter.text.similarity import features, similarity
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
        if was := line.instead_of:
            place = place_of(wordings, *signature_of(was))
            of_others = marks_of([wordings[place]]) if place is not None else ()
            is_text = not (of_others or was.by)
            if is_text:
                mark = mark_of_text(was.sources)
            else:  # what has gone since has the mark that it had
                words, _, by = signature_of(was)
                mark = next(iter(of_others), marks_of([OwnWording((), words, by=by)])[0])
        found.append(mark)
    return tuple(found)


def own_in_new(
    changed: Sequence[TheirLine], own: TheirClause, entry: SelectionEntry | None, by: tuple[str, ...]
) -> list[OwnWording]:
    """What a delegation proposes in a block alone and rewords in a file whose paper had none of the clause.

    It put the paragraph in and sends it again, amended.

    Args:
        changed: Its lines.
        own: The clause with its changes.
        entry: The clause as its block says it now; None where it has none.
        by: The delegation.

    Returns:
        One for each of the lines; nothing where one of them rewords none.
    """
    stand = {bare(line.text) for line in own.lines}
    left = [
        one for one in (entry.wordings if entry else ()) if one.by == by and bare(one.wording) not in stand
    ]
    found = []
    for line in changed if own.printed is None else ():
        at = reworded_in(bare(line.text), [bare(one.wording) for one in left])
        found += [left.pop(at)] if at is not None else []
    return found if len(found) == len(changed) else []


def marks_of_sources(
    own: TheirClause | None, before: TheirClause | None, by: tuple[str, ...]
) -> tuple[str, ...]:
    """What stands for each source in the place of which a delegation cites another below words of its own.

    New words stand beside those of the source, which keep their footnote: nobody would have it out. Behind
    words that are its own by now it puts what it likes, and what stood there alone goes with that.

    Args:
        own: The clause with the delegation's changes; None where it is gone.
        before: Without them; None where it was not there.
        by: The delegation.
    """
    were, lines = before.lines if before else [], own.lines if own else []
    pairs = [(line, was) for line in lines for was in were if line.printed and line.printed == was.printed]
    gone = [(line, was, one) for line, was in pairs for one in was.sources if one not in line.sources]
    of_others = {source for was in were if was.by != by for source in was.sources}
    beside = tuple(
        mark_of_text([source])
        for line, was, source in gone
        if was.by != by and line.text != was.text and not {*line.sources} <= {*was.sources}
    )
    alone = (source for _, was, source in gone if was.by == by and source not in of_others)
    return (*beside, *map(mark_of_own, alone))


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


def joined_since(
    changed: Iterable[TheirLine], by: tuple[str, ...], entry: SelectionEntry | None
) -> list[OwnWording]:
    """What a delegation rewords in some lines and has joined since its paper was printed: its name stays."""
    stand, printed = entry.wordings if entry else (), [line.instead_of for line in changed]
    others = [was for was in printed if was and was.by and {*by}.isdisjoint(was.by)]
    found = [stand[place] for was in others if (place := place_of(stand, *signature_of(was))) is not None]
    return [one for one in found if not {*by}.isdisjoint(one.by)]


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
    if entry and lost and said == told("of-others", by=" and ".join(names_of(lost))):
        # What it struck besides is told by itself.
        reworded = reworded_of_others(replace(one, rewords=marks_of_reworded(changed, entry)), entry)
        others = [name for name in names_of(reworded) if name not in by]
        said = told("of-others", by=" and ".join(others)) if others else ""
    words = [line.printed.text for line in changed if line.printed and {*by} < {*line.printed.by}]
    stays = [one.wording for one in joined_since(changed, by, entry)]
    for way, texts in (("goes", words), ("stays", stays)):
        quoted = " and ".join(f"“{excerpt(bare(text))}”" for text in dict.fromkeys(texts))
        said = "; ".join(filter(None, [said, told(f"own-name-{way}", words=quoted) if quoted else ""]))
    return said


def marks_under_names(
    own: SelectionEntry, lines: Iterable[TheirLine], entry: SelectionEntry
) -> tuple[str, ...]:
    """Of the wordings of a clause which have words that nobody tracked in the place of somebody's, likewise.

    Beside these are told apart those that are new, with names behind them.

    Args:
        own: The clause as it is to be.
        lines: Its lines as they stand in Word.
        entry: As its block says it now.

    Returns:
        One for each wording; nothing where there is no such one.
    """
    lines = [*lines]
    typed = {line.text: line for line in lines if _is_under_name(line)}
    new = [line.text for line in lines if line.by and not line.printed]
    if not any(one.wording in (*typed, *new) for one in own.wordings):
        return ()
    return tuple(
        _mark_of(typed[one.wording], entry) if one.wording in typed else REWORDS_NONE for one in own.wordings
    )


def _is_under_name(line: TheirLine) -> bool:
    """Whether a wording has words that nobody tracked in the place of somebody's, with the name behind."""
    is_other = line.printed is not None and line.text != signature_of(line.printed)[0]
    return line.printed is not None and is_other and not {*line.by}.isdisjoint(line.printed.by)


def without_gone_names(
    own: SelectionEntry, lines: Iterable[TheirLine], entry: SelectionEntry
) -> SelectionEntry:
    """A clause as it is to be, of which such words have no name that has gone behind the others since.

    Args:
        own: The clause as it is to be.
        lines: Its lines as they stand in Word.
        entry: As its block says it now.
    """
    typed = {line.text: line.printed for line in lines if line.printed and _is_under_name(line)}
    words = []
    for one in own.wordings:
        printed = typed.get(one.wording)
        place = place_of(entry.wordings, *signature_of(printed)) if printed else None
        gone = _without(printed.by, entry.wordings[place].by) if printed and place is not None else ()
        words.append(replace(one, by=_without(one.by, gone)))
    return replace(own, wordings=tuple(words))


def _without(names: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def with_nobodys(clause: TheirClause) -> TheirClause:
    """A clause in which such words are under no name but who came there, as they are taken; else the same."""
    if not any(map(_is_under_name, clause.lines)):
        return clause
    lines = [
        replace(one, by=_without(one.by, one.printed.by)) if one.printed and _is_under_name(one) else one
        for one in clause.lines
    ]
    return replace(clause, lines=lines)


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


def marks_as_in(one: Proposal, to: SelectionEntry) -> tuple[str, ...]:
    """The marks of a proposal under no name, for the wordings of its clause as it is to be by now."""
    if one.by or len(one.rewords) != len(one.to.wordings):
        return one.rewords
    marks = {words.wording: mark for words, mark in zip(one.to.wordings, one.rewords, strict=True)}
    return tuple(marks.get(words.wording, REWORDS_NONE) for words in to.wordings)


def new_in(one: Proposal) -> tuple[OwnWording, ...]:
    """The wordings of a proposal under no name that reword nothing: names behind these were typed there."""
    if one.by or len(one.rewords) != len(one.to.wordings):
        return ()
    pairs = zip(one.to.wordings, one.rewords, strict=True)
    return tuple(words for words, mark in pairs if mark == REWORDS_NONE)


def without_their_names(
    one: Proposal, entry: SelectionEntry | None, sources: Collection[str], *, to_text: bool
) -> Proposal:
    """A proposal under no name, of which no words in the place of somebody's stand under that one's name.

    Whoever was named there anew stays named. As the text it is what the file shows, with all who are named.

    Args:
        one: The proposal.
        entry: The clause as its block says it now; names may have come or gone behind theirs since.
        sources: Those of the clause.
        to_text: Whether its words are to be the text.
    """
    if one.by or entry is None or one.field is not Field.WORDING or len(one.rewords) != len(one.to.wordings):
        return one
    there = {(words.wording, words.by) for words in entry.wordings}
    whose = {mark: words.by for mark, words in marked_in(entry.wordings).items()}
    words = tuple(
        new
        if mark == REWORDS_NONE or mark.startswith(OF_TEXT) or (new.wording, new.by) in there or to_text
        else replace(new, by=_without(new.by, whose.get(mark, new.by)))
        for new, mark in zip(one.to.wordings, one.rewords, strict=True)
    )
    if (entry.text or (to_text and not sources)) and not one.to.text and words and not words[0].by:
        return replace(one, to=replace(one.to, text=words[0].wording, wordings=words[1:]))
    return replace(one, to=replace(one.to, wordings=words))


def own_reworded(
    one: Proposal, entry: SelectionEntry, new: Sequence[OwnWording]
) -> dict[OwnWording, OwnWording]:
    """New words of a delegation → the wording of its own alone that they reword.

    Args:
        one: The proposal.
        entry: The clause as its block says it now.
        new: The words.
    """
    found: dict[OwnWording, OwnWording] = {}
    for old in reworded_of_others(one, entry):
        left = [words for words in new if words not in found and words.by == old.by == one.by]
        if left:
            its = features(old.wording)
            found[max(left, key=lambda words: similarity(features(words.wording), its))] = old
    return found


def reworded_of_others(one: Proposal, entry: SelectionEntry) -> list[OwnWording]:
    """What is proposed in a block under a name and a proposal rewords, also where somebody joined it since.

    Args:
        one: The proposal.
        entry: The clause as its block says it now.
    """
    if one.field is not Field.WORDING:
        return []
    return [
        old
        for old in entry.wordings
        if any(
            {*marks_of([replace(old, by=old.by[:count])])} & {*one.rewords}
            for count in range(1, len(old.by) + 1)
        )
    ]
