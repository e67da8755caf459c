"""A draft as Markdown, with footnotes as ``[^1]``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from drafter.composing.draft import Block, Clause, Draft, Footnote, Paragraph, Role, Table, Version
from drafter.composing.ordinals import repetition

_HEADINGS = {
    Role.TITLE: "# ",
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
        yield _HEADINGS.get(block.role, "") + _escaped(block.text)
    elif isinstance(block, Clause):
        for number, version in enumerate(block.versions):
            yield _version(block, number, version, notes)
    elif isinstance(block, Table):
        yield "\n".join(_table(block))


def _version(clause: Clause, number: int, version: Version, notes: list[str]) -> str:
    label = f"{clause.label} {repetition(number)}" if number else clause.label
    text = _escaped(clause.printed(version))
    # A backslash keeps "12." from being taken for a list that Markdown would number anew.
    return f"{label}\\. {text}{_marks(version.footnotes, notes)}"


def _marks(footnotes: Sequence[Footnote], notes: list[str]) -> str:
    marks = []
    for footnote in footnotes:
        notes.append(_escaped(footnote.text))
        marks.append(f"[^{len(notes)}]")
    return "^,^".join(marks)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row("-" * max(3, width * 3) for width in table.widths)
    for row in table.rows:
        yield _row(
            " ".join(
                _escaped(content if isinstance(content, str) else content.clause.label) for content in cell
            )
            for cell in row
        )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
