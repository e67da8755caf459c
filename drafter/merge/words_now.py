"""The words of a paragraph that its paper had and nobody touched: as the selection has them by now.

The selection may have changed them since, as where a step was undone. Whoever corrects a footnote under them
proposes no words: those that the paper had must not come back in that one's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.draft.clause import Clause, Line
from drafter.merge.signature import Signature, ended, in_lines, signature, signature_of, written_short
from drafter.merge.their_clauses import TheirClause


def as_by_now(clause: TheirClause, before: Clause | None) -> tuple[TheirClause, Signature]:
    """A clause as it stands in Word, and as it was printed, in both what nobody touched as it is now.

    Args:
        clause: The clause.
        before: As the selection drafts it; None where it does not.

    Returns:
        The clause; and what it was, or where it was not printed, what is drafted.
    """
    if clause.printed is None:
        return clause, signature(before) if before else ()
    printed = clause.printed.lines
    base = tuple(map(signature_of, printed))
    drafted = before.lines if before else ()
    now = {
        words: new
        for line, (words, *_) in zip(printed, base, strict=True)
        if (new := _now(line, printed, drafted))
    }
    if not now:
        return clause, base

    # What somebody reworded was what was printed, whatever the selection says instead.
    left = {one.text for one in clause.lines if one.printed in printed and not one.by and one.text in now}
    lines = [
        replace(line, text=signature_of(now[line.text])[0], whole=_whole(now[line.text]))
        if line.printed in printed and not line.by and line.text in left
        else line
        for line in clause.lines
    ]
    return replace(clause, lines=lines), tuple(
        (signature_of(now[words])[0] if not by and words in left else words, sources, by)
        for words, sources, by in base
    )


def _now(line: Line, printed: Sequence[Line], drafted: Sequence[Line]) -> Line | None:
    """What stands by now where a wording of the text was printed; None where that is the same, or unclear."""
    was, here = ([one for one in lines if not one.by] for lines in (printed, drafted))
    if len(was) > 1 or len(here) > 1:
        was, here = ([one for one in lines if {*one.sources} == {*line.sources}] for lines in (was, here))
    if line.by or len(was) != 1 or len(here) != 1:
        return None
    words, new = signature_of(line)[0], signature_of(here[0])[0]
    return here[0] if words != new and written_short(words) != written_short(new) else None


def _whole(line: Line) -> str:
    """Its words as they end."""
    return in_lines(ended(line.text, line.italics), (line.text[start:] for start in line.subparagraphs))
