"""The figures of a trace as tables for delegates: by meeting and by theme, and what has nobody behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from drafter.draft.blocks import Block, GroupHeading, Paragraph, Role, Row, Table
from drafter.phrases import Phrases
from drafter.reading.tracing.outcome import Ended, Outcome
from drafter.text.italics import literal
from drafter.text.words import capitalized

_SHOWN = (Ended.FULL, Ended.PART, Ended.NOWHERE)
_EMPTY = "–"
_MOST_COLUMNS = 7  # regions beside the themes; more do not fit on a page


class TraceFigures:
    """Makes the tables of figures.

    Args:
        outcome: What the trace says.
        phrases: Of a form, for this matrix.
        only: The ids of the recommendations of which it tells.
        share: What these are of all, in words; empty for all.
    """

    def __init__(self, outcome: Outcome, phrases: Phrases, only: Collection[str], share: str) -> None:
        self.outcome, self.matrix = outcome, outcome.matrix
        self.phrases, self.only, self.share = phrases, only, share
        self.of_meetings = any(region.meeting for region in self.matrix.regions)

    def blocks(self) -> Iterator[Block]:
        """The tables with their headings."""
        yield Paragraph(Role.HEADING_2, self._title_of_meetings)
        yield self._by_meeting()
        yield from self._guidance()
        yield Paragraph(Role.HEADING_2, self._say("trace-by-theme"))
        yield self._by_theme()
        bare = self.outcome.not_backed()
        if bare and self.outcome.trace.is_read and not self.share:
            yield Paragraph(Role.HEADING_2, self._say("trace-not-backed"))
            yield Paragraph(Role.TEXT, ", ".join(one.key for one in bare))

    def _say(self, key: str, **facts: object) -> str:
        return self.phrases.say(key, **facts)

    @property
    def _title_of_meetings(self) -> str:
        if self.of_meetings:
            return self._say("trace-by-meeting")
        return self._say("trace-by-region", region=self.phrases.region_words[0])

    def _counts(self, counts: Counter[Ended]) -> tuple[tuple[str, ...], ...]:
        return tuple((str(counts[one]),) for one in (*_SHOWN, Ended.OPEN))

    def _by_meeting(self) -> Table:
        rows: list[Row] = []
        for region in self.matrix.regions:
            ids = [item.id for item in self.outcome.of_region(region.key) if item.id in self.only]
            if self.share and not ids:
                continue
            name = region.meeting or region.name
            rows.append(((literal(name),), (str(len(ids)),), *self._counts(self.outcome.counts(ids))))
        if len(rows) > 1:
            every = [item.id for item in self.matrix.recommendations if item.id in self.only]
            figures = self._counts(self.outcome.counts(every))
            rows.append(((self._say("trace-all"),), (str(len(every)),), *figures))
        first = self._say("trace-column-meeting")
        if not self.of_meetings:
            first = capitalized(self.phrases.region_words[0])
        columns = ("count", "full", "part", "nowhere", "open")
        return Table(
            (first, *(self._say(f"trace-column-{name}") for name in columns)),
            (40, 11, 11, 11, 12, 15),
            tuple(rows),
            self._title_of_meetings,
            self._say("trace-by-meeting-rows"),
        )

    def _guidance(self) -> Iterator[Block]:
        """Of what ended nowhere, what is about the text or its meeting, and so asks for no place in it."""
        nowhere = [one.id for one in self.outcome.nowhere() if one.id in self.only]
        about = [self.matrix.by_id[one] for one in self.outcome.nowhere_as_guidance() if one in self.only]
        if about:
            listed = "; ".join(
                f"{literal(region.name)}, {self.phrases.paragraphs([one.citation for one in own])}"
                for region in self.matrix.regions
                if (own := [one for one in about if one.region == region.key])
            )
            facts = {"nowhere": len(nowhere), "count": len(about), "listed": listed}
            yield Paragraph(Role.NOTE, self._say("trace-guidance", **facts))

    def _by_theme(self) -> Table:
        regions = [
            region
            for region in self.matrix.regions
            if not self.share or any(item.id in self.only for item in self.outcome.of_region(region.key))
        ]
        is_narrow = len(regions) <= _MOST_COLUMNS
        columns = [region.name for region in regions] if is_narrow else [self._say("trace-all")]
        rows: list[Row | GroupHeading] = []
        section = None
        for theme in self.matrix.themes:
            cells = {
                key: [given for given in ids if given in self.only]
                for key, ids in self.matrix.cells[theme.id].items()
            }
            if self.share and not any(cells.values()):
                continue
            if theme.section != section:
                section = theme.section
                title = self.matrix.section_by_id[section].title
                rows += [GroupHeading(None, literal(title))] if title else []
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
