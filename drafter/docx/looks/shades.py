"""The shades behind the words of cells: in a table that shades its numbers, they say what the numbers say."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from drafter.docx.looks.colour import Palette, Rgb
from drafter.docx.markup import w


def shades_in_cells(
    body: etree._Element, palette: Palette, places: Mapping[etree._Element, int]
) -> dict[int, Rgb]:
    """The places of paragraphs in cells, and the colour behind them that is nearest to their words.

    Where nothing is said of it, or that it has none, a place is missing.

    Args:
        body: The body.
        palette: The colours of the file.
        places: The place of each paragraph.
    """
    found: dict[int, Rgb] = {}
    for one in body.iter(w.shd, w.highlight):  # what is nearer to words stands behind what is around them
        holder = one.getparent()
        kind = None if holder is None else holder.tag
        owner = next(one.iterancestors(w.tc if kind == w.tcPr else w.p), None)
        if kind not in (w.tcPr, w.pPr, w.rPr) or owner is None or next(one.iterancestors(w.tc), None) is None:
            continue
        said = palette.shading(one) if one.tag == w.shd else palette.highlight(one)
        for place in (places[each] for each in owner.iter(w.p) if each in places) if said else ():
            found[place] = min(said)
    return found
