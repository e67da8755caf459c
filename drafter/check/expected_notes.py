"""The footnotes that a line has against those that it should have: lost, added, changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.check.basis import Basis, ReadLine, ReadNote
from drafter.check.citation_faults import bad_citation, bad_citations, not_supported
from drafter.check.displaced import Displaced
from drafter.check.finding import Finding, ShownText
from drafter.check.misplaced import misplaced_marks
from drafter.check.note_words import without_see_also
from drafter.check.typed_citations import typed_citations
from drafter.citations.citing import Cited
from drafter.problems import Severity
from drafter.text import excerpt

_PUT_BACK = "Put the footnote back, or take out of the clause what it stood for."


def against_expected(
    basis: Basis, line: ReadLine, expected: list[str], of_clause: Counter[str], displaced: Displaced
) -> Iterator[Finding]:
    """Every footnote that a line should have and has not, or has and should not have.

    Args:
        basis: What the check stands on.
        line: The line.
        expected: The sources of the footnotes that it should have, in order.
        of_clause: The sources that the footnotes of all lines of its clause cite.
        displaced: Footnotes that a program mixed up: they are told as that.
    """
    return _Comparison(basis, line, expected, of_clause, displaced).findings()


@dataclass(slots=True)
class _Comparison:
    """The footnotes that a line has against those that it should have."""

    basis: Basis
    line: ReadLine
    expected: list[str]
    of_clause: Counter[str]
    displaced: Displaced

    def findings(self) -> Iterator[Finding]:
        line = self.line
        if not self.expected:  # drafted without footnotes
            yield from bad_citations(self.basis, line)
            yield from self._added([(n.note.number, s) for n in line.notes for s in n.sources])
            return
        typed = [one.source for one in line.typed if one.source]
        found = [(read.note.number, source) for read in line.notes for source in read.sources]
        missing = Counter(self.expected) - Counter(source for _, source in found)
        missing -= self.displaced.missing.get(line.line.paragraph.place, Counter())
        if not line.notes and not typed and missing and not self._stand_elsewhere(missing):
            yield self._no_footnote()
            return
        extra = self._extra(found)
        is_as_expected = Counter(self.expected) == Counter(source for _, source in found)
        bad = [(read, cited) for read in line.notes for cited in read.cited if not cited.source]
        for read, cited in bad:
            yield bad_citation(
                self.basis, line, read.note.number, cited, self._take_nearest(missing, read, cited)
            )
        for read in line.notes:
            if not read.cited:
                stood = self._take_nearest(missing, read, None)
                yield self._cites_nothing(read, stood)
        yield from typed_citations(self.basis, line, missing)
        for number, source in list(extra):
            stood = self._stood_at(missing, number, source)
            if stood:
                extra.remove((number, source))
                missing -= Counter([stood])
                yield self._changed(number, source, stood)
        yield from self._lost(missing)
        yield from self._added(extra)
        if is_as_expected:
            yield from misplaced_marks(self.basis, line)

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
        if not left or self._is_from_elsewhere(source):
            return ""
        return self._by_place(left, number)

    def _is_from_elsewhere(self, source: str) -> bool:
        """Whether it is a source of another wording of the same clause."""
        clause = self.line.line.clause
        return clause is not None and source in clause.sources

    def _stand_elsewhere(self, missing: Counter[str]) -> bool:
        """Whether every lost source is cited at another wording of the clause."""
        return all(self._is_cited_elsewhere(source) for source in missing)

    def _is_cited_elsewhere(self, source: str) -> bool:
        clause = self.line.line.clause
        if clause is None:
            return False
        wanted = sum(line.cited.count(source) for line in clause.lines)
        own = sum(read.sources.count(source) for read in self.line.notes)
        return self.of_clause[source] - own >= wanted

    # Findings

    def _no_footnote(self) -> Finding:
        names = ", ".join(self.basis.name(source) for source in dict.fromkeys(self.expected))
        return self.line.finding(
            "no-footnote",
            Severity.ERROR,
            "it has no footnote",
            f"Put its footnotes back. It was drafted with {names}.",
            sources=self.expected,
        )

    def _lost(self, missing: Counter[str]) -> Iterator[Finding]:
        for source in missing.elements():
            if source in self.basis.sources_without_mark:
                yield self.line.finding(
                    "footnote-orphan",
                    Severity.ERROR,
                    f"the mark of its footnote to {self.basis.name(source)} is gone; the footnote itself is "
                    "still in the file, where nobody sees it",
                    "Insert the footnote again in Word (References, Insert Footnote).",
                    sources=[source],
                )
                continue
            elsewhere = self._is_cited_elsewhere(source)
            yield self.line.finding(
                "footnote-lost",
                Severity.ERROR,
                f"its footnote to {self.basis.name(source)} is "
                + ("not here any more, and stands at another wording of the clause" if elsewhere else "gone"),
                "Put it back where its wording stands." if elsewhere else _PUT_BACK,
                sources=[source],
                texts=[self.basis.source_text(source)] if self._is_known(source) else [],
            )

    def _added(self, extra: Sequence[tuple[int, str]]) -> Iterator[Finding]:
        line, basis = self.line, self.basis
        texts = [line.text]
        for number, source in extra:
            if source in self.expected:
                # Without its origin nobody knows how often one text with brackets cited it.
                if not line.printed or self._is_said_otherwise(source):
                    continue
                yield line.finding(
                    "footnote-added",
                    Severity.WARNING,
                    f"footnote {number} cites {basis.name(source)} a second time",
                    "Take one of the two out.",
                    notes=[number],
                    sources=[source],
                )
            elif self._is_from_elsewhere(source):
                if self._lost_at_its_own_place(source):
                    continue  # said there
                yield line.finding(
                    "footnote-added",
                    Severity.WARNING,
                    f"footnote {number} cites {basis.name(source)}, the source of another wording of this "
                    "clause",
                    "Move it to that wording, if it is not meant for both.",
                    notes=[number],
                    sources=[source],
                )
            elif basis.supports(source, texts):
                yield line.finding(
                    "footnote-added",
                    Severity.WARNING,
                    f"footnote {number} to {basis.name(source)} was added: it is no source of this clause",
                    "Compare the two texts; if it bears the clause out, the footnote can stay.",
                    notes=[number],
                    sources=[source],
                    texts=[ShownText("The clause", line.text), basis.source_text(source)],
                )
            else:
                yield not_supported(basis, line, number, source)

    def _is_said_otherwise(self, source: str) -> bool:
        """Whether a second citation of a source is reported as something else.

        As a mark shared with the first, or as a footnote in other words.
        """
        notes = [read.note for read in self.line.notes if source in read.sources]
        known = self.basis.printed_notes.get(source, ())
        texts = {without_see_also(known[0] if note.text in known else note.text) for note in notes}
        return any(note.marks > 1 for note in notes) or len(texts) > 1

    def _lost_at_its_own_place(self, source: str) -> bool:
        clause = self.line.line.clause
        wanted = sum(line.cited.count(source) for line in clause.lines) if clause else 0
        return self.of_clause[source] <= wanted

    def _changed(self, number: int, source: str, stood: str) -> Finding:
        basis, line = self.basis, self.line
        share = basis.shared_words(source, [line.text])
        return line.finding(
            "footnote-changed",
            Severity.ERROR,
            f"footnote {number} cites {basis.name(source)} now; it was drafted with {basis.name(stood)} "
            f"({share:.0%} of the clause's significant words are in the new one)",
            "Correct the citation, or reword the clause after its new source.",
            notes=[number],
            sources=[source, stood],
            texts=[
                ShownText("The clause", line.text),
                basis.source_text(source),
                *([basis.source_text(stood)] if self._is_known(stood) else []),
            ],
        )

    def _cites_nothing(self, read: ReadNote, stood: str) -> Finding:
        words = excerpt(read.note.text) or "nothing"
        if stood:
            return self.line.finding(
                "footnote-changed",
                Severity.ERROR,
                f"footnote {read.note.number} cites no paragraph any more (“{words}”); it was drafted with "
                f"{self.basis.name(stood)}",
                "Put the citation back.",
                notes=[read.note.number],
                sources=[stood],
            )
        return self.line.finding(
            "footnote-without-citation",
            Severity.NOTE,
            f"footnote {read.note.number} cites no paragraph (“{words}”)",
            "Nothing to do, if it is a remark.",
            notes=[read.note.number],
        )

    def _is_known(self, source: str) -> bool:
        return self.basis.matrix is not None and source in self.basis.matrix.by_id
