"""The footnotes of clauses against those that they should have: lost, added, changed, leading nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.check.finding import Finding, ShownText, at_line, finding, source_text
from drafter.check.note_marks import Displaced, displaced_footnotes, expected_sources, misplaced_marks
from drafter.check.note_words import reworded_findings, unreadable_findings, without_see_also
from drafter.citations import Cited
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.text import excerpt

_MOST_SHOWN = 4


def footnote_findings(returned: Returned) -> Iterator[Finding]:
    """Every fault of the footnotes of clauses, line by line."""
    of_clause: dict[str, Counter[str]] = defaultdict(Counter)
    for line in returned.lines:
        if not line.line.is_copy:
            of_clause[line.clause_id].update(source for read in line.notes for source in read.sources)
    displaced = displaced_footnotes(returned)
    yield from displaced.findings
    draft = returned.document.draft
    if draft is not None and not returned.document.is_whole:
        yield finding("origin-edited", matrix=draft.matrix.name)
    yield from reworded_findings(returned)
    yield from unreadable_findings(returned)
    for line in returned.lines:
        expected = expected_sources(returned, line)
        if line.line.is_copy:
            yield from _bad_citations(returned, line)
        elif expected is None:
            yield from _of_new_line(returned, line)
        else:
            yield from _Comparison(returned, line, expected, of_clause[line.clause_id], displaced).findings()


def _of_new_line(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """A line that drafter did not print: its citations must resolve and bear it out."""
    yield from _bad_citations(returned, line)
    if returned.document.draft is None and not line.notes and returned.document.notes:
        yield at_line(line, "no-footnote/new")
    for read in line.notes:
        for source in read.sources:
            if not returned.supports(source, [line.text]):
                yield _not_supported(returned, line, read.note.number, source)


def _bad_citations(returned: Returned, line: ReadLine) -> Iterator[Finding]:
    """Citations in the footnotes of a line that mean no recommendation, or more than one."""
    for read in line.notes:
        for cited in read.cited:
            if not cited.source:
                yield _bad_citation(returned, line, read.note.number, cited)


def _bad_citation(returned: Returned, line: ReadLine, number: int, cited: Cited, stood: str = "") -> Finding:
    """A citation that means no recommendation, or more than one.

    Args:
        returned: The returned draft.
        line: The line that the citation stands in.
        number: The footnote's number; 0 for a citation that is typed into the line's words.
        cited: The citation.
        stood: The source that was cited there when it was drafted; empty where nobody knows.
    """
    resolver = returned.resolver
    assert resolver  # noqa: S101  # a citation was found by it
    place = f"footnote {number}" if number else "a citation in its words"
    meant = f" It was drafted with {returned.name(stood)}." if stood else ""
    notes = [number] if number else []
    if not (cited.contradicts or cited.sources):
        hint = resolver.suggestion(cited) or "Look up the paragraph with “drafter list”."
        key, missing = "unresolved-citation", resolver.missing(cited)
        return at_line(line, key, notes=notes, place=place, missing=missing, suggestion=hint, meant=meant)
    if cited.contradicts:
        key = "ambiguous-citation/contradicts"
        names = " and ".join(resolver.matrix.region_by_key[region].name for region in cited.regions)
    else:
        key = "ambiguous-citation"
        names = ", ".join(returned.name(source) for source in cited.sources[:_MOST_SHOWN])
        more = len(cited.sources) - _MOST_SHOWN
        names += f" and {more} more" if more > 0 else ""
    return at_line(
        line,
        key,
        notes=notes,
        sources=cited.sources,
        place=place,
        words=cited.words,
        names=names,
        meant=meant,
    )


def _not_supported(returned: Returned, line: ReadLine, number: int, source: str) -> Finding:
    """A footnote to a recommendation that says something else than the line."""
    return at_line(
        line,
        "not-supported",
        notes=[number],
        sources=[source],
        texts=[ShownText("The clause", line.text), source_text(returned, source)],
        number=number,
        source=returned.name(source),
        share=f"{returned.shared_words(source, [line.text]):.0%}",
    )


@dataclass(slots=True)
class _Comparison:
    """The footnotes that a line has against those that it should have.

    Attributes:
        expected: The sources of the footnotes that it should have, in order.
        of_clause: The sources that the footnotes of all lines of its clause cite.
        displaced: Footnotes that a program mixed up: they are told as that.
    """

    returned: Returned
    line: ReadLine
    expected: list[str]
    of_clause: Counter[str]
    displaced: Displaced

    def findings(self) -> Iterator[Finding]:
        """Every footnote that the line should have and has not, or has and should not have."""
        line = self.line
        if not self.expected:  # drafted without footnotes
            yield from _bad_citations(self.returned, line)
            yield from self._added([(n.note.number, s) for n in line.notes for s in n.sources])
            return
        typed = [one.source for one in line.typed if one.source]
        found = [(read.note.number, source) for read in line.notes for source in read.sources]
        missing = Counter(self.expected) - Counter(source for _, source in found)
        missing -= self.displaced.missing.get(line.line.paragraph.place, Counter())
        if not line.notes and not typed and missing and not all(map(self._is_cited_elsewhere, missing)):
            names = ", ".join(map(self.returned.name, dict.fromkeys(self.expected)))
            yield at_line(line, "no-footnote", sources=self.expected, names=names)
            return
        extra = self._extra(found)
        is_as_expected = Counter(self.expected) == Counter(source for _, source in found)
        yield from self._unsound(missing)
        yield from self._typed(missing)
        for number, source in list(extra):
            stood = self._stood_at(missing, number, source)
            if stood:
                extra.remove((number, source))
                missing -= Counter([stood])
                yield self._changed(number, source, stood)
        yield from self._lost(missing)
        yield from self._added(extra)
        if is_as_expected:
            yield from misplaced_marks(self.returned, line)

    def _extra(self, found: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """The citations that the line should not have; of two of one source the later."""
        left = Counter(self.expected)
        extra = []
        for number, source in found:
            if left[source]:
                left[source] -= 1
            elif (number, source) not in self.displaced.numbers:
                extra.append((number, source))
        return extra

    def _take_nearest(self, missing: Counter[str], read: ReadNote, cited: Cited | None) -> str:
        """The lost source that a footnote without a sound citation stood for; it is lost no more."""
        left = list((+missing).elements())
        if not left:
            return ""
        regions = set(cited.regions) if cited else set()
        of_region = [source for source in left if source.partition("-")[0] in regions]
        stood = (of_region or [self._by_place(left, read.note.number)])[0]
        missing[stood] -= 1
        return stood

    def _by_place(self, left: Sequence[str], number: int) -> str:
        """Of the lost sources the one whose footnote stood where this one stands."""
        place = self.line.numbers.index(number) if number in self.line.numbers else 0
        there = self.expected[place] if place < len(self.expected) else ""
        return there if there in left else left[0]

    def _stood_at(self, missing: Counter[str], number: int, source: str) -> str:
        """The lost source that a footnote to another one stood for."""
        left = list((+missing).elements())
        return self._by_place(left, number) if left and not self._is_from_elsewhere(source) else ""

    def _is_from_elsewhere(self, source: str) -> bool:
        """Whether it is a source of another wording of the same clause."""
        clause = self.line.line.clause
        return clause is not None and source in clause.sources

    def _times_printed(self, source: str) -> int:
        """How often the clause was drafted with a footnote to a source."""
        clause = self.line.line.clause
        return sum(line.cited.count(source) for line in clause.lines) if clause else 0

    def _is_cited_elsewhere(self, source: str) -> bool:
        """Whether a lost source is cited at another wording of the clause."""
        own = sum(read.sources.count(source) for read in self.line.notes)
        wanted = self._times_printed(source)
        return self.line.line.clause is not None and self.of_clause[source] - own >= wanted

    def _is_known(self, source: str) -> bool:
        return self.returned.matrix is not None and source in self.returned.matrix.by_id

    # Findings

    def _unsound(self, missing: Counter[str]) -> Iterator[Finding]:
        """Footnotes with a citation that leads nowhere or means several, and those without a citation."""
        for read in self.line.notes:
            for cited in read.cited:
                if not cited.source:
                    stood = self._take_nearest(missing, read, cited)
                    yield _bad_citation(self.returned, self.line, read.note.number, cited, stood)
        for read in self.line.notes:
            if not read.cited:
                yield self._cites_nothing(read, self._take_nearest(missing, read, None))

    def _typed(self, missing: Counter[str]) -> Iterator[Finding]:
        """Citations that somebody typed into the line's words, in place of a footnote or beside one."""
        line, returned = self.line, self.returned
        for cited in line.typed:
            if not cited.source:
                left = [one for one in (+missing).elements() if one.partition("-")[0] in cited.regions]
                stood = left[0] if left and not line.notes else ""
                missing -= Counter([stood] if stood else [])
                yield _bad_citation(returned, line, 0, cited, stood)
                continue
            name = returned.name(cited.source)
            if missing[cited.source] > 0:
                missing[cited.source] -= 1
                yield at_line(line, "typed-citation", sources=[cited.source], source=name)
            elif not returned.supports(cited.source, [line.text]):
                texts = [ShownText("The clause", line.text), source_text(returned, cited.source)]
                yield at_line(line, "not-supported/typed", sources=[cited.source], texts=texts, source=name)

    def _lost(self, missing: Counter[str]) -> Iterator[Finding]:
        for source in missing.elements():
            if source in self.returned.sources_without_mark:
                key, texts = "footnote-orphan/lost", []
            else:
                key = f"footnote-lost{'/elsewhere' if self._is_cited_elsewhere(source) else ''}"
                texts = [source_text(self.returned, source)] if self._is_known(source) else []
            name = self.returned.name(source)
            yield at_line(self.line, key, sources=[source], texts=texts, source=name)

    def _added(self, extra: Sequence[tuple[int, str]]) -> Iterator[Finding]:
        line, returned = self.line, self.returned
        for number, source in extra:
            texts: list[ShownText] = []
            if source in self.expected:
                # Without its origin nobody knows how often one text with brackets cited it.
                if not line.printed or self._is_said_otherwise(source):
                    continue
                key = "footnote-added/twice"
            elif self._is_from_elsewhere(source):
                if self.of_clause[source] <= self._times_printed(source):
                    continue  # said where it was lost
                key = "footnote-added/elsewhere"
            elif returned.supports(source, [line.text]):
                key = "footnote-added"
                texts = [ShownText("The clause", line.text), source_text(returned, source)]
            else:
                yield _not_supported(returned, line, number, source)
                continue
            name = returned.name(source)
            yield at_line(
                line, key, notes=[number], sources=[source], texts=texts, number=number, source=name
            )

    def _is_said_otherwise(self, source: str) -> bool:
        """Whether a second citation of a source is reported as something else.

        As a mark shared with the first, or as a footnote in other words.
        """
        notes = [read.note for read in self.line.notes if source in read.sources]
        known = self.returned.printed_notes.get(source, ())
        texts = {without_see_also(known[0] if note.text in known else note.text) for note in notes}
        return any(note.marks > 1 for note in notes) or len(texts) > 1

    def _changed(self, number: int, source: str, stood: str) -> Finding:
        returned, line = self.returned, self.line
        shown = [source, *([stood] if self._is_known(stood) else [])]
        return at_line(
            line,
            "footnote-changed",
            notes=[number],
            sources=[source, stood],
            texts=[ShownText("The clause", line.text), *(source_text(returned, one) for one in shown)],
            number=number,
            source=returned.name(source),
            stood=returned.name(stood),
            share=f"{returned.shared_words(source, [line.text]):.0%}",
        )

    def _cites_nothing(self, read: ReadNote, stood: str) -> Finding:
        return at_line(
            self.line,
            "footnote-changed/nothing" if stood else "footnote-without-citation",
            notes=[read.note.number],
            sources=[stood] if stood else [],
            number=read.note.number,
            words=excerpt(read.note.text) or "nothing",
            stood=self.returned.name(stood),
        )
