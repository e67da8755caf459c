"""``selection.yaml`` as people write it: its keys, and what of it can be told without a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
from drafter.records import Key, Problems, Record, choice, list_of, one_or_many, optional, required, text
from drafter.selection.blocks import end_of

DEFAULT_ALTERNATIVES = "bis"
CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))
_YES_AND_NO = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True)
class SelectionFile:
    """A selection that people edit.

    Attributes:
        name: The file's name.
        matrix: The matrix, as ``--matrix`` takes it; a path is seen from the file's folder.
        concordance: Likewise; empty for the one beside the matrix.
        form: The form, as ``--form`` takes it; likewise.
        alternatives: How the wordings of several regions are printed.
        support: Whether the regions that share a clause are named after it.
        guidance: What is done with guidance: "apart" or "as-clauses".
        criteria: What the clauses were selected by.
        clauses: In order.
        lines: Clause id → the line on which its block begins.
    """

    name: str
    matrix: str
    concordance: str
    form: str
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
NO_OPTIONS = OPTIONS(None, Problems(""))
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
    options=optional(OPTIONS),
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


# Where ``#`` in a person's words is not what they may take it for. Behind a blank, in a text without
# quotation marks, it begins a comment, and the words from there on are lost; in a text that goes over several
# lines in quotation marks or below “>-”, it begins none, and is printed.

_COMMENT = re.compile(r"[ \t]+(#.*)")
# Behind a key without a text, “# to be written” is a comment that is meant; “#12” is not.
_GLUED = re.compile(r"[ \t]*(#[^\s#].*)")
_LIKE_COMMENT = re.compile(r"#(?!\d)")
_SHOWN = 40


def warn_of_number_signs(
    read: object, key: str, lines: Sequence[str], problems: Problems, clause: str
) -> None:
    """Warn of words that are read as a comment, and of what looks like a comment and is printed.

    Args:
        read: The clause, or one of its wordings.
        key: Which of its texts: "wording" or "reason".
        lines: The lines of the file, as YAML counts them.
        problems: Where to report.
        clause: The clause's id.
    """
    node = problems.node_of(read, key)
    if not problems.has(read, key) or not isinstance(node, yaml.ScalarNode):
        return

    def report(way: str, line: int, column: int, shown: str) -> None:
        words = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rstrip()}…"
        code, severity, message, hint = CATALOGUE.say(f"number-sign/{way}", shown=words, key=key)
        problems.add(code, yaml.Mark("", 0, line, column, None, 0), message, hint, severity, clause)

    end = node.end_mark
    if not node.style and end.line < len(lines):
        comment = (_COMMENT if node.value else _GLUED).match(lines[end.line].rstrip(), end.column)
        if comment:
            report("lost", end.line, comment.start(1), comment[1])
    for line, column, shown in _like_comments(node, lines) if node.style else ():
        report("printed", line, column, shown)


def _like_comments(node: yaml.ScalarNode, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Line, column and words of what looks like a comment in a text that goes over several lines."""
    is_block = node.style in ("|", ">")
    first = next((line for line in lines[node.start_mark.line + 1 :] if line.strip()), "")
    indent = len(first) - len(first.lstrip()) if is_block else 0
    for number in range(node.start_mark.line + 1, min(end_of(node), len(lines))):
        shown = lines[number].strip().removesuffix(str(node.style))
        column = len(lines[number]) - len(lines[number].lstrip())
        if _LIKE_COMMENT.match(shown) and column >= indent:
            yield number, column, shown
