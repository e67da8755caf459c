"""Keys and values of a selection file as YAML, in the plainest style in which they read as they are."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from drafter.records import compose_as_it_stands

# A value of a key: text, a list of texts, or texts by name. None takes the key out.
Value: TypeAlias = str | Sequence[str] | Mapping[str, str | Sequence[str]] | None
Changes: TypeAlias = Mapping[str, Value]

_WIDTH = 100
_SHORT = 72
_SIMPLE = re.compile(r"[\w.-]+")


def mapping_text(fields: Changes) -> str:
    """Return the lines of a mapping at the top of a file, with line feeds."""
    return "".join(f"{key_text(key, value, 0)}\n" for key, value in fields.items() if value)


def block_text(fields: Changes, comment: str = "", column: int = 0) -> str:
    """Return the block of a clause, with line feeds; see ``insert_clause``."""
    lines = [key_text(key, value, column + 2) for key, value in fields.items() if value is not None]
    if comment:
        lines.insert(1, f"# {comment}")
    indent = " " * column
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def key_text(key: str, value: Value, column: int) -> str:
    """Return a key with its value, the lines below the first indented, with line feeds."""
    indent = " " * (column + 2)
    if isinstance(value, str):
        return f"{key}: {_scalar(value, indent)}"
    if isinstance(value, Mapping):
        named = (
            (name if _SIMPLE.fullmatch(name) else _scalar(name, ""), part) for name, part in value.items()
        )
        inner = [key_text(name, part, column + 2) for name, part in named]
        return f"{key}:" + "".join(f"\n{indent}{line}" for line in inner)
    items = list(value or ())
    if sum(map(len, items)) < _SHORT and all(map(_SIMPLE.fullmatch, items)):
        return f"{key}: [{', '.join(items)}]"
    return f"{key}:" + "".join(f"\n{indent}- {_scalar(item, indent + '  ')}" for item in items)


def _scalar(value: str, indent: str) -> str:
    """Return a text in the first style in which it reads as it is: plain, folded, in quotation marks."""
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
    """Tell whether a text without quotation marks is read as such, by other programs as well."""
    if value != value.strip() or _read_back(f"x: {value}") != value:
        return False
    try:
        loaded = yaml.safe_load(f"x: {value}")["x"]
    except (yaml.YAMLError, ValueError):
        return False
    return not isinstance(loaded, bool) and str(loaded) == value


def _read_back(text: str) -> object:
    try:
        found = plain_value(compose_as_it_stands(text))
    except yaml.YAMLError:
        return None
    return found.get("x") if isinstance(found, dict) else None


def plain_value(node: yaml.Node | None) -> Any:  # noqa: ANN401  # what a file holds is of any type
    """Return what a node says: texts, lists and dictionaries; None for null."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain_value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(item) for item in node.value]
    return None if node is None or node.tag.endswith(":null") else node.value
