"""The paragraphs of a returned draft that there are to sign: as they stand in the file, edits and all."""

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
    """Read what there is to sign in a Word draft.

    Args:
        path: The draft, which people may have edited.
        matrix: Where the words of sources are looked up; None for those that the draft keeps.

    Returns:
        The items, and what a check finds in each clause, in words, by its id.

    Raises:
        DrafterError: if it is no Word draft of drafter's.
    """
    returned = read_returned(read_bytes(path), str(path))
    if returned.draft is None:
        raise DrafterError(
            f"{path} has lost the record of the draft that it was made from",
            "Review the Word file as drafter wrote it, or as somebody edited it in Word.",
        )
    items = items_of(lines_now(returned, returned.draft), returned.draft, matrix)
    found: dict[str, tuple[str, ...]] = {}
    for finding in check_draft(returned, matrix).findings:
        words = "\n".join(finding.details) if finding.code == "not-signed" else str(finding)
        if words:
            found[finding.clause] = (*found.get(finding.clause, ()), words)
    return items, found


def lines_now(returned: Returned, draft: Draft) -> tuple[PrintedLine, ...]:
    """Return the paragraphs of clauses as they stand, and new ones with a number or a source.

    Args:
        returned: The returned draft.
        draft: The draft that it was made from.
    """
    return tuple(_lines(returned, draft))


def _lines(returned: Returned, draft: Draft) -> Iterator[PrintedLine]:
    as_printed: dict[str, list[PrintedLine]] = {}
    for line in lines_of(draft):
        as_printed.setdefault(line.clause, []).append(line)
    printed_at: dict[int, PrintedLine] = {}
    for place, block in enumerate(returned.base.blocks):
        clause, number = returned.clauses.get(block.bookmark, ("", 0))
        if clause and place in returned.partners:
            printed_at[returned.partners[place]] = as_printed[clause][number]
    new = {c.now_place for c in returned.changes if c.kind in (ChangeKind.NEW, ChangeKind.DOUBLED)}
    sources = _sources(draft)
    taken = {*draft.by_id}
    headings: tuple[str, ...] = ()
    for place, block in enumerate(returned.now.blocks):
        if printed := printed_at.get(place):
            headings = printed.headings
            # What drafter changed can be told only of words that nobody has changed since.
            changes = printed.changes if printed.words.split() == block.text.split() else ()
            notes = _footnotes(block, sources)
            yield replace(printed, label=block.label, words=block.text, footnotes=notes, changes=changes)
        elif (
            place in new
            and block.place is Place.BODY
            and not block.is_heading
            and (block.label or block.notes)
        ):
            name = free_name(_id_of(block.text), taken)
            taken.add(name)
            yield PrintedLine(name, block.label, block.text, _footnotes(block, sources), headings)


def _sources(draft: Draft) -> Mapping[str, str]:
    """Return the source of each footnote of the draft, by its words."""
    notes = [note for clause in draft.printed for line in clause.lines for note in line.footnotes]
    return {" ".join(note.text.split()): note.source for note in notes}


def _footnotes(block: Block, sources: Mapping[str, str]) -> tuple[Footnote, ...]:
    """Return the footnotes of a paragraph; its words are the source of one that drafter did not write."""
    return tuple(Footnote(sources.get(words, words), words) for _, words in block.notes)


def _id_of(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower())[:_WORDS_IN_ID]
    return "-".join(["added", *words])
