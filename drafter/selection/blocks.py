"""A selection file as lines: a head, the clauses' blocks, a tail. Every byte stays that nobody changes.

ruamel.yaml keeps comments, but lays the whole file out anew (indents, blanks in lists, line ends) and
loses the comments around what is taken out. Here only the lines are touched that a change is about, and
the result is read again: it must say what it said before, and what was meant to change, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from drafter.problems import DrafterError
from drafter.records import compose_as_it_stands
from drafter.selection.line import NoteLine

# What YAML counts as the end of a line (libyaml counts those of YAML 1.1 too).
_LINES = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")

_SCANNER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Facts = list[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one clause.

    Attributes:
        id: The clause's id.
        lines: With their ends: comments right above it, the clause, comments in it, blank lines below it.
        keys: Its keys, in order.
        column: The column of its keys; -1 where they stand in braces.
        note_at: The line of drafter's comment; -1 where there is none.
        note: What that comment says; None where there is none.
        insert_at: Where a new comment goes.
    """

    id: str
    lines: tuple[str, ...]
    keys: tuple[str, ...] = ("id",)
    column: int = 2
    note_at: int = -1
    note: NoteLine | None = None
    insert_at: int = 1

    @property
    def is_bare(self) -> bool:
        """Whether nothing in it was written by a person: an id, drafter's own comment, blank lines."""
        rest = [line for n, line in enumerate(self.lines) if n != self.note_at and line.strip()]
        if self.note is not None and not self.note.is_untouched:
            return False
        return self.keys == ("id",) and len(rest) == 1 and "#" not in rest[0]


@dataclass(frozen=True, slots=True)
class SelectionText:
    """A selection file, cut into lines; each change gives another one that says nothing else otherwise.

    Attributes:
        head: Everything above the first block.
        blocks: In order.
        tail: Everything below the last block.
        dash: The column of the blocks' dashes.
        end: The line end that is used in the file.
        path: The file, for messages.
    """

    head: tuple[str, ...]
    blocks: tuple[Block, ...]
    tail: tuple[str, ...]
    dash: int
    end: str
    path: Path = Path()

    @classmethod
    def of(cls, text: str, path: Path) -> SelectionText:
        """A selection file's text, cut into lines.

        Raises:
            DrafterError: if the clauses are written in a style that cannot be changed line by line.
        """
        found = cut(text, path)
        if found is None:
            raise unfit(path)
        return found

    @property
    def text(self) -> str:
        """The file again."""
        lines = [*self.head, *(line for block in self.blocks for line in block.lines), *self.tail]
        # Where something was added behind a last line without an end, it gets one.
        return "".join(ended(line, self.end) for line in lines[:-1]) + "".join(lines[-1:])

    @property
    def noted(self) -> dict[str, tuple[str, ...]]:
        """Clause id → the sources that drafter noted in its block."""
        return {block.id: block.note.members for block in self.blocks if block.note}

    @property
    def by_id(self) -> dict[str, Block]:
        """Each block by its clause's id."""
        return {block.id: block for block in self.blocks}

    def checked(self, text: str, blocks: Iterable[Block]) -> SelectionText:
        """Another text of the same file, in which certain blocks say what they said; new ones say anything.

        Raises:
            DrafterError: if it does not: the change would have touched something else.
        """
        head, before = facts(self.text)
        try:
            said, now = facts(text)
        except yaml.YAMLError:
            raise unfit(self.path) from None
        of_before, of_now = dict(before), dict(now)
        if (said, now) != (head, [(b.id, of_before.get(b.id, of_now.get(b.id))) for b in blocks]):
            raise unfit(self.path)
        return SelectionText.of(text, self.path)

    def with_blocks(self, blocks: Sequence[Block]) -> SelectionText:
        """The file with these blocks: in another order, with other comments, or with new ones."""
        return self.checked(replace(self, blocks=tuple(blocks)).text, blocks)

    def with_block(self, block: Block) -> SelectionText:
        """The file with other comments in a block."""
        return self.with_blocks([block if one.id == block.id else one for one in self.blocks])

    def with_block_beside(self, block: Block, other: str, *, is_before: bool) -> SelectionText:
        """The file with a block, its comments and the blank lines below it beside another one."""
        rest = [one for one in self.blocks if one.id != block.id]
        at = next(n for n, one in enumerate(rest) if one.id == other) + (not is_before)
        return self.with_blocks([*rest[:at], block, *rest[at:]])

    def new_block(self, clause: str, note: NoteLine | None, facts: tuple[str, ...] = ()) -> Block:
        """A block for this file: an id, drafter's comment, and lines of facts."""
        space = " " * self.dash
        inner = f"{space}  "
        lines = [f"{space}- id: {clause}"]
        lines += [inner + note.text(clause)] if note else []
        lines += [inner + fact for fact in facts]
        return Block(
            clause, tuple(line + self.end for line in lines), ("id",), self.dash + 2, 1 if note else -1, note
        )


def unfit(path: Path) -> DrafterError:
    """What to say of a file that drafter can read but not change."""
    return DrafterError(
        f"nothing was written: {path} is written in a style that drafter cannot change without touching "
        "what is yours",
        "Begin each clause on a line of its own with “- id: …” and write one fact a line below it.",
    )


def with_note(block: Block, note: NoteLine, end: str) -> Block:
    """A block with another comment of drafter's; a person's own comments stay as they are."""
    line = " " * max(block.column, 2) + note.text(block.id) + end
    lines = list(block.lines)
    if block.note is not None and block.note.is_untouched:
        lines[block.note_at] = line
    else:
        if block.insert_at:
            lines[block.insert_at - 1] = ended(lines[block.insert_at - 1], end)
        lines.insert(block.insert_at, line)
    return replace(block, lines=tuple(lines))


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends, as YAML counts them."""
    return [line for line in _LINES.findall(text) if line]


def line_end(text: str) -> str:
    """The line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def cut(text: str, path: Path = Path()) -> SelectionText | None:
    """Cut a file into blocks.

    Args:
        text: A selection file that was read without fault, as it stands.
        path: The file, for messages.

    Returns:
        The blocks; None where the clauses are written in a style that cannot be cut by lines.
    """
    root = compose_as_it_stands(text)
    clauses = value_of(root, "clauses")
    lines = split_lines(text)
    end = line_end(text)
    if clauses is None or (isinstance(clauses, yaml.ScalarNode) and not clauses.value):
        at = _line_of_key(root, "clauses") + 1
        return SelectionText(tuple(lines[:at]), (), tuple(lines[at:]), 0, end, path) if at else None
    if not isinstance(clauses, yaml.SequenceNode) or clauses.flow_style:
        return None
    dash = clauses.start_mark.column
    dashes = _dash_lines(text, clauses)
    if len(dashes) != len(clauses.value):
        return None
    starts, tail = _bounds(lines, clauses, dashes, dash)
    stops = [*starts[1:], tail]
    comments = comments_of(text, root)
    blocks = tuple(
        _block(node, lines, comments, start, stop, place)
        for node, start, stop, place in zip(clauses.value, starts, stops, dashes, strict=True)
    )
    return SelectionText(tuple(lines[: starts[0]]), blocks, tuple(lines[tail:]), dash, end, path)


def facts(text: str) -> tuple[Facts, Facts]:
    """What a file says, without comments and layout: all but the clauses, and the clauses in order."""
    root = compose_as_it_stands(text)
    head = [
        (key.value, _plain(value))
        for key, value in (root.value if isinstance(root, yaml.MappingNode) else [])
        if key.value != "clauses"
    ]
    clauses = value_of(root, "clauses")
    items = clauses.value if isinstance(clauses, yaml.SequenceNode) else []
    return head, [(id_of(item), _plain(item)) for item in items]


def said_in(text: str) -> dict[str, dict[str, object]]:
    """What each clause of a file says, key by key."""
    return {given: said for given, said in facts(text)[1] if isinstance(said, dict)}


def _plain(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if node is None else (str(node.value), node.tag)


def value_of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a mapping's key; None where there is none."""
    if not isinstance(node, yaml.MappingNode):
        return None
    found: yaml.Node | None = next((value for name, value in node.value if name.value == key), None)
    return found


def _line_of_key(node: yaml.Node | None, key: str) -> int:
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return -1
    return next((name.start_mark.line for name, _ in node.value if name.value == key), -1)


def _dash_lines(text: str, clauses: yaml.SequenceNode) -> list[int]:
    """The lines on which the dashes of a list's items stand."""
    first, last, column = clauses.start_mark.line, clauses.end_mark.line, clauses.start_mark.column
    marks = (
        token.start_mark for token in yaml.scan(text, _SCANNER) if isinstance(token, yaml.BlockEntryToken)
    )
    return [mark.line for mark in marks if mark.column == column and first <= mark.line <= last]


def _bounds(
    lines: list[str], clauses: yaml.SequenceNode, dashes: list[int], dash: int
) -> tuple[list[int], int]:
    """The first line of each block, and of what follows the last.

    A comment no further in than the dashes belongs to the block below it; what stands further in, and
    blank lines, to the block above.
    """
    starts = [dashes[0]]
    for node, following in zip(clauses.value, [*dashes[1:], len(lines)], strict=False):
        at = end_of(node)
        while at < following and not _is_outside(lines[at], dash):
            at += 1
        starts.append(at)
    while starts[0] > 0 and lines[starts[0] - 1].lstrip().startswith("#"):
        starts[0] -= 1
    return starts[:-1], starts[-1]


def _is_outside(line: str, dash: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip(" ")) <= dash


def end_of(node: yaml.Node) -> int:
    """The line behind the last one that a node's own text stands on.

    libyaml ends a mapping or a list where the next one begins, behind the comments in between.
    """
    if isinstance(node, yaml.ScalarNode):
        is_block = node.style in ("|", ">")
        return node.end_mark.line + (0 if is_block and node.end_mark.column == 0 else 1)
    if getattr(node, "flow_style", False):
        return int(node.end_mark.line) + 1
    return max(
        (end_of(part) for part in _parts(node)),
        default=int(node.start_mark.line) + 1,
    )


def _parts(node: yaml.Node) -> Iterator[yaml.Node]:
    for item in node.value:
        yield from item if isinstance(item, tuple) else (item,)


def _block(
    node: yaml.Node, lines: list[str], comments: Mapping[int, str], start: int, stop: int, dash_line: int
) -> Block:
    own = lines[start:stop]
    clause = id_of(node)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    in_braces = bool(getattr(node, "flow_style", False))
    of_id = [] if in_braces else [value for key, value in pairs if key.value == "id"]
    found = [
        (n - start, note)
        for n in sorted(comments)
        if dash_line < n < stop and (note := NoteLine.read(lines[n], clause)) is not None
    ]
    # Drafter's comment: the first that is untouched, else the first that was changed.
    note_at, note = next(iter([*(one for one in found if one[1].is_untouched), *found]), (-1, None))
    return Block(
        clause,
        tuple(own),
        tuple(str(key.value) for key, _ in pairs),
        -1 if in_braces else int(node.start_mark.column),
        note_at,
        note,
        end_of(of_id[0] if of_id else node) - start,
    )


def comments_of(text: str, root: yaml.Node | None) -> dict[int, str]:
    """The comments in a text by their lines, from 0: on lines of their own, and behind its values."""
    inside: set[int] = set()
    behind: dict[int, int] = {}
    for leaf in _leaves(root) if root is not None else ():
        is_block = leaf.style in ("|", ">")
        inside.update(range(leaf.start_mark.line + is_block, end_of(leaf)))
        if not is_block:
            behind[leaf.end_mark.line] = leaf.end_mark.column
    rests = {
        n: line[behind.get(n, 0) :].lstrip(" \t,]}:>|+-0123456789")
        for n, line in enumerate(split_lines(text))
        if n not in inside or n in behind
    }
    return {n: rest.rstrip() for n, rest in rests.items() if rest.startswith("#")}


def id_of(node: yaml.Node) -> str:
    """The id of a clause; empty where it has none."""
    value = value_of(node, "id")
    return str(value.value) if isinstance(value, yaml.ScalarNode) else ""


def _leaves(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for part in _parts(node):
            yield from _leaves(part)


def ended(line: str, end: str) -> str:
    """A line with its end, where it has none."""
    return line if not line or line[-1] in "\r\n\x85\u2028\u2029" else line + end
