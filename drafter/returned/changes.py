"""Lists the changes between two texts of Word files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from drafter.alignment import Piece, align, compare_words, key_of, moved
from drafter.word.reading import Block

# A report in full, before its symbol. The paragraphs before a footnote decide whether it cites it so.
_REPORT_IN_FULL = re.compile(
    r"(?P<signal>See also, in part, |See also |Cf\. |)[^()]*\((?P<symbol>\w+(?:/[\w.]+)+)\)"
)

# A paragraph of so few words is no copy of a paragraph with the same words.
_FEW_WORDS = 4


class ChangeKind(StrEnum):
    """What became of a block."""

    REWORDED = "reworded"
    NOTES = "notes changed"  # footnotes gone, new, changed, or moved within the words
    GONE = "gone"
    NEW = "new"
    MOVED = "moved"  # one change for a run of blocks that moved together
    DOUBLED = "doubled"  # a new block with the words of another block
    SET_OTHERWISE = "set otherwise"  # looks can hide words, or a heading is no heading any more
    RENUMBERED = "renumbered"  # one change for all labels


class Change(Struct, frozen=True, dict=True):
    """One difference between what was written and what came back.

    Attributes:
        kind: What became of the block.
        where: The place in words for people: "paragraph 12 bis", "Annex I", "under “Prevention”".
        base: The block as it was written; None for a new one.
        edited: The block as it came back; None for one that is gone.
        base_place: The index of ``base`` in the blocks of the base; -1 without one.
        edited_place: The index of ``edited`` in the blocks of the file; for a block that is gone, the index
            of the block after it.
        clause: The id of the clause; empty for a block of no clause.
        wording: The printed line of that clause, from 0.
        notes: Footnotes that changed, old and new side by side; an empty string for a missing one.
        detail: For SET_OTHERWISE the change of looks, for RENUMBERED "from 13 on"; else empty.
        count: The number of blocks that moved together, or have another label; else 1.
    """

    kind: ChangeKind
    where: str
    base: Block | None
    edited: Block | None
    base_place: int = -1
    edited_place: int = -1
    clause: str = ""
    wording: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    detail: str = ""
    count: int = 1

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both, as a person would mark them, if they differ."""
        if self.kind is not ChangeKind.REWORDED or self.base is None or self.edited is None:
            return ()
        return compare_words(self.base.text, self.edited.text, fold_case=self.base.is_heading)


def differences(base: Sequence[Block], edited: Sequence[Block]) -> tuple[dict[int, int], list[Change]]:
    """Compare two texts.

    Args:
        base: The blocks as they were written.
        edited: The blocks as they came back.

    Returns:
        The new index of each old block that is still there; and every difference, in the order of the newer
        text, without its place in words.
    """
    pairs = align(base, edited)
    away = moved(pairs)
    changes = [
        change
        for i, j in pairs.items()
        for change in _changes_of(base[i], _with_support(base[i], edited[j]), (i, j))
    ]
    changes += _moves(base, edited, pairs, away)
    changes += _renumbered(base, edited, pairs)
    changes += _new(base, edited, pairs)
    following = len(edited)
    for i in reversed(range(len(base))):
        if i not in pairs:
            changes.append(Change(ChangeKind.GONE, "", base[i], None, i, following))
        elif i not in away:
            following = pairs[i]
    order = [ChangeKind.GONE, *ChangeKind]
    return pairs, sorted(
        changes, key=lambda change: (change.edited_place, order.index(change.kind), change.base_place)
    )


def _change(kind: ChangeKind, base: Block, edited: Block, places: tuple[int, int]) -> Change:
    """Return a change of a block that both texts have."""
    return Change(kind, "", base, edited, *places)


def _with_support(base: Block, edited: Block) -> Block:
    """Return a block with the words that people typed after its supporters."""
    if edited.support in ("", base.support):
        return edited
    pieces = compare_words(base.support, edited.support)
    typed = "".join(piece.new for piece in pieces if not piece.is_same).strip()
    return replace(edited, text=f"{edited.text} {typed}") if typed else edited


def _changes_of(base: Block, edited: Block, places: tuple[int, int]) -> Iterator[Change]:
    is_same = base.text == edited.text or base.key == edited.key
    if not is_same:
        yield _change(ChangeKind.REWORDED, base, edited, places)
    if base.notes != edited.notes:
        notes = _compare_notes([note for _, note in base.notes], [note for _, note in edited.notes])
        if notes or (is_same and _words_before(base) != _words_before(edited)):
            yield replace(_change(ChangeKind.NOTES, base, edited, places), notes=notes)
    for detail in _set_otherwise(base, edited):
        yield replace(_change(ChangeKind.SET_OTHERWISE, base, edited, places), detail=detail)


def _compare_notes(base: Sequence[str], edited: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the footnotes that differ, side by side."""
    matcher = SequenceMatcher(None, [*map(_note_key, base)], [*map(_note_key, edited)], autojunk=False)
    return tuple(
        both
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
        for both in zip_longest(base[a:b], edited[c:d], fillvalue="")
    )


def _note_key(note: str) -> str:
    """Return a footnote by its symbol, for comparing with others."""
    return key_of(_REPORT_IN_FULL.sub(r"\g<signal>\g<symbol>", note, count=1))


def _words_before(block: Block) -> list[int]:
    """Return the number of words before each footnote."""
    return [len(key_of(block.text[:offset]).split()) for offset, _ in block.notes]


def _set_otherwise(base: Block, edited: Block) -> Iterator[str]:
    had = {(name, key_of(words)) for name, words in base.looks}
    for name, words in edited.looks:
        if (name, key_of(words)) not in had:
            yield f"{name}: “{words}”"
    if base.is_heading != edited.is_heading:
        yield "set as a heading" if edited.is_heading else "no longer set as a heading"
    if base.label and not edited.label:
        yield "without its number"


def _moves(
    base: Sequence[Block], edited: Sequence[Block], pairs: Mapping[int, int], away: Collection[int]
) -> Iterator[Change]:
    """Give one change for each run of blocks that moved together."""
    rank_base = {i: rank for rank, i in enumerate(sorted(pairs))}
    rank_edited = {j: rank for rank, j in enumerate(sorted(pairs.values()))}
    runs: list[list[int]] = []
    for i in sorted(away):
        last = runs[-1][-1] if runs else -1
        together = last in pairs and rank_base[last] + 1 == rank_base[i]
        if together and rank_edited[pairs[last]] + 1 == rank_edited[pairs[i]]:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        first, place = run[0], pairs[run[0]]
        yield replace(_change(ChangeKind.MOVED, base[first], edited[place], (first, place)), count=len(run))


def _renumbered(base: Sequence[Block], edited: Sequence[Block], pairs: Mapping[int, int]) -> Iterator[Change]:
    """Give one change for all blocks with another number."""
    differ = [
        (j, i)
        for i, j in pairs.items()
        if base[i].label != edited[j].label and base[i].label and edited[j].label
    ]
    if differ:
        j, i = min(differ)
        change = _change(ChangeKind.RENUMBERED, base[i], edited[j], (i, j))
        yield replace(change, detail=f"from {edited[j].label} on", count=len(differ))


def _new(base: Sequence[Block], edited: Sequence[Block], pairs: Mapping[int, int]) -> Iterator[Change]:
    """Give the new blocks, those with the words of another block as copies."""
    partners = set(pairs.values())
    new = [(j, block) for j, block in enumerate(edited) if j not in partners]
    places = {block.key: i for i, block in reversed(list(enumerate(base)))} if new else {}
    for j, block in new:
        i = places.get(block.key, -1)
        if i >= 0 and len(block.key.split()) > _FEW_WORDS:
            yield Change(ChangeKind.DOUBLED, "", base[i], block, i, j)
        else:
            yield Change(ChangeKind.NEW, "", None, block, -1, j)
