"""The footnotes of a text: one for each of its sources, or one that names them all, as the form wants."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from drafter.draft.clause import Footnote
from drafter.form.forms import GROUPED_NOTE, NOTE, Form
from drafter.form.outline import Footnotes
from drafter.italics import literal_facts, unmarked
from drafter.model import Citation, Matrix


@dataclass(frozen=True, slots=True)
class NoteMaker:
    """Makes footnotes.

    Attributes:
        known: For the regions of a source, and whether a note says “see” and “in part”, what stands around
            the paragraph; nothing where the form's template does more with it than print it.
    """

    matrix: Matrix
    form: Form
    known: dict[tuple[tuple[str, ...], bool, bool], tuple[str, ...]] = field(default_factory=dict)

    def of(
        self, sources: Iterable[str], see: Collection[str] = (), partial: Container[str] = ()
    ) -> tuple[Footnote, ...]:
        """The footnotes that stand at one place.

        Args:
            sources: Ids of the recommendations that say what is printed, in order.
            see: Those that say it in other words; they follow, and their notes say “see”.
            partial: Those among them that say only a part of it; they stand last, and that is said too.
        """
        every = [(source, False, False) for source in sources]
        also = [(source, True, source in partial) for source in see]
        every += sorted(also, key=lambda one: one[2])
        if self.form.footnotes is Footnotes.GROUPED and len(every) > 1:
            return (self._grouped(every),)
        return tuple(self._single(source, see=is_also, in_part=in_part) for source, is_also, in_part in every)

    def _single(self, source: str, *, see: bool, in_part: bool) -> Footnote:
        item = self.matrix.by_id[source]
        regions, paragraph = item.regions, self.form.phrases.paragraph(item.citation)
        said = {"see": see, "in_part": in_part}
        if (regions, see, in_part) not in self.known:
            # Most templates print the paragraph as it is, and all notes to a report differ in that alone.
            first, other = (self.form.phrases.paragraph(Citation("", 1, letter)) for letter in ("", "a"))
            text = self._say(regions, first, said)
            is_plain = first in text and text.replace(first, other) == self._say(regions, other, said)
            self.known[regions, see, in_part] = tuple(text.split(first)) if is_plain else ()
        around = self.known[regions, see, in_part]
        text = paragraph.join(around) if around else self._say(regions, paragraph, said)
        return Footnote((source,), *unmarked(text))

    def _say(self, regions: Sequence[str], paragraph: str, said: Mapping[str, bool]) -> str:
        return self.form.say(NOTE, paragraph=paragraph, **said, **self._facts(regions))

    def _grouped(self, every: Iterable[tuple[str, bool, bool]]) -> Footnote:
        """One note to several sources; those of one report stand together, in the order of its paragraphs."""
        order = self.matrix.citing_order
        ordered = sorted(dict.fromkeys(every), key=lambda one: (one[1:], order[one[0]]))
        reports = [
            {
                **self._facts(regions),
                "paragraphs": self.form.phrases.paragraphs(
                    [self.matrix.by_id[one].citation for one, *_ in own]
                ),
                "see": see,
                "in_part": in_part,
            }
            for (see, in_part, regions), several in groupby(
                ordered, lambda one: (*one[1:], self.matrix.by_id[one[0]].regions)
            )
            for own in [list(several)]
        ]
        text = self.form.say(GROUPED_NOTE, reports=reports)
        return Footnote(tuple(source for source, *_ in ordered), *unmarked(text))

    def _facts(self, keys: Sequence[str]) -> dict[str, object]:
        """What a note is told of the report, the first region's or that of all, and of the regions."""
        region, report = self.matrix.region_by_key[keys[0]], self.matrix.report
        names = [self.matrix.region_by_key[key].name for key in keys]
        facts = {fact: getattr(region, fact) for fact in ("meeting", "place", "dates", "symbol")}
        facts["symbol"] = report.symbol if report else region.symbol
        said = self.form.phrases.in_a_row(names)
        return literal_facts(
            {
                "region": region.name,
                **facts,
                "report": report and report.name,
                "regions": said if len(names) > 1 or report else "",
            }
        )
