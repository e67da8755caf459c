"""Faults of footnotes: lost, added, changed, citing nothing or the wrong thing, in the wrong place."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.checking.basis import Basis, ReadLine, ReadNote
from drafter.checking.citing import Cited
from drafter.checking.displaced import Displaced, displaced_footnotes, expected_sources
from drafter.checking.finding import Finding, ShownText, opening_words
from drafter.problems import Severity

_PUT_BACK = "Put the footnote back, or take out of the clause what it stood for."
_SAYS_ORPHAN = ("footnote-orphan", "no-footnote")
_SEE_ALSO = re.compile(r"(?:see(?:\s+also)?|cf\.?)\s+(?:the\s+)?", re.IGNORECASE)
_ONE_OF_ITS_OWN = (
    "Give each mark a footnote of its own: insert it again in Word (References, Insert Footnote)."
)


def footnote_findings(basis: Basis) -> Iterator[Finding]:
    """Every fault of the footnotes of clauses, line by line."""
    elsewhere = _sources_found_by_clause(basis)
    displaced = displaced_footnotes(basis)
    yield from displaced.findings
    for line in basis.lines:
        if line.line.is_copy:
            yield from _bad_citations(basis, line, line.notes)
            continue
        expected = expected_sources(basis, line)
        if expected is None:
            yield from _without_origin(basis, line)
        else:
            clause_id = line.line.clause.id if line.line.clause else line.clause.id
            yield from _Comparison(basis, line, expected, elsewhere[clause_id], displaced).findings()


def _sources_found_by_clause(basis: Basis) -> dict[str, Counter[str]]:
    """For each clause the sources that the footnotes of its lines cite."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in basis.lines:
        if not line.line.is_copy:
            clause_id = line.line.clause.id if line.line.clause else line.clause.id
            found[clause_id].update(source for read in line.notes for source in read.sources)
    return found


def _without_origin(basis: Basis, line: ReadLine) -> Iterator[Finding]:
    """A line that drafter did not print: its citations must resolve and bear it out."""
    yield from _bad_citations(basis, line, line.notes)
    if basis.draft.origin is None and not line.notes and basis.draft.notes:
        yield line.finding(
            "no-footnote",
            Severity.ERROR,
            "it has no footnote",
            "Say in a footnote which paragraph of which report it comes from.",
        )
    for read in line.notes:
        for source in read.sources:
            if not basis.supports(source, [line.text]):
                yield _not_supported(basis, line, read.note.number, source)


def _bad_citations(basis: Basis, line: ReadLine, notes: Iterable[ReadNote]) -> Iterator[Finding]:
    for read in notes:
        for cited in read.cited:
            if not cited.source:
                yield _bad_citation(basis, line, read.note.number, cited)


def _bad_citation(basis: Basis, line: ReadLine, number: int, cited: Cited, stood: str = "") -> Finding:
    """A citation that means no recommendation, or more than one."""
    resolver = basis.resolver
    assert resolver  # noqa: S101  # a citation was found by it
    place = f"footnote {number}" if number else "a citation in its words"
    regions = [resolver.matrix.region_by_key[key].name for key in cited.regions]
    meant = f" It was drafted with {basis.name(stood)}." if stood else ""
    if cited.contradicts or cited.sources:
        if cited.contradicts:
            what = f"names reports of {' and '.join(regions)} for {cited.words}: it can mean only one"
        else:
            names = [basis.name(source) for source in cited.sources[:4]]
            more = f" and {len(cited.sources) - 4} more" if len(cited.sources) > len(names) else ""
            what = f"cites {cited.words}, which can mean {', '.join(names)}{more}"
        return line.finding(
            "ambiguous-citation",
            Severity.ERROR,
            f"{place} {what}",
            f"Name the region, the paragraph and its letter.{meant}",
            notes=[number] if number else [],
            sources=cited.sources,
        )
    hint = resolver.suggestion(cited) or "Look up the paragraph with “drafter list”."
    return line.finding(
        "unresolved-citation",
        Severity.ERROR,
        f"{place} leads nowhere: {resolver.missing(cited)}",
        f"{hint}{meant}",
        notes=[number] if number else [],
    )


def _not_supported(basis: Basis, line: ReadLine, number: int, source: str) -> Finding:
    share = basis.shared_words(source, [line.text])
    return line.finding(
        "not-supported",
        Severity.ERROR,
        f"footnote {number} cites {basis.name(source)}, which is no source of this clause and says something "
        f"else: the two have {share:.0%} of their significant words in common",
        "Compare the two texts, and correct the footnote or take it out.",
        notes=[number],
        sources=[source],
        texts=[ShownText("The clause", line.text), basis.source_text(source)],
    )


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
            yield from _bad_citations(self.basis, line, line.notes)
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
            yield _bad_citation(
                self.basis, line, read.note.number, cited, self._take_nearest(missing, read, cited)
            )
        for read in line.notes:
            if not read.cited:
                stood = self._take_nearest(missing, read, None)
                yield self._cites_nothing(read, stood)
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
            yield from self._misplaced()

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
                yield _not_supported(basis, line, number, source)

    def _is_said_otherwise(self, source: str) -> bool:
        """Whether a second citation of a source is reported as something else.

        As a mark shared with the first, or as a footnote in other words.
        """
        notes = [read.note for read in self.line.notes if source in read.sources]
        known = self.basis.draft.origin.notes.get(source, ()) if self.basis.draft.origin else ()
        texts = {_bare(known[0] if note.text in known else note.text) for note in notes}
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
        words = opening_words(read.note.text) or "nothing"
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

    def _typed(self, missing: Counter[str]) -> Iterator[Finding]:
        """Citations typed into the clause's words."""
        for cited in self.line.typed:
            if not cited.source:
                yield _bad_citation(self.basis, self.line, 0, cited, self._take_nearest_typed(missing, cited))
                continue
            if missing[cited.source] > 0:
                missing[cited.source] -= 1
                yield self.line.finding(
                    "typed-citation",
                    Severity.WARNING,
                    f"its footnote to {self.basis.name(cited.source)} is typed into its words",
                    "Make it a footnote again.",
                    sources=[cited.source],
                )
            elif not self.basis.supports(cited.source, [self.line.text]):
                yield self.line.finding(
                    "not-supported",
                    Severity.ERROR,
                    f"its words cite {self.basis.name(cited.source)}, which is no source of this clause and "
                    "says something else",
                    "Compare the two texts, and correct the citation or take it out.",
                    sources=[cited.source],
                    texts=[ShownText("The clause", self.line.text), self.basis.source_text(cited.source)],
                )

    def _take_nearest_typed(self, missing: Counter[str], cited: Cited) -> str:
        left = [one for one in (+missing).elements() if one.partition("-")[0] in cited.regions]
        if left and not self.line.notes:
            missing[left[0]] -= 1
            return left[0]
        return ""

    def _misplaced(self) -> Iterator[Finding]:
        """Marks of one text with brackets that stand behind other stretches than those they were put to."""
        printed = [piece.sources for line in self.line.printed for piece in line.pieces if piece.sources]
        is_one_text = len(self.line.printed) == 1 and self.line.text == self.line.printed_text
        if len(printed) < 2 or not is_one_text:  # noqa: PLR2004  # two stretches with footnotes
            return
        at: dict[int, list[str]] = defaultdict(list)
        for mark in self.line.line.paragraph.marks:
            read = self.basis.notes.get(mark.note)
            at[mark.offset] += read.sources if read else ()
        stands = [sorted(sources) for _, sources in sorted(at.items())]
        if stands != [sorted(sources) for sources in printed]:
            yield self.line.finding(
                "footnote-misplaced",
                Severity.WARNING,
                "its footnote marks stand behind other words than those that they were put to",
                "Move each mark behind the words of its region; Annex I shows them.",
                notes=self.line.numbers,
            )

    def _is_known(self, source: str) -> bool:
        return self.basis.matrix is not None and source in self.basis.matrix.by_id


# The footnotes of the document as a whole


def order_findings(basis: Basis) -> Iterator[Finding]:
    """Footnotes that some programs show at the wrong place, or that lead nowhere."""
    draft = basis.draft
    by_id = Counter(note.id for note in draft.notes)
    ids = list(draft.mark_order)
    out_of_order = _out_of_order([int(one) for one in ids if one.lstrip("-").isdecimal()])
    at = _line_by_note(basis)
    for note_id in map(str, sorted(out_of_order)):
        yield _of_note(
            basis,
            at.get(note_id),
            "footnote-order",
            f"{_footnote(basis, note_id)} is numbered out of order inside the file: LibreOffice and others "
            "show another footnote in its place",
            "Open the file in Word and save it again.",
            note_id,
        )
    for note_id, count in Counter(ids).items():
        if note_id not in by_id:
            yield _of_note(
                basis,
                at.get(note_id),
                "footnote-dangling",
                "a footnote mark leads to no footnote",
                "Delete the mark, and insert the footnote again.",
                note_id,
            )
        elif count > 1 or by_id[note_id] > 1:
            what = (
                f"{count} marks lead to it" if count > 1 else "there are two with one number inside the file"
            )
            yield _of_note(
                basis,
                at.get(note_id),
                "footnote-shared",
                f"{_footnote(basis, note_id)} is shared: {what}",
                _ONE_OF_ITS_OWN,
                note_id,
            )


def orphan_findings(basis: Basis, others: Iterable[Finding]) -> Iterator[Finding]:
    """Footnotes without a mark, unless a clause that lost its mark says so.

    Args:
        basis: What is checked.
        others: What was found about the footnotes of clauses.
    """
    said = {source for one in others if one.code in _SAYS_ORPHAN for source in one.sources}
    for note in basis.draft.notes:
        if not note.marks and not said.intersection(basis.notes[note.id].sources):
            yield Finding(
                "footnote-orphan",
                Severity.WARNING,
                f"a footnote has no mark in the text: “{opening_words(note.text)}”",
                "Nobody sees it. Open the file in Word and save it again; if it is needed, insert it anew.",
            )


def _footnote(basis: Basis, note_id: str) -> str:
    note = basis.draft.note_by_id.get(note_id)
    return f"footnote {note.number}" if note and note.number else "a footnote"


def _line_by_note(basis: Basis) -> dict[str, ReadLine]:
    """For each footnote's id the line that its last mark stands in."""
    return {
        mark.note: line
        for line in basis.lines
        for part in (line.line, *line.rests)
        for mark in part.paragraph.marks
    }


def _of_note(
    basis: Basis, line: ReadLine | None, code: str, message: str, hint: str, note_id: str
) -> Finding:
    note = basis.draft.note_by_id.get(note_id)
    numbers = [note.number] if note and note.number else []
    if line is None:
        return Finding(code, Severity.ERROR, message, hint, notes=tuple(numbers))
    return line.finding(code, Severity.ERROR, message, hint, notes=numbers)


def _out_of_order(ids: Sequence[int]) -> set[int]:
    """The fewest ids that must be taken out for the others to ascend."""
    unique = list(dict.fromkeys(ids))
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, one in enumerate(unique):
        length = bisect.bisect_left(tails, one)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [one]
        places[length : length + 1] = [place]
    kept = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(unique[place])
        place = before[place]
    return set(unique) - kept


def _bare(text: str) -> str:
    """A footnote's words without the "see also" before them."""
    return _SEE_ALSO.sub("", " ".join(text.split())).casefold()


def differing_findings(basis: Basis) -> Iterator[Finding]:
    """Two footnotes to one paragraph in different words."""
    origin = basis.draft.origin
    first: dict[str, str] = {}
    for line in basis.lines:
        for read in line.notes:
            if len(read.cited) != 1 or not read.sources:
                continue
            source = read.sources[0]
            known = origin.notes.get(source, ()) if origin else ()
            text = known[0] if read.note.text in known else read.note.text
            if _bare(first.setdefault(source, text)) != _bare(text):
                yield line.finding(
                    "footnotes-differ",
                    Severity.WARNING,
                    f"footnote {read.note.number} cites {basis.name(source)} in other words than another "
                    "footnote does",
                    "Use one text for one paragraph.",
                    notes=[read.note.number],
                    sources=[source],
                    texts=[ShownText("Here", text), ShownText("Elsewhere", first[source])],
                )
