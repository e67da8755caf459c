"""Values that people may write in more than one way: a word in any case, one item in place of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from drafter.records import Problems, read_null, read_text_value


def read_word(node: yaml.Node | None, problems: Problems, what: str, known: Iterable[str]) -> str:
    """One of some words, in any case of letters; empty where there is none, or (reported) another.

    Args:
        node: The word; None where there is none.
        problems: Where to report.
        what: What the word says, as the file calls it.
        known: The words, in small letters.
    """
    value = (read_text_value(node, problems, f"“{what}”") or "").strip()
    known = [str(word) for word in known]
    if node is None or not value or value.lower() in known:
        return value.lower()
    problems.unknown(what, node, value, known)
    return ""


def in_one_line(text: str) -> str:
    """A text that a person wrote in several lines, in one."""
    return re.sub(r"[ \t]*\n\s*", " ", text.strip())


def one_or_many(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list, or the one item that stands in place of a list."""
    if node is None or read_null(node):
        return []
    return list(node.value) if isinstance(node, yaml.SequenceNode) else [node]


def unless_null(node: yaml.Node | None) -> yaml.Node | None:
    """A node; None for a null, as for none."""
    return None if node is None or read_null(node) else node
