"""How a footnote says that what it cites is related to the words: as their source, beside them, against them.

“See also” cites beside, “cf.” asks to compare, “contra” says that the paragraph says otherwise (Editorial
Manual, “Footnotes and other references”). What is cited is the same, and what that means is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_AGAINST = "against"
_BESIDE = "beside"
# English, French and Spanish; the longer first.
_SIGNALS = {
    _AGAINST: r"but (?:see|cf\.)|contra(?:ry to|st)?\b|mais voir|pero véase|not (?:in|as)\b|rejected\b"
    r"|otherwise\b",
    "beside, in part": r"(?:see )?also,? in part",
    _BESIDE: r"see also|see,? (?:e\.g\.|for (?:example|instance)|generally)|voir (?:aussi|également)"
    r"|véase (?:también|asimismo)",
    "compared": r"cf\.?(?!\w)|compare\b|confer\b|comparer\b|compárese",
}
_SIGNAL = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<s{n}>{one})' for n, one in enumerate(_SIGNALS.values()))})", re.IGNORECASE
)


class Relation(tuple[str, ...]):
    """The relations that a footnote names, in order; none where it cites its sources plainly."""

    __slots__ = ()

    @property
    def is_against(self) -> bool:
        """Whether a paragraph is cited as saying otherwise."""
        return _AGAINST in self


def relation_of(text: str) -> Relation:
    """What a footnote says of how it cites."""
    names = list(_SIGNALS)
    return Relation(names[int((found.lastgroup or "s0")[1:])] for found in _SIGNAL.finditer(text))


def signals_of(text: str) -> str:
    """The words with which it says so: “See also”, “Contra”."""
    return ", ".join(found[0] for found in _SIGNAL.finditer(text))


def words_of_signals(texts: Iterable[str]) -> frozenset[str]:
    """Every word of these signals in some texts, in small letters."""
    found = (found[0] for text in texts for found in _SIGNAL.finditer(text))
    return frozenset(word.strip(".,") for one in found for word in one.casefold().split())
