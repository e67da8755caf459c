"""Changes single keys and blocks of a selection file; every other byte stays.

PyYAML tells where each node stands, and text is put in place of other text there. ruamel.yaml would lay the
whole file out anew. After each change the result is read again: it must say what was meant and nothing else.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from drafter.problems import DrafterError
from drafter.records import compose_as_it_stands

# A value of a key: text, a list of texts, or texts by name. None takes the key out.
Value: TypeAlias = str | Sequence[str] | Mapping[str, str | Sequence[str]] | None
Changes: TypeAlias = Mapping[str, Value]

_WIDTH = 100
_SHORT = 72
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BLANK_END = re.compile(r"(?:[ \t]*(?:\r\n|[\n\r\x85\u2028\u2029]))*[ \t]*\Z")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_COMMENT_LINE = re.compile(r"[ \t]*#[^\r\n]*")
_SIMPLE = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Block:
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
    wanted = _plain(compose_as_it_stands(text))
    path = (within,) if within else ()
    if within and not isinstance(wanted.get(within), dict):
        nested: Any = {key: value for key, value in changes.items() if value is not None}
        return set_keys(text, {within: nested}) if nested else text
    _apply(wanted[within] if within else wanted, changes)
    top = {key.value: value for key, value in _pairs(compose_as_it_stands(text))}
    if within and not _is_block(top[within]):
        return set_keys(text, {within: wanted[within]})
    for key, value in changes.items():
        text = _set_key(text, path, key, value)
    return _checked(text, wanted)


def set_clauses(text: str, changes: Mapping[str, Changes]) -> str:
    """Set or remove keys of clauses.

    Args:
        text: The file, with its own line ends.
        changes: Clause id → new values; None removes a key.

    Raises:
        DrafterError: if a clause's block is written in a style in which this cannot be done.
    """
    wanted = _plain(compose_as_it_stands(text))
    for clause in wanted["clauses"]:
        _apply(clause, changes.get(clause["id"], {}))
    for block in reversed(blocks_of(text)):
        own = text[block.start : block.end]
        for key, value in changes.get(block.id, {}).items():
            own = _set_key(own, (0,), key, value)
        text = text[: block.start] + own + text[block.end :]
    return _checked(text, wanted)


def insert_clause(text: str, fields: Changes, *, after: str = "", before: str = "", comment: str = "") -> str:
    """Insert a block for a clause; at the end where no place is given.

    Args:
        text: The file, with its own line ends.
        fields: The keys of the clause, the id first.
        after: The id of the clause behind which it stands; or
        before: the id of the clause before which it stands.
        comment: The opening words of the clause, which are shown below its id.

    Raises:
        DrafterError: if the list of clauses is written in a style in which this cannot be done.
    """
    wanted = _plain(compose_as_it_stands(text))
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
        key, empty = next(pair for pair in _pairs(compose_as_it_stands(text)) if pair[0].value == "clauses")
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
    wanted = _plain(compose_as_it_stands(text))
    wanted["clauses"] = [clause for clause in wanted["clauses"] if clause["id"] not in ids] or None
    for block in reversed(blocks_of(text)):
        if block.id in ids:
            text = text[: block.start] + text[block.end :]
    return _checked(text, wanted)


def mapping_text(fields: Changes) -> str:
    """Return the lines of a mapping at the top of a file, with line feeds."""
    return "".join(f"{_rendered(key, value, 0)}\n" for key, value in fields.items() if value)


def block_text(fields: Changes, comment: str = "", column: int = 0) -> str:
    """Return the block of a clause, with line feeds; see ``insert_clause``."""
    lines = [_rendered(key, value, column + 2) for key, value in fields.items() if value is not None]
    if comment:
        lines.insert(1, f"# {comment}")
    indent = " " * column
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of the clauses of a file, in order.

    Raises:
        DrafterError: if the list of clauses is not written as blocks.
    """
    root = compose_as_it_stands(text)
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


def _set_key(text: str, path: Sequence[str | int], key: str, value: Value) -> str:
    node = compose_as_it_stands(text)
    for step in path:
        if isinstance(step, int):
            node = node.value[step]  # type: ignore[union-attr]
        else:
            node = next(value for name, value in _pairs(node) if name.value == step)
    pairs = _pairs(node)
    eol = _line_end(text)
    place = next((n for n, (name, _) in enumerate(pairs) if name.value == key), None)
    if place is None:
        if value is None:
            return text
        end = _end(pairs[-1][1], text)
        found = _LINE_END.search(text, end)
        at = found.start() if found else len(text)
        column = node.start_mark.column  # type: ignore[union-attr]
        line = " " * column + _rendered(key, value, column).replace("\n", eol)
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
    top, *below = _rendered(key, value, column).split("\n")
    new = eol.join([top + rest, *below]) + kept
    return text[:start] + new + text[end:]


# Values as YAML


def _rendered(key: str, value: Value, column: int) -> str:
    """A key with its value, the lines below the first indented, with line feeds."""
    indent = " " * (column + 2)
    if isinstance(value, str):
        return f"{key}: {_scalar(value, indent)}"
    if isinstance(value, Mapping):
        named = (
            (name if _SIMPLE.fullmatch(name) else _scalar(name, ""), part) for name, part in value.items()
        )
        inner = [_rendered(name, part, column + 2) for name, part in named]
        return f"{key}:" + "".join(f"\n{indent}{line}" for line in inner)
    items = list(value or ())
    if sum(map(len, items)) < _SHORT and all(map(_SIMPLE.fullmatch, items)):
        return f"{key}: [{', '.join(items)}]"
    return f"{key}:" + "".join(f"\n{indent}- {_scalar(item, indent + '  ')}" for item in items)


def _scalar(value: str, indent: str) -> str:
    """A text in the first of these styles in which it reads as it is: plain, folded, in quotation marks."""
    if len(value) <= _SHORT and _is_plain(value):
        return value
    if indent and len(value) > _SHORT:
        fill = textwrap.TextWrapper(
            max(40, _WIDTH - len(indent)), break_long_words=False, break_on_hyphens=False
        ).wrap
        folded = ">-\n" + "\n\n".join(
            "\n".join(indent + line for line in fill(part)) for part in value.split("\n")
        )
        if _read_back(f"x: {folded}") == value:
            return folded
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=1 << 30).rstrip("\n")


def _is_plain(value: str) -> bool:
    """Whether a text without quotation marks is read as such, by other programs as well."""
    if value != value.strip() or _read_back(f"x: {value}") != value:
        return False
    try:
        loaded = yaml.safe_load(f"x: {value}")["x"]
    except (yaml.YAMLError, ValueError):
        return False
    return not isinstance(loaded, bool) and str(loaded) == value


def _read_back(text: str) -> object:
    try:
        found = _plain(compose_as_it_stands(text))
    except yaml.YAMLError:
        return None
    return found.get("x") if isinstance(found, dict) else None


# Nodes and places


def _plain(node: yaml.Node | None) -> Any:  # noqa: ANN401  # what a file holds is of any type
    """What a node says: texts, lists and dictionaries; None for null."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if node is None or node.tag.endswith(":null") else node.value


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
        root = compose_as_it_stands(text)
    except yaml.YAMLError:
        root = None
    if _plain(root) != wanted:
        raise _unfit()
    return text


def _unfit() -> DrafterError:
    return DrafterError(
        "the selection is written in a style of YAML that drafter cannot change in place",
        "Write each clause as lines: “- id: …”, and “key: value” below it. Or make the change in an editor.",
    )


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping that is written in lines."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        raise _unfit()
    return list(node.value)


def _ends_in_blank_line(text: str) -> bool:
    return len(_LINE_END.findall(text, _BLANK_END.search(text).start())) > 1  # type: ignore[union-attr]


def _children(node: yaml.Node) -> list[yaml.Node]:
    return [item[1] if isinstance(item, tuple) else item for item in node.value]


def _is_block(node: yaml.Node) -> bool:
    """Whether a node begins on the line below its key."""
    if isinstance(node, yaml.CollectionNode):
        return not node.flow_style
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _end(node: yaml.Node, text: str) -> int:
    """Where the text of a node ends: libyaml ends a block where the next one begins."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        end = node.end_mark.index
        return _BLANK_END.search(text, 0, end).start() if _is_block(node) else end  # type: ignore[union-attr]
    return _end(_children(node)[-1], text)


def _line_start(text: str, at: int) -> int:
    return max((text.rfind(end, 0, at) + 1 for end in "\n\r\x85\u2028\u2029"), default=0)


def _line_after(text: str, at: int) -> int:
    """Where the line after a place begins."""
    found = _LINE_END.search(text, at)
    return found.end() if found else len(text)


def _line_end(text: str) -> str:
    """The line end of a file: that of its first line."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"
