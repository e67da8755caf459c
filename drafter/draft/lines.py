"""Makes the lines of a clause: separate, in one text, or the lead alone."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.draft.model import Footnote, Stretch, Wording
from drafter.draft.printed import Stretches
from drafter.form.forms import Form
from drafter.model import NO_FOOTNOTE, Alternatives, Document, Matrix, Recommendation
from drafter.phrases import Phrases

MARK = re.compile(r"\[\^([^\[\]]+)\]")
# Punctuation at the end, before brackets and names in round brackets: "… of law;] (Egypt, Japan)".
_IS_CLOSED = re.compile(r"[.;:,!?…](?:[\s\])”’]|\([^()]*\))*$")

_NOTHING = dict.fromkeys(("region", "meeting", "place", "symbol", "report", "cited", "regions"), "")
# Holds the place of the paragraph in the words for a report, which are the same in all its footnotes.
_PARAGRAPH = "\ue000"


class FootnoteMaker(Struct, frozen=True):
    """Makes footnotes.

    Attributes:
        matrix: The matrix.
        form: The form.
        documents: Declared documents, by id.
        in_full: By the words of a footnote that names a report by its symbol: the symbol, and the footnote
            in full.
    """

    matrix: Matrix
    form: Form
    documents: Mapping[str, Document]
    in_full: dict[str, tuple[str, str]] = field(default_factory=dict)
    _words: dict[tuple[object, ...], tuple[str, str, str]] = field(default_factory=dict)

    def footnotes(
        self,
        sources: Iterable[str],
        *,
        see: bool = False,
        cf: Iterable[str] = (),
        partial: Iterable[str] = (),
    ) -> tuple[Footnote, ...]:
        """Return a footnote for each source.

        Args:
            sources: As clauses name them.
            see: Whether their words are not the printed ones ("See also").
            cf: The sources that nobody has confirmed for edited words ("Cf.": compare).
            partial: The sources of only a part of it ("in part").
        """
        return tuple(
            [Footnote(source, self._text(source, see, source in partial, source in cf)) for source in sources]
        )

    def _text(self, source: str, see: bool, in_part: bool, cf: bool) -> str:  # as it is cached
        signals = {"see": see, "in_part": in_part, "cf": cf, "again": False}
        item = self.matrix.by_id.get(source)
        if item is None:
            return self.form.say("footnote", **{**_NOTHING, **self._document(source)}, **signals)
        key = (item.regions, see, in_part, cf)
        if key not in self._words:
            facts = {**self._report(item), "paragraph": _PARAGRAPH, **signals}
            in_full, symbol = self.form.say("footnote", **facts), str(facts["symbol"])
            again = self.form.say("footnote", **facts | {"again": True}) if symbol else in_full
            self._words[key] = symbol, in_full, again
        paragraph = self.form.phrases.paragraph(item.citation)
        symbol, in_full, again = self._words[key]
        text = again.replace(_PARAGRAPH, paragraph)
        if again != in_full:
            self.in_full[text] = symbol, in_full.replace(_PARAGRAPH, paragraph)
        return text

    def _document(self, source: str) -> dict[str, object]:
        """Return the facts of a declared document, or of a typed citation."""
        name, _, place = source.partition(": ")
        document = self.documents.get(name)
        if document is None:
            return {"cited": source.removesuffix("."), "paragraph": ""}
        paragraph = self.form.phrases.places(document.unit, [place]) if place else ""
        return {"cited": document.cited, "paragraph": paragraph}

    def _report(self, item: Recommendation) -> dict[str, object]:
        """Return the facts of the report that has a recommendation."""
        region, report = self.matrix.region_by_key[item.region], self.matrix.report
        names = [self.matrix.region_by_key[key].name for key in item.regions]
        # Where several regions had one meeting, its name alone would not say whose recommendation it is.
        meetings = Counter(other.meeting for other in self.matrix.regions)
        is_named = report or len(names) > 1 or (region.meeting and meetings[region.meeting] > 1)
        return {
            "region": region.name,
            "meeting": region.meeting or "",
            "place": region.place or "",
            "symbol": (report.symbol if report else region.symbol) or "",
            "report": report.name if report else "",
            "cited": "",
            "regions": self.form.phrases.in_a_row(names) if is_named else "",
        }


class LineMaker(Struct, frozen=True):
    """Makes the printed lines of clauses, without their labels.

    Attributes:
        matrix: The matrix.
        footnotes: Makes the footnotes.
        phrases: Of the form.
        support: Whether the regions whose words are printed are named after them.
    """

    matrix: Matrix
    footnotes: FootnoteMaker
    phrases: Phrases
    support: bool

    def lines(
        self, wordings: Sequence[Wording], way: Alternatives, partial: Sequence[str]
    ) -> tuple[Stretches, ...]:
        """Return the lines of a clause, or none if this way does not suit it.

        Args:
            wordings: Its wordings, the first being the lead's.
            way: How they are to be printed.
            partial: The sources that say only a part of it.
        """
        if way is Alternatives.LEAD:
            return (self._lead(wordings, partial),)
        if way is Alternatives.INLINE:
            return self._inline(wordings)
        return tuple(
            [(Stretch(wording.text, wording.footnotes), *self._support([wording])) for wording in wordings]
        )

    def text_line(self, text: str, footnotes: Sequence[Footnote], mark: str) -> Stretches:
        """Return the line of a text that people wrote.

        The text may place footnotes with "[^id]".

        Args:
            text: The text, verbatim.
            footnotes: Of all its sources. Others follow at its end, but for "[^none]" in it.
            mark: The closing mark, for a text that ends without punctuation.
        """
        by_source = {footnote.source: footnote for footnote in footnotes}
        pieces = MARK.split(text.strip())
        if not pieces[-1].strip():  # marks at the end follow the closing punctuation
            pieces[-1] = ""
        placed = pieces[1::2]
        stretches: list[Stretch] = []
        for words, source in zip(pieces[::2], [*placed, ""], strict=True):
            # A source that is not among those of the clause is printed as it is written.
            named = [] if source in ("", NO_FOOTNOTE) else [source]
            notes = (by_source[source],) if source in by_source else self.footnotes.footnotes(named)
            if not words and stretches:
                stretches[-1] = replace(stretches[-1], footnotes=(*stretches[-1].footnotes, *notes))
            else:
                stretches.append(Stretch(words, notes))
        whole = "".join(stretch.text for stretch in stretches)
        if not _IS_CLOSED.search(whole):
            stretches[-1] = replace(stretches[-1], text=stretches[-1].text.rstrip() + mark)
        rest = tuple(note for note in footnotes if not {note.source, NO_FOOTNOTE} & {*placed})
        stretches[-1] = replace(stretches[-1], footnotes=(*stretches[-1].footnotes, *rest))
        return tuple(stretches)

    def _lead(self, wordings: Sequence[Wording], partial: Sequence[str]) -> Stretches:
        """Return the lead's words, with footnotes to the other sources."""
        lead, *others = wordings
        elsewhere = self.matrix.in_citing_order(source for wording in others for source in wording.sources)
        also = [source for source in elsewhere if source not in partial]
        part = [source for source in elsewhere if source in partial]
        notes = self.footnotes.footnotes([*also, *part], see=True, partial=partial)
        stretch = Stretch(lead.text, (*lead.footnotes, *notes))
        return (stretch, *self._support([lead], also, part))

    def _inline(self, wordings: Sequence[Wording]) -> tuple[Stretches, ...]:
        """Return one line with what differs in brackets, and its footnotes there.

        A source that says nothing in any bracket is cited at the end. The marks of the last stretch come
        after the closing punctuation, as the Editorial Manual wants.
        """
        mark = wordings[0].text[-1]
        parts = interleave([wording.text.removesuffix(mark) for wording in wordings])
        if parts is None:
            return ()
        by_source = {note.source: note for wording in wordings for note in wording.footnotes}
        notes = [by_source[source] for source in self.matrix.in_citing_order(by_source)]
        stretches: list[Stretch] = []
        cited: set[str] = set()
        for part in parts:
            for text, numbers in part:
                space = " " if stretches else ""
                if len(numbers) == len(wordings):
                    stretches.append(Stretch(space + text))
                    continue
                sources = {source for number in numbers for source in wordings[number].sources}
                cited |= sources
                stretches.append(
                    Stretch(f"{space}[{text}]", tuple(note for note in notes if note.source in sources))
                )
        last = stretches.pop()
        rest = tuple(note for note in notes if note.source not in cited)
        stretches.append(Stretch(last.text + mark, (*last.footnotes, *rest)))
        return ((*stretches, *self._support(wordings)),)

    def _support(
        self, printed: Sequence[Wording], also: Iterable[str] = (), in_part: Iterable[str] = ()
    ) -> Iterator[Stretch]:
        """Give the meetings whose words are printed, if the form asks for them.

        Meetings with other words come after these. Edited words are no meeting's, and name none.
        """
        sources = [source for wording in printed if not wording.is_edited for source in wording.sources]
        if not self.support or not sources:
            return
        named: set[str] = set()
        groups = []
        for key, group in (("", sources), ("also", also), ("in-part", in_part)):
            items = [self.matrix.by_id[source] for source in group if source in self.matrix.by_id]
            regions = {region for item in items for region in item.regions} - named
            named |= regions
            if regions:
                names = self._names(regions)
                groups.append(self.phrases.say(f"support-{key}", named=names) if key else names)
        if groups:
            yield Stretch(f" {self.phrases.say('support', named='; '.join(groups))}", is_text=False)

    def _names(self, keys: Iterable[str]) -> str:
        """Return the names of regions, in the phrase for meetings where due."""
        regions = sorted((self.matrix.region_by_key[key] for key in keys), key=lambda region: region.name)
        meetings = [region.name for region in regions if region.meeting]
        others = self.phrases.in_a_row([region.name for region in regions if not region.meeting])
        if not meetings:
            return others
        words = self.phrases.in_a_row(meetings)
        words = self.phrases.say("support-meetings", count=len(meetings), regions=words)
        return "; ".join(filter(None, (words, others)))


# Beyond these bounds a person cannot read several wordings as one text. They come from reading all shared
# recommendations of Annex B both ways.
_MOST_BRACKETED_PLACES = 3
_LONGEST_STRETCH = 10  # words
_LEAST_IN_COMMON = 0.6  # of the words of each wording
_SHORTEST_ISLAND = 2  # words in common between two brackets


# A stretch of the text: its alternatives, each with the numbers (from 0) of the wordings that have it. Words
# of all wordings have no alternative. A wording that has nothing here is in no alternative.
InlinePart = tuple[tuple[str, tuple[int, ...]], ...]


class _Aligned(Struct, frozen=True):
    """A wording, aligned with the lead word for word.

    Attributes:
        words: The lead's words, each empty where this wording lacks it.
        between: Its additional words before each word of the lead, and at the end.
    """

    words: list[str]
    between: list[list[str]]

    @classmethod
    def of(cls, lead: list[str], other: list[str]) -> _Aligned:
        """Align a wording with the lead."""
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
        """Give where it differs from the lead, as ranges of the lead's words."""
        yield from ((place, place) for place, words in enumerate(self.between) if words)
        yield from ((place, place + 1) for place, word in enumerate(self.words) if not word)

    def text(self, start: int, end: int) -> str:
        """Return its words in and around a range of the lead's words."""
        words = [*self.between[start]]
        for place in range(start, end):
            words += [self.words[place], *self.between[place + 1]]
        return " ".join(filter(None, words))


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
    places = _joined(sorted(place for version in aligned for place in version.differs()))
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
        for number, version in enumerate(aligned):
            if text := version.text(start, end):
                texts.setdefault(text, []).append(number)
        if any(len(text.split()) > _LONGEST_STRETCH for text in texts):
            return None
        parts.append(tuple((text, tuple(numbers)) for text, numbers in texts.items()))
        done = end
    if done < len(lead):
        parts.append(((" ".join(lead[done:]), everyone),))
    return tuple(parts)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges in order, joined where too little is between them."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start - joined[-1][1] < _SHORTEST_ISLAND:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    if joined and 0 < joined[0][0] < _SHORTEST_ISLAND:
        joined[0] = (0, joined[0][1])
    return joined
