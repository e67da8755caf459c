"""Compares two Word drafts, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafter.problems import DrafterError
from drafter.returned.changes import Change, ChangeKind, differences
from drafter.returned.places import Places, is_clause
from drafter.word.canonical import Block, Place, canonical
from drafter.word.guard import open_word


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two drafts.

    Attributes:
        paragraphs: How many numbered paragraphs the old draft had, and the new one has.
        changes: Every difference, in the order of the new draft.
        tracked: How many tracked changes each draft has; they are read as accepted.
    """

    paragraphs: tuple[int, int]
    changes: tuple[Change, ...]
    tracked: tuple[int, int]

    @property
    def summary(self) -> Mapping[str, int]:
        """How many changes there are of each kind."""
        counts = Counter(change.kind for change in self.changes)
        return {kind.value: counts[kind] for kind in ChangeKind if counts[kind]}


def compare_drafts(old: bytes, new: bytes, names: tuple[str, str], *, annexes: bool = False) -> Comparison:
    """Return what changed between two drafts, or between a draft and what came back of it.

    Args:
        old: The bytes of a Word file.
        new: Likewise.
        names: How messages call the two.
        annexes: Whether tables and annexes are compared too, and not the text alone.

    Raises:
        DrafterError: if one is no Word document, or holds no paragraph of a draft.
    """
    texts = [canonical(open_word(content, name)) for content, name in zip((old, new), names, strict=True)]
    for text, name in zip(texts, names, strict=True):
        if not any(block.bookmark for block in text.blocks):
            raise DrafterError(
                f"{name} is no draft that drafter wrote", "Name two drafts, or a draft and its return."
            )
    before, after = (_compared(text.blocks, annexes=annexes) for text in texts)
    partners, changes = differences(before, after)
    places = Places(before, after, partners, {})
    return Comparison(
        (_count(before), _count(after)),
        tuple(places.located(change) for change in changes),
        (len(texts[0].tracked), len(texts[1].tracked)),
    )


def _compared(blocks: Sequence[Block], *, annexes: bool) -> Sequence[Block]:
    if annexes:
        return blocks
    end = next((place for place, block in enumerate(blocks) if block.annex), len(blocks))
    return [block for block in blocks[:end] if block.place != Place.TABLE]


def _count(blocks: Iterable[Block]) -> int:
    return sum(map(is_clause, blocks))
