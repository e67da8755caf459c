"""The footnotes of clauses against those that they should have: lost, added, changed, leading nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from drafter.check.finding import NOWHERE, Finding, ShownText, finding, source_texts
from drafter.check.note_marks import Displaced, displaced_footnotes, expected_sources, misplaced_marks
from drafter.check.words import as_printed, reworded_findings, some_of, unreadable_findings, without_see_also
from drafter.citations import Cited
from drafter.returned.document import ReadLine, Returned
from drafter.text import excerpt

_MOST_SHOWN = 4
# Of two recommendations of Annex B that say the same, six in seven share more of their weighted words than
# this; of two that have nothing to do with one another, one in fourteen.
_SUPPORTS = 0.2


def footnote_findings(returned: Returned) -> Iterator[Finding]:
    """Every fault of the footnotes of clauses, line by line."""
    of_clause: dict[str, Counter[str]] = defaultdict(Counter)
    for line in returned.lines:
        if not line.line.is_copy:
            of_clause[line.clause_id].update(source for _, source in line.cited)
    displaced = displaced_footnotes(returned)
    yield from displaced.findings
    draft = returned.document.draft
    if draft is not None and not returned.document.is_whole:
        yield finding(NOWHERE, "origin-edited", matrix=draft.matrix.name)
    yield from reworded_findings(returned)
    yield from unreadable_findings(returned)
    for line in returned.lines:
        expected = expected_sources(returned, line)
        own = _LineCheck(returned, line, of_clause[line.clause_id], displaced, expected or [])
        if expected is None and not line.line.is_copy:
            yield from own.of_new_line()
        elif expected and not line.line.is_copy:
            yield from own.compared()
        else:  # of a copy, or drafted without footnotes
            yield from own.bad_citations()
            yield from own.added(() if line.line.is_copy else line.cited)
        yield from misplaced_marks(returned, line)


@dataclass(slots=True)
class _LineCheck:
    """The footnotes of a line.

    Attributes:
        of_clause: The sources that the footnotes of all lines of its clause cite.
        displaced: Footnotes that a program mixed up: they are told as that.
        expected: The sources of the footnotes that it should have, in order.
        missing: Those that it lost, without what has been told of.
    """

    returned: Returned
    line: ReadLine
    of_clause: Counter[str]
    displaced: Displaced
    expected: list[str]
    missing: Counter[str] = field(default_factory=Counter)

    def of_new_line(self) -> Iterator[Finding]:
        """A line that drafter did not print: its citations must resolve and bear it out."""
        yield from self.bad_citations()
        document = self.returned.document
        if document.draft is None and not self.line.notes and document.notes:
            yield finding(self.line, "no-footnote/new")
        for number, source in self.line.cited:
            if not self._is_borne_out(source):
                yield self._about("not-supported", number, source, is_compared=True)

    def compared(self) -> Iterator[Finding]:
        """Every footnote that the line should have and has not, or has and should not have."""
        line, expected = self.line, self.expected
        missing = Counter(expected) - Counter(source for _, source in line.cited)
        missing -= self.displaced.missing.get(line.line.paragraph.place, Counter())
        self.missing = missing
        has_none = not line.notes and not any(one.source for one in line.typed)
        if has_none and not all(map(self._is_cited_elsewhere, missing)):
            names = ", ".join(map(self.returned.name, dict.fromkeys(expected)))
            yield finding(line, "no-footnote", sources=expected, names=names)
            return
        yield from self.bad_citations()
        for read in line.notes:
            if not read.cited:
                stood = self._take_nearest(read.note.number)
                key = "footnote-changed/nothing" if stood else "footnote-without-citation"
                words = excerpt(read.note.text) or "nothing"
                yield self._about(key, read.note.number, *filter(None, [stood]), words=words)
        yield from self._typed()
        extra = []
        for number, source in self._extra():
            stood = "" if self._is_from_elsewhere(source) else self._take_nearest(number)
            if stood:
                yield self._about("footnote-changed", number, source, stood, is_compared=True)
            else:
                extra.append((number, source))
        yield from self._lost()
        yield from self.added(extra)

    def _extra(self) -> Iterator[tuple[int, str]]:
        """The citations that the line should not have; of two of one source the later."""
        left = Counter(self.expected)
        for number, source in self.line.cited:
            if left[source]:
                left[source] -= 1
            elif (number, source) not in self.displaced.numbers:
                yield number, source

    def _take_nearest(self, number: int, regions: Collection[str] = ()) -> str:
        """The lost source that another footnote stands for now; it is lost no more.

        It is one of the regions that the footnote names, or else the one whose footnote stood there.
        """
        left = list(self.missing.elements())
        if not left:
            return ""
        place = self.line.numbers.index(number)
        there = self.expected[place] if place < len(self.expected) else ""
        of_region = [source for source in left if source.partition("-")[0] in regions]
        stood = of_region[0] if of_region else there if there in left else left[0]
        self.missing[stood] -= 1
        return stood

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
        own = sum(cited == source for _, cited in self.line.cited)
        wanted = self._times_printed(source)
        return self.line.line.clause is not None and self.of_clause[source] - own >= wanted

    def _is_borne_out(self, source: str) -> bool:
        """Whether a recommendation is like enough to the line to be thought its source."""
        return self.returned.shared_words(source, self.line.text) >= _SUPPORTS

    # Findings

    def _about(
        self, key: str, number: int, *sources: str, is_compared: bool = False, **facts: object
    ) -> Finding:
        """A fault of one citation.

        Args:
            key: See ``finding``.
            number: The footnote's number; 0 where there is none.
            sources: What it cites, and what was cited there when it was drafted.
            is_compared: Whether the texts are shown, and how much they share.
            facts: What its words name besides.
        """
        returned, line = self.returned, self.line
        texts = []
        if is_compared:
            texts = [ShownText("The clause", line.text), *source_texts(returned, sources)]
            facts["share"] = f"{returned.shared_words(sources[0], line.text):.0%}"
        if sources:
            facts |= {"source": returned.name(sources[0]), "stood": returned.name(sources[-1])}
        return finding(line, key, notes=[number] if number else [], sources=sources, texts=texts, **facts)

    def bad_citations(self) -> Iterator[Finding]:
        """Citations in its footnotes that mean no recommendation, or more than one."""
        for read in self.line.notes:
            for cited in read.cited:
                if not cited.source:
                    number = read.note.number
                    yield self._bad_citation(number, cited, self._take_nearest(number, cited.regions))

    def _bad_citation(self, number: int, cited: Cited, stood: str) -> Finding:
        returned, resolver = self.returned, self.returned.resolver
        facts = {
            "place": f"footnote {number}" if number else "a citation in its words",
            "meant": f" It was drafted with {returned.name(stood)}." if stood else "",
            "words": cited.words,
        }
        if cited.contradicts:
            key = "ambiguous-citation/contradicts"
            facts["names"] = " and ".join(resolver.matrix.region_by_key[one].name for one in cited.regions)
        elif cited.sources:
            key = "ambiguous-citation"
            facts["names"] = some_of(list(map(returned.name, cited.sources)), _MOST_SHOWN)
        else:
            key = "unresolved-citation"
            facts["missing"] = resolver.missing(cited)
            hint = resolver.suggestion(cited)
            facts["suggestion"] = hint or "Look up the paragraph with “drafter list”."
        notes = [number] if number else []
        return finding(self.line, key, notes=notes, sources=cited.sources, texts=(), **facts)

    def _typed(self) -> Iterator[Finding]:
        """Citations that somebody typed into the line's words, in place of a footnote or beside one."""
        for cited in self.line.typed:
            source = cited.source
            if not source:
                left = (one for one in self.missing.elements() if one.partition("-")[0] in cited.regions)
                stood = "" if self.line.notes else next(left, "")
                self.missing -= Counter([stood] if stood else [])
                yield self._bad_citation(0, cited, stood)
            elif self.missing[source] > 0:
                self.missing[source] -= 1
                yield self._about("typed-citation", 0, source)
            elif not self._is_borne_out(source):
                yield self._about("not-supported/typed", 0, source, is_compared=True)

    def _lost(self) -> Iterator[Finding]:
        for source in self.missing.elements():
            key, texts = "footnote-orphan/lost", []
            if source not in self.returned.sources_without_mark:
                key = "footnote-lost/elsewhere" if self._is_cited_elsewhere(source) else "footnote-lost"
                texts = source_texts(self.returned, [source])
            name = self.returned.name(source)
            yield finding(self.line, key, sources=[source], texts=texts, source=name)

    def added(self, extra: Iterable[tuple[int, str]]) -> Iterator[Finding]:
        """Footnotes that the line was not drafted with."""
        for number, source in extra:
            if source in self.expected:
                # Without its origin nobody knows how often one text with brackets cited it.
                if self.line.printed and not self._is_said_otherwise(source):
                    yield self._about("footnote-added/twice", number, source)
            elif self._is_from_elsewhere(source):
                if self.of_clause[source] > self._times_printed(source):  # else it is said where it was lost
                    yield self._about("footnote-added/elsewhere", number, source)
            else:
                key = "footnote-added" if self._is_borne_out(source) else "not-supported"
                yield self._about(key, number, source, is_compared=True)

    def _is_said_otherwise(self, source: str) -> bool:
        """Whether a second citation of a source is reported as something else.

        As a mark shared with the first, or as a footnote in other words.
        """
        notes = [read.note for read in self.line.notes if source in read.sources]
        texts = {without_see_also(as_printed(self.returned, note, source)) for note in notes}
        return any(note.marks > 1 for note in notes) or len(texts) > 1
