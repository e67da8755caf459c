"""The sources of a clause by its wordings: which words stand for which, and which are beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafter.sources import Source


@dataclass(frozen=True, slots=True)
class WordingGroup:
    """The sources of a wording, the words that a person gave it, and what people say of it.

    Those of ``also`` are cited with it, and nobody has looked at their words: they are not at hand.
    """

    words: str
    sources: list[Source]
    is_addition: bool | None = None
    supported: str = ""
    by: tuple[str, ...] = ()
    stands_alone: bool = False  # on no source, since a person names none
    also: Sequence[Source] = ()


def additions_among(groups: Sequence[WordingGroup], joined: frozenset[str]) -> list[bool]:
    """Of each wording, whether it is an addition to the first.

    Where nobody says it: what was judged to say the same is an alternative, and so is what stands on no
    source; what a person put beside that is none.
    """
    came = [bool(group.sources) and all(one.id in joined for one in group.sources) for group in groups]
    pairs = list(zip(came, groups, strict=True))
    first = next((is_it for is_it, group in pairs if group.is_addition is None), False)
    return [is_it != first if group.is_addition is None else group.is_addition for is_it, group in pairs]
