"""Starts a selection file, and brings one up to date that people have edited since."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.draft.placing import Place
from drafter.matrix.criteria import OPTIONS, CountBy, Criteria, Filter
from drafter.matrix.loading import find_form, open_matrix
from drafter.matrix.selecting import select
from drafter.selection.blocks import Block, Change, SelectionText, block_lines
from drafter.selection.lines import (
    CHANGED,
    NEW,
    NOT_SELECTED,
    NoteLine,
    listed,
    offered_in,
    offered_lines,
    offered_mark,
    scalar,
)
from drafter.selection.loading import OpenSelection, open_selection, read_selection
from drafter.selection.named_files import named_for
from drafter.selection.staying import held_in_place, is_drafters, moved

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
    for name in ("sections", "themes", "regions", "exclude_regions", "text", "where"):
        words = getattr(criteria, name)
        if words:
            found[OPTIONS[name]] = listed(words) if len(words) > 1 else scalar(words[0])
    found["min-regions"] = str(criteria.min_regions)
    if criteria.count is not CountBy.RECOMMENDATION:
        found["count"] = str(criteria.count)
    return found


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
        was: The file as it was, against the same matrix.
        held: Ids of those that stay under their heading since their block says it now.
        moved: Ids of those that stand under another heading.
    """

    selection: OpenSelection
    new: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    changed: Mapping[str, str]
    deleted: tuple[str, ...]
    was: OpenSelection
    held: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


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
        DrafterError: if a file cannot be read, its style does not allow it, or new criteria name what the
            matrix does not have.
        ContentError: with every fault in a file.
    """
    files = {key: head.get(key, "") for key in _OF_FILES}
    was = open_selection(path, **files, may_have_gone=True)
    Filter(was.opened.matrix, criteria)  # what is wrong in what was typed is in no line of the file
    wanted = {"count": str(criteria.count), **_criteria_facts(criteria)}
    file = _with_head(was.in_blocks, head, {key: wanted.get(key, "") for key in keys})
    now, held = held_in_place(was, was.reread(file))
    result = _updated(now)
    return dataclasses.replace(result, was=was, held=held, moved=moved(was, result.selection))


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
        if not is_selected and is_drafters(block):
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
    notes = {given: selection.note_of(selected[given]) for given in absent}
    new = {
        given: block_lines(given, note and dataclasses.replace(note, mark=mark), dash=file.dash)
        for given, note in notes.items()
        if offered_mark(given) not in offered
    }
    elsewhere = {
        one.id
        for one in selection.file.clauses
        if one.heading and not (one.id in selected and selected[one.id].item.theme == one.heading)
    }
    inserts, order = inserted(file, stay, new, selected, elsewhere)
    put = [*(block.id for block in stay if block.id in selected), *new]
    changes += [*inserts, *record_offered(file, put, removed)]
    result = file.changed(changes, {("clauses", given) for given in (*removed, *new)}, order)
    after = selection.reread(result)
    ids = tuple(new), tuple(removed), tuple(kept)
    return Updated(after, *ids, changed, tuple(deleted), was=selection)


def _renewed(old: NoteLine | None, now: NoteLine | None, change: str, mark: str) -> NoteLine | None:
    """Drafter's comment in a block as it should be now; None where there is nothing to note."""
    if change and old is not None:
        # What was noted stays until a person says that it was read: by deleting the line.
        return dataclasses.replace(old, mark=mark or CHANGED, detail=f"{change}; delete this line once read")
    if now is not None:
        return dataclasses.replace(now, mark=mark)
    return dataclasses.replace(old, mark=mark, detail="") if old is not None else None


def inserted(
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


def record_offered(file: SelectionText, put: Iterable[str], removed: Collection[str] = ()) -> list[Change]:
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
