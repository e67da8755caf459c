"""``selection.yaml`` as people write it: its keys, and what of it can be told without a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import SimpleNamespace

import yaml

from drafter.brackets import Wish
from drafter.decisions import (
    Decision,
    OwnWording,
    SelectionEntry,
    Status,
    StatusChange,
    WishedWording,
    Withdrawn,
)
from drafter.matrix.criteria import CountBy, Criteria
from drafter.model import Kind
from drafter.paper import GUIDANCE_APART, GUIDANCE_AS_CLAUSES, Alternatives, Head
from drafter.records.nodes import Problems, compose_as_it_stands
from drafter.records.records import (
    Key,
    Record,
    choice,
    list_of,
    mapping_of,
    one_or_many,
    optional,
    required,
    text,
)
from drafter.selection.joined import joined_with, withdrawn_of
from drafter.selection.readers import (
    at_least_one,
    by_name,
    in_lines_or_one,
    in_one_line,
    lines_as_written,
    running_words,
    somebody,
    source_id,
    who_decided,
    words_in_one_line,
)

DEFAULT_ALTERNATIVES = "bis"
# What a wording is to the first: in its place, or beside it.
ROLES = {"alternative": False, "additional": True}
_BECAME = {"withdrawn": False, "taken out": True}
_YES_AND_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class SelectionFile:
    """A selection that people edit.

    Attributes:
        name: The file's name.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        guidance: What is done with guidance: "apart" or "as-clauses".
        head: What the head of a paper says.
        words: Running words in the place of the form's, by name.
        is_public: Whether reasons and names may be printed for delegates.
        criteria: What the clauses were selected by.
        clauses: In order.
        lines: Clause id → the line on which its block begins.
        sources: The file that declares documents and proposals, as it is named; empty where none is.
        delegations: Who may be named as a sponsor; anybody where none is listed.
        authors: Author of tracked changes and comments in Word → the delegation.
    """

    name: str
    alternatives: str
    support: bool
    guidance: str
    head: Head
    words: Mapping[str, str]
    is_public: bool
    criteria: Criteria
    clauses: tuple[SelectionEntry, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    sources: str = ""
    delegations: tuple[str, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)

    @property
    def joined_with(self) -> dict[str, str]:
        """Clause that is joined with another one → that other; see ``joined_with`` there."""
        return joined_with(self.clauses)

    @property
    def withdrawn(self) -> tuple[Withdrawn, ...]:
        """What was withdrawn or taken out, with its words, in order; not what a joined clause says now."""
        return withdrawn_of(self.clauses)


_names, _source_names = one_or_many(in_one_line), one_or_many(source_id)
_people = one_or_many(somebody)

OPTIONS = Record(
    "the options",
    SimpleNamespace,
    alternatives=optional(choice("alternatives", Alternatives, in_any_case=True), DEFAULT_ALTERNATIVES),
    support=optional(choice("value", _YES_AND_NO, in_any_case=True), default=False),
    guidance=optional(
        choice("guidance", (GUIDANCE_APART, GUIDANCE_AS_CLAUSES), in_any_case=True), GUIDANCE_APART
    ),
)
HEAD = Record(
    "what the paper is", Head, **{one.name: optional(words_in_one_line, "") for one in fields(Head)}
)
CRITERIA = Record(
    "the criteria",
    Criteria,
    sections=optional(_names, (), key="section"),
    themes=optional(_names, (), key="theme"),
    min_regions=optional(at_least_one, 1, key="min-regions"),
    regions=optional(_names, (), key="region"),
    exclude_regions=optional(_names, (), key="exclude-region"),
    count=optional(choice("count", CountBy, in_any_case=True), CountBy.RECOMMENDATION),
    text=optional(_names, ()),
    where=optional(_names, ()),
)
WORDING = Record(
    "a wording",
    SimpleNamespace,
    sources=optional(_source_names, ()),
    wording=optional(in_lines_or_one, ""),
    role=optional(choice("role", ROLES, in_any_case=True)),
    addition=optional(choice("value", _YES_AND_NO, in_any_case=True)),  # as “role” was written before
    by=optional(_people, ()),
    supported=optional(in_one_line, ""),
)
STATUS = Record(
    "a status",
    SimpleNamespace,
    status=required(choice("status", Status, in_any_case=True), key="is"),
    on=optional(in_one_line, ""),
    at=optional(in_one_line, ""),
    by=optional(_people, ()),
    words=optional(text, ""),
)
WITHDRAWN = Record(
    "a withdrawn wording",
    lambda wording, of, sources, is_taken_out, reason, **said: Withdrawn(
        wording,
        of,
        sources,
        StatusChange(Status.WITHDRAWN, **said),
        is_taken_out=is_taken_out,
        reason=reason,
    ),
    wording=optional(in_lines_or_one, ""),
    of=optional(_people, ()),
    sources=optional(_source_names, ()),
    by=optional(_people, ()),
    on=optional(in_one_line, ""),
    at=optional(in_one_line, ""),
    is_taken_out=optional(choice("outcome", _BECAME, in_any_case=True), default=False, key="is"),
    reason=optional(words_in_one_line, ""),
)


WISH = Record("a wish", Wish, by=required(_people), says=required(words_in_one_line))
WISHED = Record(
    "a wish about a wording",
    WishedWording,
    by=required(_people),
    says=required(words_in_one_line),
    wording=optional(in_lines_or_one, ""),
    sources=optional(_source_names, ()),
)


def _statuses(node: yaml.Node | None, problems: Problems, what: str) -> tuple[SimpleNamespace, ...]:
    """The history of a status: a list; or one word where nothing more is known."""
    if isinstance(node, yaml.ScalarNode):
        status = choice("status", Status, in_any_case=True)(node, problems, what)
        return (SimpleNamespace(status=status, on="", at="", by=(), words=""),) if status else ()
    return list_of(STATUS)(node, problems, what)


# What a block can say below its id.
FACTS: dict[str, Key] = {
    "decision": optional(choice("decision", Decision, in_any_case=True)),
    "reason": optional(words_in_one_line, ""),
    "by": optional(who_decided, ""),
    "kind": optional(choice("kind", Kind, in_any_case=True)),
    "heading": optional(in_one_line, ""),
    "above": optional(running_words, ""),
    "sources": optional(_source_names, ()),
    "reasons": optional(mapping_of(in_one_line, None, "a reason"), {}),
    "lead": optional(in_one_line, ""),
    "alternatives": optional(choice("alternatives", Alternatives, in_any_case=True)),
    "wording": optional(in_lines_or_one, ""),
    "wordings": optional(list_of(WORDING), ()),
    "text": optional(lines_as_written, ""),
    "part": optional(text, ""),
    "supported": optional(in_one_line, ""),
    "status": optional(_statuses, ()),
    "withdrawn": optional(list_of(WITHDRAWN), ()),
    "wishes": optional(list_of(WISH), ()),
    "wished": optional(list_of(WISHED), ()),
}
CLAUSE = Record("a clause", SimpleNamespace, id=required(text), **FACTS)
SELECTION = Record(
    "a selection",
    SimpleNamespace,
    matrix=required(text),
    concordance=optional(text, ""),
    form=optional(text, ""),
    sources=optional(text, ""),
    delegations=optional(_names, ()),
    authors=optional(mapping_of(in_one_line, None, "an author's delegation"), {}),
    about=optional(HEAD, Head()),
    words=optional(by_name, {}, called="the words"),
    public=optional(choice("value", _YES_AND_NO, in_any_case=True), default=False),
    options=optional(OPTIONS, OPTIONS(None, Problems(""))),
    criteria=optional(CRITERIA),
    clauses=required(list_of(CLAUSE), called="the clauses"),
)


def entry_of(
    clause: str, read: SimpleNamespace, added: tuple[str, ...], dropped: tuple[str, ...], heading: str
) -> SelectionEntry:
    """The entry of what was read by ``FACTS``, with its sources told apart and its heading resolved."""
    told_apart = ("sources", "reasons", "heading", "wordings", "status", "withdrawn", "wishes", "wished")
    as_read = {key: getattr(read, key) for key in FACTS if key not in told_apart}
    own = tuple(
        OwnWording(
            tuple(dict.fromkeys(filter(None, (source.removeprefix("+") for source in one.sources)))),
            one.wording,
            one.addition if one.role is None else one.role,
            one.by,
            one.supported,
        )
        for one in read.wordings
    )
    status = tuple(StatusChange(**vars(one)) for one in read.status if one.status)
    reasons = tuple(read.reasons.items())
    facts = {"wordings": own, "reasons": reasons, "heading": heading, "status": status, **as_read}
    facts |= {"withdrawn": tuple(read.withdrawn), "wishes": tuple(read.wishes), "wished": tuple(read.wished)}
    return SelectionEntry(clause, added=added, dropped=dropped, **facts)


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
    """What each clause of a file says, key by key; its running words as “words”, by their names."""
    found: dict[str, dict[str, str]] = {}
    for way, value in facts(compose_as_it_stands(text)):
        if way[0] == "clauses" and way[2:]:
            found.setdefault(way[1], {})[way[2]] = value
        elif way[0] in ("words", "about") and way[1:]:
            found.setdefault(way[1], {})["words"] = value
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
