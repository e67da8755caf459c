"""What is asked of a trace: recommendations, paragraphs, regions and themes, as people name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafter.citations.resolver import Resolver
from drafter.cli import console
from drafter.matrix.criteria import regions_answering, themes_answering
from drafter.model import Matrix
from drafter.problems import DrafterError, ExitStatus
from drafter.reading.tracing.adopted import AdoptedText
from drafter.reading.tracing.decided import Link


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a trace; all in short where nothing is.

    Attributes:
        ids: Recommendations of which it is asked where they ended.
        paragraphs: Paragraphs of which it is asked who stands behind them.
        within: Of whose ids it is asked whether they stand behind these; None for all.
        regions: Keys of those of which all recommendations are asked for.
    """

    ids: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    within: frozenset[str] | None = None
    regions: tuple[str, ...] = ()

    def has(self, link: Link) -> bool:
        """Whether a link is asked for: each is where nothing is asked."""
        if not (self.ids or self.paragraphs):
            return True
        is_behind = link.paragraph in self.paragraphs and (
            self.within is None or link.recommendation in self.within
        )
        return link.recommendation in self.ids or is_behind


def recommendations_named(matrix: Matrix, named: Sequence[str]) -> list[str]:
    """The ids of what a user names: by its id, or as reports do, “Africa, para. 29 (d)”, “33 (e)”.

    Raises:
        DrafterError: if there is none, or if several reports have such a paragraph.
    """
    at_id = {given.casefold(): given for given in matrix.by_id}
    resolver = Resolver(matrix)
    found = []
    for one in named:
        meant = [at_id[key]] if (key := one.strip().casefold()) in at_id else []
        for place in () if meant else (one, re.sub(r"(?=\d)", "para. ", one, count=1)):
            meant = meant or [source for cited in resolver.find(place) for source in cited.sources]
        if len(meant) > 1:
            raise DrafterError(
                f"“{one}” can be {', '.join(meant)}", "Name one of these.", status=ExitStatus.USAGE
            )
        found += meant or [one]
    console.require_known(found, matrix.by_id)
    return found


def asked_of(
    matrix: Matrix,
    adopted: AdoptedText,
    ids: Sequence[str],
    numbers: Sequence[str],
    regions: Sequence[str],
    themes: Sequence[str],
) -> Asked:
    """What is asked for, of what there is.

    Raises:
        DrafterError: if there is no such paragraph, region or theme.
    """
    keys = []
    for number in numbers:
        found = adopted.find(number)
        if found is None:
            last = adopted.paragraphs[-1].key
            raise DrafterError(
                f"{adopted.name} has no paragraph “{number}”",
                f"Its last is {last}; those of a preamble are P1, P2 and so on"
                f"{', its opening line the first' if adopted.has_opening else ''}.",
                status=ExitStatus.USAGE,
            )
        keys.append(found.key)
    under = {theme for words in themes for theme in themes_answering(matrix, words)}
    of = set(regions_answering(matrix, regions))
    chosen = [
        item.id
        for item in matrix.recommendations
        if (themes or regions)
        and (not themes or under.intersection(item.themes))
        and (not regions or of.intersection(item.regions))
    ]
    paragraphs = tuple(dict.fromkeys(keys))
    if paragraphs and (themes or regions):
        # Of a region or a theme, what stands behind these paragraphs.
        return Asked(matrix.in_citing_order(dict.fromkeys(ids)), paragraphs, frozenset(chosen))
    every = () if themes else regions_answering(matrix, regions)
    return Asked(matrix.in_citing_order(dict.fromkeys((*ids, *chosen))), paragraphs, regions=tuple(every))


def share_in_words(matrix: Matrix, regions: Sequence[str], themes: Sequence[str]) -> str:
    """What is asked for of all recommendations, in words; empty for all."""
    names = [matrix.region_by_key[key].name for key in regions_answering(matrix, regions)]
    under = {theme for words in themes for theme in themes_answering(matrix, words)}
    titles = [f"“{one.title or one.id}”" for one in matrix.themes if one.id in under]
    return "; ".join(filter(None, [", ".join(names), ", ".join(titles)]))
