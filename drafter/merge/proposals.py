"""Proposals: what people changed in Word and a selection does not say; their file beside the selection.

    - id: legal-aid:wording
      draft: round-1.docx
      number: "12"
      ours: Undertake appropriate and comprehensive …
      theirs: Ensure that everyone who needs it has legal aid …
      set:
        wording: >-
          Ensure that everyone who needs it has legal aid
      as-made: k7qamxw2

``base`` is a hash of what the clause's block said of the same when the proposal was made; where the block
says something else by now, the proposal is stale. ``as-made`` is a hash of ``set``, which people may edit:
only what is as it was made is replaced when the same draft is read again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from drafter.files import read_text, seen_from
from drafter.model import Decision, SelectionEntry
from drafter.phrases import Catalogue
from drafter.problems import ContentError, DrafterError, ExitStatus, Problem, Severity, raise_on_errors
from drafter.records import Problems, Record, compose_text, identifier, list_of, optional, required, text
from drafter.selection.file import FACTS, comments_of, entry_of
from drafter.selection.lines import fact_lines, scalar, short_hash, text_lines

CATALOGUE = Catalogue(Path(__file__).with_name("catalogue.yaml"))


class Field(StrEnum):
    """What of a clause a proposal is about; with the clause's id, the name of the proposal."""

    DECISION = "decision"  # taken out, put into brackets, or out of them
    KIND = "kind"  # moved to another part
    HEADING = "heading"
    SOURCES = "sources"
    WORDING = "wording"
    ORDER = "order"
    NEW = "new"  # a clause that drafter did not make


# The keys of a block that a proposal sets.
KEYS: dict[Field, tuple[str, ...]] = {
    Field.DECISION: ("decision", "reason"),
    Field.KIND: ("kind",),
    Field.HEADING: ("heading",),
    Field.SOURCES: ("sources",),
    Field.WORDING: ("wording", "wordings"),
    Field.ORDER: (),
    Field.NEW: ("decision", "reason", "kind", "heading", "sources", "wording", "wordings"),
}
OF_WORDS = (Field.WORDING, Field.SOURCES)  # of no use in a clause that is out
OF_PLACE = (Field.ORDER, Field.NEW)  # these name a clause beside which theirs goes


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that somebody made in Word.

    Attributes:
        clause: The clause's id; of a new one, the id that it is to have.
        field: What of it was changed.
        to: The clause as it is to be; only what ``field`` names counts. Of a new one, all of it.
        other: For an order and for a new clause, the clause beside which it goes.
        is_before: Whether it goes before that one, not behind it.
        ours: What was drafted, in words.
        theirs: What stands in Word, in words.
        conflict: What the selection itself says by now of the same, in words; empty where nothing.
        number: Its number as it stands in the document, or stood where it is gone; empty where it has none.
        draft: The Word file, as seen from the selection's folder.
        base: A hash of what the block said of the same when this was made; empty where it said nothing.
        is_edited: Whether a person has edited it since.
        place: 1, or 2 and so on for further ones about the same.
    """

    clause: str
    field: Field
    to: SelectionEntry
    other: str = ""
    is_before: bool = False
    ours: str = ""
    theirs: str = ""
    conflict: str = ""
    number: str = ""
    draft: str = ""
    base: str = ""
    is_edited: bool = False
    place: int = 1

    @property
    def id(self) -> str:
        """Its name: the clause's id and what it is about."""
        return f"{self.clause}:{self.field}" + (f":{self.place}" if self.place > 1 else "")

    @property
    def about(self) -> tuple[str, Field]:
        """What it is about: of two about the same, one can be taken."""
        return self.clause, self.field

    @property
    def is_out(self) -> bool:
        """Whether it takes the clause out."""
        return self.field is Field.DECISION and self.to.decision is Decision.OUT

    @property
    def where(self) -> str:
        """The clause in the Word file, in words."""
        if self.is_out:
            return "gone"
        return f"clause {self.number}" if self.number else "no clause number"

    @property
    def came_from(self) -> str:
        """Where it came from, in words."""
        return f"{self.draft}, {self.where}"

    @property
    def values(self) -> dict[str, Any]:
        """What it sets of the clause's entry."""
        keys = ("added", "dropped") if self.field is Field.SOURCES else KEYS[self.field]
        values = {key: getattr(self.to, key) for key in keys}
        return {key: value for key, value in values.items() if value or self.field in OF_WORDS}

    @property
    def facts(self) -> Iterator[tuple[str, list[str]]]:
        """What it sets in the clause's block: each key and the lines of its YAML; none to take it out."""
        for key in KEYS[self.field]:
            lines = fact_lines(self.to, key) or (["[]"] if self.field is Field.SOURCES else [])
            if lines or self.field is Field.WORDING:
                yield key, lines

    @property
    def yaml(self) -> list[str]:
        """The same, as lines."""
        lines = []
        for key, (first, *rest) in ((key, value) for key, value in self.facts if value):
            lines += [f"{key}: {first}".rstrip(), *rest]
        return lines

    @property
    def set_lines(self) -> list[str]:
        """The same, with where it goes."""
        beside = [f"{'before' if self.is_before else 'after'}: {self.other}"] if self.other else []
        return [*beside, *self.yaml]


def taking_order(chosen: Iterable[Proposal]) -> list[Proposal]:
    """Proposals in an order in which each finds what it needs.

    Facts first; then clauses are moved, each behind the one that it follows; then new ones come in, of
    several behind one clause the last first.
    """
    chosen = list(chosen)
    moves = {one.clause: one for one in chosen if one.field is Field.ORDER}
    ordered: dict[str, Proposal] = {}

    def put(one: Proposal, on_the_way: frozenset[str]) -> None:
        other = moves.get(one.other)
        if other and other.clause not in on_the_way:
            put(other, on_the_way | {other.clause})
        ordered.setdefault(one.clause, one)

    for one in moves.values():
        put(one, frozenset({one.clause}))
    facts = [one for one in chosen if one.field not in OF_PLACE]
    new = [one for one in chosen if one.field is Field.NEW]
    behind = [one for one in new if not one.is_before]
    return [*facts, *ordered.values(), *(one for one in new if one.is_before), *reversed(behind)]


# The file

_HEADER = """\
# What people changed in Word, proposed for {selection}. Decide about each:
#   drafter select {selection} --take ID, or --leave ID, or --take-all
# You may edit what stands below “set”; drafter keeps that, and your comments, which move up here.
"""
_ID = re.compile(rf"(?P<clause>\S+?):(?P<field>{'|'.join(Field)})(?::[1-9]\d*)?")
_SET = Record(
    "what a proposal sets", SimpleNamespace, **FACTS, before=optional(text, ""), after=optional(text, "")
)
_TOLD = ("number", "conflict", "ours", "theirs")
PROPOSAL = Record(
    "a proposal",
    SimpleNamespace,
    id=required(identifier(_ID, f"Write a clause's id and what it is about: legal-aid:{Field.WORDING}.")),
    draft=required(text),
    **{key: optional(text, "") for key in _TOLD},
    set=required(_SET),
    base=optional(text, ""),
    as_made=optional(text, "", key="as-made"),
)


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals beside a selection.

    Attributes:
        path: Their file; it need not be there.
        found: In order.
        line: The line on which the first begins.
        comments: The comments that people wrote there.
    """

    path: Path
    found: tuple[Proposal, ...] = ()
    line: int = 0
    comments: tuple[str, ...] = ()


def proposals_path(selection: Path) -> Path:
    """The file of the proposals for a selection."""
    return selection.with_name(f"{selection.stem}.proposals.yaml")


def load_proposals(selection: Path) -> Proposals:
    """Read the proposals for a selection; there are none where there is no file.

    Raises:
        DrafterError: if they cannot be read.
        ContentError: with every fault in them.
    """
    path = proposals_path(selection)
    if not path.exists():
        return Proposals(path)
    content = read_text(path)
    root, problems = compose_text(content, str(path))
    read = list_of(PROPOSAL)(root, problems, "the proposals")
    found = [_proposal(one, problems) for one in read]
    raise_on_errors(problems.in_order())
    header = _HEADER.format(selection=selection.name).splitlines()
    comments = tuple(line for line in comments_of(content, root).values() if line not in header)
    return Proposals(path, numbered(found), problems.place_of(read[0])[0] if read else 0, comments)


def _proposal(read: SimpleNamespace, problems: Problems) -> Proposal:
    match = _ID.fullmatch(read.id)
    clause, field = (match["clause"], Field(match["field"])) if match else ("", Field.NEW)
    given = read.set
    beside = ("before", "after") if field in OF_PLACE else ()
    is_set = [key for key in _SET.keys if problems.has(given, key)]
    for key in is_set:
        if key not in (*KEYS[field], *beside):
            at = problems.node_of(given, key)
            problems.add("wrong-key", at, f"“{key}” is no part of a proposal about “{field}”")
    if bool(given.before) + bool(given.after) != bool(beside) or not is_set:
        needed = " or ".join(beside or KEYS[field])
        problems.add("missing-key", problems.node_of(given), f"“{field}” sets {needed}, one of them")
    signs = {sign: tuple(one[1:].strip() for one in given.sources if one[:1] == sign) for sign in "+-"}
    if sum(map(len, signs.values())) != len(given.sources):
        at = problems.node_of(given, "sources")
        problems.add("bad-source", at, "a source says neither + nor -", "Write it like this: [+lac-19h].")
    to = entry_of(clause, given, signs["+"], signs["-"], given.heading)
    told = {key: getattr(read, key) for key in (*_TOLD, "draft", "base")}
    found = Proposal(clause, field, to, given.before or given.after, bool(given.before), **told)
    return replace(found, is_edited=read.as_made != _made_mark(found))


def dump_proposals(selection: Path, proposals: Iterable[Proposal], comments: Iterable[str]) -> bytes:
    """The bytes of a file of proposals; none where there is nothing to keep."""
    lines = [*comments, *(line for one in numbered(proposals) for line in ("", *_entry(one)))]
    head = _HEADER.format(selection=selection.name)
    return (head + "\n".join(lines) + "\n").encode() if lines else b""


def _entry(one: Proposal) -> list[str]:
    lines = [f"- id: {one.id}", f"  draft: {scalar(one.draft)}"]
    for key in _TOLD:
        first, *rest = text_lines(getattr(one, key))
        lines += [f"  {key}: {first}", *(f"  {line}" for line in rest)] if getattr(one, key) else []
    lines += ["  set:", *(f"    {line}" for line in one.set_lines)]
    lines += [f"  base: {one.base}"] if one.base else []
    return [*lines, f"  as-made: {'edited' if one.is_edited else _made_mark(one)}"]


def _made_mark(one: Proposal) -> str:
    return short_hash("\n".join(one.set_lines))


def numbered(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Proposals, of which those about the same are told apart by their places."""
    counts: Counter[tuple[str, Field]] = Counter()
    found = []
    for one in proposals:
        counts[one.about] += 1
        found.append(replace(one, place=counts[one.about]))
    return tuple(found)


def named_in(selection: Path, draft: Path) -> str:
    """A Word file as proposals name it: as seen from the selection's folder, so that no other is like it."""
    name = seen_from(selection.parent.resolve(), draft.parent.resolve() / draft.name)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", name)


def pending_problems(selection: Path) -> list[Problem]:
    """That proposals from Word are still to be decided about; or what is wrong with their file."""
    try:
        proposals = load_proposals(selection)
    except ContentError as error:
        return [replace(problem, severity=Severity.WARNING) for problem in error.problems]
    if not proposals.found:
        return []
    one, count = proposals.found[0], len(proposals.found)
    key = f"pending-proposals{'/several' if count > 1 else ''}"
    facts = {"count": count, "first": one.id, "selection": selection.name}
    code, severity, message, hint = CATALOGUE.say(key, **facts)
    return [Problem(code, message, severity, hint, str(proposals.path), proposals.line, 1, one.clause)]


def refusal(key: str, **facts: object) -> DrafterError:
    """That something is not done that a person asked for, as the catalogue says it."""
    _, _, message, hint = CATALOGUE.say(key, **facts)
    return DrafterError(message, hint, status=ExitStatus.USAGE)


def told(key: str, **facts: object) -> str:
    """What a person is told of proposals, as the catalogue says it."""
    return CATALOGUE.say(key, **facts)[2]
