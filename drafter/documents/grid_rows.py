"""Tells which rows of a grid are headings: by what stands alone in a row, where, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from drafter.documents.citation_forms import Forms, Stand, is_cited
from drafter.documents.headings import ROMAN, looks_like_title
from drafter.documents.outline import kinds_above, kinds_of
from drafter.documents.table import Cell
from drafter.documents.tables import Head, Line, Sheet, without_continued
from drafter.documents.words import words

_LABELLED = re.compile(r"\s*(?:\([a-z]{1,2}|[a-z])\)\s")


class GridRows:
    """The rows of a grid, headings and others.

    Args:
        sheet: The table, without the notes below it.
        heads: Of the regions' columns.
        themes: Of the columns beside them, by what these hold.
        forms: Finds citations.
        stand: Where citations stand.

    Attributes:
        above: The rows as far as the last one that is no heading.
        behind: The headings behind it, which head nothing.
        has_headings: Whether anything heads the rows.
        has_rows_across: Whether headings run across the regions' columns.
        kinds: Title → how it is numbered; see ``kinds_of``.
        kinds_above: The ways of numbering that sections have.
    """

    def __init__(
        self, sheet: Sheet, heads: Sequence[Head], themes: Mapping[str, Head], forms: Forms, stand: Stand
    ) -> None:
        self._sheet, self._heads, self._themes = sheet, heads, themes
        self._forms, self._stand = forms, stand
        first = [cell for line in sheet.lines for cell in line.filled if heads[:1] and heads[0].holds(cell)]
        # Texts that a page breaks off: what stands below goes on in small letters.
        self._broken = {id(cell) for cell, below in pairwise(first) if below.text.strip()[:1].islower()}
        alone = (line.filled[0] for line in sheet.lines if len(line.filled) == 1)
        self.has_rows_across = bool(heads) and any(map(self.runs_across, alone))
        groups = [
            [without_continued(line.row[0].text) for line in lines]
            for is_heading, lines in groupby(sheet.lines, key=self.is_heading)
            if is_heading
        ]
        self.kinds = kinds_of(title for group in groups for title in group)
        self.kinds_above = kinds_above(groups, self.kinds)
        last = max((place for place, line in enumerate(sheet.lines) if not self._is_idle(line)), default=-1)
        self.above, self.behind = sheet.lines[: last + 1], sheet.lines[last + 1 :]
        self.has_headings = any(map(self.is_heading, self.above)) or "theme" in themes

    def is_heading(self, line: Line, *, is_open: bool = False) -> bool:
        """Whether a row is a heading: one cell with text, its first, or one that runs across all.

        Args:
            line: The row.
            is_open: Whether a paragraph of the first region's column waits for its end, as this may be.
        """
        filled = line.filled
        if len(filled) != 1 or (line.running and not line.fits) or not self._heads:
            return False
        (cell,) = filled
        first = self._heads[0]
        if (
            words().says_nothing(cell.text)
            or cell.column > first.start
            or (is_open and self._stand is Stand.END and cell.text[0].islower())
            or is_cited(cell.text)
        ):
            return False
        if self.runs_across(cell):
            return True
        if "theme" in self._themes:
            return cell.paragraphs[0].bold and cell.column < first.start
        if self.has_rows_across and not self.is_marked(cell):
            # Else the first region alone says something here.
            is_whole = self._stand is not Stand.NONE and id(cell) not in self._broken
            return is_whole and self.may_be_title(cell)
        return (
            not _LABELLED.match(cell.text)
            and not (self._stand is Stand.BEGIN and self._forms.begin(cell.text))
            and (self._stand is not Stand.NONE or self._looks_like_heading(cell))
        )

    def _is_idle(self, line: Line) -> bool:
        """Whether a row has at most a heading without a numeral; at the end of the table it heads nothing."""
        if not line.filled or line.running or not line.fits:
            return not line.filled and not line.running
        text = line.filled[0].text
        kind = self.kinds.get(text, "")
        is_numbered = ROMAN.fullmatch(text) or (kind and [*self.kinds.values()].count(kind) > 1)
        is_title = not is_numbered and not text[0].islower()
        return is_title and (self.is_beside(line) or self.is_heading(line))

    def is_beside(self, line: Line) -> bool:
        """Whether the only text of a row stands in a column that is no region's."""
        beside = self._themes.values()
        return len(line.filled) == 1 and any(head.holds(line.filled[0]) for head in beside)

    def runs_across(self, cell: Cell) -> bool:
        """Whether a cell runs across the columns of all regions, of which there are several."""
        first, last = self._heads[0], self._heads[-1]
        return cell.columns > 1 and cell.column <= first.start and cell.column + cell.columns >= last.end

    def may_be_title(self, cell: Cell) -> bool:
        """Whether a cell of a region looks like the title of a theme, and cites nothing."""
        is_begun = self._stand is Stand.BEGIN and self._forms.begin(cell.text)
        return looks_like_title(cell.text) and not (is_begun or self._forms.find(cell.text))

    def _looks_like_heading(self, cell: Cell) -> bool:
        """Where nothing is cited, a text alone in its row may be the recommendation of the first region."""
        bold = [one.paragraphs[0].bold for line in self._sheet.lines for one in line.filled[:1]]
        if any(bold) and not all(bold):
            return cell.paragraphs[0].bold
        return bool(ROMAN.fullmatch(cell.text)) or not cell.text.endswith((".", ";"))

    def is_marked(self, cell: Cell) -> bool:
        """Whether bold type or a numeral shows a heading."""
        return cell.paragraphs[0].bold or ROMAN.fullmatch(cell.text) is not None
