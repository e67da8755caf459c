"""What a footnote says besides its citation: words that neither its report nor its drafted text has.

A citation resolves by the region's name and the paragraph. A footnote says more: the report's symbol, the
meeting's place, and whatever somebody typed beside it. "A/CONF.234/RPM.4/1" for "RPM.3/1" sends a reader to
another report, "annex, para. 62 (d)" to another paragraph; both lead to the same recommendation here.
People may cite in their own words and say less; what they add is to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.checking.basis import Basis, ReadNote

# A symbol is one word: "A/CONF.234/RPM.3/1".
_WORD = re.compile(r"[^\W_]+(?:[./'’-][^\W_]+)*")
_MARKS = re.compile(r"[\s.,;:()\[\]“”\"‘’'–—¶§&/-]+")
# The words of which citations are made, in any report's name.
_OF_CITATIONS = frozenset(
    "a also and at cf for from in meeting of para paragraph paragraphs paras preparatory regional report "
    "reports see the".split()
)


def words_not_drafted(basis: Basis, read: ReadNote) -> str:
    """What a footnote says that neither drafter printed nor its report is called; empty where nothing.

    Args:
        basis: What the check stands on.
        read: The footnote. One with a citation that leads nowhere is told as that: it has no such words.
    """
    if not basis.resolver or not read.sources or any(not one.source for one in read.cited):
        return ""
    text = read.note.text
    if any(text in basis.printed_notes.get(source, ()) for source in read.sources):
        return ""
    known = _OF_CITATIONS | {word for one in _names(basis, read) for word in _words(one)}
    rest = list(text)
    regions = {one.regions[0] for one in read.cited if len(one.regions) == 1}
    regions |= {basis.resolver.matrix.by_id[source].region for source in read.sources}
    spans = [one.at for one in read.cited]
    spans += [
        (one.start, one.end)
        for one in basis.resolver.reports.mentions(text)
        if one.is_name and one.regions & regions
    ]
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    strange = [
        match[0]
        for match in re.finditer(rf"{_WORD.pattern}|{_MARKS.pattern}|.", "".join(rest))
        if match[0].casefold() not in known and not _MARKS.fullmatch(match[0])
    ]
    return " ".join(word if word.isprintable() else f"U+{ord(word[0]):04X}" for word in strange)


def _names(basis: Basis, read: ReadNote) -> Iterable[str]:
    """All that the reports of a footnote's sources are called."""
    assert basis.matrix  # noqa: S101  # sources were resolved against it
    for source in read.sources:
        region = basis.matrix.region_by_key[basis.matrix.by_id[source].region]
        yield from filter(None, (region.name, region.meeting, region.place, region.symbol))
        yield from basis.printed_notes.get(source, ())


def _words(text: str) -> Iterable[str]:
    return (word.casefold() for word in _WORD.findall(text))
