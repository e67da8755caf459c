"""Footnotes and their marks: mixed up by a program, behind other words, out of order, each without the other.

LibreOffice pairs marks and footnotes by the order of their ids. Where these are out of order, shared or
orphaned, it shows, and saves, each following footnote at the mark before or after its own. That is one
fault, not one for each footnote.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from drafter.check.finding import NOWHERE, Finding, finding
from drafter.returned.document import ReadLine, Returned
from drafter.text import excerpt, longest_rising, words_of

_SHORTEST_RUN = 3
# Of a run, at least so many must stand at another line than theirs: one that is shifted within its line
# still stands at that line.
_LEAST_DISPLACED = 0.2
_WORDS_BEFORE_A_MARK = 4
_SAYS_ORPHAN = ("footnote-orphan", "no-footnote")


def expected_sources(returned: Returned, line: ReadLine) -> list[str] | None:
    """The sources of the footnotes that a line should have; None where nobody knows."""
    if line.printed:
        return [source for printed in line.printed for source in printed.cited]
    if returned.document.draft is not None or line.clause.id not in returned.members:
        return None
    # Which wording a source stood at is not known any more: what no wording cites is missed at the first.
    lines = returned.lines_of(line.clause)
    own = {source for _, source in line.cited}
    cited = {source for one in lines for _, source in one.cited}
    missed_here = line is lines[0]
    members = returned.members[line.clause.id]
    return [one for one in members if one in own or (missed_here and one not in cited)] or None


# Mixed up by a program


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


def displaced_footnotes(returned: Returned) -> Displaced:
    """Find footnotes that were mixed up."""
    found = Displaced()
    lines = [line for line in returned.lines if line.printed and not line.line.is_copy]
    if returned.is_clean:
        return found
    stands = [(line, number, source) for line in lines for number, source in line.cited]
    belongs = [(line, source) for line in lines for source in expected_sources(returned, line) or ()]
    if [(id(line), source) for line, _, source in stands] != [(id(line), source) for line, source in belongs]:
        _find_runs(found, stands, belongs)
        _find_swaps(returned, found, lines)
    return found


def _find_runs(
    found: Displaced, stands: Sequence[tuple[ReadLine, int, str]], belongs: Sequence[tuple[ReadLine, str]]
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
        for was, now in off:
            found.missing[was[0].line.paragraph.place][was[1]] += 1
            found.numbers.add((now[1], now[2]))
        numbers = [number for _, (_, number, _) in off]
        sources = [source for _, (_, _, source) in off]
        first, last = numbers[0], numbers[-1]
        key, line = "footnote-order/run", off[0][1][0]
        found.findings.append(finding(line, key, notes=numbers, sources=sources, first=first, last=last))


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
    for (here, there), own_of_there in crossed.items():
        own_of_here = crossed.get((there, here), {}) if here < there else {}
        for (number, source), (other, back) in zip(own_of_there.items(), own_of_here.items(), strict=False):
            found.missing[there][source] += 1
            found.missing[here][back] += 1
            found.numbers |= {(number, source), (other, back)}
            swapped = finding(
                by_place[here],
                "footnote-order/swapped",
                notes=[number, other],
                sources=[source, back],
                first=min(number, other),
                second=max(number, other),
                source=returned.name(source),
                home=by_place[there].line.label,
                back=returned.name(back),
            )
            found.findings.append(swapped)


# Behind other words


def misplaced_marks(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Footnotes of one text with brackets that changed places among themselves.

    In a text that was changed too, a stretch that was moved with its mark is no fault of the mark: the words
    before it are still its own.
    """
    is_changed = line.text != line.printed_text
    if len(line.printed) != 1 or line.line.is_copy or returned.is_clean or (is_changed and line.rests):
        return
    belongs, printed_text = [], ""
    for piece in line.printed[0].stretches:
        printed_text += "" if piece.is_support else piece.text
        if piece.sources:
            belongs.append((_words_before(printed_text), sorted(piece.sources)))
    stands = _marks_of(returned, line)
    cited = Counter(source for _, source in line.cited)
    if len(belongs) < 2 or cited != Counter(source for _, own in belongs for source in own):  # noqa: PLR2004
        return
    if not is_changed:
        if [sources for _, sources in stands] != [sources for _, sources in belongs]:
            yield finding(line, "footnote-misplaced", notes=line.numbers)
        return
    wrong = [
        source
        for (_, now), (_, was) in zip_longest(stands, belongs, fillvalue=([], []))
        for source in (Counter(now) - Counter(was))
    ]
    before, after = _words_of_sources(belongs), _words_of_sources(stands)
    moved = [source for source in dict.fromkeys(wrong) if after[source] != before[source]]
    if moved:
        yield finding(line, "footnote-misplaced", notes=line.numbers, sources=moved)


def _marks_of(returned: Returned, line: ReadLine) -> list[tuple[list[str], list[str]]]:
    """The sources cited at each place of a line's text, each with the words before it."""
    at: dict[int, list[str]] = defaultdict(list)
    for mark in line.line.paragraph.marks:
        read = returned.notes.get(mark.note)
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


# In the document as a whole


def order_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes that some programs show at the wrong place, or that lead nowhere."""
    document = returned.document
    by_id = Counter(note.id for note in document.notes)
    ids = list(document.mark_order)
    unique = [int(one) for one in dict.fromkeys(ids) if one.lstrip("-").isdecimal()]
    at = {
        mark.note: line
        for line in returned.lines
        for part in (line.line, *line.rests)
        for mark in part.paragraph.marks
    }

    def of_note(key: str, note_id: str, count: int = 0) -> Finding:
        note = document.note_by_id.get(note_id)
        notes = [note.number] if note and note.number else []
        name = f"footnote {notes[0]}" if notes else "a footnote"
        return finding(at.get(note_id, NOWHERE), key, notes=notes, footnote=name, count=count)

    for note_id in map(str, sorted(set(unique) - longest_rising(unique))):
        yield of_note("footnote-order", note_id)
    for note_id, count in Counter(ids).items():
        if note_id not in by_id:
            yield of_note("footnote-dangling", note_id)
        elif count > 1:
            yield of_note("footnote-shared", note_id, count)
        elif by_id[note_id] > 1:
            yield of_note("footnote-shared/number", note_id)


def orphan_findings(returned: Returned, others: Iterable[Finding]) -> Iterator[Finding]:
    """Footnotes without a mark, unless a clause that lost its mark says so.

    Args:
        returned: The returned draft.
        others: What was found about the footnotes of clauses.
    """
    said = {source for one in others if one.code in _SAYS_ORPHAN for source in one.sources}
    for note in returned.document.notes:
        if not note.marks and not said.intersection(returned.notes[note.id].sources):
            yield finding(NOWHERE, "footnote-orphan", words=excerpt(note.text))
