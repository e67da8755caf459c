"""Lines of a returned draft: paragraphs with people's edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from drafter.check import check_draft
from drafter.draft.model import Draft, Footnote
from drafter.files import read_bytes
from drafter.model import Matrix
from drafter.problems import DrafterError
from drafter.reading.review import Item, PrintedLine, items_of, lines_of
from drafter.returned import Returned, read_returned
from drafter.returned.changes import ChangeKind
from drafter.text import free_name
from drafter.word.reading import Block, Place

_WORDS_IN_ID = 5


def load_items(
    path: Path, matrix: Matrix | None = None
) -> tuple[tuple[Item, ...], Mapping[str, tuple[str, ...]]]:
    """Read the items to sign in a Word draft.

    Args:
        path: The draft, which people may have edited.
        matrix: A matrix with the words of sources; None for the words in the draft.

    Returns:
        The items; and clause id → the findings of a check, in words.

    Raises:
        DrafterError: If it is no Word draft made by drafter.
    """
    returned = read_returned(read_bytes(path), str(path))
    if returned.draft is None:
        raise DrafterError(
            f"{path} is not a draft that drafter wrote, or has lost its record",
            "Review the Word file as drafter wrote it, or as somebody edited it in Word.",
        )
    items = items_of(current_lines(returned, returned.draft), returned.draft, matrix)
    findings_of_clause: dict[str, tuple[str, ...]] = {}
    for finding in check_draft(returned, matrix).findings:
        words = "\n".join(finding.details) if finding.code == "not-signed" else str(finding)
        if words:
            findings_of_clause[finding.clause] = (*findings_of_clause.get(finding.clause, ()), words)
    return items, findings_of_clause


def current_lines(returned: Returned, draft: Draft) -> tuple[PrintedLine, ...]:
    """Return the paragraphs of clauses, and new numbered or cited ones.

    Args:
        returned: The returned draft.
        draft: The draft that it was made from.
    """
    return tuple(_lines(returned, draft))


def _lines(returned: Returned, draft: Draft) -> Iterator[PrintedLine]:
    lines_by_clause: dict[str, list[PrintedLine]] = {}
    for line in lines_of(draft):
        lines_by_clause.setdefault(line.clause, []).append(line)
    printed_by_place: dict[int, PrintedLine] = {}
    for place, block in enumerate(returned.base.blocks):
        clause, number = returned.clauses.get(block.bookmark, ("", 0))
        if clause and place in returned.partners:
            printed_by_place[returned.partners[place]] = lines_by_clause[clause][number]
    new = {
        change.edited_place
        for change in returned.changes
        if change.kind in (ChangeKind.NEW, ChangeKind.DOUBLED)
    }
    sources = _sources(draft)
    ids = {*draft.by_id}
    headings: tuple[str, ...] = ()
    for place, block in enumerate(returned.edited.blocks):
        if printed := printed_by_place.get(place):
            headings = printed.headings
            # drafter's changes describe only words that nobody has edited.
            changes = printed.changes if printed.words.split() == block.text.split() else ()
            notes = _footnotes(block, sources)
            yield replace(printed, label=block.label, words=block.text, footnotes=notes, changes=changes)
        elif (
            place in new
            and block.place is Place.BODY
            and not block.is_heading
            and (block.label or block.notes)
        ):
            name = free_name(_id_of(block.text), ids)
            ids.add(name)
            yield PrintedLine(name, block.label, block.text, _footnotes(block, sources), headings)


def _sources(draft: Draft) -> Mapping[str, str]:
    """Return the sources of the draft's footnotes by the words of each."""
    notes = [note for clause in draft.printed for line in clause.lines for note in line.footnotes]
    return {" ".join(note.text.split()): note.source for note in notes}


def _footnotes(block: Block, sources: Mapping[str, str]) -> tuple[Footnote, ...]:
    """Return the footnotes of a paragraph.

    The source of a footnote that people wrote is its words.
    """
    return tuple(Footnote(sources.get(words, words), words) for _, words in block.notes)


def _id_of(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())[:_WORDS_IN_ID]
    return "-".join(["added", *words])
