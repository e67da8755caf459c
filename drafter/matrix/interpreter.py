"""Makes a matrix of a plain table: headings, recommendations, citations, and what is left over."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from drafter.matrix.table import (
    LOOKS_LIKE_CITATION,
    Account,
    Cell,
    CellReader,
    Piece,
    Row,
    Span,
    SpanKind,
    Table,
)
from drafter.model import Matrix, Placement, Recommendation, Region, Section, Source, Theme
from drafter.problems import Problem
from drafter.text import free_name

_CONTINUED = re.compile(r"\s*\(cont[’']d\.?\)\s*$", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<title>.+)", re.DOTALL)
_AGENDA_ITEM = re.compile(r"\bagenda item (\d+)\b", re.IGNORECASE)
_LABELLED = re.compile(r"\s*\([a-z]{1,2}\)\s")
_WORD = re.compile(r"[^\W\d_]+")

# Below this likeness, in words, two texts with the same citation are hardly one recommendation. The
# five of Annex B that differ between placements score 0.9 and more; unrelated texts 0.1 to 0.3.
_ONE_TEXT = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a matrix document gives.

    Attributes:
        matrix: The matrix; its parts are empty where the document had none.
        spans: Every character of the document but line ends and cell separators, in order.
        problems: Oddities and faults, in the order of the document.
    """

    matrix: Matrix
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]


def interpret(table: Table, name: str, source: Source | None, known: Iterable[Region]) -> Reading:
    """Make a matrix of a plain table.

    Args:
        table: What a reader gave.
        name: The matrix's short name.
        source: The document that the table was read from.
        known: Facts about regions, matched to the columns by name; a column that has none gets a
            key made from its name.
    """
    account = Account(table.file)
    reader = _TableReader(table, {region.name: region for region in known}, account)
    reader.read()
    regions = tuple(column.region for column in reader.columns)
    found = _gather(reader.found, [region.key for region in regions], account)
    matrix = Matrix(name, reader.title, source, regions, tuple(reader.sections), tuple(reader.themes), found)
    if not matrix.recommendations:
        account.report("empty-matrix" if table.rows else "empty-matrix/no-tabs", Piece("", 0, 0))
    spans = sorted(account.spans, key=lambda span: (span.piece.line, span.piece.column))
    problems = sorted(account.problems, key=lambda problem: (problem.line, problem.column))
    return Reading(matrix, tuple(spans), tuple(problems))


class _TableReader:
    """Goes down the rows once, knowing which theme it stands under."""

    def __init__(self, table: Table, known_regions: Mapping[str, Region], account: Account) -> None:
        self.table = table
        self.known_regions = known_regions
        self.account = account
        self.title = ""
        self.sections: list[Section] = []
        self.themes: list[Theme] = []
        self.found: list[tuple[Recommendation, Piece]] = []
        self.columns: list[CellReader] = []
        pieces = (p for row in table.rows for cell in row for p in (*cell.paragraphs, *cell.layout))
        self.first_line = next((piece.line for piece in pieces), 1)

    def read(self) -> None:
        self._read_outside()
        heads = self.table.rows[0] if self.table.rows else ()
        self._name_columns(heads)
        head_texts = [cell.text for cell in heads]
        content = []
        for row in self.table.rows:
            if [cell.text for cell in row] == head_texts:
                self.account.take_row(SpanKind.COLUMN_HEAD, row)
            else:
                content.append(row)
        for is_heading, rows in groupby(content, key=self._is_heading):
            if is_heading:
                self._read_headings(list(rows))
            else:
                for row in rows:
                    self._read_content(row)
        self._close_columns()

    def _read_outside(self) -> None:
        before = [piece for piece in self.table.outside if piece.line < self.first_line]
        self.title = before[-1].text.strip() if before else ""
        for piece in self.table.outside:
            text = piece.text.strip()
            if text in ("", self.title):
                self.account.take(SpanKind.TITLE if text else SpanKind.LAYOUT, [piece])
            elif LOOKS_LIKE_CITATION.search(text):
                self.account.leave("recommendation-outside", [piece])
            else:
                self.account.leave("outside", [piece])

    def _name_columns(self, heads: Row) -> None:
        taken: set[str] = set()
        for number, cell in enumerate(heads, start=1):
            name = cell.text
            if not name and any(other.text for other in heads):
                at = Piece("", self.first_line, 1)
                self.account.report("column-without-head", at, number=number, count=len(heads))
            region = self.known_regions.get(name) or Region(_key_of(name, taken), name)
            taken.add(region.key)
            self.columns.append(CellReader(region, self.account))

    # Headings

    def _is_heading(self, row: Row) -> bool:
        text = row[0].text
        return bool(
            text
            and not any(cell.paragraphs for cell in row[1:])
            and not LOOKS_LIKE_CITATION.search(text)
            and not _LABELLED.match(text)
            and not (self.columns[0].is_open and text[0].islower())
        )

    def _read_headings(self, rows: Sequence[Row]) -> None:
        """Read headings that follow one another: a section and a theme, or themes alone.

        A heading with a roman numeral is a theme. One without is a section when another heading
        follows it, and a theme when recommendations do.
        """
        for row in rows:
            self.account.take_row(SpanKind.HEADING, row)
            heading = row[0].text
            title = _CONTINUED.sub("", heading)
            numbered = _ROMAN.fullmatch(title)
            if title != heading and self.sections and title == self.sections[-1].title:
                continue  # the section goes on, and so does its theme
            if numbered:
                self._open_theme(numbered["number"], numbered["title"], row[0])
            elif row is rows[-1]:
                self._open_theme("", title, row[0])
            else:
                self._open_section(title)

    def _open_section(self, title: str) -> None:
        if self.sections and self.sections[-1].title == title:
            return
        self._close_columns()
        item = _AGENDA_ITEM.search(title)
        plain = [word.lower() for word in _WORD.findall(title) if word.isascii()]
        wanted = f"item-{item[1]}" if item else "-".join(plain[:2]) or "untitled"
        self.sections.append(Section(free_name(wanted, {section.id for section in self.sections}), title))

    def _open_theme(self, number: str, title: str, cell: Cell) -> None:
        if not self.sections:
            self.account.report("theme-without-section", cell.paragraphs[0], title=title)
            self.sections.append(Section("untitled-section", "Untitled section"))
        section = self.sections[-1].id
        last = self.themes[-1] if self.themes else None
        if last and (last.section, last.number, last.title) == (section, number, title):
            return
        self._close_columns()
        place = number.lower() or str(sum(theme.section == section for theme in self.themes) + 1)
        theme_id = free_name(f"{section}-{place}", {theme.id for theme in self.themes})
        self.themes.append(Theme(theme_id, section, number, title))

    # Recommendations

    def _read_content(self, row: Row) -> None:
        if self.themes and len(row) == len(self.columns):
            for column, cell in zip(self.columns, row, strict=True):
                self.found += column.read(cell, self.themes[-1].id)
            return
        pieces = [piece for cell in row for piece in cell.paragraphs]
        for cell in row:
            self.account.take(SpanKind.LAYOUT, cell.layout)
        if not self.themes:
            self.account.leave("above-headings", pieces)
        elif pieces:
            # A cell too few or too many would put one region's words under another's name.
            columns = len(self.columns)
            self.account.report("wrong-number-of-cells", pieces[0], cells=len(row), columns=columns)
            self.account.leave("row", pieces)

    def _close_columns(self) -> None:
        for column in self.columns:
            column.close()


def _key_of(name: str, taken: Container[str]) -> str:
    """A region's key: the initials of its capitalized words, or the first two letters of a single one."""
    capitals = [word for word in _WORD.findall(name) if word[0].isupper() and word.isascii()]
    key = "".join(word[0] for word in capitals) if len(capitals) > 1 else "".join(capitals)[:2]
    return free_name(key.lower() or "region", taken, separator="")


# From what stands in the cells to recommendations: one for each citation, every wording kept


def _gather(
    found: Iterable[tuple[Recommendation, Piece]], columns: Sequence[str], account: Account
) -> tuple[Recommendation, ...]:
    """The recommendations in matrix order, by theme, then by column.

    Args:
        found: As each stands in a cell, in the order of reading, and where its text begins.
        columns: The keys of the regions, in order.
        account: Where to report what differs between placements.
    """
    by_id: dict[str, list[tuple[Recommendation, Piece]]] = defaultdict(list)
    theme_order: dict[str, int] = {}
    for item, piece in found:
        theme_order.setdefault(item.themes[0], len(theme_order))
        by_id[item.id].append((item, piece))
    recommendations = []
    for same in by_id.values():
        _compare(same, account)
        # One placement a theme: a second text under the same theme could not be told apart later.
        placements: dict[str, Placement] = {}
        for item, _ in same:
            placements.setdefault(item.themes[0], item.placements[0])
        remark = next((item.remark for item, _ in same if item.remark), "")
        recommendations.append(replace(same[0][0], placements=tuple(placements.values()), remark=remark))
    recommendations.sort(key=lambda item: (theme_order[item.themes[0]], columns.index(item.region)))
    return tuple(recommendations)


def _compare(same: Sequence[tuple[Recommendation, Piece]], account: Account) -> None:
    (first, place), *others = same
    seen_under = {first.themes[0]: first.text}
    for item, piece in others:
        old, new = first.text.split(), item.text.split()
        likeness = difflib.SequenceMatcher(None, old, new, autojunk=False)
        facts = {
            "name": first.id,
            "place": f"line {place.line}, column {place.column}",
            "differences": ", ".join(_differences(old, new, likeness)),
        }
        is_second = item.themes[0] in seen_under
        if seen_under.setdefault(item.themes[0], item.text) != item.text:
            key = "one-citation-two-texts/theme"
        elif item.text == first.text:
            if not is_second:
                continue
            key = "placed-twice"
        else:
            key = "wording-differs" if likeness.ratio() >= _ONE_TEXT else "one-citation-two-texts"
        account.report(key, piece, first.id, **facts)


def _differences(
    old: Sequence[str], new: Sequence[str], likeness: difflib.SequenceMatcher[str]
) -> Iterator[str]:
    """What differs, in words: “CCPCJ” for “Commission on Crime Prevention and Criminal Justice”."""
    for tag, a, b, c, d in likeness.get_opcodes():
        was, now = " ".join(old[a:b]), " ".join(new[c:d])
        if tag == "delete":
            yield f"without “{was}”"
        elif tag != "equal":
            yield f"“{now}” for “{was}”" if was else f"with “{now}”"
