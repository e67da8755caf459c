"""How a clause's wordings are printed: one below the other, as one text in brackets, or the lead's alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.draft.model import Footnote, Line, Stretch, Variant
from drafter.form.forms import Form
from drafter.model import Alternatives, Matrix, Recommendation


@dataclass(frozen=True, slots=True)
class LineMaker:
    """Makes the printed lines of clauses.

    Attributes:
        support: Whether the regions that share a clause are named after it.
    """

    matrix: Matrix
    form: Form
    support: bool

    def lines(self, variants: Sequence[Variant], way: Alternatives) -> tuple[Line, ...]:
        """The lines of a clause; none where it cannot be printed in this way.

        Args:
            variants: Its wordings, the lead's first.
            way: How they are to be printed.
        """
        if way is Alternatives.LEAD:
            return (self._lead(variants),)
        if way is Alternatives.INLINE:
            return self._inline(variants)
        return tuple(map(self._own_line, variants))

    def footnote(self, source: Recommendation, *, see: bool = False) -> Footnote:
        """A footnote to a source; one to a source in other words than those printed says “see”."""
        region = self.matrix.region_by_key[source.region]
        facts = {fact: getattr(region, fact) for fact in ("meeting", "place", "dates", "symbol")}
        paragraph = self.form.phrases.paragraph(source.citation)
        text = self.form.say("footnote", region=region.name, paragraph=paragraph, see=see, **facts)
        return Footnote(source.id, text)

    def _own_line(self, one: Variant) -> Line:
        """A wording in a line of its own."""
        stretch = Stretch(one.text, one.footnotes)
        return Line((stretch, *self._support(one.sources)), one.sources, one.remarks)

    def _lead(self, variants: Sequence[Variant]) -> Line:
        """The lead's words and notes; those to sources in different words say so, as does the support."""
        lead, *others = variants
        elsewhere = [note.source for note in self._footnotes(others)]
        see_also = (self.footnote(self.matrix.by_id[source], see=True) for source in elsewhere)
        stretch = Stretch(lead.text, (*self._footnotes([lead]), *see_also))
        return Line((stretch, *self._support(lead.sources, elsewhere)), _sources_of(variants), lead.remarks)

    def _footnotes(self, variants: Sequence[Variant]) -> tuple[Footnote, ...]:
        by_source = {note.source: note for one in variants for note in one.footnotes}
        return tuple(by_source[source] for source in self.matrix.in_citing_order(by_source))

    def _inline(self, variants: Sequence[Variant]) -> tuple[Line, ...]:
        """One line with what differs in brackets, each stretch with the notes of those who say it.

        A source that says nothing in any bracket is cited at the end. The marks of the last stretch stand
        behind the closing punctuation, as the Editorial Manual wants.
        """
        mark = variants[0].text[-1]
        parts = interleave([one.text.removesuffix(mark) for one in variants])
        if parts is None:
            return ()
        all_notes = self._footnotes(variants)
        stretches: list[Stretch] = []
        cited: set[str] = set()
        for part in parts:
            for text, numbers in part:
                space = " " if stretches else ""
                if len(numbers) == len(variants):
                    stretches.append(Stretch(space + text))
                    continue
                sources = {source for n in numbers for source in variants[n].sources}
                cited |= sources
                notes = tuple(note for note in all_notes if note.source in sources)
                stretches.append(Stretch(f"{space}[{text}]", notes))
        last = stretches.pop()
        at_end = tuple(note for note in all_notes if note.source not in cited)
        stretches.append(Stretch(last.text + mark, (*last.footnotes, *at_end)))
        stretches += self._support([note.source for note in all_notes])
        remarks = tuple(remark for one in variants for remark in one.remarks)
        return (Line(tuple(stretches), _sources_of(variants), remarks),)

    def _support(self, sources: Iterable[str], elsewhere: Iterable[str] = ()) -> Iterator[Stretch]:
        """The regions behind a line, by name, if asked for; those that say it in different words apart."""
        if not self.support:
            return
        names = self._names(sources)
        others = [name for name in self._names(elsewhere) if name not in names]
        text = ", ".join(names)
        if others:
            text = self.form.phrases.say("support-elsewhere", regions=text, others=", ".join(others))
        yield Stretch(f" [{text}]", is_support=True)

    def _names(self, sources: Iterable[str]) -> list[str]:
        regions = {self.matrix.by_id[source].region for source in sources}
        return sorted(self.matrix.region_by_key[key].name for key in regions)


def in_brackets(line: Line) -> Line:
    """A line whose text stands in square brackets; footnote marks and names of regions behind them."""
    texts = [n for n, piece in enumerate(line.stretches) if not piece.is_support]
    stretches = list(line.stretches)
    first, last = texts[0], texts[-1]
    stretches[first] = replace(stretches[first], text=f"[{stretches[first].text}")
    stretches[last] = replace(stretches[last], text=f"{stretches[last].text}]")
    return replace(line, stretches=tuple(stretches))


def _sources_of(variants: Sequence[Variant]) -> tuple[str, ...]:
    return tuple(source for one in variants for source in one.sources)


# One text of several wordings

# What a person can still read, found by reading all shared recommendations of Annex B both ways. Beyond
# this the wordings are printed one below the other.
_MOST_BRACKETED_PLACES = 3
_LONGEST_STRETCH = 10  # words
_LEAST_IN_COMMON = 0.6  # of the words of each wording
_SHORTEST_ISLAND = 2  # words in common that stand between two brackets


# A stretch of the one text: its wordings, each with the places (from 0) of the versions that have it; what
# all versions have stands alone. A version that has nothing here is in none of them.
InlinePart = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A wording, word for word beside the lead.

    Attributes:
        words: The lead's words, each empty where this wording lacks it.
        between: What it has besides before each word of the lead, and at the end.
    """

    words: list[str]
    between: list[list[str]]

    @classmethod
    def of(cls, lead: list[str], other: list[str]) -> _Aligned:
        words, between = [""] * len(lead), [list[str]() for _ in range(len(lead) + 1)]
        for what, start, end, first, last in difflib.SequenceMatcher(
            None, lead, other, autojunk=False
        ).get_opcodes():
            if what == "equal":
                words[start:end] = lead[start:end]
            else:
                between[start] += other[first:last]
        return cls(words, between)

    def differs(self) -> Iterator[tuple[int, int]]:
        """Where it differs from the lead, as ranges of the lead's words."""
        yield from ((place, place) for place, own in enumerate(self.between) if own)
        yield from ((place, place + 1) for place, word in enumerate(self.words) if not word)

    def text(self, start: int, end: int) -> str:
        """What it has in a range of the lead's words, and on either side of it."""
        own = [*self.between[start]]
        for place in range(start, end):
            own += [self.words[place], *self.between[place + 1]]
        return " ".join(filter(None, own))


def interleave(wordings: Sequence[str]) -> tuple[InlinePart, ...] | None:
    """Put wordings together as one text, if a person can still read it.

    Args:
        wordings: Two or more texts without closing punctuation, the lead's first.

    Returns:
        The stretches in order; None when the wordings are too far apart.
    """
    versions = [wording.split() for wording in wordings]
    lead = versions[0]
    aligned = [_Aligned.of(lead, words) for words in versions]
    places = _joined(sorted(place for one in aligned for place in one.differs()))
    common = len(lead) - sum(end - start for start, end in places)
    if not 0 < len(places) <= _MOST_BRACKETED_PLACES or any(
        common < _LEAST_IN_COMMON * len(words) for words in versions
    ):
        return None
    everyone = tuple(range(len(versions)))
    parts: list[InlinePart] = []
    done = 0
    for start, end in places:
        if start > done:
            parts.append(((" ".join(lead[done:start]), everyone),))
        texts: dict[str, list[int]] = {}
        for number, one in enumerate(aligned):
            if text := one.text(start, end):
                texts.setdefault(text, []).append(number)
        if any(len(text.split()) > _LONGEST_STRETCH for text in texts):
            return None
        parts.append(tuple((text, tuple(numbers)) for text, numbers in texts.items()))
        done = end
    if done < len(lead):
        parts.append(((" ".join(lead[done:]), everyone),))
    return tuple(parts)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those with too little between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start - joined[-1][1] < _SHORTEST_ISLAND:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    if joined and 0 < joined[0][0] < _SHORTEST_ISLAND:
        joined[0] = (0, joined[0][1])
    return joined
