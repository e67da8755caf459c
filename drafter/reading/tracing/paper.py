"""What a trace says as a paper for delegates: tables of figures, of recommendations and of paragraphs.

Its words are those of a form's phrases, “trace-…”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from drafter.draft.blocks import Block, GroupHeading, PageBreak, Paragraph, Quotation, Role, Row, Table
from drafter.draft.model import Paper
from drafter.model import Recommendation
from drafter.phrases import Phrases
from drafter.reading.tracing.decided import Link
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.reading.tracing.traces import Answer
from drafter.text.italics import literal
from drafter.text.words import capitalized

_SHOWN = (Ended.FULL, Ended.PART, Ended.NOWHERE)
_KEYS = {Answer.FULL: "trace-in-full", Answer.PART: "trace-in-part"}
_EMPTY = "–"
_MOST_COLUMNS = 7  # regions beside the themes; more do not fit on a page


class TracePaper:
    """Makes the paper.

    Args:
        outcome: What the trace says.
        phrases: Of a form.
        called: What people call the matrix.
    """

    def __init__(self, outcome: Outcome, phrases: Phrases, called: str) -> None:
        self.outcome, self.matrix = outcome, outcome.matrix
        self.phrases = phrases.of(outcome.matrix)
        self.called = called

    def paper(self, language: str) -> Paper:
        """The paper in the language of its form."""
        title = self._say("trace-title", matrix=self.called)
        return Paper(title, title, "", language, tuple(self._blocks(title)))

    def _say(self, key: str, **facts: object) -> str:
        return self.phrases.say(key, **facts)

    def _blocks(self, title: str) -> Iterator[Block]:
        trace = self.outcome.trace
        yield Paragraph(Role.TITLE, title)
        yield Paragraph(Role.SUBTITLE, self._say("trace-text", text=self.outcome.adopted.name))
        yield Paragraph(Role.NOTE, self._how_read())
        yield Paragraph(Role.NOTE, self._say("trace-kinds"))
        if self._of_meetings:
            yield Paragraph(Role.NOTE, self._say("trace-meetings"))
        if trace.open:
            yield Paragraph(Role.NOTE, self._say("trace-undecided", count=len(trace.open)))
        yield Paragraph(Role.HEADING_2, self._title_of_meetings)
        yield self._by_meeting()
        yield Paragraph(Role.HEADING_2, self._say("trace-by-theme"))
        yield self._by_theme()
        bare = self.outcome.not_backed()
        if bare and trace.is_read:
            yield Paragraph(Role.HEADING_2, self._say("trace-not-backed"))
            yield Paragraph(Role.TEXT, ", ".join(one.key for one in bare))
        yield PageBreak()
        yield Paragraph(Role.HEADING_2, self._say("trace-by-recommendation"))
        yield self._by_recommendation()
        yield PageBreak()
        yield Paragraph(Role.HEADING_2, self._say("trace-by-paragraph"))
        yield self._by_paragraph()

    @property
    def _of_meetings(self) -> bool:
        return any(region.meeting for region in self.matrix.regions)

    @property
    def _title_of_meetings(self) -> str:
        if self._of_meetings:
            return self._say("trace-by-meeting")
        return self._say("trace-by-region", region=self.phrases.region_words[0])

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
        return said

    # Figures

    def _counts(self, counts: Counter[Ended]) -> tuple[tuple[str, ...], ...]:
        return tuple((str(counts[one]),) for one in (*_SHOWN, Ended.OPEN))

    def _by_meeting(self) -> Table:
        rows: list[Row] = []
        for region in self.matrix.regions:
            ids = [item.id for item in self.outcome.of_region(region.key)]
            name = region.meeting or region.name
            rows.append(((literal(name),), (str(len(ids)),), *self._counts(self.outcome.counts(ids))))
        every = [item.id for item in self.matrix.recommendations]
        rows.append(
            ((self._say("trace-all"),), (str(len(every)),), *self._counts(self.outcome.counts(every)))
        )
        first = self._say("trace-column-meeting")
        if not self._of_meetings:
            first = capitalized(self.phrases.region_words[0])
        columns = ("count", "full", "part", "nowhere", "open")
        return Table(
            (first, *(self._say(f"trace-column-{name}") for name in columns)),
            (40, 11, 11, 11, 12, 15),
            tuple(rows),
            self._title_of_meetings,
            self._say("trace-by-meeting-rows"),
        )

    def _by_theme(self) -> Table:
        regions = self.matrix.regions
        is_narrow = len(regions) <= _MOST_COLUMNS
        columns = [region.name for region in regions] if is_narrow else [self._say("trace-all")]
        rows: list[Row | GroupHeading] = []
        section = None
        for theme in self.matrix.themes:
            if theme.section != section:
                section = theme.section
                title = self.matrix.section_by_id[section].title
                rows += [GroupHeading(None, literal(title))] if title else []
            cells = self.matrix.cells[theme.id]
            each = [cells.get(one.key, ()) for one in regions]
            every = tuple({given: None for ids in cells.values() for given in ids})
            figures = (self._figure(self.outcome.counts(ids)) for ids in (each if is_narrow else [every]))
            rows.append(((literal(theme.title or theme.id),), *((one,) for one in figures)))
        return Table(
            (self._say("trace-column-theme"), *columns),
            (40, *[60 // len(columns)] * len(columns)) if is_narrow else (80, 20),
            tuple(rows),
            self._say("trace-by-theme"),
            self._say("trace-by-theme-rows"),
        )

    def _figure(self, counts: Counter[Ended]) -> str:
        """“2 / 1 / 0”: full, part, nowhere."""
        if not counts.total():
            return _EMPTY
        said = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}".join(str(counts[one]) for one in _SHOWN)
        return said + (f" (+{counts[Ended.OPEN]})" if counts[Ended.OPEN] else "")

    # Recommendations and paragraphs

    def _by_recommendation(self) -> Table:
        rows: list[Row | GroupHeading] = []
        for region in self.matrix.regions:
            own = [item for item in self.outcome.of_region(region.key) if item.region == region.key]
            if own:
                rows.append(GroupHeading(None, literal(region.meeting or region.name)))
            for item in own:
                ended = tuple(self._ended(item))
                rows.append(
                    ((self.phrases.paragraph(item.citation),), (Quotation(item.id, item.text),), ended)
                )
        columns = ("place", "recommendation", "ended")
        return Table(
            tuple(self._say(f"trace-column-{name}") for name in columns),
            (14, 46, 40),
            tuple(rows),
            self._say("trace-by-recommendation"),
            self._say("trace-by-recommendation-rows"),
        )

    def _ended(self, item: Recommendation) -> Iterator[str]:
        for link in self.outcome.links_of(item.id):
            yield self._say(_KEYS[link.kind], paragraph=link.paragraph) + self._stretch(link)
        for one in self.outcome.open_of(item.id):
            yield self._say("trace-open", paragraph=one.paragraph)
        if self.outcome.ended[item.id] is Ended.NOWHERE:
            yield self._say("trace-nowhere")
        elif item.id in self.outcome.unread:
            yield self._say("trace-not-read")

    def _stretch(self, link: Link) -> str:
        return self._say("trace-stretch", words=literal(link.stretch)) if link.stretch else ""

    def _by_paragraph(self) -> Table:
        rows: list[Row | GroupHeading] = []
        under: tuple[str, ...] = ()
        for paragraph in self.outcome.adopted.paragraphs:
            if paragraph.headings != under:
                under = paragraph.headings
                rows += [GroupHeading(None, literal(under[-1]))] if under else []
            words = Quotation(paragraph.key, paragraph.text)
            rows.append(((paragraph.key,), (words,), tuple(self._behind(paragraph.key)) or (_EMPTY,)))
        columns = ("paragraph", "words", "behind")
        return Table(
            tuple(self._say(f"trace-column-{name}") for name in columns),
            (10, 50, 40),
            tuple(rows),
            self._say("trace-by-paragraph"),
            self._say("trace-by-paragraph-rows"),
        )

    def _behind(self, paragraph: str) -> Iterator[str]:
        """A line a meeting: what of its report is there in full, and what in part."""
        links = self.outcome.links_in(paragraph)
        for region in self.matrix.regions:
            for kind in (Answer.FULL, Answer.PART):
                items = [self.matrix.by_id[one.recommendation] for one in links if one.kind is kind]
                own = [item.citation for item in items if item.region == region.key]
                if own:
                    places = self.phrases.paragraphs(own)
                    key = "trace-behind-full" if kind is Answer.FULL else "trace-behind-part"
                    yield self._say(key, meeting=literal(region.name), places=places)
        if not self.outcome.trace.is_read:
            return
        for rest in self.outcome.rest_of(paragraph):
            if rest.document:
                yield self._say(
                    "trace-from-document", document=literal(rest.document), words=literal(rest.words)
                )
        if not links and not any(one.document for one in self.outcome.rest_of(paragraph)):
            yield self._say("trace-not-in-matrix")
