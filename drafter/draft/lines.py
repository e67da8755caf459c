"""How a clause's wordings are printed: one below the other, as one text in brackets, or the lead's alone."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from drafter.brackets import is_bracketed
from drafter.draft.clause import Line, Stretch
from drafter.draft.notes import NoteMaker
from drafter.draft.variant import Remark, Variant
from drafter.form.forms import Form
from drafter.form.outline import Labels, Sponsors
from drafter.model import Matrix
from drafter.paper import Alternatives
from drafter.text.italics import Ranges, italics_behind, italics_within
from drafter.text.words import repetition


@dataclass(frozen=True, slots=True)
class LineMaker:
    """Makes the printed lines of clauses.

    Attributes:
        support: Whether the regions that share a clause are named after it.
    """

    matrix: Matrix
    form: Form
    notes: NoteMaker
    support: bool

    def lines(
        self, variants: Sequence[Variant], way: Alternatives, partial: Container[str] = ()
    ) -> tuple[Line, ...]:
        """The lines of a clause; none where it cannot be printed in this way.

        Args:
            variants: Its wordings, the lead's first.
            way: How they are to be printed.
            partial: The sources that say only a part of it.
        """
        if way is Alternatives.LEAD:
            return (self._lead(variants, partial),)
        if way is Alternatives.INLINE:
            return self._inline(variants)
        return tuple(self._own_line(one, partial) for one in variants)

    def labelled(
        self, lines: Sequence[Line], additions: int, *, is_open: bool = True, has_number: bool = True
    ) -> tuple[Line, ...]:
        """Lines of a clause with what tells them apart, as the form has it.

        Args:
            lines: In order.
            additions: How many of them, at the end, are additions.
            is_open: Whether one of the others is to be agreed; otherwise they are not called alternatives.
            has_number: Whether they stand behind a number: “bis” or “alt 1” alone would say nothing.
        """
        several = len(lines) - additions if is_open else 1
        labels, say = self.form.labels, self.form.phrases.say
        own = (
            [] if labels is Labels.BIS else [say(f"label-{labels}", number=n) for n in range(1, several + 1)]
        )
        if several > 1 and own and own[0].endswith(":"):
            found = own  # whatever leads into the words does so from the first on, behind a number or not
        elif not has_number:
            found = ["", *(say("label-unnumbered", number=n) for n in range(1, several))]
        else:
            found = ["", *own[:-1]]  # behind the number the first needs none
        found += map(repetition, range(1, len(lines) - len(found) + 1))
        return tuple(replace(line, label=label) for line, label in zip(lines, found, strict=True))

    def _own_line(self, one: Variant, partial: Container[str]) -> Line:
        """A wording in a line of its own."""
        stretch = Stretch(one.text, one.footnotes, italics=one.italics)
        behind = (*self._sponsors(one.by), *self._support([one], (), partial))
        has_own = one.is_own and is_bracketed(one.text)
        remark = one_remark(one.remarks)
        return Line((stretch, *behind), one.sources, remark, by=one.by, has_own_brackets=has_own)

    def _sponsors(self, by: Sequence[str]) -> Iterator[Stretch]:
        """Whose proposal a wording is, where the form says so."""
        if by and self.form.sponsors is not Sponsors.NONE:
            yield Stretch(f" {self.form.phrases.say('sponsors', named=', '.join(by))}", is_sponsors=True)

    def _lead(self, variants: Sequence[Variant], partial: Container[str]) -> Line:
        """The lead's words and notes; those to sources in different words say so, as does the support."""
        lead, *others = variants
        elsewhere = self._in_order(others)
        notes = self.notes.of(self._in_order([lead]), elsewhere, partial, lead.cf)
        stretch = Stretch(lead.text, notes, italics=lead.italics)
        return Line(
            (stretch, *self._support([lead], elsewhere, partial)),
            _sources_of(variants),
            one_remark(lead.remarks),
        )

    def _in_order(self, variants: Sequence[Variant]) -> tuple[str, ...]:
        """The sources of some wordings, each once, in the order of footnotes."""
        return self.matrix.in_citing_order(set(_sources_of(variants)))

    def _inline(self, variants: Sequence[Variant]) -> tuple[Line, ...]:
        """One line with what differs in brackets, each stretch with the notes of those who say it.

        A source that says nothing in any bracket is cited at the end. The marks of the last stretch stand
        behind the closing punctuation, as the Editorial Manual wants.
        """
        if any(one.brackets for one in variants):  # nobody could tell theirs from those around what differs
            return ()
        mark = variants[0].text[-1]
        parts = interleave([one.text.removesuffix(mark) for one in variants])
        if parts is None:
            return ()
        every = self._in_order(variants)
        pieces: list[tuple[str, list[str], Ranges]] = []
        cf = {source for one in variants for source in one.cf}
        read = [0] * len(variants)  # how far into each of them
        for part in parts:
            for text, numbers in part:
                space = " " if pieces else ""
                first = numbers[0]
                start = max(variants[first].text.find(text, read[first]), 0)
                for n in numbers:
                    read[n] = max(variants[n].text.find(text, read[n]), 0) + len(text)
                italics = italics_within(variants[first].italics, start, start + len(text))
                if len(numbers) == len(variants):
                    pieces.append((space + text, [], italics_behind(italics, len(space))))
                    continue
                sources = {source for n in numbers for source in variants[n].sources}
                own = [source for source in every if source in sources]
                pieces.append((f"{space}[{text}]", own, italics_behind(italics, len(space) + 1)))
        cited = {source for _, own, _ in pieces for source in own}
        last, own, italics = pieces.pop()
        rest = [source for source in every if source not in cited]
        pieces.append((last + mark, [*own, *rest], italics))
        stretches = [
            Stretch(text, self.notes.of(sources, cf=cf), italics=italics) for text, sources, italics in pieces
        ]
        stretches += self._support(variants)
        remark = one_remark(remark for one in variants for remark in one.remarks)
        return (Line(tuple(stretches), _sources_of(variants), remark),)

    def _support(
        self, printed: Sequence[Variant], elsewhere: Iterable[str] = (), partial: Container[str] = ()
    ) -> Iterator[Stretch]:
        """The meetings behind a line, by name, if asked for.

        First those whose own words are printed; then, apart, those that say it in other words, and those that
        say only a part of what is printed. After a person's words nobody is named: they are nobody else's.

        Args:
            printed: The wordings that the line prints.
            elsewhere: The sources of other wordings.
            partial: The sources that say only a part of it.
        """
        if not self.support:
            return
        own = [source for one in printed if not one.is_own for source in one.sources]
        if not own:
            return
        others = list(elsewhere)
        groups = {
            "": own,
            "also": [source for source in others if source not in partial],
            "in-part": [source for source in others if source in partial],
        }
        said, told = [], set[str]()
        for key, sources in groups.items():
            regions = {key for source in sources for key in self.matrix.sources[source].regions} - told
            told |= regions
            if regions:
                named = self._names(regions)
                said.append(self.form.phrases.say(f"support-{key}", named=named) if key else named)
        if said:  # a document is nobody's
            yield Stretch(f" {self.form.phrases.say('support', named='; '.join(said))}", is_support=True)

    def _names(self, keys: Iterable[str]) -> str:
        """Regions by name, as meetings where the matrix says that they are."""
        say, in_a_row = self.form.phrases.say, self.form.phrases.in_a_row
        regions = sorted((self.matrix.region_by_key[key] for key in keys), key=lambda one: one.name)
        meetings = [one.name for one in regions if one.meeting]
        others = [one.name for one in regions if not one.meeting]
        named = in_a_row(meetings, mark=",") if meetings else ""
        said = [say("support-meetings", count=len(meetings), regions=named)] if meetings else []
        return "; ".join([*said, *([in_a_row(others, mark=",")] if others else [])])


def one_remark(remarks: Iterable[Remark | None]) -> Remark | None:
    """What is to be decided about a line, in one comment; None where there is nothing."""
    given = [one for one in remarks if one]
    if len(given) > 1:
        return Remark(" ".join(one.text for one in given))
    return given[0] if given else None


def in_brackets(line: Line, sponsors: Sponsors = Sponsors.AFTER) -> Line:
    """A line whose text stands in square brackets; footnote marks and names of regions behind them.

    Args:
        line: The line.
        sponsors: Whether those who propose it stand behind the brackets, or inside.
    """
    texts = [n for n, piece in enumerate(line.stretches) if piece.is_text]
    stretches = list(line.stretches)
    first, last = texts[0], texts[-1]
    opened = stretches[first]
    stretches[first] = replace(opened, text=f"[{opened.text}", italics=italics_behind(opened.italics, 1))
    named = next((n for n, piece in enumerate(stretches) if piece.is_sponsors), None)
    if sponsors is Sponsors.INSIDE and named is not None:
        stretches.insert(named + 1, Stretch("]"))
    else:
        stretches[last] = replace(stretches[last], text=f"{stretches[last].text}]")
    return replace(line, stretches=tuple(stretches), has_own_brackets=False)


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
