"""Single steps on a selection, for those who would rather not edit the file: each gives the new text.

``decide``, ``move`` and ``word`` are the steps that people take; the others change one thing in the text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.matrix.candidates import ResolvedClause, select
from drafter.model import Decision, SelectionEntry
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.blocks import Block, SelectionText, facts, with_note
from drafter.selection.edit import TEXT_TAG, expect, folded, require_cut, set_fact, text_lines
from drafter.selection.line import NoteLine
from drafter.selection.loading import OpenSelection
from drafter.selection.resolve import Placed, place_clauses
from drafter.selection.update import inserted, with_offered_too


def decide(selection: OpenSelection, clause: str, decision: Decision, reason: str, by: str) -> str:
    """The selection with a decision about a clause, which comes in where it is not there.

    An old reason, which was one for another decision, stays as a comment.

    Raises:
        DrafterError: if there is no such clause, or the file's style does not allow it.
    """
    path, text = selection.path, selection.text
    is_new = selection.entry(clause) is None
    if is_new and clause not in selection.by_id:
        raise unknown_clause(clause, [*selection.by_id, *selection.sources])
    if is_new:
        text = _with_clause(selection, clause, decision)
    where = ("clauses", clause)
    text = set_fact(text, path, where, "decision", [str(decision)])
    said = _said(text, clause)
    for key, value in (("reason", reason), ("by", by)):
        if said.get(key) != value and (value or said.get(key)):
            wanted = text_lines(value) if value else []
            text = set_fact(text, path, where, key, wanted, keep_old=bool(said.get(key)))
    return _noted(selection, text, clause, again=is_new)


def word(selection: OpenSelection, clause: str, wording: str) -> str:
    """The selection with a clause in a person's own words; words that stood there before stay as a comment.

    Raises:
        DrafterError: if it has no such clause, or the file's style does not allow it.
    """
    require_entry(selection, clause)
    where = ("clauses", clause)
    text = set_fact(selection.text, selection.path, where, "wordings", [], keep_old=True)
    has_one = bool(_said(text, clause).get("wording"))
    text = set_fact(text, selection.path, where, "wording", folded(wording), keep_old=has_one)
    return _noted(selection, text, clause)


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
    text = moved(selection.text, selection.path, clause, other, is_before=is_before)
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
        text = set_fact(text, selection.path, ("clauses", clause), "heading", heading)
        if neighbour in places and places[neighbour].theme != one.theme:
            back = one.theme if own != one.theme else ""
    return Moved(text, one, two, has_new_heading, neighbour, is_behind, back)


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


def _noted(selection: OpenSelection, text: str, clause: str, *, again: bool = False) -> str:
    """A text with drafter's comment in a block that has none: only who read the clause may renew it."""
    block = next((one for one in selection.in_blocks.blocks if one.id == clause), None)
    if block is not None and block.note is not None and not again:
        return text
    return with_fresh_notes(selection.reread(text), [clause])


def with_fresh_notes(selection: OpenSelection, clauses: Sequence[str]) -> str:
    """The text with drafter's comment in some blocks as it would be written now."""
    text, places = selection.text, _places(selection)
    matrix = selection.opened.matrix
    for clause in clauses:
        cut_text = require_cut(text, selection.path)
        block = cut_text.blocks[cut_text.place(clause)]
        place = places.get(clause)
        note = NoteLine.of(matrix, place.sources, place.theme, place.text) if place else None
        if note and (block.note is None or dataclasses.replace(block.note, is_untouched=True) != note):
            text = _with_block(text, selection.path, cut_text, with_note(block, note, cut_text.end))
    return text


def _with_block(text: str, path: Path, cut_text: SelectionText, block: Block) -> str:
    """The text with other lines in a block that says the same."""
    blocks = tuple(block if one.id == block.id else one for one in cut_text.blocks)
    return expect(dataclasses.replace(cut_text, blocks=blocks).text, *facts(text), path)


def _with_blocks(
    text: str, path: Path, cut_text: SelectionText, blocks: Sequence[Block], new: object = None
) -> str:
    """The text with its blocks in another order, or with one more, of which it says what is expected."""
    head, said = facts(text)
    result = dataclasses.replace(cut_text, blocks=tuple(blocks)).text
    facts_of = dict(said)
    return expect(result, head, [(one.id, facts_of.get(one.id, new)) for one in blocks], path)


def _with_clause(selection: OpenSelection, clause: str, decision: Decision) -> str:
    """The text with a clause that was deleted, or that the criteria do not select, where it belongs."""
    matrix, cut_text = selection.opened.matrix, selection.in_blocks
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
    block = cut_text.new_block(clause, note, (f"decision: {decision}",))
    blocks = inserted(cut_text.blocks, {clause: block}, ordered)
    new = {"id": (clause, TEXT_TAG), "decision": (str(decision), TEXT_TAG)}
    return with_offered_too(_with_blocks(selection.text, selection.path, cut_text, blocks, new), [clause])


def moved(text: str, path: Path, clause: str, other: str, *, is_before: bool) -> str:
    """The text with a block, its comments and the blank lines below it in another place."""
    cut_text = require_cut(text, path)
    block = cut_text.blocks[cut_text.place(clause)]
    rest = [item for item in cut_text.blocks if item.id != clause]
    at = next(n for n, item in enumerate(rest) if item.id == other) + (not is_before)
    return _with_blocks(text, path, cut_text, [*rest[:at], block, *rest[at:]])


def with_origin(text: str, path: Path, clause: str, key: str, origin: str) -> str:
    """The text with a comment above a fact that says where it came from."""
    cut_text = require_cut(text, path)
    block = cut_text.blocks[cut_text.place(clause)]
    space = " " * max(block.column, 0)
    at = next((n for n, line in enumerate(block.lines) if line.startswith(f"{space}{key}:")), None)
    if at is None:
        return text
    lines = (*block.lines[:at], f"{space}# from {origin}{cut_text.end}", *block.lines[at:])
    return _with_block(text, path, cut_text, dataclasses.replace(block, lines=lines))


def with_own_clause(
    text: str, path: Path, clause: str, lines: Sequence[str], other: str, *, is_before: bool
) -> str:
    """The text with a block that it did not have, beside another one.

    Args:
        text: The text as it stands.
        path: The file, for messages.
        clause: The id of the clause.
        lines: What stands below the id.
        other: The clause beside which it goes.
        is_before: Whether it goes before that one.
    """
    cut_text = require_cut(text, path)
    block = cut_text.new_block(clause, None, tuple(lines))
    at = cut_text.place(other) + (not is_before)
    blocks = [*cut_text.blocks[:at], block, *cut_text.blocks[at:]]
    new = dict(facts(dataclasses.replace(cut_text, blocks=tuple(blocks)).text)[1]).get(clause)
    return _with_blocks(text, path, cut_text, blocks, new)


def _said(text: str, clause: str) -> dict[str, str]:
    """The single facts of a clause."""
    found = dict(facts(text)[1]).get(clause)
    items = found.items() if isinstance(found, dict) else ()
    return {key: value[0] for key, value in items if isinstance(value, tuple)}
