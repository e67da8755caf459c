"""What all pages have behind their words (ISO 29500-1, 17.2.1; 29500-4, 19.1.2.5)."""

from __future__ import annotations

from lxml import etree

from drafter.docx.looks.colour import Colours, Palette, is_dark, name_of, named
from drafter.docx.parts.markup import is_on, w

PICTURED = "on pages with a picture, a pattern or a shape behind them"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFF = ("f", "false", "0", "off")
_NONE = frozenset[tuple[int, int, int]]()


def behind_pages(
    background: etree._Element | None, settings: etree._Element, palette: Palette
) -> tuple[Colours, str]:
    """The colours behind all words, and how these are seen where there is more than a colour.

    Known is one colour, as an attribute says it, or the older shape with one. Whatever else is said of the
    ground of pages, a gradient, a picture, a pattern, is told.

    Args:
        background: What the main part says of it; None for nothing.
        settings: Those of the file. Only where they ask for it, the ground is shown.
        palette: The colours of the file.
    """
    if background is None or not is_on(settings.find(w.displayBackgroundShape)):
        return _NONE, ""
    found = palette.said(background, "color")
    for shape in background:
        if not isinstance(shape.tag, str):
            continue
        is_filled = shape.get("filled", "t").strip().lower() not in _OFF
        fills = [one for one in shape if one.tag == f"{_VML}fill"]
        if shape.tag != f"{_VML}background" or len(fills) < len(shape):
            return found, PICTURED
        if not is_filled or any(one.get("on", "t").strip().lower() in _OFF for one in fills):
            continue
        if any(one.get("type", "solid") != "solid" or _is_pictured(one) for one in fills):
            return found, PICTURED
        said = [one.get(name, "") for one in (shape, *fills) for name in ("fillcolor", "color")]
        colours = [named(one.partition(" ")[0]) for one in said if one]
        if None in colours:
            return found, PICTURED
        found |= frozenset(one for one in colours if one)
    return found, ""


def dark_pages(background: etree._Element | None, settings: etree._Element, palette: Palette) -> str:
    """The colour of all pages, if it is so dark that letters without a colour of their own turn white."""
    colours, _ = behind_pages(background, settings, palette)
    return next((name_of(one) for one in sorted(colours) if is_dark(frozenset((one,)))), "")


def _is_pictured(fill: etree._Element) -> bool:
    return any(etree.QName(name).localname in ("src", "id", "href", "relid", "title") for name in fill.attrib)
