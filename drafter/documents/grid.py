"""Reads a grid: regions across, themes down, recommendations in the cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from drafter.documents.cells import CellReader, Found
from drafter.documents.citation_forms import Forms, Stand, brackets_are_odd, is_cited
from drafter.documents.grid_columns import GridColumns
from drafter.documents.headings import ROMAN, Headings, key_of, looks_like_title
from drafter.documents.notes_below import notes_below
from drafter.documents.oddities import may_be_one
from drafter.documents.outline import ROMAN_KIND, kinds_above, kinds_of
from drafter.documents.symbols import without_symbol
from drafter.documents.table import Account, Cell, Piece, SpanKind, opening
from drafter.documents.tables import Head, Line, Sheet, without_continued
from drafter.documents.words import words
from drafter.model import Region

_LABELLED = re.compile(r"\s*\([a-z]{1,2}\)\s")
_MOST_IN_NAME = 6  # words of a region's name that has a citation beside it


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
        whole = sheet
        self._notes, doubtful = notes_below(sheet.lines)
        self.sheet = sheet = _without(sheet, (*self._notes, *doubtful))
        self.account = account
        self.forms = forms
        self.headings = Headings()
        self.found: list[Found] = []
        self._themes = GridColumns(sheet, account, forms).find(named, known)
        self._heads = [
            head for head in sheet.heads if head not in self._themes.values() and self._is_used(head)
        ]
        self.stand = self._stand()
        self._columns = self._name_columns(known, first_line)
        # A text that ends without a citation is told below, where others have one.
        self._doubtful = [line for line in doubtful if self.stand is Stand.NONE or self._cites(line)]
        self.sheet = sheet = _without(whole, (*self._notes, *self._doubtful))
        first = [
            cell
            for line in sheet.lines
            for cell in line.filled
            if self._heads[:1] and self._heads[0].holds(cell)
        ]
        # Texts that a page breaks off: what stands below goes on in small letters.
        self._broken = {id(cell) for cell, below in pairwise(first) if below.text.strip()[:1].islower()}
        alone = (line.filled[0] for line in sheet.lines if len(line.filled) == 1)
        self._has_rows_across = bool(self._heads) and any(map(self._runs_across, alone))
        self._opened: dict[str, Piece] = {}  # themes, and where their headings stand
        self._opened_sections: dict[str, Piece] = {}
        groups = [
            [without_continued(line.row[0].text) for line in lines]
            for is_heading, lines in groupby(sheet.lines, key=self._is_heading)
            if is_heading
        ]
        self._kinds = kinds_of(title for group in groups for title in group)
        self._kinds_above = kinds_above(groups, self._kinds)
        self._running: dict[int, tuple[Cell, list[Found], set[str]]] = {}
        last = max((place for place, line in enumerate(sheet.lines) if not self._is_idle(line)), default=-1)
        self._lines, self._behind = sheet.lines[: last + 1], sheet.lines[last + 1 :]
        self._has_headings = any(map(self._is_heading, self._lines)) or "theme" in self._themes

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions, in the order of the columns."""
        return tuple(column.reader.region for column in self._columns)

    @property
    def columns(self) -> dict[str, str]:
        """What the columns beside the regions hold, and their heads."""
        return {role: head.name for role, head in self._themes.items() if head.name}

    def read(self) -> None:
        """Read all of it."""
        for is_heading, lines in groupby(self._lines, key=self._is_heading):
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
        titles = [line for line in self._doubtful if self._is_heading(line) or self._is_beside(line)]
        unsure = [line for line in self._doubtful if line not in titles]
        for why, lines in (
            ("heading-at-end", (*self._behind, *titles)),
            ("note-below", self._notes),
            ("note-or-recommendation", unsure),
        ):
            for cell in (cell for line in lines for cell in line.row):
                self._leave_cell(why, cell)

    # Columns

    def _is_used(self, head: Head) -> bool:
        """Whether a column has a head, or any text."""
        return bool(head.name) or any(
            cell.column < head.end and cell.column + cell.columns > head.start
            for line in self.sheet.lines
            for cell in line.filled
            if cell.columns < self.sheet.width
        )

    def _stand(self) -> Stand:
        texts = [
            paragraph.text
            for line in self.sheet.lines
            for cell in line.row
            if any(head.holds(cell) for head in self._heads)
            for paragraph in cell.paragraphs
        ]
        self._brackets_are_odd = brackets_are_odd(texts)
        return self.forms.stand(texts)

    def _name_columns(self, known: Mapping[str, Region], first_line: int) -> list[_Column]:
        taken = {region.key for region in known.values()}
        names: dict[str, str] = {}
        columns = []
        for head in self._heads:
            at = head.piece or self._first_below(head) or Piece("", first_line, 1)
            if not head.name and any(other.name for other in self._heads):
                number = self.sheet.heads.index(head) + 1
                at = at if at.stands else Piece("", first_line, 1)
                self.account.report("column-without-head", at, number=number, count=len(self.sheet.heads))
            if len(head.name.split()) > _MOST_IN_NAME and is_cited(head.name):
                self.account.report("head-is-recommendation", at, text=opening(head.name))
            if head.name and (other_at := self._second_below(head)):
                self.account.report(
                    "head-over-columns", other_at, name=head.name, text=opening(other_at.text)
                )
            if head.name.casefold() in names:
                self.account.report("two-heads-one-region", at, name=head.name)
            elif other := next((one for one in names.values() if may_be_one(one, head.name)), ""):
                self.account.report("one-region-two-names", at, name=head.name, other=other)
            names |= {head.name.casefold(): head.name} if head.name else {}
            region = known.get(head.name) or Region(key_of(without_symbol(head.name), taken), head.name)
            taken.add(region.key)
            columns.append(_Column(head, CellReader(region, self.account, self.forms, self.stand)))
        for column in columns:
            column.reader.brackets_are_odd = self._brackets_are_odd
        return columns

    def _second_below(self, head: Head) -> Piece | None:
        """What stands beside another text below one head."""
        rows = ([cell for cell in line.filled if head.holds(cell)] for line in self.sheet.lines)
        return next((cells[1].paragraphs[0] for cells in rows if len(cells) > 1), None)

    def _first_below(self, head: Head) -> Piece | None:
        below = (cell for line in self.sheet.lines for cell in line.filled if head.holds(cell))
        return next((cell.paragraphs[0] for cell in below), None)

    # Headings

    def _is_heading(self, line: Line) -> bool:
        """Whether a row is a heading: one cell with text, its first, or one that runs across all."""
        filled = line.filled
        if len(filled) != 1 or (line.running and not line.fits) or not self._heads:
            return False
        (cell,) = filled
        first = self._heads[0]
        if (
            words().says_nothing(cell.text)
            or cell.column > first.start
            or self._is_unfinished(cell.text)
            or is_cited(cell.text)
        ):
            return False
        if self._runs_across(cell):
            return True
        if "theme" in self._themes:
            return cell.paragraphs[0].bold and cell.column < first.start
        if self._has_rows_across and not self._is_marked(cell):
            # Else the first region alone says something here.
            is_whole = self.stand is not Stand.NONE and id(cell) not in self._broken
            return is_whole and self._may_be_title(cell)
        return (
            not _LABELLED.match(cell.text)
            and not (self.stand is Stand.BEGIN and self.forms.begin(cell.text))
            and (self.stand is not Stand.NONE or self._looks_like_heading(cell))
        )

    def _is_idle(self, line: Line) -> bool:
        """Whether a row has at most a heading without a numeral; at the end of the table it heads nothing."""
        if not line.filled or line.running or not line.fits:
            return not line.filled and not line.running
        text = line.filled[0].text
        kind = self._kinds.get(text, "")
        is_numbered = ROMAN.fullmatch(text) or (kind and [*self._kinds.values()].count(kind) > 1)
        is_title = not is_numbered and not text[0].islower()
        return is_title and (self._is_beside(line) or self._is_heading(line))

    def _is_beside(self, line: Line) -> bool:
        """Whether the only text of a row stands in a column that is no region's."""
        beside = self._themes.values()
        return len(line.filled) == 1 and any(head.holds(line.filled[0]) for head in beside)

    def _cites(self, line: Line) -> bool:
        return any(is_cited(cell.text) or self.forms.begin(cell.text) for cell in line.filled)

    def _runs_across(self, cell: Cell) -> bool:
        """Whether a cell runs across the columns of all regions, of which there are several."""
        first, last = self._heads[0], self._heads[-1]
        return cell.columns > 1 and cell.column <= first.start and cell.column + cell.columns >= last.end

    def _is_unfinished(self, text: str) -> bool:
        """Whether a paragraph of the first column waits for its end, and this is it."""
        return self.stand is Stand.END and self._columns[0].reader.is_open and text[0].islower()

    def _may_be_title(self, cell: Cell) -> bool:
        """Whether a cell of a region looks like the title of a theme, and cites nothing."""
        is_begun = self.stand is Stand.BEGIN and self.forms.begin(cell.text)
        return looks_like_title(cell.text) and not (is_begun or self.forms.find(cell.text))

    def _looks_like_heading(self, cell: Cell) -> bool:
        """Where nothing is cited, a text alone in its row may be the recommendation of the first region."""
        bold = [one.paragraphs[0].bold for line in self.sheet.lines for one in line.filled[:1]]
        if any(bold) and not all(bold):
            return cell.paragraphs[0].bold
        return bool(ROMAN.fullmatch(cell.text)) or not cell.text.endswith((".", ";"))

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
            is_sure = self._runs_across(first) or self._is_marked(first)
            if self._has_rows_across and not is_sure:
                self._say_alone("alone-in-row/theme", first)
            title = without_continued(heading)
            if title != heading and title and title == self.headings.section_title:
                continue  # the section goes on, and so does its theme
            kind = self._kinds.get(title, "")
            numbered = ROMAN.fullmatch(title) if kind == ROMAN_KIND else None
            if "theme" in self._themes or kind in self._kinds_above:
                self._open_section(title, at)
            elif numbered:
                self._open_theme(numbered["number"], numbered["title"], at)
            elif kind or below is None:
                self._open_theme("", title, at)
            else:
                if self.headings.is_in_no_section and not self._kinds.get(
                    without_continued(below.row[0].text)
                ):
                    self.account.report("section-or-theme", at, text=opening(title))
                self._open_section(title, at)

    def _is_marked(self, cell: Cell) -> bool:
        """Whether bold type or a numeral shows a heading."""
        return cell.paragraphs[0].bold or ROMAN.fullmatch(cell.text) is not None

    def _say_alone(self, key: str, cell: Cell) -> None:
        name = next((head.name for head in self._heads if head.holds(cell)), "")
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
        if not self.headings.theme and self._has_headings:
            for cell in rest:
                self._leave_cell("above-headings", cell)
            return
        theme = self.headings.theme or self.headings.no_theme()
        for cell in rest:
            column = next((one for one in self._columns if one.head.holds(cell)), None)
            if column:
                is_alone = line.filled == [cell] and not self._themes and not line.running
                if is_alone and self.stand is not Stand.END and self._may_be_title(cell):
                    self._say_alone("alone-in-row", cell)
                self._read_cell(column, cell, theme)
            else:
                self._refuse_cell(cell)
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
        own = [cell for cell in line.row if any(head.holds(cell) for head in self._heads)]
        said = [cell for cell in own if not words().says_nothing(cell.text)]
        titles = [cell for cell in said if len(cell.paragraphs) == 1 and self._may_be_title(cell)]
        return len(own) == len(titles) == len(self._heads) > 1

    def _leave_row(self, line: Line) -> None:
        """Leave over a row that does not fit, or names other regions."""
        is_above = self._has_headings and not self.headings.theme and "theme" not in self._themes
        if line.filled and line.fits:
            shown = ", ".join(f"“{opening(cell.text)}”" for cell in line.filled)
            self.account.report("heads-again/other", line.filled[0].paragraphs[0], here=shown)
        elif line.filled and not is_above:
            self._refuse(line)
        for cell in line.row:
            self._leave_cell("above-headings" if is_above else "row", cell)

    def _leave_cell(self, why: str, cell: Cell) -> None:
        self.account.take(SpanKind.LAYOUT, cell.layout)
        self.account.leave("note", cell.notes)
        self.account.leave(why, cell.paragraphs)

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
            self._leave_cell("nothing", cell)
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

    # What cannot be told

    def _refuse(self, line: Line) -> None:
        """Say that a row does not fit, and whose its words might be.

        A cell too few or too many would put one region's words under another's name.
        """
        filled, width = line.filled, self.sheet.width
        last = filled[-1]
        names = [
            next((head.name for head in self.sheet.heads if head.start <= place < head.end), "")
            for place in (last.column, last.column + width - line.covered)
        ]
        either = " or ".join(dict.fromkeys(name or "no region" for name in names))
        # Where there are themes beside the regions, all columns count.
        key = "wrong-number-of-cells" + ("/themes" if self._themes else "")
        self.account.report(
            key,
            filled[0].paragraphs[0],
            cells=line.covered,
            columns=width,
            text=opening(last.text),
            either=either,
        )

    def _refuse_cell(self, cell: Cell) -> None:
        """Say that a cell stands in several columns, or in none."""
        self.account.take(SpanKind.LAYOUT, cell.layout)
        self.account.leave("note", cell.notes)
        if not cell.paragraphs:
            return
        end = cell.column + cell.columns
        names = [
            column.head.name
            for column in self._columns
            if cell.column < column.head.end and end > column.head.start
        ]
        key = "across-regions" if names else "outside-columns"
        for piece in cell.paragraphs:
            self.account.take(SpanKind.LEFT_OVER, [piece])
            self.account.report(key, piece, text=opening(piece.text), names=" and ".join(names))

    def _close_columns(self) -> None:
        for column in self._columns:
            self.found += column.reader.close()


def _without(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    """A table without some of its rows."""
    return replace(sheet, lines=tuple(line for line in sheet.lines if not any(line is one for one in lines)))
