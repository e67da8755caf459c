"""Starts a selection file, brings one up to date that people have edited since, and takes single steps.

The steps are for those who would rather not edit the file; each gives the selection anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.draft.clauses import Place
from drafter.matrix.criteria import OPTIONS, CountBy, Criteria, ResolvedClause, select
from drafter.matrix.loading import find_form, open_matrix
from drafter.model import Decision
from drafter.problems import DrafterError, ExitStatus
from drafter.selection.blocks import Block, Change, SelectionText, block_lines
from drafter.selection.lines import (
    CHANGED,
    NEW,
    NOT_SELECTED,
    NoteLine,
    folded,
    listed,
    offered_in,
    offered_lines,
    offered_mark,
    scalar,
    text_lines,
)
from drafter.selection.loading import OpenSelection, named_for, open_selection, read_selection, unknown_clause

_OF_FILES = ("matrix", "concordance", "form")
_HEAD = """\
# This file is yours: move a block to reorder, delete it to leave the clause out, write below its id what
# you decide: decision (in, out, maybe), reason, by, wording, sources, lead, alternatives, heading, kind.
# Then: drafter draft {name} -o round-1.docx
"""


def start_selection(path: Path, criteria: Criteria, head: Mapping[str, str]) -> OpenSelection:
    """A new selection file; nothing is written.

    Args:
        path: The file.
        criteria: What the clauses are selected by.
        head: What else stands at its top: "matrix" and "form", as seen from where drafter runs, and
            "concordance", "alternatives", "support" and "guidance" where they are given.

    Raises:
        DrafterError: if a file cannot be read, or the criteria select nothing.
    """
    opened, form = open_matrix(head["matrix"], head.get("concordance")), find_form(head["form"])
    # What is wrong with the criteria is wrong with what was typed, not with a line of the file.
    select(opened.matrix, opened.concordance, criteria)
    matrix = scalar(named_for(path.parent, head["matrix"]))
    empty = SelectionText.of(f"{_HEAD.format(name=path.name)}matrix: {matrix}\nclauses:\n", path)
    content = _with_head(empty, head, _criteria_facts(criteria)).text.encode()
    return _updated(read_selection(path, content, {}, opened, form, may_have_gone=False), "").selection


def _with_head(file: SelectionText, head: Mapping[str, str], criteria: Mapping[str, str]) -> SelectionText:
    """The file with facts at its top, and criteria in YAML; one without a value is taken out."""
    for key, value in head.items():
        if key in _OF_FILES:
            file = file.with_fact((), key, [scalar(named_for(file.path.parent, value))])
        else:
            file = file.with_fact(("options",), key, [value])
    for key, value in criteria.items():
        file = file.with_fact(("criteria",), key, [value] if value else [])
    return file


def _criteria_facts(criteria: Criteria) -> dict[str, str]:
    """The criteria as the file has them: key → value in YAML. Those that ask for nothing are left out."""
    found = {}
    for name in ("sections", "themes", "regions", "exclude_regions", "text"):
        words = getattr(criteria, name)
        if words:
            found[OPTIONS[name]] = listed(words) if len(words) > 1 else scalar(words[0])
    found["min-regions"] = str(criteria.min_regions)
    if criteria.count is not CountBy.RECOMMENDATION:
        found["count"] = str(criteria.count)
    return found


# Updating


@dataclass(frozen=True, slots=True)
class Updated:
    """A file brought up to date.

    Attributes:
        selection: The file.
        new: Ids of clauses that were added.
        removed: Ids of clauses that the criteria select no longer and nobody had decided about.
        kept: Ids of those that stay though the criteria do not select them.
        changed: Id → what has changed in the sources since it was noted.
        deleted: Ids of clauses that the criteria select and a person took out of the file.
    """

    selection: OpenSelection
    new: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    changed: Mapping[str, str]
    deleted: tuple[str, ...]


def update_selection(
    path: Path, criteria: Criteria, keys: Collection[str], head: Mapping[str, str]
) -> Updated:
    """A selection file with what is given, brought up to date; nothing is written.

    Args:
        path: The file.
        criteria: New criteria.
        keys: Which of them are given; the file's others stay.
        head: What else is given: "matrix", "concordance", "form", "alternatives", "support", "guidance".

    Raises:
        DrafterError: if a file cannot be read, or its style does not allow it.
        ContentError: with every fault in a file.
    """
    files = {key: head.get(key, "") for key in _OF_FILES}
    was = open_selection(path, **files, may_have_gone=True)
    wanted = {"count": str(criteria.count), **_criteria_facts(criteria)}
    file = _with_head(was.in_blocks, head, {key: wanted.get(key, "") for key in keys})
    return _updated(was.reread(file))


def _updated(selection: OpenSelection, mark: str = NEW) -> Updated:
    """A file brought up to date with its criteria, matrix and concordance; new clauses have a mark."""
    file, opened = selection.in_blocks, selection.opened
    selected = selection.places(select(opened.matrix, opened.concordance, selection.file.criteria).clauses)
    places, changed = selection.placed, selection.changed_sources
    stay: list[Block] = []
    removed, kept, changes = [], [], []
    for block in file.blocks:
        is_own = block.id not in selection.by_id and block.id in selection.sources
        is_selected = block.id in selected or is_own
        # Drafter put it there, and nobody wrote in it: so it may be taken out again.
        is_drafters = block.is_bare and block.note is not None and block.note.mark != NOT_SELECTED
        if not is_selected and is_drafters:
            removed.append(block.id)
            changes.append(Change(block.start, block.stop))
            continue
        stay.append(block)
        if not is_selected:
            kept.append(block.id)
        place = places.get(block.id)
        now = selection.note_of(place) if place else None
        note = _renewed(block.note, now, changed.get(block.id, ""), "" if is_selected else NOT_SELECTED)
        if note is not None and note != block.note:
            changes.append(block.with_note(note))
    there = {block.id for block in stay}
    offered = {mark for marks in offered_in(file.lines).values() for mark in marks}
    absent = [given for given in selected if given not in there]
    deleted = [given for given in absent if offered_mark(given) in offered]
    new = {
        given: block_lines(
            given, dataclasses.replace(selection.note_of(selected[given]), mark=mark), dash=file.dash
        )
        for given in absent
        if offered_mark(given) not in offered
    }
    elsewhere = {clause.id for clause in selection.file.clauses if clause.heading}
    inserts, order = _inserted(file, stay, new, selected, elsewhere)
    put = [*(block.id for block in stay if block.id in selected), *new]
    changes += [*inserts, *_offered(file, put, removed)]
    result = file.changed(changes, {("clauses", given) for given in (*removed, *new)}, order)
    after = selection.reread(result)
    return Updated(after, tuple(new), tuple(removed), tuple(kept), changed, tuple(deleted))


def _renewed(old: NoteLine | None, now: NoteLine | None, change: str, mark: str) -> NoteLine | None:
    """Drafter's comment in a block as it should be now; None where there is nothing to note."""
    if change and old is not None:
        # What was noted stays until a person says that it was read: by deleting the line.
        return dataclasses.replace(old, mark=mark or CHANGED, detail=f"{change}; delete this line once read")
    if now is not None:
        return dataclasses.replace(now, mark=mark)
    return dataclasses.replace(old, mark=mark, detail="") if old is not None else None


def _inserted(
    file: SelectionText,
    stay: Sequence[Block],
    new: Mapping[str, Sequence[str]],
    selected: Mapping[str, Place],
    elsewhere: Collection[str] = (),
) -> tuple[list[Change], list[str]]:
    """New blocks put where they belong, and the order of all clauses then.

    Behind the last one before it, in the order of a draft, that stands in the file under its heading; else
    before the first one after it under its heading; else behind the last one before it at all.

    Args:
        file: The file.
        stay: Those of its blocks that stay in it.
        new: The lines of the new ones by id.
        selected: What the criteria select, in the order of a draft.
        elsewhere: Ids of clauses that a person put under another heading: nothing belongs beside them.
    """
    place = {block.id: n for n, block in enumerate(stay)}
    group = {given: (one.part.id if one.part else "", one.item.theme) for given, one in selected.items()}
    there = [given for given in selected if given in place and given not in elsewhere]
    first = {group[given]: (place[given], -1) for given in reversed(there)}
    last: dict[tuple[str, str], tuple[int, int]] = {}
    last_of_all = (-1, 1)
    beside: list[tuple[tuple[int, int], str]] = []
    for given, alike in group.items():
        if given in new:
            beside.append((last.get(alike) or first.get(alike) or last_of_all, given))
        elif given in place and given not in elsewhere:
            last[alike] = last_of_all = (place[given], 1)
    beside.sort(key=lambda pair: pair[0])
    changes = []
    for (n, side), given in beside:
        at = file.start if n < 0 else stay[n].start if side < 0 else stay[n].stop
        changes.append(Change(at, at, new[given]))
    order = sorted([*beside, *(((n, 0), given) for given, n in place.items())], key=lambda pair: pair[0])
    return changes, [given for _, given in order]


def _offered(file: SelectionText, put: Iterable[str], removed: Collection[str] = ()) -> list[Change]:
    """Drafter's record of what it has put into a file brought up to date, where it stands or at the end.

    Args:
        file: The file.
        put: Ids of clauses that stand in it.
        removed: Ids of clauses that went again, and may come back as new.
    """
    old = offered_in(file.lines)
    gone, before = set(map(offered_mark, removed)), [mark for marks in old.values() for mark in marks]
    marks = list(dict.fromkeys([*(mark for mark in before if mark not in gone), *map(offered_mark, put)]))
    if before == marks:
        return []
    first = min(old, default=len(file.lines))
    return [Change(first, first, offered_lines(marks)), *(Change(n, n + 1) for n in old)]


# Single steps


def decide(selection: OpenSelection, clause: str, decision: Decision, reason: str, by: str) -> OpenSelection:
    """The selection with a decision about a clause, which comes in where it is not there.

    An old reason, which was one for another decision, stays as a comment.

    Raises:
        DrafterError: if there is no such clause, or the file's style does not allow it.
    """
    entry, where = selection.entry(clause), ("clauses", clause)
    if entry is None and clause not in selection.by_id:
        raise unknown_clause(clause, [*selection.by_id, *selection.sources])
    file = selection.in_blocks if entry else _with_clause(selection, clause)
    file = file.with_fact(where, "decision", [str(decision)])
    for key, value in (("reason", reason), ("by", by)):
        old = getattr(entry, key, "")
        if old != value:
            file = file.with_fact(where, key, text_lines(value) if value else [], keep_old=bool(old))
    return _noted(selection, file, clause)


def _with_clause(selection: OpenSelection, clause: str) -> SelectionText:
    """The file with a clause that was deleted, or that the criteria do not select, where it belongs."""
    matrix, file = selection.opened.matrix, selection.in_blocks
    chosen = select(matrix, selection.opened.concordance, selection.file.criteria).clauses
    if clause not in {item.candidate.id for item in chosen}:
        own = ResolvedClause(selection.by_id[clause], selection.by_id[clause].themes[0])
        chosen = tuple(sorted((*chosen, own), key=lambda item: matrix.theme_order[item.theme]))
    new = {clause: block_lines(clause, None, dash=file.dash)}
    changes, order = _inserted(file, file.blocks, new, selection.places(chosen))
    return file.changed([*changes, *_offered(file, [clause])], {("clauses", clause)}, order)


def word(selection: OpenSelection, clause: str, wording: str) -> OpenSelection:
    """The selection with a clause in a person's own words; words that stood there before stay as a comment.

    Raises:
        DrafterError: if it has no such clause, or the file's style does not allow it.
    """
    entry, where = selection.clause(clause), ("clauses", clause)
    file = selection.in_blocks.with_fact(where, "wordings", [], keep_old=True)
    file = file.with_fact(where, "wording", folded(wording), keep_old=bool(entry.wording))
    return _noted(selection, file, clause)


def words_of(selection: OpenSelection, clause: str) -> str:
    """The words of a clause: a person's own, or those of the source that leads.

    Raises:
        DrafterError: if the selection does not have it.
    """
    entry, place = selection.clause(clause), selection.placed.get(clause)
    return entry.wording or (place.lead.text if place else "")


def move(
    selection: OpenSelection, clause: str, other: str, *, is_before: bool
) -> tuple[OpenSelection, str, str]:
    """Put a clause beside another one, and under its heading, where both stand in one part.

    Returns:
        The selection, what that did in words, and the option that moves the clause back to where it stood:
        beside a clause of its own heading, if there is one there; with what to do about its heading else.

    Raises:
        DrafterError: if it lacks one of them, they are the same, or the file's style does not allow it.
    """
    for name in (clause, other):
        selection.clause(name)
    if clause == other:
        raise DrafterError("a clause cannot be moved to itself", status=ExitStatus.USAGE)
    file = selection.in_blocks.with_block(clause, other, is_before=is_before)
    places = selection.placed
    one, two = places.get(clause), places.get(other)
    # Beside a neighbour of its own heading it comes back under that heading, too.
    ids = [entry.id for entry in selection.file.clauses]
    at = ids.index(clause)
    neighbours = [(name, "--after") for name in ids[max(at - 1, 0) : at]]
    neighbours += [(name, "--before") for name in ids[at + 1 : at + 2]]
    alike = {name for name, place in places.items() if one and place.item.theme == one.item.theme}
    neighbour, side = next((pair for pair in neighbours if pair[0] in alike), neighbours[0])
    said, back = f"{clause} now comes {'before' if is_before else 'after'} {other}.", f"{side} {neighbour}"
    if one and two and one.part != two.part:
        own, others = (place.part.id if place.part else "" for place in (one, two))
        said += (
            f"\n  Note: it stays in the part “{own}”, while {other} is in “{others}”: its kind "
            "decides. To change that, write “kind: …” in its block."
        )
    elif one and two and one.item.theme != two.item.theme:
        own, theme = _own_theme(selection, clause), two.item.theme
        file = file.with_fact(("clauses", clause), "heading", [theme] if theme != own else [])
        title = selection.opened.matrix.theme_by_id[theme].title
        said += f"\n  It now stands under “{title}”, as {other} does."
        if neighbour in places and neighbour not in alike:
            was = one.item.theme
            write = f"write “heading: {was}”" if own != was else "delete its “heading” line"
            back += f"\n    and {write}"
    return selection.reread(file), said, back


def _own_theme(selection: OpenSelection, clause: str) -> str:
    """The theme that a clause stands under when nobody has moved it."""
    plain = tuple(dataclasses.replace(entry, heading="") for entry in selection.file.clauses)
    file = dataclasses.replace(selection.file, clauses=plain)
    return dataclasses.replace(selection, file=file).placed[clause].item.theme


def _noted(selection: OpenSelection, file: SelectionText, clause: str) -> OpenSelection:
    """The selection with drafter's comment in a block without one: only who read the clause may renew it."""
    block, after = selection.in_blocks.by_id.get(clause), selection.reread(file)
    return after if block and block.note else with_fresh_notes(after, [clause])


def with_fresh_notes(selection: OpenSelection, clauses: Sequence[str]) -> OpenSelection:
    """The selection with drafter's comment in some blocks as it would be written now."""
    file, places = selection.in_blocks, selection.placed
    blocks = file.by_id
    notes = {given: selection.note_of(places[given]) for given in clauses if given in places}
    changes = [blocks[given].with_note(note) for given, note in notes.items() if blocks[given].note != note]
    return selection.reread(file.changed(changes))
