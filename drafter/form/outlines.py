"""What an outline has beside its parts and annexes: front matter, and headings for the matrix's titles."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from drafter.records import Problems, read_choice, read_list, read_mapping, require_text

# What can stand before the text, and how many words of its own each takes: headings of columns, or the
# words for one clause and for several.
FRONT = {"how-made": 0, "contents": 2, "origins": 2}
# What a heading's rule prints where no heading is wanted.
NO_HEADING = "none"


@dataclass(frozen=True, slots=True)
class FrontItem:
    """What stands between the title and the text.

    Attributes:
        id: One of ``FRONT``.
        text: The name of the template of its words.
        words: Headings of its columns, or its words for one clause and for several.
    """

    id: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """What is printed as a heading in place of a title of the matrix.

    Attributes:
        level: "section" or "theme".
        words: Words of the title; case does not count.
        printed: The heading; empty where none is wanted.
    """

    level: str
    words: str
    printed: str


def read_front(node: yaml.Node, problems: Problems) -> FrontItem:
    """An item of the front, having reported what is wrong with it."""
    values = read_mapping(
        node, problems, "an item of the front", required=("id", "text"), optional=("words",)
    )
    item_id = read_choice(values.get("id"), problems, "item of the front", list(FRONT))
    words = read_words(values.get("words"), problems, "the words")
    if item_id and len(words) != FRONT[item_id]:
        count = FRONT[item_id]
        problems.add("wrong-words", node, f"“{item_id}” takes {count} words of its own, not {len(words)}")
    return FrontItem(item_id, require_text(values.get("text"), problems, "the text"), words)


def read_heading(node: yaml.Node, problems: Problems) -> HeadingRule:
    """A rule for a heading, having reported what is wrong with it."""
    values = read_mapping(node, problems, "a heading", required=("print",), optional=("section", "theme"))
    levels = [level for level in ("section", "theme") if level in values]
    if len(levels) != 1:
        problems.add("bad-heading", node, "a heading is for a section or for a theme: name one of them")
    level = levels[0] if levels else "section"
    words = require_text(values.get(level), problems, "the title") if levels else ""
    printed = require_text(values.get("print"), problems, "what to print")
    return HeadingRule(level, words, "" if printed == NO_HEADING else printed)


def read_words(node: yaml.Node | None, problems: Problems, what: str) -> tuple[str, ...]:
    """A list of texts.

    Args:
        node: The list.
        problems: Where to report.
        what: How messages call one of them.
    """
    return tuple(require_text(item, problems, what) for item in read_list(node, problems, f"{what}s"))
