"""Proposals: plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from drafter.model import Decision, SelectionEntry
from drafter.problems import Problem
from drafter.selection.lines import fact_lines


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
KEYS = {
    Field.DECISION: ("decision", "reason"),
    Field.KIND: ("kind",),
    Field.HEADING: ("heading",),
    Field.SOURCES: ("sources",),
    Field.WORDING: ("wording", "wordings"),
}
NEW_KEYS = ("decision", "reason", "kind", "heading", "sources", "wording", "wordings")
OF_WORDS = (Field.WORDING, Field.SOURCES)  # of no use in a clause that is out


class Conflict(StrEnum):
    """What the selection itself says by now of what a proposal is about."""

    NO = ""
    CHANGED = "the selection has changed it too"
    OUT = "the selection has it out"


def conflict_if(is_changed: object) -> Conflict:
    """That the selection has changed the same, if it has."""
    return Conflict.CHANGED if is_changed else Conflict.NO


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
        conflict: What the selection itself says by now of the same.
        label: Its number as it stands in the document, or stood where it is gone; empty where it has none.
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
    conflict: Conflict = Conflict.NO
    label: str = ""
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
        return f"clause {self.label}" if self.label else "no clause number"

    @property
    def came_from(self) -> str:
        """Where it came from, in words."""
        return f"{self.draft}, {self.where}"

    @property
    def keys(self) -> Iterator[tuple[str, list[str]]]:
        """What it sets in the clause's block: each key and the lines of its value, as YAML."""
        for key in KEYS.get(self.field, NEW_KEYS if self.field is Field.NEW else ()):
            lines = fact_lines(self.to, key)
            if lines or (key == "sources" and self.field is Field.SOURCES):
                yield key, lines or ["[]"]

    @property
    def yaml(self) -> list[str]:
        """The same, as lines."""
        lines = []
        for key, (first, *rest) in self.keys:
            lines += [f"{key}: {first}".rstrip(), *rest]
        return lines


@dataclass(frozen=True, slots=True)
class Imported:
    """What a returned draft has for its selection.

    Attributes:
        proposals: In the order of the document, those about one clause together.
        problems: What cannot be imported, and what a person should know.
        tracked: How many tracked changes were read as accepted.
        other_form: The form that it was made with, where that is another than the selection's; else empty.
        form: The selection's form.
    """

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
    tracked: int = 0
    other_form: str = ""
    form: str = ""
