"""Numbers in English words, as people write them where others write digits."""

from __future__ import annotations

import re

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {
    **{word: value for value, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_WORD = rf"(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))})\b"
# A number below a thousand, as a part of a pattern that does not mind capitals.
NUMBER_IN_WORDS = rf"(?:{_WORD}(?:\s+hundred\b(?:\s+and\b)?)?(?:[-‐‑\s]+{_WORD}){{0,2}})"


def value_in_words(words: str) -> int:
    """What a number in words comes to: 62 of “sixty-two”.

    Args:
        words: As ``NUMBER_IN_WORDS`` finds them.
    """
    above, hundred, below = words.casefold().partition("hundred")
    first, rest = (sum(_VALUES.get(one, 0) for one in re.findall(r"[a-z]+", part)) for part in (above, below))
    return 100 * first + rest if hundred else first
