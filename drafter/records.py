"""Reads YAML strictly into declared records, with line and column for every problem, all at once.

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

PyYAML's own loader lets duplicate keys win silently, turns ``no`` into False and ``010`` into 8, and
expands aliases without bound. Here a document is composed into nodes by libyaml, aliases and
duplicate keys are refused, and every scalar is read as the text that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, Final, Generic, TypeAlias, TypeVar

import yaml

from drafter.files import read_text
from drafter.problems import ContentError, Problem, Severity, did_you_mean
from drafter.text import unsafe_characters, visible, without_forbidden

# Lists and mappings inside one another; no file of drafter's goes deeper than six.
_DEEPEST = 20

# So many known words are named in a hint, no more.
_MOST_NAMED = 12

# What PyYAML says where it cannot read on, what that means to a person, and what to do.
_LOOK = "Look at this line and the one above: a missing quotation mark, colon or space?"
_COLON = (
    "Look at this line and the one above: are they indented as they should be? A text with a colon in it "
    'stands between quotation marks: reason: "Too: detailed".'
)
_TAB = "Look at this line: use blanks to indent, as in the lines around it."
_LIST_END = "Look at this line and the one above, and close the list."
_SYNTAX = (
    ("undefined alias", "an alias (*) is used; drafter's files have none", _LOOK),
    ("mapping values are not allowed", "a second colon stands in this line", _COLON),
    ("tab|cannot start any token", "a tab stands here, or a character that begins no text", _TAB),
    (r"expected ',' or '\]'", "a list that begins with “[” has no “]”", _LIST_END),
)
_COMMENT = re.compile(r"(?:^|[ \t])#")
_NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


T = TypeVar("T")


class _Loader(_BASE_LOADER):  # type: ignore[misc]  # the C loader where there is one
    """Tells null from text, and nothing else: every other scalar stays as a person wrote it."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """The tag of a node that has none of its own (YAML 1.2.2, 10.3.2, the core schema's null)."""
        if kind is yaml.ScalarNode:
            return _NULL if implicit[0] and value in _NULLS else _TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING


@dataclass(slots=True)
class Problems:
    """Collects what is wrong in one file, and knows where each record that was read from it stands.

    Attributes:
        file: The name to report.
        found: In the order of finding.
    """

    file: str
    found: list[Problem] = field(default_factory=list)
    # By the identity of each record; the record is kept with its nodes so that no other gets its identity.
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
        hint = did_you_mean(value, known) or (
            f"Known: {', '.join(known)}." if len(known) <= _MOST_NAMED else ""
        )
        self.add(f"unknown-{what.replace(' ', '-')}", at, f"unknown {what} “{value}”", hint)

    def refuse_repeats(
        self, code: str, values: Iterable[tuple[str, yaml.Node | None]], message: str, hint: str = "Keep one."
    ) -> None:
        """Report each value that stood before, at its own place.

        Args:
            code: The code of the problem.
            values: Each with its place; empty ones are passed over.
            message: In which “{}” stands for the value, and “{first}” for the line where it stood before.
            hint: What to do about it.
        """
        seen: dict[str, int] = {}
        for value, node in values:
            if value in seen:
                self.add(code, node, message.replace("{first}", str(seen[value])).replace("{}", value), hint)
            elif value:
                seen[value] = _place(node)[0]

    def refuse_same(self, records: Iterable[object], key: str, message: str) -> None:
        """Report each record that has the id of one before; see ``refuse_repeats``."""
        ids = ((getattr(record, key), self.node_of(record, key)) for record in records)
        self.refuse_repeats("duplicate-id", ids, message)

    def in_order(self) -> tuple[Problem, ...]:
        """By place."""
        return tuple(sorted(self.found, key=lambda problem: (problem.line, problem.column)))

    # Where a record stands

    def remember(self, record: object, node: yaml.Node | None, nodes: dict[str, yaml.Node]) -> None:
        """Keep where a record stands, and where the value of each of its keys does."""
        self._read[id(record)] = record, node, nodes

    def node_of(self, record: object, key: str = "") -> yaml.Node | None:
        """Where the value of a record's key stands; the record itself where it lacks the key."""
        _, node, nodes = self._read[id(record)]
        return nodes.get(key, node)

    def place_of(self, record: object, key: str = "") -> tuple[int, int]:
        """Line and column, from 1, of what ``node_of`` gives; zeros where there is nothing."""
        return _place(self.node_of(record, key))

    def has(self, record: object, key: str) -> bool:
        """Whether a record has a key, whatever its value is."""
        return key in self._read[id(record)][2]

    def placed(self, values: Iterable[T], record: object, key: str) -> Iterable[tuple[T, yaml.Node]]:
        """The values of a record's list, or the one in place of a list, each with where it stands."""
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
        ContentError: if it is not YAML at all. Forbidden characters and aliases are reported and do not
            hide the other faults of the file.
    """
    return compose_text(read_text(path), str(path))


def compose_text(text: str, name: str) -> tuple[yaml.Node | None, Problems]:
    """Like ``compose``, for a text that has been read already.

    Args:
        text: With line feeds as its only line ends.
        name: The file's name, for messages.
    """
    problems = Problems(name, list(unsafe_characters(text, name)))
    try:
        root = yaml.compose(without_forbidden(text), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, problems, text)
        raise ContentError(problems.found) from None
    except (yaml.YAMLError, RecursionError):
        problems.add("not-yaml", None, "this is not a YAML file")
        raise ContentError(problems.found) from None
    if root is not None:
        _refuse_aliases_and_depth(root, problems, may_have_aliases="&" in text)
    if any(problem.code == "too-deep" for problem in problems.found):
        raise ContentError(problems.in_order())
    return root, problems


def compose_as_it_stands(text: str) -> yaml.Node | None:
    """The nodes of a text that has been found sound, with places in it as it stands.

    Args:
        text: With its own line ends, each of which counts as one.
    """
    return yaml.compose(text, Loader=_Loader)


def _report_syntax(error: yaml.MarkedYAMLError, problems: Problems, text: str) -> None:
    mark = error.problem_mark or error.context_mark
    what = error.problem or error.context or "cannot be read"
    hint = _LOOK
    known = next((row for row in _SYNTAX if re.search(row[0], what)), None)
    if known:
        _, what, hint = known
    elif mark and _COMMENT.search(text.split("\n")[max(mark.line - 1, 0)]):
        hint = (
            "In the line above, “#” begins a comment, behind which no text goes on: put the text in "
            "quotation marks, or the comment above it."
        )
    problems.add("not-yaml", mark, f"this cannot be read as YAML: {what}", hint)


def _refuse_aliases_and_depth(root: yaml.Node, problems: Problems, *, may_have_aliases: bool) -> None:
    """Report aliases: one node that stands twice in the tree.

    A walk that visits each node once is linear; a list or mapping that stands a second time is emptied
    for those who read on, so that nothing grows by aliases of aliases.
    """
    seen = {id(root)}

    def once(node: yaml.Node) -> yaml.Node:
        if id(node) not in seen:
            seen.add(id(node))
            return node
        problems.add(
            "alias",
            node,
            "this value is used again elsewhere through an alias (& and *); drafter's files have none",
            "Write it out where it is needed.",
        )
        if isinstance(node, yaml.ScalarNode):
            return node
        return type(node)(node.tag, [], node.start_mark, node.end_mark)

    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            problems.add("too-deep", node, "lists or mappings stand too deep inside one another")
            continue
        if isinstance(node, yaml.MappingNode):
            pairs = node.value
            if may_have_aliases:
                pairs = node.value = [(once(key), once(value)) for key, value in pairs]
            children = [*chain.from_iterable(pairs)]
        elif isinstance(node, yaml.SequenceNode):
            children = node.value = [once(child) for child in node.value] if may_have_aliases else node.value
        else:
            continue
        waiting += [(child, depth + 1) for child in children if not isinstance(child, yaml.ScalarNode)]


# Readers of values. Each is told a node (None where there is none), where to report, and how messages call
# the value; what is wrong is reported, and an empty value stands in its place.

Reader: TypeAlias = Callable[[yaml.Node | None, Problems, str], T]


def text(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A text that says something."""
    if node is not None and says_nothing(node):
        problems.add("empty", node, f"{what} is empty")
    return text_or_nothing(node, problems, what)


def text_or_nothing(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A scalar as the text that a person wrote; empty for null, for no node, and (reported) for a list."""
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
            problems.add("bad-id", node, f"{what} cannot be “{value}”", hint)
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
            return tuple([read_item(item, problems, each or what) for item in node.value])
        if node is not None and not says_nothing(node):
            problems.add("wrong-type", node, f"{what} must be a list (lines of “- item”), not {_kind(node)}")
        return ()

    return read


def one_or_many(read_item: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list, or one item in place of a list; null is an empty one."""

    def read(node: yaml.Node | None, problems: Problems, what: str) -> tuple[T, ...]:
        if node is None or isinstance(node, yaml.SequenceNode) or says_nothing(node):
            return list_of(read_item)(node, problems, what)
        return (read_item(node, problems, what),)

    return read


def mapping_of(read_value: Reader[T], known: Collection[str], each: str) -> Reader[dict[str, T]]:
    """A mapping in which some of the known keys stand.

    Args:
        read_value: Reads a value.
        known: The keys that it can have.
        each: How messages call a value.
    """

    def read(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, T]:
        found = read_mapping(node, problems, what, optional=tuple(known))
        return {key: read_value(value, problems, each) for key, value in found.items()}

    return read


# Records

_REQUIRED: Final = object()


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record, which may be left out, or left empty.

    Attributes:
        read: Reads its value.
        default: What stands for it then.
        key: The key as it stands in the file, where it is not the name of what is made of it.
        called: How messages call the value, where it is not “a region's name”.
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
            name: replace(own, key=own.key or name, called=own.called or f"{what}'s {own.key or name}")
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
            problems.add("empty-file", None, "this file is empty")
        return self(root, problems), problems


def says_nothing(node: yaml.Node) -> bool:
    """Whether a node is null or an empty text."""
    return isinstance(node, yaml.ScalarNode) and (node.tag == _NULL or node.value == "")


def read_mapping(
    node: yaml.Node | None,
    problems: Problems,
    what: str,
    *,
    required: Sequence[str] = (),
    optional: Sequence[str] = (),
) -> dict[str, yaml.Node]:
    """The values of a mapping by key, having reported unknown, duplicate and missing keys.

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
    known = [*required, *optional]
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            problems.unknown("key", key, name or _kind(key), known)
        elif name in values:
            problems.add("duplicate-key", key, f"“{name}” stands twice in {what}", "Keep one.")
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
