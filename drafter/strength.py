"""The words that weaken or firm up a commitment, which must never get lost between regions (promise 3)."""

from __future__ import annotations

import functools
import re
from collections import Counter

# Hedges: they make an undertaking conditional, optional or only something to think about.
HEDGES = (
    "as applicable",
    "as appropriate",
    "as necessary",
    "consider",
    "could",
    "discuss",
    "examine",
    "explore",
    "if appropriate",
    "if necessary",
    "in accordance with national legislation",
    "may",
    "might",
    "on a voluntary basis",
    "to the extent possible",
    "upon request",
    "upon their request",
    "where appropriate",
    "where possible",
    "where they can be expected",
    "within their mandates",
)
# The other side: words that leave no choice.
FIRM = ("ensure", "fully", "effectively implement", "must", "shall", "should", "undertake")

_FORMS = {
    "consider": r"consider(?:s|ing)?",  # "considered" narrates
    "discuss": r"discuss(?:es|ed|ing)?",
    "examine": r"examin(?:e|es|ed|ing)",
    "explore": r"explor(?:e|es|ed|ing)",
    "ensure": r"ensur(?:e|es|ed|ing)",
    "undertake": r"undertak(?:e|es|en|ing)",
}


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_FORMS.get(word, re.escape(word))}\b", re.IGNORECASE)


_HEDGE_PATTERNS = {word: _pattern(word) for word in HEDGES}
_FIRM_PATTERNS = {word: _pattern(word) for word in FIRM}


def hedges_in(text: str) -> tuple[str, ...]:
    """The hedges that stand in a text, by their basic form."""
    return tuple(word for word, pattern in _HEDGE_PATTERNS.items() if pattern.search(text))


def firm_words_in(text: str) -> tuple[str, ...]:
    """The words that leave no choice, likewise."""
    return tuple(word for word, pattern in _FIRM_PATTERNS.items() if pattern.search(text))


def count_hedges(text: str) -> Counter[str]:
    """How often each hedge stands in a text."""
    return _count(text, _HEDGE_PATTERNS)


def count_firm_words(text: str) -> Counter[str]:
    """How often each word that leaves no choice stands in a text."""
    return _count(text, _FIRM_PATTERNS)


def _count(text: str, patterns: dict[str, re.Pattern[str]]) -> Counter[str]:
    return +Counter({word: len(pattern.findall(text)) for word, pattern in patterns.items()})


@functools.cache
def strength_words() -> frozenset[str]:
    """Every single word, in any form, that is a hedge or leaves no choice by itself."""
    forms = set()
    for word in (*HEDGES, *FIRM):
        if " " not in word:
            stem, _, endings = _FORMS.get(word, word).partition("(?:")
            forms |= {stem + ending for ending in endings.rstrip(")?").split("|")}
            forms.add(word)
    return frozenset(forms)
