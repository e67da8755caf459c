"""Proposals: what people changed in Word and a selection does not say, each about one thing of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Any

from drafter.decisions import Decision, SelectionEntry
from drafter.draft.running import HEAD
from drafter.merge.telling import told
from drafter.selection.lines import fact_lines, paragraph_lines, text_lines

_NOT_A_LETTER = re.compile(r"[\W_]+")


class Field(StrEnum):
    """What of a clause a proposal is about; with the clause's id, the name of the proposal."""

    DECISION = "decision"  # taken out, put into brackets, or out of them
    KIND = "kind"  # moved to another part
    HEADING = "heading"
    SOURCES = "sources"
    WORDING = "wording"
    SPONSORS = "sponsors"  # the names behind a wording
    ABOVE = "above"  # a heading or running text of one's own above it
    WORDS = "words"  # not of a clause: title, preamble, a heading, what stands between parts
    ORDER = "order"
    NEW = "new"  # a clause that drafter did not make
    REMARK = "remark"  # a comment in the margin


# The keys of a block that a proposal sets.
KEYS: dict[Field, tuple[str, ...]] = {
    Field.DECISION: ("decision", "reason", "wishes"),
    Field.KIND: ("kind",),
    Field.HEADING: ("heading",),
    Field.SOURCES: ("sources",),
    Field.WORDING: ("wording", "wordings", "text"),
    Field.SPONSORS: ("wordings", "withdrawn"),
    Field.ABOVE: ("above",),
    Field.WORDS: ("words",),
    Field.ORDER: (),
    Field.NEW: (
        *("decision", "reason", "part", "kind", "heading"),
        *("sources", "wording", "wordings", "text", "wishes"),
    ),
    Field.REMARK: ("remark", "wished", "wishes"),
}
OF_WORDS = (Field.WORDING, Field.SOURCES)  # of no use in a clause that is out
OF_RUNNING = (Field.WORDS, Field.ABOVE)  # of words that are no clause's own
OF_PLACE = (Field.ORDER, Field.NEW)  # these name a clause beside which theirs goes


REWORDS_NONE = "none"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that somebody made in Word.

    Attributes:
        clause: The clause's id; of a new one, the id that it is to have. Of running words their name.
        field: What of it was changed.
        to: The clause as it is to be; only what ``field`` names counts. Of a new one, all of it. Of
            running words what stands above, of a remark the reason, of sponsors those that come and,
            as withdrawn, those that go.
        other: For an order and for a new clause, the clause beside which it goes.
        is_before: Whether it goes before that one, not behind it.
        ours: What was drafted, in words.
        theirs: What stands in Word, in words.
        conflict: What the selection itself says by now of the same, in words; empty where nothing.
        number: Its number in the paper as printed, or of a new one in the file; empty where it has none.
        draft: The Word file, as seen from the selection's folder.
        base: A hash of what the block said of the same when this was made; empty where it said nothing.
        is_edited: Whether a person has edited it since.
        place: 1, or 2 and so on for further ones about the same; 0 where it has none yet.
        by: Whose it is; empty where nobody is named.
        rewords: What stands for the wordings whose words it changes, one for each of its own;
            ``REWORDS_NONE`` for one that changes none.
        was: What the paper had there, one for each of its own, where the selection has changed it since;
            empty for others. Under no name only where both have changed the same. Of running words what
            they stand below, since both have changed that.
        beside: What stands for what others proposed in the block when this was made.
        is_alternative: Whether it stands beside the text whoever takes it: its paragraph is joined by now.
        is_left: Whether it was left to be decided about when all were taken.
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
    by: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    rewords: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    is_alternative: bool = False
    is_left: bool = False

    @property
    def id(self) -> str:
        """Its name: the clause's id, what it is about, and whose it is."""
        whose = [_NOT_A_LETTER.sub("-", name.casefold()).strip("-") for name in self.by]
        more = [str(self.place)] if self.place > 1 else []
        return ":".join([self.clause, self.field, *filter(None, whose), *more])

    def telling(self, *said: str) -> Proposal:
        """The same, with more that a person should know before it is taken."""
        return replace(self, conflict="; ".join(filter(None, [self.conflict, *said])))

    @property
    def changes(self) -> list[tuple[str, str]]:
        """What went and what came in its place, each pair as the list shows it, with “…” where it is cut."""
        return [*zip(self.ours.split(" / "), self.theirs.split(" / "), strict=False)]

    @property
    def about(self) -> tuple[str, Field]:
        """What it is about: of two about the same, one can be taken as text."""
        return self.clause, self.field

    @property
    def key(self) -> tuple[str, ...]:
        """By what it is known again when its Word file is read again."""
        words = self.to.reason if self.field is Field.REMARK else ""
        return self.clause, self.field, words, *self.by

    @property
    def said(self) -> object:
        """What it says: two that say the same agree, whoever made them."""
        if self.is_out:
            return self.about
        is_own = self.by and self.field is not Field.SPONSORS
        own = tuple(replace(one, by=()) if is_own else one for one in self.to.wordings)
        # In which file brackets stand is no part of it.
        name = self.draft.rpartition("/")[2]
        reason = "" if name and self.to.reason == told("open", draft=name) else self.to.reason
        return self.about, tuple(replace(self, to=replace(self.to, wordings=own, reason=reason)).set_lines)

    @property
    def is_out(self) -> bool:
        """Whether it takes the clause out."""
        return self.field is Field.DECISION and self.to.decision is Decision.OUT

    @property
    def into(self) -> str:
        """The id of the clause with which it puts its own together; empty where it does not."""
        before, behind, _ = told("put-together", into="\0", draft="\0").split("\0")
        _, is_so, words = self.to.reason.partition(before)
        return words.partition(behind)[0] if self.is_out and is_so and behind in words else ""

    @property
    def is_untouched(self) -> bool:
        """Whether nobody changed the clause: its block must say more for it to stay as it is."""
        return self.field is Field.SOURCES and self.conflict == told("untouched")

    @property
    def where(self) -> str:
        """The clause in the Word file, in words."""
        if self.is_out:
            return "gone"
        if self.field is Field.WORDS:
            return "outside the clauses"
        whose = "its " if self.field is Field.NEW else ""  # the file numbers it, not the paper
        return f"{whose}clause {self.number}" if self.number else "no clause number"

    @property
    def came_from(self) -> str:
        """Where it came from, in words."""
        return f"{self.draft}, {self.where}" + (f", by {' and '.join(self.by)}" if self.by else "")

    @property
    def values(self) -> dict[str, Any]:
        """What it sets of the clause's entry."""
        keys = ("added", "dropped") if self.field is Field.SOURCES else KEYS[self.field]
        values = {key: getattr(self.to, key) for key in keys}
        return {key: value for key, value in values.items() if value or self.field in OF_WORDS}

    @property
    def facts(self) -> Iterator[tuple[str, list[str]]]:
        """What it sets in the clause's block: each key and the lines of its YAML; none to take it out."""
        if self.field is Field.WORDS:
            in_head = self.clause in HEAD
            yield "words", text_lines(self.to.above) if in_head else paragraph_lines(self.to.above)
            return
        if self.field is Field.REMARK:
            said = {"remark": text_lines(self.to.reason) if self.to.reason else []}
            said |= {key: fact_lines(self.to, key) for key in ("wished", "wishes")}
            yield from ((key, lines) for key, lines in said.items() if lines)
            return
        for key in KEYS[self.field]:
            lines = fact_lines(self.to, key) or (["[]"] if self.field is Field.SOURCES else [])
            if lines or self.field is Field.WORDING:
                yield key, lines

    @property
    def yaml(self) -> list[str]:
        """The same, as lines."""
        return _as_yaml(self.facts)

    @property
    def set_lines(self) -> list[str]:
        """The same, with where it goes."""
        beside = [f"{'before' if self.is_before else 'after'}: {self.other}"] if self.other else []
        return [*beside, *self.yaml]


def yaml_of(entry: SelectionEntry, keys: Iterable[str]) -> list[str]:
    """What a clause says of some keys, as lines."""
    return _as_yaml((key, fact_lines(entry, key)) for key in keys)


def _as_yaml(facts: Iterable[tuple[str, list[str]]]) -> list[str]:
    lines = []
    for key, (first, *rest) in ((key, value) for key, value in facts if value):
        lines += [f"{key}: {first}".rstrip(), *rest]
    return lines


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


def numbered(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Proposals, of which those about the same are told apart by their places.

    A place that one has already is its own: its name stays as others are decided about.
    """
    found = list(proposals)
    names = [replace(one, place=1).id for one in found]
    has: set[tuple[str, int]] = set()
    is_settled = []
    for name, one in zip(names, found, strict=True):
        is_settled.append(one.place > 0 and (name, one.place) not in has)
        has.add((name, one.place))
    for at, name in enumerate(names):
        if not is_settled[at]:
            place = next(number for number in count(1) if (name, number) not in has)
            has.add((name, place))
            found[at] = replace(found[at], place=place)
    return tuple(found)
