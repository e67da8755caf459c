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

import drafter.model
from drafter.draft import model
from drafter.matrix.criteria import Reason
from drafter.problems import DrafterError
from drafter.text import repetition

# Markdown

_HEADINGS = {
    model.Role.TITLE: "# ",
    model.Role.BOX_HEADING: "## ",
    model.Role.CONTENTS_HEADING: "## ",
    model.Role.HEADING_1: "## ",
    model.Role.HEADING_2: "### ",
    model.Role.HEADING_3: "#### ",
}
# What Markdown would read as markup inside running text.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def write_markdown(draft: model.Draft) -> str:
    """A draft as Markdown.

    Clause numbers are typed, since Markdown has no numbering that survives headings in between.
    """
    notes: list[str] = []
    blocks = [block for item in draft.blocks for block in _block(item, notes)]
    notes_block = ["\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, start=1))]
    return "\n\n".join([*blocks, *(notes_block if notes else [])]) + "\n"


def _block(block: model.Block, notes: list[str]) -> Iterator[str]:
    if isinstance(block, model.Paragraph):
        lead_in = f"**{escaped(block.lead_in)}** " if block.lead_in else ""
        yield _HEADINGS.get(block.role, "") + lead_in + escaped(block.text)
    elif isinstance(block, model.Clause):
        for number, line in enumerate(block.lines):
            yield _line(block, number, line, notes)
    elif isinstance(block, model.Contents):
        yield "\n".join(_contents(block))
    elif isinstance(block, model.Table):
        yield "\n".join(_table(block))


def _line(clause: model.Clause, number: int, line: model.Line, notes: list[str]) -> str:
    label = f"{clause.label} {repetition(number)}" if number else clause.label
    text = "".join(
        (f" *{escaped(piece.text.strip())}*" if piece.is_support else escaped(piece.text))
        + _marks(piece.footnotes, notes)
        for piece in line.stretches
    )
    # A backslash keeps "12." from being taken for a list that Markdown would number anew.
    return f"{label}\\. {text}"


def _marks(footnotes: Sequence[model.Footnote], notes: list[str]) -> str:
    marks = []
    for footnote in footnotes:
        notes.append(escaped(footnote.text))
        marks.append(f"[^{len(notes)}]")
    return "^,^".join(marks)


def _contents(contents: model.Contents) -> Iterator[str]:
    for entry in contents.entries:
        clauses = f", {entry.clauses}" if entry.clauses else ""
        yield f"{'  ' * (entry.level - 1)}- {escaped(entry.text)}{clauses}"


def _table(table: model.Table) -> Iterator[str]:
    yield _row(table.columns)
    yield _row("-" * (3 if table.shaded_from else width * 3) for width in table.widths)
    for row in table.rows:
        if isinstance(row, model.GroupHeading):
            number = f"{table.columns[0]} {row.clause.label}. " if row.clause else ""
            words = " ".join([f"**{escaped(number + row.title)}**", *map(escaped, row.lines)])
            yield _row([words, *[""] * (len(table.columns) - 1)])
            continue
        yield _row(" ".join(escaped(_content(content)) for content in cell) for cell in row)


def _content(content: model.CellParagraph) -> str:
    if isinstance(content, tuple):
        return ", ".join(one.text for one in content)
    return content if isinstance(content, str) else content.label + content.suffix


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """A text with nothing in it that Markdown would take for a mark."""
    return _MARKUP.sub(r"\\\1", text)


# JSON

SCHEMA_VERSION = 2
# Shorter texts cost more to look up than to repeat.
_SHORTEST_SHARED = 16
# Every record and enumeration of a draft and of a matrix, by name; and mappings.
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (*vars(drafter.model).values(), *vars(model).values(), Reason, dict)
    if isinstance(kind, type)
    and (dataclasses.is_dataclass(kind) or kind is dict or (issubclass(kind, StrEnum) and len(kind)))
}


def dump_draft(draft: model.Draft) -> str:
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
            return json.dumps(value)
        return f'{{"{kind.__name__}":[{",".join(made_from)}]}}'

    whole, shared = written(draft), json.dumps(list(texts), ensure_ascii=False)
    return f'{{"schema_version":{SCHEMA_VERSION},"texts":{shared},"draft":{whole}}}'


def load_draft(text: str) -> model.Draft:
    """The draft that some JSON says.

    Raises:
        DrafterError: if it says none, or one of another version.
    """
    try:
        stored = json.loads(text)
        if stored["schema_version"] == SCHEMA_VERSION:
            draft = _made(stored["draft"], stored["texts"])
            if isinstance(draft, model.Draft):
                return draft
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        pass
    raise DrafterError("what the file keeps of how it was made is damaged, or of another version of drafter")


def _made(value: Any, texts: list[str]) -> Any:
    """What plain JSON stands for."""
    if isinstance(value, str):
        return texts[int(value[1:])] if value.startswith("#") else value
    if isinstance(value, list):
        return tuple([_made(part, texts) for part in value])
    if isinstance(value, dict):
        ((kind, made_from),) = value.items()
        return _KINDS[kind](*[_made(part, texts) for part in made_from])
    return value
