"""The single steps of ``drafter select``: each says what it did and how to undo it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from drafter.cli.console import message, quoted
from drafter.cli.own_words import in_one_line, words_from_editor, words_from_standard_input
from drafter.cli.select import placed
from drafter.files import change_file, look_before_writing
from drafter.matrix.candidates import ResolvedClause, select
from drafter.model import Decision, SelectionEntry
from drafter.problems import DrafterError, ExitStatus, did_you_mean
from drafter.selection.edit import unfit
from drafter.selection.loading import OpenSelection, open_selection
from drafter.selection.resolve import place_clauses
from drafter.selection.steps import (
    moved,
    with_clause,
    with_decision,
    with_fresh_note,
    with_heading,
    with_wording,
)
from drafter.selection.update import changed_sources

_DECISIONS = {"drop": Decision.OUT, "keep": Decision.IN, "maybe": Decision.MAYBE}
_DONE = {
    Decision.OUT: "is out: it will stand in the annex of what is not used",
    Decision.IN: "is in",
    Decision.MAYBE: "is in brackets, with the reason beside it as a comment",
}


def take_step(path: Path, steps: dict[str, Any]) -> None:
    """Take one step on a selection file.

    Args:
        path: The file.
        steps: The options of the step as given; exactly one of them says what to do.

    Raises:
        DrafterError: if a clause is not known, or the file cannot be written.
        ContentError: with every fault in the file.
    """
    if steps["word"]:
        message(_word(path, steps["word"]))
        return
    words = {key: in_one_line(steps[key], f"--{key}") for key in ("reason", "by")}
    with change_file(path) as write:
        opened = _opened(path)
        text, said = opened.text, []
        for name, decision in _DECISIONS.items():
            for given in steps[name]:
                text, line = _decide(opened.reread(text), given, decision, words["reason"], words["by"])
                said.append(line)
        if steps["move"]:
            other = steps["before"] or steps["after"]
            text, line = _move(opened, steps["move"], other, is_before=bool(steps["before"]))
            said.append(line)
        write(_sound(opened, text))
    message("\n".join(said))


def _opened(path: Path) -> OpenSelection:
    opened = open_selection(path)
    if opened.cut is None:
        raise unfit(path)
    return opened


def _sound(opened: OpenSelection, text: str) -> bytes:
    """The bytes of a changed selection, which has been read once more."""
    opened.reread(text)
    return opened.content[: 3 * opened.content.startswith(b"\xef\xbb\xbf")] + text.encode()


def _decide(opened: OpenSelection, given: str, decision: Decision, reason: str, by: str) -> tuple[str, str]:
    path = opened.path
    old = _in_file(opened, given)
    if old is None:
        if given not in opened.by_id:
            raise _unknown(given, [*opened.by_id, *opened.sources])
        text = _with_new_clause(opened, given, decision)
        undo = f"delete its block from {path}"
    else:
        text, undo = opened.text, _undo_decision(path, old)
    text = with_decision(text, path, given, decision, reason, by)
    if old is None or not _has_note(opened, given):
        text = _with_note(opened.reread(text), given)
    return text, f"{given} {_DONE[decision]}.\n  To undo: {undo}"


def _has_note(opened: OpenSelection, given: str) -> bool:
    """Whether drafter has noted the sources of a clause: only who has read the clause may clear that."""
    block = next((one for one in opened.cut.blocks if one.id == given), None) if opened.cut else None
    return block is not None and block.note is not None


def _with_note(opened: OpenSelection, given: str) -> str:
    place = _places(opened).get(given)
    if place is None:
        return opened.text
    return with_fresh_note(opened.text, opened.path, place, opened.opened.matrix)


def _with_new_clause(opened: OpenSelection, given: str, decision: Decision) -> str:
    """The file with a clause that was deleted, or that the criteria do not select."""
    matrix = opened.opened.matrix
    chosen = select(matrix, opened.opened.concordance, opened.file.criteria).clauses
    if given not in {item.candidate.id for item in chosen}:
        candidate = opened.by_id[given]
        theme = candidate.themes[0]
        row = matrix.theme_order
        at = next((n for n, item in enumerate(chosen) if row[item.theme] > row[theme]), len(chosen))
        chosen = (*chosen[:at], ResolvedClause(candidate, theme), *chosen[at:])
    return with_clause(opened.text, opened.path, given, placed(opened, chosen), matrix, decision)


def _move(opened: OpenSelection, given: str, other: str, *, is_before: bool) -> tuple[str, str]:
    ids = [clause.id for clause in opened.file.clauses]
    for name in (given, other):
        if name not in ids:
            raise _unknown(name, ids, f" in {opened.path}")
    if given == other:
        raise click.UsageError("a clause cannot be moved to itself")
    path, at = opened.path, ids.index(given)
    text = moved(opened.text, path, given, other, is_before=is_before)
    said = [f"{given} now comes {'before' if is_before else 'after'} {other}."]
    places = _places(opened)
    one, two = places.get(given), places.get(other)
    # Beside a neighbour of its own heading it comes back under that heading, too.
    neighbours = [("--after", name) for name in ids[max(at - 1, 0) : at]]
    neighbours += [("--before", name) for name in ids[at + 1 : at + 2]]
    own_heading = [name for name, place in places.items() if one and place.theme == one.theme]
    way, near = next((pair for pair in neighbours if pair[1] in own_heading), neighbours[0])
    back = f"{way} {near}"
    if one and two and one.part != two.part:
        said.append(
            f"  Note: it stays in the part “{one.part}”, while {other} is in “{two.part}”: its kind decides. "
            "To change that, write “kind: …” in its block."
        )
    elif one and two and one.theme != two.theme:
        title = opened.opened.matrix.theme_by_id[two.theme].title
        text = with_heading(text, path, given, two.theme)
        own = _own_theme(opened, given)
        if own == two.theme:
            text = with_heading(text, path, given, "")
        said.append(f"  It now stands under “{title}”, as {other} does.")
        if near in places and places[near].theme != one.theme:
            back += f"\n    and write “heading: {one.theme}”" if own != one.theme else ""
            back += "\n    and delete its “heading” line" if own == one.theme else ""
    said.append(f"  To undo: drafter select {quoted(path)} --move {given} {back}")
    return text, "\n".join(said)


def _own_theme(opened: OpenSelection, given: str) -> str:
    """The theme that a clause stands under when nobody has moved it."""
    import dataclasses

    plain = [dataclasses.replace(clause, heading="") for clause in opened.file.clauses]
    file = dataclasses.replace(opened.file, clauses=tuple(plain))
    chosen = place_clauses(opened.opened.matrix, opened.by_id, file)
    return next((item.theme for item in chosen if item.candidate.id == given), "")


def _word(path: Path, given: str) -> str:
    """Give a clause a person's own words, and say so."""
    opened = _opened(path)
    clause = _clause(opened, given)
    look_before_writing(path)  # before a person takes an hour over words that could not be written
    if not sys.stdin.isatty():
        wording = words_from_standard_input()
        with change_file(path) as write:
            opened = _opened(path)
            text, said = _worded(opened, _clause(opened, given), wording)
            write(_sound(opened, text))
        return said
    place = _places(opened).get(given)
    now = clause.wording or (place.text if place else "")
    texts = opened.opened.matrix.by_id
    sources = [f"{source}: {texts[source].text}" for source in opened.sources[given]]
    with words_from_editor(path, given, now, sources) as wording:
        text, said = _worded(opened, clause, wording)
        with change_file(path, as_read=opened.content) as write:
            write(_sound(opened, text))
    return said


def _clause(opened: OpenSelection, given: str) -> SelectionEntry:
    clause = _in_file(opened, given)
    if clause is None:
        raise _unknown(given, list(opened.sources), f" in {opened.path}")
    return clause


def _worded(opened: OpenSelection, clause: SelectionEntry, wording: str) -> tuple[str, str]:
    given = clause.id
    if not wording:
        raise DrafterError("there are no words; nothing was written", status=ExitStatus.USAGE)
    if wording == clause.wording:
        return opened.text, f"{given} has these words already."
    text = with_wording(opened.text, opened.path, given, wording)
    if not _has_note(opened, given):
        text = _with_note(opened.reread(text), given)
    undo = "delete the lines of “wording” in its block"
    if clause.wording or clause.wordings:
        undo += " and take the # from the words before them"
    said = f"{given} now has your words, with the footnotes of its sources.\n"
    change = _changed(opened).get(given)
    if change:
        said += (
            f"  Note: its sources have changed since drafter noted them ({change}). Delete drafter's comment "
            "in the block once you have read the clause with them.\n"
        )
    return text, f"{said}  To undo: {undo}"


def _changed(opened: OpenSelection) -> Mapping[str, str]:
    """What has changed in the sources of clauses since drafter noted them, in words."""
    if opened.cut is None:
        return {}
    return changed_sources(opened.cut, opened.file, opened.sources, opened.opened.matrix)


def _places(opened: OpenSelection) -> dict[str, Any]:
    chosen = place_clauses(opened.opened.matrix, opened.by_id, opened.file)
    return {item.id: item for item in placed(opened, chosen)}


def _in_file(opened: OpenSelection, given: str) -> SelectionEntry | None:
    return next((clause for clause in opened.file.clauses if clause.id == given), None)


def _undo_decision(path: Path, old: SelectionEntry) -> str:
    step = {Decision.OUT: "drop", Decision.MAYBE: "maybe"}.get(old.decision or Decision.IN, "keep")
    said = f"drafter select {quoted(path)} --{step} {old.id}"
    for name, value in (("reason", old.reason), ("by", old.by)):
        said += f" --{name} {quoted(value)}" if value else ""
    return said


def _unknown(given: str, known: list[str], where: str = "") -> DrafterError:
    return DrafterError(
        f"there is no clause “{given}”{where}",
        did_you_mean(given, known) or "“drafter list” shows every id.",
        status=ExitStatus.USAGE,
    )
