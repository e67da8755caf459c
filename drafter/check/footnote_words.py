"""What footnotes say beside the paragraph that they lead to: another report's symbol, or anything typed.

A citation resolves by the region's name and the paragraph. A footnote says more: the report's symbol, the
meeting's place, and whatever somebody typed beside it. "A/CONF.234/RPM.4/1" for "RPM.3/1" sends a reader to
another report, "annex, para. 62 (d)" to another paragraph; both lead to the same recommendation here.
People may cite in their own words and say less; what they add is to be looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.check.capitals import capitals_differ
from drafter.check.finding import At, Finding, ShownText, finding
from drafter.check.harmless import as_read
from drafter.check.relations import relation_of, signals_of, words_of_signals
from drafter.check.words import regions_of
from drafter.citations.resolver import SYMBOL
from drafter.docx.reading.beside import Note
from drafter.draft.variant import Footnote
from drafter.model import Region
from drafter.problems import Severity
from drafter.returned.document import ReadLine, ReadNote, Returned
from drafter.text.words import excerpt, with_plain_blanks

# A symbol is one word: "A/CONF.234/RPM.3/1".
_NAME = re.compile(r"[^\W_]+(?:[./'’-][^\W_]+)*")
_MARKS = re.compile(r"[\s.,;:()\[\]“”\"‘’'–—¶§&/-]+")
# The words of which citations are made, in any report's name.
_OF_CITATIONS = frozenset(
    "a also and at cf for from in meeting missing of p page para paragraph paragraphs paras preparatory "
    "recommendation regional report reports see the sub subpara subparas subparagraph letter lit "
    # In French and Spanish.
    "alinéa au de des du et l la le les par paragraphe pour préparatoire rapport régionale réunion voir "
    "apartado del el inciso informe los párr párrafo preparatoria regional reunión y véase".split()
)
_LETTER = re.compile(r"\((\w{1,4})\)")  # “(d)” of “para. 62 (d) (ii)”
_MOST_TOLD = 3  # footnotes that say the same in other words, one by one
_SEE_ALSO = re.compile(r"(?:see(?:\s+also)?|cf\.?)(?:,\s+in\s+part,)?\s+(?:the\s+)?", re.IGNORECASE)


def reworded_findings(returned: Returned) -> Iterator[Finding]:
    """Footnotes that still lead to a paragraph, in other words, as something else, with more beside it."""
    same = []
    for line in returned.lines:
        for read in line.notes:
            for one in _OfNote(returned, line, read).findings():
                if one.severity is Severity.NOTE:
                    same.append(one)
                else:
                    yield one
    if len(same) <= _MOST_TOLD:
        yield from same
    else:
        at = At(same[0].clause, same[0].number, same[0].opening, same[0].place)
        notes = [number for one in same for number in one.notes]
        yield finding(at, "footnote-reworded/same-several", notes=notes, count=len(same))


@dataclass(frozen=True)
class _OfNote:
    """What a footnote says beside the paragraphs that it leads to."""

    returned: Returned
    line: ReadLine
    read: ReadNote

    def findings(self) -> Iterator[Finding]:
        """How it relates them to the words; what it says besides; or that it says the same in other words."""
        text, here = self.read.note.text, self._printed_here()
        strange = words_not_drafted(self.returned, self.read)
        is_as_printed = text in here  # as nearly all are
        is_other = bool(here) and not is_as_printed and relation_of(text) not in map(relation_of, here)
        if is_other:
            yield self._of_relation(text, here[0])
            signals = words_of_signals([text])
            strange = " ".join(one for one in strange.split() if one.casefold() not in signals)
        symbol = SYMBOL.search(strange)
        if symbol:
            regions = regions_of(self.returned, self.read.sources)
            every = self.returned.matrix.region_by_key
            own = " and ".join(filter(None, (every[one].symbol for one in regions)))
            yield self._finding("/symbol", words=symbol[0], own=own or "none that is known")
        elif strange:
            yield self._finding("", words=excerpt(strange))
        elif here and not (is_as_printed or is_other) and _as_cited(text) not in map(_as_cited, here):
            gone = next((one for one in SYMBOL.findall(here[0]) if one not in text), "")
            yield self._finding("/same-without-symbol" if gone else "/same", words=gone)
        elif letters := _other_letters(text, here):
            yield self._finding("/letter", words=letters[1], was=letters[0])
        elif here and not is_as_printed and (capitals := capitals_differ(here[0], text)):
            yield self._finding("/capitals", words=capitals)

    def _of_relation(self, now: str, was: str) -> Finding:
        if relation_of(now).is_against:
            return self._finding("/against", words=signals_of(now))
        key = "/relation" if signals_of(now) else "/relation-gone"
        return self._finding(key, words=signals_of(now) or signals_of(was), was=signals_of(was))

    def _printed_here(self) -> list[str]:
        """The footnotes to just these sources that its text was drafted with."""
        if self.returned.is_matrix_named or any(not one.source for one in self.read.cited):
            return []
        wanted = sorted(self.read.sources)
        notes = (note for line in self.line.printed for one in line.stretches for note in one.footnotes)
        return [with_plain_blanks(one.text) for one in notes if wanted and sorted(one.sources) == wanted]

    def _finding(self, way: str, **facts: object) -> Finding:
        texts = [ShownText("As it was drafted", one) for one in _drafted(self.returned, self.read)]
        return finding(
            self.line,
            f"footnote-reworded{way}",
            notes=[self.read.note.number],
            sources=dict.fromkeys(self.read.sources),
            texts=[ShownText("The footnote", self.read.note.text), *texts],
            names=" and ".join(dict.fromkeys(map(self.returned.name, self.read.sources))),
            **facts,
        )


def _as_cited(text: str) -> str:
    """A footnote as it is read: “62(d)” is “62 (d)”."""
    return as_read(text).replace(" (", "(")


def _other_letters(text: str, printed: list[str]) -> tuple[str, str] | None:
    """The first letter of a paragraph in another case than in each text that was printed; was and is."""
    now = _LETTER.findall(text)
    every = [_LETTER.findall(one) for one in printed]
    if not every or now in every:
        return None
    return next(((was, own) for was, own in zip(every[0], now, strict=False) if was != own), None)


def printed_for(returned: Returned, read: ReadNote) -> list[Footnote]:
    """The footnotes that drafter printed for the sources of one, each once."""
    known = returned.printed_notes
    return list(dict.fromkeys(note for source in read.sources for note in known.get(source, ())))


def _drafted(returned: Returned, read: ReadNote) -> list[str]:
    """What drafter printed for a footnote's sources: in one note, or else in the first note of each."""
    printed = printed_for(returned, read)
    together = [one.text for one in printed if Counter(one.sources) == Counter(read.sources)]
    first = (next((one.text for one in printed if source in one.sources), "") for source in read.sources)
    return together[:1] or list(filter(None, dict.fromkeys(first)))


def as_printed(returned: Returned, note: Note, source: str) -> str:
    """The text of a footnote to one source; of those that drafter printed the first, as they are the same."""
    printed = returned.printed_notes.get(source, ())
    known = [one.text for one in printed if one.sources == (source,)]
    return known[0] if note.text in known else note.text


def words_not_drafted(returned: Returned, read: ReadNote) -> str:
    """What a footnote says that neither drafter printed nor its report is called; empty where nothing.

    Args:
        returned: The returned draft.
        read: The footnote. One with a citation that leads nowhere is told as that: it has no such words.
    """
    if not read.sources or any(not one.source for one in read.cited):
        return ""
    text, printed = read.note.text, [one.text for one in printed_for(returned, read)]
    if text in printed:
        return ""
    # What stands around the reports' names; a note to several reports says of none what another is called.
    report = returned.matrix.report
    facts = (report.name, report.symbol) if report else ()
    names = {key: _words_of_report(one, *facts) for key, one in returned.matrix.region_by_key.items()}
    around = set(_NAME.findall(" ".join(printed).casefold())).difference(*names.values()) | _OF_CITATIONS
    if not printed and not relation_of(text).is_against:  # what drafter said of how it cites is not known
        around |= words_of_signals([text])
    rest = list(text)
    # A document's name is one of those that were declared for it, or it would not be found.
    spans = [(one.start, one.end) if one.document else one.at for one in read.cited]
    spans += [
        (one.start, one.end)
        for one in returned.resolver.mentions(text)
        if one.is_name and one.regions & _regions_at(returned, read, one.start)
    ]
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    strange = [
        match[0]
        for match in re.finditer(rf"{_NAME.pattern}|{_MARKS.pattern}|.", "".join(rest))
        if not _MARKS.fullmatch(match[0])
        and match[0].casefold() not in around
        and not any(match[0].casefold() in names[key] for key in _regions_at(returned, read, match.start()))
    ]
    return " ".join(word if word.isprintable() else f"U+{ord(word[0]):04X}" for word in strange)


def _regions_at(returned: Returned, read: ReadNote, place: int) -> set[str]:
    """The regions of the citation that stands at a place of a footnote, or before it."""
    start = max((one.start for one in read.cited if one.start <= place), default=read.cited[0].start)
    own = [one for one in read.cited if one.start == start]
    named = {one.regions[0] for one in own if len(one.regions) == 1}
    return named | regions_of(returned, (one.source for one in own))


def _words_of_report(region: Region, *of_all: str | None) -> set[str]:
    """The words of all that a region's report, or that of all regions, is called, in small letters."""
    facts = (region.name, region.meeting, region.place, region.dates, region.symbol, *of_all)
    return {word.casefold() for fact in facts if fact for word in _NAME.findall(fact)}


def differing_findings(returned: Returned) -> Iterator[Finding]:
    """Two footnotes to one paragraph in different words."""
    first: dict[str, str] = {}
    for line in returned.lines:
        for read in line.notes:
            if len(read.cited) != 1 or not read.sources:
                continue
            source = read.sources[0]
            text = as_printed(returned, read.note, source)
            other = first.setdefault(source, text)
            if other != text and without_see_also(other) != without_see_also(text):
                texts = [ShownText("Here", text), ShownText("Elsewhere", other)]
                notes, name = [read.note.number], returned.name(source)
                yield finding(
                    line, "footnotes-differ", notes=notes, sources=[source], texts=texts, source=name
                )


def without_see_also(text: str) -> str:
    """A footnote's words without the "see also" or "see also, in part," before them."""
    return _SEE_ALSO.sub("", " ".join(text.split())).casefold()
