"""``selection.yaml`` as people write it: its keys, and what of it can be told without a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import yaml

from drafter.matrix.criteria import CountBy, Criteria
from drafter.model import (
    GUIDANCE_APART,
    GUIDANCE_AS_CLAUSES,
    Alternatives,
    Decision,
    Kind,
    OwnWording,
    SelectionEntry,
)
from drafter.phrases import Catalogue
from drafter.records import (
    Key,
    Problems,
    Record,
    choice,
    compose_as_it_stands,
    list_of,
    one_or_many,
    optional,
    required,
    text,
)

DEFAULT_ALTERNATIVES = "bis"
CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))
_YES_AND_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class SelectionFile:
    """A selection that people edit.

    Attributes:
        name: The file's name.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        guidance: What is done with guidance: "apart" or "as-clauses".
        criteria: What the clauses were selected by.
        clauses: In order.
        lines: Clause id → the line on which its block begins.
    """

    name: str
    alternatives: str
    support: bool
    guidance: str
    criteria: Criteria
    clauses: tuple[SelectionEntry, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


def _one_line(node: yaml.Node | None, problems: Problems, what: str) -> str:
    """A text that a person wrote in several lines, in one."""
    return re.sub(r"[ \t]*\n\s*", " ", text(node, problems, what).strip())


def _number(node: yaml.Node | None, problems: Problems, what: str) -> int:
    value = text(node, problems, what)
    if re.fullmatch(r"[1-9][0-9]{0,3}", value):
        return int(value)
    problems.add("bad-number", node, f"“min-regions” is “{value}”", "Write a number: 1 or more.")
    return 1


_words = one_or_many(_one_line)

OPTIONS = Record(
    "the options",
    SimpleNamespace,
    alternatives=optional(choice("alternatives", Alternatives, in_any_case=True), DEFAULT_ALTERNATIVES),
    support=optional(choice("support", _YES_AND_NO, in_any_case=True), default=False),
    guidance=optional(
        choice("guidance", (GUIDANCE_APART, GUIDANCE_AS_CLAUSES), in_any_case=True), GUIDANCE_APART
    ),
)
CRITERIA = Record(
    "the criteria",
    Criteria,
    sections=optional(_words, (), key="section"),
    themes=optional(_words, (), key="theme"),
    min_regions=optional(_number, 1, key="min-regions"),
    regions=optional(_words, (), key="region"),
    exclude_regions=optional(_words, (), key="exclude-region"),
    count=optional(choice("count", CountBy, in_any_case=True), CountBy.RECOMMENDATION),
    text=optional(_words, ()),
)
WORDING = Record("a wording", SimpleNamespace, sources=required(_words), wording=optional(_one_line, ""))
# What a block can say below its id.
FACTS: dict[str, Key] = {
    "decision": optional(choice("decision", Decision, in_any_case=True)),
    "reason": optional(_one_line, ""),
    "by": optional(_one_line, ""),
    "kind": optional(choice("kind", Kind, in_any_case=True)),
    "heading": optional(_one_line, ""),
    "sources": optional(_words, ()),
    "lead": optional(_one_line, ""),
    "alternatives": optional(choice("alternatives", Alternatives, in_any_case=True)),
    "wording": optional(_one_line, ""),
    "wordings": optional(list_of(WORDING), ()),
}
CLAUSE = Record("a clause", SimpleNamespace, id=required(text), **FACTS)
SELECTION = Record(
    "a selection",
    SimpleNamespace,
    matrix=required(text),
    concordance=optional(text, ""),
    form=optional(text, ""),
    options=optional(OPTIONS, OPTIONS(None, Problems(""))),
    criteria=optional(CRITERIA),
    clauses=required(list_of(CLAUSE), called="the clauses"),
)


def entry_of(
    clause: str, read: SimpleNamespace, added: tuple[str, ...], dropped: tuple[str, ...], heading: str
) -> SelectionEntry:
    """The entry of what was read by ``FACTS``, with its sources told apart and its heading resolved."""
    wordings = (
        (dict.fromkeys(source.removeprefix("+") for source in one.sources if source), one.wording)
        for one in read.wordings
    )
    as_read = {key: getattr(read, key) for key in FACTS if key not in ("sources", "heading", "wordings")}
    own = tuple(OwnWording(tuple(sources), words) for sources, words in wordings)
    return SelectionEntry(clause, wordings=own, added=added, dropped=dropped, heading=heading, **as_read)


# Its nodes, and where they stand

# What YAML counts as the end of a line (libyaml counts those of YAML 1.1 too).
LINE_ENDS = "\r\n\x85\u2028\u2029"
_LINES = re.compile(f"[^{LINE_ENDS}]*(?:\r\n|[{LINE_ENDS}]|$)")

Way = tuple[str, ...]


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends, as YAML counts them."""
    return [line for line in _LINES.findall(text) if line]


def facts(node: yaml.Node | None, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """What a file says, without comments and layout: the way of keys to each fact, and the fact."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from facts(value, (*way, str(key.value)))
    elif isinstance(node, yaml.SequenceNode) and way == ("clauses",):
        for item in node.value:
            yield from facts(item, (*way, id_of(item)))
    elif node is not None:
        yield way, _in_words(node)


def said_in(text: str) -> dict[str, dict[str, str]]:
    """What each clause of a file says, key by key."""
    found: dict[str, dict[str, str]] = {}
    for way, value in facts(compose_as_it_stands(text)):
        if way[0] == "clauses" and way[2:]:
            found.setdefault(way[1], {})[way[2]] = value
    return found


def _in_words(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "; ".join(f"{key.value}: {_in_words(value)}" for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(map(_in_words, node.value))}]"
    return str(node.value)


def pair_of(node: yaml.Node | None, key: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    """A key of a mapping and its value; nothing where there is none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next(((name, value) for name, value in pairs if name.value == key), (None, None))


def id_of(node: yaml.Node) -> str:
    """The id of a clause; empty where it has none."""
    _, value = pair_of(node, "id")
    return str(value.value) if isinstance(value, yaml.ScalarNode) else ""


def _walk(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    for item in () if isinstance(node, yaml.ScalarNode) else node.value:
        for part in item if isinstance(item, tuple) else (item,):
            yield from _walk(part)


def end_of(node: yaml.Node) -> int:
    """The line behind the last one that a node's own text stands on.

    libyaml ends a mapping or a list where the next one begins, behind the comments in between.
    """
    own = [
        one for one in _walk(node) if isinstance(one, yaml.ScalarNode) or getattr(one, "flow_style", False)
    ]
    ends = (one.end_mark.line + (not _is_block(one) or one.end_mark.column > 0) for one in own)
    return max(ends, default=node.start_mark.line + 1)


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def comments_of(text: str, root: yaml.Node | None) -> dict[int, str]:
    """The comments in a text by their lines, from 0: on lines of their own, and behind its values."""
    inside: set[int] = set()
    behind: dict[int, int] = {}
    for leaf in _walk(root) if root is not None else ():
        if not isinstance(leaf, yaml.ScalarNode):
            continue
        inside.update(range(leaf.start_mark.line + _is_block(leaf), end_of(leaf)))
        if not _is_block(leaf):
            behind[leaf.end_mark.line] = leaf.end_mark.column
    rests = {
        n: line[behind.get(n, 0) :].lstrip(" \t,]}:>|+-0123456789")
        for n, line in enumerate(split_lines(text))
        if n not in inside or n in behind
    }
    return {n: rest.rstrip() for n, rest in rests.items() if rest.startswith("#")}
