"""Reads YAML strictly, with line and column for every problem, all at once.

PyYAML's own loader lets duplicate keys win silently, turns ``no`` into False and ``010`` into 8, and
expands aliases without bound. Here a document is composed into nodes by libyaml, aliases and
duplicate keys are refused, and every scalar is read as the text that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from drafter.files import read_text
from drafter.problems import ContentError, Problem, Severity, did_you_mean
from drafter.text import unsafe_characters, visible, without_forbidden

# Lists and mappings inside one another; no file of drafter's goes deeper than six.
_DEEPEST = 20

# So many known words are named in a hint, no more.
_MOST_NAMED = 12

_COMMENT = re.compile(r"(?:^|[ \t])#")
_NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT, _LIST, _MAPPING = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE_LOADER):  # type: ignore[misc]  # the C loader where there is one
    """Tells null from text, and nothing else: every other scalar stays as a person wrote it."""

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """The tag of a node that has none of its own (YAML 1.2.2, 10.3.2, the core schema's null)."""
        if kind is yaml.ScalarNode:
            return _NULL if implicit[0] and value in _NULLS else _TEXT
        return _LIST if kind is yaml.SequenceNode else _MAPPING


@dataclass(slots=True)
class Problems:
    """Collects what is wrong in one file.

    Attributes:
        file: The name to report.
        found: In the order of finding.
    """

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        at: yaml.Node,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        clause: str = "",
    ) -> None:
        """Report something at the place of a node."""
        mark = at.start_mark
        self.found.append(
            Problem(
                code,
                visible(message),
                severity,
                visible(hint),
                self.file,
                mark.line + 1,
                mark.column + 1,
                visible(clause),
            )
        )

    def unknown(self, what: str, at: yaml.Node, value: str, known: Iterable[str]) -> None:
        """Report a word that is not among the known ones, with the nearest of them."""
        known = list(dict.fromkeys(known))
        hint = did_you_mean(value, known) or (
            f"Known: {', '.join(known)}." if len(known) <= _MOST_NAMED else ""
        )
        self.add(f"unknown-{what.replace(' ', '-')}", at, f"unknown {what} “{value}”", hint)

    def in_order(self) -> tuple[Problem, ...]:
        """By place."""
        return tuple(sorted(self.found, key=lambda problem: (problem.line, problem.column)))


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
        raise ContentError([*problems.found, _syntax_problem(error, name, text)]) from None
    except (yaml.YAMLError, RecursionError):
        raise ContentError(
            [*problems.found, Problem("not-yaml", "this is not a YAML file", file=name)]
        ) from None
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


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = error.problem or error.context or "cannot be read"
    if "undefined alias" in what:
        what = "an alias (*) is used; drafter's files have none"
    hint = "Look at this line and the one above: a missing quotation mark, colon or space?"
    if "mapping values are not allowed" in what:
        what = "a second colon stands in this line"
        hint = (
            "Look at this line and the one above: are they indented as they should be? A text with a colon "
            'in it stands between quotation marks: reason: "Too: detailed".'
        )
    elif "tab" in what or "cannot start any token" in what:
        what = "a tab stands here, or a character that begins no text"
        hint = "Look at this line: use blanks to indent, as in the lines around it."
    elif "expected ',' or ']'" in what:
        what = "a list that begins with “[” has no “]”"
        hint = "Look at this line and the one above, and close the list."
    elif mark and _COMMENT.search(text.split("\n")[max(mark.line - 1, 0)]):
        hint = (
            "In the line above, “#” begins a comment, behind which no text goes on: put the text in "
            "quotation marks, or the comment above it."
        )
    return Problem(
        "not-yaml",
        f"this cannot be read as YAML: {what}",
        hint=hint,
        file=file,
        line=mark.line + 1 if mark else 0,
        column=mark.column + 1 if mark else 0,
    )


def _refuse_aliases_and_depth(root: yaml.Node, problems: Problems, *, may_have_aliases: bool) -> None:
    """Report aliases: one node that stands twice in the tree.

    A walk that visits each node once is linear; a list or mapping that stands a second time is emptied
    for those who read on, so that nothing grows by aliases of aliases.
    """
    seen = {id(root)}
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            continue  # only the root can be one here
        if depth > _DEEPEST:
            problems.add("too-deep", node, "lists or mappings stand too deep inside one another")
            continue
        if may_have_aliases:
            _make_each_once(node, seen, problems)
        children: Iterable[yaml.Node] = (
            (part for pair in node.value for part in pair)
            if isinstance(node, yaml.MappingNode)
            else node.value
        )
        waiting += [(child, depth + 1) for child in children if not isinstance(child, yaml.ScalarNode)]


def _make_each_once(node: yaml.Node, seen: set[int], problems: Problems) -> None:
    if isinstance(node, yaml.MappingNode):
        node.value = [(_once(key, seen, problems), _once(value, seen, problems)) for key, value in node.value]
    else:
        node.value = [_once(child, seen, problems) for child in node.value]


def _once(node: yaml.Node, seen: set[int], problems: Problems) -> yaml.Node:
    if id(node) not in seen:
        seen.add(id(node))
        return node
    _refuse_alias(node, problems)
    if isinstance(node, yaml.ScalarNode):
        return node
    return type(node)(node.tag, [], node.start_mark, node.end_mark)


def _refuse_alias(node: yaml.Node, problems: Problems) -> None:
    problems.add(
        "alias",
        node,
        "this value is used again elsewhere through an alias (& and *); drafter's files have none",
        "Write it out where it is needed.",
    )


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


def read_list(node: yaml.Node | None, problems: Problems, what: str) -> Iterator[yaml.Node]:
    """The items of a list, having reported a node that is none. A missing node is an empty list."""
    if node is None or (isinstance(node, yaml.ScalarNode) and node.tag == _NULL):
        return
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    else:
        problems.add("wrong-type", node, f"{what} must be a list (lines of “- item”), not {_kind(node)}")


def read_text_value(node: yaml.Node | None, problems: Problems, what: str) -> str | None:
    """A scalar as the text that a person wrote; None for null, for no node, and (reported) for a list."""
    if node is None:
        return None
    if not isinstance(node, yaml.ScalarNode):
        problems.add("wrong-type", node, f"{what} must be a text, not {_kind(node)}")
        return None
    if node.tag == _NULL:
        return None
    value = str(node.value)
    if not value.isprintable():
        # Escapes such as "\\u202E" only become characters here; their place is behind the quotation mark.
        mark = node.start_mark
        column = mark.column + (2 if node.style else 1)
        found = list(unsafe_characters(value, problems.file, line=mark.line + 1, column=column))
        problems.found += [p for p in found if p.severity is Severity.ERROR]
    return value


def require_text(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """Like ``read_text_value``, but null and the empty text are reported too; gives "" then."""
    value = read_text_value(node, problems, what)
    if not value and isinstance(node, yaml.ScalarNode):
        problems.add("empty", node, f"{what} is empty")
    return value or ""


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "lines of “key: value”"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"the text “{str(node.value)[:40]}”"


def read_choice(node: yaml.Node | None, problems: Problems, what: str, known: list[str]) -> str:
    """One of a few known words, having reported any other; empty for a missing node."""
    value = read_text_value(node, problems, f"the {what}") or ""
    if node is not None and value not in known:
        problems.unknown(what, node, value, [str(word) for word in known])
        return ""
    return value


def read_pattern(node: yaml.Node | None, problems: Problems) -> re.Pattern[str] | None:
    """A regular expression, having reported one that is none."""
    expression = require_text(node, problems, "a pattern")
    try:
        return re.compile(expression, re.DOTALL)
    except re.error as error:
        if node is not None:
            problems.add("bad-pattern", node, f"not a regular expression: {error}")
        return None
