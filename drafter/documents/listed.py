"""Reads a list: a recommendation a row, with columns for its theme, region, citation and text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter.documents import citing
from drafter.documents.cells import Found
from drafter.documents.citing import Mark, Stand
from drafter.documents.headings import Headings, said_role
from drafter.documents.messages import Report
from drafter.documents.names import Names, key_of, last_brackets, names_behind
from drafter.documents.roles import Heads, Role, content_rows, key_of_head, note_of
from drafter.documents.table import Cell, Piece, Row, Table, opening, pieces_of
from drafter.model import Citation, Placement, Recommendation, Region

_FACT = re.compile(r"(?P<name>[A-ZÀ-Þ][^:.;()]{1,40}):\s+(?P<value>\S.*)", re.DOTALL)


class Listed:
    """Reads the tables of a list, which have the same heads.

    Attributes:
        headings: The sections and themes found.
        regions: In alphabetical order.
        found: The recommendations in the order of the rows.
    """

    def __init__(self, heads: Heads, known: Sequence[Region], report: Report, headings: Headings) -> None:
        self.heads = heads
        self.report = report
        self.headings = headings
        self.found: list[Found] = []
        self._known = {key_of_head(region.heading): region for region in known}
        self._regions: dict[str, Region] = {}
        self._names = Names((), ())
        self._stand = Stand.NONE
        self._counts: dict[str, int] = {}

    @property
    def regions(self) -> list[Region]:
        """The regions that have recommendations."""
        return sorted(self._regions.values(), key=lambda region: region.name.casefold())

    def _column(self, role: Role) -> int | None:
        return next(iter(self.heads.having(role)), None)

    def learn(self, tables: Sequence[tuple[Table, Heads | None]]) -> None:
        """Learn from all rows which names there are, and where citations stand."""
        region, text = self._column(Role.REGION), self._column(Role.TEXT)
        rows = [
            row
            for table, heads in tables
            for row in content_rows(table, heads)
            if set(row) == {*self.heads.names}
        ]
        cells = [
            row[text] for row in rows if text is not None and row[text].paragraphs and not _is_across(row)
        ]
        texts = [[piece.text for piece in _own_lines(cell)[0]] for cell in cells]
        self._stand = citing.stand_of(texts) if self._column(Role.PARAGRAPH) is None else Stand.NONE
        if region is not None:
            named = [row[region].lines for row in rows if not _is_across(row)]
        else:
            named = [last_brackets(one[-1]) for one in texts if one]
        self._names = Names(filter(None, named), (one.heading for one in self._known.values()))
        if region is None and not any(named):
            self.report.add("no-region-column", next(iter(pieces_of(rows[0])), None) if rows else None)
        if self._stand is Stand.NONE and self._column(Role.PARAGRAPH) is None and rows:
            self.report.add("no-citations")

    def open_above(self, section: str, theme: str) -> None:
        """Open what the headings above a table say; an empty title opens nothing."""
        if section:
            self.headings.open_section(section)
        if theme:
            self.headings.open_theme(theme)

    def read(self, table: Table, heads: Heads | None) -> None:
        """Read the rows of one table."""
        rows = list(content_rows(table, heads))
        while rows and (note := note_of(rows[-1])):
            self.report.add("left-out", note)
            rows.pop()
        for number, row in enumerate(rows):
            pieces = list(pieces_of(row))
            if pieces:
                below = rows[number + 1] if number + 1 < len(rows) else {}
                self._read_row(row, pieces, is_before_heading=bool(below) and _is_across(below))

    def close(self) -> None:
        """Do nothing: rows end with themselves."""

    def _read_row(self, row: Row, pieces: Sequence[Piece], *, is_before_heading: bool) -> None:
        if set(row) != set(self.heads.names):
            self.report.add("wrong-cells", pieces[0], cells=len(row), columns=len(self.heads.names))
            return
        if _is_across(row):
            word, title = said_role(" ".join(" ".join(piece.text for piece in pieces).split()))
            is_section = word == Role.SECTION or (word != Role.THEME and self._is_section(is_before_heading))
            title = title if word in (Role.SECTION, Role.THEME) else " ".join(pieces[0].text.split())
            if is_section:
                self.headings.open_section(title)
            else:
                self.headings.open_theme(title)
            return
        if wide := next((cell for cell in row.values() if cell.columns > 1 and cell.paragraphs), None):
            names = (self.heads.names[wide.column + place] for place in range(wide.columns))
            self.report.add("across", wide.paragraphs[0], heads=" and ".join(f"“{name}”" for name in names))
            return
        for role in (Role.SECTION, Role.THEME):
            column = self._column(role)
            if column is not None and row[column].paragraphs:
                opened = self.headings.open_section if role is Role.SECTION else self.headings.open_theme
                opened(row[column].text)
        text = self._column(Role.TEXT)
        if text is None or not row[text].paragraphs:
            self.report.add("no-text", pieces[0], text=opening(" ".join(piece.text for piece in pieces)))
        elif not self.headings.theme:
            self.report.add("no-theme", row[text].paragraphs[0])
        else:
            self._read_item(row, row[text])

    def _is_section(self, is_before_heading: bool) -> bool:
        return is_before_heading or self._column(Role.THEME) is not None

    # One row

    def _read_item(self, row: Row, cell: Cell) -> None:
        lines, below = _own_lines(cell)
        facts: dict[str, str] = {}
        for column in self.heads.having(Role.OTHER):
            if row[column].paragraphs and self.heads.names[column]:
                facts[self.heads.names[column]] = row[column].lines
            elif row[column].paragraphs:
                self.report.add("no-head", row[column].paragraphs[0])
        facts |= below
        cited, piece = self._citation(row, lines)
        if piece is None:
            return
        region = self._column(Role.REGION)
        if region is None:
            for named in names_behind(piece, self._names, self.report):
                self._add(named.text, named.names, cited, facts)
        else:
            names = self._names.of(row[region].lines) if row[region].paragraphs else []
            self._add(piece, names, cited, facts)

    def _citation(self, row: Row, lines: Sequence[Piece]) -> tuple[Mark | None, Piece | None]:
        """Return the citation of a row, and its text without it; no text where that cannot be told."""
        text = " ".join(piece.text.strip() for piece in lines)
        piece = replace(lines[0].trimmed(), text=text) if lines else None
        column = self._column(Role.PARAGRAPH)
        if piece is None:
            return None, None
        if column is not None:
            cell = row[column]
            mark = citing.whole(cell.text) if cell.paragraphs else None
            at = cell.paragraphs[0] if cell.paragraphs else piece
            if cell.number is not None and not cell.number.is_integer():
                self.report.add("number-cell", at, number=cell.text)
            elif not cell.paragraphs:
                self.report.add("no-citation", at)
            elif mark is None:
                self.report.add("unread-citation", at)
            else:
                return mark, piece
            return None, None
        if self._stand is Stand.NONE:
            return None, piece
        marks = [citing.begin(text)] if self._stand is Stand.BEGIN else list(citing.find(text))
        mark = marks[0] if len(marks) == 1 else None
        if mark is None:
            self.report.add("unread-citation" if len(marks) > 1 else "no-citation", piece)
            return None, None
        rest = " ".join(filter(None, (text[: mark.start].strip(), text[mark.end :].strip(" .;,"))))
        if not rest:
            self.report.add("citation-without-text", piece, text=text)
            return None, None
        return mark, replace(piece, text=rest)

    def _add(self, text: Piece, names: Sequence[str], mark: Mark | None, facts: Mapping[str, str]) -> None:
        if not names:
            self.report.add("no-region", text)
            return
        keys = [self._key(name) for name in names]
        if mark:
            citation = replace(mark.cited, region=keys[0])
        else:
            self._counts[keys[0]] = self._counts.get(keys[0], 0) + 1
            citation = Citation(keys[0], order=self._counts[keys[0]])
        placement = Placement(self.headings.theme, text.text)
        item = Recommendation(
            citation, "", (placement,), also=tuple(keys[1:]), facts=dict(facts), stands=text.place
        )
        self.found.append(Found(item, text))

    def _key(self, name: str) -> str:
        plain = key_of_head(name)
        if plain not in self._regions:
            taken = {region.key for region in (*self._known.values(), *self._regions.values())}
            self._regions[plain] = self._known.get(plain) or Region(key_of(name, taken), name)
        return self._regions[plain].key


def _own_lines(cell: Cell) -> tuple[list[Piece], dict[str, str]]:
    """Divide the lines of a text from facts below it: "Source of Position: A/HRC/43/15 - Para 121"."""
    lines = list(cell.paragraphs)
    facts: dict[str, str] = {}
    while len(lines) > 1 and (found := _FACT.fullmatch(lines[-1].text.strip())):
        facts = {found["name"]: found["value"], **facts}
        lines.pop()
    return lines, facts


def _is_across(row: Row) -> bool:
    """Whether a row has one text, which runs across it or stands alone at its start."""
    filled = list({id(cell): cell for cell in row.values() if cell.paragraphs}.values())
    if len(filled) != 1 or len(row) == 1:
        return False
    return filled[0].columns >= max(2, len(row) - 1) or filled[0].column == min(row)
