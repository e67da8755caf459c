"""Footnotes that a program mixed up: a whole run of them one place off, or two that changed places.

LibreOffice pairs marks and footnotes by the order of their ids. Where these are out of order, shared or
orphaned, it shows, and saves, each following footnote at the mark before or after its own. That is one
fault, not one for each footnote.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding
from drafter.problems import Severity

_SHORTEST_RUN = 3
# Of a run, at least so many must stand at another line than theirs: one that is shifted within its line
# still stands at that line.
_LEAST_DISPLACED = 0.2


@dataclass(slots=True)
class Displaced:
    """Footnotes that stand at the wrong marks.

    Attributes:
        findings: One for each run, and for each two that changed places.
        missing: For each line (by its place), the sources that it lost to this.
        numbers: The numbers of the footnotes, with the sources that they cite.
    """

    findings: list[Finding] = field(default_factory=list)
    missing: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    numbers: set[tuple[int, str]] = field(default_factory=set)


def expected_sources(basis: Basis, line: ReadLine) -> list[str] | None:
    """The sources of the footnotes that a line should have; None where nobody knows."""
    if line.printed:
        return [source for printed in line.printed for source in printed.cited]
    if basis.document.draft is not None or line.clause.id not in basis.members:
        return None
    # Which wording a source stood at is not known any more: what no wording cites is missed at the first.
    lines = basis.lines_of(line.clause)
    own = {source for read in line.notes for source in read.sources}
    cited = {source for one in lines for read in one.notes for source in read.sources}
    missed_here = line is lines[0]
    members = basis.members[line.clause.id]
    return [one for one in members if one in own or (missed_here and one not in cited)] or None


def displaced_footnotes(basis: Basis) -> Displaced:
    """Find footnotes that were mixed up."""
    found = Displaced()
    lines = [line for line in basis.lines if line.printed and not line.line.is_copy and not basis.is_clean]
    stands = [
        (line, read.note.number, source) for line in lines for read in line.notes for source in read.sources
    ]
    belongs = [(line, source) for line in lines for source in expected_sources(basis, line) or ()]
    if [(id(line), source) for line, _, source in stands] == [(id(line), source) for line, source in belongs]:
        return found
    _find_runs(found, stands, belongs)
    _find_swaps(basis, found, lines)
    return found


def _find_runs(
    found: Displaced, stands: Sequence[tuple[ReadLine, int, str]], belongs: Sequence[tuple[ReadLine, str]]
) -> None:
    matcher = difflib.SequenceMatcher(
        None, [source for _, source in belongs], [source for _, _, source in stands], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        pairs = [(belongs[block.a + i], stands[block.b + i]) for i in range(block.size)]
        places = [place for place, (was, now) in enumerate(pairs) if was[0] is not now[0]]
        span = places[-1] - places[0] + 1 if places else 0
        if len(places) < max(_SHORTEST_RUN, _LEAST_DISPLACED * span):
            continue
        off = [pairs[place] for place in places]
        first, last = off[0][1], off[-1][1]
        for was, now in off:
            found.missing[was[0].line.paragraph.place][was[1]] += 1
            found.numbers.add((now[1], now[2]))
        found.findings.append(
            first[0].finding(
                "footnote-order",
                Severity.ERROR,
                f"footnotes {first[1]} to {last[1]} stand at other marks than their own, all shifted by the "
                "same number of places: a word processor mixed them up when it saved",
                "Go back to the file before it was saved so; for each clause, Annex I shows its sources.",
                notes=[number for _, (_, number, _) in off],
                sources=[source for _, (_, _, source) in off],
            )
        )


def _find_swaps(basis: Basis, found: Displaced, lines: Sequence[ReadLine]) -> None:
    """Two footnotes of different lines that changed places."""
    missing: dict[str, ReadLine] = {}
    extra: list[tuple[ReadLine, int, str]] = []
    for line in lines:
        cited = [(read.note.number, source) for read in line.notes for source in read.sources]
        expected = Counter(expected_sources(basis, line) or ())
        lost = expected - Counter(source for _, source in cited) - found.missing[line.line.paragraph.place]
        missing.update(dict.fromkeys(lost, line))
        extra += (
            (line, number, source)
            for number, source in cited
            if source not in expected and (number, source) not in found.numbers
        )
    by_line: Mapping[int, list[tuple[ReadLine, int, str]]] = _by_place(extra)
    done: set[int] = set()
    for line, number, source in extra:
        home = missing.get(source)
        if number in done or home is None:
            continue
        back = next(
            (
                one
                for one in by_line.get(home.line.paragraph.place, ())
                if one[1] not in done and missing.get(one[2]) is line
            ),
            None,
        )
        if back is None:
            continue
        done |= {number, back[1]}
        for at, gone, (own, cites) in (
            (home, source, (number, source)),
            (line, back[2], (back[1], back[2])),
        ):
            found.missing[at.line.paragraph.place][gone] += 1
            found.numbers.add((own, cites))
        first, second = sorted((number, back[1]))
        found.findings.append(
            line.finding(
                "footnote-order",
                Severity.ERROR,
                f"footnotes {first} and {second} have changed places: {basis.name(source)} belongs to clause "
                f"{home.line.label}, and {basis.name(back[2])} here",
                "Exchange the two.",
                notes=[number, back[1]],
                sources=[source, back[2]],
            )
        )


def _by_place(
    extra: Sequence[tuple[ReadLine, int, str]],
) -> dict[int, list[tuple[ReadLine, int, str]]]:
    found: dict[int, list[tuple[ReadLine, int, str]]] = defaultdict(list)
    for one in extra:
        found[one[0].line.paragraph.place].append(one)
    return found
