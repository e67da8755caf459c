"""Single steps on a selection file, for those who would rather not edit it: each gives the new text."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from drafter.model import Decision, Matrix
from drafter.selection.blocks import facts, line_end, with_note
from drafter.selection.edit import expect, folded, require_cut, scalar, set_fact
from drafter.selection.line import NoteLine
from drafter.selection.ordering import Placed
from drafter.selection.update import inserted, with_offered_too


def with_decision(text: str, path: Path, clause: str, decision: Decision, reason: str, by: str) -> str:
    """The file with a decision about a clause that stands in it.

    An old reason, which was one for another decision, stays as a comment.
    """
    where = ("clauses", clause)
    text = set_fact(text, path, where, "decision", [str(decision)])
    said = _said(text, clause)
    for key, value in (("reason", reason), ("by", by)):
        if said.get(key) != value and (value or said.get(key)):
            wanted = _lines(value) if value else []
            text = set_fact(text, path, where, key, wanted, keep_old=bool(said.get(key)))
    return text


def with_wording(text: str, path: Path, clause: str, wording: str) -> str:
    """The file with a clause in a person's own words; words that stood there before stay as a comment."""
    where = ("clauses", clause)
    text = set_fact(text, path, where, "wordings", [], keep_old=True)
    has_one = bool(_said(text, clause).get("wording"))
    return set_fact(text, path, where, "wording", folded(wording), keep_old=has_one)


def with_heading(text: str, path: Path, clause: str, theme: str) -> str:
    """The file with a clause under another heading, or under its own again where none is given."""
    return set_fact(text, path, ("clauses", clause), "heading", [theme] if theme else [])


def with_fresh_note(text: str, path: Path, place: Placed, matrix: Matrix) -> str:
    """The file with drafter's comment in a block as it would be written now."""
    cut_text = require_cut(text, path)
    number = cut_text.place(place.id)
    note = NoteLine.of(matrix, place.sources, place.theme, place.text)
    block = cut_text.blocks[number]
    if block.note is not None and dataclasses.replace(block.note, is_untouched=True) == note:
        return text
    blocks = list(cut_text.blocks)
    blocks[number] = with_note(block, note, line_end(text))
    return expect(dataclasses.replace(cut_text, blocks=tuple(blocks)).text, *facts(text), path)


def with_clause(
    text: str, path: Path, clause: str, ordered: Sequence[Placed], matrix: Matrix, decision: Decision
) -> str:
    """The file with a clause that it did not have, where it belongs.

    Args:
        text: The file as it stands.
        path: The file, for messages.
        clause: The id of a candidate.
        ordered: What the criteria select and the clause, in the order of a draft.
        matrix: The matrix.
        decision: What is decided about it.
    """
    cut_text = require_cut(text, path)
    head, said = facts(text)
    place = next(item for item in ordered if item.id == clause)
    note = NoteLine.of(matrix, place.sources, place.theme, place.text)
    block = cut_text.new_block(clause, note, (f"decision: {decision}",))
    blocks = inserted(cut_text.blocks, {clause: block}, ordered)
    result = with_offered_too(dataclasses.replace(cut_text, blocks=tuple(blocks)).text, [clause])
    tag = "tag:yaml.org,2002:str"
    facts_of = dict(said) | {clause: {"id": (clause, tag), "decision": (str(decision), tag)}}
    return expect(result, head, [(b.id, facts_of[b.id]) for b in blocks], path)


def moved(text: str, path: Path, clause: str, other: str, *, is_before: bool) -> str:
    """The file with a block, its comments and the blank lines below it in another place."""
    cut_text = require_cut(text, path)
    head, said = facts(text)
    block = cut_text.blocks[cut_text.place(clause)]
    rest = [item for item in cut_text.blocks if item.id != clause]
    at = next(n for n, item in enumerate(rest) if item.id == other) + (not is_before)
    blocks = [*rest[:at], block, *rest[at:]]
    facts_of = dict(said)
    result = dataclasses.replace(cut_text, blocks=tuple(blocks)).text
    return expect(result, head, [(item.id, facts_of[item.id]) for item in blocks], path)


def _said(text: str, clause: str) -> dict[str, str]:
    """The single facts of a clause."""
    found = dict(facts(text)[1]).get(clause)
    items = found.items() if isinstance(found, dict) else ()
    return {key: value[0] for key, value in items if isinstance(value, tuple)}


def _lines(value: str) -> list[str]:
    one = scalar(value)
    return [one] if len(one) <= _LONGEST_LINE else folded(value)


_LONGEST_LINE = 90
