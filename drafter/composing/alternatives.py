"""The ways in which the wordings of several regions can be printed."""

from __future__ import annotations

from enum import StrEnum


class Alternatives(StrEnum):
    """How the wordings of several regions are printed."""

    BIS = "bis"  # one below the other: 12., 12 bis., 12 ter.
    INLINE = "inline"  # as one text with what differs in brackets, where that can be read
    LEAD = "lead"  # the lead's alone; the others stand in the annex
