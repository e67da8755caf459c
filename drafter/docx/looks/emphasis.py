"""How words are made to stand out from those beside them, and are read as plain ones all the same."""

from __future__ import annotations

from drafter.docx.looks.formatting import Layers
from drafter.docx.looks.sizes import size_of
from drafter.docx.parts.markup import value_of, w

BOLD, UNDERLINED, IN_CAPITALS, LARGER = EMPHASES = ("in bold", "underlined", "in capitals", "in larger type")
_LARGER = 1.15  # of the size of type: a point and a half more than ten


def emphasis(layers: Layers, plain: Layers) -> tuple[str, ...]:
    """How words stand out, in words.

    Args:
        layers: What is said of them.
        plain: What is said of those beside them, or of what drafter prints in their style.
    """
    ways = (
        (BOLD, lambda one: one.is_on(w.b)),
        (UNDERLINED, lambda one: value_of(one.merged().get(w.u)) not in ("", "none")),
        (IN_CAPITALS, lambda one: one.is_on(w.caps) or one.is_on(w.smallCaps)),
    )
    found = [name for name, has in ways if has(layers) and not has(plain)]
    is_larger = size_of(layers.merged()) > _LARGER * size_of(plain.merged())
    return (*found, *([LARGER] if is_larger else []))
