"""Faults of the footnotes of clauses, line by line, and of what the file says of its own making."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from drafter.check.basis import Basis, ReadLine
from drafter.check.citation_faults import bad_citations, not_supported
from drafter.check.displaced import displaced_footnotes, expected_sources
from drafter.check.expected_notes import against_expected
from drafter.check.finding import Finding
from drafter.check.note_words import reworded_findings
from drafter.check.unreadable import unreadable_findings
from drafter.problems import Severity


def footnote_findings(basis: Basis) -> Iterator[Finding]:
    """Every fault of the footnotes of clauses, line by line."""
    elsewhere = _sources_found_by_clause(basis)
    displaced = displaced_footnotes(basis)
    yield from displaced.findings
    yield from _origin_findings(basis)
    yield from reworded_findings(basis)
    yield from unreadable_findings(basis)
    for line in basis.lines:
        if line.line.is_copy:
            yield from bad_citations(basis, line)
            continue
        expected = expected_sources(basis, line)
        if expected is None:
            yield from _without_origin(basis, line)
        else:
            clause_id = line.line.clause.id if line.line.clause else line.clause.id
            yield from against_expected(basis, line, expected, elsewhere[clause_id], displaced)


def _origin_findings(basis: Basis) -> Iterator[Finding]:
    """That what made the draft, as the file itself tells it, was edited: all checks stand on it."""
    draft = basis.document.draft
    if draft is not None and not basis.document.is_whole:
        yield Finding(
            "origin-edited",
            Severity.WARNING,
            "what the file keeps of how it was made is not as drafter wrote it: a check against it proves "
            "nothing",
            "Draft it anew, compare the two with “drafter compare”, and find out who edited it. Citations "
            f"can be checked all the same: name the matrix with --matrix ({draft.matrix.name}).",
        )


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
    yield from bad_citations(basis, line)
    if basis.document.draft is None and not line.notes and basis.document.notes:
        yield line.finding(
            "no-footnote",
            Severity.ERROR,
            "it has no footnote",
            "Say in a footnote which paragraph of which report it comes from.",
        )
    for read in line.notes:
        for source in read.sources:
            if not basis.supports(source, [line.text]):
                yield not_supported(basis, line, read.note.number, source)
