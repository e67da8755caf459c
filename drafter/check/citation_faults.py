"""Faults of single citations: they lead nowhere, can mean several things, or do not bear the clause out."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding, ShownText
from drafter.citations.citing import Cited
from drafter.problems import Severity


def bad_citations(basis: Basis, line: ReadLine) -> Iterator[Finding]:
    """Citations in the footnotes of a line that mean no recommendation, or more than one."""
    for read in line.notes:
        for cited in read.cited:
            if not cited.source:
                yield bad_citation(basis, line, read.note.number, cited)


def bad_citation(basis: Basis, line: ReadLine, number: int, cited: Cited, stood: str = "") -> Finding:
    """A citation that means no recommendation, or more than one.

    Args:
        basis: What the check stands on.
        line: The line that the citation stands in.
        number: The footnote's number; 0 for a citation that is typed into the line's words.
        cited: The citation.
        stood: The source that was cited there when it was drafted; empty where nobody knows.
    """
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


def not_supported(basis: Basis, line: ReadLine, number: int, source: str) -> Finding:
    """A footnote to a recommendation that says something else than the line.

    Args:
        basis: What the check stands on.
        line: The line.
        number: The footnote's number.
        source: The recommendation's id.
    """
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
