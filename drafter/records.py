"""Reads YAML strictly into declared records, with line and column for every problem, all at once.

A file is declared as it may be written; what comes out are the values that the program works with::

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
    for entry in entries:                              # what needs more than one record to tell
        for member, node in problems.placed(entry.members, entry, "members"):
            if member not in matrix.by_id:
                problems.unknown("recommendation", node, member, matrix.by_id)
    raise_on_errors(problems.in_order())               # nobody uses a value that has problems

PyYAML's own loader lets duplicate keys win silently, turns ``no`` into False and ``010`` into 8, and
expands aliases without bound. Here a document is composed into nodes by libyaml, aliases and
duplicate keys are refused, and every scalar is read as the text that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast

import yaml

from drafter.files import read_text
from drafter.problems import ContentError, Problem, Severity, did_you_mean
from drafter.text import unsafe_characters, visible, without_forbidden

# A hint names so many known words, no more.
_MOST_NAMED = 12
_LOOK = (
    "Look at this line and the one above: their indentation, a missing quotation mark or bracket, a tab. "
    'A text with a colon or “#” in it needs quotation marks: reason: "Too: detailed".'
)
_NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

T = TypeVar("T")


class _Loader(_BASE_LOADER):  # type: ignore[misc]  # the C loader where there is one
    """Tells null from text, and nothing else: every other scalar stays as a person wrote it."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node that has none (YAML 1.2.2, 10.3.2, the core schema's null)."""
        if kind is yaml.ScalarNode:
            return _NULL if implicit[0] and value in _NULLS else _TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING


@dataclass(slots=True)
class Problems:
    """Collects what is wrong in one file, and knows the place of each record that was read from it.

    Attributes:
        file: The name to report.
        found: In the order of finding.
    """

    file: str
    found: list[Problem] = field(default_factory=list)
    # By the identity of each record; the record is kept so that no other gets its identity.
    _read: dict[int, tuple[object, yaml.Node | None, dict[str, yaml.Node]]] = field(default_factory=dict)

    def add(
        self,
        code: str,
        at: yaml.Node | yaml.Mark | None,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        clause: str = "",
    ) -> None:
        """Report something at a node, or of the whole file where there is none."""
        line, column = _place(at)
        self.found.append(
            Problem(code, visible(message), severity, visible(hint), self.file, line, column, visible(clause))
        )

    def unknown(self, what: str, at: yaml.Node | None, value: str, known: Iterable[str]) -> None:
        """Report a word that is not among the known ones, with the nearest of them."""
        known = list(dict.fromkeys(known))
        listed = f"Known: {', '.join(known)}." if 0 < len(known) <= _MOST_NAMED else ""
        hint = did_you_mean(value, known) or listed
        self.add(f"unknown-{what.replace(' ', '-')}", at, f"unknown {what} “{value}”", hint)

    def refuse_repeats(
        self, code: str, values: Iterable[tuple[str, yaml.Node | None]], message: str, hint: str = "Keep one."
    ) -> None:
        """Report each value that came before, at its own place.

        Args:
            code: The code of the problem.
            values: Each with its place; empty ones are passed over.
            message: In which “{}” stands for the value, and “{first}” for the line where it came before.
            hint: What to do about it.
        """
        seen: dict[str, int] = {}
        for value, node in values:
            if value in seen:
                self.add(code, node, message.replace("{first}", str(seen[value])).replace("{}", value), hint)
            elif value:
                seen[value] = _place(node)[0]

    def refuse_same(self, records: Iterable[object], key: str, message: str) -> None:
        """Report each record that has the id of an earlier one; see ``refuse_repeats``."""
        ids = ((getattr(record, key), self.node_of(record, key)) for record in records)
        self.refuse_repeats("duplicate-id", ids, message)

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems by place."""
        return tuple(sorted(self.found, key=lambda problem: (problem.line, problem.column)))

    # The place of a record

    def remember(self, record: object, node: yaml.Node | None, nodes: dict[str, yaml.Node]) -> None:
        """Keep the node of a record, and the node of the value of each of its keys."""
        self._read[id(record)] = record, node, nodes

    def node_of(self, record: object, key: str = "") -> yaml.Node | None:
        """Return the node of the value of a record's key, or the record's where it lacks the key."""
        _, node, nodes = self._read[id(record)]
        return nodes.get(key, node)

    def place_of(self, record: object, key: str = "") -> tuple[int, int]:
        """Return line and column, from 1, of ``node_of``; zeros where there is no node."""
        return _place(self.node_of(record, key))

    def has(self, record: object, key: str) -> bool:
        """Tell whether a record has a key, whatever its value is."""
        return key in self._read[id(record)][2]

    def placed(self, values: Iterable[T], record: object, key: str) -> Iterable[tuple[T, yaml.Node]]:
        """Give the values of a record's list, or the value in place of a list, each with its node."""
        node = self._read[id(record)][2].get(key)
        return zip(values, node.value if isinstance(node, yaml.SequenceNode) else [node], strict=False)


def _place(at: yaml.Node | yaml.Mark | None) -> tuple[int, int]:
    mark = at.start_mark if isinstance(at, yaml.Node) else at
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def compose(path: Path) -> tuple[yaml.Node | None, Problems]:
    """Compose a YAML file into nodes.

    Returns:
        The root, or None when the file is empty, and the collector with what was found so far.

    Raises:
        DrafterError: if it cannot be read.
        ContentError: if it is not YAML, or uses aliases.
    """
    return compose_text(read_text(path), str(path))


def compose_text(text: str, name: str) -> tuple[yaml.Node | None, Problems]:
    """Compose a text that has been read already; see ``compose``.

    Args:
        text: With line feeds as its only line ends.
        name: The file's name, for messages.
    """
    problems = Problems(name, list(unsafe_characters(text, name)))
    clean = without_forbidden(text)
    try:
        if "&" in clean and "*" in clean:
            events = yaml.parse(clean, Loader=_Loader)
            alias = next((event for event in events if isinstance(event, yaml.AliasEvent)), None)
            if alias:
                problems.add(
                    "alias",
                    cast("yaml.Mark", alias.start_mark),
                    "drafter's files have no aliases (*)",
                    "Write the value out here.",
                )
                raise ContentError(problems.found)
        return yaml.compose(clean, Loader=_Loader), problems
    except yaml.MarkedYAMLError as error:
        what = error.problem or error.context or "not YAML"
        problems.add("not-yaml", error.problem_mark or error.context_mark, f"this is not YAML: {what}", _LOOK)
    except (yaml.YAMLError, RecursionError):
        problems.add("not-yaml", None, "this is not a YAML file")
    raise ContentError(problems.found)


def compose_as_it_stands(text: str) -> yaml.Node | None:
    """Compose a text that has been checked before, with places in it as it is.

    Args:
        text: With its own line ends, each of which counts as one.
    """
    return yaml.compose(text, Loader=_Loader)


# Readers of values. Each is given a node (None where there is none), where to report, and how messages call
# the value. What is wrong is reported, and an empty value takes its place.

Reader: TypeAlias = Callable[[yaml.Node | None, Problems, str], T]


def text(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Read a text that is not empty."""
    if node is not None and says_nothing(node):
        problems.add("empty", node, f"{what} is empty")
    return text_or_nothing(node, problems, what)


def text_or_nothing(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Read a scalar as the text that a person wrote; null, and no node, give an empty text."""
    if node is None or says_nothing(node):
        return ""
    if not isinstance(node, yaml.ScalarNode):
        problems.add("wrong-type", node, f"{what} must be a text, not {_kind(node)}")
        return ""
    value = str(node.value)
    if not value.isprintable():
        # Escapes such as "\\u202E" only become characters here; their place is behind the quotation mark.
        mark = node.start_mark
        column = mark.column + (2 if node.style else 1)
        found = unsafe_characters(value, problems.file, line=mark.line + 1, column=column)
        problems.found += [problem for problem in found if problem.severity is Severity.ERROR]
    return value


def identifier(allowed: re.Pattern[str], hint: str) -> Reader[str]:
    """Read a text that fits the whole of a pattern; the hint tells how to write it."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> str:
        value = text(node, problems, what)
        if value and not allowed.fullmatch(value):
            problems.add("bad-id", node, f"{what} cannot be “{value}”", hint)
        return value

    return read


def file_beside(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Read the name of a file in the folder of the one that names it, or below: no other is opened."""
    name = text(node, problems, what)
    # A colon belongs to a drive or a stream of Windows.
    if re.match(r"[/\\~]", name) or ":" in name or ".." in re.split(r"[/\\]", name):
        problems.add(
            "not-beside", node, f"{what}, “{name}”, is outside this folder", "Put it beside this file."
        )
    return name


def choice(what: str, known: Iterable[Any] | Mapping[str, Any], *, in_any_case: bool = False) -> Reader[Any]:
    """Read one of a few known words; any other gives None.

    Args:
        what: What the word is, for “unknown kind”.
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
    """Read a regular expression, in which a full stop stands for line ends too."""
    try:
        return re.compile(text(node, problems, what), re.DOTALL)
    except re.error as error:
        problems.add("bad-pattern", node, f"not a regular expression: {error}")
        return None


def list_of(read_item: Reader[T], each: str = "") -> Reader[tuple[T, ...]]:
    """Read a list; null is an empty one.

    Args:
        read_item: Reads an item; a ``Record`` is a reader, too.
        each: How messages call an item, where it is not as the list.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple([read_item(item, problems, each or what) for item in node.value])
        if node is not None and not says_nothing(node):
            problems.add("wrong-type", node, f"{what} must be a list (lines of “- item”), not {_kind(node)}")
        return ()

    return read


def one_or_many(read_item: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read a list, or one item in place of a list; null is an empty one."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if node is None or isinstance(node, yaml.SequenceNode) or says_nothing(node):
            return list_of(read_item)(node, problems, what)
        return (read_item(node, problems, what),)

    return read


def mapping_of(read_value: Reader[T], each: str, known: Collection[str] = ()) -> Reader[dict[str, T]]:
    """Read a mapping.

    Args:
        read_value: Reads a value.
        each: How messages call a value.
        known: The keys that it can have; any where none are named.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, T]:
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        keys = known or [key.value for key, _ in pairs if isinstance(key, yaml.ScalarNode)]
        found = read_mapping(node, problems, what, optional=tuple(keys))
        return {key: read_value(value, problems, each) for key, value in found.items()}

    return read


# Records

_REQUIRED: Final = object()


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record, which may be left out, or left empty.

    Attributes:
        read: Reads its value.
        default: The value where it is left out.
        key: The key in the file, where it is not the name of what is made of it.
        called: How messages call the value, where it is not “a region's name”.
    """

    read: Reader[Any]
    default: object = None
    key: str = ""
    called: str = ""


optional = Key


def required(read: Reader[Any], *, key: str = "", called: str = "") -> Key:
    """Declare a key that must be there. See ``Key``."""
    return Key(read, _REQUIRED, key, called)


class Record(Generic[T]):
    """A mapping with declared keys, as a reader.

    Args:
        what: What it is, in the user's words ("an entry").
        make: Makes the value from what was read for each key, by name.
        keys: The keys by the names that ``make`` takes.
    """

    def __init__(self, what: str, make: Callable[..., T], /, **keys: Key) -> None:
        self.what = what
        self._make = make
        self._keys = {
            name: replace(key, key=key.key or name, called=key.called or f"{what}'s {key.key or name}")
            for name, key in keys.items()
        }
        self._required = tuple(key.key for key in self._keys.values() if key.default is _REQUIRED)

    def __call__(self, node: yaml.Node | None, problems: Problems, _: str = "") -> T:
        """Read the value and report what is wrong; the collector keeps the places of its parts."""
        nodes = read_mapping(node, problems, self.what, required=self._required, optional=self.keys)
        values = {}
        for name, key in self._keys.items():
            at = nodes.get(key.key)
            is_default = key.default is not _REQUIRED and (at is None or says_nothing(at))
            values[name] = key.default if is_default else key.read(at, problems, key.called)
        made = self._make(**values)
        problems.remember(made, node, nodes)
        return made

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it can have, in the order of their declaration."""
        return tuple(key.key for key in self._keys.values())

    def load(self, path: Path) -> tuple[T, Problems]:
        """Read the value in a file.

        Returns:
            The value, and the collector of what was found.

        Raises:
            DrafterError: if it cannot be read.
            ContentError: if it is not YAML.
        """
        root, problems = compose(path)
        if root is None:
            problems.add("empty-file", None, "this file is empty")
        return self(root, problems), problems


def says_nothing(node: yaml.Node) -> bool:
    """Tell whether a node is null or an empty text."""
    return isinstance(node, yaml.ScalarNode) and (node.tag == _NULL or node.value == "")


def read_mapping(
    node: yaml.Node | None,
    problems: Problems,
    what: str,
    *,
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
) -> dict[str, yaml.Node]:
    """Read the values of a mapping by key, and report unknown, duplicate and missing keys.

    Args:
        node: The node; None for an empty file.
        problems: Where to report.
        what: What the mapping is, in the user's words ("an entry").
        required: Keys that must be there.
        optional: Keys that may be there.

    Returns:
        The values of known keys; an empty dict when the node is no mapping.
    """
    if not isinstance(node, yaml.MappingNode):
        if node is not None:
            problems.add("wrong-type", node, f"{what} must be lines of “key: value”, not {_kind(node)}")
        return {}
    values: dict[str, yaml.Node] = {}
    known = dict.fromkeys([*required, *optional])
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            problems.unknown("key", key, name or _kind(key), known)
        elif name in values:
            problems.add("duplicate-key", key, f"{what} has “{name}” twice", "Keep one.")
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
