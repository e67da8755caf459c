"""The words that weaken or firm up a commitment, which must never get lost between regions (promise 3)."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

from drafter.problems import raise_on_errors
from drafter.records import Record, list_of, one_or_many, required, text

_WORDS = required(list_of(one_or_many(text), "a word"))
_FILE = Record("the words", lambda hedges, firm: (hedges, firm), hedges=_WORDS, firm=_WORDS)


@functools.cache
def _words() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Hedges and firm words, each with its forms, the basic form first.

    Raises:
        ContentError: with every fault in the file.
    """
    words, problems = _FILE.load(Path(__file__).with_name("strength.yaml"))
    raise_on_errors(problems.in_order())
    return words


@functools.cache
def _patterns(of: int) -> dict[str, re.Pattern[str]]:
    return {
        # “1 May” and “May 2021” are no hedges.
        forms[0]: re.compile(rf"(?<!\d )\b(?:{'|'.join(map(re.escape, forms))})\b(?! \d)", re.IGNORECASE)
        for forms in _words()[of]
    }


def count_hedges(text: str) -> Counter[str]:
    """How often each hedge stands in a text, by its basic form."""
    return +Counter({word: len(pattern.findall(text)) for word, pattern in _patterns(0).items()})


def count_firm_words(text: str) -> Counter[str]:
    """How often each word that leaves no choice stands in a text, likewise."""
    return +Counter({word: len(pattern.findall(text)) for word, pattern in _patterns(1).items()})


@functools.cache
def strength_words() -> frozenset[str]:
    """Every single word, in any form, that is a hedge or leaves no choice by itself."""
    return frozenset(form for words in _words() for forms in words for form in forms if " " not in form)
