"""Writes a selection file, and brings one up to date that people have edited since."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.matrix.criteria import CountBy, Criteria
from drafter.model import Candidate, Matrix
from drafter.selection.blocks import Block, SelectionText, facts, line_end, split_lines, with_note
from drafter.selection.edit import expect, listed, scalar, set_fact
from drafter.selection.file import GUIDANCE_APART, SelectionFile
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
from drafter.selection.ordering import Placed

_HEAD = """\
# This file is yours: move a block to reorder, delete it to leave the clause out, write below its id what
# you decide: decision (in, out, maybe), reason, by, wording, sources, lead, alternatives, heading, kind.
# Then: drafter draft {name} -o round-1.docx
"""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the top of a new file; see ``SelectionFile``."""

    matrix: str
    concordance: str
    form: str
    alternatives: str
    support: bool
    guidance: str
    criteria: Criteria


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


def new_selection(name: str, header: Header, placed: Sequence[Placed], matrix: Matrix) -> str:
    """The text of a new selection file.

    Args:
        name: The file's name.
        header: What stands at its top.
        placed: The clauses, in order.
        matrix: The matrix.
    """
    lines = [f"matrix: {scalar(header.matrix)}"]
    lines += [f"concordance: {scalar(header.concordance)}"] if header.concordance else []
    lines += [f"form: {scalar(header.form)}", "options:", f"  alternatives: {header.alternatives}"]
    lines += ["  support: yes"] if header.support else []
    lines += [f"  guidance: {header.guidance}"] if header.guidance != GUIDANCE_APART else []
    criteria = criteria_facts(header.criteria)
    lines += ["criteria:", *(f"  {key}: {value}" for key, value in criteria.items())]
    head = [*_HEAD.format(name=name).splitlines(), *lines, "clauses:"]
    empty = SelectionText(tuple(f"{line}\n" for line in head), (), (), 0, "\n")
    blocks = tuple(
        empty.new_block(item.id, NoteLine.of(matrix, item.sources, item.theme, item.text)) for item in placed
    )
    offered = offered_lines([offered_mark(item.id) for item in placed])
    return dataclasses.replace(empty, blocks=blocks, tail=tuple(f"{line}\n" for line in offered)).text


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


def with_criteria(text: str, path: Path, criteria: Criteria, given: Iterable[str]) -> str:
    """The file with other criteria; those that are not given stay, with every comment.

    Args:
        text: The file as it stands.
        path: The file, for messages.
        criteria: The new ones.
        given: The keys to set.
    """
    wanted = criteria_facts(criteria)
    for key in given:
        value = wanted.get(key, str(criteria.count) if key == "count" else "")
        text = set_fact(text, path, ("criteria",), key, [value] if value else [])
    return text


def noted_members(cut_text: SelectionText) -> dict[str, tuple[str, ...]]:
    """Clause id → the sources that drafter noted in its block."""
    return {block.id: block.note.members for block in cut_text.blocks if block.note}


def changed_sources(
    text: SelectionText, file: SelectionFile, sources: Mapping[str, Sequence[str]], matrix: Matrix
) -> dict[str, str]:
    """For each clause whose sources are others than drafter noted, what has changed, in words.

    Args:
        text: The file.
        file: What it says.
        sources: The sources of each clause now.
        matrix: The matrix.
    """
    decided = _decided_sources(file)
    found = {}
    for block in text.blocks:
        if block.note and sources.get(block.id):
            now = NoteLine.of(matrix, sources[block.id], block.note.theme, "")
            change = block.note.changes(now, decided)
            if change:
                found[block.id] = change
    return found


def _decided_sources(file: SelectionFile) -> set[str]:
    return {source for clause in file.clauses for source in (*clause.added, *clause.dropped)}


def update(
    cut_text: SelectionText,
    path: Path,
    file: SelectionFile,
    matrix: Matrix,
    by_id: Mapping[str, Candidate],
    sources: Mapping[str, Sequence[str]],
    selected: Sequence[Placed],
    own_places: Mapping[str, Placed],
) -> Updated:
    """Bring a file up to date with its criteria, its matrix and its concordance.

    Args:
        cut_text: The file as lines, with the criteria that it is to have.
        path: The file, for messages.
        file: What it says.
        matrix: The matrix.
        by_id: Every candidate by id.
        sources: The sources of each clause of the file.
        selected: What the criteria select, in the order of a draft.
        own_places: Where the clauses of the file would stand, by id.

    Raises:
        DrafterError: if the file's style does not allow it.
    """
    text = cut_text.text
    head, said = facts(text)
    end = line_end(text)
    wanted = {item.id: item for item in selected}
    offered = read_offered(text)
    changed = changed_sources(cut_text, file, sources, matrix)
    decided = {clause.id: clause.is_decided for clause in file.clauses}
    removed, kept, blocks = [], [], []
    for block in cut_text.blocks:
        is_selected = block.id in wanted or (block.id not in by_id and block.id in sources)
        if not is_selected and _can_go(block, decided.get(block.id, False)):
            removed.append(block.id)
            continue
        if not is_selected:
            kept.append(block.id)
        blocks.append(
            _noted(
                block,
                own_places.get(block.id),
                matrix,
                changed.get(block.id, ""),
                end,
                is_selected=is_selected,
            )
        )
    there = {block.id for block in blocks}
    absent = [item for item in selected if item.id not in there]
    new = [item for item in absent if offered_mark(item.id) not in offered]
    deleted = [item.id for item in absent if offered_mark(item.id) in offered]
    fresh = {item.id: _new_block(cut_text, item, matrix) for item in new}
    moved = {clause.id for clause in file.clauses if clause.heading}
    ordered = inserted(blocks, fresh, selected, moved)
    marks = _marks(text, [*(b.id for b in blocks if b.id in wanted), *fresh], removed)
    result = dataclasses.replace(cut_text, blocks=tuple(ordered)).text
    result = _with_offered(result, marks, end)
    gone = set(removed)
    facts_of = dict(said) | {given: {"id": (given, "tag:yaml.org,2002:str")} for given in fresh}
    expect(result, head, [(b.id, facts_of[b.id]) for b in ordered if b.id not in gone], path)
    return Updated(result, tuple(fresh), tuple(removed), tuple(kept), changed, tuple(deleted))


def _can_go(block: Block, decided: bool) -> bool:
    """Whether drafter put a block there, nobody wrote in it, and so it may be taken out again."""
    return block.is_bare and not decided and block.note is not None and block.note.mark != NOT_SELECTED


def _noted(
    block: Block, place: Placed | None, matrix: Matrix, change: str, end: str, *, is_selected: bool
) -> Block:
    """A block with drafter's comment as it should be now; the block itself where that is so already."""
    old = block.note
    if change and old is not None:
        # What was noted stays until a person says that it was read: by deleting the line.
        detail = f"{change}; delete this line once read"
        note = dataclasses.replace(old, mark=CHANGED if is_selected else NOT_SELECTED, detail=detail)
    elif place is None or not place.sources:
        if old is None:
            return block
        note = dataclasses.replace(old, mark="" if is_selected else NOT_SELECTED, detail="")
    else:
        note = NoteLine.of(matrix, place.sources, place.theme, place.text)
        note = dataclasses.replace(note, mark="" if is_selected else NOT_SELECTED)
    if old is not None and dataclasses.replace(old, is_untouched=True) == note:
        return block
    return with_note(block, note, end)


def _new_block(text: SelectionText, item: Placed, matrix: Matrix) -> Block:
    note = NoteLine.of(matrix, item.sources, item.theme, item.text)
    return text.new_block(item.id, dataclasses.replace(note, mark=NEW))


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
    there = {block.id for block in blocks if block.id not in elsewhere}
    behind: dict[str, list[Block]] = {}
    before: dict[str, list[Block]] = {}
    last_under: dict[tuple[str, str], str] = {}
    last = ""
    next_under: dict[str, str] = {}
    seen: dict[tuple[str, str], str] = {}
    for item in reversed(selected):
        group = (item.part, item.theme)
        if item.id in there:
            seen[group] = item.id
        elif group in seen:
            next_under[item.id] = seen[group]
    for item in selected:
        group = (item.part, item.theme)
        if item.id in there:
            last = last_under[group] = item.id
        elif item.id in fresh:
            if group in last_under:
                behind.setdefault(last_under[group], []).append(fresh[item.id])
            elif item.id in next_under:
                before.setdefault(next_under[item.id], []).append(fresh[item.id])
            else:
                behind.setdefault(last, []).append(fresh[item.id])
    found = list(behind.get("", []))
    for block in blocks:
        found += [*before.get(block.id, []), block, *behind.get(block.id, [])]
    return found


def _marks(text: str, there: Iterable[str], removed: Collection[str]) -> list[str]:
    """What drafter has put into the file so far, in order: what went again may come back as new."""
    gone = {offered_mark(given) for given in removed}
    before = [mark for mark in read_offered(text) if mark not in gone]
    return list(dict.fromkeys([*before, *map(offered_mark, there)]))


def with_offered_too(text: str, clauses: Iterable[str]) -> str:
    """The file with drafter's record of some clauses that it has put into it."""
    return _with_offered(text, _marks(text, clauses, ()), line_end(text))


def _with_offered(text: str, marks: Sequence[str], end: str) -> str:
    """The file with drafter's record of what it has put into it, where that stands already or at the end."""
    if list(read_offered(text)) == list(marks):
        return text
    lines = split_lines(text)
    at = [n for n, line in enumerate(lines) if is_offered_line(line)]
    first = at[0] if at else len(lines)
    kept = [line for n, line in enumerate(lines) if n not in set(at)]
    if kept and first == len(kept) and kept[-1][-1:] not in "\r\n":
        kept[-1] += end
    return "".join([*kept[:first], *(line + end for line in offered_lines(marks)), *kept[first:]])
