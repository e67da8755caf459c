"""Footnotes that a program mixed up: a whole run of them one place off, or two that changed places.

LibreOffice pairs marks and footnotes by the order of their ids. Where these are out of order, shared or
orphaned, it shows, and saves, each following footnote at the mark before or after its own. That is one
fault, not one for each footnote.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from drafter.checking.basis import Basis, ReadLine
from drafter.checking.finding import Finding
from drafter.problems import Severity
from drafter.returned.likeness import words_of

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
    if basis.draft.origin is not None or line.clause.id not in basis.members:
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


# Marks of one text with brackets whose words were changed as well

_WORDS_BEFORE_A_MARK = 4


def misplaced_in_changed_text(basis: Basis) -> Iterator[Finding]:
    """Footnotes of one text that changed places among themselves, where its text was changed too.

    A stretch that was moved with its mark is no fault of the mark: the words before it are still its own.
    """
    for line in basis.lines:
        pieces = [piece for printed in line.printed for piece in printed.pieces if not piece.is_support]
        is_one_text = len(line.printed) == 1 and not line.line.is_copy and not line.rests
        if not is_one_text or basis.is_clean or line.text == line.printed_text:
            continue
        belongs, printed_text = [], ""
        for piece in pieces:
            printed_text += piece.text
            if piece.sources:
                belongs.append((_words_before(printed_text), sorted(piece.sources)))
        stands = _marks_of(basis, line)
        cited = Counter(source for _, sources in stands for source in sources)
        if len(belongs) < 2 or cited != Counter(source for _, own in belongs for source in own):  # noqa: PLR2004
            continue
        wrong = [
            source
            for (_, now), (_, was) in zip_longest(stands, belongs, fillvalue=([], []))
            for source in (Counter(now) - Counter(was))
        ]
        before, after = _words_of_sources(belongs), _words_of_sources(stands)
        moved = [source for source in dict.fromkeys(wrong) if after[source] != before[source]]
        if moved:
            yield line.finding(
                "footnote-misplaced",
                Severity.WARNING,
                "its footnote marks stand behind other words than those that they were put to",
                "Move each mark behind the words of its region; Annex I shows them.",
                notes=line.numbers,
                sources=moved,
            )


def _marks_of(basis: Basis, line: ReadLine) -> list[tuple[list[str], list[str]]]:
    """The sources cited at each place of a line's text, each with the words before it."""
    at: dict[int, list[str]] = defaultdict(list)
    for mark in line.line.paragraph.marks:
        read = basis.notes.get(mark.note)
        at[mark.offset] += read.sources if read else ()
    text = line.line.paragraph.text
    return [(_words_before(text[:offset]), sorted(sources)) for offset, sources in sorted(at.items())]


def _words_of_sources(marks: Iterable[tuple[list[str], list[str]]]) -> dict[str, list[list[str]]]:
    """For each source the words before each of its marks: a source may be cited twice in one text."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for words, sources in marks:
        for source in sources:
            found[source].append(words)
    return {source: sorted(words) for source, words in found.items()}


def _words_before(text: str) -> list[str]:
    return words_of(text)[-_WORDS_BEFORE_A_MARK:]
