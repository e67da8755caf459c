"""What footnotes say: words that neither a report nor a drafted text has, and one citation in two wordings.

A citation resolves by the region's name and the paragraph. A footnote says more: the report's symbol, the
meeting's place, and whatever somebody typed beside it. "A/CONF.234/RPM.4/1" for "RPM.3/1" sends a reader to
another report, "annex, para. 62 (d)" to another paragraph; both lead to the same recommendation here.
People may cite in their own words and say less; what they add is to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter.check.basis import Basis, ReadNote
from drafter.check.finding import Finding, ShownText
from drafter.problems import Severity
from drafter.text import excerpt

# A symbol is one word: "A/CONF.234/RPM.3/1".
_WORD = re.compile(r"[^\W_]+(?:[./'’-][^\W_]+)*")
_MARKS = re.compile(r"[\s.,;:()\[\]“”\"‘’'–—¶§&/-]+")
# The words of which citations are made, in any report's name.
_OF_CITATIONS = frozenset(
    "a also and at cf for from in meeting of para paragraph paragraphs paras preparatory regional report "
    "reports see the".split()
)
_SEE_ALSO = re.compile(r"(?:see(?:\s+also)?|cf\.?)\s+(?:the\s+)?", re.IGNORECASE)


def reworded_findings(basis: Basis) -> Iterator[Finding]:
    """Footnotes that still lead to a paragraph, and name a report or say something that is not its own."""
    for line in basis.lines:
        for read in line.notes:
            strange = words_not_drafted(basis, read)
            if not strange:
                continue
            printed = [text for source in read.sources for text in basis.printed_notes.get(source, ())[:1]]
            yield line.finding(
                "footnote-reworded",
                Severity.WARNING,
                f"footnote {read.note.number} says “{excerpt(strange)}”, which is not in the name of "
                f"the report of {' and '.join(dict.fromkeys(map(basis.name, read.sources)))}",
                "Compare it with the report; put its name, place and symbol right, or take the words out.",
                notes=[read.note.number],
                sources=dict.fromkeys(read.sources),
                texts=[
                    ShownText("The footnote", read.note.text),
                    *(ShownText("As it was drafted", text) for text in printed),
                ],
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


def differing_findings(basis: Basis) -> Iterator[Finding]:
    """Two footnotes to one paragraph in different words."""
    first: dict[str, str] = {}
    for line in basis.lines:
        for read in line.notes:
            if len(read.cited) != 1 or not read.sources:
                continue
            source = read.sources[0]
            known = basis.printed_notes.get(source, ())
            text = known[0] if read.note.text in known else read.note.text
            if without_see_also(first.setdefault(source, text)) != without_see_also(text):
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


def without_see_also(text: str) -> str:
    """A footnote's words without the "see also" before them."""
    return _SEE_ALSO.sub("", " ".join(text.split())).casefold()
