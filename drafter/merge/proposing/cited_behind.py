"""The footnotes that a delegation has behind words that it changes in a paragraph with other wordings.

New words stand on no source that others stand on and whose footnote was there: nobody's footnote is under
them. What a delegation puts behind words of its own stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.decisions import OwnWording, SelectionEntry
from drafter.merge.proposals import Field, Proposal
from drafter.merge.proposing.kept_notes import note_said
from drafter.merge.proposing.struck import remark
from drafter.merge.sides.rewords import gone_since, marks_of_reworded
from drafter.merge.sides.sponsors import place_of
from drafter.merge.sides.their_clauses import TheirClause, TheirLine
from drafter.merge.sides.three_way import ThreeWay
from drafter.merge.signature import signature_of
from drafter.merge.words.laying_over import mark_of_text


def cited_behind(
    line: TheirLine, by: tuple[str, ...], were: Sequence[TheirLine], entry: SelectionEntry | None
) -> tuple[str, ...]:
    """The sources of words that a delegation changed, as its proposal has them.

    Args:
        line: The words as they stand in Word.
        by: The delegation.
        were: The wordings as they stood without its changes.
        entry: The clause as its block says it now.
    """
    others = {source for one in were if not _is_same(one, line, by) for source in one.sources}
    own = {source for one in were if _is_same(one, line, by) for source in one.sources}
    if _is_own(line, by, entry):
        others &= _of_text(entry) - own
    else:
        # What it puts behind new words of its own, and did not find there, is meant.
        others -= _put_there(line, were) - _of_text(entry)
    return tuple(source for source in line.sources if source not in others)


def _put_there(line: TheirLine, were: Sequence[TheirLine]) -> set[str]:
    """The sources that a delegation put behind words; of several wordings run together all were there."""
    there = {source for one in were if one.printed == line.printed for source in one.sources}
    return set() if line.together else {*line.sources} - there


def _of_text(entry: SelectionEntry | None) -> set[str]:
    """The sources that a block adds and its own text stands on: all that it has and no wording names."""
    named = {source for one in entry.wordings for source in one.sources} if entry else set()
    return {*entry.added} - named if entry and entry.text else set()


def marks_of_shared(
    cited: Iterable[Sequence[str]],
    by: tuple[str, ...],
    were: Iterable[TheirLine],
    entry: SelectionEntry | None,
) -> tuple[str, ...]:
    """What stands for each source that a block adds, others stand on, and a delegation cites, too.

    What others say on these keeps its footnotes. Of what the clause has of itself nobody need say so.

    Args:
        cited: The sources behind each of its wordings.
        by: The delegation.
        were: The wordings as they stood without its changes.
        entry: The clause as its block says it now.
    """
    of_others = {source for one in were if one.by != by for source in one.sources}
    own = {source for sources in cited for source in sources}
    return tuple(mark_of_text([one]) for one in (entry.added if entry else ()) if one in own & of_others)


def is_cited_anew(line: TheirLine, by: tuple[str, ...], were: Sequence[TheirLine]) -> bool:
    """Whether a delegation put other footnotes behind words of its own, which it left as they are.

    Args:
        line: The words as they stand in Word.
        by: The delegation.
        were: The wordings as they stood without its changes.
    """
    same = [one for one in were if _is_same(one, line, by) and one.text == line.text]
    return len(same) == 1 and {*line.sources} != {*same[0].sources}


def _is_same(one: TheirLine, line: TheirLine, by: tuple[str, ...]) -> bool:
    """Whether a wording that stood is the one that a delegation has changed of its own."""
    return one.printed is not None and one.printed == line.printed and one.by == by


def notes_left(
    one: Proposal,
    by: tuple[str, ...],
    changed: Iterable[TheirLine],
    cited: Iterable[Sequence[str]],
    were: Sequence[TheirLine],
) -> Iterator[Proposal]:
    """Remarks about footnotes that a delegation put behind its own words and that its proposal has not.

    Args:
        one: The proposal.
        by: The delegation.
        changed: The words as they stand in Word.
        cited: What the proposal has behind each.
        were: The wordings as they stood without its changes.
    """
    for line, sources in zip(changed, cited, strict=True):
        left = _put_there(line, were).difference(sources)
        if left:
            had = tuple(source for source in line.sources if source not in left)
            yield remark(one.clause, note_said(by[0], had, replace(line, by=by)), by, one.number)


def _is_own(line: TheirLine, by: tuple[str, ...], entry: SelectionEntry | None) -> bool:
    """Whether words are a delegation's own alone, and stand so in the block, or as it changed them."""
    if line.printed is None or line.printed.by != by or entry is None:
        return False
    places = [place_of(entry.wordings, *each) for each in (signature_of(line.printed), line.signature)]
    return any(place is not None and entry.wordings[place].by == by for place in places)


def gone_words_cited_anew(
    one: Proposal, were: TheirClause | None, now: TheirClause | None, merge: ThreeWay
) -> Iterator[Proposal]:
    """The words of a delegation's own that have gone since and behind which it puts other footnotes.

    Footnotes come home with what they stand behind: alone they would print the words of what they cite,
    which nobody proposed. So these words are proposed again, of which it is said what became of them.

    Args:
        one: Its proposal of other sources for a clause.
        were: The clause without its changes; None where it was not there.
        now: With them; None where it is gone.
        merge: The three sides.
    """
    lines = [] if one.is_untouched or now is None else _gone(_cited_anew(one.by, were, now), now, merge)
    if lines and now:
        entry, before = merge.block_of(one.clause), were.lines if were else []
        words = tuple(
            OwnWording(cited_behind(line, one.by, before, entry), line.text, bool(line.is_addition), one.by)
            for line in lines
        )
        to, shown = SelectionEntry(one.clause, wordings=words), " / ".join(line.text for line in lines)
        number, marks = now.printed_label, marks_of_reworded(lines, entry)
        yield Proposal(one.clause, Field.WORDING, to, theirs=shown, number=number, by=one.by, rewords=marks)


def cites_gone_alone(
    by: tuple[str, ...], were: TheirClause | None, now: TheirClause, merge: ThreeWay
) -> bool:
    """Whether a delegation put other footnotes behind nothing of its own but words that have gone since.

    Args:
        by: The delegation.
        were: The clause without its changes; None where it was not there.
        now: With them.
        merge: The three sides.
    """
    cited = _cited_anew(by, were, now)
    return bool(cited) and _gone(cited, now, merge) == cited


def _cited_anew(by: tuple[str, ...], were: TheirClause | None, now: TheirClause) -> list[TheirLine]:
    return [line for line in now.lines if is_cited_anew(line, by, were.lines if were else [])]


def _gone(lines: Iterable[TheirLine], clause: TheirClause, merge: ThreeWay) -> list[TheirLine]:
    """Those of some lines whose words the clause's block has not got any more."""
    entry, drafted = merge.block_of(clause.id), merge.drafted.get(clause.id)
    has = merge.selection.sources.get(clause.id, ())
    return [line for line in lines if gone_since([line], entry, has, drafted)]
