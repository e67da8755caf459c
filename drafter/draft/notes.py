"""The footnotes of a text: one for each of its sources, or one that names them all, as the form wants."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from drafter.draft.variant import Footnote
from drafter.form.forms import GROUPED_NOTE, NOTE, Form
from drafter.form.outline import Footnotes, Proposals
from drafter.model import Citation, Matrix, Recommendation
from drafter.problems import DrafterError
from drafter.sources import DocumentParagraph, Proposal
from drafter.text.italics import literal_facts, unmarked

# What a note to a report is told and one to a document is not; of that people mark the italics themselves.
_NO_FACTS = dict.fromkeys(("region", "meeting", "place", "dates", "symbol", "report", "regions", "whose"), "")


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
        every = [(source, Signal(cf=source in cf)) for source in sources if self.has_note(source)]
        also = [
            (source, Signal(see=True, in_part=source in partial)) for source in see if self.has_note(source)
        ]
        every += sorted(also, key=lambda one: one[1])
        if self.form.footnotes is Footnotes.GROUPED and len(every) > 1:
            return (self._grouped(every),)
        return tuple(self._single(source, signal) for source, signal in every)

    def has_note(self, source: str) -> bool:
        """Whether a source has footnotes: a proposal has none unless the form wants them."""
        return source not in self.matrix.declared.proposal_by_id or self.form.proposals is Proposals.FOOTNOTE

    def _single(self, source: str, said: Signal) -> Footnote:
        item = self.matrix.sources[source]
        if not isinstance(item, Recommendation):
            facts = self._facts_and_paragraphs([source])
            text = self._worded({**facts, "paragraph": facts.pop("paragraphs")}, said)
            return Footnote((source,), *unmarked(self._with_document(text, NOTE, str(facts["cited"]))))
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
        return self._worded({"paragraph": paragraph, **self._facts(regions)}, said)

    def _worded(self, facts: Mapping[str, object], said: Signal) -> str:
        text = self.form.say(NOTE, **facts, **said._asdict())
        # A form's template may know nothing of “cf.”
        is_unsaid = said.cf and text == self.form.say(NOTE, **facts, **said._replace(cf=False)._asdict())
        return self.form.phrases.say("cf", note=text) if is_unsaid else text

    def _grouped(self, every: Iterable[tuple[str, Signal]]) -> Footnote:
        """One note to several sources; those of one report stand together, in the order of its paragraphs."""
        place = self.matrix.citing_place
        ordered = sorted(dict.fromkeys(every), key=lambda one: (one[1], place(one[0])))
        reports = [
            {**self._facts_and_paragraphs([source for source, _ in several]), **said._asdict()}
            for (said, _), several in groupby(ordered, lambda one: (one[1], self._report_of(one[0])))
        ]
        text = self.form.say(GROUPED_NOTE, reports=reports)
        if any(said.cf for _, said in ordered):
            plain = self.form.say(GROUPED_NOTE, reports=[{**one, "cf": False} for one in reports])
            text = self.form.phrases.say("cf", note=text) if text == plain else text
        for one in reports:
            text = self._with_document(text, GROUPED_NOTE, str(one["cited"]))
        return Footnote(tuple(source for source, _ in ordered), *unmarked(text))

    def _report_of(self, source: str) -> object:
        """What is the same of all that a grouped note cites together."""
        item = self.matrix.sources[source]
        return item.document.id if isinstance(item, DocumentParagraph) else item.regions or item.id

    def _facts_and_paragraphs(self, sources: Sequence[str]) -> dict[str, object]:
        """What a note is told of some sources of one report or document, or of a proposal."""
        items, phrases = [self.matrix.sources[one] for one in sources], self.form.phrases
        first = items[0]
        if isinstance(first, DocumentParagraph):
            places = [one.place for one in items if isinstance(one, DocumentParagraph)]
            said = phrases.places(first.document.unit, places)
            return {**_NO_FACTS, "cited": first.document.cited, "paragraphs": said}
        if isinstance(first, Proposal):
            words = phrases.proposal(first)
            return {**_NO_FACTS, "cited": words["who"], "paragraphs": words["made"]}
        citations = [self.matrix.by_id[one].citation for one in sources]
        return {**self._facts(first.regions), "paragraphs": phrases.paragraphs(citations)}

    def _with_document(self, text: str, template: str, cited: str) -> str:
        """A note, if it names the document.

        Raises:
            DrafterError: if the form's template knows reports alone.
        """
        if cited not in text:
            raise DrafterError(
                f"the form “{self.form.name}” does not name documents in its footnotes: {template}.j2 does "
                "not print “cited”",
                "Copy what the shipped one has for it, or take your own out of the form's folder.",
            )
        return text

    def _facts(self, keys: Sequence[str]) -> dict[str, object]:
        """What a note is told of the report, the first region's or that of all, and of the regions."""
        region, report = self.matrix.region_by_key[keys[0]], self.matrix.report
        names = [self.matrix.region_by_key[key].name for key in keys]
        facts = {fact: getattr(region, fact) for fact in ("meeting", "place", "dates", "symbol")}
        facts["whose"] = region.name if region.key in self.matrix.named_apart else ""
        facts["symbol"] = report.symbol if report else region.symbol
        said = self.form.phrases.in_a_row(names)
        return literal_facts(
            {
                "region": region.name,
                **facts,
                "cited": "",
                "report": report and report.name,
                "regions": said if len(names) > 1 or report else "",
            }
        )
