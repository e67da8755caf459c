"""On which pages a header or a footer stands, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

EVERYWHERE = ""
FIRST, EVEN, OTHERS = "first", "even", "default"


class Pages(NamedTuple):
    """Pages that have a header and a footer of their own.

    Attributes:
        part: The section that they stand in, from 1.
        kind: ``FIRST``, ``EVEN`` or ``OTHERS``, as a section calls them (``w:type``).
    """

    part: int
    kind: str


def pages_in_words(own: Collection[Pages], several: Sequence[Pages]) -> str:
    """Some of the pages of a document in words: “the first page”, “even pages”; ``EVERYWHERE`` for all.

    Args:
        own: The pages.
        several: All that the document has, in order.
    """
    if set(several) <= set(own):
        return EVERYWHERE
    count = several[-1].part
    kinds = {n: [one.kind for one in several if one.part == n] for n in range(1, count + 1)}
    whole = [n for n in kinds if all(Pages(n, kind) in own for kind in kinds[n])]
    said = []
    if count > 1 and len(whole) > 1 and whole == list(range(whole[0], count + 1)):
        said.append(f"the pages from part {whole[0]} of {count} on")
    elif count > 1:
        said += [f"the pages of part {n} of {count}" for n in whole]
    for one in several:
        if one in own and one.part not in whole:
            said.append(
                _named(one, kinds[one.part]) + (f" of part {one.part} of {count}" if count > 1 else "")
            )
    return " and ".join(dict.fromkeys(said))


def _named(one: Pages, kinds: Collection[str]) -> str:
    if one.kind != OTHERS:
        return "the first page" if one.kind == FIRST else "even pages"
    return "odd pages" if EVEN in kinds else "the pages behind the first"
