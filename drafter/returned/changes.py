"""The list of changes between two texts of Word files: what check, merge, compare and review consume."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drafter.alignment import Piece
from drafter.word.canonical import Block


class ChangeKind(StrEnum):
    """What became of a block."""

    REWORDED = "reworded"
    NOTES = "notes changed"  # footnotes gone, new, changed, or moved within the words
    GONE = "gone"
    NEW = "new"
    MOVED = "moved"  # one change for a run of blocks that moved together
    DOUBLED = "doubled"  # a new block that says what another one says
    SET_OTHERWISE = "set otherwise"  # words can be hidden by how they look; a heading is none any more
    RENUMBERED = "renumbered"  # one change for all labels


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what was written and what came back.

    Attributes:
        kind: What became of the block.
        where: The place in words for people: "paragraph 12 bis", "Annex I", "under “Prevention”".
        base: The block as it was written; None for a new one.
        now: The block as it came back; None for one that is gone.
        base_place: The index of ``base`` in the blocks of the base; -1 where there is none.
        now_place: The index of ``now`` in the blocks of the file; for a block that is gone, the index of the
            block that it would stand before.
        clause: The id of the clause that the block belongs to; empty where to none, or not known.
        wording: Which printed line of that clause, from 0.
        pieces: The words of both, as a person would mark them; together they are both texts. Empty where
            the words are the same.
        notes: Footnotes that changed, old and new side by side; an empty string where there is none.
        detail: For SET_OTHERWISE what is, for RENUMBERED from which number on; else empty.
        count: How many blocks moved together, or have another label; else 1.
    """

    kind: ChangeKind
    where: str
    base: Block | None
    now: Block | None
    base_place: int = -1
    now_place: int = -1
    clause: str = ""
    wording: int = 0
    pieces: tuple[Piece, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    detail: str = ""
    count: int = 1


def differences(base: tuple[Block, ...], now: tuple[Block, ...]) -> tuple[Change, ...]:
    """Return every difference between two texts, in the order of the newer one.

    The changes say nothing of clauses yet: ``read_returned`` adds that.
    """
    raise NotImplementedError
