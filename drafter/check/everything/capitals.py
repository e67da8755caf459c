"""Notes where words stand in other capitals than they were printed: in texts, in names, in tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from drafter.check.capitals import capitals_differ
from drafter.check.everything.pairing import PairedRows
from drafter.check.everything.texts import Texts
from drafter.check.finding import At, Finding, finding
from drafter.check.harmless import MASK
from drafter.check.unreadable import MOST_ALIKE
from drafter.check.words import some_of
from drafter.returned.document import ReadLine
from drafter.text.words import excerpt

# Where both texts are shown already, or the note is one of both.
_SHOWS_BOTH = frozenset(
    "signs-changed brackets-changed heading-changed running-text-changed hinge-changed annex-changed".split()
)
_CODE = "capitals-changed"
_MOST_SHOWN = 3


def capitals_findings(texts: Texts, rows: PairedRows, told: Iterable[Finding]) -> Iterator[Finding]:
    """Where words stand in other capitals, each place once; of more than twelve in one line.

    Args:
        texts: The text outside tables, printed and seen.
        rows: Those of all tables.
        told: What was found so far.
    """
    places = {one.place for one in told if one.code in _SHOWS_BOTH}
    found = [
        (at, change, words)
        for at, printed, stands, words in _compared(texts, rows)
        if (at.line.paragraph.place if isinstance(at, ReadLine) else at.place) not in places
        and (change := "; ".join(filter(None, map(capitals_differ, printed, stands))))
    ]
    told_each = [finding(at, _CODE, change=change) for at, change, _ in found]
    if len(found) <= MOST_ALIKE:
        yield from told_each
        return
    names = some_of([f"“{excerpt(words)}”" for _, _, words in found], _MOST_SHOWN)
    one = finding(At(place=told_each[0].place), f"{_CODE}/many", count=len(found), names=names)
    yield replace(one, more_places=tuple(each.place for each in told_each))


_Compared = tuple[At | ReadLine, Sequence[str], Sequence[str], str]


def _compared(texts: Texts, rows: PairedRows) -> Iterator[_Compared]:
    """Where something stands, how it was printed, how it stands, and its words."""
    of_clauses = {line.line.paragraph.place: line for line in texts.returned.lines}
    for was, now in texts.pairs:
        if line := of_clauses.get(now.paragraph.place):
            names = " ".join(one.support for one in line.printed)
            yield line, (line.printed_text, names), (line.text, line.line.support), line.text
        elif was is not None:
            yield At(place=now.paragraph.place), (was.text,), (now.text,), now.text
    for step in rows.steps:
        if step.old is None or step.new is None:
            continue
        before, after = rows.printed[step.old].cells, rows.seen[step.new].cells
        for cell, stands in zip(before, after, strict=False):
            one, other = (each.text.replace(MASK, "…") for each in (cell, stands))
            if stands.places:
                yield At(place=stands.places[0]), (one,), (other,), stands.plain
