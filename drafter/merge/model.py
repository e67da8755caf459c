"""Proposals: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drafter.model import SelectionEntry
from drafter.problems import Problem


class What(StrEnum):
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
    What.DECISION: ("decision", "reason"),
    What.KIND: ("kind",),
    What.HEADING: ("heading",),
    What.SOURCES: ("sources",),
    What.WORDING: ("wording", "wordings"),
}


class Contested(StrEnum):
    """What the selection itself says by now of what a proposal is about."""

    NO = ""
    CHANGED = "the selection has changed it too"
    OUT = "the selection has it out"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change that somebody made in Word.

    Attributes:
        clause: The clause's id; of a new one, the id that it is to have.
        what: What of it was changed.
        label: Its number as it stands in the document; empty where it has none any more.
        to: The clause as it is to be; only what ``what`` names counts. Of a new one, all of it.
        other: For an order and for a new clause, the clause beside which it stands.
        is_before: Whether it stands before that one, not behind it.
        old: What was drafted, in words.
        new: What stands there now, in words.
        contested: Whether the selection itself has changed the same since the draft was made.
    """

    clause: str
    what: What
    label: str
    to: SelectionEntry
    other: str = ""
    is_before: bool = False
    old: str = ""
    new: str = ""
    contested: Contested = Contested.NO


def contested_if(is_changed: object) -> Contested:
    """That the selection has changed the same, if it has."""
    return Contested.CHANGED if is_changed else Contested.NO


@dataclass(frozen=True, slots=True)
class Homecoming:
    """What a returned draft brings home.

    Attributes:
        proposals: In the order of the document, those about one clause together.
        problems: What cannot be brought home, and what a person should know.
    """

    proposals: tuple[Proposal, ...]
    problems: tuple[Problem, ...]
