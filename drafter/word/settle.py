"""Accepts or rejects the tracked changes of a Word file, once, on its trees (ISO 29500-1, 17.13.5)."""

from __future__ import annotations

from typing import Any


def settle(root: Any, *, accept: bool = True) -> None:
    """Accept or reject all tracked changes of a part, in place.

    Args:
        root: The root of the part: the body, the notes, the comments.
        accept: Whether what came stays and what went goes; otherwise the other way round.
    """
    raise NotImplementedError
