"""Reads a list: a recommendation a row, with columns for its theme, region, citation and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafter.documents.interpreting import citing
from drafter.documents.interpreting.cells import Found
from drafter.documents.interpreting.citing import Mark, Stand
from drafter.documents.interpreting.names import Names, last_brackets, names_behind
from drafter.documents.interpreting.roles import Role, content_rows
from drafter.documents.interpreting.rows import RowReader, Tables, head_piece
from drafter.documents.table import Cell, Piece, Row, pieces_of
from drafter.model import Citation, Placement, Recommendation

_FACT = re.compile(r"(?P<name>[A-ZÀ-Þ][^:.;()]{1,40}):\s+(?P<value>\S.*)", re.DOTALL)


class Listed(RowReader):
    """Reads the tables of a list, which have the same heads."""

    _names: Names
    _stand: Stand
    _counts: Counter[str]

    def _column(self, role: Role) -> int | None:
        return next(iter(self.heads.having(role)), None)

    def learn(self, tables: Tables) -> None:
        """Learn which names there are, and where citations stand in the texts."""
        region, paragraph = self._column(Role.REGION), self._column(Role.PARAGRAPH)
        text = self.heads.having(Role.TEXT)[0]
        every = [row for table, heads in tables for row in content_rows(table, heads)]
        if not (self.theme_columns or self.has_headings or any(map(self.heading_of, every))):
            self.headings.open_theme("")  # a list may have none
        rows = [row for row in every if set(row) == {*self.heads.names} and not self.heading_of(row)]
        cells = [row[text] for row in rows if row[text].paragraphs]
        texts = [[piece.text for piece in _own_lines(cell)[0]] for cell in cells]
        for role in (Role.REGION, Role.TEXT, Role.PARAGRAPH):
            for column in self.heads.having(role)[1:]:
                self.report.add(
                    "two-columns", head_piece(tables, column), role=role, head=self.heads.names[column]
                )
        self._counts = Counter()
        self._stand = citing.stand_of(texts) if paragraph is None else Stand.NONE
        if region is None:
            named = [last_brackets(one[-1]) for one in texts]
        else:
            named = [row[region].lines for row in rows]
        if region is None and not any(named):
            self.report.add("no-region-column", head_piece(tables, text))
        self._names = Names(filter(None, named), (one.heading for one in self.known.values()))
        if self._stand is Stand.NONE and paragraph is None:
            self.report.add("no-citations")

    def close(self) -> None:
        """Put the regions into alphabetical order."""
        self.regions = sorted(self._regions.values(), key=lambda region: region.name.casefold())

    def read_row(self, row: Row) -> None:
        """Read one recommendation, with what else the row says of it."""
        text = self.heads.having(Role.TEXT)[0]
        if not row[text].paragraphs:
            self.report.add_each("no-text", pieces_of(row))
            return
        if not self.has_theme(row[text].paragraphs):
            return
        lines, below = _own_lines(row[text])
        facts = {
            self.heads.names[column] or f"column {column + 1}": row[column].lines
            for column in self.heads.having(Role.OTHER)
            if row[column].paragraphs
        }
        for column in self.heads.having(Role.IGNORE, Role.NUMBER):
            head = self.heads.names[column]
            self.report.add_each("column-left-out", row[column].paragraphs, head=head)
        piece = replace(lines[0].trimmed(), text=" ".join(line.text.strip() for line in lines))
        beside = self._column(Role.PARAGRAPH)
        read = self._cited_in_text(piece) if beside is None else self._cited_beside(piece, row[beside])
        if read is None:
            return
        mark, piece = read
        region = self._column(Role.REGION)
        if region is None:
            for named in names_behind(piece, self._names, self.report):
                self._add(named.text, named.names, mark, facts | below)
        else:
            self._add(piece, self._names.of(row[region].lines), mark, facts | below)

    def _cited_beside(self, piece: Piece, cell: Cell) -> tuple[Mark, Piece] | None:
        """Return what a cell beside the text cites, and the text; None where that cannot be told."""
        mark = citing.whole(cell.text) if cell.paragraphs else None
        at = cell.paragraphs[0] if cell.paragraphs else piece
        if cell.number is not None and not cell.number.is_integer():
            self.report.add("number-cell", at, number=cell.text)
        elif mark is None:
            self.report.add("unread-citation" if cell.paragraphs else "no-citation", at)
        else:
            return mark, piece
        return None

    def _cited_in_text(self, piece: Piece) -> tuple[Mark | None, Piece] | None:
        """Return what a text cites, and the text without it; None where that cannot be told."""
        text = piece.text
        if self._stand is Stand.NONE:
            return None, piece
        begun = citing.begin(text)
        marks = ([begun] if begun else []) if self._stand is Stand.BEGIN else list(citing.find(text))
        if len(marks) != 1:
            self.report.add("unread-citation" if marks else "no-citation", piece)
            return None
        mark = marks[0]
        rest = " ".join(filter(None, (text[: mark.start].strip(), text[mark.end :].strip(" .;,"))))
        if not rest:
            self.report.add("citation-without-text", piece, text=text)
            return None
        return mark, replace(piece, text=rest)

    def _add(self, text: Piece, names: Sequence[str], mark: Mark | None, facts: Mapping[str, str]) -> None:
        if not names:
            self.report.add("no-region", text)
            return
        keys = [self.region_of(name).key for name in names]
        self._counts[keys[0]] += 1
        citation = (
            replace(mark.cited, region=keys[0]) if mark else Citation(keys[0], order=self._counts[keys[0]])
        )
        placement = Placement(self.headings.theme, text.text)
        item = Recommendation(
            citation, "", (placement,), also=tuple(keys[1:]), facts=dict(facts), stands=text.place
        )
        self.found.append(Found(item, text))


def _own_lines(cell: Cell) -> tuple[list[Piece], dict[str, str]]:
    """Divide the lines of a text from facts below it: "Source of Position: A/HRC/43/15 - Para 121"."""
    lines = list(cell.paragraphs)
    facts: dict[str, str] = {}
    while len(lines) > 1 and (found := _FACT.fullmatch(lines[-1].text.strip())):
        facts = {found["name"]: found["value"], **facts}
        lines.pop()
    return lines, facts
