"""What a trace says as a paper for delegates: figures, and tables of recommendations and of paragraphs.

Its words are those of a form's phrases, “trace-…”.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from drafter.draft.blocks import (
    LEVELS,
    Block,
    Contents,
    ContentsEntry,
    GroupHeading,
    PageBreak,
    Paragraph,
    Quotation,
    Role,
    Row,
    Table,
)
from drafter.draft.model import Paper
from drafter.model import Recommendation
from drafter.phrases import Phrases
from drafter.reading.tracing.decided import Differed, Link
from drafter.reading.tracing.figures import TraceFigures
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.traces import Answer
from drafter.text.italics import literal
from drafter.text.words import capitalized

_KEYS = {Answer.FULL: "trace-in-full", Answer.PART: "trace-in-part"}
_EMPTY = "–"
# Characters of what is said of a text, in a row: some lines, as a row is not broken over two pages.
_ROOM = 500


class TracePaper:
    """Makes the paper.

    Args:
        outcome: What the trace says.
        phrases: Of a form.
        called: What people call the matrix.
        only: The ids of the recommendations of which it tells.
        share: What these are of all, in words; empty for all.
    """

    def __init__(
        self, outcome: Outcome, phrases: Phrases, called: str, only: Collection[str], share: str = ""
    ) -> None:
        self.outcome, self.matrix = outcome, outcome.matrix
        self.phrases = phrases.of(outcome.matrix)
        self.called, self.only, self.share = called, only, share
        self.figures = TraceFigures(outcome, self.phrases, only, share)

    def paper(self, language: str) -> Paper:
        """The paper in the language of its form."""
        title = self._say("trace-title", matrix=self.called)
        return Paper(title, title, "", language, tuple(_with_contents(list(self._blocks(title)))))

    def _say(self, key: str, **facts: object) -> str:
        return self.phrases.say(key, **facts)

    def _blocks(self, title: str) -> Iterator[Block]:
        trace = self.outcome.trace
        yield Paragraph(Role.TITLE, title)
        yield Paragraph(Role.SUBTITLE, self._say("trace-text", text=self.outcome.adopted.name))
        if self.share:
            yield Paragraph(Role.SUBTITLE, self._say("trace-share", share=literal(self.share)))
        yield Paragraph(Role.NOTE, self._how_read())
        yield Paragraph(Role.NOTE, self._say("trace-kinds"))
        yield Paragraph(Role.NOTE, self._say("trace-several", regions=self.phrases.region_words[1]))
        if self.figures.of_meetings:
            yield Paragraph(Role.NOTE, self._say("trace-meetings"))
        if trace.open:
            yield Paragraph(Role.NOTE, self._say("trace-undecided", count=len(trace.open)))
        own = [one for one in trace.links if one.recommendation in self.only]
        if disputed := sum(bool(one.said) for one in own):
            yield Paragraph(Role.NOTE, self._say("trace-decided-note", disputed=disputed, count=len(own)))
        if self.outcome.adopted.has_opening:
            yield Paragraph(Role.NOTE, self._say("trace-opening-counted"))
        if trace.is_read:
            yield Paragraph(Role.NOTE, self._say("trace-rest-note"))
        yield Paragraph(Role.CONTENTS_HEADING, self._say("trace-contents"))
        yield Contents()
        yield from self.figures.blocks()
        yield PageBreak()
        yield Paragraph(Role.HEADING_2, self._say("trace-by-recommendation"))
        yield from self._by_recommendation()
        yield PageBreak()
        yield Paragraph(Role.HEADING_2, self._say("trace-by-paragraph"))
        if self.share:
            yield Paragraph(Role.NOTE, self._say("trace-by-paragraph-share", share=literal(self.share)))
        yield from self._by_paragraph()

    def _how_read(self) -> str:
        trace = self.outcome.trace
        if not trace.is_read:
            return self._say("trace-read-by-nobody")
        if not trace.read_by:
            return self._say("trace-read-by-unnamed")
        said = self._say("trace-read-by", readers=", ".join(trace.read_by))
        if trace.decided_by:
            said += self._say("trace-decided-by", deciders=", ".join(trace.decided_by))
        if trace.agreed is not None:
            said += self._say("trace-agreed", share=f"{trace.agreed:.2f}")
        if trace.readers:
            said += self._say("trace-readers", readers=literal(trace.readers.rstrip(".")))
        return said

    def _places(self, items: Sequence[Recommendation]) -> str:
        return self.phrases.paragraphs([one.citation for one in items])

    def _by_recommendation(self) -> Iterator[Block]:
        """A table for each meeting, with its heading."""
        columns = tuple(self._say(f"trace-column-{name}") for name in ("place", "recommendation", "ended"))
        for region in self.matrix.regions:
            rows: list[Row | GroupHeading] = []
            for item in self.outcome.of_region(region.key):
                if item.region == region.key and item.id in self.only:
                    place = self.phrases.paragraph(item.citation)
                    rows += self._rows(place, Quotation(item.id, item.text), tuple(self._ended(item)))
            if rows:
                name = literal(region.meeting or region.name)
                yield Paragraph(Role.HEADING_3, capitalized(name))
                said = self._say("trace-by-recommendation-rows")
                yield Table(columns, (14, 46, 40), tuple(rows), capitalized(name), said)

    def _ended(self, item: Recommendation) -> Iterator[str]:
        for link in self.outcome.links_of(item.id):
            said = self._say(_KEYS[link.kind], paragraph=link.paragraph)
            yield said + self._stretch(link.stretch) + self._who_decided(link)
        for one in self.outcome.open_of(item.id):
            yield self._say("trace-open", paragraph=one.paragraph)
        if self.outcome.ended[item.id] is Ended.NOWHERE:
            readers = self.outcome.nowhere_by(item.id)
            key = "trace-nowhere-by" if readers else "trace-nowhere"
            yield self._say(key, readers=_names(readers))
        elif item.id in self.outcome.unread:
            yield self._say("trace-not-read")
        for differed in self.outcome.not_here_of(item.id):
            yield self._left_out(differed)

    def _left_out(self, differed: Differed) -> str:
        """What some read to be in a paragraph and it was decided that it is not, with who and why."""
        read = self.outcome.voices(differed).read
        return self._say(
            "trace-not-here-why" if differed.note else "trace-not-here",
            paragraph=differed.paragraph,
            readers=_names(one for kind, some in read.items() if kind in _KEYS for one in some),
            deciders=_names(differed.decided_by),
            why=self._why(differed),
        )

    def _why(self, one: Link | Differed) -> str:
        """The first reason; whoever decided likewise mostly gives the same in other words."""
        names = "|".join(re.escape(name) for name in one.decided_by)
        return literal(re.split(f"; (?=(?:{names}): )", one.note)[0])

    def _decided(self, link: Link) -> str:
        """That readers differed on a link, or none called it so; empty where they agreed."""
        if not link.said or not link.decided_by:
            return ""
        if link.kind not in self.outcome.voices(link).read:
            return self._say("trace-decided-alone", deciders=_names(link.decided_by))
        return self._say("trace-decided-between")

    def _who_decided(self, link: Link) -> str:
        """How many said so before those who decided, who these were, and why."""
        why = f". {self._why(link)}" if link.note else ""
        if not link.said or not link.decided_by:
            return why
        before = Counter(answer for reader, answer in link.said.items() if reader not in link.decided_by)
        said = self._say(
            "trace-decided-who",
            full=before[Answer.FULL],
            part=before[Answer.PART],
            out=before[Answer.NOT_HERE],
            deciders=_names(link.decided_by),
        )
        return said + why

    def _stretch(self, words: str) -> str:
        return self._say("trace-stretch", words=literal(words)) if words else ""

    def _by_paragraph(self) -> Iterator[Block]:
        """A table for each part of the text, with its heading."""
        columns = tuple(self._say(f"trace-column-{name}") for name in ("paragraph", "words", "behind"))
        shown = [
            paragraph
            for paragraph in self.outcome.adopted.paragraphs
            if not self.share
            or any(one.recommendation in self.only for one in self.outcome.links_in(paragraph.key))
        ]
        for part, paragraphs in groupby(shown, key=lambda paragraph: paragraph.headings[:1]):
            rows: list[Row | GroupHeading] = []
            under = part
            for paragraph in paragraphs:
                if paragraph.headings != under:
                    under = paragraph.headings
                    rows.append(GroupHeading(None, literal(under[-1])))
                words = Quotation(paragraph.key, paragraph.text)
                rows += self._rows(paragraph.key, words, tuple(self._behind(paragraph.key)) or (_EMPTY,))
            title = literal(part[0]) if part else self._say("trace-opening")
            yield Paragraph(Role.HEADING_3, title)
            yield Table(columns, (13, 42, 45), tuple(rows), title, self._say("trace-by-paragraph-rows"))

    def _rows(self, place: str, words: Quotation, lines: Sequence[str]) -> Iterator[Row]:
        """What is said of a text, in rows that a page has room for: each says where it belongs."""
        parts: list[list[str]] = []
        for line in lines:
            if not parts or sum(map(len, parts[-1])) + len(line) > _ROOM:
                parts.append([])
            parts[-1].append(line)
        goes_on = self._say("trace-continued", paragraph=place)
        for at, part in enumerate(parts):
            yield (goes_on if at else place,), ("" if at else words,), tuple(part)

    def _behind(self, paragraph: str) -> Iterator[str]:
        """Who stands behind a paragraph, and what of it nobody marked."""
        links = self.outcome.links_in(paragraph)
        own = [one for one in links if one.recommendation in self.only]
        yield from self._meetings_behind(own)
        others = [self.matrix.by_id[one.recommendation].region for one in links if one not in own]
        if others:
            named = (self.matrix.region_by_key[key].name for key in self.matrix.in_region_order(others))
            yield self._say("trace-behind-others", meetings=_names(named))
        if not self.outcome.trace.is_read:
            return
        if not links:
            yield self._say("trace-behind-nobody")
        out = [one.recommendation for one in self.outcome.not_here_in(paragraph)]
        items = [self.matrix.by_id[one] for one in out if one in self.only]
        if items:
            meetings = "; ".join(
                f"{literal(region.name)}, {self._places(of)}"
                for region in self.matrix.regions
                if (of := [one for one in items if one.region == region.key])
            )
            yield self._say("trace-not-behind", meetings=meetings)
        rest = self.outcome.rest_of(paragraph)
        for one in rest:
            if one.document:
                yield self._say(
                    "trace-from-document", document=literal(one.document), words=literal(one.words)
                )
        words = "” … “".join(one.words for one in rest if not one.document)
        if words and links:
            yield self._say("trace-rest", words=literal(words))

    def _meetings_behind(self, links: Sequence[Link]) -> Iterator[str]:
        """A line for what of a meeting's report is there in full, or in part, by the same words."""
        alike: dict[tuple[str, Answer, str, str], list[Recommendation]] = defaultdict(list)
        for one in links:
            item = self.matrix.by_id[one.recommendation]
            alike[item.region, one.kind, self._decided(one), one.stretch].append(item)
        for region in self.matrix.regions:
            for (key, kind, decided, words), items in alike.items():
                if key == region.key:
                    said = "trace-behind-full" if kind is Answer.FULL else "trace-behind-part"
                    facts = {"meeting": literal(region.name), "places": self._places(items)}
                    yield self._say(said, **facts) + decided + self._stretch(words)


def _with_contents(blocks: list[Block]) -> Iterator[Block]:
    """The blocks with what they have of headings listed where the table of contents stands."""
    entries: list[ContentsEntry] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.role in LEVELS:
            number = len(entries) + 1
            blocks[at] = replace(block, entry=number)
            entries.append(ContentsEntry(number, LEVELS[block.role] + 1, block.text, "", block.italics))
    for block in blocks:
        yield replace(block, entries=tuple(entries), levels=3) if isinstance(block, Contents) else block


def _names(names: Iterable[str]) -> str:
    return literal(", ".join(names))
