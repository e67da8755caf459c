"""What people decide in a selection file: plain values, never changed once made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drafter.composing.alternatives import Alternatives
from drafter.criteria import Criteria
from drafter.model import Kind

DEFAULT_ALTERNATIVES = "bis"
GUIDANCE_APART = "apart"
GUIDANCE_AS_CLAUSES = "as-clauses"


class Decision(StrEnum):
    """What a person has decided about a clause."""

    IN = "in"  # it stands in the draft
    OUT = "out"  # it stands in the annex of what is not used, with the reason
    MAYBE = "maybe"  # it stands in the draft in brackets, the reason beside it as a comment


@dataclass(frozen=True, slots=True)
class OwnWording:
    """One of several wordings of a clause, as a person wants it.

    Attributes:
        sources: Ids of the recommendations that it stands on.
        wording: It in a person's own words; empty where its first source's words stand.
    """

    sources: tuple[str, ...]
    wording: str = ""


@dataclass(frozen=True, slots=True)
class ClauseDecision:
    """A block of a selection file: a clause and what people have decided about it.

    Attributes:
        id: The id of a concordance entry or of a recommendation; or one that a person made up, for a
            clause of their own, which is made of ``added`` alone.
        decision: None where nobody has decided; the clause is in then.
        reason: Why, in a person's words; empty where none is given.
        by: Who decided; empty where nobody is named.
        wording: The clause in a person's own words; empty where its sources' words stand.
        wordings: Its wordings one by one, in order, where it has several; what no one of them names follows
            in its own words. Never given together with ``wording``.
        added: Ids of recommendations that the clause has on top of its own; they leave the clause
            in which they stood.
        dropped: Ids of recommendations that it has no longer.
        lead: The id of the recommendation whose words lead; empty where nobody chose one.
        alternatives: How its wordings are printed; None for as the whole draft has it.
        heading: The id of the theme that it is moved to; empty where it is not moved.
        kind: What it is, against the rules; None where the rules decide.
    """

    id: str
    decision: Decision | None = None
    reason: str = ""
    by: str = ""
    wording: str = ""
    wordings: tuple[OwnWording, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    lead: str = ""
    alternatives: Alternatives | None = None
    heading: str = ""
    kind: Kind | None = None

    @property
    def is_decided(self) -> bool:
        """Whether a person decided anything."""
        return self != ClauseDecision(self.id)

    @property
    def has_own_words(self) -> bool:
        """Whether a person gave it words of their own."""
        return bool(self.wording) or any(one.wording for one in self.wordings)

    @property
    def why(self) -> str:
        """The reason and whose it is, in words: “too narrow (A. Diallo)”; empty where neither is given."""
        if self.reason and self.by:
            return f"{self.reason} ({self.by})"
        return self.reason or self.by


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
    clauses: tuple[ClauseDecision, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
