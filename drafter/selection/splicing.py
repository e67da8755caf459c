"""Changes single keys and blocks of a selection file; every other byte stays.

PyYAML tells where each node is, and text is put in place of other text there. ruamel.yaml would lay the
whole file out anew. After each change the result is read again: it must say what was meant and nothing else.
Line feeds are the only line ends here (``editing.text_of``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct

from drafter.nodes import compose_checked
from drafter.problems import DrafterError
from drafter.selection.rendering import Changes, Value, block_text, key_text, plain, plain_value

_BLANK_END = re.compile(r"[ \t\n\x85\u2028\u2029]*\Z")  # YAML ends lines at all of them
_COMMENT = re.compile(r"[ \t]+#[^\n]*")


class Block(Struct, frozen=True):
    """The lines of one clause: the comments above it and in it, and the blank lines below it.

    Attributes:
        id: The clause's id; empty where it has none.
        start: Where its first line begins.
        end: Where the next line after it begins.
        column: Of its dash, from 0.
    """

    id: str
    start: int
    end: int
    column: int


def set_key(text: str, key: str, value: Value) -> str:
    """Set or remove a key at the top of a file.

    Raises:
        DrafterError: if the file is written in a style in which this cannot be done.
    """
    root = compose_checked(text)
    return _checked(_set_key(text, root, key, value), _apply(plain_value(root), {key: value}))


def set_clauses(text: str, changes: Mapping[str, Changes]) -> str:
    """Set or remove keys of clauses.

    Args:
        text: The file.
        changes: Clause id → new values; None removes a key.

    Raises:
        DrafterError: if a clause's block is written in a style in which this cannot be done.
    """
    wanted = plain_value(compose_checked(text))
    for clause in wanted["clauses"]:
        _apply(clause, changes.get(clause["id"], {}))
    for block in reversed(blocks_of(text)):
        lines = text[block.start : block.end]
        for key, value in changes.get(block.id, {}).items():
            lines = _set_key(lines, _children(compose_checked(lines))[0], key, value)
        text = text[: block.start] + lines + text[block.end :]
    return _checked(text, wanted)


def insert_clause(text: str, fields: Changes, place: int, comment: str = "") -> str:
    """Insert a block for a clause.

    Args:
        text: The file.
        fields: The keys of the clause, the id first.
        place: How many clauses come before it.
        comment: The opening words of the clause, which are shown below its id.

    Raises:
        DrafterError: if the list of clauses is written in a style in which this cannot be done.
    """
    blocks = blocks_of(text)
    if not blocks:
        return set_key(text, "clauses", [fields])
    wanted = plain_value(compose_checked(text))
    wanted["clauses"].insert(place, plain(fields))
    lines = block_text(fields, comment, blocks[0].column)
    at = blocks[place - 1].end if place else blocks[0].start
    if len(blocks) > 1 and text[: blocks[0].end].endswith("\n\n"):
        lines = f"{lines}\n" if place < len(blocks) else f"\n{lines}"
    return _checked(_whole_lines(text[:at]) + lines + text[at:], wanted)


def arrange_clauses(text: str, ids: Sequence[str]) -> str:
    """Put the blocks of clauses into an order; those that are not named go.

    Raises:
        DrafterError: if the list of clauses is written in a style in which this cannot be done.
    """
    blocks = {block.id: block for block in blocks_of(text)}
    if [*blocks] == [*ids]:
        return text
    wanted = plain_value(compose_checked(text))
    clauses = {clause["id"]: clause for clause in wanted["clauses"]}
    wanted["clauses"] = [clauses[given] for given in ids] or None
    first, *_, last = (*blocks.values(), *blocks.values())
    lines = "".join(_whole_lines(text[blocks[given].start : blocks[given].end]) for given in ids)
    return _checked(text[: first.start] + lines + text[last.end :], wanted)


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of the clauses of a file, in order.

    Raises:
        DrafterError: if the list of clauses is not written as blocks.
    """
    key, node = next(
        (pair for pair in _pairs(compose_checked(text)) if pair[0].value == "clauses"), (None, None)
    )
    if key is None or not isinstance(node, yaml.SequenceNode) or not node.value:
        return []
    column, start, found = node.start_mark.column, _line_end(text, key.end_mark.index) + 1, []
    below = re.compile(rf"(?:[ \t]*(?:\n|\Z)| {{{column + 1},}}#[^\n]*(?:\n|\Z))*")
    for item in node.value:
        given = next((value.value for key, value in _pairs(item) if key.value == "id"), "")
        end = below.match(text, _line_end(text, _end(item, text)) + 1).end()  # type: ignore[union-attr]
        found.append(Block(str(given), start, end, column))
        start = end
    return found


def _set_key(text: str, node: yaml.Node | None, key: str, value: Value) -> str:
    """Set or remove a key of a mapping, given its node. A comment on the line of a key stays with the key."""
    pairs = _pairs(node)
    column = pairs[0][0].start_mark.column
    place = next((n for n, (name, _) in enumerate(pairs) if name.value == key), None)
    if place is None:
        if value is None:
            return text
        comments = re.compile(rf"(?:\n {{{column}}}#[^\n]*)*")  # in line with the keys, they belong to them
        at = comments.match(text, _line_end(text, _end(pairs[-1][1], text))).end()  # type: ignore[union-attr]
        return f"{text[:at]}\n{' ' * column}{key_text(key, value, column)}{text[at:]}"
    name, old = pairs[place]
    start, end = name.start_mark.index, _end(old, text)
    first = start if _is_block(old) else end
    comment = _COMMENT.search(text, first, _line_end(text, first))
    end = max(end, comment.end() if comment else end)
    if value is not None:
        top, *below = key_text(key, value, column).split("\n")
        return text[:start] + "\n".join([top + (comment[0] if comment else ""), *below]) + text[end:]
    if place == 0:  # the dash of a block is before it
        return text[:start] + text[pairs[1][0].start_mark.index :]
    return text[: start - column] + text[_line_end(text, end) + 1 :]


# Nodes and places


def _apply(mapping: dict[str, Any], changes: Changes) -> dict[str, Any]:
    for key, value in changes.items():
        if value is None:
            mapping.pop(key, None)
        else:
            mapping[key] = plain(value)
    return mapping


def _checked(text: str, wanted: object) -> str:
    with suppress(yaml.YAMLError):
        if plain_value(compose_checked(text)) == wanted:
            return text
    raise _unfit()


def _unfit() -> DrafterError:
    return DrafterError(
        "this file is written in a style of YAML that drafter cannot change in place",
        "Write each clause as lines: “- id: …”, and “key: value” below it. Or make the change in an editor.",
    )


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the keys and values of a mapping that is written in lines."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise _unfit()
    return list(node.value)


def _children(node: yaml.Node | None) -> list[yaml.Node]:
    return [item[1] if isinstance(item, tuple) else item for item in node.value] if node else []


def _is_block(node: yaml.Node) -> bool:
    """Tell whether a node begins on the line below its key."""
    if isinstance(node, yaml.CollectionNode):
        return not node.flow_style
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _end(node: yaml.Node, text: str) -> int:
    """Return where the text of a node ends: libyaml ends a block where the next one begins."""
    if isinstance(node, yaml.CollectionNode) and _is_block(node):
        return _end(_children(node)[-1], text)
    end = node.end_mark.index
    return _BLANK_END.search(text, 0, end).start() if _is_block(node) else end  # type: ignore[union-attr]


def _line_end(text: str, at: int) -> int:
    """Return where the line of a place ends."""
    found = text.find("\n", at)
    return found if found >= 0 else len(text)


def _whole_lines(text: str) -> str:
    """Return a text with a line feed at its end."""
    return text if text.endswith("\n") or not text else f"{text}\n"
