"""Proposals whose words have one end of a bracket alone: a paragraph was split within it, say.

A selection cannot be read with such words; every other proposal can be taken none the less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.brackets import unpaired_in
from drafter.decisions import SelectionEntry
from drafter.merge.proposals import Proposal
from drafter.merge.taking.halves import halves_of
from drafter.merge.telling import refusal, told
from drafter.selection.loading import OpenSelection

_AROUND = 40  # characters on either side of a bracket, to show where it stands


def with_torn_told(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Proposals; of those with such words it is said that they cannot be taken.

    Args:
        proposals: The proposals.
    """
    return [one.telling(told("torn")) if _torn_in(one) else one for one in proposals]


def torn_of(every: Sequence[Proposal], selection: OpenSelection) -> dict[Proposal, str]:
    """The proposals that cannot be taken so, each with why: theirs, and those whose words went into them.

    Args:
        every: All that is proposed.
        selection: The selection.
    """
    found = {one: words for one in every if (words := _torn_in(one))}
    said = {one: told("torn/waits", id=one.id, words=_shown(words)) for one, words in found.items()}
    for new in found:
        parted = (one for one in every if one not in found and new in halves_of(one, found, selection))
        said |= {one: told("torn/parted", id=one.id, other=new.id) for one in parted}
    return said


def refuse_torn(taking: Iterable[Proposal], selection: OpenSelection) -> None:
    """Refuse to take such words.

    Args:
        taking: What is to be taken.
        selection: The selection.

    Raises:
        DrafterError: if a proposal has them.
    """
    for one in taking:
        if words := _torn_in(one):
            raise refusal("torn/refused", id=one.id, words=_shown(words), selection=selection.path)


def _torn_in(one: Proposal) -> str:
    """The words of a proposal that have one end of a bracket alone; empty where none do."""
    return next((text for text in _texts(one.to) if unpaired_in(text)), "")


def _shown(words: str) -> str:
    """The first such end with what stands around it."""
    place = unpaired_in(words)[0]
    start, stop = max(place - _AROUND, 0), place + _AROUND
    return f"{'… ' if start else ''}{words[start:stop].strip()}{' …' if stop < len(words) else ''}"


def _texts(entry: SelectionEntry) -> Iterator[str]:
    yield from (entry.text, entry.wording, *(one.wording for one in entry.wordings))
