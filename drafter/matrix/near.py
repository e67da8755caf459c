"""“Did you mean” for several words: the titles nearest to a misspelt phrase, or how texts spell it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from drafter.text.words import shortened

_ALIKE = 0.75  # of two words, misspelt; “organised” and “organized” are at 0.89
_MOST = 3  # titles that are named
_SHOWN = 60  # characters of a title
_WORD = re.compile(r"\w[\w-]*")


def near_titles(phrase: str, titles: Mapping[str, str]) -> str:
    """A question naming the titles that have words like those of a phrase; empty where none is near.

    Where no title has words like all of them, those that have most of them are named, if they are few.

    Args:
        phrase: What the user wrote.
        titles: Id → title.
    """
    wanted = _words(phrase)
    scores = {}
    for given, title in titles.items():
        own = [*_words(title), given.casefold()]
        alike = [max(_alike(word, other) for other in own) for word in wanted]
        scores[given] = sum(score for score in alike if score >= _ALIKE)
    best = max(scores.values(), default=0.0)
    near = [given for given, score in scores.items() if score == best]
    if not best or len(near) > _MOST:
        return ""
    return f"Did you mean {' or '.join(f'“{shortened(titles[one], _SHOWN)}” ({one})' for one in near)}?"


def as_spelt(phrase: str, texts: Iterable[str]) -> str:
    """A phrase as some texts spell its words; empty where they do not have something near to each."""
    known = {word for text in texts for word in _words(text)}
    meant = []
    for word in phrase.split():
        is_known = any(other.startswith(word.casefold()) for other in known)
        near = [word] if is_known else difflib.get_close_matches(word.casefold(), known, n=1, cutoff=_ALIKE)
        if not near:
            return ""
        meant += near
    return " ".join(meant)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _alike(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1; words of a title are taken by their beginnings, too."""
    if other.startswith(one):
        return 1.0
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
