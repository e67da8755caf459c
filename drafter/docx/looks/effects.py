"""What Word draws around letters ([MS-DOCX] 2.6.1): outlines, shadows, reflections and glow.

Known to leave words as they are is what Word's own lists of effects offer; whatever goes beyond it is told.
Measures are in English Metric Units, shares in thousandths of a per cent.
"""

from __future__ import annotations

from lxml import etree

from drafter.docx.looks.formatting import Look
from drafter.text.words import whole

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_THICKEST_OUTLINE = 12_700  # a point
_WIDEST_BLUR, _FARTHEST_SHADOW = 50_800, 50_800  # four points
_SMALLEST, _LARGEST = 90_000, 102_000  # a shadow or a reflection, of its letter
_STRONGEST_REFLECTION, _FARTHEST_REFLECTION = 60_000, 63_500
_WIDEST_GLOW = 228_600  # eighteen points


def drawn_around(look: Look) -> str:
    """How words are drawn over by what is around their letters, in words; empty for not at all."""
    outline = look.get(f"{W14}textOutline")
    kinds = {
        "drawn with an outline so thick that it covers its letters": outline is not None
        and outline.find(f"{W14}noFill") is None
        and _of(outline, "w") > _THICKEST_OUTLINE,
        "drawn with a shadow that lies over other words": _is_odd_shadow(look.get(f"{W14}shadow")),
        "drawn with a reflection that reads as words": _is_odd_reflection(look.get(f"{W14}reflection")),
        "drawn with a glow that lies over other words": _of(look.get(f"{W14}glow"), "rad") > _WIDEST_GLOW,
    }
    return next((how for how, is_so in kinds.items() if is_so), "")


def _of(effect: etree._Element | None, name: str, default: str = "0") -> int:
    return 0 if effect is None else whole(effect.get(f"{W14}{name}", default))


def _is_odd_shadow(shadow: etree._Element | None) -> bool:
    if shadow is None:
        return False
    sizes = (_of(shadow, one, "100000") for one in ("sx", "sy"))
    return (
        _of(shadow, "blurRad") > _WIDEST_BLUR
        or _of(shadow, "dist") > _FARTHEST_SHADOW
        or any(not _SMALLEST <= one <= _LARGEST for one in sizes)
        or any(_of(shadow, one) for one in ("kx", "ky"))
    )


def _is_odd_reflection(reflection: etree._Element | None) -> bool:
    return reflection is not None and (
        _of(reflection, "stA", "100000") > _STRONGEST_REFLECTION
        or _of(reflection, "dist") > _FARTHEST_REFLECTION
        or _of(reflection, "kx") != 0
        or not _SMALLEST <= _of(reflection, "sx", "100000") <= _LARGEST
    )
