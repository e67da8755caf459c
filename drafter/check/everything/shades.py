"""Shades of a table whose numbers are shaded, the darker the more: a shade says what its number says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from drafter.check.everything.printed import PrintedRow
from drafter.check.everything.seen import SeenRow
from drafter.check.finding import At, Finding, finding
from drafter.docx.looks.colour import WHITE, Rgb, contrast
from drafter.docx.tables import SHADES
from drafter.draft.blocks import Table
from drafter.text.words import whole

_LEAST_APART = 1.08  # shades that the eye can tell from one another


def shade_findings(
    rows: Iterable[tuple[PrintedRow, SeenRow]], tables: Mapping[int, Table], shades: Mapping[int, Rgb]
) -> Iterator[Finding]:
    """Numbers in another shade than those like them.

    A house may shade them in colours of its own, or not at all.

    Args:
        rows: Rows as they were printed and as they are seen.
        tables: The tables of the draft by their numbers.
        shades: The colours behind words in cells, by their places.
    """
    alike: dict[int, list[tuple[str, int, Rgb]]] = defaultdict(list)
    for was, now in rows:
        for column, (printed, cell) in enumerate(zip(was.cells, now.cells, strict=False)):
            is_number = tables[was.table].shades(column) and printed.text != was.columns[column]
            if is_number and len(was.cells) > 1 and cell.plain == printed.text:  # of others it is told
                shade = next((shades[one] for one in cell.places if one in shades), WHITE)
                least = next((least for least, _ in SHADES if whole(printed.text) >= least), 0)
                alike[least].append((printed.text, cell.places[0], shade))
    for several in alike.values():
        usual, _ = Counter(shade for _, _, shade in several).most_common(1)[0]
        for text, place, shade in several:
            if contrast(shade, usual) >= _LEAST_APART:
                yield finding(At(place=place), "annex-changed/shade", words=text)
