"""Shades of a table whose numbers are shaded, the darker the more: a shade says what its number says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from drafter.check.everything.printed import PrintedRow
from drafter.check.everything.seen import SeenRow
from drafter.check.finding import At, Finding, finding
from drafter.docx.looks.colour import WHITE, Rgb, contrast, luminance
from drafter.docx.tables import SHADES
from drafter.draft.blocks import Table
from drafter.text.words import excerpt, whole

_LEAST_APART = 1.08  # shades that the eye can tell from one another


def shade_findings(
    rows: Iterable[tuple[PrintedRow, SeenRow]], tables: Mapping[int, Table], shades: Mapping[int, Rgb]
) -> Iterator[Finding]:
    """Numbers in another shade than those like them; and shades that are not the darker the more.

    A house may shade them in colours of its own.

    Args:
        rows: Rows as they were printed and as they are seen.
        tables: The tables of the draft by their numbers.
        shades: The colours behind words in cells, by their places.
    """
    alike: dict[tuple[int, int], list[tuple[str, int, Rgb]]] = defaultdict(list)
    for was, now in rows:
        for column, (printed, cell) in enumerate(zip(was.cells, now.cells, strict=False)):
            is_number = tables[was.table].shades(column) and printed.text != was.columns[column]
            if is_number and len(was.cells) > 1 and cell.plain == printed.text:  # of others it is told
                shade = next((shades[one] for one in cell.places if one in shades), WHITE)
                least = next((least for least, _ in SHADES if whole(printed.text) >= least), 0)
                alike[was.table, least].append((printed.text, cell.places[0], shade))
    usual = {
        key: Counter(shade for _, _, shade in several).most_common(1)[0][0] for key, several in alike.items()
    }
    for key, several in alike.items():
        for text, place, shade in several:
            if contrast(shade, usual[key]) >= _LEAST_APART:
                yield finding(At(place=place), "annex-changed/shade", words=text)
    for table in dict.fromkeys(table for table, _ in alike):
        ways = sorted((least, shade) for (other, least), shade in usual.items() if other == table)
        light = [luminance(shade) for _, shade in ways]
        if any(contrast(one, other) < _LEAST_APART for (_, one), (_, other) in pairwise(ways)) or any(
            one < other for one, other in pairwise(light)
        ):
            place = min(
                place for (other, _), several in alike.items() if other == table for _, place, _ in several
            )
            where = excerpt(tables[table].title)
            yield finding(At(place=place), "annex-changed/shades", where=where)
