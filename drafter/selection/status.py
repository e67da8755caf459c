"""Where a text stands: the brackets that are left in each clause, and whose they are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from drafter.model import LEFT_OUT, Clause, Decision

# An opening bracket that is no mark of a footnote, or the names behind a closing one.
_BRACKET = re.compile(r"\[(?!\^)|(?<=\])\s*\((?P<names>[^()]*)\)")
_DELETED = re.compile(r"\s*:.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Brackets:
    """The square brackets in the words of a clause.

    Attributes:
        count: How many there are; a clause that is in brackets as a whole counts for one.
        names: Name → how many of them have it behind them.
    """

    count: int
    names: Counter[str]


def brackets_of(clause: Clause) -> Brackets:
    """Count the brackets that people put into a clause, and the names behind them."""
    texts = [clause.text, *(words for words in clause.wordings.values() if words != LEFT_OUT)]
    count, names = int(clause.decision is Decision.BRACKETS), Counter[str]()
    for match in (match for text in texts for match in _BRACKET.finditer(text)):
        if match["names"] is None:
            count += 1
        else:
            found = (_DELETED.sub("", name).strip() for name in re.split(r"[,;]", match["names"]))
            names.update(name for name in found if name)
    return Brackets(count, names)
