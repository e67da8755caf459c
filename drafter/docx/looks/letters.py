"""The colours of letters against those behind them: whether words are seen, and whether in negative."""

from __future__ import annotations

from drafter.docx.looks.colour import BLACK, Colours, Palette, is_dark, luminance, name_of, too_alike
from drafter.docx.looks.effects import W14
from drafter.docx.looks.formatting import Look
from drafter.docx.looks.sizes import least_contrast
from drafter.docx.parts.markup import w
from drafter.text.words import whole

_THICK_OUTLINE = 9_525  # English Metric Units: three quarters of a point


def in_colour(look: Look, behind: Colours, palette: Palette) -> str:
    """How words are seen whose colour is too like what is behind them: "white on white"; empty for others.

    Args:
        look: What is set on them.
        behind: The colours behind their paragraph.
        palette: Those of the file.
    """
    color, behind = _colours(look, behind, palette)
    if (fill := look.get(f"{W14}textFill")) is not None:
        color |= palette.fill(fill, behind)  # the colour is for programs that cannot fill letters
    if said := too_alike(color, behind):
        return said
    if said := too_alike(color, behind, least_contrast(look)):
        return f"{said} in type so small or narrow"
    words = color or frozenset((BLACK,))
    if (glow := look.get(f"{W14}glow")) is not None:
        return too_alike(words, palette.fill(glow, behind))
    outline = look.get(f"{W14}textOutline")
    if outline is None or outline.find(f"{W14}noFill") is not None:
        return ""
    thickness = whole(outline.get(f"{W14}w", ""))
    return too_alike(palette.fill(outline, behind), behind) if thickness > _THICK_OUTLINE else ""


def light_on_dark(look: Look, ground: Colours, palette: Palette) -> str:
    """How words are seen that are lighter than a dark ground, as in a negative; empty for others.

    They can be read, but nothing else of the paper looks so. Letters that are left to the program turn white
    in Word and in LibreOffice, and stay black in others.

    Args:
        look: What is set on them.
        ground: The colours that are set behind their paragraph itself.
        palette: Those of the file.
    """
    words, behind = _colours(look, ground, palette)
    dark = next((one for one in sorted(behind) if is_dark(frozenset((one,)))), None)
    if dark is None or any(luminance(one) <= luminance(dark) for one in words):
        return ""
    return f"in negative, light letters on {name_of(dark)}"


def _colours(look: Look, behind: Colours, palette: Palette) -> tuple[Colours, Colours]:
    """The colours of words, and those behind them; none of words where that is left to the program.

    What is left to it differs from a shading, not from a marker.
    """
    marked = palette.highlight(look.get(w.highlight))
    color = palette.said(look.get(w.color)) or (frozenset((BLACK,)) if marked else frozenset())
    return color, marked or palette.shading(look.get(w.shd)) or behind
