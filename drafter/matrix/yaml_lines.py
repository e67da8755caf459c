"""Lines of YAML as a file has them that people correct: a fact on a line, quoted only where it must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

_LONGEST_KEY = 1000
# Texts that stand as they are, which most do and YAML would take long to tell; and those among them that it
# takes for something else (YAML 1.1, “bool” and “null”).
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 (),.;/’“”-]*[A-Za-z0-9(),.;/’“”-])?")
_NO_TEXT = frozenset("y n yes no on off true false null".split())


def listed(values: Sequence[str]) -> str:
    """Texts as a list on one line."""
    style = None if all(value.isprintable() for value in values) else '"'
    dumped = yaml.safe_dump(
        list(values), default_flow_style=True, width=float("inf"), allow_unicode=True, default_style=style
    )
    return dumped.rstrip("\n")


def facts_of(before: str, /, **facts: str | None) -> list[str]:
    """Lines of facts, what stands before each being its indentation."""
    return [f"{before}{_key(name, before)}: {scalar(value)}" for name, value in facts.items()]


def _key(name: str, before: str) -> str:
    """A key, marked where it is longer than YAML lets one be without that (YAML 1.2.2, 7.4.2)."""
    key = scalar(name)
    return f"? {key}\n{' ' * len(before)}" if len(key) > _LONGEST_KEY else key


def given_of(before: str, /, **facts: str | None) -> list[str]:
    """Lines of those facts that say something."""
    return facts_of(before, **{name: value for name, value in facts.items() if value})


def scalar(value: str | None) -> str:
    """A text on one line, quoted only where YAML needs it."""
    if value is None:
        return "null"
    if _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXT:
        return value
    style = None if value.isprintable() else '"'
    dumped = yaml.safe_dump(str(value), width=float("inf"), allow_unicode=True, default_style=style)
    return dumped.removesuffix("\n...\n").rstrip("\n")
