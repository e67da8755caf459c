"""What footnotes say: words that no report and no drafted text has, and words that Word shows otherwise.

A citation resolves by the region's name and the paragraph. A footnote says more: the report's symbol, the
meeting's place, and whatever somebody typed beside it. "A/CONF.234/RPM.4/1" for "RPM.3/1" sends a reader to
another report, "annex, para. 62 (d)" to another paragraph; both lead to the same recommendation here.
People may cite in their own words and say less; what they add is to be looked at. What is hidden, struck
through, set from right to left or drawn as a picture reads otherwise on paper than in the file: nobody can
say of it that it is as drafted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.check.finding import Finding, ShownText, at_line
from drafter.docx.runs import NotAsShown
from drafter.returned.document import ReadNote, Returned
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
_MOST_SHOWN = 3


def reworded_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes that still lead to a paragraph, and name a report or say something that is not its own."""
    for line in returned.lines:
        for read in line.notes:
            strange = words_not_drafted(returned, read)
            if strange:
                drafted = [
                    one for source in read.sources for one in returned.printed_notes.get(source, ())[:1]
                ]
                yield at_line(
                    line,
                    "footnote-reworded",
                    notes=[read.note.number],
                    sources=dict.fromkeys(read.sources),
                    texts=[
                        ShownText("The footnote", read.note.text),
                        *(ShownText("As it was drafted", text) for text in drafted),
                    ],
                    number=read.note.number,
                    words=excerpt(strange),
                    names=" and ".join(dict.fromkeys(map(returned.name, read.sources))),
                )


def words_not_drafted(returned: Returned, read: ReadNote) -> str:
    """What a footnote says that neither drafter printed nor its report is called; empty where nothing.

    Args:
        returned: The returned draft.
        read: The footnote. One with a citation that leads nowhere is told as that: it has no such words.
    """
    if not returned.resolver or not read.sources or any(not one.source for one in read.cited):
        return ""
    text = read.note.text
    if any(text in returned.printed_notes.get(source, ()) for source in read.sources):
        return ""
    known = _OF_CITATIONS | {word for one in _names(returned, read) for word in _words(one)}
    rest = list(text)
    regions = {one.regions[0] for one in read.cited if len(one.regions) == 1}
    regions |= {returned.resolver.matrix.by_id[source].region for source in read.sources}
    spans = [one.at for one in read.cited]
    spans += [
        (one.start, one.end)
        for one in returned.resolver.mentions(text)
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


def _names(returned: Returned, read: ReadNote) -> Iterable[str]:
    """All that the reports of a footnote's sources are called."""
    assert returned.matrix  # noqa: S101  # sources were resolved against it
    for source in read.sources:
        region = returned.matrix.region_by_key[returned.matrix.by_id[source].region]
        yield from filter(None, (region.name, region.meeting, region.place, region.symbol))
        yield from returned.printed_notes.get(source, ())


def _words(text: str) -> Iterable[str]:
    return (word.casefold() for word in _WORD.findall(text))


def differing_findings(returned: Returned) -> Iterator[Finding]:
    """Two footnotes to one paragraph in different words."""
    first: dict[str, str] = {}
    for line in returned.lines:
        for read in line.notes:
            if len(read.cited) != 1 or not read.sources:
                continue
            source = read.sources[0]
            known = returned.printed_notes.get(source, ())
            text = known[0] if read.note.text in known else read.note.text
            if without_see_also(first.setdefault(source, text)) != without_see_also(text):
                yield at_line(
                    line,
                    "footnotes-differ",
                    notes=[read.note.number],
                    sources=[source],
                    texts=[ShownText("Here", text), ShownText("Elsewhere", first[source])],
                    number=read.note.number,
                    source=returned.name(source),
                )


def without_see_also(text: str) -> str:
    """A footnote's words without the "see also" before them."""
    return _SEE_ALSO.sub("", " ".join(text.split())).casefold()


# Words that are shown otherwise than they are read


def unreadable_findings(returned: Returned, *, with_signs: bool = True) -> Iterator[Finding]:
    """One for each line, and for each of its footnotes, with anything that is shown otherwise.

    Args:
        returned: The returned draft.
        with_signs: Whether signs in the words of clauses that nobody sees count.
    """
    for line in returned.lines:
        parts = (line.line, *line.rests)
        own = [one for part in parts for one in part.paragraph.unreadable if with_signs or not one.signs]
        if said := described(own, line.printed_text):
            yield at_line(line, "unreadable-text", said=said)
        for read in line.notes:
            drafted = " ".join(
                one for source in read.sources for one in returned.printed_notes.get(source, ())
            )
            if said := described(read.note.unreadable, drafted):
                yield at_line(
                    line,
                    "unreadable-text/footnote",
                    notes=[read.note.number],
                    sources=dict.fromkeys(read.sources),
                    number=read.note.number,
                    said=said,
                )


def described(several: Iterable[NotAsShown], drafted: str) -> str:
    """What is shown otherwise, in words; signs that drafter itself wrote do not count."""
    found: Sequence[str] = list(
        dict.fromkeys(
            f"“{excerpt(one.text)}” is {one.how}" if one.text.strip() else f"there is {one.how}"
            for one in several
            if not (one.signs and all(sign in drafted for sign in one.signs))
        )
    )
    more = f", and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    return "; ".join(found[:_MOST_SHOWN]) + more
