"""Citations that somebody typed into a clause's words, in place of a footnote or beside one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.check.basis import Basis, ReadLine
from drafter.check.citation_faults import bad_citation
from drafter.check.finding import Finding, ShownText
from drafter.citations.citing import Cited
from drafter.problems import Severity


def typed_citations(basis: Basis, line: ReadLine, missing: Counter[str]) -> Iterator[Finding]:
    """Citations typed into a line's words.

    Args:
        basis: What the check stands on.
        line: The line.
        missing: The sources that no footnote of it cites any more; what is typed is taken out of them.
    """
    for cited in line.typed:
        if not cited.source:
            yield bad_citation(basis, line, 0, cited, _take_nearest(line, missing, cited))
            continue
        if missing[cited.source] > 0:
            missing[cited.source] -= 1
            yield line.finding(
                "typed-citation",
                Severity.WARNING,
                f"its footnote to {basis.name(cited.source)} is typed into its words",
                "Make it a footnote again.",
                sources=[cited.source],
            )
        elif not basis.supports(cited.source, [line.text]):
            yield line.finding(
                "not-supported",
                Severity.ERROR,
                f"its words cite {basis.name(cited.source)}, which is no source of this clause and "
                "says something else",
                "Compare the two texts, and correct the citation or take it out.",
                sources=[cited.source],
                texts=[ShownText("The clause", line.text), basis.source_text(cited.source)],
            )


def _take_nearest(line: ReadLine, missing: Counter[str], cited: Cited) -> str:
    left = [one for one in (+missing).elements() if one.partition("-")[0] in cited.regions]
    if left and not line.notes:
        missing[left[0]] -= 1
        return left[0]
    return ""
