"""Single steps on a selection, for those who would rather not edit the file: each gives the new text.

``decide``, ``move`` and ``word`` are the steps that people take; the others change one thing in the text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.matrix.candidates import ResolvedClause, select
from drafter.model import Decision, SelectionEntry
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.blocks import SelectionText, with_note
from drafter.selection.edit import folded, set_fact, text_lines
from drafter.selection.line import NoteLine
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import Placed, place_clauses
from drafter.selection.update import inserted, with_offered


def decide(selection: OpenSelection, clause: str, decision: Decision, reason: str, by: str) -> str:
    """The selection with a decision about a clause, which comes in where it is not there.

    An old reason, which was one for another decision, stays as a comment.

    Raises:
        DrafterError: if there is no such clause, or the file's style does not allow it.
    """
    file = selection.in_blocks
    is_new = selection.entry(clause) is None
    if is_new and clause not in selection.by_id:
        raise unknown_clause(clause, [*selection.by_id, *selection.sources])
    if is_new:
        file = _with_clause(selection, clause, decision)
    where = ("clauses", clause)
    file = set_fact(file, where, "decision", [str(decision)])
    entry = selection.entry(clause)
    for key, value, old in (
        ("reason", reason, entry.reason if entry else ""),
        ("by", by, entry.by if entry else ""),
    ):
        if old != value:
            file = set_fact(file, where, key, text_lines(value) if value else [], keep_old=bool(old))
    return _noted(selection, file, clause, again=is_new)


def word(selection: OpenSelection, clause: str, wording: str) -> str:
    """The selection with a clause in a person's own words; words that stood there before stay as a comment.

    Raises:
        DrafterError: if it has no such clause, or the file's style does not allow it.
    """
    entry, where = require_entry(selection, clause), ("clauses", clause)
    file = set_fact(selection.in_blocks, where, "wordings", [], keep_old=True)
    file = set_fact(file, where, "wording", folded(wording), keep_old=bool(entry.wording))
    return _noted(selection, file, clause)


def words_of(selection: OpenSelection, clause: str) -> str:
    """The words of a clause: a person's own, or those of the source that leads.

    Raises:
        DrafterError: if the selection does not have it.
    """
    entry, place = require_entry(selection, clause), _places(selection).get(clause)
    return entry.wording or (place.text if place else "")


@dataclass(frozen=True, slots=True)
class Moved:
    """A clause in another place.

    Attributes:
        text: The selection.
        was: Where it stood in a draft; None for one without sources.
        beside: Where the clause beside which it went stands; likewise.
        has_new_heading: Whether it stands under the heading of that one now.
        neighbour: The clause beside which it stood, under its own heading where there is one.
        is_behind: Whether it stood behind that one.
        heading_back: What to write as its heading to undo it: None where nothing, empty to take it out.
    """

    text: str
    was: Placed | None
    beside: Placed | None
    has_new_heading: bool
    neighbour: str
    is_behind: bool
    heading_back: str | None


def move(selection: OpenSelection, clause: str, other: str, *, is_before: bool) -> Moved:
    """The selection with a clause beside another one, and under its heading, where both stand in one part.

    Raises:
        DrafterError: if it lacks one of them, they are the same, or the file's style does not allow it.
    """
    for name in (clause, other):
        require_entry(selection, name)
    if clause == other:
        raise DrafterError("a clause cannot be moved to itself", status=ExitStatus.USAGE)
    ids = [entry.id for entry in selection.file.clauses]
    file = selection.in_blocks
    file = file.with_block_beside(file.by_id[clause], other, is_before=is_before)
    places = _places(selection)
    one, two = places.get(clause), places.get(other)
    # Beside a neighbour of its own heading it comes back under that heading, too.
    at = ids.index(clause)
    neighbours = [(name, True) for name in ids[max(at - 1, 0) : at]]
    neighbours += [(name, False) for name in ids[at + 1 : at + 2]]
    alike = {name for name, place in places.items() if one and place.theme == one.theme}
    neighbour, is_behind = next((pair for pair in neighbours if pair[0] in alike), neighbours[0])
    has_new_heading = bool(one and two and one.part == two.part and one.theme != two.theme)
    back: str | None = None
    if one and two and has_new_heading:
        own = _own_theme(selection, clause)
        heading = [two.theme] if two.theme != own else []
        file = set_fact(file, ("clauses", clause), "heading", heading)
        if neighbour in places and places[neighbour].theme != one.theme:
            back = one.theme if own != one.theme else ""
    return Moved(file.text, one, two, has_new_heading, neighbour, is_behind, back)


def require_entry(selection: OpenSelection, clause: str) -> SelectionEntry:
    """What a selection says of a clause.

    Raises:
        DrafterError: if it does not have it.
    """
    entry = selection.entry(clause)
    if entry is None:
        raise unknown_clause(clause, list(selection.sources), f" in {selection.path}")
    return entry


def unknown_clause(clause: str, known: list[str], where: str = "") -> DrafterError:
    """That there is no such clause, with the nearest one."""
    return DrafterError(
        f"there is no clause “{clause}”{where}",
        did_you_mean(clause, known) or "“drafter list” shows every id.",
        status=ExitStatus.USAGE,
    )


def _places(selection: OpenSelection) -> dict[str, Placed]:
    chosen = place_clauses(selection.opened.matrix, selection.by_id, selection.file)
    return {item.id: item for item in selection.places(chosen)}


def _own_theme(selection: OpenSelection, clause: str) -> str:
    """The theme that a clause stands under when nobody has moved it."""
    plain = tuple(dataclasses.replace(entry, heading="") for entry in selection.file.clauses)
    file = dataclasses.replace(selection.file, clauses=plain)
    chosen = place_clauses(selection.opened.matrix, selection.by_id, file)
    return next((item.theme for item in chosen if item.candidate.id == clause), "")


def _noted(selection: OpenSelection, file: SelectionText, clause: str, *, again: bool = False) -> str:
    """The text with drafter's comment in a block that has none: only who read the clause may renew it."""
    block = selection.in_blocks.by_id.get(clause)
    if block is not None and block.note is not None and not again:
        return file.text
    return with_fresh_notes(selection.reread(file.text), [clause])


def with_fresh_notes(selection: OpenSelection, clauses: Sequence[str]) -> str:
    """The text with drafter's comment in some blocks as it would be written now."""
    file, places = selection.in_blocks, _places(selection)
    for clause in clauses:
        block, place = file.by_id[clause], places.get(clause)
        if place:
            note = NoteLine.of(selection.opened.matrix, place.sources, place.theme, place.text)
            if block.note is None or dataclasses.replace(block.note, is_untouched=True) != note:
                file = file.with_block(with_note(block, note, file.end))
    return file.text


def _with_clause(selection: OpenSelection, clause: str, decision: Decision) -> SelectionText:
    """The file with a clause that was deleted, or that the criteria do not select, where it belongs."""
    matrix, file = selection.opened.matrix, selection.in_blocks
    chosen = select(matrix, selection.opened.concordance, selection.file.criteria).clauses
    if clause not in {item.candidate.id for item in chosen}:
        candidate = selection.by_id[clause]
        theme = candidate.themes[0]
        row = matrix.theme_order
        at = next((n for n, item in enumerate(chosen) if row[item.theme] > row[theme]), len(chosen))
        chosen = (*chosen[:at], ResolvedClause(candidate, theme), *chosen[at:])
    ordered = selection.places(chosen)
    place = next(item for item in ordered if item.id == clause)
    note = NoteLine.of(matrix, place.sources, place.theme, place.text)
    block = file.new_block(clause, note, (f"decision: {decision}",))
    found = file.with_blocks(inserted(file.blocks, {clause: block}, ordered))
    return SelectionText.of(with_offered(found.text, file.end, [clause]), file.path)


def with_origin(file: SelectionText, clause: str, key: str, origin: str) -> SelectionText:
    """The file with a comment above a fact that says where it came from."""
    block = file.by_id[clause]
    space = " " * max(block.column, 0)
    at = next((n for n, line in enumerate(block.lines) if line.startswith(f"{space}{key}:")), None)
    if at is None:
        return file
    lines = (*block.lines[:at], f"{space}# from {origin}{file.end}", *block.lines[at:])
    return file.with_block(dataclasses.replace(block, lines=lines))
