"""Words in scripts that run from right to left, as Arabic and Hebrew: set so they read as they should."""

from __future__ import annotations

import unicodedata

from lxml import etree

from drafter.docx.parts.markup import is_on, w
from drafter.docx.parts.pieces import words_in
from drafter.docx.reading.content import UNSEEN

_FROM_RIGHT, _FROM_LEFT = ("R", "AL"), "L"
# What such words have within: signs that join letters or part them, and marks of their direction.
_ORDINARY = "\u061c\u200c\u200d\u200e\u200f"
LEFT_TO_RIGHT_MARK = "\u200e"
# What makes a paragraph run from right to left, or a part of it: letters and figures, marks of direction.
_TURNED = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"))
_TURNING = "\u202b\u202e\u2067"
_SIGNS_UNSEEN = "with signs unseen"
SIGNS_THAT_TURN = f"{_SIGNS_UNSEEN} that print words backwards, or in another order"


def runs_from_right(text: str) -> bool:
    """Whether a text has letters of such a script, and none that run from left to right."""
    if text.isascii():
        return False
    letters = {unicodedata.bidirectional(sign) for sign in text if sign.isalpha()}
    return not letters.isdisjoint(_FROM_RIGHT) and _FROM_LEFT not in letters


def is_from_left(paragraph: etree._Element) -> bool:
    """Whether nothing of a paragraph runs from right to left: then a left-to-right mark changes nothing."""
    if any(is_on(one) for one in paragraph.iter(w.bidi, w.rtl, w.bdo, w.dir)):
        return False
    return _TURNED.isdisjoint(map(unicodedata.bidirectional, words_in(paragraph)))


def how_with(signs: str) -> str:
    """How words are shown that have signs that nobody sees."""
    return SIGNS_THAT_TURN if any(one in _TURNING for one in signs) else _SIGNS_UNSEEN


def unseen_in(text: str) -> str:
    """The signs of a text that nobody sees, each once, but for those that words of such a script have."""
    if text.isascii():
        return ""
    signs = dict.fromkeys(UNSEEN.findall(text))
    return "".join(one for one in signs if not (one in _ORDINARY and runs_from_right(text)))


def words_with(signs: str, text: str) -> str:
    """The words of a text from the first to the last that has one of some signs, or stands behind it."""
    words = text.split(" ")  # some of the signs are blanks to Python
    having = [n for n, word in enumerate(words) if any(sign in word for sign in signs)]
    if not having:
        return text
    last = having[-1]
    is_alone = not any(map(str.isalnum, words[last]))
    return " ".join(words[having[0] : last + 1 + is_alone])
