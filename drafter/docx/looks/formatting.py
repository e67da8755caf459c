"""What styles and what stands nearer say of runs, paragraphs and cells, laid one over the other.

ISO 29500-1, 17.7.2: the defaults of the document; the style of the table, by where in it the cell stands;
the style of the paragraph, with those that it is based on, and its list; the style of the run; what is said
where the words stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from typing import NamedTuple, TypeAlias

from lxml import etree

from drafter.docx.parts.markup import is_on, value_of, w
from drafter.docx.parts.styles import Styles

Look: TypeAlias = "Mapping[str, etree._Element]"  # noqa: SLF001

# Of these each attribute counts for itself; tab stops add up; of all others the nearest element counts.
_BY_ATTRIBUTE = frozenset(w("rFonts ind spacing"))
# Of two attributes that say the same in two ways, the nearer takes away the other.
_INSTEAD = {
    **{w[slot]: w[f"{slot}Theme"] for slot in ("ascii", "hAnsi", "eastAsia")},
    **{w[f"{slot}Theme"]: w[slot] for slot in ("ascii", "hAnsi", "eastAsia")},
    w.cs: w.cstheme,
    w.cstheme: w.cs,
    w.firstLine: w.hanging,
    w.hanging: w.firstLine,
    w.left: w.start,
    w.start: w.left,
    w.right: w.end,
    w.end: w.right,
}
# In the order in which the parts of a table lie over one another (17.7.6).
_PARTS = (
    *("wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz"),
    *("firstRow", "lastRow", "firstCol", "lastCol", "neCell", "nwCell", "seCell", "swCell"),
)


class Layers(NamedTuple):
    """What is said of a run, from far to near; of a switch (17.7.3) each layer counts for itself."""

    defaults: Look
    table: Look
    paragraph: Look
    style: Look
    own: Look

    def merged(self) -> Look:
        """What counts, but for switches."""
        found: Look = {}
        for layer in self:
            found = laid_over(found, layer.values()) if layer else found
        return found

    def is_on(self, name: str) -> bool:
        """Whether a switch is on: what is said nearest counts; else styles take turns."""
        if (own := self.own.get(name)) is not None:
            return is_on(own)
        turns = sum(is_on(layer.get(name)) for layer in (self.table, self.paragraph, self.style))
        return is_on(self.defaults.get(name)) or turns % 2 == 1


class Formatting:
    """What the styles of a file say.

    Args:
        styles: The styles.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.defaults = {kind: children(styles.defaults(kind)) for kind in ("rPr", "pPr")}
        self.of_style = cache(self._of_style)
        self.of_table = cache(self._of_table)

    def has(self, style_id: str) -> bool:
        """Whether a style is defined."""
        return next(self._styles.chain(style_id), None) is not None

    def default(self, kind: str) -> str:
        """The style of what names none: ``paragraph``, ``table``."""
        return self._styles.default(kind)

    def _of_style(self, style_id: str, kind: str) -> Look:
        """What a style says, with what it is based on, in its ``rPr``, ``pPr``, ``tblPr`` or ``tcPr``."""
        found: Look = {}
        for style in reversed([*self._styles.chain(style_id)]):
            found = laid_over(found, children(style.element.find(w[kind])).values())
        return found

    def of_numbered(self, style_id: str, of_list: Look) -> list[Look]:
        """What a style of paragraphs says, and its list: over what the style that names this one is based on.

        Args:
            style_id: The style.
            of_list: What the level of its list says of paragraphs (``w:lvl/w:pPr``); empty where it has none.
        """
        if not of_list:
            return [self.of_style(style_id, "pPr")]
        layers: list[Look] = []
        is_named = False
        for style in self._styles.chain(style_id):
            layers.append(children(style.paragraph))
            if not is_named and value_of(style.paragraph, "numPr", "numId"):
                layers.append(of_list)
                is_named = True
        return layers[::-1]

    def _of_table(self, style_id: str, parts: frozenset[str], kind: str) -> Look:
        """What the style of a table says of a cell that stands in some of its parts."""
        found = dict(self.of_style(style_id, kind))
        for name in _PARTS:
            for style in reversed([*self._styles.chain(style_id)]) if name in parts else ():
                for part in style.element.iterfind(w.tblStylePr):
                    if part.get(w.type) == name:
                        found = dict(laid_over(found, children(part.find(w[kind])).values()))
        return found

    def layers(
        self, own: etree._Element | None, style_id: str, table: str = "", parts: frozenset[str] = frozenset()
    ) -> Layers:
        """What is said of a run, from far to near.

        Args:
            own: Its own properties, if any, or those of a paragraph's number.
            style_id: The style of its paragraph.
            table: The style of the table in which it stands; empty where in none.
            parts: The parts of the table.
        """
        style = value_of(own, "rStyle")
        return Layers(
            self.defaults["rPr"],
            self.of_table(table, parts, "rPr") if table else {},
            self.of_style(style_id or self.default("paragraph"), "rPr"),
            self.of_style(style, "rPr") if style else {},
            children(own),
        )


def laid_over(look: Look, nearer: Iterable[etree._Element]) -> Look:
    """What is said, and over it what is said nearer."""
    found = dict(look)
    for one in nearer:
        tag = str(one.tag)
        if tag in _BY_ATTRIBUTE and tag in found:
            merged = etree.Element(tag)
            gone = {_INSTEAD.get(str(name), "") for name in one.attrib}
            for element in (found[tag], one):
                for name, value in element.attrib.items():
                    if element is one or name not in gone:
                        merged.set(name, value)
            found[tag] = merged
        elif tag == w.tabs and tag in found:
            found[tag] = _tabs(found[tag], one)
        else:
            found[tag] = one
    return found


def _tabs(further: etree._Element, nearer: etree._Element) -> etree._Element:
    """All tab stops: those said nearer come to those said before, or clear them (17.3.1.38)."""
    merged = etree.Element(w.tabs)
    places = {one.get(w.pos) for one in nearer}
    stops = [*(one for one in further if one.get(w.pos) not in places), *nearer]
    merged.extend([deepcopy(one) for one in stops if one.get(w.val) != "clear"])
    return merged


def children(element: etree._Element | None) -> Look:
    """What properties say, each by its tag."""
    return {} if element is None else {str(one.tag): one for one in element if isinstance(one.tag, str)}


def signature(properties: etree._Element | None, style: str) -> str | bytes:
    """What tells properties from others: of most it is no more than a style, the tag of which is given."""
    if properties is None:
        return ""
    if len(properties) == 1 and properties[0].tag == style:
        return properties[0].get(w.val, "")
    return etree.tostring(properties)
