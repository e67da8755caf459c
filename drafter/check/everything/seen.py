"""What a returned file shows: its text paragraph by paragraph, and its tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from drafter.check.harmless import MASK
from drafter.docx.parts.markup import bookmark_name
from drafter.docx.parts.styles import ParagraphRole
from drafter.docx.reading.content import NotAsShown
from drafter.docx.reading.paragraphs import Paragraph
from drafter.returned.document import Returned
from drafter.returned.returned_line import ReturnedLine

_ELSEWHERE = (ParagraphRole.TABLE, ParagraphRole.CONTENTS, ParagraphRole.BOX)


@dataclass(frozen=True, slots=True)
class SeenText:
    """A paragraph outside tables, and the line of a clause that it is."""

    key: str  # as that of ``PrintedText``
    paragraph: Paragraph
    line: ReturnedLine | None = None

    @property
    def text(self) -> str:
        """Its words; of a clause's line, those without what is said of it behind."""
        return self.line.text if self.line else self.paragraph.text

    @property
    def level(self) -> int:
        """Of a heading, from 1; 0 for all others."""
        return self.paragraph.level if self.paragraph.role is ParagraphRole.HEADING else 0


def seen_texts(returned: Returned) -> Iterator[SeenText]:
    """Every paragraph outside tables, contents and text boxes that shows something, in order."""
    lines = {line.paragraph.place: line for clause in returned.clauses for line in clause.lines}
    for paragraph in returned.document.paragraphs:
        if paragraph.role in _ELSEWHERE or not (paragraph.text.strip() or paragraph.number):
            continue
        line = lines.get(paragraph.place)
        is_own = line is not None and line.clause is not None and not (line.is_copy or line.is_rest)
        key = f"{line.clause.id}/{line.version}" if line and line.clause and is_own else ""
        yield SeenText(key, paragraph, line)


def other_numbers(returned: Returned) -> list[dict[str, str]]:
    """What references to clauses show where tracked changes are counted: clause id → number, each way."""
    places = {
        one.id: one.lines[0].paragraph.place
        for one in returned.clauses
        if one.id and not (one.is_part or one.lines[0].version)
    }
    marked = returned.document.marked_labels
    return [
        *(
            {given: labels[place] for given, place in places.items() if labels.get(place)}
            for labels in returned.document.other_labels
        ),
        {given: label for given in places if (label := marked.get(bookmark_name(given), ""))},
    ]


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell: its words with masks for what references show, what these show, and its words as they are."""

    text: str
    shown: tuple[str, ...]
    plain: str
    places: tuple[int, ...]
    unreadable: tuple[NotAsShown, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row of a table, and which row it is, from 1."""

    table: int
    number: int
    cells: tuple[SeenCell, ...]
    heading: str  # the heading above the table

    @property
    def places(self) -> tuple[int, ...]:
        """The places of its paragraphs."""
        return tuple(place for cell in self.cells for place in cell.places)


def seen_rows(returned: Returned) -> Iterator[SeenRow]:
    """Every row of every table, in order; of a table in a cell, the rows for themselves."""
    headings: dict[int, str] = {}
    heading = ""
    in_cells: list[tuple[tuple[int, int, int], Paragraph]] = []
    for paragraph in returned.document.paragraphs:
        if paragraph.cell is not None and paragraph.role is not ParagraphRole.BOX:
            headings.setdefault(paragraph.cell[0], heading)
            in_cells.append((paragraph.cell, paragraph))
        elif paragraph.role is ParagraphRole.HEADING and paragraph.text:
            heading = paragraph.text
    in_cells.sort(key=lambda one: one[0])
    for (table, number), row in groupby(in_cells, lambda one: one[0][:2]):
        cells = tuple(_cell([each for _, each in own]) for _, own in groupby(row, lambda one: one[0]))
        if any(cell.plain for cell in cells):
            yield SeenRow(table, number, cells, headings[table])


def _cell(paragraphs: list[Paragraph]) -> SeenCell:
    plain = [f"{one.number} {one.text}".strip() for one in paragraphs]
    masked, shown = plain.copy(), []
    for n, one in enumerate(paragraphs):
        text = one.text
        shown += [text[start:end] for start, end in one.references]
        for start, end in reversed(one.references):
            text = text[:start] + MASK + text[end:]
            masked[n] = f"{one.number} {text}".strip()
    return SeenCell(
        "\n".join(filter(None, masked)),
        tuple(shown),
        "\n".join(filter(None, plain)),
        tuple(one.place for one in paragraphs),
        tuple(each for one in paragraphs for each in one.unreadable),
    )
