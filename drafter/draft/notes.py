"""The footnotes of a text: one for each of its sources, or one that names them all, as the form wants."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from drafter.draft.clause import Footnote
from drafter.form.forms import GROUPED_NOTE, NOTE, Form
from drafter.form.outline import Footnotes
from drafter.italics import literal_facts, unmarked
from drafter.model import Citation, Matrix


class Signal(NamedTuple):
    """What a note says before a source; in the order of the notes.

    Attributes:
        see: “See also”: it says it in other words than are printed.
        in_part: “In part”: only a part of it.
        cf: “Cf.”, compare (Editorial Manual): the words are people's, and nobody says that it supports them.
    """

    see: bool = False
    in_part: bool = False
    cf: bool = False


@dataclass(frozen=True, slots=True)
class NoteMaker:
    """Makes footnotes.

    Attributes:
        known: For the regions of a source and what a note says before it, what stands around the paragraph;
            nothing where the form's template does more with it than print it.
    """

    matrix: Matrix
    form: Form
    known: dict[tuple[tuple[str, ...], Signal], tuple[str, ...]] = field(default_factory=dict)

    def of(
        self,
        sources: Iterable[str],
        see: Collection[str] = (),
        partial: Container[str] = (),
        cf: Container[str] = (),
    ) -> tuple[Footnote, ...]:
        """The footnotes that stand at one place.

        Args:
            sources: Ids of the recommendations that stand behind what is printed, in order.
            see: Those that say it in other words; they follow, and their notes say “see”.
            partial: Those among them that say only a part of it; they stand last, and that is said too.
            cf: Those of ``sources`` that are only to be compared: see ``Signal``.
        """
        every = [(source, Signal(cf=source in cf)) for source in sources]
        also = [(source, Signal(see=True, in_part=source in partial)) for source in see]
        every += sorted(also, key=lambda one: one[1])
        if self.form.footnotes is Footnotes.GROUPED and len(every) > 1:
            return (self._grouped(every),)
        return tuple(self._single(source, signal) for source, signal in every)

    def _single(self, source: str, said: Signal) -> Footnote:
        item = self.matrix.by_id[source]
        regions, paragraph = item.regions, self.form.phrases.paragraph(item.citation)
        if (regions, said) not in self.known:
            # Most templates print the paragraph as it is, and all notes to a report differ in that alone.
            first, other = (self.form.phrases.paragraph(Citation("", 1, letter)) for letter in ("", "a"))
            text = self._say(regions, first, said)
            is_plain = first in text and text.replace(first, other) == self._say(regions, other, said)
            self.known[regions, said] = tuple(text.split(first)) if is_plain else ()
        around = self.known[regions, said]
        text = paragraph.join(around) if around else self._say(regions, paragraph, said)
        return Footnote((source,), *unmarked(text))

    def _say(self, regions: Sequence[str], paragraph: str, said: Signal) -> str:
        facts = {"paragraph": paragraph, **self._facts(regions)}
        text = self.form.say(NOTE, **facts, **said._asdict())
        # A form's template may know nothing of “cf.”
        is_unsaid = said.cf and text == self.form.say(NOTE, **facts, **said._replace(cf=False)._asdict())
        return self.form.phrases.say("cf", note=text) if is_unsaid else text

    def _grouped(self, every: Iterable[tuple[str, Signal]]) -> Footnote:
        """One note to several sources; those of one report stand together, in the order of its paragraphs."""
        order = self.matrix.citing_order
        ordered = sorted(dict.fromkeys(every), key=lambda one: (one[1], order[one[0]]))
        reports = [
            {
                **self._facts(regions),
                "paragraphs": self.form.phrases.paragraphs(
                    [self.matrix.by_id[one].citation for one, _ in own]
                ),
                **said._asdict(),
            }
            for (said, regions), several in groupby(
                ordered, lambda one: (one[1], self.matrix.by_id[one[0]].regions)
            )
            for own in [list(several)]
        ]
        text = self.form.say(GROUPED_NOTE, reports=reports)
        if any(said.cf for _, said in ordered):
            plain = self.form.say(GROUPED_NOTE, reports=[{**one, "cf": False} for one in reports])
            text = self.form.phrases.say("cf", note=text) if text == plain else text
        return Footnote(tuple(source for source, _ in ordered), *unmarked(text))

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
