"""A selection file as text: a head, the clauses' blocks, a tail. Every byte stays that nobody changes.

ruamel.yaml keeps comments, but lays the whole file out anew (indents, blanks in lists, line ends) and
loses the comments around what is taken out. Here lines are put in the place of other lines, and the
result is read again: it must say what it said before, but for what was meant to change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from drafter.problems import DrafterError
from drafter.records import compose_as_it_stands
from drafter.selection.file import (
    CLAUSE,
    LINE_ENDS,
    Way,
    comments_of,
    end_of,
    facts,
    id_of,
    pair_of,
    split_lines,
)
from drafter.selection.lines import NoteLine


class Change(NamedTuple):
    """Lines, with or without their ends, in the place of those from ``start`` to before ``stop``."""

    start: int
    stop: int
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one clause: comments right above it, the clause, comments in it, blank lines below it.

    Attributes:
        id: The clause's id.
        start: Its first line.
        stop: The line behind its last one.
        node: The clause.
        note: What drafter's comment in it says; None where there is none.
        note_at: The lines, from and to before, in whose place a new comment goes: none that a person changed.
        is_bare: Whether nothing in it was written by a person: an id, drafter's own comment, blank lines.
    """

    id: str
    start: int
    stop: int
    node: yaml.MappingNode
    note: NoteLine | None
    note_at: tuple[int, int]
    is_bare: bool

    def with_note(self, note: NoteLine) -> Change:
        """Another comment of drafter's in it."""
        column = 2 if self.node.flow_style else self.node.start_mark.column
        return Change(*self.note_at, [" " * column + note.text(self.id)])


@dataclass(frozen=True, slots=True)
class SelectionText:
    """A selection file, cut into lines; each change gives another one that says nothing else otherwise.

    Attributes:
        path: The file, for messages.
        text: The file as it stands.
        lines: Its lines with their ends, as YAML counts them.
        root: Its nodes.
        blocks: In order.
        dash: The column of the blocks' dashes.
        start: The line on which the blocks begin.
    """

    path: Path
    text: str
    lines: tuple[str, ...]
    root: yaml.Node | None
    blocks: tuple[Block, ...]
    dash: int
    start: int

    @classmethod
    def of(cls, text: str, path: Path = Path()) -> SelectionText:
        """Cut a text that was read without fault, as it stands.

        Raises:
            DrafterError: if the clauses are written in a style that cannot be changed line by line.
        """
        root, lines = compose_as_it_stands(text), split_lines(text)
        key, clauses = pair_of(root, "clauses")
        if isinstance(clauses, yaml.SequenceNode) and not clauses.flow_style:
            dash = clauses.start_mark.column
            blocks = tuple(_blocks(text, lines, root, clauses))
            return cls(path, text, tuple(lines), root, blocks, dash, blocks[0].start)
        is_empty = isinstance(clauses, yaml.ScalarNode) and not clauses.value
        if key is None or not is_empty or getattr(root, "flow_style", False):
            raise unfit(path)
        return cls(path, text, tuple(lines), root, (), 0, key.start_mark.line + 1)

    @property
    def by_id(self) -> dict[str, Block]:
        """Each block by its clause's id."""
        return {block.id: block for block in self.blocks}

    def changed(
        self,
        changes: Iterable[Change],
        touched: Collection[Way] = (),
        order: Sequence[str] | None = None,
    ) -> SelectionText:
        """The file with some lines in the place of others.

        Args:
            changes: None of which reaches into another; of several at one line the first goes first.
            touched: What may say something else then: ("options", KEY), ("clauses", ID, KEY), …
            order: The ids of the clauses as they are to stand; None where that does not change.

        Raises:
            DrafterError: if it would say something else in another place, too.
        """
        end = "\r\n" if "\r\n" in self.text else "\n"
        lines: list[str] = []
        at = 0
        for start, stop, new in sorted(changes, key=lambda change: change[:2]):
            lines += [*self.lines[at:start], *(_ended(line, end) for line in new)]
            at = max(at, stop)
        lines += self.lines[at:]
        # Where something was added behind a last line without an end, it gets one.
        text = "".join([*(_ended(line, end) for line in lines[:-1]), *lines[-1:]])
        try:
            after = SelectionText.of(text, self.path)
        except yaml.YAMLError:
            raise unfit(self.path) from None
        wanted = [block.id for block in self.blocks] if order is None else list(order)
        is_meant = [block.id for block in after.blocks] == wanted
        if not is_meant or _besides(touched, self.root) != _besides(touched, after.root):
            raise unfit(self.path)
        return after

    def with_block(
        self, clause: str, other: str, *, is_before: bool, lines: Sequence[str] = ()
    ) -> SelectionText:
        """The file with a block beside another one: the one that stands in it, or a new one of these lines.

        Raises:
            DrafterError: if the file's style does not allow it.
        """
        beside = self.by_id[other]
        at = beside.start if is_before else beside.stop
        order = [block.id for block in self.blocks if block.id != clause]
        order.insert(order.index(other) + (not is_before), clause)
        if lines:
            return self.changed([Change(at, at, lines)], [("clauses", clause)], order)
        own = self.by_id[clause]
        moved = Change(at, at, self.lines[own.start : own.stop])
        return self.changed([moved, Change(own.start, own.stop)], (), order)

    def with_fact(
        self, where: Way, key: str, value: Sequence[str], *, keep_old: bool = False, origin: str = ""
    ) -> SelectionText:
        """The file with one fact of its head, or of a clause, set.

        Args:
            where: Empty for the top of the file; ("options",), ("criteria",); ("clauses", ID).
            key: Which fact.
            value: Its YAML: one line, or the lines of a block; none to take the fact out.
            keep_old: Keep what stood there as a comment.
            origin: Where its new value came from, for a comment above it.

        Raises:
            DrafterError: if the file's style does not allow it.
        """
        mapping = pair_of(self.root, where[0])[1] if where else self.root
        if len(where) > 1:
            mapping = self.by_id[where[1]].node
        if not isinstance(mapping, yaml.MappingNode) and len(where) == 1:  # it is empty, or not there
            return self.with_fact((), where[0], ["", *_indented(2, _fact(key, value))]) if value else self
        if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style:
            raise unfit(self.path)
        column = mapping.start_mark.column
        new = _indented(column, [*([f"# from {origin}"] if origin else []), *_fact(key, value)])
        name, old = pair_of(mapping, key)
        if name is not None and old is not None:
            change = self._in_place_of(name, old, value, new, keep_old=keep_old)
        elif value:
            at = self._place_for(mapping, where, key)
            change = Change(at, at, new)
        else:
            return self
        return self.changed([change], [(*where, key)])

    def _in_place_of(
        self, key: yaml.Node, old: yaml.Node, value: Sequence[str], new: Sequence[str], *, keep_old: bool
    ) -> Change:
        """A fact in the place of another; comments behind and between stay."""
        first, stop, space = key.start_mark.line, end_of(old), " " * key.start_mark.column
        if keep_old:
            kept = [f"{space}# {line[len(space) :].rstrip()}" for line in self.lines[first:stop]]
        elif len(value) == 1 and first == old.start_mark.line == stop - 1:
            line, start = self.lines[first], old.start_mark.column
            gap = "" if line[start - 1] == " " else " "
            return Change(first, stop, [line[:start] + gap + value[0] + line[old.end_mark.column :]])
        else:
            comments = comments_of(self.text, self.root)
            kept = [f"{space}{comments[n]}" for n in range(first, stop) if n in comments]
        return Change(first, stop, [*kept, *new])

    def _place_for(self, mapping: yaml.MappingNode, where: Way, key: str) -> int:
        """The line where a new fact goes: in the usual order of facts, below drafter's comment."""
        later: tuple[str, ...] = () if where else ("clauses",)
        if where[:1] == ("clauses",):
            later = CLAUSE.keys[CLAUSE.keys.index(key) :]
        earlier = [value for name, value in mapping.value if name.value not in later]
        at = max((end_of(value) for value in earlier), default=mapping.start_mark.line + 1)
        while at < len(self.lines) and NoteLine.read(self.lines[at], where[-1] if where else "") is not None:
            at += 1
        return at


def _besides(touched: Collection[Way], root: yaml.Node | None) -> list[tuple[Way, str]]:
    """All that a file says but some of it; what is empty without that does not count either."""
    above = {way[:depth] for way in touched for depth in range(1, len(way) + 1)}
    return sorted(
        (way, value)
        for way, value in facts(root)
        if way not in above and not any(way[:depth] in touched for depth in range(1, len(way)))
    )


def block_lines(clause: str, note: NoteLine | None, more: Iterable[str] = (), *, dash: int = 0) -> list[str]:
    """The lines of a new block: an id, drafter's comment, and facts."""
    inner = [*([note.text(clause)] if note else []), *more]
    return [f"{' ' * dash}- id: {clause}", *_indented(dash + 2, inner)]


def unfit(path: Path) -> DrafterError:
    """What to say of a file that drafter can read but not change."""
    return DrafterError(
        f"nothing was written: {path} is written in a style that drafter cannot change without touching "
        "what is yours",
        "Begin each clause on a line of its own with “- id: …” and write one fact a line below it.",
    )


def _ended(line: str, end: str) -> str:
    return line if line and line[-1] in LINE_ENDS else line + end


def _indented(column: int, lines: Iterable[str]) -> list[str]:
    return [" " * column + line for line in lines]


def _fact(key: str, value: Sequence[str]) -> list[str]:
    return [f"{key}: {value[0]}".rstrip(), *value[1:]] if value else []


# Blocks


def _blocks(
    text: str, lines: Sequence[str], root: yaml.Node | None, clauses: yaml.SequenceNode
) -> Iterator[Block]:
    """The blocks of a file's clauses.

    A comment no further in than the dashes belongs to the block below it; what stands further in, and
    blank lines, to the block above.
    """
    comments, dash = comments_of(text, root), clauses.start_mark.column
    start = clauses.start_mark.line
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    for node in clauses.value:
        stop = end_of(node)
        while stop < len(lines) and not (lines[stop].strip() and lines[stop][: dash + 1].strip(" ")):
            stop += 1
        yield _block(node, lines, comments, start, stop)
        start = stop


def _block(
    node: yaml.MappingNode, lines: Sequence[str], comments: Mapping[int, str], start: int, stop: int
) -> Block:
    clause, (_, id_node) = id_of(node), pair_of(node, "id")
    found = [
        (n, note)
        for n in range(node.start_mark.line + 1, stop)
        if n in comments and (note := NoteLine.read(lines[n], clause)) is not None
    ]
    # Drafter's comment: the first that is untouched, else the first that was changed.
    at, note = next(iter([*(one for one in found if one[1].is_untouched), *found]), (-1, None))
    is_own = note is not None and note.is_untouched
    written = [lines[n] for n in range(start, stop) if n != at and lines[n].strip()]
    is_bare = len(node.value) == 1 and len(written) == 1 and "#" not in written[0]
    insert_at = end_of(node if node.flow_style or id_node is None else id_node)
    note_at = (at, at + 1) if is_own else (insert_at, insert_at)
    return Block(clause, start, stop, node, note, note_at, is_bare and (is_own or note is None))
