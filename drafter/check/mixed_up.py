"""Footnotes that a program mixed up.

LibreOffice pairs marks and footnotes by the order of their ids. Where these are out of order, shared or
orphaned, it shows, and saves, each following footnote at the mark before or after its own. That is one
fault, not one for each footnote.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from drafter.check.finding import Finding, finding
from drafter.check.note_marks import expected_sources
from drafter.returned.document import ReadLine, Returned

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
        unclear: For each line of a run, the sources that it lost besides: to whom, nobody can tell.
        strange: The numbers of footnotes at the marks of a run that belong nowhere there, as a new one at the
            end of it, or at those of new paragraphs beside it, with the sources that they cite.
    """

    findings: list[Finding] = field(default_factory=list)
    missing: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    numbers: set[tuple[int, str]] = field(default_factory=set)
    unclear: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    strange: set[tuple[int, str]] = field(default_factory=set)

    def is_off(self, line: ReadLine) -> bool:
        """Whether footnotes of a line stand elsewhere, or those of others there."""
        place = line.line.paragraph.place
        lost = self.missing.get(place) or self.unclear.get(place)
        return bool(lost) or not (self.numbers | self.strange).isdisjoint(line.cited)


def displaced_footnotes(returned: Returned) -> Displaced:
    """Find footnotes that were mixed up."""
    found = Displaced()
    lines = [line for line in returned.lines if line.printed and not line.line.is_copy]
    if returned.is_clean:
        return found
    stands = [(line, number, source) for line in lines for number, source in line.cited]
    belongs = [(line, source) for line in lines for source in expected_sources(returned, line) or ()]
    if [(id(line), source) for line, _, source in stands] != [(id(line), source) for line, source in belongs]:
        _find_runs(returned, found, stands, belongs)
        _find_swaps(returned, found, lines)
    return found


def _find_runs(
    returned: Returned,
    found: Displaced,
    stands: Sequence[tuple[ReadLine, int, str]],
    belongs: Sequence[tuple[ReadLine, str]],
) -> None:
    """Many footnotes, one after the other, that stand at the marks of their neighbours."""
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
        if len({number for _, (_, number, _) in off}) < _SHORTEST_RUN:
            continue  # the sources of one footnote or two, which people moved
        off += _at_the_other_end(returned, off)
        for was, now in off:
            found.missing[was[0].line.paragraph.place][was[1]] += 1
            found.numbers.add((now[1], now[2]))
        _find_strange(returned, found, [line for was, now in off for line in (was[0], now[0])])
        numbers = sorted(number for _, (_, number, _) in off)
        sources = [source for _, (_, _, source) in off]
        first, last = numbers[0], numbers[-1]
        key, line = "footnote-order/run", off[0][1][0]
        found.findings.append(finding(line, key, notes=numbers, sources=sources, first=first, last=last))


def _at_the_other_end(
    returned: Returned, run: Sequence[tuple[tuple[ReadLine, str], tuple[ReadLine, int, str]]]
) -> Iterator[tuple[tuple[ReadLine, str], tuple[ReadLine, int, str]]]:
    """What stands at one end of a run and belongs to the other: the mark of a paragraph that was moved.

    Args:
        returned: The returned draft.
        run: Each line with a source that belongs there, and the line, number and source where that stands.
    """
    lines = {one[0].line.paragraph.place: one[0] for pair in run for one in pair}
    lost = {
        place: Counter(expected_sources(returned, line) or ())
        - Counter(source for _, source in line.cited)
        - Counter(source for (home, source), _ in run if home is line)
        for place, line in lines.items()
    }
    shifted = {(number, source) for _, (_, number, source) in run}
    for line in lines.values():
        expected = expected_sources(returned, line) or ()
        for number, source in line.cited:
            home = next((place for place, sources in lost.items() if sources[source]), None)
            if home is None or source in expected or (number, source) in shifted:
                continue
            lost[home][source] -= 1
            yield (lines[home], source), (line, number, source)


def _find_strange(returned: Returned, found: Displaced, run: Iterable[ReadLine]) -> None:
    """What else stands at the marks of a run, or went from them: a new footnote moved it, or one that went.

    Args:
        returned: The returned draft.
        found: What was found so far, this run among it.
        run: Its lines.
    """
    lost: Counter[str] = Counter()
    lines = {line.line.paragraph.place: line for line in run}
    numbers = [number for line in lines.values() for number, _ in line.cited]
    for place, line in lines.items():
        expected = Counter(expected_sources(returned, line) or ())
        gone = expected - Counter(source for _, source in line.cited) - found.missing[place]
        found.unclear[place] = gone
        lost += gone
        found.strange |= {one for one in line.cited if one[1] not in expected} - found.numbers
    for line in returned.lines:
        beside = [one for one in line.cited if min(numbers) - 1 <= one[0] <= max(numbers) + 1]
        found.strange |= {one for one in beside if not line.printed and lost[one[1]]}


def _find_swaps(returned: Returned, found: Displaced, lines: Sequence[ReadLine]) -> None:
    """Two footnotes of different lines that changed places."""
    by_place = {line.line.paragraph.place: line for line in lines}
    home: dict[str, int] = {}
    extra = []
    for place, line in by_place.items():
        expected = Counter(expected_sources(returned, line) or ())
        lost = expected - Counter(source for _, source in line.cited) - found.missing[place]
        home |= dict.fromkeys(lost, place)
        extra += [(place, *one) for one in line.cited if one[1] not in expected and one not in found.numbers]
    # Where each stands and where it belongs → its number and its source.
    crossed: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for place, number, source in extra:
        if source in home:
            crossed[place, home[source]].setdefault(number, source)
    sources_of = Counter(number for line in lines for number, _ in line.cited)
    for (here, there), own_of_there in crossed.items():
        own_of_here = crossed.get((there, here), {}) if here < there else {}
        for (number, source), (other, back) in zip(own_of_there.items(), own_of_here.items(), strict=False):
            found.missing[there][source] += 1
            found.missing[here][back] += 1
            found.numbers |= {(number, source), (other, back)}
            is_alone = sources_of[number] == sources_of[other] == 1
            swapped = finding(
                by_place[here],
                "footnote-order/swapped" if is_alone else "footnote-order/exchanged",
                notes=[number, other],
                sources=[source, back],
                first=min(number, other),
                second=max(number, other),
                source=returned.name(source),
                home=by_place[there].line.label,
                back=returned.name(back),
            )
            found.findings.append(swapped)
