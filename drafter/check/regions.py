"""Regions that a clause names and no footnote backs, and the reverse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.check.basis import Basis, ReadLine
from drafter.check.finding import Finding, ShownText
from drafter.problems import Severity
from drafter.text import words_of

# What drafter itself prints between the names of regions, and what joins them.
_IN_DIFFERENT_WORDS = re.compile(r"\bin (?:different|other) words\b", re.IGNORECASE)
_JOINING = frozenset(("and", "the"))


def region_findings(basis: Basis) -> Iterator[Finding]:
    """Regions named after a clause or in its words, against those of its footnotes."""
    if basis.resolver is None:
        return
    for line in basis.lines:
        yield from _words_among_regions(basis, line)
    if basis.is_clean:
        return
    for line in basis.lines:
        if line.line.is_copy:
            continue
        found = Counter(source for read in line.notes for source in read.sources)
        if line.line.support:
            yield from _support(basis, line, found)
        for name in unbacked_regions(basis, line):
            yield line.finding(
                "support-without-footnote",
                Severity.WARNING,
                f"its words name {name}, and no footnote is to its report",
                "Take the region out of the words, or say in a footnote where it says so.",
                notes=line.numbers,
            )


def _words_among_regions(basis: Basis, line: ReadLine) -> Iterator[Finding]:
    """Words that name no region in the style that does: new text takes on the style it is typed after."""
    assert basis.resolver  # noqa: S101  # looked at by the caller
    for one in (line.line, *line.rests):
        left = one.support
        for mention in reversed(basis.resolver.reports.mentions(left)):
            left = f"{left[: mention.start]} {left[mention.end :]}"
        words = [word for word in words_of(_IN_DIFFERENT_WORDS.sub(" ", left)) if word not in _JOINING]
        if words:
            yield line.finding(
                "reworded",
                Severity.ERROR,
                f"words stand among the names of regions after it that name no region: “{' '.join(words)}”",
                "Take them out, or put them into its text and have them agreed.",
                notes=line.numbers,
                sources=line.sources,
                texts=[
                    ShownText("As drafted", " ".join(printed.support.strip() for printed in line.printed)),
                    ShownText("As it stands", one.support),
                ],
            )


def _support(basis: Basis, line: ReadLine, found: Counter[str]) -> Iterator[Finding]:
    assert basis.resolver  # noqa: S101  # looked at above
    expected = Counter(source for printed in line.printed for source in printed.cited)
    named = set(basis.resolver.reports.regions_named(line.line.support))
    backed = _regions(basis, found)
    if expected:
        # What a lost or an added footnote explains is said there.
        named -= _regions(basis, expected - found) - backed
        backed -= _regions(basis, found - expected) - named
    for key in _ordered(basis, named - backed):
        yield line.finding(
            "support-without-footnote",
            Severity.WARNING,
            f"it names {key} after its text, and no footnote is to its report",
            "Take the region out of the brackets, or put its footnote back.",
            notes=line.numbers,
        )
    for key in _ordered(basis, backed - named):
        yield line.finding(
            "footnote-without-support",
            Severity.WARNING,
            f"a footnote is to the report of {key}, which is not named after its text",
            "Add the region to the brackets, or take all of them out.",
            notes=line.numbers,
        )


def unbacked_regions(basis: Basis, line: ReadLine) -> list[str]:
    """Names of regions that a line's words name now, did not when drafted, and that no footnote backs."""
    if basis.resolver is None or basis.is_clean or not line.printed or line.text == line.printed_text:
        return []
    reports = basis.resolver.reports
    named = reports.regions_named(line.text) - reports.regions_named(line.printed_text)
    cited = (source for read in line.notes for source in read.sources)
    return _ordered(basis, named - _regions(basis, cited))


def _regions(basis: Basis, sources: Iterable[str]) -> set[str]:
    assert basis.matrix  # noqa: S101  # there is a resolver
    return {basis.matrix.by_id[one].region for one in sources if one in basis.matrix.by_id}


def _ordered(basis: Basis, keys: Iterable[str]) -> list[str]:
    """The names of regions, in the order of the columns."""
    assert basis.matrix  # noqa: S101  # there is a resolver
    return [basis.matrix.region_by_key[key].name for key in basis.matrix.in_region_order(keys)]
