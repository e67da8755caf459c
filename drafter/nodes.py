"""Nodes of YAML files, and the problems found in them with their places.

PyYAML's safe loader accepts duplicate keys silently, turns ``no`` into False and ``010`` into 8, and expands
aliases without bound. Here libyaml composes a document, aliases are refused, and every scalar stays the text
that a person wrote.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from msgspec import Struct, field

from drafter.files import read_text
from drafter.problems import ContentError, Problem, Severity, did_you_mean
from drafter.text import unsafe_characters, visible, without_forbidden

# The most known words that a hint names.
_MOST_NAMED = 12
_LOOK = (
    "Check the indentation, tabs, quotation marks and brackets of this line and the one above. "
    'A text that begins with a bracket, or contains a colon or “#”, needs quotation marks: "[Ensure] access".'
)
NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

T = TypeVar("T")


class _Loader(_BASE_LOADER):  # type: ignore[misc]  # the C loader where there is one
    """A loader that keeps every scalar as text, except null."""

    # They are for tags by place, which drafter has none of. Functions written in C cost least here.
    descend_resolver, ascend_resolver = operator.is_, bool

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node without a tag (YAML 1.2.2, 10.3.2)."""
        if kind is yaml.ScalarNode:
            return NULL if implicit[0] and value in _NULLS else _TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING


class Problems(Struct):
    """The problems of a file, and the place of each record in it.

    Attributes:
        file: The file's name in messages.
        found: The problems, in the order in which they were found.
    """

    file: str
    found: list[Problem] = field(default_factory=list)
    # By the identity of each record. The record is kept, so that no other record gets the same identity.
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
        """Report a problem at a node, or of the whole file for None."""
        line, column = _place(at)
        self.found.append(
            Problem(code, visible(message), severity, visible(hint), self.file, line, column, visible(clause))
        )

    def unknown(self, what: str, at: yaml.Node | None, value: str, known: Iterable[str]) -> None:
        """Report an unknown word, with the nearest known words."""
        known = list(dict.fromkeys(known))
        listed = f"Use one of: {', '.join(known)}." if 0 < len(known) <= _MOST_NAMED else ""
        hint = did_you_mean(value, known) or listed
        self.add(f"unknown-{what.replace(' ', '-')}", at, f"unknown {what} “{value}”", hint)

    def refuse_repeats(
        self,
        code: str,
        values: Iterable[tuple[str, yaml.Node | None]],
        hint: str = "Delete one of them.",
    ) -> None:
        """Report each value that is a repeat of an earlier value.

        Args:
            code: The code of the problem.
            values: The values with their nodes; empty values are ignored.
            hint: What to do about it.
        """
        lines: dict[str, int] = {}
        for value, node in values:
            if value in lines:
                self.add(code, node, f"“{value}” is here twice, first in line {lines[value]}", hint)
            elif value:
                lines[value] = _place(node)[0]

    def refuse_same(self, records: Iterable[object], key: str = "id") -> None:
        """Report each record with the id of an earlier record."""
        ids = ((getattr(record, key), self.node_of(record, key)) for record in records)
        self.refuse_repeats("duplicate-id", ids)

    def in_order(self) -> tuple[Problem, ...]:
        """Return the problems by place."""
        return tuple(sorted(self.found, key=lambda problem: (problem.line, problem.column)))

    # The places of records

    def remember(self, record: object, node: yaml.Node | None, nodes: dict[str, yaml.Node]) -> None:
        """Remember the node of a record, and the nodes of its values by key."""
        self._read[id(record)] = record, node, nodes

    def node_of(self, record: object, key: str = "") -> yaml.Node | None:
        """Return the node of a key's value, or of the record without the key."""
        _, node, nodes = self._read[id(record)]
        return nodes.get(key, node)

    def has(self, record: object, key: str) -> bool:
        """Tell whether a record has a key, even an empty one."""
        return key in self._read[id(record)][2]

    def placed(self, values: Iterable[T], record: object, key: str) -> Iterable[tuple[T, yaml.Node]]:
        """Pair the values of a record's list with their nodes."""
        node = self._read[id(record)][2].get(key)
        return zip(values, node.value if isinstance(node, yaml.SequenceNode) else [node], strict=False)


def _place(at: yaml.Node | yaml.Mark | None) -> tuple[int, int]:
    mark = at.start_mark if isinstance(at, yaml.Node) else at
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def compose(path: Path) -> tuple[yaml.Node | None, Problems]:
    """Compose a YAML file into nodes.

    Returns:
        The root, or None when the file is empty, and the collector of its problems.

    Raises:
        DrafterError: If it cannot be read.
        ContentError: If it is not YAML, or uses aliases.
    """
    return compose_text(read_text(path), str(path))


def compose_text(text: str, name: str) -> tuple[yaml.Node | None, Problems]:
    """Compose the text of a file; see ``compose``.

    Args:
        text: The text, with line feeds as its only line ends.
        name: The file's name in messages.
    """
    problems = Problems(name, list(unsafe_characters(text, name)))
    clean = without_forbidden(text) if problems.found else text
    try:
        if "&" in clean and "*" in clean:
            events = yaml.parse(clean, Loader=_Loader)
            alias = next((event for event in events if isinstance(event, yaml.AliasEvent)), None)
            if alias:
                problems.add(
                    "alias",
                    cast("yaml.Mark", alias.start_mark),
                    "this is an alias (*), which drafter does not read",
                    "Write the value out here.",
                )
                raise ContentError(problems.found)
        return yaml.compose(clean, Loader=_Loader), problems
    except (yaml.YAMLError, RecursionError) as error:
        at = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "context", None) or "it cannot be read"
        problems.add("not-yaml", at, f"this is not YAML: {what}", _LOOK)
    raise ContentError(problems.found)


def compose_checked(text: str) -> yaml.Node | None:
    """Compose a text that has been checked before.

    Args:
        text: The text with its line ends unchanged, so that places in it are right.
    """
    return yaml.compose(text, Loader=_Loader)
