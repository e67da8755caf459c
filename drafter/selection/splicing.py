"""Changes single keys and blocks of a selection file; every other byte stays.

PyYAML tells where each node stands, and text is put in place of other text there. ruamel.yaml would lay the
whole file out anew. After each change the result is read again: it must say what was meant and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from msgspec import Struct

from drafter.nodes import compose_checked
from drafter.problems import DrafterError
from drafter.selection.rendering import Changes, Value, block_text, key_text, plain_value

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BLANK_END = re.compile(r"(?:[ \t]*(?:\r\n|[\n\r\x85\u2028\u2029]))*[ \t]*\Z")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_COMMENT_LINE = re.compile(r"[ \t]*#[^\r\n]*")


class Block(Struct, frozen=True):
    """The lines of one clause, with the comments in it and the blank lines below it.

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


def set_keys(text: str, changes: Changes, within: str = "") -> str:
    """Set or remove keys at the top of a file, or of a mapping that stands there.

    Args:
        text: The file, with its own line ends.
        changes: The new values; None removes a key.
        within: The key of the mapping; made where it is missing. Empty for the top itself.

    Raises:
        DrafterError: if the file is written in a style in which this cannot be done.
    """
    wanted = plain_value(_compose(text))
    if within and not isinstance(wanted.get(within), dict):
        nested: Any = {key: value for key, value in changes.items() if value is not None}
        return set_keys(text, {within: nested}) if nested else text
    _apply(wanted[within] if within else wanted, changes)
    top = {key.value: value for key, value in _pairs(_compose(text))}
    if within and not _is_block(top[within]):
        return set_keys(text, {within: wanted[within]})
    for key, value in changes.items():
        root = _compose(text)
        node = next(part for name, part in _pairs(root) if name.value == within) if within else root
        text = _set_key(text, node, key, value)
    return _checked(text, wanted)


def set_clauses(text: str, changes: Mapping[str, Changes]) -> str:
    """Set or remove keys of clauses.

    Args:
        text: The file, with its own line ends.
        changes: Clause id → new values; None removes a key.

    Raises:
        DrafterError: if a clause's block is written in a style in which this cannot be done.
    """
    wanted = plain_value(_compose(text))
    for clause in wanted["clauses"]:
        _apply(clause, changes.get(clause["id"], {}))
    for block in reversed(blocks_of(text)):
        lines = text[block.start : block.end]
        for key, value in changes.get(block.id, {}).items():
            lines = _set_key(lines, _children(_compose(lines))[0], key, value)
        text = text[: block.start] + lines + text[block.end :]
    return _checked(text, wanted)


def insert_clause(text: str, fields: Changes, *, after: str = "", before: str = "", comment: str = "") -> str:
    """Insert a block for a clause; at the end where no place is given.

    Args:
        text: The file, with its own line ends.
        fields: The keys of the clause, the id first.
        after: The id of the clause after which it stands; or
        before: the id of the clause before which it stands.
        comment: The opening words of the clause, which are shown below its id.

    Raises:
        DrafterError: if the list of clauses is written in a style in which this cannot be done.
    """
    wanted = plain_value(_compose(text))
    ids = [clause["id"] for clause in wanted["clauses"] or ()]
    blocks = blocks_of(text)
    place = ids.index(before) if before else ids.index(after) + 1 if after else len(ids)
    wanted["clauses"] = [*(wanted["clauses"] or ())]
    wanted["clauses"].insert(place, _apply({}, fields))
    if blocks:
        lines, at = (
            block_text(fields, comment, blocks[0].column),
            blocks[place - 1].end if place else blocks[0].start,
        )
        if len(blocks) > 1 and _ends_in_blank_line(text[: blocks[0].end]):
            lines = f"{lines}\n" if place < len(blocks) else f"\n{lines}"
    else:
        lines = block_text(fields, comment)
        key, empty = next(pair for pair in _pairs(_compose(text)) if pair[0].value == "clauses")
        text = text[: empty.start_mark.index].rstrip(" ") + text[empty.end_mark.index :]
        at = _line_after(text, key.end_mark.index)
    eol = _line_end(text)
    if at == len(text) and not text.endswith(("\n", "\r")):
        text, at = text + eol, at + len(eol)
    return _checked(text[:at] + lines.replace("\n", eol) + text[at:], wanted)


def remove_clauses(text: str, ids: Sequence[str]) -> str:
    """Remove the blocks of clauses, with the comments in them.

    Raises:
        DrafterError: if the list of clauses is written in a style in which this cannot be done.
    """
    wanted = plain_value(_compose(text))
    wanted["clauses"] = [clause for clause in wanted["clauses"] if clause["id"] not in ids] or None
    for block in reversed(blocks_of(text)):
        if block.id in ids:
            text = text[: block.start] + text[block.end :]
    return _checked(text, wanted)


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of the clauses of a file, in order.

    Raises:
        DrafterError: if the list of clauses is not written as blocks.
    """
    root = _compose(text)
    node = next((value for key, value in _pairs(root) if key.value == "clauses"), None)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        return []
    if node.flow_style:
        raise _unfit()
    column, found = node.start_mark.column, []
    for item in node.value:
        given = next((value.value for key, value in _pairs(item) if key.value == "id"), "")
        start = _line_start(text, item.start_mark.index)
        while text[start + column : start + column + 1] != "-":
            start = _line_start(text, start - 1)
        end = _line_after(text, _end(item, text))
        while end < len(text):
            stop = _line_after(text, end)
            line = text[end:stop]
            own_comment = line.lstrip(" \t").startswith("#") and len(line) - len(line.lstrip(" \t")) > column
            if line.strip() and not own_comment:
                break
            end = stop
        found.append(Block(str(given), start, end, column))
    return found


def _set_key(text: str, node: yaml.Node, key: str, value: Value) -> str:
    """Set or remove a key of a mapping, given its node."""
    pairs = _pairs(node)
    eol = _line_end(text)
    place = next((n for n, (name, _) in enumerate(pairs) if name.value == key), None)
    if place is None:
        if value is None:
            return text
        column = pairs[0][0].start_mark.column
        at = _end(pairs[-1][1], text)
        while (found := _LINE_END.search(text, at)) and _is_own_comment(text, found.end(), column):
            at = found.end()  # comments in line with the keys belong to them
        at = found.start() if found else len(text)
        line = " " * column + key_text(key, value, column).replace("\n", eol)
        return text[:at] + eol + line + text[at:]
    name, old = pairs[place]
    start, end = name.start_mark.index, _end(old, text)
    column = name.start_mark.column
    kept = ""
    if _is_block(old):  # a comment on the line of the key, and comments between the items, stay
        head, *body = _LINE_END.split(text[start:end])
        rest = "".join(_COMMENT.findall(head))
        items = [] if isinstance(old, yaml.ScalarNode) else _children(old)
        if items and not any(map(_is_block, items)):
            comments = (line.strip() for line in body if _COMMENT_LINE.fullmatch(line))
            kept = "".join(f"{eol}{' ' * column}{comment}" for comment in comments)
    else:
        stop = _LINE_END.search(text, end)
        rest = text[end : stop.start() if stop else len(text)]
        end += len(rest)
    if value is None:
        is_first = text[_line_start(text, start) : start].strip() != ""
        rest = rest.lstrip() + kept
        if is_first or rest:
            return text[:start] + rest + text[end:]
        return text[: _line_start(text, start)] + text[_line_after(text, end) :]
    top, *below = key_text(key, value, column).split("\n")
    new = eol.join([top + rest, *below]) + kept
    return text[:start] + new + text[end:]


# Nodes and places


def _compose(text: str) -> yaml.Node:
    root = compose_checked(text)
    if root is None:
        raise _unfit()
    return root


def _apply(mapping: dict[str, Any], changes: Changes) -> dict[str, Any]:
    for key, value in changes.items():
        if value is None:
            mapping.pop(key, None)
        else:
            mapping[key] = (
                value if isinstance(value, str) else dict(value) if isinstance(value, Mapping) else [*value]
            )
    return mapping


def _checked(text: str, wanted: object) -> str:
    try:
        says = plain_value(_compose(text))
    except yaml.YAMLError:
        raise _unfit() from None
    if says != wanted:
        raise _unfit()
    return text


def _unfit() -> DrafterError:
    return DrafterError(
        "the selection is written in a style of YAML that drafter cannot change in place",
        "Write each clause as lines: “- id: …”, and “key: value” below it. Or make the change in an editor.",
    )


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the keys and values of a mapping that is written in lines."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise _unfit()
    return list(node.value)


def _is_own_comment(text: str, at: int, column: int) -> bool:
    return column > 0 and text.startswith(" " * column + "#", at)


def _ends_in_blank_line(text: str) -> bool:
    return len(_LINE_END.findall(text, _BLANK_END.search(text).start())) > 1  # type: ignore[union-attr]


def _children(node: yaml.Node) -> list[yaml.Node]:
    return [item[1] if isinstance(item, tuple) else item for item in node.value]


def _is_block(node: yaml.Node) -> bool:
    """Tell whether a node begins on the line below its key."""
    if isinstance(node, yaml.CollectionNode):
        return not node.flow_style
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _end(node: yaml.Node, text: str) -> int:
    """Return where the text of a node ends: libyaml ends a block where the next one begins."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        end = node.end_mark.index
        return _BLANK_END.search(text, 0, end).start() if _is_block(node) else end  # type: ignore[union-attr]
    return _end(_children(node)[-1], text)


def _line_start(text: str, at: int) -> int:
    return max((text.rfind(end, 0, at) + 1 for end in "\n\r\x85\u2028\u2029"), default=0)


def _line_after(text: str, at: int) -> int:
    """Return where the line after a place begins."""
    found = _LINE_END.search(text, at)
    return found.end() if found else len(text)


def _line_end(text: str) -> str:
    """Return the line end of a file: that of its first line."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"
