"""Blind pages: who decides cannot tell readers apart, neither by name nor by what they said before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def readers_in_order(readers: Sequence[str], question: Sequence[str], *, blind: bool) -> list[str]:
    """In which order readers stand at a question: as they are, or on a blind page in one of its own.

    Args:
        readers: Their names.
        question: What it is about; the same question always has the same order.
        blind: Whether nobody is to be known.
    """
    if not blind:
        return list(readers)
    return sorted(readers, key=lambda name: hashlib.sha256("\n".join((*question, name)).encode()).digest())
