"""What a draft prints: its text paragraph by paragraph, and its tables row by row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.check.harmless import MASK
from drafter.docx.parts.styles import BELOW_TITLE, CAPTION, HEADING, NOTE, TITLE
from drafter.draft.blocks import (
    LEVELS,
    Block,
    CellParagraph,
    ClauseId,
    GroupHeading,
    Paragraph,
    Quotation,
    Role,
    Row,
    Table,
    shown_in_cell,
)
from drafter.draft.clause import Clause, ClauseNumber, ClauseRange
from drafter.draft.model import Draft
from drafter.model import Kind
from drafter.text.italics import unmarked

_LOOKS = {
    Role.TITLE: TITLE,
    Role.SUBTITLE: BELOW_TITLE,
    Role.NOTE: NOTE,
    Role.CAPTION: CAPTION,
    **dict.fromkeys((Role.HEADING_1, Role.HEADING_2, Role.HEADING_3), HEADING),
}
_LEVELS = {Role.HEADING_1: 1, Role.HEADING_2: 2, Role.HEADING_3: 3}


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A paragraph outside tables.

    Attributes:
        key: What it is called whatever it says: a clause's id with the number of its line; empty for others.
        level: Of a heading, from 1; 0 for all others.
        text: Its words; of a clause's line, those without what is said of it behind.
        clause: The clause that it is a line of.
        line: Which line of it, from 0.
        role: What it is; None for a clause's line.
        blanks: What of it is to be filled in, with its brackets.
        remark: What drafter says of it in the margin; empty where nothing.
    """

    key: str
    level: int
    text: str
    clause: Clause | None = None
    line: int = 0
    role: Role | None = None
    blanks: tuple[str, ...] = ()
    remark: str = ""

    @property
    def opens(self) -> bool:
        """Whether it is a numbered paragraph that opens a list of clauses."""
        return self.role is Role.CHAPEAU

    @property
    def looks(self) -> str:
        """What readers take it for by its style; empty for text."""
        return _LOOKS.get(self.role, "") if self.role else ""

    @property
    def listed(self) -> int:
        """At which level contents list it; 0 for not at all."""
        return LEVELS[Role.CHAPEAU] + 1 if self.opens else self.level

    @property
    def counts(self) -> str:
        """What Word counts it as: "main", "letter", "guidance"; empty where it has no number of its own."""
        if self.opens:
            return "main"
        if self.clause is None or self.line or not self.clause.number:
            return ""
        if self.clause.kind is Kind.GUIDANCE:
            return "guidance"
        return "letter" if self.clause.letter else "main"


def printed_blocks(draft: Draft) -> Iterator[tuple[Block, Sequence[PrintedText]]]:
    """Everything that is printed, in order, with the paragraphs outside tables and contents that it makes."""
    for block in draft.blocks:
        several: list[PrintedText] = []
        if isinstance(block, Clause):
            for number, line in enumerate(block.lines):
                remark = line.remark.text if line.remark else ""
                several.append(
                    PrintedText(f"{block.id}/{number}", 0, line.text, block, number, remark=remark)
                )
        elif isinstance(block, Paragraph) and block.role is not Role.CONTENTS_HEADING and block.words.strip():
            level = _LEVELS.get(block.role, 0)
            several.append(PrintedText("", level, block.words, role=block.role, blanks=tuple(block.blanks)))
        yield block, several


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell: its words, with a mask for each number of a clause, and these numbers."""

    text: str
    numbers: tuple[tuple[str, str], ...] = ()  # clause id, the number as it was printed
    quotes: str = ""  # what it quotes of the source of its row


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a table.

    Attributes:
        table: Which table of the draft, from 1.
        columns: The heads of its columns.
        source: The source that it quotes; empty where none.
    """

    table: int
    columns: tuple[str, ...]
    cells: tuple[PrintedCell, ...]
    source: str = ""


def printed_rows(draft: Draft) -> Iterator[PrintedRow]:
    """Every row of every table, heads of columns among them, in order."""
    tables = (block for block in draft.blocks if isinstance(block, Table))
    for number, table in enumerate(tables, start=1):
        heads = tuple(unmarked(one)[0] for one in table.columns)
        yield PrintedRow(number, heads, tuple(map(PrintedCell, heads)))
        for row in table.rows:
            yield _row(number, heads, row, table.columns[0])


def _row(table: int, heads: tuple[str, ...], row: Row | GroupHeading, word: str) -> PrintedRow:
    if isinstance(row, GroupHeading):
        before = f"{word} {MASK}. " if row.clause else ""
        text = "\n".join([before + unmarked(row.title)[0], *(unmarked(one)[0] for one in row.lines)])
        numbers = [_number(row.clause)] if row.clause else []
        return PrintedRow(table, heads, (PrintedCell(text, tuple(numbers)),))
    quoted = (one.source for one in itertools.chain(*row) if isinstance(one, Quotation))
    return PrintedRow(table, heads, tuple(map(_cell, row)), next(quoted, ""))


def _cell(cell: tuple[CellParagraph, ...]) -> PrintedCell:
    numbers: list[tuple[str, str]] = []
    texts = []
    for one in cell:
        if isinstance(one, str | Quotation | ClauseId):
            texts.append(shown_in_cell(one))
        elif isinstance(one, ClauseNumber) and not one.number:
            texts.append(one.suffix.strip())
        elif isinstance(one, ClauseNumber):
            numbers.append(_number(one))
            texts.append(MASK + one.suffix)
        else:
            texts.append(", ".join(_range(each, numbers) for each in one))
    quotes = next((one.words for one in cell if isinstance(one, Quotation)), "")
    return PrintedCell("\n".join(filter(None, texts)), tuple(numbers), quotes)


def _range(one: ClauseRange, numbers: list[tuple[str, str]]) -> str:
    numbers.append(_number(one.first))
    if one.first == one.last:
        return MASK
    numbers.append((one.last.clause, one.last.own_number) if one.in_list else _number(one.last))
    return f"{MASK}–{MASK}"


def _number(one: ClauseNumber) -> tuple[str, str]:
    return one.clause, one.label
