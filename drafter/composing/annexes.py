"""The annexes: where each clause comes from, and what was not used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafter.citations import print_paragraph
from drafter.composing.draft import (
    Alternatives,
    CellParagraph,
    Clause,
    ClauseReference,
    Table,
    Version,
)
from drafter.composing.edits import Edit
from drafter.composing.forms import Annex
from drafter.model import Matrix, Recommendation
from drafter.selection import NotUsed

# The widths of the columns, in parts of the whole.
_WIDTHS: dict[str, tuple[int, ...]] = {
    "concordance": (4, 6, 6, 22, 12),
    "not-used": (6, 4, 16, 8),
}
_RECOMMENDATION_ID = re.compile(r"\b[a-z][a-z0-9]*-[1-9]\d*[a-z]?\b")

_Row = tuple[tuple[CellParagraph, ...], ...]


@dataclass(frozen=True, slots=True)
class AnnexMaker:
    """Makes the annexes' tables for one matrix."""

    matrix: Matrix

    def table(self, annex: Annex, clauses: Sequence[Clause], not_used: Sequence[NotUsed]) -> Table | None:
        """An annex's table; None where it would be empty."""
        if annex.id == "concordance":
            rows = [row for clause in clauses for row in self._clause_rows(clause)]
        else:
            rows = [self._not_used_row(item) for item in not_used]
        return Table(annex.columns, _WIDTHS[annex.id], tuple(rows)) if rows else None

    def _clause_rows(self, clause: Clause) -> Iterator[_Row]:
        """One row a source: clause, region, paragraph, verbatim text, how it was used."""
        is_first = True
        for number, version in enumerate(clause.versions):
            shown = number if clause.printed_as is Alternatives.BIS else 0
            used = self._how_used(clause, version)
            for place, source in enumerate(version.sources):
                item = self.matrix.by_id[source]
                remarks = used if place == 0 else ["Used as the row above"]
                yield (
                    (ClauseReference(clause, shown),),
                    (self.matrix.region_by_key[item.region].name,),
                    (print_paragraph(item.citation),),
                    tuple(self._texts(item)),
                    (
                        *remarks,
                        *self._other_places(item, clause),
                        *(self._note(clause) if is_first else ()),
                    )
                    or ("Unchanged",),
                )
                is_first = False

    def _how_used(self, clause: Clause, version: Version) -> list[str]:
        if clause.printed_as is Alternatives.LEAD and version is not clause.versions[0]:
            return ["Not printed in the clause, which has the words of its first source"]
        remarks = [*_changes(version.edits), *(f"To look at: {remark.text}" for remark in version.remarks)]
        if clause.printed_as is Alternatives.INLINE:
            remarks.append("Printed as one text with the other wordings, what differs in brackets")
        return remarks

    def _other_places(self, item: Recommendation, clause: Clause) -> Iterator[str]:
        """The other themes that the source itself stands under in the matrix."""
        others = [self._title(theme) for theme in item.themes if theme != clause.theme]
        if others:
            yield ("Also under: " if clause.theme in item.themes else "Under: ") + "; ".join(others)

    def _title(self, theme_id: str) -> str:
        theme = self.matrix.theme_by_id[theme_id]
        title = f"“{theme.title}”"
        if sum(other.title == theme.title for other in self.matrix.themes) > 1:
            title += f" in “{self.matrix.section_by_id[theme.section].title}”"
        return title

    def _note(self, clause: Clause) -> Iterator[str]:
        """The note of the concordance entry, in words that stand on this page."""
        if clause.entry_note:
            note = _RECOMMENDATION_ID.sub(lambda match: self._in_words(match[0]), clause.entry_note)
            yield f"Note on this entry of the concordance: {note}"

    def _in_words(self, possible_id: str) -> str:
        item = self.matrix.by_id.get(possible_id)
        if item is None:
            return possible_id
        return f"{self.matrix.region_by_key[item.region].name}, {print_paragraph(item.citation)}"

    def _texts(self, item: Recommendation) -> Iterator[str]:
        yield item.text
        for placement in item.placements:
            if placement.text != item.text:
                yield f"Under {self._title(placement.theme)} the matrix has: {placement.text}"
        if item.remark:
            yield f"In the matrix: {item.remark}"

    def _not_used_row(self, item: NotUsed) -> _Row:
        source = self.matrix.by_id[item.id]
        reasons = [item.reason[0].upper() + item.reason[1:]]
        if item.shared_with:
            reasons.append("Says the same: " + "; ".join(map(self._in_words, item.shared_with)))
        return (
            (self.matrix.region_by_key[source.region].name,),
            (print_paragraph(source.citation),),
            tuple(self._texts(source)),
            tuple(reasons),
        )


def _changes(edits: Iterable[Edit]) -> Iterator[str]:
    return (edit.why[0].upper() + edit.why[1:] for edit in edits)
