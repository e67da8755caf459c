"""PyYAML's loader, which tells null from text and nothing else, and counts what it makes."""

from __future__ import annotations

from typing import Any

import yaml

from drafter.files.limits import DEEPEST_YAML, MOST_NODES, refuse_beyond

UNNAMED = "this file"  # in a message of a loader, which knows no name
NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(_BASE_LOADER):  # type: ignore[misc]  # the C loader where there is one
    """Tells null from text, and nothing else: every other scalar stays as a person wrote it.

    And counts what it makes: how much that will be cannot be told from a file's size.
    """

    _nodes = 0
    _depth = 0

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """The tag of a node that has none of its own (YAML 1.2.2, 10.3.2, the core schema's null).

        Raises:
            DrafterError: if there are too many, about a file that is called ``UNNAMED``.
        """
        self._nodes += 1
        refuse_beyond(self._nodes, MOST_NODES, UNNAMED, "keys and values")
        if kind is yaml.ScalarNode:
            return NULL if implicit[0] and value in _NULLS else _TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """A node begins inside another.

        Raises:
            DeepError: if it stands too deep.
        """
        self._depth += 1
        if self._depth > DEEPEST_YAML + 2:
            raise DeepError(current_node)
        super().descend_resolver(current_node, current_index)

    def ascend_resolver(self) -> None:
        """A node ends."""
        self._depth -= 1
        super().ascend_resolver()


class DeepError(Exception):
    """A node stands too deep inside others; with the one above it."""

    def __init__(self, above: yaml.Node | None) -> None:
        super().__init__(above)
        self.above = above
