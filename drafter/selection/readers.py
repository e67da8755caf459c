"""How the values of a selection are read: words on one line or on several, names, numbers."""

from __future__ import annotations

import re

import yaml

from drafter.records.nodes import Problems
from drafter.records.records import WRITE_IT, Reader, mapping_of, text, words
from drafter.selection.telling import CATALOGUE
from drafter.text.words import is_name, shortened

_LONGEST_NAME = 100  # that is shown


def in_one_line(node: yaml.Node | None, problems: Problems, what: str, read: Reader[str] = text) -> str:
    """A text that a person wrote in several lines, in one."""
    said = read(node, problems, what)
    if said and not said.strip():
        problems.add("empty", node, f"{what} has nothing but blanks", WRITE_IT)
    lines = (line.lstrip().rstrip(" \t") for line in said.strip().split("\n"))
    return " ".join(filter(None, lines))


def words_in_one_line(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """The same of what is printed, or told to others."""
    return in_one_line(node, problems, what, words)


def who_decided(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Who decided about a clause, as one text; a list there is how people write those who propose words."""
    if isinstance(node, yaml.SequenceNode):
        code, severity, message, hint = CATALOGUE.say("by-of-several")
        problems.add(code, node, message, hint, severity)
        return ""
    return in_one_line(node, problems, what)


def running_words(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Paragraphs, with blank lines between them; but for “|”, YAML leaves one line end of such a line.

    Below “|” and “>” a “#” begins a heading; elsewhere it may not be what people take it for.
    """
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    said = (text if style in ("|", ">") else words)(node, problems, what).strip()
    return said if style == "|" else "\n\n".join(filter(None, map(str.strip, said.split("\n"))))


def lines_as_written(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Words of which each line stays one, as in “(a) …”; blank lines do not count."""
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    return _each_line((text if style in ("|", ">") else words)(node, problems, what))


def _each_line(said: str) -> str:
    return "\n".join(line.rstrip() for line in said.splitlines() if line.strip())


def in_lines_or_one(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A wording: in one line, or, below “|”, in the lines that a person gave it; a “#” begins no heading."""
    if isinstance(node, yaml.ScalarNode) and node.style == "|":
        return _each_line(words(node, problems, what))
    return words_in_one_line(node, problems, what)


def by_name(node: yaml.Node | None, problems: Problems, what: str) -> dict[str, str]:
    """Running words by the names of what they replace, whichever names those are."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    names = dict.fromkeys(str(key.value) for key, _ in pairs if isinstance(key, yaml.ScalarNode))
    return mapping_of(running_words, names, what)(node, problems, what)


def at_least_one(node: yaml.Node | None, problems: Problems, what: str) -> int:
    """How many regions at least: 1 or more."""
    value = text(node, problems, what)
    if re.fullmatch(r"[1-9][0-9]{0,3}", value):
        return int(value)
    problems.add("bad-number", node, f"“min-regions” is “{value}”", "Write a number from 1 to 9,999.")
    return 1


def source_id(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """The id of a source; without quotation marks “doha-declaration: 5” is a key and a value to YAML."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        return ": ".join(in_one_line(one, problems, what) for one in node.value[0])
    return in_one_line(node, problems, what)


def somebody(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """The name of a person or a delegation."""
    name = in_one_line(node, problems, what)
    if name and not is_name(name):
        shown = shortened(name, _LONGEST_NAME)
        message = f"{what} is “{shown}”, which names nobody: it has no letter that can be seen"
        problems.add("no-name", node, message, "Write the name of a delegation or a person.")
    return name
