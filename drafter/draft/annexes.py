"""The annexes: where each clause comes from, and what was not used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafter.citations.written import print_paragraph
from drafter.draft.model import Clause, ClauseNumber, Edit, GroupHeading, Row, Table, Variant
from drafter.form.parts import Annex
from drafter.matrix.candidates import NotUsed
from drafter.matrix.criteria import in_words
from drafter.model import Alternatives, Kind, Matrix, Recommendation

# The widths of the columns, in parts of the whole.
_WIDTHS: dict[str, tuple[int, ...]] = {
    "concordance": (5, 9, 7, 36, 18),
    "not-used": (9, 7, 40, 19),
}
# The column with the numbers of an earlier draft.
_WAS = "Was"
_WAS_WIDTH = 5
_RECOMMENDATION_ID = re.compile(r"\b[a-z][a-z0-9]*-[1-9]\d*[a-z]?\b")


def count_sources(rows: Iterable[Row | GroupHeading]) -> int:
    """How many sources stand in an annex."""
    return sum(not isinstance(row, GroupHeading) for row in rows)


@dataclass(frozen=True, slots=True)
class AnnexMaker:
    """Makes the annexes' tables for one matrix.

    Attributes:
        matrix: The matrix.
        was: Clause id → its number in an earlier draft; None where Annex I is not to name it.
    """

    matrix: Matrix
    was: Mapping[str, str] | None = None

    def rows(
        self, annex: Annex, clauses: Sequence[Clause], not_used: Sequence[NotUsed]
    ) -> tuple[Row | GroupHeading, ...]:
        """The rows of an annex, clause by clause or theme by theme; none where it would be empty."""
        rows: list[Row | GroupHeading] = []
        if annex.id == "concordance":
            for clause in clauses:
                rows.append(self._clause(clause))
                rows += self._clause_rows(clause)
            return tuple(rows)
        theme = ""
        for item in not_used:
            own = self.matrix.by_id[item.id].themes[0]
            if own != theme:
                theme = own
                rows.append(self._theme(theme))
            rows.append(self._not_used_row(item))
        return tuple(rows)

    def table(
        self, annex: Annex, rows: tuple[Row | GroupHeading, ...], title: str, description: str
    ) -> Table:
        """An annex's table.

        Args:
            annex: Which one.
            rows: Its rows.
            title: What is in it, for those who do not see it.
            description: How it is laid out, likewise.
        """
        columns, widths = annex.columns, _WIDTHS[annex.id]
        if annex.id == "concordance" and self.was is not None:
            columns = (columns[0], _WAS, *columns[1:])
            widths = (widths[0], _WAS_WIDTH, *widths[1:])
        return Table(columns, widths, rows, title, description)

    def _clause(self, clause: Clause) -> GroupHeading:
        """What a reviewer wants to know first: who contributed, and how the texts were put together.

        Of a clause from one source the row below says it all.
        """
        decided = [remark.text for remark in clause.remarks]
        if len(clause.sources) == 1:
            return GroupHeading(ClauseNumber.of(clause), clause.heading, (*decided, *self._note(clause)))
        names = [self.matrix.region_by_key[key].name for key in clause.regions]
        lines = [f"From {in_a_row(names)}.", *decided, *self._put_together(clause), *self._note(clause)]
        return GroupHeading(ClauseNumber.of(clause), clause.heading, tuple(lines))

    def _put_together(self, clause: Clause) -> Iterator[str]:
        """How the sources' texts became one clause, and why."""
        count = len(clause.variants)
        why = "They were judged to say the same."
        if clause.entry and clause.entry.added:
            why = "They were put together in the selection."
        own = sum(version.is_own for version in clause.variants)
        if own == count == 1:
            yield f"The drafter’s own words, with a footnote to each source. {why}"
        elif count == 1:
            yield (
                "One wording: the sources differ at most in capitals, punctuation or an abbreviation, so it "
                f"has a footnote to each. {why}"
            )
        elif clause.printed_as is Alternatives.LEAD:
            yield f"{count} wordings, of which the clause has the first; the others stand only here. {why}"
        elif clause.printed_as is Alternatives.INLINE:
            yield f"{count} wordings, printed as one text with what differs in brackets. {why}"
        elif clause.kind is Kind.GUIDANCE:
            yield f"{count} wordings, printed one below the other. {why}"
        else:
            yield f"{count} wordings, printed one below the other in brackets, to choose from. {why}"
        if own and count > 1:
            what = "All are" if own == count else "One is" if own == 1 else f"{own} are"
            yield f"{what} the drafter’s own."

    def _theme(self, theme_id: str) -> GroupHeading:
        """The heading of the recommendations under a theme, which may have the title of another's."""
        theme = self.matrix.theme_by_id[theme_id]
        return GroupHeading(None, theme.title, (self.matrix.section_by_id[theme.section].title,))

    def _clause_rows(self, clause: Clause) -> Iterator[Row]:
        """One row a source: clause, region, paragraph, verbatim text, how it was used."""
        for number, version in enumerate(clause.variants):
            shown = number if clause.printed_as is Alternatives.BIS else 0
            used = self._how_used(clause, version)
            for place, source in enumerate(version.sources):
                item = self.matrix.by_id[source]
                remarks = used if place == 0 or version.is_own else ["Used as the row above"]
                yield (
                    (ClauseNumber.of(clause, shown),),
                    *(((self.was.get(clause.id, "–"),),) if self.was is not None else ()),
                    (self.matrix.region_by_key[item.region].name,),
                    (print_paragraph(item.citation),),
                    tuple(self._texts(item)),
                    (*remarks, *self._other_places(item, clause)) or ("Unchanged",),
                )

    def _how_used(self, clause: Clause, version: Variant) -> list[str]:
        if clause.printed_as is Alternatives.LEAD and version is not clause.variants[0]:
            first = (
                "the drafter’s own words" if clause.variants[0].is_own else "the words of its first source"
            )
            return [f"Not printed in the clause, which has {first}"]
        if version.is_own:
            return ["The clause has the drafter’s own words, not those of this source"]
        return [*_changes(version.edits), *(f"To look at: {remark.text}" for remark in version.remarks)]

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
        if clause.shared_note:
            note = _RECOMMENDATION_ID.sub(lambda match: self._in_words(match[0]), clause.shared_note)
            yield f"Note: {note}"

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

    def _not_used_row(self, item: NotUsed) -> Row:
        source = self.matrix.by_id[item.id]
        reason = in_words(item.reason)
        reasons = [reason[0].upper() + reason[1:]]
        if item.shared_with:
            reasons.append("Says the same: " + "; ".join(map(self._in_words, item.shared_with)))
        return (
            (self.matrix.region_by_key[source.region].name,),
            (print_paragraph(source.citation),),
            tuple(self._texts(source)),
            tuple(reasons),
        )


def in_a_row(names: Sequence[str]) -> str:
    """Names in a sentence; semicolons where a name has an “and” of its own.

    “Africa and Europe”, “Asia and the Pacific; Africa; and Europe”.
    """
    *others, last = names
    if not others:
        return last
    mark = ";" if any(" and " in name for name in names) else ","
    if len(others) == 1:
        return f"{others[0]}{mark if mark == ';' else ''} and {last}"
    return f"{f'{mark} '.join(others)}{mark if mark == ';' else ''} and {last}"


def _changes(edits: Iterable[Edit]) -> Iterator[str]:
    """Each change once: an abbreviation may be spelt out at several places."""
    return iter(dict.fromkeys(edit.why[0].upper() + edit.why[1:] for edit in edits))
