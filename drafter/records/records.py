"""Reads YAML into declared records, with line and column for every problem, all at once.

A file is declared as it may stand; what is read are the values that the program works with::

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
    for entry in entries:                              # what only the whole can tell
        for member, node in problems.placed(entry.members, entry, "members"):
            if member not in matrix.by_id:
                problems.unknown("recommendation", node, member, matrix.by_id)
    raise_on_errors(problems.in_order())               # a value that has faults is used by nobody
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias, TypeVar

import yaml

from drafter.files.limits import DIVIDE, LONGEST_PARAGRAPH, MOST_ITEMS
from drafter.problems import Severity
from drafter.records.keys import described, is_running_text, read_mapping
from drafter.records.nodes import OTHER_FILE, Problems, compose, says_nothing
from drafter.records.number_signs import number_signs
from drafter.text.looks import odd_signs
from drafter.text.words import shortened, unsafe_characters

T = TypeVar("T")
_LONGEST_VALUE = 100  # of a value that is shown
WRITE_IT = "Write it behind the colon or the hyphen."

# Readers of values. Each is told a node (None where there is none), where to report, and how messages call
# the value; what is wrong is reported, and an empty value stands in its place.

Reader: TypeAlias = Callable[[yaml.Node | None, Problems, str], T]


def text(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A text that says something."""
    if node is not None and says_nothing(node):
        problems.add("empty", node, f"{what} is empty", WRITE_IT)
    return text_or_nothing(node, problems, what)


def words(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A text in a person's words; of a “#” in it that is not read as they may think they are warned."""
    _warn_of_number_signs(node, problems)
    return text(node, problems, what)


def _warn_of_number_signs(node: yaml.Node | None, problems: Problems) -> None:
    if isinstance(node, yaml.ScalarNode) and node.end_mark.line < len(problems.lines):
        for slip in number_signs(node, problems.lines):
            at = yaml.Mark("", 0, slip.line, slip.column, None, 0)
            problems.add("number-sign", at, slip.message, slip.hint, Severity.WARNING)


def file_beside(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A file in the folder of the one that is read, or below: no other is opened because that asks for it."""
    name = text(node, problems, what)
    # A colon is a drive's or a stream's in Windows.
    if re.match(r"[/\\~]", name) or ":" in name or ".." in re.split(r"[/\\]", name):
        hint = "Put it beside this file, and write its name alone."
        problems.add("not-beside", node, f"{what}, “{name}”, is not in this folder", hint)
    return name


def text_or_nothing(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A scalar as the text that a person wrote; empty for null, for no node, and (reported) for a list."""
    if node is None or says_nothing(node):
        return ""
    if not isinstance(node, yaml.ScalarNode):
        message = f"{what} must be a text, not {described(node)}"
        problems.add("wrong-type", node, message, "Write it as one text, in quotation marks.")
        return ""
    value = str(node.value)
    if len(value) > LONGEST_PARAGRAPH:
        message = f"{what} has more than {LONGEST_PARAGRAPH:,} characters, which is too much to read"
        problems.add("too-long", node, message, DIVIDE)
        return ""
    if not value.isprintable():
        # Escapes such as "\\u202E" only become characters here; their place is behind the quotation mark.
        mark = node.start_mark
        column = mark.column + (2 if node.style else 1)
        found = list(unsafe_characters(value, problems.file, line=mark.line + 1, column=column))
        problems.found += [p for p in found if p.severity is Severity.ERROR]
    return value


def identifier(allowed: re.Pattern[str], hint: str) -> Reader[str]:
    """A text that the whole of a pattern fits.

    Args:
        allowed: The pattern.
        hint: How it is to be written.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> str:
        value = text(node, problems, what)
        if value and not allowed.fullmatch(value):
            odd = odd_signs(value[:_LONGEST_VALUE])
            also = f" There is {odd} in it." if odd else ""
            problems.add(
                "bad-id", node, f"{what} cannot be “{shortened(value, _LONGEST_VALUE)}”", hint + also
            )
        return value

    return read


def choice(what: str, known: Iterable[Any] | Mapping[str, Any], *, in_any_case: bool = False) -> Reader[Any]:
    """One of a few known words; None for any other.

    Args:
        what: What the word says, for “unknown kind”.
        known: The words, or what each stands for.
        in_any_case: Whether capitals and blanks around it do not matter.
    """
    values = known if isinstance(known, Mapping) else {str(word): word for word in known}

    def read(node: yaml.Node | None, problems: Problems, called: str) -> object:
        word = text(node, problems, called)
        found = values.get(word.strip().lower() if in_any_case else word)
        if found is None and word:
            problems.unknown(what, node, word, values)
        return found

    return read


yes_or_no = choice("value", {"yes": True, "no": False})


def pattern(node: yaml.Node | None, problems: Problems, what: str) -> re.Pattern[str] | None:
    """A regular expression, in which a full stop stands for line ends too."""
    try:
        return re.compile(text(node, problems, what), re.DOTALL)
    except re.error as error:
        problems.add("bad-pattern", node, f"not a regular expression: {error}")
        return None


def list_of(read_item: Reader[T], each: str = "") -> Reader[tuple[T, ...]]:
    """A list; null is an empty one.

    Args:
        read_item: Reads an item; a ``Record`` is a reader, too.
        each: How messages call an item, where it is not as the list.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if isinstance(node, yaml.SequenceNode):
            if len(node.value) > MOST_ITEMS:
                message = f"{what}: more than {MOST_ITEMS:,} items, which is too much to read"
                problems.add("too-many", node, message, DIVIDE)
                return ()
            return tuple([read_item(item, problems, each or what) for item in node.value])
        if node is not None and not says_nothing(node):
            message = f"{what} must be a list (lines of “- item”), not {described(node)}"
            hint = "Begin each item with “- ”, on a line of its own."
            hint = OTHER_FILE if is_running_text(node) else problems.hint_of_kind(node, hint)
            problems.add("wrong-type", node, message, hint)
        return ()

    return read


def one_or_many(read_item: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list, or one item in place of a list; null is an empty one."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if node is None or isinstance(node, yaml.SequenceNode) or says_nothing(node):
            return list_of(read_item)(node, problems, what)
        return (read_item(node, problems, what),)

    return read


def mapping_of(read_value: Reader[T], known: Collection[str] | None, each: str) -> Reader[dict[str, T]]:
    """A mapping in which some of the known keys stand.

    Args:
        read_value: Reads a value.
        known: The keys that it can have; any where None are given.
        each: How messages call a value.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, T]:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        names = known if known is not None else [key.value for key, _ in pairs if _is_word(key)]
        found = read_mapping(node, problems, what, optional=tuple(dict.fromkeys(names)))
        return {key: read_value(value, problems, each) for key, value in found.items()}

    return read


def _is_word(key: yaml.Node) -> bool:
    return isinstance(key, yaml.ScalarNode) and bool(key.value)


# Records

_REQUIRED: Final = object()


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record, which may be left out, or left empty.

    Attributes:
        read: Reads its value.
        default: What stands for it then.
        key: The key as it stands in the file, where it is not the name of what is made of it.
        called: How messages call the value, where it is not “name” of a region.
    """

    read: Reader[Any]
    default: object = None
    key: str = ""
    called: str = ""


optional = Key


def required(read: Reader[Any], *, key: str = "", called: str = "") -> Key:
    """A key that must be there. See ``Key``."""
    return Key(read, _REQUIRED, key, called)


class Record(Generic[T]):
    """A mapping with declared keys, as a reader.

    Args:
        what: What it is, in the user's words ("an entry").
        make: Makes the value, told what was read for each key, by name.
        keys: The keys by the names that ``make`` takes.
    """

    def __init__(self, what: str, make: Callable[..., T], /, **keys: Key) -> None:
        self.what = what
        self._make = make
        self._keys = {
            name: replace(own, key=own.key or name, called=own.called or f"“{own.key or name}” of {what}")
            for name, own in keys.items()
        }
        self._required = tuple(own.key for own in self._keys.values() if own.default is _REQUIRED)
        self._optional = tuple(own.key for own in self._keys.values() if own.default is not _REQUIRED)

    def __call__(self, node: yaml.Node | None, problems: Problems, _: str = "") -> T:
        """The value, having reported what is wrong with it; the collector knows where its parts stand."""
        nodes = read_mapping(node, problems, self.what, required=self._required, optional=self._optional)
        values = {}
        for name, own in self._keys.items():
            at = nodes.get(own.key)
            is_default = own.default is not _REQUIRED and (at is None or says_nothing(at))
            if is_default and isinstance(at, yaml.ScalarNode) and not at.value:
                _warn_of_number_signs(at, problems)  # it may be empty because of one
            values[name] = own.default if is_default else own.read(at, problems, own.called)
        made = self._make(**values)
        problems.remember(made, node, nodes)
        return made

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it can have, in the order of their declaration."""
        return tuple(own.key for own in self._keys.values())

    def load(self, path: Path) -> tuple[T, Problems]:
        """The value that a file holds, with the collector of what was found.

        Raises:
            DrafterError: if it cannot be read.
            ContentError: if it is not YAML at all.
        """
        root, problems = compose(path)
        if root is None:
            problems.add("empty-file", None, "this file is empty", "Is it the right file, and was it saved?")
        return self(root, problems), problems
