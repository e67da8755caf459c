"""Shades that say something: behind numbers in cells, how many; behind words, that they are to be written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lxml import etree

from drafter.docx.looks.colour import WHITE, Colours, Palette, Rgb
from drafter.docx.looks.formatting import Formatting
from drafter.docx.parts.markup import w
from drafter.docx.parts.styles import Styles

_BLANK = "placeholder"  # the style of what is to be filled in


class ShadeOfBlanks:
    """The shade in which a file sets what is to be filled in, by the style that drafter gives to it.

    Args:
        formatting, palette, styles: Of the file.
    """

    def __init__(self, formatting: Formatting, palette: Palette, styles: Styles) -> None:
        self._formatting, self._palette = formatting, palette
        self._of_style = cache(self._find_of_style)
        blank = styles.called(_BLANK)
        self.shade: Colours = self._of_style(blank) if blank else frozenset()

    def has(self, own: etree._Element | None, style: str) -> bool:
        """Whether a run has this shade.

        Args:
            own: Its properties.
            style: The style that they name.
        """
        if not self.shade or own is None:
            return False
        if (said := own.find(w.shd)) is not None:
            return self._palette.shading(said) == self.shade
        return bool(style) and self._of_style(style) == self.shade

    def _find_of_style(self, style: str) -> Colours:
        return self._palette.shading(self._formatting.of_style(style, "rPr").get(w.shd)) - {WHITE}


def shades_in_cells(
    body: etree._Element, palette: Palette, places: Mapping[etree._Element, int]
) -> dict[int, Rgb]:
    """The places of paragraphs in cells, and the colour behind them that is nearest to their words.

    A marker, and white behind words, are people's, and leave the shade of the cell to be seen around them.

    Where nothing is said of it, or that it has none, a place is missing.

    Args:
        body: The body.
        palette: The colours of the file.
        places: The place of each paragraph.
    """
    found: dict[int, Rgb] = {}
    for one in body.iter(w.shd):  # what is nearer to words stands behind what is around them
        holder = one.getparent()
        kind = None if holder is None else holder.tag
        owner = next(one.iterancestors(w.tc if kind == w.tcPr else w.p), None)
        if kind not in (w.tcPr, w.pPr, w.rPr) or owner is None or next(one.iterancestors(w.tc), None) is None:
            continue
        said = palette.shading(one) - (frozenset((WHITE,)) if kind == w.rPr else frozenset())
        for place in (places[each] for each in owner.iter(w.p) if each in places) if said else ():
            found[place] = min(said)
    return found
