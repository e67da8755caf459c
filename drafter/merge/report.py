"""What a merge says: a line for each change, for each thing to decide and for each note."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drafter.merge.laying import Outcome, Step
from drafter.merge.notation import Words
from drafter.selection.file import NOTE_MARK


class Group(StrEnum):
    """Where a line is listed."""

    DONE = "done"
    DECIDE = "to decide"
    NOTE = "notes"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of what a merge says.

    Attributes:
        group: Where it is listed.
        where: The number of the paragraph as it was printed; empty for none.
        who: The delegation, or the name of the desk's file.
        what: What was done, or is to be decided.
    """

    group: Group
    where: str
    who: str
    what: str


def in_words(*pairs: tuple[str, str]) -> str:
    """Return what came in place of what, in words: put in “x”, struck “y”, or “x” → “y”."""
    return "; ".join(
        f"“{old.strip()}” → “{new.strip()}”"
        if old and new
        else f"put in “{new.strip()}”"
        if new
        else f"struck “{old.strip()}”"
        for old, new in pairs
    )


def step_in_words(step: Step, name: str) -> str:
    """Return a step in words, without marks of footnotes; empty where nothing else changed.

    Args:
        step: The step.
        name: The delegation; empty for the desk.
    """
    old, new = (NOTE_MARK.sub("", words).strip() for words in (step.old, step.new))
    if name and new.strip(", ;") == name:
        return f"joined “{step.after}”"
    if len(Words(old).brackets) > len(Words(new).brackets):
        verb = "settle" if step.outcome is not Outcome.LAID else "withdrew" if name else "settled"
        return f"{verb} “{old}” → {f'“{new}”' if new else 'struck'}"
    return in_words((old, new)) if old or new else ""
