"""Reads a grid: regions across, themes down, recommendations in the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.documents.cells import CellReader
from drafter.documents.citation_forms import Forms, Stand, brackets_are_odd, is_cited
from drafter.documents.found import Found
from drafter.documents.grid_columns import GridColumns
from drafter.documents.grid_doubts import leave_cell, refuse_cell, refuse_row
from drafter.documents.grid_regions import regions_of
from drafter.documents.grid_rows import GridRows
from drafter.documents.headings import ROMAN, Headings
from drafter.documents.notes_below import notes_below
from drafter.documents.outline import ROMAN_KIND
from drafter.documents.table import Account, Cell, Piece, SpanKind, opening
from drafter.documents.tables import Head, Line, Sheet, without_continued
from drafter.documents.words import words
from drafter.model import Region


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a region, read from top to bottom."""

    head: Head
    reader: CellReader


class GridReader:
    """Goes down the rows once, knowing which theme it stands under.

    Args:
        sheet: The table.
        known: Facts about regions, by the names that stand in the heads.
        account: Where to say what was read, and what is wrong.
        forms: Finds citations.
        first_line: Of the table, to report what is wrong with its heads.
        named: What a person says that columns hold, and their heads.
    """

    def __init__(
        self,
        sheet: Sheet,
        known: Mapping[str, Region],
        account: Account,
        forms: Forms,
        first_line: int,
        named: Mapping[str, str],
    ) -> None:
        self._notes, doubtful = notes_below(sheet.lines)
        whole, sheet = sheet, _without(sheet, (*self._notes, *doubtful))
        self.account = account
        self.headings = Headings()
        self.found: list[Found] = []
        self._themes = GridColumns(sheet, account, forms).find(named, known)
        heads = [head for head in sheet.heads if head not in self._themes.values() and _is_used(head, sheet)]
        texts = [
            paragraph.text
            for line in sheet.lines
            for cell in line.row
            if any(head.holds(cell) for head in heads)
            for paragraph in cell.paragraphs
        ]
        self.stand = forms.stand(texts)
        self.regions = regions_of(sheet, heads, known, account, first_line)
        self._columns = [
            _Column(head, CellReader(region, account, forms, self.stand))
            for head, region in zip(heads, self.regions, strict=True)
        ]
        are_odd = brackets_are_odd(texts)
        for column in self._columns:
            column.reader.brackets_are_odd = are_odd
        # A text that ends without a citation is told below, where others have one.
        self._doubtful = [line for line in doubtful if self.stand is Stand.NONE or _cites(line, forms)]
        self._sheet = _without(whole, (*self._notes, *self._doubtful))
        self._rows = GridRows(self._sheet, heads, self._themes, forms, self.stand)
        self._opened: dict[str, Piece] = {}  # themes, and where their headings stand
        self._opened_sections: dict[str, Piece] = {}
        self._running: dict[int, tuple[Cell, list[Found], set[str]]] = {}

    @property
    def columns(self) -> dict[str, str]:
        """What the columns beside the regions hold, and their heads."""
        return {role: head.name for role, head in self._themes.items() if head.name}

    def read(self) -> None:
        """Read all of it."""
        for is_heading, lines in groupby(self._rows.above, key=self._is_heading):
            if is_heading:
                self._read_headings(list(lines))
            else:
                for line in lines:
                    self._read_content(line)
        self._close_columns()
        filled = {theme for one in self.found for theme in one.item.themes}
        for theme, at in self._opened.items():
            if theme not in filled:
                self.account.report("theme-without", at, text=opening(at.text))
        holding = {theme.section for theme in self.headings.themes}
        for section, at in self._opened_sections.items():
            if section not in holding:
                self.account.report("section-without", at, text=opening(at.text))
        self._leave_below()

    def _leave_below(self) -> None:
        """Leave over what stands below the last row of recommendations."""
        titles = [
            line for line in self._doubtful if self._rows.is_heading(line) or self._rows.is_beside(line)
        ]
        unsure = [line for line in self._doubtful if line not in titles]
        for why, lines in (
            ("heading-at-end", (*self._rows.behind, *titles)),
            ("note-below", self._notes),
            ("note-or-recommendation", unsure),
        ):
            for cell in (cell for line in lines for cell in line.row):
                leave_cell(why, cell, self.account)

    def _is_heading(self, line: Line) -> bool:
        first = self._columns[0].reader if self._columns else None
        return self._rows.is_heading(line, is_open=first is not None and first.is_open)

    # Headings

    def _read_headings(self, lines: Sequence[Line]) -> None:
        """Read headings that follow one another: a section and a theme, or themes alone.

        One of a kind of numbers that stands above others, as “I.” above “A.”, is a section; with another
        number it is a theme. One without is a section when another heading follows it, and a theme when
        recommendations do.
        """
        for line, below in zip(lines, (*lines[1:], None), strict=True):
            self.account.take_row(SpanKind.HEADING, line.row)
            first = line.filled[0]
            heading, at = first.text, first.paragraphs[0]
            is_sure = self._rows.runs_across(first) or self._rows.is_marked(first)
            if self._rows.has_rows_across and not is_sure:
                self._say_alone("alone-in-row/theme", first)
            title = without_continued(heading)
            if title != heading and title and title == self.headings.section_title:
                continue  # the section goes on, and so does its theme
            kind = self._rows.kinds.get(title, "")
            numbered = ROMAN.fullmatch(title) if kind == ROMAN_KIND else None
            if "theme" in self._themes or kind in self._rows.kinds_above:
                self._open_section(title, at)
            elif numbered:
                self._open_theme(numbered["number"], numbered["title"], at)
            elif kind or below is None:
                self._open_theme("", title, at)
            else:
                if self.headings.is_in_no_section and not self._rows.kinds.get(
                    without_continued(below.row[0].text)
                ):
                    self.account.report("section-or-theme", at, text=opening(title))
                self._open_section(title, at)

    def _say_alone(self, key: str, cell: Cell) -> None:
        name = next((column.head.name for column in self._columns if column.head.holds(cell)), "")
        self.account.report(key, cell.paragraphs[0], text=opening(cell.text), name=name)

    def _open_section(self, title: str, at: Piece | None = None) -> None:
        if title != self.headings.section_title:
            self._close_columns()
        self.headings.open_section(title)
        if at:
            self._opened_sections.setdefault(self.headings.sections[-1].id, at)

    def _open_theme(self, number: str, title: str, at: Piece | None = None) -> None:
        if self.headings.open_theme(number, title):
            self._close_columns()
            if at:
                self._opened.setdefault(self.headings.theme, at)

    # Recommendations

    def _read_content(self, line: Line) -> None:
        if not line.fits or self._has_other_heads(line):
            self._leave_row(line)
            return
        rest = list(line.row)
        for role in ("number", "section", "theme"):
            if head := self._themes.get(role):
                rest = [cell for cell in rest if not self._read_theme(role, head, cell)]
        self._open_below_section(line)
        if not self.headings.theme and self._rows.has_headings:
            for cell in rest:
                leave_cell("above-headings", cell, self.account)
            return
        theme = self.headings.theme or self.headings.no_theme()
        for cell in rest:
            column = next((one for one in self._columns if one.head.holds(cell)), None)
            if column:
                is_alone = line.filled == [cell] and not self._themes and not line.running
                if is_alone and self.stand is not Stand.END and self._rows.may_be_title(cell):
                    self._say_alone("alone-in-row", cell)
                self._read_cell(column, cell, theme)
            else:
                refuse_cell(cell, [column.head for column in self._columns], self.account)
        self._run_down(line, theme)

    def _open_below_section(self, line: Line) -> None:
        """What stands right below a section is under no theme, or under one that runs down into it."""
        if self.headings.is_without_theme:
            head = self._themes.get("theme")
            cell = line.at(head) if head else None
            title = without_continued(cell.text) if cell else ""
            self.headings.open_theme("", title)

    def _has_other_heads(self, line: Line) -> bool:
        """Whether a row names other regions: each has a title, none cites, and no text waits for its end."""
        if self.stand is not Stand.END or any(column.reader.is_open for column in self._columns):
            return False
        own = [cell for cell in line.row if any(column.head.holds(cell) for column in self._columns)]
        said = [cell for cell in own if not words().says_nothing(cell.text)]
        titles = [cell for cell in said if len(cell.paragraphs) == 1 and self._rows.may_be_title(cell)]
        return len(own) == len(titles) == len(self._columns) > 1

    def _leave_row(self, line: Line) -> None:
        """Leave over a row that does not fit, or names other regions."""
        is_above = self._rows.has_headings and not self.headings.theme and "theme" not in self._themes
        if line.filled and line.fits:
            shown = ", ".join(f"“{opening(cell.text)}”" for cell in line.filled)
            self.account.report("heads-again/other", line.filled[0].paragraphs[0], here=shown)
        elif line.filled and not is_above:
            refuse_row(line, self._sheet, self.account, has_themes=bool(self._themes))
        for cell in line.row:
            leave_cell("above-headings" if is_above else "row", cell, self.account)

    def _read_theme(self, role: str, head: Head, cell: Cell) -> bool:
        """Read a cell of a column of themes or sections; whether it is one."""
        if not head.holds(cell):
            return False
        self.account.take_row(SpanKind.HEADING, (cell,))
        title = without_continued(cell.text)
        if title and role == "section":
            self._open_section(title)
        elif title and role == "theme":
            numbered = ROMAN.fullmatch(title)
            self._open_theme(*((numbered["number"], numbered["title"]) if numbered else ("", title)))
        return True

    def _read_cell(self, column: _Column, cell: Cell, theme: str) -> None:
        if words().says_nothing(cell.text):
            leave_cell("nothing", cell, self.account)
            return
        found = list(column.reader.read(cell, theme))
        if cell.notes and len(found) == 1:
            self.account.take(SpanKind.FACT, cell.notes)
            note = "\n".join(note.text.strip() for note in cell.notes)
            found = [replace(one, item=replace(one.item, facts={"note": note})) for one in found]
        else:
            self.account.leave("note", cell.notes)
        self.found += found
        if cell.rows > 1 and found:
            self._running[cell.column] = cell, found, {theme}

    def _run_down(self, line: Line, theme: str) -> None:
        """What runs down into a row stands under its theme, too."""
        for place, cell in line.running.items():
            owner, found, themes = self._running.get(place, (None, [], set()))
            if owner is not cell or theme in themes:
                continue
            themes.add(theme)
            for one in found:
                placement = replace(one.item.placements[0], theme=theme)
                self.found.append(replace(one, item=replace(one.item, placements=(placement,))))
                self.account.report("runs-down", one.piece, text=opening(one.item.text))

    def _close_columns(self) -> None:
        for column in self._columns:
            self.found += column.reader.close()


def _without(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    """A table without some of its rows."""
    return replace(sheet, lines=tuple(line for line in sheet.lines if not any(line is one for one in lines)))


def _is_used(head: Head, sheet: Sheet) -> bool:
    """Whether a column has a head, or any text."""
    return bool(head.name) or any(
        cell.column < head.end and cell.column + cell.columns > head.start
        for line in sheet.lines
        for cell in line.filled
        if cell.columns < sheet.width
    )


def _cites(line: Line, forms: Forms) -> bool:
    return any(is_cited(cell.text) or forms.begin(cell.text) for cell in line.filled)
