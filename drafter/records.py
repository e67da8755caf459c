"""Records of YAML files, declared once and read strictly.

A declaration says which keys a file may have. Reading gives the values that the program works with::

    ENTRY = Record(
        "an entry",                                    # as messages call it
        Entry,                                         # made from the keys, by name
        id=required(identifier(ID, "Use small letters.")),
        members=required(list_of(text, "a member")),
        status=optional(choice("status", EntryStatus), EntryStatus.CONFIRMED),
        note=optional(text, ""),
    )

    root, problems = compose(path)
    entries = list_of(ENTRY)(root, problems, "a concordance")
    for entry in entries:                              # checks that compare several records
        for member, node in problems.placed(entry.members, entry, "members"):
            if member not in matrix.by_id:
                problems.unknown("recommendation", node, member, matrix.by_id)
    raise_on_errors(problems.in_order())               # before anybody uses the values
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias

import yaml
from msgspec import Struct
from msgspec.structs import replace

from drafter.nodes import NULL, Problems, T, compose
from drafter.problems import Severity
from drafter.text import unsafe_characters

# A reader of values takes a node or None, a collector of problems, and the name of the value in messages. It
# reports what is wrong and gives an empty value in its place.

Reader: TypeAlias = Callable[[yaml.Node | None, Problems, str], T]


def text(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Read a text that is not empty."""
    value = text_or_nothing(node, problems, what)
    if not value and node is not None and is_empty(node):
        problems.add("empty", node, f"{what} is empty")
    return value


def text_or_nothing(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Read a scalar as the text that a person wrote; empty for null."""
    if not isinstance(node, yaml.ScalarNode):
        if node is not None:
            problems.add("wrong-type", node, f"{what} must be a text, not {_kind(node)}")
        return ""
    value = "" if node.tag == NULL else str(node.value)
    if node.style == '"':
        # Escapes such as "\\u202E" become characters only here. Their place is after the quotation mark.
        mark = node.start_mark
        found = unsafe_characters(value, problems.file, line=mark.line + 1, column=mark.column + 2)
        problems.found += [problem for problem in found if problem.severity is Severity.ERROR]
    return value


def identifier(allowed: re.Pattern[str], hint: str) -> Reader[str]:
    """Make a reader of a text that fits a whole pattern.

    Args:
        allowed: The pattern.
        hint: What to do about a text that does not fit.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> str:
        value = text(node, problems, what)
        if value and not allowed.fullmatch(value):
            problems.add("bad-id", node, f"{what} cannot be “{value}”", hint)
        return value

    return read


def choice(what: str, known: Iterable[Any] | Mapping[str, Any], *, in_any_case: bool = False) -> Reader[Any]:
    """Make a reader of a known word, which gives None for any other.

    Args:
        what: The name of the word in messages: “unknown kind”.
        known: The words, or the value of each word.
        in_any_case: Ignore capitals, and blanks around the word.
    """
    values = known if isinstance(known, Mapping) else {str(word): word for word in known}

    def read(node: yaml.Node | None, problems: Problems, called: str) -> object:
        word = text(node, problems, called)
        chosen = values.get(word.strip().lower() if in_any_case else word)
        if chosen is None and word:
            problems.unknown(what, node, word, values)
        return chosen

    return read


yes_or_no = choice("value", {"yes": True, "no": False})


def list_of(read_item: Reader[T], each: str = "") -> Reader[tuple[T, ...]]:
    """Make a reader of a list; null is an empty list.

    Args:
        read_item: Reads an item; may be a ``Record``.
        each: The name of an item in messages; that of the list where empty.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple([read_item(item, problems, each or what) for item in node.value])
        if node is not None and not is_empty(node):
            problems.add("wrong-type", node, f"{what} must be a list (lines of “- item”), not {_kind(node)}")
        return ()

    return read


def one_or_many(read_item: Reader[T]) -> Reader[tuple[T, ...]]:
    """Make a reader of a list, or of a single item in its place."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if node is None or isinstance(node, yaml.SequenceNode) or is_empty(node):
            return list_of(read_item)(node, problems, what)
        return (read_item(node, problems, what),)

    return read


def mapping_of(read_value: Reader[T], each: str, known: Collection[str] = ()) -> Reader[dict[str, T]]:
    """Make a reader of a mapping.

    Args:
        read_value: Reads a value.
        each: The name of a value in messages.
        known: The keys that it can have; any key where empty.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, T]:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        keys = known or [key.value for key, _ in pairs if isinstance(key, yaml.ScalarNode)]
        nodes = read_mapping(node, problems, what, keys)
        return {key: read_value(value, problems, each) for key, value in nodes.items()}

    return read


# Records

_REQUIRED: Final = object()


class Key(Struct, frozen=True):
    """A key of a record.

    Attributes:
        read: Reads its value.
        default: The value where the key is missing or has no value.
        key: The key in the file, where it differs from the name in the program.
        called: The name of the value in messages, where it is not like “a region's name”.
    """

    read: Reader[Any]
    default: object = None
    key: str = ""
    called: str = ""


optional = Key


def required(read: Reader[Any], *, key: str = "", called: str = "") -> Key:
    """Declare a key that must be there; see ``Key``."""
    return Key(read, _REQUIRED, key, called)


class Record(Generic[T]):
    """A reader of a mapping with declared keys.

    Args:
        what: The name of the mapping in messages ("an entry").
        make: Makes the value from the values of the keys.
        keys: The keys by the names that ``make`` takes.
    """

    def __init__(self, what: str, make: Callable[..., T], /, **keys: Key) -> None:
        self.what = what
        self._make = make
        self._keys = {
            name: replace(key, key=key.key or name, called=key.called or f"{what}'s {key.key or name}")
            for name, key in keys.items()
        }
        # The keys that the mapping can have, in the order of their declaration.
        self.keys = tuple(key.key for key in self._keys.values())
        self._declared = {key.key: (name, key) for name, key in self._keys.items()}
        self._defaults = {
            name: key.default for name, key in self._keys.items() if key.default is not _REQUIRED
        }
        self._required = tuple(key.key for key in self._keys.values() if key.default is _REQUIRED)

    def __call__(self, node: yaml.Node | None, problems: Problems, _: str = "") -> T:
        """Read the value, report what is wrong, and remember the places."""
        nodes = read_mapping(node, problems, self.what, self._declared, self._required)
        values = {**self._defaults}
        for key, value_node in nodes.items():
            name, declared = self._declared[key]
            if name not in values or not is_empty(value_node):
                values[name] = declared.read(value_node, problems, declared.called)
        for key in self._required:
            if key not in nodes:  # which has been reported
                name, declared = self._declared[key]
                values[name] = declared.read(None, problems, "")
        record = self._make(**values)
        problems.remember(record, node, nodes)
        return record

    def load(self, path: Path) -> tuple[T, Problems]:
        """Read the value in a file.

        Returns:
            The value, and the collector of its problems.

        Raises:
            DrafterError: If it cannot be read.
            ContentError: If it is not YAML.
        """
        root, problems = compose(path)
        if root is None:
            problems.add("empty-file", None, "this file is empty")
        return self(root, problems), problems


def is_empty(node: yaml.Node) -> bool:
    """Tell whether a node is null or an empty text."""
    return isinstance(node, yaml.ScalarNode) and (node.tag == NULL or node.value == "")


def read_mapping(
    node: yaml.Node | None,
    problems: Problems,
    what: str,
    known: Collection[str],
    required: Iterable[str] = (),
) -> dict[str, yaml.Node]:
    """Read the nodes of a mapping's values by key, and report wrong keys.

    Args:
        node: The node; None for an empty file.
        problems: The collector.
        what: The name of the mapping in messages ("an entry").
        known: Keys that may be there.
        required: Keys that must be there.

    Returns:
        The nodes of known keys; an empty dict when the node is no mapping.
    """
    if not isinstance(node, yaml.MappingNode):
        if node is not None:
            problems.add("wrong-type", node, f"{what} must be lines of “key: value”, not {_kind(node)}")
        return {}
    values: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            problems.unknown("key", key, name or _kind(key), known)
        elif name in values:
            first = next(other for other, _ in node.value if other.value == name).start_mark.line + 1
            message = f"“{name}” is here twice, first in line {first}"
            problems.add("duplicate-key", key, message, "Delete one of them.")
        else:
            values[name] = value
    missing = [name for name in required if name not in values]
    if missing:
        problems.add("missing-key", node, f"{what} has no {' and no '.join(map(repr, missing))}")
    return values


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "lines of “key: value”"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"the text “{str(node.value)[:40]}”"
