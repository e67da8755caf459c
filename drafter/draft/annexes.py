"""Makes the annexes: the sources of each paragraph, and what is not used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from drafter.draft.lines import FootnoteMaker
from drafter.draft.matter import paragraphs_of
from drafter.draft.model import (
    Block,
    GroupHeading,
    PageBreak,
    PrintedClause,
    Reference,
    Role,
    Row,
    Table,
    Unused,
    Wording,
)
from drafter.form.forms import Form
from drafter.form.outline import Annex
from drafter.model import RECOMMENDATION_ID, Alternatives, Matrix
from drafter.text import capitalized, first_words

# The columns of each annex, with their widths as parts of the whole.
_COLUMNS = {
    Annex.SOURCES: {"clause": 12, "source": 28, "changes": 40},
    Annex.NOT_USED: {"source": 30, "opening": 50},
}
_FULL_COLUMNS = {"clause": 20, "source": 30, "changes": 40, "words": 50}
_OPENING_WORDS = 12


class AnnexMaker(Struct, frozen=True):
    """Makes the annexes of one draft.

    Attributes:
        matrix: The matrix.
        form: The form.
        notes: Makes the footnotes.
        clauses: The clauses of the text and guidance, in order.
        not_used: The recommendations that are in no clause.
        is_full: Whether the words of every source are printed.
        about: The values for the templates.
    """

    matrix: Matrix
    form: Form
    notes: FootnoteMaker
    clauses: Sequence[PrintedClause]
    not_used: Sequence[Unused]
    is_full: bool
    about: Mapping[str, object]

    def annex(self, annex: Annex) -> Iterator[Block]:
        """Give an annex, which begins on a new page, unless it would be empty."""
        rows = tuple(self._sources() if annex is Annex.SOURCES else self._not_used())
        if not rows:
            return
        columns = _FULL_COLUMNS if annex is Annex.SOURCES and self.is_full else _COLUMNS[annex]
        say = self.form.phrases.say
        words = paragraphs_of(self.form.say(annex.template, **self.about), annex.value)
        headings = tuple(say(f"column-{name}") for name in columns)
        title = next((paragraph.text for paragraph in words if paragraph.role is Role.HEADING_1), "")
        description = " ".join(paragraph.text for paragraph in words if paragraph.role is Role.TEXT)
        yield PageBreak()
        yield from words
        yield Table(f"{annex}-table", headings, tuple(columns.values()), rows, title, description)

    def _sources(self) -> Iterator[Row]:
        """Give a row per wording: its sources, and the changes to their words."""
        for clause in self.clauses:
            for number, wording in enumerate(clause.wordings):
                line = number if clause.printed_as is Alternatives.BIS and len(clause.lines) > number else 0
                label = clause.lines[line].label
                reference = Reference(clause.id, f"{clause.number} {label}" if clause.letter else label, line)
                notes = tuple(self._how(clause, wording, is_first=number == 0))
                row: Row = ((reference,), tuple(map(self._cited, wording.sources)), notes)
                yield (*row, tuple(self._words(wording))) if self.is_full else row

    def _how(self, clause: PrintedClause, wording: Wording, *, is_first: bool) -> Iterator[str]:
        """Give the changes that made a wording of the words of its first source."""
        say = self.form.phrases.say
        if wording.is_edited:
            yield say("edited")
        if clause.printed_as is Alternatives.LEAD and not is_first:
            yield say("not-printed")
        else:
            # Each change once: an abbreviation may be spelt out at several places. The headnote has the
            # closing mark.
            whys = [edit.why for edit in wording.edits if edit.inserted not in (";", ".")]
            yield from (capitalized(why) for why in dict.fromkeys(whys))
        if is_first and clause.note:
            # The note names recommendations by their ids, which a reader of the paper does not know.
            note = RECOMMENDATION_ID.sub(lambda match: self._named(match[0]), clause.note)
            yield say("note", note=note)

    def _named(self, source: str) -> str:
        return self._cited(source) if source in self.matrix.by_id else source

    def _words(self, wording: Wording) -> Iterator[str]:
        return (self.matrix.by_id[source].text for source in wording.sources if source in self.matrix.by_id)

    def _cited(self, source: str) -> str:
        item = self.matrix.by_id.get(source)
        if item is None:
            return self.notes.footnotes([source])[0].text.removesuffix(".")
        names = self.form.phrases.in_a_row([self.matrix.region_by_key[key].name for key in item.regions])
        return f"{names}, {self.form.phrases.paragraph(item.citation)}"

    def _not_used(self) -> Iterator[Row | GroupHeading]:
        """Give the recommendations that are not used, below their reasons."""
        by_reason: dict[str, list[str]] = {}
        for item in self.not_used:
            by_reason.setdefault(item.reason, []).append(item.id)
        for reason, ids in by_reason.items():
            yield GroupHeading(None, capitalized(reason))
            for source in ids:
                recommendation = self.matrix.by_id.get(source)
                opening = first_words(recommendation.text, _OPENING_WORDS) if recommendation else ""
                yield ((self._cited(source),), (opening,))
