"""Keys and values of a selection file as YAML, in the plainest style in which they read as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

# A value of a key: text, a list, or values by name. None takes the key out.
Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"
Changes: TypeAlias = Mapping[str, Value]

_WIDTH = 100
_SHORT = 72


class _Dumper(yaml.SafeDumper):
    """Writes every text without quotation marks, unless some program would read it otherwise."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own name and kind
        None: [("tag:yaml.org,2002:null", re.compile(r"(?:|~|null|yes|no|true|false)\Z", re.IGNORECASE))]
    }

    def represent_text(self, value: str) -> yaml.ScalarNode:
        """Return the node of a text, folded where it is long."""
        return self.represent_scalar("tag:yaml.org,2002:str", value, ">" if len(value) > _SHORT else None)


_Dumper.add_representer(str, _Dumper.represent_text)
_Dumper.add_representer(tuple, _Dumper.represent_list)


def plain(value: Value) -> Any:  # noqa: ANN401  # text, a list or a dictionary
    """Return a value as YAML has it."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value if isinstance(value, str) else [plain(item) for item in value or ()]


def key_text(key: str, value: Value, column: int = 0) -> str:
    """Return a key with its value, with line feeds.

    Args:
        key: The key.
        value: Its value. A short list or mapping is in one line, except at the top of a file.
        column: The column of the key, from 0; the lines below the first are indented so far at least.
    """
    in_lines = not column or isinstance(value, str) or len(str(value)) > _SHORT
    text: str = yaml.dump(
        {key: plain(value)},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH - column,
        default_flow_style=False if in_lines else None,
    )
    return text.rstrip("\n").replace("\n", "\n" + " " * column)


def block_text(fields: Changes, comment: str = "", column: int = 0) -> str:
    """Return the block of a clause, with line feeds; see ``insert_clause``."""
    lines = [key_text(key, value, column + 2) for key, value in fields.items()]
    if comment:
        lines.insert(1, f"# {comment}")
    indent = " " * column
    return f"{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def plain_value(node: yaml.Node | None) -> Any:  # noqa: ANN401  # what a file holds is of any type
    """Return what a node says: texts, lists and dictionaries; None for null."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain_value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(item) for item in node.value]
    return None if node is None or node.tag.endswith(":null") else node.value
