"""Writes a draft as Markdown, as public JSON, and as JSON in a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

from drafter.draft import model
from drafter.draft.model import Draft, PrintedClause
from drafter.problems import DrafterError

_HEADINGS = {
    model.Role.TITLE: "# ",
    model.Role.CONTENTS_HEADING: "## ",
    model.Role.HEADING_1: "## ",
    model.Role.HEADING_2: "### ",
    model.Role.HEADING_3: "#### ",
}
# What Markdown would read as markup inside running text.
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def write_markdown(draft: Draft) -> str:
    """Return a draft as Markdown.

    Labels are typed, since Markdown has no numbering that survives headings in between.
    """
    notes: list[str] = []
    blocks = [words for block in draft.blocks for words in _block(block, notes)]
    if notes:
        blocks.append("\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, start=1)))
    return "\n\n".join(blocks) + "\n"


def _block(block: model.Block, notes: list[str]) -> Iterator[str]:
    if isinstance(block, model.Paragraph):
        lead_in = f"**{_escaped(block.lead_in)}** " if block.lead_in else ""
        label = f"{block.label}\\. " if block.label else ""
        yield _HEADINGS.get(block.role, "") + label + lead_in + _escaped(block.text)
    elif isinstance(block, PrintedClause):
        for line in block.lines:
            yield _line(block, line, notes)
    elif isinstance(block, model.Contents):
        yield "\n".join(
            "  " * (entry.level - 1) + "- " + ", ".join(filter(None, (_escaped(entry.text), entry.clauses)))
            for entry in block.entries
        )
    elif isinstance(block, model.Table):
        yield "\n".join(_table(block))


def _line(clause: PrintedClause, line: model.Line, notes: list[str]) -> str:
    label = f"{clause.number} {line.label}" if clause.letter else line.label
    text = ""
    for stretch in line.stretches:
        words = _escaped(stretch.text).replace("\n", "\\\n")
        text += words if stretch.is_text else f" *{words.strip()}*"
        marks = []
        for note in stretch.footnotes:
            notes.append(_escaped(note.text))
            marks.append(f"[^{len(notes)}]")
        text += "^,^".join(marks)
    # A backslash keeps "12." from being taken for a list that Markdown would number anew.
    return f"{label}\\. {text}"


def _table(table: model.Table) -> Iterator[str]:
    yield _row(map(_escaped, table.columns))
    yield _row("-" * max(3, width) for width in table.widths)
    for row in table.rows:
        if isinstance(row, model.GroupHeading):
            number = f"{row.clause.label}. " if row.clause else ""
            words = " ".join([f"**{_escaped(number + row.title)}**", *map(_escaped, row.lines)])
            yield _row([words, *[""] * (len(table.columns) - 1)])
        else:
            yield _row(
                "; ".join(_escaped(words) if isinstance(words, str) else words.label for words in cell)
                for cell in row
            )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Return a text in which Markdown finds no markup."""
    return _MARKUP.sub(r"\\\1", text)


# JSON


def json_fields(draft: Draft) -> dict[str, object]:
    """Return the fields of a draft.json, whose shape is public."""
    return {
        "title": draft.title,
        "edition": draft.edition,
        "criteria": draft.made_from.criteria,
        "clauses": [_clause(clause) for clause in draft.clauses],
        "guidance": [_clause(clause) for clause in draft.guidance],
        "not_used": [{"id": item.id, "reason": item.reason} for item in draft.not_used],
    }


def _clause(clause: PrintedClause) -> dict[str, object]:
    names = (
        "id",
        "number",
        "letter",
        "kind",
        "part",
        "theme",
        "section",
        "heading",
        "text",
        "regions",
        "sources",
    )
    decided = ("decision", "reason", "by", "status")
    return {
        **{name: getattr(clause, name) for name in names},
        "labels": [line.label for line in clause.lines],
        "footnotes": [note.text for line in clause.lines for note in line.footnotes],
        "alternatives": [
            {"text": wording.text, "sources": wording.sources} for wording in clause.wordings[1:]
        ],
        "edited": clause.is_edited,
        **{name: getattr(clause, name) for name in decided},
        "changes": [edit.why for wording in clause.wordings for edit in wording.edits],
        "remarks": [remark.text for line in clause.lines for remark in line.remarks],
    }


# The JSON that a Word file keeps

SCHEMA_VERSION = 5


class _Stored(Struct, frozen=True):
    schema_version: int
    draft: Draft


def dump_draft(draft: Draft) -> bytes:
    """Return a draft as JSON; the same draft gives the same bytes."""
    return msgspec.json.encode(_Stored(SCHEMA_VERSION, draft))


def load_draft(stored: bytes) -> Draft:
    """Return the draft in some JSON.

    Raises:
        DrafterError: if it holds no draft, or one of another version.
    """
    try:
        content = msgspec.json.decode(stored, type=_Stored)
    except (msgspec.MsgspecError, RecursionError):
        content = None
    if content is None or content.schema_version != SCHEMA_VERSION:
        raise DrafterError(
            "the draft stored in this file is damaged, or was made by another version of drafter",
            "Make the draft again, or use the copy that you sent out.",
        )
    return content.draft
