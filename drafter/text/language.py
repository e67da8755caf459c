"""Whether a text is in English: what is done to words mechanically knows no other language."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
# Words that stand in almost every sentence of a language, without those that are words of English, too
# (“on”, “as”, “die”), abbreviations (“UN”) and letters that label points.
_ENGLISH = frozenset(
    "the of and to in for by with that from their which is are be at its it this these should shall".split()
)
_OTHERS = frozenset(
    """le la les de des du une et en au aux à pour par sur dans avec que qui ou
    el los las del al y para por con como su sus se
    os da dos das em ao à não com uma il gli della delle di che nel
    der das und zur zum mit für von""".split()
)
_LONG = 12  # words; English of so many has one of its own
_REMEMBERED = 20_000


@lru_cache(maxsize=_REMEMBERED)
def is_english(text: str) -> bool:
    """Whether a text is in English, as far as its small words tell; yes where they tell nothing."""
    words = _WORDS.findall(text.lower())
    if 2 * sum(not _LATIN.match(word) for word in words) > len(words):
        return False
    english, others = (sum(word in known for word in words) for known in (_ENGLISH, _OTHERS))
    return others <= english and (english > 0 or len(words) < _LONG)
