"""The words that weaken or firm up a commitment, which must never get lost between regions (promise 3)."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from drafter.matrix.kinds import load_rules

# “1 May” and “May 2021” are no hedges; “shall 2030” is as firm as any “shall”.
_A_MONTH = r"(?<!\d )may(?! \d)"


def count_hedges(text: str) -> Counter[str]:
    """How often each hedge stands in a text, by its basic form."""
    return _count(load_rules().hedges, text)


def count_firm_words(text: str) -> Counter[str]:
    """How often each word that leaves no choice stands in a text, likewise."""
    return _count(load_rules().firm, text)


def as_written(word: str, text: str) -> str:
    """How a hedge or firm word, given by its basic form, stands in a text, in small letters."""
    every = (*load_rules().hedges, *load_rules().firm)
    found = next(_any_of(forms).search(text) for forms in every if forms[0] == word)
    return found[0].lower() if found else word


def _count(words: Iterable[tuple[str, ...]], text: str) -> Counter[str]:
    return +Counter({forms[0]: len(_any_of(forms).findall(text)) for forms in words})


@functools.cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    every = "|".join(_A_MONTH if form == "may" else re.escape(form) for form in forms)
    return re.compile(rf"\b(?:{every})\b", re.IGNORECASE)


@functools.cache
def strength_words() -> frozenset[str]:
    """Every single word, in any form, that is a hedge or leaves no choice by itself."""
    words = (*load_rules().hedges, *load_rules().firm)
    return frozenset(form for forms in words for form in forms if " " not in form)
