"""The words of a clause without what drafter itself puts around them: brackets, and the closing mark."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from drafter.draft.wording import Wording, close

_AROUND = 2  # words that are shown on both sides of a change
_LONGEST = 24  # words of a change that are shown


def bare(text: str) -> str:
    """A clause's words alone: its place asks for the closing mark, and drafter for the brackets."""
    words = " ".join(text.split())
    wording = Wording(unbracketed(words) if is_bracketed(words) else words)
    close(wording, ";")
    return wording.text[:-1].rstrip()


def is_bracketed(text: str) -> bool:
    """Whether all of a text stands in one pair of square brackets; what closes it may stand behind them."""
    words = text.strip().rstrip(" .;")
    if not (words.startswith("[") and words.endswith("]")):
        return False
    depth = 0
    for place, character in enumerate(words):
        depth += (character == "[") - (character == "]")
        if depth == 0:
            return place == len(words) - 1
    return False


def unbracketed(text: str) -> str:
    """A text that stands in brackets, without them."""
    return text.strip().rstrip(" .;")[1:-1].strip()


def without_half_brackets(text: str) -> str:
    """A part of a text that stood in brackets, without the one of them that is left at its edge."""
    words = text.strip()
    if words.startswith("[") and words.count("[") > words.count("]"):
        words = words[1:].lstrip()
    body = words.rstrip(" .;")
    if body.endswith("]") and body.count("]") > body.count("["):
        words = body[:-1].rstrip()
    return words


def change_in_words(old: str, new: str) -> tuple[str, str]:
    """What went and what came, each with a few words around it: what they have in common is left out."""
    before, now = old.split(), new.split()
    matcher = difflib.SequenceMatcher(None, before, now, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not changes:
        return old, new
    first, last = changes[0], changes[-1]
    return (
        _excerpt(before, first[1] - _AROUND, last[2] + _AROUND),
        _excerpt(now, first[3] - _AROUND, last[4] + _AROUND),
    )


def _excerpt(words: Sequence[str], start: int, end: int) -> str:
    start, end = max(start, 0), min(end, len(words))
    shown = words[start:end]
    if len(shown) > _LONGEST:
        shown = [*shown[: _LONGEST // 2], "…", *shown[-_LONGEST // 2 :]]
    return f"{'… ' if start else ''}{' '.join(shown)}{' …' if end < len(words) else ''}"
