"""A draft as Markdown, with footnotes as ``[^1]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.draft.model import (
    Block,
    CellParagraph,
    Clause,
    Contents,
    Draft,
    Footnote,
    GroupHeading,
    Line,
    Paragraph,
    Role,
    Table,
)
from drafter.text import repetition

_HEADINGS = {
    Role.TITLE: "# ",
    Role.BOX_HEADING: "## ",
    Role.CONTENTS_HEADING: "## ",
    Role.HEADING_1: "## ",
    Role.HEADING_2: "### ",
    Role.HEADING_3: "#### ",
}
# What Markdown would read as markup inside running text.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def write_markdown(draft: Draft) -> str:
    """A draft as Markdown.

    Clause numbers are typed, since Markdown has no numbering that survives headings in between.
    """
    notes: list[str] = []
    blocks = [block for item in draft.blocks for block in _block(item, notes)]
    notes_block = ["\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, start=1))]
    return "\n\n".join([*blocks, *(notes_block if notes else [])]) + "\n"


def _block(block: Block, notes: list[str]) -> Iterator[str]:
    if isinstance(block, Paragraph):
        lead_in = f"**{_escaped(block.lead_in)}** " if block.lead_in else ""
        yield _HEADINGS.get(block.role, "") + lead_in + _escaped(block.text)
    elif isinstance(block, Clause):
        for number, line in enumerate(block.lines):
            yield _line(block, number, line, notes)
    elif isinstance(block, Contents):
        yield "\n".join(_contents(block))
    elif isinstance(block, Table):
        yield "\n".join(_table(block))


def _line(clause: Clause, number: int, line: Line, notes: list[str]) -> str:
    label = f"{clause.label} {repetition(number)}" if number else clause.label
    text = "".join(
        (f" *{_escaped(piece.text.strip())}*" if piece.is_support else _escaped(piece.text))
        + _marks(piece.footnotes, notes)
        for piece in line.stretches
    )
    # A backslash keeps "12." from being taken for a list that Markdown would number anew.
    return f"{label}\\. {text}"


def _marks(footnotes: Sequence[Footnote], notes: list[str]) -> str:
    marks = []
    for footnote in footnotes:
        notes.append(_escaped(footnote.text))
        marks.append(f"[^{len(notes)}]")
    return "^,^".join(marks)


def _contents(contents: Contents) -> Iterator[str]:
    for entry in contents.entries:
        yield (
            "  " * (entry.level - 1)
            + f"- {_escaped(entry.text)}"
            + (f", {entry.clauses}" if entry.clauses else "")
        )


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row("-" * (3 if table.shaded_from else width * 3) for width in table.widths)
    for row in table.rows:
        if isinstance(row, GroupHeading):
            number = f"{table.columns[0]} {row.clause.label}. " if row.clause else ""
            words = " ".join([f"**{_escaped(number + row.title)}**", *map(_escaped, row.lines)])
            yield _row([words, *[""] * (len(table.columns) - 1)])
            continue
        yield _row(" ".join(_escaped(_content(content)) for content in cell) for cell in row)


def _content(content: CellParagraph) -> str:
    if isinstance(content, tuple):
        return ", ".join(one.text for one in content)
    return content if isinstance(content, str) else content.text


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
