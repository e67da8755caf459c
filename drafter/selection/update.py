"""Writes a selection file, and brings one up to date that people have edited since."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.form.forms import load_form
from drafter.matrix.candidates import select
from drafter.matrix.criteria import CountBy, Criteria
from drafter.matrix.loading import find_form, open_matrix
from drafter.model import Matrix
from drafter.selection.blocks import Block, SelectionText, split_lines, with_note
from drafter.selection.edit import listed, scalar, set_fact
from drafter.selection.file import DEFAULT_ALTERNATIVES, GUIDANCE_APART, GUIDANCE_AS_CLAUSES
from drafter.selection.line import (
    CHANGED,
    NEW,
    NOT_SELECTED,
    NoteLine,
    is_offered_line,
    offered_lines,
    offered_mark,
    read_offered,
)
from drafter.selection.loading import OpenSelection, named_for, open_selection
from drafter.selection.resolve import Placed, in_draft_order

_OF_FILES = ("matrix", "concordance", "form")
_HEAD = """\
# This file is yours: move a block to reorder, delete it to leave the clause out, write below its id what
# you decide: decision (in, out, maybe), reason, by, wording, sources, lead, alternatives, heading, kind.
# Then: drafter draft {name} -o round-1.docx
"""


@dataclass(frozen=True, slots=True)
class Updated:
    """A file brought up to date.

    Attributes:
        text: The file.
        new: Ids of clauses that were added.
        removed: Ids of clauses that the criteria select no longer and nobody had decided about.
        kept: Ids of those that stay though the criteria do not select them.
        changed: Id → what has changed in the sources since it was noted.
        deleted: Ids of clauses that the criteria select and a person took out of the file.
    """

    text: str
    new: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    changed: Mapping[str, str]
    deleted: tuple[str, ...]


def criteria_facts(criteria: Criteria) -> dict[str, str]:
    """The criteria as the file has them: key → value in YAML. Those that ask for nothing are left out."""
    several = {
        "section": criteria.sections,
        "theme": criteria.themes,
        "region": criteria.regions,
        "exclude-region": criteria.exclude_regions,
        "text": criteria.text,
    }
    found = {
        key: listed(words) if len(words) > 1 else scalar(words[0]) for key, words in several.items() if words
    }
    found["min-regions"] = str(criteria.min_regions)
    if criteria.count is not CountBy.RECOMMENDATION:
        found["count"] = str(criteria.count)
    return found


def start_selection(
    name: str,
    criteria: Criteria,
    named: Mapping[str, str],
    *,
    folder: Path,
    alternatives: str = DEFAULT_ALTERNATIVES,
    support: bool = False,
    guidance: str = GUIDANCE_APART,
) -> tuple[str, int, Matrix]:
    """The text of a new selection file, how many clauses it has, and its matrix.

    Args:
        name: The file's name.
        criteria: What the clauses are selected by.
        named: "matrix", "concordance" and "form", as seen from where drafter runs.
        folder: The folder of the file.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        guidance: What is done with guidance.

    Raises:
        DrafterError: if a file cannot be read, or the criteria select nothing.
    """
    opened = open_matrix(named["matrix"], named["concordance"] or None)
    chosen = select(opened.matrix, opened.concordance, criteria).clauses
    form = load_form(find_form(named["form"]))
    is_clause = guidance == GUIDANCE_AS_CLAUSES
    placed = in_draft_order(opened.matrix, form, chosen, guidance_as_clauses=is_clause)
    shown = {key: scalar(named_for(folder, value)) for key, value in named.items() if value}
    lines = [f"{key}: {value}" for key, value in shown.items()]
    lines += ["options:", f"  alternatives: {alternatives}"]
    lines += ["  support: yes"] if support else []
    lines += [f"  guidance: {guidance}"] if guidance != GUIDANCE_APART else []
    lines += ["criteria:", *(f"  {key}: {value}" for key, value in criteria_facts(criteria).items())]
    head = [*_HEAD.format(name=name).splitlines(), *lines, "clauses:"]
    empty = SelectionText(tuple(f"{line}\n" for line in head), (), (), 0, "\n")
    blocks = tuple(empty.new_block(item.id, _note(opened.matrix, item)) for item in placed)
    offered = offered_lines([offered_mark(item.id) for item in placed])
    made = dataclasses.replace(empty, blocks=blocks, tail=tuple(f"{line}\n" for line in offered))
    return made.text, len(placed), opened.matrix


def update_selection(
    path: Path, criteria: Criteria, keys: Collection[str], head: Mapping[str, str]
) -> tuple[OpenSelection, Updated]:
    """A selection file with what is given, brought up to date; nothing is written.

    Args:
        path: The file.
        criteria: New criteria.
        keys: Which of them are given; the file's others stay.
        head: What else is given: "matrix", "concordance", "form", "alternatives", "support", "guidance".

    Returns:
        The file as it was read, and as it is to be.

    Raises:
        DrafterError: if a file cannot be read, or its style does not allow it.
        ContentError: with every fault in a file.
    """
    files = {key: head.get(key, "") for key in _OF_FILES}
    was = open_selection(path, **files, may_have_gone=True)
    file = was.in_blocks
    for key, value in head.items():
        where = () if key in _OF_FILES else ("options",)
        shown = scalar(named_for(path.parent, value)) if key in _OF_FILES else value
        file = set_fact(file, where, key, [shown])
    wanted = criteria_facts(criteria)
    for key in keys:
        shown = wanted.get(key, str(criteria.count) if key == "count" else "")
        file = set_fact(file, ("criteria",), key, [shown] if shown else [])
    return was, _updated(was.reread(file.text))


def _updated(selection: OpenSelection) -> Updated:
    """A file brought up to date with its criteria, its matrix and its concordance."""
    file, matrix = selection.file, selection.opened.matrix
    cut_text, text = selection.in_blocks, selection.text
    selected = selection.places(select(matrix, selection.opened.concordance, file.criteria).clauses)
    places = selection.placed
    wanted = {item.id: item for item in selected}
    offered = read_offered(text)
    changed = selection.changed_sources
    decided = {clause.id: clause.is_decided for clause in file.clauses}
    removed, kept, blocks = [], [], []
    for block in cut_text.blocks:
        is_own = block.id not in selection.by_id and block.id in selection.sources
        is_selected = block.id in wanted or is_own
        if not is_selected and _can_go(block, decided.get(block.id, False)):
            removed.append(block.id)
            continue
        if not is_selected:
            kept.append(block.id)
        note = _new_note(
            block, places.get(block.id), matrix, changed.get(block.id, ""), is_selected=is_selected
        )
        blocks.append(with_note(block, note, cut_text.end) if note else block)
    there = {block.id for block in blocks}
    absent = [item for item in selected if item.id not in there]
    new = [item for item in absent if offered_mark(item.id) not in offered]
    deleted = [item.id for item in absent if offered_mark(item.id) in offered]
    fresh = {
        item.id: cut_text.new_block(item.id, dataclasses.replace(_note(matrix, item), mark=NEW))
        for item in new
    }
    ordered = inserted(blocks, fresh, selected, {clause.id for clause in file.clauses if clause.heading})
    result = dataclasses.replace(cut_text, blocks=tuple(ordered)).text
    put = [*(block.id for block in blocks if block.id in wanted), *fresh]
    result = with_offered(result, cut_text.end, put, removed)
    cut_text.checked(result, ordered)
    return Updated(result, tuple(fresh), tuple(removed), tuple(kept), changed, tuple(deleted))


def _note(matrix: Matrix, item: Placed) -> NoteLine:
    return NoteLine.of(matrix, item.sources, item.theme, item.text)


def _can_go(block: Block, decided: bool) -> bool:
    """Whether drafter put a block there, nobody wrote in it, and so it may be taken out again."""
    return block.is_bare and not decided and block.note is not None and block.note.mark != NOT_SELECTED


def _new_note(
    block: Block, place: Placed | None, matrix: Matrix, change: str, *, is_selected: bool
) -> NoteLine | None:
    """Drafter's comment in a block as it should be now; None where it is so already."""
    old = block.note
    mark = "" if is_selected else NOT_SELECTED
    if change and old is not None:
        # What was noted stays until a person says that it was read: by deleting the line.
        detail = f"{change}; delete this line once read"
        note = dataclasses.replace(old, mark=mark or CHANGED, detail=detail)
    elif place is not None and place.sources:
        note = dataclasses.replace(_note(matrix, place), mark=mark)
    elif old is not None:
        note = dataclasses.replace(old, mark=mark, detail="")
    else:
        return None
    return None if old == note else note


def inserted(
    blocks: Sequence[Block],
    fresh: Mapping[str, Block],
    selected: Sequence[Placed],
    elsewhere: Collection[str] = (),
) -> list[Block]:
    """The blocks with new ones where they belong.

    Behind the last one before it, in the order of a draft, that stands in the file under its heading; else
    before the first one after it under its heading; else behind the last one before it at all.

    Args:
        blocks: Those that stand in the file.
        fresh: The new ones by id.
        selected: What the criteria select, in the order of a draft.
        elsewhere: Ids of clauses that a person put under another heading: nothing belongs beside them.
    """
    place = {block.id: n for n, block in enumerate(blocks)}
    there = place.keys() - set(elsewhere)
    group = {item.id: (item.part, item.theme) for item in selected}
    order = [item.id for item in selected]
    placed = [((n, 0), block) for n, block in enumerate(blocks)]
    for n, given in enumerate(order):
        if given in fresh:
            earlier = [one for one in order[:n] if one in there]
            alike = [one for one in earlier if group[one] == group[given]]
            later = [one for one in order[n + 1 :] if one in there and group[one] == group[given]]
            if later and not alike:
                at = place[later[0]], -1
            else:
                at = next((place[one] for one in (*alike[-1:], *earlier[-1:])), -1), 1
            placed.append((at, fresh[given]))
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def with_offered(text: str, end: str, put: Iterable[str], removed: Collection[str] = ()) -> str:
    """The file with drafter's record of what it has put into it, where that stands already or at the end.

    Args:
        text: The file.
        end: Its line end.
        put: Ids of clauses that stand in it.
        removed: Ids of clauses that went again, and may come back as new.
    """
    gone, before = {offered_mark(given) for given in removed}, list(read_offered(text))
    marks = list(dict.fromkeys([*(mark for mark in before if mark not in gone), *map(offered_mark, put)]))
    if before == marks:
        return text
    lines = split_lines(text)
    at = [n for n, line in enumerate(lines) if is_offered_line(line)]
    first = at[0] if at else len(lines)
    kept = [line for n, line in enumerate(lines) if n not in set(at)]
    if kept and first == len(kept) and kept[-1][-1:] not in "\r\n":
        kept[-1] += end
    return "".join([*kept[:first], *(line + end for line in offered_lines(marks)), *kept[first:]])
