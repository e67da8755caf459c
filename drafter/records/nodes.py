"""Composes YAML strictly into nodes, and collects what is wrong in a file, with line and column.

PyYAML's own loader lets duplicate keys win silently, turns ``no`` into False and ``010`` into 8, and
expands aliases without bound. Here a document is composed into nodes by libyaml, aliases and
duplicate keys are refused, and every scalar is read as the text that a person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

import yaml

from drafter.files.kinds import A_TEMPLATE, NO_TEMPLATE, TEMPLATE_ENDING
from drafter.files.limits import DEEPEST_YAML, LARGEST_TEXT, refuse_larger
from drafter.files.reading import read_text
from drafter.problems import ContentError, DrafterError, Problem, Severity
from drafter.records.loader import NULL, UNNAMED, DeepError, Loader
from drafter.records.slips import find_slip, is_like_yaml
from drafter.text.looks import did_you_mean
from drafter.text.words import shortened, unsafe_characters, with_nothing_unseen, without_forbidden

# Of so many unknown words the nearest known ones are looked for; of a value so much is shown.
MOST_HINTS, LONGEST_VALUE = 100, 100
# So many known words are named in a hint, no more.
MOST_NAMED = 12
# What is told where a value is not there, or cannot be one: what follows from it is not told besides.
_NOTHING_ELSE = (
    "empty",
    "missing-key",
    "unknown-key",
    "wrong-type",
    "unsafe-character",
    "bad-id",
    "one-member",
)
OTHER_FILE = "Is it the right file? One of drafter's has lines of “key: value”, and its name ends in .yaml."
_IF_RIGHT = "Is it the right file? If it is, mend its lines: {}{}"
_UNUSABLE = ("empty", "wrong-type")
_LOOK = "Look at this line and the one above: a missing quotation mark, colon or blank?"
_NO_END = "Look at this line and the one above, and close {}."
_TOO_DEEP = "lists, or lines of “key: value”, stand too deep inside one another here"
_NOT_SO_DEEP = f"No file of drafter's has more than {DEEPEST_YAML} within one another: is it the right file?"
# Where the words are named that can stand in a place, where they are too many for a message.
_NAMED_IN = {
    "recommendation": "“drafter list” shows them all with their ids.",
    "source": "“drafter list” shows all recommendations; documents and proposals stand in sources.yaml.",
    "theme": "“drafter themes” shows them all with their ids.",
    "key": "Take it out, or write it as in a file that drafter made.",
}
T = TypeVar("T")


@dataclass(slots=True)
class Problems:
    """Collects what is wrong in one file, and knows where each record that was read from it stands.

    Attributes:
        file: The name to report.
        found: In the order of finding.
        lines: Those of the file, without their ends.
        root: The node that is the whole file; None where it says nothing.
    """

    file: str
    found: list[Problem] = field(default_factory=list)
    lines: Sequence[str] = ()
    root: yaml.Node | None = None
    # Where a value cannot be used at all, as was told: what else is wrong with it nobody need know.
    _unusable: set[tuple[int, int]] = field(default_factory=set)
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
        """Report something at a node, or of the whole file where there is none.

        What is empty, or has a sign that must not stand there, was reported as that, and is not once more.
        """
        line, column = place = _place(at)
        if line and place in self._unusable:
            return
        if code in _UNUSABLE:
            self._unusable.add(place)
        about = f"{message}{hint}"
        if ("“”" in about or "\ufffd" in about) and self._has_told(_NOTHING_ELSE):
            return
        message = " ".join(message.splitlines())
        message, hint, clause = map(with_nothing_unseen, (message, hint, clause))
        self.found.append(Problem(code, message, severity, hint, self.file, line, column, clause))

    def _has_told(self, codes: Collection[str]) -> bool:
        """Whether an error of these kinds has been found."""
        return any(one.code in codes and one.severity is Severity.ERROR for one in self.found)

    def hint_of_kind(self, node: yaml.Node, hint: str) -> str:
        """What to do about a node of another kind than it must be: a whole file of another kind is another.

        Args:
            node: The node.
            hint: How it is written where it stands in a right file.
        """
        if node is not self.root:
            return hint
        if isinstance(node, yaml.ScalarNode):
            return OTHER_FILE
        return _IF_RIGHT.format(hint[0].lower(), hint[1:])

    def unknown(
        self, what: str, at: yaml.Node | None, value: str, known: Iterable[str], hint: str = ""
    ) -> None:
        """Report a word that is not among the known ones, with the nearest of them, and what else to do."""
        known = [one for one in dict.fromkeys(known) if one.strip()]
        if not known and self._has_told(_NOTHING_ELSE):
            return  # none is known because of what was found there
        is_near = len(self.found) < MOST_HINTS and did_you_mean(value, known)
        all_of_them = f"Known: {', '.join(known)}." if known else "None is known here."
        near = is_near or (all_of_them if len(known) <= MOST_NAMED else "")
        hint = f"{near} {hint}".strip() or _NAMED_IN.get(what, "")
        self.add(
            f"unknown-{what.replace(' ', '-')}",
            at,
            f"unknown {what} “{shortened(value, LONGEST_VALUE)}”",
            hint,
        )

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
                said = message.replace("{first}", str(seen[value]))
                self.add(code, node, said.replace("{}", shortened(value, LONGEST_VALUE)), hint)
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
    if name.lower().endswith(TEMPLATE_ENDING):
        raise DrafterError(f"{name} {A_TEMPLATE}", NO_TEMPLATE)
    problems = Problems(name, list(unsafe_characters(text, name)), text.split("\n"))
    refuse_larger(len(text), LARGEST_TEXT, name)
    if not text.strip():
        return None, problems  # blanks and tabs, which YAML would not have
    try:
        root = yaml.compose(without_forbidden(text), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, problems, text)
        raise ContentError(problems.found) from None
    except DeepError as error:
        problems.add("too-deep", error.above, _TOO_DEEP, _NOT_SO_DEEP)
        raise ContentError(problems.in_order()) from None
    except DrafterError as error:
        raise DrafterError(error.message.replace(UNNAMED, name), error.hint) from None
    except (yaml.YAMLError, RecursionError, OverflowError, ValueError):
        problems.add("not-yaml", None, "this is not a YAML file")
        raise ContentError(problems.found) from None
    if root is None or says_nothing(root):
        return None, problems
    _refuse_aliases_and_depth(root, problems, may_have_aliases="&" in text)
    if any(problem.code == "too-deep" for problem in problems.found):
        raise ContentError(problems.in_order())
    problems.root = root
    return root, problems


def compose_as_it_stands(text: str) -> yaml.Node | None:
    """The nodes of a text that has been found sound, with places in it as it stands.

    Args:
        text: With its own line ends, each of which counts as one.
    """
    return yaml.compose(text, Loader=Loader)


def _report_syntax(error: yaml.MarkedYAMLError, problems: Problems, text: str) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems.found):
        return  # a sign that must not stand there is told, and may be all that is wrong
    if not _is_like_yaml(problems.lines):
        problems.add("not-yaml", None, "this is running text, and no file of drafter's", OTHER_FILE)
        return
    mark = error.problem_mark or error.context_mark
    what = error.problem or error.context or ""
    if end := re.search(r"expected ',' or '([]}])'", what):
        begun, it = (
            ("a list that begins with “[”", "the list") if end[1] == "]" else ("what begins with “{”", "it")
        )
        problems.add("not-yaml", mark, f"{begun} has no “{end[1]}”", _NO_END.format(it))
        return
    if "nesting depth" in what:
        problems.add("too-deep", mark, _TOO_DEEP, _NOT_SO_DEEP)
        return
    first = (error.context_mark or mark).line if mark else 0
    slip = find_slip(text, mark.line, mark.column, what, first) if mark else None
    if slip:
        mark = yaml.Mark("", 0, slip.line, slip.column, None, 0)
    message, hint = (slip.message, slip.hint) if slip else ("this file cannot be read on from here", _LOOK)
    problems.add("not-yaml", mark, message, hint)


def _is_like_yaml(lines: Sequence[str]) -> bool:
    """Whether the lines of a text that begin at the margin are keys or items, if not all of them."""
    at_margin = [line for line in lines if line[:1].strip() and not line.startswith("#")]
    return not at_margin or 2 * sum(map(is_like_yaml, at_margin)) >= len(at_margin)


def _refuse_aliases_and_depth(root: yaml.Node, problems: Problems, *, may_have_aliases: bool) -> None:
    """Report aliases, each once: one node that stands twice in the tree.

    A walk that visits each node once is linear; a list or mapping that stands a second time is emptied
    for those who read on, so that nothing grows by aliases of aliases.
    """
    seen = {id(root)}
    said: set[int] = set()

    def once(node: yaml.Node) -> yaml.Node:
        if id(node) not in seen:
            seen.add(id(node))
            return node
        if id(node) not in said:
            said.add(id(node))
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
        if depth > DEEPEST_YAML:
            problems.add("too-deep", node, _TOO_DEEP, _NOT_SO_DEEP)
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


def says_nothing(node: yaml.Node) -> bool:
    """Whether a node is null or an empty text."""
    return isinstance(node, yaml.ScalarNode) and (node.tag == NULL or node.value == "")
