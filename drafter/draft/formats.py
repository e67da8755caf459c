"""A draft as text: in Markdown, with footnotes as ``[^1]``; and as JSON, as a Word file keeps it.

The JSON has everything that is printed, and the matrix that it came from. A record is an object of one name,
that of its kind, with what it is made from in the order of its fields. Longer texts stand once, in “texts”,
and are named by their place there, as “#12”: most stand in the matrix, in a clause and in an annex.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

import drafter.brackets
import drafter.decisions
import drafter.draft.blocks
import drafter.draft.clause
import drafter.draft.model
import drafter.draft.variant
import drafter.model
import drafter.sources
from drafter.draft.blocks import (
    Block,
    CellParagraph,
    Contents,
    GroupHeading,
    Paragraph,
    Role,
    Table,
    shown_in_cell,
)
from drafter.draft.clause import Clause, ClauseNumber, Line
from drafter.draft.model import Draft
from drafter.draft.shapes import fit
from drafter.draft.typesetting import LINE_BEGINS
from drafter.draft.variant import Footnote
from drafter.matrix.criteria import Reason
from drafter.problems import DrafterError
from drafter.text.italics import Ranges, in_runs, unmarked

# Markdown

_HEADINGS = {
    Role.TITLE: "# ",
    Role.CONTENTS_HEADING: "## ",
    Role.HEADING_1: "## ",
    Role.HEADING_2: "### ",
    Role.HEADING_3: "#### ",
}
# What Markdown would read as markup inside running text.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


_LINES = {
    ord(LINE_BEGINS[0]): "\\\n",
    ord(LINE_BEGINS[1]): "\\\n",
    ord(LINE_BEGINS[2]): "\\\n" + 4 * "\N{NO-BREAK SPACE}",
}


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
        lead_in = f"**{escaped(block.lead_in)}** " if block.lead_in else ""
        yield _HEADINGS.get(block.role, "") + lead_in + _in_markdown(block.text, block.italics)
    elif isinstance(block, Clause):
        for number, line in enumerate(block.lines):
            yield _line(block, number, line, notes)
    elif isinstance(block, Contents):
        yield "\n".join(_contents(block))
    elif isinstance(block, Table):
        yield "\n".join(_table(block))


def _line(clause: Clause, number: int, line: Line, notes: list[str]) -> str:
    text, done = "", 0
    for piece in line.stretches:
        if not piece.is_text:
            text += f" *{escaped(piece.text.strip())}*"
        else:
            levels = line.levels or [1] * len(line.subparagraphs)
            starts = dict(zip((start - 1 - done for start in line.subparagraphs), levels, strict=True))
            # A backslash ends a line, and not the paragraph; no-break spaces put a second level further in.
            lines = "".join(
                LINE_BEGINS[starts[n]] if n in starts else sign for n, sign in enumerate(piece.text)
            )
            text += _in_markdown(lines, piece.italics).translate(_LINES)
            done += len(piece.text)
        text += _marks(piece.footnotes, notes)
    if line.leads_in:
        text = f"{escaped(line.label)} {text}"
        if number:
            return text
    if not clause.number:
        return f"{line.cited_as}. {text}" if line.cited_as else text
    # A backslash keeps "12." from being taken for a list that Markdown would number anew.
    return f"{clause.label if line.leads_in else clause.label_of(number)}\\. {text}"


def _marks(footnotes: Sequence[Footnote], notes: list[str]) -> str:
    marks = []
    for footnote in footnotes:
        notes.append(_in_markdown(footnote.text, footnote.italics))
        marks.append(f"[^{len(notes)}]")
    return "^,^".join(marks)


def _contents(contents: Contents) -> Iterator[str]:
    for entry in contents.entries:
        clauses = f", {entry.clauses}" if entry.clauses else ""
        yield f"{'  ' * (entry.level - 1)}- {_in_markdown(entry.text, entry.italics)}{clauses}"


def _table(table: Table) -> Iterator[str]:
    yield _row(map(_said, table.columns))
    parts = sum(table.widths) / 100
    yield _row("-" * (3 if table.shaded_from else max(3, round(width * 3 / parts))) for width in table.widths)
    for row in table.rows:
        if isinstance(row, GroupHeading):
            number = f"{table.columns[0]} {row.clause.label}. " if row.clause else ""
            words = " ".join([f"**{_said(number + row.title)}**", *map(_said, row.lines)])
            yield _row([words, *[""] * (len(table.columns) - 1)])
            continue
        yield _row(" ".join(map(_content, cell)) for cell in row)


def _content(content: CellParagraph) -> str:
    return _said(content) if isinstance(content, str) else escaped(_shown(content))


def _shown(content: CellParagraph) -> str:
    if isinstance(content, tuple):
        return ", ".join(one.text for one in content)
    if isinstance(content, ClauseNumber):
        return content.label + content.suffix
    return shown_in_cell(content)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _in_markdown(text: str, italics: Ranges) -> str:
    runs = in_runs(text, italics)
    return "".join(f"*{escaped(part)}*" if is_italic else escaped(part) for part, is_italic in runs)


def _said(words: str) -> str:
    """Words in which italics are marked."""
    return _in_markdown(*unmarked(words))


def escaped(text: str) -> str:
    """A text with nothing in it that Markdown would take for a mark."""
    return _MARKUP.sub(r"\\\1", text)


# JSON

SCHEMA_VERSION = 3
# Shorter texts cost more to look up than to repeat.
_SHORTEST_SHARED = 16
_WORDS = {None: "null", True: "true", False: "false"}
# Every record and enumeration of a draft and of a matrix, by name; and mappings.
_MODULES = (
    drafter.model,
    drafter.brackets,
    drafter.decisions,
    drafter.sources,
    drafter.draft.clause,
    drafter.draft.variant,
    drafter.draft.blocks,
    drafter.draft.model,
)
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (*(value for module in _MODULES for value in vars(module).values()), Reason, dict)
    if isinstance(kind, type)
    and (dataclasses.is_dataclass(kind) or kind is dict or (issubclass(kind, StrEnum) and len(kind)))
}
_KINDS["Source"] = drafter.model.ReadFrom  # as it is called in drafts that drafter made before


# Characters that no text has (XML 1.0, 2.2), as only JSON can write them.
_NO_TEXT = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:00[01]|d[89a-f]|fff[ef])", re.IGNORECASE)


def dump_draft(draft: Draft) -> str:
    """A draft as JSON; the same draft gives the same text."""
    texts: dict[str, int] = {}
    quoted = json.encoder.encode_basestring
    fields = {
        kind: [field.name for field in dataclasses.fields(kind)]
        for kind in _KINDS.values()
        if dataclasses.is_dataclass(kind)
    }

    # The json module takes more memory for it than the Word file may take as a whole.
    def written(value: Any) -> str:
        kind = type(value)
        if kind is str:
            is_shared = len(value) >= _SHORTEST_SHARED or value.startswith("#")
            return f'"#{texts.setdefault(value, len(texts))}"' if is_shared else quoted(value)
        if kind is tuple:
            return f"[{','.join([written(part) for part in value])}]"
        if kind in fields:
            made_from = [written(getattr(value, name)) for name in fields[kind]]
        elif kind is dict:
            made_from = [written(tuple(value.items()))]
        elif issubclass(kind, StrEnum):
            made_from = [quoted(value.value)]
        else:
            return str(value) if kind is int else _WORDS[value]
        return f'{{"{kind.__name__}":[{",".join(made_from)}]}}'

    whole, shared = written(draft), json.dumps(list(texts), ensure_ascii=False)
    return f'{{"schema_version":{SCHEMA_VERSION},"texts":{shared},"draft":{whole}}}'


def load_draft(text: str, *, is_sure: bool = False) -> Draft:
    """The draft that some JSON says.

    Args:
        text: The JSON.
        is_sure: Whether it is as drafter wrote it; else each value is looked at, which takes as long again.

    Raises:
        DrafterError: if it says none, or one of another version.
    """
    try:
        stored = json.loads(text)
        if not ("\\u" in text and _NO_TEXT.search(text)) and stored["schema_version"] == SCHEMA_VERSION:
            draft = _made(stored["draft"], stored["texts"], is_sure=is_sure)
            if isinstance(draft, Draft):
                return draft
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        pass
    raise DrafterError("what the file keeps of how it was made is damaged, or of another version of drafter")


def _made(value: Any, texts: list[str], *, is_sure: bool) -> Any:
    """What plain JSON stands for."""
    # As json makes them, and no others; a large draft has a million, mostly words: these without a call.
    kind = type(value)
    if kind is dict:
        ((name, value),) = value.items()
    elif kind is str:
        return texts[int(value[1:])] if value[:1] == "#" else value
    elif kind is not list:
        return value
    parts = [
        (texts[int(part[1:])] if part[:1] == "#" else part)
        if type(part) is str
        else _made(part, texts, is_sure=is_sure)
        if part
        else (() if type(part) is list else part)
        for part in value
    ]
    if kind is not dict:
        return tuple(parts)
    if not is_sure and not fit(_KINDS[name], parts):
        raise TypeError(name)
    return _KINDS[name](*parts)
