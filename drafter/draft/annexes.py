"""The annexes: where each clause comes from, and what was not used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafter.draft.front import paragraphs_of
from drafter.draft.model import (
    Block,
    Clause,
    ClauseNumber,
    GroupHeading,
    PageBreak,
    Row,
    Table,
    Variant,
)
from drafter.form.forms import Form
from drafter.form.outline import Annex
from drafter.matrix.criteria import NotUsed, in_words
from drafter.model import Alternatives, Kind, Matrix, Recommendation
from drafter.phrases import Phrases

# The columns of each, with their widths in parts of the whole; “was” for the numbers of an earlier draft.
_COLUMNS = {
    "concordance": {"clause": 5, "was": 5, "region": 9, "paragraph": 7, "text": 36, "changes": 18},
    "not-used": {"region": 9, "paragraph": 7, "text": 40, "reason": 19},
}
_RECOMMENDATION_ID = re.compile(r"\b[a-z][a-z0-9]*-[1-9]\d*[a-z]?\b")


@dataclass(frozen=True, slots=True)
class AnnexMaker:
    """Makes the annexes of one draft.

    Attributes:
        was: Clause id → its number in an earlier draft; None where Annex I is not to name it.
    """

    matrix: Matrix
    form: Form
    was: Mapping[str, str] | None = None

    @property
    def phrases(self) -> Phrases:
        """Those of the form."""
        return self.form.phrases

    def blocks(self, annex: Annex, clauses: Sequence[Clause], not_used: Sequence[NotUsed]) -> Iterator[Block]:
        """An annex on a page of its own; nothing of one that would be empty."""
        rows = tuple(self._of_clauses(clauses) if annex.id == "concordance" else self._not_used(not_used))
        if not rows:
            return
        sources = sum(not isinstance(row, GroupHeading) for row in rows)
        heading, *others = words = paragraphs_of(self.form.say(annex.text, rows=sources))
        yield PageBreak(landscape=annex.landscape)
        yield from words
        columns = {
            name: width for name, width in _COLUMNS[annex.id].items() if name != "was" or self.was is not None
        }
        headings = tuple(self.phrases.say(f"column-{name}") for name in columns)
        description = " ".join(paragraph.text for paragraph in others)
        yield Table(headings, tuple(columns.values()), rows, heading.text, description)

    def _of_clauses(self, clauses: Sequence[Clause]) -> Iterator[Row | GroupHeading]:
        for clause in clauses:
            yield self._clause(clause)
            yield from self._clause_rows(clause)

    def _not_used(self, not_used: Sequence[NotUsed]) -> Iterator[Row | GroupHeading]:
        """Those of a theme below its heading, which names its section: another may have its title."""
        for theme_id, items in groupby(not_used, lambda item: self.matrix.by_id[item.id].themes[0]):
            theme = self.matrix.theme_by_id[theme_id]
            yield GroupHeading(None, theme.title, (self.matrix.section_by_id[theme.section].title,))
            for item in items:
                reason = in_words(item.reason, self.phrases)
                reasons = [reason[0].upper() + reason[1:]]
                if item.shared_with:
                    same = "; ".join(map(self._in_words, item.shared_with))
                    reasons.append(self.phrases.say("says-the-same", sources=same))
                yield (*self._source(self.matrix.by_id[item.id]), tuple(reasons))

    def _clause(self, clause: Clause) -> GroupHeading:
        """What a reviewer wants to know first: who contributed, and how the texts were put together.

        Of a clause from one source the row below says it all.
        """
        lines = [remark.text for remark in clause.remarks]
        if len(clause.sources) > 1:
            names = [self.matrix.region_by_key[key].name for key in clause.regions]
            contributed = self.phrases.say("from", regions=in_a_row(names, self.phrases))
            lines = [contributed, *lines, *self._put_together(clause)]
        return GroupHeading(ClauseNumber.of(clause), clause.heading, (*lines, *self._note(clause)))

    def _put_together(self, clause: Clause) -> Iterator[str]:
        """How the sources' texts became one clause, and why."""
        count = len(clause.variants)
        own = sum(version.is_own for version in clause.variants)
        if own == count == 1:
            how = "own-words"
        elif count == 1:
            how = "one-wording"
        elif clause.printed_as is Alternatives.BIS and clause.kind is Kind.GUIDANCE:
            how = "wordings-guidance"
        else:
            how = f"wordings-{clause.printed_as}"
        was_added = clause.entry is not None and clause.entry.added
        why = self.phrases.say("put-together" if was_added else "judged-same")
        yield self.phrases.say(how, count=count, why=why)
        if own and count > 1:
            what = "own-all" if own == count else "own-one" if own == 1 else "own-some"
            yield self.phrases.say(what, own=own)

    def _clause_rows(self, clause: Clause) -> Iterator[Row]:
        """One row a source: clause, region, paragraph, verbatim text, how it was used."""
        for number, version in enumerate(clause.variants):
            shown = number if clause.printed_as is Alternatives.BIS else 0
            used = self._how_used(clause, version)
            for place, source in enumerate(version.sources):
                item = self.matrix.by_id[source]
                remarks = used if place == 0 or version.is_own else [self.phrases.say("as-above")]
                yield (
                    (ClauseNumber.of(clause, shown),),
                    *(((self.was.get(clause.id, "–"),),) if self.was is not None else ()),
                    *self._source(item),
                    (*remarks, *self._other_places(item, clause)) or (self.phrases.say("unchanged"),),
                )

    def _how_used(self, clause: Clause, version: Variant) -> list[str]:
        if clause.printed_as is Alternatives.LEAD and version is not clause.variants[0]:
            return [self.phrases.say("not-printed-own" if clause.variants[0].is_own else "not-printed")]
        if version.is_own:
            return [self.phrases.say("own-words-instead")]
        remarks = (self.phrases.say("to-look-at", remark=remark.text) for remark in version.remarks)
        # Each change once: an abbreviation may be spelt out at several places.
        changes = dict.fromkeys(edit.why[0].upper() + edit.why[1:] for edit in version.edits)
        return [*changes, *remarks]

    def _other_places(self, item: Recommendation, clause: Clause) -> Iterator[str]:
        """The other themes that the source itself stands under in the matrix."""
        others = [self._title(theme) for theme in item.themes if theme != clause.theme]
        if others:
            key = "also-under" if clause.theme in item.themes else "under"
            yield self.phrases.say(key, themes="; ".join(others))

    def _title(self, theme_id: str) -> str:
        theme = self.matrix.theme_by_id[theme_id]
        if sum(other.title == theme.title for other in self.matrix.themes) == 1:
            return self.phrases.say("word", word=theme.title)
        section = self.matrix.section_by_id[theme.section].title
        return self.phrases.say("theme-in-section", theme=theme.title, section=section)

    def _note(self, clause: Clause) -> Iterator[str]:
        """The note of the concordance entry, in words that stand on this page."""
        if clause.shared_note:
            note = _RECOMMENDATION_ID.sub(lambda match: self._in_words(match[0]), clause.shared_note)
            yield self.phrases.say("note", note=note)

    def _in_words(self, possible_id: str) -> str:
        item = self.matrix.by_id.get(possible_id)
        if item is None:
            return possible_id
        return f"{self.matrix.region_by_key[item.region].name}, {self.phrases.paragraph(item.citation)}"

    def _source(self, item: Recommendation) -> Row:
        """The cells that say where a source stands, and what it says."""
        region = self.matrix.region_by_key[item.region].name
        return (region,), (self.phrases.paragraph(item.citation),), tuple(self._texts(item))

    def _texts(self, item: Recommendation) -> Iterator[str]:
        yield item.text
        for placement in item.placements:
            if placement.text != item.text:
                theme = self._title(placement.theme)
                yield self.phrases.say("under-has", theme=theme, text=placement.text)
        if item.remark:
            yield self.phrases.say("in-matrix", remark=item.remark)


def in_a_row(names: Sequence[str], phrases: Phrases) -> str:
    """Names in a sentence; semicolons where a name has an “and” of its own.

    “Africa and Europe”, “Asia and the Pacific; Africa; and Europe”.
    """
    *others, last = names
    if not others:
        return last
    is_long = any(phrases.say("and") in name for name in names)
    key, mark = ("last-of-long-list", "; ") if is_long else ("last-of-list", ", ")
    return phrases.say(key, others=mark.join(others), last=last)
