"""What a paper is, for whom it is, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Alternatives(StrEnum):
    """How the wordings of several regions are printed."""

    BIS = "bis"  # one below the other: 12., 12 bis., 12 ter.
    INLINE = "inline"  # as one text with what differs in brackets, where that can be read
    LEAD = "lead"  # the lead's alone; the others stand in the annex


class Edition(StrEnum):
    """For whom a draft is."""

    WORKING = "working"  # the desk's copy
    DELEGATES = "delegates"  # what goes to the room, without private remarks


class AnnexSize(StrEnum):
    """How much of the sources the annexes print."""

    BRIEF = "brief"  # a source's own words only where they differ from the print
    FULL = "full"  # every text verbatim
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a paper says of it, in words; what is empty is not said."""

    title: str = ""
    subtitle: str = ""
    meeting: str = ""
    place: str = ""
    date: str = ""  # with the hour, where there is one
    version: str = ""
    standing: str = ""
    author: str = ""


# Where guidance stands: on a page of its own, or, where it can, as clauses.
GUIDANCE_APART, GUIDANCE_AS_CLAUSES = "apart", "as-clauses"
